"""Every view is guarded: seen in the map, and measured by asking."""

import re
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from tests.conventions.url_map import Entry, entries

STAFF_GUARD = re.compile(r"staff:[a-z_]+\.[a-z_]+( [a-z_]+\.[a-z_]+)*|signed in|entrance")

# What somebody who has not signed in is shown under `/staff/`: the steps of signing in, and the
# drawings and words that those pages load.
OPEN = {
    "/staff/login/",
    "/staff/login/second/",
    "/staff/login/passkey/",
    "/staff/sprite/",
    "/staff/jsi18n/",
}

# Pages of Wagtail's that an earlier entry of ours answers instead. `account/ways/` has two names.
REPLACED = {
    "/staff/account/",
    "/staff/account/ways/",
    "/staff/localize/update/<int:translation_source_id>/",
    "/staff/login/",
    "/staff/logout/",
    "/staff/password_reset/",
    "/staff/password_reset/done/",
    "/staff/password_reset/confirm/<uidb64>/<token>/",
    "/staff/password_reset/complete/",
}


def test_the_map_holds_what_people_use() -> None:
    routes = {entry.route for entry in entries()}

    assert {"/", "/exit/", "/healthz", "/staff/login/", "/ru/check/", "/ru/return/"} <= routes
    assert len(routes) > 150, "Wagtail's admin is part of it"


def test_every_public_view_is_ours_and_carries_the_public_guard() -> None:
    public = [entry for entry in entries() if entry.is_public]

    assert [entry.route for entry in public if not entry.is_ours or entry.guard != "public"] == []
    assert len(public) >= 9


def test_every_function_view_of_ours_under_staff_carries_a_staff_guard() -> None:
    ours = [entry for entry in entries() if not entry.is_public and entry.is_ours and entry.is_function]

    assert [entry.route for entry in ours if not STAFF_GUARD.fullmatch(entry.guard)] == []
    assert ours


def test_no_public_address_carries_a_number_of_a_row() -> None:
    numbered = [
        entry.route
        for entry in entries()
        if entry.is_public
        if "IntConverter" in entry.converters().values() or r"\d" in entry.route or "pk" in entry.route
    ]

    assert numbered == []


def staff_entries() -> list[Entry]:
    return [entry for entry in entries() if not entry.is_public]


def is_shut(status: int, location: str) -> bool:
    """Leads to signing in, or is not there at all."""
    sign_in = reverse("account_login")
    leads_to_sign_in = status == HTTPStatus.FOUND and location.partition("?")[0] == sign_in
    return leads_to_sign_in or status == HTTPStatus.NOT_FOUND


@pytest.mark.service
@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_everything_under_staff_leads_a_stranger_to_signing_in(method: str) -> None:
    client = Client()
    open_to_strangers: dict[str, str] = {}
    asked = 0
    for entry in staff_entries():
        address = entry.address()
        if not address:
            continue
        response = getattr(client, method)(address)
        asked += 1
        if not is_shut(response.status_code, response.headers.get("Location", "")):
            open_to_strangers[address] = f"{response.status_code} {entry.route}"

    not_listed = {address: said for address, said in open_to_strangers.items() if address not in OPEN}
    assert not_listed == {}
    assert asked > 150


@pytest.mark.service
@pytest.mark.django_db
@pytest.mark.parametrize("address", sorted(OPEN))
def test_the_open_ones_really_answer(address: str) -> None:
    assert Client().get(address).status_code in {HTTPStatus.OK, HTTPStatus.FOUND}


def test_the_walk_reaches_every_entry_but_those_that_ours_stand_before() -> None:
    unreached = {entry.route for entry in entries() if not entry.address()}

    assert unreached == REPLACED
