"""How long signals, trends and lags take, against the loops that they cannot do without."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from scipy import stats

from funnel_core.correlation import lagged_correlations
from funnel_core.numerics.student import student_beyond
from funnel_core.trends import series_trend, xmr_chart
from tests.benchmarks.timing import seconds, tell


def walk(count: int, seed: int = 1) -> list[float]:
    """Give a random walk."""
    return np.cumsum(np.random.default_rng(seed).standard_normal(count)).tolist()


@pytest.mark.parametrize("count", [60, 10_000, 100_000])
def test_xmr(benchmark: BenchmarkFixture, count: int):
    """Exact limits and signals, against the same in doubles, which rounding may fool."""
    series = walk(count)

    def floor() -> list[bool]:
        centre = math.fsum(series) / count
        reach = 2.66 * math.fsum(abs(b - a) for a, b in pairwise(series)) / (count - 1)
        return [abs(point - centre) > reach for point in series]

    what = f"XmR limits of {count} points, against doubles"
    tell(benchmark, what, seconds(lambda: xmr_chart(series)), seconds(floor))
    benchmark.pedantic(xmr_chart, (series,), rounds=1)


@pytest.mark.parametrize("count", [60, 1_000, 4_000])
def test_trend_against_scipy(benchmark: BenchmarkFixture, count: int):
    """Mann–Kendall and Theil–Sen, against scipy's tau and its slope from all pairs listed."""
    series = walk(count)
    index = range(count)
    ours = seconds(lambda: series_trend(series))
    floor = seconds(
        lambda: (stats.kendalltau(index, series), stats.theilslopes(series, method="joint"))
    )
    tell(benchmark, f"trend of {count} points, against scipy's tau and slopes", ours, floor)
    benchmark.pedantic(series_trend, (series,), rounds=1)


@pytest.mark.parametrize("count", [10_000, 100_000])
def test_trend_against_a_sort(benchmark: BenchmarkFixture, count: int):
    """The slope of all pairs in n·log(n) steps: against sorting the points once.

    scipy would list 5·10^9 slopes at 10^5 points, 40 GB.
    """
    series = walk(count)
    ours, floor = seconds(lambda: series_trend(series), 1), seconds(lambda: sorted(series))
    tell(benchmark, f"trend of {count} points, against sorting them once", ours, floor)
    benchmark.pedantic(series_trend, (series,), rounds=1)


@pytest.mark.parametrize(
    ("count", "activities", "most"),
    [(24, 5, 3), (10_000, 5, 3), (100_000, 20, 3), (10_000, 1, 200)],
)
def test_correlate(benchmark: BenchmarkFixture, count: int, activities: int, most: int):
    """Every activity at every lag, against one loop of products each."""
    causes = [walk(count, seed) for seed in range(activities)]
    result = walk(count, 99)

    def floor() -> None:
        for cause in causes:
            for lag in range(most + 1):
                sum([x * y for x, y in zip(cause, result[lag:], strict=False)])

    what = f"{activities} activities, lags 0 to {most}, {count} points, against a loop of products"
    ours = seconds(lambda: lagged_correlations(causes, result, most), 1)
    tell(benchmark, what, ours, seconds(floor, 1))
    benchmark.pedantic(lagged_correlations, (causes, result, most), rounds=1)


def test_student(benchmark: BenchmarkFixture):
    """A tail of Student's t at fractional degrees of freedom, against scipy's."""
    ours = seconds(lambda: [student_beyond(k / 10, 9.3) for k in range(100)])
    floor = seconds(lambda: [2 * stats.t.sf(k / 10, 9.3) for k in range(100)])
    tell(benchmark, "a hundred tails of Student's t, against scipy's", ours, floor)
    benchmark(student_beyond, 2.2, 9.3)
