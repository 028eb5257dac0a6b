"""Regions, months, words and headings as people write them."""

from datetime import date

import pytest
from django.utils import translation

from tests.trainers.importing.building import book
from trainers.importing import cells, months
from trainers.importing.columns import Column, column_of
from trainers.importing.regions import short_forms
from trainers.importing.tables import Cell
from trainers.importing.words import Vocabulary, parts
from trainers.models.choices import Formats, Languages, Specialities
from trainers.staff.exports import IMPORTED
from trainers.staff.import_words import COLUMNS

BOOK = book()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Томская область", "RU-TOM"),
        ("томская обл.", "RU-TOM"),
        ("Область Томская", "RU-TOM"),
        ("Томск", "RU-TOM"),
        ("Tomsk region", "RU-TOM"),
        ("ru-tom", "RU-TOM"),
        ("Татарстан", "RU-TA"),
        ("Респ. Татарстан", "RU-TA"),
        ("СПб", "RU-SPE"),
        ("Питер", "RU-SPE"),
        ("ХМАО", "RU-KHM"),
        ("Ханты-Мансийский АО", "RU-KHM"),
        ("г. Москва", "RU-MOW"),
        ("Московская", "RU-MOS"),
        ("Алтай", "RU-AL"),
        ("Алтайский край", "RU-ALT"),
        ("ЯКУТИЯ", "RU-SA"),
        ("Орел", "RU-ORL"),
    ],
)
def test_a_region_goes_by_its_name_its_code_and_short_forms(text: str, code: str) -> None:
    assert BOOK.regions.find(text) == {code}


def test_a_region_that_may_be_two_or_none_is_not_guessed() -> None:
    assert BOOK.regions.find("Altai") == {"RU-AL", "RU-ALT"}
    assert BOOK.regions.find("Марс") == frozenset()
    assert BOOK.regions.find("") == frozenset()


def test_no_short_form_stands_for_two_regions() -> None:
    assert short_forms()["питер"] == "RU-SPE"


@pytest.mark.parametrize(
    "text",
    [
        *("2026-05", "2026-05-17", "05.2026", "5/2026", "17.05.2026", "2026-05-01 00:00:00"),
        *("май 2026", "17 мая 2026 г.", "MAY 2026", "май.26", "2026 май"),
    ],
)
def test_a_month_is_read_however_it_is_written(text: str) -> None:
    assert months.read(Cell(text)) == date(2026, 5, 1)


@pytest.mark.parametrize(
    "text", ["2026", "13.2026", "00.2026", "мама 2026", "0001-05", "05.2226", "скоро", ""]
)
def test_what_is_no_month_is_not_guessed(text: str) -> None:
    assert months.read(Cell(text)) is None


def test_a_date_of_the_program_is_its_month() -> None:
    assert months.read(Cell("46157", day=date(2026, 5, 17))) == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("column", "choices"),
    [
        (Column.LANGUAGES, Languages),
        (Column.FORMATS, Formats),
        (Column.SPECIALITIES, Specialities),
    ],
)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_word_of_the_site_is_understood_in_both_languages(column, choices, language: str) -> None:
    with translation.override(language):
        found = {code: Vocabulary({}).find(column, str(label)) for code, label in choices.choices}

    assert found == {code: code for code in choices.values}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_heading_of_an_export_is_understood(language: str) -> None:
    with translation.override(language):
        found = [column_of(str(COLUMNS[column])) for column in IMPORTED]

    assert found == list(IMPORTED)


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("  РАБОЧЕЕ ИМЯ* ", Column.NAME),
        ("Регион (область)", Column.HOME),
        ("Где ведет", Column.SERVES),
        ("Ф.И.О.", Column.LEGAL_NAME),
        ("E-mail", Column.CONTACT),
        ("Сертификат действует до", Column.CERTIFICATE),
        ("Любимый цвет", None),
        ("", None),
    ],
)
def test_a_heading_is_known_whatever_its_dress(heading: str, column: Column | None) -> None:
    assert column_of(heading) == column


def test_a_list_is_taken_apart_only_as_far_as_it_has_to_be() -> None:
    def find(text: str) -> str | None:
        return BOOK.words.find(Column.SPECIALITIES, text)

    assert parts("Утрата и горе, тело / выгорание и безопасность", find) == (
        ["grief", "body", "burnout", "safety"],
        [],
    )
    assert parts("выгорание; рыбалка", find) == (["burnout"], ["рыбалка"])
    assert parts("", find) == ([], [])


def test_text_goes_out_defused_and_comes_back_the_same() -> None:
    assert cells.defuse("=1+1") == "'=1+1"
    assert cells.defuse("раз;-2\n@x") == "раз;'-2\n'@x"
    assert cells.defuse("Ива\u202e\x07 \u00a0 Ясень") == "Ива Ясень"
    assert cells.undo(cells.defuse("'=x")) == "'=x"
    assert cells.undo("'Ива'") == "'Ива'"
