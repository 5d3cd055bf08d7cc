"""Enters formulas again that Calc did not know when it read them from a file of Excel's.

That is no change of a person's: it can not be undone, and leaves nothing to be saved.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from funnel_calc.cells import FORMULA
from funnel_calc.foreign import known

__all__ = ["enter_again"]

TEXTS = 4
"""What LibreOffice calls the contents of cells that are texts."""


def enter_again(document: Any, found: Sequence[Any], names: Sequence[Any]) -> None:
    """Enter again what calls a function of ours by a name that Calc does not know.

    Args:
        document: the document that was opened.
        found: ranges whose every cell holds FUNNEL_, in a formula or in a text.
        names: defined names whose content holds it.
    """
    free = [each for each in found if not each.Spreadsheet.isProtected()]
    was_modified = document.isModified()
    document.UndoManager.lock()
    document.addActionLock()
    try:
        for cells in free:
            _enter(cells)
        # at last, and only then: where a name changes, Calc reads each formula anew that it does
        # not know, and makes it worse
        if len(free) == len(found):
            for each in names:
                _define(each)
    finally:
        document.removeActionLock()
        document.UndoManager.unlock()
        if not was_modified:
            document.setModified(False)


def _define(name: Any) -> None:
    content = known(name.Content)
    if content != name.Content:
        name.setContent(content)


def _enter(cells: Any) -> None:
    """Enter the formulas of a range again: at once where all of them are to be, else each."""
    rows = cells.getFormulaArray()
    changed = [[known(formula) for formula in row] for row in rows]
    if not cells.queryContentCells(TEXTS).Count and all(
        new.startswith("=") and new != old
        for line, row in zip(changed, rows)
        for new, old in zip(line, row)
    ):
        cells.setFormulaArray(tuple(tuple(line) for line in changed))
        return
    done: set[str] = set()
    for down, row in enumerate(rows):
        for across, formula in enumerate(row):
            cell = cells.getCellByPosition(across, down)
            # a text may begin with = as well
            if cell.Type == FORMULA and changed[down][across] != formula:
                _enter_one(cell, changed[down][across], done)


def _enter_one(cell: Any, formula: str, done: set[str]) -> None:
    """Enter a cell's formula; that of an array over all its cells, once."""
    if not formula.startswith("{"):
        cell.setFormula(formula)
        return
    array = cell.Spreadsheet.createCursorByRange(cell)
    array.collapseToCurrentArray()
    if array.AbsoluteName not in done:
        done.add(array.AbsoluteName)
        array.setArrayFormula(formula[1:-1])
