"""What can go wrong, and the code that a cell shows for it.

Catch `FunnelError`. Every message says what was expected, what was got, where, and what to do.
The code of each stands on its class; only `funnel_addin` puts it into a cell.

What is wrong with entries of a list is handed over as data, not written into the sentence: the
core counts the entries of the list that it got, a person the rows of the range that was selected,
blank ones at its top included. So write

    raise OutOfRange(
        "'volumes' must be whole numbers",
        [Fault("volumes", entry, f"is {volume}") for entry, volume in enumerate(volumes) if …],
        cure="count whole records",
    )

with *every* bad entry, the first first. From Python it reads "…; row 3 is 0.5; row 5 is 1.5: count
whole records"; `funnel_addin.functions` puts the rows of the range in, by `FunnelError.located`.
`Quantity.check_each` does all this for the bounds of a list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

__all__ = [
    "CellError",
    "CrmError",
    "Fault",
    "FunnelError",
    "InputError",
    "NotEnoughData",
    "OutOfRange",
    "SheetError",
    "TemplateError",
    "UnknownFunction",
    "UnknownStage",
    "cured_once",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one entry of a list.

    Args:
        argument: the list's name, as the worksheet function's argument is called.
        entry: which entry, 0 being the first.
        said: a predicate: "is 0.5".
        series: in a table, which of the numbers of that entry, 0 being the first.
        place: what the entry is called; None: its row, counted within the list.

    >>> print(Fault("volumes", 2, "is 0.5"))
    row 3 is 0.5
    """

    argument: str
    entry: int
    said: str
    series: int | None = None
    place: str | None = None

    def __str__(self) -> str:
        place = self.place
        if place is None:
            place = f"row {self.entry + 1}"
            place += f", column {self.series + 1}" if self.series is not None else ""
        return f"{place or 'it'} {self.said}"


class FunnelError(Exception):
    """The root of every error that this project raises on purpose.

    Args:
        message: the sentence or, with `faults`, how it begins: what was expected.
        faults: what is wrong with entries of a list, the first first.
        cure: what to do about them.

    >>> print(FunnelError("'rates' must be known", [Fault("rates", 1, "is 0 of 0")], "type a rate"))
    'rates' must be known; row 2 is 0 of 0: type a rate
    """

    code: str = "#VALUE!"

    def __init__(self, message: str = "", faults: Sequence[Fault] = (), cure: str = "") -> None:
        self.message, self.faults, self.cure = message, tuple(faults), cure
        told = "; ".join([message, *map(str, faults)])
        super().__init__(f"{told}: {cure}" if cure else told)

    def located(self, place: Callable[[Fault], str | None]) -> FunnelError:
        """Give the same error with its entries called by where they stand.

        `place` gives None where it does not know.
        """
        if not self.faults:
            return self
        return type(self)(
            self.message,
            [
                Fault(each.argument, each.entry, each.said, each.series, place(each))
                for each in self.faults
            ],
            self.cure,
        )


class InputError(FunnelError, ValueError):
    """An argument of the wrong kind or shape: text in a number's place, a blank, a wrong length."""

    code: str = "#VALUE!"


class OutOfRange(InputError):
    """A number out of its bounds, or a goal that no volume can reach."""

    code: str = "#NUM!"


class CellError(InputError):
    """A cell that holds an error itself; its own code is passed on."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


class NotEnoughData(FunnelError):
    """Too little was counted to say anything: nobody entered a stage, too few points."""

    code: str = "#N/A"


class UnknownStage(FunnelError, LookupError):
    """A stage by a name that the funnel does not have."""

    code: str = "#N/A"


class UnknownFunction(FunnelError, LookupError):
    """A worksheet function by a name that the catalog does not have."""

    code: str = "#NAME?"


class CrmError(FunnelError):
    """An export that cannot be read; the sentence names the file and the rows."""


class TemplateError(FunnelError):
    """A workbook that cannot be filled; the sentence names the file, the sheet and the cell."""


class SheetError(FunnelError):
    """A shared sheet that cannot be synced; the sentence names the sheet, the tab and the cell."""


def cured_once(sayings: Sequence[str]) -> list[str]:
    """Leave out what is to be done, behind a colon, where the next one says the same.

    >>> cured_once(["is -1: write 0 or more", "is -3: write 0 or more"])
    ['is -1', 'is -3: write 0 or more']
    """
    following = [*sayings[1:], ""]
    told = []
    for saying, following_one in zip(sayings, following, strict=True):
        wrong, _, cure = saying.partition(": ")
        told.append(wrong if cure and following_one.endswith(f": {cure}") else saying)
    return told
