"""Cells of a worksheet part set, blanked and forgotten, with nothing else in the part touched."""

from __future__ import annotations

from lxml import etree

from funnel_addin.books.port import Cell, column_letters
from funnel_addin.books.xlsx.cells import CellGrid
from funnel_addin.books.xlsx.markup import Element
from funnel_addin.books.xlsx.references import Area
from funnel_addin.books.xlsx.values import to_xml

__all__ = ["forget", "put", "put_computed"]

PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
VALUE_METADATA = "vm"
CELL_METADATA = "cm"


def put(grid: CellGrid, row: int, column: int, value: Cell) -> None:
    """Set a constant in a cell that holds no formula; None blanks it and keeps its style."""
    cell = grid.cell(row, column)
    if cell is None:
        if value is None:
            return
        cell = _new_cell(grid, row, column)
    grid.touched = True
    attributes = cell.attrib
    attributes.pop(VALUE_METADATA, "")
    attributes.pop(CELL_METADATA, "")
    kind, text = (None, "") if value is None else to_xml(value)
    if kind is None and value is not None and _only_value(cell, grid.v) is not None:
        attributes.pop("t", "")
        cell[0].text = text
        return
    for child in list(cell):
        cell.remove(child)
    attributes.pop("t", "")
    if value is None:
        return
    if kind == "str":
        attributes["t"] = "inlineStr"
        inline = etree.SubElement(cell, grid.inline)
        _set_text(etree.SubElement(inline, f"{grid.ns}t"), text)
        return
    if kind is not None:
        attributes["t"] = kind
    etree.SubElement(cell, grid.v).text = text


def put_computed(grid: CellGrid, row: int, column: int, value: Cell) -> None:
    """Set the value that is stored with a formula, or for a cell that a formula spills into."""
    cell = grid.cell(row, column)
    if cell is None:
        cell = _new_cell(grid, row, column)
    _drop_stored(grid, cell)
    if value is None:
        return
    kind, text = to_xml(value)
    if kind is not None:
        cell.attrib["t"] = kind
    element = etree.SubElement(cell, grid.v)
    _set_text(element, text)
    formula = next(cell.iterchildren(grid.f), None)
    if formula is not None:
        formula.addnext(element)


def forget(grid: CellGrid, row: int, column: int) -> bool:
    """Take a stored value away where the formula behind it must be computed anew.

    The formula and the style stay. Tells whether there was a value.
    """
    cell = grid.cell(row, column)
    if cell is None or not any(True for _ in cell.iterchildren(grid.v, grid.inline)):
        return False
    _drop_stored(grid, cell)
    return True


def _drop_stored(grid: CellGrid, cell: Element) -> None:
    grid.touched = True
    for child in list(cell.iterchildren(grid.v, grid.inline)):
        cell.remove(child)
    cell.attrib.pop("t", "")
    cell.attrib.pop(VALUE_METADATA, "")


def _only_value(cell: Element, tag: str) -> Element | None:
    return cell[0] if len(cell) == 1 and cell[0].tag == tag else None


def _set_text(element: Element, text: str) -> None:
    element.text = text
    if text != text.strip() or "\n" in text:
        element.set(PRESERVE, "preserve")


def _new_cell(grid: CellGrid, row: int, column: int) -> Element:
    """Make a cell in its place, in the style that its row or its column prescribes."""
    row_element = grid.row(row)
    if row_element is None:
        row_element = grid.new_row(row)
    cells = grid.cells_of(row)
    grid.address_cells(row)
    cell = etree.Element(grid.c)
    cell.set("r", f"{column_letters(column)}{row}")
    style = grid.style_for(row, column)
    if style != "0":
        cell.set("s", style)
    after = [other for other in cells if other > column]
    if after:
        cells[min(after)].addprevious(cell)
    else:
        _append(row_element, cell, grid.c)
    cells[column] = cell
    row_element.attrib.pop("spans", "")
    grid.stretch(Area(row, column, row, column))
    grid.touched = True
    return cell


def _append(row: Element, cell: Element, tag: str) -> None:
    last = next(row.iterchildren(tag, reversed=True), None)
    if last is None:
        row.insert(0, cell)
    else:
        last.addnext(cell)
