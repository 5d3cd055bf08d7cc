"""What there is to be asked for: the names and tabs of a spreadsheet, without their cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from funnel_addin import names
from funnel_addin.books.google.memory import SHEET_ID, TITLE, in_quotes
from funnel_addin.books.google.reading import Resource, Tab, Unlike, places, tabs
from funnel_addin.books.port import Place, Problem

__all__ = ["EVERYTHING", "SHAPES", "Survey"]

_BOOK = "properties(title,timeZone),namedRanges(namedRangeId,name,range)"
_TAB = "properties(sheetId,title,gridProperties(rowCount,columnCount))"
_LOCKS = (
    "merges,protectedRanges(range,namedRangeId,warningOnly,requestingUserCanEdit,unprotectedRanges)"
)
_CELLS = (
    "data(startRow,startColumn,rowData(values(userEnteredValue(formulaValue),"
    "effectiveValue(numberValue,stringValue,boolValue,errorValue(type)))))"
)

SHAPES = f"{_BOOK},sheets({_TAB})"
"""The fields of a survey."""

EVERYTHING = f"{_BOOK},sheets({_TAB},{_LOCKS},{_CELLS})"
"""The fields of a look: with the cells of the ranges that are asked for, and what locks them."""


@dataclass(frozen=True)
class Survey:
    """What there is to be asked for."""

    resource: Resource
    tabs: Mapping[int, Tab]
    found: Mapping[str, Place | Problem]
    tab: Tab | None
    gone: frozenset[str] = frozenset()

    @classmethod
    def of(cls, resource: Resource, gone: frozenset[str] = frozenset()) -> Survey:
        """Take a reply that holds no cells; `gone` are names whose cells Google cannot find.

        Raises:
            Unlike: the reply shows no tab, and every spreadsheet has one.
        """
        known = tabs(resource)
        if not known:
            raise Unlike
        titled = (each for each in known.values() if each.title.casefold() == TITLE.casefold())
        tab = known.get(SHEET_ID) or next(titled, None)
        return cls(resource, known, places(resource, known, gone), tab, gone)

    def with_tab(self, tab: Tab) -> Survey:
        """Give the same with the tab that is remembered in, newly made."""
        return replace(self, tabs={**self.tabs, tab.sheet_id: tab}, tab=tab)

    @property
    def asked(self) -> list[str]:
        """Give the names of the contract whose cells can be read."""
        return [
            name
            for name, place in self.found.items()
            if isinstance(place, Place) and names.find(name)
        ]

    @property
    def ranges(self) -> list[str]:
        """Give the ranges to ask for; names are resolved by Google when it answers."""
        return [*self.asked, *([in_quotes(self.tab.title)] if self.tab else [])]
