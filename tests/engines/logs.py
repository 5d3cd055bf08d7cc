"""An invented log of stages with all that is wrong with real ones, the same for every engine."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

__all__ = ["COLUMNS", "LOST", "STAGES", "TODAY", "Row", "cells", "rows", "write_parquet"]

STAGES = ("Lead", "Qualified", "Demo", "Won")
LOST = ("Lost",)
TODAY = datetime.date(2026, 6, 30)

_FIRST = datetime.datetime(2025, 9, 1, tzinfo=datetime.UTC)
_CHANNELS = ("Ads", "Fairs", "Partners", "Söörch", " ads", None, "", "Referral")


@dataclass(frozen=True)
class Row:
    """One event; the moment is in UTC."""

    record: int | None
    stage: str | None
    moment: datetime.datetime | None
    channel: str | None
    amount: float | None


def rows(records: int = 1_500, seed: int = 7) -> list[Row]:
    """Give some thousands of events, in no order, always the same ones."""
    drawn = random.Random(seed)
    found = [row for record in range(1, records + 1) for row in _record(drawn, record)]
    some = drawn.sample(found, 60)
    # exact duplicates, and rows that lack something or are of the future
    found += some[:20]
    found += [Row(None, row.stage, row.moment, row.channel, row.amount) for row in some[20:30]]
    found += [Row(row.record, None, row.moment, row.channel, row.amount) for row in some[30:36]]
    found += [Row(row.record, "  ", row.moment, row.channel, row.amount) for row in some[36:40]]
    found += [Row(row.record, row.stage, None, row.channel, row.amount) for row in some[40:50]]
    later = datetime.datetime(2031, 1, 1, 12, tzinfo=datetime.UTC)
    found += [Row(row.record, "Won", later, row.channel, row.amount) for row in some[50:55]]
    found += [Row(row.record, "On hold", row.moment, row.channel, None) for row in some[55:]]
    drawn.shuffle(found)
    return found


def _record(drawn: random.Random, record: int) -> Iterator[Row]:
    moment = _FIRST + datetime.timedelta(seconds=drawn.randrange(280 * 86_400))
    channel = drawn.choice(_CHANNELS)
    amount = drawn.randrange(400, 400_000) / 4 if drawn.random() < 0.8 else None
    last = datetime.datetime(2026, 6, 20, tzinfo=datetime.UTC)
    for place, stage in enumerate(STAGES):
        if place and drawn.random() < 0.35:
            if drawn.random() < 0.7 and moment < last:
                yield Row(record, "Lost", moment, channel, None)
            return
        if place and drawn.random() < 0.06:
            # a stage that was skipped
            continue
        if moment < last:
            if drawn.random() < 0.03:
                channel = drawn.choice(_CHANNELS)
            written = f" {stage} " if drawn.random() < 0.05 else stage
            yield Row(record, written, moment, channel, amount)
            if drawn.random() < 0.05:
                again = moment + datetime.timedelta(days=drawn.randrange(1, 20))
                yield Row(record, stage, again, channel, amount)
        # an earlier one now and then, and some within the same second
        days = 0 if drawn.random() < 0.1 else drawn.expovariate(1 / 14) - 0.8
        moment += datetime.timedelta(days=days)


def write_parquet(found: list[Row], folder: Path) -> Path:
    """Write a log as Parquet, with its times and ids in every kind there is."""
    path = folder / "events.parquet"
    with duckdb.connect() as con:
        con.execute("SET TimeZone = 'UTC'")
        con.register("events", pd.DataFrame(cells(found), columns=list(COLUMNS), dtype=object))
        taken = ", ".join(f"{name}::{kind} AS {name}" for name, kind in COLUMNS.items())
        con.execute(f"COPY (SELECT {taken} FROM events) TO '{path}' (FORMAT parquet)")
    return path


COLUMNS = {
    "record": "BIGINT",
    "name": "VARCHAR",
    "stage": "VARCHAR",
    "moment": "TIMESTAMPTZ",
    "clock": "TIMESTAMP",
    "day": "DATE",
    "seconds": "BIGINT",
    "channel": "VARCHAR",
    "amount": "DOUBLE PRECISION",
}
"""The columns in words that DuckDB and PostgreSQL share."""


def cells(found: list[Row]) -> list[tuple[object, ...]]:
    """Give the cells of each row, in the order of the columns."""
    return [
        (
            row.record,
            None if row.record is None else f"D-{row.record:05}é",
            row.stage,
            row.moment,
            row.moment and row.moment.replace(tzinfo=None),
            row.moment and row.moment.date(),
            row.moment and int(row.moment.timestamp() // 1),
            row.channel,
            row.amount,
        )
        for row in found
    ]
