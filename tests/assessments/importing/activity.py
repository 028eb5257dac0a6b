"""The keeper's questionnaire as ReproSchema files."""

import io
import json
import zipfile
from typing import Any

from tests.assessments.importing import lighthouse
from tests.assessments.importing.lighthouse import draft, keeper, messages
from wellbeing.assessments import importing

CONTEXT = "https://raw.githubusercontent.com/ReproNim/reproschema/main/releases/1.0.0/reproschema"
NAMES = ("tower_1", "tower_2", "tower_3", "tower_4")
SUM = " + ".join(NAMES)

Files = dict[str, dict[str, Any]]


def document(name: str, category: str, **parts: Any) -> dict[str, Any]:
    return {"@context": CONTEXT, "id": name, "category": category, "schemaVersion": "1.0.0"} | parts


def both(english: str, russian: str) -> dict[str, str]:
    return {"en": english, "ru": russian}


def choices() -> list[dict[str, Any]]:
    return [{"name": both(*pair), "value": code} for code, pair in enumerate(lighthouse.OFTEN)]


def create_files(formula: str = SUM, **changes: Any) -> Files:
    """The keeper's four questions in four files, their answers in a fifth; `changes` go into the activity."""
    properties = [{"isAbout": f"items/{name}", "isVis": True, "variableName": name} for name in NAMES]
    total = {"isAbout": "items/tower_total", "isVis": False, "variableName": "tower_total"}
    activity = document(
        "tower_schema",
        "Activity",
        prefLabel=both("Tower log", "Журнал башни"),
        preamble=both(*lighthouse.LEAD),
        ui={"addProperties": [*properties, total], "order": [f"items/{name}" for name in NAMES]},
        compute=[{"jsExpression": formula, "variableName": "tower_total"}],
    )
    questions = {
        f"items/{name}": document(
            name,
            "Item",
            question=both(english, russian),
            ui={"inputType": "radio"},
            responseOptions="../valueConstraints",
        )
        for name, english, russian in zip(NAMES, lighthouse.EN, lighthouse.RU, strict=True)
    }
    answers = document("valueConstraints", "ResponseOption", choices=choices())
    return {"tower_schema": activity | changes, **questions, "valueConstraints": answers}


def packed(files: Files, **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(f"tower/{name}", json.dumps(content, ensure_ascii=False))
        for name, data in more.items():
            made.writestr(name, data)
    return out.getvalue()


def keeper_files(formula: str) -> Files:
    return create_files(formula, prefLabel={"en": keeper().names[0]})


def is_right(result: importing.Import) -> bool:
    made = draft(result)
    assert [item.text for item in made.items] == [
        {"ru": ru, "en": en} for ru, en in zip(lighthouse.RU, lighthouse.EN, strict=True)
    ]
    assert [(option.code, option.text["en"]) for option in made.response_sets[0].options] == [
        (0, "Never"),
        (1, "Sometimes"),
        (2, "Often"),
    ]
    assert (made.recall["ru"], result.report.understood.format) == (lighthouse.LEAD[1], "ReproSchema")
    return messages(result) == {"scoring_not_run", "expression_agrees"}
