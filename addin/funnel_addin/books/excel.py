"""Live Excel, as xlwings hands it over: the cells of an argument, and the names of a workbook.

Reading only, and only what a worksheet function needs.
"""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import xlwings as xw
from xlwings import conversion

from funnel_addin.books.port import Block, Cell, CellErrorValue, Grid, Place, Problem, Written
from funnel_core.errors import InputError, SheetError

__all__ = ["AsHanded", "CallersBook", "Handed", "Table"]

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
        return _read(_one_block(self.range, name))


class AsHanded:
    """The conversion that xlwings is told to use for an argument: none yet."""

    @staticmethod
    def reader(options: Mapping[str, object]) -> Callable[[conversion.ConversionContext], None]:
        """Give the one step that xlwings runs on an argument."""
        return _keep


def _keep(context: conversion.ConversionContext) -> None:
    context.value = Handed(context.range, context.value)


def _one_block(cells: xw.Range, name: str) -> xw.Range:
    """Refuse a reference of several areas, of which Excel hands over the first alone.

    A large one is cut at its sheet's last used cell: a whole column has 1,048,576 cells.
    """
    areas = cells.api.Areas.Count
    if areas > 1:
        raise InputError(
            f"'{name}' must be one block of cells; got {areas} blocks: put the cells side by side"
        )
    return _used_part(cells) if cells.api.CountLarge > LARGE else cells


def _read(cells: xw.Range) -> Table:
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


class CallersBook:
    """The workbook of the cell that asks: some of its names, to be read and not to be changed.

    It is the book that the cell stands in, which need not be the active one.
    """

    def __init__(self, cell: xw.Range, names: Iterable[str]) -> None:
        self._book = cell.sheet.book
        self._names = tuple(names)
        self._found: dict[str, xw.Range | Problem] | None = None

    @property
    def title(self) -> str:
        """Give what the workbook is called in a sentence."""
        return self._book.name

    def places(self) -> Mapping[str, Place | Problem]:
        """Give the place of each of the names that the workbook defines, or what is wrong."""
        return {
            name: found if isinstance(found, Problem) else _place(found)
            for name, found in self._ranges().items()
        }

    def read(self, name: str) -> Block:
        """Read the values behind a name."""
        cells = self._ranges().get(name)
        if not isinstance(cells, xw.Range):
            raise SheetError(f"'{name}' is not the name of cells in {self.title}: define it so")
        return Block(_place(cells), _grid(_read(cells)))

    def formulas_in(self, name: str) -> tuple[tuple[bool, ...], ...]:
        """Tell which of the cells behind a name hold a formula."""
        cells = self._ranges().get(name)
        if not isinstance(cells, xw.Range):
            raise SheetError(f"'{name}' is not the name of cells in {self.title}: define it so")
        formulas = cells.formula
        rows = formulas if isinstance(formulas, tuple) else ((formulas,),)
        return tuple(tuple(str(each).startswith("=") for each in row) for row in rows)

    def write(self, values: Mapping[str, Grid]) -> Written:
        """Refuse: Excel lets no worksheet function change a cell."""
        raise SheetError(
            f"a worksheet function cannot change cells of {self.title}: fill it with funnel fill"
        )

    def _ranges(self) -> dict[str, xw.Range | Problem]:
        if self._found is None:
            named = ((name, self._find(name)) for name in self._names)
            self._found = {name: self._cells(name, each) for name, each in named if each}
        return self._found

    def _find(self, name: str) -> xw.Name | None:
        """Find a workbook-wide name; Excel answers with a sheet's own of that name first."""
        names = self._book.names
        if not names.contains(name):
            return None
        found = names[name]
        if "!" not in found.name:
            return found
        return next((each for each in names if each.name.lower() == name.lower()), None)

    def _cells(self, name: str, found: xw.Name) -> xw.Range | Problem:
        try:
            return _one_block(found.refers_to_range, name)
        except InputError as error:
            return Problem(name, found.refers_to or "", str(error))
        except Exception:  # pywin32's error, which exists on Windows only
            return Problem(
                name,
                found.refers_to or "",
                f"'{name}' must be the name of cells; it is {found.refers_to}: "
                "point it at cells in Formulas > Name Manager",
            )


def _place(cells: xw.Range) -> Place:
    return Place(cells.sheet.name, cells.row, cells.column, *cells.shape)


def _grid(table: Table) -> Grid:
    return tuple(tuple(_book_cell(cell) for cell in row) for row in table)


def _book_cell(cell: _Held) -> Cell:
    if isinstance(cell, str) and (cell in _ERRORS or cell in _NEWER_ERRORS.values()):
        return CellErrorValue(cell)
    return cell
