"""How long a confident answer takes, against scipy searching for the same volume in one run.

The floor is a bisection over scipy's own compiled tail function, one learnt step or one known rate
per stage: what a person with scipy at hand would write. Nothing of scipy answers several learnt
steps at once, so there the floor is as many single steps.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from scipy import stats

from funnel_core.confidence import _pipeline, confident_volumes, final_range, hit_probability
from funnel_core.model import Counts, Step

RATES = [0.01, 0.47, 0.38, 0.7, 0.5, 0.25]
SIX = [
    Counts(640_000, 6_400),
    Counts(6_400, 3_008),
    Counts(3_008, 1_143),
    Counts(1_143, 800),
    Counts(800, 400),
    Counts(400, 100),
]
ONE = [Counts(200, 50)]
VOLUMES = (640_000, 6_400, 3_008, 1_143, 800, 400, 0)


def bisected(tail: Callable[[int], float], needed: int, confidence: float) -> int:
    """Find the smallest volume as a person would with scipy."""
    low, high = needed - 1, 2 * needed
    while tail(high) < confidence:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if tail(middle) >= confidence else (middle, high)
    return high


def scipy_volumes(needed: int, steps: list[Step], confidence: float) -> list[int]:
    """Search each stage with scipy: binomial for rates, one beta-binomial a stage for counts."""
    volumes, rate = [], 1.0
    for step in reversed(steps):
        if isinstance(step, Counts):
            a, b = step.posterior
            found = bisected(
                lambda n, a=a, b=b: stats.betabinom.sf(needed - 1, n, a, b), needed, confidence
            )
        else:
            rate *= step
            found = bisected(
                lambda n, rate=rate: stats.binom.sf(needed - 1, n, rate), needed, confidence
            )
        volumes.append(found)
    return volumes[::-1]


def seconds(call: Callable[[], object], rounds: int = 5) -> float:
    """Give the shortest time of a few calls."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)


def tell(benchmark: BenchmarkFixture, what: str, ours: float, floor: float) -> None:
    """Print and keep a ratio."""
    told = f"{ours * 1e3:.2f} ms against {floor * 1e3:.2f} ms: {ours / floor:.2f}×"
    print(f"\n{what}: {told}")
    benchmark.extra_info["against scipy"] = told


@pytest.mark.parametrize(
    ("name", "steps"),
    [("six known rates", RATES), ("one learnt step", ONE), ("six learnt steps", SIX)],
)
def test_confident_volumes(benchmark: BenchmarkFixture, name: str, steps: list[Step]):
    """Every stage's volume at 80 %."""
    ours = seconds(lambda: confident_volumes(100, steps, 0.8))
    floor = seconds(lambda: scipy_volumes(100, steps, 0.8))
    tell(benchmark, f"confident volumes, {name}, against scipy's tails bisected", ours, floor)
    benchmark(confident_volumes, 100, steps, 0.8)


@pytest.mark.parametrize(("name", "steps"), [("known rates", RATES), ("learnt steps", SIX)])
def test_hit_probability(benchmark: BenchmarkFixture, name: str, steps: list[Step]):
    """Records in all six stages, against one tail of scipy a stage."""

    def fresh() -> float:
        _pipeline.cache_clear()
        return hit_probability(500, VOLUMES, steps)

    def floor() -> None:
        for volume in VOLUMES[:-1]:
            stats.betabinom.sf(99, volume, 51, 151)

    tell(
        benchmark, f"hit probability, six {name}, against six tails", seconds(fresh), seconds(floor)
    )
    benchmark.pedantic(fresh, rounds=3)


def test_final_range(benchmark: BenchmarkFixture):
    """The range of a learnt step, against scipy's own quantiles."""
    ours = seconds(lambda: final_range((400, 0), ONE, 0.8))
    floor = seconds(lambda: stats.betabinom.ppf([0.1, 0.9], 400, 51, 151))
    tell(benchmark, "final range, one learnt step, against scipy's quantiles", ours, floor)
    benchmark(final_range, (400, 0), ONE, 0.8)
