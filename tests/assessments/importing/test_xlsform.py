"""An XLSForm becomes the draft it describes, and each kind of defect it can hold is found in its cell."""

from decimal import Decimal

import pytest

from tests.assessments.importing.lighthouse import EN, LEAD, RU, draft, found, messages, read
from tests.assessments.importing.towers import ASKED, OFFERED, form
from wellbeing.assessments.importing import Severity


def test_sound_form_has_nothing_to_complain_of() -> None:
    result = read(form())
    assert messages(result) == set()
    assert result.report.understood.format == "XLSForm"
    instrument = draft(result)
    assert dict(instrument.title)["ru"] == "Журнал башни"
    assert [(item.key, dict(item.text)) for item in instrument.items] == [
        (f"q{n}", {"ru": RU[n - 1], "en": EN[n - 1]}) for n in (1, 2, 3)
    ]
    assert [(option.code, option.text["en"]) for option in instrument.response_sets[0].options] == [
        (Decimal(0), "Never"),
        (Decimal(1), "Sometimes"),
        (Decimal(2), "Often"),
    ]


def test_numbers_are_never_taken_from_order() -> None:
    result = read(form(offered=[["often", f"a{row[1]}", *row[2:]] for row in OFFERED]))
    assert result.instrument is None
    assert found(result, "codes_missing.all").severity == Severity.ERROR


def test_labels_against_numbers() -> None:
    assert messages(read(form(offered=[["often", 2 - row[1], *row[2:]] for row in OFFERED]))) == {"direction"}


def test_declining_counts_as_no_answer_and_is_said_with_its_cell() -> None:
    more = [*OFFERED, ["often", 99, "Не знаю", "Don't know"]]
    result = read(form(offered=more))
    assert found(result, "missing_option").place.path == "choices!B5"
    assert draft(result).response_sets[0].options[-1].is_missing


@pytest.mark.parametrize(
    ("row", "message", "cell"),
    [
        (["select_one often", "q4", RU[0], EN[3]], "duplicate_text", "survey!B5"),
        (["select_one often", "q4", RU[3], EN[3], "${q1} > 0"], "gate_item", "survey!E5"),
        (["select_one often or_other", "q4", RU[3], EN[3]], "open_choice", "survey!A5"),
        (["select_multiple often", "q4", RU[3], EN[3]], "left_out.type", "survey!A5"),
        (["select_one seldom", "q4", RU[3], EN[3]], "valueset_missing", "survey!A5"),
        (["text", "q4", RU[3], EN[3]], "left_out.type", "survey!A5"),
        (["select_one often", "q4", None, None], "text_missing", "survey!B5"),
        (["select_one often", "q4", '=HYPERLINK("x")', EN[3]], "formula_cell", "survey!C5"),
    ],
)
def test_what_is_wrong_with_one_row_is_said_with_its_cell(row: list[object], message: str, cell: str) -> None:
    assert found(read(form(asked=[*ASKED, row])), message).place.path == cell


def test_groups_give_lead_conditions_and_repeats() -> None:
    group = [["begin_group", "g", LEAD[1], LEAD[0]], *ASKED, ["end_group"]]
    assert draft(read(form(asked=group))).recall == {"ru": LEAD[1], "en": LEAD[0]}
    gated = [["begin_group", "g", None, None, "${x} = 1"], *ASKED, ["end_group"]]
    assert found(read(form(asked=gated)), "gate_item").place.path == "survey!E2"
    repeated = [["begin_repeat", "g"], *ASKED, ["end_repeat"]]
    assert found(read(form(asked=repeated)), "repeated_group").place.path == "survey!A2"


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("${q1} + ${q2} + ${q3}", "expression_agrees"),
        ("${p1}", "expression_vs_factcard.none"),
        ("(${q1} + ${q2} + ${q3}) * 4", "expression_vs_factcard.method"),
    ],
)
def test_formula_is_compared_and_never_run(formula: str, message: str) -> None:
    result = read(form(asked=[*ASKED, ["calculate", "total", None, None, None, formula]]))
    assert message in messages(result)
    assert found(result, "scoring_not_run").place.path == "survey!F5"


def test_row_of_labels_of_a_table_is_no_question() -> None:
    heads = [["select_one often", "h", LEAD[1], LEAD[0], None, None, "label"], *ASKED]
    assert [item.key for item in draft(read(form(asked=heads))).items] == ["q1", "q2", "q3"]


@pytest.mark.parametrize(
    ("heading", "languages"),
    [("label", ("ru",)), ("label::Russian", ("ru",)), ("label:ru", ("ru",)), ("label::French", ())],
)
def test_languages_by_the_headings(heading: str, languages: tuple[str, ...]) -> None:
    heads = ["type", "name", heading, "x"]
    result = read(form(heads=heads))
    assert (result.instrument.languages if result.instrument else ()) == languages


def test_language_of_a_form_that_names_none_may_be_stated() -> None:
    heads = ["type", "name", "label"]
    asked = [["select_one often", f"q{n}", f"Lamp {n}"] for n in (1, 2, 3)]
    offered = [["often", n, "", "", label] for n, label in enumerate(("No", "So", "Too"))]
    file = form(asked, offered, heads, labels=("a", "b", "label"), settings=["Log", "log", ""])
    result = read(file, language="en")
    assert messages(result) == {"language_stated"}
    assert draft(result).languages == ("en",)
