"""The page about messages to oneself: offered ways, what arrives, the number, changing and removing."""

from typing import Any

import pytest
from django.test import Client

from tests.factories.accounts import create_colleague, sign_in
from tests.factories.outbox import ADDRESS, create_contents, create_own_address
from wellbeing.accounts.models import User
from wellbeing.outbox.models import OwnAddress
from wellbeing.outbox.notes.throttles import MOST_A_DAY

pytestmark = [pytest.mark.service, pytest.mark.django_db]

PAGE = "/staff/account/messages/"
TYPED = {"channel": "email", "address": ADDRESS, "note": "book", "ahead": "4"}


@pytest.fixture
def user() -> User:
    return create_colleague()


@pytest.fixture
def visit(client: Client, user: User) -> Client:
    sign_in(client, user)
    return client


def read(answer: Any) -> str:
    return answer.content.decode()


def test_who_is_not_signed_in_is_asked_to(client: Client) -> None:
    for address in (PAGE, f"{PAGE}confirm/", f"{PAGE}remove/"):
        assert client.post(address).headers["Location"].startswith("/staff/login/")


def test_the_account_leads_there(visit: Client) -> None:
    assert f'href="{PAGE}"' in read(visit.get("/staff/account/"))


def test_only_ways_that_are_set_up_are_offered(visit: Client, settings: Any) -> None:
    page = read(visit.get(PAGE))
    assert ('value="email"' in page, 'value="signal"' in page) == (True, False)
    assert "notes@example.org" in page

    settings.OUTBOX_CARRIERS = {}
    assert '<form method="post" action="/staff/account' not in read(visit.get(PAGE))
    assert visit.post(PAGE, TYPED).status_code == 400


def test_from_giving_an_address_to_removing_it(visit: Client, user: User) -> None:
    assert visit.post(PAGE, TYPED).headers["Location"] == PAGE
    row = OwnAddress.objects.get(user=user)
    page = read(visit.get(PAGE))
    assert (ADDRESS in page, row.contents().code in page) == (True, False)

    wrong = visit.post(f"{PAGE}confirm/", {"number": "1234"})
    assert (wrong.status_code, 'value="1234"' in read(wrong)) == (400, True)
    right = visit.post(f"{PAGE}confirm/", {"number": row.contents().code})
    assert right.headers["Location"] == PAGE
    page = read(visit.get(PAGE))
    assert "Посмотрите, не пора ли вернуть или продлить книгу." in page
    assert "notes@example.org" in page

    assert visit.post(f"{PAGE}remove/").headers["Location"] == PAGE
    assert visit.post(f"{PAGE}remove/").headers["Location"] == PAGE
    assert OwnAddress.objects.count() == 0
    assert ADDRESS not in read(visit.get(PAGE))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "w-field--error"),
        (TYPED | {"address": "no address"}, "name@example.org"),
        (TYPED | {"channel": "signal"}, "signal"),
        (TYPED | {"address": ""}, "name@example.org"),
        (TYPED | {"note": "nothing"}, "nothing"),
        (TYPED | {"ahead": "99"}, "99"),
    ],
)
def test_a_slip_gets_a_sentence_and_keeps_what_was_typed(visit: Client, typed: dict, says: str) -> None:
    answer = visit.post(PAGE, typed)

    assert (answer.status_code, OwnAddress.objects.count()) == (400, 0)
    assert says in read(answer)
    if typed.get("address"):
        assert f'value="{typed["address"]}"' in read(answer)


def test_an_empty_number_and_one_for_nothing_get_a_sentence(visit: Client) -> None:
    assert visit.post(f"{PAGE}confirm/").status_code == 400
    assert visit.post(f"{PAGE}confirm/", {"number": "12345678"}).status_code == 400


def test_too_many_numbers_are_said_on_the_page(visit: Client) -> None:
    for number in range(MOST_A_DAY):
        assert visit.post(PAGE, TYPED | {"address": f"v{number}@example.org"}).status_code == 302

    answer = visit.post(PAGE, TYPED)

    assert (answer.status_code, f'value="{ADDRESS}"' in read(answer)) == (429, True)


def test_nobody_sees_anothers_address(visit: Client) -> None:
    other = create_colleague(username="sveta")
    create_own_address(user=other, contents=create_contents(address="sveta@example.org"))

    assert "sveta@example.org" not in read(visit.get(PAGE))
    visit.post(f"{PAGE}remove/")
    assert OwnAddress.objects.get().user == other


def test_without_a_key_the_page_says_so(visit: Client, settings: Any, user: User) -> None:
    create_own_address(user=user)
    settings.SEAL_KEYS = []

    assert "help-critical" in read(visit.get(PAGE))
    assert visit.post(PAGE, TYPED | {"address": "a@example.org"}).status_code == 503
