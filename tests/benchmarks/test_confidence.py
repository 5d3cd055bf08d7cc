"""How long a confident answer takes, against scipy searching for the same volume in one run.

The floor is a bisection over scipy's own compiled tail function, one learnt step or one known rate
per stage: what a person with scipy at hand would write. Nothing of scipy answers several learnt
steps at once, so there the floor is as many single steps.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from scipy import stats

from funnel_core.confidence import _pipeline, confident_volumes, final_range, hit_probability
from funnel_core.model import Counts, Step
from tests.benchmarks.funnels import ONE, RATES, SIX, VOLUMES, bisected
from tests.benchmarks.timing import seconds, tell


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


def simulated_range(volumes: Sequence[int], steps: Sequence[Counts], draws: int) -> list[float]:
    """Draw rates and records step by step with numpy, and read the range off the sorted ends."""
    rng = np.random.default_rng(1)
    arriving = np.zeros(draws, dtype=np.int64)
    for volume, step in zip(volumes, steps, strict=False):
        arriving = rng.binomial(arriving + volume, rng.beta(*step.posterior, draws))
    return [float(end) for end in np.quantile(arriving + volumes[-1], [0.1, 0.9])]


def test_final_range_of_several_learnt_steps(benchmark: BenchmarkFixture):
    """Six learnt steps, against a million draws, which tell an end to 0.2 % of the spread.

    Exact to a record, it would take 10^8 draws or more.
    """

    def fresh() -> tuple[int, int]:
        _pipeline.cache_clear()
        return final_range(VOLUMES, SIX, 0.8)

    drawn = simulated_range(VOLUMES, SIX, 1_000_000)
    assert drawn == pytest.approx(fresh(), rel=0.01)
    floor = seconds(lambda: simulated_range(VOLUMES, SIX, 1_000_000), 1)
    tell(benchmark, "final range, six learnt steps, against a million draws", seconds(fresh), floor)
    benchmark.pedantic(fresh, rounds=3)
