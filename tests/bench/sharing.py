"""Sharing out places and planning a year, for the benchmark: `python -m tests.bench.sharing WHAT` prints a
figure, or with `compared` a table. On one core, whatever the machine has."""

import os
import resource
import sys
import time
from collections.abc import Callable, Sequence

from courses.retreats.rules import case as cases
from courses.retreats.rules import lot, planner, solving
from courses.retreats.rules.case import Applicant, Case
from courses.retreats.rules.checking import Counting, Raw
from courses.retreats.rules.policy import Policy
from courses.retreats.rules.solving import Outcome
from tests.bench import applicants, years

VALUE = "drawn in public"
INSTANCES = 50
LIMIT = 60.0
PERCENT = 100
# What the order draws; nothing that anybody aims at.
LOTS = frozenset({"lot", "lot of places"})


def one() -> float:
    """Seconds to the proven optimum of one retreat for 400 who apply."""
    case = applicants.case(1, people=400, retreats=1, places=60, rooms=24, wishes=1, apart=30)
    began = time.perf_counter()
    outcome = solving.share_out(case, applicants.policy(60), VALUE, seconds=LIMIT)
    if not outcome.is_proven:
        raise RuntimeError("the optimum was not proven")
    return time.perf_counter() - began


def gap() -> float:
    """Percent between what a whole year's places reach and what no others can, at the first aim that is not
    proven; 0 when all are."""
    for each in _year().reached:
        if each.bound > each.value and each.name not in LOTS:
            return PERCENT * (each.bound - each.value) / each.bound
    return 0.0


def memory() -> float:
    """Megabytes that the same took at most."""
    _year()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def better() -> float:
    """In how many of 50 cases the places are better, by the aims of the policy, than a pass down the ranking
    and than a plain lot, both with every rule kept."""
    return sum(_is_better(number) for number in range(INSTANCES))


def first_plan() -> float:
    """Seconds until there is any plan of a year."""
    began, found = time.perf_counter(), []

    def tell(places: int, bound: int) -> None:
        found.append(time.perf_counter() - began)

    next(iter(planner.plans(_to_plan(), seconds=15, stop=lambda: bool(found), tell=tell)))
    return found[0]


def plan_gap() -> float:
    """Percent between the places of the first plan and those that no plan can exceed, when all three plans
    had a minute."""
    plan = next(iter(planner.plans(_to_plan(), seconds=LIMIT)))
    return PERCENT * (plan.bound - plan.places) / plan.bound


def _to_plan() -> years.Given:
    return years.given(1, houses=20, weeks=40, people=30, retreats=12)


def _year() -> Outcome:
    case = applicants.case(5, people=5000, retreats=50, places=20, rooms=8, wishes=4, apart=300)
    return solving.share_out(case, applicants.policy(20), VALUE, seconds=LIMIT)


def compared() -> str:
    """A table of the means of the 50 cases of `better`: proven, down the ranking, by a plain lot."""
    worths = [_worths(number) for number in range(INSTANCES)]
    means = {
        name: [sum(each[name][way] for each in worths) / INSTANCES for way in range(3)] for name in worths[0]
    }
    head = f"{'':<14}{'proven':>10}{'ranking':>10}{'lot':>10}"
    return "\n".join(
        (head, *(f"{name:<14}" + "".join(f"{n:>10.2f}" for n in row) for name, row in means.items()))
    )


def _is_better(number: int) -> bool:
    proven, *others = zip(*_worths(number).values(), strict=True)
    return all(proven > other for other in others)


def _worths(number: int) -> dict[str, tuple[int, int, int]]:
    """By aim, in their order: of the proven places, of a pass down the ranking, of a plain lot."""
    case = applicants.case(number, people=200, retreats=4, places=15, rooms=7, wishes=3, apart=40)
    policy = Policy(most=dict.fromkeys(applicants.REGIONS, 4), kept=4)
    outcome = solving.share_out(case, policy, VALUE, seconds=LIMIT)
    reached = [each for each in outcome.reached if each.name not in LOTS]
    ranking = sorted(case.applicants, key=lambda each: _rank(case, each))
    drawn = sorted(case.applicants, key=lambda each: lot.draw(VALUE, each.ticket))
    others = [_down(case, policy, order) for order in (ranking, drawn)]
    rows = zip(reached, *others, strict=True)
    return {str(ours.name): (ours.value, by_rank, by_lot) for ours, by_rank, by_lot in rows}


def _rank(case: Case, each: Applicant) -> tuple[int, ...]:
    """What the policy looks at in a person, in its order."""
    short = case.under_served.get(each.region, 0)
    return -each.need, each.has_been, -each.turned_away, -short, lot.draw(VALUE, each.ticket)


def _down(case: Case, policy: Policy, order: Sequence[Applicant]) -> list[int]:
    """What it comes to when each in turn gets the dearest wish that no rule forbids."""
    empty: Raw = {"places": {}, "rooms": {}, "reached": []}
    counting = Counting(cases.plain(case), policy.plain(), empty, VALUE)
    for each in order:
        key = next((key for key in each.wishes if not counting.forbids(each.ticket, key, "")), None)
        if key:
            counting.places[each.ticket] = key
            counting.at[key].append(each.ticket)
    counted = zip(counting.names(), counting.worth(counting.places), strict=True)
    return [worth for name, worth in counted if name not in LOTS]


FIGURES: dict[str, Callable[[], float]] = {
    each.__name__: each for each in (one, gap, memory, better, first_plan, plan_gap)
}

if __name__ == "__main__":
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    print(compared() if sys.argv[1] == "compared" else FIGURES[sys.argv[1]]())
