"""One call of a worksheet function by Calc; nothing is ever raised into Calc."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from funnel_addin import functions
from funnel_addin.catalog import READS_ITS_WORKBOOK
from funnel_addin.functions.grid import ERROR_CODES
from funnel_calc import blanks, plan
from funnel_calc.days import with_days
from funnel_calc.errors import code_of, error_of
from funnel_core.errors import FunnelError

__all__ = ["answer", "cut", "worked_out"]

LONG = 10_000
"""Ranges of more rows are cut where nothing follows."""


def answer(document: Any, function: str, arguments: Sequence[Any]) -> Any:
    """Answer a call by rows of numbers and texts; an error is the number that carries it.

    Args:
        document: the document that asks, or None.
        function: the worksheet function's name.
        arguments: what Calc hands over: None for an omitted one, numbers, texts, or rows of them.
    """
    try:
        handed = tuple(_handed(each) for each in cut(arguments))
        return _shown(worked_out(document, function, handed))
    except FunnelError as error:
        return ((error_of(error.code),),)
    except Exception:
        return ((error_of(FunnelError.code),),)


def worked_out(document: Any, function: str, handed: tuple[Any, ...]) -> Any:
    """Answer a call that was handed numbers and texts, codes of errors, and rows of them.

    Raises:
        FunnelError: the reason; what nobody foresaw, too.
    """
    if function == READS_ITS_WORKBOOK and all(each is None for each in handed):
        return _foreseen(function, plan.required, document)
    if any(isinstance(each, float) and each == 0 for each in handed):
        return _foreseen(function, blanks.answer, document, function, handed, answered)
    return answered(document, function, handed)


def answered(document: Any, function: str, arguments: Sequence[Any]) -> Any:
    """Answer a call as the core does.

    Raises:
        FunnelError: the reason; what nobody foresaw, too.
    """
    return _foreseen(
        function, lambda: functions.call(function, with_days(document, function, arguments))
    )


def _foreseen(function: str, answers: Callable[..., Any], *arguments: Any) -> Any:
    try:
        return answers(*arguments)
    except FunnelError:
        raise
    except Exception as error:
        raise functions.unforeseen(function, error) from error


def cut(arguments: Sequence[Any]) -> Sequence[Any]:
    """Leave out the blank end of ranges as long as a whole column, of all of them together."""
    long = [at for at, each in enumerate(arguments) if isinstance(each, tuple) and len(each) > LONG]
    if not long:
        return arguments
    used = 1
    for at in long:
        rows = arguments[at]
        blank = ("",) * len(rows[0])
        last = len(rows)
        while last > used and rows[last - 1] == blank:
            last -= 1
        used = max(used, last)
    return [each[:used] if at in long else each for at, each in enumerate(arguments)]


def _handed(argument: Any) -> Any:
    """Take an argument as Calc hands it over; an error in it is its code."""
    if isinstance(argument, tuple):
        return tuple(tuple(_cell(each) for each in row) for row in argument)
    return _cell(argument)


def _cell(cell: Any) -> Any:
    return code_of(cell) if isinstance(cell, float) and cell != cell else cell


def _shown(rows: Any) -> Any:
    """Give an answer as Calc takes it: whole numbers as doubles, errors as what carries them."""
    return tuple(tuple(_shown_cell(each) for each in row) for row in rows)


def _shown_cell(cell: Any) -> Any:
    if isinstance(cell, str):
        return error_of(cell) if cell in ERROR_CODES else cell
    return float(cell)
