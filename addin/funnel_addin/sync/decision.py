"""What a sync would do: from one sight of a book, which cells change and which are a person's.

Pure: nothing here reads, writes or waits. For each cell of an output, D being what the plan says,
S what stands there, M what a sync last put there:

- S is D: nothing to do. Taken over, it is put there again, so that it is remembered as ours.
- S is blank: D is put there.
- S is M: it is ours, and becomes D.
- else, and where a formula shows something other than D, it is a person's: kept, and told.
- What a formula shows may not be known, in a workbook file: then it is left alone.
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
from funnel_addin.sync.ownership import aligned, blank, pushed, same
from funnel_core.errors import FunnelError, SheetError, TemplateError

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
    plan: NamedPlan | None = None,
) -> Decision:
    """Decide what a sync does about what a book holds.

    Args:
        sight: the book at one moment.
        given: counts and stages from an export, which are written like outputs: never over what
            a person typed. Where they cannot be written that is told, and what stands in the book
            counts.
        as_of: the day that `Plan_Expected` and `Plan_Pace` are worked out for.
        overwrite: names whose cells are taken over, whoever filled them.
        earlier: earlier looks of the same sync, with what was remembered then and what was to be
            remembered from then on: it may have moved since.
        refused: names that the book would not let be written, and why.
        plan: an earlier look's plan, where a put of it that went astray is to be mended although
            the inputs have become wrong.

    Raises:
        BookProblems: every input that is wrong, with its cell; or every output, where none can be
            written or the book defines none.
        SheetError: an unknown name to take over.
    """
    sees = _Sees(sight, _known(overwrite), tuple(earlier), _barred(sight, refused or {}))
    found = _Found()
    inputs = sight if plan else _with_given(found, sees, given)
    plan, results = _results(found, inputs, as_of, plan)
    for name, values in results.items():
        before = len(found.problems)
        _lay(found, sees, name, values)
        found.outputs += len(found.problems) == before
    if not found.outputs:
        raise BookProblems(sight.title, found.problems)
    return Decision(
        plan,
        found.changes,
        found.memory,
        tuple(found.kept),
        tuple(found.problems),
        tuple(plans.advice(plan, as_of)),
        found.outputs,
    )


def _barred(sight: Sight, refused: Mapping[str, str]) -> dict[str, Problem]:
    """Say which names are not to be written whatever they hold: they clash, or were refused."""
    clashes = [*plans.overlaps(sight.places()), *_given_clashes(sight)]
    return {
        **{problem.name: problem for problem in reversed(clashes)},
        **{
            name: Problem(name, str(sight.found.get(name, "")), f"'{name}' {why}")
            for name, why in refused.items()
        },
    }


def _results(
    found: _Found, sight: Sight, as_of: datetime.date, plan: NamedPlan | None
) -> tuple[NamedPlan, dict[str, Grid]]:
    """Read the plan, and work out those of its outputs that the book has a name for."""
    try:
        plan = plan or plans.read_plan(sight)
        results = plans.outputs(plan, as_of)
    except BookProblems as error:
        told = {problem.sentence for problem in error.problems}
        first = [problem for problem in found.problems if problem.sentence not in told]
        raise BookProblems(sight.title, [*first, *error.problems]) from None
    except FunnelError as error:
        whole = Problem("Plan_Target", str(sight.found["Plan_Target"]), str(error), error.code)
        raise BookProblems(sight.title, [*found.problems, whole]) from None
    results = {name: values for name, values in results.items() if name in sight.found}
    if not results:
        none = (
            "the book defines no output: define at least Plan_Required, as "
            f"{names.Shape.STAGES.value}"
        )
        raise BookProblems(sight.title, [*found.problems, Problem("Plan_Required", "", none)])
    return plan, results


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


def _given_clashes(sight: Sight) -> Iterator[Problem]:
    """Say where an input that an export fills has cells in common with another name."""
    for name in GIVEN:
        place = sight.found.get(name)
        for other, there in sight.found.items():
            if (
                other != name
                and names.find(other)
                and isinstance(place, Place)
                and isinstance(there, Place)
                and place.meets(there)
            ):
                yield Problem(
                    name,
                    str(place),
                    f"'{name}' ({place}) is filled from the export, but '{other}' ({there}) has "
                    "cells among it: let the two names stand for different cells",
                )


def _with_given(found: _Found, sees: _Sees, given: Given) -> Sight:
    """Lay what an export says into its inputs; give the sight as it will be then.

    Counts that cannot be written are not half written: what stands counts, and the stages' names,
    which belong to the export's counts, are left alone with them.
    """
    sight = sees.sight
    for name, values in _given_grids(sight, given).items():
        told = len(found.kept) + len(found.problems)
        after = _lay(found, sees, name, values)
        if name != "Plan_Stages" and len(found.kept) + len(found.problems) > told:
            return sight
        if after is not None:
            sight = sight.with_values(name, after)
            if name == "Plan_Counts":
                _no_more_rates(sight, len(values))
    return sight


def _given_grids(sight: Sight, given: Given) -> dict[str, Grid]:
    """Say which inputs an export fills, where the book has a name for them; the counts first."""
    grids: dict[str, Grid] = {}
    if given.counts is not None:
        if "Plan_Counts" in sight.found:
            grids["Plan_Counts"] = given.counts
        elif "Plan_Rates" in sight.found:
            grids["Plan_Rates"] = tuple(
                (entered and advanced / entered,) for entered, advanced in given.counts
            )
        else:
            sentence = (
                "there is no place for what the export says: define Plan_Counts, as "
                f"{names.Shape.COUNTS.value}"
            )
            raise BookProblems(sight.title, [Problem("Plan_Counts", "", sentence)])
    if given.stages is not None and "Plan_Stages" in sight.found:
        grids["Plan_Stages"] = tuple((name,) for name in given.stages)
    return grids


def _no_more_rates(sight: Sight, steps: int) -> None:
    """Refuse rates typed for steps that the export does not have: they would lengthen it."""
    block = sight.blocks.get("Plan_Rates")
    if block is None:
        return
    width = block.place.columns
    for at, cell in enumerate(cell for row in block.values for cell in row):
        if at >= steps and not blank(cell):
            where = block.place.cell(*divmod(at, width))
            sentence = (
                f"'Plan_Rates' ({where}) must be blank after step {steps}, the export's last: "
                "empty it, or give an export with that step"
            )
            raise BookProblems(sight.title, [Problem("Plan_Rates", where, sentence)])


@dataclass(frozen=True)
class _Sees:
    """What is decided from: what stands, what is taken over, earlier looks, what is barred."""

    sight: Sight
    taken: Collection[str]
    earlier: Sequence[Sight]
    barred: Mapping[str, Problem]

    def put(self, name: str, values: Grid) -> list[Grid]:
        """Give what was last put into each cell, as it is remembered now and was before.

        Lines inserted between a look and the put that followed were not known to it: it pushed
        what it did not write over to the end.
        """
        before = _before_it_moved(self.sight, name, self.earlier)
        remembered = [each.memory.get(name, ()) for each in (self.sight, *before)]
        return [
            *(aligned(each, values) for each in remembered),
            *(pushed(each, values) for each in remembered[1:]),
        ]


def _lay(found: _Found, sees: _Sees, name: str, values: Grid) -> Grid | None:
    """Decide cell by cell about one name; give what it will hold, None where it stays."""
    place = sees.barred.get(name) or sees.sight.found[name]
    if isinstance(place, Problem):
        found.problems.append(place)
        return None
    try:
        wanted = plans.fit(name, values, place)
    except TemplateError as error:
        found.problems.append(Problem(name, str(place), str(error)))
        return None
    stands, formulas = sees.sight.read(name).values, sees.sight.formulas_in(name)
    put = sees.put(name, stands)
    after, memory = [list(row) for row in stands], [list(row) for row in put[0]]
    kept: list[CellKept] = []
    changes: dict[Change, CellWritten] = {}
    for row, column in _cells(wanted):
        was, says = stands[row][column], wanted[row][column]
        does = _does(
            was,
            says,
            [each[row][column] for each in put],
            formulas[row][column],
            name in sees.taken,
        )
        cell = place.cell(row, column)
        if does == KEEP:
            kept.append(CellKept(name, cell, was, says, formulas[row][column]))
        elif does == SET:
            changes[Change(name, row, column, says)] = CellWritten(name, cell, was, says)
            after[row][column] = memory[row][column] = says
    found.kept.extend(kept)
    shut = sees.sight.closed.get(name, {})
    locked = next((each for each in changes if (each.row, each.column) in shut), None)
    if locked is not None:
        found.problems.append(_shut(name, place, locked, shut))
        return None
    if kept and name in GIVEN:
        # half an export between a person's own numbers would be a mixture of the two
        return None
    if changes:
        found.changes.update(changes)
        found.memory[name] = tuple(map(tuple, memory))
    return tuple(map(tuple, after))


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
        # a workbook file may hold a formula whose value nobody has worked out yet
        return LEAVE if stands is None else KEEP
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
