"""Files made to harm end in a sentence and in little memory, in any format; changed bytes never raise."""

import io
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.assessments.importing import towers
from tests.assessments.importing.lighthouse import found, read
from wellbeing.assessments.importing import Severity
from wellbeing.assessments.importing.limesurvey import rows
from wellbeing.assessments.importing.redcap import table
from wellbeing.assessments.importing.xlsform import sheets

XML = b'<?xml version="1.0"?>\n'
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
SURVEY, DICTIONARY, FORM = towers.survey(), towers.dictionary(), towers.form()
MEMORY = 120_000_000


def packed(change: Callable[[zipfile.ZipFile], None] | None = None, **parts: bytes) -> bytes:
    """The sound form with parts replaced (`sheet` for the first) or added."""
    names = {"sheet": "xl/worksheets/sheet1.xml", "macro": "xl/vbaProject.bin", "book": "xl/workbook.xml"}
    names |= {"link": "xl/externalLinks/externalLink1.xml", "blob": "xl/media/blob.bin"}
    replaced = {names[name]: data for name, data in parts.items()}
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(FORM)) as sound,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in sound.namelist():
            if name not in replaced:
                made.writestr(name, sound.read(name))
        for name, data in replaced.items():
            made.writestr(name, data)
        if change is not None:
            change(made)
    return out.getvalue()


def many(made: zipfile.ZipFile) -> None:
    for n in range(400):
        made.writestr(f"x/{n}.bin", b"")


def lying(data: bytes) -> bytes:
    """A part that says it is small and is not."""
    at = data.index(b"PK\x01\x02", data.rindex(b"xl/media/blob.bin") - 60)
    return data[: at + 24] + (10).to_bytes(4, "little") + data[at + 28 :]


def sheet(inside: str, head: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'{head}<worksheet xmlns="{space}"><sheetData>{inside}</sheetData></worksheet>'.encode()


HOSTILE = [
    (
        XML + b'<!DOCTYPE document [<!ENTITY l0 "ha">' + LAUGHS + b"]><document>&l9;</document>",
        "xml_declares",
    ),
    (XML + b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><document>&x;</document>', "xml_declares"),
    (XML + b'<!DOCTYPE d SYSTEM "http://lighthouse.example/d.dtd"><document/>', "xml_declares"),
    (XML + b"<document>" + b"<a>" * 100_000, "too_deep"),
    (XML + b"<document><answers><rows>" + b"<row/>" * (rows.ROWS + 1), "too_many_values"),
    (SURVEY.replace(b"<aid>0</aid>", b"<aid>\x00</aid>"), "xml_syntax"),
    (SURVEY[:900], "xml_syntax"),
    (SURVEY.decode().replace("UTF-8", "windows-1251").encode("cp1251"), "encoding.bytes"),
    (SURVEY.decode().encode("utf-16"), "encoding"),
    (XML + b"<html/>", "not_survey"),
    (DICTIONARY[:-3], "csv_syntax"),
    (towers.dictionary(towers.field(1, note="x" * 200_000)), "csv_syntax"),
    (towers.dictionary(*[towers.field(1)] * (table.ROWS + 1)), "too_many_rows"),
    (DICTIONARY.decode().encode("cp1251"), "encoding.bytes"),
    (packed(blob=b"\0" * 20_000_000), "archive_bomb"),
    (packed(blob=b"\0" * 3_000_000), "archive_bomb"),
    (packed(many), "archive_bomb.parts"),
    (lying(packed(blob=b"\0" * 3_000_000)), "archive_broken"),
    (packed(macro=b"x"), "archive_active"),
    (packed(link=b"<x/>"), "archive_links"),
    (packed(sheet=sheet("", '<!DOCTYPE x [<!ENTITY a "b">]>')), "xml_declares"),
    (packed(sheet=sheet("<row>" * 60)), "too_deep"),
    (packed(sheet=b"<worksheet"), "archive_broken"),
    (packed(sheet=sheet("".join(f'<row r="{n}"/>' for n in range(1, 30_000, 3)))), "no_questions"),
    (
        packed(sheet=sheet('<row r="9999999"><c r="A9999999" t="inlineStr"><is><t>x</t></is></c></row>')),
        "no_questions",
    ),
    (FORM[:2000], "archive_broken"),
    (b"PK\x03\x04" + b"x" * 100, "archive_broken"),
    (towers.form(asked=[["text", "x"]] * (sheets.ROWS + 1)), "too_many_rows"),
]


@pytest.mark.parametrize(("data", "message"), HOSTILE, ids=[f"{m}-{i}" for i, (_, m) in enumerate(HOSTILE)])
def test_hostile_file_is_refused_in_a_sentence_and_in_little_memory(data: bytes, message: str) -> None:
    tracemalloc.start()
    result = read(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert result.instrument is None
    assert found(result, message).severity == Severity.ERROR
    assert most < MEMORY


def test_other_spreadsheet_is_told_what_it_lacks() -> None:
    other = packed(
        book=zipfile.ZipFile(io.BytesIO(FORM)).read("xl/workbook.xml").replace(b"choices", b"chosen")
    )
    assert found(read(other), "sheet_missing").values == {"sheets": "choices"}


def test_huge_cell_is_cut_and_said() -> None:
    long = [["select_one often", "q4", "я" * 30_000, "x " * 3_000], *towers.ASKED]
    assert "too_long" in {finding.message for finding in read(towers.form(asked=long)).report.findings}


def test_control_characters_are_removed_and_said() -> None:
    broken = towers.dictionary(towers.field(1, label="Лам\x00па\x07"), towers.field(2))
    assert found(read(broken), "broken_text").place.line == 2


@settings(max_examples=150, deadline=None)
@given(
    data=st.sampled_from([SURVEY, DICTIONARY, FORM]),
    cuts=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4)), min_size=1, max_size=4),
)
def test_changed_bytes_never_raise(data: bytes, cuts: list[tuple[float, bytes]]) -> None:
    for where, noise in cuts:
        at = int(where * len(data))
        data = data[:at] + noise + data[at + len(noise) :]
    for finding in read(data).report.findings:
        assert finding.sentence("ru")
        assert finding.place.text("en") is not None


CELLS = st.sampled_from(
    ["", "select_one often", "begin_group", "end_repeat", "calculate", "q1", "${", "0", "="]
)


@settings(max_examples=40, deadline=None)
@given(asked=st.lists(st.lists(CELLS | st.integers() | st.booleans(), min_size=7, max_size=7), max_size=4))
def test_changed_cells_never_raise(asked: list[list[object]]) -> None:
    read(towers.form(asked=[*towers.ASKED, *asked]))
