"""What a document's formulas say, as they are now.

Every look reads all formulas; what was made of them is kept only for as long as they say the same.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from funnel_calc.cells import FORMULAS
from funnel_calc.formulas import Call, calls_in

__all__ = ["Place", "Written", "written"]

Place: TypeAlias = "tuple[str, int, int]"
"""A cell: its sheet, column and row, counted from 0."""

_Rows: TypeAlias = "tuple[tuple[str, ...], ...]"
_Block: TypeAlias = "tuple[int, int, _Rows]"
"""Formulas side by side: the first one's column and row, and what they say."""
_Said: TypeAlias = "tuple[tuple[tuple[str, str], ...], tuple[tuple[str, tuple[_Block, ...]], ...]]"
"""What names stand for, and the formulas of each sheet."""

KEPT = 4
"""Of so many documents what was made of their formulas is kept."""

_ELSEWHERE = "TABLE("
"""How a formula calls MULTIPLE.OPERATIONS, which has others calculated with other cells than they
name."""


class Written:
    """The formulas of a document, and what calls there are in them."""

    def __init__(self, said: _Said) -> None:
        self.said = said
        names, sheets = said
        self.count = sum(len(rows) * len(rows[0]) for _, each in sheets for *_, rows in each)
        texts = {
            (sheet, formula)
            for sheet, blocks in sheets
            for *_, rows in blocks
            for row in rows
            for formula in row
        }
        self.hidden = any(_ELSEWHERE in formula for _, formula in texts)
        """Whether calls may be handed other arguments than a formula tells of."""
        self.calls: dict[str, set[tuple[str, Call]]] = {}
        """By function, with the sheet they stand on: blank for what a name stands for."""
        for sheet, formula in (*texts, *(("", stands_for) for _, stands_for in names)):
            if "FUNNEL" in formula.upper():
                for call in calls_in(formula):
                    self.calls.setdefault(call.function, set()).add((sheet, call))
        self.made: dict[str, Any] = {}
        """What others make of the calls of each function."""

    def places(self) -> set[Place]:
        """Give where the formulas stand."""
        return {
            (sheet, column + right, row + down)
            for sheet, blocks in self.said[1]
            for column, row, rows in blocks
            for down, line in enumerate(rows)
            for right in range(len(line))
        }


_last: dict[str, Written] = {}


def written(document: Any) -> Written:
    """Read every formula of a document; the same object is given while they say the same."""
    sheets = [document.Sheets.getByIndex(at) for at in range(document.Sheets.Count)]
    names = tuple(named for scope in (document, *sheets) for named in _names(scope))
    said = names, tuple((each.Name, _blocks(each)) for each in sheets)
    last = _last.pop(document.RuntimeUID, None)
    if last is None or last.said != said:
        last = Written(said)
    _last[document.RuntimeUID] = last
    if len(_last) > KEPT:
        _last.pop(next(iter(_last)))
    return last


def _blocks(sheet: Any) -> tuple[_Block, ...]:
    cells = sheet.queryContentCells(FORMULAS)
    return tuple(
        (each.StartColumn, each.StartRow, cells.getByIndex(at).getFormulaArray())
        for at, each in enumerate(cells.RangeAddresses)
    )


def _names(scope: Any) -> list[tuple[str, str]]:
    """Give the names of a document or of a sheet, and what they stand for."""
    names = scope.NamedRanges
    return [(each, names.getByName(each).Content) for each in names.getElementNames()]
