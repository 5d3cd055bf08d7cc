"""A small firm, quarter by quarter: what it does, what that costs and what comes of it.

Every figure is drawn: visitors come as they come, each record advances with its step's probability.
One activity works (webinars bring leads a quarter later), one does nothing (newsletters), and one
step gets worse from quarter to quarter.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["SEED", "Quarter", "quarters"]

SEED = 2213
QUARTERS = 12
PER_WEBINAR = 24
"""Leads that one webinar brings in the quarter after."""

VISITORS = {"Search": (5200, 0.012), "Content": (3600, 0.009)}
"""Visitors in the first quarter, and the share of them that becomes a lead."""

QUALIFIED = {"Search": 0.40, "Content": 0.44, "Webinars": 0.46}
PROPOSED = (0.56, 0.34)
"""The share of qualified leads that becomes an opportunity: in the first quarter, in the last."""

WON = {"Search": 0.27, "Content": 0.30, "Webinars": 0.32, "Partners": 0.38, "Sales": 0.24}
REFERRED = {"Partners": 6, "Sales": 9}
"""Firms that partners and the sales team's own calls bring straight to sales, in a quarter."""


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter's entries: channel, what, how many; or channel, stage (0 first), records."""

    activities: list[tuple[str, str, int]]
    expenses: list[tuple[str, str, int]]
    outcomes: list[tuple[str, int, int]]


def quarters(chance: random.Random) -> Iterator[Quarter]:
    """Give the quarters, one after the other."""
    before = 2
    for number in range(QUARTERS):
        webinars = chance.randint(1, 6)
        yield _quarter(chance, number, webinars, before)
        before = webinars


def _quarter(chance: random.Random, number: int, webinars: int, before: int) -> Quarter:
    articles, campaigns = chance.randint(4, 8), chance.randint(2, 5)
    calls = chance.randint(240, 330)
    activities = [
        ("Search", "Ad campaigns", campaigns),
        ("Content", "Articles", articles),
        ("Content", "Newsletters", chance.randint(3, 9)),
        ("Webinars", "Webinars", webinars),
        ("Sales", "Calls", calls),
    ]
    expenses = [
        ("Search", "Ads", 4200 + 1300 * campaigns),
        ("Content", "Writers", 2500 + 650 * articles),
        ("Webinars", "Speakers, platform", 900 + 1400 * webinars),
        ("Partners", "Commissions", 100 * chance.randint(30, 55)),
        ("Sales", "Sales team's time for own calls", 40 * calls),
    ]
    leads = {}
    outcomes = []
    for channel, (visitors, share) in VISITORS.items():
        came = round(visitors * 1.015**number * chance.gauss(1, 0.05))
        leads[channel] = _drawn(chance, came, share)
        outcomes += [(channel, 0, came), (channel, 1, leads[channel])]
    came = 130 * webinars + chance.randint(40, 90)
    leads["Webinars"] = _drawn(chance, PER_WEBINAR * before * 2, 0.5)
    outcomes += [("Webinars", 0, came), ("Webinars", 1, leads["Webinars"])]
    first, last = PROPOSED
    proposed = first + (last - first) * number / (QUARTERS - 1)
    for channel, won in WON.items():
        if channel in REFERRED:
            qualified = _drawn(chance, 4 * REFERRED[channel], 0.25)
        else:
            qualified = _drawn(chance, leads[channel], QUALIFIED[channel])
        offered = _drawn(chance, qualified, proposed)
        outcomes += [
            (channel, 2, qualified),
            (channel, 3, offered),
            (channel, 4, _drawn(chance, offered, won)),
        ]
    return Quarter(activities, expenses, outcomes)


def _drawn(chance: random.Random, records: int, share: float) -> int:
    """Draw how many of so many records advance."""
    return sum(chance.random() < share for _ in range(records))
