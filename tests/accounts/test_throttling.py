"""Guessing is slow for each account and for everybody together, whatever address it comes from."""

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.test.client import RequestFactory

from tests.factories.accounts import (
    LOGIN,
    PASSWORD,
    SECOND_STEP,
    code_now,
    create_code_app,
    create_colleague,
    type_password,
)
from wellbeing.accounts.adapters import AccountAdapter

pytestmark = [pytest.mark.django_db, pytest.mark.service]

TOO_MANY = "Слишком много неудачных попыток."
TRIES = 5


def guess(number: int, username: str = "rita") -> None:
    """One wrong password, each time from another address."""
    client = Client(REMOTE_ADDR=f"203.0.113.{number}")
    response = type_password(
        client, username, f"guess {number}", **{"X-Forwarded-For": f"198.51.100.{number}"}
    )
    assert TOO_MANY not in response.text


def test_an_account_is_closed_to_passwords_after_five_wrong_ones(client: Client) -> None:
    create_colleague(username="rita")
    create_colleague(username="vera")
    for number in range(TRIES):
        guess(number)

    assert TOO_MANY in type_password(client, "rita").text, "the right password too"
    assert type_password(client, "vera").headers["Location"] == "/staff/", "others are not held up"


def test_a_name_that_nobody_has_is_closed_just_the_same(client: Client) -> None:
    for number in range(TRIES):
        guess(number, "nobody")

    assert TOO_MANY in type_password(client, "nobody").text


@pytest.mark.parametrize("spelling", ["RITA", "Rita", " rita ", "rıta", "rİta", "ritа"])
def test_another_spelling_gains_no_tries(client: Client, spelling: str) -> None:
    """Capitals and spaces count as the same name; letters that only look alike are nobody's."""
    create_colleague(username="rita")
    for number in range(TRIES):
        guess(number)

    response = type_password(client, spelling)

    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


def test_signing_in_rightly_costs_no_try(client: Client) -> None:
    create_colleague(username="rita")
    for _again in range(TRIES + 1):
        assert type_password(Client(), "rita").headers["Location"] == "/staff/"


@override_settings(ACCOUNT_RATE_LIMITS=settings.ACCOUNT_RATE_LIMITS | {"login_failed": "4/m/ip,5/5m/key"})
def test_everybody_together_is_slowed_down_too(client: Client) -> None:
    create_colleague(username="rita")
    for number in range(4):
        guess(number, f"somebody-{number}")

    assert TOO_MANY in type_password(client, "rita").text


@override_settings(ACCOUNT_RATE_LIMITS=settings.ACCOUNT_RATE_LIMITS | {"login": "3/m/ip"})
def test_a_flood_of_passwords_gets_a_page_that_says_so(client: Client) -> None:
    for number in range(3):
        guess(number, f"somebody-{number}")

    response = type_password(client, "rita")

    assert response.status_code == 429
    assert "С ключом доступа войти можно и сейчас." in response.text
    assert client.get(LOGIN).status_code == 200


def test_both_limits_are_set() -> None:
    each = {limit.rsplit("/")[-1] for limit in settings.ACCOUNT_RATE_LIMITS["login_failed"].split(",")}

    assert each == {"ip", "key"}


def test_every_address_is_the_same_one() -> None:
    for address in ("203.0.113.7", "2001:db8::7"):
        request = RequestFactory().get(LOGIN, REMOTE_ADDR=address, headers={"x-forwarded-for": address})
        assert AccountAdapter(request).get_client_ip(request) == "everybody"


def test_codes_cannot_be_tried_out(client: Client) -> None:
    secret = create_code_app(user=create_colleague(username="rita"))
    type_password(client, "rita", PASSWORD)
    for number in range(TRIES):
        wrong = f"{(int(code_now(secret)) + 1 + number) % 1_000_000:06}"
        assert TOO_MANY not in client.post(SECOND_STEP, {"code": wrong}).text

    again = Client()
    type_password(again, "rita", PASSWORD)
    response = again.post(SECOND_STEP, {"code": code_now(secret)})

    assert TOO_MANY in response.text
    assert "_auth_user_id" not in again.session
