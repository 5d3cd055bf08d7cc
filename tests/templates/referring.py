"""Which fields of a description lean on which others."""

from __future__ import annotations

import re
from collections.abc import Iterable

from templates.builder.describing import Chart, Field, Grid, Text, Worked
from templates.builder.placing import Layout

NAMED = re.compile(r"\{#?([a-z][a-z0-9_]*)")


def read_by(layout: Layout, keys: Iterable[str]) -> set[str]:
    """Give some fields and all that they lean on; what charts draw and looks ask counts, too."""
    found = set(keys)
    waiting = [*found, *_drawn(layout)]
    while waiting:
        key = waiting.pop()
        found.add(key)
        spot = layout.spots.get(key)
        for other in _named(spot.field) if spot else ():
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def _named(field: Field) -> list[str]:
    said = [field.label, field.unit, field.note, *(when.formula for when in field.looks)]
    if isinstance(field, Worked):
        said.append(field.formula)
    return [key for text in said for key in NAMED.findall(text)]


def _drawn(layout: Layout) -> Iterable[str]:
    for spot in layout.spots.values():
        yield from (key for key in _named(spot.field) if not isinstance(spot.field, Worked))
    for sheet in layout.workbook.sheets:
        for block in sheet.blocks:
            if isinstance(block, Chart):
                for series in block.series:
                    yield from (series.values.split(".")[0], series.categories.split(".")[0])
                    yield from NAMED.findall(series.name)
            elif isinstance(block, Text):
                yield from NAMED.findall(block.content)


def headings(layout: Layout) -> set[str]:
    """Give the fields that only number or name the lines of a table, or close it."""
    grids = [
        block
        for sheet in layout.workbook.sheets
        for block in sheet.blocks
        if isinstance(block, Grid)
    ]
    found = {each.key for grid in grids for each in (*grid.left[:1], *grid.top[:1])}
    return found | {each.key for grid in grids for each in grid.foot.values()}
