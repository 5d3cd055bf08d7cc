"""What a target means: records, revenue, customers or profit; and how many wins it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from funnel_addin.plans.reading import Reader
from funnel_core.customers import customers_for_profit, customers_for_revenue
from funnel_core.errors import FunnelError
from funnel_core.model import Target
from funnel_core.quantities import (
    AMOUNT,
    COST,
    COUNT,
    FREQUENCY,
    GOAL,
    MARGIN,
    MONEY,
    RATE,
    SHARE,
)
from funnel_core.required import needed_wins

__all__ = ["BASE", "GOALS", "GOAL_NAMES", "Aim", "read_aim"]

REVENUE, CUSTOMERS, PROFIT = GOALS = ("revenue", "customers", "profit")
"""What Plan_Goal may say."""

BASE = ("Plan_Purchases", "Plan_Existing", "Plan_Retention", "Plan_Share_Of_Year")
"""The inputs that make of a revenue a number of new customers."""

GOAL_NAMES = (
    "Plan_Target",
    "Plan_Value",
    "Plan_Goal",
    *BASE,
    "Plan_Fixed_Cost",
    "Plan_Margin",
    "Plan_CAC",
)
"""All inputs that say what must be reached."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a plan must reach, and which inputs are still missing for that.

    Args:
        target: None where an input is missing, or wrong.
        missing: the names of what is missing.
        goal: what the target counts: "records", "revenue", "customers" or "profit".
    """

    target: Target | None
    missing: tuple[str, ...] = ()
    goal: str = "records"


def read_aim(reader: Reader) -> Aim:
    """Read what must be reached; what is wrong is kept by the reader."""
    before = len(reader.problems)
    said = reader.word("Plan_Goal", GOALS)
    amount = reader.number("Plan_Target", AMOUNT if said == PROFIT else GOAL)
    value = reader.number("Plan_Value", MONEY)
    goal = said or ("records" if value is None else REVENUE)
    needed = ["Plan_Target"]
    if goal in (REVENUE, PROFIT):
        needed.append("Plan_Value")
    if goal == PROFIT:
        needed += ["Plan_Fixed_Cost", "Plan_Margin", "Plan_CAC"]
    missing = tuple(
        name for name in needed if reader.cells(name) is None and not reader.wrong(name)
    )
    based = goal == REVENUE and any(reader.cells(name) is not None for name in BASE)
    base = _base(reader) if based or goal == PROFIT else None
    costs = _costs(reader) if goal == PROFIT else None
    if missing or len(reader.problems) > before or amount is None:
        return Aim(None, missing, goal)
    try:
        whole = goal == CUSTOMERS or reader.has("Plan_Goal")
        return Aim(_target(goal, amount, value, base, costs, whole), (), goal)
    except FunnelError as error:
        reader.fault("Plan_Target", error)
        return Aim(None, (), goal)


Base: TypeAlias = tuple[float, int, float, "float | None"]
Costs: TypeAlias = tuple[float, float, float]


def _base(reader: Reader) -> Base:
    """Read purchases, existing customers, retention and the share of the year."""
    purchases = reader.number("Plan_Purchases", FREQUENCY)
    existing = reader.number("Plan_Existing", COUNT)
    retention = reader.number("Plan_Retention", SHARE)
    share = reader.number("Plan_Share_Of_Year", RATE)
    return (
        1 if purchases is None else purchases,
        int(existing or 0),
        1 if retention is None else retention,
        share,
    )


def _costs(reader: Reader) -> Costs:
    """Read the fixed cost, the margin and the cost of a new customer."""
    fixed = reader.number("Plan_Fixed_Cost", COST)
    margin = reader.number("Plan_Margin", MARGIN)
    cac = reader.number("Plan_CAC", COST)
    return fixed or 0, margin or 0, cac or 0


def _target(
    goal: str,
    amount: float,
    value: float | None,
    base: Base | None,
    costs: Costs | None,
    whole: bool,
) -> Target:
    """Give the target as the funnel takes it: wins where the goal goes through customers.

    `whole`: a number of customers is rounded up; else it is left as typed, for Plan_Basis.
    """
    if base and costs and value is not None:
        fixed, margin, cac = costs
        return Target(wins=customers_for_profit(amount, fixed, margin, value, cac, *base))
    if base and value is not None:
        return Target(wins=customers_for_revenue(amount, value, *base))
    if goal == REVENUE:
        return Target(revenue=amount, value=value)
    return Target(wins=needed_wins(amount) if whole else amount)
