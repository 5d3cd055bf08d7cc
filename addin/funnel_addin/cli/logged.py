"""A log from a CSV file: in the place of the workbook's rows, or below them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from funnel_addin.books.port import Book, Cell, Grid, Place
from funnel_addin.functions.grid import DAY_ZERO, is_blank
from funnel_addin.plans.logs import folded

__all__ = ["added", "replaced"]

NAME = "Plan_Log"
MOST_TOLD = 5


def replaced(book: Book, rows: Grid, path: str) -> str:
    """Say how many rows of a log a file's rows take the place of; "" where there was none."""
    before = len(_held(book))
    if not before:
        return ""
    file = Path(path).name
    return (
        f"{_rows(before)} of {NAME} {'was' if before == 1 else 'were'} replaced by {len(rows):,} "
        f"of {file}; to add rows below, use --add-to-log"
    )


def added(book: Book, rows: Grid, path: str) -> tuple[Grid, str]:
    """Give a log with a file's rows below its own, and say which of them it has already."""
    held = _held(book)
    there = {_compared(row) for row in held}
    fresh, again = [], []
    for at, row in enumerate(rows):
        if _compared(row) in there:
            again.append(at)
        else:
            fresh.append(row)
    note = f"{_rows(len(fresh))} of {Path(path).name} added below the {len(held):,} of {NAME}"
    if again:
        listed = "; ".join(_shown(rows[at]) for at in again[:MOST_TOLD])
        more = f"; and {len(again) - MOST_TOLD:,} more" if len(again) > MOST_TOLD else ""
        note += f"; {_rows(len(again))} not added, being there already: {listed}{more}"
    return (*held, *fresh), note


def _held(book: Book) -> list[tuple[Cell, ...]]:
    """Give the rows of a book's log that are not blank."""
    if not isinstance(book.places().get(NAME), Place):
        return []
    return [row for row in book.read(NAME).values if not all(map(is_blank, row))]


def _compared(row: Sequence[Cell]) -> tuple[object, ...]:
    """Give a row as it is compared: case and spaces do not count, nor how a date is held."""
    day, *others = row
    if isinstance(day, (int, float)) and not isinstance(day, bool):
        day = DAY_ZERO + datetime.timedelta(days=int(day))
    *texts, amount = others
    return (day, *("" if is_blank(text) else folded(text) for text in texts), amount)


def _shown(row: Sequence[Cell]) -> str:
    return " ".join(f"{cell}" for cell in row if not is_blank(cell))


def _rows(count: int) -> str:
    return f"{count:,} row" + ("" if count == 1 else "s")
