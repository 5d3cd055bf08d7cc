"""The worked numbers of the methods that no worksheet function answers by itself.

All others stand among the JSON cases. Rates from history (snapshot bias, competing risks, cure
models) belong to a room that does not exist yet.
"""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import permutations

import pytest

import funnel_core as fc
from funnel_core.numerics.tails import poisson_at_most


def test_shapley_of_the_worked_bridge() -> None:
    """−9,733.33, −9,733.33 and +4,516.67: every order of change, averaged; LMDI stays near."""
    plan, actual = (10_000, Fraction(1, 20), 200), (9_000, Fraction(9, 200), 210)
    parts = [Fraction(0)] * 3
    for order in permutations(range(3)):
        now = list(plan)
        for factor in order:
            before = math.prod(now)
            now[factor] = actual[factor]
            parts[factor] += (math.prod(now) - before) / Fraction(6)
    assert [round(float(part), 2) for part in parts] == [-9733.33, -9733.33, 4516.67]
    lmdi = fc.factor_bridge([10_000, 0.05, 200], [9_000, 0.045, 210])
    assert lmdi == pytest.approx([float(part) for part in parts], rel=0.003)


@pytest.mark.parametrize(
    ("actual", "expected", "p"), [(48, 60, 0.0650), (47, 60, 0.0492), (48, 52.8, 0.282)]
)
def test_how_probable_so_few_are(actual: int, expected: float, p: float) -> None:
    """P(X ≤ actual | Poisson(expected)), which decides whether a plan is behind."""
    assert poisson_at_most(actual, expected) == pytest.approx(p, abs=5e-4)


def test_the_range_limit_of_the_worked_chart() -> None:
    """50, 54, 47 …: moving ranges up to 14.52."""
    chart = fc.xmr_chart([50, 54, 47, 52, 49, 55, 51, 48, 53, 50])
    assert chart.range_limit == pytest.approx(14.52, abs=0.005)


def test_how_sure_a_correlation_of_twelve_periods_is() -> None:
    """R .7 of 12 points: p .0113; where both resemble their past (.6): 5.65 points and p .141."""
    assert fc.correlation_p(0.7, 12) == pytest.approx(0.0113, abs=5e-5)
    pairs = fc.effective_pairs(12, 0.6, 0.6)
    assert pairs == pytest.approx(5.65, abs=0.005)
    assert fc.correlation_p(0.7, pairs) == pytest.approx(0.141, abs=5e-4)


def test_two_of_ten_stay_below_five_percent_after_benjamini_and_hochberg() -> None:
    """.001, .008, .039 …: two rejected."""
    p = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216]
    assert sum(q <= 0.05 for q in fc.benjamini_hochberg(p)) == 2


def test_what_falls_out_of_the_year() -> None:
    """300 wins in twelve months at .25 and lags .1, .5, .3, .1: 113.21 leads a month, not 100."""
    year = fc.expected_wins([1.0] * 12, [0.1, 0.5, 0.3, 0.1], 0.25)[:12]
    assert 300 / math.fsum(year) == pytest.approx(113.21, abs=0.005)


def test_open_pipeline_that_is_no_longer_fresh() -> None:
    """C .25 with a tenth of the wins' time gone: .23077."""
    assert fc.open_win_rate(0.25, 0.1) == pytest.approx(0.23077, abs=5e-6)


def test_a_small_channel_is_drawn_to_its_family() -> None:
    """15 of 493 in a family of Beta(3.477, 37.725): .0346."""
    a, b = 3.477, 37.725
    assert (a + 15) / (a + b + 493) == pytest.approx(0.0346, abs=5e-5)


def test_the_lifetime_value_beside_the_cost() -> None:
    """LTV 1,333 ÷ CAC 500: 2.67."""
    ratio = fc.lifetime_value(50, 0.8, 0.03) / fc.acquisition_cost(50_000, 100)
    assert ratio == pytest.approx(2.67, abs=0.005)


def test_a_hill_curve_s_average_and_marginal_cost() -> None:
    """100·x/(x + 5,000): 5,000 buys 50 at 100 each, and the next one costs 200."""
    assert fc.needed_spend(50, 100, 5_000) == pytest.approx(5_000, rel=1e-12)
    assert fc.needed_spend(50, 100, 5_000) / 50 == pytest.approx(100)
    step = 1e-4
    marginal = (fc.needed_spend(50 + step, 100, 5_000) - 5_000) / step
    assert marginal == pytest.approx(200, rel=1e-4)
