"""How long plans over time take, against the loops and the compiled code that do the same.

The floor of a convolution is the sum of products in pure Python where the lag is short, and scipy's
Fourier transform, which rounds to 1e-16 of the largest answer, where it is long. The floor of a
schedule is forward substitution in doubles, and scipy's non-negative least squares.
"""

from __future__ import annotations

import random

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from scipy import stats
from scipy.linalg import toeplitz
from scipy.optimize import nnls
from scipy.signal import fftconvolve

from funnel_core.capacity import team_capacity
from funnel_core.finish import projected_finish
from funnel_core.schedule import expected_wins, required_entries
from tests.benchmarks.timing import seconds, tell

LAG = [0.1, 0.5, 0.3, 0.1]


def looped(entries: list[float], lag: list[float], rate: float) -> list[float]:
    """Add up the wins as a person would, in pure Python."""
    wins = [0.0] * (len(entries) + len(lag) - 1)
    for period, entry in enumerate(entries):
        for late, share in enumerate(lag):
            wins[period + late] += rate * share * entry
    return wins


def substituted(wins: list[float], lag: list[float], rate: float) -> list[float]:
    """Invert a lag as a person would, in doubles."""
    entries: list[float] = []
    for period, wanted in enumerate(wins):
        left = wanted / rate
        for late in range(1, min(len(lag), period + 1)):
            left -= lag[late] * entries[period - late]
        entries.append(left / lag[0])
    return entries


@pytest.mark.parametrize(("periods", "late"), [(12, 4), (1_000, 24), (100_000, 24)])
def test_wins_of_a_short_lag(benchmark: BenchmarkFixture, periods: int, late: int):
    """A year, and long lists with a lag of two years, against the loop."""
    seeded = random.Random(1)
    entries = [float(seeded.randrange(1000)) for _ in range(periods)]
    lag = [round(1 / late, 4)] * (late - 1)
    lag.append(round(1 - sum(lag), 4))
    ours = seconds(lambda: expected_wins(entries, lag, 0.25))
    floor = seconds(lambda: looped(entries, lag, 0.25))
    tell(benchmark, f"wins, {periods} periods × {late}, against the loop", ours, floor)
    benchmark.pedantic(expected_wins, (entries, lag, 0.25), rounds=1)


@pytest.mark.parametrize("periods", [1_000, 10_000, 100_000])
def test_wins_of_a_long_lag(benchmark: BenchmarkFixture, periods: int):
    """As many shares as periods, against scipy's compiled transform."""
    seeded = random.Random(2)
    entries = [seeded.random() * 1000 for _ in range(periods)]
    lag = [1 / periods] * periods
    ours = seconds(lambda: expected_wins(entries, lag, 0.25), 1)
    floor = seconds(lambda: fftconvolve(entries, lag))
    tell(benchmark, f"wins, {periods} × {periods}, against scipy's transform", ours, floor)
    benchmark.pedantic(expected_wins, (entries, lag, 0.25), rounds=1)


@pytest.mark.parametrize("periods", [12, 1_000, 100_000])
def test_a_schedule_met_exactly(benchmark: BenchmarkFixture, periods: int):
    """Against substitution in doubles."""
    wins = list(expected_wins([100.0] * periods, [0.6, 0.4], 0.25)[:periods])
    ours = seconds(lambda: required_entries(wins, [0.6, 0.4], 0.25), 1)
    floor = seconds(lambda: substituted(wins, [0.6, 0.4], 0.25))
    tell(benchmark, f"schedule met exactly, {periods} periods, against doubles", ours, floor)
    benchmark.pedantic(required_entries, (wins, [0.6, 0.4], 0.25), rounds=1)


@pytest.mark.parametrize("periods", [12, 60, 300])
def test_a_balanced_schedule(benchmark: BenchmarkFixture, periods: int):
    """Wins that cannot be met exactly, against scipy's non-negative least squares."""
    seeded = random.Random(3)
    wins = [float(seeded.randrange(100)) for _ in range(periods)]
    column = np.zeros(periods)
    column[:4] = LAG
    spread = 0.25 * np.tril(toeplitz(column))
    ours = seconds(lambda: required_entries(wins, LAG, 0.25))
    floor = seconds(lambda: nnls(spread, np.array(wins), maxiter=100 * periods))
    tell(benchmark, f"schedule balanced, {periods} periods, against scipy's nnls", ours, floor)
    benchmark.pedantic(required_entries, (wins, LAG, 0.25), rounds=1)


def test_a_balanced_schedule_of_a_long_smooth_lag(benchmark: BenchmarkFixture):
    """Five years of months with a lag of two years, where pivots cycle."""
    shares = np.exp(-(((np.arange(24) - 12) / 4.8) ** 2))
    lag = [float(share) for share in shares / shares.sum()]
    column = np.zeros(60)
    column[:24] = lag
    spread = 0.25 * np.tril(toeplitz(column))
    wins = [25.0] * 60
    ours = seconds(lambda: required_entries(wins, lag, 0.25), 1)
    floor = seconds(lambda: nnls(spread, np.array(wins), maxiter=6_000))
    tell(benchmark, "schedule balanced, 60 periods × 24, against scipy's nnls", ours, floor)
    benchmark.pedantic(required_entries, (wins, lag, 0.25), rounds=1)


@pytest.mark.parametrize("periods", [12, 100_000])
def test_capacity(benchmark: BenchmarkFixture, periods: int):
    """Exact decimals, against the loop in doubles over those who ramp and those who have."""
    starters = [period % 3 for period in range(periods)]
    ramp = [0.0, 0.25, 0.5]

    def floor() -> list[float]:
        full, records = float(starters[0]), []
        for period in range(periods):
            ramping = 0.0
            for age, share in enumerate(ramp):
                if period - age > 0:
                    ramping += share * starters[period - age]
            if period > len(ramp):
                full += starters[period - len(ramp)]
            records.append(15.0 * (full + ramping))
        return records

    assert floor() == pytest.approx(team_capacity(starters, 15, ramp))
    ours = seconds(lambda: team_capacity(starters, 15, ramp))
    what = f"capacity, {periods:,} periods, against a ramped loop"
    tell(benchmark, what, ours, seconds(floor))
    benchmark.pedantic(team_capacity, (starters, 15, ramp), rounds=1)


def test_finish(benchmark: BenchmarkFixture):
    """One Poisson tail, against scipy's."""
    ours = seconds(lambda: projected_finish(48, 52.8, 120), 20)
    floor = seconds(lambda: stats.poisson.sf(71, 67.2), 20)
    tell(benchmark, "finish, against scipy's tail", ours, floor)
    benchmark(projected_finish, 48, 52.8, 120)
