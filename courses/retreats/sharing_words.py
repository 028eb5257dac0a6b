"""From closing to the result, as colleagues read it: rules in each other's way, what is proven, counts."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.retreats import policies, policy_words
from courses.retreats.frozen import Closed
from courses.retreats.models import Round
from courses.retreats.models.choices import Help
from courses.retreats.rules import changes, hiding
from courses.retreats.rules.changes import Change, Kind
from courses.retreats.rules.model import Clause
from courses.retreats.rules.policy import Aim, Rule
from wellbeing.regions.models import Region

Row = tuple[str, tuple[str, ...]]
Text = str | Promise
Say = Callable[[int], str]

CLAUSES: dict[Rule, Text] = {
    Rule.PLACES: gettext_lazy("“%(retreat)s” has only so many places."),
    Rule.ROOMS: gettext_lazy("“%(retreat)s”: the rooms of the house, their beds and what they offer."),
    Rule.APART: gettext_lazy("Two people who must not meet."),
    Rule.BOUND: gettext_lazy("Two people who come together or not at all."),
    Rule.LIMITS: gettext_lazy("“%(retreat)s”: for how many people the team can do this: %(help)s."),
    Rule.LEAST: gettext_lazy("“%(retreat)s”: what people from %(region)s have at least."),
    Rule.MOST: gettext_lazy("“%(retreat)s”: what people from %(region)s have at most."),
    Rule.KEPT: gettext_lazy("“%(retreat)s”: what is kept for people who have never been."),
}
# What the checker calls broken, beside rules that are named above.
FAULTS: dict[str, Text] = {
    "places": gettext_lazy("more people than places"),
    "beds": gettext_lazy("more people than beds"),
    "no_room": gettext_lazy("somebody without a room"),
    "access": gettext_lazy("a room without what somebody needs"),
    "alone": gettext_lazy("somebody beside a person who needs a room alone"),
    "apart": gettext_lazy("two who must not meet at one retreat"),
    "bound": gettext_lazy("one of two who come only together"),
    "limits": gettext_lazy("more than a team can take on"),
    "least": gettext_lazy("a region with less than it has at least"),
    "most": gettext_lazy("a region with more than it has at most"),
    "kept": gettext_lazy("too few places for people who have never been"),
    "counted": gettext_lazy("an aim that is counted wrongly"),
    "better": gettext_lazy("somebody whom the rules put before somebody with a place"),
}
LOT_OF_PLACES = "lot of places"


def clause(found: Clause, closed: Closed, titles: Mapping[str, str]) -> str:
    """A rule of a conflict. `titles` are those of retreats by id; people are not named."""
    rule, about = found
    letter, _blank, label = about.partition(" ")
    names = closed.names
    said = {
        "retreat": titles.get(names.retreats.get(letter, ""), letter),
        "region": _region(names.regions.get(label, "")),
        "help": _help(names.labels.get(label, label)),
    }
    return str(CLAUSES[rule]) % said


def aim(name: str) -> str:
    """An aim that a worker reached, by the name it has in the order of the policy."""
    if name == LOT_OF_PLACES:
        return _("the lot for who goes where")
    word, _blank, step = name.partition(" ")
    said = str(policy_words.AIMS[Aim(word)][0])
    return _("%(aim)s, step %(step)s") % {"aim": said, "step": step} if step else said


def faults(rules: list[str]) -> list[str]:
    return [str(FAULTS.get(each, each)) for each in rules]


def not_proven(reached: list[list[Any]], *, is_exact: bool) -> list[str]:
    """Each aim that is not proven: how far it came, and what nobody can exceed."""
    said = []
    for name, value, bound in reached:
        if value != bound:
            line = (
                _("%(aim)s: %(value)d were found, more than %(bound)d cannot be") if is_exact else "%(aim)s"
            )
            said.append(line % {"aim": aim(name), "value": value, "bound": bound})
    return said


def named_changes(round_: Round, closed: Closed, titles: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each rule that can be tried: its code, and what it is in words."""
    policy = policies.of(round_)
    return [
        (code, capfirst(policy_words.change(_as_read(each, closed), policy, titles)))
        for code, each in changes.possible(closed.case, closed.policy).items()
    ]


def counts(closed: Closed, summaries: list[Mapping[str, Any]], *, is_exact: bool) -> list[Row]:
    """One outcome or two in counts, side by side. Whoever need not know more reads small numbers hidden, and
    nothing of how places are spread where that would tell of somebody."""
    say = str if is_exact else _hidden
    return [
        *_totals(summaries, say),
        *_spread(summaries, "by_need", _need, say, is_exact=is_exact),
        *_spread(summaries, "by_region", lambda mark: _from(closed, mark), say, is_exact=is_exact),
    ]


def difference(found: Mapping[str, int]) -> list[str]:
    return [
        _("would have a place and have none now: %(number)d") % {"number": found["gain"]},
        _("have a place now and would have none: %(number)d") % {"number": found["lose"]},
        _("would be at another retreat: %(number)d") % {"number": found["elsewhere"]},
    ]


def _totals(summaries: list[Mapping[str, Any]], say: Say) -> Iterator[Row]:
    for name, label in (
        ("served", _("have a place")),
        ("turned_away", _("have none")),
        ("first_timers", _("have a place and have never been")),
        ("dearest", _("have what they wished for first")),
        ("together", _("pairs who come together as they wished")),
    ):
        yield label, tuple(say(each[name]) for each in summaries)


def _spread(
    summaries: list[Mapping[str, Any]],
    name: str,
    label: Callable[[Any], str],
    say: Say,
    *,
    is_exact: bool,
) -> Iterator[Row]:
    if is_exact or all(hiding.may_spread(each[name]) for each in summaries):
        for group in summaries[0][name]:
            yield label(group), tuple(say(each[name][group]) for each in summaries)


def _hidden(number: int) -> str:
    least = hiding.shown(number)
    return _("fewer than 10") if least is None else f"{least}–{least + hiding.STEP - 1}"


def _need(step: int) -> str:
    return _("with need of step %(step)d have a place") % {"step": step}


def _from(closed: Closed, mark: str) -> str:
    return _("from %(region)s have a place") % {"region": _region(closed.names.regions[mark])}


def _as_read(change: Change, closed: Closed) -> Change:
    """A change of what is frozen, by ids of retreats, codes of regions and words of the vocabulary."""
    first, _blank, label = change.about.partition(" ")
    names = closed.names
    if change.kind in (Kind.LEAST, Kind.MOST):
        return Change(change.kind, names.regions[first])
    if change.kind is Kind.PLACE:
        return Change(change.kind, names.retreats[first])
    if change.kind is Kind.LIMIT:
        return Change(change.kind, f"{names.retreats[first]} {names.labels[label]}")
    return change


def _region(code: str) -> str:
    return str(Region.objects.filter(pk=code).first() or code)


def _help(word: str) -> str:
    return str(dict(Help.choices).get(word, word))
