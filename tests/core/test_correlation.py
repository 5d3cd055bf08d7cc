"""What a result follows, and how much of it is chance."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from funnel_core.correlation import (
    benjamini_hochberg,
    correlation_p,
    effective_pairs,
    lagged_correlations,
)
from funnel_core.errors import InputError, NotEnoughData, OutOfRange

whole = st.integers(-100, 100)
shares = st.floats(0, 1)


def series(count: int, seed: int) -> list[float]:
    """Give a random walk."""
    return np.cumsum(np.random.default_rng(seed).standard_normal(count)).tolist()


def by_numpy(activity, result, lag):
    """Give r and p at one lag, written down with numpy and scipy."""
    x, y = np.diff(activity), np.diff(result)
    x, y = x[: len(x) - lag], y[lag:]
    r = np.corrcoef(x, y)[0, 1]
    shared = 1.0
    for values in (x, y):
        about = values - values.mean()
        shared *= (about[1:] * about[:-1]).sum() / (about * about).sum()
    pairs = min(len(x), len(x) * (1 - shared) / (1 + shared))
    t = abs(r) * math.sqrt((pairs - 2) / (1 - r * r)) if pairs > 2 else 0
    return r, 2 * stats.t.sf(t, pairs - 2) if pairs > 2 else 1.0


def test_the_worked_numbers():
    """methods.md: r .7 of 12 is p .0113; at AR(1) .6 in both they are worth 5.65, and p is .141."""
    assert round(correlation_p(0.7, 12), 4) == 0.0113
    assert round(effective_pairs(12, 0.6, 0.6), 2) == 5.65
    assert round(correlation_p(0.7, effective_pairs(12, 0.6, 0.6)), 3) == 0.141
    ps = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216]
    assert sum(q <= 0.05 for q in benjamini_hochberg(ps)) == 2


@given(st.lists(shares, min_size=1, max_size=40))
def test_q_agrees_with_scipy(ps):
    """In the order handed over, whatever the order."""
    expected = stats.false_discovery_control(ps)
    assert benjamini_hochberg(ps) == pytest.approx(expected.tolist(), rel=1e-12)
    assert all(p <= q <= 1 for p, q in zip(ps, benjamini_hochberg(ps), strict=True))


@given(r=st.floats(-0.999999, 0.999999), pairs=st.integers(3, 5000))
def test_p_of_independent_pairs_is_scipys(r, pairs):
    """Pearson's exact test, two-sided."""
    assume(abs(r) > 1e-6)  # below it scipy's loses digits: 1 - 6.4e-9 is given as 1 - 9.5e-9
    t = abs(r) * math.sqrt((pairs - 2) / ((1 - r) * (1 + r)))
    expected = 2 * stats.t.sf(t, pairs - 2)
    assert correlation_p(r, pairs) == pytest.approx(expected, rel=1e-10, abs=1e-290)


@given(shares, shares, st.integers(1, 10**9))
def test_autocorrelation_never_adds_pairs(x, y, pairs):
    """Between 0 and all of them; opposite signs are given no bonus."""
    assert 0 <= effective_pairs(pairs, x, y) <= pairs
    assert effective_pairs(pairs, x, -y) == pairs
    assert effective_pairs(pairs, -x, -y) == effective_pairs(pairs, x, y)


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("level", [0.0, 1e6])
def test_every_lag_agrees_with_numpy(seed, level):
    """The best lag has the smallest p of those that numpy and scipy give, and q counts them all."""
    rng = np.random.default_rng(seed)
    count = int(rng.integers(9, 60))
    activities = [[level + x for x in series(count, 1000 * seed + k)] for k in range(3)]
    result = series(count, 1000 * seed + 999)
    tried = {
        (place, lag): by_numpy(activity, result, lag)
        for place, activity in enumerate(activities)
        for lag in range(4)
    }
    qs = dict(
        zip(tried, stats.false_discovery_control([p for _, p in tried.values()]), strict=True)
    )
    for place, found in enumerate(lagged_correlations(activities, result)):
        best = min((p, lag) for (of, lag), (_, p) in tried.items() if of == place)
        assert found.lag == best[1]
        r, p = tried[place, found.lag]
        assert (found.r, found.p) == (pytest.approx(r, rel=1e-8), pytest.approx(p, rel=1e-7))
        assert found.q == pytest.approx(qs[place, found.lag], rel=1e-7)


@given(st.lists(whole, min_size=20, max_size=40), st.integers(0, 5), st.sampled_from([-3.0, 0.5]))
def test_a_result_that_follows_exactly_is_found(activity, lag, factor):
    """The lag, r of ±1 and p of 0; or nothing where the activity's changes are all alike."""
    result = [float(x) for x in np.random.default_rng(1).integers(-99, 99, lag)]
    result += [factor * x for x in activity[: len(activity) - lag]]
    if len(set(np.diff(activity[: len(activity) - lag]))) < 5:
        return
    [found] = lagged_correlations([activity], result, 5)
    assert found.p <= 1e-6
    if found.lag == lag:
        assert found.r == pytest.approx(math.copysign(1, factor), abs=1e-12)


@given(st.lists(st.tuples(whole, whole), min_size=9, max_size=30), st.sampled_from([-4, 0.25]))
def test_units_and_levels_change_nothing(points, unit):
    """A series in another unit, counted from another level, or the other way up."""
    activity, result = zip(*points, strict=True)
    if len(set(np.diff(result))) == 1:
        return
    [plain] = lagged_correlations([activity], result)
    [moved] = lagged_correlations([[unit * x + 1024 for x in activity]], result)
    if plain is None:
        assert moved is None
    else:
        assert (moved.p, abs(moved.r)) == pytest.approx(
            (plain.p, abs(plain.r)), rel=1e-9, abs=1e-15
        )


@given(st.permutations(range(4)))
def test_the_order_of_activities_changes_nothing(order):
    """Each keeps its numbers: q counts the same tries."""
    activities = [series(24, seed) for seed in range(4)]
    result = series(24, 99)
    plain = lagged_correlations(activities, result)
    assert lagged_correlations([activities[k] for k in order], result) == tuple(
        plain[k] for k in order
    )


def test_an_activity_that_never_changes_counts_for_nothing():
    """Nor does one that always changes alike: the others keep their q."""
    activity, result = series(30, 1), series(30, 2)
    line = [0.1 * k for k in range(30)]
    alone = lagged_correlations([activity], result)
    assert lagged_correlations([[7] * 30, activity, line], result) == (None, *alone, None)


def test_a_lag_without_variation_counts_for_nothing():
    """An activity that changes in the last period alone can be compared without a lag only."""
    result = series(12, 3)
    [found] = lagged_correlations([[0.1 * k for k in range(11)] + [5.0]], result)
    assert found.lag == 0
    assert found.q == found.p


def test_of_equal_ps_the_larger_r_then_the_smaller_lag():
    """A pattern of period 3 repeats itself: the nearest of its lags is told."""
    rng = np.random.default_rng(4)
    wave = np.tile([0.0, 1.0, 5.0], 3000)
    noise = (wave + 1e-3 * rng.standard_normal(9000)).tolist()
    [found] = lagged_correlations([wave.tolist()], noise, 7)
    assert found.p == 0
    assert found.lag in (0, 3, 6)


def test_huge_and_tiny_series():
    """Differences that no double holds, and squares that underflow."""
    activity, result = series(40, 5), series(40, 6)
    largest = max(map(abs, activity))
    [plain] = lagged_correlations([activity], result)
    for unit in (1.7e308 / largest, 1e-290):
        [moved] = lagged_correlations([[unit * x for x in activity]], result)
        assert (moved.lag, moved.r) == (plain.lag, pytest.approx(plain.r, rel=1e-9))


def test_whole_numbers_of_any_size_are_exact():
    """Single records tell among 10^15, where sixteen digits are needed."""
    activity, result = ([round(10 * x) for x in series(40, seed)] for seed in (5, 6))
    plain = lagged_correlations([activity], result)
    assert lagged_correlations([[10**15 + x for x in activity]], result) == plain


@pytest.mark.parametrize(("points", "activities", "most"), [(100_000, 5, 2), (10_000, 1, 300)])
def test_long_series_and_many_lags(points, activities, most):
    """A lag of 2 found among a million products."""
    causes = [series(points, seed) for seed in range(activities)]
    noisy = [x + y for x, y in zip(causes[-1], series(points, 77), strict=True)]
    result = [0.0, 0.0, *noisy[:-2]]
    found = lagged_correlations(causes, result, most)
    assert (found[-1].lag, found[-1].p) == (2, 0)
    assert found[-1].r == pytest.approx(math.sqrt(0.5), abs=0.03)


def test_errors():
    """Each says what was expected, what was got and what to do."""
    good = [3, 1, 4, 1, 5, 9, 2, 6, 5]
    with pytest.raises(InputError, match="'activities' must hold a series or more"):
        lagged_correlations([], good)
    with pytest.raises(InputError, match=r"'activities\[1\]' must be numbers; row 2 is 'x'"):
        lagged_correlations([good, [3, "x", *good[2:]]], good)
    with pytest.raises(InputError, match="equally long; got 8 and 9"):
        lagged_correlations([good[1:]], good)
    with pytest.raises(NotEnoughData, match="a max_lag of 5 needs 10 points or more; got 9"):
        lagged_correlations([good], good, 5)
    with pytest.raises(NotEnoughData, match="'result' never changes"):
        lagged_correlations([good], [4] * 9)
    with pytest.raises(OutOfRange, match="'max_lag' must be a whole number"):
        lagged_correlations([good], good, 1.5)
    with pytest.raises(OutOfRange, match="take fewer activities or points, or a smaller max_lag"):
        lagged_correlations([list(range(20_000))], list(range(20_000)), 15_000)
    for call in (
        lambda: correlation_p(1.5, 9),
        lambda: correlation_p(0.5, -1),
        lambda: correlation_p(math.nan, 9),
        lambda: effective_pairs(-1, 0.5, 0.5),
        lambda: effective_pairs(9, 2, 0.5),
        lambda: benjamini_hochberg([0.5, 2]),
    ):
        with pytest.raises(OutOfRange):
            call()


def test_the_ends():
    """Perfect correlations, and too few pairs for any."""
    assert (correlation_p(1, 12), correlation_p(-1, 12), correlation_p(0, 12)) == (0, 0, 1)
    assert (correlation_p(0.9, 2), correlation_p(1, 1.5), correlation_p(0.9, 0)) == (1, 1, 1)
    assert (effective_pairs(9, 1, 1), effective_pairs(9, 1, -1)) == (0, 9)
    assert benjamini_hochberg([]) == ()
