"""Random inputs for our workbooks, by the names of the contract."""

from __future__ import annotations

import datetime
import random

from funnel_addin.books.port import Cell, Grid


def across(*cells: Cell) -> Grid:
    """Give cells as a column, as inputs are handed over."""
    return tuple((cell,) for cell in cells)


def cell(*choices: Cell, rng: random.Random) -> Grid:
    """Draw one cell; None blanks it."""
    drawn = rng.choice(choices)
    return () if drawn is None else ((drawn,),)


def plan(rng: random.Random) -> dict[str, Grid]:
    """Draw a plan: any goal, counted or not, half-way through a term or before it."""
    steps = rng.randrange(1, 12)
    goal = rng.choice(["revenue", "customers", "profit", None])
    months = rng.choice([12, 6])
    counted = rng.randrange(months + 1)
    return {
        "Plan_Goal": cell(goal, rng=rng),
        "Plan_Target": cell(250_000, 1e6, 99.2, 12345.67, rng=rng),
        "Plan_Value": cell(250, 1000, 99.99, 1 / 3, rng=rng),
        "Plan_Purchases": cell(None, 4, 1.5, rng=rng),
        "Plan_Existing": cell(None, 80, 0, rng=rng),
        "Plan_Retention": cell(None, 0.8, rng=rng),
        "Plan_Share_Of_Year": cell(None, 0.25, 1, rng=rng),
        "Plan_Fixed_Cost": cell(0, 20_000, rng=rng),
        "Plan_Margin": cell(0.6, 0.33333, rng=rng),
        "Plan_CAC": cell(0, 0.01, rng=rng),
        "Plan_Rates": across(*(rng.choice([0.47, 0.5, 1 / 3, 0.25, 1]) for _ in range(steps))),
        "Plan_Counts": (),
        "Plan_Stages": across(*(f"Stage {number}" for number in range(steps + 1))),
        "Plan_Owners": (),
        "Plan_Confidence": cell(None, 0.8, rng=rng),
        "Plan_Start": ((datetime.date(2027, 1, 1),),),
        "Plan_End": ((datetime.date(2027, months, 30 + (months == 12)),),),
        "Plan_As_Of": cell(None, datetime.date(2027, 3, 9), rng=rng),
        "Plan_Volumes": rng.choice(
            [(), across(*(rng.choice([None, 100, 5000]) for _ in range(steps + 1)))]
        ),
        "Plan_Weights": across(*(rng.choice([1, 2, 0.5, 1.25]) for _ in range(months))),
        "Plan_Actuals": tuple(
            tuple(rng.choice([rng.randrange(3000), None]) for _ in range(counted)) or (None,)
            for _ in range(steps + 1)
        ),
    }


def budget(rng: random.Random) -> dict[str, Grid]:
    """Draw a budget: channels that lack steps, shares, names or a response."""
    channels, steps = rng.randrange(1, 9), rng.randrange(1, 7)
    parts = [1, *(rng.randrange(4) for _ in range(channels - 1))]
    return {
        "Plan_Goal": cell(None, "customers", "revenue", rng=rng),
        "Plan_Target": cell(1000, 77, 123_456, rng=rng),
        "Plan_Value": cell(250, 99.99, rng=rng),
        "Plan_Purchases": cell(None, 2, rng=rng),
        "Plan_Stages": across(*(f"Stage {number}" for number in range(steps + 1))),
        "Plan_Channels": across(
            *(rng.choice([f"Channel {number}", None]) for number in range(channels))
        ),
        "Plan_Channel_Rates": tuple(
            tuple(rng.choice([0.1, 0.47, 1 / 3, None, 0.25]) for _ in range(channels))
            for _ in range(steps)
        ),
        "Plan_Shares": across(*(part / sum(parts) or None for part in parts)),
        "Plan_Capacities": (),
        "Plan_Spend": (),
        "Plan_Ceilings": across(*(rng.choice([100, 40, None]) for _ in range(channels))),
        "Plan_Halves": across(*(rng.choice([100, 4000, None]) for _ in range(channels))),
        "Plan_Shapes": (),
        "Plan_Budget": ((10_000,),),
        "Plan_Scenario_Budgets": across(5000, None, 8000),
        "Plan_Scenario_Ceilings": (),
    }
