"""What the workbooks of the Excel in memory hold, and what a person does to them."""

from __future__ import annotations

import datetime
import decimal
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from funnel_addin.books.port import column_letters

REJECTED, EDITING, REFUSED = -2147418111, -2146777998, -2146827284
FIRST_ERROR = -2146828288
ERRORS = {"#REF!": 2023, "#DIV/0!": 2007, "#N/A": 2042, "#VALUE!": 2015, "#NAME?": 2029}
AREA = re.compile(r"\$?([A-Z]+)\$?([0-9]+)(?::\$?([A-Z]+)\$?([0-9]+))?")
DAY = re.compile(r"[0-9]{1,4}[-/.][0-9]{1,2}([-/.][0-9]{1,4})?")


class ComError(Exception):
    """The error of pywin32, which goes by another name."""

    def __init__(self, hresult: int, scode: int | None = None) -> None:
        super().__init__(hresult, "refused", scode)
        self.hresult = hresult
        self.excepinfo = None if scode is None else (0, "Excel", "secret", None, 0, scode)


ComError.__name__ = "com_error"


@dataclass
class Held:
    """What a cell holds: its value, its formula if it has one, and how it is formatted."""

    value: Any = None
    formula: str = ""
    format: str = "General"
    locked: bool = True
    array: bool = False


@dataclass
class SheetOf:
    """A sheet: its cells by row and column, counted from 1."""

    book: BookOf
    name: str
    cells: dict[tuple[int, int], Held] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    visible: int = -1
    protected: bool = False

    def at(self, row: int, column: int) -> Held:
        """Give a cell, made if need be."""
        return self.cells.setdefault((row, column), Held())

    def fill(self, address: str, rows: Sequence[Sequence[Any]]) -> None:
        """Put values as a person has them, from a cell on."""
        top, left, _, _ = area(address)
        for down, row in enumerate(rows):
            for across, value in enumerate(row):
                cell = self.at(top + down, left + across)
                cell.value, cell.formula = value, ""

    def compute(self, address: str, formula: str, shown: Any) -> None:
        """Put a formula that shows a value."""
        cell = self.at(*area(address)[:2])
        cell.value, cell.formula = shown, formula

    def values(self, address: str) -> list[list[Any]]:
        """Give the values of an area."""
        top, left, bottom, right = area(address)
        none = Held()
        return [
            [self.cells.get((row, column), none).value for column in range(left, right + 1)]
            for row in range(top, bottom + 1)
        ]

    def insert_row(self, at: int) -> None:
        """Insert a row as a person does: cells below move, and the names with them."""
        self.cells = {
            (row + (row >= at), column): cell for (row, column), cell in self.cells.items()
        }
        for name, refers in self.book.names.items():
            sheet, _, address = refers.lstrip("=").rpartition("!")
            if sheet == self.name and AREA.fullmatch(address):
                top, left, bottom, right = area(address)
                top, bottom = top + (top >= at), bottom + (bottom >= at)
                self.book.names[name] = f"={sheet}!{written(top, left, bottom, right)}"


@dataclass
class BookOf:
    """A workbook: sheets, names and what Excel is asked, call by call."""

    title: str
    sheets: list[SheetOf] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    locked: bool = False
    calls: int = 0
    active: int = 0
    writes: list[str] = field(default_factory=list)
    before: Callable[[BookOf, str], None] | None = None
    """Called before each call that Excel takes; may change the book, or refuse the call."""

    def sheet(self, name: str) -> SheetOf:
        """Give a sheet, made if need be."""
        found = next((each for each in self.sheets if each.name == name), None)
        if found is None:
            found = SheetOf(self, name)
            self.sheets.append(found)
        return found

    def asked(self, what: str) -> None:
        """Note a call."""
        self.calls += 1
        if self.before is not None:
            self.before(self, what)


def area(address: str) -> tuple[int, int, int, int]:
    """Read B2:C3 as top, left, bottom, right."""
    match = AREA.fullmatch(address)
    assert match is not None, address
    left, top, right, bottom = match.groups()
    return int(top), number(left), int(bottom or top), number(right or left)


def number(letters: str) -> int:
    """Give a column's number, A being 1."""
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found


def written(top: int, left: int, bottom: int, right: int) -> str:
    """Write an area as Excel does."""
    first = f"${column_letters(left)}${top}"
    return first if (top, left) == (bottom, right) else f"{first}:${column_letters(right)}${bottom}"


def common(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    top, left = max(one[0], other[0]), max(one[1], other[1])
    return top, left, min(one[2], other[2]), min(one[3], other[3])


def meet(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    top, left, bottom, right = common(one, other)
    return top <= bottom and left <= right


def shown(cell: Held) -> Any:
    """Give a value as COM hands it over."""
    value = cell.value
    if isinstance(value, str) and value in ERRORS and not cell.format.startswith("@"):
        return FIRST_ERROR + ERRORS[value]
    if isinstance(value, float) and cell.format == "$":
        return decimal.Decimal(repr(value)).quantize(decimal.Decimal("0.0001"))
    if isinstance(value, float) and cell.format == "yyyy-mm-dd":
        return datetime.datetime(1899, 12, 30) + datetime.timedelta(days=value)
    return value


def typed(cell: Held, value: Any) -> None:
    """Take a value as Excel does: a text as if it were typed."""
    assert not isinstance(value, int) or isinstance(value, bool), "pywin32 hands on no long integer"
    cell.formula = ""
    if not isinstance(value, str) or cell.format == "@":
        cell.value = None if value == "" else value
    elif value.startswith("'"):
        cell.value = value[1:] or None
    elif value[:1] in ("=", "+", "-", "@") and len(value) > 1:
        cell.formula, cell.value = f"={value.lstrip('=')}", 0.0
    elif value.upper() in ("TRUE", "FALSE", "WAHR", "FALSCH"):
        cell.value = value.upper() in ("TRUE", "WAHR")
    elif DAY.fullmatch(value):
        cell.value, cell.format = 46_388.0, "yyyy-mm-dd"
    else:
        try:
            cell.value = float(value.rstrip("%").replace(",", ""))
        except ValueError:
            cell.value = value or None
