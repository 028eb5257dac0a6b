"""The same case under marks: nothing of the names is left, and all of it can be read back."""

import json
import random
from dataclasses import asdict, replace

import pytest
from hypothesis import given, settings

from courses.retreats.rules import case as cases_
from courses.retreats.rules import redaction
from courses.retreats.rules.case import Applicant, Case, Retreat, Room
from courses.retreats.rules.policy import Policy
from courses.retreats.rules.redaction import Names, Redacted
from tests.courses.retreats.rules.cases import cases, policies

HOUSES = (
    Retreat("lake", 3, (Room("attic", 2, frozenset({"ramp"})), Room("cellar", 1)), {"carer": 1}),
    Retreat("hill", 2, (Room("attic", 2),)),
)
PEOPLE = (
    Applicant("t1", "north", ("hill", "lake"), features=frozenset({"ramp", "quiet"})),
    Applicant("t2", "south", ("lake",), labels=frozenset({"carer", "child"})),
)
CASE = Case(HOUSES, PEOPLE, together=frozenset({("t1", "t2")}), under_served={"south": 2, "west": 1})
POLICY = Policy(
    least={"north": 1},
    most={"east": 1},
    let_go=frozenset({("least", "lake", "north"), ("kept", "hill", ""), ("kept", "gone", "")}),
)


def redact(case: Case = CASE, policy: Policy = POLICY, seed: int = 1) -> Redacted:
    return redaction.redact(case, policy, randomness=random.Random(seed))


def renamed(case: Case, policy: Policy, names: Names) -> tuple[Case, Policy]:
    """What was redacted, read back by its names."""
    retreats = tuple(
        Retreat(
            names.retreats[each.key],
            each.places,
            tuple(
                Room(names.rooms[each.key][room.key], room.beds, of(room.features, names.features))
                for room in each.rooms
            ),
            {names.labels[label]: most for label, most in each.limits.items()},
        )
        for each in case.retreats
    )
    people = tuple(
        replace(
            each,
            region=names.regions[each.region],
            wishes=tuple(names.retreats[key] for key in each.wishes),
            features=of(each.features, names.features),
            labels=of(each.labels, names.labels),
        )
        for each in case.applicants
    )
    short = {names.regions[region]: number for region, number in case.under_served.items()}
    let_go = {(rule, names.retreats[key], names.regions.get(r, "")) for rule, key, r in policy.let_go}
    return replace(case, retreats=retreats, applicants=people, under_served=short), replace(
        policy,
        least={names.regions[region]: number for region, number in policy.least.items()},
        most={names.regions[region]: number for region, number in policy.most.items()},
        let_go=frozenset(let_go),
    )


def of(marks: frozenset[str], names: object) -> frozenset[str]:
    assert isinstance(names, dict)
    return frozenset(names[mark] for mark in marks)


def test_no_name_is_left() -> None:
    found = redact()
    text = cases_.canonical([cases_.plain(found.case), found.policy.plain()])
    places, needs = {"lake", "hill", "attic", "cellar"}, {"ramp", "quiet", "carer", "child"}
    real = places | needs | {"north", "south", "east", "west"}
    assert [name for name in real if f'"{name}"' in text] == []


@settings(max_examples=60, deadline=None)
@given(case=cases(), policy=policies())
def test_names_read_all_of_it_back(case: Case, policy: Policy) -> None:
    found = redact(case, policy)
    case_back, policy_back = renamed(found.case, found.policy, found.names)
    here = {each.key for each in case.retreats}
    let_go = frozenset(each for each in policy.let_go if each[1] in here)
    assert cases_.plain(case_back) == cases_.plain(case)
    assert policy_back == replace(policy, let_go=let_go)


def test_retreats_get_letters_and_rooms_numbers_as_they_were_given() -> None:
    names = redact().names
    assert names.retreats == {"A": "lake", "B": "hill"}
    assert names.rooms == {"A": {"1": "attic", "2": "cellar"}, "B": {"1": "attic"}}
    assert sorted(names.regions) == ["r1", "r2", "r3", "r4"]
    assert (sorted(names.features), sorted(names.labels)) == (["f1", "f2"], ["l1", "l2"])


def test_marks_are_drawn_by_chance() -> None:
    found = {tuple(sorted(redact(seed=seed).names.regions.items())) for seed in range(40)}
    assert len(found) > 15
    assert redact(seed=3) == redact(seed=3)


def test_what_is_let_go_of_is_so_under_marks() -> None:
    found = redact()
    regions = {name: mark for mark, name in found.names.regions.items()}
    assert found.policy.let_go == {("least", "A", regions["north"]), ("kept", "B", "")}


def test_names_are_kept_as_json() -> None:
    names = redact().names
    assert Names(**json.loads(json.dumps(asdict(names)))) == names


@pytest.mark.parametrize(("place", "found"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA")])
def test_letters_go_on_after_z(place: int, found: str) -> None:
    assert redaction.letter(place) == found
