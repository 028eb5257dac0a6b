"""ReproSchema: many files make one questionnaire, what is missing is named, formulas are compared."""

import copy
import json
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.assessments.importing.activity import (
    CONTEXT,
    NAMES,
    SUM,
    Files,
    choices,
    create_files,
    is_right,
    keeper_files,
    packed,
)
from tests.assessments.importing.lighthouse import draft, found, keeper, messages, read
from tests.assessments.importing.test_fuzz import VALUES, check, places, put
from wellbeing.assessments import importing
from wellbeing.assessments.importing import formats
from wellbeing.assessments.importing.jsonscan import VALUES as MOST_VALUES

MEMORY = 120_000_000


def test_files_beside_the_activity_make_the_questionnaire() -> None:
    assert is_right(read(*create_files().values()))


def test_activity_may_be_any_of_the_files() -> None:
    assert is_right(read(*reversed(create_files().values())))


def test_one_zip_holds_them_all_and_what_is_no_json_beside() -> None:
    assert is_right(read(packed(create_files(), README=b"# A tower", LICENSE=b"")))


def test_answers_within_the_question_and_older_names() -> None:
    files = create_files()
    for name in NAMES:
        files[f"items/{name}"]["responseOptions"] = {
            "schema:choices": [
                {"schema:name": choice["name"], "schema:value": choice["value"]} for choice in choices()
            ]
        }
    del files["valueConstraints"]
    for content in files.values():
        content["@id"], content["@type"] = content.pop("id"), f"reproschema:{content.pop('category')}"
        if "question" in content:
            pairs = content["question"].items()
            content["question"] = [{"@language": key, "@value": text} for key, text in pairs]
    assert is_right(read(packed(files)))


def test_question_that_nobody_gave_is_named() -> None:
    files = create_files()
    del files["items/tower_3"]
    result = read(packed(files))
    finding = found(result, "file_missing")
    assert finding.values == {"name": "items/tower_3"}
    assert (finding.place.source, finding.place.path) == ("tower/tower_schema", "ui.order[2]")
    assert len(draft(result).items) == 3


def test_answers_that_nobody_gave_are_named() -> None:
    files = create_files()
    del files["valueConstraints"]
    result = read(packed(files))
    missing = [finding for finding in result.report.findings if finding.message == "file_missing"]
    assert {finding.values["name"] for finding in missing} == {"../valueConstraints"}
    assert {finding.place.source for finding in missing} == {f"tower/items/{name}" for name in NAMES}
    assert result.instrument is None


def test_questions_without_an_activity() -> None:
    files = create_files()
    del files["tower_schema"]
    assert found(read(packed(files)), "activity_missing").severity == importing.Severity.ERROR


def test_second_activity_is_said() -> None:
    files = create_files()
    files["other_schema"] = files["tower_schema"] | {"id": "other_schema"}
    finding = found(read(packed(files)), "activity_other")
    assert (finding.place.source, finding.values) == ("tower/other_schema", {"used": "tower_schema"})


def test_of_two_files_with_one_id_the_path_decides() -> None:
    answers = create_files().pop("valueConstraints")
    files = {"birds/valueConstraints": answers | {"choices": []}, **create_files()}
    assert is_right(read(packed(files)))
    assert "file_ambiguous" in messages(read(*create_files().values(), answers))


def test_answers_without_numbers_are_not_guessed() -> None:
    files = create_files()
    for choice in files["valueConstraints"]["choices"]:
        del choice["value"]
    assert "codes_missing.all" in messages(read(packed(files)))


def test_hidden_and_conditional_questions() -> None:
    files = create_files()
    first, second, *_ = files["tower_schema"]["ui"]["addProperties"]
    first["isVis"], second["isVis"] = False, "tower_3 > 0"
    result = read(packed(files))
    assert found(result, "left_out.hidden").place.source == "tower/items/tower_1"
    assert found(result, "gate_item").place.source == "tower/items/tower_2"


def test_several_answers_and_fields_to_write_in() -> None:
    files = create_files()
    files["valueConstraints"]["multipleChoice"] = True
    files["items/tower_1"] |= {"ui": {"inputType": "text"}, "responseOptions": {"valueType": ["xsd:string"]}}
    result = read(packed(files))
    assert found(result, "left_out.type").values == {"type": "text"}
    assert "multiple_answers" in messages(result)


def test_total_that_is_not_the_card_s() -> None:
    result = read(packed(keeper_files(SUM)), cards=(keeper(),))
    assert found(result, "scale_partition").values == {"extra": "tower_3, tower_4", "lacking": "–"}
    assert found(result, "scale_partition").place.path == "compute[0]"


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("tower_1 + tower_2", {"expression_agrees"}),
        ("tower_3 + (2 - tower_4)", {"expression_agrees"}),
        ("tower_3 + tower_4", {"expression_agrees", "reversed_set.scoring"}),
        ("(tower_1 + tower_2) / 2", {"expression_agrees", "expression_vs_factcard.other_method"}),
        ("(tower_1 + tower_2)/3", {"expression_agrees", "expression_vs_factcard.method"}),
        ("Math.max(tower_1, tower_2)", {"expression_agrees", "expression_vs_factcard.method"}),
        ("tower_1 + lamp_2", {"scale_partition", "expression_vs_factcard.unknown"}),
        ("lamp_2", {"expression_vs_factcard.none", "expression_vs_factcard.unknown"}),
    ],
)
def test_formula_against_the_card(formula: str, said: set[str]) -> None:
    result = read(packed(keeper_files(formula)), cards=(keeper(),))
    about = ("expression_", "reversed_set.scoring", "scale_partition")
    assert {message for message in messages(result) if message.startswith(about)} == said


def test_formula_of_formulas_and_names_with_hyphens() -> None:
    files = create_files()
    text = json.dumps(files, ensure_ascii=False).replace("tower_", "tower-")
    renamed: Files = {name.replace("tower-schema", "schema"): one for name, one in json.loads(text).items()}
    renamed["schema"]["compute"] = [
        {"jsExpression": "tower-1 + tower-2", "variableName": "lamp"},
        {"jsExpression": "lamp + tower-3 + tower-4", "variableName": "all"},
    ]
    result = read(packed(renamed))
    assert found(result, "expression_agrees").values == {"count": "4"}
    assert "expression_vs_factcard.unknown" not in messages(result)


def lying(data: bytes) -> bytes:
    """The last part says that it is small and is not."""
    at = data.rindex(b"PK\x01\x02")
    return data[: at + 24] + (10).to_bytes(4, "little") + data[at + 28 :]


FILES = create_files()
HOSTILE = [
    (packed(FILES, blob=b"\0" * 20_000_000), "archive_bomb"),
    (packed(FILES, blob=b" " * 3_000_000), "archive_bomb"),
    (lying(packed(FILES, blob=b"{" + b" " * 300_000)), "archive_broken"),
    (packed(FILES, **{f"n{i}": b"{}" for i in range(400)}), "archive_bomb.parts"),
    (packed(FILES, a=b"{", A=b"{"), "archive_broken"),
    (packed(FILES, deep=b'{"a":' + b"[" * 90_000), "too_deep"),
    (packed(FILES, **{f"n{i}": b'{"a":[' + b"0," * 10_000 + b"0]}" for i in range(16)}), "too_many_values"),
    (packed(FILES, cut=b'{"id": "x"'), "json_truncated"),
    (packed(FILES)[:400], "archive_broken"),
]


@pytest.mark.parametrize(("data", "message"), HOSTILE)
def test_hostile_zip_is_refused_in_a_sentence_and_in_little_memory(data: bytes, message: str) -> None:
    tracemalloc.start()
    result = read(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert result.instrument is None
    assert message in messages(result)
    assert peak < MEMORY


def test_values_of_all_files_together_are_bounded() -> None:
    many = {"@context": CONTEXT, "x": [0] * (MOST_VALUES // 2)}
    assert "too_many_values" in messages(read(*create_files().values(), many, many))


def test_other_zips_stay_what_they_were() -> None:
    assert formats.recognise(packed({}, notes=b"{}")) is formats.XLSFORM
    assert formats.recognise(packed(create_files())) is formats.REPROSCHEMA


@settings(max_examples=150)
@given(data=st.data())
def test_changed_files_never_raise(data: st.DataObject) -> None:
    files = copy.deepcopy(create_files())
    for _ in range(data.draw(st.integers(1, 4))):
        inside = [path for path in places(files) if len(path) > 1 and path[-1] != "@context"]
        put(files, data.draw(st.sampled_from(inside)), data.draw(VALUES), is_removed=data.draw(st.booleans()))
    cards = (keeper(),)
    check(read(*(json.dumps(one).encode() for one in files.values()), cards=cards))


@settings(max_examples=60)
@given(data=st.data())
def test_changed_bytes_of_a_zip_never_raise(data: st.DataObject) -> None:
    sound = bytearray(packed(FILES))
    for _ in range(data.draw(st.integers(1, 6))):
        sound[data.draw(st.integers(0, len(sound) - 1))] = data.draw(st.integers(0, 255))
    check(read(bytes(sound)))
