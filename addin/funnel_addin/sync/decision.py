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
from funnel_addin.plans import Answers, BookProblems, NamedPlan
from funnel_addin.sync.exported import GIVEN, clashes, with_given
from funnel_addin.sync.laying import CellKept, CellWritten, Found, Seen, lay
from funnel_addin.sync.recalled import recalled
from funnel_core.errors import FunnelError, SheetError

__all__ = ["SOURCE", "CellKept", "CellWritten", "Decision", "decide"]

SOURCE = plans.BY_SYNC
"""What Plan_Filled says filled a book, unless somebody says otherwise."""

LEAST = {plans.PLAN: "Plan_Required", plans.BUDGET: "Plan_Allocation", plans.SYSTEM: "Plan_Trends"}
"""An output of each part, for a book that has none."""


@dataclass(frozen=True)
class Decision:
    """What follows from one sight.

    Args:
        answers: what the inputs say, and what follows.
        changes: the cells to set, with what they held.
        memory: for each name that changes, all that is remembered from then on.
        kept: the cells that are a person's.
        problems: the outputs that cannot be written, whole names at a time.
        notes: what a person should know besides.
        outputs: how many of the book's outputs can be written.
    """

    answers: Answers
    changes: Mapping[Change, CellWritten]
    memory: Mapping[str, Grid]
    kept: tuple[CellKept, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    outputs: int

    @property
    def plan(self) -> NamedPlan | None:
        """Give what the inputs say of a plan; None where the book is for something else."""
        return self.answers.plan


def decide(
    sight: Sight,
    given: Given,
    today: datetime.date,
    overwrite: Collection[str] = (),
    earlier: Sequence[Sight] = (),
    refused: Mapping[str, str] | None = None,
    answers: Answers | None = None,
    source: str = SOURCE,
) -> Decision:
    """Decide what a sync does about what a book holds.

    Args:
        sight: the book at one moment.
        given: counts and stages from an export, and the day that is asked about, which are written
            like outputs: never over what a person typed. Where they cannot be written that is
            told, and what stands in the book counts; but for the day, which is asked about anyway.
        today: the day it is: the pace is worked out for it where nobody asks about another day.
        overwrite: names whose cells are taken over, whoever filled them.
        earlier: earlier looks of the same sync, with what was remembered then and what was to be
            remembered from then on: it may have moved since.
        refused: names that the book would not let be written, and why.
        answers: an earlier look's, where a put of them that went astray is to be mended although
            the inputs have become wrong.
        source: what Plan_Filled is to say.

    Raises:
        BookProblems: every input that is wrong, with its cell; or every output, where none can be
            written or the book defines none.
        SheetError: an unknown name to take over.
    """
    sight = replace(sight, memory={**recalled(sight), **sight.memory})
    sees = Seen(sight, _known(overwrite), tuple(earlier), _barred(sight, refused or {}))
    found = Found()
    inputs = sight if answers else with_given(found, sees, given)
    answers, results = _results(found, inputs, today, given.as_of, answers)
    # what a formula shows follows from the inputs as they stand, not from what is put into them
    sees = replace(sees, recalculating=bool(found.changes))
    _lay_outputs(found, sees, results)
    if not found.outputs:
        raise BookProblems(sight.title, found.problems)
    if plans.FILLED in sight.found and (found.changes or plans.FILLED in sees.barred):
        lay(found, _stamping(sees), plans.FILLED, plans.stamp(today, source))
    notes = [
        *found.notes,
        *(told for name, told in answers.blank.items() if name in results),
        *_vanished(sight),
        *answers.notes,
    ]
    return Decision(
        answers,
        found.changes,
        found.memory,
        tuple(found.kept),
        tuple(found.problems),
        tuple(notes),
        found.outputs,
    )


def _stamping(sees: Seen) -> Seen:
    """Take the stamp over that a fill of the file left, which remembers nothing."""
    block = sees.sight.blocks.get(plans.FILLED)
    if block is None or any(any(row) for row in sees.sight.formulas_in(plans.FILLED)):
        return sees
    stands = [cell for row in block.values for cell in row]
    if not plans.is_stamp(stands):
        return sees
    return replace(sees, taken={*sees.taken, plans.FILLED})


def _lay_outputs(found: Found, sees: Seen, results: Mapping[str, Grid]) -> None:
    """Decide about each output; last about those that hold the inputs that others follow from.

    These tell a workbook what an output follows from: beside another than the plan's they would
    call it up to date, so they are left alone while it is a person's.
    """
    follow = {name: plans.belongs_to(name) for name in results}
    for name in sorted(results, key=lambda each: bool(follow[each])):
        before = len(found.problems)
        alone = not follow[name] or (name == BASIS and not results[name])
        if alone or _all_there(found, follow[name], results):
            lay(found, sees, name, results[name])
        found.outputs += len(found.problems) == before


BASIS = "Plan_Basis"


def _all_there(found: Found, outputs: Sequence[str], results: Mapping[str, Grid]) -> bool:
    """Tell whether those outputs that the book has will hold just what the plan says."""
    left = {each.name for each in found.kept} | {each.name for each in found.problems}
    here = [name for name in outputs if name in results]
    return bool(here) and not any(name in left | found.unknown for name in here)


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
    found: Found,
    sight: Sight,
    today: datetime.date,
    typed: datetime.date | None,
    answers: Answers | None,
) -> tuple[Answers, dict[str, Grid]]:
    """Read the inputs, and work out those outputs that the book has a name for."""
    try:
        answers = answers or plans.answer(sight, today, typed)
    except BookProblems as error:
        told = {problem.sentence for problem in error.problems}
        first = [problem for problem in found.problems if problem.sentence not in told]
        raise BookProblems(sight.title, [*first, *error.problems]) from None
    except FunnelError as error:
        where = str(sight.found.get("Plan_Target", ""))
        whole = Problem("Plan_Target", where, str(error), error.code)
        raise BookProblems(sight.title, [*found.problems, whole]) from None
    results = {name: grid for name, grid in answers.outputs.items() if name in sight.found}
    if not results:
        least = names.find(LEAST[answers.parts[0]])
        assert least is not None
        none = f"the book defines no output: define at least {least.name}, as {least.shape.value}"
        raise BookProblems(sight.title, [*found.problems, Problem(least.name, "", none)])
    return answers, results


def _known(overwrite: Collection[str]) -> frozenset[str]:
    """Give the names to take over as the contract spells them."""
    taken = set()
    for name in overwrite:
        known = names.find(name)
        written = [each.name for each in names.NAMES if each.role is names.Role.OUTPUT]
        if known is None or (known.role is names.Role.INPUT and known.name not in GIVEN):
            raise SheetError(
                f"'{name}' is no name that a sync writes, so it cannot be taken over; those are "
                f"{', '.join(written)}, and with an export {', '.join(GIVEN)}"
            )
        taken.add(known.name)
    return frozenset(taken)
