"""What a sync needs of a book: one look at everything, and one way to put cells into it.

A workbook file, live Excel and a Google Sheet all speak `SyncedBook`. The sync never asks a book
for one thing now and another later: it looks, decides, and puts, so that what it writes follows
from one state of the inputs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeAlias, TypeVar

from funnel_addin.books.port import Block, Cell, Grid, Place, Problem, Written
from funnel_core.errors import SheetError

__all__ = ["Again", "Change", "Closed", "Sight", "SyncedBook", "Unreachable", "Unwritable"]

T = TypeVar("T")

Closed: TypeAlias = Mapping[tuple[int, int], str]
"""Cells of a place that cannot be written, by row and column (from 0), and why: "is protected"."""


class Again(SheetError):
    """A put that did not end as expected: look again, decide again.

    Nothing was written, or everything was, or nobody knows; a look tells. By the time that this is
    raised the book has waited as long as it must before it is asked again.
    """

    unknown: bool = True
    """Whether something may have been written; False where certainly nothing was."""


class Unwritable(Again):
    """A put that some names did not let in; the others were written.

    `names` says why for each: "is protected: ask its owner to let you edit it".
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = dict(names)
        told = "; ".join(f"'{name}' {why}" for name, why in names.items())
        super().__init__(told)


class Unreachable(SheetError):
    """A book that could not be reached now; later it may be. A watch tries on, a sync gives up."""


@dataclass(frozen=True, slots=True)
class Change:
    """One cell behind a name, counted from 0 within its place, and what it is to hold.

    None blanks it.
    """

    name: str
    row: int
    column: int
    value: Cell


@dataclass(frozen=True)
class Sight:
    """What a book held at one moment. It can be read like a book, and not be written to.

    Args:
        title: what the book is called in a sentence.
        found: for each workbook-wide name that begins with Plan_, its place, or what is wrong.
        blocks: the values behind the names of the contract that have a place.
        formulas: which of those cells hold a formula.
        memory: what a sync last put into the cells behind a name, in the shape that the name had
            then; None where nothing was ever put, or a blank.
        closed: cells that cannot be written, by name.
        time_zone: the book's own, such as "Europe/Berlin"; empty where it has none.
        before: what stood in those cells before that was put, in the shape of `memory`; nothing
            where a book does not tell.
    """

    title: str
    found: Mapping[str, Place | Problem]
    blocks: Mapping[str, Block]
    formulas: Mapping[str, tuple[tuple[bool, ...], ...]]
    memory: Mapping[str, Grid] = field(default_factory=dict)
    closed: Mapping[str, Closed] = field(default_factory=dict)
    time_zone: str = ""
    before: Mapping[str, Grid] = field(default_factory=dict)

    def places(self) -> Mapping[str, Place | Problem]:
        """Give, for each name, its place, or what is wrong."""
        return self.found

    def read(self, name: str) -> Block:
        """Give the values behind a name, in whatever capitals.

        Raises:
            SheetError: there is no such name, or it has no place.
        """
        block = self._of(name, self.blocks)
        if block is None:
            place = self._of(name, self.found)
            told = place.sentence if isinstance(place, Problem) else "is not defined: define it"
            raise SheetError(told if isinstance(place, Problem) else f"the name '{name}' {told}")
        return block

    def formulas_in(self, name: str) -> tuple[tuple[bool, ...], ...]:
        """Tell which of the cells behind a name hold a formula."""
        flags = self._of(name, self.formulas)
        block = self.read(name)
        return flags or tuple((False,) * len(row) for row in block.values)

    def write(self, values: Mapping[str, Grid]) -> Written:
        """Refuse: a sight is the past."""
        raise SheetError(f"what {self.title} held cannot be changed: put it into the book")

    def with_values(self, name: str, values: Grid) -> Sight:
        """Give the same sight with other values behind a name."""
        block = self.read(name)
        canonical = next(each for each in self.blocks if each.lower() == name.lower())
        return replace(self, blocks={**self.blocks, canonical: Block(block.place, values)})

    @staticmethod
    def _of(name: str, named: Mapping[str, T]) -> T | None:
        found = named.get(name)
        if found is not None:
            return found
        return next((each for key, each in named.items() if key.lower() == name.lower()), None)


class SyncedBook(Protocol):
    """A book that people edit while it is synced."""

    @property
    def requests(self) -> int:
        """Count the calls made over the network so far, repeated ones included."""

    def begin(self) -> None:
        """Begin a sync: time and calls that may be spent are counted anew."""

    def look(self) -> Sight:
        """See the whole book as it is at one moment.

        Raises:
            SheetError: it cannot be seen, and trying on would not mend it.
        """

    def put(self, changes: Sequence[Change], memory: Mapping[str, Grid], sight: Sight) -> None:
        """Put all the changes into the book together, and remember them with them.

        Every cell lands where its name points at that moment. Nothing else is touched.

        Args:
            changes: the cells to set; never empty.
            memory: for each name that changes, what is remembered of all its cells from now on,
                in the shape that the name has in `sight`.
            sight: what the changes were decided from.

        Raises:
            Again: look again before anything else is put.
            SheetError: it cannot be put, and trying on would not mend it.
        """
