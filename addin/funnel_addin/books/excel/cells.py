"""Cells of live Excel set in as few calls as their places allow, each text staying a text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import xlwings as xw

from funnel_addin.books.cells import serial
from funnel_addin.books.port import Cell, CellErrorValue

__all__ = ["Run", "grid_cells", "put_run", "runs"]

Run: TypeAlias = "tuple[int, int, tuple[tuple[Cell, ...], ...]]"
"""Cells that touch: the row and column of the first, and their values, row by row."""

WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)+")
"""What Excel takes as a text in every language; one word alone may be its TRUE."""


def runs(cells: Mapping[tuple[int, int], Cell]) -> list[Run]:
    """Put cells together to rectangles: side by side first, then one below the other.

    >>> runs({(0, 0): 1, (0, 1): 2, (1, 0): 3, (1, 1): 4, (5, 0): 5})
    [(0, 0, ((1, 2), (3, 4))), (5, 0, ((5,),))]
    """
    lines: list[tuple[int, int, list[Cell]]] = []
    for (row, column), value in sorted(cells.items(), key=lambda item: item[0]):
        if lines and lines[-1][0] == row and lines[-1][1] + len(lines[-1][2]) == column:
            lines[-1][2].append(value)
        else:
            lines.append((row, column, [value]))
    found: dict[tuple[int, int, int], list[tuple[Cell, ...]]] = {}
    begins: dict[tuple[int, int, int], tuple[int, int]] = {}
    for row, left, values in lines:
        # a rectangle that ended in the row above, in the same columns, goes on
        above = begins.pop((row, left, len(values)), (row, left))
        found.setdefault((*above, len(values)), []).append(tuple(values))
        begins[row + 1, left, len(values)] = above
    return [(top, left, tuple(rows)) for (top, left, _), rows in found.items()]


def put_run(sheet: xw.Sheet, run: Run) -> None:
    """Set the cells of a run, its first cell counted from 1, in one call wherever that is safe.

    A text that begins like a formula, or looks like a number or a date, stays a text: it goes with
    the apostrophe that a person would type before it, and that no cell shows; or as it is, into a
    cell that is formatted as text.
    """
    top, left, rows = run
    cells = sheet.range((top, left), (top + len(rows) - 1, left + len(rows[0]) - 1))
    texts = any(isinstance(cell, str) for row in rows for cell in row)
    format = cells.number_format if texts else ""
    if format is None and len(rows) * len(rows[0]) > 1:
        for down, row in enumerate(rows):
            for across, cell in enumerate(row):
                put_run(sheet, (top + down, left + across, ((cell,),)))
        return
    as_text = format == "@"
    cells.raw_value = tuple(tuple(_handed(cell, as_text) for cell in row) for row in rows)


def _handed(cell: Cell, as_text: bool) -> float | bool | str | None:
    held = serial(cell)
    if held is None or isinstance(held, bool):
        return held
    if isinstance(held, (int, float)):
        # Excel takes no 64-bit integer
        return float(held)
    if isinstance(held, CellErrorValue):
        return held.code
    return held if not held or as_text or WORDS.fullmatch(held) else f"'{held}"


def grid_cells(rows: Sequence[Sequence[Cell]]) -> dict[tuple[int, int], Cell]:
    """Give the cells of a grid by row and column."""
    return {(row, at): cell for row, line in enumerate(rows) for at, cell in enumerate(line)}
