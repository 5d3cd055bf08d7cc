"""The worksheets of an opened workbook, parsed once needed, and the formulas that stand in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cached_property

from funnel_addin.books.xlsx.bulk import MANY_BYTES, forget_in_text, formulas_in_text, frame
from funnel_addin.books.xlsx.cells import CellGrid
from funnel_addin.books.xlsx.edit import forget
from funnel_addin.books.xlsx.precedents import (
    FormulaCell,
    Precedents,
    formulas_in,
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
        self._texts: dict[int, bytes] = {}
        self._usual: set[int] = set()
        """The worksheets whose formulas were all found in their text."""
        self._frames: dict[int, CellGrid | None] = {}

    def grid(self, sheet: Sheet) -> CellGrid:
        """Give a worksheet's cells."""
        if sheet.index not in self._grids:
            data = self.text(sheet)
            grid = CellGrid(sheet, data, self.workbook.title, self.reading)
            self._grids[sheet.index] = grid
        return self._grids[sheet.index]

    def text(self, sheet: Sheet) -> bytes:
        """Give a worksheet's part as it is now."""
        grid = self._grids.get(sheet.index)
        if grid is not None and grid.touched:
            return grid.to_bytes()
        changed = self._texts.get(sheet.index)
        return self.workbook.package.read(sheet.part) if changed is None else changed

    def replace_text(self, sheet: Sheet, data: bytes) -> None:
        """Put a whole new part in a worksheet's place; its cells are parsed when next needed."""
        self._texts[sheet.index] = data
        self._grids.pop(sheet.index, None)

    def outside(self, sheet: Sheet) -> CellGrid | None:
        """Give a worksheet without its rows, so that they need not be parsed.

        None where the sheet is unusually written, or changed cell by cell already.
        """
        grid = self._grids.get(sheet.index)
        if grid is not None and grid.touched:
            return None
        if sheet.index not in self._frames:
            without = frame(self.text(sheet))
            made = None
            if without is not None:
                made = CellGrid(sheet, without, self.workbook.title, self.reading)
            self._frames[sheet.index] = made
        return self._frames[sheet.index]

    def merges(self, sheet: Sheet) -> Sequence[Area]:
        """Give a worksheet's merged areas."""
        large = len(self.text(sheet)) > MANY_BYTES
        outside = self.outside(sheet) if large else None
        return (outside or self.grid(sheet)).merges

    def named(self, name: str) -> Sheet:
        """Find a worksheet by its name."""
        sheet = self.workbook.sheet(name)
        if sheet is None:
            raise TemplateError(f"{self.workbook.title} has no sheet “{name}”; check its tabs")
        return sheet

    def touched(self) -> Mapping[str, bytes]:
        """Give the bytes of each worksheet part that was changed."""
        parts = {self.workbook.sheets[at].part: data for at, data in self._texts.items()}
        parts.update({g.sheet.part: g.to_bytes() for g in self._grids.values() if g.touched})
        return parts

    @cached_property
    def formulas(self) -> Mapping[Where, FormulaCell]:
        """Give every formula of the workbook by its cell."""
        return {
            formula.where: formula
            for sheet in self.workbook.sheets
            if sheet.kind == "worksheet"
            and may_hold_formulas(self.workbook.package.read(sheet.part))
            for formula in self._formulas_of(sheet)
        }

    def _formulas_of(self, sheet: Sheet) -> Iterable[FormulaCell]:
        """Give a worksheet's formulas: a large one's from its text, where that is usual."""
        data = self.text(sheet)
        large = len(data) > MANY_BYTES and self.outside(sheet) is not None
        found = formulas_in_text(data) if large else None
        if found is None:
            return formulas_of(self.grid(sheet))
        self._usual.add(sheet.index)
        return formulas_in(sheet, found)

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
        stale = stale_formulas(
            self.formulas.values(), Precedents(self.workbook), record.rows, record.settled
        )
        cells: dict[int, set[tuple[int, int]]] = defaultdict(set)
        for formula in stale:
            for cell in formula.cells():
                if cell not in record.settled:
                    cells[formula.sheet].add(cell[1:])
        return {
            (index, row, column)
            for index, stored in cells.items()
            for row, column in self._forget(self.workbook.sheets[index], stored)
        }

    def _forget(self, sheet: Sheet, cells: Set[tuple[int, int]]) -> Set[tuple[int, int]]:
        """Take away what is stored in cells of a worksheet; give those that held a value."""
        changed = self._grids.get(sheet.index)
        if sheet.index in self._usual and not (changed is not None and changed.touched):
            data, gone = forget_in_text(self.text(sheet), cells)
            if gone:
                self.replace_text(sheet, data)
            return gone
        grid = self.grid(sheet)
        return {cell for cell in cells if forget(grid, *cell)}
