"""What Google shows of a spreadsheet, as a sight has it: places, values, formulas, closed cells.

A reply leaves out what has its default: sheetId 0, a range's open sides, blank cells and rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from funnel_addin import names
from funnel_addin.books.cells import EXACT, MOST_CELLS
from funnel_addin.books.port import Block, Cell, CellErrorValue, Grid, Place, Problem

__all__ = [
    "Flags",
    "Resource",
    "Tab",
    "Unlike",
    "block",
    "grid_rows",
    "held",
    "places",
    "sheet_titled",
    "sides",
    "tabs",
]

Resource: TypeAlias = Mapping[str, Any]
Flags: TypeAlias = "tuple[tuple[bool, ...], ...]"

_ERRORS = {
    "ERROR": "#ERROR!",
    "NULL_VALUE": "#NULL!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "N_A": "#N/A",
    "LOADING": "Loading...",
}


class Unlike(Exception):
    """A reply that does not hold what was asked for, as far as can be told."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab and the size of its grid."""

    sheet_id: int
    title: str
    rows: int
    columns: int


def tabs(resource: Resource) -> dict[int, Tab]:
    """Give the tabs that a reply shows, by ID."""
    found = {}
    for sheet in resource.get("sheets", ()):
        properties = sheet.get("properties", {})
        size = properties.get("gridProperties", {})
        tab = Tab(
            properties.get("sheetId", 0),
            properties.get("title", ""),
            size.get("rowCount", 0),
            size.get("columnCount", 0),
        )
        found[tab.sheet_id] = tab
    return found


def places(
    resource: Resource, known: Mapping[int, Tab], gone: Collection[str] = ()
) -> dict[str, Place | Problem]:
    """Give the place of each spreadsheet-wide name that begins with Plan_, or what is wrong.

    Names of the contract are spelled as the contract has them; a tab's own name (it holds a `!`) is
    none of ours.

    Args:
        resource: a reply.
        known: the tabs, by ID.
        gone: names whose cells Google cannot find, whatever it shows of them.
    """
    found: dict[str, Place | Problem] = {}
    for named in resource.get("namedRanges", ()):
        name = str(named.get("name", ""))
        if not name.lower().startswith(names.PREFIX.lower()):
            continue
        contract = names.find(name)
        name = contract.name if contract else name
        area = None if name in gone else named.get("range")
        found.setdefault(name, _place(name, area, known))
    return found


def _place(name: str, area: Resource | None, known: Mapping[int, Tab]) -> Place | Problem:
    # a range without any side would be the whole first tab, which nobody can mean by such a name
    tab = known.get(area.get("sheetId", 0)) if area else None
    if not area or tab is None:
        return _gone(name)
    top, left, bottom, right = sides(area, tab)
    if bottom <= top or right <= left:
        return _gone(name)
    place = Place(tab.title, top + 1, left + 1, bottom - top, right - left)
    if place.rows * place.columns > MOST_CELLS:
        return Problem(
            name,
            str(place),
            f"'{name}' ({place}) has {place.rows * place.columns:,} cells, which is more than "
            f"{MOST_CELLS:,}: let the name stand for fewer rows and columns",
        )
    return place


def _gone(name: str) -> Problem:
    return Problem(
        name,
        "",
        f"'{name}' points at cells that are gone (#REF!): point it at cells again in Data > "
        "Named ranges",
        "#REF!",
    )


def sides(area: Resource, tab: Tab) -> tuple[int, int, int, int]:
    """Give a range's top, left, bottom and right, half open; open sides end with the grid."""
    return (
        area.get("startRowIndex", 0),
        area.get("startColumnIndex", 0),
        min(area.get("endRowIndex", tab.rows), tab.rows),
        min(area.get("endColumnIndex", tab.columns), tab.columns),
    )


def sheet_titled(resource: Resource, title: str) -> Resource:
    """Give a tab's part of a reply.

    Raises:
        Unlike: the reply does not show that tab.
    """
    for sheet in resource.get("sheets", ()):
        if sheet.get("properties", {}).get("title", "") == title:
            found: Resource = sheet
            return found
    raise Unlike


def block(sheet: Resource, place: Place, asked: Iterable[Place]) -> tuple[Block, Flags]:
    """Give the values of a place, and which of its cells hold a formula.

    Which of the sent blocks is the one of this place is told by where it starts, not by its turn.

    Args:
        sheet: the place's tab in the reply.
        place: one of the places that were asked for.
        asked: all of them.

    Raises:
        Unlike: the reply does not hold that place.
    """
    starts = (place.top, place.left)
    there = [data for data in sheet.get("data", ()) if _start(data) == starts]
    alike = {
        (each.rows, each.columns)
        for each in asked
        if each.sheet == place.sheet and (each.top, each.left) == starts
    }
    fitting = [data for data in there if _fits(data, place)]
    if len(there) < len(alike) or not fitting:
        raise Unlike
    # of blocks that start together, one that is too short shows less; none shows anything false
    data = max(fitting, key=_shown) if len(fitting) > 1 else fitting[0]
    values, flags = _laid(data, place)
    return Block(place, values), flags


def _start(data: Resource) -> tuple[int, int]:
    return data.get("startRow", 0) + 1, data.get("startColumn", 0) + 1


def _fits(data: Resource, place: Place) -> bool:
    rows = data.get("rowData", ())
    return len(rows) <= place.rows and all(
        len(row.get("values", ())) <= place.columns for row in rows
    )


def _shown(data: Resource) -> int:
    return sum(1 for row in data.get("rowData", ()) for cell in row.get("values", ()) if cell)


def _laid(data: Resource, place: Place) -> tuple[Grid, Flags]:
    width = place.columns
    blank: tuple[Cell, ...] = (None,) * width
    plain = (False,) * width
    values: list[tuple[Cell, ...]] = []
    flags: list[tuple[bool, ...]] = []
    for row in data.get("rowData", ()):
        cells = row.get("values", ())
        short = width - len(cells)
        computed = any(map(_is_formula, cells))
        hold = _computed if computed else held
        values.append((*map(hold, cells), *blank[:short]) if cells else blank)
        flags.append((*map(_is_formula, cells), *plain[:short]) if computed else plain)
    missing = place.rows - len(values)
    return (*values, *[blank] * missing), (*flags, *[plain] * missing)


def _computed(cell: Resource) -> Cell:
    """Give what a cell shows, an empty text where a formula shows nothing: that much is known."""
    shows = held(cell)
    return "" if shows is None and _is_formula(cell) else shows


def _is_formula(cell: Resource) -> bool:
    typed = cell.get("userEnteredValue")
    return typed is not None and "formulaValue" in typed


def held(cell: Resource) -> Cell:
    """Give what a cell shows: a number, a text, a truth value or an error; None where blank.

    Dates are numbers, as spreadsheets count them.
    """
    value = cell.get("effectiveValue")
    if not value:
        return None
    number = value.get("numberValue")
    if number is not None:
        return _number(number)
    if "stringValue" in value:
        return str(value["stringValue"]) or None
    if "boolValue" in value:
        return bool(value["boolValue"])
    kind = value.get("errorValue", {}).get("type", "ERROR")
    return CellErrorValue(_ERRORS.get(kind, "#ERROR!"))


def _number(number: object) -> Cell:
    if isinstance(number, float):
        return number
    # a double that JSON has no number for comes as the text "NaN" or "Infinity"
    if not isinstance(number, int):
        return CellErrorValue("#NUM!")
    return number if -EXACT <= number <= EXACT else float(number)


def grid_rows(sheet: Resource) -> Sequence[tuple[Cell, ...]]:
    """Give a tab's rows from A1 on, where the whole tab was asked for.

    Raises:
        Unlike: the reply does not hold it.
    """
    data = [each for each in sheet.get("data", ()) if _start(each) == (1, 1)]
    if not data:
        raise Unlike
    rows = max(data, key=_shown).get("rowData", ())
    return [tuple(map(held, row.get("values", ()))) for row in rows]
