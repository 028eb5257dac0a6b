"""The same three questions in every form that the standards know come out as the same draft."""

from decimal import Decimal

import pytest

from tests.assessments.importing import lighthouse
from wellbeing.assessments import importing
from wellbeing.assessments.rules import checking, definition

TEXTS = [{"ru": ru, "en": en} for en, ru in zip(lighthouse.EN[:3], lighthouse.RU[:3], strict=True)]
OPTIONS = tuple(
    definition.Option(Decimal(code), {"ru": ru, "en": en}) for code, (en, ru) in enumerate(lighthouse.OFTEN)
)
LEAD = {"ru": lighthouse.LEAD[1], "en": lighthouse.LEAD[0]}
TITLE = {"ru": "Две недели смотрителя", "en": "Keeper's fortnight"}

VARIANTS = [
    ("stu3.json", (), "STU3", {"weight_location", "left_out.type"}),
    ("r4-inline.json", (), "R4", {"copyright"}),
    ("r4-contained.json", (), "R4", set()),
    ("r4-external.json", ("r4-external.valueset.json",), "R4", {"language_left_out"}),
    ("r5.json", (), "R5", set()),
]


@pytest.mark.parametrize(("name", "beside", "standard", "expected"), VARIANTS)
def test_variant_gives_the_draft(
    name: str, beside: tuple[str, ...], standard: str, expected: set[str]
) -> None:
    result = lighthouse.read(lighthouse.load(name), *[lighthouse.load(file) for file in beside])
    draft = lighthouse.draft(result)

    assert lighthouse.messages(result) == expected
    assert [item.text for item in draft.items] == TEXTS
    assert [response_set.options for response_set in draft.response_sets] == [OPTIONS]
    assert {item.response_set for item in draft.items} == {draft.response_sets[0].key}
    assert (draft.title, draft.recall, draft.languages) == (TITLE, LEAD, ("ru", "en"))
    assert result.report.understood == importing.Understood(
        title="Vierzehn Tage am Leuchtturm" if beside else "Keeper's fortnight",
        standard=standard,
        languages=("ru", "en"),
        items=3,
        response_sets=1,
        scales=("total: sum of 3, 0..6",),
    )
    assert checking.problems(draft) == ()


def test_without_a_card_one_scale_claims_nothing() -> None:
    draft = lighthouse.draft(lighthouse.read(lighthouse.load("r4-inline.json")))

    assert draft.scales == (
        definition.Scale(
            key="total",
            title={"ru": "Сумма", "en": "Total"},
            items=("q1", "q2", "q3"),
            reversed_items=frozenset(),
            method=definition.Method.SUM,
            min_answered=3,
            low=Decimal(0),
            high=Decimal(6),
            direction=definition.Direction.HIGHER_IS_WORSE,
        ),
    )
    assert (draft.key, draft.is_validated) == ("keeper-r4", False)
    assert draft.licence == definition.Licence(
        definition.LicenceClass.OPERATOR,
        holder="Written for these tests.",
        evidence_on="2026-11-22",
        attribution={"ru": "Written for these tests.", "en": "Written for these tests."},
    )


def test_weights_by_every_name_and_place() -> None:
    names = (
        "ordinalValue",
        "itemWeight",
        "valueset-ordinalValue",
        "codesystem-ordinalValue",
        "questionnaire-ordinalValue",
        "iso21090-CO-value",
    )
    for name in names:
        weights = [
            {
                "extension": [
                    {"url": f"http://hl7.org/fhir/StructureDefinition/{name}", "valueDecimal": 3 - code}
                ]
            }
            for code in range(3)
        ]
        options = [lighthouse.option(None, *labels) for labels in lighthouse.OFTEN]
        on_option = [option | weight for option, weight in zip(options, weights, strict=True)]
        on_coding = [
            {"valueCoding": option["valueCoding"] | weight}
            for option, weight in zip(options, weights, strict=True)
        ]
        for answers in (on_option, on_coding):
            file = lighthouse.create_questionnaire([lighthouse.question(1, answerOption=answers)])
            (only,) = lighthouse.draft(lighthouse.read(file)).response_sets
            assert [option.code for option in only.options] == [3, 2, 1], name


def test_numbers_of_the_answers_themselves_are_their_codes() -> None:
    answers = [{"valueInteger": number} for number in (1, 2, 3)]
    for kind in ("integer", "choice"):
        file = lighthouse.create_questionnaire([lighthouse.question(1, type=kind, answerOption=answers)])
        (only,) = lighthouse.draft(lighthouse.read(file)).response_sets
        assert only.options == tuple(
            definition.Option(Decimal(n), {"ru": str(n), "en": str(n)}) for n in (1, 2, 3)
        )


def test_texts_as_answers_keep_their_translation() -> None:
    weight = "http://hl7.org/fhir/StructureDefinition/itemWeight"
    answers = [
        {
            "valueString": en,
            "_valueString": lighthouse.translated(ru),
            "extension": [{"url": weight, "valueDecimal": n}],
        }
        for n, (en, ru) in enumerate(lighthouse.OFTEN)
    ]
    file = lighthouse.create_questionnaire([lighthouse.question(1, answerOption=answers)])
    assert lighthouse.draft(lighthouse.read(file)).response_sets[0].options == OPTIONS


@pytest.mark.parametrize("wanted", ["#nights", "ValueSet/nights", "urn:nights", "urn:nights|2"])
def test_value_set_is_found_by_any_of_its_names(wanted: str) -> None:
    file = lighthouse.load("r5.json")
    file["contained"][0] |= {"url": "urn:nights", "version": "2"}
    file["item"] = [lighthouse.question(1, type="coding", answerValueSet=wanted)]
    del file["item"][0]["answerOption"]
    assert lighthouse.draft(lighthouse.read(file)).response_sets[0].options == OPTIONS


def test_bundle_beside_the_questionnaire_is_opened() -> None:
    bundle = {
        "resourceType": "Bundle",
        "entry": [{"resource": lighthouse.load("r4-external.valueset.json")}, {"resource": {}}, {}],
    }
    result = lighthouse.read(lighthouse.load("r4-external.json"), bundle)
    assert lighthouse.draft(result).response_sets[0].options == OPTIONS


def test_expansion_without_numbers_takes_them_from_the_definition() -> None:
    file = lighthouse.load("r4-external.valueset.json")
    concepts = file["compose"]["include"][0]["concept"]
    file["expansion"] = {
        "contains": [{"system": "urn:lighthouse", "code": concept["code"]} for concept in reversed(concepts)]
    }
    result = lighthouse.read(lighthouse.load("r4-external.json"), file)
    assert lighthouse.draft(result).response_sets[0].options == tuple(reversed(OPTIONS))


def test_excluded_concept_is_no_answer() -> None:
    file = lighthouse.load("r4-external.valueset.json")
    file["compose"]["exclude"] = [{"system": "urn:lighthouse", "concept": [{"code": "some-nights"}]}]
    result = lighthouse.read(lighthouse.load("r4-external.json"), file)
    assert [option.code for option in lighthouse.draft(result).response_sets[0].options] == [0, 2]


def test_first_text_is_the_lead_and_later_ones_are_named() -> None:
    later = lighthouse.lead(linkId="x", text="Thank you.", _text=lighthouse.translated("Спасибо."))
    file = lighthouse.create_questionnaire([lighthouse.lead(), later, lighthouse.question(1), later])
    result = lighthouse.read(file)
    assert lighthouse.draft(result).recall == LEAD
    places = [each.place.path for each in result.report.findings if each.message == "left_out.text"]
    assert places == ["item[1]", "item[3]"]


def test_second_answer_set_gets_its_own_key() -> None:
    other = [lighthouse.option(n, f"{n} gulls", f"{n} чаек") for n in (0, 1)]
    file = lighthouse.create_questionnaire(
        [lighthouse.question(1), lighthouse.question(2, answerOption=other), lighthouse.question(3)]
    )
    result = lighthouse.read(file)
    draft = lighthouse.draft(result)
    assert [item.response_set for item in draft.items] == ["answers-1", "answers-2", "answers-1"]
    assert lighthouse.messages(result) == {"label_sets"}


def test_value_set_may_be_in_another_language_than_the_questions() -> None:
    file = lighthouse.load("r4-external.valueset.json") | {"language": "ru"}
    for concept, (en, ru) in zip(file["compose"]["include"][0]["concept"], lighthouse.OFTEN, strict=True):
        concept.update({"display": ru, "designation": [{"language": "en", "value": en}]})
    result = lighthouse.read(lighthouse.load("r4-external.json"), file)
    assert lighthouse.draft(result).response_sets[0].options == OPTIONS
