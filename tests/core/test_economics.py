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


@given(money, money, shares, shares, st.integers(1, 2**53))
def test_every_ratio_is_the_double_nearest_to_the_exact_quotient(a, b, share, other, count):
    """Numerator and denominator are exact; one rounding, at the end."""
    assert marketing_roi(a, b) == float((typed(a) - typed(b)) / typed(b))
    assert acquisition_cost(a, count) == float(typed(a) / count)
    assert payback_time(a, b, share) == float(typed(a) / (typed(b) * typed(share)))
    assert lifetime_value(a, share, other) == float(typed(a) * typed(share) / typed(other))


@given(money, shares, st.integers(1, 9))
def test_a_lifetime_is_the_sum_of_what_every_period_brings(value, margin, tenths):
    """Margin × the share still there at the start of each period, added up until nobody is."""
    churn = tenths / 10
    brought = math.fsum(value * margin * (1 - churn) ** period for period in range(400))
    assert lifetime_value(value, margin, churn) == pytest.approx(brought, rel=1e-10)


@given(money, money, shares, shares)
def test_a_customer_pays_back_within_its_life_exactly_if_it_is_worth_its_cost(
    cac, value, margin, churn
):
    """LTV ≥ CAC and payback ≤ 1 ÷ churn say the same."""
    worth = typed(value) * typed(margin) / typed(churn) >= typed(cac)
    ratio = lifetime_value(value, margin, churn) / cac
    lives = payback_time(cac, value, margin) * churn
    assert math.isclose(ratio * lives, 1, rel_tol=1e-12)
    assert (ratio >= 1 - 1e-12) >= worth


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
