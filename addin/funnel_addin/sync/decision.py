"""What a sync would do: from one sight of a book, which cells change and which are a person's.

Pure: nothing here reads, writes or waits. For each cell of an output, D being what the plan says,
S what stands there, M what a sync last put there:

- S is D: nothing to do.
- S is blank: D is put there.
- S is M: it is ours, and becomes D.
- else, and where a formula shows something other than D, it is a person's: kept, and told.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from funnel_addin import names, plans
from funnel_addin.books.port import Cell, Grid, Place, Problem
from funnel_addin.books.sight import Change, Sight
from funnel_addin.given import Given
from funnel_addin.plans import BookProblems, NamedPlan
from funnel_addin.sync.ownership import aligned, blank, same
from funnel_core.errors import SheetError, TemplateError

__all__ = ["CellKept", "CellWritten", "Decision", "decide"]


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


@dataclass(frozen=True)
class Decision:
    """What follows from one sight.

    Args:
        plan: what the inputs say.
        changes: the cells to set, with what they held.
        memory: for each name that changes, all that is remembered from then on.
        kept: the cells that are a person's.
        problems: the outputs that cannot be written, whole names at a time.
        notes: what a person should know besides.
        outputs: how many of the book's outputs can be written.
    """

    plan: NamedPlan
    changes: Mapping[Change, CellWritten]
    memory: Mapping[str, Grid]
    kept: tuple[CellKept, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    outputs: int


@dataclass
class _Found:
    """What is gathered name by name."""

    changes: dict[Change, CellWritten] = field(default_factory=dict)
    memory: dict[str, Grid] = field(default_factory=dict)
    kept: list[CellKept] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    outputs: int = 0


def decide(
    sight: Sight,
    given: Given,
    as_of: datetime.date,
    overwrite: Collection[str] = (),
    earlier: Sequence[Sight] = (),
    refused: Mapping[str, str] | None = None,
) -> Decision:
    """Decide what a sync does about what a book holds.

    Args:
        sight: the book at one moment.
        given: counts and stages from an export, which are written like outputs: never over what
            a person typed. Where they cannot be written, what stands in the book counts.
        as_of: the day that `Plan_Expected` and `Plan_Pace` are worked out for.
        overwrite: names whose cells are taken over, whoever filled them.
        earlier: earlier looks of the same sync: what was remembered then may have moved since.
        refused: names that the book would not let be written, and why.

    Raises:
        BookProblems: every input that is wrong, with its cell; or every output, where none can be
            written.
        SheetError: the book defines no output; an unknown name to take over.
    """
    taken = _known(overwrite)
    found = _Found()
    clashes = plans.overlaps(sight.places())
    barred = {
        **{problem.name: problem for problem in reversed(clashes)},
        **{
            name: Problem(name, str(sight.found.get(name, "")), f"'{name}' {why}")
            for name, why in (refused or {}).items()
        },
    }
    for name, values in _given_grids(sight, given).items():
        if name not in barred:
            sight = _lay(found, sight, name, values, taken, earlier)
    if found.problems:
        raise BookProblems(sight.title, found.problems)
    plan = plans.read_plan(sight)
    results = {
        name: values for name, values in plans.outputs(plan, as_of).items() if name in sight.found
    }
    if not results:
        raise SheetError(
            f"{sight.title} defines no output: define at least Plan_Required, as "
            f"{names.Shape.STAGES.value}"
        )
    for name, values in results.items():
        problem = barred.get(name)
        if problem is not None:
            found.problems.append(problem)
            continue
        before = len(found.problems)
        _lay(found, sight, name, values, taken, earlier)
        found.outputs += len(found.problems) == before
    if not found.outputs:
        raise BookProblems(sight.title, found.problems)
    notes = tuple(plans.advice(plan, as_of))
    return Decision(
        plan,
        found.changes,
        found.memory,
        tuple(found.kept),
        tuple(found.problems),
        notes,
        found.outputs,
    )


def _known(overwrite: Collection[str]) -> frozenset[str]:
    """Give the names to take over as the contract spells them."""
    taken = set()
    for name in overwrite:
        known = names.find(name)
        written = [each.name for each in names.NAMES if each.role is names.Role.OUTPUT]
        if known is None or known.name not in (*written, *GIVEN):
            raise SheetError(
                f"'{name}' is no name that a sync writes, so it cannot be taken over; those are "
                f"{', '.join(written)}, and with an export {', '.join(GIVEN)}"
            )
        taken.add(known.name)
    return frozenset(taken)


GIVEN = ("Plan_Counts", "Plan_Rates", "Plan_Stages")
"""Inputs that an export fills."""


def _given_grids(sight: Sight, given: Given) -> dict[str, Grid]:
    """Say which inputs an export fills, where the book has a name for them."""
    grids: dict[str, Grid] = {}
    if given.stages is not None and "Plan_Stages" in sight.found:
        grids["Plan_Stages"] = tuple((name,) for name in given.stages)
    if given.counts is not None:
        if "Plan_Counts" in sight.found:
            grids["Plan_Counts"] = given.counts
        elif "Plan_Rates" in sight.found:
            grids["Plan_Rates"] = tuple(
                (entered and advanced / entered,) for entered, advanced in given.counts
            )
        else:
            raise SheetError(
                f"{sight.title} has no place for what the export says: define Plan_Counts, as "
                f"{names.Shape.COUNTS.value}"
            )
    return grids


def _lay(
    found: _Found,
    sight: Sight,
    name: str,
    values: Grid,
    taken: Collection[str],
    earlier: Sequence[Sight],
) -> Sight:
    """Decide cell by cell about one name; give the sight with what the name will hold."""
    place = sight.found[name]
    if isinstance(place, Problem):
        found.problems.append(place)
        return sight
    try:
        wanted = plans.fit(name, values, place)
    except TemplateError as error:
        found.problems.append(Problem(name, str(place), str(error)))
        return sight
    block = sight.read(name)
    formulas = sight.formulas_in(name)
    known = [
        aligned(each.memory.get(name, ()), block.values)
        for each in (sight, *_before_it_moved(sight, name, earlier))
    ]
    after = [list(row) for row in block.values]
    memory = [list(row) for row in known[0]]
    kept: list[CellKept] = []
    changes: dict[Change, CellWritten] = {}
    for row, column in _cells(wanted):
        stands, says = block.values[row][column], wanted[row][column]
        if same(stands, says):
            continue
        cell = place.cell(row, column)
        formula = formulas[row][column]
        put = [each[row][column] for each in known]
        ours = blank(stands) or any(not blank(each) and same(each, stands) for each in put)
        if name in taken or (ours and not formula):
            changes[Change(name, row, column, says)] = CellWritten(name, cell, stands, says)
            after[row][column] = memory[row][column] = says
        else:
            kept.append(CellKept(name, cell, stands, says, formula))
    shut = sight.closed.get(name, {})
    barred = [change for change in changes if (change.row, change.column) in shut]
    if barred:
        found.problems.append(_shut(name, place, barred[0], shut))
        return sight
    known_name = names.find(name)
    if kept and known_name is not None and known_name.role is names.Role.INPUT:
        # half an export between a person's own numbers would be a mixture of the two
        found.kept.extend(kept)
        return sight
    found.kept.extend(kept)
    if changes:
        found.changes.update(changes)
        found.memory[name] = tuple(tuple(row) for row in memory)
    return sight.with_values(name, tuple(tuple(row) for row in after))


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
    """Give the earlier looks at which a name had another shape, or more was remembered of it.

    Where neither changed, what is remembered now is all that counts: a person may have typed an
    old value again.
    """
    now = sight.read(name).place
    return [
        each
        for each in earlier
        if (block := each.blocks.get(name)) is not None
        and (
            (block.place.rows, block.place.columns) != (now.rows, now.columns)
            or (name in each.memory and name not in sight.memory)
        )
    ]
