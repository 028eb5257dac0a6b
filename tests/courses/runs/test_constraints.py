"""What PostgreSQL itself refuses, whoever asks."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from courses.runs.models import Engagement, Party, Run, Session
from tests.factories.runs import NOW, create_run, engage
from tests.factories.trainers import create_trainer

pytestmark = [pytest.mark.service, pytest.mark.django_db]

HOUR = timedelta(hours=1)


def refused(name: str, act: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        act()


def party(run: Run, number: int, **more: object) -> Party:
    fields = {"size": 1, "standing": "in", "goes_on": NOW.date(), **more}
    return Party.objects.create(run=run, number=number, **fields)


def test_one_place_more_than_there_are_is_refused_whoever_writes_it() -> None:
    run = create_run(capacity=2)
    party(run, 1, size=2)
    waits = party(run, 2, standing="waiting")

    refused("run_is_never_overbooked", lambda: party(run, 3))
    refused("run_is_never_overbooked", lambda: Party.objects.filter(pk=waits.pk).update(standing="in"))
    refused("run_is_never_overbooked", lambda: Party.objects.filter(number=1).update(size=3))
    refused("run_", lambda: Run.objects.filter(pk=run.pk).update(capacity=1))


def test_places_are_counted_by_the_database_itself() -> None:
    run = create_run(capacity=9)
    first, second = party(run, 1, size=3), party(run, 2, size=2, standing="waiting")
    offered = {"standing": "offered", "answer_by": NOW}

    def taken() -> int:
        run.refresh_from_db()
        return run.taken

    assert taken() == 3
    Party.objects.filter(pk=second.pk).update(**offered)
    assert taken() == 5
    Party.objects.filter(pk=second.pk).update(standing="in", answer_by=None)
    assert taken() == 5
    passed = party(run, 3, size=4, standing="passed", has_missed=True)
    assert taken() == 5
    Party.objects.filter(pk=passed.pk).update(size=6)
    passed.delete()
    assert taken() == 5
    Party.objects.filter(pk=second.pk).update(standing="passed", has_missed=True)
    assert taken() == 3
    first.delete()
    assert taken() == 0
    run.delete()
    assert Party.objects.count() == 0


def test_nobody_is_in_two_sessions_at_once_of_whatever_runs() -> None:
    trainer = create_trainer()
    first, second = create_run(), create_run(begins=NOW + timedelta(days=30) + HOUR)
    engage(first, trainer=trainer)

    refused("trainer_is_in_one_session_at_a_time", lambda: engage(second, trainer=trainer))
    engage(second, trainer=create_trainer())
    engage(create_run(begins=NOW + timedelta(days=30, minutes=90)), trainer=trainer)


def test_a_session_that_moves_takes_its_trainers_along_and_cannot_move_onto_another_of_theirs() -> None:
    trainer = create_trainer()
    first, second = create_run(sessions=1), create_run(begins=NOW + timedelta(days=40), sessions=1)
    engage(first, trainer=trainer)
    engage(second, trainer=trainer)
    session = Session.objects.filter(run=second)
    free, busy = NOW + timedelta(days=50), NOW + timedelta(days=30) + HOUR

    session.update(starts_at=free, ends_at=free + HOUR)
    assert Engagement.objects.get(session__run=second).starts_at == free
    refused(
        "trainer_is_in_one_session_at_a_time", lambda: session.update(starts_at=busy, ends_at=busy + HOUR)
    )


def test_sessions_of_a_run_neither_overlap_nor_run_backwards_nor_last_a_week() -> None:
    run = create_run(sessions=1)
    starts = NOW + timedelta(days=30)

    def add(begins: timedelta, length: timedelta) -> Session:
        at = starts + begins
        return Session.objects.create(run=run, starts_at=at, ends_at=at + length, zone="Asia/Tomsk")

    refused("sessions_of_a_run_do_not_overlap", lambda: add(HOUR, HOUR))
    refused("session_has_a_length", lambda: add(2 * HOUR, -HOUR))
    refused("session_has_a_length", lambda: add(2 * HOUR, timedelta(days=7)))
    add(timedelta(minutes=90), HOUR)


def test_an_offer_has_a_time_and_a_turn_is_ones_own() -> None:
    run = create_run()
    party(run, 1)

    refused("everybody_has_their_own_turn", lambda: party(run, 1))
    refused("an_offer_has_a_time_to_answer", lambda: party(run, 2, standing="offered"))
    refused("an_offer_has_a_time_to_answer", lambda: party(run, 2, answer_by=NOW))
    refused("everybody_has_their_own_turn", lambda: party(run, 1, standing="passed", has_missed=True))
    refused("a_turn_passes_after_two_offers", lambda: party(run, 2, standing="passed"))
    refused("a_turn_passes_after_two_offers", lambda: party(run, 2, standing="other"))
    refused("an_offer_has", lambda: party(run, 2, standing="passed", has_missed=True, answer_by=NOW))
    refused("a_party_is_small", lambda: party(run, 2, size=0))
    refused("a_party_is_small", lambda: party(run, 2, size=7))
