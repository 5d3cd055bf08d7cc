"""Every formula of a workbook, and which cells each of them sees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from funnel_addin.books.xlsx.cells import CellGrid
from funnel_addin.books.xlsx.formulas import LAST_COLUMN, LAST_ROW
from funnel_addin.books.xlsx.references import (
    Area,
    AreaRef,
    NameRef,
    Parsed,
    TableRef,
    parse_references,
)
from funnel_addin.books.xlsx.tables import find_table, table_area
from funnel_addin.books.xlsx.workbook import DefinedName, Sheet, Workbook, area_of

__all__ = [
    "FormulaCell",
    "Precedents",
    "formulas_in",
    "formulas_of",
    "may_hold_formulas",
    "spills",
]

FORMULA_TAG = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?f[\s>/]")
WHOLE_SHEET = Area(1, 1, LAST_ROW, LAST_COLUMN)
NO_SHEET = -1
UNREADABLE = "\0"
Seen = tuple[int, Area]


@dataclass(slots=True, eq=False)
class FormulaCell:
    """A formula: the cell it stands in, the cells it fills, and its text as read from `home`.

    A shared formula is written once, at its home; its other cells read it shifted. `table` holds,
    for a data table, the cells that it is worked out from. Nobody changes one; but there may be
    many, and a frozen one takes thrice as long to make.
    """

    sheet: int
    row: int
    column: int
    text: str
    fills: Area | None = None
    home: tuple[int, int] | None = None
    table: tuple[Area, ...] = ()

    @property
    def where(self) -> tuple[int, int, int]:
        """Give the cell that the formula stands in."""
        return self.sheet, self.row, self.column

    def cells(self) -> Iterator[tuple[int, int, int]]:
        """Give every cell whose value comes from the formula."""
        if self.fills is None:
            yield self.where
            return
        for row in range(self.fills.top, self.fills.bottom + 1):
            for column in range(self.fills.left, self.fills.right + 1):
                yield self.sheet, row, column


def may_hold_formulas(data: bytes) -> bool:
    """Tell from a worksheet's bytes whether it can hold a formula at all."""
    likely = b"<f" in data or b":f" in data
    return likely and FORMULA_TAG.search(data) is not None


def formulas_of(grid: CellGrid) -> Iterator[FormulaCell]:
    """Give every formula of a worksheet."""
    homes: dict[str, tuple[str, int, int]] = {}
    sheet = grid.sheet.index
    for row, column, element in grid.formulas():
        text = (element.text or "").strip()
        kind = element.get("t")
        if kind == "shared":
            index = element.get("si", "")
            if text:
                homes.setdefault(index, (text, row, column))
            else:
                home = homes.get(index)
                text = home[0] if home else UNREADABLE
                yield FormulaCell(sheet, row, column, text, home=home[1:] if home else None)
                continue
        fills = area_of(element.get("ref", "")) if kind in ("array", "dataTable") else None
        table: tuple[Area, ...] = ()
        if kind == "dataTable" and fills is not None:
            table = _table_inputs(fills, element.get("r1"), element.get("r2"))
        if element.get("ca") in ("1", "true") or not (text or table):
            text = UNREADABLE
        yield FormulaCell(sheet, row, column, text, fills, None, table)


def formulas_in(sheet: Sheet, found: Iterable[tuple[int, int, str]]) -> Iterator[FormulaCell]:
    """Give the formulas that were found in a worksheet's text, each in its own cell alone."""
    for row, column, text in found:
        yield FormulaCell(sheet.index, row, column, text or UNREADABLE)


def _table_inputs(fills: Area, *inputs: str | None) -> tuple[Area, ...]:
    """Give what a data table is worked out from: its edges and the cells it varies."""
    edges = Area(max(fills.top - 1, 1), max(fills.left - 1, 1), fills.bottom, fills.right)
    cells = [area_of(text) for text in inputs if text]
    return (edges, *(area for area in cells if area is not None))


class Precedents:
    """Looks up which cells a formula sees, through names and tables."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._names: dict[tuple[str, int | None], DefinedName] = {}
        for name in workbook.names:
            self._names.setdefault((name.name.casefold(), name.sheet), name)
        self._known: dict[DefinedName, list[Seen] | None] = {}
        self._open: set[DefinedName] = set()

    def of(self, formula: FormulaCell) -> list[Seen] | None:
        """Give the areas that a formula sees; None where it may see anything."""
        if formula.table:
            return [(formula.sheet, area) for area in formula.table]
        parsed = parse_references(formula.text)
        down = across = 0
        if formula.home is not None:
            down, across = formula.row - formula.home[0], formula.column - formula.home[1]
        return self._seen(parsed, formula.sheet, (down, across), (formula.row, formula.column))

    def _seen(
        self,
        parsed: Parsed,
        sheet: int,
        shift: tuple[int, int],
        cell: tuple[int, int] | None,
    ) -> list[Seen] | None:
        if parsed.anything:
            return None
        found: list[Seen] = []
        for reference in parsed.references:
            if isinstance(reference, AreaRef):
                seen = self._area(reference, sheet, shift, moving=cell is None)
            elif isinstance(reference, NameRef):
                seen = self._name(reference, sheet)
            else:
                seen = self._table(reference, sheet, cell)
            if seen is None:
                return None
            found += seen
        return found

    def _area(
        self, reference: AreaRef, sheet: int, shift: tuple[int, int], moving: bool
    ) -> list[Seen] | None:
        """Give the cells of a reference, on each sheet it runs through.

        In a name, a reference without $ moves with the cell that uses the name: it can see all of
        its sheet.
        """
        sheets = self._sheets(reference.sheets, sheet)
        area = reference.shifted(*shift)
        if moving and not reference.is_absolute:
            area = WHOLE_SHEET
            if not reference.sheets:
                return None
        if area is None or sheets is None:
            return None
        return [(index, area) for index in sheets]

    def _sheets(self, names: tuple[str, ...], own: int) -> Iterable[int] | None:
        """Give the sheets of a reference; none where one was deleted, None where it is a riddle."""
        if not names:
            return (own,)
        found = [self._workbook.sheet(name) for name in names]
        indexes = [sheet.index for sheet in found if sheet is not None]
        if len(indexes) < len(names):
            return () if len(names) == 1 else None
        return range(min(indexes), max(indexes) + 1)

    def _name(self, reference: NameRef, sheet: int) -> list[Seen] | None:
        """Give what a name sees, through the names that it uses in turn, in a circle or not."""
        own: int | None = sheet
        if reference.sheet is not None:
            named = self._workbook.sheet(reference.sheet)
            own = None if named is None else named.index
        key = reference.name.casefold()
        name = self._names.get((key, own)) or self._names.get((key, None))
        if name is None:
            table = find_table(self._workbook.tables, reference.name)
            return None if table is None else [(table.sheet, table.area)]
        if name not in self._known:
            if name in self._open:
                return []
            self._open.add(name)
            home = name.sheet if name.sheet is not None else NO_SHEET
            seen = self._seen(parse_references(name.text), home, (0, 0), None)
            self._open.remove(name)
            if self._open:
                return seen
            self._known[name] = seen
        return self._known[name]

    def _table(
        self, reference: TableRef, sheet: int, cell: tuple[int, int] | None
    ) -> list[Seen] | None:
        tables = self._workbook.tables
        table = find_table(tables, reference.table) if reference.table else None
        if not reference.table and cell is not None:
            around = [t for t in tables if t.sheet == sheet and t.area.holds(*cell)]
            table = around[0] if around else None
        if table is None:
            return None
        row = cell[0] if cell is not None and table.sheet == sheet else None
        area = table_area(table, reference, row)
        return None if area is None else [(table.sheet, area)]


def spills(formulas: Iterable[FormulaCell]) -> dict[int, list[Area]]:
    """Give, by sheet, the areas that formulas fill beyond their own cell."""
    found: dict[int, list[Area]] = {}
    for formula in formulas:
        if formula.fills is not None and formula.fills.size > 1:
            found.setdefault(formula.sheet, []).append(formula.fills)
    return found
