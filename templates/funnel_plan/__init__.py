"""The workbook funnel_plan: a goal, worked back stage by stage, scheduled, followed, agreed on."""

from __future__ import annotations

from templates.builder.describing import Workbook
from templates.builder.start import FILL
from templates.funnel_plan.agreement import AGREEMENT, AGREEMENT_CHECKS, agreement_workings
from templates.funnel_plan.axes import BASIS, MONTHS, PLACES, QUARTERS, STAGES, STEPS, WAYS
from templates.funnel_plan.funnel import FUNNEL
from templates.funnel_plan.goal import GOAL
from templates.funnel_plan.pace import FACTORS, PACE, PACE_CHECKS, pace_workings
from templates.funnel_plan.schedule import SCHEDULE
from templates.funnel_plan.start import START
from templates.funnel_plan.story import DAY, STORY
from templates.funnel_plan.workings import workings_sheet

__all__ = ["DAY", "STORY", "WORKBOOK"]

WORKBOOK = Workbook(
    name="funnel_plan",
    title="Funnel plan",
    line="From a goal to what marketing and sales must bring at every stage: by when, how sure, and"
    " where you stand.",
    sheets=(
        START,
        GOAL,
        FUNNEL,
        SCHEDULE,
        PACE,
        AGREEMENT,
        workings_sheet(
            checks=(PACE_CHECKS, AGREEMENT_CHECKS),
            more=(pace_workings, agreement_workings),
        ),
    ),
    axes=(STAGES, STEPS, MONTHS, PLACES, QUARTERS, WAYS, BASIS, FACTORS, FILL),
)
