"""What happens to waiting lists by itself, every few minutes."""

from datetime import timedelta
from uuid import uuid4

import pytest

from courses.runs import periodic, refusals
from courses.runs.actions import enrolling, waiting
from courses.runs.models import Party, Run
from tests.factories.runs import NOW, create_run, standing
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]

IN, OFFERED, WAITING = "in", "offered", "waiting"


def enrol(run: Run, *names: str) -> str:
    enrolled = enrolling.enrol(run=run.pk, names=names or ("Ива",), code=codes.draw(), now=NOW)
    return enrolled.codes[0]


def asked() -> tuple[Run, str]:
    run = create_run(capacity=1)
    Run.objects.update(joining=Run.Joining.ASKING)
    return run, enrol(run)


def test_in_the_last_days_those_who_fit_move_up_without_anybody_leaving() -> None:
    begins = NOW + timedelta(days=8)
    run = create_run(capacity=2, begins=begins)
    enrol(run)
    group, single = enrol(run, "Ива", "Клён"), enrol(run)
    assert waiting.move_everybody_up(now=NOW) == 0

    assert waiting.move_everybody_up(now=begins - timedelta(days=6)) == 1
    assert [standing(group), standing(single)] == [WAITING, OFFERED]
    assert waiting.move_everybody_up(now=begins - timedelta(days=6)) == 0


def test_where_the_trainers_give_the_places_nobody_moves_up_by_themselves() -> None:
    _run, code = asked()

    assert waiting.move_everybody_up(now=NOW) == 0
    assert standing(code) == WAITING


def test_where_the_trainers_give_the_places_a_place_that_became_free_is_theirs_to_give() -> None:
    run, first = asked()
    waiting.admit(party=Party.objects.get().pk, now=NOW)
    second = enrol(run)

    enrolling.leave(code=first, now=NOW)

    assert standing(second) == WAITING


def test_a_trainer_gives_a_place_to_somebody_who_asked_and_they_say_yes() -> None:
    _run, code = asked()
    party = Party.objects.get()

    waiting.admit(party=party.pk, now=NOW)
    waiting.admit(party=party.pk, now=NOW)
    assert standing(code) == OFFERED
    waiting.accept(code=code, now=NOW)
    assert standing(code) == IN


def test_more_places_than_there_are_cannot_be_given() -> None:
    run, _code = asked()
    waiting.admit(party=Party.objects.get().pk, now=NOW)
    second = enrol(run)

    with pytest.raises(refusals.NoFreePlaces):
        waiting.admit(party=Party.objects.get(standing=WAITING).pk, now=NOW)
    assert standing(second) == WAITING
    with pytest.raises(Party.DoesNotExist):
        waiting.admit(party=uuid4(), now=NOW)


def test_nothing_can_be_given_once_a_run_has_begun() -> None:
    _run, code = asked()

    with pytest.raises(refusals.NotNow):
        waiting.admit(party=Party.objects.get().pk, now=NOW + timedelta(days=31))
    assert standing(code) == WAITING


def test_the_schedule_takes_back_what_nobody_answered() -> None:
    run = create_run(capacity=1)
    first, second, third = enrol(run), enrol(run), enrol(run)
    enrolling.leave(code=first, now=NOW)
    Party.objects.filter(standing=OFFERED).update(answer_by=NOW - timedelta(days=400))

    periodic.look_after_waiting_lists()

    assert standing(second) == WAITING
    assert standing(third) != IN
