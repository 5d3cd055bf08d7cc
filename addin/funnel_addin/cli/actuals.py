"""What was counted, from a CSV file into its stages and periods; all else stays as it was."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from funnel_addin.books.port import Book, Cell, Grid, Place
from funnel_addin.cli.datafiles import Labels
from funnel_addin.files.csvfile import key, read_table
from funnel_addin.files.periods import Periods
from funnel_addin.files.written import whole_mark
from funnel_core.errors import CrmError
from funnel_core.quantities import COUNT

__all__ = ["actuals"]

NAME = "Plan_Actuals"


def actuals(path: str, labels: Labels, periods: Periods, book: Book) -> tuple[Grid, str]:
    """Read what was counted: a row per stage, a column per period.

    A stage, a period or a cell that the file does not fill keeps what the workbook holds.

    Returns:
        What the workbook is to hold, and what a person should know about it.

    Raises:
        CrmError: a file that cannot be read; a stage that the workbook does not have, or twice;
            a heading that is no period of the term; a count that is none.
    """
    table = read_table(path, "a row per stage", ["stage"], None)
    table.must_be_known("stage", labels.stages)
    table.must_be_once("stage")
    headings = table.headings[1:]
    if key(table.headings[0]) != "stage" or not headings:
        raise CrmError(
            f"{path}: expected the heading stage first, then a heading per period, such as Jan"
        )
    mark = table.mark or whole_mark(cell for _, cells in table.rows for cell in cells[1:])
    table = dataclasses.replace(table, mark=mark)
    columns = [table.numbers_at(at, COUNT) for at in range(1, len(table.headings))]
    table.done()
    places, are_months = periods.placed(path, headings)
    names = table.texts("stage")
    stages = [stage.lower() for stage in labels.stages or names]
    held = _held(book, len(stages), max(places) + 1)
    before = [list(row) for row in held]
    for name, counts in zip(names, zip(*columns, strict=True), strict=True):
        row = held[stages.index(name.lower())]
        for place, count in zip(places, counts, strict=True):
            row[place] = row[place] if count is None else count
    note = _told(Path(path).name, _where(headings, places, are_months, periods), before, held)
    return tuple(map(tuple, held)), note


def _held(book: Book, stages: int, periods: int) -> list[list[Cell]]:
    """Give what a book holds, at least so many rows and columns of it."""
    block: Grid = ()
    if isinstance(book.places().get(NAME), Place):
        block = book.read(NAME).values
    width = max([periods, *map(len, block)])
    rows: list[list[Cell]] = [[*row, *[None] * (width - len(row))] for row in block]
    rows += [[None] * width for _ in range(stages - len(rows))]
    return rows


def _where(
    headings: Sequence[str], places: Sequence[int], are_months: bool, periods: Periods
) -> str:
    pairs = [
        heading if heading == periods.called(place) else f"{heading} as {periods.called(place)}"
        for heading, place in zip(headings, places, strict=True)
    ]
    taken = f"takes {', '.join(pairs)}"
    return taken if are_months else f"{taken}, in order, since no heading is a month of the term"


def _told(
    file: str, where: str, before: Sequence[Sequence[Cell]], now: Sequence[Sequence[Cell]]
) -> str:
    """Say where the counts of a file went, and what was there before."""
    cells = [
        (old, new)
        for olds, news in zip(before, now, strict=True)
        for old, new in zip(olds, news, strict=True)
    ]
    added = sum(new not in (None, "", old) and old in (None, "") for old, new in cells)
    changed = sum(new != old and old not in (None, "") for old, new in cells)
    kept = sum(new == old and old not in (None, "") for old, new in cells)
    counts = f"{added:,} counts were added, {changed:,} replaced, {kept:,} stay as they were"
    return f"{NAME} {where} ({file}): {counts}"
