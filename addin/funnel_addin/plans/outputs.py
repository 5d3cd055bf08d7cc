"""A plan's named outputs, and what a person should know about it."""

from __future__ import annotations

import collections
import datetime
from collections.abc import Mapping
from dataclasses import replace

from funnel_addin.books.port import Cell, Grid, as_column
from funnel_addin.plans.funnels import LONGEST
from funnel_addin.plans.inputs import NamedPlan
from funnel_core.confidence import hit_probability
from funnel_core.errors import FunnelError
from funnel_core.pace import pace_to_date
from funnel_core.planning import Plan
from funnel_core.schedule import spread

__all__ = ["advice", "outputs", "unfilled"]


def outputs(plan: NamedPlan, as_of: datetime.date | None) -> dict[str, Grid]:
    """Work out every output of a plan, each as a column per stage or a row per stage.

    What the inputs do not allow (no confidence, no weights, no dates) is an empty grid: its cells
    are blanked.

    Args:
        plan: what the inputs say.
        as_of: the day by whose end it is asked what is due; None: nothing is due yet.
    """
    required = plan.plan.required
    confident = plan.plan.confident
    due: list[float] = []
    if plan.start and plan.end and as_of:
        due = [plan.due(volume, as_of) for volume in required]
    told: list[str | None] = []
    if due and plan.actuals:
        told = [
            None if actual is None else pace_to_date(actual, expected)
            for actual, expected in zip(plan.actuals, due, strict=True)
        ]
    probability = _probability(plan)
    schedule = [spread(volume, plan.weights) for volume in required] if plan.weights else []
    return {
        "Plan_Required": as_column(required),
        "Plan_Required_Confident": as_column(confident or ()),
        "Plan_Basis": as_column(_basis(plan.plan) if confident or probability else ()),
        "Plan_Schedule": tuple(schedule),
        "Plan_Expected": as_column(due),
        "Plan_Pace": as_column(told),
        "Plan_Probability": probability,
    }


def _probability(plan: NamedPlan) -> Grid:
    """Give how probable the target is; nothing where nobody says what is there, or it takes long.

    Records in many stages at rates learnt from few would take more than some seconds.
    """
    if plan.volumes is None:
        return ()
    try:
        steps = plan.plan.funnel.transitions
        return ((hit_probability(plan.plan.required[-1], plan.volumes, steps),),)
    except FunnelError:
        return ()


def _basis(plan: Plan) -> list[Cell]:
    """List what the confident volumes follow from, so that a workbook can tell when it changed."""
    steps = plan.funnel.transitions
    rates: list[Cell] = [float(step.rate) for step in steps]
    entered: list[Cell] = [step.counts.entered if step.counts else None for step in steps]
    tail = [None] * (LONGEST - len(steps))
    return [plan.target.amount, plan.target.value, plan.confidence, *rates, *tail, *entered, *tail]


_NEEDS = {
    "Plan_Required_Confident": "Plan_Confidence",
    "Plan_Schedule": "Plan_Weights",
    "Plan_Expected": "Plan_Start and Plan_End",
    "Plan_Pace": "Plan_Start, Plan_End and Plan_Actuals",
    "Plan_Probability": "Plan_Volumes",
}


def unfilled(plan: NamedPlan, results: Mapping[str, Grid]) -> dict[str, str]:
    """Say of each output of a plan that stays blank which input it needs."""
    needs = dict(_NEEDS)
    if plan.asks_day and plan.start and plan.end:
        needs["Plan_Expected"] = "Plan_Actuals, or the day in Plan_As_Of"
        needs["Plan_Pace"] = "Plan_Actuals"
    if plan.volumes is not None:
        needs["Plan_Probability"] = "rates learnt from more records, or rates that are typed"
    return {
        name: f"{name} stays blank: it needs {needed}"
        for name, needed in needs.items()
        if name in results and not results[name]
    }


def advice(plan: NamedPlan, as_of: datetime.date | None) -> list[str]:
    """Say what a person should know about a plan that is not wrong, but may not be meant so."""
    told = _twins(plan.plan)
    if not plan.start or not plan.end:
        return told
    days = (plan.end - plan.start).days + 1
    if plan.weights and len(plan.weights) not in _usual_periods(days):
        told.append(
            f"Plan_Weights has {len(plan.weights)} periods, but {plan.start} to {plan.end} is "
            f"{_months(days)}: give one weight per period of the term"
        )
    periods = len(plan.weights or ())
    if plan.actuals and periods and as_of:
        over = int(replace(plan, weights=(1,) * periods).due(periods, as_of))
        if over > plan.periods_counted:
            cure = "give --as-of the last day that was counted"
            if plan.asks_day:
                cure = "write the last day that was counted into Plan_As_Of, or leave it blank"
            told.append(
                f"by {as_of} {over} periods are over, but Plan_Actuals goes up to period "
                f"{plan.periods_counted}: the pace takes what is blank for 0; {cure}"
            )
    return told


def _twins(plan: Plan) -> list[str]:
    """Say which stages share a name: outputs go by place, but a person cannot tell them apart."""
    named = collections.Counter(stage.name.casefold() for stage in plan.funnel.stages)
    twice = [name for name, times in named.items() if times > 1]
    first = {stage.name.casefold(): stage.name for stage in reversed(plan.funnel.stages)}
    return [
        f"Plan_Stages names {named[name]} stages “{first[name]}”: each is written in its own row, "
        "but nobody can tell them apart; give each a name of its own"
        for name in twice
    ]


def _usual_periods(days: int) -> set[int]:
    """Give how many days, weeks, months, quarters, half-years and years a term may be cut into."""
    months = round(days / 30.4375)
    return {days, days // 7, -(-days // 7), months, -(-months // 3), -(-months // 6), 1}


def _months(days: int) -> str:
    months = round(days / 30.4375)
    return f"{months} month" + ("" if months == 1 else "s")
