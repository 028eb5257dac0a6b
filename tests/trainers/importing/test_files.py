"""Files of any program become rows; a file that cannot is refused with a reason and its line."""

import io
import zipfile
from contextlib import suppress
from datetime import datetime
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.trainers.importing.building import FILES, HEADINGS, ROW, book, csv_of, with_part, workbook
from trainers.importing import reading, source
from trainers.importing.columns import Column
from trainers.importing.faults import Unreadable, Why
from trainers.importing.reading import Reading
from trainers.importing.tables import LARGEST

BOOK = book()
SHEET = "xl/worksheets/sheet1.xml"


def read(data: bytes) -> Reading:
    return reading.read(data, BOOK)


def whys(data: bytes, line: int = 2) -> list[tuple[Why, Column | None]]:
    row = next(each for each in read(data).rows if each.line == line)
    return [(fault.why, fault.column) for fault in row.faults]


def refusal(data: bytes) -> tuple[Why, int, str]:
    with pytest.raises(Unreadable) as caught:
        read(data)
    fault = caught.value.fault
    return fault.why, fault.line, fault.said


def test_a_csv_of_windows_with_semicolons_a_title_and_russian_headings() -> None:
    found = read((FILES / "region-1251.csv").read_bytes())

    assert [(row.line, row.name, row.home, row.faults) for row in found.rows] == [
        (4, "Лёля", "RU-TOM", ()),
        (5, "Ясень", "RU-TOM", ()),
    ]
    assert found.rows[0].values[Column.SERVES] == ("RU-SPE",)
    assert found.rows[1].values[Column.LANGUAGES] == ("ru", "tt")
    assert found.rows[1].values[Column.FORMATS] == ("in_person", "online")
    assert found.rows[1].values[Column.SPECIALITIES] == ("body", "grief")
    assert found.sealed == (Column.LEGAL_NAME, Column.CONTACT)
    assert [note.why for note in found.notes] == [Why.SEALED, Why.SEALED]
    assert "Паспорта" not in repr(found)
    assert "900" not in repr(found)


def test_a_csv_of_utf_8_with_commas_quotes_and_a_new_line_in_a_cell() -> None:
    found = read((FILES / "region.csv").read_bytes())

    assert [(row.line, row.name, row.faults) for row in found.rows] == [
        (2, "Iva", ()),
        (3, 'Mira "the Lark"', ()),
        (5, "Ash", ()),
    ]
    assert found.rows[0].values[Column.SERVES] == ("RU-ALT", "RU-TOM")
    assert found.rows[1].values[Column.SPECIALITIES] == ("burnout", "safety")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_separator_and_end_of_line(encoding: str, separator: str, end: str) -> None:
    text = csv_of(HEADINGS, ROW, separator=separator).decode().replace("\n", end)

    (row,) = read(text.encode(encoding)).rows

    assert (row.name, row.home, row.faults) == ("Ива", "RU-TOM", ())


def test_a_line_that_names_the_separator_is_kept_to() -> None:
    (row,) = read(b"sep=;\r\n" + csv_of(HEADINGS, ROW)).rows

    assert (row.line, row.name) == (3, "Ива")


def test_a_workbook_with_real_dates_numbers_and_empty_rows() -> None:
    rows = [(None,) * 3, HEADINGS, (*ROW[:4], datetime(2025, 3, 17)), (None,), ("Ясень", *ROW[1:4], 2025)]  # noqa: DTZ001

    found = read(workbook(rows))

    assert [(row.line, row.name) for row in found.rows] == [(3, "Ива"), (5, "Ясень")]
    assert str(found.rows[0].values[Column.SINCE]) == "2025-03-01"
    assert [fault.why for fault in found.rows[1].faults] == [Why.NOT_A_MONTH]


def test_a_formula_is_never_a_value() -> None:
    assert whys(workbook([HEADINGS, ("=1+1", *ROW[1:])])) == [(Why.FORMULA, Column.NAME)]
    assert whys(csv_of(HEADINGS, ("=1+1", *ROW[1:]))) == [(Why.FORMULA, Column.NAME)]
    assert whys(workbook([HEADINGS, ("#N/A", *ROW[1:])])) == [(Why.FORMULA, Column.NAME)]


def test_merged_cells_are_pointed_at() -> None:
    rows = [HEADINGS, ROW, ("Ясень", None, *ROW[2:])]

    data = workbook(rows, change=lambda made: made.active.merge_cells("B2:B3"))

    assert whys(data, 2) == []
    assert whys(data, 3) == [(Why.MERGED, Column.HOME)]


@pytest.mark.parametrize("hidden", ["\u202e", "\x07", "\u2066", "\x9b"])
def test_hidden_characters_are_pointed_at(hidden: str) -> None:
    assert whys(csv_of(HEADINGS, (f"И{hidden}ва", *ROW[1:]))) == [(Why.HIDDEN, Column.NAME)]


def test_what_copying_leaves_behind_goes_without_a_word() -> None:
    (row,) = read(csv_of(HEADINGS, ("\ufeffИва\u200b \u00a0Ясень ", *ROW[1:]))).rows

    assert (row.name, row.faults) == ("Ива Ясень", ())


def test_each_wrong_cell_has_its_line_column_and_reason() -> None:
    heads = (*HEADINGS, "Активна до", "Регионы", "Путь", "Начало пути")
    row = (
        "И" * 81,
        "Марс",
        "эльфийский",
        "онлайн",
        "скоро",
        "2024",
        "Altai",
        "Путь воина",
        "05.2025, 06.2025",
    )

    found = read(csv_of(heads, row)).rows[0]

    assert {(fault.why, fault.place, fault.said) for fault in found.faults} == {
        (Why.TOO_LONG, "A", "И" * 60),
        (Why.NO_SUCH_REGION, "B", "Марс"),
        (Why.NO_SUCH_WORD, "C", "эльфийский"),
        (Why.NOT_A_MONTH, "E", "скоро"),
        (Why.NOT_A_MONTH, "F", "2024"),
        (Why.SEVERAL_REGIONS, "G", "Altai"),
        (Why.NO_SUCH_PATHWAY, "H", "Путь воина"),
    }
    assert whys(csv_of(HEADINGS, (*ROW, "лишнее"))) == [(Why.TOO_WIDE, None)]


def test_headings_that_are_missing_double_or_unknown() -> None:
    assert refusal(csv_of(("а", "б"), ROW)) == (Why.NO_HEADINGS, 0, "")
    assert refusal(csv_of(HEADINGS[2:], ROW[2:])) == (Why.COLUMN_MISSING, 1, "")
    assert refusal(csv_of(("ФИО", *HEADINGS[1:]), ROW)) == (Why.ONLY_LEGAL_NAMES, 1, "")
    assert refusal(csv_of((*HEADINGS, "псевдоним"), (*ROW, "x"))) == (Why.TWO_COLUMNS, 1, "A, F")
    assert refusal(csv_of(HEADINGS)) == (Why.NO_ROWS, 0, "")
    notes = read(csv_of((*HEADINGS, "Цвет", "Сертификат до"), (*ROW, "x", "2027"))).notes
    assert [(note.why, note.place, note.said) for note in notes] == [
        (Why.CERTIFICATES, "G", ""),
        (Why.NOT_READ, "F", "Цвет"),
    ]


def test_files_that_are_no_table() -> None:
    assert refusal(b"") == (Why.EMPTY_FILE, 0, "")
    assert refusal(b" \n\n ") == (Why.EMPTY_FILE, 0, "")
    assert refusal(b"\xef\xbb\xbf") == (Why.EMPTY_FILE, 0, "")
    assert refusal(b"\xd0\xcf\x11\xe0" + b"x" * 100) == (Why.OLD_EXCEL, 0, "")
    assert refusal(b"PK\x03\x04 nothing") == (Why.NOT_A_TABLE, 0, "")
    assert refusal(b"\x89PNG\0\0") == (Why.NOT_A_TABLE, 0, "")
    assert refusal(b" " * (LARGEST + 1)) == (Why.TOO_LARGE, 0, "")
    assert refusal(csv_of(HEADINGS) + '\nИва;"Томск'.encode()) == (Why.QUOTES, 2, "")


def test_too_many_rows_in_either_kind_of_file() -> None:
    assert refusal(csv_of(HEADINGS, *[ROW[:1]] * 100_000)) == (Why.TOO_MANY_ROWS, 0, "")
    assert refusal(workbook([HEADINGS, *[ROW[:1]] * 10_001])) == (Why.TOO_MANY_ROWS, 0, "")


def test_workbooks_that_would_do_harm() -> None:
    good = workbook([HEADINGS, ROW])
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    outside = b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'

    assert refusal(with_part(good, "xl/vbaProject.bin", b"x")) == (Why.MACROS, 0, "")
    assert refusal(with_part(good, SHEET, entities)) == (Why.ENTITIES, 0, "")
    assert refusal(with_part(good, SHEET, outside.decode().encode("utf-16"))) == (Why.ENTITIES, 0, "")
    bomb = with_part(good, "xl/media/image1.bin", b"\0" * 30_000_000)
    assert len(bomb) < 100_000
    assert refusal(bomb) == (Why.UNPACKS_TOO_LARGE, 0, "")
    linked = with_part(good, "xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    assert [note.why for note in read(linked).notes] == [Why.LINKS]


def test_a_spreadsheet_of_another_program_is_told_so() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")

    assert refusal(file.getvalue()) == (Why.OTHER_PROGRAM, 0, "")


def test_only_the_first_sheet_is_read_and_that_is_said() -> None:
    def second(made: Any) -> None:
        made.create_sheet("Архив").append(["x"])

    found = read(workbook([HEADINGS, ROW], change=second))

    assert [note.why for note in found.notes] == [Why.OTHER_SHEETS]
    assert len(found.rows) == 1


@pytest.mark.parametrize("said", [b"A1:XFD1048576", b"A1:A1"])
def test_a_workbook_that_lies_about_its_size_is_read_as_it_is(said: bytes) -> None:
    good = workbook([HEADINGS, ROW])
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        sheet = archive.read(SHEET).replace(b'ref="A1:E2"', b'ref="' + said + b'"')

    assert [row.name for row in read(with_part(good, SHEET, sheet)).rows] == ["Ива"]


GOOD = workbook([HEADINGS, ROW])


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
@example(b'"')
@example(b"\xff\xfe\x00")
@example(b"sep=")
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(Unreadable):
        read(data)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=40))
def test_a_damaged_workbook_is_read_or_refused(place: int, junk: bytes) -> None:
    for rest in (GOOD[place + len(junk) :], b""):
        with suppress(Unreadable):
            read(GOOD[:place] + junk + rest)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_a_workbook_with_a_damaged_sheet_is_read_or_refused(junk: bytes) -> None:
    for part in (SHEET, "xl/workbook.xml", "xl/styles.xml"):
        with suppress(Unreadable):
            source.read(with_part(GOOD, part, junk))
