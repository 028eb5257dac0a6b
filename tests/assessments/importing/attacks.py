"""Files made to keep the reader busy or to fill its memory, read one after the other within hard limits.

Run as a program (`python -m tests.assessments.importing.attacks`), so that the system's own limits hold for
it alone; it prints one line of JSON: by name what was found, and the seconds of work.
"""

import io
import json
import random
import resource
import string
import sys
import time
import zipfile
from collections.abc import Callable, Sequence

from tests.assessments.importing import lighthouse, towers
from tests.assessments.importing.activity import create_files, packed

MEMORY = 300_000_000
SECONDS = 20

Files = Sequence[bytes]
FORM = towers.form()
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STYLES = f'<styleSheet xmlns="{SPREADSHEET}">'


def form_with(name: str, content: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(FORM)) as sound, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part in sound.namelist():
            made.writestr(part, content if part == name else sound.read(part))
        if name not in sound.namelist():
            made.writestr(name, content)
    return out.getvalue()


def sheet(rows: str, before: str = "") -> bytes:
    whole = f'<worksheet xmlns="{SPREADSHEET}">{before}<sheetData>{rows}</sheetData></worksheet>'
    return form_with("xl/worksheets/sheet1.xml", whole)


def row(number: int, text: str, column: str = "A") -> str:
    return f'<row r="{number}"><c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def words(length: int) -> str:
    """What packs badly, so that no rule about packing stops it; the same in every run."""
    return "".join(random.Random(length).choices(string.ascii_letters, k=length))


def archive(*parts: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts:
            made.writestr(name, content)
    return out.getvalue()


def link() -> zipfile.ZipInfo:
    """A symbolic link, as archives of Unix hold them."""
    part = zipfile.ZipInfo("tower/items/tower_1")
    part.create_system, part.external_attr = 3, 0o120777 << 16
    return part


def nested(depth: int = 6) -> bytes:
    """Ten of everything inside, six times over: four million megabytes if somebody went on unpacking."""
    inside = b"\0" * 4_000_000
    for _ in range(depth):
        inside = archive(*((f"{n}.zip", inside) for n in range(10)))
    return inside


def overlapping() -> bytes:
    """Hundreds of parts that are all the same bytes of the file."""
    data = archive(("000000", b" " * 900_000))
    entry, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entries = b"".join(data[entry:end].replace(b"000000", b"%06d" % n) for n in range(280))
    last = bytearray(data[end:])
    last[8:10] = last[10:12] = (280).to_bytes(2, "little")
    last[12:16] = len(entries).to_bytes(4, "little")
    return data[:entry] + entries + bytes(last)


def texts(text: str, count: int = 240) -> bytes:
    return towers.dictionary(*(towers.field(1, label=text[:19_000]) for _ in range(count)))


def answers(count: int) -> str:
    return "|".join(f"{n}, {words(150)}{n}" for n in range(count))


def activity(formula: str) -> Files:
    return [json.dumps(content).encode() for content in create_files(formula).values()]


def formulas(text: str) -> bytes:
    url = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"
    totals = [
        {"linkId": f"t{n}", "type": "decimal", "extension": [{"url": url, "valueString": text}]}
        for n in range(60)
    ]
    asked = [lighthouse.question(1, linkId=f"q{n}", text=f"Lamp {n}.") for n in range(99)]
    return json.dumps(lighthouse.create_questionnaire([*asked, *totals])).encode()


def many_rows(questions: int) -> bytes:
    """An array with thousands of rows and thirty answers."""
    ids = range(1000, 1000 + questions)
    return towers.survey(
        subquestions=[{"qid": n, "parent_qid": 100, "title": f"S{n}", "question_order": n} for n in ids],
        question_l10ns=[{"qid": n, "question": f"Lamp {n}", "language": "en"} for n in ids],
        answers=[
            {"aid": n, "qid": 100, "code": f"A{n}", "sortorder": n, "assessment_value": n} for n in range(30)
        ],
        answer_l10ns=[{"aid": n, "answer": f"Prefer not {n}", "language": "en"} for n in range(30)],
    )


def of_fields(count: int, offered: str) -> bytes:
    """So many questions, each with these answers."""
    asked = (towers.field(1, name=f"q{n}", label=f"Lamp {n}", choices=offered) for n in range(count))
    return towers.dictionary(*asked)


def styled(formats: str, styles: str) -> bytes:
    inside = f"{STYLES}<numFmts>{formats}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>"
    return form_with("xl/styles.xml", inside)


def far_rows() -> bytes:
    return sheet("".join(row(n, words(9)) for n in range(1, 2_490_000, 499)))


def wide_row(cells: int) -> bytes:
    text = words(cells * 5)
    parts = (f'<c t="inlineStr"><is><t>{text[n * 5 : n * 5 + 5]}</t></is></c>' for n in range(cells))
    return sheet(f'<row r="1">{"".join(parts)}</row>')


def number(digits: str) -> bytes:
    return sheet(f'<row r="1"><c r="A1"><v>{digits}</v></c></row>')


def attributes(count: int) -> bytes:
    return b'<?xml version="1.0"?><document ' + b" ".join(b'a%d="1"' % n for n in range(count)) + b"/>"


LONG_FORMAT = f'<numFmt numFmtId="164" formatCode="{"[" * 900_000}"/>'
INCLUDING = b"""<?xml version="1.0"?><?xml-stylesheet href="http://x.example/a.xsl"?>
<document xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd"/></document>"""
JSON_START = b'{"resourceType":"Questionnaire",'
XML_START = b'<?xml version="1.0"?><document>'

# By name: the files, and the message that has to come; empty where it is enough that an answer comes at all.
ATTACKS: dict[str, tuple[Callable[[], Files], str]] = {
    # REDCap
    "scripts that never close": (lambda: [texts("<script" * 2_800)], "text_missing"),
    "comments that never close": (lambda: [texts("<!--" * 4_900)], "text_missing"),
    "number of a character without end": (lambda: [texts("&#" + "9" * 18_000, 3)], "text_missing"),
    "thirty answers to thousands": (
        lambda: [of_fields(4_900, "|".join(f"{n}, a{n}" for n in range(30)))],
        "too_many_items",
    ),
    "hundred sets of long labels": (lambda: [of_fields(100, answers(30))], ""),
    "cell that never closes": (lambda: [towers.dictionary()[:-2] + b'"' + b"a,\n" * 1_500_000], "csv_syntax"),
    "row of millions of cells": (lambda: [towers.dictionary() + b"," * 4_500_000], ""),
    "heading of millions of cells": (
        lambda: [b"field_name,form_name,field_type," + b"," * 4_500_000],
        "csv_columns",
    ),
    "millions of empty rows": (lambda: [towers.dictionary() + b"\r\n" * 2_000_000], ""),
    # LimeSurvey
    "array of thousands": (lambda: [many_rows(6_000)], "codes_missing.all"),
    "hundreds of thousands of attributes": (lambda: [attributes(400_000)], "not_survey"),
    "name without end": (lambda: [b'<?xml version="1.0"?><' + b"a" * 4_000_000], "xml_syntax"),
    "million elements that are no rows": (
        lambda: [XML_START + b"<a/>" * 1_200_000 + b"</document>"],
        "not_survey",
    ),
    "file included from elsewhere": (lambda: [INCLUDING], "not_survey"),
    # XLSForm
    "format of numbers that keeps a reader busy": (
        lambda: [styled(LONG_FORMAT, '<xf numFmtId="164"/>')],
        "card_none",
    ),
    "tens of thousands of styles": (lambda: [styled("", '<xf numFmtId="0"/>' * 45_000)], "card_none"),
    "row with a number of billions": (
        lambda: [sheet("".join(row(n * 100_000_000, "x") for n in range(1, 10)))],
        "no_questions",
    ),
    "rows far from one another": (lambda: [far_rows()], "too_many_rows"),
    "size that says billions": (
        lambda: [sheet(row(1, "x", "XFD"), '<dimension ref="A1:XFD1048576"/>')],
        "no_questions",
    ),
    "row of tens of thousands": (lambda: [wide_row(90_000)], "no_questions"),
    "number of a million digits in a cell": (lambda: [number("9" * 900_000)], "archive_broken"),
    "number beyond all numbers in a cell": (lambda: [number("1e999999999")], "no_questions"),
    # ZIP
    "tens of thousands of parts": (
        lambda: [archive(*((str(n), b"") for n in range(45_000)))],
        "archive_bomb.parts",
    ),
    "archives in archives": (lambda: [nested()], "archive_broken"),
    "parts that are the same bytes": (lambda: [overlapping()], "archive_bomb"),
    "path that leads out": (lambda: [archive(("../../etc/cron.d/x", b"{}"))], "archive_paths"),
    "path from the root": (lambda: [archive(("/etc/cron.d/x", b"{}"))], "archive_paths"),
    "path with a drive": (lambda: [archive(("C:\\x\\y", b"{}"))], "archive_paths"),
    "path that leads out among an activity": (
        lambda: [packed(create_files(), **{"../x": b"{}"})],
        "archive_paths",
    ),
    "link to another file": (lambda: [archive((link(), b"/etc/passwd"))], "archive_paths"),
    # JSON
    "brackets without end": (lambda: [b'{"osd_version":"1","definition":' + b"[" * 200_000], "too_deep"),
    "objects in objects": (lambda: [JSON_START + b'"a":' + b'{"a":' * 20_000], "too_deep"),
    "number of millions of digits": (lambda: [b'{"osd_version":' + b"9" * 4_900_000 + b"}"], "no_questions"),
    "string that never closes": (lambda: [b'{"resourceType":"' + b'\\"' * 2_400_000], "json_truncated"),
    "string of escapes": (
        lambda: [JSON_START + b'"title":"' + b"\\u0041" * 800_000 + b'"}'],
        "no_questions",
    ),
    "keys by the hundred thousand": (
        lambda: [JSON_START + b",".join(b'"k%d":1' % n for n in range(149_000)) + b"}"],
        "no_questions",
    ),
    "one key by the hundred thousand": (
        lambda: [JSON_START + b",".join([b'"k":1'] * 149_000) + b"}"],
        "no_questions",
    ),
    "millions of spaces": (lambda: [b'{"resourceType":' + b" \n" * 2_400_000 + b"}"], "json_syntax.value"),
    "hundreds of files": (
        lambda: [*activity("tower_1")[:1], *([b'{"@context":"reproschema","id":"x"}'] * 400)],
        "archive_bomb.parts",
    ),
    "formula of brackets": (lambda: activity("(" * 900 + "a" * 900 + ")/" + "1" * 100), "scoring_not_run"),
    "formula of calls": (lambda: activity("(a()" * 490), "scoring_not_run"),
    "formula of spaces": (lambda: [formulas("linkId" + " " * 1_900 + "!")], "left_out.scoring"),
}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS * 10, SECONDS * 10))
    found = {}
    for name, (files, _message) in ATTACKS.items():
        data, *beside = files()
        began = time.process_time()
        result = lighthouse.read(data, *beside)
        seconds = time.process_time() - began
        found[name] = [sorted({finding.message for finding in result.report.findings}), seconds]
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
