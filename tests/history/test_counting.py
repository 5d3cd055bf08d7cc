"""Counting in an engine is held to counting record by record in plain Python."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any
from zoneinfo import ZoneInfo

import ibis
import pyarrow as pa
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from funnel_core.history.counted import History
from funnel_core.history.counting import counted
from funnel_core.history.order import StageOrder
from funnel_core.history.problems import DataProblem, Kind
from tests.history.by_hand import ByHand, Event, by_hand

ORDER = StageOrder(("Lead", "MQL", "SQL", "Won"), ("Lost", "Derailed"))
TODAY = datetime.date(2026, 3, 31)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAY = datetime.timedelta(days=1)
TIMES: dict[str, tuple[pa.DataType, Any, datetime.date]] = {
    "dates": (pa.date32(), datetime.date(1969, 12, 20), datetime.date(1970, 1, 5)),
    "clocks": (pa.timestamp("us"), datetime.datetime(2026, 3, 22), TODAY),
    "moments": (
        pa.timestamp("us", "UTC"),
        datetime.datetime(2026, 3, 22, tzinfo=datetime.UTC),
        TODAY,
    ),
    "seconds": (pa.int64(), -11 * 86_400, datetime.date(1970, 1, 5)),
}
"""Kinds of times: how they are held, the first one, and a last day before some of them."""
RECORDS = {
    pa.string(): st.sampled_from([*"abcdefghijkl", " m ", "", "  ", None]),
    pa.int64(): st.sampled_from([*range(-6, 6), None]),
}


def as_table(events: list[Event], time: pa.DataType, record: pa.DataType) -> ibis.Table:
    """Give events as an engine holds them."""
    columns = list(zip(*events, strict=True)) or [()] * 5
    kinds = [record, pa.string(), time, pa.string(), pa.float64()]
    names = ["record", "stage", "time", "channel", "amount"]
    arrays = [pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
    return ibis.memtable(pa.table(arrays, names=names))


def agrees(history: History, expected: ByHand) -> None:
    """Hold a history to what was counted by hand."""
    keys = ["start", "end", "channel", "day", "lag", "outcome"]
    counts = history.counts
    lines = counts[keys].itertuples(index=False, name=None)
    got = Counter(dict(zip(lines, counts["records"], strict=True)))
    assert got == expected.lines
    assert history.as_of == expected.as_of
    told: Counter[tuple[Kind, str]] = Counter()
    for problem in history.problems:
        told[problem.kind, _about(problem)] += problem.count
    assert told == expected.problems
    assert dict(history.amounts) == expected.amounts


def _about(problem: DataProblem) -> str:
    if problem.kind is Kind.SKIPPED_STAGE:
        return problem.sentence.split(" skipped ")[1].split(":")[0]
    return "lost" if "without having been in any stage" in problem.sentence else ""


def drawn(kind: str) -> st.SearchStrategy[Any]:
    """Draw times of a kind, within 16 days."""
    first = TIMES[kind][1]
    if kind == "seconds":
        return st.integers(0, 16 * 86_400).map(lambda late: first + late)
    if kind == "dates":
        return st.integers(0, 16).map(lambda late: first + late * DAY)
    micros = st.integers(0, 16 * 86_400_000_000)
    return micros.map(lambda late: first + datetime.timedelta(microseconds=late))


@given(data=st.data())
@settings(max_examples=6, deadline=None, phases=[Phase.explicit, Phase.generate])
@pytest.mark.parametrize("times", sorted(TIMES))
@pytest.mark.parametrize("record", list(RECORDS), ids=str)
def test_counts_are_those_counted_by_hand(times: str, record: pa.DataType, data: st.DataObject):
    """Any log, of any kind of times and records, in any zone and as of any day."""
    kind, first, today = TIMES[times]
    stages = [*ORDER.stages, *ORDER.stages, *ORDER.lost, " Won", "Other", "", " ", None]
    event = st.tuples(
        RECORDS[record],
        st.sampled_from(stages),
        st.one_of(st.none(), *[drawn(times)] * 5),
        st.sampled_from(["Web", " Web", "Phone", "", None]),
        st.sampled_from([None, 0.0, 0.25, 8.0, 1024.0]),
    )
    someone = "z" if record == pa.string() else 9
    events = data.draw(st.lists(event, min_size=10, max_size=120))
    events += data.draw(st.lists(st.sampled_from(events), max_size=5)) if events else []
    events += [(someone, stage, None, None, None) for stage in ORDER.stages[1:]]
    events += [(someone, ORDER.stages[0], first, None, None)]
    zone = data.draw(st.sampled_from([None, AMSTERDAM, ZoneInfo("America/New_York")]))
    as_of = data.draw(st.sampled_from([None, today, today - 3 * DAY]))
    expected = by_hand(events, ORDER, as_of, today, zone)
    agrees(counted(as_table(events, kind, record), ORDER, as_of, today, zone), expected)
