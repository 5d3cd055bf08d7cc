"""The worksheets of an opened workbook, parsed once needed, and the formulas that stand in them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from funnel_addin.books.xlsx.cells import CellGrid
from funnel_addin.books.xlsx.edit import forget
from funnel_addin.books.xlsx.precedents import (
    FormulaCell,
    Precedents,
    formulas_of,
    may_hold_formulas,
    spills,
)
from funnel_addin.books.xlsx.references import Area
from funnel_addin.books.xlsx.stale import Record, Where, stale_formulas
from funnel_addin.books.xlsx.values import Reading
from funnel_addin.books.xlsx.workbook import Sheet, Workbook
from funnel_core.errors import TemplateError

__all__ = ["Sheets"]


class Sheets:
    """All worksheets: their cells, and what their formulas have to do with one another."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.reading = Reading(workbook)
        self._grids: dict[int, CellGrid] = {}

    def grid(self, sheet: Sheet) -> CellGrid:
        """Give a worksheet's cells."""
        if sheet.index not in self._grids:
            data = self.workbook.package.read(sheet.part)
            grid = CellGrid(sheet, data, self.workbook.title, self.reading)
            self._grids[sheet.index] = grid
        return self._grids[sheet.index]

    def named(self, name: str) -> Sheet:
        """Find a worksheet by its name."""
        sheet = self.workbook.sheet(name)
        if sheet is None:
            raise TemplateError(f"{self.workbook.title} has no sheet “{name}”; check its tabs")
        return sheet

    def touched(self) -> Mapping[str, bytes]:
        """Give the bytes of each worksheet part that was changed."""
        return {g.sheet.part: g.to_bytes() for g in self._grids.values() if g.touched}

    @cached_property
    def formulas(self) -> Mapping[Where, FormulaCell]:
        """Give every formula of the workbook by its cell."""
        return {
            formula.where: formula
            for sheet in self.workbook.sheets
            if sheet.kind == "worksheet"
            and may_hold_formulas(self.workbook.package.read(sheet.part))
            for formula in formulas_of(self.grid(sheet))
        }

    @cached_property
    def _spills(self) -> Mapping[int, list[Area]]:
        return spills(self.formulas.values())

    def computed_in(self, sheet: int, area: Area) -> bool:
        """Tell whether any cell of an area gets its value from a formula."""
        return any(
            area.holds(row, column) for at, row, column in self.formulas if at == sheet
        ) or any(area.meets(spill) for spill in self._spills.get(sheet, ()))

    def is_computed(self, sheet: int, row: int, column: int) -> bool:
        """Tell whether a cell's value comes from a formula, its own or one that fills it."""
        if (sheet, row, column) in self.formulas:
            return True
        return any(area.holds(row, column) for area in self._spills.get(sheet, ()))

    def forget_stale(self, record: Record) -> set[Where]:
        """Take away every stored value that the recorded changes make stale; give those cells."""
        if not self.formulas:
            return set()
        gone: set[Where] = set()
        stale = stale_formulas(
            self.formulas.values(), Precedents(self.workbook), record.rows, record.settled
        )
        for formula in stale:
            grid = self.grid(self.workbook.sheets[formula.sheet])
            for cell in formula.cells():
                if cell not in record.settled and forget(grid, cell[1], cell[2]):
                    gone.add(cell)
        return gone
