"""The sheet Workings: everything the other sheets lean on, one block below the other."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from templates.builder.describing import Block, Grid, Lines, Sheet
from templates.builder.placing import first_row
from templates.marketing_system import calendar_workings as calendar
from templates.marketing_system import checks_workings as checks
from templates.marketing_system import entries_workings as entries
from templates.marketing_system import fill_workings as fills
from templates.marketing_system import goal_workings as goal
from templates.marketing_system import sums_workings as sums
from templates.marketing_system.constants import CONSTANTS

__all__ = ["WORKINGS_SHEET"]

FIRST = 5


def _rows(block: Block) -> int:
    if isinstance(block, Lines):
        return bool(block.heading) + len(block.fields)
    assert isinstance(block, Grid)
    top = dataclasses.replace(block, at="B1")
    return first_row(top) + (block.down.size if block.down else 0)


def _stacked(blocks: Sequence[Lines | Grid]) -> Iterator[Block]:
    row = FIRST
    for block in blocks:
        yield dataclasses.replace(block, at=f"B{row}")
        row += _rows(block) + 1


BLOCKS = (
    CONSTANTS,
    checks.CHECKS,
    calendar.CALENDAR,
    goal.GOAL_SO_FAR,
    checks.SAID,
    sums.TOTALS,
    calendar.PERIOD_TABLE,
    calendar.STAGE_TABLE,
    calendar.STEP_TABLE,
    *calendar.NAMES,
    sums.STAGE_SUMS,
    sums.ACTIVITY_SUMS,
    sums.CHANNEL_SUMS,
    *sums.BARS,
    *fills.FILLS,
    fills.EXPERIMENT_TABLE,
    sums.KPI_PLACES,
    entries.FAULT_TABLE,
    entries.ENTRY_TABLE,
)

STACKED = tuple(_stacked(BLOCKS))


def _heights() -> Iterator[tuple[int, int]]:
    """Give the rows of headings of several words, which need two lines."""
    for block in STACKED:
        if isinstance(block, Grid) and len(block.left) > 1:
            yield first_row(block), 48


WORKINGS_SHEET = Sheet(
    title="Workings",
    purpose="What the other sheets lean on; nothing is typed here. The dashed cells are written by"
    " funnel fill.",
    widths={"A": 2, "B": 34, "C:O": 9},
    heights=dict(_heights()),
    blocks=STACKED,
    freeze="A5",
    repeat=(2, 2),
    pages=(1, 0),
    portrait=True,
    first="B5",
    tab="#8A94A0",
)
