"""The check-in of a group: by a code in the body, once a wave, and nobody learns who answered what."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from cms import generation
from tests.assessments.pulse.answering import (
    PULSE,
    answer,
    create_group,
    days,
    draw_code,
    main_of,
    open_with,
    typed_on,
)
from tests.assessments.requests import EDITOR, TODAY, send, shipped_for_a_module, shipped_version, take
from wellbeing.assessments.actions import drafts, publishing
from wellbeing.assessments.models import History, InstrumentVersion
from wellbeing.assessments.pulse.pages import LENGTH
from wellbeing.cohorts.models import Answer, Cohort, Spent, Wave

pytestmark = [pytest.mark.django_db, pytest.mark.service]

WRONG = "0000-0000-0000-0000-0000"
COUNTED, COUNTED_BEFORE = "Ответ учтён", "в силе остаётся первый"


@pytest.fixture(scope="module", autouse=True)
def _shipped(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with shipped_for_a_module(django_db_blocker):
        yield


@pytest.fixture
def week() -> InstrumentVersion:
    return shipped_version("week")


@pytest.fixture
def code() -> str:
    return draw_code(create_group())


def answers() -> tuple[int, int]:
    return Answer.objects.count(), Spent.objects.count()


def test_the_first_page_is_the_same_for_everybody_and_asks_only_for_the_code() -> None:
    page = Client().get(PULSE)

    assert (page.status_code, page.cookies) == (200, {})
    assert Client().get(f"{PULSE}?code={WRONG}").content == page.content
    fields = BeautifulSoup(page.content, "html.parser").select("main input")
    assert [field["name"] for field in fields] == ["code"]


def test_the_code_brings_five_questions_and_says_first_what_becomes_of_the_answer(code: str) -> None:
    page = open_with(code.lower().replace("-", " "))

    said = main_of(page)
    assert page.status_code == 200
    assert said.index("Что будет с ответом") < said.index("1. Дела группы")
    assert "если ответов меньше 4, в счёт ничего не пойдёт" in said
    assert len(BeautifulSoup(page.content, "html.parser").find_all("fieldset")) == 5
    assert answers() == (0, 0)


@pytest.mark.parametrize(("language", "address"), [("en", "/ru/pulse/"), ("ru", "/en/pulse/")])
def test_everybody_of_a_group_is_asked_in_its_one_language(language: str, address: str) -> None:
    page = open_with(draw_code(create_group(language=language)), address)

    soup = BeautifulSoup(page.content, "html.parser")
    html, form = soup.find("html"), soup.find("form")
    assert html is not None and html["lang"] == language
    assert form is not None and form["action"] == f"/{language}/pulse/"
    assert ("On no day" in main_of(page), "Ни в один день" in main_of(page)) == (
        language == "en",
        language == "ru",
    )


def test_an_answer_is_counted_and_the_person_sees_what_a_self_check_shows(
    week: InstrumentVersion, code: str
) -> None:
    page = answer(open_with(code), "44400")

    usual = main_of(take(week, "44400"))
    assert COUNTED in main_of(page)
    assert usual[usual.index("Нагрузка недели") : usual.index("Если просто закрыть")] in main_of(page)
    assert answers() == (1, 1)


def test_what_closing_the_page_leaves_is_said_as_it_is(code: str) -> None:
    page = main_of(answer(open_with(code), "44400"))

    assert "не останется ничего, кроме одного запечатанного числа" in page
    assert "Если просто закрыть эту страницу, от ответов и результата ничего не останется" not in page


def test_from_the_result_everything_goes_on_as_from_a_self_check(code: str) -> None:
    forms = BeautifulSoup(answer(open_with(code), "44400").content, "html.parser").select("main form")
    there = {field["name"]: field["value"] for field in forms[0].select("input[type=hidden]")}

    assert {form["action"] for form in forms} == {"/ru/check/week/"}
    assert "code" not in there
    assert send("/ru/check/week/", {**there, "do": "keep"}).status_code == 200
    assert History.objects.count() == 1


def test_the_first_answer_stands_in_two_tabs_and_after(code: str) -> None:
    one, other = open_with(code), open_with(code)
    answer(one, "00044")

    assert COUNTED_BEFORE in main_of(answer(other, "44400"))
    assert COUNTED_BEFORE in main_of(answer(one, "00044"))
    assert answers() == (1, 1)
    again = open_with(code)
    assert COUNTED_BEFORE in main_of(again)
    assert again.content.count(b"<fieldset") == 0


def test_the_same_code_answers_again_in_the_next_wave(code: str) -> None:
    answer(open_with(code), "44400")
    yesterday = timezone.localdate() - days(1)
    Wave.objects.filter(kind="before").update(opens_on=yesterday, closes_on=yesterday)
    Wave.objects.filter(kind="after").update(opens_on=timezone.localdate())

    assert COUNTED in main_of(answer(open_with(code), "00044"))
    assert answers() == (2, 2)


@pytest.mark.parametrize("places", ["-----", "321--", "", "4"])
def test_too_many_skipped_questions_count_nothing_and_what_was_marked_is_still_there(
    code: str, places: str
) -> None:
    page = answer(open_with(code), places)

    marked = re.findall(r'name="(q\d)" value="(\d)" checked', page.content.decode())
    assert "Пропущено слишком много" in main_of(page)
    assert "нужно ответить хотя бы на 4" in main_of(page)
    assert marked == [(f"q{n}", place) for n, place in enumerate(places, start=1) if place != "-"]
    assert answers() == (0, 0)
    assert COUNTED in main_of(answer(page, "3210-"))


def test_what_the_form_does_not_offer_is_named_and_the_rest_stays_marked(code: str) -> None:
    page = answer(open_with(code), "39x-0")

    assert page.status_code == 400
    assert re.findall(r'href="#(q\d)"', page.content.decode()) == ["q2", "q3"]
    assert re.findall(r'name="(q\d)" value="(.)" checked', page.content.decode()) == [
        ("q1", "3"),
        ("q4", "-"),
        ("q5", "0"),
    ]
    assert answers() == (0, 0)
    assert COUNTED in main_of(answer(page, "32100"))


@pytest.mark.parametrize("typed", ["", WRONG, "нет", "\0", "я" * 4000, '<b>&"'])
@pytest.mark.parametrize("extra", [{}, {"v": "x", "q1": "0"}, {"v": "\0"}])
def test_a_wrong_code_is_a_sentence_with_what_was_typed_still_there(
    typed: str, extra: dict[str, str]
) -> None:
    page = send(PULSE, {"code": typed, **extra})

    assert page.status_code == 200
    assert "Этот код не открывает вопросов" in main_of(page)
    assert typed_on(page) == typed[:200]
    assert answers() == (0, 0)


def test_many_wrong_codes_are_slowed_and_a_right_one_opens_all_the_same(settings: Any, code: str) -> None:
    settings.PULSE_WRONG_CODES = {"minute": 1}

    tried = [open_with(WRONG) for _ in range(2)]
    assert [page.status_code for page in tried] == [200, 429]
    assert "Ничего не пропало" in main_of(tried[1])
    assert typed_on(tried[1]) == WRONG
    assert open_with(code).content.count(b"<fieldset") == 5


def test_a_code_before_its_day_says_the_day_and_one_whose_time_is_over_says_so() -> None:
    today = timezone.localdate()
    early = create_group(first=today + days(5))
    late = create_group(first=today - days(400))
    page, over = open_with(draw_code(early)), open_with(draw_code(late))

    assert f"Они откроются {(today + days(5)).day} " in main_of(page)
    assert "Время отвечать прошло" in main_of(over)
    assert typed_on(page) != "" and typed_on(over) != ""


def test_a_wave_that_closes_under_ones_hands_is_a_sentence(code: str) -> None:
    page = open_with(code)
    Wave.objects.update(opens_on=timezone.localdate() + days(3), closes_on=timezone.localdate() + days(4))

    assert "Сейчас вопросы закрыты" in main_of(answer(page, "32104"))
    assert answers() == (0, 0)


def test_a_group_that_ends_under_ones_hands_is_a_sentence(code: str) -> None:
    page = open_with(code)
    Cohort.objects.all().delete()

    assert "Этот код не открывает вопросов" in main_of(answer(page, "32104"))


def test_every_answer_to_a_code_has_one_length(code: str) -> None:
    shut = draw_code(create_group(first=timezone.localdate() + days(5)))
    page = open_with(code)
    pages = [page, open_with(WRONG), open_with(shut), answer(page, "9"), answer(page, "--"), open_with("")]
    pages += [answer(open_with(draw_code(create_group())), places) for places in ("00044", "44400", "3210-")]
    pages += [answer(page, "32104"), answer(page, "00044"), open_with(code), answer(page, "0", v="x")]

    assert {len(each.content) for each in pages} == {LENGTH}


def test_all_of_a_group_answer_the_version_that_the_first_of_them_answered(week: InstrumentVersion) -> None:
    cohort = create_group()
    answer(open_with(draw_code(cohort)), "32104")
    newer = publishing.publish(version=drafts.new_draft_from(version=week), by=EDITOR, today=TODAY)
    generation.bump()
    second, other_group = open_with(draw_code(cohort)), open_with(draw_code(create_group()))

    assert f'value="{week.code}"' in second.content.decode()
    assert f'value="{newer.code}"' in other_group.content.decode()
    assert COUNTED in main_of(answer(second, "32104"))


def test_questions_that_changed_while_they_were_open_are_asked_once_more(week: InstrumentVersion) -> None:
    cohort = create_group()
    early = open_with(draw_code(cohort))
    publishing.publish(version=drafts.new_draft_from(version=week), by=EDITOR, today=TODAY)
    generation.bump()
    answer(open_with(draw_code(cohort)), "32104")
    again = answer(early, "32104")

    assert again.status_code == 409
    assert "тем временем изменились" in main_of(again)
    assert answers() == (1, 1)
    assert COUNTED in main_of(answer(again, "32104"))


def test_without_a_published_check_in_there_is_a_sentence(week: InstrumentVersion, code: str) -> None:
    publishing.withdraw(version=week)
    generation.bump()
    page = open_with(code)

    assert "Сегодня вопросов здесь нет" in main_of(page)
    assert typed_on(page) == code


def test_the_code_stands_in_no_address(code: str) -> None:
    page = open_with(code)
    everything = page.content.decode() + answer(page, "32104").content.decode()

    assert code not in "".join(re.findall(r'(?:href|action)="[^"]*"', everything))
