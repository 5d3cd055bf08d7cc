"""How long ten million events take, against pandas doing the same and one bare aggregation.

A hundred million: `python -m tests.benchmarks.history_scale`.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.events import ORDER, write_events
from tests.benchmarks.history_scale import bare, cohorts
from tests.benchmarks.timing import seconds, tell

RECORDS = 2_000_000


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write ten million events."""
    path = tmp_path_factory.mktemp("events") / "events.parquet"
    write_events(path, RECORDS)
    return path


def in_pandas(path: Path) -> int:
    """Count cohorts as a person would: first entries by stage, passed stages, outcomes and lags.

    Of the problems only repeated stages and doubled rows are looked for.
    """
    events = pd.read_parquet(path)
    events["day"] = events["time"].to_numpy().astype("datetime64[D]").astype("int64")
    as_of = int(events["day"].max())
    repeated = events.duplicated(["record", "stage"]).sum()
    doubled = events.duplicated().sum()
    firsts = events.groupby(["record", "stage"], sort=False)["day"].min().unstack("stage")
    channel = events.groupby("record")["channel"].min().fillna("")
    amount = events[events["stage"] == "Won"].groupby("record")["amount"].max()
    reached = firsts[list(ORDER.stages)].iloc[:, ::-1].cummin(axis=1).iloc[:, ::-1]
    # a stage that was skipped was passed when a later one was entered
    reached = reached.iloc[:, ::-1].ffill(axis=1).iloc[:, ::-1]
    lost = firsts["Lost"]
    lines = 0
    for start, end in ORDER.pairs:
        entered, done = reached.iloc[:, start], reached.iloc[:, end]
        # who came to this stage after being lost has come back
        gone = lost.where(lost >= entered)
        lag = (done - entered).fillna(gone - entered).fillna(as_of - entered)
        outcome = done.notna() + 2 * (done.isna() & gone.notna())
        keyed = {"channel": channel, "day": entered, "lag": lag, "outcome": outcome}
        frame = pd.DataFrame(keyed).dropna(subset="day")
        lines += len(frame.groupby(["channel", "day", "lag", "outcome"]).size())
    assert repeated >= doubled
    assert amount.median() > 0
    return lines


def test_ten_million_events(benchmark: BenchmarkFixture, path: Path):
    """Counted into cohorts with every problem, on two cores."""
    ours = seconds(lambda: cohorts(path), 1)
    tell(benchmark, "10 M events, against one bare aggregation", ours, seconds(lambda: bare(path)))
    tell(benchmark, "10 M events, against pandas", ours, seconds(lambda: in_pandas(path), 1))
    benchmark.pedantic(cohorts, (path,), rounds=1)
