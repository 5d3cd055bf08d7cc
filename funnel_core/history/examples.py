"""Examples of rows that cannot be used: whose they are, or where they stand."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import ibis.expr.types as ir

from funnel_core.history.days import (
    before_end_of,
    day_of,
    days_in,
    is_moment,
    local_day,
    seconds_of,
)
from funnel_core.history.firsts import Firsts, is_blank, usable_rows
from funnel_core.history.months import as_date
from funnel_core.history.problems import DataProblem, Kind
from funnel_core.history.survey import Run

__all__ = ["exemplified"]

_MOST = 5
_DAYS = (day_of(datetime.date.min), day_of(datetime.date.max))


def exemplified(
    problems: tuple[DataProblem, ...],
    events: ir.Table,
    firsts: Firsts,
    today: datetime.date,
    run: Run,
) -> tuple[DataProblem, ...]:
    """Give examples to the problems of rows, which a survey only counts.

    Args:
        problems: those that were found.
        events: the rows.
        firsts: what records are made of.
        today: later days have not happened.
        run: asks the engine, once for each kind that is among the problems; a clean export costs
            nothing.

    Returns:
        The same, with up to five examples: records; for dates to come also the date; for rows
        without a record their stage and day.
    """
    rows = _Rows(events, firsts, today, run)
    ways: Mapping[Kind, Callable[[], list[str]]] = {
        Kind.BLANK_STAGE: rows.without_stage,
        Kind.BLANK_DATE: rows.without_date,
        Kind.FUTURE_DATE: rows.to_come,
        Kind.BLANK_RECORD: rows.without_record,
    }
    return tuple(
        replace(each, examples=tuple(ways[each.kind]()))
        if each.kind in ways and not each.examples
        else each
        for each in problems
    )


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows that examples are looked for among."""

    events: ir.Table
    firsts: Firsts
    today: datetime.date
    run: Run

    def without_stage(self) -> list[str]:
        """Name records that have a row without a stage."""
        return self._records(self.events.filter(is_blank(self.events.stage)))

    def without_date(self) -> list[str]:
        """Name records that have a row of a stage that counts, without a date."""
        rows = self._counting()
        return self._records(rows.filter(rows.time.isnull()))

    def to_come(self) -> list[str]:
        """Name records with a date after today, and that date."""
        rows = self._counting()
        late = rows.filter(~before_end_of(rows.time, day_of(self.today), self.firsts.survey.zone))
        late = late.filter(late.time.notnull(), ~is_blank(late.record))
        found = self._asked(late.select(what=late.record.cast("string"), time=_counted(late.time)))
        return [f"{what}: {self._date(int(time))}" for what, time in found]

    def without_record(self) -> list[str]:
        """Say the stage and the day of rows that have no record."""
        rows = usable_rows(self.events, replace(self.firsts, without_blanks=False))
        rows = rows.filter(is_blank(rows.record), rows.time.notnull())
        found = self._asked(rows.select(what=rows.stage, time=_counted(rows.time)))
        told = [f"{what.strip()} on {self._date(int(time))}" for what, time in found]
        return list(dict.fromkeys(told))

    def _counting(self) -> ir.Table:
        order = self.firsts.order
        names = self.firsts.survey.spellings((*order.stages, *order.lost))
        return self.events.filter(self.events.stage.isin(names))

    def _records(self, rows: ir.Table) -> list[str]:
        rows = rows.filter(~is_blank(rows.record))
        return [what for (what,) in self._asked(rows.select(what=rows.record.cast("string")))]

    def _asked(self, rows: ir.Table) -> list[tuple[str, ...]]:
        first = rows.distinct().order_by(rows.columns).limit(_MOST)
        return list(self.run(first, "looking for examples").itertuples(index=False, name=None))

    def _date(self, time: int) -> str:
        """Give the date of a day, or of a moment; in words where no calendar has it."""
        survey = self.firsts.survey
        day = local_day(time, survey.zone) if survey.moments else time
        return as_date(day).isoformat() if _DAYS[0] <= day <= _DAYS[1] else "beyond the year 9999"


def _counted(time: ir.Value) -> ir.IntegerValue:
    """Give moments in seconds, and days as they are: whatever the year, no number is too large."""
    return seconds_of(time) if is_moment(time.type()) else days_in(time, None)
