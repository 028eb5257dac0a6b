"""Every role, every step from closing to the published result."""

from http import HTTPStatus
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from courses.retreats.models import Round
from courses.retreats.staff.sharing_addresses import urlpatterns
from tests.courses.retreats.sharing.rounds import closed_round, traces
from tests.factories.accounts import create_colleague, create_coordinator
from tests.factories.trainers import region
from tests.trainers.staff.looking import client_of
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]

ROLES = ("editor", "trainer", "coordinator", "lead", "organiser", "assessor", "council", "administrator")
POSTED = {"round_renew", "round_let_go", "round_commit", "round_again", "round_publish", "round_second_file"}
PAGES = {"round_later", "round_second", "round_value", "round_try", "round_whys", *POSTED}
OPENS = {
    "organiser": PAGES - {"round_value", "round_second_file"},
    "council": {"round_second", "round_value", "round_whys", "round_second_file"},
}


def colleague(role: str) -> User:
    if role == "coordinator":
        return create_coordinator()
    return create_colleague(username=f"a-{role}", role=role, region=region() if role == "trainer" else None)


def address(name: str, round: object) -> str:
    return reverse(f"retreats_staff:{name}", args=[round])


def status(client: Client, name: str, round: object) -> int:
    where = address(name, round)
    return (client.post(where) if name in POSTED else client.get(where)).status_code


def refuses(client: Client, name: str, round: Round) -> bool:
    """Led back to the first page with a sentence, or told so."""
    where = address(name, round.pk)
    answer = client.post(where) if name in POSTED else client.get(where)
    is_led_back = answer.status_code == HTTPStatus.FOUND and answer.headers["Location"] == "/staff/"
    return is_led_back or answer.status_code == HTTPStatus.FORBIDDEN


def test_the_table_names_every_page() -> None:
    assert {pattern.name for pattern in urlpatterns} == PAGES


@pytest.mark.parametrize("role", ROLES)
def test_who_takes_which_step(role: str) -> None:
    client, round = client_of(colleague(role)), closed_round()
    refused = {name for name in sorted(PAGES) if refuses(client, name, round)}

    assert refused == PAGES - OPENS.get(role, set())
    assert bool([who for who, _action in traces(round) if who]) == (role in OPENS)


@pytest.mark.parametrize("role", sorted(OPENS))
def test_what_is_not_there_is_not_found_and_a_get_changes_nothing(role: str) -> None:
    client, round = client_of(colleague(role)), closed_round()
    for name in OPENS[role]:
        assert status(client, name, uuid4()) == HTTPStatus.NOT_FOUND, name
        if name in POSTED:
            assert client.get(address(name, round.pk)).status_code == HTTPStatus.METHOD_NOT_ALLOWED, name
