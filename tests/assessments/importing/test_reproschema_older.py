"""ReproSchema of before 1.0, the rights of an activity, and texts that name no language."""

from typing import Any

import pytest

from tests.assessments.importing import lighthouse
from tests.assessments.importing.activity import NAMES, Files, create_files, packed
from tests.assessments.importing.lighthouse import draft, found, messages, read


def older(files: Files, visibility: Any) -> Files:
    """Names and visibility where versions before 1.0 have them."""
    activity = files["tower_schema"]
    properties = activity["ui"].pop("addProperties")
    activity["variableMap"] = [
        {"isAbout": each["isAbout"], "variableName": each["variableName"]} for each in properties
    ]
    activity["ui"]["visibility"] = visibility
    activity["scoringLogic"] = activity.pop("compute")
    return files


@pytest.mark.parametrize(
    "visibility",
    [
        {**dict.fromkeys(NAMES, True), "tower_2": False, "tower_3": "tower_1 > 0"},
        [
            {"variableName": name, "isAbout": f"items/{name}", "isVis": shown}
            for name, shown in zip(NAMES, (True, False, "tower_1 > 0", True), strict=True)
        ],
    ],
    ids=["by name", "as a list"],
)
def test_older_visibility_hides_and_decides(visibility: Any) -> None:
    result = read(packed(older(create_files(), visibility)))
    assert found(result, "left_out.hidden").place.source == "tower/items/tower_2"
    assert found(result, "gate_item").place.source == "tower/items/tower_3"
    assert [item.key for item in draft(result).items] == ["tower_1", "tower_3", "tower_4"]
    assert "scoring_not_run" in messages(result)


def test_rights_and_source_of_the_activity_are_told() -> None:
    rights = {
        "schema:license": {"@id": "https://lighthouse.example/licence"},
        "copyrightHolder": "The keeper",
        "citation": {"en": "Keeper (1901). On gulls."},
    }
    result = read(packed(create_files(**rights)))
    assert found(result, "copyright").values == {"text": "The keeper. https://lighthouse.example/licence"}
    assert found(result, "citation").values == {"text": "Keeper (1901). On gulls."}


def bare(files: Files) -> Files:
    """Every text in English, and no word about the language."""
    for content in files.values():
        for key in ("prefLabel", "preamble", "question"):
            if key in content:
                content[key] = content[key]["en"]
    for choice in files["valueConstraints"]["choices"]:
        choice["name"] = choice["name"]["en"]
    return files


def test_texts_without_language_are_in_the_one_that_is_stated() -> None:
    result = lighthouse.read(packed(bare(create_files())), language="en")
    assert found(result, "language_stated").values == {"language": "en"}
    assert draft(result).languages == ("en",)


def test_texts_without_language_are_guessed_together() -> None:
    result = read(packed(bare(create_files())))
    assert found(result, "language_guessed").values == {"language": "en"}
    assert draft(result).response_sets[0].options[0].text == {"en": "Never"}
