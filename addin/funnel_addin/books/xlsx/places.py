"""Where defined names stand: a rectangle of cells, or a sentence that says why there is none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TypeVar

from funnel_addin.books.port import Place, Problem
from funnel_addin.books.xlsx.formulas import LAST_COLUMN, LAST_ROW, Token, column_number, scan
from funnel_addin.books.xlsx.references import Area, AreaRef, TableRef, parse_area
from funnel_addin.books.xlsx.tables import find_table, table_area
from funnel_addin.books.xlsx.workbook import DefinedName, Workbook

__all__ = ["ByName", "area_of_place", "find_places"]

PREFIX = "plan_"
CURE = "select the cells and define the name anew (Formulas > Name Manager)"
CORNER = re.compile(r"(?<=[!:])\$?([A-Za-z]{1,4})\$?([0-9]{1,10})(?![\w.(\[!])")
V = TypeVar("V")


class ByName(Mapping[str, V]):
    """A mapping by name that does not mind capitals, as a spreadsheet's names do not."""

    def __init__(self, items: Mapping[str, V]) -> None:
        self._items = dict(items)
        self._spelling = {name.casefold(): name for name in self._items}

    def __getitem__(self, name: str) -> V:
        return self._items[self._spelling[name.casefold()]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.casefold() in self._spelling


def area_of_place(place: Place) -> Area:
    """Give the area that a place covers on its sheet."""
    bottom, right = place.top + place.rows - 1, place.left + place.columns - 1
    return Area(place.top, place.left, bottom, right)


def find_places(workbook: Workbook) -> dict[str, Place | Problem]:
    """Give the place of each name that begins with Plan_, or what is wrong with it."""
    ours = [name for name in workbook.names if name.name.casefold().startswith(PREFIX)]
    times = Counter(name.name.casefold() for name in ours if name.sheet is None)
    found: dict[str, Place | Problem] = {}
    done: set[str] = set()
    for name in sorted(ours, key=lambda each: each.sheet is not None):
        key = name.name.casefold()
        if key in done:
            continue
        done.add(key)
        if name.sheet is not None:
            found[name.name] = _confined(workbook, name)
        elif times[key] > 1:
            sentence = (
                f"the name {name.name} is defined {times[key]} times for the whole workbook: "
                "expected once; delete all but one (Formulas > Name Manager)"
            )
            found[name.name] = Problem(name.name, name.text, sentence)
        else:
            found[name.name] = _place(workbook, name)
    return found


def _confined(workbook: Workbook, name: DefinedName) -> Problem:
    index = name.sheet or 0
    sheet = workbook.sheets[index].name if index < len(workbook.sheets) else f"number {index + 1}"
    return Problem(
        name.name,
        name.text,
        f"the name {name.name} is defined for the sheet “{sheet}” only: expected a name for the "
        "whole workbook; delete it and define it anew with the scope Workbook",
    )


def _place(workbook: Workbook, name: DefinedName) -> Place | Problem:
    """Read what a name stands for; a name is fit if it is one rectangle on one worksheet."""
    tokens = tuple(token for token in scan(name.text) if token.kind != "space")
    tokens = _unwrapped(tokens)
    complaint = _complaint(name, tokens)
    if complaint:
        return Problem(name.name, name.text, f"the name {name.name} {complaint}; {CURE}")
    if tokens[0].kind == "table":
        return _table_place(workbook, name, tokens[0])
    read = parse_area(tokens, 0)
    if read is None or read[1] < len(tokens):
        return _unfit(name, f"stands for {name.text!r}: expected one block of cells")
    return _area_place(workbook, name, read[0])


def _unwrapped(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    while len(tokens) > 2 and tokens[0].text == "(" and tokens[-1].text == ")":
        tokens = tokens[1:-1]
    return tokens


def _complaint(name: DefinedName, tokens: tuple[Token, ...]) -> str:
    kinds = {token.kind for token in tokens}
    texts = {token.text for token in tokens}
    if not tokens:
        return "stands for nothing: expected one block of cells"
    if "#REF!" in texts:
        return "points nowhere (#REF!), since its cells were deleted: expected one block of cells"
    if "external" in kinds:
        return f"points into another workbook ({name.text}): expected cells of this one"
    if _beyond(name.text):
        return f"points outside the sheet ({name.text}), which ends at XFD1048576"
    if kinds & {"function", "name"}:
        return f"stands for a formula ({name.text}): expected one block of cells"
    if "separator" in kinds and kinds & {"cell", "columns", "rows"}:
        return f"stands for several blocks of cells ({name.text}): expected one"
    if not kinds & {"cell", "columns", "rows", "table"}:
        return f"stands for a constant ({name.text}): expected one block of cells"
    return ""


def _beyond(text: str) -> bool:
    """Tell whether a text looks like cells, but of a row or column that no sheet has."""
    return any(
        column_number(letters) > LAST_COLUMN or not 1 <= int(row) <= LAST_ROW
        for letters, row in CORNER.findall(text)
    )


def _unfit(name: DefinedName, reason: str) -> Problem:
    return Problem(name.name, name.text, f"the name {name.name} {reason}; {CURE}")


def _table_place(workbook: Workbook, name: DefinedName, token: Token) -> Place | Problem:
    table_name, bracket, inside = token.text.partition("[")
    table = find_table(workbook.tables, table_name)
    if table is None:
        return _unfit(name, f"points to the table {table_name}, which this workbook does not have")
    area = table_area(table, TableRef(table_name, bracket + inside))
    if area is None:
        return _unfit(name, f"points to a column that the table {table.name} does not have")
    sheet = workbook.sheets[table.sheet].name
    return Place(sheet, area.top, area.left, area.rows, area.columns)


def _area_place(workbook: Workbook, name: DefinedName, reference: AreaRef) -> Place | Problem:
    if len(reference.sheets) != 1:
        if not reference.sheets:
            return _unfit(name, f"names no sheet ({name.text})")
        return _unfit(name, f"runs through several sheets ({name.text}): expected cells of one")
    sheet = workbook.sheet(reference.sheets[0])
    if sheet is None:
        return _unfit(
            name, f"points to the sheet “{reference.sheets[0]}”, which this workbook does not have"
        )
    if sheet.kind != "worksheet":
        return _unfit(name, f"points to “{sheet.name}”, which holds no cells ({sheet.kind})")
    if reference.whole:
        return _unfit(
            name, f"covers whole columns or rows ({name.text}): expected just the cells meant"
        )
    area = reference.area
    return Place(sheet.name, area.top, area.left, area.rows, area.columns)
