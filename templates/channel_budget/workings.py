"""The sheet Workings: constants with their reasons, cleaned inputs, and what the sheets lean on."""

from __future__ import annotations

from templates.builder.describing import Grid, Lines, Sheet
from templates.builder.placing import stacked
from templates.builder.start import START_CHECKS
from templates.builder.styling import GREY
from templates.channel_budget.axes import CHANNELS, SCENARIOS, STAGES
from templates.channel_budget.checks import CHECKS
from templates.channel_budget.cleaning import CALLED, CLEANED, FLAGS, PLAN, SPLIT
from templates.channel_budget.constants import CONSTANTS
from templates.channel_budget.responding import (
    BUDGET_COPY,
    COPIES,
    RESPONSE_LINES,
    RESPONSES,
    SCENARIO_COPIES,
    SCENARIO_ROWS,
    SCENARIO_TABLES,
    WANTED,
)
from templates.channel_budget.stages import PER_CHANNEL, STAGE_ROWS, TABLES

__all__ = ["WORKINGS"]

UNPUT = (
    Lines(at="B5", heading="Things to put right", fields=(START_CHECKS, *CHECKS), until="L"),
    Lines(at="B5", heading="Constants", fields=CONSTANTS, until="L"),
    Lines(at="B5", heading="The plan", fields=PLAN, until="L"),
    Grid(at="B5", heading="Inputs once cleaned", down=CHANNELS, left=CLEANED),
    Grid(at="B5", heading="Names that stand twice", down=CHANNELS, left=CALLED),
    Grid(at="B5", heading="Inputs wrong, or changed since the fill", down=CHANNELS, left=FLAGS),
    Grid(at="B5", heading="The target split over channels", down=CHANNELS, left=SPLIT),
    Grid(at="B5", heading="Stages", down=STAGES, left=STAGE_ROWS),
    Grid(at="B5", heading="Rates per channel", across=CHANNELS, top=PER_CHANNEL, labels=1),
    *TABLES,
    Grid(at="B5", heading="What spends bring", down=CHANNELS, left=RESPONSES),
    Grid(at="B5", heading="The next amount, and what is wanted", down=CHANNELS, left=WANTED),
    Lines(at="B5", heading="The split and the scenarios", fields=RESPONSE_LINES, until="L"),
    Grid(at="B5", heading="Scenarios", across=SCENARIOS, top=SCENARIO_ROWS, labels=1),
    *SCENARIO_TABLES,
    Lines(at="B5", heading="Copies of the last fill", fields=(BUDGET_COPY,), until="L"),
    Grid(at="B5", heading="Responses at the last fill", down=CHANNELS, left=COPIES),
    Grid(
        at="B5",
        heading="Scenarios at the last fill",
        across=SCENARIOS,
        top=SCENARIO_COPIES,
        labels=1,
    ),
)

BLOCKS = stacked(5, UNPUT)

WORKINGS = Sheet(
    title="Workings",
    purpose="What the other sheets lean on: nothing to type here, but everything can be followed.",
    widths={"A": 2, "B": 32, "C:M": 11},
    blocks=BLOCKS,
    heights={
        int(block.at[1:]) + 1: 46 for block in BLOCKS if isinstance(block, Grid) and block.left
    },
    freeze="A4",
    pages=(1, 0),
    first="C6",
    tab=GREY,
)
