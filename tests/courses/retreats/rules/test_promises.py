"""What nobody gains by, against every outcome there is; and what somebody can gain by, each with its case."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from courses.retreats.rules import lot
from courses.retreats.rules.case import Applicant, Case, Retreat, Room, pair
from courses.retreats.rules.policy import DEFAULT_ORDER, Aim, Policy
from tests.courses.retreats.rules.cases import cases, contested, policies
from tests.courses.retreats.rules.test_solving import VALUE, best

SMALL = cases(most=5, retreats=3) | contested()
ANY = policies()
WISHES_DECIDE_WHERE = ANY.map(lambda policy: replace(policy, aims=_lot_first(policy.aims)))


def _lot_first(aims: tuple[Aim, ...]) -> tuple[Aim, ...]:
    wishes = tuple(aim for aim in aims if aim in (Aim.WISHES, Aim.TOGETHER))
    people = tuple(aim for aim in aims if aim not in wishes)
    return (*people, *wishes) if Aim.LOT in people else (*people, Aim.LOT, *wishes)


def places(case: Case, policy: Policy, value: str = VALUE) -> dict[str, str] | None:
    """Of all outcomes the best; None where no outcome keeps every rule."""
    found = best(case, policy, value)
    return found and found[1]


def wishing(case: Case, ticket: str, *wishes: str) -> Case:
    """The same case with other wishes of one person."""
    people = (replace(each, wishes=wishes) if each.ticket == ticket else each for each in case.applicants)
    return replace(case, applicants=tuple(people))


def value_with(luck: Callable[[str], bool]) -> str:
    return next(f"{n}" for n in range(10_000) if luck(f"{n}"))


def luckier(one: str, other: str) -> str:
    return value_with(lambda value: lot.draw(value, one) > lot.draw(value, other))


@settings(max_examples=80, deadline=None)
@given(case=SMALL, policy=WISHES_DECIDE_WHERE, data=st.data())
def test_in_which_order_somebody_names_their_wishes_changes_nobodys_having_a_place(
    case: Case, policy: Policy, data: st.DataObject
) -> None:
    somebody = data.draw(st.sampled_from(case.applicants))
    other = data.draw(st.permutations(somebody.wishes))
    said, meant = places(wishing(case, somebody.ticket, *other), policy), places(case, policy)
    assert not policy.do_wishes_decide_who
    assert (said and said.keys()) == (meant and meant.keys())


@settings(max_examples=120, deadline=None)
@given(case=SMALL, policy=WISHES_DECIDE_WHERE, data=st.data())
def test_no_false_list_of_wishes_wins_a_place_that_is_wanted(
    case: Case, policy: Policy, data: st.DataObject
) -> None:
    """Where nothing is kept for those who have never been, or they have been."""
    somebody = data.draw(st.sampled_from(case.applicants))
    assume(policy.kept == 0 or somebody.has_been)
    meant = places(case, policy)
    assume(meant is not None)
    keys = [each.key for each in case.retreats]
    false = data.draw(st.lists(st.sampled_from(keys), min_size=1, unique=True))
    said = places(wishing(case, somebody.ticket, *false), policy) or {}
    assert somebody.ticket in meant or said.get(somebody.ticket) not in somebody.wishes


@settings(max_examples=120, deadline=None)
@given(case=SMALL, policy=ANY, data=st.data())
def test_nobody_loses_their_place_for_one_more_wish_at_the_end(
    case: Case, policy: Policy, data: st.DataObject
) -> None:
    """Whatever the order of aims, where nothing is kept for those who have never been, or they have been."""
    somebody = data.draw(st.sampled_from(case.applicants))
    assume(policy.kept == 0 or somebody.has_been)
    longer = places(case, policy)
    fewer = somebody.wishes[: data.draw(st.integers(1, 3))]
    shorter = places(wishing(case, somebody.ticket, *fewer), policy)
    if longer is not None and shorter is not None:
        assert somebody.ticket in longer or somebody.ticket not in shorter


@settings(max_examples=120, deadline=None)
@given(case=SMALL, policy=ANY)
def test_who_is_bound_and_applies_apart_does_not_win_a_place_for_both(case: Case, policy: Policy) -> None:
    assume(case.bound)
    one, other = min(case.bound)
    apart = places(replace(case, bound=case.bound - {(one, other)}), policy)
    if apart and one in apart and apart[one] == apart.get(other):
        assert places(case, policy) == apart


@settings(max_examples=100, deadline=None)
@given(case=SMALL, policy=ANY, data=st.data())
def test_nobody_wins_a_place_by_naming_whom_they_must_not_meet(
    case: Case, policy: Policy, data: st.DataObject
) -> None:
    somebody, other = data.draw(st.sampled_from(case.applicants)), data.draw(st.sampled_from(case.applicants))
    assume(somebody != other)
    meant = places(case, policy)
    assume(meant is not None)
    said = replace(case, apart=case.apart | {pair(somebody.ticket, other.ticket)})
    assert somebody.ticket in meant or places(said, policy) == meant


@settings(max_examples=80, deadline=None)
@given(case=SMALL, policy=WISHES_DECIDE_WHERE, data=st.data())
def test_nobody_wins_a_place_by_whom_they_would_like_to_come_or_sleep_with(
    case: Case, policy: Policy, data: st.DataObject
) -> None:
    two = st.lists(st.sampled_from([each.ticket for each in case.applicants]), min_size=2, max_size=2)
    false = frozenset(pair(*each) for each in data.draw(st.lists(two, max_size=3)) if each[0] != each[1])
    said = places(replace(case, together=false, share_room=false), policy)
    meant = places(case, policy)
    assert (said and said.keys()) == (meant and meant.keys())


# What is not promised: each of these gains.

ONE, TWO = (Room("1", 1),), (Room("1", 2),)
A, B = Retreat("a", 1, ONE), Retreat("b", 1, ONE)
X, Y = Applicant("x", "north", ("a",)), Applicant("y", "north", ("a",))


def test_where_wishes_come_before_the_lot_a_false_first_wish_wins_a_place() -> None:
    policy = Policy((Aim.NEED, Aim.WISHES))
    in_b = Applicant("z", "north", ("b",), need=1)
    case = Case((A, B), (replace(X, wishes=("b", "a")), Y, in_b))
    value = luckier("x", "y")
    assert policy.do_wishes_decide_who
    assert places(case, policy, value) == {"y": "a", "z": "b"}
    assert places(wishing(case, "x", "a", "b"), policy, value) == {"x": "a", "z": "b"}


def test_where_coming_together_comes_before_the_lot_a_false_friend_wins_a_place() -> None:
    policy = Policy((Aim.SERVED, Aim.TOGETHER))
    case = Case((Retreat("a", 2, TWO),), (X, Y, Applicant("z", "north", ("a",))))
    value = value_with(lambda each: lot.draw(each, "x") < min(lot.draw(each, "y"), lot.draw(each, "z")))
    assert policy.do_wishes_decide_who
    assert places(case, policy, value) == {"y": "a", "z": "a"}
    assert places(replace(case, together=frozenset({("x", "y")})), policy, value) == {"x": "a", "y": "a"}


def test_a_shorter_list_can_win_a_dearer_place() -> None:
    case = Case((A, B), (replace(X, wishes=("a", "b")), replace(Y, wishes=("a", "b"))))
    value = value_with(lambda each: places(case, Policy(), each) == {"x": "b", "y": "a"})
    assert places(wishing(case, "x", "a"), Policy(), value) == {"x": "a", "y": "b"}


def test_another_order_of_wishes_can_win_a_dearer_place() -> None:
    c = Retreat("c", 0, ONE)
    case = Case((A, B, c), (replace(X, wishes=("a", "b", "c")), replace(Y, wishes=("a", "b"))))
    value = value_with(lambda each: places(case, Policy(), each) == {"x": "b", "y": "a"})
    assert places(wishing(case, "x", "a", "c", "b"), Policy(), value) == {"x": "a", "y": "b"}


def test_where_places_are_kept_somebody_who_has_never_been_can_win_one_by_a_shorter_list() -> None:
    """A wish for a house that cannot put them up keeps a place there from somebody, who then takes theirs."""
    ramp = frozenset({"ramp"})
    wide = Retreat("a", 2, (Room("1", 2, ramp),))
    first = Applicant("f", "north", ("a",), need=3)
    been = Applicant("h", "north", ("b", "a"), need=2, has_been=True)
    case = Case((wide, B), (first, been, Applicant("x", "north", ("a", "b"), need=1, features=ramp)))
    policy = Policy(kept=1)
    assert places(case, policy) == {"f": "a", "h": "a"}
    assert places(wishing(case, "x", "a"), policy) == {"f": "a", "h": "b", "x": "a"}


def test_who_is_falsely_bound_to_somebody_with_more_need_can_win_a_place() -> None:
    people = (replace(X, need=1), replace(Y, need=2), Applicant("z", "north", ("a",), need=3))
    case = Case((Retreat("a", 2, TWO),), people)
    assert places(case, Policy()) == {"y": "a", "z": "a"}
    assert places(replace(case, bound=frozenset({("x", "z")})), Policy()) == {"x": "a", "z": "a"}


def test_of_two_who_are_bound_one_alone_can_win_a_place_that_is_not_enough_for_both() -> None:
    case = Case((A,), (replace(X, need=1), Y), bound=frozenset({("x", "y")}))
    assert places(case, Policy()) == {}
    assert places(replace(case, bound=frozenset()), Policy()) == {"x": "a"}


def test_who_sends_two_applications_has_two_lots() -> None:
    value = value_with(lambda each: lot.draw(each, "x2") > lot.draw(each, "y") > lot.draw(each, "x"))
    assert places(Case((A,), (X, Y)), Policy(), value) == {"y": "a"}
    assert places(Case((A,), (X, Y, replace(X, ticket="x2"))), Policy(), value) == {"x2": "a"}


def test_naming_whom_one_must_not_meet_can_win_a_dearer_place_and_cost_another_theirs() -> None:
    wide = Retreat("b", 2, TWO)
    z = Applicant("z", "north", ("a", "b"))
    case = Case((A, wide), (replace(X, wishes=("a", "b")), replace(Y, wishes=("b",)), z))
    value = value_with(lambda each: (places(case, Policy(), each) or {}).get("x") == "b")
    said = replace(case, apart=frozenset({("x", "y")}))
    assert places(said, Policy(), value) == {"x": "a", "y": "b", "z": "b"}
    only = Case((Retreat("a", 2, TWO),), (replace(X, need=1), Y))
    assert places(only, Policy()) == {"x": "a", "y": "a"}
    assert places(replace(only, apart=frozenset({("x", "y")})), Policy()) == {"x": "a"}


def test_the_order_that_is_proposed_lets_wishes_decide_where_and_not_who() -> None:
    assert not Policy().do_wishes_decide_who
    assert not Policy(()).do_wishes_decide_who
    without_lot = tuple(aim for aim in DEFAULT_ORDER if aim != Aim.LOT)
    assert Policy(without_lot).do_wishes_decide_who
