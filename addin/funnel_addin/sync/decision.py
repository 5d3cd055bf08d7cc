"""What a sync would do: from one sight of a book, which cells change and which are a person's.

Pure: nothing here reads, writes or waits. What becomes of each cell is said in `laying`.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from funnel_addin import names, plans
from funnel_addin.books.port import Grid, Problem
from funnel_addin.books.sight import Change, Sight
from funnel_addin.given import Given
from funnel_addin.plans import BookProblems, NamedPlan
from funnel_addin.sync.exported import GIVEN, clashes, with_given
from funnel_addin.sync.laying import CellKept, CellWritten, Found, Seen, lay
from funnel_core.errors import FunnelError, SheetError

__all__ = ["CellKept", "CellWritten", "Decision", "decide"]


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
    sees = Seen(sight, _known(overwrite), tuple(earlier), _barred(sight, refused or {}))
    found = Found()
    inputs = sight if plan else with_given(found, sees, given)
    plan, results = _results(found, inputs, as_of, plan)
    # what a formula shows follows from the inputs as they stand, not from what is put into them
    sees = replace(sees, recalculating=bool(found.changes))
    for name, values in results.items():
        before = len(found.problems)
        if name != BASIS or not values or _all_there(found, CONFIDENT, results):
            lay(found, sees, name, values)
        found.outputs += len(found.problems) == before
    if not found.outputs:
        raise BookProblems(sight.title, found.problems)
    notes = [
        *found.notes,
        *plans.unfilled(results),
        *_vanished(sight),
        *plans.advice(plan, as_of),
    ]
    return Decision(
        plan,
        found.changes,
        found.memory,
        tuple(found.kept),
        tuple(found.problems),
        tuple(notes),
        found.outputs,
    )


CONFIDENT, BASIS = "Plan_Required_Confident", "Plan_Basis"


def _all_there(found: Found, name: str, results: Mapping[str, Grid]) -> bool:
    """Tell whether an output will hold just what the plan says.

    Plan_Basis tells a workbook what its confident volumes follow from: beside others than those it
    would call them up to date.
    """
    left = {each.name for each in found.kept} | {each.name for each in found.problems}
    return name in results and name not in left | found.unknown


def _vanished(sight: Sight) -> Iterator[str]:
    """Say which names were written before and are defined no more."""
    for name in sight.memory:
        if name not in sight.found:
            yield (
                f"{name} was written before, and is not defined any more: define it again if it "
                "was deleted by mistake"
            )


def _barred(sight: Sight, refused: Mapping[str, str]) -> dict[str, Problem]:
    """Say which names are not to be written whatever they hold: they clash, or were refused."""
    both = [*plans.overlaps(sight.places(), each=True), *clashes(sight)]
    return {
        **{problem.name: problem for problem in reversed(both)},
        **{
            name: Problem(name, str(sight.found.get(name, "")), f"'{name}' {why}")
            for name, why in refused.items()
        },
    }


def _results(
    found: Found, sight: Sight, as_of: datetime.date, plan: NamedPlan | None
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
