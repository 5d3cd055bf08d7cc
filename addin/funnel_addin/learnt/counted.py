"""Records that entered each stage by calendar month, laid into a plan's periods."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from funnel_addin.books.port import Book, Cell, Grid
from funnel_addin.files.periods import Periods
from funnel_addin.learnt.held import cell_held, grid_held
from funnel_addin.learnt.history import History
from funnel_addin.learnt.matching import Matched
from funnel_core.pace import months_later

__all__ = ["actual_inputs", "month_end", "won_in_term"]

DAY = datetime.timedelta(days=1)


def month_end(first: datetime.date) -> datetime.date:
    """Give the last day of a month."""
    return months_later(first, 1) - DAY


def actual_inputs(
    book: Book,
    matched: Matched,
    start: datetime.date | None = None,
    end: datetime.date | None = None,
) -> tuple[dict[str, Grid], list[str]]:
    """Give what entered each stage in the periods that the history has seen, and up to which day.

    A period, and a stage, that the history does not count keeps what it holds.

    Args:
        book: a workbook.
        matched: its stages and the history's.
        start: the first day of a term that was given; else the workbook's.
        end: its last day.
    """
    history = matched.history
    periods = Periods.of(book, start, end)
    held = grid_held(book, "Plan_Actuals")
    if periods.start is None:
        return _moved(matched, held), []
    if periods.start.day != 1:
        told = (
            f"Plan_Actuals stays as it is: the history counts calendar months, and the term begins "
            f"on {periods.start}"
        )
        return _moved(matched, held), [told]
    seen = _seen(history, periods, len(held[0]) if held else None)
    if not seen:
        return _moved(matched, held), []
    width = max(len(held[0]) if held else 0, max(seen) + 1)
    rows = tuple(_row(matched, stage, held, seen, width) for stage in range(len(matched.stages)))
    grids: dict[str, Grid] = {"Plan_Actuals": rows}
    told = (
        f"Plan_Actuals takes what entered each stage in {periods.called(min(seen))}"
        + (f" to {periods.called(max(seen))}" if len(seen) > 1 else "")
        + f", counted up to {history.as_of}"
    )
    day = _asked(book, history, periods, max(seen), end)
    if day is not None:
        grids["Plan_As_Of"] = ((day,),)
        told += "; Plan_As_Of is that day from now on: blank it to follow the last period counted"
    return grids, [told]


def won_in_term(
    book: Book,
    matched: Matched,
    start: datetime.date | None = None,
    end: datetime.date | None = None,
) -> int | None:
    """Count the wins of the term so far; None where the history has not seen any of it."""
    periods = Periods.of(book, start, end)
    last = len(matched.history.stages) - 1
    if periods.start is None or periods.start.day != 1 or matched.places[-1] != last:
        return None
    held = grid_held(book, "Plan_Actuals")
    seen = _seen(matched.history, periods, len(held[0]) if held else None)
    return sum(entries[last] for months in seen.values() for entries in months) if seen else None


def _seen(
    history: History, periods: Periods, columns: int | None
) -> dict[int, list[tuple[int, ...]]]:
    """Give per period, counted from 0, the entries of each of its months that has begun."""
    if not history.months or periods.start is None:
        return {}
    counted = {month.first: month.entries for month in history.months}
    nobody = (0,) * len(history.stages)
    first, found = min(counted), {}
    for period in range(columns or periods.count or 0):
        begins = months_later(periods.start, period * periods.months)
        if begins > history.as_of:
            break
        months = [months_later(begins, month) for month in range(periods.months)]
        if months[0] >= first:
            found[period] = [
                counted.get(month, nobody) for month in months if month <= history.as_of
            ]
    return found


def _row(
    matched: Matched,
    stage: int,
    held: Grid,
    seen: dict[int, list[tuple[int, ...]]],
    width: int,
) -> tuple[Cell, ...]:
    row = list(_carried(matched, stage, held))
    row += [None] * (width - len(row))
    place = matched.places[stage]
    if place is not None:
        for period, months in seen.items():
            row[period] = sum(entries[place] for entries in months)
    return tuple(row)


def _carried(matched: Matched, stage: int, held: Grid) -> Sequence[Cell]:
    before = matched.row_before(stage)
    return held[before] if before is not None and before < len(held) else ()


def _moved(matched: Matched, held: Grid) -> dict[str, Grid]:
    """Carry counts over to stages that have moved; those of stages that are gone go."""
    if not matched.replaced or not any(cell is not None for row in held for cell in row):
        return {}
    rows = [list(_carried(matched, at, held)) for at in range(len(matched.stages))]
    width = len(held[0])
    return {"Plan_Actuals": tuple((*row, *[None] * (width - len(row))) for row in rows)}


def _asked(
    book: Book, history: History, periods: Periods, last: int, end: datetime.date | None
) -> datetime.date | None:
    """Give the day to ask about: the history's, unless a blank cell already means it."""
    assert periods.start is not None
    after = months_later(periods.start, (last + 1) * periods.months)
    asked = cell_held(book, "Plan_As_Of")
    if asked is None and history.as_of >= after - DAY:
        return None
    if end is not None and history.as_of > end:
        return None
    return min(history.as_of, after - DAY)
