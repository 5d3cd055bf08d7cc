"""The workbook Channel budget: what each channel is to bring, what to spend on it, what returns."""

from __future__ import annotations

from templates.builder.describing import Workbook
from templates.builder.start import FILL, Listed, start_sheet
from templates.channel_budget.allocation import ALLOCATION
from templates.channel_budget.axes import CHANNELS, SCENARIOS, STAGES, STEPS
from templates.channel_budget.channels import CHANNELS_SHEET
from templates.channel_budget.mix import MIX
from templates.channel_budget.returns import RETURN
from templates.channel_budget.scenarios import SCENARIOS_SHEET
from templates.channel_budget.story import DAY, STORY
from templates.channel_budget.workings import WORKINGS

__all__ = ["DAY", "STORY", "WORKBOOK"]

LINE = "Which channel brings what, what it costs, and where the next money should go."

START = start_sheet(
    title="Channel budget",
    line=LINE,
    steps=(
        "On Channels, type the target, the budget, and what you know of each channel.",
        "On Mix, see what must come into each stage, and whether every channel can bring it.",
        "Run funnel fill: it splits the budget so that it brings the most customers.",
        "On Allocation and Return, see what to move, and which channel earns its cost.",
        "On Scenarios, compare other budgets; after each change of a budget fill again.",
    ),
    listed=(
        Listed("Channels", "All inputs: target, budget, rates, responses.", "checks_channels"),
        Listed("Mix", "Records that must come into each stage, per channel.", "checks_mix"),
        Listed(
            "Allocation",
            "Planned spend beside the best split; more money.",
            "checks_allocation",
        ),
        Listed("Return", "CAC, payback, LTV and ROI per channel.", "checks_return"),
        Listed("Scenarios", "Three budgets side by side.", "checks_scenarios"),
        Listed("Workings", "What the other sheets lean on."),
    ),
    reads="a fill reads Plan_Budget, Plan_Ceilings, Plan_Halves, Plan_Shapes and the two names"
    " Plan_Scenario_Budgets and Plan_Scenario_Ceilings, and writes Plan_Allocation and"
    " Plan_Scenario_Allocations. In any cell =FUNNEL_MIX(), =FUNNEL_ALLOCATE() and"
    " =FUNNEL_SPEND_FOR() give the same answers.",
)

WORKBOOK = Workbook(
    name="channel_budget",
    title="Channel budget",
    line=LINE,
    sheets=(
        START,
        CHANNELS_SHEET,
        MIX,
        ALLOCATION,
        RETURN,
        SCENARIOS_SHEET,
        WORKINGS,
    ),
    axes=(STAGES, STEPS, CHANNELS, SCENARIOS, FILL),
)
