"""Formulas whose results can be read while Calc is calculating one of ours.

To read a cell is to calculate it. That may not lead back to the cell that Calc is at, which calls a
FUNNEL function; so only formulas that can be seen to lead to none are read.
"""

from __future__ import annotations

import re
from typing import Any

from funnel_calc.cells import FORMULA, referred
from funnel_calc.formulas import REFERENCE, TEXT

__all__ = ["result"]

SMALL = 64
"""Ranges of more cells are not looked through."""
DEEP = 30
"""Formulas that lead to others so many times are not followed further."""

_FUNCTION = re.compile(r"([A-Z][A-Z0-9.]*)\(")
_ELSEWHERE = frozenset(["INDIRECT", "OFFSET", "TABLE", "DDE", "FUNNEL"])
"""Functions of which the formula does not tell where they lead."""
_TEXT = 2
"""What Calc calls the result of a formula that is a text."""


def result(document: Any, cell: Any, known: dict[str, bool]) -> Any:
    """Give the result of a formula: a number, a text, or None where it may lead to one of ours.

    Args:
        document: the document that the cell is of.
        cell: the cell with the formula.
        known: what was found out already, by address; more is added.
    """
    if not _is_apart(document, cell, known, DEEP):
        return None
    if cell.getError():
        return f"Err:{cell.getError()}"
    return cell.String if cell.FormulaResultType2 == _TEXT else cell.Value


def _is_apart(document: Any, cell: Any, known: dict[str, bool], depth: int) -> bool:
    address = cell.AbsoluteName
    if address not in known:
        known[address] = False  # for one that leads to itself
        known[address] = depth > 0 and _leads_apart(document, cell, known, depth - 1)
    return known[address]


def _leads_apart(document: Any, cell: Any, known: dict[str, bool], depth: int) -> bool:
    """Tell whether all that a formula names is known, and leads to none of ours."""
    formula = TEXT.sub(lambda text: text.group() if text.group()[0] == "'" else "0", cell.Formula)
    functions = _FUNCTION.findall(formula)
    if any(each in _ELSEWHERE or each.startswith("FUNNEL") for each in functions):
        return False
    rest = REFERENCE.sub("0", _FUNCTION.sub("(", formula))
    if re.search(r"[^\W\d_]{2}|[_'#\[]", re.sub(r"[0-9.]E[+-]?[0-9]|TRUE|FALSE", "0", rest)):
        return False
    sheet = cell.Spreadsheet.Name
    for text in {each.group() for each in REFERENCE.finditer(_FUNCTION.sub("(", formula))}:
        cells = referred(document, sheet, text)
        if cells is None or not _all_apart(document, cells, known, depth):
            return False
    return True


def _all_apart(document: Any, cells: Any, known: dict[str, bool], depth: int) -> bool:
    address = cells.RangeAddress
    rows = address.EndRow - address.StartRow + 1
    columns = address.EndColumn - address.StartColumn + 1
    if rows * columns > SMALL:
        return False
    for row in range(rows):
        for column in range(columns):
            cell = cells.getCellByPosition(column, row)
            if cell.Type == FORMULA and not _is_apart(document, cell, known, depth):
                return False
    return True
