"""Targets, rates, pace and ratios against the loops and the libraries that answer the same.

The floors: the loop over exact fractions that rounding up on decimals cannot do without; scipy's
own Poisson tail; statsmodels' Wilson interval; one division of doubles; and, for confident volumes,
a Monte Carlo that tells one record more from one record less.
"""

from __future__ import annotations

import datetime
import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from funnel_core.confidence import confident_volumes
from funnel_core.economics import acquisition_cost, lifetime_value, marketing_roi, payback_time
from funnel_core.forecast import expected_final
from funnel_core.pace import expected_to_date, pace_to_date
from funnel_core.rates import conversion_rates, stage_rates
from funnel_core.required import exact_volumes, required_volumes
from funnel_core.schedule import spread
from tests.benchmarks.funnels import RATES, VOLUMES, bisected
from tests.benchmarks.timing import seconds, tell, times

DRAWS = 1_000_000
LOOPS = 200


def fractions_loop(target: int, rates: list[float]) -> list[int]:
    """Chain exact ceilings: what no exact answer can do without."""
    volumes = [target]
    for rate in reversed(rates):
        volumes.append(math.ceil(volumes[-1] / Fraction(str(rate))))
    return volumes[::-1]


def test_required_volumes(benchmark: BenchmarkFixture):
    """Six steps, whole records, against the bare loop over fractions."""
    ours = times(LOOPS, required_volumes, 100, RATES)
    floor = times(LOOPS, fractions_loop, 100, RATES)
    tell(benchmark, "required volumes, against exact ceilings in a loop", ours, floor)
    benchmark(required_volumes, 100, RATES)


def test_exact_volumes(benchmark: BenchmarkFixture):
    """Six steps, unrounded, against the bare loop over fractions."""
    ours = times(LOOPS, exact_volumes, 100, RATES)
    floor = times(LOOPS, fractions_loop, 100, RATES)
    tell(benchmark, "exact volumes, against exact ceilings in a loop", ours, floor)
    benchmark(exact_volumes, 100, RATES)


def simulated_volume(needed: int, rates: list[float], confidence: float) -> int:
    """Search the top volume by simulation, step by step, with numpy."""
    rng = np.random.default_rng(1)

    def reached(volume: int) -> float:
        records = np.full(DRAWS, volume)
        for rate in rates:
            records = rng.binomial(records, rate)
        return float((records >= needed).mean())

    return bisected(reached, needed, confidence)


def test_confident_volumes_against_monte_carlo(benchmark: BenchmarkFixture):
    """Two known steps at 80 %: a million draws a trial tell a volume to about one record."""
    rates = [0.5, 0.25]
    ours = seconds(lambda: confident_volumes(100, rates, 0.8))
    floor = seconds(lambda: simulated_volume(100, rates, 0.8), rounds=1)
    tell(benchmark, "confident volumes, against a Monte Carlo of like accuracy", ours, floor)
    benchmark(confident_volumes, 100, rates, 0.8)


def test_expected_final(benchmark: BenchmarkFixture):
    """Records in six stages, against the loop over fractions."""

    def floor() -> Fraction:
        arriving = Fraction(0)
        for volume, rate in zip(VOLUMES, RATES, strict=False):
            arriving = (arriving + volume) * Fraction(str(rate))
        return arriving + VOLUMES[-1]

    ours = times(LOOPS, expected_final, VOLUMES, RATES)
    tell(benchmark, "expected final count, against fractions", ours, times(LOOPS, floor))
    benchmark(expected_final, VOLUMES, RATES)


def test_spread(benchmark: BenchmarkFixture):
    """A target over 100,000 periods, against rounding the shares in doubles with numpy."""
    weights = [1 + 0.1 * (index % 7) for index in range(100_000)]

    def floor() -> list[int]:
        shares = np.array(weights)
        quotas = 10**7 * shares / shares.sum()
        parts = np.floor(quotas)
        rest = np.argsort(-(quotas - parts), kind="stable")[: int(10**7 - parts.sum())]
        parts[rest] += 1
        return [int(part) for part in parts]

    ours = seconds(lambda: spread(10**7, weights), rounds=3)
    tell(benchmark, "a spread over 100,000 periods, against numpy's doubles", ours, seconds(floor))
    benchmark.pedantic(spread, (10**7, weights), rounds=2)


def test_expected_to_date(benchmark: BenchmarkFixture):
    """A day of a seasonal year, against one division of doubles."""
    year = [datetime.date(2027, 1, 1), datetime.date(2027, 12, 31), datetime.date(2027, 7, 2)]
    weights = [1.0, 1.2, 1.3, 1.5]

    def floor() -> float:
        elapsed = ((year[2] - year[0]).days + 1) / ((year[1] - year[0]).days + 1) * 4
        over = int(elapsed)
        return 120 * (sum(weights[:over]) + (elapsed - over) * weights[over]) / sum(weights)

    ours = times(LOOPS, expected_to_date, 120, *year, weights)
    tell(benchmark, "due to date, against doubles", ours, times(LOOPS, floor))
    benchmark(expected_to_date, 120, *year, weights)


@pytest.mark.parametrize(("actual", "expected"), [(48, 60.0), (999_000, 1_000_000.0)])
def test_pace(benchmark: BenchmarkFixture, actual: int, expected: float):
    """Behind or not, against the two tails of scipy."""

    def floor() -> None:
        stats.poisson.cdf(actual, expected)
        stats.poisson.sf(actual - 1, expected)

    ours = times(20, pace_to_date, actual, expected)
    tell(benchmark, f"pace of {actual:,}, against scipy's two tails", ours, times(20, floor))
    benchmark(pace_to_date, actual, expected)


def test_rates(benchmark: BenchmarkFixture):
    """Rates of 10,000 stages, against a division each."""
    volumes = list(range(2_000_000, 1_990_000, -1))
    floor = seconds(lambda: [b / a for a, b in itertools.pairwise(volumes)])
    ours = seconds(lambda: conversion_rates(volumes))
    tell(benchmark, "10,000 rates, against a division each", ours, floor)
    benchmark(conversion_rates, volumes)


def test_intervals(benchmark: BenchmarkFixture):
    """Wilson's intervals of 1,000 rates, against statsmodels, one by one."""
    volumes = list(range(20_000, 19_000, -1))

    def floor() -> None:
        for entered, advanced in itertools.pairwise(volumes):
            proportion_confint(advanced, entered, 0.05, method="wilson")

    ours = seconds(lambda: stage_rates(volumes, 0.95))
    tell(benchmark, "1,000 intervals, against statsmodels", ours, seconds(floor, rounds=2))
    benchmark(stage_rates, volumes, 0.95)


@pytest.mark.parametrize(
    ("ratio", "arguments"),
    [
        (marketing_roi, (200_000, 50_000)),
        (acquisition_cost, (50_000, 100)),
        (payback_time, (500, 50, 0.8)),
        (lifetime_value, (50, 0.8, 0.03)),
    ],
    ids=["roi", "cac", "payback", "ltv"],
)
def test_ratios(benchmark: BenchmarkFixture, ratio: object, arguments: tuple[float, ...]):
    """A ratio on decimals as typed, against one division of fractions made from the same texts."""

    def floor() -> float:
        first, *rest = (Fraction(str(each)) for each in arguments)
        for each in rest:
            first /= each
        return float(first)

    ours = times(LOOPS, ratio, *arguments)
    tell(benchmark, "a ratio, against fractions", ours, times(LOOPS, floor))
    assert callable(ratio)
    benchmark(ratio, *arguments)
