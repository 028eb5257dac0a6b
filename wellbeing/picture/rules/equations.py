"""What can be worked out of what is shown: algebra over fractions. Pure: imports no framework."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from fractions import Fraction

from ortools.linear_solver import pywraplp

# Cells by their factors; they add up to nothing.
Equation = Mapping[Hashable, int]
_Row = dict[Hashable, Fraction]


def exposed(
    equations: Sequence[Equation], *, hidden: Collection[Hashable], empty: Collection[Hashable]
) -> set[Hashable]:
    """The hidden cells that somebody who knows all others can work out, knowing that none is below zero.

    1. The `empty` ones that could not hold anybody: no other filling of the hidden cells has more in them.
    2. Of the rest, those that stand alone in an equation once all are in their reduced form.

    A rest that can be filled otherwise can be so in either direction: some filling has something in every
    cell of it, and from there a little may be added to each or taken away.
    """
    rows = [{cell: factor for cell, factor in each.items() if cell in hidden} for each in equations]
    rows = [row for row in rows if row]
    stuck = {cell for cell in hidden if cell in empty} - _fillable(rows, hidden, empty)
    free = [{c: Fraction(f) for c, f in row.items() if c not in stuck} for row in rows]
    return stuck | _alone([row for row in free if row])


def _fillable(
    rows: Sequence[Mapping[Hashable, int]], hidden: Collection[Hashable], empty: Collection[Hashable]
) -> set[Hashable]:
    """The empty cells that another filling has something in: one linear programme fills as many as it can.

    What is added to one filling and taken from another can be scaled, so "something" is one.
    """
    solver = pywraplp.Solver.CreateSolver("GLOP")
    least = {cell: 0.0 if cell in empty else -solver.infinity() for cell in hidden}
    more = {cell: solver.NumVar(low, solver.infinity(), "") for cell, low in least.items()}
    filled = {cell: solver.NumVar(0, 1, "") for cell in hidden if cell in empty}
    for row in rows:
        solver.Add(sum(factor * more[cell] for cell, factor in row.items()) == 0)
    for cell, amount in filled.items():
        solver.Add(amount <= more[cell])
    solver.Maximize(sum(filled.values()))
    if solver.Solve() != pywraplp.Solver.OPTIMAL:
        return set()
    return {cell for cell, amount in filled.items() if amount.solution_value() > 0.5}


def _alone(rows: list[_Row]) -> set[Hashable]:
    """The cells that are known: alone in their row when all rows are reduced."""
    reduced: list[_Row] = []
    while rows:
        pivot = min(rows, key=len)
        rows = [row for row in rows if row is not pivot]
        cell = next(iter(pivot))
        factor = pivot[cell]
        pivot = {other: value / factor for other, value in pivot.items()}
        for row in (*rows, *reduced):
            _take_out(cell, pivot, row)
        rows = [row for row in rows if row]
        reduced.append(pivot)
    return {next(iter(row)) for row in reduced if len(row) == 1}


def _take_out(cell: Hashable, pivot: _Row, row: _Row) -> None:
    """Make `row` say nothing of `cell`, in place."""
    factor = row.get(cell)
    if factor is None:
        return
    for other, value in pivot.items():
        left = row.get(other, Fraction(0)) - factor * value
        if left:
            row[other] = left
        else:
            row.pop(other, None)
