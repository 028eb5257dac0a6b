"""Proposes a year: which house in which week with which team, so that no region is left behind. CP-SAT.

First the region that gets the smallest share of what it wants gets as much as can be; then as many places as
can be; then as little money. Up to three plans come of it, each with at least a third of its stays unlike the
ones before. Imports no framework.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from courses.retreats.rules.year import Colleague, Given, House, Plan, Role, Stay

SEED = 1
PERCENT = 100
MOST_PLANS = 3
# How often somebody who waits is told and asked whether to stop; and how long each aim that is left may take
# once it was stopped, so that what was found is rounded off and no more.
LOOK_EVERY = 0.5
ROUNDING_OFF = 1.0


class CannotBe(Exception):
    """Nothing can be planned that has all pinned stays in it."""


class Stopped(Exception):
    """Stopped, or out of time, before any plan was found."""


@dataclass(slots=True)
class Year:
    """The variables: `held` stays, who is `there` in which role and week, places by stay and region."""

    given: Given
    cp: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    held: dict[Stay, cp_model.IntVar] = field(default_factory=dict)
    there: dict[tuple[str, Role, int], cp_model.IntVar] = field(default_factory=dict)
    places: dict[tuple[Stay, str], cp_model.IntVar] = field(default_factory=dict)

    @classmethod
    def of(cls, given: Given) -> "Year":
        year = cls(given)
        year._stays()
        year._teams()
        year._places()
        return year

    @property
    def cost(self) -> cp_model.LinearExpr:
        price = {house.key: house.price for house in self.given.houses}
        return cp_model.LinearExpr.weighted_sum(
            list(self.held.values()), [price[stay.house] for stay in self.held]
        )

    def served(self, region: str) -> cp_model.LinearExpr:
        return cp_model.LinearExpr.sum([v for (_stay, code), v in self.places.items() if code == region])

    def _stays(self) -> None:
        given = self.given
        for house in given.houses:
            for week in sorted(house.weeks - given.closed):
                stay = Stay(house.key, week)
                if stay not in given.forbidden:
                    self.held[stay] = self.cp.new_bool_var(f"{house.key} {week}")
        for stay in sorted(given.pinned, key=lambda stay: (stay.week, stay.house)):
            if stay not in self.held:
                raise CannotBe
            self.cp.add(self.held[stay] == 1)
        self.cp.add(cp_model.LinearExpr.sum(list(self.held.values())) <= given.most)
        self.cp.add(self.cost <= given.money)

    def _teams(self) -> None:
        """As many in each role as there are stays that week; nobody in two, too often or without rest."""
        weeks = sorted({stay.week for stay in self.held})
        for colleague in self.given.colleagues:
            self._colleague(colleague, [week for week in weeks if week in colleague.weeks])
        by_role: dict[tuple[Role, int], list[cp_model.IntVar]] = defaultdict(list)
        for (_key, role, week), variable in self.there.items():
            by_role[role, week].append(variable)
        for week in weeks:
            stays = cp_model.LinearExpr.sum([v for stay, v in self.held.items() if stay.week == week])
            for role in Role:
                self.cp.add(cp_model.LinearExpr.sum(by_role[role, week]) == stays)

    def _colleague(self, colleague: Colleague, weeks: Sequence[int]) -> None:
        own: dict[int, list[cp_model.IntVar]] = {}
        for week in weeks:
            roles = colleague.roles_in(week)
            own[week] = [self.cp.new_bool_var("") for _role in roles]
            for role, variable in zip(roles, own[week], strict=True):
                self.there[colleague.key, role, week] = variable
        for week in weeks:
            near = [v for other, each in own.items() if week <= other <= week + self.given.rest for v in each]
            self.cp.add_at_most_one(near)
        every = [variable for each in own.values() for variable in each]
        self.cp.add(cp_model.LinearExpr.sum(every) <= colleague.most)

    def _places(self) -> None:
        houses = {house.key: house for house in self.given.houses}
        for stay, held in self.held.items():
            here = self._places_at(stay, houses[stay.house])
            self.cp.add(cp_model.LinearExpr.sum(here) <= houses[stay.house].beds * held)
        for region, wanted in self.given.wanted.items():
            self.cp.add(self.served(region) <= wanted)

    def _places_at(self, stay: Stay, house: House) -> list[cp_model.IntVar]:
        found = []
        for region, wanted in sorted(self.given.wanted.items()):
            if region in house.reaches and wanted:
                number = self.cp.new_int_var(0, min(wanted, house.beds), "")
                self.places[stay, region] = number
                found.append(number)
        return found


def plans(
    given: Given,
    *,
    seconds: float,
    stop: Callable[[], bool] = lambda: False,
    tell: Callable[[int, int], None] = lambda found, bound: None,
) -> Iterator[Plan]:
    """Up to three plans, the best first; `tell` hears of places found and of the most that there can be. Both
    are called where this is, while the solver works beside. Raises CannotBe, and Stopped when not even the
    first was found.
    """
    year, ends = Year.of(given), time.monotonic() + seconds
    for number in range(MOST_PLANS):
        share = ends - time.monotonic()
        try:
            plan = _Search(year, given, stop, tell).best(share / (MOST_PLANS - number))
        except Stopped:
            if number == 0:
                raise
            return
        except CannotBe:
            if number == 0:
                raise
            return
        yield plan
        if not plan.teams or stop():
            return
        alike = [year.held[stay] for stay in plan.teams if stay not in given.pinned]
        year.cp.add(cp_model.LinearExpr.sum(alike) <= len(alike) - max(1, len(alike) // 3))


class _Search:
    """One plan, aim after aim."""

    def __init__(
        self, year: Year, given: Given, stop: Callable[[], bool], tell: Callable[[int, int], None]
    ) -> None:
        self.year, self.given, self.stop, self.tell = year, given, stop, tell
        self.cp = year.cp.clone()
        self.total = cp_model.LinearExpr.sum(list(year.places.values()))
        self.bound = self._most_at_all()
        self.is_stopped = False
        self.least = self.cp.new_int_var(0, PERCENT, "least share")
        for region, wanted in given.wanted.items():
            if wanted and any(region in house.reaches for house in given.houses):
                self.cp.add(self.year.served(region) * PERCENT >= self.least * wanted)

    def best(self, seconds: float) -> Plan:
        ends = time.monotonic() + seconds
        found, is_proven = self._run(self.least, seconds / 3)
        self.cp.add(self.least >= found.value(self.least))
        found, proven = self._run(self.total, (ends - time.monotonic()) / 2, found)
        self.cp.add(self.total >= found.value(self.total))
        found, _cheapest = self._run(-self.year.cost, ends - time.monotonic(), found)
        return self._plan(found, is_proven=is_proven and proven)

    def _most_at_all(self) -> int:
        """What nobody can exceed: all that is wanted, and the greatest houses, one for each retreat."""
        beds = {house.key: house.beds for house in self.given.houses}
        each = sorted((beds[stay.house] for stay in self.year.held), reverse=True)
        return min(sum(self.given.wanted.values()), sum(each[: self.given.most]))

    def _run(
        self, aim: cp_model.LinearExprT, seconds: float, last: cp_model.CpSolver | None = None
    ) -> tuple[cp_model.CpSolver, bool]:
        if last:
            self.cp.clear_hints()  # type: ignore[no-untyped-call]  # OR-tools types no return of it
            for i in range(len(self.cp.proto.variables)):
                variable = self.cp.get_int_var_from_proto_index(i)
                self.cp.add_hint(variable, last.value(variable))
        self.cp.maximize(aim)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = SEED
        solver.parameters.linearization_level = 2
        solver.parameters.max_time_in_seconds = max(0.1, ROUNDING_OFF if self.is_stopped else seconds)
        status = self._solve(solver)
        if status == cp_model.INFEASIBLE:
            raise CannotBe
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            if aim is self.total:
                self.bound = min(self.bound, int(solver.best_objective_bound + 0.5))
            return solver, status == cp_model.OPTIMAL
        if last is None:
            raise Stopped
        return last, False

    def _solve(self, solver: cp_model.CpSolver) -> cp_model.CpSolverStatus:
        """Solve beside whoever waits: however long nothing is found, they are told and can stop it. What they
        raise ends it too."""
        watching = _Watching(self.total)
        with ThreadPoolExecutor(1) as pool:
            solving = pool.submit(solver.solve, self.cp, watching)
            try:
                while not _is_done(solving, LOOK_EVERY):
                    self._look(solver, watching)
                self._look(solver, watching)
            except BaseException:
                solver.stop_search()
                raise
        return solving.result()

    def _look(self, solver: cp_model.CpSolver, watching: "_Watching") -> None:
        if watching.found is not None:
            self.tell(watching.found, max(self.bound, watching.found))
        if not self.is_stopped and self.stop():
            self.is_stopped = True
            solver.stop_search()

    def _plan(self, found: cp_model.CpSolver, *, is_proven: bool) -> Plan:
        year = self.year
        stays = [stay for stay, held in year.held.items() if found.boolean_value(held)]
        places = {key: found.value(v) for key, v in year.places.items() if found.value(v)}
        served: dict[str, int] = defaultdict(int)
        for (_stay, region), number in places.items():
            served[region] += number
        return Plan(
            teams=_teams(stays, [key for key, v in year.there.items() if found.boolean_value(v)]),
            places_at=places,
            cost=found.value(year.cost),
            least_share=found.value(self.least),
            bound=self.bound,
            is_proven=is_proven,
            left_out={r: n - served[r] for r, n in sorted(self.given.wanted.items()) if n > served[r]},
        )


class _Watching(cp_model.CpSolverSolutionCallback):
    """How many places the newest solution has, whatever it was looked for by."""

    def __init__(self, total: cp_model.LinearExprT) -> None:
        super().__init__()
        self._total = total
        self.found: int | None = None

    def on_solution_callback(self) -> None:
        self.found = self.value(self._total)


def _is_done(solving: "Future[cp_model.CpSolverStatus]", seconds: float) -> bool:
    """Whether it is, after waiting for it so long."""
    return bool(wait([solving], seconds).done)


def _teams(stays: Sequence[Stay], there: Sequence[tuple[str, Role, int]]) -> dict[Stay, dict[Role, str]]:
    """Who is in which team: in a week with several stays, in the order of houses and keys."""
    teams: dict[Stay, dict[Role, str]] = {}
    free = sorted(there)
    for stay in sorted(stays, key=lambda stay: (stay.week, stay.house)):
        teams[stay] = {}
        for role in Role:
            mine = next(each for each in free if each[1:] == (role, stay.week))
            teams[stay][role] = mine[0]
            free.remove(mine)
    return teams
