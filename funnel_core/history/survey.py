"""What an export holds, row by row, before records are looked at: stages, channels, last day."""

from __future__ import annotations

import datetime
from collections.abc import Callable
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

MOST = 100_000
"""Pairs of a stage and a channel beyond which a column is surely neither."""


@dataclass(frozen=True, slots=True)
class Survey:
    """The rows of an export by stage and channel, as they are written.

    Args:
        lines: per pair, `rows`, and of these `untimed`, `late` (after today), `blank` (no record),
            `with_amount`, and `usable`, with the `first` and `last` time until today (days;
            seconds for moments).
        moments: whether times are moments.
        today: the last day that can have happened.
    """

    lines: pd.DataFrame
    moments: bool
    today: Days
    zone: ZoneInfo | None

    def last_day(self) -> Days:
        """Give the last day that something happened on, of those until today."""
        _, last = self.between()
        return local_day(last, self.zone) if self.moments else last

    def between(self) -> tuple[int, int]:
        """Give the first and the last moment until today, in seconds; or day, where times are."""
        return int(self.lines["first"].min()), int(self.lines["last"].max())

    def written(self, column: str, name: str) -> list[str]:
        """Give the ways in which a stage or a channel is written: with blanks around it, too."""
        return [each for each in self.lines[column].unique() if named(each) == name]


def named(text: object) -> str:
    """Give a stage's or a channel's name as it counts: "" where it is blank."""
    return text.strip() if isinstance(text, str) else ""


def surveyed(
    events: ir.Table, order: StageOrder, today: datetime.date, zone: ZoneInfo | None, run: Run
) -> Survey:
    """Look over all rows once.

    Raises:
        NotEnoughData: no row, or none that can be used.
        UnknownStage: none of the rows is at some stage of the order.
        CrmError: the stage or the channel is different in nearly every row.
    """
    last = day_of(today)
    time = events.time
    in_time = before_end_of(time, last, zone)
    blank = _is_blank(events.record)
    moments = is_moment(time.type())
    number = seconds_of if moments else lambda time: days_in(time, None)
    lines = run(
        events.group_by(events.stage, events.channel)
        .agg(
            rows=events.count(),
            untimed=time.isnull().sum(),
            late=(~in_time).sum(),
            blank=blank.sum(),
            usable=(in_time & ~blank).sum(),
            with_amount=events.amount.count(),
            first=number(time.min(where=in_time)),
            last=number(time.max(where=in_time)),
        )
        .limit(MOST + 1),
        "looking over the rows",
    )
    if len(lines) > MOST:
        raise CrmError(
            f"stages and channels must come again and again; got more than {MOST:,} different "
            "pairs of them: name the columns that hold them"
        )
    counts = ["rows", "untimed", "late", "blank", "usable", "with_amount"]
    lines[counts] = lines[counts].fillna(0).astype("int64")
    survey = Survey(lines, moments, last, zone)
    _check(survey, order)
    return survey


def _is_blank(record: ir.Column) -> ir.BooleanColumn:
    if record.type().is_string():
        return record.isnull() | (record.strip() == "")
    return record.isnull()


def _check(survey: Survey, order: StageOrder) -> None:
    lines = survey.lines
    if lines.empty:
        raise NotEnoughData(
            "a history needs rows, each a record entering a stage; there is none: export more"
        )
    present = {named(stage) for stage in lines["stage"]} - {""}
    absent = [stage for stage in order.stages if stage not in present]
    if absent:
        most = lines.groupby("stage")["rows"].sum().sort_values(ascending=False)
        there = [str(stage) for stage in most.index if named(stage)]
        listed = ", ".join(there[:20]) + (f" and {len(there) - 20} more" if there[20:] else "")
        raise UnknownStage(
            f"every stage must be named as the data name it; no row is at {', '.join(absent)}; "
            f"the stages there are {listed or 'all blank'}: name them so"
        )
    if not lines.loc[lines["stage"].map(named).isin(order.stages), "usable"].any():
        raise NotEnoughData(
            "a history needs a row with a record, a stage and a date until today; none has them "
            "all: look at the columns that were taken for them"
        )
