"""What a sync remembers in the book itself, as the cells of one hidden tab; no host is known here.

Every book keeps it in the same tab, so that it goes along when a workbook is uploaded to Google or
downloaded from it:

    | a sentence | Plan_Required | Plan_Schedule | ... |
    |            | 4×1           | 4×13          |     |
    |            | 1200          | 92.3          |     |
    |            | ...           | ...           |     |

A name's values follow one another row by row. Below them, and below as many blank cells, the same
number of cells may say what stood there before that was written. The blank ones keep the two apart
where of two syncs one did not know yet that a person had inserted lines.

People see the tab once they look for it, so whatever they did to it must be borne: what cannot be
understood is nothing remembered, and then everything that stands in an output counts as a person's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from funnel_addin import names
from funnel_addin.books.cells import MOST_CELLS
from funnel_addin.books.port import Cell, Grid

__all__ = [
    "FIRST_VALUE",
    "KEPT",
    "NOTE",
    "TITLE",
    "before",
    "column_cells",
    "columns",
    "foreign",
    "is_ours",
    "laid",
    "locked",
    "remembered",
    "value_row",
]

TITLE = "Funnel sync"
"""The tab's title."""

KNOWN_BY = "What a sync last wrote"
NOTE = (
    f"{KNOWN_BY} into each cell behind a name, and below it what stood there before. Leave this "
    "tab hidden and as it is: without it a sync cannot tell its own values from yours, and leaves "
    "all of them as they are."
)
"""What stands in the tab's first cell."""

FIRST_VALUE = 2
"""The row of a name's first value, counted from 0: its name and its shape stand above."""

_KEPT_FIRST = tuple(
    names.PREFIX + each
    for each in (
        "Required Required_Confident Basis Schedule Expected Pace Target Value Confidence Start "
        "End Stages Owners Rates Counts Weights Actuals Filled As_Of"
    ).split()
)
KEPT = (
    *_KEPT_FIRST,
    *(
        each.name
        for each in names.NAMES
        if each.role is names.Role.OUTPUT and each.name not in _KEPT_FIRST
    ),
    *(
        each.name + names.AT_FILL
        for each in names.NAMES
        if each.role is names.Role.INPUT and each.name + names.AT_FILL not in names.DEFINED
    ),
)
"""The names in the order of the columns that are kept for them: never to be changed at its front,
since people's workbooks have such a tab already."""

SHAPE = re.compile(r"\s*([0-9]{1,7})\s*[×xX*]\s*([0-9]{1,7})\s*")


def remembered(rows: Sequence[Sequence[Cell]]) -> dict[str, Grid]:
    """Read the tab: for each name of the contract, what was last put into its cells.

    Inputs are among them where an export fills them.

    Args:
        rows: the tab's cells from A1 on; rows may be short or missing.

    Returns:
        Grids in the shape that the name had then, None for a blank; nothing for what cannot be
        understood.

    >>> remembered(((NOTE, "Plan_Required"), (None, "2×1"), (None, 40.0), (None, 10.0)))
    {'Plan_Required': ((40.0,), (10.0,))}
    """
    found: dict[str, Grid] = {}
    for name, column in _headed(rows).items():
        shape = _shape(_at(rows, 1, column))
        if shape is None:
            continue
        found[name] = _grid(rows, FIRST_VALUE, column, shape)
    return found


def before(rows: Sequence[Sequence[Cell]]) -> dict[str, Grid]:
    """Read the tab: for each name, what stood in its cells before they were last put.

    Where a person inserted a line just then, the put did not reach all of it.

    Args:
        rows: the tab's cells from A1 on; rows may be short or missing.

    Returns:
        Grids in the shape that `remembered` gives; nothing of a name where nothing stands there.

    >>> tab = ((NOTE, "Plan_Target"), (None, "1×1"), (None, 40), (), (None, 20))
    >>> before(tab), before(tab[:3])
    ({'Plan_Target': ((20,),)}, {})
    """
    found: dict[str, Grid] = {}
    for name, column in _headed(rows).items():
        shape = _shape(_at(rows, 1, column))
        if shape is None:
            continue
        grid = _grid(rows, FIRST_VALUE + 2 * shape[0] * shape[1], column, shape)
        if any(cell is not None for line in grid for cell in line):
            found[name] = grid
    return found


def columns(rows: Sequence[Sequence[Cell]], wanted: Iterable[str]) -> dict[str, int]:
    """Say in which column of the tab each name stands, or is to stand; counted from 0.

    A new name takes the column that is kept for it, so that two who add names at once never take
    the same one; where somebody else's cells are in it, the next to the right of everything.

    >>> columns(((NOTE, "Plan_Required"),), ["Plan_Pace", "Plan_Required"])
    {'Plan_Pace': 6, 'Plan_Required': 1}
    """
    headed = _headed(rows)
    following = max([1 + len(KEPT), *(_used(row) for row in rows)])
    found: dict[str, int] = {}
    for name in wanted:
        column = headed.get(_canonical(name))
        if column is None:
            kept = _canonical(name) in KEPT
            column = 1 + KEPT.index(_canonical(name)) if kept else following
            if not kept or any(_at(rows, row, column) is not None for row in range(len(rows))):
                column, following = following, following + 1
        found[name] = column
    return found


def column_cells(name: str, grid: Grid, before: Grid = ()) -> tuple[Cell, ...]:
    """Give the cells of a name's column from the first row on: name, shape, values.

    Args:
        name: the name.
        grid: what is remembered of it.
        before: what stood there before, in the same shape; nothing where that is not told.

    >>> column_cells("Plan_Required", ((40.0,), (10.0,)))
    ('Plan_Required', '2×1', 40.0, 10.0)
    >>> column_cells("Plan_Required", ((40.0,), (10.0,)), ((20.0,), (5.0,)))
    ('Plan_Required', '2×1', 40.0, 10.0, None, None, 20.0, 5.0)
    """
    shape = f"{len(grid)}×{len(grid[0]) if grid else 0}"
    values = [cell for row in grid for cell in row]
    stood = [cell for row in before for cell in row]
    return (name, shape, *values, *([None] * len(values) if stood else ()), *stood)


def value_row(grid: Grid, row: int, column: int) -> int:
    """Say in which row of the tab one cell of a name is remembered; all counted from 0.

    >>> value_row(((40.0, 41.0), (10.0, 11.0)), 1, 0)
    4
    """
    return FIRST_VALUE + row * len(grid[0]) + column


def laid(memory: Mapping[str, Grid], rows: Sequence[Sequence[Cell]]) -> Grid:
    """Say what the tab is to hold from A1 on; a row is as long as it needs to be.

    Args:
        memory: what is remembered from now on, for each name that changes; no blank grid.
        rows: what the tab holds; empty where there is none yet.

    Returns:
        The names' columns anew, blank below their last value, and all other cells as they are.

    >>> for row in laid({"Plan_Required": ((40.0,), (10.0,))}, ((NOTE,),)):
    ...     print(row[1:])
    ('Plan_Required',)
    ('2×1',)
    (40.0,)
    (10.0,)
    """
    places = columns(rows, memory)
    anew = {places[name]: column_cells(name, grid) for name, grid in memory.items()}
    height = max([1, len(rows), *(len(cells) for cells in anew.values())])
    laid_rows: list[list[Cell]] = []
    for number in range(height):
        row = [
            _at(rows, number, at) for at in range(_used(rows[number]) if number < len(rows) else 0)
        ]
        for column, cells in anew.items():
            row += [None] * (column + 1 - len(row) if number < len(cells) else 0)
            if column < len(row):
                row[column] = _of(cells, number)
        laid_rows.append(row)
    laid_rows[0][:1] = [NOTE]
    return tuple(tuple(row) for row in laid_rows)


def is_ours(rows: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether a tab of that title was made by a sync; one that holds nothing may become so.

    >>> is_ours(((NOTE, "Plan_Required"),)), is_ours(()), is_ours((("My own notes",),))
    (True, True, False)
    """
    first = _at(rows, 0, 0)
    if isinstance(first, str):
        return first.startswith(KNOWN_BY)
    return first is None and (bool(_headed(rows)) or not any(_used(row) for row in rows))


def foreign(book: str) -> str:
    """Say that a tab of that title holds something else than what a sync remembers."""
    return (
        f"{book} cannot be synced: its tab “{TITLE}” holds something else than what a sync "
        "remembers; it is for the sync alone: give that tab another title"
    )


def locked(book: str) -> str:
    """Say that the tab cannot be added to a workbook whose structure is protected."""
    return (
        f"{book} cannot be synced: its structure is protected, so that the hidden tab “{TITLE}”, "
        "in which a sync remembers what it wrote, cannot be added; lift that protection "
        "(Review > Protect Workbook) for the first sync"
    )


def _headed(rows: Sequence[Sequence[Cell]]) -> dict[str, int]:
    """Find the names in the first row; of a name that stands there twice, the first counts."""
    found: dict[str, int] = {}
    for column, cell in enumerate(rows[0] if rows else ()):
        known = names.find(cell.strip()) if isinstance(cell, str) else None
        if column and known is not None:
            found.setdefault(known.name, column)
    return found


def _canonical(name: str) -> str:
    known = names.find(name)
    return known.name if known else name


def _shape(cell: Cell) -> tuple[int, int] | None:
    match = SHAPE.fullmatch(cell) if isinstance(cell, str) else None
    if match is None:
        return None
    height, width = int(match[1]), int(match[2])
    return (height, width) if 0 < height * width <= MOST_CELLS else None


def _grid(rows: Sequence[Sequence[Cell]], first: int, column: int, shape: tuple[int, int]) -> Grid:
    """Give the cells below one another from row `first` on as a grid; what is missing is blank."""
    height, width = shape
    last = min(len(rows), first + height * width)
    held = [_at(rows, row, column) for row in range(first, last)]
    held += [None] * (height * width - len(held))
    return tuple(tuple(held[row * width : (row + 1) * width]) for row in range(height))


def _used(row: Sequence[Cell]) -> int:
    """Give the number of columns up to the last cell that holds anything."""
    return max(
        (at + 1 for at, cell in enumerate(row) if cell is not None and cell != ""), default=0
    )


def _at(rows: Sequence[Sequence[Cell]], row: int, column: int) -> Cell:
    cell = _of(rows[row], column) if row < len(rows) else None
    return None if cell == "" else cell


def _of(cells: Sequence[Cell], at: int) -> Cell:
    return cells[at] if at < len(cells) else None
