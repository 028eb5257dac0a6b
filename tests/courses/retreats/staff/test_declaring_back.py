"""Whoever is asked whether they applied goes on to what they were about to do, and nowhere else."""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from courses.retreats.models import Conflict, Round
from courses.retreats.staff import frame
from tests.courses.retreats.sharing.rounds import (
    DRAWN_AT,
    closed_round,
    committed_round,
    council,
    organiser,
    published_round,
)
from tests.trainers.staff.looking import client_of
from wellbeing.accounts.models import User

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def at(name: str, round: Round) -> str:
    return reverse(f"retreats_staff:{name}", args=[round.pk])


def silent(user: User) -> Client:
    Conflict.objects.filter(user=user).delete()
    return client_of(user)


def says(client: Client, address: str, **typed: str) -> str:
    """Where they are led once they said that there is nothing, or what they typed."""
    return client.post(address, {"close": "", **typed}).headers["Location"]


@pytest.mark.parametrize("name", ["round_value", "round_later", "round_cancel"])
def test_from_a_page_that_asks_for_it_one_comes_back_to_that_page(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    olga = organiser()
    round = (closed_round if name == "round_later" else lambda: committed_round(by=olga))()
    client = silent(council("nina") if name == "round_value" else olga)
    monkeypatch.setattr(frame, "now", lambda: DRAWN_AT)

    shown = client.get(at(name, round)).content.decode()
    (declare,) = re.findall(rf'href="({at("declare", round)}[^"]*)"', shown)

    assert says(client, unescape(declare)) == at(name, round)


@pytest.mark.parametrize(
    ("stands", "who", "name", "typed", "back"),
    [
        (lambda by: closed_round(), organiser, "round_commit", {}, "{round}#sharing"),
        (lambda by: closed_round(), organiser, "round_try", {"change": "place:A"}, "{try_}?change=place%3AA"),
        (lambda by: published_round(by=by), council, "round_second_file", {}, "{round}#sharing"),
    ],
)
def test_after_a_press_one_comes_back_to_where_it_is_pressed(
    stands: Callable[[User], Round],
    who: Callable[[str], User],
    name: str,
    typed: dict[str, str],
    back: str,
) -> None:
    round = stands(organiser())
    client = silent(who("lena"))
    asked = client.post(at(name, round), typed)

    pages = {"round": at("round", round), "try_": at("round_try", round)}
    assert says(client, asked.headers["Location"]) == back.format(**pages)


def test_whoever_applied_is_led_to_the_round() -> None:
    round, olga = closed_round(), organiser()
    address = f"{at('declare', round)}?next={at('round_try', round)}"

    assert says(silent(olga), address, applied="on") == at("round", round)


@pytest.mark.parametrize(
    "next",
    [
        *("", "https://example.org/", "//example.org/staff/", "/\\example.org", "javascript:alert(1)"),
        *("/staff//../../ru/", "/ru/", "staff/", "/staff/..%2f\n", "/staff/../logout/"),
    ],
)
def test_nobody_is_led_elsewhere(next: str) -> None:
    round, olga = closed_round(), organiser()
    client = silent(olga)
    shown = client.get(at("declare", round), {"next": next}).content.decode()
    answer = client.post(f"{at('declare', round)}?{urlencode({'next': next})}", {"close": ""})

    assert answer.headers["Location"] == at("round", round)
    assert f'href="{at("round", round)}">' in shown
