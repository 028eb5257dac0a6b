"""One rule changed and nothing else; by how much a region went short."""

from dataclasses import replace

import pytest

from courses.retreats.rules import changes, shortness
from courses.retreats.rules.case import Applicant, Case, Retreat, Room
from courses.retreats.rules.changes import Change, Kind
from courses.retreats.rules.policy import Aim, Policy

CASE = Case(
    retreats=(Retreat("A", 2, (Room("1", 2),), {"l1": 1}), Retreat("B", 3, (Room("1", 3),))),
    applicants=tuple(Applicant(f"t{n}", "r1", ("A", "B")) for n in range(4)),
)
POLICY = Policy(
    aims=(Aim.SERVED, Aim.NEED, Aim.LOT), least={"r1": 1}, most={"r1": 2}, most_elsewhere=1, kept=1
)


def test_there_is_a_change_for_everything_that_can_be_changed() -> None:
    assert list(changes.possible(CASE, POLICY)) == [
        "swap:0",
        "swap:1",
        "least:r1",
        "most:r1",
        "most_elsewhere:",
        "kept:",
        "limit:A:l1",
        "place:A",
        "place:B",
    ]
    assert list(changes.possible(replace(CASE, retreats=()), Policy(aims=(Aim.LOT,)))) == []


@pytest.mark.parametrize(
    ("change", "policy"),
    [
        (Change(Kind.SWAP, "1"), replace(POLICY, aims=(Aim.SERVED, Aim.LOT, Aim.NEED))),
        (Change(Kind.SWAP, "0"), replace(POLICY, aims=(Aim.NEED, Aim.SERVED, Aim.LOT))),
        (Change(Kind.LEAST, "r1"), replace(POLICY, least={})),
        (Change(Kind.MOST, "r1"), replace(POLICY, most={"r1": 4})),
        (Change(Kind.MOST_ELSEWHERE), replace(POLICY, most_elsewhere=None)),
        (Change(Kind.KEPT), replace(POLICY, kept=0)),
    ],
)
def test_a_change_of_the_policy_changes_that_alone(change: Change, policy: Policy) -> None:
    assert change.of(CASE, POLICY) == (CASE, policy)


def test_a_change_of_a_retreat_changes_that_alone() -> None:
    first, second = CASE.retreats

    assert Change(Kind.PLACE, "B").of(CASE, POLICY) == (
        replace(CASE, retreats=(first, replace(second, places=4))),
        POLICY,
    )
    assert Change(Kind.LIMIT, "A l1").of(CASE, POLICY) == (
        replace(CASE, retreats=(replace(first, limits={}), second)),
        POLICY,
    )


def people(region: str, number: int, *, served: int) -> tuple[list[Applicant], dict[str, str]]:
    made = [Applicant(f"{region}{n}", region, ("A",)) for n in range(number)]
    return made, {each.ticket: "A" for each in made[:served]}


@pytest.mark.parametrize(
    ("rows", "short"),
    [
        ([("north", 10, 0), ("south", 10, 10)], {"north": 4}),  # nine tenths at most, and five of all
        ([("north", 9, 0), ("south", 10, 10)], {}),
        ([("north", 20, 9), ("south", 20, 13)], {"north": 1}),
        ([("north", 10, 5), ("south", 10, 5)], {}),
        ([], {}),
    ],
)
def test_a_region_goes_short_by_tenths_where_many_applied(
    rows: list[tuple[str, int, int]], short: dict[str, int]
) -> None:
    applicants: list[Applicant] = []
    places: dict[str, str] = {}
    for region, number, served in rows:
        made, had = people(region, number, served=served)
        applicants += made
        places |= had

    assert shortness.went_short(Case((), tuple(applicants)), places) == short


def test_rounds_are_added_up() -> None:
    assert shortness.together([{"north": 1}, {}, {"south": 2, "north": 3}]) == {"north": 4, "south": 2}
