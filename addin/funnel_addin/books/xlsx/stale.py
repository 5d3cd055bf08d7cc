"""What a change makes stale: every formula that hangs on a changed cell, however far away.

Formulas are read as far as is needed to know which cells they can see. Where that cannot be known
(INDIRECT, OFFSET, a function of somebody's own, text that makes no sense) a formula is taken to
hang on everything.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from funnel_addin.books.port import Cell
from funnel_addin.books.xlsx.precedents import FormulaCell, Precedents
from funnel_addin.books.xlsx.references import Area

__all__ = ["Record", "Where", "stale_formulas"]

Where = tuple[int, int, int]
"""A cell: the sheet's index, the row, the column."""


@dataclass
class Record:
    """What a write changed: values by sheet and row; and formula cells whose value is known."""

    rows: dict[tuple[int, int], dict[int, Cell]] = field(default_factory=dict)
    settled: set[Where] = field(default_factory=set)


_Rows = Mapping[tuple[int, int], Collection[int]]
SMALL = 16
"""Areas of so many cells or fewer are looked up cell by cell; larger ones are searched."""


class _Watchers:
    """Which formulas see which cells: small areas by cell, large ones by sheet."""

    def __init__(self, formulas: Iterable[FormulaCell], precedents: Precedents) -> None:
        self.always: list[FormulaCell] = []
        self._by_cell: dict[Where, list[FormulaCell]] = defaultdict(list)
        self._large: dict[int, list[tuple[Area, FormulaCell]]] = defaultdict(list)
        for formula in formulas:
            seen = precedents.of(formula)
            if seen is None:
                self.always.append(formula)
                continue
            for sheet, area in seen:
                if area.top == area.bottom and area.left == area.right:
                    self._by_cell[sheet, area.top, area.left].append(formula)
                    continue
                if area.size > SMALL:
                    self._large[sheet].append((area, formula))
                    continue
                for row in range(area.top, area.bottom + 1):
                    for column in range(area.left, area.right + 1):
                        self._by_cell[sheet, row, column].append(formula)

    def of_cell(self, cell: Where) -> list[FormulaCell]:
        return self._by_cell.get(cell, [])

    def of_changes(self, rows: _Rows) -> list[FormulaCell]:
        """Give the formulas with a small area that holds a changed cell."""
        return [
            formula
            for (sheet, row, column), formulas in self._by_cell.items()
            if column in rows.get((sheet, row), ())
            for formula in formulas
        ]

    def of_large_areas(self, rows: _Rows, done: Set[FormulaCell]) -> Iterator[FormulaCell]:
        """Give the formulas with a large area that holds a changed cell; each is met once."""
        by_sheet: dict[int, list[int]] = defaultdict(list)
        for sheet, row in rows:
            if sheet in self._large:
                by_sheet[sheet].append(row)
        for sheet, order in by_sheet.items():
            order.sort()
            kept = []
            for area, formula in self._large[sheet]:
                if formula in done:
                    continue
                if _meets(area, sheet, order, rows):
                    yield formula
                else:
                    kept.append((area, formula))
            self._large[sheet] = kept


def _meets(area: Area, sheet: int, order: Sequence[int], rows: _Rows) -> bool:
    for position in range(bisect_left(order, area.top), bisect_right(order, area.bottom)):
        columns = rows[sheet, order[position]]
        if any(area.left <= column <= area.right for column in columns):
            return True
    return False


def stale_formulas(
    formulas: Iterable[FormulaCell], precedents: Precedents, changed: _Rows, settled: Set[Where]
) -> set[FormulaCell]:
    """Find the formulas whose stored value a change makes stale, near and far.

    Args:
        formulas: every formula of the workbook.
        precedents: what each of them sees.
        changed: the columns of the cells whose value changed, by sheet and row.
        settled: formula cells whose new value is known; they are not stale, and where they changed
            they stand in `changed`.
    """
    if not changed:
        return set()
    watchers = _Watchers(formulas, precedents)
    stale: set[FormulaCell] = set()
    hit = [*watchers.always, *watchers.of_changes(changed)]
    hit += watchers.of_large_areas(changed, stale)
    while hit:
        fresh: dict[tuple[int, int], set[int]] = defaultdict(set)
        while hit:
            formula = hit.pop()
            if formula in stale or formula.where in settled:
                continue
            stale.add(formula)
            for cell in formula.cells():
                if cell not in settled:
                    fresh[cell[0], cell[1]].add(cell[2])
                    hit += watchers.of_cell(cell)
        hit = list(watchers.of_large_areas(fresh, stale))
    return stale
