"""What each carrier sees: a page for every channel, in both languages, whole and in the same shape."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
import yaml
from django.test import Client

from wellbeing.checkins import carriers
from wellbeing.checkins.models import FEEDS, Channel
from wellbeing.outbox import servers

LANGUAGES = ("ru", "en")
EVERY = [(channel, language) for channel in Channel.values for language in LANGUAGES]
ALWAYS = ["sees", "hidden", "phone", "avoid", "fewer", "keeps"]
TELEGRAM = servers.telegram(f"123456789:{'a' * 35}@quiet_notes_bot")
NTFY = servers.ntfy("https://push.example.org")


@pytest.fixture(autouse=True)
def _no_server_is_configured(settings: Any) -> None:
    for name in ("EMAIL_FROM", "MATRIX_URL", "XMPP_URL", "NTFY_URL", "TELEGRAM_TOKEN", "SIGNAL_URL"):
        setattr(settings, name, None)


def written() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(carriers.FILE.read_text("utf-8"))
    return read


def texts(node: Any) -> Iterator[dict[str, str]]:
    """Every text of the file, wherever it stands."""
    if isinstance(node, dict) and node.keys() & set(LANGUAGES):
        yield node
    elif isinstance(node, dict):
        for below in node.values():
            yield from texts(below)
    elif isinstance(node, list):
        for below in node:
            yield from texts(below)


def test_there_is_a_page_for_every_channel_and_for_nothing_else() -> None:
    assert list(written()["channels"]) == Channel.values


def test_every_text_is_there_in_both_languages_each_in_its_letters() -> None:
    found = list(texts(written()))

    assert len(found) > 150
    for text in found:
        assert text.keys() == set(LANGUAGES)
        russian, english = text["ru"], text["en"]
        assert russian == russian.strip() != ""
        assert english == english.strip() != ""
        assert not re.search("[а-яё]", english, re.IGNORECASE), english
        assert re.search("[а-яё]", russian, re.IGNORECASE) or russian == english, russian
        assert not re.search("[{}]", f"{russian}{english}".replace("{ours}", "")), russian


@pytest.mark.parametrize("channel", Channel.values)
def test_a_page_has_every_part_and_no_other(channel: str) -> None:
    known = written()["channels"][channel]

    assert known.keys() - {"title", "lead", "setup"} == set(ALWAYS)
    assert len(known["fewer"]) <= 3


def test_what_people_look_for_is_named_where_they_need_it() -> None:
    naming = {name for name, page in written()["channels"].items() if "{ours}" in str(page)}

    assert naming == {"telegram", "ntfy"}


@pytest.mark.service
@pytest.mark.django_db
@pytest.mark.parametrize(("channel", "language"), EVERY)
def test_it_is_shown_whole(client: Client, channel: str, language: str) -> None:
    response = client.get(f"/{language}/nudges/carriers/{channel}/")
    body = response.content.decode()

    page = carriers.page(channel, language, "")
    assert response.status_code == HTTPStatus.OK
    assert page is not None
    assert [part.name for part in page.parts] == ALWAYS
    shown = unescaped(body)
    for part in page.parts:
        assert f"<h2>{part.title}</h2>" in shown
        assert [sentence for sentence in part.sentences if f"<li>{sentence}</li>" not in shown] == []
        assert [pair for pair in part.pairs if f"<h3>{pair[0]}</h3>\n<p>{pair[1]}</p>" not in shown] == []
        assert part.sentences or part.pairs
    assert f'href="/{language}/nudges/"' in body
    assert "<title>Заметки</title>" in body or "<title>Notes</title>" in body


def unescaped(body: str) -> str:
    return body.replace("&#x27;", "'").replace("&quot;", '"').replace("&amp;", "&")


@pytest.mark.service
@pytest.mark.django_db
@pytest.mark.parametrize("channel", Channel.values)
def test_a_channel_that_is_not_offered_says_so_and_not_how_to_set_it_up(client: Client, channel: str) -> None:
    body = client.get(f"/ru/nudges/carriers/{channel}/").content.decode()

    is_offered = channel in FEEDS
    assert ("Как подключить" in body) == is_offered
    assert (carriers.words("ru")["not_offered"] in body) != is_offered


@pytest.mark.service
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("channel", "name", "value", "found_by"),
    [
        ("telegram", "TELEGRAM_TOKEN", TELEGRAM, "@quiet_notes_bot"),
        ("ntfy", "NTFY_URL", NTFY, "push.example.org"),
    ],
)
def test_one_that_is_offered_says_where_to_find_us_and_no_secret(
    client: Client, settings: Any, channel: str, name: str, value: servers.Server, found_by: str
) -> None:
    setattr(settings, name, value)

    body = client.get(f"/ru/nudges/carriers/{channel}/").content.decode()

    assert f" {found_by}" in body
    assert "Как подключить" in body
    assert carriers.words("ru")["not_offered"] not in body
    assert "aaaaa" not in body
    assert "{ours}" not in body


@pytest.mark.service
@pytest.mark.django_db
def test_no_page_names_the_sender_of_mail(client: Client, settings: Any) -> None:
    """Whoever reads it could ask a mail service for all who get letters from there."""
    settings.EMAIL_FROM = servers.sender("Заметки <quiet@example.org>")

    body = client.get("/ru/nudges/carriers/email/").content.decode()

    assert "Как подключить" in body
    assert "quiet@" not in body


@pytest.mark.service
@pytest.mark.django_db
@pytest.mark.parametrize("channel", ["nothing", "sms", "EMAIL", "email-", "0"])
def test_any_other_is_not_there(client: Client, channel: str) -> None:
    assert client.get(f"/ru/nudges/carriers/{channel}/").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.service
@pytest.mark.django_db
def test_it_asks_the_database_for_the_frame_alone(client: Client, django_assert_max_num_queries: Any) -> None:
    client.get("/ru/nudges/carriers/email/")

    with django_assert_max_num_queries(0):
        client.get("/ru/nudges/carriers/email/")


def test_what_must_never_be_left_out_is_said() -> None:
    """In the words that people look for."""
    must = {
        "email": ["Яровой", "Mail.ru"],
        "matrix": ["не зашифрована", "оба сервера"],
        "xmpp": ["не шифруем"],
        "ntfy": ["пароль", "12 часов"],
        "telegram": ["сквозного шифрования", "паспорт", "в общем списке"],
        "signal": ["на нашем сервере", "список"],
        "ics": ["Google", "Яндекс", "имя нашего сайта"],
        "atom": ["Feedly", "имя нашего сайта"],
    }
    channels = written()["channels"]
    missing = {
        (name, word) for name, words in must.items() for word in words if word not in str(channels[name])
    }

    assert missing == set()
