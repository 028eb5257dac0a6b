"""Why somebody has no place, in words for themselves.

Nobody may learn from it that somebody named them as a person whom they must not meet. So that rule has no
sentence of its own: whoever falls by it reads the sentence about everything that holds for all together, and
so does whoever falls by people who come only together, by rooms without having asked for anything of a room,
by a team's limit without having asked for help, or by there being no place at all.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.retreats import policy_words
from courses.retreats.frozen import Closed
from courses.retreats.models import Retreat
from courses.retreats.rules.facts import Facts
from courses.retreats.rules.policy import Aim, Rule
from courses.retreats.rules.reasons import Reason

Text = str | Promise

LINES: dict[str, Text] = {
    Aim.SERVED: _("With you in place of anybody there, fewer people would have a place in all."),
    Aim.NEED: _("The places went to people whose need is greater, as the rules count it."),
    Aim.FIRST_TIME: _("The places went to people who have never been to a retreat."),
    Aim.TURNED_AWAY: _("The places went to people who had got nothing for more years."),
    Aim.UNDER_SERVED: _("The places went to people of regions that had gone short before."),
    Aim.LOT: _("Up to here you and somebody who has a place were alike. Then only the lot decided."),
    Aim.WISHES: _("With you there, wishes that count for more would not have come true."),
    Aim.TOGETHER: _("With you there, people who both wished to come together could not have."),
}
RULES: dict[str, Text] = {
    Rule.ROOMS: _("No bed was left in a room that has what you need."),
    Rule.LIMITS: _("The team can be there for only so many people who need such help, and they are as many."),
    Rule.MOST: _("From your region as many people have a place there as the rules allow."),
    Rule.LEAST: _("What was left is kept by the rules for people of certain regions."),
    Rule.KEPT: _("What was left is kept by the rules for people who have never been."),
}
ALL_TOGETHER = _(
    "What holds for all together left no way: rooms and beds, what the team can do, regions, and who comes "
    "with whom. Nobody there could be exchanged for you without breaking one of these rules."
)


@dataclass(frozen=True, slots=True)
class Why:
    """At one retreat. `line` is which line of the order it was, of how many; 0 where it was a rule that holds
    whatever is aimed at."""

    retreat: str
    sentence: Text
    line: int = 0
    lines: int = 0
    heading: Text = ""


def why(closed: Closed, facts: Facts) -> list[Why]:
    """For each wish, the dearest first. Nothing for whoever has a place by the result."""
    said = closed.reasons.get(facts.ticket, ())
    titles = {str(each.pk): each.title for each in Retreat.objects.filter(pk__in=facts.wishes)}
    return [_why(closed, facts, each, titles.get(str(closed.retreat_id(each.retreat)), "")) for each in said]


def _why(closed: Closed, facts: Facts, reason: Reason, title: str) -> Why:
    if not reason.line:
        return Why(title, _rule(reason.rule, facts))
    aim = next(each for each in Aim if reason.line.split()[0] == each)
    order = policy_words.aims(closed.policy)
    place = [each for each, _name, _says in order].index(aim)
    return Why(title, LINES[aim], line=place + 1, lines=len(order), heading=order[place][1])


def _rule(rule: str, facts: Facts) -> Text:
    asked: dict[str, bool] = {Rule.ROOMS: bool(facts.features or facts.alone), Rule.LIMITS: bool(facts.helps)}
    return RULES.get(rule, ALL_TOGETHER) if asked.get(rule, True) else ALL_TOGETHER
