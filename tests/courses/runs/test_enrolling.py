"""Places and turns: given in the order of coming, never one too many, given up without a trace."""

from datetime import timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError

from courses.runs import refusals
from courses.runs.actions import enrolling, places, waiting
from courses.runs.models import Party, Place, Run
from tests.factories.runs import NOW, create_run, standing
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]

IN, OFFERED, WAITING = "in", "offered", "waiting"


def enrol(run: Run, *names: str, code: str = "") -> tuple[str, ...]:
    code = code or codes.draw()
    return enrolling.enrol(run=run.pk, names=names or ("Ива",), code=code, now=NOW).codes


def taken(run: Run) -> int:
    run.refresh_from_db()
    return run.taken


def test_places_go_to_who_comes_first_and_the_rest_wait_in_their_order() -> None:
    run = create_run(capacity=2)
    people = [enrol(run)[0] for _ in range(4)]

    assert [standing(code) for code in people] == [IN, IN, WAITING, WAITING]
    assert taken(run) == 2


def test_a_form_sent_twice_asks_once() -> None:
    run, code = create_run(), codes.draw()

    assert enrol(run, "Ива", code=code) == enrol(run, "Ива", code=code)
    assert (taken(run), Place.objects.count()) == (1, 1)


def test_those_who_come_together_get_places_together_or_wait_together() -> None:
    run = create_run(capacity=3)
    (one,) = enrol(run)
    together = enrol(run, "Ива", "Клён", "Рябина")
    (behind,) = enrol(run)

    assert [standing(code) for code in (one, *together, behind)] == [IN, WAITING, WAITING, WAITING, WAITING]
    assert len(set(together)) == 3

    enrolling.leave(code=one, now=NOW)
    assert [standing(code) for code in (one, *together, behind)] == ["", OFFERED, OFFERED, OFFERED, WAITING]
    assert taken(run) == 3


def test_in_the_last_days_one_who_fits_passes_a_group_that_does_not() -> None:
    run = create_run(capacity=3, begins=NOW + timedelta(days=5))
    enrol(run), enrol(run)
    enrol(run, "Ива", "Клён")
    (single,) = enrol(run)

    assert standing(single) == IN


def test_who_moved_up_says_yes_for_all_and_nobody_else_takes_the_place_meanwhile() -> None:
    run = create_run(capacity=1)
    (first,), (second,) = enrol(run), enrol(run)
    enrolling.leave(code=first, now=NOW)
    (third,) = enrol(run)

    assert (standing(second), standing(third)) == (OFFERED, WAITING)
    waiting.accept(code=codes.show(second).lower(), now=NOW)
    assert (standing(second), taken(run)) == (IN, 1)
    with pytest.raises(refusals.NothingOffered):
        waiting.accept(code=second, now=NOW)
    with pytest.raises(refusals.NothingOffered):
        waiting.accept(code=third, now=NOW)


def test_a_time_to_answer_that_passes_sends_to_the_end_once_and_then_out_of_the_list() -> None:
    run = create_run(capacity=1)
    (first,), (silent,), (other,) = enrol(run), enrol(run), enrol(run)
    enrolling.leave(code=first, now=NOW)
    later = NOW + timedelta(hours=50)

    assert waiting.take_back_unanswered(now=NOW) == 0
    assert waiting.take_back_unanswered(now=later) == 1
    assert (standing(silent), standing(other)) == (WAITING, OFFERED)
    with pytest.raises(refusals.NothingOffered):
        waiting.accept(code=silent, now=later)

    assert waiting.take_back_unanswered(now=later + timedelta(hours=50)) == 1
    assert (standing(silent), standing(other)) == (OFFERED, WAITING)
    assert waiting.take_back_unanswered(now=later + timedelta(hours=100)) == 1
    assert (standing(silent), standing(other), taken(run)) == ("passed", OFFERED, 1)
    waiting.accept(code=other, now=later + timedelta(hours=100))
    enrolling.leave(code=other, now=later + timedelta(hours=101))
    assert (standing(silent), taken(run)) == ("passed", 0), "a turn that has passed comes back to nobody"
    enrolling.leave(code=silent, now=later + timedelta(hours=101))
    assert (standing(silent), taken(run)) == ("", 0)


def test_the_time_to_answer_goes_by_the_clocks_of_the_run() -> None:
    run = create_run(capacity=1, begins=NOW + timedelta(hours=20))  # it is seven in the evening in Tomsk
    (first,), _second = enrol(run), enrol(run)
    enrolling.leave(code=first, now=NOW)

    until = Party.objects.get().answer_by
    assert until is not None
    assert until.astimezone(ZoneInfo("Asia/Tomsk")).strftime("%d %H:%M") == "28 11:00"


def test_an_answer_that_comes_too_late_is_refused_even_before_the_offer_was_taken_back() -> None:
    run = create_run(capacity=1)
    (first,), (second,) = enrol(run), enrol(run)
    enrolling.leave(code=first, now=NOW)

    with pytest.raises(refusals.NothingOffered):
        waiting.accept(code=second, now=NOW + timedelta(hours=50))


def test_one_of_a_group_leaves_alone_and_the_last_takes_the_party_along() -> None:
    run = create_run(capacity=3)
    one, two = enrol(run, "Ива", "Клён")

    enrolling.leave(code=one, now=NOW)
    assert (standing(one), standing(two), taken(run)) == ("", IN, 1)
    enrolling.leave(code=two, now=NOW)
    assert (Party.objects.count(), Place.objects.count(), taken(run)) == (0, 0, 0)
    with pytest.raises(refusals.NoSuchPlace):
        enrolling.leave(code=two, now=NOW)


@pytest.mark.parametrize("decided", [Run.Decided.PLANNED, Run.Decided.DONE, Run.Decided.CANCELLED])
def test_nobody_enrols_in_what_is_not_open(decided: str) -> None:
    with pytest.raises(refusals.NotNow):
        enrol(create_run(decided=decided))


def test_nobody_enrols_once_it_has_begun_and_nobody_moves_up_any_more() -> None:
    run = create_run(capacity=1)
    (first,), (second,) = enrol(run), enrol(run)
    begun = NOW + timedelta(days=31)

    enrolling.leave(code=first, now=begun)
    assert standing(second) == WAITING
    with pytest.raises(refusals.NotNow):
        enrolling.enrol(run=run.pk, names=("Ива",), code=codes.draw(), now=begun)


@pytest.mark.parametrize("count", [0, 4, 7])
def test_a_group_larger_than_the_run_or_than_six_is_told_so(count: int) -> None:
    run = create_run(capacity=3 if count < 7 else 30)
    with pytest.raises(refusals.TooManyTogether):
        enrolling.enrol(run=run.pk, names=["Ива"] * count, code=codes.draw(), now=NOW)


def test_more_places_go_to_those_who_wait_and_fewer_than_are_taken_are_refused() -> None:
    run = create_run(capacity=1)
    (first,), (second,) = enrol(run), enrol(run)

    places.set_capacity(run=run.pk, capacity=2, now=NOW)
    assert (standing(first), standing(second)) == (IN, OFFERED)
    with pytest.raises(refusals.TooFewPlaces):
        places.set_capacity(run=run.pk, capacity=1, now=NOW)


def test_a_run_that_is_not_there_is_not_found() -> None:
    with pytest.raises(Run.DoesNotExist):
        enrolling.enrol(run=uuid4(), names=("Ива",), code=codes.draw(), now=NOW)


def test_who_is_refused_leaves_neither_a_place_nor_a_gap_in_the_order() -> None:
    begun, small = create_run(begins=NOW - timedelta(hours=1)), create_run(capacity=1)
    with pytest.raises(refusals.NotNow):
        enrol(begun)
    with pytest.raises(refusals.TooManyTogether):
        enrol(small, "Ива", "Клён")

    assert Place.objects.count() == 0
    assert [*Run.objects.filter(pk__in=[begun.pk, small.pk]).values_list("came", flat=True)] == [0, 0]
    enrol(small)
    assert [*small.parties.values_list("number", flat=True)] == [1]


def test_a_code_that_is_somebodys_in_another_run_enrols_nobody() -> None:
    run, other, code = create_run(), create_run(), codes.draw()
    enrol(run, code=code)
    with pytest.raises(IntegrityError):
        enrol(other, code=code)

    assert (standing(code), other.parties.count(), taken(other)) == (IN, 0, 0)
