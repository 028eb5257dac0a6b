"""Rounds for colleagues: the list, the page of one, its form, its retreats, and opening it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from wagtail.models import ModelLogEntry

from courses.retreats import readiness
from courses.retreats.models import Retreat, Round
from courses.retreats.staff import frame
from tests.factories.accounts import create_colleague
from tests.factories.retreats import (
    NOW,
    create_application,
    create_house,
    create_retreat,
    create_round,
    create_team_part,
)
from tests.trainers.staff.looking import client_of, queries, text
from wellbeing.accounts.models import RecoveryKey

pytestmark = [pytest.mark.service, pytest.mark.django_db]

LIST = "/staff/retreats/rounds/"
TYPED = {
    "title": "Весна",
    "zone": "Asia/Omsk",
    "closes_day": "2027-01-10",
    "closes_hour": "18:00",
    "announced": "Курс доллара на день жребия",
    "draws_day": "2027-01-12",
    "draws_hour": "12:00",
    "answer_hours": "72",
}


@pytest.fixture
def organiser() -> Client:
    return client_of(create_colleague(username="olga", role="organiser"))


def page(round_: Round, name: str = "") -> str:
    return f"{LIST}{round_.pk}/{name}"


def send(client: Client, address: str, **typed: Any) -> HttpResponse:
    return client.post(address, {**TYPED, **typed}, follow=True)


def actions(round_: Round) -> list[str]:
    rows = ModelLogEntry.objects.filter(object_id=str(round_.pk))
    return list(rows.order_by("pk").values_list("action", flat=True))


def being_made(**changes: Any) -> Round:
    return create_round(decided=Round.Decided.PREPARING, **changes)


def ready() -> Round:
    """One that lacks nothing but its teams' keys."""
    round_ = being_made()
    create_retreat(round=round_)
    return round_


def anybody_can_read() -> None:
    """Whatever is sealed can be opened by the recovery words."""
    RecoveryKey.objects.create(public=bytes(32), made_month=NOW.date().replace(day=1))


def test_the_list_leads_to_the_page_of_each_round(organiser: Client) -> None:
    create_retreat(round=create_round(title="Весна"), places=7)
    summer = being_made(title="Лето")

    answer = organiser.get(LIST)
    assert "Весна" in text(answer)
    assert page(summer) in answer.content.decode()


def test_the_list_costs_as_many_queries_for_three_rounds_as_for_one(organiser: Client) -> None:
    create_retreat(round=create_round())
    one = queries(organiser, LIST)
    for _number in range(2):
        create_retreat(round=create_round())
    assert queries(organiser, LIST) == one


def test_the_page_says_where_a_round_stands_and_names_its_retreats(organiser: Client) -> None:
    round_ = create_round(title="Весна")
    create_retreat(round=round_, title="У реки")

    said = text(organiser.get(page(round_)))
    assert "У реки" in said
    assert "28 декабря 2026, 15:00 (Москва, UTC+3)" in said


def test_a_round_is_made_once_however_often_its_form_is_sent(organiser: Client) -> None:
    once = str(uuid4())
    for _press in range(2):
        assert send(organiser, f"{LIST}new/", once=once).status_code == 200

    (made,) = Round.objects.all()
    assert str(made.pk) == once
    assert (made.decided, made.closes_at.isoformat()) == ("preparing", "2027-01-10T12:00:00+00:00")
    assert actions(made) == ["wagtail.create"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"draws_day": "2027-01-10", "draws_hour": "17:00"}, "после того, как приём заявок закончится"),
        ({"closes_hour": ""}, "Заполните и это"),
        ({"closes_day": "31.02.2027"}, "Введите правильную дату"),
        ({"answer_hours": "3"}, "12"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    organiser: Client, typed: dict[str, str], sentence: str
) -> None:
    answer = send(organiser, f"{LIST}new/", once=str(uuid4()), **typed)

    assert sentence in text(answer)
    assert "Курс доллара на день жребия" in answer.content.decode()
    assert not Round.objects.exists()


def test_retreats_come_and_go_until_the_round_opens(organiser: Client) -> None:
    round_, mine, other = being_made(), create_retreat(), create_retreat()
    foreign = create_retreat(round=create_round())
    organiser.post(page(round_, "retreats/"), {"retreats": [str(mine.pk), str(other.pk)]})
    organiser.post(page(round_, "retreats/"), {"retreats": [str(other.pk)]})
    assert list(round_.retreats.all()) == [other]

    organiser.post(page(round_, "retreats/"), {"retreats": [str(foreign.pk)]})
    assert list(round_.retreats.all()) == [other]

    Round.objects.filter(pk=round_.pk).update(decided="open")
    said = text(organiser.post(page(round_, "retreats/"), {"retreats": []}))
    assert "уже поздно или ещё рано" in said
    assert list(round_.retreats.all()) == [other]


def test_everything_that_is_missing_is_said_at_once() -> None:
    round_ = Round.objects.create(title="Пусто")
    said = readiness.missing(round_, NOW)
    assert len(said) == 8, said
    assert sum("Никто не смог бы открыть" in each for each in said) == 4


def test_a_house_smaller_than_its_team_and_its_places_is_said() -> None:
    round_ = being_made()
    small = create_retreat(round=round_, house=create_house(rooms=(2, 2)), places=4)
    create_retreat(round=round_, places=4, begins_on=small.begins_on + timedelta(weeks=3))
    assert list(readiness.houses(round_)) == []
    create_team_part(small)

    (said,) = readiness.houses(round_)
    assert said == f"«{small}»: в доме 4 спальных места, а команде и участникам нужно 5."


@pytest.mark.parametrize("decided", ["planned", "cancelled"])
def test_a_retreat_that_is_not_published_keeps_a_round_from_opening(decided: str) -> None:
    anybody_can_read()
    round_ = ready()
    assert readiness.missing(round_, NOW) == []
    Retreat.objects.update(decided=decided)
    (said,) = readiness.missing(round_, NOW)
    assert "не опубликован" in said


def test_opening_is_asked_about_and_done_once(organiser: Client) -> None:
    round_ = ready()
    refused = organiser.post(page(round_, "open/"), follow=True)
    assert "Никто не смог бы открыть" in text(refused)
    round_.refresh_from_db()
    assert round_.decided == "preparing"

    anybody_can_read()
    assert "Закрепить правила и открыть" in text(organiser.get(page(round_, "open/")))
    for _press in range(2):
        organiser.post(page(round_, "open/"))
    round_.refresh_from_db()
    assert round_.decided == "open"
    assert actions(round_) == ["retreats.refused_step", "retreats.open_round"]


def test_a_round_that_is_open_keeps_its_hours_and_its_words(organiser: Client) -> None:
    round_ = create_round(title="Весна")
    answer = send(organiser, page(round_, "edit/"), title="Осень")

    assert "уже поздно или ещё рано" in text(answer)
    round_.refresh_from_db()
    assert round_.title == "Весна"
    assert actions(round_) == ["retreats.refused_step"]


def test_a_round_is_called_off_until_it_is_published_and_its_applications_go_soon(organiser: Client) -> None:
    round_ = create_round(decided="committed", commitment="0" * 64)
    retreat = create_retreat(round=round_)
    application = create_application(round_, wishes=[retreat])
    assert "Отменить набор" in text(organiser.get(page(round_, "call-off/")))
    for _press in range(2):
        organiser.post(page(round_, "call-off/"), {"reason": "Дом закрыт"})

    round_.refresh_from_db(), retreat.refresh_from_db(), application.refresh_from_db()
    assert (round_.decided, round_.over_on, retreat.round) == ("cancelled", frame.today(), None)
    assert application.goes_on == frame.today() + timedelta(days=14)
    assert actions(round_) == ["retreats.cancel_round"]

    done = create_round(decided="published", commitment="0" * 64, value="1", record="{}")
    assert "уже поздно или ещё рано" in text(
        organiser.post(page(done, "call-off/"), {"reason": "Дом закрыт"})
    )
