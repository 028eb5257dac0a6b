"""What an application code opens: looking, changing until the closing hour, deleting at any time."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils import timezone

from courses.retreats import marks, opened
from courses.retreats.actions.applying import applying
from courses.retreats.models import Application, Offer, Recommendation, Round, SealedPart
from courses.retreats.public.pages import LENGTH
from courses.retreats.rules import words
from tests.courses.retreats.public.visiting import (
    APPLICATION,
    alert_of,
    application_of,
    applied,
    codes_of,
    faults_of,
    open_round,
    press,
    retreats_of,
    seat_readers,
    send,
    standing_in,
    typed_in,
)
from tests.courses.runs.public.visiting import buttons_of, look, text_of
from tests.factories.accounts import create_unlocked
from tests.factories.retreats import create_offer
from tests.factories.trainers import create_trainer
from wellbeing.accounts import sealed
from wellbeing.accounts.models import SealedRecord, User, WrappedKey
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]

WRONG = "0000-0000-0000-0000-0000"
FRIEND = codes.show(codes.mark(codes.draw()))
FOE = codes.show(codes.mark(codes.draw()))


@pytest.fixture(autouse=True)
def _nobody_was_counted() -> None:
    cache.clear()


def code_of(round: Round, **typed: Any) -> str:
    return codes_of(applied(round, **typed))[0]


def changing(code: str) -> Any:
    return press(application_of(code), "change")


def read(code: str, part: str, user: User) -> words.Words:
    record = opened.find(code).parts.get(part=part).record
    return words.unpack(part, sealed.open_record(record=record, key=create_unlocked(user=user)))


def closed_application(**typed: Any) -> str:
    """The code of somebody who applied in time to a round whose hour has come."""
    hour, code = timezone.now() - timedelta(hours=1), codes.draw()
    round = open_round(closes_at=hour)
    said = applying.Said(name="Ива", region="RU-MOW", wishes=(str(retreats_of(round)[0].pk),))
    return applying.apply(round=round.pk, said=said, once=code, now=hour - timedelta(minutes=1)).code


def test_the_code_opens_what_was_said_in_words_and_the_mark_again() -> None:
    round = open_round()
    code, mark = codes_of(
        applied(round, own_need="2", features=["quiet"], alone="on", kind1="apart", mark1=FOE, whom="Кедр")
    )

    text = text_of(application_of(f" {code.lower().replace('-', ' ')} "))

    assert "Тяжело уже давно, сил осталось мало" in text
    assert "Тихая ночью Комната без соседей" in text or "Комната без соседей" in text
    assert "не должны встречаться: 1" in text
    assert mark in text
    assert "Кедр" not in text
    assert "Её можно менять до конца приёма" in text


def test_the_form_of_a_change_stands_as_it_was_said_and_sent_so_changes_nothing() -> None:
    round = open_round(readers=False)
    readers = seat_readers(round)
    first, second = (str(each.pk) for each in retreats_of(round)[:2])
    code = code_of(
        round,
        wish1=second,
        wish2=first,
        own_need="1",
        has_been="on",
        features=["dark", "quiet"],
        helps=["sober"],
        alone="on",
        kind1="together",
        mark1=FRIEND,
        kind2="apart",
        mark2=FOE,
        diet="Без орехов",
    )
    before = opened.read(code).facts

    page = press(changing(code), "save")

    assert "Изменено." in text_of(page)
    assert opened.read(code).facts == before
    assert read(code, "access", readers["access"]) == words.Access(diet="Без орехов")


def test_a_change_says_something_else_and_what_only_others_can_say_stays() -> None:
    round = open_round()
    code = code_of(round, kind1="together", mark1=FRIEND, kind2="apart", mark2=FOE)
    mine = opened.find(code)
    mine.put(replace(opened.read(code).facts, kept_apart=("ab" * 16,), turned_away=2, recommended=1))
    mine.save()
    third = str(retreats_of(round)[2].pk)

    press(changing(code), "save", name="Клён", wish1=third, kind1="", kind2="bound", mark2="")

    facts = opened.read(code).facts
    assert (facts.name, facts.wishes, facts.ties) == ("Клён", (third,), (("bound", marks.read(FOE)),))
    assert (facts.kept_apart, facts.turned_away, facts.recommended) == (("ab" * 16,), 2, 1)
    assert facts.mark == marks.of(code)


def test_words_are_replaced_taken_back_or_stay() -> None:
    round = open_round(readers=False)
    readers = seat_readers(round)
    code = code_of(round, whom="Кедр", diet="Без орехов", allergies="Пыль", contact="@iva")
    before = {each.record_id for each in SealedPart.objects.all()}

    press(changing(code), "save", diet="Всё", take_back_safety="on")

    assert read(code, "access", readers["access"]) == words.Access(diet="Всё")
    assert read(code, "safety", readers["safety"]) == words.Safety()
    assert read(code, "contact", readers["contact"]) == words.Contact(contact="@iva")
    assert {each.record_id for each in SealedPart.objects.all()} == before
    both = press(changing(code), "save", whom="Кедр", take_back_safety="on")
    assert (both.status_code, faults_of(both)) == (400, ["Либо уберите написанное, либо напишите заново."])


def test_somebody_who_can_read_comes_later_and_a_change_leaves_all_three_records() -> None:
    round = open_round(readers=False)
    code = code_of(round)
    seat_readers(round)

    press(changing(code), "save")

    assert SealedPart.objects.count() == 3


def test_a_change_that_cannot_be_is_said_with_everything_typed() -> None:
    round = open_round()
    code = code_of(round)

    wrong = press(changing(code), "save", name="", words="Спасибо")
    oneself = press(changing(code), "save", kind1="bound", mark1=marks.shown(code), words="Спасибо")

    assert (wrong.status_code, typed_in(wrong, "words")) == (400, ["Спасибо"])
    assert (oneself.status_code, typed_in(oneself, "words")) == (400, ["Спасибо"])
    assert "Одна из меток — ваша собственная." in alert_of(oneself)
    assert opened.read(code).facts.name == "Ива"


def test_a_recommendation_that_comes_later_counts_and_a_second_press_loses_nothing() -> None:
    round, recommendation = open_round(), codes.draw()
    code = code_of(round)
    Recommendation.objects.create(
        pk=codes.lookup_id(recommendation), round=round, trainer=create_trainer(), need=2
    )
    form = changing(code)

    press(form, "save", recommendation=recommendation)
    again = press(form, "save", recommendation=recommendation)

    assert opened.read(code).facts.recommended == 2
    assert "она засчитана" in alert_of(again)


def test_after_the_closing_hour_nothing_changes_and_what_was_typed_stands() -> None:
    code = closed_application()
    page = application_of(code)
    typed = {"code": code, "do": "save", "name": "Клён", "words": "Спасибо"}

    late, asked = send(APPLICATION, typed), send(APPLICATION, {"code": code, "do": "change"})

    assert "change" not in buttons_of(page)
    assert (late.status_code, asked.status_code) == (409, 409)
    assert (typed_in(late, "name"), typed_in(late, "words")) == (["Клён"], ["Спасибо"])
    assert "Заявки закрылись" in alert_of(late)
    assert opened.read(code).facts.name == "Ива"


@pytest.mark.parametrize("decided", ["open", "closed", "cancelled"])
def test_where_the_round_stands_is_said_in_words(decided: str) -> None:
    code = closed_application()
    Round.objects.update(decided=decided)

    said = "Этот набор отменён" if decided == "cancelled" else "Заявки закрыты"
    assert said in text_of(application_of(code))


def test_deleting_asks_once_and_leaves_nothing() -> None:
    round = open_round()
    code = code_of(round, whom="Кедр")
    asked = press(application_of(code), "deleting")

    deleted = press(asked, "delete")

    assert "Отменить это нельзя" in text_of(asked)
    assert "Заявка удалена" in text_of(deleted)
    assert (len(asked.content), len(deleted.content)) == (LENGTH, LENGTH)
    rows = [Application, SealedPart, SealedRecord, WrappedKey]
    assert [model.objects.count() for model in rows] == [0, 0, 0, 0]
    gone = press(asked, "delete")
    assert (gone.status_code, 'role="alert"' in gone.content.decode()) == (200, True)


def test_it_can_be_deleted_after_closing_too_and_a_place_becomes_free() -> None:
    code = closed_application()
    retreat = retreats_of(opened.find(code).round)[0]
    create_offer(opened.find(code), retreat, standing=Offer.Standing.ACCEPTED)

    asked = press(application_of(code), "deleting")
    press(asked, "delete")

    retreat.refresh_from_db()
    assert "Место достанется следующему по порядку человеку." in text_of(asked)
    assert (Application.objects.count(), retreat.taken) == (0, 0)


@pytest.mark.parametrize("typed", ["", WRONG, "нет", "\x00", "я" * 4000, "<b>&\"'"])
@pytest.mark.parametrize("do", ["", "open", "change", "save", "deleting", "delete", "?"])
def test_a_wrong_code_is_a_sentence_with_what_was_typed(typed: str, do: str) -> None:
    page = send(APPLICATION, {"code": typed, "do": do, "name": "Ива"})

    assert (page.status_code, len(page.content)) == (200, LENGTH)
    assert "Этот код не открывает никакой заявки." in alert_of(page)


@pytest.mark.parametrize("do", ["open", "change", "save", "deleting"])
def test_every_answer_to_a_code_has_one_length(do: str) -> None:
    round = open_round()
    typed = {"whom": "О" * 900, "words": "я" * 800, "access": "я" * 200}
    code = code_of(round, name="Я" * 40, kind1="apart", mark1=FOE, **typed)

    page = send(APPLICATION, {**standing_in(changing(code), "save")[1], **typed, "do": do})

    assert (page.status_code, len(page.content)) == (200, LENGTH)


@override_settings(RETREAT_WRONG_CODES={"minute": 1})
def test_many_wrong_codes_are_not_answered_and_a_right_one_always_is() -> None:
    code = code_of(open_round())

    answers = [application_of(typed).status_code for typed in (WRONG, WRONG, code)]

    assert answers == [200, 429, 200]


def test_without_the_key_of_the_server_it_says_so() -> None:
    code = code_of(open_round())
    Application.objects.update(box=Application.objects.get().box[::-1])

    page = application_of(code)

    assert "Сейчас у сервера нет ключа" in alert_of(page)


def test_other_ways_to_ask_are_answered() -> None:
    assert look(APPLICATION).status_code == 200
    assert Client().put(APPLICATION).status_code == 405
    assert look("/en/application/").status_code == 200
