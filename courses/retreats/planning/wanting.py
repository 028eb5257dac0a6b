"""How many places a year could be for, by region: who applied in the last round, who waits for a run.

Counts of regions alone, in steps of five, and none of fewer than ten people. Only rounds that have closed are
looked at: while one is open its counts would tell who came today.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Sum

from courses.retreats.models import Round
from courses.retreats.opened import opened
from courses.runs.models import Party
from wellbeing.cohorts.rules import small_numbers

CLOSED = (
    Round.Decided.CLOSED,
    Round.Decided.COMMITTED,
    Round.Decided.DRAWN,
    Round.Decided.SHARED,
    Round.Decided.PUBLISHED,
)


@dataclass(frozen=True, slots=True)
class Proposed:
    """For a region: at least so many applied, and at least so many wait; 0 where it is fewer than ten."""

    applied: int
    waiting: int

    @property
    def places(self) -> int:
        return self.applied + self.waiting


def proposed() -> dict[str, Proposed]:
    """By region, those with anything to say. Raises server_keys.NoKey, sealing.DoesNotOpen."""
    applied, waiting = _applied(), _waiting()
    found = {
        region: Proposed(_shown(applied.get(region, 0)), _shown(waiting.get(region, 0)))
        for region in applied.keys() | waiting.keys()
    }
    return {region: each for region, each in sorted(found.items()) if each.places}


def _applied() -> Mapping[str, int]:
    last = Round.objects.filter(decided__in=CLOSED).order_by("-closes_at").first()
    return Counter(each.facts.region for each in opened(last).values()) if last else {}


def _waiting() -> Mapping[str, int]:
    """Who waits for a run of several regions counts for each of them."""
    rows = Party.objects.filter(standing=Party.Standing.WAITING, run__regions__isnull=False)
    counted = rows.order_by().values_list("run__regions").annotate(people=Sum("size"))
    return {region: people for region, people in counted if region}


def _shown(people: int) -> int:
    return small_numbers.at_least(people) if people >= small_numbers.FEWEST else 0
