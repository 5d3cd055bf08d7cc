"""What a change makes stale: every formula that hangs on a changed cell, however far away.

Formulas are read as far as is needed to know which cells they can see. Where that cannot be known
(INDIRECT, OFFSET, a function of somebody's own, text that makes no sense) a formula is taken to
hang on everything.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set

from funnel_addin.books.xlsx.precedents import FormulaCell, Precedents
from funnel_addin.books.xlsx.references import Area

__all__ = ["Where", "stale_formulas"]

Where = tuple[int, int, int]
"""A cell: the sheet's index, the row, the column."""

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
                if area.size > SMALL:
                    self._large[sheet].append((area, formula))
                    continue
                for row in range(area.top, area.bottom + 1):
                    for column in range(area.left, area.right + 1):
                        self._by_cell[sheet, row, column].append(formula)

    def of_cell(self, cell: Where) -> list[FormulaCell]:
        return self._by_cell.get(cell, [])

    def of_large_areas(
        self, changed: Iterable[Where], done: Set[FormulaCell]
    ) -> Iterable[FormulaCell]:
        """Give the formulas with a large area that holds a changed cell; each area is met once."""
        rows: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for sheet, row, column in changed:
            if sheet in self._large:
                rows[sheet][row].append(column)
        for sheet, by_row in rows.items():
            order = sorted(by_row)
            for columns in by_row.values():
                columns.sort()
            kept = []
            for area, formula in self._large[sheet]:
                if formula in done:
                    continue
                if _meets(area, order, by_row):
                    yield formula
                else:
                    kept.append((area, formula))
            self._large[sheet] = kept


def _meets(area: Area, rows: list[int], columns: Mapping[int, list[int]]) -> bool:
    for position in range(bisect_left(rows, area.top), bisect_right(rows, area.bottom)):
        held = columns[rows[position]]
        at = bisect_left(held, area.left)
        if at < len(held) and held[at] <= area.right:
            return True
    return False


def stale_formulas(
    formulas: Iterable[FormulaCell],
    precedents: Precedents,
    changed: Iterable[Where],
    settled: Set[Where],
) -> set[FormulaCell]:
    """Find the formulas whose stored value a change makes stale, near and far.

    Args:
        formulas: every formula of the workbook.
        precedents: what each of them sees.
        changed: the cells whose value changed.
        settled: formula cells whose new value is known; they are not stale, and what they changed
            stands in `changed`.
    """
    watchers = _Watchers(formulas, precedents)
    stale: set[FormulaCell] = set()
    recent: list[Where] = list(changed)
    hit: Iterable[FormulaCell] = watchers.always if recent else ()
    while True:
        queue = recent
        fresh = [*recent]
        recent = []
        pending = list(hit)
        while queue or pending:
            for formula in pending:
                if formula in stale or formula.where in settled:
                    continue
                stale.add(formula)
                cells = [cell for cell in formula.cells() if cell not in settled]
                queue.extend(cells)
                fresh.extend(cells)
            pending = watchers.of_cell(queue.pop()) if queue else []
        hit = list(watchers.of_large_areas(fresh, stale))
        if not any(formula not in stale and formula.where not in settled for formula in hit):
            return stale
