"""What would change under other rules: added, dropped, or the same, whatever things are called."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainers.rules import moving, standing
from trainers.rules.moving import Difference, Effect
from trainers.rules.pathway import Kind, Pathway, Requirement, Shown, Stage
from trainers.rules.standing import Missing, Place

PLACE = Place("RU-TOM", date(2026, 11, 27))
LED = Requirement(key="led", stage=Stage.AWARD, kind=Kind.LED, count=2)
SAFETY = Requirement(key="safety", stage=Stage.AWARD, kind=Kind.SAFETY, count=1)
INSTEAD = Requirement(key="crisis", stage=Stage.AWARD, kind=Kind.COURSE, count=3, instead_of="safety")
SHOWN = [Shown(Kind.LED, date(2026, 6, 1), "RU-TOM"), Shown(Kind.COURSE, date(2024, 6, 1), "RU-TOM")]


def missing(*requirements: Requirement) -> tuple[Missing, ...]:
    return standing.missing(Pathway(requirements), Stage.AWARD, SHOWN, PLACE)


def compare(
    now: tuple[Requirement, ...], then: tuple[Requirement, ...]
) -> tuple[Effect, list[str], list[str]]:
    found = moving.compare(missing(*now), missing(*then))
    return (
        found.effect,
        [each.requirement.key for each in found.added],
        [each.requirement.key for each in found.dropped],
    )


@pytest.mark.parametrize(
    ("now", "then", "effect", "added", "dropped"),
    [
        ((LED,), (LED,), Effect.SAME, [], []),
        ((LED,), (LED, SAFETY), Effect.HARDER, ["safety"], []),
        ((LED, SAFETY), (LED,), Effect.EASIER, [], ["safety"]),
        ((LED,), (SAFETY,), Effect.HARDER, ["safety"], ["led"]),
        ((LED,), (replace(LED, count=3),), Effect.HARDER, ["led"], []),
        ((replace(LED, count=3),), (LED,), Effect.EASIER, [], ["led"]),
        ((LED,), (replace(LED, count=1),), Effect.EASIER, [], ["led"]),
        # Called something else, it is the same thing.
        ((LED,), (replace(LED, key="runs"),), Effect.SAME, [], []),
        ((LED,), (replace(LED, key="runs", subject="online"),), Effect.HARDER, ["runs"], ["led"]),
        # Another kind of thing under the same key cannot be weighed against it.
        ((replace(LED, count=9),), (replace(SAFETY, key="led"),), Effect.HARDER, ["led"], ["led"]),
        # A way in its place that is taken away, added, made longer or shorter.
        ((SAFETY, INSTEAD), (SAFETY,), Effect.HARDER, ["safety"], []),
        ((SAFETY,), (SAFETY, INSTEAD), Effect.EASIER, [], ["safety"]),
        ((SAFETY, INSTEAD), (SAFETY, replace(INSTEAD, within_months=12)), Effect.HARDER, ["safety"], []),
        ((SAFETY, replace(INSTEAD, count=4)), (SAFETY, INSTEAD), Effect.EASIER, [], ["safety"]),
        # What was shown already makes no difference.
        ((), (replace(LED, count=1),), Effect.SAME, [], []),
    ],
)
def test_two_sets_of_rules_are_compared_by_what_is_missing(
    now: tuple[Requirement, ...],
    then: tuple[Requirement, ...],
    effect: Effect,
    added: list[str],
    dropped: list[str],
) -> None:
    assert compare(now, then) == (effect, added, dropped)


sets = st.lists(
    st.builds(
        Requirement,
        key=st.sampled_from("abcd"),
        stage=st.just(Stage.AWARD),
        kind=st.sampled_from([Kind.LED, Kind.SAFETY, Kind.COURSE]),
        count=st.integers(1, 4),
        instead_of=st.sampled_from(["", "", "a", "b"]),
    ),
    max_size=4,
    unique_by=lambda each: each.key,
)


@given(sets)
def test_the_same_rules_change_nothing(rules: list[Requirement]) -> None:
    there = missing(*(each for each in rules if each.instead_of != each.key))

    assert moving.compare(there, there) == Difference()


@given(sets, sets)
def test_with_nothing_missing_now_everything_is_added_and_back_again_dropped(
    rules: list[Requirement], others: list[Requirement]
) -> None:
    there = missing(*(each for each in rules if each.instead_of != each.key))

    assert moving.compare((), there) == Difference(added=there)
    assert moving.compare(there, ()) == Difference(dropped=there)
