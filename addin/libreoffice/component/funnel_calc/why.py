"""The reason of an error, as a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from funnel_addin.catalog import READS_ITS_WORKBOOK
from funnel_calc import plan
from funnel_calc.answering import answered, sentences
from funnel_calc.cells import read, referred
from funnel_calc.foreign import known
from funnel_calc.formulas import Call, calls_in, constant
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
            return "FUNNEL_WHY takes one cell; got a range: hand it the cell that shows the error"
        cell = cells.getCellByPosition(0, 0)
        if not cell.getError():
            return ""
        if cells.Spreadsheet.isProtected() and known(cell.Formula) != cell.Formula:
            return UNREAD
        return _reason(document, cells.Spreadsheet.Name, cell.Formula)
    except Exception as error:
        return (
            f"FUNNEL_WHY failed in a way that nobody foresaw ({type(error).__name__}: {error}): "
            "please report it with the formula of the cell"
        )


def _reason(document: Any, sheet: str, formula: str) -> str:
    """Tell what is wrong with the first call of a formula that answers an error."""
    for call in calls_in(formula):
        try:
            _answer(document, sheet, call)
        except FunnelError as error:
            return str(error)
    return FOREIGN


def _answer(document: Any, sheet: str, call: Call) -> Any:
    """Answer a call again, or give `_UNKNOWN`.

    Raises:
        FunnelError: what the call's own cell shows as an error.
    """
    arguments = tuple(_argument(document, sheet, each) for each in call.arguments)
    if call.function == READS_ITS_WORKBOOK and all(each is None for each in arguments):
        return plan.required(document)
    found = _UNKNOWN
    if not any(each is _UNKNOWN for each in arguments):
        found = answered(document, call.function, arguments)
    sentence = _remembered(call.function, arguments)
    if sentence is not None:
        raise FunnelError(sentence)
    return found


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
        return rows if len(rows) * len(rows[0]) > 1 else rows[0][0]
    inner = [each for each in calls_in(text) if each.text == text]
    return _answer(document, sheet, inner[0]) if inner else _UNKNOWN


def _remembered(function: str, arguments: Sequence[Any]) -> str | None:
    """Find the last failed call of a function with these arguments, as far as they are known."""
    for (name, handed), sentence in reversed(sentences.items()):
        handed = (*handed, *[None] * (len(arguments) - len(handed)))
        if name == function and all(
            each is _UNKNOWN or each == handed[at] or (each == "" and handed[at] in (0.0, None))
            for at, each in enumerate(arguments)
        ):
            return sentence
    return None
