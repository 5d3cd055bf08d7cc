"""FUNNEL_REQUIRED without arguments: the plan of the document that asks, read from its names."""

from __future__ import annotations

from typing import Any

from funnel_addin import plans
from funnel_addin.books.port import Block, CellErrorValue, Place, Problem
from funnel_addin.catalog import NAMES_READ, READS_ITS_WORKBOOK
from funnel_addin.functions.grid import ERROR_CODES
from funnel_calc.cells import named, read
from funnel_calc.following import follow_soon
from funnel_core.errors import InputError, SheetError

__all__ = ["required"]


def required(document: Any) -> Any:
    """Answer what the document's plan needs, lying as its rates lie.

    Raises:
        FunnelError: what is wrong with its names or the cells behind them.
    """
    if document is None:
        raise InputError(
            f"{READS_ITS_WORKBOOK} without arguments reads the plan of the document it stands in, "
            "so it must stand in a cell: hand it a target and rates here"
        )
    follow_soon(document)
    return plans.required(DocumentsBook(document))


class DocumentsBook:
    """The document that asks: some of its names, to be read and not to be changed."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._cells = {name: named(document, name) for name in NAMES_READ if _has(document, name)}

    @property
    def title(self) -> str:
        """Give what the document is called in a sentence."""
        return self._document.Title or "this document"

    def places(self) -> dict[str, Place | Problem]:
        """Give the place of each of the names that the document defines, or what is wrong."""
        return {name: _place(name, cells) for name, cells in self._cells.items()}

    def read(self, name: str) -> Block:
        """Read the values behind a name."""
        cells = self._cells.get(name)
        if cells is None:
            raise SheetError(f"'{name}' is not the name of cells in {self.title}: define it so")
        rows = tuple(tuple(_cell(each) for each in row) for row in read(cells))
        return Block(_place(name, cells), rows)


def _has(document: Any, name: str) -> bool:
    return any(each.lower() == name.lower() for each in document.NamedRanges.getElementNames())


def _place(name: str, cells: Any) -> Place | Problem:
    if cells is None:
        return Problem(name, "", f"the name '{name}' stands for no cells: define it as cells")
    address = cells.RangeAddress
    rows = address.EndRow - address.StartRow + 1
    columns = address.EndColumn - address.StartColumn + 1
    sheet, top, left = cells.Spreadsheet.Name, address.StartRow + 1, address.StartColumn + 1
    return Place(sheet, top, left, rows, columns)


def _cell(cell: Any) -> Any:
    if cell == "":
        return None
    if isinstance(cell, str) and (cell in ERROR_CODES or cell.startswith("Err:")):
        return CellErrorValue(cell)
    return cell
