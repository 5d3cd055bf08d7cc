"""The sheet Workings: constants, inputs made fit to use, and what the other sheets lean on."""

from __future__ import annotations

from collections.abc import Sequence

from templates.builder.describing import Block, Field, Lines, Sheet, Worked
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


def workings_sheet(checks: Sequence[Field], more: Sequence[Block]) -> Sheet:
    """Describe the sheet.

    Args:
        checks: numbers of things to put right on further sheets.
        more: further workings, which stand from row 400 on.
    """
    row = 5
    blocks: list[Block] = []

    def below(fields: Sequence[Field], heading: str) -> None:
        nonlocal row
        blocks.append(Lines(at=f"B{row}", heading=heading, fields=tuple(fields), columns=3))
        row += len(fields) + 2

    def table(block: Block, rows: int) -> None:
        nonlocal row
        blocks.append(block)
        row += rows + 1

    blocks.append(CONSTANTS)
    row += len(CONSTANTS.fields) + 2
    below((*CHECKS, *checks), "Checks: how many things are to be put right")
    below(CLEANED, "Goal: what was typed, where it can be used")
    below(WINS, "Goal: from the target to the wins, in whole units")
    below(LEVERS, "Goal: the four ways to more")
    table(ways_grid(f"B{row}"), 6)
    below(NOTES, "Goal: what stands beside each input")
    below(FUNNEL_LINES, "Funnel: the plan as a whole")
    table(steps_grid(f"B{row}"), 14)
    table(stages_grid(f"B{row}"), 16)
    table(problems_grid(f"B{row}"), 15)
    table(bars_grid(f"B{row}"), 15)
    table(basis_grid(f"B{row}"), 29)
    below(SCHEDULE_LINES, "Schedule: the term as a whole")
    table(months_grid(f"B{row}"), 10)
    table(parts_grid(f"B{row}"), 15)
    table(remainders_grid(f"B{row}"), 15)
    return Sheet(
        title="Workings",
        purpose="What the other sheets lean on. There is nothing to type here.",
        widths={"A": 2, "B": 34, "C": 13, "D:O": 9.3},
        blocks=(*blocks, *more),
        freeze="C5",
        first="B5",
        tab=GREY,
        pages=(1, 0),
    )
