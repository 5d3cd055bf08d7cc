"""Every input of a workbook in turn blank or absurd: what then shows an error, and what is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

from templates.builder.describing import Asked, Filled
from templates.builder.placing import Layout, Spot
from tests.templates.described import book, layout, used_cells
from tests.templates.engines import Engine, Shown
from tests.templates.workbooks import Cell, address

ABSURD: dict[str, object] = {
    "blank": None,
    "text": "abc",
    "negative": -1,
    "nothing": 0,
    "huge": 1e300,
    "tiny": 1e-300,
    "the last day": 2_958_465,
    "true": True,
    "an error": "=1/0",
    "not available": "=NA()",
}
"""What is typed into each input, one after the other."""

FIRST, SHARE = 2, 1


@dataclass(frozen=True)
class Swept:
    """One input with one absurd content."""

    key: str
    cell: Cell
    kind: str

    def __str__(self) -> str:
        """Say which input holds what."""
        return f"{self.kind} in {address(self.cell)} ({self.key})"


def variants(name: str) -> list[Swept]:
    """Give every input of a workbook with absurd contents; filled cells, too.

    The first cells of a field take each of them, and so does the last one; the cells between, which
    the same formulas read, take one of them each, in turn.
    """
    found = []
    for spot in inputs(layout(name)):
        cells = used_cells(spot)
        turn = cycle(ABSURD)
        for number, cell in enumerate(cells):
            ends = number < FIRST or number == len(cells) - 1
            kinds = ABSURD if ends else [next(turn) for _ in range(SHARE)]
            found += [Swept(spot.field.key, cell, kind) for kind in kinds]
    return found


def inputs(where: Layout) -> list[Spot]:
    """Give the fields that people and fills write into."""
    return where.of_kind(Asked, Filled)


def shown(
    engine: Engine, name: str, with_example: bool, chosen: list[Swept]
) -> Iterator[tuple[Swept, Shown]]:
    """Give what a workbook shows with each of some absurd inputs; the checks alone are read."""
    spot = layout(name).spots["checks_all"]
    checks = (spot.sheet, spot.row + 1, spot.column + 1)
    typings = ({each.cell: ABSURD[each.kind]} for each in chosen)
    found = engine.each(book(name, with_example), typings, [checks])
    yield from zip(chosen, found, strict=True)


def beyond(each: Swept, cells: Shown) -> list[str]:
    """List the error values in other cells than the one that was typed into."""
    own = f"{address(each.cell)} shows "
    return [f"{each}: {line}" for line in cells.errors if not line.startswith(own)]
