"""What cells of every book have in common: when two hold the same, dates as numbers, bounds."""

from __future__ import annotations

import datetime
import math
from typing import TypeAlias

from funnel_addin.books.port import Cell, CellErrorValue

__all__ = ["EXACT", "MOST_CELLS", "Plain", "blank", "same", "serial"]

Plain: TypeAlias = "float | int | str | bool | CellErrorValue | None"
"""What a cell holds, a date as its number."""

MOST_CELLS = 1_000_000
"""A name of more cells was meant for a few of them."""

EXACT = 2**53
"""Up to it every whole number is a number of its own to a spreadsheet."""

DIGITS = 1e-12
"""Numbers that are not whole count as one value within this share of each other: a spreadsheet may
drop the last binary digits of what was put into it."""

_MIDNIGHT = datetime.datetime(1899, 12, 30)


def blank(cell: Cell) -> bool:
    """Tell whether a cell holds nothing that a person can see.

    >>> blank(None), blank(""), blank(0)
    (True, True, False)
    """
    return cell is None or cell == ""


def same(one: Cell, other: Cell) -> bool:
    """Tell whether two cells hold the same value: of the same kind, numbers to 12 digits.

    Whole numbers are the same only if they are equal; a date is its serial number, as a
    spreadsheet holds it.

    >>> same(0.1 + 0.2, 0.3), same(1, 1.0), same(1, True), same(1, "1"), same(None, "")
    (True, True, False, False, True)
    """
    if one is other:
        return True
    one, other = serial(one), serial(other)
    if blank(one) or blank(other):
        return blank(one) and blank(other)
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return one == other or _close(one, other)
    return one == other


def _close(one: float, other: float) -> bool:
    try:
        one, other = float(one), float(other)
    except OverflowError:
        return False
    whole = one.is_integer() and other.is_integer() and max(abs(one), abs(other)) <= EXACT
    return one == other or (not whole and math.isclose(one, other, rel_tol=DIGITS))


def serial(cell: Cell) -> Plain:
    """Give a date as its serial number, as a spreadsheet holds it; other values as they are.

    >>> serial(datetime.date(2027, 1, 1)), serial(datetime.datetime(2027, 1, 1, 18)), serial("x")
    (46388, 46388.75, 'x')
    """
    if isinstance(cell, datetime.datetime):
        return (cell.replace(tzinfo=None) - _MIDNIGHT) / datetime.timedelta(days=1)
    return (cell - _MIDNIGHT.date()).days if isinstance(cell, datetime.date) else cell
