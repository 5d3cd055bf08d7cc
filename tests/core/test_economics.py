"""The ratios: exact decimals, divided once."""

from __future__ import annotations

import contextlib
import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnel_core.economics import acquisition_cost, lifetime_value, marketing_roi, payback_time
from funnel_core.errors import FunnelError, InputError, OutOfRange

money = st.integers(1, 10**14).map(lambda cents: cents / 100)
shares = st.integers(1, 10**6).map(lambda millionths: millionths / 10**6)


def typed(number: float) -> Fraction:
    """Read a number by its printed digits, on the oracle's road."""
    return Fraction(Decimal(repr(number)))


def test_the_worked_numbers():
    """CAC 500, payback 12.5 months, LTV 1,333, LTV ÷ CAC 2.67; ROI 300 % (1,100 % wrongly)."""
    cac = acquisition_cost(50_000, 100)
    assert cac == 500
    assert payback_time(cac, 50, 0.8) == 12.5
    value = lifetime_value(40, 1, 0.03)
    assert round(value) == 1333
    assert round(value / cac, 2) == 2.67
    assert marketing_roi(200_000, 50_000) == 3
    assert marketing_roi(600_000, 50_000) == 11


def exact_value(value: float, margin: float, churn: float) -> Fraction:
    """Give what a cohort of one brings: each period's margin of those still there, no end to it.

    What the periods from a certain one on bring is the share still there then, times the whole; so
    the whole is what the first few bring, over the share that is gone after them.
    """
    here, brought = Fraction(1), Fraction(0)
    for _ in range(3):
        brought += here * typed(value) * typed(margin)
        here *= 1 - typed(churn)
    return brought / (1 - here)


@given(money, shares, shares)
def test_a_lifetime_value_is_the_margins_of_a_cohort_that_shrinks_by_churn(value, margin, churn):
    """Whatever the churn: the margin of those still there, period after period, without end."""
    assert lifetime_value(value, margin, churn) == float(exact_value(value, margin, churn))


@given(money, shares, st.integers(1, 9))
def test_a_cohort_followed_to_its_end_brings_its_lifetime_values(value, margin, tenths):
    """A million customers, counted period by period until nobody is left to speak of."""
    here, brought = 1e6, []
    while here > 1e-9:
        brought.append(here * value * margin)
        here -= here * tenths / 10
    total = 1e6 * lifetime_value(value, margin, tenths / 10)
    assert math.fsum(brought) == pytest.approx(total, rel=1e-10)


@given(money, money, shares, shares)
def test_a_customer_pays_back_within_its_life_exactly_if_it_is_worth_its_cost(
    cac, value, margin, churn
):
    """LTV ≥ CAC says the same as payback ≤ 1 ÷ churn, up to the last digit of either."""
    worth, back = lifetime_value(value, margin, churn), payback_time(cac, value, margin)
    life = 1 / churn
    if worth > cac * (1 + 1e-12):
        assert back < life
    if worth < cac * (1 - 1e-12):
        assert back > life


@given(money, shares, st.integers(1, 10**6), st.integers(1, 1_000))
def test_margins_up_to_the_payback_time_are_the_cost(value, margin, cac, customers):
    """After that many periods, and not one sooner, a customer's margins add up to its cost."""
    periods = payback_time(cac, value, margin)
    whole = math.ceil(periods * (1 + 1e-12))
    brought = typed(value) * typed(margin)
    assert brought * whole >= cac
    assert brought * (math.floor(periods * (1 - 1e-12))) <= cac
    # and it takes as long for all of them together
    cost = typed(cac) * customers
    assert payback_time(acquisition_cost(float(cost), customers), value, margin) == periods


@given(money, money, st.integers(1, 10**6))
def test_what_a_campaign_returns_pays_for_it_and_leaves_the_margin(margin, cost, times):
    """Cost × (1 + ROI) is the margin; the unit of money, and how often it is run, do not matter."""
    roi = marketing_roi(margin, cost)
    left = typed(cost) * (1 + Fraction(roi)) - typed(margin)
    assert abs(left) <= (typed(margin) + typed(cost)) * Fraction(1, 10**15)
    assert marketing_roi(typed(margin) * times, typed(cost) * times) == roi
    assert (roi > 0, roi < 0) == (margin > cost, margin < cost)


@given(money, st.integers(1, 10**9))
def test_what_the_customers_cost_together_was_spent(cost, customers):
    """Nothing is lost between the total and the cost per customer but a last digit."""
    each = acquisition_cost(cost, customers)
    assert Fraction(each) * customers == pytest.approx(typed(cost), rel=1e-15, abs=0)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: marketing_roi(1, 0), "'cost' must be an amount of money above 0; got 0"),
        (lambda: marketing_roi(math.nan, 1), "'incremental_margin' must be an amount of money"),
        (lambda: acquisition_cost(1, 0), "a cost per customer needs customers; got 0"),
        (lambda: acquisition_cost(-1, 1), "'cost' must be an amount of money from 0 up"),
        (lambda: acquisition_cost(1, 1.5), "'customers' must be a whole number"),
        (lambda: payback_time(1, 0, 1), "'value' must be an amount of money above 0"),
        (lambda: payback_time(1, 1, 0), "'margin' must be a share above 0"),
        (lambda: payback_time(1, 1, 80), "write 80% or 0.8"),
        (lambda: lifetime_value(1, 1, 0), "'churn' must be a share above 0"),
        (lambda: lifetime_value(1, 1.5, 1), "'margin' must be a share from 0 to 1"),
        (lambda: lifetime_value(10**400, 1, 1), "'value' must be"),
        (lambda: payback_time(1e300, 1e-300, 1), r"below 1\.8e\+308"),
    ],
)
def test_what_cannot_be_divided_is_refused(call, said):
    """A divisor of 0, numbers out of bounds, and answers that no cell holds have their sentence."""
    with pytest.raises(OutOfRange, match=said):
        call()


def test_what_is_no_number_is_no_number():
    """Text and TRUE are refused as the wrong kind."""
    with pytest.raises(InputError, match=r"'cost' must be .* got '50000'"):
        acquisition_cost("50000", 100)
    with pytest.raises(InputError, match=r"'margin' must be .* got True"):
        lifetime_value(1, True, 1)


def test_a_campaign_that_lost_money_has_a_return_below_all_of_its_cost():
    """−1 is all of the cost lost; a margin below 0 is worse than that."""
    assert marketing_roi(0, 50_000) == -1
    assert marketing_roi(-25_000, 50_000) == -1.5


extremes = st.sampled_from([5e-324, 1e-300, 1e-9, 1 / 3, 1.0, 1e12, 1e300, 1.7e308])


@given(extremes, extremes, extremes)
def test_numbers_of_any_size_are_answered_or_refused(a, b, share):
    """A finite number or a sentence, never an overflow."""
    share = min(share, 1)
    for ratio in (
        lambda: marketing_roi(a, b),
        lambda: payback_time(a, b, share),
        lambda: lifetime_value(a, share, share),
    ):
        with contextlib.suppress(FunnelError):
            assert math.isfinite(ratio())
