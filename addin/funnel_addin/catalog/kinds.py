"""What an entry of the catalog is made of: a worksheet function and its arguments."""

from __future__ import annotations

import enum
import typing
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from funnel_core.quantities import COUNT, POSITION, RATE, Quantity

__all__ = ["CATEGORY", "Argument", "Kind", "WorksheetFunction"]

CATEGORY = "Funnel"


class Kind(enum.Enum):
    """What an argument is: one cell, a list, a table, or the steps of a funnel."""

    NUMBER = "a number"
    FLAG = "TRUE or FALSE"
    DATE = "a date"
    LIST = "a row or a column of numbers"
    COLUMNS = "a table of numbers, a row per entry of the list that belongs to it"
    ROWS = "a table of numbers, a column per entry of the list that belongs to it"
    STEPS = "a row or a column of shares, or two columns of counts: entered, advanced"
    COUNTS = "two columns of counts: entered, advanced"


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument; its unit and bounds come from the signature of a core function, `core`.

    It is handed to that function, or to one that asks the same of it; which functions answer
    is told by the worksheet function's own `core`.

    Lists and tables that share a `group` belong together: blanks at their ends are trimmed
    together, a blank in only one of them is an error, and so are unequal lengths. In a group
    `single` says that one number may stand for all. `blank` is what a blank within a table
    counts as; None: it is an error.
    """

    name: str
    kind: Kind
    help: str
    core: Callable[..., object] | None = None
    parameter: str = ""
    optional: bool = False
    default: str = ""
    group: str = ""
    single: bool = False
    blank: float | None = None

    @property
    def told(self) -> str:
        """Give what a host shows while one types: the help, and what omitting it means."""
        return f"{self.help}. Omitted, it is {self.default}" if self.default else self.help

    @property
    def quantity(self) -> Quantity:
        """Give the unit and bounds, from the core function's own signature."""
        if self.kind is Kind.STEPS:
            return RATE
        if self.kind is Kind.COUNTS:
            return COUNT
        if self.core is None:
            return POSITION
        return _quantity_of(self.core, self.parameter or self.name)


@dataclass(frozen=True, slots=True)
class WorksheetFunction:
    """One worksheet function: its name, what it answers, its arguments, and an example.

    `core` are the core functions that answer, first the one whose docstring tells the formula.
    """

    name: str
    summary: str
    arguments: tuple[Argument, ...]
    example: str
    shape: str
    core: tuple[Callable[..., object], ...]
    category: str = CATEGORY

    @property
    def reason(self) -> str:
        """Say where the reason of an error can be read in a host that shows no text beside it."""
        return (
            "where a cell shows an error's code alone, `=FUNNEL_WHY(cell)` tells the reason in "
            "Excel and LibreOffice; in Google Sheets and xlwings Lite it appears when the pointer "
            f"rests on the cell or the mark beside it; and `funnel call {self.name} '[…]'` with "
            "the numbers of its arguments prints it"
        )

    @property
    def usage(self) -> str:
        """Give the call as it is typed: FUNNEL_PACE(actual, expected, [alpha])."""
        arguments = (f"[{a.name}]" if a.optional else a.name for a in self.arguments)
        return f"{self.name}({', '.join(arguments)})"


@cache
def _quantity_of(core: Callable[..., object], parameter: str) -> Quantity:
    """Read a signature once: its annotations are texts, which take longer than most answers."""
    return _quantity(typing.get_type_hints(core, include_extras=True)[parameter])


def _quantity(hint: object) -> Quantity:
    for part in typing.get_args(hint):
        if isinstance(part, Quantity):
            return part
        if typing.get_args(part):
            return _quantity(part)
    raise LookupError(f"no quantity stands in {hint!r}")
