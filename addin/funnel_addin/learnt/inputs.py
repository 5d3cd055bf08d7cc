"""All that a history says to a workbook: its inputs, by their names, and what is told of them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from funnel_addin import plans
from funnel_addin.books.port import Book, Grid, as_column
from funnel_addin.files.periods import Periods
from funnel_addin.learnt.channels import channel_inputs
from funnel_addin.learnt.counted import actual_inputs, won_in_term
from funnel_addin.learnt.held import grid_held, is_defined
from funnel_addin.learnt.matching import Matched
from funnel_addin.learnt.outcomes import log_inputs
from funnel_addin.learnt.steps import lag_inputs, rate_inputs, volume_inputs
from funnel_addin.learnt.values import value_inputs
from funnel_core.pace import months_later

__all__ = ["Beside", "inputs_from", "replaced"]

TOLD = ("Plan_Stages", "Plan_Rates", "Plan_Log", "Plan_Result", "Plan_Channels")
"""Inputs of which it is said in other words when a history changes them."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What was given beside a history; it goes before what the history says.

    Args:
        start, end: the term.
        goal, grain: what Plan_Goal and Plan_Grain are going to say; "" where nobody says.
        channels: the channels' names.
        names: all inputs that were given.
    """

    start: datetime.date | None = None
    end: datetime.date | None = None
    goal: str = ""
    grain: str = ""
    channels: Sequence[str] | None = None
    names: frozenset[str] = field(default_factory=frozenset)


def inputs_from(
    book: Book, matched: Matched, beside: Beside, log: bool = True
) -> tuple[dict[str, Grid], list[str]]:
    """Give every input of a book that a history fills, and what a person should know of it.

    Args:
        book: a workbook, as it stands.
        matched: its stages and the history's.
        beside: what was given besides.
        log: lines may be added to its log.

    Raises:
        CrmError: the history leaves a step without a rate, or belongs to another workbook.
    """
    parts = plans.parts(book.places())
    grids: dict[str, Grid] = {}
    notes: list[str] = []
    if matched.replaced:
        old = ", ".join(filter(None, matched.before))
        notes.append(f"Plan_Stages takes {', '.join(matched.stages)} in the place of {old}")
    elif matched.taken_for:
        notes.append(f"of Plan_Stages, {matched.taken_for}")
    if matched.stages != matched.before and is_defined(book, "Plan_Stages"):
        grids["Plan_Stages"] = as_column(matched.stages)

    def take(found: tuple[Mapping[str, Grid], Sequence[str]]) -> None:
        fresh = {name: grid for name, grid in found[0].items() if name not in beside.names}
        grids.update(fresh)
        if fresh or not found[0]:
            notes.extend(found[1])

    if plans.PLAN in parts:
        take(rate_inputs(book, matched))
        if is_defined(book, "Plan_Lags"):
            take(lag_inputs(book, matched))
        if is_defined(book, "Plan_Actuals"):
            take(actual_inputs(book, matched, beside.start, beside.end))
        if is_defined(book, "Plan_Volumes"):
            won = won_in_term(book, matched, beside.start, beside.end)
            take(volume_inputs(book, matched, won))
            notes.extend(_gap(book, matched, beside))
    if is_defined(book, "Plan_Value") and "Plan_Value" not in beside.names:
        take(value_inputs(book, matched.history, beside.goal))
    if is_defined(book, "Plan_Channel_Rates"):
        take(channel_inputs(book, matched, beside.channels))
    if is_defined(book, "Plan_Log") and log:
        take(log_inputs(book, matched, beside.start, beside.grain, beside.channels))
    return grids, notes


def _gap(book: Book, matched: Matched, beside: Beside) -> list[str]:
    """Say where a term begins long after what the history has seen."""
    start, seen = Periods.of(book, beside.start, beside.end).start, matched.history.as_of
    if start is None or "Plan_Volumes" in beside.names or start <= months_later(seen, 1):
        return []
    return [
        f"the term begins on {start} and the history has seen records up to {seen} only: those "
        "that were open then are taken for open at the start of the term, though many will be won "
        "or lost by then; take a newer export, or an earlier --start"
    ]


def replaced(book: Book, inputs: Mapping[str, Grid]) -> list[str]:
    """Say where something else stood than what a history says."""
    names = []
    for name, grid in inputs.items():
        if name in TOLD:
            continue
        held = grid_held(book, name)
        if held and len(grid[0]) == 1 != len(held[0]):
            held = as_column(cell for row in held for cell in row)
        pairs = (
            (cell, now[column] if column < len(now) else None)
            for row, now in zip(held, grid, strict=False)
            for column, cell in enumerate(row)
        )
        if any(cell is not None and cell != other for cell, other in pairs):
            names.append(name)
    return (
        [f"{', '.join(names)} held other values: the history's took their place"] if names else []
    )
