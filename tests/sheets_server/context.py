"""Who calls, and on which spreadsheet: what every operation is handed."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from tests.sheets_server.errors import Refused
from tests.sheets_server.formulas import Calculator
from tests.sheets_server.grid import Book, Box, Metadata, Sheet

PROTECTED = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to "
    "remove protection if you need to edit."
)


@dataclass(frozen=True)
class Caller:
    """Whose token a call bears."""

    email: str
    project: str
    scopes: frozenset[str] = frozenset()


@dataclass
class Context:
    """A call on one book."""

    book: Book
    caller: Caller
    owner: str
    rng: random.Random
    calculator: Calculator = field(init=False)

    def __post_init__(self) -> None:
        self.changed()

    def changed(self) -> None:
        """Forget what formulas came to."""
        self.calculator = Calculator(self.book)

    def fresh_id(self, taken: set[int]) -> int:
        """An ID as Google draws them: a positive 31-bit number not in use."""
        while (number := self.rng.randrange(1, 2**31)) in taken:
            pass
        return number

    def sees(self, each: Metadata) -> bool:
        """Whether the caller may see a datum: PROJECT ones are for their project alone."""
        return each.visibility == "DOCUMENT" or each.project == self.caller.project

    def locked(self, sheet: Sheet) -> list[tuple[Box, list[Box]]]:
        """What the caller may not edit on a sheet: boxes, each with its exceptions."""
        if self.caller.email == self.owner:
            return []
        return [
            (self.protected_box(each, sheet), [area.box(sheet) for area in each["unprotected"]])
            for each in sheet.protected
            if not each.get("warningOnly") and self.caller.email not in each["users"]
        ]

    def protected_box(self, each: dict[str, Any], sheet: Sheet) -> Box:
        """The cells that a protection is about, by its range or its name."""
        if "namedRangeId" in each:
            for name in self.book.names:
                if name.name_id == each["namedRangeId"] and name.range:
                    return name.range.box(sheet)
            return Box(0, 0, 0, 0)
        return each["range"].box(sheet) if "range" in each else sheet.whole

    def check_may_edit(self, sheet: Sheet, box: Box) -> None:
        """Refuse an edit that meets a protected cell."""
        for closed, free in self.locked(sheet):
            if closed.meets(box) and not any(each.holds(box) for each in free):
                raise Refused(PROTECTED)

    def check_may_restructure(self, sheet: Sheet) -> None:
        """Refuse to move lines on a sheet that is protected as a whole."""
        if any(closed.holds(sheet.whole) and not free for closed, free in self.locked(sheet)):
            raise Refused(PROTECTED)
