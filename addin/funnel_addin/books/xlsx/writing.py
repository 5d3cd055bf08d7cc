"""Grids of values put behind names: checked first, then set, and what changed kept on record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from funnel_addin.books.port import Cell, Grid, Place, Problem, column_letters, quoted
from funnel_addin.books.xlsx.bulk import MANY_CELLS, put_numbers
from funnel_addin.books.xlsx.edit import put_computed, put_row
from funnel_addin.books.xlsx.places import area_of_place
from funnel_addin.books.xlsx.references import Area
from funnel_addin.books.xlsx.sheets import Sheets
from funnel_addin.books.xlsx.stale import Record
from funnel_addin.books.xlsx.values import normal_row, numbers_of, same
from funnel_addin.books.xlsx.workbook import Sheet, Table
from funnel_core.errors import InputError

__all__ = ["ChangedCells", "Ready", "check", "write_grid"]


class ChangedCells(Mapping[str, Cell]):
    """The changed cells by address: Funnel!E6. An address is put together when it is asked for."""

    def __init__(
        self, rows: Mapping[tuple[int, int], Mapping[int, Cell]], titles: list[str]
    ) -> None:
        self._rows = rows
        self._titles = titles
        self._found: dict[str, Cell] | None = None

    def __len__(self) -> int:
        return sum(len(row) for row in self._rows.values())

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_address())

    def __getitem__(self, address: str) -> Cell:
        return self._by_address()[address]

    def __repr__(self) -> str:
        return repr(self._by_address())

    def _by_address(self) -> dict[str, Cell]:
        if self._found is None:
            self._found = {
                f"{quoted(self._titles[sheet])}!{column_letters(column)}{row}": value
                for (sheet, row), values in self._rows.items()
                for column, value in values.items()
            }
        return self._found


@dataclass(frozen=True, slots=True)
class Ready:
    """A grid that was checked and can be put at its place."""

    place: Place
    values: Grid
    stored: list[Sequence[Cell]]
    numbers: list[Sequence[float]] | None


def check(sheets: Sheets, name: str, place: Place, grid: Grid) -> Ready | Problem:
    """Make a grid ready to be stored at a place, or say why it cannot be."""
    if len(grid) != place.rows or any(len(row) != place.columns for row in grid):
        shapes = sorted({f"{len(grid)} × {len(row)}" for row in grid}) or ["no"]
        return Problem(
            name,
            str(place),
            f"the name {name} ({place}) has {place.rows} × {place.columns} cells (rows × columns), "
            f"got {' or '.join(shapes)} values: make both the same",
        )
    reading = sheets.reading
    try:
        plain = [numbers_of(row) for row in grid]
        numbers = [row for row in plain if row is not None]
        ready: list[Sequence[Cell]] = (
            [*numbers] if len(numbers) == len(grid) else [normal_row(row, reading) for row in grid]
        )
    except InputError as error:
        return Problem(name, str(place), f"{name} ({place}) cannot be written: {error}")
    table = _table_in_the_way(sheets, place, ready)
    if table is not None:
        return Problem(
            name,
            str(place),
            f"the name {name} ({place}) holds a header or totals cell of the table {table.name}, "
            "which may not be written: let it stand for data cells",
        )
    return Ready(place, grid, ready, numbers if len(numbers) == len(grid) else None)


def _table_in_the_way(sheets: Sheets, place: Place, ready: list[Sequence[Cell]]) -> Table | None:
    """Find a table whose header or totals would change: its columns are named by them."""
    sheet = sheets.named(place.sheet)
    area = area_of_place(place)
    for table in sheets.workbook.tables:
        if table.sheet != sheet.index or not table.area.meets(area):
            continue
        for row in range(max(area.top, table.area.top), min(area.bottom, table.area.bottom) + 1):
            if table.body.top <= row <= table.body.bottom:
                continue
            for column in range(area.left, area.right + 1):
                new = ready[row - area.top][column - area.left]
                held = sheets.grid(sheet).value(row, column)
                if table.area.holds(row, column) and not same(held, new):
                    return table
    return None


def write_grid(sheets: Sheets, ready: Ready, record: Record) -> None:
    """Put a grid that was checked into its cells; formulas keep their text."""
    place = ready.place
    sheet = sheets.named(place.sheet)
    area = area_of_place(place)
    computed = sheets.computed_in(sheet.index, area)
    if not computed and _put_many(sheets, sheet, ready, area, record):
        return
    cells = sheets.grid(sheet)
    for step, (values, stored) in enumerate(zip(ready.values, ready.stored, strict=True)):
        row = place.top + step
        if not computed:
            changed = put_row(cells, row, place.left, stored)
        else:
            changed = _put_mixed(sheets, sheet, row, place.left, stored, record)
        if changed:
            found = record.rows.setdefault((sheet.index, row), {})
            found.update({place.left + at: values[at] for at in changed})
    if cells.has_grown:
        cells.stretch(area)


def _put_many(sheets: Sheets, sheet: Sheet, ready: Ready, area: Area, record: Record) -> bool:
    """Put a large block of numbers into the sheet's text; tell whether that could be done."""
    if ready.numbers is None or area.size < MANY_CELLS:
        return False
    outside = sheets.outside(sheet)
    if outside is None:
        return False
    styles = [outside.style_for(0, column) for column in range(area.left, area.right + 1)]
    done = put_numbers(sheets.text(sheet), area, ready.numbers, styles)
    if done is None:
        return False
    for step, (values, changed) in enumerate(zip(ready.values, done[1], strict=True)):
        if changed:
            found = record.rows.setdefault((sheet.index, area.top + step), {})
            found.update({area.left + at: values[at] for at in changed})
    if any(done[1]):
        sheets.replace_text(sheet, done[0])
    return True


def _put_mixed(
    sheets: Sheets, sheet: Sheet, row: int, left: int, stored: Sequence[Cell], record: Record
) -> list[int]:
    """Put a row of values where formulas stand, or may stand, between the constants."""
    cells = sheets.grid(sheet)
    changed: list[int] = []
    for position, value in enumerate(stored):
        column = left + position
        where = (sheet.index, row, column)
        if not sheets.is_computed(*where):
            new = bool(put_row(cells, row, column, [value]))
        elif value is None:
            new = False
        else:
            record.settled.add(where)
            new = put_computed(cells, row, column, value)
        if new:
            changed.append(position)
    return changed
