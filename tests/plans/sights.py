"""Books that hold what a test says behind their names, one name below the other."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

import pytest

from funnel_addin import plans
from funnel_addin.books.port import Block, Cell, Grid, Place
from funnel_addin.books.sight import Sight
from funnel_addin.plans import Answers, BookProblems

TODAY = datetime.date(2027, 5, 10)

Cells = Sequence[Sequence[object]]


def sight_of(cells: Mapping[str, Cells]) -> Sight:
    """Give a sight of a book with these blocks of cells on its tab Ours, from B1 down."""
    found: dict[str, Place] = {}
    blocks: dict[str, Block] = {}
    row = 1
    for name, block in cells.items():
        place = Place("Ours", row, 2, len(block), len(block[0]))
        grid: Grid = tuple(tuple(line) for line in block)  # type: ignore[misc]
        found[name], blocks[name] = place, Block(place, grid)
        row += len(block) + 1
    return Sight("own.xlsx", found, blocks, {})


def answered(
    cells: Mapping[str, Cells],
    typed: datetime.date | None = None,
    today: datetime.date = TODAY,
) -> Answers:
    """Answer such a book."""
    return plans.answer(sight_of(cells), today, typed)


def output(cells: Mapping[str, Cells], name: str) -> Grid:
    """Give one output of such a book."""
    return answered(cells).outputs[name]


def wrong(cells: Mapping[str, Cells]) -> list[str]:
    """Give the sentences that keep such a book from being filled."""
    with pytest.raises(BookProblems) as raised:
        answered(cells)
    return [problem.sentence for problem in raised.value.problems]


def down(*cells: Cell) -> list[list[Cell]]:
    """Lay cells in a column."""
    return [[cell] for cell in cells]


def first(grid: Grid) -> list[Cell]:
    """Give a grid's first column."""
    return [row[0] for row in grid]
