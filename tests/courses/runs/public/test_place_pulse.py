"""The pulse on the page of a place: late enough that nobody has two, and the code to write down."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from courses.runs.actions import pulse
from courses.runs.models import Party, Run
from courses.runs.public.pages import LENGTH
from tests.assessments.pulse.answering import open_with
from tests.assessments.requests import shipped_for_a_module
from tests.courses.runs.public.visiting import SPELLED, place_of, send, text_of
from tests.courses.runs.pulses import create_pulse, enrol, pass_days, press_pulse, pulse_code
from wellbeing.cohorts.models import Cohort

pytestmark = [pytest.mark.service, pytest.mark.django_db]

ASKS = "Становится ли легче?"


@pytest.fixture(scope="module", autouse=True)
def _questions(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with shipped_for_a_module(django_db_blocker):
        yield


def test_before_the_first_session_there_is_nothing_of_it() -> None:
    run = create_pulse(begins=timezone.now() + timedelta(hours=1))
    code = enrol(run)[0]

    assert ASKS not in text_of(place_of(code))
    assert "/pulse/" not in place_of(code).content.decode()


@pytest.mark.parametrize("standing", [Party.Standing.WAITING, Party.Standing.OFFERED])
def test_who_has_no_place_sees_nothing_of_it(standing: str) -> None:
    run = create_pulse()
    code = enrol(run)[0]
    answer_by = timezone.now() if standing == Party.Standing.OFFERED else None
    Party.objects.update(standing=standing, answer_by=answer_by)

    assert ASKS not in text_of(place_of(code))


@pytest.mark.parametrize("decided", [Run.Decided.CANCELLED])
def test_of_a_run_that_is_off_there_is_nothing(decided: str) -> None:
    code = enrol(create_pulse())[0]
    Run.objects.update(decided=decided)

    assert ASKS not in text_of(place_of(code))


def test_a_run_without_a_cohort_says_nothing_of_it() -> None:
    code = enrol(create_pulse())[0]
    Cohort.objects.all().delete()

    assert ASKS not in text_of(place_of(code))


def test_everybody_with_a_place_has_a_code_of_their_own_that_stays_the_same() -> None:
    run = create_pulse()
    people = enrol(run, 3)
    found = [pulse_code(place_of(code)) for code in people]

    assert len({*found, *people}) == 6
    assert all(SPELLED.fullmatch(each) for each in found)
    assert [pulse_code(place_of(code)) for code in people] == found
    pulse.follow(run=run)
    assert pulse_code(place_of(people[0].lower())) == found[0]


def test_the_button_leads_to_the_questions_with_the_code_in_the_body() -> None:
    code = enrol(create_pulse())[0]
    page = press_pulse(place_of(code))

    assert page.content.count(b"<fieldset") == 5
    assert code not in page.content.decode(), "the place code stays where it is"


def test_the_code_is_to_be_written_down_for_the_day_three_months_later() -> None:
    run = create_pulse()
    code = enrol(run)[0]
    later = run.sessions.get().starts_at.date() + timedelta(days=90)
    said = text_of(place_of(code))

    assert f"В последний раз вопросы откроются {later.day} " in said
    assert f"{later.year}, и этой страницы тогда уже не будет" in said
    assert pulse_code(place_of(code)) in said


def test_between_two_waves_the_page_says_when_the_next_opens() -> None:
    code = enrol(create_pulse())[0]
    pass_days(5)
    said = text_of(place_of(code))

    assert "Вопросы откроются " in said
    assert 'action="/ru/pulse/"' not in place_of(code).content.decode()


def test_the_page_keeps_its_one_length_and_speaks_english_too() -> None:
    code = enrol(create_pulse())[0]
    english = send("/en/place/", {"code": code})

    assert len(place_of(code).content) == len(english.content) == LENGTH
    assert "Does it become easier?" in text_of(english)
    assert 'action="/en/pulse/"' in english.content.decode()


def test_a_place_code_opens_no_questions_and_a_pulse_code_no_place() -> None:
    code = enrol(create_pulse())[0]
    paper = pulse_code(place_of(code))

    assert "не открывает вопросов" in text_of(open_with(code))
    assert 'role="alert"' in place_of(paper).content.decode()
