"""What a history says, laid into a book's inputs: never over what a person typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from funnel_addin.books.port import Grid, Place, Problem, as_column
from funnel_addin.books.sight import Sight
from funnel_addin.given import Given
from funnel_addin.learnt.held import texts_held
from funnel_addin.learnt.history import History
from funnel_addin.learnt.inputs import Beside, inputs_from
from funnel_addin.learnt.matching import Matched, matched
from funnel_addin.plans import BookProblems
from funnel_addin.sync.laying import Found, Seen, lay
from funnel_core.errors import CrmError

__all__ = ["LEARNT", "with_history"]

RATES = ("Plan_Counts", "Plan_Rates")
"""What the rates are taken from; the rest belongs to them."""

WHOLE = (
    "Plan_Stages",
    "Plan_Lags",
    "Plan_Volumes",
    "Plan_Channels",
    "Plan_Channel_Rates",
    "Plan_Shares",
)
"""Inputs of which nothing is put where anything is a person's."""

MODEST = ("Plan_Value", "Plan_As_Of")
"""Inputs that a person who types them means: they are not even told as kept."""

LEARNT = (*RATES, *WHOLE, *MODEST, "Plan_Actuals")
"""Inputs that a history fills."""


def with_history(found: Found, sees: Seen, given: Given, history: History) -> Sight:
    """Lay what a history says into its inputs; give the sight as it will be then.

    Where its counts cannot be written nothing else of it is: it all belongs to them.

    Raises:
        BookProblems: its stages are others than a person typed, or a step is left without a rate.
    """
    sight = sees.sight
    beside = Beside(names=frozenset({"Plan_As_Of"} if given.as_of is not None else ()))
    try:
        known = _matched(sees, history, given.stages)
        grids, notes = inputs_from(sight, known, beside, log=False)
    except CrmError as error:
        place = sight.found.get("Plan_Counts", sight.found.get("Plan_Stages", ""))
        raise BookProblems(
            sight.title, [Problem("Plan_Counts", str(place), str(error), error.code)]
        ) from None
    if "Plan_Counts" in sight.found:
        grids.pop("Plan_Rates", None)
    if "Plan_Log" in sight.found:
        notes.append("Plan_Log is left alone by a sync: 'funnel fill --from' adds to a log")
    found.notes.extend(notes)
    if known.stages == known.before:
        grids.pop("Plan_Stages", None)
    return _laid(found, sees, grids)


def _laid(found: Found, sees: Seen, grids: Mapping[str, Grid]) -> Sight:
    """Lay the rates first, and the rest where they could be laid."""
    sight = sees.sight
    for name in sorted(grids, key=lambda name: name not in RATES):
        if name not in sight.found:
            continue
        told = len(found.kept) + len(found.problems)
        if name in MODEST and _is_a_persons(sees, name, grids[name]):
            continue
        after = lay(found, sees, name, grids[name], whole=name in (*RATES, *WHOLE))
        if name in RATES and len(found.kept) + len(found.problems) > told:
            return sight
        if after is not None:
            sight = sight.with_values(name, after)
    return sight


def _matched(sees: Seen, history: History, named: Sequence[str] | None) -> Matched:
    """Match the stages; the history's take the place of others only where a sync put these.

    Raises:
        CrmError: a person named stages that are not the history's.
    """
    sight = sees.sight
    known = matched(history, texts_held(sight, "Plan_Stages"), named)
    if known.replaced and _is_a_persons(sees, "Plan_Stages", as_column(known.stages)):
        place = sight.found["Plan_Stages"]
        at = f" ({place})" if isinstance(place, Place) else ""
        raise CrmError(
            f"Plan_Stages{at} names {', '.join(known.before)}, the history "
            f"{', '.join(known.stages)}: name them alike, or empty Plan_Stages, or sync with "
            "--overwrite Plan_Stages"
        )
    return known


def _is_a_persons(sees: Seen, name: str, grid: Grid) -> bool:
    """Tell whether anything that a name would be given stands where a person typed."""
    trial = Found()
    lay(trial, sees, name, grid, whole=True)
    return bool(trial.kept)
