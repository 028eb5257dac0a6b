"""What is hidden, and that nobody who reckons with all that is shown learns it."""

from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from wellbeing.picture.rules.cells import COUNTRY, FEWEST, MEAN, TOTAL, Reason, Shown, Table, decide

FEW, ALIKE, DERIVABLE = Reason.FEW, Reason.ALIKE, Reason.DERIVABLE


def table_of(*rows):
    places = {f"R{i}": row for i, row in enumerate(rows)}
    return Table(places, [sum(column) for column in zip(*rows, strict=True)])


@st.composite
def tables(draw):
    bands, many = draw(st.integers(1, 4)), draw(st.integers(1, 6))
    count = st.one_of(st.just(0), st.integers(0, 12), st.integers(0, 60))
    return table_of(*[[draw(count) for _ in range(bands)] for _ in range(many)])


def system_of(shown_tables, *, joined=()):
    """All equations over (table, cell), written out anew: rows, columns, earlier and later tables."""
    cells, lines = [], []
    for t, shown in enumerate(shown_tables):
        bands = len(shown.table.country)
        columns = [*range(bands), TOTAL, MEAN] if bands > 1 else [TOTAL, MEAN]
        rows = [*shown.table.places, COUNTRY]
        cells += [(t, (row, column)) for row in rows for column in columns]
        for row in rows if bands > 1 else []:
            lines.append([((t, (row, band)), 1) for band in range(bands)] + [((t, (row, TOTAL)), -1)])
        for column in columns:
            lines.append([((t, (row, column)), -1 if row is COUNTRY else 1) for row in rows])
    for later, before, since in joined:
        for cell in [cell for t, cell in cells if t == later]:
            lines.append([((later, cell), 1), ((before, cell), -1), ((since, cell), -1)])
    return cells, lines


def rank(rows):
    rows, found = [list(map(Fraction, row)) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        at = next((i for i in range(found, len(rows)) if rows[i][column]), None)
        if at is None:
            continue
        rows[found], rows[at] = rows[at], rows[found]
        for i in range(found + 1, len(rows)):
            if rows[i][column]:
                factor = rows[i][column] / rows[found][column]
                rows[i] = [a - factor * b for a, b in zip(rows[i], rows[found], strict=True)]
        found += 1
    return found


def attack(shown_tables, protected, *, joined=()):
    """The protected cells that linear algebra or bounds determine."""
    cells, lines = system_of(shown_tables, joined=joined)
    unknown = [(t, cell) for t, cell in cells if cell in shown_tables[t].hidden]
    at = {cell: i for i, cell in enumerate(unknown)}
    matrix = [[0] * len(unknown) for _ in lines]
    for i, line in enumerate(lines):
        for cell, factor in line:
            if cell in at:
                matrix[i][at[cell]] = factor
    amounts = [shown_tables[t].table.values()[cell] for t, cell in unknown]
    known = np.array(matrix) @ np.array(amounts) if unknown else np.zeros(0)
    whole, found = rank(matrix), set()
    for cell in protected:
        i = at[cell]
        if rank([row[:i] + row[i + 1 :] for row in matrix]) < whole:
            found.add(cell)
            continue
        goal = np.eye(len(unknown))[i]
        ends = [linprog(sign * goal, A_eq=np.array(matrix), b_eq=known, bounds=(0, None)) for sign in (1, -1)]
        if ends[1].status != 3 and -ends[1].fun - ends[0].fun < 1 - 1e-6:
            found.add(cell)
    return found


def protected_of(t, shown):
    return {(t, cell) for cell, reason in shown.hidden.items() if reason is not DERIVABLE}


def shown_rows(shown):
    """The table as a reader sees it."""
    values = shown.table.values()
    rows = [*shown.table.places, COUNTRY]
    columns = [*range(len(shown.table.country)), TOTAL]
    return [
        [shown.hidden.get((row, column), values.get((row, column))) for column in columns] for row in rows
    ]


def test_what_betrays_nobody_is_shown_whole():
    assert decide(table_of([20, 30], [40, 10], [15, 15])).hidden == {}


def test_a_small_region_is_hidden_and_another_with_it():
    found = decide(table_of([20, 30], [5, 4], [15, 15]))
    assert shown_rows(found) == [
        [20, 30, 50],
        [FEW, FEW, FEW],
        [DERIVABLE, DERIVABLE, DERIVABLE],
        [40, 49, 89],
    ]
    assert found.hidden["R1", MEAN] is FEW
    assert found.hidden["R2", MEAN] is DERIVABLE


def test_a_row_nearly_alike_hides_its_bands_and_mean_but_not_how_many():
    found = decide(table_of([90, 10], [40, 40], [30, 50]))
    assert (found.hidden["R0", 0], found.hidden["R0", 1], found.hidden["R0", MEAN]) == (ALIKE, ALIKE, ALIKE)
    assert ("R0", TOTAL) not in found.hidden
    assert decide(table_of([89, 11], [40, 40], [30, 50])).hidden == {}


def test_hidden_cells_of_a_row_never_come_to_fewer_than_ten():
    found = decide(table_of([30, 20, 3, 2], [30, 20, 20, 20], [25, 25, 25, 25]))
    assert shown_rows(found)[0] == [30, DERIVABLE, FEW, FEW, 55]


def test_noise_below_zero_is_nothing():
    found = decide(Table({"R0": [-7, 3], "R1": [-20, 60]}, [30, 30]))
    assert found.hidden["R0", TOTAL] is FEW
    assert found.hidden["R1", 0] is FEW


def test_a_scale_without_bands_has_its_total_and_mean():
    assert decide(table_of([20], [30])).hidden == {}
    found = decide(table_of([20], [30], [9]))
    assert set(found.hidden) == {(row, column) for row in ("R0", "R2") for column in (TOTAL, MEAN)}


@settings(deadline=None, max_examples=150)
@given(tables())
def test_nobody_can_work_out_what_is_hidden(table):
    found = decide(table)
    assert attack([found], protected_of(0, found)) == set()


@settings(deadline=None)
@given(tables())
def test_nothing_small_or_alike_is_shown(table):
    found = decide(table)
    values = table.values()
    shown = {cell: value for cell, value in values.items() if cell not in found.hidden}
    assert all(value >= FEWEST for value in shown.values())
    for (place, column), value in shown.items():
        if column >= 0:
            assert value * 10 < values[place, TOTAL] * 9


@settings(deadline=None, max_examples=80)
@given(st.data())
def test_nobody_can_subtract_an_earlier_table(data):
    """A quarter counted again with some who came late: neither they nor the hidden can be had."""
    bands, many = data.draw(st.integers(1, 3)), data.draw(st.integers(1, 4))
    before = table_of(
        *[data.draw(st.lists(st.integers(0, 50), min_size=bands, max_size=bands)) for _ in range(many)]
    )
    late = table_of(
        *[data.draw(st.lists(st.integers(0, 14), min_size=bands, max_size=bands)) for _ in range(many)]
    )
    both = table_of(
        *[[a + b for a, b in zip(before.places[key], late.places[key], strict=True)] for key in before.places]
    )
    first = decide(before)
    second = decide(both, earlier=[first])
    newcomers = Shown(late, dict.fromkeys(late.values(), FEW))
    small = {(2, cell) for cell, value in late.values().items() if value < FEWEST}
    protected = protected_of(0, first) | protected_of(1, second) | small
    assert attack([first, second, newcomers], protected, joined=[(1, 0, 2)]) == set()


def test_one_latecomer_is_not_the_difference_of_two_tables():
    first = decide(table_of([20, 30], [40, 20]))
    assert first.hidden == {}
    second = decide(table_of([21, 30], [40, 20]), earlier=[first])
    assert {("R0", 0), ("R0", TOTAL), (COUNTRY, 0), (COUNTRY, TOTAL)} <= set(second.hidden)


def test_many_regions_hide_little_more_than_the_small_ones():
    rng = np.random.default_rng(3)
    rows = [[int(n) for n in rng.poisson(size, 4)] for size in rng.exponential(20, 89)]
    found = decide(table_of(*rows, [0, 0, 0, 0]))
    reasons = list(found.hidden.values())
    assert not {(COUNTRY, column) for column in (0, 1, 2, 3, TOTAL, MEAN)} & set(found.hidden)
    assert reasons.count(DERIVABLE) < reasons.count(FEW) / 10
    assert len(reasons) < len(found.table.values()) / 2
