"""What is about to be put, written down before: a put into Excel takes several calls.

Two columns of the sync's tab hold it: "Plan_Required 3 0" and the value, cell by cell. If the put
breaks off, a cell that holds what stands here is ours, although it is not remembered as such yet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from funnel_addin.books.port import Block, Cell, Grid
from funnel_addin.books.sight import Change

__all__ = ["HEADER", "at", "columns", "recovered"]

HEADER = "Being written"
ENTRY = re.compile(r"([A-Za-z_]+) ([0-9]{1,7}) ([0-9]{1,7})")


def at(rows: Sequence[Sequence[Cell]]) -> int | None:
    """Say in which column of the tab the journal begins, counted from 0."""
    first = rows[0] if rows else ()
    return next((column for column, cell in enumerate(first) if cell == HEADER), None)


def columns(changes: Sequence[Change]) -> tuple[tuple[Cell, Cell], ...]:
    """Write down what is about to be put.

    >>> columns([Change("Plan_Required", 3, 0, 40.0)])
    (('Being written', None), ('Plan_Required 3 0', 40.0))
    """
    entries = [(f"{each.name} {each.row} {each.column}", each.value) for each in changes]
    return ((HEADER, None), *entries)


def recovered(
    memory: Mapping[str, Grid], rows: Sequence[Sequence[Cell]], blocks: Mapping[str, Block]
) -> dict[str, Grid]:
    """Give what is remembered, with the cells that a put that broke off has reached."""
    found = dict(memory)
    column = at(rows)
    if column is None:
        return found
    entries: dict[str, dict[tuple[int, int], Cell]] = {}
    for line in rows[1:]:
        key, value = (line[column], line[column + 1]) if column + 1 < len(line) else (None, None)
        entry = ENTRY.fullmatch(key) if isinstance(key, str) else None
        if entry is not None and value is not None:
            entries.setdefault(entry[1], {})[int(entry[2]), int(entry[3])] = value
    for name, cells in entries.items():
        if name in blocks:
            found[name] = _reached(found.get(name), blocks[name], cells)
    return {name: grid for name, grid in found.items() if grid}


def _reached(held: Grid | None, block: Block, cells: Mapping[tuple[int, int], Cell]) -> Grid:
    """Take what was to be put for remembered wherever it stands; only in the shape of now."""
    shape = (block.place.rows, block.place.columns)
    if held is None:
        held = ((None,) * shape[1],) * shape[0]
    if (len(held), len(held[0])) != shape:
        return held
    return tuple(
        tuple(
            stands if stands is not None and cells.get((row, at)) == stands else known
            for at, (known, stands) in enumerate(zip(*lines, strict=True))
        )
        for row, lines in enumerate(zip(held, block.values, strict=True))
    )
