"""Empty cells that arrive as 0: what Calc makes of a single empty cell, and no function can see.

Where it matters whether an argument was 0 or an empty cell, the formulas of the document tell: those
that call the function with just these arguments. Only cells that hold no formula are read for that,
since Calc may be in the midst of calculating the others.
"""

from __future__ import annotations

import time

from funnel_calc.cells import EMPTY, FORMULA, FORMULAS, VALUE, referred
from funnel_calc.formulas import calls_in, constant
from funnel_core.errors import FunnelError, InputError

__all__ = ["answer"]

FRESH = 0.1
"""For so many seconds what was read of a document is taken as still true: a recalculation asks for
many cells at once."""

FILLED = 1 + 2 + 4 + FORMULAS
"""What LibreOffice calls any contents of cells: numbers, dates, texts and formulas."""

_UNKNOWN = object()
"""Stands for an argument whose value is not known without calculating."""

_seen = {}
"""The calls last read: of which document, where it is filled, what they are, and until when all
that is believed: that nothing was filled in elsewhere, and that they are the same."""


def answer(document, function, handed, answered):
    """Answer a call that was handed a 0, which may have been an empty cell.

    Args:
        document: the document that asks, or None.
        function: the worksheet function's name.
        handed: its arguments.
        answered: what answers a call, or raises a FunnelError.
    """
    zeros = [at for at, each in enumerate(handed) if isinstance(each, float) and each == 0]

    def outcome(blank):
        left = tuple(None if at in blank else each for at, each in enumerate(handed))
        try:
            return "", answered(function, left)
        except FunnelError as error:
            errors[error.code, str(error)] = error
            return error.code, str(error)

    errors = {}
    as_handed = outcome(())
    if all(outcome(blank) == as_handed for blank in (*([at] for at in zeros), zeros)):
        outcomes = {as_handed}
    else:
        outcomes = {outcome(blank) for blank in _blank(document, function, handed)}
    if len(outcomes) > 1:
        raise InputError(
            f"{function} was handed 0, and LibreOffice hands over an empty cell as 0, too: formulas "
            "of this document call it with the same numbers, one with a 0 and one with an empty "
            "cell, and cannot be told apart: leave the argument out where its cell is empty"
        )
    only = outcomes.pop()
    if only[0]:
        raise errors[only]
    return only[1]


def _blank(document, function, handed):
    """Give which arguments are empty cells, for each formula that may have asked: a set of sets."""
    found = set()
    if document is not None:
        for (length, unknown), calls in _calls(document, function).items():
            if any(each is not None for each in handed[length:]):
                continue
            found |= calls.get(_known(handed[:length], unknown), set())
    return found or {frozenset()}


def _known(arguments, unknown):
    return tuple(_UNKNOWN if at in unknown else each for at, each in enumerate(arguments))


def _calls(document, function):
    """Give a document's calls of a function: by what is unknown of them, then by what is known.

    What took long to read or to check is believed for longer, so that a recalculation of many cells
    takes about as long for each of them as for a few.
    """
    begun = time.monotonic()
    same = _seen.get("document") == document.RuntimeUID
    if same and begun < _seen["unchecked"]:
        return _seen["calls"].get(function, {})
    sheets = [document.Sheets.getByIndex(at) for at in range(document.Sheets.Count)]
    formulas = {sheet.Name: sheet.queryContentCells(FORMULAS) for sheet in sheets}
    filled = [sheet.queryContentCells(FILLED).RangeAddressesAsString for sheet in sheets]
    where = (filled, [each.Count for each in formulas.values()])
    checked = time.monotonic()
    if not same or _seen["where"] != where or checked > _seen["unread"]:
        read = {}
        for sheet, cells in formulas.items():
            for call in _calls_of(cells):
                _note(read, document, sheet, call)
        ended = time.monotonic()
        unread = ended + max(FRESH, ended - checked)
        _seen.update(document=document.RuntimeUID, where=where, calls=read, unread=unread)
    _seen["unchecked"] = time.monotonic() + 2 * (checked - begun)
    return _seen["calls"].get(function, {})


def _calls_of(formulas):
    """Give the different calls in the formulas of a sheet."""
    found = set()
    for at in range(formulas.Count):
        for row in formulas.getByIndex(at).getFormulaArray():
            for formula in row:
                if "FUNNEL." in formula:
                    found.update(calls_in(formula))
    return found


def _note(read, document, sheet, call):
    """Keep a call by its function, by which arguments are unknown, and by the known ones."""
    values = [_value(document, sheet, each) for each in call.arguments]
    blank = frozenset(at for at, each in enumerate(values) if each is EMPTY)
    handed = [0.0 if each is EMPTY else each for each in values]
    unknown = frozenset(at for at, each in enumerate(handed) if each is _UNKNOWN)
    calls = read.setdefault(call.function, {}).setdefault((len(handed), unknown), {})
    calls.setdefault(_known(handed, unknown), set()).add(blank)


def _value(document, sheet, argument):
    """Give what an argument holds as far as that is known without calculating."""
    if not argument:
        return None
    held = constant(argument)
    if held is not None:
        return held
    cells = referred(document, sheet, argument)
    if cells is None:
        return _UNKNOWN
    address = cells.RangeAddress
    if (address.StartColumn, address.StartRow) != (address.EndColumn, address.EndRow):
        return _UNKNOWN
    cell = cells.getCellByPosition(0, 0)
    if cell.Type == EMPTY:
        return EMPTY
    if cell.Type == FORMULA:
        return _UNKNOWN
    return cell.Value if cell.Type == VALUE else cell.String
