"""Broken and hostile files: always a report with the place, never an exception, never long."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.assessments.importing import lighthouse
from tests.assessments.importing.lighthouse import (
    create_questionnaire,
    found,
    messages,
    option,
    question,
    read,
)
from wellbeing.assessments.importing import Place, Severity, formats, jsonscan, report, source

WHOLE = json.dumps(create_questionnaire(), ensure_ascii=False, indent=1).encode()

BROKEN = [
    (b"", "empty_file", Place()),
    (b" \n ", "empty_file", Place()),
    (b"{", "json_truncated", Place("", 1, 1)),
    (WHOLE[:200], "json_truncated", None),
    (b'{"a": "b', "json_truncated", Place("", 1, 7)),
    (b'{"a": 1}}', "json_syntax.after_end", Place("", 1, 9)),
    (b'{"a": NaN}', "json_syntax.value", Place("", 1, 7)),
    (b'{"a": -Infinity}', "json_syntax.value", Place("", 1, 7)),
    (b"{'a': 1}", "json_syntax.key", Place("", 1, 2)),
    (b'{"a" 1}', "json_syntax.colon", Place("", 1, 6)),
    (b'{"a": 1 "b": 2}', "json_syntax.comma", Place("", 1, 9)),
    (b'{\n"a": 1,\n}', "json_syntax.key", Place("", 3, 1)),
    (b"[1,\n 2,\n 03]", "json_syntax.comma", Place("", 3, 3)),
    (b'{"a": "b\nc"}', "json_syntax.control", Place("", 1, 9)),
    (b'{"a": "\\q"}', "json_syntax.escape", None),
    (b'\x00{"a": 1}', "json_syntax.value", Place("", 1, 1)),
    ("{}".encode("utf-16"), "encoding", Place("", 1, 1)),
    ("{}".encode("utf-32"), "encoding", Place("", 1, 1)),
    ("{}".encode("utf-16-le"), "json_syntax.key", Place("", 1, 2)),
    (b'{\n "a": "\xff"}', "encoding.bytes", Place("", 2, 8)),
    (b"[" * 10_000, "too_deep", Place("", 1, jsonscan.DEPTH + 1)),
    (b'{"item":[' * 10_000, "too_deep", None),
    (b"[" + b"1," * jsonscan.VALUES + b"1]", "too_many_values", None),
    (b" " * (source.LIMIT + 1), "too_large", Place()),
    (b"{}", "not_questionnaire", Place("", 1, 1)),
    (b"null", "not_questionnaire", Place("", 1, 1)),
    (b'["Questionnaire"]', "not_questionnaire", Place("", 1, 1)),
    (b'{"resourceType": ["Questionnaire"]}', "not_questionnaire", Place("", 1, 1)),
    (b'{"resourceType": "Bundle"}', "not_questionnaire", Place("", 1, 1)),
    (b'{"resourceType": "Questionnaire"}', "no_questions", Place()),
    (b'{"resourceType": "Questionnaire", "group": {}}', "not_supported", Place("group", 1, 44)),
]


@pytest.mark.parametrize(
    ("data", "message", "place"), BROKEN, ids=[f"{m}-{i}" for i, (_, m, _) in enumerate(BROKEN)]
)
def test_broken_file_is_an_error_with_its_place(data: bytes, message: str, place: Place | None) -> None:
    result = read(data)
    finding = found(result, message)
    assert result.instrument is None
    assert finding.severity == Severity.ERROR
    assert place is None or finding.place == place


def test_file_of_fifty_megabytes_is_refused_unread() -> None:
    result = read(b"[" + b" " * 50_000_000)
    assert found(result, "too_large").values == {"size": "50.0", "limit": "5.0"}


def test_mark_at_the_start_of_utf_8_is_no_fault() -> None:
    assert messages(read(b"\xef\xbb\xbf" + WHOLE)) == set()


def test_place_counts_characters_not_bytes() -> None:
    result = read('{"имя": "значение" "b": 1}'.encode())
    assert found(result, "json_syntax.comma").place == Place("", 1, 20)


def test_broken_value_set_is_named_by_its_file() -> None:
    result = read(lighthouse.load("r4-external.json"), b"{}", b'{"a": ')
    assert found(result, "json_truncated").place == Place("", 1, 6, "valueset[1]")


def test_stranger_beside_the_questionnaire() -> None:
    result = read(lighthouse.load("r4-external.json"), lighthouse.load("r4-inline.json"))
    assert found(result, "not_valueset").values == {"found": "Questionnaire"}
    assert {"valueset_missing", "no_options", "no_questions"} <= messages(result)


def test_same_name_twice_in_one_object() -> None:
    result = read(WHOLE.replace(b'"linkId": "q2",', b'"linkId": "q2", "linkId": "q9",'))
    assert found(result, "duplicate_key").severity == Severity.OPEN
    assert found(result, "duplicate_key").values == {"key": "linkId"}
    assert [item.key for item in lighthouse.draft(result).items] == ["q1", "q9", "q3"]


@pytest.mark.parametrize("bad", ["\\ud8ff", "\\u0000", "\\u202e"])
def test_a_name_that_cannot_be_kept_stands_in_the_report_without_it(bad: str) -> None:
    result = read(WHOLE.replace(b'"linkId": "q2",', f'"linkId": "q2", "x{bad}": 1, "x{bad}": 2,'.encode()))

    assert found(result, "duplicate_key").values == {"key": "x�"}
    assert found(result, "duplicate_key").sentence("en").encode()


WRONG_TYPES: list[tuple[Callable[[dict[str, Any]], object], str]] = [
    (lambda file: file.update(item={"linkId": "q1"}), "item"),
    (lambda file: file["item"].insert(0, "q0"), "item[0]"),
    (lambda file: file["item"].insert(0, None), "item[0]"),
    (lambda file: file["item"][1].update(text=7), "item[1].text"),
    (lambda file: file["item"][1].update(linkId=["q"]), "item[1].linkId"),
    (lambda file: file["item"][1].update(code={"code": "x"}), "item[1].code"),
    (lambda file: file["item"][1]["answerOption"].append([]), "item[1].answerOption[3]"),
    (
        lambda file: file["item"][1]["answerOption"][0]["valueCoding"].update(display={}),
        "item[1].answerOption[0].valueCoding.display",
    ),
    (
        lambda file: file["item"][1]["answerOption"][0].update(extension="x"),
        "item[1].answerOption[0].extension",
    ),
    (lambda file: file.update(title=False), "title"),
    (lambda file: file.update(language=["en"]), "language"),
    (lambda file: file.update(contained={}), "contained"),
]


@pytest.mark.parametrize(("change", "path"), WRONG_TYPES, ids=[path for _, path in WRONG_TYPES])
def test_wrong_type_is_left_out_with_its_place(change: Callable[[dict[str, Any]], object], path: str) -> None:
    file = create_questionnaire()
    change(file)
    result = read(file)
    finding = found(result, "wrong_type")
    assert finding.place.path == path
    assert finding.place.line == 1


@pytest.mark.parametrize(
    "weight",
    ["many", "NaN", "1e400", True, None, {}, [], 10**50, 0.12345, 1e300, 100_000, "9" * 5000],
)
def test_number_that_is_none(weight: object) -> None:
    answers = [
        option(0, *lighthouse.OFTEN[0]),
        option(1, *lighthouse.OFTEN[1]),
        option(weight, *lighthouse.OFTEN[2]),
    ]
    if weight is None:
        answers[2]["extension"] = [{"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue"}]
    result = read(create_questionnaire([question(1, answerOption=answers), question(2)]))
    assert found(result, "weight_invalid").place.path.startswith("item[0].answerOption[2].extension[0]")
    assert "codes_missing.option" in messages(result)


def test_number_as_text_is_taken_and_signed_for() -> None:
    answers = [option(str(code), *labels) for code, labels in enumerate(lighthouse.OFTEN)]
    result = read(create_questionnaire([question(1, answerOption=answers)]))
    assert messages(result) == {"weight_as_text"}
    assert [each.code for each in lighthouse.draft(result).response_sets[0].options] == [0, 1, 2]


@pytest.mark.parametrize(
    "literal",
    [
        b"1e400",
        b"1e-400",
        b"1e99999999",
        b"-1e-99999999",
        b"1e99999999999999999999",
        b"2." + b"0" * 50,
        b"9" * 4000,
    ],
)
def test_number_longer_or_larger_than_any_code(literal: bytes) -> None:
    result = read(WHOLE.replace(b'"valueDecimal": 2', b'"valueDecimal": ' + literal, 1))
    assert found(result, "weight_invalid").severity == Severity.OPEN


def test_characters_that_cannot_be_kept() -> None:
    for bad in ("\\u0000", "\\ud800", "\\u202e", "\\u001b"):
        result = read(WHOLE.replace(b"The lamp went", b"The " + bad.encode() + b"lamp went"))
        assert messages(result) == {"broken_text"}, bad
        assert lighthouse.draft(result).items[0].text["en"] == lighthouse.EN[0]


def test_texts_too_long_are_cut() -> None:
    result = read(create_questionnaire([question(1, text="long " * 1000), question(2)]))
    assert messages(result) == {"too_long"}
    assert len(lighthouse.draft(result).items[0].text["en"]) == 2000

    long_label = option(2, "often " * 50, "Часто")
    result = read(
        create_questionnaire([question(1, answerOption=[*question(1)["answerOption"][:2], long_label])])
    )
    assert messages(result) == {"too_long"}
    assert len(lighthouse.draft(result).response_sets[0].options[2].text["en"]) == 200


def test_names_that_cannot_serve_as_keys_are_replaced() -> None:
    links = ["", "x" * 81, "q", "q", "item-1"]
    items = [
        question(
            1,
            linkId=link,
            text=f"The gulls counted {n} boats.",
            _text=lighthouse.translated(f"Лодок было {n}."),
        )
        for n, link in enumerate(links)
    ]
    result = read(create_questionnaire(items))
    keys = [item.key for item in lighthouse.draft(result).items]
    assert messages(result) == {"link_replaced"}
    assert keys == ["item-2", "item-3", "q", "item-4", "item-1"]


def test_items_without_what_a_question_needs() -> None:
    nothing = {"linkId": "a", "type": "choice", "text": "Nothing to choose."}
    silent = question(1, linkId="b", text="", _text={})
    odd = {"linkId": "c", "type": "riddle"}
    result = read(create_questionnaire([question(1), nothing, silent, odd, {}]))
    assert messages(result) == {"no_options", "text_missing", "unknown_type"}


def test_answers_without_a_label() -> None:
    bare = {"extension": option(2, "", "")["extension"], "valueCoding": {"code": "often"}}
    empty = {"extension": option(3, "", "")["extension"]}
    answers = [*question(1)["answerOption"][:2], bare]
    result = read(create_questionnaire([question(1, answerOption=answers)]))
    assert found(result, "label_missing").values == {"code": "often"}
    assert lighthouse.draft(result).languages == ("en",)
    assert "option_empty" in messages(
        read(create_questionnaire([question(1, answerOption=[*answers, empty])]))
    )


def test_more_questions_than_a_page_takes() -> None:
    result = read(create_questionnaire([question(1, linkId=str(n), text=f"Boat {n}") for n in range(101)]))
    assert found(result, "too_many_items").values == {"count": "101", "limit": "100"}
    assert result.instrument is None


@pytest.mark.parametrize("count", [201, 10_000])
def test_too_many_items(count: int) -> None:
    result = read(create_questionnaire([{"linkId": str(n), "type": "choice"} for n in range(count)]))
    assert found(result, "too_many_items").values == {"count": str(count), "limit": "200"}


def test_too_many_answers() -> None:
    answers = [option(n, f"{n}", f"{n}") for n in range(31)]
    result = read(create_questionnaire([question(1), question(2, answerOption=answers)]))
    assert messages(result) == {"no_options", "too_many_options"}


def test_report_stays_readable_whatever_the_file_holds() -> None:
    file = create_questionnaire([question(1), *[{"linkId": str(n), "type": "riddle"} for n in range(150)]])
    result = read(file)
    shown = [finding for finding in result.report.findings if finding.message == "unknown_type"]
    assert len(shown) == report.PER_MESSAGE
    assert found(result, "more").values == {"kind": "unknown_type", "count": "130"}


def test_place_of_a_deep_item_is_cut() -> None:
    item: dict[str, Any] = {"type": "riddle"}
    for _ in range(29):
        item = {"type": "group", "item": [item]}
    result = read(create_questionnaire([question(1), item]))
    place = found(result, "unknown_type").place
    assert place.path == ".".join(["item[1]", *["item[0]"] * 29])
    assert (
        place.text("ru") == f"строка 1, столбец {place.column}, {place.path}"[: report.PLACE_LENGTH - 1] + "…"
    )


def test_formulas_without_end_are_not_all_looked_at() -> None:
    url = "http://hl7.org/fhir/StructureDefinition/questionnaire-calculatedExpression"
    extension = [{"url": url, "valueString": f"{'(' * 500}{n}"} for n in range(300)]
    result = read(
        create_questionnaire([question(1), {"linkId": "s", "type": "decimal", "extension": extension}])
    )
    assert "left_out.scoring" in messages(result)


def test_file_in_no_known_format_is_told_which_are_read() -> None:
    finding = found(read(b"Dear all, please find attached"), "format_unknown")
    assert finding.severity == Severity.ERROR
    assert finding.values == {"formats": formats.names()}
    assert "FHIR Questionnaire (JSON)" in finding.sentence("en")
