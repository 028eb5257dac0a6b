"""What each aim counts, as coefficients of the wishes that come true. Imports no framework."""

from collections.abc import Mapping
from dataclasses import dataclass

from courses.retreats.rules import lot
from courses.retreats.rules.case import MOST_NEED, Applicant, Case
from courses.retreats.rules.policy import Aim, Policy

# A fourth wish and those after it count one each, so that a long list is no advantage over a short one.
DEAREST = 4
WHERE = "lot of places"


@dataclass(frozen=True, slots=True)
class Step:
    """One number to make as large as possible. `worth` is what each wish adds to it; pairs count one each in
    the step of those who come together, and there `worth` is empty."""

    name: str
    worth: Mapping[tuple[str, str], int]
    counts_pairs: bool = False


def steps(case: Case, policy: Policy, value: str) -> list[Step]:
    """The policy's aims one after the other, need level by level. The lots follow from a public value: who
    has a place, where the policy puts it or after the last aim; and at the end, which."""
    last = () if Aim.LOT in policy.aims else (Aim.LOT,)
    found = [step for aim in (*policy.aims, *last) for step in _steps(aim, case, value)]
    where = {
        (each.ticket, key): lot.draw(value, f"{each.ticket} {key}")
        for each in case.applicants
        for key in each.wishes
    }
    return [*found, Step(WHERE, where)]


def wish_worth(place: int) -> int:
    """What the wish at a place of the list counts, the first at 0."""
    return max(1, DEAREST - place)


def _steps(aim: Aim, case: Case, value: str) -> list[Step]:
    people = case.applicants
    match aim:
        case Aim.NEED:
            return [
                _step(f"{aim} {level}", case, {each.ticket: 1 for each in people if each.need == level})
                for level in range(MOST_NEED, 0, -1)
            ]
        case Aim.WISHES:
            wishes = [(each.ticket, key, i) for each in people for i, key in enumerate(each.wishes)]
            return [Step(aim, {(ticket, key): wish_worth(i) for ticket, key, i in wishes})]
        case Aim.TOGETHER:
            return [Step(aim, {}, counts_pairs=True)]
    return [_step(aim, case, {each.ticket: _worth(aim, each, case, value) for each in people})]


def _worth(aim: Aim, person: Applicant, case: Case, value: str) -> int:
    """What it counts that somebody has a place, whichever."""
    match aim:
        case Aim.SERVED:
            return 1
        case Aim.FIRST_TIME:
            return int(not person.has_been)
        case Aim.TURNED_AWAY:
            return person.turned_away
        case Aim.UNDER_SERVED:
            return case.under_served.get(person.region, 0)
        case Aim.LOT:
            return lot.draw(value, person.ticket)
    raise ValueError(aim)


def _step(name: str, case: Case, worth: Mapping[str, int]) -> Step:
    """A number to which every wish of a person adds the same."""
    return Step(
        name,
        {
            (each.ticket, key): worth[each.ticket]
            for each in case.applicants
            if worth.get(each.ticket)
            for key in each.wishes
        },
    )
