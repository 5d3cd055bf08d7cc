"""Workbooks with other inputs: which cells are typed into, and poisoned cached values."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from lxml import etree
from openpyxl import load_workbook
from openpyxl.cell import MergedCell
from openpyxl.utils import get_column_letter, range_boundaries

from templates.builder.describing import Contents
from templates.builder.placing import Layout, Spot

POISON = "987654321"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

Inputs = Mapping[str, Sequence[Sequence[object]]]
"""Rows of values by defined name; None blanks a cell, a text that begins with = is a formula."""

Place = tuple[str, int, int, int, int]
"""A sheet, and left, top, right and bottom counted from 1."""

Cell = tuple[str, int, int]
"""A sheet, and row and column counted from 1."""

Typing = Mapping[Cell, object]
"""What is typed into cells; None blanks a cell, a text that begins with = is a formula."""


def address(cell: Cell) -> str:
    """Write a cell as Sheet!A1."""
    sheet, row, column = cell
    return f"{sheet}!{get_column_letter(column)}{row}"


def places(book: bytes) -> dict[str, Place]:
    """Give the place of every name that begins with Plan_."""
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        root = etree.fromstring(parts.read("xl/workbook.xml"))
    found: dict[str, Place] = {}
    for defined in root.iter(f"{MAIN}definedName"):
        if str(defined.get("name")).startswith("Plan_"):
            sheet, cells = str(defined.text).rsplit("!", 1)
            left, top, right, bottom = range_boundaries(cells)
            found[str(defined.get("name"))] = (sheet.strip("'"), left, top, right, bottom)
    return found


def typed(where: Mapping[str, Place], inputs: Inputs) -> Iterator[tuple[str, int, int, object]]:
    """Give each input as sheet, row, column (from 1) and content."""
    for name, rows in inputs.items():
        sheet, left, top, *_ = where[name]
        for down, row in enumerate(rows):
            for across, content in enumerate(row):
                yield sheet, top + down, left + across, content


def cells_of(spot: Spot) -> list[Cell]:
    """Give the cells of a field, row by row."""
    return [
        (spot.sheet, spot.row + down + 1, spot.column + across + 1)
        for down in range(spot.rows)
        for across in range(spot.columns)
    ]


def typing(layout: Layout, contents: Contents) -> dict[Cell, object]:
    """Give what is typed into every cell of the fields that contents name; the rest stays."""
    found: dict[Cell, object] = {}
    for key, content in contents.items():
        spot = layout.spots[key]
        for number, cell in enumerate(cells_of(spot)):
            found[cell] = _as_typed(entry(spot, content, number))
    return found


def _as_typed(content: object) -> object:
    if isinstance(content, Fraction):
        return f"={content.numerator}/{content.denominator}"
    if isinstance(content, datetime.date):
        return (content - datetime.date(1899, 12, 30)).days
    return content


def entry(spot: Spot, content: object, number: int) -> object:
    """Give one cell's part of a field's contents: of one value for all cells, that value."""
    if spot.down and spot.across:
        return _part(_part(content, number // spot.columns), number % spot.columns)
    return _part(content, number) if spot.down or spot.across else content


def _part(content: object, number: int) -> object:
    if isinstance(content, Sequence) and not isinstance(content, str):
        return content[number] if number < len(content) else None
    return content


def constants(book: bytes) -> dict[Cell, object]:
    """Give what stands in every cell of a workbook; a formula begins with =."""
    read = load_workbook(io.BytesIO(_without_dates(book)))
    return {
        (sheet.title, cell.row, cell.column): cell.value
        for sheet in read
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def _without_dates(book: bytes) -> bytes:
    """Leave out looks, so that a date is read as the number that it is."""
    return _rewritten(book, lambda part: re.sub(rb"(?<=\") s=\"\d+\"", b"", part))


def unlocked(book: bytes) -> list[Cell]:
    """Give the cells that a person may type into, sheet by sheet, row by row."""
    return [
        (sheet.title, cell.row, cell.column)
        for sheet in load_workbook(io.BytesIO(book))
        for row in sheet.iter_rows()
        for cell in row
        if not isinstance(cell, MergedCell) and not cell.protection.locked
    ]


def poisoned(book: bytes) -> bytes:
    """Poison the cached value of every formula."""
    return _rewritten(book, _poisoned)


def bare(book: bytes) -> bytes:
    """Leave out looks, rules, charts and locks: the same formulas, loaded several times as fast."""
    drop = rb"<conditionalFormatting.*</conditionalFormatting>|<dataValidations.*</dataValidations>"
    drop += rb"|<sheetProtection [^>]*/>|<drawing [^>]*/>|(?<=\d\") s=\"\d+\""
    return _rewritten(book, lambda part: re.sub(drop, b"", part, flags=re.S))


def _rewritten(book: bytes, change: object) -> bytes:
    assert callable(change)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            sheet = part.startswith("xl/worksheets/") and part.endswith(".xml")
            new.writestr(part, change(content) if sheet else content)
    return out.getvalue()


def _poisoned(part: bytes) -> bytes:
    root = etree.fromstring(part)
    for cell in root.iter(f"{MAIN}c"):
        formula = cell.find(f"{MAIN}f")
        if formula is not None:
            for child in list(cell):
                if child is not formula:
                    cell.remove(child)
            cell.attrib.pop("t", None)
            etree.SubElement(cell, f"{MAIN}v").text = POISON
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
