"""The export that the README learns from: invented deals of a made-up company, from one seed.

`python -m tests.flow.example_export` writes it anew.
"""

from __future__ import annotations

import datetime
import math
import random
from pathlib import Path

__all__ = ["EXAMPLE", "export"]

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "hubspot_deals.csv"
SEED = 20260131
DEALS = 720
FIRST, LAST = datetime.datetime(2024, 7, 1), datetime.datetime(2025, 12, 31, 23, 59)
STAGES = ("Appointment Scheduled", "Qualified To Buy", "Contract Sent", "Closed Won")
LOST = "Closed Lost"
STEPS = ((0.55, 14, 20), (0.45, 30, 35), (0.6, 25, 40))
"""Per step: the share that advances, and the days that half take to advance, and to be lost."""
SOURCES = (("Organic Search", 0.4, 1.1), ("Paid Search", 0.35, 0.8), ("Referrals", 0.25, 1.2))
"""Channels: a share of the deals, and a factor on the first rate."""
WIDTH = 0.7
"""Of the logarithm of days."""


def export() -> str:
    """Give the export as HubSpot writes it: a row per deal, a date per stage that it entered."""
    chance = random.Random(SEED)
    dates = [f'"Date entered ""{stage} (Sales Pipeline)"""' for stage in (*STAGES, LOST)]
    headings = ['"Record ID"', '"Deal Stage"', '"Amount"', '"Original Traffic Source"', *dates]
    return "\n".join([",".join(headings), *(_row(at, chance) for at in range(DEALS)), ""])


def _row(number: int, chance: random.Random) -> str:
    """Give one deal; twice as many begin in the last days as in the first."""
    begun = FIRST + (LAST - FIRST) * (math.sqrt(1 + 3 * (number + chance.random()) / DEALS) - 1)
    source, factor = _source(chance.random())
    entered: dict[str, datetime.datetime] = {STAGES[0]: begun}
    at = begun
    for step, (rate, days, lost_days) in enumerate(STEPS):
        advances = chance.random() < rate * (factor if step == 0 else 1)
        far = math.sqrt(-2 * math.log(1 - chance.random()))
        normal = far * math.cos(math.tau * chance.random())
        at += datetime.timedelta(days=(days if advances else lost_days) * math.exp(WIDTH * normal))
        if at > LAST:
            break
        entered[STAGES[step + 1] if advances else LOST] = at
        if not advances:
            break
    amount = round(9000 * math.exp(0.5 * (chance.random() + chance.random() - 1)), -2)
    stage = list(entered)[-1]
    cells = [str(7001 + number), stage, f"{amount:.1f}", source]
    cells += [_shown(entered.get(stage)) for stage in (*STAGES, LOST)]
    return ",".join(f'"{cell}"' for cell in cells)


def _source(chance: float) -> tuple[str, float]:
    for name, share, factor in SOURCES:
        if chance < share:
            return name, factor
        chance -= share
    name, _, factor = SOURCES[-1]
    return name, factor


def _shown(moment: datetime.datetime | None) -> str:
    return "" if moment is None else f"{moment:%Y-%m-%d %H:%M}"


if __name__ == "__main__":
    EXAMPLE.parent.mkdir(exist_ok=True)
    EXAMPLE.write_text(export(), encoding="utf-8", newline="")
