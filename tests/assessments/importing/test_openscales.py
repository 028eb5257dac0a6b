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


def osd_of(items: dict[int, dict[str, Any]], **changes: Any) -> dict[str, Any]:
    """The file with more said of some questions, by their number from 1."""
    whole = create_osd(**changes)
    for number, more in items.items():
        whole["definition"]["items"][number - 1] |= more
    return whole


def total(**changes: Any) -> dict[str, Any]:
    return {"all": {"method": "sum_coded", "items": ["q1", "q2", "q3", "q4"]} | changes}


def test_answers_shown_from_the_highest_keep_their_numbers() -> None:
    result = read(osd_of({n: {"likert_reverse": True} for n in range(1, 5)}))
    assert [(option.code, option.text["en"]) for option in draft(result).response_sets[0].options] == [
        (2, "Often"),
        (1, "Sometimes"),
        (0, "Never"),
    ]
    assert "direction" not in messages(result)


def test_question_marked_as_reversed_that_the_scale_does_not_reverse() -> None:
    finding = found(read(osd_of({3: {"reverse": True}}, scoring=total())), "reversed_set.marked")
    assert (finding.values, finding.place.path) == ({"items": "q3"}, "definition.items[2]")
    signed = total(items={"q1": 1, "q2": 1, "q3": -1, "q4": 1})
    assert "reversed_set.marked" not in messages(read(osd_of({3: {"reverse": True}}, scoring=signed)))


def test_question_with_the_sign_nought_is_not_in_the_scale() -> None:
    scoring = total(items={"q1": 1, "q2": 1, "q3": 1, "q4": 0})
    assert "expression_agrees" not in messages(read(create_osd(scoring=scoring)))
    assert "expression_agrees" in messages(read(create_osd(scoring=total())))


def test_older_signs_stand_in_a_list_of_their_own() -> None:
    scoring = total(item_coding={"q1": 1, "q2": -1, "q3": 1, "q4": 1})
    assert found(read(create_osd(scoring=scoring)), "reversed_set.not_taken").values == {"items": "q2"}


def test_map_that_only_turns_answers_round_is_a_reversal() -> None:
    scoring = total(value_map={"q2": [2, 1, 0], "default": [0, 1, 2]})
    result = read(create_osd(scoring=scoring))
    assert found(result, "reversed_set.not_taken").values == {"items": "q2"}
    assert "expression_vs_factcard.recoded" not in messages(result)


def test_turned_by_map_and_by_sign_is_not_turned() -> None:
    scoring = total(items={"q1": 1, "q2": -1, "q3": 1, "q4": 1}, value_map={"q2": [2, 1, 0]})
    assert "reversed_set.not_taken" not in messages(read(create_osd(scoring=scoring)))


def test_other_recoding_is_told_and_not_taken() -> None:
    finding = found(
        read(create_osd(scoring=total(value_map={"default": [0, 0, 1]}))), "expression_vs_factcard.recoded"
    )
    assert (finding.values, finding.severity) == ({"items": "q1, q2, q3, q4", "count": "4"}, Severity.OPEN)


def test_weights_are_told_and_not_taken() -> None:
    scoring = total(method="weighted_sum", weights={"q1": 2, "q2": 1, "q3": 1, "q4": 1})
    finding = found(read(create_osd(scoring=scoring)), "expression_vs_factcard.weights")
    assert finding.values == {"weights": "q1 2, q2 1, q3 1, q4 1"}
    same = total(method="weighted_sum", weights=dict.fromkeys(("q1", "q2", "q3", "q4"), 1))
    assert "expression_vs_factcard.weights" not in messages(read(create_osd(scoring=same)))


def test_scale_made_of_scales_takes_in_their_questions() -> None:
    scoring = {
        "first": {"method": "sum_coded", "items": ["q1", "q2"]},
        "second": {"method": "sum_coded", "items": ["q3", "q4"]},
        "all": {"method": "sum_coded", "scores": ["first", "second"]},
    }
    result = read(create_osd(scoring=scoring))
    assert found(result, "expression_agrees").place.path == "definition.scoring.all"
    assert "expression_vs_factcard.none" not in messages(result)


def test_rows_of_a_grid_are_questions() -> None:
    columns = [{"text_key": label, "value": code} for code, label in enumerate(LABELS)]
    grid = {"id": "g", "type": "grid", "text_key": "lead", "rows": ["q1", "q2"], "columns": columns}
    made = draft(read(create_osd(items=[grid])))
    assert [(item.key, item.text["en"]) for item in made.items] == [
        ("g_1", lighthouse.EN[0]),
        ("g_2", lighthouse.EN[1]),
    ]
    assert [option.code for option in made.response_sets[0].options] == [0, 1, 2]


def test_columns_without_values_count_from_one() -> None:
    grid = {"id": "g", "type": "grid", "rows": ["q1", "q2"], "columns": [*LABELS]}
    assert [option.code for option in draft(read(create_osd(items=[grid]))).response_sets[0].options] == [
        1,
        2,
        3,
    ]


def test_steps_without_labels_are_their_numbers() -> None:
    labels = {"points": 3, "min": 0, "max": 2, "labels": ["never", None, "often"]}
    made = draft(read(create_osd(likert_options=labels)))
    assert [option.text["ru"] for option in made.response_sets[0].options] == ["Никогда", "1", "Часто"]


def test_other_languages_are_one_finding() -> None:
    file = create_osd()
    for language in ("de", "fi", "sv"):
        file["translations"][language] = {"q1": "Lampe"}
    assert found(read(file), "language_left_out").values == {"items": "de, fi, sv", "count": "3"}


def test_licence_of_scale_and_file_and_the_source_are_told() -> None:
    info = {"name": "Tower log", "license": "Public Domain.", "citation": "Keeper (1901). On gulls."}
    result = read(create_osd(scale_info=info, implementation={"license": "CC BY 4.0"}))
    assert found(result, "copyright").values == {"text": "Public Domain. File: CC BY 4.0"}
    assert found(result, "citation").values == {"text": "Keeper (1901). On gulls."}
