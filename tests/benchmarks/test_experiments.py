"""How long an experiment's answer takes, against scipy doing the same in one run.

The floor of the comparison is one quadrature of scipy's compiled densities, and Monte Carlo of
numpy's that is only good to a thousandth; of the sample size, the same formula in plain Python.
"""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from scipy import integrate, stats

from funnel_core.experiments import comparison, sample_size
from tests.benchmarks.timing import seconds, tell

ARMS = {
    "a thousand records": (1000, 100, 1000, 120),
    "a million million records": (10**12, 10**11, 10**12, 10**11 + 10**6),
}


@pytest.mark.parametrize("name", ARMS)
def test_comparison(benchmark: BenchmarkFixture, name: str):
    """P(B better), against quadrature and against Monte Carlo good to three digits."""
    entered_a, advanced_a, entered_b, advanced_b = ARMS[name]
    a = stats.beta(1 + advanced_a, 1 + entered_a - advanced_a)
    b = stats.beta(1 + advanced_b, 1 + entered_b - advanced_b)
    ends = b.mean() - 9 * b.std(), b.mean() + 9 * b.std()
    rng = np.random.default_rng(1)
    ours = seconds(lambda: comparison(*ARMS[name]))

    def quadrature() -> float:
        return integrate.quad(lambda x: b.pdf(x) * a.cdf(x), *ends, epsabs=0, epsrel=1e-10)[0]

    def drawn() -> float:
        return float(np.mean(b.rvs(250_000, random_state=rng) > a.rvs(250_000, random_state=rng)))

    tell(benchmark, f"comparison, {name}, against scipy's quadrature", ours, seconds(quadrature))
    tell(benchmark, f"comparison, {name}, against 250,000 draws", ours, seconds(drawn))
    benchmark(comparison, *ARMS[name])


def test_sample_size(benchmark: BenchmarkFixture):
    """Exact decimals and checks, against the bare formula in floating point."""
    normal = NormalDist()

    def bare(rate: float = 0.05, lift: float = 0.1) -> int:
        after = rate * (1 + lift)
        mean = (rate + after) / 2
        reach = normal.inv_cdf(0.975) * math.sqrt(2 * mean * (1 - mean))
        reach += normal.inv_cdf(0.8) * math.sqrt(rate * (1 - rate) + after * (1 - after))
        return math.ceil((reach / (after - rate)) ** 2)

    assert bare() == sample_size(0.05, 0.1)
    ours, floor = seconds(lambda: sample_size(0.05, 0.1)), seconds(bare)
    tell(benchmark, "sample size, against the bare formula", ours, floor)
    benchmark(sample_size, 0.05, 0.1)
