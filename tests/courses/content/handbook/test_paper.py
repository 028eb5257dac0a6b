"""A course on paper, made by WeasyPrint for real and read back: what the contents say is true."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings
from pytest_django import Settings

from courses.content.handbook import gathering, paper
from courses.content.handbook.gathering import Course
from courses.content.models import CoursePage
from tests.courses.content.handbook.small import SHEET, create_small
from tests.reading_pdf import Pdf

pytestmark = [pytest.mark.service, pytest.mark.django_db]

SIZES = {"a4": (210, 297), "a5": (148, 210)}


@pytest.fixture(autouse=True)
def _site(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    with override_settings(SITE_URL="https://pause.example.org"):
        yield


@pytest.fixture
def course() -> Course:
    return gathering.gathered(create_small())


@pytest.mark.parametrize("size", SIZES)
def test_the_contents_name_the_page_where_each_thing_stands(course: Course, size: str) -> None:
    pdf = Pdf(paper.pdf(course, size))
    targets = pdf.targets()

    assert pdf.sizes() == {SIZES[size]}
    numbers = [int(line) for line in pdf.pages[1].split("\n") if line.isdecimal()]
    wanted = {f"lesson-{n}" for n in (1, 2, 3)} | {f"lesson-{n}-sheet-1" for n in (1, 2, 3)}
    assert targets.keys() == wanted
    assert {targets[name] for name in wanted} <= set(numbers)
    for number in (1, 2, 3):
        assert f"Тема {number}" in pdf.pages[targets[f"lesson-{number}"] - 1].split("\n")
        assert SHEET["title"] in pdf.pages[targets[f"lesson-{number}-sheet-1"] - 1].split("\n")


def test_what_stands_at_the_foot_of_a_page_is_its_number(course: Course) -> None:
    pdf = Pdf(paper.pdf(course, "a5"))

    for number, text in enumerate(pdf.pages[1:], start=2):
        assert text.split("\n")[-1] == str(number)
    assert "1" not in pdf.pages[0].split("\n"), "the cover has none"


def test_a_sheet_has_its_page_for_itself(course: Course) -> None:
    pdf = Pdf(paper.pdf(course, "a5"))
    page = pdf.targets()["lesson-2-sheet-1"]
    text = pdf.pages[page - 1].split("\n")

    assert text[0] == SHEET["title"]
    assert [prompt["text"] in text for prompt in SHEET["prompts"]] == [True, True]
    assert not any(word in " ".join(text) for word in ("Иванова", "Усталость", "слабость"))


def test_running_heads_say_the_course_on_the_left_and_the_lesson_on_the_right(course: Course) -> None:
    pdf = Pdf(paper.pdf(course, "a5"))
    first = pdf.targets()["lesson-2"]
    following = range(first + 1, pdf.targets()["lesson-3"] + 1)

    assert "Выйти из выгорания" not in pdf.pages[0].split("\n")[3:]
    for number in following:
        if number < pdf.targets()["lesson-3"]:
            head = "Тема 2" if number % 2 else "Выйти из выгорания"
            assert head in pdf.pages[number - 1].split("\n")


@pytest.mark.parametrize("size", SIZES)
def test_links_are_written_out_at_the_foot_of_their_page_once(course: Course, size: str) -> None:
    pdf = Pdf(paper.pdf(course, size))

    calls = ["обзор" in text for text in pdf.pages]
    assert calls == ["https://example.org/a?b=1&c=2" in text for text in pdf.pages]
    assert calls.count(True) == 3
    whole = "\n".join(pdf.pages).replace("\n", "")
    assert whole.count("https://pause.example.org/ru/check/") == 3
    assert whole.count("https://doi.org/10.1000/182") == 3, "its own text says it already"


def test_it_is_tagged_and_has_an_outline_and_says_its_language(course: Course) -> None:
    pdf = Pdf(paper.pdf(course, "a4"))

    assert {"H1", "H2", "H3", "P", "L", "Table", "TH", "TD", "Link"} <= pdf.tags()
    assert pdf.outline()[:4] == ["Содержание", "Тема 1", "Как это видно", "Источники"]
    assert b"/Lang (ru)" in pdf.catalog
    assert b"/DisplayDocTitle true" in pdf.catalog


def test_its_properties_are_neutral(course: Course) -> None:
    assert Pdf(paper.pdf(course, "a4")).information() == {
        "Producer": "WeasyPrint 70.0",
        "Title": "Заметки",
    }


def test_the_same_course_gives_the_same_bytes_in_another_process_too(course: Course) -> None:
    first = paper.pdf(course, "a5")
    paper.pdf(course, "a4")
    code = (
        "import sys, django; django.setup();"
        "from courses.content.handbook.paper import STYLES; from wellbeing.documents.pdf import to_pdf;"
        "sys.stdout.buffer.write(to_pdf(sys.stdin.read(), stylesheet=STYLES['a5']))"
    )
    elsewhere = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        input=paper.html(course).encode(),
        capture_output=True,
        check=True,
    )

    assert paper.pdf(course, "a5") == first
    assert elsewhere.stdout == first


def test_english_is_english() -> None:
    create_small(lessons=1)
    english = gathering.gathered(create_small(language="en", lessons=1))
    pdf = Pdf(paper.pdf(english, "a5"))

    assert "Contents" in pdf.pages[1].split("\n")
    assert "Lesson 1 · 15 minutes" in pdf.pages[2]
    assert b"/Lang (en)" in pdf.catalog


def test_a_link_to_a_lesson_leads_there_and_needs_no_note() -> None:
    page = create_small(lessons=2)
    address = page.lessons()[1].get_url()
    lesson = page.lessons()[0]
    lesson.body = [("paragraph", f'<p><a href="{address}">дальше</a></p>')]
    lesson.save()

    html = paper.html(gathering.gathered(CoursePage.objects.get(pk=page.pk)))

    assert '<a href="#lesson-2">дальше</a></p>' in html


def test_a_sheet_with_many_lines_is_set_closer_and_stays_one_page() -> None:
    prompts = [{"text": f"Вопрос {n}?", "lines": 4} for n in range(1, 5)]
    course = gathering.gathered(create_small(lessons=1, body=[("reflection", SHEET | {"prompts": prompts})]))
    pdf = Pdf(paper.pdf(course, "a5"))

    assert 'class="on-its-own dense"' in paper.html(course)
    assert len(pdf.pages) == pdf.targets()["lesson-1-sheet-1"]
