"""A history's entries as outcomes in the log of a marketing system, a line per month."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from funnel_addin.books.port import Book, Cell, Grid
from funnel_addin.functions.grid import DAY_ZERO
from funnel_addin.learnt.counted import month_end
from funnel_addin.learnt.held import cell_held, grid_held, is_defined, texts_held
from funnel_addin.learnt.history import Month
from funnel_addin.learnt.matching import Matched
from funnel_addin.plans.logs import GRAINS, PERIODS, folded
from funnel_core.errors import CrmError
from funnel_core.pace import months_later

__all__ = ["WHAT", "log_inputs"]

WHAT = "CRM history"
"""What a line of the log says that a history put there; it follows the next history."""

OUTCOME = "outcome"
Key = tuple[int, int, str, str]
"""A line's year and month, its channel and its stage, as they are compared."""


def log_inputs(
    book: Book,
    matched: Matched,
    start: datetime.date | None = None,
    grain: str = "",
    channels: Sequence[str] | None = None,
) -> tuple[dict[str, Grid], list[str]]:
    """Give the log with a line per whole month, channel and stage that records entered.

    A line that a history put there before takes the newer count; a month, channel and stage for
    which a person logged an outcome is left to that person.

    Args:
        book: a workbook with a log.
        matched: its stages and the history's.
        start: the first day that was given; else the workbook's.
        grain: the length of a period that was given; else the workbook's.
        channels: the names that were given; else the workbook's.

    Raises:
        CrmError: the log's stages are others than the history's, so that its lines would be lost.
    """
    held = [row for row in grid_held(book, "Plan_Log") if any(cell is not None for cell in row)]
    if matched.replaced and held:
        raise CrmError(
            f"{book.title}: its stages are {', '.join(filter(None, matched.before))}, the "
            f"history's {', '.join(matched.history.stages)}: its log names stages, so they cannot "
            "be replaced; name the history's stages alike, or give them to 'funnel history'"
        )
    lines, notes = _lines(book, matched, start, grain, channels)
    result, told = _result(book, matched)
    notes += told
    if not lines:
        return result, notes
    own = {key: at for at, row in enumerate(held) if (key := _key(row)) and _is_ours(row)}
    theirs = {key for row in held if (key := _key(row)) and not _is_ours(row)}
    rows: list[tuple[Cell, ...]] = list(held)
    added = changed = left = 0
    for key, line in lines.items():
        if key in theirs:
            left += 1
        elif key not in own:
            rows.append(line)
            added += 1
        elif rows[own[key]][5] != line[5]:
            rows[own[key]] = (*rows[own[key]][:5], line[5])
            changed += 1
    there = len(lines) - added - changed - left
    said = f"Plan_Log takes outcomes of whole months: {_count(added, 'line')} added"
    said += f", {changed:,} brought up to date" if changed else ""
    said += f", {there:,} there already" if there else ""
    said += f", {left:,} left to what a person logged" if left else ""
    return {**result, "Plan_Log": tuple(rows)}, [said, *notes]


def _result(book: Book, matched: Matched) -> tuple[dict[str, Grid], list[str]]:
    """Blank the stage that is explained where it is gone: blank means the last one."""
    result = str(cell_held(book, "Plan_Result") or "")
    if not result or folded(result) in map(folded, matched.stages):
        return {}, []
    told = (
        f"Plan_Result is blank now, which means the last stage: {result} is gone; "
        "where the workbook has a cell 'A lead is', choose the stage there anew as well"
    )
    return {"Plan_Result": ((None,),)}, [told]


def _lines(
    book: Book,
    matched: Matched,
    start: datetime.date | None,
    grain: str,
    channels: Sequence[str] | None,
) -> tuple[dict[Key, tuple[Cell, ...]], list[str]]:
    """Give a line per month, channel and stage, and what has no place in the log."""
    history = matched.history
    named = list(channels or texts_held(book, "Plan_Channels"))
    asks = is_defined(book, "Plan_Channels")
    months = history.channel_months if asks else history.months
    if asks and not months:
        told = (
            "Plan_Log stays as it is: the history counts no channels, and each line needs one; "
            "give it a column by 'funnel history --channel'"
        )
        return {}, [told]
    first, after = _term(book, start, grain)
    lines: dict[Key, tuple[Cell, ...]] = {}
    strange: dict[str, None] = {}
    whole = [month for month in months if month_end(month.first) <= history.as_of]
    within = [month for month in whole if _within(month.first, first, after)]
    for month in within or whole:
        channel = _called(month.channel, named) if asks else ""
        if channel is None:
            strange[month.channel or ""] = None
            continue
        if not within:
            continue
        for stage, count in _counts(matched, month):
            day = month_end(month.first)
            key = (day.year, day.month, folded(channel), folded(stage))
            lines[key] = (day, channel or None, stage, OUTCOME, WHAT, count)
    notes, cures = [], []
    if whole and not within and first is not None:
        firsts = [month.first for month in whole]
        begins, ends = min(firsts), max(firsts)
        notes.append(
            f"Plan_Log stays as it is: the history has months from {begins:%Y-%m} to {ends:%Y-%m}, "
            f"and none of them is among the periods from {first} on"
        )
        cures.append(f"--start {_beginning(begins, ends, first, after)}")
    if strange:
        unknown = ", ".join(name or "(blank)" for name in strange)
        notes.append(
            f"Plan_Channels has no {unknown}: their outcomes were not logged; name them there, or "
            "by --channel-names"
        )
        if not any(_called(name, named) for name in history.channel_names):
            cures.append(f'--channel-names "{";".join(filter(None, strange))}"')
    if cures:
        notes[-1] += f"; to log all, add {' '.join(cures)}"
    return lines, notes


def _beginning(
    begins: datetime.date,
    ends: datetime.date,
    first: datetime.date,
    after: datetime.date | None,
) -> datetime.date:
    """Give the first day of a term as long as the book's that holds a history's last months."""
    if after is None:
        return begins
    length = 12 * (after.year - first.year) + after.month - first.month
    return max(begins, months_later(ends, 1 - length))


def _counts(matched: Matched, month: Month) -> list[tuple[str, int]]:
    return [
        (stage, month.entries[place])
        for stage, place in zip(matched.stages, matched.places, strict=True)
        if stage and place is not None and month.entries[place]
    ]


def _term(
    book: Book, start: datetime.date | None, grain: str
) -> tuple[datetime.date | None, datetime.date | None]:
    """Give the first day that the system looks at, and the first after."""
    first = start or _day(cell_held(book, "Plan_Start"))
    months = GRAINS.get(grain or folded(cell_held(book, "Plan_Grain") or ""))
    if first is None or months is None:
        return first, None
    return first, months_later(first, months * PERIODS)


def _within(day: datetime.date, first: datetime.date | None, after: datetime.date | None) -> bool:
    return (first is None or day >= first) and (after is None or day < after)


def _called(channel: str | None, named: Sequence[str]) -> str | None:
    if channel is None:
        return None
    return next((each for each in named if folded(each) == folded(channel) and each), None)


def _key(row: Sequence[Cell]) -> Key | None:
    """Give which outcome a line is of; None where it is no outcome."""
    day, channel, stage, kind = row[:4]
    date = _day(day)
    if folded(kind) != OUTCOME or date is None:
        return None
    return date.year, date.month, folded(channel or ""), folded(stage or "")


def _is_ours(row: Sequence[Cell]) -> bool:
    return folded(row[4] or "") == folded(WHAT)


def _day(cell: Cell) -> datetime.date | None:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return DAY_ZERO + datetime.timedelta(days=int(cell))
    return cell if isinstance(cell, datetime.date) else None


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
