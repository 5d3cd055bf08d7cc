"""New customers for a revenue or a profit, on exact decimals, on top of the retained base."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from funnel_core.customers import customers_for_profit, customers_for_revenue
from funnel_core.errors import FunnelError, InputError, OutOfRange

BASE = {"purchases": 4, "existing": 800, "retention": 0.8}

shares = st.integers(1, 10_000).map(lambda ten_thousandths: ten_thousandths / 10_000)
retentions = st.integers(0, 10_000).map(lambda ten_thousandths: ten_thousandths / 10_000)
prices = st.integers(1, 10**7).map(lambda cents: cents / 100)
amounts = st.integers(0, 10**13).map(lambda cents: cents / 100)
yearly = st.integers(1, 500).map(lambda tenths: tenths / 10)
bases = st.tuples(prices, yearly, st.integers(0, 10**6), retentions, shares)


def exact(number: float) -> Fraction:
    """Read a number by its printed digits: what was typed."""
    return Fraction(repr(number))


def test_the_worked_numbers():
    """800 customers × $250 × 4, 80 % retained, leave 360,000: 720 spread evenly, 360 at once."""
    assert customers_for_revenue(1_000_000, 250, **BASE) == 720
    assert customers_for_revenue(1_000_000, 250, **BASE, share_of_year=1) == 360
    assert customers_for_revenue(1_000_000, 250, 4) == 1000
    assert customers_for_profit(250_000, 200_000, 0.6, 250, 100, **BASE) == 330


@given(amounts, bases)
@example(57.0, (0.57, 1, 0, 1, 1))
@example(0.3, (0.1, 3, 1, 0.1, 0.1))
def test_the_answer_is_the_smallest_number_that_reaches_the_revenue(revenue, base):
    """So many customers bring the revenue in exact decimals, and one less does not."""
    value, purchases, existing, retention, share = base

    def brought(customers: int) -> Fraction:
        present = existing * exact(retention) + customers * exact(share)
        return present * exact(purchases) * exact(value)

    try:
        needed = customers_for_revenue(revenue, *base)
    except OutOfRange:
        assert brought(2**53) < exact(revenue)
        return
    assert brought(needed) >= exact(revenue)
    assert needed == 0 or brought(needed - 1) < exact(revenue)


@given(st.integers(-(10**9), 10**9), amounts, shares, st.integers(0, 10**6), bases)
def test_the_answer_is_the_smallest_number_that_reaches_the_profit(
    profit, fixed_cost, margin, cac, base
):
    """So many customers leave the profit over, one less does not; infeasible only if none do."""
    value, purchases, existing, retention, share = base
    yearly_margin = exact(margin) * exact(value) * exact(purchases)

    def left(customers: int) -> Fraction:
        present = existing * exact(retention) + customers * exact(share)
        return present * yearly_margin - customers * cac - exact(fixed_cost)

    try:
        needed = customers_for_profit(profit, fixed_cost, margin, value, cac, *base[1:])
    except OutOfRange:
        assert left(0) < profit
        assert left(2**53) < profit
        return
    assert left(needed) >= profit
    assert needed == 0 or left(needed - 1) < profit


@given(amounts, bases)
def test_a_profit_without_costs_is_a_revenue(revenue, base):
    """All of the revenue being margin and customers costing nothing, both questions are one."""
    try:
        needed = customers_for_revenue(revenue, *base)
    except OutOfRange:
        assume(False)
    assert customers_for_profit(revenue, 0, 1, base[0], 0, *base[1:]) == needed


@given(amounts, bases, retentions)
def test_who_keeps_more_customers_never_needs_more_new_ones(revenue, base, other):
    """Retention and need run against one another."""
    value, purchases, existing, retention, share = base
    low, high = sorted((retention, other))
    try:
        most = customers_for_revenue(revenue, value, purchases, existing, low, share)
    except OutOfRange:
        return
    assert customers_for_revenue(revenue, value, purchases, existing, high, share) <= most


@pytest.mark.parametrize("parts", [3, 6, 7, 9, 11, 13])
@given(kept=st.integers(1, 12), each=st.integers(1, 10**6), more=st.integers(0, 10**6))
def test_a_base_computed_in_a_cell_is_as_large_as_it_was_meant(parts, kept, each, more):
    """A retention of =2/3 of 900 keeps 600: no customer is needed for what rounding took of them.

    The difference of two numbers that agree to fifteen digits is all rounding; what is meant
    stands at a whole number of customers.
    """
    kept = min(kept, parts)
    existing = parts * each
    revenue = (kept * each + more) * 1000
    assert customers_for_revenue(revenue, 1000, 1, existing, kept / parts, 1) == more
    assert (
        customers_for_profit(revenue * 0.5, 0, 0.5, 1000, 0, 1, existing, kept / parts, 1) == more
    )


def test_the_half_year_is_for_a_base_only():
    """New customers on top of a base come evenly over the year; without one, they are the year."""
    assert customers_for_revenue(1000, 1, existing=0) == 1000
    assert customers_for_revenue(1000, 1, existing=1, retention=0) == 2000
    assert customers_for_profit(1000, 0, 1, 1, 0) == 1000
    assert customers_for_profit(1000, 0, 1, 1, 0, existing=1, retention=0) == 2000


def test_an_infeasible_profit_says_why_in_money():
    """What a customer costs and what it brings within the year stand in the sentence."""
    with pytest.raises(OutOfRange, match=r"costs 450\.5 to win.*a margin of 300 within the year"):
        customers_for_profit(250_000, 200_000, 0.6, 250, 450.5, **BASE)
    reached = {"purchases": 4, "existing": 10_000, "retention": 0.8}
    assert customers_for_profit(250_000, 200_000, 0.6, 250, 450.5, **reached) == 0


def test_a_margin_that_rounding_alone_puts_above_the_cost_is_no_margin():
    """0.6 × =5/6 is one half, whatever its seventeenth digit says."""
    assert exact(5 / 6) * Fraction(6, 10) > Fraction(1, 2)
    with pytest.raises(OutOfRange, match="no number of new customers"):
        customers_for_profit(100, 0, 0.6, 5 / 6, 0.5)


def test_a_loss_may_be_the_goal():
    """A start-up that must not lose more than 50,000 asks for a profit of −50,000."""
    assert customers_for_profit(-50_000, 200_000, 0.6, 250, 100, 4) == 300
    assert customers_for_profit(-200_000, 200_000, 0.6, 250, 100, 4) == 0


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("revenue", -1),
        ("value", 0),
        ("purchases", 0),
        ("existing", 1.5),
        ("existing", -1),
        ("retention", -0.1),
        ("retention", 80),
        ("share_of_year", 0),
        ("share_of_year", 1.5),
        ("revenue", math.nan),
        ("value", math.inf),
        ("revenue", 10**400),
    ],
)
def test_each_bound_of_a_revenue_has_its_sentence(name, number):
    """Out of bounds, infinite, or beyond any cell: the argument is named."""
    with pytest.raises(OutOfRange, match=f"'{name}' must be"):
        customers_for_revenue(**{"revenue": 1000, "value": 1, **{name: number}})


@pytest.mark.parametrize(
    ("name", "number"),
    [("profit", math.inf), ("fixed_cost", -1), ("margin", 0), ("margin", 60), ("cac", -1)],
)
def test_each_bound_of_a_profit_has_its_sentence(name, number):
    """Costs are from 0 up, a margin is a share above 0; a profit may be anything finite."""
    arguments = {"profit": 1000, "fixed_cost": 0, "margin": 0.5, "value": 1, "cac": 0}
    with pytest.raises(OutOfRange, match=f"'{name}' must be"):
        customers_for_profit(**{**arguments, name: number})


def test_what_is_no_number_is_no_number():
    """Text and TRUE are refused as the wrong kind."""
    with pytest.raises(InputError, match=r"'value' must be .* got '250'"):
        customers_for_revenue(1000, "250")
    with pytest.raises(InputError, match=r"'existing' must be .* got True"):
        customers_for_revenue(1000, 250, existing=True)


def test_doubles_of_numpy_are_doubles():
    """They are read by their digits too, not by what numpy prints around them."""
    assert customers_for_revenue(np.float64(57), np.float64(0.57)) == 100
    assert customers_for_profit(*map(np.float64, (1, 0, 0.3, 0.7, 0.2))) == 100


extremes = st.sampled_from([5e-324, 1e-300, 1e-9, 1 / 3, 0.999999999, 1.0, 1e12, 1e300, 1.7e308])


@given(extremes, extremes, extremes, extremes, extremes, st.sampled_from([0, 1, 2**53]), extremes)
def test_numbers_of_any_size_are_answered_or_refused(
    profit, cost, value, cac, purchases, existing, share
):
    """Never an overflow, never anything but a whole number that a cell holds."""
    share = min(share, 1)
    for answer in (
        lambda: customers_for_revenue(profit, value, purchases, existing, share, share),
        lambda: customers_for_profit(
            profit, cost, share, value, cac, purchases, existing, share, share
        ),
    ):
        try:
            needed = answer()
        except FunnelError:
            continue
        assert isinstance(needed, int)
        assert 0 <= needed <= 2**53
