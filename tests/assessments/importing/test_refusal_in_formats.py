"""The instrument that is sold by the use is refused in every format, by title and by structure."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.assessments.importing import lighthouse, test_refusal, towers
from tests.assessments.importing.activity import both, create_files, document, packed
from tests.assessments.importing.test_openscales import create_osd
from wellbeing.assessments.importing import formats

COUNT = 22
LABELS = [(f"{n} gulls", f"{n} чаек") for n in range(7)]
NAME = "Maslach Burnout Inventory"
PLAIN = "Tower log"

Make = Callable[[str, int], bytes | dict[str, Any]]


def fhir(title: str, count: int) -> dict[str, Any]:
    return test_refusal.of(count, 6, title=title)


def openscales(title: str, count: int) -> dict[str, Any]:
    words = {f"q{n}": f"Gulls counted {n} boats." for n in range(count)}
    file = create_osd(
        scale_info={"name": title},
        likert_options={"points": 7, "min": 0, "max": 6, "labels": [f"l{n}" for n in range(7)]},
        items=[{"id": key, "text_key": key, "type": "likert"} for key in words],
        scoring={},
    )
    labels = {f"l{n}": label for n, (label, _) in enumerate(LABELS)}
    return {**file, "translations": {"en": words | labels}}


def reproschema(title: str, count: int) -> bytes:
    names = [f"tower_{n}" for n in range(count)]
    properties = [{"isAbout": f"items/{name}", "isVis": True, "variableName": name} for name in names]
    ui = {"addProperties": properties, "order": [f"items/{name}" for name in names]}
    files = create_files("", prefLabel={"en": title}, ui=ui, compute=[])
    choices = [{"name": both(*label), "value": code} for code, label in enumerate(LABELS)]
    questions = {
        f"items/{name}": document(
            name,
            "Item",
            question=both(f"Gulls counted {name}.", f"Чайки насчитали {name}."),
            ui={"inputType": "radio"},
            responseOptions="../valueConstraints",
        )
        for name in names
    }
    answers = document("valueConstraints", "ResponseOption", choices=choices)
    return packed({"tower_schema": files["tower_schema"], **questions, "valueConstraints": answers})


def limesurvey(title: str, count: int) -> bytes:
    numbers = range(1, count + 1)
    return towers.survey(
        surveys_languagesettings=[{"surveyls_language": "en", "surveyls_title": title}],
        surveys=[{"sid": 9, "language": "en", "additional_languages": "", "assessments": "Y"}],
        subquestions=[
            {"qid": 100 + n, "parent_qid": 100, "title": f"SQ{n}", "question_order": n, "relevance": "1"}
            for n in numbers
        ],
        question_l10ns=[
            {"qid": 100 + n, "question": f"Gulls counted {n} boats.", "language": "en"} for n in (0, *numbers)
        ],
        answers=[
            {"aid": n, "qid": 100, "code": f"A{n}", "sortorder": n, "assessment_value": n, "scale_id": 0}
            for n in range(7)
        ],
        answer_l10ns=[{"aid": n, "answer": LABELS[n][0], "language": "en"} for n in range(7)],
    )


def redcap(title: str, count: int) -> bytes:
    choices = " | ".join(f"{n}, {label}" for n, (_, label) in enumerate(LABELS))
    form = title.casefold().replace(" ", "_")
    rows = [
        towers.field(1, name=f"q{n}", label=f"Чайки насчитали {n} лодок.", choices=choices, form=form)
        for n in range(count)
    ]
    return towers.dictionary(*rows)


def xlsform(title: str, count: int) -> bytes:
    asked = [["select_one often", f"q{n}", f"Лодок: {n}.", f"Boats: {n}."] for n in range(count)]
    offered = [["often", n, russian, english] for n, (english, russian) in enumerate(LABELS)]
    book = load_workbook(io.BytesIO(towers.form(asked=asked, offered=offered)))
    book["settings"]["A2"] = title
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


MAKERS: dict[str, Make] = {
    formats.FHIR.name: fhir,
    formats.LIMESURVEY.name: limesurvey,
    formats.REDCAP.name: redcap,
    formats.XLSFORM.name: xlsform,
    formats.OPENSCALES.name: openscales,
    formats.REPROSCHEMA.name: reproschema,
}


def said(data: bytes | dict[str, Any]) -> set[str]:
    result = lighthouse.read(data)
    return {finding.message for finding in result.report.findings if finding.kind == "mbi"}


def test_every_format_is_tried() -> None:
    assert set(MAKERS) == {each.name for each in formats.ALL}


@pytest.mark.parametrize("name", MAKERS)
def test_title_is_enough_in_every_format(name: str) -> None:
    assert "mbi" in said(MAKERS[name](NAME, 3))


@pytest.mark.parametrize("name", MAKERS)
def test_structure_is_enough_in_every_format(name: str) -> None:
    assert said(MAKERS[name](PLAIN, COUNT)) == {"mbi.structure"}


@pytest.mark.parametrize("name", MAKERS)
def test_one_question_more_is_another_instrument(name: str) -> None:
    assert said(MAKERS[name](PLAIN, COUNT + 1)) == set()
