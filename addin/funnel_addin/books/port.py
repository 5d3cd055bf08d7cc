"""What a book is to us: the values behind its names, and a place to put values for names.

Three adapters speak this port: a workbook file, live Excel, and a Google Sheet. A name's range may
run down or across; a block keeps the range's own shape, row by row.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

__all__ = [
    "Block",
    "Book",
    "Cell",
    "CellErrorValue",
    "Grid",
    "Place",
    "Problem",
    "Written",
    "as_column",
    "column_letters",
    "quoted",
]


@dataclass(frozen=True, slots=True)
class CellErrorValue:
    """An error that a cell holds, such as #N/A."""

    code: str


Cell: TypeAlias = "float | int | str | bool | datetime.date | CellErrorValue | None"
Grid: TypeAlias = tuple[tuple[Cell, ...], ...]


def as_column(cells: Iterable[Cell]) -> Grid:
    """Give cells one below the other."""
    return tuple((cell,) for cell in cells)


_LIKE_A_CELL = re.compile(r"[A-Z]{1,3}[0-9]+|R[0-9]*(C[0-9]*)?|C[0-9]*", re.IGNORECASE)


def column_letters(column: int) -> str:
    """Give a column's letters, 1 being A.

    >>> column_letters(1), column_letters(28), column_letters(16384)
    ('A', 'AB', 'XFD')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def quoted(sheet: str) -> str:
    """Give a sheet's name as an address has it: in quotes, unless it is a plain word.

    >>> quoted("Goal"), quoted("Sheet1"), quoted("Q1"), quoted("It's 2027")
    ('Goal', 'Sheet1', "'Q1'", "'It''s 2027'")
    """
    if sheet.isidentifier() and not _LIKE_A_CELL.fullmatch(sheet):
        return sheet
    return "'" + sheet.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle of cells on one sheet; `top` and `left` count from 1."""

    sheet: str
    top: int
    left: int
    rows: int
    columns: int

    def cell(self, row: int, column: int) -> str:
        """Give the address of one cell of the place, counted from 0: Funnel!E6."""
        return f"{quoted(self.sheet)}!{column_letters(self.left + column)}{self.top + row}"

    def meets(self, other: Place) -> bool:
        """Tell whether the two have a cell in common."""
        return (
            self.sheet == other.sheet
            and self.top < other.top + other.rows
            and other.top < self.top + self.rows
            and self.left < other.left + other.columns
            and other.left < self.left + self.columns
        )

    def __str__(self) -> str:
        first = self.cell(0, 0)
        if self.rows == self.columns == 1:
            return first
        return f"{first}:{column_letters(self.left + self.columns - 1)}{self.top + self.rows - 1}"


@dataclass(frozen=True, slots=True)
class Block:
    """The values behind a name, and where they stand."""

    place: Place
    values: Grid


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a name or a cell, as one sentence that says what to do.

    `code` is what a cell shows for it.
    """

    name: str
    where: str
    sentence: str
    code: str = "#VALUE!"


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did: cells set by address, and the problems of what was left alone."""

    cells: Mapping[str, Cell] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


class Book(Protocol):
    """A workbook, seen through its defined names."""

    @property
    def title(self) -> str:
        """Give what the book is called in a sentence: its file name, or its title."""

    def places(self) -> Mapping[str, Place | Problem]:
        """Give, for each workbook-wide name that begins with Plan_, its place, or what is wrong."""

    def read(self, name: str) -> Block:
        """Read the values behind a name."""

    def formulas_in(self, name: str) -> tuple[tuple[bool, ...], ...]:
        """Tell which of the cells behind a name hold a formula, their values known or not."""

    def write(self, values: Mapping[str, Grid]) -> Written:
        """Put values into the cells behind names; a grid has the shape of the name's place.

        None blanks a cell. A cell that holds a formula keeps it.
        """
