"""The worksheet functions: a grid of cells in, the core's answer as a grid of cells out.

What is wrong with a cell is told by `grid` and `groups`, what is wrong with an entry of a list by
the core; `places` gives both the same rows, those of the range as it was handed over.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from funnel_addin.catalog import Argument, Kind, WorksheetFunction, require
from funnel_addin.functions import answers
from funnel_addin.functions.grid import (
    Answer,
    Cells,
    read_counts,
    read_date,
    read_flag,
    read_list,
    read_number,
    read_steps,
)
from funnel_addin.functions.groups import read_group
from funnel_addin.functions.places import located, members
from funnel_core.errors import FunnelError, InputError, OutOfRange
from funnel_core.quantities import LARGEST_WHOLE

__all__ = ["Answer", "call", "unforeseen"]


def call(name: str, arguments: Sequence[object]) -> Answer:
    """Answer a worksheet function.

    Args:
        name: the function's name, in any case.
        arguments: a cell, or rows of cells, each; None where one was omitted. An error cell is its
            code as text, such as "#N/A".

    Returns:
        Rows of cells: whole numbers, numbers or texts. One cell answers as ((x,),).

    Raises:
        FunnelError: the reason, as a sentence; its `code` is what the cell shows.

    >>> call("FUNNEL_REQUIRED", [1_000_000, [[0.5], [0.25]], 10_000])
    ((800,), (400,), (100,))
    """
    function = require(name)
    if len(arguments) > len(function.arguments):
        raise InputError(
            f"{function.usage} takes at most {len(function.arguments)} arguments; "
            f"got {len(arguments)}"
        )
    handed = [*arguments, *[None] * (len(function.arguments) - len(arguments))]
    cells = {
        argument.name: Cells.of(argument.name, cell)
        for argument, cell in zip(function.arguments, handed, strict=True)
    }
    read = _read_all(function, cells)
    try:
        answer = answers.find(function.name)(**read)
    except FunnelError as error:
        raise located(error, function, cells) from None
    except (ArithmeticError, ValueError) as error:
        raise _beyond(function) from error
    numbers = [cell for row in answer for cell in row if not isinstance(cell, str)]
    if any(map(math.isnan, numbers)):
        raise _beyond(function)
    for cell in numbers:
        if not _can_hold(cell):
            raise OutOfRange(
                f"the answer of {function.name}, {cell:.6g}, is larger than a cell can hold: "
                "whole numbers end at 2^53, others at 1.8e+308; check the numbers"
            )
    return tuple(tuple(0 if cell == 0 else cell for cell in row) for row in answer)


def unforeseen(name: str, error: Exception) -> FunnelError:
    """Give a failure that nobody foresaw as an error like any other: no cell shows a traceback.

    >>> str(unforeseen("FUNNEL_CAC", KeyError("cost"))).partition(":")[0]
    'FUNNEL_CAC failed in a way that nobody foresaw (KeyError'
    """
    return FunnelError(
        f"{name} failed in a way that nobody foresaw ({type(error).__name__}: {error}): please "
        "report it with the formula and the cells it refers to"
    )


def _beyond(function: WorksheetFunction) -> OutOfRange:
    return OutOfRange(f"{function.name} cannot be worked out with numbers of this size: check them")


def _can_hold(cell: float | int) -> bool:
    return math.isfinite(cell) and not (isinstance(cell, int) and abs(cell) > LARGEST_WHOLE)


def _read_all(function: WorksheetFunction, cells: Mapping[str, Cells]) -> dict[str, object]:
    """Read each argument by its kind, those of a group together, as soon as the first is due."""
    read: dict[str, object] = {}
    for argument in function.arguments:
        if argument.name in read:
            continue
        if _is_omitted(function, argument, cells[argument.name]):
            read[argument.name] = None
        elif argument.group:
            for each in function.arguments:  # one that is missing is told before it is read
                if each.group == argument.group:
                    _is_omitted(function, each, cells[each.name])
            read.update(read_group(members(function, argument.group, cells)))
        else:
            read[argument.name] = _read(argument, cells[argument.name])
    return read


def _is_omitted(function: WorksheetFunction, argument: Argument, cells: Cells) -> bool:
    if not cells.blank:
        return False
    if argument.optional:
        return True
    if cells.height * cells.width <= 1:
        raise InputError(f"'{argument.name}' is missing in {function.usage}: {argument.help}")
    return False


def _read(argument: Argument, cells: Cells) -> object:
    if argument.kind is Kind.NUMBER:
        return read_number(cells, argument.quantity)
    if argument.kind is Kind.FLAG:
        return read_flag(cells)
    if argument.kind is Kind.DATE:
        return read_date(cells)
    if argument.kind is Kind.LIST:
        return read_list(cells, argument.quantity)
    if argument.kind is Kind.COUNTS:
        return read_counts(cells)
    return read_steps(cells)
