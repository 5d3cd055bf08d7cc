"""The sheet Workings: constants, inputs made fit to use, and what the other sheets lean on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from templates.builder.describing import Block, Field, Grid, Lines, Sheet, Worked
from templates.builder.placing import first_row
from templates.builder.start import START_CHECKS
from templates.builder.styling import GREY
from templates.funnel_plan import words
from templates.funnel_plan.constants import CONSTANTS
from templates.funnel_plan.funnel_workings import (
    FUNNEL_LINES,
    bars_grid,
    basis_grid,
    problems_grid,
    stages_grid,
    steps_grid,
)
from templates.funnel_plan.goal_workings import CLEANED, LEVERS, WINS, ways_grid
from templates.funnel_plan.notes import NOTE_KEYS, NOTES
from templates.funnel_plan.schedule_workings import (
    SCHEDULE_LINES,
    months_grid,
    parts_grid,
    remainders_grid,
)

__all__ = ["CHECKS", "workings_sheet"]

CHECKS: tuple[Field, ...] = (
    START_CHECKS,
    Worked(
        key="checks_goal",
        label="Goal: things to put right",
        formula="+".join(words.checked(key) for key in (*NOTE_KEYS, "answer")),
    ),
    Worked(
        key="checks_funnel",
        label="Funnel: things to put right",
        formula='SUMPRODUCT(({check:}<>"")*1)',
    ),
    Worked(
        key="checks_schedule",
        label="Schedule: things to put right",
        formula=words.checked("schedule_status"),
    ),
)


Workings = Callable[[str], Sequence[Block]]
"""Gives the workings of a further sheet, from a cell on."""


def workings_sheet(checks: Sequence[Field], more: Sequence[Workings]) -> Sheet:
    """Describe the sheet.

    Args:
        checks: numbers of things to put right on further sheets.
        more: the workings of further sheets.
    """
    row = 5
    blocks: list[Block] = []

    def stand(*given: Block) -> None:
        nonlocal row
        blocks.extend(given)
        row = max(_last_row(each) for each in given) + 2

    def below(fields: Sequence[Field], heading: str) -> None:
        stand(Lines(at=f"B{row}", heading=heading, fields=tuple(fields), columns=3))

    stand(CONSTANTS)
    below((*CHECKS, *checks), "Checks: how many things are to be put right")
    below(CLEANED, "Goal: what was typed, where it can be used")
    below(WINS, "Goal: from the target to the wins, in whole units")
    below(LEVERS, "Goal: the four ways to more")
    stand(ways_grid(f"B{row}"))
    below(NOTES, "Goal: what stands beside each input")
    below(FUNNEL_LINES, "Funnel: the plan as a whole")
    stand(steps_grid(f"B{row}"))
    stand(stages_grid(f"B{row}"))
    stand(problems_grid(f"B{row}"))
    stand(bars_grid(f"B{row}"))
    stand(basis_grid(f"B{row}"))
    below(SCHEDULE_LINES, "Schedule: the term as a whole")
    stand(months_grid(f"B{row}"))
    stand(parts_grid(f"B{row}"))
    stand(remainders_grid(f"B{row}"))
    for each in more:
        stand(*each(f"B{row}"))
    return Sheet(
        title="Workings",
        purpose="What the other sheets lean on. There is nothing to type here.",
        widths={"A": 2, "B": 34, "C": 18, "D:O": 9},
        blocks=tuple(blocks),
        freeze="C5",
        first="B5",
        tab=GREY,
        pages=(1, 0),
    )


def _last_row(block: Block) -> int:
    """Give the last row that a block takes."""
    row = int(block.at.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    if isinstance(block, Lines):
        return row + bool(block.heading) + len(block.fields) - 1
    if isinstance(block, Grid):
        return first_row(block) + (block.down.size + bool(block.foot) if block.down else 0)
    return row
