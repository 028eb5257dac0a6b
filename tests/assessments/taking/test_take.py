"""A self-check from the first page to the result, and what becomes of answers that make no sense."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker

from cms import generation
from tests.assessments.requests import TODAY, send, shipped_for_a_module, shipped_version, take, text_of
from wellbeing.assessments.actions import drafts, publishing
from wellbeing.assessments.models import History, InstrumentVersion

pytestmark = [pytest.mark.django_db, pytest.mark.service]

WEEK, MONTH = "/ru/check/week/", "/ru/check/month/"


@pytest.fixture(scope="module", autouse=True)
def _shipped(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with shipped_for_a_module(django_db_blocker):
        yield


@pytest.fixture
def week() -> InstrumentVersion:
    return shipped_version("week")


def scale_section(page: str) -> str:
    found = re.search(r'<section class="scale.*?</section>', page, re.DOTALL)
    assert found
    return found[0]


@pytest.mark.parametrize(
    ("places", "number", "band"),
    [
        # Three questions count as they are, the last two the other way round; the mean of 0..4 as 0..100.
        ("00044", "0", "Неделя по силам"),
        ("00043", "5", "Неделя по силам"),
        ("00000", "40", "Неделя с перевесом"),
        ("44400", "100", "Тяжёлая неделя"),
        ("444-0", "100", "Тяжёлая неделя"),
        ("3210-", "62,5", "Неделя с перевесом"),
    ],
)
def test_the_result_says_the_band_first_and_the_number_after(
    week: InstrumentVersion, places: str, number: str, band: str
) -> None:
    section = scale_section(text_of(take(week, places)))

    assert f'<p class="lead">{band}</p>' in section
    assert f"<b>{number}</b>" in section
    assert section.index(band) < section.index(f"<b>{number}</b>")


def test_no_token_of_the_making_is_left_in_a_result(week: InstrumentVersion) -> None:
    page = text_of(take(week, "32104"))

    assert re.findall(r"@\w+@|\0", page) == []
    assert page.count('name="a" value="32104"') == 3


@pytest.mark.parametrize(("places", "answered"), [("-----", 0), ("321--", 3)])
def test_a_scale_that_cannot_be_scored_says_so(week: InstrumentVersion, places: str, answered: int) -> None:
    section = scale_section(text_of(take(week, places)))

    assert "Не посчитано" in section
    assert f"отвечено {answered} из 5, нужно хотя бы 4." in section
    assert "<b>" not in section


def test_a_skipped_question_and_an_absent_field_are_the_same(week: InstrumentVersion) -> None:
    skipped, absent = take(week, "3210-"), take(week, "3210")

    assert skipped.content == absent.content


def test_a_version_retired_between_question_and_answer_still_answers(week: InstrumentVersion) -> None:
    before = take(week, "32104")
    newer = publishing.publish(version=drafts.new_draft_from(version=week), by="vera", today=TODAY)
    generation.bump()

    after = take(week, "32104")

    assert newer.code in text_of(Client().get(WEEK))
    assert after.status_code == 200
    assert scale_section(text_of(after)) == scale_section(text_of(before))
    assert f'value="{week.code}"' in text_of(after)


def test_a_withdrawn_version_answers_whoever_has_it_open_and_asks_nobody_else(
    week: InstrumentVersion,
) -> None:
    publishing.withdraw(version=week)
    generation.bump()

    assert take(week, "32104").status_code == 200
    assert Client().get(WEEK).status_code == 404


def test_a_draft_answers_nobody(week: InstrumentVersion) -> None:
    draft = drafts.new_draft_from(version=week)

    assert take(draft, "32104").status_code == 404


def test_a_version_answers_at_its_own_address_alone(week: InstrumentVersion) -> None:
    assert send(MONTH, {"v": week.code, "q1": "0"}).status_code == 404


def test_a_form_that_names_no_version_is_taken_for_the_present_one(week: InstrumentVersion) -> None:
    named = send(WEEK, {"v": week.code, "a": "32104"})

    assert send(WEEK, {"a": "32104"}).content == named.content
    assert send("/ru/check/nothing/", {"a": "32104"}).status_code == 404


def test_the_list_says_one_sentence_of_each_and_the_page_of_one_says_all(week: InstrumentVersion) -> None:
    listed, asked = (text_of(Client().get(address)) for address in ("/ru/check/", WEEK))

    assert "<p>Пять вопросов о прошедшей неделе.</p>" in listed
    assert "<p>Пять вопросов о прошедшей неделе. Это займёт около минуты" in asked


@pytest.mark.parametrize("code", ["", "nothing", "\0", "x" * 5000])
def test_an_unknown_version_is_no_page(week: InstrumentVersion, code: str) -> None:
    assert send(WEEK, {"v": code, "q1": "0"}).status_code == 404


def test_what_the_form_does_not_offer_is_named_and_the_rest_stays_marked(week: InstrumentVersion) -> None:
    response = take(week, "392-")

    page = text_of(response)
    marked = re.findall(r'name="(q\d)" value="(.)" checked', page)
    assert response.status_code == 400
    assert marked == [("q1", "3"), ("q3", "2"), ("q4", "-")]
    assert re.findall(r'href="#(q\d)"', page) == ["q2"]
    asked_again = [one for one in page.split("<fieldset")[1:] if "Отметьте здесь ответ ещё раз" in one]
    assert re.findall(r'name="(q\d)" value="-"', "".join(asked_again)) == ["q2"]


@pytest.mark.parametrize("line", ["", "3210", "321049", "3210x", "32105", "٣2104"])
def test_a_carried_line_that_is_none_of_ours_brings_the_questions_back(
    week: InstrumentVersion, line: str
) -> None:
    response = send(WEEK, {"v": week.code, "a": line, "do": "keep"})

    assert response.status_code == 400
    assert "<fieldset" in text_of(response)
    assert not History.objects.exists()


def test_a_line_carried_twice_brings_the_questions_back(week: InstrumentVersion) -> None:
    response = send(WEEK, [("v", week.code), ("a", "32104"), ("a", "00000")])

    assert response.status_code == 400


def test_a_self_check_asks_the_database_nothing(
    week: InstrumentVersion, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    take(week, "32104")
    generation.current()

    with django_assert_num_queries(0):
        assert take(week, "01234").status_code == 200


def test_keeping_a_result_is_one_insert(
    week: InstrumentVersion, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    take(week, "32104")

    with django_assert_num_queries(1) as asked:
        response = send(WEEK, {"v": week.code, "a": "32104", "do": "keep"})

    assert response.status_code == 200
    assert asked.captured_queries[0]["sql"].startswith('INSERT INTO "assessments_history"')
    assert History.objects.count() == 1


def test_the_questions_ask_the_database_nothing_once_read(
    week: InstrumentVersion, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Client().get(WEEK)

    with django_assert_num_queries(0):
        assert Client().get(WEEK).status_code == 200
