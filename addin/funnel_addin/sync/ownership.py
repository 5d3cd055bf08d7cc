"""Whose value a cell holds: what a sync put there, or what a person typed over it.

What was last put into each cell is remembered in the shape that the name had then. When a person
inserts or deletes lines of that range afterwards, the values that were put move with their cells:
`aligned` finds where they went. Where that can be understood in more than one way, a value is ours
only if it is ours in all of them: rather one of ours is left standing than one of a person's lost.
"""

from __future__ import annotations

import collections
import math
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from funnel_addin.books.cells import EXACT, blank, same, serial
from funnel_addin.books.port import Cell, Grid

__all__ = ["aligned", "pushed"]

Line: TypeAlias = tuple[Cell, ...]
Costs: TypeAlias = list[list[int]]

MOST_CELLS = 2_000_000
"""Where more cells than these were to be compared, only lines before and after what changed
count as where they were."""


def aligned(memory: Grid, standing: Grid) -> Grid:
    """Give, for each cell that stands, what was last put into it; None where nothing was.

    Where the shape is still the same, every cell is where it was. Else lines were inserted, which
    hold nothing of ours, or deleted, which are forgotten: where, is told by the fewest cells that
    a person must have changed besides.

    >>> aligned(((800,), (400,), (200,)), ((800,), (None,), (400,), (200,)))
    ((800,), (None,), (400,), (200,))
    >>> aligned(((800,), (400,), (200,)), ((800,), (500,), (200,)))
    ((800,), (400,), (200,))

    Somebody copied a line of ours, and it cannot be told which of the two was there before:

    >>> aligned(((800,), (400,)), ((800,), (400,), (400,)))
    ((800,), (None,), (None,))
    """
    memory, standing = _rectangle(memory), _rectangle(standing)
    if not memory or not standing:
        return tuple((None,) * len(row) for row in standing)
    moved = _lines_moved(memory, standing)
    return _turned(_lines_moved(_turned(moved), _turned(standing)))


def pushed(memory: Grid, standing: Grid) -> Grid:
    """Give what was put into the cells at the far end, if lines were inserted before all of it.

    Only for the lines that are more now: a put that did not know of them has not reached these.

    >>> pushed(((800,), (400,)), ((1600,), (800,), (400,)))
    ((None,), (None,), (400,))
    """
    memory, standing = _rectangle(memory), _rectangle(standing)
    height, width = len(standing), len(standing[0]) if standing else 0
    rows, columns = len(memory), len(memory[0]) if memory else 0
    down, right = height - rows, width - columns
    if not memory or down < 0 or right < 0:
        return ((None,) * width,) * height
    return tuple(
        tuple(
            memory[row - down][column - right]
            if (row >= rows or column >= columns) and row >= down and column >= right
            else None
            for column in range(width)
        )
        for row in range(height)
    )


def _rectangle(grid: Grid) -> Grid:
    """Fill short lines up with blanks; nothing where there is no cell at all."""
    widths = {len(line) for line in grid}
    width = max(widths, default=0)
    if not width:
        return ()
    if len(widths) == 1:
        return grid
    return tuple((*line, *(None,) * (width - len(line))) for line in grid)


def _turned(grid: Grid) -> Grid:
    return tuple(zip(*grid, strict=True))


def _lines_moved(memory: Grid, standing: Grid) -> Grid:
    """Lay the remembered lines beside the lines that stand; what was inserted is all None."""
    if len(memory) == len(standing):
        return memory
    grew = len(memory) < len(standing)
    short, long = (memory, standing) if grew else (standing, memory)
    if len(short) * (len(long) - len(short) + 1) * len(short[0]) > MOST_CELLS:
        return _ends(memory, standing)
    pairs, over = _ways(short, long)
    nothing: Line = (None,) * len(memory[0])
    meant: list[list[Line]] = [[] for _ in standing]
    for at, behind in pairs:
        old, new = (at, behind) if grew else (behind, at)
        meant[new].append(memory[old])
    if grew:
        for new in over:
            meant[new].append(nothing)
    return tuple(_agreed(lines) for lines in meant)


def _agreed(lines: Sequence[Line]) -> Line:
    """Give the cells on which all the ways to understand a line agree."""
    first, *others = lines
    if not others:
        return first
    return tuple(
        cell if all(same(cell, other[at]) for other in others) else None
        for at, cell in enumerate(first)
    )


def _ways(short: Grid, long: Grid) -> tuple[list[tuple[int, int]], list[int]]:
    """Find all the cheapest ways to pass over lines of the longer grid so that the rest match.

    Returns: which line of the shorter is which of the longer, in any of these ways; and which
    lines of the longer are passed over, in any of them.
    """
    lines, spare = range(len(short)), range(len(long) - len(short) + 1)
    differ = _differing(short, long)
    costs = [[differ(at, at + passed) for passed in spare] for at in lines]
    before = _cheapest(costs, len(spare))
    after = _cheapest([row[::-1] for row in reversed(costs)], len(spare))
    after = [row[::-1] for row in reversed(after)]
    least = after[0][0]
    pairs = [
        (at, at + passed)
        for at in lines
        for passed in spare
        if before[at][passed] + costs[at][passed] + after[at + 1][passed] == least
    ]
    over = {
        at + passed
        for at in (*lines, len(short))
        for passed in spare[:-1]
        if before[at][passed] + after[at][passed + 1] == least
    }
    return pairs, sorted(over)


def _cheapest(costs: Costs, spare: int) -> Costs:
    """Give the least cost of the first lines, by how many were passed over among them."""
    table = [[0] * spare]
    for row in costs:
        least: list[int] = []
        for cost, above in zip(row, table[-1], strict=True):
            least.append(min(cost + above, least[-1]) if least else cost + above)
        table.append(least)
    return table


def _differing(short: Grid, long: Grid) -> Callable[[int, int], int]:
    """Count the cells in which two lines differ; where they are not equally long, in any order."""
    if len(short[0]) == len(long[0]):
        return lambda one, other: sum(
            not same(cell, there) for cell, there in zip(short[one], long[other], strict=True)
        )
    held = [[collections.Counter(_kinds(line)) for line in grid] for grid in (short, long)]
    return lambda one, other: (
        (held[0][one] - held[1][other]).total() + (held[1][other] - held[0][one]).total()
    )


def _kinds(line: Line) -> Iterator[tuple[str, str]]:
    """Give the filled cells in a form that is alike where their values are."""
    for cell in map(serial, line):
        if isinstance(cell, float) and math.isfinite(cell):
            yield "number", f"{cell:.12g}"
        elif isinstance(cell, int) and not isinstance(cell, bool) and abs(cell) <= EXACT:
            yield "number", f"{float(cell):.12g}"
        elif not blank(cell):
            yield type(cell).__name__, str(cell)


def _ends(memory: Grid, standing: Grid) -> Grid:
    """Lay only the lines before and after all that changed beside where they stand."""
    pairs = list(zip(memory, standing, strict=False))
    backwards = list(zip(reversed(memory), reversed(standing), strict=False))
    start, end = _alike(pairs), _alike(backwards)
    if start + end > len(pairs):
        # lines alike at both ends of what was inserted: it cannot be told which ones moved
        start, end = len(pairs) - end, len(pairs) - start
    nothing: Line = (None,) * len(memory[0])
    between = [nothing] * (len(standing) - start - end)
    return (*memory[:start], *between, *memory[len(memory) - end :])


def _alike(pairs: Sequence[tuple[Line, Line]]) -> int:
    """Count the pairs of lines that hold the same, up to the first that do not."""
    for count, (one, other) in enumerate(pairs):
        if len(one) != len(other) or not all(map(same, one, other)):
            return count
    return len(pairs)
