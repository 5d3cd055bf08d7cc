"""One write: the cells of names and what is remembered of them, and whether it landed as meant."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from funnel_addin.books.cells import same, serial
from funnel_addin.books.google.memory import NOTE, Column, MemoryTab, columns_anew, in_quotes
from funnel_addin.books.google.reading import Resource
from funnel_addin.books.memory import FIRST_VALUE, KEPT, columns, remembered
from funnel_addin.books.port import Cell, CellErrorValue, Grid, Place, column_letters
from funnel_addin.books.sight import Again, Change, Sight
from funnel_core.errors import InputError

__all__ = ["Entry", "as_json", "check", "entries", "request"]

Value: TypeAlias = "float | int | str | bool | None"
Values: TypeAlias = "list[list[Value]]"

_ECHOED = 5_000
"""Up to so many cells behind a name come back whole, so that what a person did meanwhile shows."""


@dataclass(frozen=True)
class Entry:
    """What is written behind one name, and in its column of the memory."""

    name: str
    values: Values
    column: Column


def entries(
    changes: Sequence[Change], memory: Mapping[str, Grid], sight: Sight, tab: MemoryTab
) -> list[Entry]:
    """Say what is written, name by name; None leaves a cell as it is."""
    laid = columns_anew(tab, memory, changes, _stood(changes, memory, sight))
    by_name: dict[str, list[Change]] = {}
    for each in changes:
        by_name.setdefault(each.name, []).append(each)
    return [
        Entry(name, _values(some, sight.blocks[name].place), laid[name])
        for name, some in by_name.items()
    ]


def _stood(changes: Sequence[Change], memory: Mapping[str, Grid], sight: Sight) -> dict[str, Grid]:
    """Say what stands in each cell that is put, and of the others what is remembered."""
    found = {name: [list(line) for line in grid] for name, grid in memory.items()}
    for each in changes:
        stands = sight.blocks[each.name].values[each.row][each.column]
        found[each.name][each.row][each.column] = stands
    return {name: tuple(map(tuple, lines)) for name, lines in found.items()}


def _values(changes: Iterable[Change], place: Place) -> Values:
    changes = list(changes)
    height, width = place.rows, place.columns
    if height * width > _ECHOED:
        height = max(each.row for each in changes) + 1
    values: Values = [[None] * width for _ in range(height)]
    for each in changes:
        values[each.row][each.column] = as_json(each.value)
    return values


def as_json(cell: Cell) -> float | int | str | bool:
    """Give a value as it is sent: a date as its number, a blank as "".

    Raises:
        InputError: a value that no cell can hold.

    >>> import datetime
    >>> as_json(datetime.date(2027, 1, 1)), as_json(None), as_json("=1+1")
    (46388, '', '=1+1')
    """
    held = serial(cell)
    if held is None:
        return ""
    if isinstance(held, CellErrorValue) or (isinstance(held, float) and not math.isfinite(held)):
        shown = held.code if isinstance(held, CellErrorValue) else held
        raise InputError(f"a cell can hold a finite number, a text or a date; got {shown}")
    return held


def request(written: Sequence[Entry], tab: MemoryTab, canary: bool = True) -> dict[str, Any]:
    """Give the body of one values:batchUpdate that writes all of it or, when refused, nothing.

    Args:
        written: what is written.
        tab: the tab to remember in, as it was seen.
        canary: with one range more, in which nothing is set: all that it holds comes back.
    """
    data: list[dict[str, Any]] = []
    for each in written:
        data.append({"range": each.name, "values": each.values})
        column = [[None if cell is None else _kept(cell)] for cell in each.column.cells]
        data.append({"range": each.column.range(tab.title), "values": column})
    if tab.cell(0, 0) is None:
        data.append({"range": f"{in_quotes(tab.title)}!A1", "values": [[NOTE]]})
    if canary:
        height, width = _area(tab)
        where = f"{in_quotes(tab.title)}!A1:{column_letters(width)}{height}"
        data.append({"range": where, "values": [[None]]})
    return {
        "valueInputOption": "RAW",
        "data": data,
        "includeValuesInResponse": True,
        "responseValueRenderOption": "UNFORMATTED_VALUE",
        "responseDateTimeRenderOption": "SERIAL_NUMBER",
    }


def _kept(cell: Cell) -> float | int | str | bool:
    # a person may have left an error in the memory: it is nothing that was ever put anywhere
    return cell.code if isinstance(cell, CellErrorValue) else as_json(cell)


def _area(tab: MemoryTab) -> tuple[int, int]:
    """Give the rows and columns of the tab in which another sync's put would show."""
    values = [sum(map(len, grid)) for grid in remembered(tab.rows).values()]
    used = max(columns(tab.rows, KEPT).values()) + 1
    rows = FIRST_VALUE + max(values, default=0)
    return max(1, min(rows, tab.height)), max(1, min(used, tab.width))


def check(
    written: Sequence[Entry],
    reply: Resource,
    sight: Sight,
    tab: MemoryTab,
    canary: bool = True,
) -> None:
    """See by the reply that everything landed where it was meant to, beside what was seen there.

    A reply that names the spreadsheet and shows no values says no more than that it was written.

    Args:
        written: what was written.
        reply: what Google says to it.
        sight: what it was decided from.
        tab: the tab to remember in, as it was seen.
        canary: whether the request had the range in which nothing was set.

    Raises:
        Again: it landed, but somebody moved or changed something in the meantime.
    """
    responses = reply.get("responses", ())
    if "spreadsheetId" in reply and not any("updatedData" in each for each in responses):
        return
    if len(responses) < 2 * len(written):
        raise Again("Google did not say all that it wrote: look again")
    for at, each in enumerate(written):
        place = sight.blocks[each.name].place
        there = (place.sheet, place.left, place.top)
        values = _landed(responses[2 * at], each.name, there)
        _check_values(each, values, sight)
        there = (tab.title, each.column.column + 1, 1)
        values = _landed(responses[2 * at + 1], each.name, there)
        if not same(_at(values, 0, 0), each.name) or _at(values, 1, 0) != each.column.shape:
            raise Again(f"what is remembered of '{each.name}' was moved meanwhile: look again")
    if canary and len(responses) == 2 * len(written) + (tab.cell(0, 0) is None) + 1:
        _check_memory(written, responses[-1], tab)


def _check_memory(written: Sequence[Entry], response: Resource, tab: MemoryTab) -> None:
    """See by the canary that no other sync has put anything since the look.

    It may have written other cells, from other inputs: then the two would be a mixture.
    """
    values: Sequence[Sequence[Value]] = response.get("updatedData", {}).get("values", ())
    if len(values) < FIRST_VALUE and max(map(len, values), default=0) < FIRST_VALUE:
        # a server that shows only what was written, which is nothing here
        return
    for (row, column), cell in _expected(written, tab).items():
        if not same(_at(values, row, column), cell):
            raise Again("another sync has written in the meantime: look again")


def _expected(written: Sequence[Entry], tab: MemoryTab) -> dict[tuple[int, int], Cell]:
    """Give what the names' columns are to hold: what was seen there, and over it what is written.

    What formulas and errors show may change at any time, and other cells are a person's.
    """
    height, width = _area(tab)
    known = remembered(tab.rows)
    expected: dict[tuple[int, int], Cell] = {}
    for name, column in columns(tab.rows, KEPT).items():
        for row in range(min(height, FIRST_VALUE + sum(map(len, known.get(name, ()))))):
            cell = tab.cell(row, column)
            if not isinstance(cell, CellErrorValue) and (row, column) not in tab.formulas:
                expected[row, column] = cell
    for each in written:
        for row, put in enumerate(each.column.cells):
            if put is not None:
                expected[row, each.column.column] = _kept(put)
    return {
        (row, column): cell
        for (row, column), cell in expected.items()
        if row < height and column < width
    }


def _landed(
    response: Resource, name: str, there: tuple[str, int, int]
) -> Sequence[Sequence[Value]]:
    """Give the values that a response shows, once they are where they were meant to be."""
    sheet, left, top = there
    title, _, corner = str(response.get("updatedRange", "")).rpartition("!")
    if title.startswith("'"):
        title = title[1:-1].replace("''", "'")
    first = corner.partition(":")[0].replace("$", "")
    if title != sheet or first != f"{column_letters(left)}{top}":
        raise Again(f"'{name}' was moved while it was written: look again")
    values: Sequence[Sequence[Value]] = response.get("updatedData", {}).get("values", ())
    return values


def _check_values(entry: Entry, values: Sequence[Sequence[Value]], sight: Sight) -> None:
    block = sight.blocks[entry.name]
    formulas = sight.formulas_in(entry.name)
    place = block.place
    # Google shows all that a name stands for, however little of it was sent
    if len(values) > place.rows or any(len(line) > place.columns for line in values):
        raise Again(f"'{entry.name}' was made larger while it was written: look again")
    for row, line in enumerate(entry.values):
        for column, put in enumerate(line):
            expected = block.values[row][column] if put is None else put
            if put is None and (formulas[row][column] or isinstance(expected, CellErrorValue)):
                continue
            if not same(_at(values, row, column), expected):
                where = place.cell(row, column)
                raise Again(f"{where} was changed while it was written: look again")


def _at(values: Sequence[Sequence[Value]], row: int, column: int) -> Value:
    line = values[row] if row < len(values) else ()
    return line[column] if column < len(line) else None
