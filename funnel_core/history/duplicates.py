"""Rows that stand in the data twice, to the letter: an export that was joined with itself."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from funnel_core.history.days import days_in
from funnel_core.history.firsts import Firsts, is_blank, usable_rows
from funnel_core.history.problems import DataProblem, Kind
from funnel_core.history.survey import Run

__all__ = ["duplicates", "repeating"]

MOST = 5_000_000
"""Rows that are compared with one another; of more, the rows of some days are, in one of so many.

A row and its double have the same time, so that days are a fair sample of them.
"""

EXAMPLES = 5

COLUMNS = ("record", "stage", "time", "channel", "amount")


def duplicates(events: ir.Table, firsts: Firsts, run: Run) -> tuple[DataProblem, ...]:
    """Tell how many rows repeat another one to the letter."""
    survey = firsts.survey
    rows = usable_rows(events, firsts)
    each = -(-survey.rows // MOST)
    if each > 1:
        rows = rows.filter(days_in(rows.time, None) % each == 0)
    times = rows.group_by(*COLUMNS).agg(times=rows.count())
    twice = times.filter(times.times > 1, ~is_blank(times.record))
    told = run(twice.agg(rows=(twice.times - 1).sum()), "looking for rows that stand there twice")
    found = told["rows"].astype("float64").fillna(0).iloc[0]
    if not found:
        return ()
    count = int(found) * each
    many = f"{count:,} rows repeat" if count > 1 else "1 row repeats"
    about = f"about {many} (counted on one day in {each})" if each > 1 else many
    sentence = (
        f"{about} another one in everything: counted once; look whether the export was joined "
        "with itself"
    )
    return (DataProblem(Kind.DUPLICATE_ROW, count, sentence, _first(twice, run)),)


def repeating(events: ir.Table, firsts: Firsts, run: Run) -> tuple[str, ...]:
    """Name records that came to a stage again, in a row that is not the same to the letter."""
    order, survey = firsts.order, firsts.survey
    if survey.rows > MOST:
        return ()
    rows = usable_rows(events, firsts).select(*COLUMNS).distinct()
    stage = rows.stage.strip()
    if order.lost:
        # whatever says so, a record is lost once
        stage = ibis.ifelse(rows.stage.isin(survey.spellings(order.lost)), "", stage)
    rows = rows.select("record", stage=stage)
    times = rows.group_by("record", "stage").agg(times=rows.count())
    return _first(times.filter(times.times > 1, ~is_blank(times.record)), run)


def _first(rows: ir.Table, run: Run) -> tuple[str, ...]:
    records = rows.select(record=rows.record.cast("string")).distinct()
    some = run(records.order_by("record").limit(EXAMPLES), "looking for examples")
    return tuple(map(str, some["record"]))
