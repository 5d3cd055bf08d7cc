"""Empty cells that arrive as 0: what Calc makes of a single empty cell, and no function can see.

Where it matters whether an argument was 0 or an empty cell, the formulas of the document tell:
those that call the function with just these arguments. Formulas are read for that only where
they lead to none of ours, since Calc is in the midst of calculating one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from funnel_calc.apart import result
from funnel_calc.cells import EMPTY, FORMULA, FORMULAS, VALUE, referred
from funnel_calc.formulas import Call, calls_in, constant
from funnel_core.errors import FunnelError, InputError

__all__ = ["answer"]

FRESH = 0.1
"""For so many seconds what was read of a document is believed, where a look at the formula that it
tells of bears it out: a recalculation asks for many cells at once."""

SLOW = 0.05
"""A document that takes longer to read is not read again for as long."""

_UNKNOWN = object()
"""Stands for an argument whose value is not known without calculating."""

_Known: TypeAlias = "tuple[Any, ...]"
_Found: TypeAlias = "dict[frozenset[int], tuple[str, Call]]"
"""Which arguments are empty cells, and a call of which that is so, with the sheet it stands on."""
_Calls: TypeAlias = "dict[tuple[int, frozenset[int]], dict[_Known, _Found]]"
"""Calls by how many arguments they have and which of those are not known, then by the others."""


class _Seen:
    """What was last read: of which document, its calls, where its formulas stand, until when."""

    def __init__(self) -> None:
        self.document = ""
        self.calls: dict[str, _Calls] = {}
        self.formulas: list[str] = []
        self.until = 0.0
        self.busy_until = 0.0


_seen = _Seen()


def answer(
    document: Any, function: str, handed: tuple[Any, ...], answered: Callable[..., Any]
) -> Any:
    """Answer a call that was handed a 0, which may have been an empty cell.

    Args:
        document: the document that asks, or None.
        function: the worksheet function's name.
        handed: its arguments.
        answered: what answers a call, or raises a FunnelError.
    """
    zeros = [at for at, each in enumerate(handed) if isinstance(each, float) and each == 0]

    outcome = _Outcomes(document, function, handed, answered)
    as_handed = outcome[frozenset()]
    if all(outcome[frozenset(blank)] == as_handed for blank in (*([at] for at in zeros), zeros)):
        outcomes = {as_handed}
    else:
        outcomes = {outcome[blank] for blank in _blank(document, function, handed)}
    if len(outcomes) > 1:
        raise InputError(
            f"{function} was handed 0, and LibreOffice hands over an empty cell as 0, too: two "
            "formulas of this document call it with the same numbers, one with a 0 and one with an "
            "empty cell, and cannot be told apart: leave the argument out where its cell is empty"
        )
    code, answer = outcomes.pop()
    if code:
        raise outcome.errors[code, answer]
    return answer


class _Outcomes(dict[frozenset[int], tuple[str, Any]]):
    """What a call answers when some of its arguments are left out, each worked out once.

    An error is its code and its sentence, so that two can be compared.
    """

    def __init__(self, *call: Any) -> None:
        self._document, self._function, self._handed, self._answered = call
        self.errors: dict[tuple[str, str], FunnelError] = {}

    def __missing__(self, blank: frozenset[int]) -> tuple[str, Any]:
        left = [None if at in blank else each for at, each in enumerate(self._handed)]
        outcome: tuple[str, Any]
        try:
            outcome = "", self._answered(self._document, self._function, left)
        except FunnelError as error:
            outcome = error.code, str(error)
            self.errors[outcome] = error
        self[blank] = outcome
        return outcome


def _blank(document: Any, function: str, handed: _Known) -> set[frozenset[int]]:
    """Give which arguments are empty cells, for each formula that may have asked."""
    if document is None:
        return {frozenset()}
    if _seen.document == document.RuntimeUID and time.monotonic() < _seen.until:
        found = _matching(function, handed)
        if (
            found
            and _formulas(document) == _seen.formulas
            and all(_still(document, function, handed, each) for each in found.items())
        ):
            return set(found)
    _read_again(document)
    return set(_matching(function, handed)) or {frozenset()}


def _matching(function: str, handed: _Known) -> _Found:
    """Find the calls that may have handed over these arguments."""
    found: _Found = {}
    for (length, unknown), calls in _seen.calls.get(function, {}).items():
        if all(each is None for each in handed[length:]):
            found.update(calls.get(_known(handed[:length], unknown), {}))
    return found


def _still(document: Any, function: str, handed: _Known, found: Any) -> bool:
    """Tell whether a call still has the arguments that it was found with."""
    blank, (sheet, call) = found
    values = [_value(document, sheet, each, {}) for each in call.arguments]
    return blank == _empty(values) and all(
        each is _UNKNOWN or each is EMPTY or each == handed[at] for at, each in enumerate(values)
    )


def _known(arguments: Sequence[Any], unknown: frozenset[int]) -> _Known:
    return tuple(_UNKNOWN if at in unknown else each for at, each in enumerate(arguments))


def _empty(values: Sequence[Any]) -> frozenset[int]:
    return frozenset(at for at, each in enumerate(values) if each is EMPTY)


def _sheets(document: Any) -> list[Any]:
    return [document.Sheets.getByIndex(at) for at in range(document.Sheets.Count)]


def _formulas(document: Any) -> list[str]:
    """Give where formulas stand: another one may have come in the meantime."""
    cells = (sheet.queryContentCells(FORMULAS) for sheet in _sheets(document))
    return [each.RangeAddressesAsString for each in cells]


def _read_again(document: Any) -> None:
    """Read a document's calls; not at once again where that takes long."""
    begun = time.monotonic()
    if _seen.document == document.RuntimeUID and begun < _seen.busy_until:
        return
    _seen.calls = {}
    apart: dict[str, bool] = {}
    for sheet in _sheets(document):
        for call in _calls_of(sheet.queryContentCells(FORMULAS)):
            _note(document, sheet.Name, call, apart)
    ended = time.monotonic()
    took = ended - begun
    _seen.document, _seen.formulas = document.RuntimeUID, _formulas(document)
    _seen.until = ended + max(FRESH, 10 * took)
    _seen.busy_until = ended + took if took > SLOW else ended


def _calls_of(formulas: Any) -> set[Call]:
    """Give the different calls in the formulas of a sheet."""
    found = set()
    for at in range(formulas.Count):
        for row in formulas.getByIndex(at).getFormulaArray():
            for formula in row:
                if "FUNNEL." in formula:
                    found.update(calls_in(formula))
    return found


def _note(document: Any, sheet: str, call: Call, apart: dict[str, bool]) -> None:
    """Keep a call by its function, by which arguments are unknown, and by the known ones."""
    values = [_value(document, sheet, each, apart) for each in call.arguments]
    handed = [0.0 if each is EMPTY else each for each in values]
    unknown = frozenset(at for at, each in enumerate(handed) if each is _UNKNOWN)
    calls = _seen.calls.setdefault(call.function, {}).setdefault((len(handed), unknown), {})
    calls.setdefault(_known(handed, unknown), {}).setdefault(_empty(values), (sheet, call))


def _value(document: Any, sheet: str, argument: str, apart: dict[str, bool]) -> Any:
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
        held = result(document, cell, apart)
        return _UNKNOWN if held is None else held
    return cell.Value if cell.Type == VALUE else cell.String
