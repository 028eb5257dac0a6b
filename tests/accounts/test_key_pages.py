"""«My keys» as people use it: making, unlocking, locking, changing, replacing."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories.accounts import (
    PASSPHRASE,
    PASSWORD,
    create_colleague,
    create_coordinator,
    create_key_pair,
    create_team,
    sign_in,
    unlock,
)
from wellbeing.accounts.models import KeyPair, User
from wellbeing.accounts.throttles import MOST_GUESSES

pytestmark = [pytest.mark.django_db, pytest.mark.service]

KEYS = "/staff/keys/"
ANOTHER = "восемь других фонарей"
OTHERS = ["editor", "assessor", "administrator"]


@pytest.fixture
def vera() -> User:
    return create_coordinator(username="vera")


@pytest.fixture
def signed_in(client: Client, vera: User) -> Client:
    sign_in(client, vera)
    return client


def type_in(client: Client, address: str, **fields: str) -> Any:
    return client.post(f"{KEYS}{address}", fields)


def test_a_coordinator_makes_keys_and_unlocks_them_for_half_an_hour(signed_in: Client, vera: User) -> None:
    first = signed_in.get(KEYS).text
    assert "Ключей у вас пока нет" in first
    assert f'"{KEYS}make/"' in first
    asked = signed_in.get(f"{KEYS}make/")
    assert len(asked.context["suggestion"].split()) == 6
    assert "Подсмотреть или сбросить её не может никто." in asked.text

    made = type_in(signed_in, "make/", new=PASSPHRASE, again=PASSPHRASE)

    assert made.headers["Location"] == f"{KEYS}unlock/"
    assert KeyPair.objects.get().fingerprint() in signed_in.get(KEYS).text
    assert type_in(signed_in, "unlock/", passphrase=PASSPHRASE).headers["Location"] == KEYS
    page = signed_in.get(KEYS).text
    assert "В этом браузере открыты ещё 30 минут." in page
    assert f'action="{KEYS}lock/"' in page


def test_the_button_locks(signed_in: Client, vera: User) -> None:
    create_key_pair(user=vera)
    unlock(signed_in)

    assert signed_in.get(f"{KEYS}lock/").status_code == 405
    assert type_in(signed_in, "lock/").headers["Location"] == KEYS

    page = signed_in.get(KEYS)
    assert page.context["unlocked"] is None
    assert "Закрыты. Откройте их, когда понадобится" in page.text


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"new": PASSPHRASE, "again": PASSPHRASE + "!"}, "again", "Фразы не совпали. Наберите обе ещё раз."),
        (
            {"new": "коротко", "again": "коротко"},
            "new",
            "Нужно хотя бы 16 знаков: например, пять-шесть слов.",
        ),
        ({"new": PASSPHRASE}, "again", "Требуется заполнить это поле."),
    ],
)
def test_a_passphrase_that_will_not_do_gets_a_sentence_on_the_same_page(
    signed_in: Client, fields: dict[str, str], field: str, said: str
) -> None:
    response = type_in(signed_in, "make/", **fields)

    assert response.status_code == 200
    assert response.context["form"].errors == {field: [said]}
    assert said in response.text
    assert KeyPair.objects.count() == 0
    assert PASSPHRASE not in response.text


def test_a_wrong_passphrase_gets_a_sentence_and_too_many_another(signed_in: Client, vera: User) -> None:
    create_key_pair(user=vera)

    answers = [type_in(signed_in, "unlock/", passphrase=ANOTHER) for _ in range(MOST_GUESSES)]
    refused = type_in(signed_in, "unlock/", passphrase=PASSPHRASE)

    assert {(answer.status_code, "С этой фразой не открывается." in answer.text) for answer in answers} == {
        (200, True)
    }
    assert refused.status_code == 429
    assert "Пять минут мы не проверяем никакую фразу, даже верную." in refused.text
    assert signed_in.get(KEYS).context["unlocked"] is None


@pytest.mark.parametrize(("address", "before"), [("make/", 0), ("replace/", 1)])
def test_new_passphrases_are_compared_with_the_password_five_times(
    signed_in: Client, vera: User, address: str, before: int
) -> None:
    for _ in range(before):  # making keys is a comparison too
        create_key_pair(user=vera)
    typed = {"new": PASSWORD, "again": PASSWORD}
    answers = [type_in(signed_in, address, **typed) for _ in range(MOST_GUESSES - before)]
    refused = type_in(signed_in, address, new=ANOTHER, again=ANOTHER)

    assert {answer.status_code for answer in answers} == {200}
    assert refused.status_code == 429
    assert refused.context["form"].errors == {
        "new": ["Слишком много попыток. Пять минут мы не проверяем никакую фразу, даже верную."]
    }


@pytest.mark.parametrize(
    ("wanted", "led"),
    [
        ("/staff/teams/", "/staff/teams/"),
        ("/staff/teams/?page=2", "/staff/teams/?page=2"),
        ("https://example.org/staff/", KEYS),
        ("//example.org/staff/", KEYS),
        ("/\\example.org", KEYS),
        ("javascript:alert(1)", KEYS),
        ("/ru/check/", KEYS),
        ("/staff/../ru/check/", KEYS),
        ("", KEYS),
    ],
)
def test_unlocking_leads_back_but_only_to_a_staff_page_of_this_site(
    signed_in: Client, vera: User, wanted: str, led: str
) -> None:
    create_key_pair(user=vera)
    shown = signed_in.get(f"{KEYS}unlock/", {"next": wanted})
    assert '<form method="post" novalidate>' in shown.text

    response = signed_in.post(f"{KEYS}unlock/", {"passphrase": PASSPHRASE}, query_params={"next": wanted})

    assert response.headers["Location"] == led


def test_the_passphrase_is_changed_with_the_old_one(signed_in: Client, vera: User) -> None:
    create_key_pair(user=vera)

    wrong = type_in(signed_in, "passphrase/", old=ANOTHER, new=ANOTHER, again=ANOTHER)
    weak = type_in(signed_in, "passphrase/", old=PASSPHRASE, new="коротко", again="коротко")
    right = type_in(signed_in, "passphrase/", old=PASSPHRASE, new=ANOTHER, again=ANOTHER)

    assert wrong.context["form"].errors == {"old": ["С этой фразой не открывается."]}
    assert list(weak.context["form"].errors) == ["new"]
    assert right.headers["Location"] == KEYS
    unlock(signed_in, passphrase=ANOTHER)


def test_lost_keys_are_replaced_and_the_person_waits_again(signed_in: Client, vera: User) -> None:
    team = create_team(members=[vera, create_coordinator(username="lida")])
    before = KeyPair.objects.get(user=vera).fingerprint()

    assert "вы выйдете из всех команд" in signed_in.get(f"{KEYS}replace/").text
    response = type_in(signed_in, "replace/", new=ANOTHER, again=ANOTHER)

    assert response.headers["Location"] == KEYS
    assert KeyPair.objects.get(user=vera).fingerprint() != before
    assert set(team.members.values_list("user__username", flat=True)) == {"lida"}
    page = signed_in.get(f"/staff/teams/{team.pk}/")
    assert [user.username for user in page.context["waiting"]] == ["vera"]


@pytest.mark.parametrize("address", ["unlock/", "replace/"])
def test_without_keys_one_is_led_to_making_them(signed_in: Client, address: str) -> None:
    assert signed_in.get(f"{KEYS}{address}").headers["Location"] == KEYS
    answer = type_in(signed_in, address, passphrase=PASSPHRASE, new=PASSPHRASE, again=PASSPHRASE)
    assert answer.headers["Location"] == KEYS
    assert KeyPair.objects.count() == 0


def test_keys_are_not_made_over_those_that_are_there(signed_in: Client, vera: User) -> None:
    pair = create_key_pair(user=vera)

    assert type_in(signed_in, "make/", new=ANOTHER, again=ANOTHER).headers["Location"] == KEYS

    assert bytes(KeyPair.objects.get().private_box) == bytes(pair.private_box)


@pytest.mark.parametrize("role", OTHERS)
@pytest.mark.parametrize("address", ["", "make/", "unlock/", "lock/", "passphrase/", "replace/"])
def test_nobody_else_has_keys(client: Client, role: str, address: str) -> None:
    sign_in(client, create_colleague(role=role))

    answers = [client.get(f"{KEYS}{address}"), type_in(client, address, new=PASSPHRASE, again=PASSPHRASE)]

    assert {answer.status_code for answer in answers} == {403}
    assert KeyPair.objects.count() == 0
    assert f'"{KEYS}"' not in client.get("/staff/").text


def test_the_page_asks_the_database_little(
    signed_in: Client, vera: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    create_key_pair(user=vera)
    signed_in.get(KEYS)
    with django_assert_max_num_queries(100) as locked:
        signed_in.get(KEYS)
    unlock(signed_in)

    signed_in.get(KEYS)
    with django_assert_max_num_queries(100) as unlocked:
        signed_in.get(KEYS)

    assert len(unlocked) - len(locked) == 1


def test_the_menu_leads_there(signed_in: Client) -> None:
    page = signed_in.get("/staff/").text

    assert f'"{KEYS}"' in page
    assert '"/staff/teams/"' in page
    assert '"/staff/recovery/"' not in page
