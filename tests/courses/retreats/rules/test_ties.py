"""What people said of each other: who has to say it, what beats what, and chains that could never come."""

import pytest

from courses.retreats.rules import ties
from courses.retreats.rules.case import Pair
from courses.retreats.rules.facts import MOST_TIES
from courses.retreats.rules.ties import Kind, Person, Slip, Tie, Ties

PLACES = {"a": 3, "b": 1}
AB, BC, AC = ("t-ann", "t-bo"), ("t-bo", "t-cy"), ("t-ann", "t-cy")


def said(name: str, *ties_: Tie, wishes: tuple[str, ...] = ("a",)) -> Person:
    return Person(f"t-{name}", name, wishes, ties_)


def match(*people: Person, apart: tuple[Pair, ...] = ()) -> Ties:
    return ties.match(people, places=PLACES, apart=apart)


def only(unmatched: int = 0, **pairs: set[Pair]) -> Ties:
    """These pairs and no others."""
    kinds = ("bound", "together", "share_room", "apart", "loosened")
    return Ties(unmatched=unmatched, **{kind: frozenset(pairs.get(kind, ())) for kind in kinds})


@pytest.mark.parametrize("kind", [Kind.BOUND, Kind.TOGETHER, Kind.SHARE_ROOM])
def test_what_needs_the_word_of_both(kind: Kind) -> None:
    ann = said("ann", (kind, "bo"))
    assert match(ann, said("bo")) == only()
    assert match(ann, said("bo", (kind, "ann"))) == only(**{str(kind): {AB}})


def test_who_must_not_meet_needs_the_word_of_one_or_of_the_team() -> None:
    assert match(said("ann"), said("bo", (Kind.APART, "ann"))) == only(apart={AB})
    assert match(said("ann"), said("bo"), apart=(("t-bo", "t-ann"),)) == only(apart={AB})
    assert match(said("ann"), apart=(("t-ann", "t-gone"), ("t-ann", "t-ann"))) == only()


@pytest.mark.parametrize("kind", [Kind.BOUND, Kind.TOGETHER, Kind.SHARE_ROOM])
def test_who_must_not_meet_beats_what_both_said(kind: Kind) -> None:
    ann, bo = said("ann", (kind, "bo")), said("bo", (kind, "ann"))
    assert match(ann, bo, apart=(AB,)) == only(apart={AB})


def test_bound_on_one_side_and_together_on_the_other_is_a_wish() -> None:
    assert match(said("ann", (Kind.BOUND, "bo")), said("bo", (Kind.TOGETHER, "ann"))) == only(together={AB})


def test_a_mark_that_is_nobodys_is_counted_and_ones_own_is_not() -> None:
    ann = said("ann", (Kind.APART, "nobody"), (Kind.TOGETHER, "no one"), (Kind.BOUND, "ann"))
    assert match(ann, said("bo")) == only(unmatched=2)


def test_a_mark_of_two_stands_for_both_where_they_must_not_meet() -> None:
    twin = Person("t-cy", "bo", ("a",))
    assert match(said("ann", (Kind.APART, "bo")), said("bo"), twin) == only(apart={AB, AC})


def bound(name: str, *others: str, wishes: tuple[str, ...] = ("a",)) -> Person:
    return said(name, *[(Kind.BOUND, other) for other in others], wishes=wishes)


def test_a_circle_is_fine() -> None:
    people = (bound("ann", "bo", "cy"), bound("bo", "ann", "cy"), bound("cy", "ann", "bo"))
    assert match(*people) == only(bound={AB, BC, AC})


def test_a_chain_in_which_two_must_not_meet_is_loosened_as_a_whole() -> None:
    chain = (bound("ann", "bo"), bound("bo", "ann", "cy"), bound("cy", "bo"))
    others = (bound("di", "ed"), bound("ed", "di"))
    assert match(*chain, *others, apart=(AC,)) == only(
        bound={("t-di", "t-ed")}, together={AB, BC}, loosened={AB, BC}, apart={AC}
    )


def test_a_circle_with_two_who_must_not_meet_keeps_nothing_of_theirs() -> None:
    people = (bound("ann", "bo", "cy"), bound("bo", "ann", "cy"), bound("cy", "ann", "bo"))
    assert match(*people, apart=(AC,)) == only(together={AB, BC}, loosened={AB, BC}, apart={AC})


@pytest.mark.parametrize(
    ("wishes", "others"), [(("b",), ("b",)), (("a",), ("b",)), (("unknown",), ("unknown",)), ((), ())]
)
def test_a_chain_that_no_house_has_places_for_is_loosened(
    wishes: tuple[str, ...], others: tuple[str, ...]
) -> None:
    ann, bo = bound("ann", "bo", wishes=wishes), bound("bo", "ann", wishes=others)
    assert match(ann, bo) == only(together={AB}, loosened={AB})


def test_a_chain_of_as_many_as_the_greatest_house_has_places_is_kept() -> None:
    chain = [bound("ann", "bo", wishes=("b", "a")), bound("bo", "ann", "cy"), bound("cy", "bo", "di")]
    assert match(*chain) == only(unmatched=1, bound={AB, BC})
    assert match(*chain, bound("di", "cy")).bound == frozenset()


@pytest.mark.parametrize(
    ("said", "slips"),
    [
        ([], []),
        ([(Kind.BOUND, "bo"), (Kind.SHARE_ROOM, "bo"), (Kind.TOGETHER, "bo")], []),
        ([(Kind.APART, "bo"), (Kind.APART, "cy")], []),
        ([(Kind.TOGETHER, "ann")], [Slip.ONESELF]),
        ([(Kind.TOGETHER, "bo"), (Kind.TOGETHER, "bo")], [Slip.REPEATED]),
        ([(Kind.APART, "bo"), (Kind.SHARE_ROOM, "bo")], [Slip.CONTRADICTS]),
        ([(Kind.TOGETHER, f"m{n}") for n in range(MOST_TIES)], []),
        ([(Kind.TOGETHER, f"m{n}") for n in range(MOST_TIES + 1)], [Slip.TOO_MANY]),
        ([("apart", "ann"), ("bound", "ann")], [Slip.ONESELF, Slip.CONTRADICTS]),
    ],
)
def test_what_is_wrong_with_what_one_person_says(said: list[Tie], slips: list[Slip]) -> None:
    assert ties.check_own("ann", said) == slips
