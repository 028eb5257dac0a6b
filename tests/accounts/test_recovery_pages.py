"""The recovery key as administrators use it: made once, tested, used; nobody else comes near it."""

import pytest
from django.test import Client
from django.utils import translation

from tests.factories.accounts import (
    create_colleague,
    create_coordinator,
    create_key_pair,
    create_team,
    create_unlocked,
    sign_in,
)
from wellbeing.accounts import sealed
from wellbeing.accounts.models import RecoveryKey, User
from wellbeing.privacy import recovery_words, team_boxes

pytestmark = [pytest.mark.django_db, pytest.mark.service]

RECOVERY = "/staff/recovery/"


@pytest.fixture
def administrator(client: Client) -> Client:
    sign_in(client, create_colleague(username="admin", role="administrator"))
    return client


@pytest.fixture
def vera() -> User:
    return create_coordinator(username="vera", name="Вера")


def make(client: Client) -> str:
    return " ".join(client.post(f"{RECOVERY}make/").context["words"])


def test_the_words_are_shown_once_in_the_language_of_the_page(administrator: Client) -> None:
    assert "Его пока нет." in administrator.get(RECOVERY).text
    assert "words" not in administrator.get(f"{RECOVERY}make/").context

    shown = administrator.post(f"{RECOVERY}make/")

    words = shown.context["words"]
    assert len(words) == 24
    assert team_boxes.public_half(recovery_words.read(" ".join(words))) == bytes(
        RecoveryKey.objects.get().public
    )
    assert recovery_words.write(recovery_words.read(" ".join(words)), language="ru") == words
    assert all(f"<li>{word}</li>" in shown.text for word in words)
    assert (
        shown.headers["Cache-Control"].startswith("no-store") or "no-store" in shown.headers["Cache-Control"]
    )
    for address in ("", "make/", "test/", "use/"):
        page = administrator.get(f"{RECOVERY}{address}").text
        assert [word for word in words if f">{word}<" in page] == []


@pytest.mark.parametrize("address", ["test/", "use/"])
def test_without_a_key_there_are_no_words_to_ask_for(administrator: Client, address: str) -> None:
    for answer in (
        administrator.get(f"{RECOVERY}{address}", follow=True),
        administrator.post(f"{RECOVERY}{address}", {"words": "а"}, follow=True),
    ):
        assert answer.redirect_chain == [(RECOVERY, 302)]
        assert "Ключа восстановления сейчас нет." in answer.text


def test_tested_words_are_not_made_anew(administrator: Client) -> None:
    words = make(administrator)
    assert "Слова ещё ни разу не проверяли." in administrator.get(RECOVERY).text

    right = administrator.post(f"{RECOVERY}test/", {"words": words})
    again = administrator.post(f"{RECOVERY}make/", follow=True)

    assert right.headers["Location"] == RECOVERY
    assert "Ключ восстановления уже есть и действует." in again.text
    assert "Получить другие слова" not in again.text
    assert "Слова в последний раз проверены:" in again.text


def test_a_slip_gets_a_sentence_and_the_words_stay_to_be_mended(administrator: Client) -> None:
    words = make(administrator).split()
    others = " ".join(recovery_words.write(team_boxes.draw(), language="ru"))

    said = {
        " ".join(words[:-1]): "Слов должно быть 24, а здесь их 23.",
        " ".join([*words[:4], "фьорд", *words[5:]]): (
            "Слова номер 5, «фьорд», в списке нет. Посмотрите на бумагу ещё раз."
        ),
        " ".join(["абзац"] * 24): "Каждое слово из списка, но вместе они не сходятся. "
        "Верен ли порядок? Точно ли те слова?",
        others: "Слова составлены правильно, но это не ключ восстановления этого сайта.",
    }
    for typed, sentence in said.items():
        response = administrator.post(f"{RECOVERY}test/", {"words": typed})
        assert response.context["form"].errors == {"words": [sentence]}
        assert typed in response.text
    assert RecoveryKey.objects.get().tested_month is None


def test_the_words_give_somebody_access_back(administrator: Client, vera: User) -> None:
    team = create_team()
    words = make(administrator)
    record = sealed.seal(team=team, content=b"sealed", room=100)
    create_key_pair(user=vera)
    fields = {"team": str(team.pk), "member": "vera"}

    wrong = administrator.post(f"{RECOVERY}use/", {**fields, "words": "абзац"})
    right = administrator.post(f"{RECOVERY}use/", {**fields, "words": words}, follow=True)

    assert list(wrong.context["form"].errors) == ["words"]
    assert wrong.context["form"]["member"].value() == "vera"
    assert "Вера: доступ возвращён. Команда: Координация: Томская область." in right.text
    assert sealed.open_record(record=record, key=create_unlocked(user=vera)) == b"sealed"


def test_access_goes_to_nobody_who_may_not_have_it(administrator: Client, vera: User) -> None:
    team = create_team()
    words = make(administrator)
    olga = create_coordinator(username="olga", region="RU-SAM")
    create_key_pair(user=olga)

    response = administrator.post(f"{RECOVERY}use/", {"team": str(team.pk), "member": "olga", "words": words})
    without_keys = administrator.post(
        f"{RECOVERY}use/", {"team": str(team.pk), "member": "vera", "words": words}
    )

    assert response.context["form"].errors == {
        "member": ["Этот человек не может быть в этой команде: не подходит роль или регион."]
    }
    assert list(without_keys.context["form"].errors) == ["member"]
    assert team.members.count() == 0


@pytest.mark.parametrize("role", ["editor", "trainer", "coordinator", "organiser", "assessor", "council"])
def test_nobody_else_comes_near_the_recovery_key(client: Client, role: str) -> None:
    sign_in(client, create_colleague(role=role))

    for address in ("", "make/", "test/", "use/"):
        assert client.get(f"{RECOVERY}{address}").status_code == 403
        assert client.post(f"{RECOVERY}{address}").status_code == 403

    assert RecoveryKey.objects.count() == 0
    assert f'"{RECOVERY}"' not in client.get("/staff/").text


def test_a_colleague_who_reads_english_gets_english_words(administrator: Client) -> None:
    administrator.post(
        "/staff/account/",
        {
            "name-name": "",
            "locale-preferred_language": "en",
            "locale-current_time_zone": "",
            "theme-theme": "system",
            "theme-contrast": "system",
            "theme-density": "default",
            "theme-keyboard_shortcuts": "on",
        },
    )

    words = make(administrator).split()

    with translation.override("en"):
        assert recovery_words.write(recovery_words.read(" ".join(words)), language="en") == words
