"""Value sets that are circular, endless, ambiguous or no list: named, and never followed for long."""

from typing import Any

import pytest

from tests.assessments.importing.lighthouse import create_questionnaire, messages, question, read


def value_set(name: str, **compose: Any) -> dict[str, Any]:
    return {"resourceType": "ValueSet", "id": name, "url": f"urn:{name}", "compose": compose}


def asking(wanted: str, *contained: dict[str, Any]) -> dict[str, Any]:
    asked = question(2, answerValueSet=wanted)
    del asked["answerOption"]
    return create_questionnaire([question(1), asked], contained=list(contained))


def test_value_sets_in_a_circle() -> None:
    one = value_set("one", include=[{"valueSet": ["urn:two"]}])
    two = value_set("two", include=[{"valueSet": ["urn:one"]}, {"valueSet": ["urn:two"]}])
    result = read(asking("#one", one, two))
    assert messages(result) == {"no_options", "valueset_cycle", "valueset_empty"}


def test_value_sets_that_double_at_every_step() -> None:
    """Read naively, forty sets that each import the next one twice are 2 ** 40 readings."""
    chain = [value_set(f"v{n}", include=[{"valueSet": [f"urn:v{n + 1}"] * 2}]) for n in range(40)]
    result = read(asking("#v0", *chain, value_set("v40", include=[])))
    assert {"valueset_cycle", "valueset_empty"} <= messages(result)


@pytest.mark.parametrize(
    ("compose", "message"),
    [
        ({"include": [{"system": "urn:x", "filter": [{"property": "p"}]}]}, "valueset_filter"),
        ({"include": [{"system": "urn:nowhere"}]}, "valueset_missing"),
        ({"include": [{"valueSet": ["urn:nowhere"]}]}, "valueset_missing"),
        ({"include": [{"concept": [{"code": str(n)} for n in range(61)]}]}, "valueset_too_long"),
        ({"include": [{"system": "urn:x"}] * 51}, "valueset_too_long"),
    ],
)
def test_value_sets_that_are_no_list(compose: dict[str, Any], message: str) -> None:
    assert message in messages(read(asking("#v", value_set("v", **compose))))


def test_two_value_sets_of_one_name() -> None:
    one = value_set("v", include=[{"system": "urn:x", "concept": [{"code": "1"}, {"code": "2"}]}])
    assert "valueset_ambiguous" in messages(read(asking("#v", one, one)))
