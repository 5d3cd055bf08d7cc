"""What an export holds, row by row, before records are looked at: stages, channels, last day."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import ibis.expr.types as ir
import pandas as pd

from funnel_core.errors import CrmError, NotEnoughData, UnknownStage
from funnel_core.history.cohorts import Days
from funnel_core.history.days import (
    before_end_of,
    day_of,
    days_in,
    is_moment,
    local_day,
    seconds_of,
)
from funnel_core.history.order import StageOrder

__all__ = ["Run", "Survey", "named", "surveyed"]

Run = Callable[[ir.Table, str], pd.DataFrame]
"""Asks an engine: the expression, and what is being done, for people who wait."""

MOST = 20_000
"""Pairs of a stage and a channel beyond which a column is surely neither."""


@dataclass(frozen=True, slots=True)
class Survey:
    """The rows of an export by stage and channel, as they are written.

    Args:
        lines: per pair of them, `rows`, and how many of these are `timed` and `with_amount`.
        late: per stage, rows after today.
        first, last: the first and the last time until today, in days; in seconds for moments.
        moments: whether times are moments.
        zone: where days begin.
    """

    lines: pd.DataFrame
    late: dict[str, int]
    first: int
    last: int
    moments: bool
    zone: ZoneInfo | None

    @property
    def rows(self) -> int:
        """Count all rows."""
        return int(self.lines["rows"].sum())

    @property
    def channels(self) -> list[str]:
        """Name the channels, in order."""
        return sorted({named(each) for each in self.lines["channel"]} - {""})

    def last_day(self) -> Days:
        """Give the last day that something happened on, of those until today."""
        return local_day(self.last, self.zone) if self.moments else self.last

    def written(self, column: str, name: str) -> list[str]:
        """Give the ways in which a stage or a channel is written: with blanks around it, too."""
        return [each for each in self.lines[column].unique() if named(each) == name]

    def spellings(self, stages: Sequence[str]) -> list[str]:
        """Give all ways in which some stages are written; a stage's name where there is none."""
        return [each for stage in stages for each in self.written("stage", stage) or [stage]]

    def is_at(self, stages: Sequence[str]) -> pd.Series[bool]:
        """Say which lines are at some stages."""
        return self.lines["stage"].map(named).isin(list(stages))

    def some_unused(self, order: StageOrder) -> bool:
        """Say whether some rows are at no stage of the order, nor lost."""
        return bool((~self.is_at((*order.stages, *order.lost))).any())

    def some_untimed(self) -> bool:
        """Say whether some rows have no time."""
        return bool((self.lines["timed"] < self.lines["rows"]).any())

    def some_after(self, day: Days) -> bool:
        """Say whether some rows are later than a day."""
        return bool(self.late) or self.last_day() > day

    def some_amount(self) -> bool:
        """Say whether some rows have an amount."""
        return bool((self.lines["with_amount"] > 0).any())

    def all_with_amount(self, stages: Sequence[str]) -> bool:
        """Say whether every row at some stages has an amount."""
        lines = self.lines[self.is_at(stages)]
        return bool((lines["with_amount"] == lines["rows"]).all())


def named(text: object) -> str:
    """Give a stage's or a channel's name as it counts: "" where it is blank."""
    return text.strip() if isinstance(text, str) else ""


def surveyed(
    events: ir.Table, order: StageOrder, today: datetime.date, zone: ZoneInfo | None, run: Run
) -> Survey:
    """Look over all rows once; twice where some are after today.

    Raises:
        NotEnoughData: no row, or none with a time until today.
        UnknownStage: none of the rows is at some stage of the order.
        CrmError: the stage or the channel is different in nearly every row.
    """
    time = events.time
    moments = is_moment(time.type())
    lines = run(
        events.group_by("stage", "channel")
        .agg(
            rows=events.count(),
            timed=time.count(),
            with_amount=events.amount.count(),
            first=_counted(time.min()),
            last=_counted(time.max()),
        )
        .limit(MOST + 1),
        "looking over the rows",
    )
    _check(lines, order)
    first, last = lines["first"].min(), lines["last"].max()
    late: dict[str, int] = {}
    if pd.isna(last):
        raise NotEnoughData(
            "a history needs rows with a date; none has one: look at the column that was taken "
            "for it"
        )
    if (local_day(int(last), zone) if moments else int(last)) > day_of(today):
        late, last = _late(events, today, zone, run)
    return Survey(lines, late, int(min(first, last)), int(last), moments, zone)


def _counted(time: ir.Value) -> ir.IntegerValue:
    return seconds_of(time) if is_moment(time.type()) else days_in(time, None)


def _late(
    events: ir.Table, today: datetime.date, zone: ZoneInfo | None, run: Run
) -> tuple[dict[str, int], int]:
    """Count rows after today by stage, and find the last time until then."""
    in_time = before_end_of(events.time, day_of(today), zone)
    lines = run(
        events.group_by("stage").agg(
            late=(~in_time).sum(), last=_counted(events.time.max(where=in_time))
        ),
        "looking for later days",
    )
    last = lines["last"].max()
    if pd.isna(last):
        raise NotEnoughData(
            f"a history needs rows with a date until today, {today}; all dates are later: look at "
            "how they were typed, and at the column that was taken for them"
        )
    counts = zip(lines["stage"], lines["late"].fillna(0), strict=True)
    found: dict[str, int] = {}
    for stage, late in counts:
        if late:
            found[named(stage)] = found.get(named(stage), 0) + int(late)
    return found, int(last)


def _check(lines: pd.DataFrame, order: StageOrder) -> None:
    if len(lines) > MOST:
        raise CrmError(
            f"stages and channels must come again and again; got more than {MOST:,} different "
            "pairs of them: name the columns that hold them"
        )
    if lines.empty:
        raise NotEnoughData(
            "a history needs rows, each a record entering a stage; there is none: export more"
        )
    present = {named(stage) for stage in lines["stage"]} - {""}
    absent = [stage for stage in order.stages if stage not in present]
    # where each stage of the rows is named, one that no row is at yet is no misspelt one
    if absent and (not present or present - {*order.stages, *order.lost}):
        rows = lines.groupby(lines["stage"].map(named))["rows"].sum()
        there = [name for name in rows.sort_values(ascending=False, kind="stable").index if name]
        listed = ", ".join(there[:20]) + (f" and {len(there) - 20} more" if there[20:] else "")
        raise UnknownStage(
            f"each stage must be named as the rows name it; no row is at {', '.join(absent)}: "
            f"the stages that rows are at are {listed or 'all blank'}"
        )
