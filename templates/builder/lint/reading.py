"""A built workbook as the rules read it: cells, formulas in parts, and looks."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["Area", "Book", "Finding", "Formula", "Look", "filled", "read", "shows_text"]

WORKINGS = "Workings"
CELL = r"(\$?)([A-Z]{1,3})(\$?)(\d+)"
REFERENCE = re.compile(rf"(?:('(?:[^']|'')+'|[^'!:]+)!)?{CELL}(?::{CELL})?")

At = tuple[int, int]
"""Row and column, from 1."""


class Finding(NamedTuple):
    """What is wrong in one cell (or on a whole sheet), as one sentence."""

    sheet: str
    cell: str
    wrong: str

    def __str__(self) -> str:
        """Give the sentence with its place."""
        place = f"{self.sheet}!{self.cell}" if self.cell else self.sheet
        return f"{place} {self.wrong}"


class Area(NamedTuple):
    """Cells that a formula reads."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int
    moves: tuple[bool, bool] = (False, False)

    def cells(self) -> Iterator[At]:
        """Give its cells, row by row."""
        for row in range(self.top, self.bottom + 1):
            for column in range(self.left, self.right + 1):
                yield row, column


@dataclass(frozen=True)
class Formula:
    """One formula: where it stands, and its parts."""

    sheet: str
    row: int
    column: int
    text: str
    array: bool = False

    @property
    def cell(self) -> str:
        """Give its cell as people write it."""
        return f"{get_column_letter(self.column)}{self.row}"

    @cached_property
    def parts(self) -> list[Token]:
        """Give its parts."""
        return list(Tokenizer(self.text).items)

    @cached_property
    def relative(self) -> str:
        """Give it in R1C1 terms: equal for a formula and its copies."""
        return "".join(
            self._turned(part.value) if part.subtype == Token.RANGE else part.value
            for part in self.parts
        )

    @property
    def areas(self) -> list[Area]:
        """Give the cells that it reads by address; ROWS and COLUMNS count cells and read none."""
        found, within = [], [""]
        for part in self.parts:
            if part.subtype == Token.OPEN:
                within.append(part.value.upper())
            elif part.subtype == Token.CLOSE:
                within.pop()
            elif part.subtype == Token.RANGE and within[-1] not in ("ROWS(", "COLUMNS("):
                found.append(area_of(part.value, self.sheet))
        return [area for area in found if area is not None]

    @property
    def names(self) -> set[str]:
        """Give the defined names that it reads."""
        return {
            part.value
            for part in self.parts
            if part.subtype == Token.RANGE and re.fullmatch(r"[A-Za-z_][\w.]*", part.value)
            if area_of(part.value, self.sheet) is None
        }

    def _turned(self, reference: str) -> str:
        found = REFERENCE.fullmatch(reference)
        if not found:
            return reference
        sheet, *ends = found.groups()
        turned = self._end(*ends[:4])
        if ends[7]:
            turned += ":" + self._end(*ends[4:])
        return f"{sheet}!{turned}" if sheet else turned

    def _end(self, fixed_column: str, letters: str, fixed_row: str, digits: str) -> str:
        row, column = int(digits), column_index_from_string(letters)
        down = f"R{row}" if fixed_row else f"R[{row - self.row}]"
        return down + (f"C{column}" if fixed_column else f"C[{column - self.column}]")


def area_of(reference: str, sheet: str) -> Area | None:
    """Give the cells behind an address, or nothing where it is none, such as a name.

    >>> area_of("'A b'!$B2:C3", "Goal")
    Area(sheet='A b', top=2, left=2, bottom=3, right=3, moves=(True, False))
    """
    found = REFERENCE.fullmatch(reference)
    if not found:
        return None
    other, fixed_column, letters, fixed_row, digits, *last = found.groups()
    title = other.strip("'").replace("''", "'") if other else sheet
    top, left = int(digits), column_index_from_string(letters)
    bottom = int(last[3]) if last[3] else top
    right = column_index_from_string(last[1]) if last[1] else left
    return Area(title, top, left, bottom, right, (not fixed_row, not fixed_column))


class Look(NamedTuple):
    """A conditional format: its cells, its formulas, and the fill that it gives."""

    sheet: str
    ranges: str
    formulas: tuple[str, ...]
    fill: str
    cells: frozenset[At]


@dataclass(frozen=True)
class Book:
    """A workbook, its formulas and looks."""

    book: openpyxl.Workbook
    parts: tuple[str, ...]

    @property
    def sheets(self) -> list[Worksheet]:
        """Give its sheets, in the order of their tabs."""
        return list(self.book.worksheets)

    @cached_property
    def cells(self) -> dict[str, dict[At, Cell]]:
        """Give the cells of each sheet, but for those that another cell of a merged area hides."""
        return {
            sheet.title: {
                (cell.row, cell.column): cell
                for row in sheet.iter_rows()
                for cell in row
                if not isinstance(cell, MergedCell)
            }
            for sheet in self.sheets
        }

    @cached_property
    def formulas(self) -> dict[str, dict[At, Formula]]:
        """Give the formulas of each sheet by cell."""
        return {
            title: {
                at: Formula(title, *at, *_text(cell.value))
                for at, cell in cells.items()
                if cell.data_type == "f"
            }
            for title, cells in self.cells.items()
        }

    @property
    def every_formula(self) -> Iterator[Formula]:
        """Give all formulas, sheet by sheet."""
        for formulas in self.formulas.values():
            yield from formulas.values()

    @cached_property
    def looks(self) -> list[Look]:
        """Give the conditional formats of all sheets."""
        return [
            Look(
                sheet.title,
                str(cells.sqref),
                tuple(rule.formula),
                _tail(rule.dxf.fill.bgColor.rgb) if rule.dxf and rule.dxf.fill else "",
                frozenset(at for part in cells.sqref.ranges for row in part.rows for at in row),
            )
            for sheet in self.sheets
            for cells in sheet.conditional_formatting
            for rule in cells.rules
        ]

    def coloured(self, sheet: str, *colours: str) -> set[At]:
        """Give the cells of a sheet that a conditional format may fill with one of the colours."""
        return {
            at
            for look in self.looks
            if look.sheet == sheet and look.fill in colours
            for at in look.cells
        }


def read(content: bytes | Path) -> Book:
    """Read a workbook, as a file or as bytes."""
    held = io.BytesIO(content if isinstance(content, bytes) else content.read_bytes())
    with zipfile.ZipFile(held) as package:
        parts = tuple(package.namelist())
    return Book(openpyxl.load_workbook(held), parts)


def filled(cell: Cell) -> str:
    """Give the colour that a cell is filled with as six digits, or nothing."""
    return _tail(cell.fill.fgColor.rgb) if cell.fill.fill_type == "solid" else ""


def shows_text(cell: Cell | None) -> bool:
    """Tell whether a cell holds a text, or a formula that shows as one."""
    if cell is None or cell.value is None:
        return False
    if cell.data_type == "f":
        return cell.number_format in ("General", "@")
    return cell.data_type == "s"


def _text(value: object) -> tuple[str, bool]:
    if isinstance(value, ArrayFormula):
        return str(value.text), True
    return str(value), False


def _tail(colour: object) -> str:
    return colour[-6:] if isinstance(colour, str) else ""
