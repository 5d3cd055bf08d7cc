"""Whose a cell's value is: written on the cell itself, as a note, which moves wherever it moves.

A note "o3 t8" says: what a sync last put here is the 3rd value on record, and what a person typed
since is the 8th. No sync reads or writes notes, so they follow insertions, cuts and sorts with the
truth, whatever a sync believes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tests.sheets_server.grid import BARE, Book, Box, Cell, Sheet

__all__ = ["Content", "Marks", "content"]

Content = tuple[object, str]
"""What was entered in a cell: its value, or its formula."""

_MARK = re.compile(r"(?:o(\d+))? ?(?:t(\d+))?")


def content(cell: Cell) -> Content:
    """What was entered in a cell."""
    return (None, cell.formula) if cell.formula else (cell.value, "")


class Marks:
    """The record of what syncs put and what people typed."""

    def __init__(self) -> None:
        self.record: list[Content] = [(None, "")]
        self.twins: set[int] = set()
        self.shuffled: set[str] = set()

    def of(self, cell: Cell) -> tuple[int, int]:
        """The record's numbers of what a sync put, and of what a person typed; 0 is nothing."""
        found = _MARK.fullmatch(cell.note)
        if not found:
            return 0, 0
        return int(found[1] or 0), int(found[2] or 0)

    def put(self, sheet: Sheet, place: tuple[int, int]) -> None:
        """A sync has put what stands there."""
        cell = sheet.cells.get(place, BARE)
        number = self._noted(content(cell)) if not cell.blank else 0
        self._mark(sheet, place, number, 0)

    def type(self, sheet: Sheet, place: tuple[int, int]) -> None:
        """A person has typed what stands there: what a sync had put is the sync's again."""
        cell = sheet.cells.get(place, BARE)
        ours, _ = self.of(cell)
        if cell.blank or (ours and content(cell) == self.record[ours]):
            self._mark(sheet, place, ours, 0)
        else:
            self._mark(sheet, place, ours, self._noted(content(cell)))

    def typed_over(self, sheet: Sheet, box: Box) -> None:
        """A person has typed over a box."""
        for place in box.places():
            self.type(sheet, place)

    def people_were_here(self, book: Book) -> None:
        """Whatever people did to what they had typed, they meant: it is what they typed now."""
        for sheet in book.sheets:
            for place, cell in list(sheet.cells.items()):
                ours, typed = self.of(cell)
                if typed and cell.blank:
                    self._mark(sheet, place, ours, 0)
                elif typed:
                    self.record[typed] = content(cell)
                elif ours and not cell.blank and content(cell) != self.record[ours]:
                    self._mark(sheet, place, ours, self._noted(content(cell)))

    def cannot_be_told(self, name: str, typed: int) -> bool:
        """Whether it is a copy of a sync's value in an output whose cells have moved since."""
        return typed in self.twins and name in self.shuffled

    def typed(self, sheet: Sheet) -> Iterator[tuple[tuple[int, int], int]]:
        """Every cell of a sheet that holds what a person typed."""
        for place, cell in sheet.cells.items():
            _, typed = self.of(cell)
            if typed:
                yield place, typed

    def _noted(self, what: Content) -> int:
        self.record.append(what)
        return len(self.record) - 1

    def _mark(self, sheet: Sheet, place: tuple[int, int], ours: int, typed: int) -> None:
        told = " ".join(
            f"{letter}{number}" for letter, number in (("o", ours), ("t", typed)) if number
        )
        sheet.put(place, replace(sheet.cells.get(place, BARE), note=told))
