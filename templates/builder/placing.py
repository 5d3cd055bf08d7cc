"""Where every field of a described workbook stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

from templates.builder.describing import (
    Area,
    Asked,
    Axis,
    Block,
    Chart,
    Field,
    Filled,
    Grid,
    Lines,
    Sheet,
    Text,
    Workbook,
    Worked,
)

__all__ = ["Layout", "Spot", "laid_out", "stacked"]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a field stands: its sheet, its first cell (from 0), and the axes it runs along."""

    field: Field
    sheet: str
    row: int
    column: int
    down: Axis | None = None
    across: Axis | None = None

    @property
    def rows(self) -> int:
        """Count the rows of its cells."""
        return self.down.size if self.down else 1

    @property
    def columns(self) -> int:
        """Count the columns of its cells."""
        return self.across.size if self.across else 1

    @property
    def cells(self) -> str:
        """Give its range, such as B8:B20, or its one cell."""
        last = xl_rowcol_to_cell(self.row + self.rows - 1, self.column + self.columns - 1)
        first = xl_rowcol_to_cell(self.row, self.column)
        return first if first == last else f"{first}:{last}"

    @property
    def address(self) -> str:
        """Give its absolute range with the sheet, as a defined name has it."""
        first = xl_rowcol_to_cell(self.row, self.column, row_abs=True, col_abs=True)
        last = xl_rowcol_to_cell(
            self.row + self.rows - 1, self.column + self.columns - 1, row_abs=True, col_abs=True
        )
        sheet = quoted(self.sheet)
        return f"{sheet}!{first}" if first == last else f"{sheet}!{first}:{last}"


def quoted(sheet: str) -> str:
    """Give a sheet's title as an address has it."""
    return sheet if re.fullmatch(r"[A-Za-z_]+", sheet) else "'" + sheet.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class Layout:
    """The fields of a workbook by key, and where each stands."""

    workbook: Workbook
    spots: dict[str, Spot]

    def of_kind(self, *kinds: type[Field]) -> list[Spot]:
        """Give the fields of some kinds, in the order of the sheets."""
        return [spot for spot in self.spots.values() if isinstance(spot.field, kinds)]

    @property
    def asked(self) -> list[Spot]:
        """Give what a person types."""
        return self.of_kind(Asked)

    @property
    def worked(self) -> list[Spot]:
        """Give what formulas work out, constants left out."""
        return [
            spot
            for spot in self.of_kind(Worked)
            if isinstance(spot.field, Worked) and spot.field.constant is None
        ]

    @property
    def filled(self) -> list[Spot]:
        """Give what a fill writes."""
        return self.of_kind(Filled)

    @property
    def names(self) -> dict[str, str]:
        """Give the defined names and the cells they stand for."""
        return {name: _spanned(spots) for name, spots in _named(self.spots).items()}


def _named(spots: Mapping[str, Spot]) -> dict[str, list[Spot]]:
    """Give the fields that bear each defined name, in the order they are described in."""
    found: dict[str, list[Spot]] = {}
    for spot in spots.values():
        if spot.field.name:
            found.setdefault(spot.field.name, []).append(spot)
    return found


def _spanned(spots: Sequence[Spot]) -> str:
    """Give the one address of all cells of columns that share a defined name.

    Raises:
        ValueError: the fields are not neighbouring columns of one table.
    """
    first, last = spots[0], spots[-1]
    for left, right in pairwise(spots):
        place = (left.sheet, left.row, left.down, left.column + left.columns)
        if place != (right.sheet, right.row, right.down, right.column):
            raise ValueError(
                f"{left.field.key!r} and {right.field.key!r} share the name {left.field.name}, but"
                " are not neighbouring columns of one table"
            )
    if first is last:
        return first.address
    corners = (
        xl_rowcol_to_cell(first.row, first.column, row_abs=True, col_abs=True),
        xl_rowcol_to_cell(
            last.row + last.rows - 1, last.column + last.columns - 1, row_abs=True, col_abs=True
        ),
    )
    return f"{quoted(first.sheet)}!{':'.join(corners)}"


def laid_out(workbook: Workbook) -> Layout:
    """Say where every field stands.

    Raises:
        ValueError: a key or a defined name is used twice, two fields share a cell, or a filled
            field has no name.
    """
    spots: dict[str, Spot] = {}
    taken: dict[tuple[str, int, int], str] = {}
    for sheet in workbook.sheets:
        for block in sheet.blocks:
            for spot in _spots(sheet, block):
                key = spot.field.key
                if key in spots:
                    raise ValueError(f"two fields have the key {key!r}")
                if isinstance(spot.field, Filled) and not spot.field.name:
                    raise ValueError(f"{key!r} is filled, and needs a defined name")
                spots[key] = spot
                for row in range(spot.row, spot.row + spot.rows):
                    for column in range(spot.column, spot.column + spot.columns):
                        other = taken.setdefault((sheet.title, row, column), key)
                        if other != key:
                            cell = xl_rowcol_to_cell(row, column)
                            raise ValueError(f"{sheet.title}!{cell} holds {other!r} and {key!r}")
    named = _named(spots)
    if len({name.lower() for name in named}) != len(named):
        raise ValueError(f"defined names differ in case alone among {sorted(named)}")
    for sharing in named.values():
        _spanned(sharing)
    return Layout(workbook, spots)


def _spots(sheet: Sheet, block: Block) -> Iterator[Spot]:
    row, column = xl_cell_to_rowcol(block.at)
    if isinstance(block, Lines):
        first = row + bool(block.heading)
        for number, each in enumerate(block.fields):
            if each is not None:
                yield Spot(each, sheet.title, first + number, column + 1)
    elif isinstance(block, Grid):
        yield from _grid_spots(sheet, block)
    elif isinstance(block, Area):
        yield Spot(block.field, sheet.title, row, column)
    elif isinstance(block, Text) and block.key:
        yield Spot(text_field(block), sheet.title, row, column)
    elif not isinstance(block, (Text, Chart)):
        raise TypeError(f"{block!r} is no block that can be laid out")


def text_field(block: Text) -> Field:
    """Give the field that a text with a key counts as."""
    return Worked(key=block.key, shown="text", formula=block.content.removeprefix("="))


def _grid_spots(sheet: Sheet, grid: Grid) -> Iterator[Spot]:
    row, column = xl_cell_to_rowcol(grid.at)
    row += bool(grid.heading) + bool(grid.bands)
    body = column + (len(grid.left) or grid.labels)
    for number, each in enumerate(grid.top):
        yield Spot(each, sheet.title, row + number, body, across=grid.across)
    first = first_row(grid)
    for number, each in enumerate(grid.left):
        yield Spot(each, sheet.title, first, column + number, down=grid.down)
        if each.key in grid.foot and grid.down:
            yield Spot(grid.foot[each.key], sheet.title, first + grid.down.size, column + number)
    if grid.cells is not None:
        yield Spot(grid.cells, sheet.title, first, body, grid.down, grid.across)


def first_row(grid: Grid) -> int:
    """Give the first row (from 0) of a grid's vertical axis."""
    row, _ = xl_cell_to_rowcol(grid.at)
    headings = max(len(grid.top), 1 + grid.units) if grid.left or grid.cells else len(grid.top)
    return row + bool(grid.heading) + bool(grid.bands) + headings


def stacked(row: int, blocks: Sequence[Lines | Grid]) -> tuple[Lines | Grid, ...]:
    """Put blocks one below the other in their columns, a row free between them.

    Args:
        row: the first row, from 1.
        blocks: lines and grids; the rows that they are described with are left aside.
    """
    put: list[Lines | Grid] = []
    for block in blocks:
        column = block.at.rstrip("0123456789")
        put.append(replace(block, at=f"{column}{row}"))
        if isinstance(block, Lines):
            row += bool(block.heading) + len(block.fields) + 1
        else:
            down = block.down.size if block.down else 0
            row = first_row(put[-1]) + down + bool(block.foot) + 2
    return tuple(put)
