"""Signals in a series, and trends."""

from __future__ import annotations

import math
import statistics
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pymannkendall
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from funnel_core.errors import InputError, NotEnoughData, OutOfRange
from funnel_core.trends import series_trend, xmr_chart

numbers = st.floats(-1e6, 1e6).map(lambda x: round(x, 3))
series = st.lists(numbers, min_size=4, max_size=40)


def test_the_worked_limits():
    """methods.md: 50.9, limits 39.08 and 62.72, range limit 14.52, no signal."""
    chart = xmr_chart([50, 54, 47, 52, 49, 55, 51, 48, 53, 50])
    assert chart.centre == 50.9
    assert [round(x, 2) for x in (chart.lower, chart.upper)] == [39.08, 62.72]
    assert round(chart.range_limit, 2) == 14.52
    assert set(chart.signals) == {""}


@given(series)
def test_limits_are_the_mean_and_the_mean_moving_range(points):
    """As plain sums of fractions give them."""
    exact = [Fraction(str(point)) for point in points]
    centre = statistics.mean(exact)
    reach = Fraction("2.66") * statistics.mean([abs(b - a) for a, b in pairwise(exact)])
    chart = xmr_chart(points)
    assert chart.centre == float(centre)
    assert (chart.lower, chart.upper) == (float(centre - reach), float(centre + reach))


@given(series)
def test_signals_follow_the_rules(points):
    """Beyond a limit first; then eight in a row on one side; else none."""
    exact = [Fraction(str(point)) for point in points]
    centre = statistics.mean(exact)
    reach = Fraction("2.66") * statistics.mean([abs(b - a) for a, b in pairwise(exact)])
    for place, signal in enumerate(xmr_chart(points).signals):
        last = exact[max(0, place - 7) : place + 1]
        if abs(exact[place] - centre) > reach:
            expected = "above limit" if exact[place] > centre else "below limit"
        elif len(last) == 8 and min(last) > centre:
            expected = "run above centre"
        elif len(last) == 8 and max(last) < centre:
            expected = "run below centre"
        else:
            expected = ""
        assert signal == expected


@given(series, st.integers(-1000, 1000), st.sampled_from([-10, -1, 1, 100]))
def test_signals_do_not_depend_on_the_unit(points, level, unit):
    """Another level or unit moves the limits and no signal; a change of sign swaps the sides."""
    moved = [float((Fraction(str(point)) + level) * unit) for point in points]
    opposite = {"above": "below", "below": "above"}
    expected = [
        signal if unit > 0 else " ".join(opposite.get(word, word) for word in signal.split())
        for signal in xmr_chart(points).signals
    ]
    assert list(xmr_chart(moved).signals) == expected


@pytest.mark.parametrize("value", [0.1, 1 / 3, 1e-300, 1e308, -7.3, 0])
@pytest.mark.parametrize("count", [2, 8, 1000])
def test_a_constant_series_has_no_signal(value, count):
    """Not by rounding either: the mean is exact."""
    chart = xmr_chart([value] * count)
    assert set(chart.signals) == {""}
    assert chart.lower == chart.centre == chart.upper == float(f"{value:.15g}")


def test_a_shift_is_called_at_its_eighth_point():
    """Points 9 to 16 lie above the centre: the run is told at the 16th."""
    signals = xmr_chart([1, 3, 1, 3, 1, 3, 1, 3, 5, 7, 5, 7, 5, 7, 5, 7]).signals
    assert signals == ("",) * 7 + ("run below centre",) + ("",) * 7 + ("run above centre",)


def test_a_hundred_thousand_points_have_limits():
    """Also of numbers of every size, positive and negative."""
    rng = np.random.default_rng(5)
    points = (10 ** rng.uniform(-300, 300, 100_000) * rng.choice([-1, 1], 100_000)).tolist()
    chart = xmr_chart(points)
    assert chart.lower < chart.centre < chart.upper
    assert len(chart.signals) == 100_000


@given(series, st.sampled_from([0.01, 0.05, 0.2, 0.9]))
def test_trends_agree_with_pymannkendall_and_scipy(points, alpha):
    """Direction, p, S, z and slope."""
    trend = series_trend(points, alpha)
    if len(set(points)) == 1:  # pymannkendall divides 0 by 0 there
        assert (trend.direction, trend.slope, trend.p) == ("steady", 0, 1)
        return
    expected = pymannkendall.original_test(points, alpha)
    assert (trend.s, trend.z) == (expected.s, pytest.approx(expected.z, rel=1e-12))
    assert trend.p == pytest.approx(expected.p, abs=1e-14)
    assert trend.slope == pytest.approx(stats.theilslopes(points)[0], rel=1e-10, abs=1e-12)
    if abs(trend.p - alpha) > 1e-12:
        called = {"increasing": "rising", "decreasing": "falling", "no trend": "steady"}
        assert trend.direction == called[expected.trend]


@given(series)
def test_s_is_kendalls_tau(points):
    """S over all pairs, with ties taken out, is scipy's tau-b against time."""
    if len(set(points)) > 1:
        trend, count = series_trend(points), len(points)
        ties = sum(t * (t - 1) // 2 for t in (points.count(x) for x in set(points)))
        pairs = count * (count - 1) / 2
        tau = stats.kendalltau(range(count), points).statistic
        assert trend.s / math.sqrt(pairs * (pairs - ties)) == pytest.approx(tau, abs=1e-12)


@given(series)
def test_backwards_a_trend_turns(points):
    """A series read from its end has the opposite slope, S and direction, and the same p."""
    ahead, back = series_trend(points), series_trend(points[::-1])
    assert (back.slope, back.s, back.p) == (-ahead.slope, -ahead.s, ahead.p)
    assert {ahead.direction, back.direction} in ({"steady"}, {"rising", "falling"})


@settings(max_examples=20)
@given(st.lists(st.integers(-99, 99), min_size=4, max_size=30), st.integers(-900, 900))
def test_a_trend_does_not_depend_on_level_and_scale(points, level):
    """The slope scales, and p stays."""
    plain, moved = series_trend(points), series_trend([4 * (x + level) for x in points])
    assert (moved.p, moved.direction) == (plain.p, plain.direction)
    assert moved.slope == 4 * plain.slope


def test_a_deep_tail_is_no_zero():
    """A p far below 1e-16, where 1 − Φ(z) would be 0."""
    trend = series_trend(range(60))
    assert trend.p == pytest.approx(2 * stats.norm.sf(trend.z), rel=1e-10)
    assert 0 < trend.p < 1e-20


def test_a_hundred_thousand_points_have_a_trend():
    """A small drift in much noise, found among five thousand million pairs."""
    rng = np.random.default_rng(7)
    points = (1e9 + 1e-4 * np.arange(100_000) + rng.standard_normal(100_000)).tolist()
    trend = series_trend(points)
    assert trend.direction == "rising"
    assert trend.slope == pytest.approx(1e-4, rel=0.01)


@pytest.mark.parametrize("chart", [xmr_chart, series_trend])
def test_every_bad_row_is_named(chart):
    """What is no number is an `InputError`, what is not finite an `OutOfRange`."""
    with pytest.raises(InputError, match=r"'series' must be numbers; row 2 is 'x'; row 4 is None"):
        chart([1, "x", 3, None, 5])
    with pytest.raises(OutOfRange, match=r"row 1 is nan; row 3 is inf"):
        chart([math.nan, 1, math.inf, 2, 3])
    with pytest.raises(OutOfRange, match="row 2"):
        chart([1, 10**400, 2, 3, 4])
    with pytest.raises(NotEnoughData, match="points or more; got 1"):
        chart([1])
    with pytest.raises(NotEnoughData, match="got 0"):
        chart([])


@pytest.mark.parametrize("alpha", [0, 1, -0.1, 5, math.nan])
def test_alpha_is_a_share(alpha):
    """Strictly between 0 and 1."""
    with pytest.raises(OutOfRange, match="'alpha' must be a share strictly between 0 and 1"):
        series_trend([1, 2, 3, 4], alpha)


def test_what_no_double_holds_is_said():
    """Limits beyond 1.8e308; the median of six slopes or more cannot be."""
    with pytest.raises(OutOfRange, match="limits are beyond"):
        xmr_chart([1.7e308, -1.7e308])
    big = 1.7e308
    for points in ([-big, big, -big, big], [-big, -big, big, big], [-big, big, big, -big, big]):
        assert series_trend(points).direction == "steady"


def test_what_rounding_leaves_is_no_trend():
    """Numbers count at the 15 digits of a cell: 0.1 + 0.2 is no rise over 0.3, and ties with it."""
    noise = series_trend([0.3] * 4 + [0.1 + 0.2] * 4)
    assert (noise.direction, noise.slope, noise.p, noise.s) == ("steady", 0.0, 1.0, 0)
    computed = series_trend([0.1 * step for step in range(12)])
    assert computed == series_trend([float(f"0.{step}") for step in range(10)] + [1.0, 1.1])
    assert computed.slope == 0.1
    assert series_trend([2**60 + step for step in range(8)]).direction == "rising"
