"""What xlwings Lite calls: the worksheet functions in the Python that runs inside Excel's browser.

xlwings Lite hands over cells as values alone: a date as its serial number, a blank as None, an
error, where it is asked to, as its code. It shows `#VALUE!` for whatever is raised, and the
sentence of what was raised beside the cell; so errors are raised here, and a sentence begins with
its code where that is another one. Nothing here knows xlwings: `addin/excel/lite/main.py`, which a
person pastes, hands its decorator in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from funnel_addin import functions
from funnel_addin.catalog import READS_ITS_WORKBOOK, require
from funnel_core.errors import FunnelError, InputError

__all__ = ["answer", "described"]

SHOWN_BY_LITE = "#VALUE!"
"""What a cell shows in xlwings Lite whatever was raised."""

LARGE = 10_000
"""Above so many rows a range is cut below its last filled row: a whole column has 1,048,576."""

_AS_CELLS = {"ndim": 2, "err_to_str": True}
_Function = TypeVar("_Function")


def described(
    arg: Callable[..., Callable[[_Function], _Function]], name: str
) -> Callable[[_Function], _Function]:
    """Give the decorator that tells xlwings of a function's arguments.

    Args:
        arg: `xlwings.arg`.
        name: the worksheet function's name.

    Returns:
        A decorator by which every argument comes with its help, as rows of cells, and an error
        cell as its code.
    """
    entry = require(name)

    def decorator(function: _Function) -> _Function:
        for argument in entry.arguments:
            function = arg(argument.name, doc=argument.told, **_AS_CELLS)(function)
        return function

    return decorator


def answer(name: str, *handed: object) -> list[list[float | str]]:
    """Answer a worksheet function for xlwings Lite.

    Args:
        name: the function's name.
        handed: a cell, or rows of cells, each; None where one was omitted or is one blank cell.

    Returns:
        Rows of cells: numbers, all as doubles, and texts; the code of an error, which xlwings
        Lite turns into that error.

    Raises:
        FunnelError: the reason, as the sentence that a person reads beside the cell.

    >>> answer("FUNNEL_REQUIRED", [[1000000]], [[0.5], [0.25]], [[10000]])
    [[800.0], [400.0], [100.0]]
    >>> answer("FUNNEL_CAC", [[100]], [[0]])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    funnel_core.errors.FunnelError: #NUM!: 'customers' must be from 1 up...
    """
    try:
        if name == READS_ITS_WORKBOOK:
            _refuse_to_read_the_workbook(handed)
        return [[_cell(each) for each in row] for row in functions.call(name, _cut(handed))]
    except FunnelError as error:
        if error.code == SHOWN_BY_LITE:
            raise
        raise FunnelError(f"{error.code}: {error}") from None
    except Exception as error:
        raise functions.unforeseen(name, error) from error


def _refuse_to_read_the_workbook(handed: Sequence[object]) -> None:
    if all(each is None for each in handed):
        raise InputError(
            f"{READS_ITS_WORKBOOK} cannot read a workbook's names by itself in xlwings Lite, which "
            "hands a function the cells of its arguments alone: write "
            f"={READS_ITS_WORKBOOK}(Plan_Target, Plan_Rates, Plan_Value)"
        )


def _cut(handed: Sequence[object]) -> list[object]:
    """Cut whole columns below the last row that any range fills, so that they stay alike."""
    ranges = [each for each in handed if isinstance(each, list)]
    filled = [len(each) if len(each) <= LARGE else _last_filled(each) for each in ranges]
    last = max(filled, default=0)
    return [each[:last] if isinstance(each, list) else each for each in handed]


def _last_filled(rows: Sequence[Sequence[object]]) -> int:
    """Count the rows down to the last filled one; two at least, since one alone is a cell."""
    blank = [None] * len(rows[0])
    return next((row for row in range(len(rows), 2, -1) if rows[row - 1] != blank), 2)


def _cell(cell: float | int | str) -> float | str:
    """Give a number as a double: JavaScript has no other, and a large int would become a BigInt."""
    return cell if isinstance(cell, str) else float(cell)
