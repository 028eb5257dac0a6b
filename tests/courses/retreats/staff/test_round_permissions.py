"""Every role, every page of rounds."""

from http import HTTPStatus
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from courses.retreats.models import Round, Seat
from courses.retreats.staff.round_addresses import urlpatterns
from tests.factories.accounts import create_colleague, create_coordinator
from tests.factories.retreats import create_round
from tests.factories.trainers import region
from tests.trainers.staff.looking import client_of, text
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]

ROLES = ("editor", "trainer", "coordinator", "lead", "organiser", "assessor", "council", "administrator")
LISTS = {"rounds", "rounds_results"}
MADE = {
    "round_edit",
    "round_attach",
    "round_rules",
    "round_preview",
    "round_open",
    "round_cancel",
}
PAGES = {"round", "round_new", *LISTS, *MADE}
OPENS = {
    "coordinator": {"round", *LISTS},
    "lead": {"round", *LISTS},
    "council": {"round", *LISTS},
    "organiser": PAGES,
}
# Of the committee each sees the rounds that they sit in.
SEATED = ("coordinator", "lead")


def colleague(role: str) -> User:
    if role == "coordinator":
        return create_coordinator()
    return create_colleague(username=f"a-{role}", role=role, region=region() if role == "trainer" else None)


def address(name: str, round: object) -> str:
    return reverse(f"retreats_staff:{name}", args=[] if name in {*LISTS, "round_new"} else [round])


def look(client: Client, name: str, round: object) -> HttpResponse:
    return client.get(address(name, round))


def is_refused(answer: HttpResponse) -> bool:
    """Led back to the first page with a sentence, or told so."""
    is_led_back = answer.status_code == HTTPStatus.FOUND and answer.headers["Location"] == "/staff/"
    return is_led_back or answer.status_code == HTTPStatus.FORBIDDEN


def test_the_table_names_every_page() -> None:
    # The receipt is there once something was erased; see test_erasing.
    assert {pattern.name for pattern in urlpatterns} == PAGES | {"receipt"}


@pytest.mark.parametrize("role", ROLES)
def test_who_opens_which_page(role: str) -> None:
    user = colleague(role)
    client, round_ = client_of(user), create_round(decided=Round.Decided.PREPARING)
    Seat.objects.create(round=round_, user=user, part="access")
    found = {name: look(client, name, round_.pk) for name in sorted(PAGES)}

    assert {name for name, answer in found.items() if is_refused(answer)} == PAGES - OPENS.get(role, set())
    assert {answer.status_code for name, answer in found.items() if name in OPENS.get(role, ())} <= {200}


@pytest.mark.parametrize("role", SEATED)
def test_of_the_committee_each_sees_the_rounds_they_sit_in(role: str) -> None:
    client, round_ = client_of(colleague(role)), create_round(title="Чужой")
    assert look(client, "round", round_.pk).status_code == HTTPStatus.NOT_FOUND
    assert "Чужой" not in text(look(client, "rounds", round_.pk))


def test_a_round_that_is_not_there_is_not_found_and_a_press_without_the_permission_changes_nothing() -> None:
    client, round_ = client_of(colleague("organiser")), create_round(decided=Round.Decided.PREPARING)
    for name in {"round", *MADE}:
        assert look(client, name, uuid4()).status_code == HTTPStatus.NOT_FOUND, name

    other = client_of(colleague("council"))
    for name in MADE - {"round_preview"}:
        assert is_refused(other.post(address(name, round_.pk))), name
    round_.refresh_from_db()
    assert round_.decided == Round.Decided.PREPARING
