"""One argument as it was handed over: a rectangle of cells, and how to name one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from funnel_core.errors import InputError

__all__ = [
    "ERROR_CODES",
    "LOADING",
    "SPACES",
    "Cells",
    "count_columns",
    "filled_columns",
    "filled_rows",
    "is_blank",
    "line_of",
    "trimmed",
    "whole_line_of",
]

ERROR_CODES = frozenset(
    "#NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A #GETTING_DATA #SPILL! #CALC! #FIELD! "
    "#BLOCKED! #CONNECT! #UNKNOWN! #BUSY! #PYTHON! #EXTERNAL! #ERROR! LOADING... LOADING…".split()
)
"""What cells show in place of a value, in capitals."""
LOADING = ("LOADING...", "LOADING…")
"""What Google shows in a cell until it has its value."""
SPACES = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""What `strip` takes off, and the mark that a pasted file may begin with (U+FEFF)."""


def is_blank(cell: object) -> bool:
    """Tell whether a cell is empty or holds an empty text."""
    return cell is None or cell == ""


@dataclass(frozen=True)
class Cells:
    """One argument as it was handed over: a rectangle of cells, and how to name one of them."""

    name: str
    rows: tuple[tuple[object, ...], ...]
    where: Callable[[int, int], str] = field(default=lambda row, column: "")

    @classmethod
    def of(cls, name: str, argument: object) -> Cells:
        """Take a cell, a row or rows of cells as an argument."""
        if not isinstance(argument, (list, tuple)):
            rows: tuple[tuple[object, ...], ...] = ((argument,),)
        elif not any(isinstance(row, (list, tuple)) for row in argument):
            rows = (tuple(argument),)
        elif not all(isinstance(row, (list, tuple)) for row in argument):
            raise InputError(f"'{name}' must be a range: a list of rows, each a list of cells")
        else:
            rows = tuple(tuple(row) for row in argument)
        if len({len(row) for row in rows}) > 1:
            raise InputError(
                f"'{name}' must be a rectangle of cells; its rows have "
                f"{', '.join(str(len(row)) for row in rows)} cells"
            )
        return cls(name, rows)

    @property
    def height(self) -> int:
        """Count the rows."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """Count the columns."""
        return len(self.rows[0]) if self.rows else 0

    @property
    def blank(self) -> bool:
        """Tell whether there is nothing in it at all."""
        return all(is_blank(cell) for row in self.rows for cell in row)

    def place(self, row: int, column: int) -> str:
        """Name a cell: by its address where it has one, or by its row or column in the range."""
        address = self.where(row, column)
        if address:
            return address
        if self.height == self.width == 1:
            return ""
        if self.height == 1:
            return f"column {column + 1}"
        if self.width == 1:
            return f"row {row + 1}"
        return f"row {row + 1}, column {column + 1}"

    def line(self, row: int) -> str:
        """Name a whole row: by its first cell's address, or by its number in the range."""
        return self.where(row, 0) or (f"row {row + 1}" if self.height > 1 else "")


def line_of(cells: Cells, expected: str) -> tuple[list[tuple[int, int]], bool]:
    """Give the positions of a row or a column without the blanks at its ends."""
    line, across = whole_line_of(cells, expected)
    return trimmed(line, lambda at: is_blank(cells.rows[at[0]][at[1]])), across


def whole_line_of(cells: Cells, expected: str) -> tuple[list[tuple[int, int]], bool]:
    """Give all positions of a row or a column; blank rows and columns beside it do not count."""
    rows, columns = range(cells.height), range(cells.width)
    if len(rows) > 1 and len(columns) > 1:
        filled, across = filled_rows(cells), filled_columns(cells)
        if len(filled) > 1 and len(across) > 1:
            raise InputError(
                f"{expected}, in one row or one column; got {cells.height} rows × "
                f"{cells.width} columns"
            )
        if len(filled) > 1:
            columns = across
        else:
            rows = filled
    return [(row, column) for row in rows for column in columns], len(rows) == 1 < len(columns)


def trimmed(
    line: list[tuple[int, int]], blank: Callable[[tuple[int, int]], bool]
) -> list[tuple[int, int]]:
    """Leave out the blank places at the ends of a line."""
    filled = [index for index, at in enumerate(line) if not blank(at)]
    return line[filled[0] : filled[-1] + 1] if filled else []


def filled_rows(cells: Cells) -> range:
    """Give the rows without the blank ones at the ends."""
    filled = [
        row for row, line in enumerate(cells.rows) if not all(is_blank(cell) for cell in line)
    ]
    return range(filled[0], filled[-1] + 1) if filled else range(0)


def filled_columns(cells: Cells) -> range:
    """Give the columns without the blank ones at the ends."""
    filled = [
        column
        for column, line in enumerate(zip(*cells.rows, strict=True))
        if not all(is_blank(cell) for cell in line)
    ]
    return range(filled[0], filled[-1] + 1) if filled else range(0)


def count_columns(cells: Cells) -> range:
    """Give the columns that may hold counts: both of two, blank or not; else the filled ones."""
    return range(2) if cells.width == 2 else filled_columns(cells)
