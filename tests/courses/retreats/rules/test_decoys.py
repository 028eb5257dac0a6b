"""Pairs beside the real ones: they change nothing, and who has a real one looks like who has none."""

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from statistics import mean

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from courses.retreats.rules import checking, decoys, record, solving
from courses.retreats.rules.case import Applicant, Case, Pair, Retreat, Room, pair
from courses.retreats.rules.policy import Policy
from courses.retreats.rules.solving import CannotAllHold
from tests.courses.retreats.rules.cases import cases, policies
from tests.courses.retreats.rules.test_checking import VALUE
from tests.courses.retreats.rules.test_solving import best

SALT = "0f" * 16


def drawn(case: Case, policy: Policy, found: dict[str, object], seed: int = 1) -> frozenset[Pair]:
    return decoys.decoys(case, policy, VALUE, found, randomness=random.Random(seed))


def worked_out(case: Case, policy: Policy) -> dict[str, object]:
    return record.result(case, policy, VALUE, seconds=60)


@settings(max_examples=100, deadline=None)
@given(case=cases(), policy=policies(), seed=st.integers(0, 99))
def test_the_published_file_is_worked_out_again_to_the_same_bytes(
    case: Case, policy: Policy, seed: int
) -> None:
    case = replace(case, apart=case.apart - case.bound - case.together - case.share_room)
    try:
        found = worked_out(case, policy)
    except CannotAllHold:
        assume(False)
    more = drawn(case, policy, found, seed)
    text = record.write(case, policy, VALUE, found, salt=SALT, decoys=more)
    again = record.replay(text, seconds=60)
    assert (again.is_same, again.is_as_committed, again.faults) == (True, True, [])
    only = best(replace(case, apart=case.apart | more), policy)
    assert only is not None and only[1] == found["places"]
    audited = record.audit(text, record.write_apart(case, salt=SALT), seconds=60)
    assert (audited.does_seal_fit, audited.not_published, audited.is_same) == (True, [], True)


@settings(max_examples=60, deadline=None)
@given(case=cases(), policy=policies(least=False), data=st.data())
def test_the_checker_finds_what_was_changed_among_decoys(
    case: Case, policy: Policy, data: st.DataObject
) -> None:
    found = worked_out(case, policy)
    text = record.write(case, policy, VALUE, found, salt=SALT, decoys=drawn(case, policy, found))
    file = json.loads(text)
    assume(file["result"]["places"])
    ticket = data.draw(st.sampled_from(sorted(file["result"]["places"])))
    del file["result"]["places"][ticket], file["result"]["rooms"][ticket]
    assert checking.faults(file["case"], file["policy"], file["result"], VALUE)


@settings(max_examples=60, deadline=None)
@given(case=cases(), policy=policies(least=False), seed=st.integers(0, 99))
def test_nobody_is_drawn_with_whom_they_are_or_want_to_be(case: Case, policy: Policy, seed: int) -> None:
    found = worked_out(case, policy)
    places = found["places"]
    assert isinstance(places, dict)
    for one, other in drawn(case, policy, found, seed):
        assert one < other
        assert one not in places or places[one] != places.get(other)
        assert (one, other) not in case.apart | case.bound | case.together | case.share_room


def test_those_of_a_chain_are_not_drawn_with_each_other() -> None:
    house = Retreat("a", 0, (Room("1", 1),))
    people = tuple(Applicant(f"t{n}", "north", ("a",)) for n in range(3))
    case = Case((house,), people, bound=frozenset({("t0", "t1"), ("t1", "t2")}))
    assert [drawn(case, Policy(), worked_out(case, Policy()), seed) for seed in range(20)] == 20 * [set()]


def test_where_everybody_is_at_one_retreat_there_is_nobody_to_hide_among() -> None:
    house = Retreat("a", 4, (Room("1", 4),))
    case = Case((house,), tuple(Applicant(f"t{n}", "north", ("a",)) for n in range(4)))
    assert drawn(case, Policy(), worked_out(case, Policy())) == frozenset()


PEOPLE, PLACES, NAMED = 80, 16, 14


def season(seed: int) -> Case:
    """One house for a fifth of those who apply; some of them must not meet, two and two."""
    chance = random.Random(seed)
    tickets = [f"t{n:02}" for n in range(PEOPLE)]
    people = (
        Applicant(each, chance.choice("nsew"), ("a",), chance.randrange(4), chance.random() < 0.4)
        for each in tickets
    )
    some = chance.sample(tickets, 2 * NAMED)
    apart = frozenset(pair(*two) for two in zip(some[:NAMED], some[NAMED:], strict=True))
    return Case((Retreat("a", PLACES, (Room("1", PLACES),)),), tuple(people), apart=apart)


def facing(ticket: str, pairs: frozenset[Pair], places: dict[str, str]) -> list[str]:
    """With whom at the house somebody who is not there has a pair."""
    others = [one if other == ticket else other for one, other in pairs if ticket in (one, other)]
    return sorted(each for each in others if each in places)


def seasons() -> Iterator[tuple[Case, dict[str, str], frozenset[Pair]]]:
    for seed in range(30):
        case = season(seed)
        found = worked_out(case, Policy())
        places = found["places"]
        assert isinstance(places, dict)
        yield case, places, case.apart | drawn(case, Policy(), found, seed)


def test_who_was_named_has_as_many_pairs_as_who_was_not() -> None:
    """In mean, over many seasons; and everybody has at least two who look alike."""
    by_tie: dict[bool, list[int]] = {True: [], False: []}
    for case, places, published in seasons():
        for each in case.applicants:
            if each.ticket not in places:
                there = len(facing(each.ticket, published, places))
                by_tie[bool(facing(each.ticket, case.apart, places))].append(there)
                assert there >= min(decoys.EXPLAINING)
    assert len(by_tie[True]) > 30
    assert mean(by_tie[True]) == pytest.approx(mean(by_tie[False]), abs=0.35)


def test_a_real_pair_is_as_often_within_a_region_as_another_when_people_know_each_other_there() -> None:
    """Every other one is drawn within the region, so real ones of a region have company."""
    within, all_ = 0, 0
    for case, _places, published in seasons():
        region = {each.ticket: each.region for each in case.applicants}
        within += sum(region[one] == region[other] for one, other in published - case.apart)
        all_ += len(published - case.apart)
    assert 0.5 < within / all_ < 0.75


def test_there_are_a_few_pairs_for_each_person() -> None:
    for _case, _places, published in seasons():
        assert 2 * PEOPLE < len(published) < 6 * PEOPLE


def test_which_pair_cost_somebody_their_place_cannot_be_told_by_taking_one_out() -> None:
    """Where a real pair is in the way, the file without it still gives the same result, and so does the real
    case with another of the same person's pairs in its stead."""
    binding = 0
    for case, places, published in seasons():
        for real in sorted(case.apart):
            without = replace(case, apart=case.apart - {real})
            if share(without) == places:
                continue
            binding += 1
            assert share(replace(case, apart=published - {real})) == places
            [out] = [each for each in real if each not in places]
            others = [each for each in facing(out, published, places) if pair(out, each) != real]
            alike = [share(replace(without, apart=without.apart | {pair(out, each)})) for each in others]
            assert alike.count(places) >= min(decoys.EXPLAINING) - 1
    assert binding > 5


def share(case: Case) -> dict[str, str]:
    return dict(solving.share_out(case, Policy(), VALUE, seconds=60).places)
