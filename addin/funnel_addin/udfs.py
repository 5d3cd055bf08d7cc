"""What xlwings loads in Excel on Windows: a thin façade over the worksheet functions.

One function per entry of the catalog is made when this module is imported, so that the two cannot
disagree. Nothing is calculated or checked here, and nothing is ever raised: xlwings would put the
traceback in the cell as text. An error goes back as a marked text that carries its code and its
sentence; the VBA wrapper turns it into a real error value.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import xlwings as xw

from funnel_addin import functions
from funnel_addin.books.excel import AsHanded, CallersBook, Handed
from funnel_addin.catalog import CATALOG, NAMES_READ, READS_ITS_WORKBOOK, WorksheetFunction
from funnel_addin.functions.grid import ERROR_CODES
from funnel_addin.plans import required
from funnel_core.errors import FunnelError, InputError

__all__ = ["MARK", "error_text", "vba_name"]

MARK = "\x1b"
"""Begins the text that stands for an error, and parts its code from its sentence: Escape, which
nobody types into a cell."""

_CALLING_CELL = "calling_cell"
_Rows: TypeAlias = "list[list[float | str]]"
_RESERVED = frozenset(
    "and as boolean byref byte byval call case close const currency date debug declare dim do "
    "double each else end enum eqv erase error event exit false for friend function get global "
    "gosub goto if imp implements in input integer is len let lib like lock long loop lset me mod "
    "name new next not nothing null object on open option optional or paramarray print private "
    "property public put raiseevent redim rem resume return rset select set single static step "
    "stop string sub then to true type unlock until variant wend while with write xor".split()
)


def vba_name(argument: str) -> str:
    """Give an argument's name in VBA: its own, with an underscore where VBA reserves the word.

    >>> vba_name("start"), vba_name("end")
    ('start', 'end_')
    """
    return f"{argument}_" if argument.lower() in _RESERVED else argument


def error_text(code: str, sentence: str) -> str:
    r"""Mark an error: the text that the VBA wrapper turns into the error value of that code.

    >>> error_text("#NUM!", "'target' must be above 0; it is -5")
    "\x1b#NUM!\x1b'target' must be above 0; it is -5"
    """
    return f"{MARK}{code}{MARK}{sentence}"


def _answer(entry: WorksheetFunction, given: Mapping[str, object]) -> _Rows:
    """Answer for Excel, arguments by their names in VBA; an omitted one is None, or not there."""
    try:
        asked = [(each.name, given.get(vba_name(each.name))) for each in entry.arguments]
        if entry.name == READS_ITS_WORKBOOK and all(value is None for _, value in asked):
            return _cells(_of_its_workbook(given.get(_CALLING_CELL)))
        return _cells(functions.call(entry.name, [_read(name, value) for name, value in asked]))
    except FunnelError as error:
        return [[error_text(error.code, str(error))]]
    except Exception as error:
        told = functions.unforeseen(entry.name, error)
        return [[error_text(told.code, str(told))]]


def _read(name: str, value: object) -> object:
    """Read what xlwings handed over; a value that Python itself handed over is as it is."""
    return value.read(name) if isinstance(value, Handed) else value


def _of_its_workbook(calling_cell: object) -> functions.Answer:
    """Answer what the workbook of the calling cell needs."""
    if not isinstance(calling_cell, Handed) or calling_cell.range is None:
        raise InputError(
            f"{READS_ITS_WORKBOOK} without arguments reads the plan of the workbook it stands in, "
            "so it must stand in a cell: hand it a target and rates here"
        )
    return required(CallersBook(calling_cell.range, NAMES_READ))


def _cells(answer: functions.Answer) -> _Rows:
    return [[_cell(each) for each in row] for row in answer]


def _cell(cell: float | int | str) -> float | str:
    """Give a cell as Excel takes it: whole numbers too as doubles, since it takes no 64-bit one."""
    if isinstance(cell, str):
        return error_text(cell, "") if cell in ERROR_CODES else cell
    return float(cell)


def _publish(entry: WorksheetFunction) -> Callable[..., _Rows]:
    """Make the function that xlwings exports for an entry of the catalog.

    Excel hands over all arguments and the calling cell; others may leave out what is optional, and
    where there is no Excel it is a function like any other, of plain values.
    """

    def published(*handed: object, **named: object) -> _Rows:
        return _answer(entry, signature.bind_partial(*handed, **named).arguments)

    reads = entry.name == READS_ITS_WORKBOOK
    parameters = [
        _parameter(vba_name(argument.name), optional=argument.optional or reads)
        for argument in entry.arguments
    ]
    if reads:
        parameters.append(_parameter(_CALLING_CELL, optional=True))
    signature = inspect.Signature(parameters)
    function: Any = published
    function.__name__ = function.__qualname__ = entry.name
    function.__doc__ = entry.summary
    function.__signature__ = signature
    # xlwings would take hints, of the answer too, for conversions
    function.__annotations__ = {}
    for argument in entry.arguments:
        function = xw.arg(vba_name(argument.name), AsHanded, doc=argument.told)(function)
    if reads:
        function = xw.arg(_CALLING_CELL, AsHanded, vba="Application.Caller")(function)
    # last, since every xw.arg puts the category back to xlwings' own
    made: Callable[..., _Rows] = xw.func(category=entry.category)(function)
    return made


def _parameter(name: str, optional: bool) -> inspect.Parameter:
    default = None if optional else inspect.Parameter.empty
    return inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=default)


globals().update({entry.name: _publish(entry) for entry in CATALOG})
