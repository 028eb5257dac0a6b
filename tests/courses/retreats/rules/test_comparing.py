"""What an outcome comes to in numbers, and by how much two differ."""

import json
from dataclasses import asdict, replace

from courses.retreats.rules import comparing, record
from courses.retreats.rules.comparing import Difference, Summary
from courses.retreats.rules.policy import Policy
from tests.courses.retreats.rules.test_checking import CASE, POLICY, VALUE


def test_an_outcome_in_numbers() -> None:
    case = replace(CASE, together=frozenset({("t1", "t2"), ("t1", "t4")}))
    found = record.result(case, POLICY, VALUE, seconds=60)
    assert comparing.summary(case, found) == Summary(
        served=3,
        by_need={3: 1, 2: 1, 1: 1, 0: 0},
        first_timers=2,
        turned_away=1,
        by_region={"north": 2, "south": 1},
        dearest=3,
        together=1,
    )


def test_no_ticket_is_in_it() -> None:
    text = json.dumps(asdict(comparing.summary(CASE, record.result(CASE, POLICY, VALUE, seconds=60))))
    assert [each.ticket for each in CASE.applicants if each.ticket in text] == []


def test_who_would_gain_and_lose_by_another_rule() -> None:
    one = record.result(CASE, POLICY, VALUE, seconds=60)
    other = record.result(CASE, Policy(most={"north": 1}), VALUE, seconds=60)
    assert (one["places"].keys(), other["places"].keys()) == ({"t1", "t2", "t3"}, {"t1", "t3"})
    assert comparing.difference(one, other) == Difference(gain=0, lose=1, elsewhere=0)
    assert comparing.difference(other, one) == Difference(gain=1, lose=0, elsewhere=0)
    assert comparing.difference(one, one) == Difference(gain=0, lose=0, elsewhere=0)


def test_who_would_be_elsewhere() -> None:
    before = {"places": {"x": "a", "y": "b", "z": "a"}}
    after = {"places": {"x": "b", "y": "b", "w": "a"}}
    assert comparing.difference(before, after) == Difference(gain=1, lose=1, elsewhere=1)


def test_who_is_elsewhere_than_they_wished_first_does_not_count_as_such() -> None:
    people = tuple(replace(each, wishes=("b", "a")) for each in CASE.applicants)
    found = {"places": {"t1": "a", "t2": "b"}}
    assert comparing.summary(replace(CASE, applicants=people), found).dearest == 1
