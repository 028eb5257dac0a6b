"""Who came: marked by several people at once without losing anything, and gone with the place."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from courses.runs import refusals
from courses.runs.actions import attending, enrolling
from courses.runs.actions.attending import Marks
from courses.runs.models import Attendance, Place, Run, Session
from tests.factories.runs import NOW, create_run
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]

BEFORE = NOW - timedelta(days=60)


def running(*, capacity: int = 3, people: tuple[str, ...] = ("Ива", "Клён", "Рябина")) -> Run:
    """A run that has begun an hour ago, with people in it."""
    run = create_run(capacity=capacity, begins=NOW - timedelta(hours=1))
    for name in people:
        enrolling.enrol(run=run.pk, names=[name], code=codes.draw(), now=BEFORE)
    return run


def first(run: Run) -> Session:
    return run.sessions.all()[0]


def places(*names: str) -> list[UUID]:
    return [Place.objects.get(name=name).pk for name in names]


def mark(run: Run, *came: str, were: tuple[str, ...] = (), shown: tuple[str, ...] = ("Ива", "Клён")) -> int:
    marks = Marks(shown=places(*shown), were=places(*were), came=places(*came))
    return attending.mark(session=first(run).pk, marks=marks, now=NOW)


def marked(run: Run) -> dict[str, bool]:
    return dict(first(run).attendance.values_list("place__name", "came"))


def test_one_pass_says_of_everybody_on_the_list_whether_they_came() -> None:
    run = running()

    assert mark(run, "Ива") == 1
    assert marked(run) == {"Ива": True, "Клён": False}


def test_two_lists_open_at_once_lose_nothing_of_each_other() -> None:
    run = running()
    mark(run, "Ива")
    mark(run, "Клён")

    assert marked(run) == {"Ива": True, "Клён": True}


def test_of_two_changes_of_the_same_person_the_last_one_holds() -> None:
    run = running()
    mark(run, "Ива", "Клён")
    mark(run, "Клён", were=("Ива", "Клён"))

    assert marked(run) == {"Ива": False, "Клён": True}


def test_who_has_no_place_is_not_marked_nor_who_is_of_another_run() -> None:
    run, other = running(capacity=1, people=("Ива", "Клён")), running(people=("Чужая",))
    mark(run, "Ива", "Клён", "Чужая", shown=("Ива", "Клён", "Чужая"))
    marks = Marks(shown=[uuid4()], were=[], came=[uuid4()])
    attending.mark(session=first(run).pk, marks=marks, now=NOW)

    assert marked(run) == {"Ива": True}
    assert marked(other) == {}


@pytest.mark.parametrize("decided", [Run.Decided.PLANNED, Run.Decided.DONE, Run.Decided.CANCELLED])
def test_only_in_a_run_that_is_on(decided: str) -> None:
    run = running()
    Run.objects.update(decided=decided)

    with pytest.raises(refusals.NotNow):
        mark(run, "Ива")
    assert marked(run) == {}


def test_not_before_the_session_begins() -> None:
    run = running()
    marks = Marks(shown=places("Ива"), were=[], came=places("Ива"))

    with pytest.raises(refusals.NotBegun):
        attending.mark(session=run.sessions.all()[1].pk, marks=marks, now=NOW)


def test_it_goes_with_the_place() -> None:
    run, code = running(people=()), codes.draw()
    enrolling.enrol(run=run.pk, names=["Осина"], code=code, now=BEFORE)
    mark(run, "Осина", shown=("Осина",))
    assert Attendance.objects.count() == 1

    enrolling.leave(code=code, now=NOW)
    assert Attendance.objects.count() == 0
