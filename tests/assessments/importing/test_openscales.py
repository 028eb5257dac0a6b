"""OpenScales files: questions, numbers and languages are read; their scoring is compared, not taken."""

import copy
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.assessments.importing import lighthouse
from tests.assessments.importing.lighthouse import draft, found, keeper, messages, read
from tests.assessments.importing.test_fuzz import VALUES, check, places, put
from wellbeing.assessments.importing import Severity

LABELS = ("never", "sometimes", "often")


def create_osd(**changes: Any) -> dict[str, Any]:
    """The keeper's four questions, 0 to 2, in two scales of two, the last of them turned."""
    words = {
        language: {f"q{i}": text for i, text in enumerate(texts, 1)}
        | dict(zip(LABELS, (pair[column] for pair in lighthouse.OFTEN), strict=True))
        | {"lead": lighthouse.LEAD[column]}
        for column, (language, texts) in enumerate((("en", lighthouse.EN), ("ru", lighthouse.RU)))
    }
    definition = {
        "scale_info": {"name": "Tower log", "code": "TL", "license": "Public Domain"},
        "likert_options": {"points": 3, "min": 0, "max": 2, "labels": [*LABELS], "question_head": "lead"},
        "items": [{"id": f"q{i}", "text_key": f"q{i}", "type": "likert"} for i in range(1, 5)],
        "scoring": {"all": {"method": "sum_coded", "items": {"q1": 1, "q2": 1, "q3": 1, "q4": -1}}},
    }
    return {"osd_version": "1.0", "definition": definition | changes, "translations": words}


def test_questions_numbers_and_both_languages_are_read() -> None:
    result = read(create_osd())
    made = draft(result)
    assert [item.text for item in made.items] == [
        {"ru": ru, "en": en} for ru, en in zip(lighthouse.RU, lighthouse.EN, strict=True)
    ]
    assert [(option.code, option.text["en"]) for option in made.response_sets[0].options] == [
        (0, "Never"),
        (1, "Sometimes"),
        (2, "Often"),
    ]
    assert (made.recall["ru"], result.report.understood.format) == (lighthouse.LEAD[1], "OpenScales")


def test_what_the_file_reverses_is_said_where_no_card_knows_it() -> None:
    finding = found(read(create_osd()), "reversed_set.not_taken")
    assert (finding.values, finding.severity) == ({"items": "q4"}, Severity.OPEN)
    assert finding.place.path == "definition.scoring.all"
    assert finding.place.line == 1


def test_labels_from_high_to_low_under_rising_numbers_are_upside_down() -> None:
    labels = {"points": 3, "min": 0, "max": 2, "labels": [*reversed(LABELS)]}
    assert "direction" in messages(read(create_osd(likert_options=labels)))


def test_steps_reach_from_the_least_to_the_most() -> None:
    labels = {"points": 3, "min": 0, "max": 100, "labels": [*LABELS]}
    made = draft(read(create_osd(likert_options=labels)))
    assert [option.code for option in made.response_sets[0].options] == [0, 50, 100]


def test_other_count_of_labels_than_announced() -> None:
    labels = {"points": 5, "min": 0, "max": 4, "labels": [*LABELS]}
    finding = found(read(create_osd(likert_options=labels)), "labels_count")
    assert finding.values == {"points": "5", "labels": "3"}


def test_conversion_and_bands_are_told_and_not_taken() -> None:
    scale = {
        "method": "mean_coded",
        "items": ["q1", "q2", "q3", "q4"],
        "transform": [{"op": "multiply", "value": 25}],
        "norms": {"thresholds": [{"min": 0.0, "max": 1.5, "label": "Calm"}]},
    }
    result = read(create_osd(scoring={"all": scale}))
    assert found(result, "expression_vs_factcard.transform").values == {"steps": "multiply 25"}
    assert found(result, "bands_without_source").values == {"bands": "0.0–1.5 Calm"}
    assert draft(result).scales[0].bands == ()


def test_scales_split_otherwise_than_on_the_card() -> None:
    info = {"name": keeper().names[0], "license": "Public Domain"}
    scoring = {"first": {"method": "sum_coded", "items": ["q1"]}}
    result = read(create_osd(scale_info=info, scoring=scoring), cards=(keeper(),))
    assert "card_matched" in messages(result)
    assert "scale_partition" in messages(result)


@settings(max_examples=200)
@given(data=st.data())
def test_changed_file_never_raises(data: st.DataObject) -> None:
    root = copy.deepcopy(create_osd())
    for _ in range(data.draw(st.integers(1, 4))):
        paths = [path for path in places(root) if path and path != ("osd_version",)]
        put(root, data.draw(st.sampled_from(paths)), data.draw(VALUES), is_removed=data.draw(st.booleans()))
    check(read(json.dumps(root).encode(), cards=(keeper(),)))
