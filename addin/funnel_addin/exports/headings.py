"""An opened export: a table in an engine, and the headings of its columns as they are written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ibis.expr.types import Table, Value

from funnel_core.errors import CrmError
from funnel_core.history.problems import DataProblem

__all__ = ["Opened", "bare"]

MOST_TOLD = 12


@dataclass(frozen=True)
class Opened:
    """One export as a table.

    Args:
        export: the path or the address that was given.
        table: which sheet or which of a database's tables; "" for a file that has one.
        columns: the headings as they are written, in the order of the columns of `rows`.
        rows: the table; its columns may have names of their own, so go through `column`.
        engine: the name of the engine that holds it, such as "duckdb".
        problems: what was found while it was read.
        copied: whether the engine holds a copy of a text or a workbook, as it is written there.
    """

    export: str
    table: str
    columns: tuple[str, ...]
    rows: Table
    engine: str = "duckdb"
    problems: tuple[DataProblem, ...] = ()
    copied: bool = False

    @property
    def called(self) -> str:
        """Name it in a sentence."""
        return f"{self.export}, {self.table}" if self.table else self.export

    def has(self, heading: str) -> bool:
        """Tell whether a column has that heading, letters' case and blanks around it apart."""
        return bool(self._places(heading))

    def place(self, heading: str) -> int:
        """Give the place of the column with a heading, 0 being the first.

        A heading as it is written goes before one that differs in letters' case or blanks.

        Raises:
            CrmError: no column has it, or two have.
        """
        places = self._places(heading)
        if not places:
            raise CrmError(
                f"{self.called}: expected a column headed {heading.strip()!r}; it has "
                f"{_listed(self.columns)}: name one of these"
            )
        if len(places) > 1:
            numbers = " and ".join(f"{at + 1}" for at in places)
            raise CrmError(
                f"{self.called}: columns {numbers} are both headed {self.columns[places[0]]!r}; "
                "give one of them another heading"
            )
        return places[0]

    def column(self, heading: str) -> Value:
        """Give the column with a heading.

        Raises:
            CrmError: no column has it, or two have.
        """
        return self.rows[self.rows.columns[self.place(heading)]]

    def _places(self, heading: str) -> list[int]:
        same = [at for at, each in enumerate(self.columns) if each == heading]
        return same or [at for at, each in enumerate(self.columns) if bare(each) == bare(heading)]


def bare(heading: str) -> str:
    """Give a heading as it is compared where none is the same to the letter.

    >>> bare(" Record  ID")
    'record id'
    """
    return " ".join(heading.split()).casefold()


def _listed(headings: Iterable[str]) -> str:
    named = [heading for heading in headings if heading.strip()]
    more = f" and {len(named) - MOST_TOLD:,} more" if len(named) > MOST_TOLD else ""
    return f"{', '.join(named[:MOST_TOLD])}{more}" if named else "no headings"
