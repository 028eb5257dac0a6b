"""Every role, every page of the committee, of the council and of those who recommend."""

from http import HTTPStatus
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from courses.retreats.models import Round
from courses.retreats.staff.committee_addresses import urlpatterns
from tests.courses.retreats.committee.sitting import open_round
from tests.factories.accounts import create_colleague, create_coordinator
from tests.factories.trainers import region
from tests.trainers.staff.looking import client_of
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]

ROLES = ("editor", "trainer", "coordinator", "lead", "organiser", "assessor", "council", "administrator")
TICKET = "AAAAAAAAAA"
CHANGES = {"correct", "keep_apart", "look_for", "let_meet", "answer_appeal", "leave_record"}
POSTED = {"seat", "unseat", "take_back", *CHANGES}
READ = {"review", "record", *CHANGES}
PAGES = {"declare", "openings", "openings_results", "recommend", *READ, *POSTED}
# Who comes through the door at all; what each may read of which round is asked there.
OPENS = {
    "trainer": {"recommend", "take_back"},
    "coordinator": {"declare", *READ},
    "lead": {"declare", *READ},
    "organiser": {"declare", "seat", "unseat", *READ},
    "council": {"declare", "openings", "openings_results", *READ},
}


def colleague(role: str) -> User:
    if role == "coordinator":
        return create_coordinator()
    return create_colleague(username=f"a-{role}", role=role, region=region() if role == "trainer" else None)


def address(name: str, round: object) -> str:
    more = {
        "unseat": [uuid4()],
        "review": ["access"],
        "record": ["access", TICKET],
        "leave_record": ["access", TICKET],
        "let_meet": [TICKET, "BBBBBBBBBB"],
        **{each: [TICKET] for each in ("correct", "keep_apart", "look_for", "answer_appeal")},
    }
    args = [] if name in {"openings", "openings_results", "recommend"} else [round, *more.get(name, [])]
    return reverse(f"retreats_staff:{name}", args=args)


def answer(client: Client, name: str, round: object):
    where = address(name, round)
    return client.post(where) if name in POSTED else client.get(where)


def refuses(client: Client, name: str, round: Round) -> bool:
    """Led back to the first page with a sentence, or told so."""
    found = answer(client, name, round.pk)
    is_led_back = found.status_code == HTTPStatus.FOUND and found.headers["Location"] == "/staff/"
    return is_led_back or found.status_code == HTTPStatus.FORBIDDEN


def test_the_table_names_every_page() -> None:
    assert {pattern.name for pattern in urlpatterns} == PAGES


@pytest.mark.parametrize("role", ROLES)
def test_who_comes_through_which_door(role: str) -> None:
    client, round = client_of(colleague(role)), open_round()
    refused = {name for name in sorted(PAGES) if refuses(client, name, round)}

    assert refused == PAGES - OPENS.get(role, set())


@pytest.mark.parametrize("role", ["coordinator", "lead", "organiser", "council"])
def test_without_a_seat_nothing_sealed_is_there(role: str) -> None:
    client, round = client_of(colleague(role)), open_round()
    reads = READ if role != "council" else READ - {"answer_appeal"}
    found = {name: answer(client, name, round.pk).status_code for name in reads}

    assert set(found.values()) == {HTTPStatus.NOT_FOUND}, found


@pytest.mark.parametrize("role", sorted(OPENS))
def test_what_is_not_there_is_not_found_and_a_get_changes_nothing(role: str) -> None:
    client, round = client_of(colleague(role)), open_round()
    for name in OPENS[role] - {"openings", "openings_results", "recommend", "take_back"}:
        assert answer(client, name, uuid4()).status_code == HTTPStatus.NOT_FOUND, name
    for name in OPENS[role] & POSTED:
        assert client.get(address(name, round.pk)).status_code == HTTPStatus.METHOD_NOT_ALLOWED, name
