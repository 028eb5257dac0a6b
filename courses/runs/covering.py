"""Whether those who lead a run are certified for its regions, asked of the trainers' own rules.

For each region of a run and each day on which it still meets, somebody who leads it has to hold a certificate
for that region by which a run may be led on that day. Who co-facilitates does not count.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import prefetch_related_objects

from courses.runs.models import Leading, Run, Session
from trainers import reading
from trainers.models import Certificate, Trainer
from trainers.rules import months
from trainers.rules.standing import ACTIVE, State
from wellbeing.regions.models import Region


class Why(StrEnum):
    NOBODY = "nobody"
    SUSPENDED = "suspended"
    LAPSES = "lapses"
    STOPS = "stops"


@dataclass(frozen=True, slots=True)
class Gap:
    """A day on which a run meets and nobody may lead it in a region; and of a trainer, why they may not."""

    why: Why
    region: Region
    day: date
    trainer: Trainer | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A day on which a run meets, the codes of its regions, and the trainers who lead it."""

    day: date
    regions: Sequence[str]
    leads: Sequence[UUID]


Held = dict[tuple[UUID, str], list[Certificate]]


def gaps(runs: Iterable[Run], now: datetime) -> dict[UUID, list[Gap]]:
    """The first gap of each run and region, by a fixed number of queries; runs without any are left out.

    One entry for each trainer who holds a certificate that is not enough, or one that says nobody does.
    """
    rows = list(runs)
    prefetch_related_objects(rows, "sessions", "regions", "leadings__trainer")
    held = _held({trainer.pk for run in rows for trainer in _leading(run)})
    found = {run.pk: _of_one(run, held, now) for run in rows}
    return {run: each for run, each in found.items() if each}


def bare(asked: Mapping[UUID, Asked]) -> dict[UUID, list[str]]:
    """The regions in which nobody who leads is certified, of each that has any. One query."""
    held = _held({trainer for each in asked.values() for trainer in each.leads})
    found = {
        key: [code for code in each.regions if not _leads(each, code, held)] for key, each in asked.items()
    }
    return {key: regions for key, regions in found.items() if regions}


def _leads(asked: Asked, region: str, held: Held) -> bool:
    """Whether somebody certified leads in a region."""
    certified = [own for trainer in asked.leads if (own := held.get((trainer, region)))]
    return any(_why_not(own[0].candidacy.trainer, own, asked.day) is None for own in certified)


def _held(leading: Iterable[UUID]) -> Held:
    """The certificates of all who lead, by trainer and region. A revoked one is none."""
    rows = Certificate.objects.filter(candidacy__trainer__in=[*leading], revoked_month=None)
    found: Held = defaultdict(list)
    for each in rows.select_related("version", "candidacy__trainer"):
        found[each.candidacy.trainer_id, each.region_id].append(each)
    return found


def _of_one(run: Run, held: Held, now: datetime) -> list[Gap]:
    days = sorted({day_of(each) for each in run.sessions.all() if each.ends_at > now})
    found = []
    for region in run.regions.all():
        certified = {each: held.get((each.pk, region.pk), []) for each in _leading(run)}
        certified = {trainer: own for trainer, own in certified.items() if own}
        found += _first_gap(region, certified, days)
    return found


def _first_gap(
    region: Region, certified: dict[Trainer, list[Certificate]], days: Sequence[date]
) -> list[Gap]:
    for day in days:
        whys = {trainer: _why_not(trainer, own, day) for trainer, own in certified.items()}
        if None in whys.values():
            continue
        gaps = [Gap(why, region, day, trainer) for trainer, why in whys.items() if why]
        return gaps or [Gap(Why.NOBODY, region, day)]
    return []


def _why_not(trainer: Trainer, own: Sequence[Certificate], day: date) -> Why | None:
    """Why somebody may not lead on a day by the certificates they hold for a region; None if they may."""
    if trainer.active_until_month and trainer.active_until_month < months.of(day):
        return Why.STOPS
    states = {reading.state(each, day) for each in own}
    if states & ACTIVE:
        return None
    return Why.SUSPENDED if State.SUSPENDED in states else Why.LAPSES


def _leading(run: Run) -> list[Trainer]:
    return [each.trainer for each in run.leadings.all() if each.role == Leading.Role.LEADS]


def day_of(session: Session) -> date:
    """The day of a session by the clocks of those who come."""
    return session.starts_at.astimezone(ZoneInfo(session.zone)).date()
