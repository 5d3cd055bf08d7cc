"""The hidden tab that a sync remembers in: which column is whose, and what of it changes.

How the tab is laid out is the same in every book (`funnel_addin.books.memory`). Here two machines
may write at once, so a cell is written only where it changes: what another remembers stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from funnel_addin.books.memory import NOTE, TITLE, column_cells, columns, is_ours, value_row
from funnel_addin.books.port import Cell, Grid, column_letters
from funnel_addin.books.sight import Change

__all__ = [
    "NOTE",
    "SHEET_ID",
    "TITLE",
    "Column",
    "MemoryTab",
    "columns_anew",
    "free_title",
    "in_quotes",
]

SHEET_ID = int.from_bytes(b"FUNL", "big")
"""The tab's ID: four letters of ours as a number below 2**31. Google draws IDs at random, so that
no other tab has it; and since it is the same for everyone, of two machines that make the tab at
once the second is refused."""

Rows = Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class MemoryTab:
    """The tab as it was at one moment.

    `rows` holds its cells from A1 on, as far as any are filled; `height` and `width` are those of
    its grid; `formulas` are cells, by row and column, into which a person put a formula.
    """

    title: str
    rows: Rows
    height: int
    width: int
    sheet_id: int = SHEET_ID
    protected: bool = False
    formulas: frozenset[tuple[int, int]] = frozenset()

    @property
    def ours(self) -> bool:
        """Tell whether the tab is ours, and not one of a person's that has its title."""
        return self.sheet_id == SHEET_ID or is_ours(self.rows)

    def cell(self, row: int, column: int) -> Cell:
        """Give a cell, None beyond what is filled."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else None

    def column(self, column: int) -> list[Cell]:
        """Give a column's cells down to its last filled one."""
        cells = [self.cell(row, column) for row in range(len(self.rows))]
        while cells and (cells[-1] is None or cells[-1] == ""):
            cells.pop()
        return cells


@dataclass(frozen=True)
class Column:
    """What changes in one column: None leaves a cell as it is, "" blanks it."""

    name: str
    column: int
    cells: tuple[Cell, ...]
    shape: str

    def range(self, title: str) -> str:
        """Give the column's cells as an address."""
        letters = column_letters(self.column + 1)
        return f"{in_quotes(title)}!{letters}1:{letters}{len(self.cells)}"


def columns_anew(
    tab: MemoryTab,
    memory: Mapping[str, Grid],
    changes: Iterable[Change],
    before: Mapping[str, Grid] | None = None,
) -> dict[str, Column]:
    """Say what changes in the tab, for each name that changes.

    Args:
        tab: what the tab holds.
        memory: what is to be remembered of each name.
        changes: the cells that are written: these are remembered even where the tab seems to have
            their values already, since another machine may have written since.
        before: what stood in each name's cells before.
    """
    set_anyway: dict[str, set[int]] = {name: set() for name in memory}
    for each in changes:
        set_anyway[each.name].add(value_row(memory[each.name], each.row, each.column))
    found = {}
    for name, column in columns(tab.rows, memory).items():
        wanted = column_cells(name, memory[name], (before or {}).get(name, ()))
        stands = tab.column(column)
        cells = [
            _change(_of(stands, row), _of(wanted, row), row in set_anyway[name])
            for row in range(max(len(stands), len(wanted)))
        ]
        while len(cells) > 2 and cells[-1] is None:
            cells.pop()
        found[name] = Column(name, column, tuple(cells), str(wanted[1]))
    return found


def _change(stands: Cell, wanted: Cell, anyway: bool) -> Cell:
    wanted = None if wanted == "" else wanted
    alike = isinstance(stands, bool) is isinstance(wanted, bool) and stands == wanted
    if alike and not anyway:
        return None
    return "" if wanted is None else wanted


def free_title(titles: Iterable[str]) -> str:
    """Give the tab's title or, where a person's tab has that, the next one that is free.

    >>> free_title(["Plan"]), free_title(["funnel sync"])
    ('Funnel sync', 'Funnel sync 2')
    """
    used = {title.casefold() for title in titles}
    number, title = 1, TITLE
    while title.casefold() in used:
        number += 1
        title = f"{TITLE} {number}"
    return title


def in_quotes(title: str) -> str:
    """Give a tab's title as a range has it, always in quotes, so that it is never read as a name.

    >>> in_quotes("It's ours")
    "'It''s ours'"
    """
    return "'" + title.replace("'", "''") + "'"


def _of(cells: Sequence[Cell], at: int) -> Cell:
    return cells[at] if at < len(cells) else None
