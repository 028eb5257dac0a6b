"""When what was measured takes the place of what was assumed, and by which figure readings are judged."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.assessments import building
from wellbeing.assessments.rules import change, measured
from wellbeing.assessments.rules.change import Change, Reading
from wellbeing.assessments.rules.definition import LicenceClass, Measured, Reliability
from wellbeing.assessments.rules.measured import Found, Refusal

FOUND = Found(Decimal("0.78"), Decimal("0.74"), Decimal("0.82"), Decimal(19), 900)
ASSUMED = Reliability("assumed", Decimal("0.80"), Decimal(20), None, "nobody", "a guess")
MAY = date(2027, 5, 1)


def refusal(found=FOUND, *, licence=LicenceClass.OWN, in_force=ASSUMED, before=None):
    return measured.refusal(found, licence=licence, in_force=in_force, before=before)


def test_alpha_takes_the_place_of_an_assumption_by_its_lower_end():
    assert refusal() is None
    assert measured.used(FOUND) == Reliability("alpha", Decimal("0.74"), Decimal(19), 900, "", "")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"people": 400}, None),
        ({"people": 399}, Refusal.FEW),
        ({"low": Decimal("0.72")}, None),
        ({"low": Decimal("0.719")}, Refusal.WIDE),
        ({"sd": Decimal(0)}, Refusal.IMPOSSIBLE),
        ({"alpha": Decimal("0.83")}, Refusal.IMPOSSIBLE),
        ({"alpha": Decimal(1), "low": Decimal(1), "high": Decimal(1)}, Refusal.IMPOSSIBLE),
        ({"alpha": Decimal(0), "low": Decimal("-0.02"), "high": Decimal("0.02")}, Refusal.IMPOSSIBLE),
    ],
)
def test_its_bounds(changes, why):
    assert refusal(replace(FOUND, **changes)) is why


@pytest.mark.parametrize("licence", [LicenceClass.FREE, LicenceClass.OPERATOR, LicenceClass.NEVER])
def test_instruments_of_others_keep_the_figures_of_their_papers(licence):
    assert refusal(licence=licence) is Refusal.NOT_OWN


def test_alpha_never_replaces_a_retest_and_nothing_that_is_not_there():
    assert refusal(in_force=replace(ASSUMED, coefficient="retest")) is Refusal.BETTER_THERE
    assert refusal(in_force=replace(ASSUMED, coefficient="omega")) is Refusal.BETTER_THERE
    assert refusal(in_force=None) is Refusal.NOTHING_TO_REPLACE


@pytest.mark.parametrize(
    ("alpha", "low", "high", "why"),
    [
        ("0.80", "0.76", "0.84", Refusal.NO_NEWS),  # says the same, no finer
        ("0.85", "0.81", "0.89", None),  # the old alpha is outside
        ("0.79", "0.765", "0.815", None),  # says the same, far finer
        ("0.79", "0.763", "0.817", Refusal.NO_NEWS),
    ],
)
def test_a_measured_figure_stays_until_there_is_news(alpha, low, high, why):
    found = replace(FOUND, alpha=Decimal(alpha), low=Decimal(low), high=Decimal(high))
    assert refusal(found, in_force=measured.used(FOUND), before=FOUND) is why


def scale_measured_in_may():
    wide = Reliability("alpha", Decimal("0.50"), Decimal(20), 900, "", "")
    quarters = (date(2027, 1, 1), date(2027, 1, 1))
    in_may = Measured(MAY, Decimal("0.55"), Decimal("0.6"), *quarters, reliability=wide, before=ASSUMED)
    return building.create_scale(items=["q1"], low=0, high=100, reliability=wide, measured=(in_may,))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        # Thirty points are 2.37 errors of a difference by what was assumed, 1.5 by what was measured.
        (date(2027, 3, 1), date(2027, 4, 1), Change.RELIABLY_HIGHER),
        (date(2027, 4, 1), MAY, Change.NO_RELIABLE_CHANGE),
        (MAY, date(2027, 8, 1), Change.NO_RELIABLE_CHANGE),
        (MAY, None, Change.NO_RELIABLE_CHANGE),
    ],
)
def test_readings_are_judged_by_what_was_in_force_when_the_later_one_was_taken(before, after, said):
    readings = [Reading("v1", "ru", Decimal(value), month) for value, month in ((40, before), (70, after))]
    assert change.compare(scale_measured_in_may(), *readings) is said


def test_without_anything_measured_the_month_makes_no_difference():
    scale = building.create_scale(items=["q1"], low=0, high=100, reliability=ASSUMED)
    assert change.in_force(scale, MAY) == change.in_force(scale, None) == ASSUMED
    assert change.measured_in(scale, MAY) is None
