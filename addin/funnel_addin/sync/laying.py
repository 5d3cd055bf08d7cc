"""What becomes of the cells behind one name: set, left, or kept because they are a person's.

For each cell, D being what the plan says, S what stands there, M what a sync last put there:

- S is D: nothing to do. Taken over, it is put there again, so that it is remembered as ours.
- S is blank: D is put there.
- S is M: it is ours, and becomes D.
- else, and where a formula shows something other than D, it is a person's: kept, and told.
- What a formula shows may not be known: in a workbook file, or since its inputs are only being put.
  Then it is left alone, and told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from funnel_addin import plans
from funnel_addin.books.cells import blank, same
from funnel_addin.books.port import Cell, Grid, Place, Problem
from funnel_addin.books.sight import Change, Sight
from funnel_addin.sync.ownership import aligned, pushed
from funnel_core.errors import TemplateError

__all__ = ["CellKept", "CellWritten", "Found", "Seen", "lay"]


@dataclass(frozen=True, slots=True)
class CellWritten:
    """A cell that a sync sets: its name and address, what it held, and what it holds now."""

    name: str
    cell: str
    was: Cell
    value: Cell


@dataclass(frozen=True, slots=True)
class CellKept:
    """A cell that was left as a person made it, and what the plan says instead."""

    name: str
    cell: str
    value: Cell
    wanted: Cell
    formula: bool = False

    @property
    def why(self) -> str:
        """Say why it was kept."""
        what = "a formula" if self.formula else "a value"
        return f"holds {what} that the sync did not write"


@dataclass
class Found:
    """What is gathered name by name."""

    changes: dict[Change, CellWritten] = field(default_factory=dict)
    memory: dict[str, Grid] = field(default_factory=dict)
    kept: list[CellKept] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)
    outputs: int = 0


@dataclass(frozen=True)
class Seen:
    """What is decided from: what stands, what is taken over, earlier looks, what is barred.

    `recalculating`: inputs are put too, so that what formulas show now is past.
    """

    sight: Sight
    taken: Collection[str]
    earlier: Sequence[Sight]
    barred: Mapping[str, Problem]
    recalculating: bool = False

    def put(self, name: str, values: Grid) -> list[Grid]:
        """Give what was last put into each cell, as it is remembered now and was before.

        Lines inserted between a look and the put that followed were not known to it: it pushed
        what it did not write over to the end. That may have been another sync's put, to which
        nobody said so: what stood before it is remembered, too.
        """
        before = _before_it_moved(self.sight, name, self.earlier)
        remembered = [each.memory.get(name, ()) for each in (self.sight, *before)]
        return [
            *(aligned(each, values) for each in remembered),
            *(pushed(each, values) for each in (self.sight.before.get(name, ()), *remembered[1:])),
        ]


def lay(found: Found, sees: Seen, name: str, values: Grid, whole: bool = False) -> Grid | None:
    """Decide cell by cell about one name, by the rules above.

    Args:
        found: what was found so far; what is found here is added.
        sees: what is decided from.
        name: one of the book's names.
        values: what the plan, or an export, says.
        whole: nothing of it is set where anything of it is kept.

    Returns: what the name will hold, None where it stays as it is.
    """
    place = sees.barred.get(name) or sees.sight.found[name]
    if isinstance(place, Problem):
        found.problems.append(place)
        return None
    try:
        wanted = plans.fit(name, values, place)
    except TemplateError as error:
        found.problems.append(Problem(name, str(place), str(error)))
        return None
    laid = _laid(sees, name, wanted, place)
    found.kept.extend(laid.kept)
    if laid.unknown:
        found.unknown.add(name)
        found.notes.append(_not_compared(name, laid.unknown))
    shut = sees.sight.closed.get(name, {})
    locked = next((each for each in laid.changes if (each.row, each.column) in shut), None)
    if locked is not None:
        found.problems.append(_shut(name, place, locked, shut))
        return None
    if laid.kept and whole:
        # half an export between a person's own numbers would be a mixture of the two
        if laid.changes:
            found.notes.append(
                f"{name} was left whole as it is, since {laid.kept[0].cell} is a person's: "
                "nothing of the export was put there"
            )
        return None
    if laid.changes:
        found.changes.update(laid.changes)
        found.memory[name] = tuple(map(tuple, laid.memory))
    return tuple(map(tuple, laid.after))


@dataclass
class _Laid:
    """The cells of one name, decided: what they will hold, and what of it is remembered."""

    after: list[list[Cell]]
    memory: list[list[Cell]]
    changes: dict[Change, CellWritten] = field(default_factory=dict)
    kept: list[CellKept] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def _laid(sees: Seen, name: str, wanted: Grid, place: Place) -> _Laid:
    """Decide about each cell of a name."""
    stands, formulas = sees.sight.read(name).values, sees.sight.formulas_in(name)
    put = sees.put(name, stands)
    laid = _Laid([list(row) for row in stands], [list(row) for row in put[0]])
    for row, column in _cells(wanted):
        was, says, formula = stands[row][column], wanted[row][column], formulas[row][column]
        where = place.cell(row, column)
        before = [each[row][column] for each in put]
        does = _does(was, says, before, formula, name in sees.taken)
        if formula and does != SET and not same(was, says) and (sees.recalculating or was is None):
            laid.unknown.append(where)
        elif does == KEEP:
            laid.kept.append(CellKept(name, where, was, says, formula))
        elif does == SET:
            laid.changes[Change(name, row, column, says)] = CellWritten(name, where, was, says)
            laid.after[row][column] = laid.memory[row][column] = says
    return laid


def _not_compared(name: str, cells: Sequence[str]) -> str:
    more = f" and {len(cells) - 1} cells more" if cells[1:] else ""
    return (
        f"{name} ({cells[0]}{more}) holds a formula whose value is known only once the spreadsheet "
        "has worked it out anew: it was left alone; the next sync compares it"
    )


KEEP, SET, LEAVE = "keep", "set", "leave"


def _does(stands: Cell, says: Cell, put: Sequence[Cell], formula: bool, taken: bool) -> str:
    """Decide about one cell: what stands, what the plan says, what was put there, by turns."""
    if same(stands, says):
        # taken over, it is to be ours also when the plan changes; nothing need be done again
        claimed = taken and not formula and not blank(says) and not same(put[0], says)
        return SET if claimed else LEAVE
    if taken:
        return SET
    if formula:
        return KEEP
    ours = blank(stands) or any(not blank(each) and same(each, stands) for each in put)
    return SET if ours else KEEP


def _cells(grid: Grid) -> Iterator[tuple[int, int]]:
    for row, line in enumerate(grid):
        for column in range(len(line)):
            yield row, column


def _shut(name: str, place: Place, change: Change, shut: Mapping[tuple[int, int], str]) -> Problem:
    where = place.cell(change.row, change.column)
    why = shut[change.row, change.column]
    return Problem(
        name,
        where,
        f"'{name}' was not written: {where} {why}: open that cell, or let the name stand for "
        "cells that can be written",
    )


def _before_it_moved(sight: Sight, name: str, earlier: Sequence[Sight]) -> list[Sight]:
    """Give the earlier looks at which a name had another shape.

    Where it has not changed, what is remembered now is all that counts: a person may have typed an
    old value again.
    """
    now = sight.read(name).place
    return [
        each
        for each in earlier
        if (block := each.blocks.get(name)) is not None
        and (block.place.rows, block.place.columns) != (now.rows, now.columns)
    ]
