"""Every kind of defect met in public files is found, with a card and without, and said with its place.

The kinds are those that real files showed: the way of the labels, reversal, labels of another block, the
division into scales, counts, repeated texts, the file's own scoring, missing numbers, refusals, spelling,
where weights stand, gates and names, and bands of unknown origin.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.assessments.importing import lighthouse, test_card_shapes, test_openscales
from tests.assessments.importing.lighthouse import (
    OFTEN,
    create_questionnaire,
    keeper,
    loinc,
    option,
    question,
)
from tests.assessments.importing.test_cards_and_files import total
from wellbeing.assessments import importing

Read = Callable[[], importing.Import]

TURNED = [option(2 - code, *labels) for code, labels in enumerate(OFTEN)]
MUCH = (("Not at all", "Совсем нет"), ("Somewhat", "Отчасти"), ("Very much", "Очень сильно"))
CARDS = test_card_shapes.CARDS


def plain(*items: dict[str, Any], **changes: Any) -> Read:
    """A FHIR file that no card knows: the first three questions unless others are given."""
    return lambda: lighthouse.read(create_questionnaire(items or None, **changes))


def known(*items: dict[str, Any], **changes: Any) -> Read:
    """A FHIR file of the keeper's items by their codes."""
    return lambda: lighthouse.read(create_questionnaire(items, **changes), cards=[keeper()])


def osd(*, is_known: bool = False, **changes: Any) -> Read:
    info = {"name": keeper().names[0] if is_known else "Tower log", "license": "Public Domain"}
    cards = [keeper()] if is_known else []
    file = test_openscales.create_osd(**{"scale_info": info, **changes})
    return lambda: lighthouse.read(file, cards=cards)


def mean(*items: str) -> dict[str, Any]:
    return {"method": "sum_coded", "items": dict.fromkeys(items, 1)}


def shaped(name: str, **changes: Any) -> Read:
    return lambda: test_card_shapes.read(CARDS[name], **changes)


def other_block(item: int, code: Any) -> tuple[str, str]:
    return test_card_shapes.gulls(CARDS["cbi"])(1 if item == 8 else item, code)


def gateless() -> importing.Import:
    """The five that count, without the question that comes before them."""
    items = [question(1, linkId=f"q{n}", text=f"Gull {n}.", _text={}) for n in range(2, 7)]
    answers = [option(0, "No", "Нет"), option(1, "Yes", "Да")]
    file = create_questionnaire([{**item, "answerOption": answers} for item in items], title="PC-PTSD-5")
    return lighthouse.read(file, cards=[CARDS["pcptsd5"]])


def gate_counted() -> importing.Import:
    """The gate is added up with the rest."""
    answers = [option(0, "No", "Нет"), option(1, "Yes", "Да")]
    items = [
        question(1, linkId=f"q{n}", text=f"Gull {n}.", _text={}, answerOption=answers) for n in range(1, 7)
    ]
    sum_of_all = total("%resource.item.answer.value.ordinal().sum()")
    return lighthouse.read(
        create_questionnaire([*items, sum_of_all], title="PC-PTSD-5"), cards=[CARDS["pcptsd5"]]
    )


def of_all(**changes: Any) -> tuple[dict[str, Any], ...]:
    return tuple(question(number, **changes) for number in (1, 2, 3))


def whole(**changes: Any) -> tuple[dict[str, Any], ...]:
    return tuple(loinc(number, **changes) for number in (1, 2, 3, 4))


def labelled(*labels: tuple[str, str]) -> list[dict[str, Any]]:
    return [option(code, *both) for code, both in enumerate(labels)]


def bad_words() -> importing.Import:
    card = replace(keeper(), bad_words={"en": ["gladly"]})
    labels = labelled(OFTEN[0], OFTEN[1], ("Gladly often", "Часто"))
    return lighthouse.read(create_questionnaire(whole(answerOption=labels)), cards=[card])


def numberless() -> list[dict[str, Any]]:
    return [
        option(None, *labels, system="http://loinc.org", code=f"LA{n}-1") for n, labels in enumerate(OFTEN, 1)
    ]


BANDS = {"linkId": "x", "type": "display", "text": "0-2: calm seas; 3-4: some wind; 5-6: storm"}
GATED = {"enableWhen": [{"question": "q1", "operator": "exists", "answerBoolean": True}]}
ASKS_OFTEN = {"text": "How often did the lamp go out?", "_text": {}}
ON_CODINGS = [
    option(
        None,
        *labels,
        extension=[{"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": n}],
    )
    for n, labels in enumerate(OFTEN)
]

# Kind, the message found, the place in the file, the file.
FOUND: list[tuple[str, str, str, Read]] = [
    # by structure alone
    ("direction", "direction", "item[0]", plain(*of_all(answerOption=TURNED))),
    ("direction", "direction.jumps", "item[1]", plain(question(1), question(2, answerOption=labelled(
        OFTEN[0], OFTEN[2], OFTEN[1], ("Always", "Всегда"))), question(3))),
    ("reversed_set", "reversed_set", "item[1]", plain(
        question(1), question(2, answerOption=TURNED), question(3))),
    ("reversed_set", "reversed_set.not_taken", "definition.scoring.all", osd()),
    ("label_block", "label_block.much", "item[0]", plain(
        question(1, answerOption=labelled(*MUCH), **ASKS_OFTEN), question(2), question(3))),
    ("scale_partition", "scale_partition.sizes", "definition.scoring.a", osd(scoring={
        "a": mean("q1", "q2", "q3"), "b": mean("q4")})),
    ("scale_partition", "scale_partition.rest", "definition.scoring.a", osd(scoring={
        "a": mean("q1", "q2"), "b": mean("q2", "q3")})),
    ("item_count", "item_count.name", "", plain(title="Tower-23")),
    ("duplicate_text", "duplicate_text", "item[2]", plain(
        question(1), question(2), question(3, text=lighthouse.EN[0]))),
    ("expression_vs_factcard", "expression_vs_factcard.none", "item[3].extension[0]", plain(
        *of_all(), total("%resource.item.item.answer.weight().sum()"))),
    ("expression_vs_factcard", "expression_vs_factcard.method", "item[3].extension[0]", plain(
        *of_all(), total("%resource.item.answer.weight().sum() * 4"))),
    ("codes_missing", "codes_missing.all", "item[0]", plain(*of_all(answerOption=numberless()))),
    ("codes_missing", "codes_missing.option", "item[0].answerOption[2]", plain(*of_all(answerOption=[
        *labelled(*OFTEN[:2]), option(None, "On Tuesdays", "По вторникам")]))),
    ("missing_option", "missing_option", "item[0].answerOption[3]", plain(*of_all(answerOption=[
        *labelled(*OFTEN), option(9, "Prefer not to say", "Предпочитаю не отвечать")]))),
    ("label_diff", "label_diff.spelling", "item[0].answerOption[1]", plain(*of_all(
        answerOption=labelled(OFTEN[0], ("Sometimes", "Инагда"), OFTEN[2])))),
    ("label_diff", "label_diff.sets", "item[1].answerOption[2]", plain(question(1), question(
        2, answerOption=labelled(*OFTEN[:2], ("Mondays", "По понедельникам"))), question(3))),
    ("weight_location", "weight_location", "item[0].answerOption[0]", plain(
        *of_all(answerOption=ON_CODINGS))),
    ("sum_scope", "sum_scope", "item[3].extension[0]", plain(
        *of_all(), total("%resource.descendants().where(weight).weight().sum()"))),
    ("gate_item", "gate_item", "item[1]", plain(question(1), question(2, **GATED), question(3, **GATED))),
    ("variable_map", "variable_map.code", "item[0]", plain(
        loinc(1, linkId="/10002-1"), question(2), question(3))),
    ("bands_without_source", "bands_without_source", "item[3]", plain(*of_all(), BANDS)),
    # against a card
    ("direction", "direction.card", "item[0]", known(*whole(answerOption=TURNED))),
    ("reversed_set", "reversed_set.card", "item[0]", known(loinc(1, answerOption=TURNED), *whole()[1:])),
    ("reversed_set", "reversed_set.scoring", "definition.scoring.b", osd(is_known=True, scoring={
        "a": mean("q1", "q2"), "b": mean("q3", "q4")})),
    ("label_block", "label_block.item", "item[7]", shaped("cbi", label=other_block)),
    ("scale_partition", "scale_partition", "definition.scoring.a", osd(is_known=True, scoring={
        "a": mean("q1", "q2", "q3"), "b": mean("q4")})),
    ("item_count", "item_count", "item[2]", known(*whole()[:3])),
    ("expression_vs_factcard", "expression_vs_factcard.other_method", "definition.scoring.a", osd(
        is_known=True, scoring={"a": {**mean("q1", "q2"), "method": "mean_coded"}})),
    ("codes_missing", "codes_missing.from_card", "item[0]", known(*whole(answerOption=numberless()))),
    ("label_diff", "label_diff.card", "item[0].answerOption[2]", bad_words),
    ("gate_item", "gate_item.card", "item[1]", shaped("pcptsd5")),
    ("gate_item", "gate_item.open", "item[1]", shaped("pcptsd5")),
    ("gate_item", "gate_item.absent", "item[0]", gateless),
    ("gate_item", "gate_item.scored", "item[6].extension[0]", gate_counted),
    ("bands_without_source", "bands_without_source.differ", "item[4]", known(*whole(), BANDS)),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "message", "place", "read"), FOUND, ids=[row[1] for row in FOUND])
def test_defect_is_found_and_said_with_its_place(kind: str, message: str, place: str, read: Read) -> None:
    finding = next(each for each in read().report.findings if each.message == message)

    assert (finding.kind, finding.place.path) == (kind, place)
    assert finding.place.line is not None
    assert "line" in finding.place.text("en")
    assert finding.sentence("ru") != finding.sentence("en")


def test_table_names_every_kind() -> None:
    assert {row[0] for row in FOUND} == {
        *("direction", "reversed_set", "label_block", "scale_partition", "item_count", "duplicate_text"),
        *("expression_vs_factcard", "codes_missing", "missing_option", "label_diff", "weight_location"),
        *("sum_scope", "gate_item", "variable_map", "bands_without_source"),
    }


def test_sheet_that_agrees_by_falling_numbers_is_no_false_alarm() -> None:
    """1 = strongly agree: the card says so, so nothing runs the wrong way."""
    said = lighthouse.messages(test_card_shapes.read(CARDS["olbi"], test_card_shapes.agreeing))
    assert not {message for message in said if message.startswith(("direction", "reversed_set"))}


@pytest.mark.parametrize(
    "labels",
    [
        ("Disagree strongly", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"),
        ("Strongly disagree", "Slightly disagree", "Neutral", "Slightly agree", "Strongly agree"),
        ("Never", "Rarely", "Sometimes", "Occasionally", "Often"),
        ("Never", "Not often", "Sometimes", "Often", "Always"),
        ("I usually do not do this at all", "I usually do a little", "I usually do this a lot"),
        ("Never", "Monthly", "Weekly", "Daily", "Several times a day"),
        ("Almost never", "Less than half the time", "About half the time", "More than half the time"),
        ("Not worried at all", "Not very worried", "Somewhat worried", "Very worried"),
        ("Completely blind", "Very poor", "Poor", "Fair", "Good", "Excellent"),
        ("Никогда", "Не часто", "Иногда", "Часто", "Всегда"),
        ("Полностью не согласна", "Скорее не согласна", "Скорее согласна", "Полностью согласна"),
    ],
)
def test_sound_labels_are_no_false_alarm(labels: tuple[str, ...]) -> None:
    answers = [option(code, label, label) for code, label in enumerate(labels)]
    said = lighthouse.messages(plain(*of_all(answerOption=answers))())
    assert not {message for message in said if message.startswith(("direction", "reversed_set"))}


def test_sets_with_other_labels_are_not_taken_for_reversed_ones() -> None:
    """Yes is 1 and no is 2 in one question: that says nothing of reversal in the others."""
    yes = [option(1, "Yes", "Да"), option(2, "No", "Нет")]
    said = lighthouse.messages(plain(question(1), question(2), question(3, answerOption=yes))())
    assert "direction" in said
    assert "reversed_set" not in said


def test_conditions_of_many_questions_are_one_finding() -> None:
    result = plain(question(1), question(2, **GATED), question(3, **GATED))()
    assert lighthouse.found(result, "gate_item").values == {"items": "q2, q3", "count": "2"}
