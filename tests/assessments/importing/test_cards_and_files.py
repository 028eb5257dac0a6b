"""A file against a fact card: the card gives what it knows, and every difference is a finding."""

from dataclasses import replace
from typing import Any

import pytest

from tests.assessments.importing import lighthouse
from tests.assessments.importing.lighthouse import (
    OFTEN,
    create_questionnaire,
    found,
    lead,
    loinc,
    option,
    question,
)
from wellbeing.assessments import importing
from wellbeing.assessments.importing import Severity, compare
from wellbeing.assessments.rules import checking, definition

# Said of every file that the card fits.
ALWAYS = {"card_matched", "figures_unverified.min_answered"}
URL = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"


def read(*items: dict[str, Any], **changes: Any) -> importing.Import:
    file = create_questionnaire([lead(), *items], **changes)
    return lighthouse.read(file, cards=[lighthouse.keeper()])


def messages(result: importing.Import) -> set[str]:
    return lighthouse.messages(result) - ALWAYS


def whole(**changes: Any) -> list[dict[str, Any]]:
    return [loinc(number, **changes) for number in (1, 2, 3, 4)]


def total(expression: str, **changes: Any) -> dict[str, Any]:
    value = {"language": "text/fhirpath", "expression": expression}
    extension = [{"url": URL, "valueExpression": value}]
    return {"linkId": "sum", "type": "decimal", "text": "Sum", "extension": extension} | changes


def test_card_that_fits_gives_scales_bands_figures_and_licence() -> None:
    card = lighthouse.keeper()
    result = read(*whole())
    draft = lighthouse.draft(result)

    assert messages(result) == {"sensitive_item"}
    assert (draft.key, draft.title, draft.is_validated) == ("keeper", card.title, True)
    assert [(scale.key, scale.items, scale.reversed_items) for scale in draft.scales] == [
        ("lamp", ("q1", "q2"), frozenset()),
        ("birds", ("q3", "q4"), frozenset({"q4"})),
    ]
    assert [scale.bands for scale in draft.scales] == [card.scales[0].bands, ()]
    assert [scale.min_answered for scale in draft.scales] == [2, 1]
    assert draft.scales[0].reliability == card.scales[0].reliability
    assert draft.licence == card.licence
    assert [item.is_sensitive for item in draft.items] == [False, True, False, False]
    assert [band.text for band in draft.scales[0].bands] == [{}, {}]
    assert result.report.understood.fact_card == "keeper"
    assert checking.problems(draft) == ()


def test_order_of_the_file_is_kept_and_the_card_follows_the_codes() -> None:
    result = read(*reversed(whole()))
    draft = lighthouse.draft(result)
    assert messages(result) == {"item_order", "sensitive_item"}
    assert [item.key for item in draft.items] == ["q4", "q3", "q2", "q1"]
    assert [scale.items for scale in draft.scales] == [("q1", "q2"), ("q3", "q4")]
    assert [item.is_sensitive for item in draft.items] == [False, False, True, False]


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "The KEEPER log"},
        {"name": "keeper"},
        {"url": "https://lighthouse.example/Questionnaire/keeper"},
        {"code": [{"code": "10000-1"}]},
        {"identifier": [{"value": "10000-1"}]},
    ],
)
def test_card_is_matched_by_name_or_code_of_the_whole(changes: dict[str, Any]) -> None:
    result = read(*[question(number) for number in (1, 2, 3, 4)], **changes)
    assert result.report.understood.fact_card == "keeper"
    assert lighthouse.draft(result).is_validated


def test_card_is_not_matched_by_some_of_its_items() -> None:
    result = read(loinc(1), loinc(2), question(3), question(4))
    assert result.report.understood.fact_card == ""


def test_two_cards_that_fit_are_a_question() -> None:
    other = replace(lighthouse.keeper(), id="other", names=("Tower log",), items_loinc=(), totals=frozenset())
    file = create_questionnaire([lead(), *whole()])
    result = lighthouse.read(file, cards=[other, lighthouse.keeper()])
    assert found(result, "card_ambiguous").values == {"card": "keeper", "other": "other"}


def test_item_too_few() -> None:
    result = read(*whole()[:3])
    assert (
        messages(result)
        == {
            *("card_not_applied", "item_count", "item_count.missing"),
            *("scales_by_hand", "sensitive_item"),
        }
        - lighthouse.ALWAYS
    )
    assert found(result, "item_count.missing").values["items"] == "4"
    (scale,) = lighthouse.draft(result).scales
    assert (scale.key, scale.bands, scale.reliability) == ("total", (), None)
    draft = lighthouse.draft(result)
    assert (draft.key, draft.title["en"], draft.is_validated) == ("tower-log", "Tower log", False)
    assert draft.licence.licence_class == definition.LicenceClass.OPERATOR


def test_item_too_many_stays_outside() -> None:
    extra = question(
        1, linkId="extra", text="The biscuits were damp.", _text=lighthouse.translated("Печенье отсырело.")
    )
    result = read(*whole(), extra)
    assert messages(result) == {"item_outside", "sensitive_item"}
    assert found(result, "item_outside").place.path == "item[5]"
    assert [item.key for item in lighthouse.draft(result).items] == ["q1", "q2", "q3", "q4"]


def test_items_without_codes_are_told_by_the_answers_they_share() -> None:
    labels = (("None", "Нет"), ("Half", "Половина"), ("All", "Вся"))
    other = question(
        1,
        linkId="extra",
        text="The biscuits were damp.",
        _text=lighthouse.translated("Печенье отсырело."),
        answerOption=[option(code, *label) for code, label in enumerate(labels)],
    )
    result = read(other, *[question(number) for number in (1, 2, 3, 4)], name="keeper")
    assert messages(result) == {"item_outside", "label_sets", "sensitive_item"}
    assert [item.key for item in lighthouse.draft(result).items] == ["q1", "q2", "q3", "q4"]


def test_too_many_items_that_cannot_be_told_apart() -> None:
    extra = question(
        1, linkId="extra", text="The biscuits were damp.", _text=lighthouse.translated("Печенье отсырело.")
    )
    result = read(extra, *[question(number) for number in (1, 2, 3, 4)], name="keeper")
    assert messages(result) == {"card_not_applied", "item_count"}
    assert found(result, "item_count").values == {"card": "keeper", "expected": "4", "found": "5"}


def test_unscored_and_total_by_code_are_left_out() -> None:
    unscored = question(1, linkId="x", code=[{"code": "10008-1"}])
    result = read(*whole(), unscored, {"linkId": "y", "type": "choice", "code": [{"code": "10009-1"}]})
    assert messages(result) == {"left_out.total", "left_out.unscored", "sensitive_item"}
    assert len(lighthouse.draft(result).items) == 4


def test_other_numbers_than_the_card() -> None:
    shifted = [option(code + 1, *labels) for code, labels in enumerate(OFTEN)]
    result = read(*whole(answerOption=shifted))
    assert messages(result) == {"card_not_applied", "code_set", "sensitive_item"}
    assert found_first(result, "code_set").values == {
        "card": "keeper",
        "found": "1, 2, 3",
        "expected": "0, 1, 2",
    }
    assert lighthouse.draft(result).scales[0].bands == ()


def test_missing_numbers_come_from_the_answers_own_codes() -> None:
    coded = [
        option(None, *labels, system="http://loinc.org", code=f"LA{n}-1") for n, labels in enumerate(OFTEN, 1)
    ]
    result = read(*whole(answerOption=coded))
    assert messages(result) == {"codes_missing.from_card", "sensitive_item"}
    assert [each.code for each in lighthouse.draft(result).response_sets[0].options] == [0, 1, 2]


def test_reversed_items_turned_by_their_numbers_are_not_turned_again() -> None:
    turned = [option(2 - code, *labels) for code, labels in enumerate(OFTEN)]
    items = [*whole()[:3], loinc(4, answerOption=turned)]
    result = read(*items)
    assert "reversed_by_codes" in messages(result)
    assert [scale.reversed_items for scale in lighthouse.draft(result).scales] == [frozenset(), frozenset()]


def test_wrong_items_turned() -> None:
    turned = [option(2 - code, *labels) for code, labels in enumerate(OFTEN)]
    result = read(loinc(1, answerOption=turned), *whole()[1:])
    assert found(result, "reversed_set.card").values == {"card": "keeper", "found": "1", "expected": "4"}
    assert "card_not_applied" in messages(result)
    assert lighthouse.draft(result).scales[0].key == "total"


def test_labels_of_another_block() -> None:
    labels = (("None", "Нет"), ("Half", "Половина"), ("All", "Вся"))
    other = [option(code, *label) for code, label in enumerate(labels)]
    result = read(*whole()[:3], loinc(4, answerOption=other))
    assert found(result, "label_block").values == {"card": "keeper", "found": "2", "expected": "1"}
    assert found(result, "label_block").place.path == "item[4]"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Over the last two weeks", 14),
        ("During the past month", 30),
        ("За последние 7 дней", 7),
        ("За прошлую неделю", 7),
        ("В течение двух недель", 14),
        ("How are you", None),
    ],
)
def test_period_is_read(text: str, days: int | None) -> None:
    assert compare.recall_days(text) == days


def test_other_period_than_the_card() -> None:
    file = create_questionnaire([lead(text="Over the last four weeks:"), *whole()])
    result = lighthouse.read(file, cards=[lighthouse.keeper()])
    assert found(result, "recall_differs").values["days"] == "28"


def test_no_period_at_all() -> None:
    result = lighthouse.read(create_questionnaire(whole()), cards=[lighthouse.keeper()])
    assert found(result, "recall_missing").severity == Severity.OPEN


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("%resource.item.where(linkId='q1' or linkId='q2').answer.weight().sum()", {"expression_agrees"}),
        ("%resource.item.where(linkId in ('q3'|'q4')).answer.weight().sum()", {"expression_agrees"}),
        ("%resource.item.where(linkId != 'q4').answer.weight().sum()", {"scale_partition"}),
        (
            "%resource.item.where(linkId != '/9-9' and linkId != 'item').answer.weight().sum()",
            {"scale_partition"},
        ),
        ("%resource.item.item.answer.weight().sum()", {"expression_vs_factcard.none"}),
        ("%resource.descendants().answer.weight().sum()", {"scale_partition", "sum_scope"}),
        (
            "%resource.item.where(linkId='q1' or linkId='q2').answer.value.ordinal().sum()",
            {"expression_vs_factcard.place"},
        ),
        (
            "%resource.item.where(linkId='q1' or linkId='q2').answer.weight().sum() * 2",
            {"expression_agrees", "expression_vs_factcard.method"},
        ),
    ],
)
def test_formula_is_looked_at_and_never_run(expression: str, expected: set[str]) -> None:
    result = read(*whole(), total(expression))
    assert messages(result) - {"sensitive_item", "left_out.total", "scoring_not_run"} == expected
    assert found(result, "scoring_not_run").values == {"expression": expression}


def test_formula_of_one_scale_with_items_that_do_not_belong() -> None:
    result = lighthouse.read(
        create_questionnaire([*whole(), total("%resource.item.where(linkId!='q4').answer.weight().sum()")])
    )
    assert found(result, "expression_vs_factcard.items").values == {"extra": "–", "lacking": "q4"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("0-1 calm, 2-2 wind, 3-4 storm", "bands_without_source.differ"),
        ("From 0-4 points. 0-1 calm, 2-2 wind, 3-4 storm", "bands_without_source.differ"),
        ("0-1 calm, 3-4 storm", None),
    ],
)
def test_bands_in_prose_against_the_card(text: str, message: str | None) -> None:
    result = read(
        *whole(),
        total(
            "1",
            text="Sum",
            extension=[
                {
                    "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-displayCategory",
                    "valueCodeableConcept": {"text": text},
                }
            ],
        ),
    )
    assert messages(result) - {"sensitive_item", "left_out.type"} == ({message} if message else set())
    assert [each.values for each in result.report.findings if each.message == message] == (
        [{"bands": "0–1, 2–2, 3–4"}] if message else []
    )


def found_first(result: importing.Import, message: str) -> importing.Finding:
    return next(finding for finding in result.report.findings if finding.message == message)
