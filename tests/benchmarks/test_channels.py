"""How long channels take: against scipy, and against the plain loop over the answer."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from scipy import optimize, special

from funnel_core.channels import channel_volumes
from funnel_core.required import required_volumes
from funnel_core.response import allocated_spend, needed_spend
from funnel_core.shrinkage import shrunk_rates
from tests.benchmarks.timing import seconds, tell

MANY = 100_000


def family(count: int, top: float) -> tuple[list[int], list[int]]:
    """Make channels of any size up to `top`, their rates from Beta(3, 40)."""
    chance = random.Random(count)
    entered = [int(top ** chance.random()) for _ in range(count)]
    return entered, [min(n, int(n * chance.betavariate(3, 40) + chance.random())) for n in entered]


def by_scipy(entered: list[int], advanced: list[int]) -> None:
    """Fit the beta-binomial as a person with scipy at hand would: one local search."""
    n, k = np.array(entered, float), np.array(advanced, float)

    def minus(place: np.ndarray) -> float:
        a, b = np.exp(place)
        return float(-np.sum(special.betaln(a + k, b + n - k) - special.betaln(a, b)))

    optimize.minimize(minus, [1.0, 3.0], method="Nelder-Mead")


@pytest.mark.parametrize(("count", "top"), [(10, 1e3), (1_000, 1e4), (MANY, 1e4), (MANY, 1e12)])
def test_shrunk_rates(benchmark: BenchmarkFixture, count: int, top: float):
    """The global maximum of the likelihood, to 1e-12, against one local search of scipy's."""
    counts = family(count, top)
    rounds = 1 if count == MANY else 3
    ours = seconds(lambda: shrunk_rates(*counts), rounds)
    floor = seconds(lambda: by_scipy(*counts), rounds)
    tell(
        benchmark,
        f"shrinkage, {count} channels up to {top:g}, against one local search",
        ours,
        floor,
    )
    loop = seconds(lambda: [(3 + k) / (43 + n) for n, k in zip(*counts, strict=True)], rounds)
    tell(
        benchmark,
        f"shrinkage, {count} channels up to {top:g}, against the last step alone",
        ours,
        loop,
    )
    benchmark.pedantic(shrunk_rates, counts, rounds=1)


def curves(count: int, low: float, high: float) -> tuple[list[float], list[float], list[float]]:
    """Make curves of any size, of shapes between two."""
    chance = random.Random(count)
    return (
        [chance.uniform(1, 10) for _ in range(count)],
        [chance.uniform(1, 100) for _ in range(count)],
        [chance.uniform(low, high) if high > low else low for _ in range(count)],
    )


@pytest.mark.parametrize(
    ("name", "count", "low", "high"),
    [("shape 1", 10, 1, 1), ("shapes .5 to 1", 10, 0.5, 1), ("shapes 1 to 4", 10, 1, 4)],
)
def test_allocated_spend(
    benchmark: BenchmarkFixture, name: str, count: int, low: float, high: float
):
    """A global maximum, against one local search of scipy's from equal spends."""
    c, k, h = curves(count, low, high)
    budget = 20.0 * count

    def floor() -> None:
        ceiling, half, shape = np.array(c), np.array(k), np.array(h)
        optimize.minimize(
            lambda x: -float(np.sum(ceiling * x**shape / (half**shape + x**shape))),
            np.full(count, budget / count),
            bounds=[(1e-9, budget)] * count,
            constraints={"type": "eq", "fun": lambda x: np.sum(x) - budget},
            method="SLSQP",
        )

    ours = seconds(lambda: allocated_spend(budget, c, k, h))
    tell(benchmark, f"allocation, {name}, against one local search", ours, seconds(floor))
    benchmark(allocated_spend, budget, c, k, h)


@pytest.mark.parametrize(
    ("name", "low", "high"), [("shape 1", 1, 1), ("shapes .5 to 1", 0.5, 1), ("to 3", 0.5, 3)]
)
def test_allocated_spend_of_many(benchmark: BenchmarkFixture, name: str, low: float, high: float):
    """A hundred thousand channels, against working out each one's result once."""
    c, k, h = curves(MANY, low, high)

    def floor() -> list[float]:
        return [
            ceiling / (1 + math.exp(-shape * math.log(10 / half)))
            for ceiling, half, shape in zip(c, k, h, strict=True)
        ]

    ours = seconds(lambda: allocated_spend(1e6, c, k, h), 1)
    tell(
        benchmark,
        f"allocation, {MANY} of {name}, against each result once",
        ours,
        seconds(floor, 3),
    )
    benchmark.pedantic(allocated_spend, (1e6, c, k, h), rounds=1)


def test_needed_spend(benchmark: BenchmarkFixture):
    """One spend, against the bare formula in doubles."""
    result, ceiling, half, shape = 80.0, 100.0, 5000.0, 2.0
    ours = seconds(lambda: needed_spend(result, ceiling, half, shape))
    floor = seconds(lambda: half * (result / (ceiling - result)) ** (1 / shape))
    tell(benchmark, "spend for a result, against the bare formula", ours, floor)
    benchmark(needed_spend, result, ceiling, half, shape)


def test_channel_volumes(benchmark: BenchmarkFixture):
    """A hundred thousand channels of three steps, against a funnel for each."""
    shares = [1 / MANY] * MANY
    rates = [[0.01, 0.47, 0.38], [0.02, 1, 0.5]] * (MANY // 2)
    ours = seconds(lambda: channel_volumes(10**6, shares, rates), 1)
    floor = seconds(lambda: [required_volumes(10, each) for each in rates], 1)
    tell(benchmark, f"volumes of {MANY} channels, against a funnel for each", ours, floor)
    benchmark.pedantic(channel_volumes, (10**6, shares, rates), rounds=1)
