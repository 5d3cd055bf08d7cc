"""Cells as xlwings hands them over: what an argument holds, and how a range is read in full."""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import xlwings as xw
from xlwings import conversion

from funnel_addin.books.port import Cell, CellErrorValue, Grid, Place
from funnel_core.errors import InputError

__all__ = [
    "AsHanded",
    "Handed",
    "Table",
    "grid_of",
    "one_area",
    "one_block",
    "place_of",
    "read_cells",
]

_Held: TypeAlias = "float | int | str | bool | datetime.datetime | None"
_Raw: TypeAlias = "Sequence[Sequence[_Held | decimal.Decimal]]"
Table: TypeAlias = "tuple[tuple[_Held, ...], ...]"
"""Cells as the worksheet functions take them; an error cell is its code: "#N/A"."""

LARGE = 10_000
"""Above so many cells a range is cut at the sheet's last used cell before it is read."""

_convert: Callable[..., _Raw] = conversion.read
_AS_TABLE = {"ndim": 2, "err_to_str": True}
_ERRORS = frozenset(["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"])
_NEWER_ERRORS = {
    -2146826245: "#GETTING_DATA",
    -2146826243: "#SPILL!",
    -2146826242: "#CONNECT!",
    -2146826241: "#BLOCKED!",
    -2146826240: "#UNKNOWN!",
    -2146826239: "#FIELD!",
    -2146826238: "#CALC!",
    -2146826237: "#BUSY!",
}
"""The errors that xlwings does not know; it would hand them on as numbers."""


@dataclass(frozen=True, slots=True)
class Handed:
    """What Excel handed over for one argument, not read yet: a range, or a value."""

    range: xw.Range | None
    value: object

    def read(self, name: str) -> Table:
        """Read the cells of the argument called `name`.

        xlwings' own conversion runs here, and not before the façade is called, so that nothing
        that fails on the way can put a traceback in the cell.
        """
        if self.range is None:
            return _cleaned(_convert(None, self.value, _AS_TABLE))
        return _argument(self.range, name)


class AsHanded:
    """The conversion that xlwings is told to use for an argument: none yet."""

    @staticmethod
    def reader(options: Mapping[str, object]) -> Callable[[conversion.ConversionContext], None]:
        """Give the one step that xlwings runs on an argument."""
        return _keep


def _keep(context: conversion.ConversionContext) -> None:
    context.value = Handed(context.range, context.value)


def _argument(cells: xw.Range, name: str) -> Table:
    """Read an argument in two calls to Excel, where it is small."""
    count = cells.api.CountLarge
    if count > LARGE:
        return read_cells(one_block(cells, name))
    table = read_cells(cells)
    # of several areas Excel hands over the first alone
    if sum(map(len, table)) != count:
        one_area(cells, name)
    return table


def one_block(cells: xw.Range, name: str) -> xw.Range:
    """Refuse a reference of several areas, and cut a large one at its sheet's last used cell.

    A whole column has 1,048,576 cells.
    """
    one_area(cells, name)
    return _used_part(cells) if cells.api.CountLarge > LARGE else cells


def one_area(cells: xw.Range, name: str) -> xw.Range:
    """Refuse a reference of several areas, of which Excel hands over the first alone."""
    areas = cells.api.Areas.Count
    if areas > 1:
        raise InputError(
            f"'{name}' must be one block of cells; got {areas} blocks: put the cells side by side"
        )
    return cells


def read_cells(cells: xw.Range) -> Table:
    """Read the cells of a range as they are, currency in full, an error as its code."""
    # with the engine's name xlwings need not ask Excel, in eight calls, which engine it is
    table = _convert(cells, None, _AS_TABLE, engine_name="excel")
    if any(isinstance(cell, decimal.Decimal) for row in table for cell in row):
        table = _currency_in_full(cells, table)
    return _cleaned(table)


def _used_part(cells: xw.Range) -> xw.Range:
    used = cells.sheet.used_range
    last_row = used.row + used.shape[0] - 1
    last_column = used.column + used.shape[1] - 1
    rows, columns = cells.shape
    return cells.resize(
        min(rows, max(1, last_row - cells.row + 1)),
        min(columns, max(1, last_column - cells.column + 1)),
    )


def _currency_in_full(cells: xw.Range, table: _Raw) -> _Raw:
    """Put in the numbers behind cells formatted as currency, which Excel rounds to four decimals.

    1000000/3000 in such a cell would arrive as 333.3333, and ask for one record too many.
    """
    numbers = cells.api.Value2
    rows = numbers if isinstance(numbers, tuple) else ((numbers,),)
    return [
        [
            full if isinstance(cell, decimal.Decimal) else cell
            for cell, full in zip(*pair, strict=True)
        ]
        for pair in zip(table, rows, strict=True)
    ]


def _cleaned(table: _Raw) -> Table:
    return tuple(tuple(_cell(each) for each in row) for row in table)


def _cell(cell: _Held | decimal.Decimal) -> _Held:
    if isinstance(cell, decimal.Decimal):
        return float(cell)
    if isinstance(cell, int) and not isinstance(cell, bool):
        return _NEWER_ERRORS.get(cell, cell)
    return cell


def place_of(cells: xw.Range) -> Place:
    """Say where a range stands."""
    return Place(cells.sheet.name, cells.row, cells.column, *cells.shape)


def grid_of(table: Table) -> Grid:
    """Give a table as the cells of a book."""
    return tuple(tuple(_book_cell(cell) for cell in row) for row in table)


def _book_cell(cell: _Held) -> Cell:
    if isinstance(cell, str) and (cell in _ERRORS or cell in _NEWER_ERRORS.values()):
        return CellErrorValue(cell)
    return cell
