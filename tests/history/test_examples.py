"""Rows that cannot be used are told with examples: whose they are, or where they stand."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import ibis
import pandas as pd
import pytest

from funnel_core.history.counted import History
from funnel_core.history.counting import counted
from funnel_core.history.order import StageOrder
from funnel_core.history.problems import Kind

ORDER = StageOrder(("Lead", "Won"), ("Lost",))
TODAY = datetime.date(2026, 3, 31)
CLEAN = [("a", "Lead", "2026-01-01"), ("a", "Won", "2026-01-05")]


def history(
    *rows: tuple[str | None, str | None, str | None],
    kind: str = "timestamp",
    zone: ZoneInfo | None = None,
) -> History:
    """Count rows of a record, a stage and a time."""
    frame = pd.DataFrame([*CLEAN, *rows], columns=["record", "stage", "time"])
    texts = {"record": "string", "stage": "string", "time": "string"}
    table = ibis.memtable(frame.astype(object).where(frame.notna(), None), schema=texts)
    time = table.time.cast("timestamp")
    if kind == "seconds":
        time = time.epoch_seconds().cast("int64")
    elif kind == "date":
        time = time.date()
    nothing = {"channel": ibis.null("string"), "amount": ibis.null("float64")}
    events = table.mutate(time=time, **nothing)
    return counted(events, ORDER, None, TODAY, zone)


def examples(found: History, kind: Kind) -> tuple[str, ...]:
    """Give the examples of a kind."""
    (problem,) = [each for each in found.problems if each.kind is kind]
    return problem.examples


@pytest.mark.parametrize("kind", ["timestamp", "date", "seconds"])
def test_each_kind_of_rows_left_out_has_examples(kind: str) -> None:
    """Records for blanks, the date as well for dates to come, stage and day without a record."""
    found = history(
        ("b", " ", "2026-01-03"),
        ("b", None, "2026-01-04"),
        ("c", "Lead", None),
        ("d", "Lead", "2031-02-03"),
        ("e", "Won", "2030-01-01"),
        (None, "Lead", "2026-01-07"),
        (" ", "Won", "2026-01-08"),
        kind=kind,
    )
    assert examples(found, Kind.BLANK_STAGE) == ("b",)
    assert examples(found, Kind.BLANK_DATE) == ("c",)
    assert examples(found, Kind.FUTURE_DATE) == ("d: 2031-02-03", "e: 2030-01-01")
    assert examples(found, Kind.BLANK_RECORD) == ("Lead on 2026-01-07", "Won on 2026-01-08")


def test_at_most_five_are_given() -> None:
    """The first ones, each once."""
    rows = [(f"r{number}", "Lead", None) for number in range(9) for _ in range(2)]
    assert examples(history(*rows), Kind.BLANK_DATE) == ("r0", "r1", "r2", "r3", "r4")


def test_dates_to_come_are_those_of_the_zone() -> None:
    """A moment of 23:30 in UTC is the next day in Amsterdam."""
    found = history(
        ("d", "Lead", "2031-02-03 23:30:00"), kind="seconds", zone=ZoneInfo("Europe/Amsterdam")
    )
    assert examples(found, Kind.FUTURE_DATE) == ("d: 2031-02-04",)


def test_a_date_that_no_calendar_has_is_an_example_all_the_same() -> None:
    """Milliseconds taken for seconds lie far beyond the year 9999."""
    found = history(("d", "Lead", "58231-01-01"), kind="seconds")
    assert examples(found, Kind.FUTURE_DATE) == ("d: beyond the year 9999",)


def test_clean_rows_are_asked_nothing_more() -> None:
    """Without such a problem there is no further question to the engine."""
    asked: list[str] = []
    table = ibis.memtable(
        {"record": ["a", "a"], "stage": ["Lead", "Won"], "time": [0, 90_000]},
    ).mutate(channel=ibis.null("string"), amount=ibis.null("float64"))
    counted(table, ORDER, None, TODAY, None, lambda doing, _: asked.append(doing))
    assert "looking for examples" not in asked
    history_with_one = history(("c", "Lead", None))
    assert examples(history_with_one, Kind.BLANK_DATE) == ("c",)
