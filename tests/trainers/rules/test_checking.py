"""Each fault of a pathway is found, at its place, and nothing else."""

from dataclasses import replace
from itertools import pairwise

import pytest

from trainers.rules.checking import Fault, Problem, problems
from trainers.rules.pathway import Kind, Pathway, Requirement, ShownBy, Stage, Unit

LED = Requirement("led", Stage.AWARD, Kind.LED, 2)
HOURS = Requirement("hours", Stage.AWARD, Kind.SUPERVISION, 6, Unit.HOURS, shown_by=ShownBy.LOG)
AGAIN = Requirement("again", Stage.RENEWAL, Kind.LED, 2)
SOUND = (LED, HOURS, AGAIN)


def found(*requirements: Requirement) -> tuple[Problem, ...]:
    return problems(Pathway(requirements))


def test_a_sound_pathway_has_none() -> None:
    assert found(*SOUND) == ()
    assert found(*SOUND, replace(LED, key="together", kind=Kind.CO_FACILITATED, instead_of="led")) == ()


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (LED, Fault.SAME_KEY),
        (replace(LED, key="x", instead_of="absent"), Fault.NO_SUCH_REQUIREMENT),
        (replace(LED, key="x", instead_of="again"), Fault.ANOTHER_STAGE),
        (replace(LED, key="x", assessors=frozenset()), Fault.NOBODY_CAN_ASSESS),
        (replace(LED, key="x", shown_by=ShownBy.LOG), Fault.NOT_LOGGED),
        (replace(LED, key="x", unit=Unit.HOURS), Fault.NOT_IN_HOURS),
        (replace(HOURS, key="x", unit=Unit.TIMES), Fault.NOT_IN_HOURS),
        (replace(AGAIN, key="x", within_months=25), Fault.OLDER_THAN_ITS_PERIOD),
    ],
    ids=lambda value: value.value if isinstance(value, Fault) else "",
)
def test_a_fault_is_found_where_it_stands(wrong: Requirement, fault: Fault) -> None:
    assert found(*SOUND, wrong) == (Problem(fault, wrong.key),)


@pytest.mark.parametrize(
    "sound",
    [
        replace(AGAIN, key="x", within_months=24),
        replace(LED, key="x", within_months=240),
        replace(HOURS, key="x", assessors=frozenset()),
    ],
)
def test_what_only_looks_like_one_is_none(sound: Requirement) -> None:
    assert found(*SOUND, sound) == ()


@pytest.mark.parametrize("length", [1, 2, 3])
def test_alternatives_in_a_circle_are_found_at_each_of_them(length: int) -> None:
    names = [f"x{number}" for number in range(length)]
    circle = [replace(LED, key=key, instead_of=other) for key, other in pairwise([*names, names[0]])]

    assert found(*SOUND, *circle) == tuple(Problem(Fault.CIRCULAR, name) for name in names)


def test_whoever_leads_into_a_circle_is_told_so_too() -> None:
    circle = [replace(LED, key="a", instead_of="b"), replace(LED, key="b", instead_of="a")]

    faults = found(*SOUND, *circle, replace(LED, key="c", instead_of="a"))

    assert [each.key for each in faults] == ["a", "b", "c"]


def test_nothing_to_show_before_the_first_certificate_is_a_fault_of_the_whole() -> None:
    assert found(AGAIN) == (Problem(Fault.NOTHING_ASKED),)
    assert found() == (Problem(Fault.NOTHING_ASKED),)


def test_renewal_needs_a_day_on_which_it_can_be_done() -> None:
    def days(renewal: int, grace: int) -> tuple[Problem, ...]:
        return problems(Pathway(SOUND, renewal_days=renewal, grace_days=grace))

    assert days(0, 0) == (Problem(Fault.NO_DAY_TO_RENEW),)
    assert days(1, 0) == days(0, 1) == ()


def test_every_fault_is_looked_for() -> None:
    """A new fault needs a row above."""
    assert set(Fault) == {
        Fault.NOTHING_ASKED,
        Fault.SAME_KEY,
        Fault.NO_SUCH_REQUIREMENT,
        Fault.ANOTHER_STAGE,
        Fault.CIRCULAR,
        Fault.NOBODY_CAN_ASSESS,
        Fault.NOT_LOGGED,
        Fault.NOT_IN_HOURS,
        Fault.OLDER_THAN_ITS_PERIOD,
        Fault.NO_DAY_TO_RENEW,
    }
