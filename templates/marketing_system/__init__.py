"""The workbook marketing_system: activities, expenses and outcomes, and what they teach."""

from __future__ import annotations

from templates.builder.describing import Workbook
from templates.builder.start import FILL, Listed, start_sheet
from templates.marketing_system.axes import AXES
from templates.marketing_system.dashboard import DASHBOARD_SHEET
from templates.marketing_system.learn import LEARN_SHEET
from templates.marketing_system.log import LOG_SHEET
from templates.marketing_system.steps import STEPS_SHEET
from templates.marketing_system.story import DAY, STORY
from templates.marketing_system.workings import WORKINGS_SHEET

__all__ = ["DAY", "STORY", "WORKBOOK"]

TITLE = "Marketing system"
LINE = (
    "Activities, expenses and outcomes of every channel on one dashboard: what moves, what it is"
    " worth, what to try next."
)

START_SHEET = start_sheet(
    title=TITLE,
    line=LINE,
    steps=(
        "Steps: choose one time grain, and write down the goal, what is done where, and the KPIs.",
        "Log: write down what was done, what it cost and what came of it, at least once a period.",
        "Dashboard: see what moves, what each channel is worth, and what the result follows.",
        "Run: funnel fill, for trends, limits, signals, correlations and how sure experiments are.",
        "Learn: try one idea at the weakest step, count, write down what follows, and start again.",
    ),
    listed=(
        Listed("Steps", "The goal, stages and channels, and the KPIs that matter.", "checks_steps"),
        Listed("Log", "Activities, expenses and outcomes: a row each.", "checks_log"),
        Listed(
            "Dashboard", "Steps, channels and activities, period by period.", "checks_dashboard"
        ),
        Listed("Learn", "Experiments: tried, counted, learnt.", "checks_learn"),
        Listed("Workings", "What the other sheets lean on."),
    ),
    reads="a fill reads Plan_Grain, Plan_Start, Plan_Stages, Plan_Log, Plan_Activities, Plan_Result"
    " and Plan_Experiments, and writes Plan_Trends, Plan_Correlations and Plan_Experiment_Odds.",
)

WORKBOOK = Workbook(
    name="marketing_system",
    title=TITLE,
    line=LINE,
    axes=(FILL, *AXES),
    sheets=(
        START_SHEET,
        STEPS_SHEET,
        LOG_SHEET,
        DASHBOARD_SHEET,
        LEARN_SHEET,
        WORKINGS_SHEET,
    ),
)
