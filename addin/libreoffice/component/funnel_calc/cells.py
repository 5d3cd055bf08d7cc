"""Cells of the document that asks, read without calculating more than a formula of theirs would."""

from __future__ import annotations

from typing import Any

from com.sun.star.table.CellContentType import EMPTY, FORMULA

from funnel_calc.errors import code_of_number
from funnel_calc.formulas import is_reference

__all__ = ["EMPTY", "FORMULA", "FORMULAS", "named", "read", "referred"]

FORMULAS = 16
"""What LibreOffice calls the contents of cells that are formulas."""


def referred(document: Any, sheet: str, text: str) -> Any:
    """Give the range that an argument refers to, by its address or its name; else None."""
    if is_reference(text):
        address = text if "." in text else f"$'{sheet.replace(chr(39), chr(39) * 2)}'.{text}"
        found = document.Sheets.getCellRangesByName(address)
        return found[0] if len(found) == 1 else None
    local = document.Sheets.getByName(sheet).NamedRanges
    if any(each.lower() == text.lower() for each in local.getElementNames()):
        return None  # a sheet's own name goes before, and may stand for something else per cell
    return named(document, text)


def named(document: Any, name: str) -> Any:
    """Give the cells behind a workbook-wide name, whatever its case; else None."""
    names = document.NamedRanges
    found = name if names.hasByName(name) else None
    if found is None:
        alike = [each for each in names.getElementNames() if each.lower() == name.lower()]
        found = alike[0] if alike else None
    return None if found is None else names.getByName(found).getReferredCells()


def read(cells: Any) -> tuple[tuple[Any, ...], ...]:
    """Read a range: rows of numbers and texts; an error cell is its code, a blank one ""."""
    rows = cells.getDataArray()
    if not any(cell is None for row in rows for cell in row):
        return rows
    return tuple(
        tuple(
            code_of_number(cells.getCellByPosition(column, row).getError())
            if cell is None
            else cell
            for column, cell in enumerate(line)
        )
        for row, line in enumerate(rows)
    )
