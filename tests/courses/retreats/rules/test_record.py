"""A published file is worked out again to the same bytes, and what was changed in it shows."""

import json
import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from courses.retreats.rules import record
from courses.retreats.rules.case import BadCase, Case, canonical
from courses.retreats.rules.policy import Policy
from courses.retreats.rules.record import Audited
from courses.retreats.rules.solving import CannotAllHold
from tests.courses.retreats.rules.cases import cases, policies
from tests.courses.retreats.rules.test_checking import CASE, POLICY, VALUE

SALT = "0123456789abcdef" * 2


def published(case: Case = CASE, policy: Policy = POLICY) -> str:
    return record.write(case, policy, VALUE, record.result(case, policy, VALUE, seconds=60), salt=SALT)


def changed(**what: Any) -> str:
    return canonical(json.loads(published()) | what)


@settings(max_examples=60, deadline=None)
@given(case=cases(), policy=policies())
def test_it_is_worked_out_again_to_the_same_bytes(case: Case, policy: Policy) -> None:
    try:
        text = published(case, policy)
    except CannotAllHold:
        return
    again = record.replay(text, seconds=60)
    assert again.result == canonical(json.loads(text)["result"])
    assert (again.is_same, again.is_as_committed, again.faults) == (True, True, [])


def test_people_in_another_order_are_the_same_case() -> None:
    turned = Case(CASE.retreats, CASE.applicants[::-1], apart=CASE.apart)
    assert published(turned) == published()


def test_another_result_shows() -> None:
    result = json.loads(published())["result"]
    again = record.replay(changed(result=result | {"places": {}}), seconds=60)
    assert not again.is_same
    assert again.is_as_committed


def test_another_policy_than_was_committed_to_shows() -> None:
    again = record.replay(changed(policy=Policy(most={"north": 1}).plain()), seconds=60)
    assert not again.is_as_committed


def test_another_value_gives_another_lot() -> None:
    result = json.loads(published())["result"]
    again = record.replay(changed(value="another"), seconds=60)
    assert json.loads(again.result)["reached"][-1] != result["reached"][-1]
    assert again.is_as_committed  # the value was not known then


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("{", "1:2", "no_json"),
        ("[]", "1:1", "unexpected_or_missing"),
        ("{}", "1:1", "unexpected_or_missing"),
        (changed(case=[]), "case", "no_object"),
        (changed(policy={}), "policy.aims", "unexpected_or_missing"),
        (changed(apart_seal="1"), "apart_seal", "no_seal"),
        (changed(value=["1"]), "value", "no_value"),
        (changed().replace('"value":"of all"', '"value":"\\ud800"'), "value", "no_value"),
        ("[" * 100_000, "1:1", "no_json"),
        ("1" * 5000, "1:1", "no_json"),
    ],
)
def test_a_file_that_is_none_says_where(text: str, where: str, what: str) -> None:
    with pytest.raises(BadCase) as caught:
        record.replay(text, seconds=60)
    assert (caught.value.where, caught.value.what) == (where, what)


@pytest.mark.parametrize(
    ("name", "value", "where", "what"),
    [
        ("need", 4, "case.applicants[0].need", "too_much"),
        ("need", True, "case.applicants[0].need", "no_number"),
        ("need", -1, "case.applicants[0].need", "no_number"),
        ("has_been", 1, "case.applicants[0].has_been", "no_yes_or_no"),
        ("wishes", ["b"], "case.applicants[0].wishes", "unknown"),
        ("wishes", ["a", "a"], "case.applicants[0].wishes", "repeated"),
        ("ticket", "t2", "case.applicants", "repeated"),
        ("ticket", "", "case.applicants[0].ticket", "no_text"),
        ("ticket", "t 1", "case.applicants[0].ticket", "no_text"),
        ("features", "ramp", "case.applicants[0].features", "no_list"),
        ("region", "\ud800", "case.applicants[0].region", "no_text"),
    ],
)
def test_a_fault_in_a_case_says_where(name: str, value: object, where: str, what: str) -> None:
    case = json.loads(published())["case"]
    case["applicants"][0][name] = value
    with pytest.raises(BadCase) as caught:
        record.replay(changed(case=case), seconds=60)
    assert (caught.value.where, caught.value.what) == (where, what)


@pytest.mark.parametrize("pair", [["t1"], ["t2", "t1"], ["t1", "t1"], ["t1", "t9"]])
def test_a_pair_that_is_none_says_where(pair: list[str]) -> None:
    case = json.loads(published())["case"] | {"apart": [pair]}
    with pytest.raises(BadCase) as caught:
        record.replay(changed(case=case), seconds=60)
    assert caught.value.where == "case.apart[0]"


def test_a_policy_without_what_was_let_go_of_shows() -> None:
    loose = Policy(POLICY.aims, POLICY.least, POLICY.most, None, 1, frozenset({("kept", "a", "")}))
    again = record.replay(changed(policy=loose.plain()), seconds=60)
    assert (again.is_same, again.is_as_committed) == (True, False)


def test_pairs_that_are_published_beside_the_real_ones_are_not_committed_to() -> None:
    more = [["t1", "t4"], ["t2", "t4"]]
    again = record.replay(changed(case=json.loads(published())["case"] | {"apart": more}), seconds=60)
    assert (again.is_same, again.is_as_committed, again.faults) == (True, True, [])


def test_a_pair_that_would_change_the_result_shows() -> None:
    case = json.loads(published())["case"] | {"apart": [["t1", "t2"]]}
    assert not record.replay(changed(case=case), seconds=60).is_same


def test_the_same_pairs_have_another_seal_under_another_salt() -> None:
    seals = {record.apart_seal(CASE.apart, salt=salt) for salt in (SALT, SALT[::-1])}
    assert len(seals) == 2
    assert {len(seal) for seal in seals} == {64}
    assert record.commitment(CASE, POLICY, salt=SALT) != record.commitment(CASE, POLICY, salt=SALT[::-1])
    assert record.commitment(CASE, POLICY, salt=SALT) == json.loads(published())["commitment"]


def test_a_salt_is_drawn_by_chance_and_has_one_length() -> None:
    chance = random.Random(1)
    salts = {record.new_salt(randomness=chance) for _time in range(200)}
    assert len(salts) == 200
    assert {len(salt) for salt in salts} == {record.SALT_DIGITS}


def audited(**what: Any) -> Audited:
    second = json.loads(record.write_apart(CASE, salt=SALT)) | what
    return record.audit(published(), canonical(second), seconds=60)


def test_an_auditor_finds_the_real_pairs_sealed_published_and_enough() -> None:
    assert audited() == Audited(does_seal_fit=True, not_published=[], is_same=True)


def test_an_auditor_sees_another_salt() -> None:
    assert audited(salt=SALT[::-1]) == Audited(does_seal_fit=False, not_published=[], is_same=True)


def test_an_auditor_sees_a_pair_that_was_not_published() -> None:
    found = audited(apart=[["t1", "t2"], ["t1", "t4"]])
    assert found == Audited(does_seal_fit=False, not_published=["apart[0]"], is_same=False)


def test_an_auditor_sees_that_published_pairs_were_made_up_to_keep_somebody_out() -> None:
    """A pair that nobody said, t1 and t2, stands in the file and takes a place from t2."""
    false = replace(CASE, apart=CASE.apart | {("t1", "t2")})
    found = record.result(false, POLICY, VALUE, seconds=60)
    text = record.write(CASE, POLICY, VALUE, found, salt=SALT, decoys=[("t1", "t2")])
    assert record.replay(text, seconds=60).is_same
    again = record.audit(text, record.write_apart(CASE, salt=SALT), seconds=60)
    assert again == Audited(does_seal_fit=True, not_published=[], is_same=False)


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("{", "1:2", "no_json"),
        ("{}", "1:1", "unexpected_or_missing"),
        (canonical({"salt": SALT, "apart": {}}), "apart", "no_list"),
        (canonical({"salt": SALT, "apart": [["t4", "t1"]]}), "apart[0]", "unknown"),
        (canonical({"salt": SALT[1:], "apart": []}), "salt", "no_salt"),
        (canonical({"salt": 1, "apart": []}), "salt", "no_salt"),
        (canonical({"salt": SALT.upper(), "apart": []}), "salt", "no_salt"),
    ],
)
def test_a_second_file_that_is_none_says_where(text: str, where: str, what: str) -> None:
    with pytest.raises(BadCase) as caught:
        record.audit(published(), text, seconds=60)
    assert (caught.value.where, caught.value.what) == (where, what)
