"""The rules of a round as people read them: what must hold, what is aimed at, and what is wrong with them."""

from collections.abc import Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from courses.retreats import wording
from courses.retreats.models.choices import Help
from courses.retreats.rules.case import MOST_NEED
from courses.retreats.rules.changes import Change, Kind
from courses.retreats.rules.loosening import PolicyFault, Wrong
from courses.retreats.rules.policy import Aim, Policy, Rule
from wellbeing.regions.models import Region

Text = str | Promise

AIMS: dict[Aim, tuple[Text, Text]] = {
    Aim.SERVED: (lazy("As many people as possible"), lazy("No place stays empty that somebody could have.")),
    Aim.NEED: (
        lazy("The greatest need first"),
        lazy("As many people as possible whose need is greatest; then of the step below it, and so on."),
    ),
    Aim.FIRST_TIME: (
        lazy("Those who have never been"),
        lazy("As many people as possible who have not been to a retreat yet."),
    ),
    Aim.TURNED_AWAY: (
        lazy("Those who got nothing before"),
        lazy("Every year in which somebody asked and got no place counts, and the years are added up."),
    ),
    Aim.UNDER_SERVED: (
        lazy("Regions that went short"),
        lazy("The more a region lacked in the rounds before, the more its people count."),
    ),
    Aim.LOT: (
        lazy("The lot"),
        lazy("Who has a place where all above leaves people alike. It follows from the public value."),
    ),
    Aim.WISHES: (
        lazy("Wishes for one retreat or another"),
        lazy("A first wish counts four, a second three, a third two, and any other one."),
    ),
    Aim.TOGETHER: (
        lazy("Coming together"),
        lazy("As many pairs as possible who both wished to come together."),
    ),
}
WRONG: dict[tuple[str, Wrong], Text] = {
    ("aims", Wrong.NO_AIMS): lazy("No aim is left. Add at least one, or the lot alone decides."),
    ("aims", Wrong.REPEATED_AIM): lazy("An aim stands there twice."),
    (Rule.LEAST, Wrong.ABOVE_PLACES): lazy(
        "What regions have at least comes, added up, to more than the smallest retreat has places."
    ),
    (Rule.KEPT, Wrong.ABOVE_PLACES): lazy(
        "More places are kept for people who have never been than the smallest retreat has."
    ),
    (Rule.MOST, Wrong.NOBODY): lazy(
        "From no other region anybody could come: let it be one at least, or empty."
    ),
    ("let_go", Wrong.UNKNOWN_RETREAT): lazy("A rule is let go of at a retreat that is not in this round."),
}
WRONG_OF_REGION: dict[Wrong, Text] = {
    Wrong.ABOVE_MOST: lazy("%(region)s has at least more than it can have at most."),
    Wrong.NOBODY: lazy("Nobody from %(region)s could come: let it be one at least, or leave the region out."),
    Wrong.UNKNOWN_REGION: lazy("A rule names a region that is not known: %(region)s."),
}
CHANGES: dict[Kind, Text] = {
    Kind.SWAP: lazy("“%(upper)s” and “%(lower)s” change places"),
    Kind.LEAST: lazy("%(region)s: nothing at least"),
    Kind.MOST: lazy("%(region)s: as many as apply"),
    Kind.MOST_ELSEWHERE: lazy("Regions that are not named: as many as apply"),
    Kind.KEPT: lazy("No places kept for people who have never been"),
    Kind.LIMIT: lazy("“%(retreat)s”: %(help)s for as many as apply"),
    Kind.PLACE: lazy("“%(retreat)s”: one place more"),
}
HELPS = dict(Help.choices)


def aims(policy: Policy) -> list[tuple[Aim, Text, Text]]:
    """In order of weight. The lot stands at the end where the policy gives it no place."""
    order = policy.aims if Aim.LOT in policy.aims else (*policy.aims, Aim.LOT)
    return [(aim, *AIMS[aim]) for aim in order]


def must_hold(policy: Policy) -> list[str]:
    """What holds whatever is aimed at, for everybody to read."""
    return [
        _("Nobody is given a place that there is not: each retreat has as many as it has."),
        _("Everybody sleeps in a room that has what they need; who needs a room alone has one."),
        _(
            "Two people of whom one said that they must not meet are never at the same retreat. You may name "
            "such people, however few or many they are. Nobody tells them: not that you named somebody, not "
            "that you applied. In the published record such pairs stand among many that were drawn by chance."
        ),
        _(
            "Two people who both said that they come only together both have a place, at one retreat, or "
            "neither."
        ),
        _(
            "A team can be there for only so many people who need the same help. The numbers were fixed "
            "before applications opened. They stand in the record under marks and not here, so that nobody "
            "can read in it what somebody needs."
        ),
        *_numbers(policy),
    ]


def own_word(up_to: int) -> str:
    """How far somebody's own word on their need counts."""
    if up_to == MOST_NEED:
        return _("How great your need is you say yourself, and your word counts.")
    return _(
        "How great your need is you say yourself, by one of four sentences. Your own word counts up to "
        "“%(level)s”; above that a trainer’s recommendation does."
    ) % {"level": dict(wording.NEEDS)[str(up_to)]}


def let_go(policy: Policy, titles: Mapping[str, str]) -> list[str]:
    """Single rules that do not hold at one retreat. `titles` are those of retreats by id."""
    names = _names(policy)
    said = []
    for rule, key, region in sorted(policy.let_go):
        title = titles.get(key, "")
        if rule == Rule.LEAST:
            text = _("“%(retreat)s”: what people from %(region)s have at least")
        else:
            text = _("“%(retreat)s”: places kept for people who have never been")
        said.append(text % {"retreat": title, "region": names.get(region, region)})
    return said


def fault(found: PolicyFault) -> str:
    """What is wrong, as a sentence."""
    if found.region:
        known = Region.objects.filter(pk=found.region).first()
        return str(WRONG_OF_REGION[found.word]) % {"region": known or found.region}
    return str(WRONG[found.rule, found.word])


def change(tried: Change, policy: Policy, titles: Mapping[str, str]) -> str:
    """A rule that is tried, in words. `titles` are those of retreats by id."""
    key, _blank, label = tried.about.partition(" ")
    said: dict[str, object] = {
        "region": _names(policy).get(key, key),
        "retreat": titles.get(key, ""),
        "help": HELPS.get(label, label),
    }
    if tried.kind == Kind.SWAP:
        upper, lower = policy.aims[int(key)], policy.aims[int(key) + 1]
        said |= {"upper": AIMS[upper][0], "lower": AIMS[lower][0]}
    return str(CHANGES[tried.kind]) % said


def _numbers(policy: Policy) -> Iterator[str]:
    names = _names(policy)
    for region, number in sorted(policy.least.items()):
        yield ngettext(
            "%(region)s: at least %(number)d place at each retreat, if so many apply.",
            "%(region)s: at least %(number)d places at each retreat, if so many apply.",
            number,
        ) % {"region": names.get(region, region), "number": number}
    for region, number in sorted(policy.most.items()):
        yield ngettext(
            "%(region)s: at most %(number)d place at each retreat.",
            "%(region)s: at most %(number)d places at each retreat.",
            number,
        ) % {"region": names.get(region, region), "number": number}
    if policy.most_elsewhere is not None:
        yield ngettext(
            "Any other region: at most %(number)d place at each retreat.",
            "Any other region: at most %(number)d places at each retreat.",
            policy.most_elsewhere,
        ) % {"number": policy.most_elsewhere}
    if policy.kept:
        yield ngettext(
            "%(number)d place at each retreat is kept for people who have never been, if so many apply.",
            "%(number)d places at each retreat are kept for people who have never been, if so many apply.",
            policy.kept,
        ) % {"number": policy.kept}


def _names(policy: Policy) -> dict[str, str]:
    codes = {*policy.least, *policy.most, *(region for _rule, _key, region in policy.let_go if region)}
    return {each.pk: str(each) for each in Region.objects.filter(pk__in=codes)} if codes else {}
