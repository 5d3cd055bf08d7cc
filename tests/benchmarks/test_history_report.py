"""How long a report of a history takes once it is counted: by days and channels, not by records."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from funnel_core.history.counted import History
from funnel_core.history.reporting import reported
from tests.benchmarks.timing import seconds, tell
from tests.history.simulated import Step, simulated

RATES, DAYS = (0.5, 0.6, 0.5, 0.4, 0.5), (20, 15, 30, 20, 10)
CHANNELS = tuple(f"channel {at}" for at in range(10))


def counted(lost_days: float | None) -> History:
    """Give 100,000 records of six stages and ten channels over two years."""
    steps = [Step(rate, days, lost_days) for rate, days in zip(RATES, DAYS, strict=True)]
    return simulated(np.random.default_rng(1), 100_000, 730, steps, CHANNELS).seen(729)


@pytest.mark.parametrize("lost_days", [20.0, None], ids=["losses recorded", "no losses recorded"])
def test_reports(benchmark: BenchmarkFixture, lost_days: float | None):
    """All steps, ways to won and channels, and wins to come: against one grouping of the counts."""
    history = counted(lost_days)
    keys = ["start", "end", "channel", "day", "lag", "outcome"]
    ours = seconds(lambda: reported(history), 1)
    floor = seconds(lambda: history.counts.groupby(keys, observed=True)["records"].sum())
    what = "a report of 6 stages × 10 channels, against grouping its counts once"
    tell(benchmark, what, ours, floor)
    benchmark.pedantic(reported, (history,), rounds=1)


def test_reports_of_a_thousand_times_the_records(benchmark: BenchmarkFixture):
    """A thousand times the records on the same days: against the report of a thousandth."""
    history = counted(20.0)
    counts = history.counts.assign(records=history.counts["records"] * 1000)
    large = replace(history, counts=counts)
    ours, floor = seconds(lambda: reported(large), 1), seconds(lambda: reported(history), 1)
    tell(benchmark, "a report of 10^8 records, against one of 10^5", ours, floor)
    benchmark.pedantic(reported, (large,), rounds=1)
