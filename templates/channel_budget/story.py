"""The filled example: a small firm that sells help-desk software, simulated with a fixed seed."""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence

from templates.builder.describing import Contents

__all__ = ["DAY", "STORY"]

SEED = 20270105
DAY = datetime.date(2027, 1, 5)
"""The day that the story is told as of."""

CHANNELS = ("Search ads", "Events", "Content", "Partners", "Outbound sales", "Referrals")
STAGES = ("Visitor", "Lead", "MQL", "SQL", "Opportunity", "Customer")

# What is true of each channel, which its counts of last year only show roughly: who entered the
# first of its steps, and the share that goes on, step by step; None: a step that it lacks.
TRUE_RATES: tuple[tuple[int, tuple[float | None, ...]], ...] = (
    (62_000, (0.031, 0.36, 0.40, 0.50, 0.24)),
    (540, (None, 0.52, 0.45, 0.50, 0.22)),
    (88_000, (0.012, 0.30, 0.36, 0.52, 0.27)),
    (210, (None, None, None, 0.62, 0.31)),
    (620, (None, None, 0.19, 0.48, 0.21)),
    (160, (None, 0.61, 0.58, 0.60, 0.42)),
)


def _rates() -> list[list[float | None]]:
    """Draw last year's counts, step by step, and give the rates that they show."""
    chance = random.Random(SEED)
    rows: list[list[float | None]] = [[None] * len(CHANNELS) for _ in range(len(STAGES) - 1)]
    for channel, (entered, rates) in enumerate(TRUE_RATES):
        for step, rate in enumerate(rates):
            if rate is not None:
                advanced = max(1, sum(chance.random() < rate for _ in range(entered)))
                rows[step][channel] = round(advanced / entered, 4)
                entered = advanced
    return rows


def _thousands(amounts: Sequence[float]) -> list[float]:
    return [1000 * amount for amount in amounts]


STORY: Contents = {
    "currency": "EUR",
    "story": (
        "Kestrel Desk sells help-desk software at 140 EUR a month. For 2027 it wants 250,000 EUR of"
        " revenue from new customers, and has 180,000 EUR for six channels. Search ads get most of"
        " the money, though they are nearly full; events are to bring more leads than two trade"
        " fairs can; partners and referrals could take more. The best split says what to move, and"
        " the scenario with a better offer leaves clearly more than the others. All figures are"
        f" simulated with the fixed seed {SEED}; firm and people are made up."
    ),
    "goal": "revenue",
    "target": 250_000,
    "value": 140,
    "purchases": 12,
    "margin": 0.75,
    "churn": 0.025,
    "budget": 180_000,
    "channel": CHANNELS,
    "share": (0.3, 0.1, 0.2, 0.15, 0.13, 0.12),
    "spend": _thousands((70, 30, 25, 12, 40, 3)),
    "capacity": (120_000, 450, 200_000, 250, 1_800, 250),
    "ceiling": (48, 22, 60, 45, 40, 25),
    "half": _thousands((7, 30, 30, 15, 40, 4)),
    "shape": (None, 2, None, None, None, None),
    "stage": STAGES,
    "rate": _rates(),
    "point_spend_a": 12_000,
    "point_wins_a": 20,
    "point_spend_b": 30_000,
    "point_wins_b": 30,
    "next_amount": 1_000,
    "wanted": (None, None, 35, 30, None, 30),
    "scenario_name": ("Today", "Tight year", "Better offer"),
    "scenario_budget": _thousands((180, 120, 180)),
    "scenario_ceiling": (None, 0.9, 1.2),
    "scenario_value": (None, None, 150),
}
