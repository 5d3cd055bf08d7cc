"""Events → counts: asked of an engine once, by one expression that every engine understands."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from zoneinfo import ZoneInfo

import ibis.expr.types as ir
import pandas as pd

from funnel_core.errors import NotEnoughData, OutOfRange
from funnel_core.history.amounts import amounts_of
from funnel_core.history.counted import COLUMNS, History
from funnel_core.history.days import date_of, day_of
from funnel_core.history.finding import found
from funnel_core.history.firsts import Firsts, lines_of, oddities_of, records_of
from funnel_core.history.order import StageOrder
from funnel_core.history.survey import surveyed

__all__ = ["counted"]

Progress = Callable[[str, float | None], None]


def counted(
    events: ir.Table,
    order: StageOrder,
    as_of: datetime.date | None,
    today: datetime.date,
    zone: ZoneInfo | None = None,
    progress: Progress | None = None,
) -> History:
    """Count events into cohorts, and find what is wrong with them.

    Args:
        events: `record` (text or whole numbers), `stage` (text), `time` (dates; timestamps; or
            whole seconds since 1970 in UTC), `channel` (text) and `amount` (numbers).
        order: the stages.
        as_of: the last day that is seen; None: the last one in the data until today.
        today: later days have not happened.
        zone: where days begin; for times that say none, days are as they stand.
        progress: is told what is being done, and what share of it is, or None.

    Returns:
        the counts. First entries count; a record seen at a stage has passed those before it.

    Raises:
        OutOfRange: `as_of` after `today`.
        UnknownStage: a stage of the order that no row has.
        NotEnoughData: nothing to count.
    """
    if as_of is not None and as_of > today:
        raise OutOfRange(
            f"'as_of' must be at most today, {today}; got {as_of}: nothing is known yet"
        )

    def run(expression: ir.Table, doing: str) -> pd.DataFrame:
        if progress is not None:
            progress(doing, None)
        frame: pd.DataFrame = expression.to_pandas()
        return frame

    survey = surveyed(events, order, today, zone, run)
    last = survey.last_day() if as_of is None else day_of(as_of)
    firsts = Firsts(order, survey, last)
    records = records_of(events, firsts)
    lines = run(lines_of(records, firsts), "counting records")
    if lines.empty:
        raise NotEnoughData(
            f"a history needs a record that entered a stage until {date_of(last)}; there is none: "
            "choose a later 'as_of'"
        )
    oddities = run(oddities_of(records, firsts), "looking for problems")
    names = ["", *firsts.channels]
    lines["channel"] = [names[number] for number in lines["channel"]]
    amounts = amounts_of(records, firsts, run)
    return History(
        order=order,
        as_of=last,
        counts=lines[list(COLUMNS)],
        problems=found(survey, oddities, firsts),
        amounts=amounts,
        zone=zone.key if zone is not None else "",
    )
