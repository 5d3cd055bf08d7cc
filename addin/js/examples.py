"""A function's example as a person types it into a spreadsheet: lists in cells, not in braces."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from funnel_addin.catalog import Argument, Kind, WorksheetFunction

__all__ = ["with_ranges"]

_COLUMNS = "BCDEFGHIJKLMNOPQRSTUVWXYZ"
"""Those that lists stand in; column A is for what they are called."""

_FIRST_ROW = 2
"""Below the headings."""


def with_ranges(function: WorksheetFunction) -> str:
    """Give the formula with its lists as ranges, and what stands in each.

    Shares are percentages, which are read in every language of a spreadsheet.

    >>> from funnel_addin.catalog import find
    >>> with_ranges(find("FUNNEL_PROBABILITY"))
    '=FUNNEL_PROBABILITY(100, B2:B3, 25%) with 400, 0 in B2:B3'
    """
    typed: list[str] = []
    held: list[str] = []
    column, row = 0, _FIRST_ROW
    for argument, value in zip(function.arguments, json.loads(function.example), strict=False):
        rows: Sequence[Sequence[float | str]] = value if isinstance(value, list) else [[value]]
        high, wide = len(rows), len(rows[0])
        if high == wide == 1:
            typed.append(_cell(argument, rows[0][0]))
            continue
        last = f"{_COLUMNS[column + wide - 1]}{row + high - 1}"
        typed.append(f"{_COLUMNS[column]}{row}:{last}")
        lines = (", ".join(_cell(argument, each) for each in line) for line in rows)
        held.append(f"{('; ' if wide > 1 else ', ').join(lines)} in {typed[-1]}")
        # columns stand side by side, rows one below the other
        column, row = (column + 1, row) if wide == 1 else (column, row + high)
    with_them = f" with {' and '.join(held)}" if held else ""
    return f"={function.name}({', '.join(typed)}){with_them}"


def _cell(argument: Argument, cell: float | str) -> str:
    if isinstance(cell, str):
        day = date.fromisoformat(cell)
        return f"DATE({day.year}, {day.month}, {day.day})"
    if argument.kind is not Kind.FLAG and argument.quantity.one.startswith(
        ("a share", "a relative")
    ):
        return f"{100 * cell:.10g}%"
    return str(cell)
