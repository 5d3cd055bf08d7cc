"""What Excel would be on the far side of COM: values in cells, ranges, sheets, names, workbooks.

They are small objects that answer the members xlwings asks for, the way Excel answers them:
currency as Decimal with four decimals, dates as datetime, errors as their number, and only the
first area of a range of several. What a test says of them stands first.
"""

from __future__ import annotations

import datetime as dt
import decimal
import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

OMITTED = -2147352572
"""How COM says that an optional argument was left out."""

FIRST_ERROR = -2146826288
ERROR_NUMBERS = {
    "#NULL!": 2000,
    "#DIV/0!": 2007,
    "#VALUE!": 2015,
    "#REF!": 2023,
    "#NAME?": 2029,
    "#NUM!": 2036,
    "#N/A": 2042,
    "#GETTING_DATA": 2043,
    "#SPILL!": 2045,
    "#CONNECT!": 2046,
    "#BLOCKED!": 2047,
    "#UNKNOWN!": 2048,
    "#FIELD!": 2049,
    "#CALC!": 2050,
    "#BUSY!": 2051,
}
LAST_ROW = 1_048_576


@dataclass(frozen=True)
class Currency:
    """A number in a cell that is formatted as currency."""

    amount: float


@dataclass(frozen=True)
class Failed:
    """A cell that shows an error."""

    code: str


@dataclass(frozen=True)
class Computed:
    """A cell with a formula, and what it shows."""

    formula: str
    shown: Any


@dataclass(frozen=True)
class Cells:
    """A reference to cells of a sheet that holds nothing else.

    `rows` counts the rows that the reference covers, where that is more than the values fill;
    `areas` counts the areas of the reference, as (A1:A2,C1:C2) has two; `refused` cells cannot be
    read, as when Excel is busy.
    """

    values: Sequence[Sequence[Any]]
    top: int = 1
    left: int = 1
    rows: int = 0
    areas: int = 1
    refused: bool = False


@dataclass(frozen=True)
class Book:
    """The workbook of the calling cell: what its names refer to; a text is a name without cells."""

    title: str = "Plan.xlsx"
    names: Mapping[str, Cells | str] = field(default_factory=dict)


class ComError(Exception):
    """What pywin32 raises when Excel refuses."""

    hresult = -2147352567


class Range:
    """An Excel Range, as far as xlwings asks."""

    CLSID = "{00020846-0000-0000-C000-000000000046}"
    largest_read = 0

    def __init__(
        self, sheet: Sheet, top: int, left: int, rows: int, columns: int, areas: int = 1
    ) -> None:
        self.Worksheet = sheet
        self.Row, self.Column = top, left
        self.Rows = types.SimpleNamespace(Count=rows)
        self.Columns = types.SimpleNamespace(Count=columns)
        self.Areas = types.SimpleNamespace(Count=areas)
        self.CountLarge = self.Count = rows * columns * areas
        identity = types.SimpleNamespace(iid=self.CLSID)
        self._oleobj_ = types.SimpleNamespace(
            GetTypeInfo=lambda: types.SimpleNamespace(GetTypeAttr=lambda: identity)
        )

    def __call__(self, row: int, column: int) -> Range:
        """Give a cell of the range, counted from 1."""
        return Range(self.Worksheet, self.Row + row - 1, self.Column + column - 1, 1, 1)

    def _grid(self, convert: Any) -> Any:
        if self.Worksheet.cells.refused:
            raise ComError("Excel refuses")
        rows, columns = self.Rows.Count, self.Columns.Count
        Range.largest_read = max(Range.largest_read, rows * columns)
        held = self.Worksheet.held
        grid = tuple(
            tuple(convert(held.get((self.Row + r, self.Column + c))) for c in range(columns))
            for r in range(rows)
        )
        return grid[0][0] if rows == columns == 1 else grid

    @property
    def Value(self) -> Any:
        """Give the cells as VBA's Value does: dates as such, currency cut to four decimals."""
        return self._grid(as_value)

    @property
    def Value2(self) -> Any:
        """Give the cells as VBA's Value2 does: numbers alone."""
        return self._grid(as_value2)

    @property
    def Formula(self) -> Any:
        """Give what was typed."""
        return self._grid(_as_formula)

    def GetAddress(self, *_: Any) -> str:
        """Give a text that no other range of the sheet has."""
        return f"$R{self.Row}C{self.Column}"


class Sheet:
    """An Excel Worksheet that holds the cells of one reference."""

    Name = "Funnel"

    def __init__(self, cells: Cells, parent: Workbook) -> None:
        self.Parent = parent
        self.cells = cells
        self.held = {
            (cells.top + r, cells.left + c): value
            for r, row in enumerate(cells.values)
            for c, value in enumerate(row)
        }

    def reference(self) -> Range:
        """Give the range that refers to the sheet's cells."""
        cells = self.cells
        rows, columns = cells.rows or len(cells.values), len(cells.values[0])
        return Range(self, cells.top, cells.left, rows, columns, cells.areas)

    @property
    def UsedRange(self) -> Range:
        """Give the block that holds all cells with something in them."""
        rows, columns = zip(*self.held, strict=True)
        top, left = min(rows), min(columns)
        return Range(self, top, left, max(rows) - top + 1, max(columns) - left + 1)

    def Cells(self, row: int, column: int) -> Range:
        """Give a cell."""
        return Range(self, row, column, 1, 1)

    def Range(self, first: Range, last: Range) -> Range:
        """Give the block between two cells."""
        rows, columns = last.Row - first.Row + 1, last.Column - first.Column + 1
        return Range(self, first.Row, first.Column, rows, columns)


class Name:
    """An Excel Name."""

    def __init__(self, name: str, target: Cells | str, book: Workbook) -> None:
        self.Name = name
        self._target, self._book = target, book

    @property
    def RefersTo(self) -> str:
        """Give what the name stands for, as a formula."""
        return self._target if isinstance(self._target, str) else "=Funnel!$A$1"

    @property
    def RefersToRange(self) -> Range:
        """Give the cells, or refuse as Excel does where there are none."""
        if isinstance(self._target, str):
            raise ComError("this name refers to no cells")
        return Sheet(self._target, self._book).reference()


class Workbook:
    """An Excel Workbook; a name asked for is found on the active sheet before the workbook."""

    def __init__(self, book: Book) -> None:
        self.Name = book.title
        self.Application = types.SimpleNamespace(Hwnd=1)
        self.Worksheets = ()
        names = [Name(name, target, self) for name, target in book.names.items()]

        class Names:
            Count = len(names)

            def __call__(self, wanted: str | int) -> Name:
                if isinstance(wanted, int):
                    return names[wanted - 1]
                for name in sorted(names, key=lambda each: "!" not in each.Name):
                    if name.Name.rpartition("!")[2].lower() == wanted.lower():
                        return name
                raise ComError("no such name")

        self.Names = Names()


def _as_formula(cell: Any) -> str:
    return cell.formula if isinstance(cell, Computed) else str(as_value2(cell))


def as_value(cell: Any) -> Any:
    if isinstance(cell, Computed):
        return as_value(cell.shown)
    if isinstance(cell, Currency):
        return decimal.Decimal(repr(cell.amount)).quantize(decimal.Decimal("0.0001"))
    if isinstance(cell, dt.datetime):
        return cell.replace(tzinfo=dt.UTC)
    if isinstance(cell, dt.date):
        return dt.datetime(cell.year, cell.month, cell.day, tzinfo=dt.UTC)
    return as_value2(cell)


def as_value2(cell: Any) -> Any:
    if isinstance(cell, Computed):
        return as_value2(cell.shown)
    if isinstance(cell, Failed):
        return FIRST_ERROR + ERROR_NUMBERS[cell.code] - 2000
    if isinstance(cell, Currency):
        return cell.amount
    if isinstance(cell, dt.date):
        return float((dt.date(cell.year, cell.month, cell.day) - dt.date(1899, 12, 30)).days)
    return float(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell
