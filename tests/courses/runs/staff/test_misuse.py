"""What people do wrong with runs, through the pages themselves: a sentence, or nothing of it happens."""

from datetime import date, timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from courses.content.models import LessonPage
from courses.runs.actions import enrolling
from courses.runs.models import Leading, Run
from tests.courses.runs.public.visiting import codes_on, join, look, place_of, text_of
from tests.courses.runs.staff.test_planning_pages import NEW, RUNS, at, certified, html, row, typed
from tests.factories.accounts import create_colleague
from tests.factories.courses import create_lesson
from tests.factories.runs import create_course_page, create_run, engage
from tests.factories.trainers import create_coordinator
from tests.trainers.staff.looking import client_of, text
from trainers.models import Certificate
from wellbeing.accounts.models import User
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _nobody_was_counted() -> None:
    cache.clear()


@pytest.fixture
def by() -> User:
    return create_coordinator()


def days_until_clocks_go_forward() -> int:
    """In Berlin, on the last Sunday of March at two, of the next year in which that is ahead."""
    today = timezone.localdate()
    for year in (today.year, today.year + 1):
        last = date(year, 3, 31)
        sunday = last - timedelta(days=(last.weekday() + 1) % 7)
        if sunday > today + timedelta(days=1):
            return (sunday - today).days
    raise AssertionError


def kept(run: Run) -> list[dict[str, str]]:
    """The rows of its sessions ahead as the form shows them."""
    rows = []
    for number, each in enumerate(run.sessions.filter(starts_at__gt=timezone.now())):
        said = row(number, 0, session=str(each.pk), zone=each.zone)
        starts, ends = (
            at.astimezone(timezone.get_fixed_timezone(7 * 60)) for at in (each.starts_at, each.ends_at)
        )
        said |= {
            f"sessions-{number}-day": f"{starts:%Y-%m-%d}",
            f"sessions-{number}-begins": f"{starts:%H:%M:%S}",
            f"sessions-{number}-ends": f"{ends:%H:%M:%S}",
        }
        rows.append(said)
    return rows


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([row(0, 20), row(1, 20, "20:00", "22:00")], "Оно начинается раньше, чем закончится другое занятие"),
        ([row(0, 20, "19:00", "19:00")], "Конец раньше начала"),
        ([row(0, 20, "08:00", "19:30")], "Занятие длится не больше десяти часов"),
        ([row(0, -3)], "ремя уже прошло"),
        (
            [row(0, days_until_clocks_go_forward(), "02:30", "04:30", zone="Europe/Berlin")],
            "такого часа не будет",
        ),
    ],
    ids=["overlaps", "no length", "a day long", "past", "left out by the clocks"],
)
def test_times_that_cannot_be_get_a_sentence_and_stay_typed(
    by: User, rows: list[dict[str, str]], sentence: str
) -> None:
    page = html(client_of(by).post(NEW, typed(*rows, title="Очень зимний")))

    assert (sentence in page, "Очень зимний" in page) == (True, True)
    assert Run.objects.count() == 0


@pytest.mark.parametrize("also", [{}, {"sessions-1-DELETE": "on"}], ids=["two times", "and left out"])
def test_a_session_that_a_form_names_twice_stays_as_it_is(by: User, also: dict[str, str]) -> None:
    client = client_of(by)
    client.post(NEW, typed(row(0, 20)))
    run = Run.objects.get()
    session = run.sessions.get()
    rows = [row(number, days, session=str(session.pk)) for number, days in enumerate((21, 22, 23))]

    html(client.post(at(run, "edit"), typed(*rows, **{"sessions-INITIAL_FORMS": "3"}, **also)))
    assert run.sessions.get().starts_at == session.starts_at


def test_a_session_over_the_changing_of_clocks_has_its_real_length(by: User) -> None:
    night = row(0, days_until_clocks_go_forward(), "01:30", "04:00", zone="Europe/Berlin")
    assert client_of(by).post(NEW, typed(night)).status_code == HTTPStatus.FOUND

    session = Run.objects.get().sessions.get()
    assert session.length == timedelta(minutes=90)


def test_places_are_not_lowered_below_those_who_have_one(by: User) -> None:
    run = create_run(capacity=3, begins=timezone.now() + timedelta(days=20))
    for name in ("Ива", "Клён"):
        enrolling.enrol(run=run.pk, names=[name], code=codes.draw(), now=timezone.now())
    page = client_of(by).post(at(run, "edit"), typed(*kept(run), title=run.title, capacity="1", minimum="1"))

    assert "Мест уже занято больше" in html(page)
    run.refresh_from_db()
    assert (run.capacity, run.taken) == (3, 2)


def test_a_trainer_suspended_in_mid_run_is_replaced_and_what_was_held_stays(by: User) -> None:
    trainer, other = certified("Тихая"), certified("Громкая")
    run = create_run(begins=timezone.now() - timedelta(days=1))
    engage(run, trainer=trainer)
    Certificate.objects.filter(candidacy__trainer=trainer).update(
        suspended_month=timezone.localdate().replace(day=1)
    )
    client = client_of(by)
    assert "Сертификат приостановлен: Тихая." in text(client.get(at(run, "plan")))
    for page in (f"{RUNS}{run.pk}/", f"{RUNS}calendar/"):
        assert client.get(page).status_code == HTTPStatus.OK

    sent = typed(*kept(run), title=run.title, capacity="3", minimum="1", leads=[other.pk])
    answer = client.post(at(run, "edit"), sent)
    assert answer.status_code == HTTPStatus.FOUND, text(answer)
    assert [each.trainer for each in Leading.objects.filter(run=run)] == [other]
    assert run.sessions.count() == 3
    assert "приостановлен" not in text(client.get(at(run, "plan")))


def everywhere(run: Run, code: str, planner: User) -> dict[str, int]:
    """What every page that shows a run answers."""
    client, found = client_of(planner), {"place": place_of(code).status_code}
    for language in ("ru", "en"):
        for path in ("runs/", f"runs/{run.pk}/", f"runs/{run.pk}/join/", "runs/feed/RU-TOM.atom"):
            found[f"{language} {path}"] = look(f"/{language}/{path}").status_code
    for path in ("", "calendar/", f"{run.pk}/", f"{run.pk}/plan/", f"{run.pk}/edit/", f"{run.pk}/unwell/"):
        found[f"staff {path}"] = client.get(f"{RUNS}{path}").status_code
    session = run.sessions.all()[0]
    return found | {"session": client.get(f"{RUNS}sessions/{session.pk}/").status_code}


@pytest.mark.parametrize("what", ["lesson", "course", "course taken off"])
def test_a_course_or_lesson_that_goes_while_a_run_uses_it_breaks_no_page(by: User, what: str) -> None:
    course: Any = create_course_page()
    lesson = create_lesson(course=course)
    run = create_run(begins=timezone.now() + timedelta(days=20))
    Run.objects.filter(pk=run.pk).update(course=course)
    (code,) = codes_on(join(run))
    assert set(everywhere(run, code, by).values()) == {HTTPStatus.OK}
    assert course.title in text_of(place_of(code))

    editor = client_of(create_colleague(username="rita"))
    way = {"lesson": (lesson.pk, "delete"), "course": (course.pk, "delete")}
    page, deed = way.get(what, (course.pk, "unpublish"))
    assert editor.post(f"/staff/pages/{page}/{deed}/").status_code == HTTPStatus.FOUND

    assert set(everywhere(run, code, by).values()) == {HTTPStatus.OK}
    assert LessonPage.objects.filter(live=True).count() == {"course taken off": 1}.get(what, 0)
    assert (course.title in text_of(place_of(code))) == (what == "lesson")
    assert Run.objects.get(pk=run.pk).taken == 1
