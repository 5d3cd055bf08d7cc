"""Which cells of a place cannot be written: under a merged cell, or protected from us."""

from __future__ import annotations

from collections.abc import Iterator

from funnel_addin.books.google.reading import Resource, Tab, sides
from funnel_addin.books.port import Place, column_letters
from funnel_addin.books.sight import Closed

__all__ = ["closed_cells", "is_protected"]

PROTECTED = "is protected"


def closed_cells(sheet: Resource, resource: Resource, tab: Tab, place: Place) -> Closed:
    """Say which cells of a place cannot be written, and why."""
    found = dict.fromkeys(_protected(sheet, resource, tab, place), PROTECTED)
    for merge in sheet.get("merges", ()):
        top, left, bottom, right = sides(merge, tab)
        why = (
            f"is under the merged cell {column_letters(left + 1)}{top + 1}:"
            f"{column_letters(right)}{bottom}"
        )
        for row, column in _within((top, left, bottom, right), place):
            if (place.top - 1 + row, place.left - 1 + column) != (top, left):
                found[row, column] = why
    return found


def is_protected(sheet: Resource, resource: Resource, tab: Tab) -> bool:
    """Tell whether any cell of a tab is protected from us."""
    whole = Place(tab.title, 1, 1, tab.rows, tab.columns)
    return bool(_protected(sheet, resource, tab, whole))


def _protected(sheet: Resource, resource: Resource, tab: Tab, place: Place) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    for each in sheet.get("protectedRanges", ()):
        if each.get("warningOnly") or each.get("requestingUserCanEdit"):
            continue
        area = each.get("range")
        if area is None and each.get("namedRangeId"):
            area = _named(resource, each["namedRangeId"])
            if area is None or area.get("sheetId", 0) != tab.sheet_id:
                continue
        shut = set(_within(sides(area or {}, tab), place))
        for free in each.get("unprotectedRanges", ()):
            shut -= set(_within(sides(free, tab), place))
        found |= shut
    return found


def _named(resource: Resource, name_id: str) -> Resource | None:
    for named in resource.get("namedRanges", ()):
        if named.get("namedRangeId") == name_id:
            area: Resource | None = named.get("range")
            return area
    return None


def _within(box: tuple[int, int, int, int], place: Place) -> Iterator[tuple[int, int]]:
    """Give the cells of a box that lie in a place, counted within the place."""
    top, left, bottom, right = box
    first_row, first_column = place.top - 1, place.left - 1
    for row in range(max(top, first_row), min(bottom, first_row + place.rows)):
        for column in range(max(left, first_column), min(right, first_column + place.columns)):
            yield row - first_row, column - first_column
