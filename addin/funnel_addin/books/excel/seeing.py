"""One look at an open workbook: its names, their cells, what is remembered, what is closed."""

from __future__ import annotations

from collections.abc import Iterator

import xlwings as xw

from funnel_addin import names
from funnel_addin.books import memory as tab
from funnel_addin.books.cells import MOST_CELLS
from funnel_addin.books.excel import journal
from funnel_addin.books.excel.busy import is_busy, is_from_excel
from funnel_addin.books.excel.handed import grid_of, one_area, place_of, read_cells
from funnel_addin.books.excel.named import named_cells
from funnel_addin.books.port import Block, Grid, Place, Problem
from funnel_addin.books.sight import Closed, Sight

__all__ = ["see", "tab_rows", "tab_sheet", "where"]

MOST_REMEMBERED = 4_000_000
"""A tab that uses more cells is read so far."""

MOST_COLUMNS = 4 * len(tab.KEPT)
"""A column for each name, two for what is being written, and room for what others put beside."""


def see(book: xw.Book) -> Sight:
    """See all that the contract knows of an open workbook."""
    found: dict[str, Place | Problem] = {}
    blocks: dict[str, Block] = {}
    formulas: dict[str, tuple[tuple[bool, ...], ...]] = {}
    closed: dict[str, Closed] = {}
    for spelt, each in _ours(book):
        known = names.find(spelt)
        name = known.name if known else spelt
        cells = each if isinstance(each, Problem) else named_cells(name, each, one_area)
        cells = cells if isinstance(cells, Problem) else _fit(name, cells, book)
        if isinstance(cells, Problem):
            found[name] = cells
            continue
        place = found[name] = place_of(cells)
        if known is None:
            continue
        blocks[name] = Block(place, grid_of(read_cells(cells)))
        formulas[name] = _flags(cells, "HasFormula")
        closed[name] = _closed(cells)
    sheet = tab_sheet(book)
    rows = () if sheet is None else tab_rows(sheet)
    remembered = tab.remembered(rows) if tab.is_ours(rows) else {}
    remembered = journal.recovered(remembered, rows, blocks)
    return Sight(book.name, found, blocks, formulas, remembered, closed)


def where(book: xw.Book, name: str) -> Place | Problem | None:
    """Say where a name stands at this moment."""
    for spelt, each in _ours(book):
        if spelt.lower() == name.lower():
            cells = each if isinstance(each, Problem) else named_cells(name, each, one_area)
            cells = cells if isinstance(cells, Problem) else _fit(name, cells, book)
            return cells if isinstance(cells, Problem) else place_of(cells)
    return None


def tab_sheet(book: xw.Book) -> xw.Sheet | None:
    """Find the tab of the sync, in whatever capitals."""
    return next((each for each in book.sheets if each.name.lower() == tab.TITLE.lower()), None)


def tab_rows(sheet: xw.Sheet) -> Grid:
    """Give what a tab holds, from its first cell on."""
    used = sheet.used_range
    columns = min(used.column + used.shape[1] - 1, MOST_COLUMNS)
    rows = min(used.row + used.shape[0] - 1, MOST_REMEMBERED // columns)
    return grid_of(read_cells(sheet.range((1, 1), (rows, columns))))


def _ours(book: xw.Book) -> Iterator[tuple[str, xw.Name | Problem]]:
    """Give the names that begin with Plan_; one that a single sheet has to itself is a problem."""
    confined: dict[str, Problem] = {}
    everywhere: dict[str, xw.Name] = {}
    for each in book.names:
        sheet, _, name = each.name.rpartition("!")
        if not name.lower().startswith(names.PREFIX.lower()):
            continue
        if not sheet:
            everywhere[name] = each
            continue
        confined[name] = Problem(
            name,
            each.refers_to or "",
            f"the name {name} is defined for the sheet {sheet} only: expected a name for the "
            "whole workbook; delete it and define it anew with the scope Workbook",
        )
    yield from everywhere.items()
    spelt = {name.lower() for name in everywhere}
    yield from ((name, each) for name, each in confined.items() if name.lower() not in spelt)


def _fit(name: str, cells: xw.Range, book: xw.Book) -> xw.Range | Problem:
    """Make a name over one merged cell that cell; refuse a name that holds hidden cells."""
    rows, columns = cells.shape
    where = str(place_of(cells))
    if cells.sheet.book.name != book.name:
        return Problem(
            name,
            where,
            f"the name {name} points into another workbook: expected cells of {book.name}; select "
            "the cells and define the name anew",
        )
    if rows * columns > MOST_CELLS:
        return Problem(
            name,
            where,
            f"the name {name} ({where}) stands for {rows * columns:,} cells, more than "
            f"{MOST_CELLS:,}: let it stand for the cells of the plan alone",
        )
    if cells.merge_cells is False:
        return cells
    first = cells.resize(1, 1).merge_area
    if first.shape == cells.shape and first.address == cells.address:
        return cells.resize(1, 1)
    for each in _each(cells):
        area = each.merge_area
        if area.shape != (1, 1) and _common(place_of(area), place_of(cells)) != place_of(
            area.resize(1, 1)
        ):
            return Problem(
                name,
                where,
                f"the name {name} ({where}) holds cells that the merged cell {place_of(area)} "
                "hides: unmerge it, or let the name stand for cells that can be seen",
            )
    return cells


def _common(one: Place, other: Place) -> Place:
    """Give the cells that two places on a sheet share."""
    top, left = max(one.top, other.top), max(one.left, other.left)
    bottom = min(one.top + one.rows, other.top + other.rows)
    right = min(one.left + one.columns, other.left + other.columns)
    return Place(one.sheet, top, left, bottom - top, right - left)


def _each(cells: xw.Range) -> Iterator[xw.Range]:
    rows, columns = cells.shape
    first = cells.resize(1, 1)
    for row in range(rows):
        for column in range(columns):
            yield first.offset(row, column)


def _flags(cells: xw.Range, member: str) -> tuple[tuple[bool, ...], ...]:
    """Ask all cells for a yes or no at once, and one by one where they differ."""
    rows, columns = cells.shape
    answer = _asked(cells, member)
    if answer is not None:
        return ((answer,) * columns,) * rows
    flags = [bool(_asked(each, member)) for each in _each(cells)]
    return tuple(tuple(flags[row * columns : (row + 1) * columns]) for row in range(rows))


def _asked(cells: xw.Range, member: str) -> bool | None:
    answer = getattr(cells.api, member)
    return None if answer is None else bool(answer)


def _closed(cells: xw.Range) -> Closed:
    """Say which cells Excel would not let us set, and why."""
    shut: dict[tuple[int, int], str] = {}

    def close(flags: tuple[tuple[bool, ...], ...], why: str) -> None:
        shut.update(
            ((row, column), why)
            for row, line in enumerate(flags)
            for column, flag in enumerate(line)
            if flag
        )

    sheet = cells.sheet.api
    if sheet.ProtectContents and not sheet.ProtectionMode:
        close(
            _flags(cells, "Locked"),
            "is locked on a protected sheet (lift its protection in Review > Unprotect Sheet)",
        )
    why = "is filled together with other cells by an array formula"
    close(_flags(cells, "HasArray"), why)
    spilled = _spilled(cells)
    if spilled is not None:
        close(spilled, why)
    return shut


def _spilled(cells: xw.Range) -> tuple[tuple[bool, ...], ...] | None:
    """Tell which cells a formula fills together with others; None where Excel does not spill."""
    try:
        return _flags(cells, "HasSpill")
    except Exception as error:  # an Excel that does not know it answers with pywin32's error
        if is_busy(error) or not (is_from_excel(error) or isinstance(error, AttributeError)):
            raise
        return None
