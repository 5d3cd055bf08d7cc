"""How long bridges, levers and customers take, against the loops that they cannot do without."""

from __future__ import annotations

import math

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from statsmodels.stats.proportion import proportion_confint

from funnel_core.bridge import factor_bridge, mix_bridge
from funnel_core.customers import customers_for_profit, customers_for_revenue
from funnel_core.levers import lever_gains, step_swings
from funnel_core.model import Counts
from tests.benchmarks.timing import seconds, tell, times


@pytest.mark.parametrize("size", [3, 1_000, 100_000])
def test_factor_bridge(benchmark: BenchmarkFixture, size: int):
    """LMDI, against the same in doubles, which loses digits and products beyond 1e308."""
    plan = [1 + (index % 7) * 1e-4 for index in range(size)]
    actual = [1 + (index % 11 + 1) * 1e-4 for index in range(size)]

    def floor() -> list[float]:
        before, after = math.prod(plan), math.prod(actual)
        mean = (after - before) / math.log(after / before)
        return [mean * math.log(a / p) for p, a in zip(plan, actual, strict=True)]

    ours = seconds(lambda: factor_bridge(plan, actual))
    tell(benchmark, f"bridge of {size:,} factors, against doubles", ours, seconds(floor))
    benchmark.pedantic(factor_bridge, (plan, actual), rounds=3)


@pytest.mark.parametrize("size", [4, 100, 1_000])
def test_factor_bridge_with_a_zero(benchmark: BenchmarkFixture, size: int):
    """Shapley's value, against its polynomial in doubles: n² multiplications and additions."""
    plan = [0.0, *(1 + (index % 7) * 1e-4 for index in range(size - 1))]
    actual = [2.0, *(1.5 + (index % 11) * 1e-4 for index in range(size - 1))]

    def floor() -> list[float]:
        sums = [1.0]
        for stay, move in zip(plan, actual, strict=True):
            sums = [
                stay * here + move * below
                for here, below in zip([*sums, 0.0], [0.0, *sums], strict=True)
            ]
        return sums

    ours = seconds(lambda: factor_bridge(plan, actual))
    told = f"bridge of {size:,} factors, one 0, against one polynomial of doubles"
    tell(benchmark, told, ours, seconds(floor))
    benchmark.pedantic(factor_bridge, (plan, actual), rounds=3)


@pytest.mark.parametrize("size", [3, 100_000])
def test_mix_bridge(benchmark: BenchmarkFixture, size: int):
    """Three sums over the channels, against the same sums in doubles."""
    lists = [[each + (index % 7) * 0.01 for index in range(size)] for each in (600, 0.1, 500, 0.2)]
    n0, r0, n1, r1 = lists

    def floor() -> tuple[float, float, float]:
        planned, total = sum(n0), sum(n1)
        due = sum(n * r for n, r in zip(n0, r0, strict=True))
        moved = sum(n * r for n, r in zip(n1, r0, strict=True))
        reached = sum(n * r for n, r in zip(n1, r1, strict=True))
        return (total - planned) * due / planned, moved - total * due / planned, reached - moved

    tell(
        benchmark,
        f"mix bridge of {size:,} channels, against doubles",
        seconds(lambda: mix_bridge(*lists)),
        seconds(floor),
    )
    benchmark.pedantic(mix_bridge, lists, rounds=3)


@pytest.mark.parametrize("size", [6, 10_000])
def test_step_swings(benchmark: BenchmarkFixture, size: int):
    """An interval a step, against statsmodels' own, called once a step."""
    steps = [Counts(1000 + index, 470) for index in range(size)]

    def floor() -> None:
        for step in steps:
            proportion_confint(step.advanced, step.entered, 0.05, method="wilson")

    tell(
        benchmark,
        f"swings of {size:,} steps, against statsmodels' intervals",
        seconds(lambda: step_swings(steps, 1e6)),
        seconds(floor),
    )
    benchmark.pedantic(step_swings, (steps, 1e6), rounds=3)


def test_customers_for_revenue(benchmark: BenchmarkFixture):
    """One formula on exact decimals, against the same in doubles."""

    def floor(goal: float, value: float, bought: float, there: float, kept: float) -> int:
        return math.ceil((goal - there * kept * bought * value) / (bought * value * 0.5))

    case = (1_000_000, 250, 4, 800, 0.8)
    assert floor(*case) == customers_for_revenue(*case)
    ours = times(1000, customers_for_revenue, *case)
    tell(benchmark, "customers for revenue, against doubles", ours, times(1000, floor, *case))
    benchmark(customers_for_revenue, *case)


def test_customers_for_profit(benchmark: BenchmarkFixture):
    """One formula on exact decimals, against the same in doubles."""

    def floor(
        goal: float,
        fixed: float,
        margin: float,
        value: float,
        cac: float,
        bought: float,
        there: float,
        kept: float,
    ) -> int:
        base = margin * there * kept * bought * value
        return math.ceil((goal + fixed - base) / (margin * bought * value * 0.5 - cac))

    case = (250_000, 200_000, 0.6, 250, 100, 4, 800, 0.8)
    assert floor(*case) == customers_for_profit(*case)
    ours = times(1000, customers_for_profit, *case)
    tell(benchmark, "customers for profit, against doubles", ours, times(1000, floor, *case))
    benchmark(customers_for_profit, *case)


def test_levers(benchmark: BenchmarkFixture):
    """Four gains on exact decimals, against their four products in doubles."""

    def floor(won: float, kept: float, value: float, bought: float) -> tuple[float, ...]:
        more = 1.1
        now = won / (1 - kept) * value * bought
        return (
            won * more / (1 - kept) * value * bought - now,
            won / (1 - kept * more) * value * bought - now,
            won / (1 - kept) * (value * more) * bought - now,
            won / (1 - kept) * value * (bought * more) - now,
        )

    case = (100, 0.8, 250, 4)
    assert floor(*case) == pytest.approx(lever_gains(*case))
    ours = times(1000, lever_gains, *case)
    tell(benchmark, "levers, against four products of doubles", ours, times(1000, floor, *case))
    benchmark(lever_gains, *case)
