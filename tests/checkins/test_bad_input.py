"""Whatever is typed: a sentence beside the field and everything still there, or a page; nothing stored."""

import re
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from tests.checkins.asked import subscribe
from tests.checkins.visiting import ASK, FILLED, FORM, MANAGE, errors_on, press, send, text_of
from wellbeing.checkins.models import Subscription
from wellbeing.outbox.models import Due
from wellbeing.outbox.servers import Server

pytestmark = [pytest.mark.service, pytest.mark.django_db, pytest.mark.usefixtures("_mail_is_offered")]


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"channel": ""}, "channel", "Выберите что-то одно."),
        ({"channel": "pigeon"}, "channel", "Выберите что-то одно."),
        ({"channel": "signal"}, "channel", "Выберите что-то одно."),
        ({"address": ""}, "address", "Здесь нужен адрес."),
        ({"address": "vera"}, "address", "На такой адрес это не похоже."),
        ({"address": "vera@"}, "address", "То, что стоит после знака @"),
        (
            {"address": "vera@example.org\r\nBcc: all@example.org"},
            "address",
            "Здесь есть знак, которого не видно.",
        ),
        ({"address": "vera@example.org\x00"}, "address", "Здесь есть знак, которого не видно."),
        ({"address": "\u202egro.elpmaxe@arev"}, "address", "Здесь есть знак, которого не видно."),
        ({"address": "a@example.org, b@example.org"}, "address", "На такой адрес это не похоже."),
        ({"address": "v" * 300 + "@example.org"}, "address", "Адрес не бывает таким длинным."),
        ({"cover": ""}, "cover", "Выберите один из этих текстов"),
        ({"cover": "0"}, "cover", "Выберите один из этих текстов"),
        ({"cover": "9" * 30}, "cover", "Выберите один из этих текстов"),
        ({"subject": " \n "}, "subject", "Здесь должно что-то стоять"),
        ({"subject": "а" * 61}, "subject", "Слишком длинно."),
        ({"subject": "🌱" * 31}, "subject", "Слишком длинно."),
        ({"subject": "a\r\nBcc: b@example.org"}, "subject", "Здесь должна быть одна строка."),
        ({"subject": "a\u202eb"}, "subject", "Здесь есть знак, которого не видно"),
        ({"subject": "a\u200bb"}, "subject", "Здесь есть знак, которого не видно"),
        ({"subject": "a\u2800b"}, "subject", "Здесь есть знак, которого не видно"),
        ({"subject": "a\x00b"}, "subject", "Здесь есть знак, которого не видно"),
        ({"text": ""}, "text", "Здесь должно что-то стоять"),
        ({"text": "а" * 281}, "text", "Слишком длинно."),
        ({"text": "x" * 50_000}, "text", "Слишком длинно."),
        ({"text": "a\u2066b"}, "text", "Здесь есть знак, которого не видно"),
        ({"language": "de"}, "language", "Выберите что-то одно."),
        ({"every": ""}, "every", "Выберите что-то одно."),
        ({"every": "1d"}, "every", "Выберите что-то одно."),
        ({"days": []}, "days", "Выберите хотя бы один день."),
        ({"days": ["7"]}, "days", "Выберите"),
        ({"start": "24"}, "start", "Выберите что-то одно."),
        ({"start": "", "end": ""}, "end", "Выберите что-то одно."),
        ({"start": "10", "end": "10"}, "end", "хотя бы час"),
        ({"start": "21", "end": "23"}, "night", "Эти часы задевают ночь"),
        ({"zone": ""}, "zone", "Выберите, по какому времени вы живёте."),
        ({"zone": "Europe/Nowhere"}, "zone", "Выберите, по какому времени вы живёте."),
        ({"zone": "../../etc/passwd"}, "zone", "Выберите, по какому времени вы живёте."),
        ({"zone": "Factory"}, "zone", "Выберите, по какому времени вы живёте."),
        ({"zone": "\x00"}, "zone", "Выберите, по какому времени вы живёте."),
        ({"link": "maybe"}, "link", "Выберите что-то одно."),
    ],
)
@pytest.mark.parametrize("do", ["preview", "ask"])
def test_a_sentence_beside_the_field(typed: dict[str, Any], field: str, sentence: str, do: str) -> None:
    page = send(ASK, FILLED | typed | {"do": do})

    assert page.status_code == 400
    assert field in errors_on(page)
    assert sentence in errors_on(page)[field]
    assert (Subscription.objects.count(), Due.objects.count()) == (0, 0)


def test_everything_typed_still_stands_there_and_every_mistake_is_said_at_once() -> None:
    wrong = {
        "address": 'vera"<@', "subject": "a\nb", "text": "<b>" * 100, "days": ["1", "9"], "start": "23",
        "end": "23", "zone": "",
    }  # fmt: skip
    page = send(ASK, FILLED | wrong)

    assert set(errors_on(page)) == {"address", "subject", "text", "days", "end", "zone"}
    again = errors_on(press(page, "preview"))
    assert again == {name: said for name, said in errors_on(page).items() if name != "days"}
    body = page.content.decode()
    assert "&lt;b&gt;" * 100 in body
    assert re.search(r'name="days" value="1"[^>]*checked', body)
    assert re.search(r'<option value="23" selected>', body)


@pytest.mark.parametrize(
    "text", ["Строка\nи ещё\n\nодна", "👩‍💻 🌱", "שלום", "مرحبا", "é", "漢字", "ОЙ!" * 50]
)
def test_words_of_any_language_are_welcome(text: str) -> None:
    page = send(ASK, FILLED | {"text": text, "subject": "Что угодно 🌱"})

    assert errors_on(page) == {}
    assert page.status_code == 200


def test_an_address_of_many_letters_has_to_find_its_room(settings: Any) -> None:
    settings.OUTBOX_CARRIERS = {"xmpp": "wellbeing.outbox.carriers.xmpp.by_xmpp"}
    settings.XMPP_URL = Server("xmpps", "example.org", 5223, "notes", "secret")
    fits, too_long = (
        send(ASK, FILLED | {"channel": "xmpp", "address": "я" * letters + "@example.org"})
        for letters in (121, 122)
    )

    assert "notes@example.org" in text_of(fits)
    assert "Адрес не бывает таким длинным." in errors_on(too_long)["address"]
    assert "Ваш код" in text_of(press(fits, "ask", text="ё" * 280, seen_text="ё" * 280))


def test_ten_megabytes_are_refused_with_a_page() -> None:
    page = Client().post(ASK, "text=" + "x" * 10_000_000, content_type=FORM)

    assert page.status_code == 413


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        ("", "Выберите день."),
        ("2020-01-01", "Этот день уже прошёл или идёт."),
        ("31.12.2020", "Этот день уже прошёл или идёт."),
        ("2999-01-01", "К этому дню всё уже закончится."),
        ("0000-00-00", "Напишите день так"),
        ("tomorrow", "Напишите день так"),
        ("9" * 1000, "Напишите день так"),
        ("\x00", "Напишите день так"),
    ],
)
def test_a_day_that_cannot_be(until: str, sentence: str) -> None:
    code = subscribe()
    before = Due.objects.get().due_at

    page = send(MANAGE, {"code": code, "do": "snooze", "until": until})

    assert page.status_code == 200
    assert sentence in errors_on(page)["until"]
    assert Due.objects.get().due_at == before


def test_a_managing_page_with_mistakes_says_so_and_keeps_the_code() -> None:
    code = subscribe()

    page = send(MANAGE, FILLED | {"code": code, "do": "change", "subject": "", "zone": "x"})

    assert errors_on(page).keys() == {"subject", "zone"}
    mended = press(page, "preview", subject="Почта", zone="Asia/Tbilisi")
    assert "Изменено." in text_of(press(mended, "change"))


NAMES = st.sampled_from([*FILLED, "night", "seen_subject", "seen_text", "do", "code", "number", "until", "x"])
VALUES = st.one_of(
    st.text(max_size=80),
    st.sampled_from([str(value) for value in FILLED.values()]),
    st.sampled_from(["ask", "preview", "edit", "change", "confirm", "snooze", "pause", "renew", "stop"]),
    st.integers().map(str),
)


@trying(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fields=st.lists(st.tuples(NAMES, VALUES), max_size=25),
    filled=st.booleans(),
    to=st.sampled_from([ASK, MANAGE]),
)
def test_no_form_breaks_a_page(fields: list[tuple[str, str]], to: str, *, filled: bool) -> None:
    clean = [(name, value.encode("utf-8", "replace").decode()) for name, value in fields]
    sent = (FILLED if filled else {"x": ""}) | dict(clean)

    page = send(to, sent)

    assert page.status_code in {200, 400, 429}
    assert "<h1>" in page.content.decode()


@pytest.mark.parametrize(
    "body", ["%", "%ff%fe", "a=%00", "&&&=&=", "days=" * 200, "cover=1&cover=2&channel=email&channel=ics"]
)
def test_broken_bodies_end_in_a_page(body: str) -> None:
    for address in (ASK, MANAGE):
        assert Client().post(address, body, content_type=FORM).status_code in {200, 400}
