"""The lighthouse's questionnaire in formats that are no JSON, with places to break it."""

import io
from collections.abc import Mapping, Sequence
from html import escape

from openpyxl import Workbook

from tests.assessments.importing.lighthouse import EN, LEAD, OFTEN, RU

HEADINGS = (
    "Variable / Field Name",
    "Form Name",
    "Section Header",
    "Field Type",
    "Field Label",
    "Choices, Calculations, OR Slider Labels",
    "Field Note",
    "Text Validation Type OR Show Slider Number",
    "Text Validation Min",
    "Text Validation Max",
    "Identifier?",
    "Branching Logic (Show field only if...)",
    "Required Field?",
    "Custom Alignment",
    "Question Number (surveys only)",
    "Matrix Group Name",
    "Matrix Ranking?",
    "Field Annotation",
)
CHOICES = "0, Никогда | 1, Иногда | 2, Часто"

Row = Mapping[str, object]


def table(name: str, rows: Sequence[Row]) -> str:
    """Rows as LimeSurvey writes them, each on a line of its own."""
    lines = [
        "<row>" + "".join(f"<{key}>{escape(str(value))}</{key}>" for key, value in row.items()) + "</row>"
        for row in rows
    ]
    return f"<{name}><rows>\n" + "\n".join(lines) + f"\n</rows></{name}>\n"


def tables(**changes: Sequence[Row]) -> dict[str, list[Row]]:
    """A survey of version 6: one array of three rows in two languages, numbers as assessment values."""
    texts = {100: LEAD, **{100 + n: (EN[n - 1], RU[n - 1]) for n in (1, 2, 3)}}
    whole: dict[str, list[Row]] = {
        "surveys": [{"sid": 9, "language": "en", "additional_languages": "ru", "assessments": "Y"}],
        "surveys_languagesettings": [
            {"surveyls_language": "en", "surveyls_title": "Tower log"},
            {"surveyls_language": "ru", "surveyls_title": "Журнал башни"},
        ],
        "groups": [{"gid": 1, "group_order": 1, "grelevance": ""}],
        "questions": [{"qid": 100, "parent_qid": 0, "gid": 1, "type": "F", "title": "T", "relevance": "1"}],
        "subquestions": [
            {"qid": 100 + n, "parent_qid": 100, "title": f"SQ{n}", "question_order": n, "relevance": "1"}
            for n in (1, 2, 3)
        ],
        "question_l10ns": [
            {"qid": qid, "question": f"<p>{text}</p>", "language": language}
            for qid, both in texts.items()
            for text, language in zip(both, ("en", "ru"), strict=True)
        ],
        "answers": [
            {"aid": n, "qid": 100, "code": f"A{n}", "sortorder": n, "assessment_value": n, "scale_id": 0}
            for n in (0, 1, 2)
        ],
        "answer_l10ns": [
            {"aid": n, "answer": text, "language": language}
            for n, both in enumerate(OFTEN)
            for text, language in zip(both, ("en", "ru"), strict=True)
        ],
    }
    return whole | {name: list(rows) for name, rows in changes.items()}


def survey(kind: str = "Survey", **changes: Sequence[Row]) -> bytes:
    inside = "".join(table(name, rows) for name, rows in tables(**changes).items())
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<document>\n'
    return f"{head}<LimeSurveyDocType>{kind}</LimeSurveyDocType>\n{inside}</document>\n".encode()


def changed(name: str, index: int, **changes: object) -> dict[str, list[Row]]:
    """One row of one table changed: to be given to `survey`."""
    rows = tables()[name]
    rows[index] = {**rows[index], **changes}
    return {name: rows}


def field(number: int, **changes: str) -> dict[str, str]:
    row = dict.fromkeys(HEADINGS, "") | {
        HEADINGS[0]: f"q{number}",
        HEADINGS[1]: "tower_log",
        HEADINGS[3]: "radio",
        HEADINGS[4]: RU[number - 1],
        HEADINGS[5]: CHOICES,
    }
    short = {"section": 2, "type": 3, "label": 4, "choices": 5, "note": 6, "branching": 11, "annotation": 17}
    short |= {"name": 0, "form": 1, "ranking": 16}
    return row | {HEADINGS[short[name]]: value for name, value in changes.items()}


def dictionary(*fields: dict[str, str], separator: str = ",") -> bytes:
    lines = [HEADINGS, *(tuple(row.values()) for row in fields or [field(1), field(2), field(3)])]
    quoted = [separator.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines]
    return ("\r\n".join(quoted) + "\r\n").encode()


Cells = Sequence[Sequence[object]]
LABELS = ("label::Русский (ru)", "label::English (en)")
ASKED: Cells = [["select_one often", f"q{n}", RU[n - 1], EN[n - 1]] for n in (1, 2, 3)]
OFFERED: Cells = [["often", n, russian, english] for n, (english, russian) in enumerate(OFTEN)]
HEADS = ["type", "name", *LABELS, "relevant", "calculation", "appearance"]


def form(
    asked: Cells = ASKED,
    offered: Cells = OFFERED,
    heads: Sequence[str] = HEADS,
    labels: Sequence[str] = LABELS,
    settings: Sequence[str] = ("Журнал башни", "tower_log", "Русский (ru)"),
) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "survey"
    for row in (heads, *asked):
        sheet.append(list(row))
    choices = book.create_sheet("choices")
    for row in (["list_name", "name", *labels], *offered):
        choices.append(list(row))
    of_form = book.create_sheet("settings")
    of_form.append(["form_title", "form_id", "default_language"])
    of_form.append(list(settings))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
