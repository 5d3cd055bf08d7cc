"""The workbook of the cell that asks, for a worksheet function that reads names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import xlwings as xw

from funnel_addin.books.excel.handed import grid_of, one_block, place_of, read_cells
from funnel_addin.books.excel.named import named_cells
from funnel_addin.books.port import Block, Grid, Place, Problem, Written
from funnel_core.errors import SheetError

__all__ = ["CallersBook"]


class CallersBook:
    """The workbook of the cell that asks: some of its names, to be read and not to be changed.

    It is the book that the cell stands in, which need not be the active one. What is asked of Excel
    is asked once: nothing changes while a worksheet function runs.
    """

    def __init__(self, cell: xw.Range, names: Iterable[str]) -> None:
        self._book = cell.sheet.book
        self._names = tuple(names)
        self._found: dict[str, xw.Range | Problem] | None = None
        self._places: dict[str, Place | Problem] | None = None

    @property
    def title(self) -> str:
        """Give what the workbook is called in a sentence."""
        return self._book.name

    def places(self) -> Mapping[str, Place | Problem]:
        """Give the place of each of the names that the workbook defines, or what is wrong."""
        if self._places is None:
            self._places = {
                name: found if isinstance(found, Problem) else place_of(found)
                for name, found in self._ranges().items()
            }
        return self._places

    def read(self, name: str) -> Block:
        """Read the values behind a name."""
        cells, place = self._ranges().get(name), self.places().get(name)
        if not isinstance(cells, xw.Range) or not isinstance(place, Place):
            raise SheetError(f"'{name}' is not the name of cells in {self.title}: define it so")
        return Block(place, grid_of(read_cells(cells)))

    def formulas_in(self, name: str) -> tuple[tuple[bool, ...], ...]:
        """Tell which of the cells behind a name hold a formula."""
        cells = self._ranges().get(name)
        if not isinstance(cells, xw.Range):
            raise SheetError(f"'{name}' is not the name of cells in {self.title}: define it so")
        formulas = cells.formula
        rows = formulas if isinstance(formulas, tuple) else ((formulas,),)
        return tuple(tuple(str(each).startswith("=") for each in row) for row in rows)

    def write(self, values: Mapping[str, Grid]) -> Written:
        """Refuse: Excel lets no worksheet function change a cell."""
        raise SheetError(
            f"a worksheet function cannot change cells of {self.title}: fill it with funnel fill"
        )

    def _ranges(self) -> dict[str, xw.Range | Problem]:
        if self._found is None:
            named = ((name, self._find(name)) for name in self._names)
            self._found = {name: named_cells(name, each, one_block) for name, each in named if each}
        return self._found

    def _find(self, name: str) -> xw.Name | None:
        """Find a workbook-wide name; Excel answers with a sheet's own of that name first."""
        names = self._book.names
        if not names.contains(name):
            return None
        found = names[name]
        if "!" not in found.name:
            return found
        return next((each for each in names if each.name.lower() == name.lower()), None)
