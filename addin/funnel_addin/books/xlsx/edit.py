"""Cells of a worksheet part set, blanked and forgotten, with nothing else in the part touched."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from funnel_addin.books.port import Cell, column_letters
from funnel_addin.books.xlsx.cells import CellGrid
from funnel_addin.books.xlsx.markup import Element
from funnel_addin.books.xlsx.values import number_text, same, to_xml

__all__ = ["forget", "put_computed", "put_row"]

PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
METADATA = ("vm", "cm")


def put_row(grid: CellGrid, row: int, left: int, values: Sequence[Cell]) -> list[int]:
    """Set constants side by side in a row, from column `left` on, none of them in a formula's cell.

    A value that stands there already is not touched; None blanks a cell and keeps its style.
    Returns: the positions of those values that were new.
    """
    if grid.row(row) is None and grid.ends_above(row):
        return _new_row(grid, row, left, values)
    changed: list[int] = []
    digits, value_tag, plain = str(row), grid.v, not grid.has_metadata
    cells, letters = grid.run(row, left, len(values)), grid.letters(left, len(values))
    for position, value in enumerate(values):
        cell = cells[position]
        if cell is None or cell.get("r") != letters[position] + digits:
            if _put(grid, row, left + position, value):
                changed.append(position)
            continue
        # Most cells hold a number and get one: they are spared the general way, at thrice the cost.
        if type(value) is float and plain and cell.get("t") is None:
            children = len(cell)
            held = cell[0] if children else etree.SubElement(cell, value_tag)
            if children < 2 and held.tag == value_tag:
                if not _equal(held.text, value):
                    held.text = number_text(value)
                    changed.append(position)
                continue
        if _put_in(grid, cell, value):
            changed.append(position)
    if changed:
        grid.touched = True
    return changed


def put_computed(grid: CellGrid, row: int, column: int, value: Cell) -> bool:
    """Set the value stored with a formula, or in a cell that a formula fills; tell if it is new."""
    cell = grid.cell(row, column)
    if cell is None:
        cell = _new_cell(grid, row, column)
    elif same(grid.stored(cell), value):
        return False
    _drop_stored(grid, cell)
    kind, text = to_xml(value)
    if kind:
        cell.set("t", kind)
    element = etree.SubElement(cell, grid.v)
    _set_text(element, text)
    formula = next(cell.iterchildren(grid.f), None)
    if formula is not None:
        formula.addnext(element)
    return True


def forget(grid: CellGrid, row: int, column: int) -> bool:
    """Take a stored value away where the formula behind it must be computed anew.

    The formula and the style stay. Tells whether there was a value.
    """
    cell = grid.cell(row, column)
    if cell is None or not any(True for _ in cell.iterchildren(grid.v, grid.inline)):
        return False
    _drop_stored(grid, cell)
    return True


def _equal(text: str | None, number: float) -> bool:
    try:
        return text is not None and float(text) == number
    except ValueError:
        return False


def _put(grid: CellGrid, row: int, column: int, value: Cell) -> bool:
    cell = grid.cell(row, column)
    if cell is None:
        if value is None:
            return False
        cell = _new_cell(grid, row, column)
    return _put_in(grid, cell, value)


def _put_in(grid: CellGrid, cell: Element, value: Cell) -> bool:
    if same(grid.stored(cell), value):
        return False
    grid.touched = True
    for child in list(cell):
        cell.remove(child)
    attributes = cell.attrib
    for name in ("t", *METADATA):
        if name in attributes:
            del attributes[name]
    if value is None:
        return True
    kind, text = to_xml(value)
    if kind == "str":
        # A text inline leaves the shared texts, which other sheets use too, as they are.
        attributes["t"] = "inlineStr"
        inline = etree.SubElement(cell, grid.inline)
        _set_text(etree.SubElement(inline, f"{grid.ns}t"), text)
        return True
    if kind:
        attributes["t"] = kind
    etree.SubElement(cell, grid.v).text = text
    return True


def _drop_stored(grid: CellGrid, cell: Element) -> None:
    grid.touched = True
    for child in list(cell.iterchildren(grid.v, grid.inline)):
        cell.remove(child)
    for name in ("t", "vm"):
        if name in cell.attrib:
            del cell.attrib[name]


def _set_text(element: Element, text: str) -> None:
    element.text = text
    if text != text.strip() or "\n" in text:
        element.set(PRESERVE, "preserve")


def _new_row(grid: CellGrid, row: int, left: int, values: Sequence[Cell]) -> list[int]:
    """Put a row of values below all others, cell after cell."""
    held = [position for position, value in enumerate(values) if value is not None]
    if not held:
        return []
    element, letters = grid.new_row(row), grid.letters(left, len(values))
    for position in held:
        value, column = values[position], left + position
        cell = etree.SubElement(element, grid.c)
        cell.set("r", f"{letters[position]}{row}")
        style = grid.style_for(row, column)
        if style != "0":
            cell.set("s", style)
        grid.add_cell(row, column, cell)
        if type(value) is float:
            etree.SubElement(cell, grid.v).text = number_text(value)
        else:
            _put_in(grid, cell, value)
    grid.touched = True
    return held


def _new_cell(grid: CellGrid, row: int, column: int) -> Element:
    """Make a cell in its place, in the style that its row or its column prescribes."""
    row_element = grid.row(row)
    if row_element is None:
        row_element = grid.new_row(row)
    cells = grid.cells_of(row)
    cell = etree.Element(grid.c)
    cell.set("r", f"{column_letters(column)}{row}")
    style = grid.style_for(row, column)
    if style != "0":
        cell.set("s", style)
    if not cells:
        row_element.insert(0, cell)
    elif column > (last := grid.last_column(row)):
        cells[last].addnext(cell)
    else:
        grid.address_cells(row)
        cells[min(other for other in cells if other > column)].addprevious(cell)
    grid.add_cell(row, column, cell)
    if "spans" in row_element.attrib:
        del row_element.attrib["spans"]
    grid.touched = True
    return cell
