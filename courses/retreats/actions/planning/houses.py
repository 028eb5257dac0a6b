"""Houses with their rooms, what they offer, and the weeks in which they are free: kept in one piece."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Count, ProtectedError

from courses.retreats import stay_refusals, traces
from courses.retreats.actions.in_words import in_words
from courses.retreats.actions.preparing import retreat_plans
from courses.retreats.models import Bed, House, HouseRoom, HouseSpace, HouseWeek, Retreat
from courses.retreats.planning import refusals
from wellbeing.accounts.models import User
from wellbeing.regions.models import Region


@dataclass(frozen=True, slots=True)
class Row:
    """A room of either kind: the one that it is already, if any, and its columns."""

    id: UUID | None
    columns: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """What an organiser says of a house. Rooms that are not named any more go."""

    name: str
    region: Region
    reaches: Sequence[Region]
    price: int
    weeks: Collection[date]
    rooms: Sequence[Row]
    spaces: Sequence[Row] = ()


@transaction.atomic
def save(*, house: UUID | None, what: Said, by: User) -> House:
    """A new house, or another state of one. It never gets too small for what is planned in it.

    Raises House.DoesNotExist, refusals.SameName, refusals.SameRoomName, refusals.RoomInUse,
    stay_refusals.HouseTooSmall.
    """
    held = House.objects.select_for_update().get(pk=house) if house else House()
    before = retreat_plans.beds(held)
    held.name, held.region, held.price = what.name, what.region, what.price
    with in_words({"retreats_house_name": refusals.SameName}):
        held.save()
    held.reaches.set(what.reaches)
    _follow(held, HouseRoom, what.rooms)
    _follow(held, HouseSpace, what.spaces)
    if retreat_plans.beds(held) < before:
        _must_hold_its_retreats(held)
    _set_weeks(held, what.weeks)
    traces.note(held, "wagtail.edit" if house else "wagtail.create", by)
    return held


@transaction.atomic
def remove(*, house: UUID, by: User) -> None:
    """A house in which nothing was held. Raises House.DoesNotExist, refusals.HouseInUse."""
    held = House.objects.select_for_update().get(pk=house)
    if Retreat.objects.filter(house=held).exists():
        raise refusals.HouseInUse
    traces.note(held, "wagtail.delete", by)
    held.delete()


def _must_hold_its_retreats(house: House) -> None:
    there = retreat_plans.beds(house)
    ahead = Retreat.objects.filter(house=house, decided__in=retreat_plans.CHANGES)
    for each in ahead.annotate(team=Count("team_parts")).order_by("begins_on"):
        if each.places + each.team > there:
            raise stay_refusals.HouseTooSmall(house.name, there, each.places, each.team)


def _follow(house: House, model: type[HouseRoom] | type[HouseSpace], rows: Sequence[Row]) -> None:
    """The rooms of a kind become those that are said; each stays the one it was."""
    there = {each.pk: each for each in model.objects.filter(house=house)}
    kept = {row.id for row in rows if row.id in there}
    try:
        model.objects.filter(pk__in=there.keys() - kept).delete()
    except ProtectedError:
        raise refusals.RoomInUse from None
    # Two that change their names with each other never have the same one.
    for pk in kept:
        model.objects.filter(pk=pk).update(name=uuid4().hex)
    with in_words({"its_own_name": refusals.SameRoomName}):
        for row in rows:
            _write(house, model, there.get(row.id) if row.id else None, row.columns)


def _write(
    house: House,
    model: type[HouseRoom] | type[HouseSpace],
    there: HouseRoom | HouseSpace | None,
    columns: dict[str, Any],
) -> None:
    if there is None:
        model.objects.create(house=house, **columns)
        return
    if "beds" in columns and Bed.objects.filter(room=there.pk, number__gt=columns["beds"]).exists():
        raise refusals.RoomInUse
    model.objects.filter(pk=there.pk).update(**columns)


def _set_weeks(house: House, weeks: Collection[date]) -> None:
    HouseWeek.objects.filter(house=house).exclude(week_on__in=weeks).delete()
    rows = [HouseWeek(house=house, week_on=week) for week in sorted(weeks)]
    HouseWeek.objects.bulk_create(rows, ignore_conflicts=True)
