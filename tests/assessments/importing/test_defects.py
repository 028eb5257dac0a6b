"""Each kind of defect met in public questionnaire files is caught, and nothing else is said."""

from typing import Any

import pytest

from tests.assessments.importing import lighthouse
from tests.assessments.importing.lighthouse import (
    OFTEN,
    create_questionnaire,
    found,
    messages,
    option,
    question,
    read,
)
from wellbeing.assessments.importing import Severity

DECLINED = ("Prefer not to say", "Предпочитаю не отвечать")


def answers(*codes: object, labels: tuple[tuple[str, str], ...] = OFTEN) -> list[dict[str, Any]]:
    return [option(code, *label) for code, label in zip(codes, labels, strict=True)]


def of_all(**changes: Any) -> dict[str, Any]:
    return create_questionnaire([question(number, **changes) for number in (1, 2, 3)])


def test_sound_file_has_nothing_to_complain_of() -> None:
    result = read(create_questionnaire())
    assert messages(result) == set()
    assert {finding.message for finding in result.report.findings} == lighthouse.ALWAYS


def test_labels_against_numbers() -> None:
    result = read(of_all(answerOption=answers(2, 1, 0)))
    assert messages(result) == {"direction"}
    assert found(result, "direction").values["labels"] == "0 Часто, 1 Иногда, 2 Никогда"


def test_numbers_of_some_questions_against_labels() -> None:
    file = create_questionnaire([question(1), question(2, answerOption=answers(2, 1, 0)), question(3)])
    result = read(file)
    assert "direction" not in messages(result)
    assert (found(result, "reversed_set").values["items"], found(result, "reversed_set").kind) == (
        "q2",
        "reversed_set",
    )


def test_labels_that_go_up_and_down() -> None:
    labels = (*OFTEN, ("Always", "Всегда"))
    result = read(of_all(answerOption=answers(0, 2, 1, 3, labels=labels)))
    assert messages(result) == {"direction.jumps"}


def test_no_numbers_at_all_are_not_guessed_from_the_order() -> None:
    result = read(of_all(answerOption=answers(None, None, None)))
    assert result.instrument is None
    assert found(result, "codes_missing.all").severity == Severity.ERROR


def test_question_with_the_answers_of_others_and_no_numbers() -> None:
    file = create_questionnaire(
        [question(1), question(2), question(3, answerOption=answers(None, None, None))]
    )
    result = read(file)
    assert messages(result) == {"codes_missing.item"}
    assert found(result, "codes_missing.item").place.path == "item[2]"
    assert [item.key for item in lighthouse.draft(result).items] == ["q1", "q2"]


def test_unscored_question_with_answers_of_its_own_is_left_out_with_a_note() -> None:
    labels = (("Tea", "Чай"), ("Coffee", "Кофе"))
    file = create_questionnaire(
        [question(1), question(2, answerOption=answers(None, None, labels=labels)), question(3)]
    )
    result = read(file)
    assert messages(result) == {"left_out.unscored"}
    assert found(result, "left_out.unscored").severity == Severity.NOTE


def test_one_answer_without_a_number_counts_as_none() -> None:
    labels = (*OFTEN, ("On Tuesdays", "По вторникам"))
    result = read(of_all(answerOption=answers(0, 1, 2, None, labels=labels)))
    assert messages(result) == {"codes_missing.option"}
    assert found_options(result)[3] == (None, True)


def test_numbers_in_the_answers_own_codes_need_a_signature() -> None:
    result = read(of_all(answerOption=[option(None, *label, code=str(n)) for n, label in enumerate(OFTEN)]))
    assert messages(result) == {"codes_missing.from_names"}
    assert found_options(result) == [(0, False), (1, False), (2, False)]


def test_answer_codes_that_disagree_with_the_numbers() -> None:
    result = read(of_all(answerOption=[option(n, *label, code=str(n + 1)) for n, label in enumerate(OFTEN)]))
    assert messages(result) == {"variable_map.option"}
    assert found_options(result) == [(0, False), (1, False), (2, False)]


@pytest.mark.parametrize("code", [None, 9])
def test_declining_is_no_answer_whatever_its_number(code: int | None) -> None:
    result = read(of_all(answerOption=answers(0, 1, 2, code, labels=(*OFTEN, DECLINED))))
    assert messages(result) == {"missing_option"}
    assert found_options(result)[3] == (None, True)


def test_same_number_twice_stops_the_import() -> None:
    result = read(of_all(answerOption=answers(0, 1, 1)))
    assert result.instrument is None
    assert "code_repeated" in messages(result)


def test_same_sentence_twice() -> None:
    file = create_questionnaire([question(1), question(2), question(3, text="the lamp — went out, on me")])
    result = read(file)
    assert messages(result) == {"duplicate_text"}
    assert found(result, "duplicate_text").values["first"] == "item[0]"
    assert found(result, "duplicate_text").place.path == "item[2]"


def test_label_spelt_wrong() -> None:
    result = read(
        of_all(answerOption=answers(0, 1, 2, labels=(("Never", "Никогда"), ("Somtimes", "Иногда"), OFTEN[2])))
    )
    assert messages(result) == {"label_diff.spelling"}
    values = found(result, "label_diff.spelling").values
    assert (values["word"], values["known"]) == ("somtimes", "sometimes")


def test_label_spelt_wrong_in_russian() -> None:
    result = read(of_all(answerOption=answers(0, 1, 2, labels=(("Never", "Никагда"), *OFTEN[1:]))))
    assert messages(result) == {"label_diff.spelling"}


def test_label_of_one_question_unlike_the_others() -> None:
    odd = answers(0, 1, 2, labels=(OFTEN[0], OFTEN[1], ("Mondays", "По понедельникам")))
    result = read(create_questionnaire([question(1), question(2, answerOption=odd), question(3)]))
    assert messages(result) == {"label_diff.sets"}
    assert found(result, "label_diff.sets").values == {"label": "По понедельникам", "other": "Часто"}
    assert found(result, "label_diff.sets").place.path == "item[1].answerOption[2]"


def test_name_and_code_of_a_question_disagree() -> None:
    coded = {"code": [{"system": "http://loinc.org", "code": "10002-1"}]}
    result = read(create_questionnaire([question(1, linkId="/10001-1", **coded), question(2), question(3)]))
    assert messages(result) == {"variable_map.code"}


def test_code_of_two_questions() -> None:
    coded = {"code": [{"system": "http://loinc.org", "code": "10002-1"}]}
    result = read(create_questionnaire([question(1, **coded), question(2, **coded), question(3)]))
    assert messages(result) == {"variable_map.repeated"}


def test_printed_number_and_name_disagree() -> None:
    shifted = [question(n, linkId=f"night{n - 1}", prefix=f"{n}.") for n in (1, 2, 3)]
    assert messages(read(create_questionnaire(shifted))) == set()
    shifted[2]["prefix"] = "7."
    result = read(create_questionnaire(shifted))
    assert found(result, "variable_map.number").values == {"link": "night2", "prefix": "7."}


def test_question_asked_only_after_another() -> None:
    gate = {"linkId": "gate", "type": "boolean", "text": "Did you see the ship?"}
    gated = question(2, enableWhen=[{"question": "gate", "operator": "=", "answerBoolean": True}])
    result = read(create_questionnaire([gate, question(1), gated, question(3)]))
    assert messages(result) == {"gate_item", "left_out.type"}


def test_bands_without_a_source() -> None:
    text = "0-2: calm seas; 3-4: some wind; 5-6: storm"
    last = {"linkId": "x", "type": "display", "text": text}
    result = read(create_questionnaire([question(1), question(2), question(3), last]))
    assert messages(result) == {"bands_without_source", "left_out.text"}
    assert found(result, "bands_without_source").values["bands"] == "0–2, 3–4, 5–6"
    assert lighthouse.draft(result).scales[0].bands == ()


def test_two_places_with_two_numbers() -> None:
    weight = {"url": "http://hl7.org/fhir/StructureDefinition/itemWeight", "valueDecimal": 9}
    options = [option(0, *OFTEN[0], extension=[weight]), *answers(1, 2, labels=OFTEN[1:])]
    result = read(create_questionnaire([question(1), question(2, answerOption=options), question(3)]))
    assert messages(result) == {"weight_conflict"}
    assert found_options(result)[0] == (0, False)


def test_numbers_on_the_codings() -> None:
    url = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
    options = [
        option(None, *labels, extension=[{"url": url, "valueDecimal": n}]) for n, labels in enumerate(OFTEN)
    ]
    assert messages(read(of_all(answerOption=options))) == {"weight_location"}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"repeats": True}, "multiple_answers"),
        ({"type": "open-choice"}, "open_choice"),
        ({"answerConstraint": "optionsOrString"}, "open_choice"),
    ],
)
def test_freer_answers_than_here(changes: dict[str, Any], message: str) -> None:
    result = read(create_questionnaire([question(1, **changes), question(2), question(3)]))
    assert messages(result) == {message}


def test_question_about_death_is_sensitive() -> None:
    for text, russian in (
        ("I thought of suicide by fog.", "x"),
        ("y", "Мысли о том, чтобы умереть от тумана."),
    ):
        asked = question(2, text=text, _text=lighthouse.translated(russian))
        result = read(create_questionnaire([question(1), asked, question(3)]))
        assert messages(result) == {"sensitive_item.by_words"}
        assert [item.is_sensitive for item in lighthouse.draft(result).items] == [False, True, False]


def test_hidden_question_is_left_out_and_signed_for() -> None:
    url = "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden"
    hidden = question(2, extension=[{"url": url, "valueBoolean": True}])
    result = read(create_questionnaire([question(1), hidden, question(3)]))
    assert messages(result) == {"left_out.hidden"}
    assert [item.key for item in lighthouse.draft(result).items] == ["q1", "q3"]


def test_what_the_file_says_of_its_own_age() -> None:
    old = create_questionnaire(status="retired", effectivePeriod={"end": "2020-08"})
    assert messages(read(old)) == {"retired", "expired"}
    assert messages(read(create_questionnaire(effectivePeriod={"end": "2026-11-22"}))) == set()
    assert messages(read(create_questionnaire(effectivePeriod={"end": "2026"}))) == set()


def found_options(result: lighthouse.importing.Import) -> list[tuple[object, bool]]:
    return [(each.code, each.is_missing) for each in lighthouse.draft(result).response_sets[0].options]
