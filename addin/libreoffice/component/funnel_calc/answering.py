"""One call of a worksheet function by Calc; nothing is ever raised into Calc."""

from __future__ import annotations

from funnel_addin import functions
from funnel_calc.errors import code_of, error_of
from funnel_core.errors import FunnelError

__all__ = ["answer"]


def answer(context, document, function, arguments):
    """Answer a call by rows of numbers and texts; an error is the number that carries it."""
    try:
        return shown(functions.call(function, [handed(each) for each in arguments]))
    except FunnelError as error:
        return ((error_of(error.code),),)
    except Exception:
        return ((error_of("#VALUE!"),),)


def handed(argument):
    """Take an argument as Calc hands it over: nothing, a number, a text, or rows of them."""
    if isinstance(argument, tuple):
        return tuple(tuple(_cell(each) for each in row) for row in argument)
    return _cell(argument)


def _cell(cell):
    if isinstance(cell, float) and cell != cell:
        return code_of(cell)
    return cell


def shown(rows):
    """Give an answer as Calc takes it: whole numbers as doubles."""
    return tuple(tuple(_shown(each) for each in row) for row in rows)


def _shown(cell):
    if isinstance(cell, str):
        return error_of(cell) if cell in functions.grid.ERROR_CODES else cell
    return float(cell)
