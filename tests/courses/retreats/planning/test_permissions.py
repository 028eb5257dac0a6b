"""Every role, every page of planning the year: organisers alone, and nothing changes by looking."""

from http import HTTPStatus
from uuid import uuid4

import pytest
from django.test import Client

from courses.retreats.models import Colleague, House, Planning, Year
from courses.retreats.staff.planning.addresses import urlpatterns
from tests.courses.retreats.planning.looking import at
from tests.factories.accounts import create_colleague
from tests.factories.planning import create_free_house, create_year, week
from tests.factories.retreats import NOW, create_retreat_colleague
from tests.factories.trainers import create_coordinator, region
from tests.trainers.staff.looking import client_of
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]

ROLES = ("editor", "trainer", "coordinator", "lead", "organiser", "assessor", "council", "administrator")
POSTED = {"ask_plans", "stop_plans", "pin", "unpin"}
PLAIN = {
    *("houses", "houses_results", "new_house", "colleagues", "colleagues_results", "new_colleague"),
    *("years", "years_results", "new_year"),
}
OF_ONE = {
    *("house", "remove_house", "colleague", "remove_colleague", "year", "edit_year", "wanted", "plans"),
    *("accept_plan", *POSTED),
}
ALSO_POSTED = {"house", "remove_house", "colleague", "remove_colleague", "edit_year", "wanted", "accept_plan"}


def colleague(role: str) -> User:
    if role == "coordinator":
        return create_coordinator()
    return create_colleague(username=f"a-{role}", role=role, region=region() if role == "trainer" else None)


@pytest.fixture
def addresses() -> dict[str, str]:
    house, somebody, year = create_free_house(), create_retreat_colleague(), create_year()
    pin = year.pins.create(house=house, week_on=week(10), is_wanted=True)
    plan = {"stays": [], "wanted": {}, "left_out": {}, "why": {}, "cost": 0, "least_share": 0, "places": 0}
    Planning.objects.create(
        year=year, status="done", plans=[plan | {"bound": 0, "is_proven": True}], asked_on=NOW.date()
    )
    of = {
        **dict.fromkeys(("house", "remove_house"), (house.pk,)),
        **dict.fromkeys(("colleague", "remove_colleague"), (somebody.pk,)),
        "unpin": (year.pk, pin.pk),
        "accept_plan": (year.pk, 1),
    }
    return {name: at(name, *of.get(name, () if name in PLAIN else (year.pk,))) for name in PLAIN | OF_ONE}


def status(client: Client, name: str, address: str) -> int:
    return (client.post(address) if name in POSTED else client.get(address)).status_code


def test_the_table_names_every_page() -> None:
    assert {pattern.name for pattern in urlpatterns} == PLAIN | OF_ONE


@pytest.mark.parametrize("role", [role for role in ROLES if role != "organiser"])
def test_nobody_else_plans(role: str, addresses: dict[str, str]) -> None:
    client = client_of(colleague(role))
    found = {name: status(client, name, address) for name, address in addresses.items()}
    found |= {name: client.post(addresses[name]).status_code for name in ALSO_POSTED}

    assert set(found.values()) <= {HTTPStatus.FOUND, HTTPStatus.FORBIDDEN}, found
    assert [model.objects.count() for model in (House, Colleague, Year)] == [1, 1, 1]
    assert (Planning.objects.get().status, Planning.objects.get().accepted) == ("done", None)
    assert Year.objects.get().pins.count() == 1


def test_organisers_open_every_page(addresses: dict[str, str]) -> None:
    client = client_of(colleague("organiser"))
    found = {name: status(client, name, addresses[name]) for name in sorted(addresses)}
    assert set(found.values()) == {HTTPStatus.OK, HTTPStatus.FOUND}, found
    assert {name for name, code in found.items() if code == HTTPStatus.FOUND} == POSTED


def test_what_is_not_there_is_not_found_and_a_get_changes_nothing(addresses: dict[str, str]) -> None:
    client = client_of(colleague("organiser"))
    for name in sorted(OF_ONE):
        parts = [str(uuid4()) if len(part) == 36 else part for part in addresses[name].split("/")]
        assert status(client, name, "/".join(parts)) == HTTPStatus.NOT_FOUND, name
    for name in POSTED:
        assert client.get(addresses[name]).status_code == HTTPStatus.METHOD_NOT_ALLOWED, name
