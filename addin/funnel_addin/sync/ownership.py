"""Whose value a cell holds: what a sync put there, or what a person typed over it.

What was last put into each cell is remembered in the shape that the name had then. When a person
inserts or deletes a line of that range afterwards, the values that were put move with their cells:
`aligned` finds where they went.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Sequence
from typing import TypeAlias

from funnel_addin.books.port import Cell, Grid

__all__ = ["aligned", "blank", "same"]

Line: TypeAlias = tuple[Cell, ...]

DIGITS = 1e-12
"""Numbers that are not whole count as one value within this share of each other: a spreadsheet may
drop the last binary digits of what was put into it."""

MOST_PAIRS = 250_000
"""Above so many pairs of lines what moved is not looked for."""

_DAY_ZERO = datetime.date(1899, 12, 30)


def blank(cell: Cell) -> bool:
    """Tell whether a cell holds nothing that a person can see.

    >>> blank(None), blank(""), blank(0)
    (True, True, False)
    """
    return cell is None or cell == ""


def same(one: Cell, other: Cell) -> bool:
    """Tell whether two cells hold the same value: of the same kind, numbers to 12 digits.

    >>> same(0.1 + 0.2, 0.3), same(1, 1.0), same(1, True), same(1, "1"), same(None, "")
    (True, True, False, False, True)
    """
    one, other = _plain(one), _plain(other)
    if blank(one) or blank(other):
        return blank(one) and blank(other)
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        whole = float(one).is_integer() and float(other).is_integer()
        return one == other or (not whole and math.isclose(one, other, rel_tol=DIGITS))
    return one == other


def _plain(cell: Cell) -> Cell:
    """Give a date as its serial number, as a spreadsheet holds it."""
    if isinstance(cell, datetime.datetime):
        cell = cell.date()
    return (cell - _DAY_ZERO).days if isinstance(cell, datetime.date) else cell


def aligned(memory: Grid, standing: Grid) -> Grid:
    """Give, for each cell that stands, what was last put into it; None where nothing was.

    Lines that were inserted since hold nothing of ours; lines that were deleted are forgotten. Of
    several ways in which the cells may have moved, the one with the fewest changes counts, and
    none at all before any other.

    >>> aligned(((800,), (400,), (200,)), ((800,), (None,), (400,), (200,)))
    ((800,), (None,), (400,), (200,))
    >>> aligned(((800,), (400,), (200,)), ((800,), (500,), (200,)))
    ((800,), (400,), (200,))
    """
    height, width = len(standing), len(standing[0]) if standing else 0
    if not memory or not width:
        return ((None,) * width,) * height
    moved = _lines_moved(memory, standing)
    across = _lines_moved(_turned(moved), _turned(standing))
    return _turned(across)


def _turned(grid: Grid) -> Grid:
    return tuple(zip(*grid, strict=True))


def _lines_moved(memory: Grid, standing: Grid) -> Grid:
    """Lay the remembered lines beside the lines that stand; what was inserted is all None."""
    nothing: Line = (None,) * len(memory[0])
    if len(memory[0]) == len(standing[0]):
        differs: Callable[[Line, Line], float] = _in_place
    elif len(memory) == len(standing):
        return memory
    else:
        differs = _in_any_order
    start, end = 0, 0
    shorter = min(len(memory), len(standing))
    while start < shorter and not differs(memory[start], standing[start]):
        start += 1
    while end < shorter - start and not differs(memory[-1 - end], standing[-1 - end]):
        end += 1
    before, after = memory[:start], memory[len(memory) - end :]
    old = memory[start : len(memory) - end]
    new = standing[start : len(standing) - end]
    if len(old) * len(new) > MOST_PAIRS:
        between = [*old[: len(new)], *[nothing] * (len(new) - len(old))]
    else:
        between = [nothing if at is None else old[at] for at in _matched(old, new, differs)]
    return (*before, *between, *after)


def _in_place(remembered: Line, standing: Line) -> float:
    """Give the share of cells in which a line differs from what was put there."""
    pairs = zip(remembered, standing, strict=True)
    return sum(not same(one, other) for one, other in pairs) / len(standing)


def _in_any_order(remembered: Line, standing: Line) -> float:
    """Give the share of a line's values that are not found, wherever, in the other."""
    left = [cell for cell in standing if not blank(cell)]
    total = missing = 0
    for cell in remembered:
        if blank(cell):
            continue
        total += 1
        at = next((at for at, other in enumerate(left) if same(cell, other)), None)
        if at is None:
            missing += 1
        else:
            del left[at]
    if not total:
        return 1.0 if left else 0.0
    return missing / total


def _matched(
    old: Sequence[Line], new: Sequence[Line], differs: Callable[[Line, Line], float]
) -> list[int | None]:
    """Say for each new line which old one it is, at the least cost.

    A line put in or taken out costs 1, a line that differs its share of cells that do. Equal costs
    go to lines that stayed where they were.
    """
    rows, columns = len(old), len(new)
    cost = [[float(row + column) for column in range(columns + 1)] for row in range(rows + 1)]
    for row in range(1, rows + 1):
        for column in range(1, columns + 1):
            cost[row][column] = min(
                cost[row - 1][column - 1] + differs(old[row - 1], new[column - 1]),
                cost[row - 1][column] + 1,
                cost[row][column - 1] + 1,
            )
    found: list[int | None] = [None] * columns
    row, column = rows, columns
    while row and column:
        stayed = cost[row - 1][column - 1] + differs(old[row - 1], new[column - 1])
        if cost[row][column] == stayed:
            row, column = row - 1, column - 1
            found[column] = row
        elif cost[row][column] == cost[row][column - 1] + 1:
            column -= 1
        else:
            row -= 1
    return found
