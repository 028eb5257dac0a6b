"""The waiting list: who moves up, who answers, and whose time to answer is over."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Max, Min

from courses.runs import refusals
from courses.runs.actions import telling
from courses.runs.models import Party, Place, Run, Session
from courses.runs.rules import queueing
from courses.runs.rules.queueing import Waiting
from courses.runs.rules.states import Deed, permits
from wellbeing.privacy import codes

# Its times are those of before the wait for others, as if whoever asks had come that moment earlier.
TAKE_TURN = """
    UPDATE runs_run SET came = came + 1 WHERE id = %s RETURNING *,
        (SELECT min(starts_at) FROM runs_session WHERE run_id = runs_run.id) AS begins,
        (SELECT max(ends_at) FROM runs_session WHERE run_id = runs_run.id) AS ends
"""


def hold(run: UUID) -> Run:
    """The run with its times; nobody else gives or takes a place in it until the transaction ends.

    Raises Run.DoesNotExist.
    """
    held = Run.objects.select_for_update().get(pk=run)
    times = Session.objects.filter(run=run).aggregate(begins=Min("starts_at"), ends=Max("ends_at"))
    held.begins, held.ends = times["begins"], times["ends"]
    return held


def take_turn(run: UUID) -> Run:
    """The same with the next turn in it, `came`, by one statement: when a thousand press at once, each waits
    for all before, and every question that is asked meanwhile is asked a thousand times in a row.

    Raises Run.DoesNotExist.
    """
    for held in Run.objects.raw(TAKE_TURN, [run]):
        return held
    raise Run.DoesNotExist


def next_number(run: Run) -> int:
    """The next turn in a run that is held."""
    Run.objects.filter(pk=run.pk).update(came=F("came") + 1)
    run.came += 1
    return run.came


def move_up(run: Run, now: datetime) -> int:
    """Offer the free places of a run that is held to those whose turn it is; returns to how many parties.

    Where people ask the trainers, these give the places (`admit`).
    """
    run.refresh_from_db(fields=["taken"])
    if run.joining == Run.Joining.ASKING or run.begins is None or not permits(run.facts(), Deed.ENROL, now):
        return 0
    rows = run.parties.filter(standing=Party.Standing.WAITING).values_list("pk", "size", "number")
    up = queueing.moving_up(
        [Waiting(*row) for row in rows],
        free=run.capacity - run.taken,
        keeps_order=queueing.keeps_order(run.begins, now),
    )
    if not up:
        return 0
    until = _answer_by(run, run.begins, now)
    Party.objects.filter(pk__in=up).update(standing=Party.Standing.OFFERED, answer_by=until)
    telling.tell(parties=up, now=now)
    return len(up)


def _answer_by(run: Run, begins: datetime, now: datetime) -> datetime:
    """By the clocks of the first session."""
    zone = run.sessions.values_list("zone", flat=True)[0]
    return queueing.answer_by(begins, now, ZoneInfo(zone))


def move_everybody_up(*, now: datetime) -> int:
    """The same in every run in which places are free and somebody waits: in the last days others fit than
    before. Returns to how many parties places were offered."""
    waited_for = (
        Run.objects.filter(
            decided=Run.Decided.PUBLISHED, taken__lt=F("capacity"), parties__standing=Party.Standing.WAITING
        )
        .exclude(joining=Run.Joining.ASKING)
        .order_by("pk")
        .distinct()
    )
    return sum(_move_up(run, now) for run in waited_for.values_list("pk", flat=True))


@transaction.atomic
def _move_up(run: UUID, now: datetime) -> int:
    return move_up(hold(run), now)


@transaction.atomic
def admit(*, party: UUID, now: datetime) -> None:
    """Offer places to people who asked the trainers for them, if there are so many.

    Raises Party.DoesNotExist, refusals.NotNow, refusals.NoFreePlaces.
    """
    held = hold(Party.objects.get(pk=party).run_id)
    asked = Party.objects.get(pk=party)
    if held.begins is None or not permits(held.facts(), Deed.ENROL, now):
        raise refusals.NotNow
    if asked.standing != Party.Standing.WAITING:
        return
    if held.taken + asked.size > held.capacity:
        raise refusals.NoFreePlaces
    asked.standing, asked.answer_by = Party.Standing.OFFERED, _answer_by(held, held.begins, now)
    asked.save(update_fields=["standing", "answer_by"])
    telling.tell(parties=[party], now=now)


@transaction.atomic
def accept(*, code: str, now: datetime) -> None:
    """Say yes to a place for oneself and those one came with.

    Raises refusals.NoSuchPlace, refusals.NothingOffered when there is no offer, or not any more.
    """
    place = Place.objects.select_related("party").filter(pk=codes.lookup_id(codes.read(code))).first()
    if place is None:
        raise refusals.NoSuchPlace
    held = hold(place.party.run_id)
    if not permits(held.facts(), Deed.ENROL, now):  # it was called off meanwhile
        raise refusals.NothingOffered
    offered = Party.objects.filter(pk=place.party_id, standing=Party.Standing.OFFERED, answer_by__gt=now)
    if not offered.update(standing=Party.Standing.IN, answer_by=None):
        raise refusals.NothingOffered


def take_back_unanswered(*, now: datetime) -> int:
    """End the offers whose time is over and offer the places to the next; returns how many ended."""
    late = Party.objects.filter(standing=Party.Standing.OFFERED, answer_by__lte=now)
    return sum(_take_back(run, now) for run in late.values_list("run", flat=True).distinct().order_by("run"))


@transaction.atomic
def _take_back(run: UUID, now: datetime) -> int:
    """The first time they go to the end of the list, the second time they wait no more and are told so."""
    held = hold(run)
    late = list(held.parties.filter(standing=Party.Standing.OFFERED, answer_by__lte=now).order_by("number"))
    for party in late:
        party.standing, party.answer_by = Party.Standing.WAITING, None
        if party.has_missed:
            party.standing = Party.Standing.PASSED
        else:
            party.number, party.has_missed = next_number(held), True
        party.save(update_fields=["standing", "answer_by", "has_missed", "number"])
    telling.tell(parties=[each.pk for each in late if each.standing == Party.Standing.PASSED], now=now)
    move_up(held, now)
    return len(late)
