"""A paper for a name that is typed and forgotten: who gets one, and what stands on it."""

import io
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse

from courses.runs.models import Run
from tests.courses.runs.public.afterwards import came, end_last, run_over
from tests.courses.runs.public.visiting import (
    PLACE,
    buttons_of,
    codes_on,
    join,
    open_run,
    place_of,
    press,
    send,
    text_of,
)
from tests.factories.runs import create_course_page
from tests.reading_pdf import Pdf
from tests.trainers.proof.test_kept_nowhere import files, texts, where

pytestmark = [pytest.mark.service, pytest.mark.django_db]

NAME = "Канарейка Имярекова"
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _nobody_was_counted() -> None:
    cache.clear()


def ask(page: HttpResponse, name: str = NAME, says: str = "training", language: str = "ru") -> HttpResponse:
    typed = {"paper-name": name, "paper-says": says, "paper-language": language}
    return press(page, "paper", **typed)


def words(answer: HttpResponse) -> str:
    """What stands on the one page of the file."""
    (page,) = Pdf(answer.content).pages
    return page.replace("\xa0", " ")


def test_who_was_there_gets_a_paper_with_the_name_and_how_much_it_was() -> None:
    run, (code,) = run_over("Ива", sessions=3)
    came(run, code, True, False, True)
    answer = ask(place_of(code))

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="notes.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"
    said = words(answer)
    for each in (NAME, "2 из 3", "3 ч", "Справка", "групповом тренинге"):
        assert each in said
    assert "Ива" not in said


def test_the_course_is_named_only_where_that_was_chosen_in_the_language_of_the_paper() -> None:
    course = create_course_page()
    run, (code,) = run_over("Ива", sessions=1)
    Run.objects.update(course=course)
    came(run, code, True)
    page = place_of(code)
    named = words(ask(page, says="course", language="en")).replace("\n", " ")

    assert course.title in named
    assert "took part in the course" in named and "1 h" in named and "30 min" in named
    assert course.title not in words(ask(page)).replace("\n", " ")


def test_a_course_that_is_not_there_is_not_offered_and_asked_for_all_the_same_changes_nothing() -> None:
    run, (code,) = run_over("Ива", sessions=1)
    came(run, code, True)
    page = place_of(code)

    assert 'value="course"' not in page.content.decode()
    assert "групповом тренинге" in words(ask(page, says="course"))


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "\x00", "\n\t", "Я" * 81, "<b>&\"'" * 800, "я" * 5000, "\u202e\u200f"],
)
def test_a_name_that_will_not_do_is_a_sentence_with_everything_still_there(typed: str) -> None:
    run, (code,) = run_over("Ива", sessions=1)
    Run.objects.update(course=create_course_page())
    came(run, code, True)
    answer = ask(place_of(code), name=typed, says="course", language="en")
    page = answer.content.decode()

    assert answer.status_code == 400
    assert "Справки пока нет" in text_of(answer)
    assert 'value="course" id="id_paper-says_1" checked' in page.replace(" required", "")
    assert 'value="en" id="id_paper-language_1" checked' in page.replace(" required", "")
    assert "<b>&\"'" not in page
    assert ("я" * 5000 in page) == ("я" * 5000 in typed)


@pytest.mark.parametrize("field", ["paper-says", "paper-language"])
@pytest.mark.parametrize("typed", ["", "de", "\x00", "course'--"])
def test_a_choice_that_is_none_is_a_sentence(field: str, typed: str) -> None:
    run, (code,) = run_over("Ива", sessions=1)
    came(run, code, True)
    asked = {"paper-name": NAME, "paper-says": "training", "paper-language": "ru", field: typed}
    answer = send(PLACE, {"code": code, "do": "paper", **asked})

    assert answer.status_code == 400
    assert f'value="{NAME}"' in answer.content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "Женя Лис",
        "محمد بن عبد الله",
        "王小明",
        "😀",
        "З" + "\u0301" * 79,
        "А\x00Б",
        "\ud83d",
        "\uffff1",
        "a\u200cb",
    ],
)
def test_a_name_in_any_script_is_one_page(name: str) -> None:
    run, (code,) = run_over("Ива", sessions=1)
    came(run, code, True)
    answer = ask(place_of(code), name=name.encode("utf-8", "surrogatepass").decode("utf-8", "replace"))

    assert answer.content.startswith(b"%PDF-")
    assert len(Pdf(answer.content).pages) == 1


def test_without_marks_there_is_a_sentence_and_no_paper() -> None:
    run, (code, absent) = run_over("Ива", "Клён", sessions=2)
    unmarked = place_of(code)
    came(run, absent, False, False)

    assert "Пока не отмечено, кто приходил" in text_of(unmarked)
    assert "Ни на одном занятии вас не отметили" in text_of(place_of(absent))
    Run.objects.update(decided=Run.Decided.DONE)
    assert "теперь это уже не отметить" in text_of(place_of(code))
    for each in (code, absent):
        assert "paper" not in buttons_of(place_of(each))
        asked = {"code": each, "do": "paper", "paper-name": NAME, "paper-says": "training"}
        answer = send(PLACE, {**asked, "paper-language": "ru"})
        assert answer.status_code == 409
        assert "Справки пока нет" in text_of(answer)


def test_nothing_is_offered_before_the_end_nor_of_a_run_that_is_off_nor_to_who_waited() -> None:
    run = open_run(capacity=1, sessions=1)
    code, waits = codes_on(join(run, "Ива"))[0], codes_on(join(run, "Клён"))[0]
    for each in (code, waits):
        came(run, each, True)
    assert "Справка" not in text_of(place_of(code))
    assert send(PLACE, {"code": code, "do": "paper", "paper-name": NAME}).status_code == 409

    end_last(run, ago=HOUR)
    assert "paper" in buttons_of(place_of(code))
    assert "paper" not in buttons_of(place_of(waits))
    Run.objects.update(decided=Run.Decided.CANCELLED)
    assert "paper" not in buttons_of(place_of(code))


def test_the_name_is_nowhere_afterwards(
    lines: io.StringIO, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    run, (code,) = run_over("Ива", sessions=1)
    came(run, code, True)
    page = place_of(code)
    assert ask(page).content.startswith(b"%PDF-")
    assert ask(page, name=NAME * 9).status_code == 400

    places = {**texts(), **files(tmp_path, Path(settings.MEDIA_ROOT)), "log": lines.getvalue()}
    assert where(NAME, places) == set()
    assert list(tmp_path.iterdir()) == []
