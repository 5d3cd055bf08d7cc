"""The reason of an error, as a sentence."""

from __future__ import annotations

from typing import Any

from funnel_addin.catalog import WHY, require
from funnel_addin.functions import unforeseen
from funnel_calc.answering import cut, worked_out
from funnel_calc.cells import EMPTY, read, referred
from funnel_calc.errors import code_of, code_of_number, error_of
from funnel_calc.foreign import known
from funnel_calc.formulas import Call, calculated, calls_in, constant
from funnel_core.errors import FunnelError

__all__ = ["why"]

FOREIGN = (
    "This error comes from no FUNNEL function: look at the cells and functions that the formula "
    "refers to"
)
UNREAD = (
    "LibreOffice does not know this formula, as it read it from a file of Excel's, and its sheet "
    "is protected: unprotect it (Tools, Protect Sheet), save the file and open it again"
)
UNTOLD = (
    "The reason cannot be told while an argument of {function} is worked out within the formula: "
    "put that argument in a cell of its own, and refer to that cell"
)
BEYOND = (
    "The answer has {rows} × {columns} cells (rows × columns), and this one lies beyond it: enter "
    "the formula again over just so many"
)
ALONE = f"{WHY.name} takes one cell, as in {WHY.name}(A1): the cell that shows the error"
OUTSIDE = frozenset(["Err:502", "Err:504"])
"""What Calc shows without asking a function, where it cannot hand over an argument."""
_UNKNOWN = object()
"""Stands for an argument that is worked out by something else than a FUNNEL function."""


def why(document: Any, cells: Any) -> str:
    """Tell why a cell shows an error; blank where it shows none.

    Args:
        document: the document that asks.
        cells: the cell that FUNNEL_WHY was handed, as a range.
    """
    try:
        address = cells.RangeAddress
        if (address.StartColumn, address.StartRow) != (address.EndColumn, address.EndRow):
            return ALONE
        cell = cells.getCellByPosition(0, 0)
        number = cell.getError()
        if not number:
            return ""
        if cells.Spreadsheet.isProtected() and known(cell.Formula) != cell.Formula:
            return UNREAD
        code = code_of_number(number)
        return _beyond(document, cells, cell, code) or _reason(
            document, cells.Spreadsheet.Name, cell.Formula, code
        )
    except Exception as error:
        return str(unforeseen(WHY.name, error))


def _reason(document: Any, sheet: str, formula: str, code: str) -> str:
    """Tell what is wrong with the first call of a formula that answers the error it shows."""
    untold = ""
    for call in calls_in(formula):
        if call.caught:
            continue
        if call.function == WHY.name:
            return ALONE
        try:
            require(call.function)
            if _answer(document, sheet, call) is _UNKNOWN and not untold:
                untold = UNTOLD.format(function=call.function)
        except FunnelError as error:
            if code in (_shown(error.code), *OUTSIDE):
                return str(error)
    return untold or FOREIGN


def _beyond(document: Any, cells: Any, cell: Any, code: str) -> str:
    """Tell of a cell that an array formula fills although its answer ends before; else blank."""
    calls = calls_in(cell.Formula)
    if code != "#N/A" or not calls or cell.Formula != f"{{={calls[-1].text}}}":
        return ""
    array = cells.Spreadsheet.createCursorByRange(cells)
    array.collapseToCurrentArray()
    try:
        answer = _answer(document, cells.Spreadsheet.Name, calls[-1])
    except FunnelError:
        return ""
    if answer is _UNKNOWN:
        return ""
    here, first = cells.RangeAddress, array.RangeAddress
    rows, columns = len(answer), len(answer[0])
    down, right = here.StartRow - first.StartRow, here.StartColumn - first.StartColumn
    # a single row or column is repeated over all that are selected
    if (rows > 1 and down >= rows) or (columns > 1 and right >= columns):
        return BEYOND.format(rows=rows, columns=columns)
    return ""


def _shown(code: str) -> str:
    """Give what a cell shows of a code: one that Calc does not know is #VALUE!."""
    return code_of(error_of(code))


def _answer(document: Any, sheet: str, call: Call) -> Any:
    """Answer a call again, or give `_UNKNOWN`.

    Raises:
        FunnelError: what the call's own cell shows as an error.
    """
    arguments = cut([_argument(document, sheet, each) for each in call.arguments])
    if any(each is _UNKNOWN for each in arguments):
        return _UNKNOWN
    return worked_out(document, call.function, tuple(arguments))


def _argument(document: Any, sheet: str, text: str) -> Any:
    """Give what Calc hands over for an argument, as far as it can be told."""
    if not text:
        return None
    held = constant(text)
    if held is not None:
        return held
    cells = referred(document, sheet, text)
    if cells is not None:
        rows = read(cells)
        if len(rows) * len(rows[0]) > 1 or ":" in text:
            return rows
        return 0.0 if cells.getCellByPosition(0, 0).Type == EMPTY else rows[0][0]
    inner = [each for each in calls_in(text) if each.text == text]
    if inner:
        return _answer(document, sheet, inner[0])
    number = calculated(text, lambda reference: _number(document, sheet, reference))
    return _UNKNOWN if number is None else number


def _number(document: Any, sheet: str, reference: str) -> float | None:
    """Give the number in a cell, as arithmetic takes it; None for all else."""
    cells = referred(document, sheet, reference)
    rows = () if cells is None else read(cells)
    if len(rows) != 1 or len(rows[0]) != 1:
        return None
    held = rows[0][0]
    return 0.0 if held == "" else held if isinstance(held, float) else None
