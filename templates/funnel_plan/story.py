"""The filled example: a small firm's year, seven months of it simulated with a fixed seed."""

from __future__ import annotations

import datetime
from random import Random

from templates.builder.describing import Contents
from templates.stories import arrivals, entries, waiting

__all__ = ["DAY", "SEED", "STORY"]

SEED = 2027
DAY = datetime.date(2027, 7, 31)
"""The day that the story is told as of."""

SEASON = (1, 1, 1.1, 1, 1, 1, 0.8, 0.6, 1.1, 1.2, 1.2, 1)
BEFORE = (1.2, 1.2, 1, 0.9)
"""September to December of the year before: what is still on its way when the plan starts."""

MONTHS_COUNTED = 7
LAGS = (0, 0, 0, 0, 1, 2)
TRUE_RATES = (0.009, 0.495, 0.385, 0.7, 0.38, 0.25)
"""What is true of the year, and shows only in what is counted: fewer visitors leave their name than
planned, fewer talks become opportunities, and chance lets more of those be won."""


def _counted() -> tuple[list[list[int]], list[int]]:
    """Draw what enters each stage in the months counted, and what is still open after them."""
    chance = Random(SEED)
    visitors = arrivals(chance, 220_000, BEFORE, 0.02)
    visitors += arrivals(chance, 382_000, SEASON[:MONTHS_COUNTED], 0.02)
    rows = entries(chance, visitors, TRUE_RATES, LAGS)
    counted = [row[len(BEFORE) :] for row in rows]
    return counted, waiting(rows, LAGS)


COUNTED, OPEN = _counted()
VISITORS_TO_COME = 90_000
"""In August and September: who comes later than that is won after the year's end."""

STORY: Contents = {
    "currency": "EUR",
    "story": (
        "Larkfield Software sells maintenance planning to mid-sized manufacturers, at about 10,000"
        " EUR a deal. New business brought 800,000 EUR last year and is to bring 1,000,000 EUR in"
        " 2027. After seven months more visitors came than planned, but too few left their name,"
        " and too few talks became opportunities. Sales wins more of those, so that the wins are on"
        " pace; what is on its way makes the goal less likely than asked for. All figures are"
        f" simulated with the fixed seed {SEED}; firm and people are made up."
    ),
    "goal": "revenue",
    "target": 1_000_000,
    "value": 10_000,
    "last_year": 800_000,
    "start": datetime.date(2027, 1, 1),
    "end": datetime.date(2027, 12, 31),
    "confidence": 0.8,
    "goal_owner": "Ines Albrecht",
    "retention": 0.7,
    "rate": (0.01, 0.47, 0.38, 0.7),
    "entered": (None, None, None, None, 640, 320),
    "advanced": (None, None, None, None, 320, 80),
    "lag": LAGS,
    "volume": (VISITORS_TO_COME, *OPEN[1:], sum(COUNTED[-1])),
    "weight": SEASON,
    "actual": COUNTED,
    "won": 10_150 * sum(COUNTED[-1]),
    "handed_means": "Fits our profile (50 to 500 people, own maintenance crew) and asked to be"
    " called, or came to a webinar and downloaded the price list.",
    "accepted_means": "Reached by phone, the need is confirmed, and there is a next appointment.",
    "review": "on the first Monday of each month",
    "accept_days": 2,
    "contact_days": 1,
    "own_name": "Jonas Weidner, marketing",
    "own_signed": datetime.date(2026, 12, 14),
    "other_name": "Marta Oliveira, sales",
    "other_signed": datetime.date(2026, 12, 14),
}
