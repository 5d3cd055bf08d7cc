"""Cells set one by one, a formula among them taken over: what that asks of other formulas."""

from __future__ import annotations

import re
from collections.abc import Iterable

from funnel_addin.books.port import Cell, Place, column_letters
from funnel_addin.books.sight import Closed
from funnel_addin.books.xlsx.edit import put_row
from funnel_addin.books.xlsx.formulas import LAST_COLUMN, LAST_ROW, Token, column_number, scan
from funnel_addin.books.xlsx.places import area_of_place
from funnel_addin.books.xlsx.precedents import FormulaCell
from funnel_addin.books.xlsx.references import Area
from funnel_addin.books.xlsx.sheets import Sheets
from funnel_addin.books.xlsx.stale import Record
from funnel_addin.books.xlsx.values import normal_row
from funnel_addin.books.xlsx.workbook import Sheet

__all__ = ["closed_cells", "moved", "set_cells"]

CORNER = re.compile(r"(\$?)([A-Za-z]*)(\$?)([0-9]*)")


def closed_cells(sheets: Sheets, place: Place) -> Closed:
    """Say which cells of a place cannot be set one by one, and why.

    A sheet's protection closes none: it keeps people from typing by mistake, and whoever may write
    the file may lift it.
    """
    area, sheet = area_of_place(place), sheets.named(place.sheet).index
    shut: list[tuple[Area, str]] = [
        (formula.fills, "is filled together with other cells by an array formula or a data table")
        for formula in sheets.formulas.values()
        if formula.sheet == sheet and formula.fills is not None and formula.fills.size > 1
    ]
    for table in sheets.workbook.tables:
        if table.sheet == sheet:
            whole, body = table.area, table.body
            why = f"is a header or totals cell of the table {table.name}"
            if whole.top < body.top:
                shut.append((Area(whole.top, whole.left, body.top - 1, whole.right), why))
            if body.bottom < whole.bottom:
                shut.append((Area(body.bottom + 1, whole.left, whole.bottom, whole.right), why))
    return {
        (row - area.top, column - area.left): why
        for part, why in shut
        if part.meets(area)
        for row in range(max(part.top, area.top), min(part.bottom, area.bottom) + 1)
        for column in range(max(part.left, area.left), min(part.right, area.right) + 1)
    }


def set_cells(
    sheets: Sheets, cells: Iterable[tuple[Sheet, int, int, Cell]], record: Record
) -> bool:
    """Set cells to constants, in a formula's place where one stands; note what changed.

    Returns: whether a formula is gone.
    """
    formulas, homes = sheets.formulas, _shared(sheets.formulas.values())
    gone = False
    for sheet, row, column, value in cells:
        where = (sheet.index, row, column)
        grid = sheets.grid(sheet)
        formula = formulas.get(where)
        if formula is not None:
            gone = True
            record.settled.add(where)
            for other in homes.pop(where, ()):
                _stand_alone(sheets, sheet, other)
        if put_row(grid, row, column, normal_row([value], sheets.reading)):
            record.rows.setdefault((sheet.index, row), {})[column] = value
        elif formula is not None:
            _without_formula(sheets, sheet, formula)
        if grid.has_grown:
            grid.stretch(Area(row, column, row, column))
    return gone


def _shared(formulas: Iterable[FormulaCell]) -> dict[tuple[int, int, int], list[FormulaCell]]:
    """Find, for each cell in which a shared formula is written, the others that read it."""
    homes: dict[tuple[int, int, int], list[FormulaCell]] = {}
    for formula in formulas:
        if formula.home is not None:
            homes.setdefault((formula.sheet, *formula.home), []).append(formula)
    return homes


def _stand_alone(sheets: Sheets, sheet: Sheet, formula: FormulaCell) -> None:
    """Write a shared formula out in its own cell, since its home is to go."""
    grid = sheets.grid(sheet)
    cell = grid.cell(formula.row, formula.column)
    element = None if cell is None else cell.find(grid.f)
    if element is None or formula.home is None:
        return
    for name in ("t", "si", "ref"):
        if name in element.attrib:
            del element.attrib[name]
    down, across = formula.row - formula.home[0], formula.column - formula.home[1]
    element.text = moved(formula.text, down, across)
    grid.touched = True


def _without_formula(sheets: Sheets, sheet: Sheet, formula: FormulaCell) -> None:
    """Leave of a formula the value that it shows."""
    grid = sheets.grid(sheet)
    cell = grid.cell(formula.row, formula.column)
    if cell is None:
        return
    for element in list(cell.iterchildren(grid.f)):
        cell.remove(element)
    if cell.get("cm") is not None:
        del cell.attrib["cm"]
    grid.touched = True


def moved(formula: str, down: int, across: int) -> str:
    """Give a formula as it reads so many cells further down and to the right.

    >>> moved('Goal!A1+$B$2*SUM(C:C)&"A1"', 1, 2)
    'Goal!C2+$B$2*SUM(E:E)&"A1"'
    """
    return "".join(_moved(token, down, across) for token in scan(formula))


def _moved(token: Token, down: int, across: int) -> str:
    if token.kind not in ("cell", "columns", "rows"):
        return token.text
    corners = [_corner(corner, down, across) for corner in token.text.split(":")]
    return "#REF!" if "" in corners else ":".join(corners)


def _corner(text: str, down: int, across: int) -> str:
    match = CORNER.fullmatch(text)
    if match is None:
        return text
    fixed_column, letters, fixed_row, digits = match.groups()
    if not letters:
        # in 3:7 the only $ stands before the row
        fixed_column, fixed_row = "", fixed_column or fixed_row
    column = column_number(letters) + (0 if fixed_column else across) if letters else 1
    row = int(digits) + (0 if fixed_row else down) if digits else 1
    if not (1 <= column <= LAST_COLUMN and 1 <= row <= LAST_ROW):
        return ""
    return (
        fixed_column
        + (column_letters(column) if letters else "")
        + fixed_row
        + (str(row) if digits else "")
    )
