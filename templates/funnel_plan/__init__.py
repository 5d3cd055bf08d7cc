"""The workbook funnel_plan: a goal, worked back stage by stage, scheduled, followed, agreed on."""

from __future__ import annotations

from templates.builder.describing import Workbook
from templates.builder.start import FILL, Listed, start_sheet
from templates.funnel_plan.axes import BASIS, MONTHS, PLACES, QUARTERS, STAGES, STEPS, WAYS
from templates.funnel_plan.funnel import FUNNEL
from templates.funnel_plan.goal import GOAL
from templates.funnel_plan.schedule import SCHEDULE
from templates.funnel_plan.workings import workings_sheet

__all__ = ["WORKBOOK"]

START = start_sheet(
    title="Funnel plan",
    line="x",
    steps=("a",),
    listed=(Listed("Goal", "g", "checks_goal"),),
    reads="",
)

WORKBOOK = Workbook(
    name="funnel_plan",
    title="Funnel plan",
    line="From a goal to what marketing and sales must bring at every stage: by when, how sure, and"
    " where you stand.",
    sheets=(START, GOAL, FUNNEL, SCHEDULE, workings_sheet((), (), ())),
    axes=(STAGES, STEPS, MONTHS, PLACES, QUARTERS, WAYS, BASIS, FILL),
)
