"""The options of `funnel fill`, in groups by the workbook that they belong to."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass

from funnel_addin.cli import options

__all__ = ["FILES", "INPUTS", "PART_OPTIONS", "Input", "add_fill_options"]

PLAN, BUDGET, SYSTEM = "plan", "budget", "system"
"""The parts of a workbook, as `plans.parts` calls them; that room is not loaded for --help."""


@dataclass(frozen=True, slots=True)
class Input:
    """An option that sets one input of a workbook.

    Args:
        option: as it is typed, without its dashes.
        name: the input's defined name.
        kind: what is typed: an amount, a number, a list (of numbers, blanks allowed), names, or a
            text; or the words that it may be, parted by commas.
        metavar: what stands for it in the help.
        help: what it is.
    """

    option: str
    name: str
    kind: str
    metavar: str
    help: str


GOALS = "revenue,customers,profit"
GRAINS = "quarter,half-year,year"

_GOAL = (
    Input("goal", "Plan_Goal", GOALS, "KIND", "what the target counts: " + GOALS),
    Input("owner", "Plan_Goal_Owner", "text", "NAME", "who answers for the goal"),
    Input("purchases", "Plan_Purchases", "number", "NUMBER", "purchases per customer and year"),
)
_ALL = (
    Input("currency", "Plan_Currency", "text", "CODE", "the currency of its money, such as EUR"),
    Input("margin", "Plan_Margin", "number", "SHARE", "the share of revenue left as margin"),
    Input("channel-names", "Plan_Channels", "names", "LIST", "the channels' names, in their order"),
)
_PLAN = (
    Input("last-year", "Plan_Last_Year", "amount", "AMOUNT", "what last year brought"),
    Input("existing", "Plan_Existing", "number", "NUMBER", "customers at the start of the year"),
    Input("retention", "Plan_Retention", "number", "SHARE", "the share of them that stays"),
    Input(
        "share-of-year",
        "Plan_Share_Of_Year",
        "number",
        "SHARE",
        "the part of the year that a new customer is there for",
    ),
    Input("fixed-cost", "Plan_Fixed_Cost", "amount", "AMOUNT", "what the year costs anyway"),
    Input("cac", "Plan_CAC", "amount", "AMOUNT", "what it costs to win one customer"),
    Input("volumes", "Plan_Volumes", "list", "LIST", "records already there, a number per stage"),
    Input("lags", "Plan_Lags", "list", "LIST", "whole months to the next stage: 1,0,2"),
)
_SYSTEM = (
    Input("grain", "Plan_Grain", GRAINS, "GRAIN", "the length of a period: " + GRAINS),
    Input("activities", "Plan_Activities", "names", "LIST", "the activities' names"),
    Input("result", "Plan_Result", "text", "STAGE", "the stage whose entries are explained"),
)
_BUDGET = (
    Input("budget", "Plan_Budget", "amount", "AMOUNT", "the money to spend on all channels"),
    Input("churn", "Plan_Churn", "number", "SHARE", "the share of customers lost in a month"),
    Input(
        "scenario-budgets", "Plan_Scenario_Budgets", "list", "LIST", "a budget for each scenario"
    ),
    Input(
        "scenario-ceilings",
        "Plan_Scenario_Ceilings",
        "list",
        "LIST",
        "a factor on all ceilings for each scenario: 1,0.8,1.2",
    ),
)
INPUTS = (*_GOAL, *_ALL, *_PLAN, *_SYSTEM, *_BUDGET)
"""Every option that sets one input."""

FILES = ("actuals", "log", "add-to-log", "experiments", "channels")
"""The options that name a CSV file of inputs, beside --counts."""

PART_OPTIONS: Mapping[str, tuple[str, ...]] = {
    PLAN: (
        *("rates", "counts", "confidence", "weights", "owners", "actuals", "owner"),
        *(each.option for each in _PLAN),
    ),
    SYSTEM: ("log", "add-to-log", "experiments", *(each.option for each in _SYSTEM)),
    BUDGET: ("channels", *(each.option for each in _BUDGET)),
}
"""The options that only workbooks with this part have a use for."""


def add_fill_options(command: argparse.ArgumentParser) -> None:
    """Add everything that can be given beside a workbook."""
    goal = options.add_plan_options(command, "the funnel", "the goal: funnel_plan, channel_budget")
    _add_to(goal, _GOAL)
    _add(command, "any workbook that has a place for it", _ALL)
    plan = _add(command, "funnel_plan", _PLAN)
    plan.add_argument(
        "--actuals",
        metavar="FILE",
        help="a CSV file of records counted: stage, then a column per period, headed by its month "
        "(Jan, 2027-01); what it does not fill stays as it is",
    )
    system = _add(command, "marketing_system (with --start, --stages, --value)", _SYSTEM)
    logs = system.add_mutually_exclusive_group()
    logs.add_argument(
        "--log",
        metavar="FILE",
        help="a CSV file of all that was done, in the place of the log there is: date, channel, "
        "stage, kind (activity, expense or outcome), what, amount",
    )
    logs.add_argument(
        "--add-to-log", metavar="FILE", help="the same, added below the rows of the log"
    )
    system.add_argument(
        "--experiments",
        metavar="FILE",
        help="a CSV file, a row per experiment: entered A, advanced A, entered B, advanced B",
    )
    budget = _add(command, "channel_budget (with --target, --value, --stages)", _BUDGET)
    budget.add_argument(
        "--channels",
        metavar="FILE",
        help="a CSV file, a row per channel: channel, and any of share, spend, ceiling, half, "
        "shape, capacity and a stage's name for the rate out of it",
    )


def _add(
    command: argparse.ArgumentParser, title: str, inputs: tuple[Input, ...]
) -> argparse._ArgumentGroup:
    group = command.add_argument_group(title)
    _add_to(group, inputs)
    return group


def _add_to(group: argparse._ArgumentGroup, inputs: tuple[Input, ...]) -> None:
    for each in inputs:
        group.add_argument(f"--{each.option}", metavar=each.metavar, help=each.help)
