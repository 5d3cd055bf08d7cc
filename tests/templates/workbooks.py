"""Workbooks with other inputs, set in the XML so that nothing else changes, and poisoned caches."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree
from openpyxl.utils import get_column_letter, range_boundaries

POISON = "987654321"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

Inputs = Mapping[str, Sequence[Sequence[object]]]
"""Rows of values by defined name; None blanks a cell, a text that begins with = is a formula."""

Place = tuple[str, int, int, int, int]
"""A sheet, and left, top, right and bottom counted from 1."""


def places(book: bytes) -> dict[str, Place]:
    """Give the place of every name that begins with Plan_."""
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        root = etree.fromstring(parts.read("xl/workbook.xml"))
    found: dict[str, Place] = {}
    for defined in root.iter(f"{MAIN}definedName"):
        if str(defined.get("name")).startswith("Plan_"):
            sheet, cells = str(defined.text).split("!")
            left, top, right, bottom = range_boundaries(cells)
            found[str(defined.get("name"))] = (sheet, left, top, right, bottom)
    return found


def typed(where: Mapping[str, Place], inputs: Inputs) -> Iterator[tuple[str, int, int, object]]:
    """Give each input as sheet, row, column (from 1) and content."""
    for name, rows in inputs.items():
        sheet, left, top, *_ = where[name]
        for down, row in enumerate(rows):
            for across, content in enumerate(row):
                yield sheet, top + down, left + across, content


def variant(book: bytes, inputs: Inputs) -> bytes:
    """Set inputs behind their names and poison every cached value."""
    cells: dict[str, dict[str, object]] = {}
    for sheet, row, column, content in typed(places(book), inputs):
        cells.setdefault(sheet, {})[f"{get_column_letter(column)}{row}"] = content
    return _rewritten(book, lambda sheet, part: _edited(part, cells.get(sheet, {})))


def bare(book: bytes) -> bytes:
    """Leave out looks, rules and charts: the same formulas, loaded several times as fast."""
    drop = rb"<conditionalFormatting.*</conditionalFormatting>|<dataValidations.*</dataValidations>"
    drop += rb"|<drawing [^>]*/>|(?<=\d\") s=\"\d+\""
    return _rewritten(book, lambda _, part: re.sub(drop, b"", part, flags=re.S))


def _rewritten(book: bytes, change: object) -> bytes:
    assert callable(change)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w") as new:
        root = etree.fromstring(old.read("xl/workbook.xml"))
        titles = {
            f"xl/worksheets/sheet{number}.xml": str(sheet.get("name"))
            for number, sheet in enumerate(root.iter(f"{MAIN}sheet"), start=1)
        }
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, change(titles[part], content) if part in titles else content)
    return out.getvalue()


def _edited(part: bytes, contents: Mapping[str, object]) -> bytes:
    root = etree.fromstring(part)
    for cell in root.iter(f"{MAIN}c"):
        where = str(cell.get("r"))
        if where in contents:
            _type(cell, contents[where])
        elif cell.find(f"{MAIN}f") is not None:
            _type(cell, f"={cell.findtext(f'{MAIN}f')}")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _type(cell: etree._Element, content: object) -> None:
    for child in list(cell):
        cell.remove(child)
    if "t" in cell.attrib:
        del cell.attrib["t"]
    if content is None:
        return
    if isinstance(content, str) and content.startswith("="):
        etree.SubElement(cell, f"{MAIN}f").text = content[1:]
        etree.SubElement(cell, f"{MAIN}v").text = POISON
    elif isinstance(content, str):
        cell.set("t", "inlineStr")
        etree.SubElement(etree.SubElement(cell, f"{MAIN}is"), f"{MAIN}t").text = content
    else:
        etree.SubElement(cell, f"{MAIN}v").text = repr(content)
