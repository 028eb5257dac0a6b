"""A REDCap dictionary becomes the draft that it is; each kind of defect it can hold is found in its place."""

from decimal import Decimal

import pytest

from tests.assessments.importing.lighthouse import RU, draft, found, keeper, messages, read
from tests.assessments.importing.towers import CHOICES, dictionary, field
from wellbeing.assessments.importing import Severity

SOUND = {"language_guessed"}


def of_all(choices: str) -> bytes:
    return dictionary(*(field(n, choices=choices) for n in (1, 2, 3)))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_sound_dictionary_has_nothing_to_complain_of(separator: str, mark: bytes) -> None:
    result = read(mark + dictionary(separator=separator))
    assert messages(result) == SOUND
    assert result.report.understood.format == "REDCap"
    instrument = draft(result)
    assert [(item.key, dict(item.text)) for item in instrument.items] == [
        (f"q{n}", {"ru": RU[n - 1]}) for n in (1, 2, 3)
    ]
    assert [(option.code, option.text["ru"]) for option in instrument.response_sets[0].options] == [
        (Decimal(0), "Никогда"),
        (Decimal(1), "Иногда"),
        (Decimal(2), "Часто"),
    ]


@pytest.mark.parametrize("choices", ["Никогда | Иногда | Часто", "a, Никогда | b, Иногда | c, Часто"])
def test_numbers_are_never_taken_from_order(choices: str) -> None:
    result = read(of_all(choices))
    assert result.instrument is None
    assert found(result, "codes_missing.all").severity == Severity.ERROR


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ("2, Никогда | 1, Иногда | 0, Часто", "direction"),
        (CHOICES + " | -99, Не знаю", "missing_option"),
        ("0, Никагда | 1, Иногда | 2, Часто", "label_diff.spelling"),
        ("0, Никогда | 0, Иногда | 2, Часто", "code_repeated"),
        (CHOICES + " | По вторникам", "codes_missing.option"),
    ],
)
def test_what_is_wrong_with_answers_is_said_with_row_and_column(choices: str, message: str) -> None:
    findings = [each for each in read(of_all(choices)).report.findings if each.message == message]
    assert (findings[0].place.line, findings[0].place.column) in {(2, 6), (2, 1)}


@pytest.mark.parametrize(
    ("changes", "message", "column"),
    [
        ({"branching": "[gate] = '1'"}, "gate_item", "Branching Logic (Show field only if...)"),
        ({"ranking": "y"}, "matrix_ranking", "Matrix Ranking?"),
        ({"annotation": "@HIDDEN"}, "left_out.hidden", "Variable / Field Name"),
        ({"type": "checkbox"}, "left_out.type", "Field Type"),
        ({"type": "riddle"}, "unknown_type", "Field Type"),
        ({"label": ""}, "text_missing", "Variable / Field Name"),
        ({"label": RU[0]}, "duplicate_text", "Variable / Field Name"),
        ({"choices": "2, Никогда | 1, Иногда | 0, Часто"}, "reversed_set", "Variable / Field Name"),
        ({"note": "0-2 штиль, 3-4 ветер, 5-6 шторм"}, "bands_without_source", "Field Note"),
        ({"form": "other"}, "forms_mixed", "Form Name"),
    ],
)
def test_what_is_wrong_with_one_row_is_said_with_its_column(
    changes: dict[str, str], message: str, column: str
) -> None:
    finding = found(read(dictionary(field(1), field(2), field(3, **changes))), message)
    assert (finding.place.path, finding.place.line) == (column, 2 if message == "forms_mixed" else 4)


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("sum([q1],[q2],[q3])", "expression_agrees"),
        ("sum([p1],[p2])", "expression_vs_factcard.none"),
        ("sum([q1],[q2],[q3]) * 4", "expression_vs_factcard.method"),
    ],
)
def test_formula_is_compared_and_never_run(formula: str, message: str) -> None:
    total = field(4, type="calc", choices=formula)
    result = read(dictionary(field(1), field(2), field(3), total))
    assert message in messages(result)
    assert found(result, "scoring_not_run").place.line == 5


def test_formula_that_divides_the_questions_otherwise_than_the_card() -> None:
    asked = [field(n, form="keeper", choices=CHOICES) for n in (1, 2, 3)]
    last = field(4, form="keeper", choices=CHOICES)
    total = field(4, name="lamp", form="keeper", type="calc", choices="sum([q1],[q3])")
    result = read(dictionary(*asked, last, total), cards=[keeper()])
    finding = found(result, "scale_partition")
    assert (dict(finding.values), finding.place.line) == ({"extra": "q3", "lacking": "q2"}, 6)


def test_section_header_is_the_lead() -> None:
    first = field(1, section="<b>За последние две недели</b> на&nbsp;маяке:")
    assert draft(read(dictionary(first, field(2), field(3)))).recall == {
        "ru": "За последние две недели на маяке:"
    }


def test_line_counts_as_the_file_does_when_cells_have_several_lines() -> None:
    result = read(dictionary(field(1, note="раз\nдва"), field(2), field(3, branching="[x]=1")))
    assert found(result, "gate_item").place.line == 5


def test_yes_and_no_have_their_fixed_numbers() -> None:
    result = read(dictionary(*(field(n, type="yesno", choices="") for n in (1, 2, 3))))
    assert [option.code for option in draft(result).response_sets[0].options] == [1, 0]


def test_missing_columns_are_named() -> None:
    cut = dictionary().replace(b"Field Label", b"Something")
    assert found(read(cut), "csv_columns").values == {"columns": "Field Label"}


def test_language_of_a_dictionary_is_the_one_that_is_stated() -> None:
    file = dictionary(*(field(n, label=f"Lamp {n}", choices="0, No | 1, So | 2, Too") for n in (1, 2, 3)))
    assert found(read(file), "no_language").severity == Severity.ERROR
    result = read(file, language="en")
    assert messages(result) == {"language_stated"}
    assert draft(result).languages == ("en",)
