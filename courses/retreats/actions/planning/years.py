"""Years of retreats: what each is planned within, what is closed, wanted, pinned and forbidden."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction

from courses.retreats import traces
from courses.retreats.actions.in_words import in_words
from courses.retreats.models import ClosedWeek, House, Pin, Planning, Retreat, Wanted, Year
from courses.retreats.planning import refusals, weeks
from wellbeing.accounts.models import User


@dataclass(frozen=True, slots=True)
class Said:
    """What an organiser says of a year; `closed` are reasons by the Monday of a week."""

    year: int
    money: int
    most: int
    rest: int
    closed: Mapping[date, str] = field(default_factory=dict)


@transaction.atomic
def save(*, year: UUID | None, what: Said, by: User) -> Year:
    """A new year, or another state of one.

    Raises Year.DoesNotExist, refusals.SameYear, refusals.YearInUse.
    """
    held = Year.objects.select_for_update().get(pk=year) if year else Year()
    if year and held.year != what.year and Retreat.objects.filter(year=held).exists():
        raise refusals.YearInUse
    if year and held.year != what.year:
        _forget(held)
    held.year, held.money, held.most, held.rest = what.year, what.money, what.most, what.rest
    with in_words({"retreats_year_year": refusals.SameYear}):
        held.save()
    ClosedWeek.objects.filter(year=held).delete()
    ClosedWeek.objects.bulk_create(
        ClosedWeek(year=held, week_on=week, reason=why) for week, why in sorted(what.closed.items())
    )
    traces.note(held, "wagtail.edit" if year else "wagtail.create", by)
    return held


@transaction.atomic
def want(*, year: UUID, places: Mapping[str, int], by: User) -> Year:
    """How many places the year should have, by region; for others none. Raises Year.DoesNotExist."""
    held = Year.objects.select_for_update().get(pk=year)
    Wanted.objects.filter(year=held).delete()
    Wanted.objects.bulk_create(
        Wanted(year=held, region_id=region, places=number) for region, number in sorted(places.items())
    )
    traces.note(held, "wagtail.edit", by)
    return held


@transaction.atomic
def pin(*, year: UUID, house: UUID, week_on: date, is_wanted: bool) -> Pin:
    """A stay that every plan has to have, or that none may have; said again it is the other of the two.

    Raises Year.DoesNotExist, refusals.NoSuchPlan where its house is gone or it is no week of the year.
    """
    held = Year.objects.select_for_update().get(pk=year)
    there = House.objects.filter(pk=house).first()
    if there is None or week_on not in weeks.of_year(held.year):
        raise refusals.NoSuchPlan
    row, _created = Pin.objects.update_or_create(
        year=held, house=there, week_on=week_on, defaults={"is_wanted": is_wanted}
    )
    return row


def unpin(*, year: UUID, pin: UUID) -> None:
    """Plans may have it again, or not; what is unpinned already stays so."""
    Pin.objects.filter(year=year, pk=pin).delete()


def _forget(year: Year) -> None:
    """Pins and plans are of weeks of another year than it is now."""
    Pin.objects.filter(year=year).delete()
    Planning.objects.filter(year=year).delete()
