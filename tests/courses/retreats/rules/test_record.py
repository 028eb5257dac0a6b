"""A published file is worked out again to the same bytes, and what was changed in it shows."""

import json
from typing import Any

import pytest
from hypothesis import given, settings

from courses.retreats.rules import record
from courses.retreats.rules.case import BadCase, Case, canonical
from courses.retreats.rules.policy import Policy
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
