"""What the rules of a round do, before it closes: to made-up people while it is prepared, and while it is
open to what has come in until now. Counts only, and of people who applied only such as hide them
(`rules.hiding`).
"""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext as _

from courses.retreats import collecting, policies
from courses.retreats.models import Round
from courses.retreats.rules import changes, comparing, examples, hiding, solving
from courses.retreats.rules.case import Case
from courses.retreats.rules.changes import Change
from courses.retreats.rules.comparing import Difference, Summary
from courses.retreats.rules.hiding import STEP
from courses.retreats.rules.policy import Policy
from wellbeing.regions.models import Region

SECONDS = 5.0
EXAMPLE, SEED = "example", 1
MOST_REGIONS, A_DAY = 12, 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Row:
    """A number by the rules as they are, and by those with one changed; empty where none is."""

    label: str
    before: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """`people` is how many it is about, in words. Without rows `sentence` says why there are none; with rows
    it says what is to be known of them."""

    people: str
    rows: tuple[Row, ...] = ()
    difference: tuple[Row, ...] = ()
    sentence: str = ""


@dataclass(slots=True)
class _Words:
    """Numbers in words, and what stands for regions."""

    say: Callable[[int], str]
    may_spread: Callable[[Mapping[Any, int]], bool]
    regions: dict[str, str] = field(default_factory=dict)


def of_example(round_: Round, *, people: int, change: Change | None, today: date) -> Preview:
    """For so many made-up people, the same each time."""
    case = collecting.whole(round_, today=today)
    if not case.retreats:
        return Preview(str(people), sentence=_("Choose the retreats of this round first, and publish them."))
    randomness = random.Random(SEED)  # noqa: S311  made-up people, the same each time
    filled = examples.fill(case, regions=_regions(round_), people=people, randomness=randomness)
    words = _Words(say=str, may_spread=lambda _groups: True)
    return _preview(filled, policies.of(round_), change, words, str(people))


def of_what_came(round_: Round, *, change: Change | None, today: date) -> Preview:
    """For those who applied until now, worked out once a day: what changes meanwhile tells of nobody.

    Raises server_keys.NoKey, sealing.DoesNotOpen.
    """
    key = f"retreats:preview:{round_.pk}:{change.code() if change else ''}:{today}"
    kept: Preview | None = cache.get(key)
    if kept is None:
        kept = _of_what_came(round_, change, today)
        cache.set(key, kept, timeout=A_DAY)
    return kept


def choices(round_: Round, *, today: date) -> dict[str, Change]:
    """Every change that there is something for, by its code."""
    return changes.possible(
        replace(collecting.whole(round_, today=today), applicants=()), policies.of(round_)
    )


def _of_what_came(round_: Round, change: Change | None, today: date) -> Preview:
    case = collecting.whole(round_, today=today)
    people = _hidden(len(case.applicants))
    if hiding.shown(len(case.applicants)) is None:
        too_few = _("Fewer than ten people have applied. So few are not told of, even in counts.")
        return Preview(people, sentence=too_few)
    return _preview(case, policies.of(round_), change, _Words(_hidden, hiding.may_spread), people)


def _preview(case: Case, policy: Policy, change: Change | None, words: _Words, people: str) -> Preview:
    other_case, other = change.of(case, policy) if change else (case, policy)
    try:
        before = solving.share_out(case, policy, EXAMPLE, seconds=SECONDS)
        after = solving.share_out(other_case, other, EXAMPLE, seconds=SECONDS) if change else before
    except solving.CannotAllHold:
        return Preview(people, sentence=_("The rules cannot all hold for these people."))
    except solving.Stopped:
        return Preview(people, sentence=_("Time ran out before anything was found that keeps every rule."))
    named = sorted({each.region for each in case.applicants})
    words.regions = {each.pk: str(each) for each in Region.objects.filter(pk__in=named)}
    one = comparing.summary(case, {"places": before.places})
    two = comparing.summary(other_case, {"places": after.places}) if change else None
    is_proven = before.is_proven and after.is_proven
    lies = comparing.difference({"places": before.places}, {"places": after.places})
    return Preview(
        people,
        rows=tuple(_rows(one, two, words)),
        difference=tuple(_difference(lies, words)) if change else (),
        sentence="" if is_proven else _("Time ran out: it is not proven that nothing better exists."),
    )


def _rows(one: Summary, two: Summary | None, words: _Words) -> Iterator[Row]:
    yield _row(_("have a place"), "served", one, two, words)
    yield _row(_("have none"), "turned_away", one, two, words)
    yield _row(_("have a place and have never been"), "first_timers", one, two, words)
    yield _row(_("have what they wished for first"), "dearest", one, two, words)
    yield _row(_("pairs who come together as they wished"), "together", one, two, words)
    if all(words.may_spread(each.by_need) for each in (one, two) if each):
        for need, number in one.by_need.items():
            label = _("with need of step %(step)d have a place") % {"step": need}
            yield Row(label, words.say(number), words.say(two.by_need[need]) if two else "")
    if all(words.may_spread(each.by_region) for each in (one, two) if each):
        for region, number in one.by_region.items():
            label = _("from %(region)s have a place") % {"region": words.regions.get(region, region)}
            yield Row(label, words.say(number), words.say(two.by_region[region]) if two else "")


def _row(label: str, name: str, one: Summary, two: Summary | None, words: _Words) -> Row:
    return Row(label, words.say(getattr(one, name)), words.say(getattr(two, name)) if two else "")


def _difference(found: Difference, words: _Words) -> Iterator[Row]:
    yield Row(_("would have a place and have none now"), words.say(found.gain))
    yield Row(_("have a place now and would have none"), words.say(found.lose))
    yield Row(_("would be at another retreat"), words.say(found.elsewhere))


def _hidden(number: int) -> str:
    least = hiding.shown(number)
    return _("fewer than 10") if least is None else f"{least}–{least + STEP - 1}"


def _regions(round_: Round) -> list[str]:
    """Those that the rules name, then those whose people reach the houses, then any."""
    policy = policies.of(round_)
    reached = round_.retreats.order_by("house__reaches").values_list("house__reaches", flat=True)
    found = dict.fromkeys([*sorted({*policy.least, *policy.most}), *(each for each in reached if each)])
    others = Region.objects.exclude(pk__in=found).values_list("pk", flat=True)[:MOST_REGIONS]
    return [*found, *others][:MOST_REGIONS]
