"""Which columns may be a log's, or dates of stages, by what stands in them: to propose, no more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from funnel_addin.exports.date_forms import BLANKS, form_of
from funnel_addin.exports.headings import Opened

__all__ = ["Likely", "hold_dates", "likely_columns"]

LOOKED_AT = 5_000
"""Rows that a proposal is made from."""

MOST_STAGES = 50
MOSTLY = 0.95
ROWS_PER_RECORD = 1.2
"""A log has at least so many, or its stages cannot be told from other words."""

_DATES = ("iso", "year first", "numbered", "day month", "month day", "year month", "all together")
_BLANKS = {blank.upper() for blank in BLANKS}


@dataclass(frozen=True, slots=True)
class Likely:
    """What the columns of an export look like.

    Args:
        log: the role of a log ("record", "stage", "time") → the one heading that looks like it;
            {} where it does not look like a log.
        dates: the headings of columns of dates.
        record: the first column whose values differ in all rows; "" where there is none.
    """

    log: Mapping[str, str]
    dates: tuple[str, ...]
    record: str


def likely_columns(export: Opened, known: Mapping[str, str]) -> Likely:
    """Look at the first rows of an export: a record comes again, each time at another stage.

    Args:
        export: which.
        known: the roles of a log whose heading is known already.
    """
    once = [each for each in export.columns if each.strip() and export.columns.count(each) == 1]
    columns = {each: export.column(each) for each in once}
    asked = {
        f"c{at}": column.cast("string")
        for at, column in enumerate(columns.values())
        if not column.type().is_nested()
    }
    found = export.rows.select(**asked).limit(LOOKED_AT).execute() if asked else {}
    texts = {
        heading: [text.strip() if isinstance(text, str) else "" for text in found[f"c{at}"]]
        for at, heading in enumerate(once)
        if f"c{at}" in asked
    }
    dates = tuple(heading for heading, each in texts.items() if hold_dates(each))
    others = [heading for heading in texts if heading not in dates]
    pairs = [
        (record, stage)
        for record in ([known["record"]] if "record" in known else others)
        for stage in ([known["stage"]] if "stage" in known else others)
        if record in texts and stage in texts and _is_log(texts[record], texts[stage])
    ]
    stages = list(dict.fromkeys(stage for _, stage in pairs))
    times = [known["time"]] if "time" in known else list(dates)
    log = {}
    if len(stages) == len(times) == 1:
        log = {"record": pairs[0][0], "stage": stages[0], "time": times[0]}
    apart = [each for each in others if len({*texts[each]} - {""}) == len(texts[each]) > 2]
    return Likely(log, dates, apart[0] if apart else "")


def hold_dates(texts: Iterable[str]) -> bool:
    """Tell whether most of some texts are dates, blank ones apart.

    >>> hold_dates(["05.01.2026", "-", "2026-01-31 10:00"]), hold_dates(["Price", "2026"])
    (True, False)
    """
    some = [text for text in (each.strip().upper() for each in texts) if text not in _BLANKS]
    forms = [form_of(re.sub(r"[0-8]", "9", text)).family in _DATES for text in some]
    return bool(forms) and sum(forms) >= MOSTLY * len(forms)


def _is_log(records: Sequence[str], stages: Sequence[str]) -> bool:
    pairs = [pair for pair in zip(records, stages, strict=True) if all(pair)]
    few, many = {stage for _, stage in pairs}, {record for record, _ in pairs}
    return (
        len(pairs) >= MOSTLY * len(records)
        and 2 <= len(few) <= min(MOST_STAGES, len(many))
        and len(pairs) >= ROWS_PER_RECORD * len(many)
        and len(set(pairs)) >= MOSTLY * len(pairs)
        and not all(re.fullmatch(r"[\d.,]+", stage) for stage in few)
    )
