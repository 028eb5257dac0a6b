"""Applying: the form without scripts, what it refuses, and what stands in the tables afterwards."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, override_settings

from courses.retreats import marks, opened
from courses.retreats.models import Application, SealedPart
from courses.retreats.public.pages import LENGTH
from courses.retreats.rules import words
from courses.retreats.rules.facts import Facts
from tests.courses.retreats.public.visiting import (
    alert_of,
    applied,
    apply_address,
    codes_of,
    faults_of,
    filled,
    look,
    open_round,
    press,
    retreats_of,
    seat_readers,
    send,
    typed_in,
)
from tests.courses.runs.public.visiting import text_of
from tests.factories.accounts import create_unlocked
from wellbeing.accounts import sealed
from wellbeing.accounts.models import SealedRecord
from wellbeing.privacy import codes

pytestmark = [pytest.mark.service, pytest.mark.django_db]

FRIEND = codes.show(codes.mark(codes.draw()))
FOE = codes.show(codes.mark(codes.draw()))


@pytest.fixture(autouse=True)
def _nobody_was_counted() -> None:
    cache.clear()


def facts_of(code: str) -> Facts:
    return opened.read(code).facts


def test_an_application_says_what_was_typed_and_its_code_and_mark_are_shown_once() -> None:
    round = open_round()
    first, second, _third = (str(each.pk) for each in retreats_of(round))

    page = applied(
        round,
        wish1=second,
        wish3=first,
        own_need="2",
        has_been="on",
        features=["quiet", "step_free"],
        helps=["sober"],
        kind1="together",
        mark1=FRIEND,
        kind4="apart",
        mark4=FOE,
    )

    code, mark = codes_of(page)
    facts = facts_of(code)
    assert page.status_code == 200
    assert facts == Facts(
        ticket=facts.ticket,
        name="Ива",
        region="RU-MOW",
        mark=marks.read(mark),
        wishes=(second, first),
        own_need=2,
        has_been=True,
        features=("quiet", "step_free"),
        helps=("sober",),
        ties=(("together", marks.read(FRIEND)), ("apart", marks.read(FOE))),
        language="ru",
    )
    assert facts.ticket.isalpha()
    assert len(facts.ticket) == 10
    assert Application.objects.get().goes_on == retreats_of(round)[2].ends_on + timedelta(days=14)


def test_the_words_for_each_part_open_to_whoever_sits_for_it_and_every_part_has_a_record() -> None:
    round = open_round(readers=False)
    readers = seat_readers(round)
    code, _mark = codes_of(applied(round, whom="Кедр, мы в ссоре", diet="Без орехов", contact="@iva"))

    there = {each.part: each.record for each in opened.find(code).parts.all()}
    read = {
        part: words.unpack(part, sealed.open_record(record=there[part], key=create_unlocked(user=user)))
        for part, user in readers.items()
    }

    assert read == {
        "access": words.Access(diet="Без орехов"),
        "safety": words.Safety("Кедр, мы в ссоре"),
        "contact": words.Contact(contact="@iva"),
    }
    with pytest.raises(sealed.NoAccess):
        sealed.open_record(record=there["safety"], key=create_unlocked(user=readers["access"]))


def test_who_wrote_nothing_has_records_of_the_same_size() -> None:
    round = open_round()
    applied(round)
    applied(round, whom="О" * 900, access="О" * 200, words="О" * 800)

    sizes = {len(bytes(box)) for box in SealedRecord.objects.values_list("box", flat=True)}

    assert (SealedPart.objects.count(), len(sizes)) == (6, 1)


def test_what_nobody_can_read_is_not_asked_for_and_not_taken() -> None:
    round = open_round(readers=False)
    page = look(apply_address(round))
    text = text_of(page)

    sent = press(page, **filled(round))
    forced = press(page, **filled(round, whom="Кедр", once=codes.draw()))

    assert (typed_in(page, "whom"), typed_in(page, "contact")) == ([], [])
    assert text.count("ни у кого в комиссии пока нет ключей") == 3
    assert (sent.status_code, forced.status_code) == (200, 409)
    assert "Ничего не отправлено" in alert_of(forced)
    assert (Application.objects.count(), SealedPart.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"name": " \x00 "}, "Как вас называть? Подойдёт любое слово."),
        ({"name": "я" * 41}, "Пожалуйста, не больше 40 знаков."),
        ({"region": ""}, "Выберите регион или страну, если вы не в России."),
        ({"region": "XX"}, "Такого в списке нет. Выберите другое или ничего."),
        ({"wish1": ""}, "Выберите хотя бы один выезд."),
        ({"wish1": "x"}, "Такого в списке нет. Выберите другое или ничего."),
        ({"own_need": "9"}, "Такого в списке нет. Выберите другое или ничего."),
        ({"features": ["x\x00"]}, "Такого в списке нет. Выберите другое или ничего."),
        (
            {"kind1": "apart", "mark1": ""},
            "Чья это метка? Попросите её у этого человека или выберите выше прочерк.",
        ),
        ({"kind1": "", "mark1": FRIEND}, "Что вы хотите сказать об этом человеке?"),
        ({"kind1": "apart", "mark1": "Кедр"}, "В метке двадцать букв и цифр. Проверьте, нет ли опечатки."),
        ({"whom": "я" * 901}, "Пожалуйста, не больше 900 знаков."),
        ({"diet": "я" * 201}, "Пожалуйста, не больше 200 знаков."),
        ({"contact": "я" * 121}, "Пожалуйста, не больше 120 знаков."),
        (
            {"alone": "on", "kind1": "share_room", "mark1": FRIEND},
            "Вы ещё и хотите жить с кем-то в одной комнате. Выберите что-то одно.",
        ),
    ],
)
def test_what_cannot_be_is_said_beside_it_with_everything_typed(typed: dict[str, Any], fault: str) -> None:
    round = open_round()

    page = applied(round, **({"words": "Спасибо"} | typed))

    assert (page.status_code, faults_of(page), typed_in(page, "words")) == (400, [fault], ["Спасибо"])
    assert Application.objects.count() == 0


def test_the_same_retreat_twice_is_said_at_the_second() -> None:
    round = open_round()
    wish = str(retreats_of(round)[1].pk)

    page = applied(round, wish1=wish, wish2=wish)

    assert faults_of(page) == ["Этот выезд вы уже выбрали выше."]
    assert (typed_in(page, "wish1"), typed_in(page, "wish2")) == ([wish], [wish])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            {"kind1": "apart", "mark1": FRIEND, "kind2": "together", "mark2": FRIEND.lower()},
            "Об одном и том же человеке вы сказали, что не должны встречаться и что хотите быть рядом.",
        ),
        (
            {"kind1": "together", "mark1": FRIEND, "kind8": "together", "mark8": FRIEND},
            "Об одном человеке дважды сказано одно и то же.",
        ),
    ],
)
def test_ties_that_cannot_be_are_refused_in_words(typed: dict[str, Any], said: str) -> None:
    page = applied(open_round(), **typed)

    assert page.status_code == 400
    assert said in alert_of(page)
    assert typed_in(page, "mark1") == [FRIEND]
    assert Application.objects.count() == 0


def test_nobody_names_themselves() -> None:
    round = open_round()
    page = look(apply_address(round))
    code = codes.follow_on(codes.read(typed_in(page, "once")[0]))

    refused = press(page, **filled(round, kind1="bound", mark1=marks.shown(code)))

    assert refused.status_code == 400
    assert "Одна из меток — ваша собственная." in alert_of(refused)


def test_an_application_code_in_place_of_a_mark_is_refused_and_not_kept() -> None:
    round = open_round()
    theirs, _mark = codes_of(applied(round))

    page = applied(round, kind1="together", mark1=theirs)

    assert page.status_code == 400
    assert "код заявки, а не метка" in alert_of(page)
    assert Application.objects.count() == 1


def test_what_an_own_word_counts_for_is_said() -> None:
    full, part, none = (open_round(own_word_up_to=level) for level in (3, 1, 0))

    assert "Ваше слово считается так, как вы его дали" in text_of(look(apply_address(full)))
    assert "Само по себе ваше слово считается до" in text_of(look(apply_address(part)))
    assert typed_in(look(apply_address(none)), "own_need") == []
    assert "только рекомендация тренера" in text_of(look(apply_address(none)))


@override_settings(RETREAT_APPLICATIONS={"minute": 1})
def test_too_many_at_once_are_asked_to_wait_and_lose_nothing() -> None:
    round = open_round()
    applied(round)

    page = applied(round, words="Спасибо")

    assert (page.status_code, typed_in(page, "words")) == (429, ["Спасибо"])
    assert Application.objects.count() == 1


@pytest.mark.parametrize("value", ["\x00", "я" * 5000, "<b>&\"'", "🏔" * 700, "-1"])
def test_nothing_that_is_typed_makes_it_fail(value: str) -> None:
    round = open_round()
    names = ["once", "name", "region", "wish1", "own_need", "recommendation", "earlier", "features", "kind1"]

    answers = [
        applied(round, **{name: value}).status_code for name in [*names, "mark1", "kept1", "whom", "alone"]
    ]

    assert set(answers) <= {200, 400}


def test_other_ways_to_ask_are_answered() -> None:
    round = open_round()
    address = apply_address(round)

    assert Client().put(address).status_code == 405
    assert send(address, {"name": ""}).status_code == 400
    assert send(address, {"words": "я" * 20_000}).status_code == 413
    assert look("/ru/retreats/00000000-0000-0000-0000-000000000000/apply/").status_code == 404
    assert look("/ru/retreats/нет/apply/").status_code == 404


def test_pages_with_a_code_have_one_length() -> None:
    round = open_round()

    assert len(applied(round).content) == LENGTH
    assert len(applied(round, name="").content) == LENGTH
