"""What is said of how well scales measure: enough people, what noise may do, rounding, quarters together."""

import json
import math
from dataclasses import replace

import numpy as np
import pytest

from tests.assessments.building import create_band
from tests.picture.rules.answering import MANY, layout_of, simulate, tally_of
from wellbeing.picture.rules import measures, noise, noised, psychometrics
from wellbeing.picture.rules.budget import Part
from wellbeing.picture.rules.figures import Figure, Kept, Why, rounded
from wellbeing.picture.rules.measures import Unreadable
from wellbeing.picture.rules.noised import Noisy
from wellbeing.picture.rules.tallying import read_moments

FIGURES = ("n", "mean", "sd", "alpha", "omega", "floor", "ceiling")
RHO = 0.003


def measure_of(scored, *, sigma=0.0):
    layout, row = tally_of(scored)
    return measures.measured(layout, layout.scales[0], "ru", Kept(kept_row(layout, row), sigma))


def kept_row(layout, row):
    return tuple(row[: layout.scales[0].moment_room])


def noisy_of(scored, *, rho=RHO):
    """One measure of these answers with noise, and the spread of it."""
    layout, row = tally_of(scored)
    sensitivity = layout.sensitivity(Part.PSYCHOMETRICS)
    sigma = sensitivity / math.sqrt(2 * rho)
    drawn = noise.add(kept_row(layout, row), sensitivity=sensitivity, rho=rho)
    return measures.measured(layout, layout.scales[0], "ru", Kept(tuple(drawn), sigma))


def test_without_noise_figures_are_those_of_the_answers():
    scored = simulate(500)
    found, layout_and_row = measure_of(scored), tally_of(scored)
    moments = read_moments(*layout_and_row, sigma=0)["ru", "total"]
    spread, alpha = psychometrics.spread(moments), psychometrics.alpha(moments)
    assert found.n == Figure(500, 500, 500)
    assert found.mean.value == pytest.approx(spread.mean, abs=1e-4)
    assert found.sd.value == pytest.approx(spread.sd, abs=1e-4)
    assert found.omega.value == pytest.approx(psychometrics.omega(moments), abs=1e-4)
    assert [each.value for _, each in found.items] == pytest.approx(
        psychometrics.item_rest(moments), abs=1e-4
    )
    assert [key for key, _ in found.items] == [f"q{i}" for i in range(1, MANY + 1)]
    assert (found.alpha.value, found.alpha.low, found.alpha.high) == pytest.approx(
        (alpha.value, alpha.low, alpha.high), abs=0.01
    )


@pytest.mark.parametrize(
    ("n", "given"),
    [(9, set()), (10, {"n"}), (49, {"n"}), (50, {"n", "floor", "ceiling"}), (99, {"n", "floor", "ceiling"})],
)
def test_nothing_is_given_of_fewer_than_it_takes(n, given):
    found = measure_of(simulate(n))
    assert {name for name in FIGURES if getattr(found, name).value is not None} == given
    assert found.alpha == Figure(why=Why.FEW, needed=100)
    assert (found.kept is None) == (n < 10)


def test_with_noise_there_must_surely_be_enough():
    layout, row = tally_of(simulate(120))
    number = layout.scales[0].weights[0]
    sure = 20.0 / psychometrics.Z_95 * number
    for sigma, why in ((sure * 0.99, None), (sure * 1.01, Why.FEW)):
        found = measures.measured(layout, layout.scales[0], "ru", Kept(kept_row(layout, row), sigma))
        assert (found.omega.why is Why.FEW) == (why is Why.FEW)


def test_what_noise_may_move_too_far_is_drowned():
    found = noisy_of(simulate(900), rho=1e-4)
    assert found.n.value is not None
    assert {found.sd.why, found.alpha.why, found.omega.why} == {Why.DROWNED}
    assert {each.why for _, each in found.items} == {Why.DROWNED}


def test_bounds_hold_what_the_noise_does():
    scored = simulate(3000)
    exact = measure_of(scored)
    held = {name: [] for name in (*FIGURES, "items")}
    for _ in range(120):
        found = noisy_of(scored, rho=0.03)
        for name in FIGURES:
            held[name].append(_holds(getattr(found, name), getattr(exact, name).value))
        held["items"] += [
            _holds(each, true.value) for (_, each), (_, true) in zip(found.items, exact.items, strict=True)
        ]
    # 95 in 100, and more for rounding outwards; fewer than 86 of 100 come once in ten thousand runs.
    assert {name: np.mean(each) for name, each in held.items() if np.mean(each) < 0.86} == {}


def _holds(figure, value):
    return figure.value is not None and figure.low <= value <= figure.high


@pytest.mark.parametrize(
    ("value", "half", "shown"),
    [
        (0.83174, 0.0312, Figure(0.83, 0.80, 0.87)),
        (0.83174, 0.2, Figure(0.8, 0.6, 1.0)),
        (1234.0, 130.0, Figure(1200, 1100, 1400)),
        (40.0, 0.0, Figure(40, 40, 40)),
        (0.99, 0.05, Figure(0.99, 0.94, 1.0)),
    ],
)
def test_digits_that_are_noise_are_not_written(value, half, shown):
    room = (0, math.inf) if value > 1 else (0, 1)
    assert rounded(value, value - half, value + half, room=room) == shown


def test_quarters_are_added_up_and_their_noise_as_variances():
    first, second = simulate(300, seed=1), simulate(260, seed=2)
    layout, _ = tally_of(first)
    quarters = [measure_of(first, sigma=3.0), measure_of(second, sigma=3.0)]
    together = measures.pooled(layout, quarters)
    assert together.kept.sigma == math.hypot(3.0, 3.0)
    assert together.kept.row == measure_of(np.concatenate([first, second])).kept.row
    assert together.n.value == 560
    assert measures.pooled(layout, [measure_of(simulate(5))]) is None


def test_two_quarters_of_the_same_people_are_no_more_people():
    first, second = simulate(99, seed=1), simulate(99, seed=2)
    layout, _ = tally_of(first)
    assert measures.pooled(layout, [measure_of(first), measure_of(second)]).alpha.needed == 100
    wide = measures.pooled(layout, [measure_of(simulate(400))] * 2).alpha
    once = measure_of(simulate(400)).alpha
    assert (wide.low, wide.high) == (once.low, once.high)


def test_what_is_written_is_read_back():
    layout = layout_of()
    _, row = tally_of(simulate(2000))
    exact = {part: [0] for part in Part} | {Part.PSYCHOMETRICS: row}
    found = measures.of([noised.draw(layout, exact, year_epsilon=20.0)])
    assert [(each["scale"], each["language"]) for each in found] == [("total", "ru"), ("total", "en")]
    assert [measures.written(each) for each in measures.read(json.loads(json.dumps(found)))] == found
    assert found[0]["alpha"]["value"] is not None
    assert found[1]["kept"] is None


def test_where_nearly_all_are_in_one_band_only_the_number_is_given():
    plain, row = tally_of(simulate(2000))
    (scale,) = plain.instrument.scales
    banded = replace(scale, bands=(create_band(0, "calm"), create_band(50, "much")))
    layout = replace(plain, instrument=replace(plain.instrument, scales=(banded,)))
    for in_others, why in ((199, Why.ALIKE), (201, None)):
        rows = {Part.PSYCHOMETRICS: row, Part.COUNTRY_BANDS: [2000 - in_others, in_others]}
        noisy = Noisy(layout, rows, dict.fromkeys(rows, 1e-6))
        found = measures.read(measures.of([noisy]))[0]
        assert {getattr(found, name).why for name in FIGURES if name != "n"} == {why}
        assert {each.why for _, each in found.items} == {why}
        assert (found.n.value, found.kept is None) == (2000, why is Why.ALIKE)


@pytest.mark.parametrize("broken", [[{}], ["x"], [{"schema": 2}], [{"schema": 1, "n": {"why": "gone"}}]])
def test_what_it_did_not_write_is_refused(broken):
    with pytest.raises(Unreadable):
        measures.read(broken)
