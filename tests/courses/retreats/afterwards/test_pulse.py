"""The pulse of a retreat: its waves lie by its days, and a whole path from an application to what is read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from courses.retreats.actions.afterwards import pulse
from courses.retreats.actions.preparing import retreat_plans, retreat_steps
from courses.retreats.models import Application, Offer, Retreat
from courses.retreats.public.pages import LENGTH
from tests.assessments.pulse.answering import answer, main_of, open_with
from tests.assessments.requests import shipped_for_a_module
from tests.courses.retreats.afterwards.pulses import come, create_begun, pass_days
from tests.courses.retreats.public.visiting import application_of
from tests.courses.runs.public.visiting import send, text_of
from tests.courses.runs.pulses import press_pulse, pulse_code
from tests.factories.accounts import create_colleague
from tests.factories.retreats import (
    create_house,
    create_retreat,
    create_retreat_colleague,
    create_team_part,
)
from tests.factories.trainers import create_candidacy, create_certificate, create_trainer, region
from tests.trainers.staff.looking import client_of, text
from wellbeing.accounts.models import User
from wellbeing.cohorts.models import Answer, Cohort, Spent, Wave

pytestmark = [pytest.mark.service, pytest.mark.django_db]

ASKS = "Помогает ли выезд?"
HEAVY, LIGHT = ("44400", "22222"), ("22222", "00044")
DAY = timedelta(days=1)


@pytest.fixture(scope="module", autouse=True)
def _questions(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with shipped_for_a_module(django_db_blocker):
        yield


@pytest.fixture(autouse=True)
def _nobody_was_counted() -> None:
    cache.clear()


@pytest.fixture
def by() -> User:
    return create_colleague(username="olga", role="organiser")


def waves(retreat: Retreat) -> list[tuple[str, date, date]]:
    return list(Wave.objects.filter(cohort=retreat.pulse).values_list("kind", "opens_on", "closes_on"))


def answer_all(codes: list[str], *places: str) -> None:
    for number, code in enumerate(codes):
        page = answer(press_pulse(application_of(code)), places[number % len(places)])
        assert "Ответ учтён" in page.content.decode()


def panel(retreat: Retreat, by: User) -> HttpResponse:
    return client_of(by).get(reverse("retreats_staff:retreat", args=[retreat.pk]))


def test_the_first_wave_is_the_first_day_alone_and_the_others_come_after_the_last() -> None:
    retreat = create_retreat(begins_on=date(2027, 3, 1), ends_on=date(2027, 3, 6))
    for _ in range(2):
        pulse.follow(retreat=retreat)

    assert waves(retreat) == [
        ("before", date(2027, 3, 1), date(2027, 3, 1)),
        ("after", date(2027, 3, 8), date(2027, 3, 21)),
        ("later", date(2027, 6, 4), date(2027, 6, 24)),
    ]


def test_waves_begin_when_it_is_announced_move_with_its_days_and_end_with_it(by: User) -> None:
    leads = create_trainer()
    create_certificate(candidacy=create_candidacy(trainer=leads))
    begins_on = timezone.localdate() + timedelta(days=20)
    colleague = create_retreat_colleague(trainer=leads)
    what = retreat_plans.Plan(
        title="Тишина",
        house=create_house(rooms=(9,)),
        region=region(),
        begins_on=begins_on,
        ends_on=begins_on + 5 * DAY,
        zone="Europe/Moscow",
        language="ru",
        places=4,
        limits={},
        team=[(colleague, "lead")],
    )
    retreat = retreat_plans.plan(what=what, by=by, once=uuid4())
    for monday in (begins_on - begins_on.weekday() * DAY, begins_on + 5 * DAY):
        colleague.weeks.get_or_create(week_on=monday - monday.weekday() * DAY)
    assert waves(retreat) == []

    retreat_steps.publish(retreat=retreat.pk, by=by, today=timezone.localdate())
    assert waves(retreat)[0] == ("before", begins_on, begins_on)
    moved = replace(what, begins_on=begins_on + DAY, ends_on=begins_on + 6 * DAY)
    retreat_plans.change(retreat=retreat.pk, what=moved, by=by)
    assert waves(retreat)[0] == ("before", begins_on + DAY, begins_on + DAY)
    retreat_steps.cancel(retreat=retreat.pk, by=by, now=timezone.now())
    assert Cohort.objects.count() == 0


def test_from_an_application_to_what_the_team_reads_and_three_months_later_from_paper(by: User) -> None:
    retreat = create_begun()
    people = come(retreat, 12)
    papers = [pulse_code(application_of(code)) for code in people]
    answer_all(people, *HEAVY)
    assert text(panel(retreat, by)).count("Ещё не закончилось.") == 2

    pass_days(8)
    assert (Answer.objects.count(), Spent.objects.count()) == (0, 0), "frozen"
    answer_all(people, *LIGHT)
    assert "Стало" not in text(panel(retreat, by))
    pass_days(89)
    Application.objects.all().delete()  # fourteen days after the end
    for number, code in enumerate(papers):
        assert "Ответ учтён" in main_of(answer(open_with(code), LIGHT[number % 2]))
    pass_days(30)

    said = text(panel(retreat, by))
    assert said.count("Стало легче примерно на 50 пунктов из 100 (интервал: от 25 до 75).") == 2
    assert said.count("Ответили от 10 до 14 человек.") == 2
    assert (Answer.objects.count(), Spent.objects.count()) == (0, 0)


def test_a_code_is_of_one_person_stays_the_same_and_opens_nothing_else() -> None:
    people = come(create_begun(), 3)
    found = [pulse_code(application_of(code)) for code in people]

    assert len({*found, *people}) == 6
    assert [pulse_code(application_of(code)) for code in people] == found
    assert people[0] not in press_pulse(application_of(people[0])).content.decode()
    assert "не открывает вопросов" in text_of(open_with(people[0]))
    assert 'role="alert"' in application_of(found[0]).content.decode()


def test_the_page_keeps_its_one_length_and_speaks_english_too() -> None:
    code = come(create_begun())[0]
    english = send("/en/application/", {"code": code, "do": "open"})

    assert len(application_of(code).content) == len(english.content) == LENGTH
    assert "Does a retreat help?" in text_of(english)
    assert ASKS in text_of(application_of(code))


@pytest.mark.parametrize("standing", ["declined", "lapsed", "withdrawn"])
def test_who_does_not_come_sees_nothing_of_it(standing: str) -> None:
    code = come(create_begun(), standing=Offer.Standing(standing))[0]

    assert ASKS not in text_of(application_of(code))


def test_before_it_begins_and_once_it_is_off_there_is_nothing_of_it(by: User) -> None:
    retreat = create_begun(begins_on=timezone.localdate() + 2 * DAY)
    code = come(retreat)[0]
    assert ASKS not in text_of(application_of(code))
    pass_days(2)
    paper = pulse_code(application_of(code))
    assert "не открывает вопросов" not in main_of(open_with(paper))
    retreat_steps.cancel(retreat=retreat.pk, by=by, now=timezone.now())

    assert ASKS not in text_of(application_of(code))
    assert "не открывает вопросов" in main_of(open_with(paper))
    assert "Помогает ли это?" not in text(panel(retreat, by))


def test_whoever_holds_it_sees_its_pulse_and_of_another_nothing() -> None:
    user = create_colleague(username="vera", role="trainer", region=region())
    retreat, other = create_begun(), create_begun()
    create_team_part(retreat, colleague=create_retreat_colleague(user=user))

    assert "Помогает ли это?" in text(panel(retreat, user))
    assert panel(other, user).status_code == 404
