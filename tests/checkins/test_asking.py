"""Asking: a form, what exactly will arrive, a code; and nothing is sent or stored before the last press."""

import re

import pytest
from django.conf import settings
from django.test import Client

from tests.checkins.asked import row_of, subscribe
from tests.checkins.visiting import ASK, FILLED, MANAGE, code_on, errors_on, press, send, text_of
from tests.factories.checkins import create_cover
from wellbeing.checkins.models import Channel, CoverText, Subscription
from wellbeing.checkins.pages import LENGTH
from wellbeing.checkins.rhythm import Every
from wellbeing.outbox.models import Due

pytestmark = [pytest.mark.service, pytest.mark.django_db, pytest.mark.usefixtures("_mail_is_offered")]


def test_the_form_offers_what_is_configured_and_what_needs_no_server(settings: object) -> None:
    assert re.findall(r'name="channel" value="(\w+)"', Client().get(ASK).content.decode()) == [
        "email",
        "ics",
        "atom",
    ]
    settings.OUTBOX_CARRIERS = {}
    assert 'value="email"' not in Client().get(ASK).content.decode()
    assert errors_on(send(ASK, FILLED)).keys() == {"channel"}


def test_the_form_says_at_the_start_how_it_ends_and_offers_texts_of_both_languages() -> None:
    create_cover()
    create_cover(language="en", subject="Water the plants", text="The plants need water.")
    create_cover(subject="Не предлагается", is_offered=False)

    said = text_of(Client().get(ASK))

    assert "после 12 сообщений или через полгода" in said
    assert "Полить цветы" in said
    assert "The plants need water." in said
    assert "Не предлагается" not in said


def test_the_preview_shows_every_header_the_words_the_first_day_and_the_traces() -> None:
    said = text_of(send(ASK, FILLED | {"do": "preview"}))

    for header in ("From Notes <notes@example.org>", "To vera@example.org", "Subject Полить цветы", "Date "):
        assert header in said
    assert "Message-ID <" in said
    assert f"List-Unsubscribe <{settings.SITE_URL}/n/" in said
    assert "Сегодня пора полить цветы на окне." in said
    assert re.search(r"Первое возможно не раньше этого дня: (вторник|пятница), \d+ \w+ 20\d\d", said)
    assert "ссылка на localhost" in said
    assert "после 12 сообщений или через полгода" in said
    assert (Subscription.objects.count(), Due.objects.count()) == (0, 0)


def test_pressing_twice_asks_once_and_shows_the_same_code() -> None:
    preview = send(ASK, FILLED)

    first, second = press(preview, "ask"), press(preview, "ask")

    assert code_on(first) == code_on(second)
    assert (Subscription.objects.count(), Due.objects.count()) == (1, 1)
    assert code_on(press(send(ASK, FILLED), "ask")) != code_on(first)


def test_without_a_link_nothing_in_the_message_names_the_site() -> None:
    page = send(ASK, FILLED | {"link": "no"})

    assert "List-Unsubscribe" not in text_of(page)
    assert "/n/" not in page.content.decode().partition("<main")[2]
    assert "Ни одно сообщение не называет этот сайт." in text_of(page)


def test_telling_words_get_a_warning_and_no_refusal() -> None:
    page = send(ASK, FILLED | {"subject": "Выгорaние", "text": "Привет активистке"})

    assert "Эти слова выдают, о чём это Выгорaние , активистке ." in text_of(page)
    assert "Ваш код" in text_of(press(page, "ask"))
    assert "Эти слова выдают" not in text_of(send(ASK, FILLED))


def test_asking_gives_a_code_once_and_stores_one_unconfirmed_row() -> None:
    asked = press(send(ASK, FILLED), "ask")

    row = row_of(code_on(asked))
    assert not row.is_confirmed
    contents = row.contents()
    assert (contents.address, contents.subject, contents.text) == (
        "vera@example.org",
        "Полить цветы",
        "Сегодня пора полить цветы на окне.",
    )
    assert (contents.language, contents.has_link) == ("ru", True)
    rhythm = contents.rhythm
    assert (rhythm.every, rhythm.weekdays, rhythm.start, rhythm.end, rhythm.zone) == (
        Every.WEEK,
        frozenset({1, 4}),
        600,
        840,
        "Europe/Moscow",
    )
    assert Subscription.objects.count() == Due.objects.count() == 1
    assert contents.code not in asked.content.decode()


def test_the_number_that_was_sent_confirms_on_the_page_and_the_code_opens_it_from_then_on() -> None:
    asked = press(send(ASK, FILLED), "ask")
    code = code_on(asked)

    managed = press(asked, "confirm", number=row_of(code).contents().code)

    assert "Подтверждено." in text_of(managed)
    assert "vera@example.org" in text_of(managed)
    again = press(asked, "confirm", number="00000000")
    assert "Ваши сообщения" in text_of(again), "pressed twice, it is still what it was"
    assert "12 сообщений, потом всё закончится" in text_of(send(MANAGE, {"code": code}))


def test_an_address_that_has_one_or_was_asked_too_often_gets_the_same_page() -> None:
    new = press(send(ASK, FILLED), "ask")
    Subscription.objects.all().delete()
    subscribe()
    answers = [new, *(press(send(ASK, FILLED), "ask") for _ in range(4))]

    pages = {page.content.decode().replace(code_on(page), "") for page in answers}

    assert {(page.status_code, len(page.content)) for page in answers} == {(200, LENGTH)}
    assert len(pages) == 1
    assert Subscription.objects.count() < len(answers)


def test_the_answer_to_an_address_asked_too_often_cannot_be_told_by_managing_it_either() -> None:
    first, *_, last = [code_on(press(send(ASK, FILLED), "ask")) for _ in range(4)]
    assert Subscription.objects.count() == 3

    for do in ("open", "confirm", "edit", "pause", "renew", "snooze"):
        answers = {code: send(MANAGE, {"code": code, "do": do, "number": "1"}) for code in (first, last)}
        assert len({page.content.decode().replace(code, "") for code, page in answers.items()}) == 1, do
        assert {len(page.content) for page in answers.values()} == {LENGTH}


def test_a_text_of_the_editors_is_what_was_shown_even_if_they_change_it_meanwhile() -> None:
    cover = create_cover(language="en", subject="Post", text="Look into the letter box.")
    preview = send(ASK, FILLED | {"cover": str(cover.pk), "subject": "", "text": ""})
    CoverText.objects.update(subject="Other", text="Another text.")

    contents = row_of(code_on(press(preview, "ask"))).contents()

    assert (contents.subject, contents.text) == ("Post", "Look into the letter box.")
    assert contents.language == "en", "its own, whatever was ticked"


def test_the_way_back_from_the_preview_finds_everything_as_it_was() -> None:
    cover = create_cover()
    typed = FILLED | {"cover": str(cover.pk), "subject": "Моё", "text": "Строка\nи ещё", "night": "on"}

    form = press(send(ASK, typed), "edit")

    again = press(form, "preview")
    assert errors_on(form) == {}
    assert 'value="Моё"' in form.content.decode()
    assert "Строка\nи ещё" in form.content.decode().replace("\r\n", "\n")
    assert press(again, "edit").content == form.content


def test_a_whole_day_can_be_chosen_and_stays_one_on_the_way_back() -> None:
    page = send(ASK, FILLED | {"start": "0", "end": "24", "night": "on", "do": "preview"})
    again = press(page, "edit")

    assert "0:00–24:00" in page.content.decode()
    assert "0:00–24:00" in press(again, "preview").content.decode()


def test_a_calendar_needs_no_address_and_is_there_at_once() -> None:
    page = send(ASK, FILLED | {"channel": "ics", "address": "nonsense", "do": "ask"})

    row = row_of(code_on(page))
    assert (row.channel, row.is_confirmed, row.contents().address) == (Channel.ICS, True, "")
    assert "/f/" in text_of(page)
    assert ".ics" in text_of(page)
    assert Due.objects.count() == 0


def test_beyond_the_limit_of_the_site_everything_still_stands_there(settings: object) -> None:
    settings.NUDGE_SIGN_UPS = {"minute": 1, "hour": 5}
    assert press(send(ASK, FILLED), "ask").status_code == 200

    crowded = press(send(ASK, FILLED), "ask")

    assert crowded.status_code == 429
    assert "Сейчас подписывается слишком много людей" in text_of(crowded)
    assert Subscription.objects.count() == 1
    settings.NUDGE_SIGN_UPS = {"minute": 9, "hour": 9}
    assert press(crowded, "ask").status_code == 200


def test_without_a_server_key_nothing_is_asked_for(settings: object) -> None:
    settings.SEAL_KEYS = ()

    for page in (Client().get(ASK), send(ASK, FILLED | {"do": "ask"})):
        assert page.status_code == 503
        assert "<form" not in page.content.decode()
    assert Subscription.objects.count() == 0


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_page_is_light_enough_and_neutral_in_its_title(language: str) -> None:
    page = Client().get(f"/{language}/nudges/").content.decode()

    assert re.search("<title>(.*?)</title>", page)[1] in {"Заметки", "Notes"}
    assert len(page.encode()) < 40 * 1024
    assert " style=" not in page
    assert f"/{'en' if language == 'ru' else 'ru'}/nudges/" in page, "the other language"
