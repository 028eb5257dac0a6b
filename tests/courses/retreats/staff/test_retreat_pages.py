"""The list of retreats and the page of one, for those who prepare and hold them."""

import re
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from courses.retreats.models import Retreat
from tests.factories.accounts import create_colleague
from tests.factories.retreats import (
    FIRST_DAY,
    create_house,
    create_retreat,
    create_retreat_colleague,
    create_team_part,
)
from tests.trainers.staff.looking import client_of, queries, text
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]

LIST = "/staff/retreats/"


@pytest.fixture
def by() -> User:
    return create_colleague(username="olga", role="organiser")


def of(retreat: Retreat, below: str = "") -> str:
    return f"{LIST}{retreat.pk}/{below}"


def test_the_list_says_when_where_and_how_full(by: User) -> None:
    retreat = create_retreat(title="Тихая неделя")
    read = text(client_of(by).get(LIST))
    assert "Тихая неделя" in read
    assert f"01.03.2027 – 07.03.2027 опубликован {retreat.house}" in read
    assert "0 / 4" in read


def test_the_list_asks_as_much_of_the_database_for_three_as_for_one(by: User) -> None:
    create_retreat()
    client = client_of(by)
    first = queries(client, LIST)
    for number in (1, 2):
        create_retreat(begins_on=FIRST_DAY + timedelta(days=30 * number))
    assert queries(client, LIST) == first


def test_who_holds_a_retreat_sees_it_and_no_other(by: User) -> None:
    holder = create_colleague(username="vera", role="trainer")
    own = create_retreat(title="Свой")
    other = create_retreat(title="Чужой")
    create_team_part(own, colleague=create_retreat_colleague(name="Вера", user=holder))
    client = client_of(holder)
    read = text(client.get(LIST))
    assert "Свой" in read
    assert "Чужой" not in read
    assert "Вера: ведёт" in text(client.get(of(own)))
    assert client.get(of(other)).status_code == HTTPStatus.NOT_FOUND


def typed(**changes: Any) -> dict[str, Any]:
    said = {
        "once": str(uuid4()),
        "title": "Тихая неделя",
        "region": "RU-TOM",
        "begins_on": "2027-03-01",
        "ends_on": "2027-03-07",
        "zone": "Asia/Krasnoyarsk",
        "language": "ru",
        "places": "3",
        "limit-at_night": "1",
    }
    return {**said, **changes}


def test_a_retreat_is_planned_changed_and_announced_on_its_pages(by: User) -> None:
    house, colleague, client = create_house(), create_retreat_colleague(name="Вера"), client_of(by)
    page = typed(house=house.pk, **{f"team-{colleague.pk}": "lead"})
    answer = client.post(f"{LIST}new/", page)
    retreat = Retreat.objects.get()
    assert answer.headers["Location"] == of(retreat)
    client.post(f"{LIST}new/", page)
    assert Retreat.objects.count() == 1
    assert "Вера: ведёт" in text(client.get(of(retreat)))
    client.post(of(retreat, "edit/"), typed(house=house.pk, title="Другая", **{"limit-at_night": ""}))
    retreat.refresh_from_db()
    assert (retreat.title, retreat.limits) == ("Другая", {})
    assert not retreat.team_parts.exists()
    said = text(client.post(of(retreat, "publish/"), follow=True))
    assert "Никто в команде не ведёт этот выезд с сертификатом" in said
    retreat.refresh_from_db()
    assert retreat.decided == "planned"


def test_what_cannot_be_is_said_with_everything_typed_still_there(by: User) -> None:
    house, client = create_house(), client_of(by)
    for changes in ({"places": "9"}, {"ends_on": "2027-03-01"}, {"begins_on": "позже"}, {"region": "XX"}):
        answer = client.post(f"{LIST}new/", typed(house=house.pk, title="Набранное", **changes))
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert "Набранное" in answer.content.decode()
    assert client.post(f"{LIST}new/", {}).status_code == HTTPStatus.OK
    assert not Retreat.objects.exists()


def test_calling_off_is_asked_about_first(by: User) -> None:
    retreat, client = create_retreat(), client_of(by)
    assert "Отменить это нельзя" in text(client.get(of(retreat, "cancel/")))
    retreat.refresh_from_db()
    assert retreat.decided == "published"
    client.post(of(retreat, "cancel/"))
    retreat.refresh_from_db()
    assert retreat.decided == "cancelled"
    assert "не получится" in text(client.post(of(retreat, "cancel/"), follow=True))


@pytest.mark.parametrize("name", ["cancel_retreat", "programme", "rooms"])
def test_a_page_that_acts_on_one_retreat_names_it_in_its_heading(name: str) -> None:
    retreat = create_retreat(title="Тихая неделя")
    client = client_of(create_colleague(username="oleg", role="organiser"))
    page = client.get(reverse(f"retreats_staff:{name}", args=[retreat.pk])).content.decode()

    assert re.search(r"<title>[^<]*: Тихая неделя[^<]*</title>", " ".join(page.split()))
