"""Planning a retreat and changing its plan: everything that organisers say of it, in one piece."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet, Sum

from courses.retreats import stay_refusals, traces
from courses.retreats.actions.afterwards import pulse
from courses.retreats.actions.committee import teams
from courses.retreats.actions.in_words import rule_of
from courses.retreats.models import Colleague, House, Retreat, Round, TeamPart
from courses.retreats.models.retreats import LONGEST_DAYS
from wellbeing.accounts.models import User
from wellbeing.regions.models import Region

Team = Sequence[tuple[Colleague, str]]
CHANGES = (Retreat.Decided.PLANNED, Retreat.Decided.PUBLISHED)
# In a round that has come so far these are rules that everybody has read, and people rely on them.
SHARED = frozenset(Round.Decided) - {Round.Decided.PREPARING, Round.Decided.CANCELLED}
PROMISED = ("house", "region", "begins_on", "ends_on", "zone", "places", "limits")
COLUMNS = ("title", "language", *PROMISED)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an organiser says of a retreat. `limits` are how many people the team can help with what, `team`
    colleagues with a role each."""

    title: str
    house: House
    region: Region
    begins_on: date
    ends_on: date
    zone: str
    language: str
    places: int
    limits: Mapping[str, int]
    team: Team


@transaction.atomic
def plan(*, what: Plan, by: User, once: UUID) -> Retreat:
    """A new retreat. `once` is drawn with the form: sent twice, it makes one retreat.

    Raises stay_refusals.WrongDays, stay_refusals.HouseTooSmall, stay_refusals.Taken.
    """
    if there := Retreat.objects.filter(pk=once).first():
        return there
    _check(what)
    retreat = Retreat(pk=once, **_columns(what))
    _save(retreat, is_new=True)
    _engage(retreat, what.team, by)
    traces.note(retreat, "wagtail.create", by)
    return retreat


def change(*, retreat: UUID, what: Plan, by: User) -> Retreat:
    """Another plan for a retreat. What stays of its team keeps its part in the programme. Who would change
    the rules of an open round leaves a line in its history.

    Raises Retreat.DoesNotExist, stay_refusals.NotNow, stay_refusals.PlacesAreShared, stay_refusals.WrongDays,
    stay_refusals.HouseTooSmall, stay_refusals.Taken.
    """
    try:
        return _change(retreat, what, by)
    except stay_refusals.PlacesAreShared:
        for round in Round.objects.filter(retreats=retreat):
            traces.note(round, "retreats.refused_step", by)
        raise


@transaction.atomic
def _change(retreat: UUID, what: Plan, by: User) -> Retreat:
    held = hold(retreat)
    if held.decided not in CHANGES:
        raise stay_refusals.NotNow
    columns = _columns(what)
    differs = {name for name in PROMISED if getattr(held, name) != columns[name]}
    if differs and held.round and held.round.decided in SHARED:
        raise stay_refusals.PlacesAreShared
    _check(what)
    for name, value in columns.items():
        setattr(held, name, value)
    keep = {colleague.pk for colleague, _role in what.team}
    held.team_parts.exclude(colleague__in=keep).delete()
    _save(held, is_new=False)
    _engage(held, what.team, by)
    if held.decided == Retreat.Decided.PUBLISHED:
        pulse.follow(retreat=held)
    traces.note(held, "wagtail.edit", by)
    return held


def hold(retreat: UUID) -> Retreat:
    """The row, and before it the round that it is in, which nobody else changes until the transaction ends.

    Raises Retreat.DoesNotExist.
    """
    in_it = Round.objects.filter(retreats=retreat).order_by().values("pk")
    list(Round.objects.select_for_update(no_key=True).filter(pk__in=in_it).values("pk"))
    rows = Retreat.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("house", "round").get(pk=retreat)


def beds(house: House) -> int:
    return House.objects.filter(pk=house.pk).aggregate(beds=Sum("rooms__beds"))["beds"] or 0


def _check(what: Plan) -> None:
    if not 0 < (what.ends_on - what.begins_on).days < LONGEST_DAYS:
        raise stay_refusals.WrongDays
    there = beds(what.house)
    if what.places + len(what.team) > there:
        raise stay_refusals.HouseTooSmall(what.house.name, there, what.places, len(what.team))


def _save(retreat: Retreat, *, is_new: bool) -> None:
    """Of a retreat that moves its team moves with it, whose other retreats may be in the way."""
    try:
        with transaction.atomic():
            retreat.save(force_insert=is_new)
    except IntegrityError as error:
        if rule_of(error) == "a_house_holds_one_retreat_at_a_time":
            other = _meanwhile(retreat).filter(house=retreat.house).first()
            raise _taken(stay_refusals.house_taken, retreat.house.name, other) from error
        if rule_of(error) == "a_colleague_is_at_one_retreat_at_a_time":
            raise _busy(retreat, [part.colleague for part in _parts(retreat)]) from error
        raise


def _engage(retreat: Retreat, team: Team, by: User) -> None:
    """Those who are in the team already keep their part. Parts are written in one order, so that two plans
    never wait for each other."""
    days = {"begins_on": retreat.begins_on, "ends_on": retreat.ends_on}
    try:
        with transaction.atomic():
            for colleague, role in sorted(team, key=lambda each: each[0].pk):
                TeamPart.objects.update_or_create(
                    retreat=retreat, colleague=colleague, defaults={"role": role, **days}
                )
    except IntegrityError as error:
        if rule_of(error) == "a_colleague_is_at_one_retreat_at_a_time":
            raise _busy(retreat, [colleague for colleague, _role in team]) from error
        raise
    teams.follow(teams.team_of(retreat), by)


def _busy(retreat: Retreat, people: Sequence[Colleague]) -> stay_refusals.Taken:
    """Who of these is in the team of which other retreat."""
    for colleague in people:
        other = _meanwhile(retreat).filter(team_parts__colleague=colleague).first()
        if other:
            return _taken(stay_refusals.colleague_taken, colleague.name, other)
    return stay_refusals.Taken(str(stay_refusals.NotNow.sentence))


def _taken(said: Any, name: str, other: Retreat | None) -> stay_refusals.Taken:
    """`other` is none where it went between the refusal and the question."""
    if other is None:
        return stay_refusals.Taken(str(stay_refusals.NotNow.sentence))
    taken: stay_refusals.Taken = said(name, other.title, other.begins_on, other.ends_on)
    return taken


def _meanwhile(retreat: Retreat) -> QuerySet[Retreat]:
    """Other retreats on the nights of this one."""
    others = Retreat.objects.exclude(pk=retreat.pk).exclude(decided=Retreat.Decided.CANCELLED)
    return others.filter(begins_on__lt=retreat.ends_on, ends_on__gt=retreat.begins_on)


def _parts(retreat: Retreat) -> QuerySet[TeamPart]:
    return retreat.team_parts.select_related("colleague")


def _columns(what: Plan) -> dict[str, Any]:
    return {name: getattr(what, name) for name in COLUMNS} | {"limits": dict(what.limits)}
