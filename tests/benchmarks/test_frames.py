"""How long a funnel and its plan take as objects, and as data frames, against the bare pieces."""

from __future__ import annotations

import math
from fractions import Fraction

import pandas as pd
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import funnel_core as fc
from tests.benchmarks.funnels import RATES, SIX
from tests.benchmarks.timing import tell, times

NAMES = ["Visitor", "Lead", "MQL", "SQL", "Opportunity", "Proposal", "Won"]


def exact_ceilings(target: int) -> list[int]:
    """Chain exact ceilings: what no exact plan can do without."""
    volumes = [target]
    for rate in reversed(RATES):
        volumes.append(math.ceil(volumes[-1] / Fraction(str(rate))))
    return volumes[::-1]


def test_plan(benchmark: BenchmarkFixture):
    """A whole plan of six steps, against the bare loop over fractions."""
    funnel, target = fc.Funnel(RATES, NAMES), fc.Target(wins=100)
    assert list(funnel.plan(target).required) == exact_ceilings(100)
    ours = times(200, funnel.plan, target)
    floor = times(200, exact_ceilings, 100)
    tell(benchmark, "Funnel.plan, against exact ceilings in a loop", ours, floor)
    benchmark(funnel.plan, target)


@pytest.mark.parametrize("steps", [RATES, SIX], ids=["rates", "counts"])
def test_to_frame(benchmark: BenchmarkFixture, steps: list[fc.Counts | float]):
    """A plan as a frame, against pandas' own DataFrame of the same columns."""
    plan = fc.Funnel(steps, NAMES).plan(fc.Target(wins=100))
    frame = plan.to_frame()
    columns = {name: frame[name].tolist() for name in frame.columns}
    ours, floor = times(50, plan.to_frame), times(50, pd.DataFrame, columns)
    tell(benchmark, "Plan.to_frame, against a bare DataFrame", ours, floor)
    benchmark(plan.to_frame)


@pytest.mark.parametrize("steps", [RATES, SIX], ids=["rates", "counts"])
def test_from_frame(benchmark: BenchmarkFixture, steps: list[fc.Counts | float]):
    """A funnel out of a frame, against pandas' own DataFrame of the same columns."""
    frame = fc.Funnel(steps, NAMES).plan(fc.Target(wins=100)).to_frame()
    columns = {name: frame[name].tolist() for name in frame.columns}
    ours, floor = times(50, fc.Funnel.from_frame, frame), times(50, pd.DataFrame, columns)
    tell(benchmark, "Funnel.from_frame, against a bare DataFrame", ours, floor)
    benchmark(fc.Funnel.from_frame, frame)
