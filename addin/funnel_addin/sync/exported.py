"""Counts and stages from an export: written like outputs, never over what a person typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from funnel_addin import names
from funnel_addin.books.cells import blank
from funnel_addin.books.port import Grid, Place, Problem, as_column
from funnel_addin.books.sight import Sight
from funnel_addin.given import Given, stages_named
from funnel_addin.plans import BookProblems
from funnel_addin.sync.laying import Found, Seen, lay
from funnel_addin.sync.learning import LEARNT, with_history

__all__ = ["GIVEN", "clashes", "with_given"]

AS_OF = "Plan_As_Of"

GIVEN = tuple(dict.fromkeys(("Plan_Counts", "Plan_Rates", "Plan_Stages", AS_OF, *LEARNT)))
"""Inputs that an export fills, and the day that is asked about."""


def clashes(sight: Sight) -> Iterator[Problem]:
    """Say where an input that an export fills has cells in common with another input.

    An output that has cells in common with it is not written itself.
    """
    for name in GIVEN:
        place = sight.found.get(name)
        for other, there in sight.found.items():
            known = names.find(other)
            if (
                known is not None
                and known.role is names.Role.INPUT
                and other != name
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


def with_given(found: Found, sees: Seen, given: Given) -> Sight:
    """Lay what an export says into its inputs; give the sight as it will be then.

    Counts that cannot be written are not half written: what stands counts, and the stages' names,
    which belong to the export's counts, are left alone with them.
    """
    sight = sees.sight
    learnt = given.history is not None
    counted = replace(given, stages=None) if learnt else given
    for name, values in _given_grids(sight, counted).items():
        told = len(found.kept) + len(found.problems)
        after = lay(found, sees, name, values, whole=True)
        if name in ("Plan_Counts", "Plan_Rates") and len(found.kept) + len(found.problems) > told:
            return sight
        if after is not None:
            sight = sight.with_values(name, after)
            if name == "Plan_Counts":
                _no_more_rates(sight, len(values))
    if given.history is not None:
        return with_history(found, replace(sees, sight=sight), given, given.history)
    return sight


def _given_grids(sight: Sight, given: Given) -> dict[str, Grid]:
    """Say which inputs an export fills, where the book has a name for them; the counts first."""
    grids: dict[str, Grid] = {}
    if given.as_of is not None and AS_OF in sight.found:
        grids[AS_OF] = ((given.as_of,),)
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
        grids["Plan_Stages"] = as_column(stages_named(given.stages, _stages_held(sight)))
    return grids


def _stages_held(sight: Sight) -> list[str]:
    """Give the names that the stages have, without the blanks below them."""
    block = sight.blocks.get("Plan_Stages")
    cells = [cell for row in block.values for cell in row] if block else []
    texts = ["" if blank(cell) else str(cell).strip() for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


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
