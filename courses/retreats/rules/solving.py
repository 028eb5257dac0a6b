"""Sharing out the places to proof: aim after aim, each as far as those above it allow, then the lot.

CP-SAT with one thread and a fixed seed. Aims that fit into one number are solved as one, the upper ones with
weights that no sum of the lower can reach, which is the same order and faster. Where time runs out, what was
found is returned with the bound that it is known not to exceed, and says that it is not proven. Imports no
framework.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from courses.retreats.rules.aims import Step, steps
from courses.retreats.rules.case import Case
from courses.retreats.rules.model import NOBODY, Clause, Model, Wish, every
from courses.retreats.rules.policy import Aim, Policy

Term = tuple[int, cp_model.IntVar]

# Beyond this, weights are too unlike each other for the linear programs inside: proofs take minutes.
LARGEST = 1 << 26
SEED = 1


class CannotAllHold(Exception):
    """No outcome keeps every rule. `conflicts` says which rules are in each other's way."""


class Stopped(Exception):
    """Somebody stopped it, or time ran out, before anything that keeps every rule was found."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How far an aim was reached: `bound` is what nobody can exceed; the same number when it is proven."""

    name: str
    value: int
    bound: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """Which retreat each ticket has a place at; those without one are not named."""

    places: Mapping[str, str]
    reached: tuple[Reached, ...]
    is_proven: bool


@dataclass(slots=True)
class _Stage:
    """Steps that are solved as one number."""

    steps: list[Step] = field(default_factory=list)
    ranges: list[int] = field(default_factory=list)

    def weights(self) -> list[int]:
        found, weight = [], 1
        for size in reversed(self.ranges):
            found.append(weight)
            weight *= size
        return found[::-1]


def share_out(
    case: Case,
    policy: Policy,
    value: str,
    *,
    seconds: float,
    stop: Callable[[], bool] = lambda: False,
    tell: Callable[[str], None] = lambda name: None,
    holds: Callable[[Clause], bool] = every,
    held: Mapping[str, str] = NOBODY,
) -> Outcome:
    """The places that the policy gives, with the lots that follow from a public `value`. `tell` hears of each
    aim that is reached; `holds` and `held` are as for a model.

    Raises CannotAllHold, Stopped.
    """
    solver = _Solver(
        Model.of(case, policy, holds=holds, held=held), ends=time.monotonic() + seconds, stop=stop
    )
    reached: list[Reached] = []
    for stage in _stages(steps(case, policy, value), solver):
        reached += solver.solve(stage)
        tell(stage.steps[-1].name)
    return Outcome(
        places=dict(sorted(solver.best)),
        reached=tuple(reached),
        is_proven=all(each.value == each.bound for each in reached),
    )


def can_hold(
    case: Case, policy: Policy, clauses: Collection[Clause], *, held: Mapping[str, str] = NOBODY
) -> bool:
    """Whether some outcome keeps these clauses."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = SEED
    model = Model.of(case, policy, holds=frozenset(clauses).__contains__, held=held)
    return solver.solve(model.cp) != cp_model.INFEASIBLE


def _stages(found: Sequence[Step], solver: "_Solver") -> list[_Stage]:
    stages, size = [_Stage()], 1
    for step in found:
        largest = solver.largest(step)
        if stages[-1].steps and size * largest > LARGEST:
            stages.append(_Stage())
            size = 1
        size *= largest
        stages[-1].steps.append(step)
        stages[-1].ranges.append(largest)
    return stages


class _Solver:
    """The model, and the best that was found until now."""

    def __init__(self, model: Model, *, ends: float, stop: Callable[[], bool]) -> None:
        self.model, self.ends, self.stop = model, ends, stop
        self.best: list[Wish] = []
        self.values: list[int] = []
        self._pairs = self._together()

    def largest(self, step: Step) -> int:
        """One more than the most that a step can reach."""
        terms = self._terms(step)
        places = sum(retreat.places for retreat in self.model.case.retreats)
        every = sum(worth for worth, _variable in terms)
        return 1 + min(every, places * max([worth for worth, _variable in terms], default=0))

    def solve(self, stage: _Stage) -> list[Reached]:
        """Make the steps as large as possible in their order, and hold them to it from now on."""
        parts = [self._terms(step) for step in stage.steps]
        worths: dict[int, int] = defaultdict(int)
        variables: dict[int, cp_model.IntVar] = {}
        for weight, terms in zip(stage.weights(), parts, strict=True):
            for worth, variable in terms:
                worths[variable.index] += worth * weight
                variables[variable.index] = variable
        self.model.cp.maximize(
            cp_model.LinearExpr.weighted_sum(list(variables.values()), [worths[i] for i in variables])
        )
        reached = self._read(stage, parts, self._run())
        for terms, each in zip(parts, reached, strict=True):
            if terms:
                self.model.cp.add(_total(terms) >= each.value)
        if all(each.value == each.bound for each in reached) and Aim.LOT in {each.name for each in reached}:
            self._settle()
        return reached

    def _settle(self) -> None:
        """Once the lot for who is proven, who has a place is decided: others would have another sum."""
        placed = {ticket for ticket, _key in self.best}
        own: dict[str, list[cp_model.IntVar]] = defaultdict(list)
        for (ticket, _key), variable in self.model.has.items():
            own[ticket].append(variable)
        for ticket, variables in own.items():
            self.model.cp.add(cp_model.LinearExpr.sum(variables) == int(ticket in placed))

    def _run(self) -> int | None:
        """Finds the best it can; returns the bound of what is made large, None where time left none."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = SEED
        solver.parameters.linearization_level = 2
        solver.parameters.max_time_in_seconds = max(0.05, self.ends - time.monotonic())
        status = solver.solve(self.model.cp, _Watching(self.stop))
        if status == cp_model.INFEASIBLE:
            raise CannotAllHold
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self._keep(solver)
            return int(solver.best_objective_bound + 0.5)
        if not self.values:
            raise Stopped
        return None

    def _keep(self, solver: cp_model.CpSolver) -> None:
        """What was found is where the next search begins."""
        cp = self.model.cp
        everything = [cp.get_int_var_from_proto_index(i) for i in range(len(cp.proto.variables))]
        self.values = [solver.value(variable) for variable in everything]
        self.best = [wish for wish, variable in self.model.has.items() if self.values[variable.index]]
        cp.clear_hints()  # type: ignore[no-untyped-call]  # OR-tools types no return of it
        for variable, value in zip(everything, self.values, strict=True):
            cp.add_hint(variable, value)

    def _read(self, stage: _Stage, parts: list[list[Term]], bound: int | None) -> list[Reached]:
        """What each step reached, and its bound, read off the bound of the whole: its digits in turn."""
        found: list[Reached] = []
        for step, weight, terms in zip(stage.steps, stage.weights(), parts, strict=True):
            value = sum(worth * self.values[variable.index] for worth, variable in terms)
            most = self.largest(step) - 1 if bound is None else bound // weight
            found.append(Reached(step.name, value, most))
            bound = bound - value * weight if bound is not None and most == value else None
        return found

    def _terms(self, step: Step) -> list[Term]:
        if step.counts_pairs:
            return [(1, variable) for variable in self._pairs]
        return [(worth, self.model.has[wish]) for wish, worth in step.worth.items() if worth]

    def _together(self) -> list[cp_model.IntVar]:
        """For each wish of a pair for one retreat, whether both come."""
        found = []
        for _pair, one, other in self.model.both(self.model.case.together):
            both = self.model.cp.new_bool_var("")
            self.model.cp.add_implication(both, one)
            self.model.cp.add_implication(both, other)
            found.append(both)
        return found


class _Watching(cp_model.CpSolverSolutionCallback):
    def __init__(self, stop: Callable[[], bool]) -> None:
        super().__init__()
        self._stop = stop

    def on_solution_callback(self) -> None:
        if self._stop():
            self.stop_search()


def _total(terms: list[Term]) -> cp_model.LinearExpr:
    return cp_model.LinearExpr.weighted_sum([v for _w, v in terms], [w for w, _v in terms])
