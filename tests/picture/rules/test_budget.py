"""The budget: the published formulas, that parts make up the whole, and that no more is ever spent."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing.picture.rules import budget
from wellbeing.picture.rules.budget import Overspent, Part, Purse

EPSILONS = st.floats(1e-6, 100)


def test_epsilon_is_what_bun_and_steinke_say():
    assert math.isclose(budget.epsilon_of(0.5, delta=1e-6), 0.5 + 2 * math.sqrt(0.5 * math.log(1e6)))


@given(EPSILONS, st.floats(1e-12, 0.5))
def test_rho_is_turned_back_into_its_epsilon(epsilon, delta):
    rho = budget.rho_of(epsilon, delta=delta)
    assert math.isclose(budget.epsilon_of(rho, delta=delta), epsilon, rel_tol=1e-9)


def test_shares_are_the_whole_and_leave_no_part_out():
    assert set(budget.SHARES) == set(Part)
    assert sum(budget.SHARES.values()) == 100


@given(EPSILONS)
def test_four_whole_quarters_spend_the_year_and_no_more(epsilon):
    spent = 4 * sum(budget.quarter_of(epsilon).values())
    assert math.isclose(budget.epsilon_of(spent), epsilon, rel_tol=1e-9)


@given(st.floats(0.1, 1e6), st.floats(1e-6, 10))
def test_sigma_costs_the_rho_it_was_made_for(sensitivity, rho):
    sigma = budget.sigma_of(sensitivity=sensitivity, rho=rho)
    assert math.isclose(sensitivity**2 / (2 * sigma**2), rho, rel_tol=1e-9)


def test_three_contributions_of_one_person_cost_nine_times_as_much():
    assert budget.of_many(0.5, contributions=3) == 4.5


def test_a_part_is_spent_once():
    purse = Purse(2.0)
    assert purse.spend_all(Part.REGION_BANDS) == budget.quarter_of(2.0)[Part.REGION_BANDS]
    with pytest.raises(Overspent):
        purse.spend_all(Part.REGION_BANDS)
    with pytest.raises(Overspent):
        purse.spend(Part.REGION_BANDS, 1e-9)
    assert purse.left(Part.COUNTRY_BANDS) == budget.quarter_of(2.0)[Part.COUNTRY_BANDS]


def test_a_refused_expense_takes_nothing():
    purse = Purse(2.0)
    before = purse.left(Part.PSYCHOMETRICS)
    with pytest.raises(Overspent) as refusal:
        purse.spend(Part.PSYCHOMETRICS, before * 1.001)
    assert (refusal.value.left, purse.left(Part.PSYCHOMETRICS)) == (before, before)


@given(st.lists(st.floats(1e-6, 0.02), max_size=30))
def test_no_order_of_expenses_spends_more_than_there_was(amounts):
    purse, spent = Purse(2.0), 0.0
    for amount in amounts:
        try:
            purse.spend(Part.REGION_SUMS, amount)
            spent += amount
        except Overspent:
            pass
    assert spent <= budget.quarter_of(2.0)[Part.REGION_SUMS] * (1 + 1e-9)


@pytest.mark.parametrize("amount", [0.0, -1.0, math.inf, math.nan])
def test_what_is_no_amount_is_refused(amount):
    for reckon in (budget.epsilon_of, budget.rho_of):
        with pytest.raises(ValueError, match="finite"):
            reckon(amount)
    with pytest.raises(ValueError, match="finite"):
        budget.sigma_of(sensitivity=1.0, rho=amount)
    with pytest.raises(ValueError, match="finite"):
        budget.sigma_of(sensitivity=amount, rho=1.0)
    with pytest.raises(ValueError, match="finite"):
        Purse(2.0).spend(Part.REGION_BANDS, amount)


@pytest.mark.parametrize("delta", [0.0, 1.0, -0.1])
def test_delta_is_a_chance(delta):
    with pytest.raises(ValueError, match="delta"):
        budget.epsilon_of(1.0, delta=delta)
