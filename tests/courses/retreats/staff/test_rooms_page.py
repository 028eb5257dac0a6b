"""The page on which beds are given, and the one where it is written down where a retreat is held."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.utils import timezone

from courses.retreats.models import Bed, Offer, Retreat, RetreatWhere
from courses.runs.rules.where import Where
from tests.courses.retreats.preparing.test_beds import coming, kept_apart, room, slept
from tests.factories.accounts import create_colleague
from tests.factories.retreats import create_retreat
from tests.trainers.staff.looking import client_of, queries, text
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]


@pytest.fixture
def by() -> User:
    return create_colleague(username="olga", role="organiser")


def of(retreat: Retreat, below: str = "rooms/") -> str:
    return f"/staff/retreats/{retreat.pk}/{below}"


def put(retreat: Retreat, offer: Offer, number: int, **more: str) -> dict[str, str]:
    return {"move": str(offer.pk), f"room-{offer.pk}": str(room(retreat, number)), **more}


def test_beds_are_proposed_and_moved_by_working_names(by: User) -> None:
    retreat, offers = coming({"name": "Анна", "features": ()}, {"name": "Борис"})
    client = client_of(by)
    assert "Анна" not in text(client.get(of(retreat, "")))
    assert "Анна" in text(client.get(of(retreat)))
    said = text(client.post(of(retreat), {"propose": "1"}, follow=True))
    assert "Кровать получили 2 человека" in said
    client.post(of(retreat), put(retreat, offers[0], 1))
    assert slept(offers[0]).startswith("Комната 1")


def test_what_blocks_is_said_and_what_was_chosen_for_others_stays(by: User) -> None:
    retreat, offers = coming({"name": "Анна"}, {"name": "Борис"}, {"name": "Вера"})
    kept_apart(offers[0], offers[1])
    client = client_of(by)
    client.post(of(retreat), put(retreat, offers[0], 1))
    other = {f"room-{offers[2].pk}": str(room(retreat, 3))}
    answer = client.post(of(retreat), put(retreat, offers[1], 1, **other))
    assert answer.status_code == HTTPStatus.CONFLICT
    page = answer.content.decode()
    assert "Не всех можно поселить вместе" in page
    assert f'<option value="{room(retreat, 3)}" selected>' in page
    assert Bed.objects.count() == 1


def test_a_missing_need_is_asked_about_once_more(by: User) -> None:
    retreat, offers = coming({"name": "Анна", "features": ("quiet",)})
    client = client_of(by)
    answer = client.post(of(retreat), put(retreat, offers[0], 1))
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Всё равно поселить" in answer.content.decode()
    assert not Bed.objects.exists()
    assert client.post(of(retreat), put(retreat, offers[0], 1, why="agreed")).status_code == HTTPStatus.FOUND
    assert "Анна" in text(client.get(of(retreat)))


def test_nonsense_changes_nothing(by: User) -> None:
    retreat, offers = coming({})
    client = client_of(by)
    for typed in ({}, {"move": "x"}, {"move": str(retreat.pk)}, {"move": str(offers[0].pk), "room-x": "y"}):
        assert client.post(of(retreat), typed).status_code in (HTTPStatus.FOUND, HTTPStatus.CONFLICT)
    assert not Bed.objects.exists()


def test_the_page_asks_as_much_of_the_database_for_four_as_for_one(by: User) -> None:
    client = client_of(by)
    one, _offers = coming({})
    four, _offers = coming({}, {}, {}, {})
    assert queries(client, of(one)) == queries(client, of(four))


def test_where_it_is_held_is_kept_sealed_and_emptied_again(by: User) -> None:
    retreat, client = create_retreat(begins_on=timezone.localdate() + timedelta(days=40)), client_of(by)
    typed = {"city": "Томск", "city_before": "336", "address": "Лесная 7", "address_before": "72"}
    client.post(of(retreat, "where/"), typed)
    assert RetreatWhere.objects.get().contents() == Where("Томск", "Лесная 7", 336, 72)
    assert "Лесная 7" in client.get(of(retreat, "where/")).content.decode()
    assert "Лесная" not in text(client.get(of(retreat, "")))
    answer = client.post(of(retreat, "where/"), {**typed, "city_before": "5"})
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    client.post(of(retreat, "where/"), {**typed, "city": "", "address": ""})
    assert not RetreatWhere.objects.exists()
