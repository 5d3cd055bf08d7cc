"""Rows that stand in the data twice, to the letter: an export that was joined with itself."""

from __future__ import annotations

import ibis.expr.types as ir

from funnel_core.history.days import days_in
from funnel_core.history.firsts import Firsts, is_blank, usable_rows
from funnel_core.history.problems import DataProblem, Kind
from funnel_core.history.survey import Run

__all__ = ["duplicates"]

MOST = 5_000_000
"""Rows that are compared with one another; of more, the rows of some days are, in one of so many.

A row and its double have the same time, so that days are a fair sample of them.
"""


def duplicates(events: ir.Table, firsts: Firsts, run: Run) -> tuple[DataProblem, ...]:
    """Tell how many rows repeat another one to the letter."""
    survey = firsts.survey
    rows = usable_rows(events, firsts)
    each = -(-survey.rows // MOST)
    if each > 1:
        rows = rows.filter(days_in(rows.time, None) % each == 0)
    times = rows.group_by("record", "stage", "time", "channel", "amount").agg(times=rows.count())
    twice = times.filter(times.times > 1, ~is_blank(times.record))
    told = run(
        twice.agg(
            rows=(twice.times - 1).sum(),
            least=twice.record.cast("string").min(),
            most=twice.record.cast("string").max(),
        ),
        "looking for rows that stand there twice",
    )
    found = told["rows"].astype("float64").fillna(0).iloc[0]
    if not found:
        return ()
    count = int(found) * each
    many = f"{count:,} rows repeat" if count > 1 else "1 row repeats"
    about = f"about {many} (counted on one day in {each})" if each > 1 else many
    examples = dict.fromkeys(str(told[name].iloc[0]) for name in ("least", "most"))
    sentence = (
        f"{about} another one in everything: counted once; look whether the export was joined "
        "with itself"
    )
    return (DataProblem(Kind.DUPLICATE_ROW, count, sentence, tuple(examples)),)
