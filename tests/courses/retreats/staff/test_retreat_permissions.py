"""Every role, every page of retreats: of one whose team they are in, and of another."""

from http import HTTPStatus
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from courses.retreats.models import Retreat
from courses.retreats.staff.holding_addresses import urlpatterns
from tests.factories.accounts import create_colleague, create_coordinator
from tests.factories.retreats import create_retreat, create_retreat_colleague, create_team_part
from tests.factories.trainers import region
from tests.trainers.staff.looking import client_of
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]

ROLES = ("editor", "trainer", "coordinator", "lead", "organiser", "assessor", "council", "administrator")
LISTS = {"retreats", "retreats_results"}
# For those who hold a retreat, and for organisers.
HELD = {
    "retreat",
    "retreat_where",
    "rooms",
    "programme",
    "programme_day",
    "lessons",
    "paper",
    "paper_food",
}
POSTED = {"publish_retreat", "finish_retreat"}
DECIDED = {"edit_retreat", "cancel_retreat", *POSTED}
MINE = {"new_retreat", *LISTS, *HELD, *DECIDED}
# What stands in an address behind the retreat.
MORE = {"programme_day": [1], "paper": ["briefing", "ru"], "paper_food": ["ru"]}
HOLD = ("trainer", "coordinator", "lead", "organiser")


def colleague(role: str) -> User:
    if role == "coordinator":
        return create_coordinator()
    return create_colleague(username=f"a-{role}", role=role, region=region() if role == "trainer" else None)


def look(client: Client, name: str, retreat: object) -> HttpResponse:
    args = [] if name in {*LISTS, "new_retreat"} else [retreat, *MORE.get(name, [])]
    address = reverse(f"retreats_staff:{name}", args=args)
    return client.post(address) if name in POSTED else client.get(address)


def is_refused(answer: HttpResponse) -> bool:
    """Led back to the first page with a sentence, or told so."""
    is_led_back = answer.status_code == HTTPStatus.FOUND and answer.headers["Location"] == "/staff/"
    return is_led_back or answer.status_code == HTTPStatus.FORBIDDEN


def test_the_table_names_every_page_that_is_not_of_those_who_come() -> None:
    assert {pattern.name for pattern in urlpatterns} >= MINE


@pytest.mark.parametrize("role", ROLES)
def test_who_opens_whose_retreat(role: str) -> None:
    user = colleague(role)
    own, other = create_retreat(), create_retreat()
    create_team_part(own, colleague=create_retreat_colleague(user=user))
    client = client_of(user)
    found = {name: look(client, name, own.pk) for name in sorted(MINE)}
    opens = MINE if role == "organiser" else {*LISTS, *HELD} if role in HOLD else set()
    assert {name for name, answer in found.items() if is_refused(answer)} == MINE - opens
    foreign = {look(client, name, other.pk).status_code for name in HELD}
    if role == "organiser":
        assert foreign == {HTTPStatus.OK}
    elif role in HOLD:
        assert foreign == {HTTPStatus.NOT_FOUND}
    other.refresh_from_db()
    assert other.decided == Retreat.Decided.PUBLISHED


def test_a_retreat_that_is_not_there_is_not_found() -> None:
    client = client_of(colleague("organiser"))
    for name in HELD | DECIDED:
        assert look(client, name, uuid4()).status_code == HTTPStatus.NOT_FOUND, name
