"""The pages of those who hold a run: read at a glance, marked in one pass, equal in cost."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from courses.content.models import CoursePage, LessonPage
from courses.runs.actions import enrolling
from courses.runs.models import Absence, Attendance, Place, Run, Session, SessionNote, Whereabouts
from tests.factories.accounts import create_colleague
from tests.factories.cms import create_home
from tests.factories.courses import create_course, create_index, create_lesson
from tests.factories.runs import create_run, engage
from tests.factories.trainers import create_coordinator, create_trainer, region
from tests.trainers.staff.looking import client_of, queries, text
from wellbeing.accounts.models import User
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture
def lena() -> User:
    return create_colleague(username="lena", role="trainer", region=region())


@pytest.fixture
def run(lena: User) -> Run:
    """A run of hers that began an hour ago, with three people and one who waits."""
    return held_by(lena)


@pytest.fixture
def visit(lena: User, run: Run) -> Client:
    return client_of(lena)


def held_by(user: User, *, people: int = 3, waiting: int = 1, sessions: int = 3, hours: int = 1) -> Run:
    run = create_run(capacity=people, begins=timezone.now() - timedelta(hours=hours), sessions=sessions)
    trainer = getattr(user, "trainer", None) or create_trainer(user=user)
    engage(run, trainer=trainer)
    for number in range(people + waiting):
        enrol(run, f"Клён {number}")
    return run


def enrol(run: Run, name: str) -> None:
    before = timezone.now() - timedelta(days=60)
    enrolling.enrol(run=run.pk, names=[name], code=codes.draw(), now=before)


def at(name: str, *arguments: object) -> str:
    return reverse(f"runs_staff:{name}", args=arguments)


def first(run: Run) -> Session:
    return run.sessions.all()[0]


def key(name: str) -> str:
    return str(Place.objects.get(name=name).pk)


def test_the_page_tells_when_who_and_how_many_in_the_sessions_own_zone(visit: Client, run: Run) -> None:
    Session.objects.filter(pk=first(run).pk).update(zone="Asia/Vladivostok")
    begins = first(run).starts_at.astimezone(ZoneInfo("Asia/Vladivostok"))
    said = text(visit.get(at("run", run.pk)))

    assert f"{begins:%H:%M}" in said
    assert "Владивосток" in said
    assert "Клён 0 Клён 1 Клён 2" in said
    assert "Клён 3" not in said
    assert at("unwell", run.pk) in visit.get(at("run", run.pk)).content.decode()


def test_one_save_marks_everybody_and_the_page_shows_it(visit: Client, run: Run) -> None:
    session = first(run)
    marks = {"shown": [key("Клён 0"), key("Клён 1")], "came": [key("Клён 1"), "not a key"]}
    said = text(visit.post(at("attend", session.pk), marks, follow=True))

    assert "Сохранено" in said
    assert dict(session.attendance.values_list("place__name", "came")) == {"Клён 0": False, "Клён 1": True}
    page = visit.get(at("session", session.pk)).content.decode()
    assert page.count(" checked") == 1
    assert f'name="were" value="{key("Клён 1")}"' in page


def test_what_is_not_permitted_any_more_keeps_the_marks_on_the_page(visit: Client, run: Run) -> None:
    Run.objects.update(decided=Run.Decided.DONE)
    marks = {"shown": [key("Клён 0"), key("Клён 1")], "came": [key("Клён 1")]}
    response = visit.post(at("attend", first(run).pk), marks)

    assert response.status_code == 400
    assert response.content.decode().count(" checked") == 1
    assert Attendance.objects.count() == 0


def test_nothing_can_be_pressed_before_the_session_begins(visit: Client, run: Run) -> None:
    page = visit.get(at("session", run.sessions.all()[1].pk)).content.decode()

    assert page.count(" disabled") == 3
    assert "Сохранить, кто пришёл" not in page


def test_who_said_they_are_absent_is_marked_so_for_that_session(visit: Client, run: Run) -> None:
    Absence.objects.create(place=Place.objects.get(name="Клён 1"), session=first(run))

    assert "Клён 1 предупреждение: не придёт" in text(visit.get(at("session", first(run).pk)))
    assert "предупреждение: не придёт" not in text(visit.get(at("session", run.sessions.all()[1].pk)))
    assert "1 человек предупредил, что не придёт" in text(visit.get(at("run", run.pk)))


def test_a_note_says_who_and_on_which_day_and_goes_when_somebody_deletes_it(
    visit: Client, run: Run, lena: User
) -> None:
    session = first(run)
    text(visit.post(at("note", session.pk), {"text": "Карточек не хватило"}, follow=True))
    note = SessionNote.objects.get()

    assert (note.author, note.author_name) == (lena, str(lena))
    said = text(visit.get(at("session", session.pk)))
    assert f"Карточек не хватило {lena}, {timezone.localdate():%d.%m.%Y}" in said
    assert "никогда о человеке" in said
    visit.post(at("remove_note", session.pk, note.pk))
    assert SessionNote.objects.count() == 0


@pytest.mark.parametrize(("typed", "kept"), [("  ", ""), ("ё" * 2001, "ё" * 2001), ("\0", "")])
def test_a_note_that_cannot_be_kept_is_still_there_to_read(
    visit: Client, run: Run, typed: str, kept: str
) -> None:
    response = visit.post(at("note", first(run).pk), {"text": typed, "once": "x"})

    assert response.status_code == 400
    assert f">{kept}" in response.content.decode()
    assert SessionNote.objects.count() == 0


def test_where_is_written_read_again_and_taken_away(visit: Client, run: Run) -> None:
    typed = {"city": "Томск", "address": "Тихая, 3", "city_before": "72", "address_before": "3"}
    assert visit.post(at("where", run.pk), typed).status_code == 302

    page = visit.get(at("where", run.pk)).content.decode()
    assert ("Тихая, 3" in page, 'value="72" selected' in page, 'value="3" selected' in page) == (True,) * 3
    with override_settings(SEAL_KEYS=[]):
        shut = visit.get(at("where", run.pk)).content.decode()
        assert "Тихая, 3" not in shut
        refused = visit.post(at("where", run.pk), typed | {"city": "Омск"})
    assert (refused.status_code, "Омск" in refused.content.decode()) == (400, True)

    visit.post(at("where", run.pk), typed | {"city": "", "address": ""})
    assert Whereabouts.objects.count() == 0


@pytest.mark.parametrize("wrong", [{"city_before": "5"}, {"address": "я" * 401}, {"address_before": ""}])
def test_what_is_wrong_with_where_is_said_beside_what_was_typed(
    visit: Client, run: Run, wrong: dict[str, str]
) -> None:
    typed = {"city": "Томск", "address": "Тихая, 3", "city_before": "72", "address_before": "3"}
    response = visit.post(at("where", run.pk), typed | wrong)

    assert (response.status_code, "Томск" in response.content.decode()) == (400, True)
    assert Whereabouts.objects.count() == 0


def test_the_lessons_of_a_published_course_stand_on_the_page(visit: Client, run: Run) -> None:
    course, lesson = publish_course()
    Run.objects.update(course=course)
    address = at("run", run.pk)
    assert f'{course.get_url()}{lesson.slug}/"' in visit.get(address).content.decode()

    course.unpublish()
    assert lesson.title not in text(visit.get(address))


def test_when_somebody_is_not_well_help_and_the_lesson_are_one_step_away(visit: Client, run: Run) -> None:
    address = at("unwell", run.pk)
    assert "Урок «" not in text(visit.get(address))

    _course, lesson = publish_course()
    page = visit.get(address).content.decode()
    assert f'href="{lesson.get_url()}"' in page
    assert "112" in page


def test_the_pages_cost_the_same_for_one_and_for_three_and_no_more_than_ten(lena: User) -> None:
    """A coordinator asks; a trainer's own menu adds what it asks on every page."""
    one = held_by(lena, people=1, waiting=0, sessions=1, hours=9)
    three = held_by(lena, people=3, waiting=3, sessions=3, hours=6)
    many = held_by(lena, people=60, waiting=140, sessions=3)
    for run in (one, three, many):
        places = Place.objects.filter(party__run=run, party__standing="in")
        Attendance.objects.bulk_create(
            Attendance(place=place, session=first(run), came=True) for place in places
        )
    Run.objects.update(course=publish_course()[0])
    visit = client_of(create_coordinator())

    asked = [queries(visit, at("run", run.pk)) for run in (one, three, many)]
    assert (len(set(asked)), max(asked) <= 10) == (1, True), asked
    asked = [queries(visit, at("session", first(run).pk)) for run in (one, three, many)]
    assert (len(set(asked)), max(asked) <= 11) == (1, True), asked


def publish_course() -> tuple[CoursePage, LessonPage]:
    home = create_home()
    index = create_index(home=home, slug="courses-here")
    course = create_course(index=index, slug="holding", title="Вести группу")
    return course, create_lesson(course=course, title="Безопасность", slug="safety")
