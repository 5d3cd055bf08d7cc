"""The filled example: three years of a small firm, simulated with a fixed seed."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterable, Iterator, Sequence

from templates.builder.describing import Contents
from templates.marketing_system.simulation import SEED, quarters

__all__ = ["DAY", "STORY"]

DAY = datetime.date(2027, 1, 4)
FIRST_DAY = datetime.date(2024, 1, 1)

Row = tuple[datetime.date, str, str | None, str, str, float]

ABOUT = (
    "Tern Workshop Software sells planning software to workshops: five people in marketing and"
    " sales. For three years it has logged every quarter what it did, what it cost and what came of"
    " it. It wants to know what brings leads, why fewer qualified leads become opportunities than"
    f" before, and what to try next. The firm is made up, its figures are simulated (seed {SEED}):"
    " webinars do bring leads a quarter later here, newsletters do nothing, and the step to an"
    " opportunity does get worse."
)

STAGES = ("Visitor", "MQL", "SQL", "Opportunity", "Closed won")
CHANNELS = ("Search", "Content", "Webinars", "Partners", "Sales")
ACTIVITIES = ("Webinars", "Articles", "Ad campaigns", "Newsletters", "Calls")

DONE = (
    ("Ads on 40 key words", "Two articles a month", "Invitations by mail", None, "Talks at fairs"),
    ("Landing pages, demo video", "Checklists to download", "A live demo", None, "Asks for names"),
    (None, None, "Follow-up in 2 days", "Partners refer firms", "Calls every MQL in a day"),
    (None, "Case studies", None, "Joint visits", "Needs analysis on site"),
    (None, "Reference stories", None, "Joint offers", "Proposal, trial, contract"),
)

KPIS = (
    ("Visitor", "Search", "Visits from ads", "Ana", "leading", "a quarter", 6_000, 5_840),
    ("Visitor", "Content", "Readers who come back", "Ben", "leading", "a quarter", 900, 1_020),
    ("MQL", "Webinars", "Webinars held", "Ben", "leading", "a quarter", 6, 4),
    ("MQL", "Webinars", "Attendees who ask for a demo", "Ben", "leading", "a quarter", 80, 46),
    ("MQL", "Search", "MQLs from landing pages", "Ana", "lagging", "a quarter", 75, 71),
    ("SQL", "Sales", "MQLs called within a day", "Chris", "leading", "% of MQLs", 90, 64),
    ("SQL", "Partners", "Firms referred", "Dana", "leading", "a quarter", 8, 6),
    (
        "Opportunity",
        "Sales",
        "Needs analyses made",
        "Chris",
        "leading",
        "% of SQLs",
        80,
        55,
    ),
    (
        "Opportunity",
        "Sales",
        "SQLs become opportunities",
        "Chris",
        "lagging",
        "% of SQLs",
        50,
        None,
    ),
    ("Closed won", "Sales", "Proposals answered in a week", "Eve", "leading", "% of all", 75, 78),
    ("Closed won", "Sales", "Customers won", "Eve", "lagging", "a quarter", 12, 9),
)

EXPERIMENTS = (
    (
        datetime.date(2025, 2, 3),
        "MQL",
        "A two-minute demo video on the landing page",
        "Visitors do not see what the software does",
        "Video on every page; next: a video per trade",
    ),
    (
        datetime.date(2025, 9, 1),
        "SQL",
        "Show the price before the first call",
        "Saves calls with firms that cannot pay",
        "Price stays with sales; next: a price range",
    ),
    (
        datetime.date(2026, 4, 13),
        "MQL",
        "A form with three fields instead of seven",
        "Long forms put people off",
        None,
    ),
    (
        datetime.date(2027, 1, 11),
        "Opportunity",
        "A call with a reference customer before the needs analysis",
        "The step to an opportunity has got worse for two years",
        None,
    ),
)

COUNTS = ((1840, 66, 1815, 104), (212, 97, 208, 69), (1610, 71, 1588, 80))
"""Entered and advanced, A and B, of the experiments that have begun."""

COUNTED = ("entered_a", "advanced_a", "entered_b", "advanced_b")
TRIED = ("experiment_day", "experiment_stage", "experiment", "experiment_why", "next_step")
LOGGED = ("log_day", "log_channel", "log_stage", "log_kind", "log_what", "log_amount")
MEASURED = (
    "kpi_stage",
    "kpi_channel",
    "kpi",
    "kpi_owner",
    "kpi_kind",
    "kpi_unit",
    "kpi_target",
    "kpi_latest",
)


def _log() -> Iterator[Row]:
    chance = random.Random(SEED)
    for number, quarter in enumerate(quarters(chance)):
        year, month = FIRST_DAY.year + number // 4, 1 + 3 * (number % 4)
        middle = datetime.date(year, month + 1, 14)
        last = datetime.date(year, month + 2, 28)
        for channel, what, times in quarter.activities:
            yield middle, channel, None, "activity", what, times
        for channel, what, money in quarter.expenses:
            yield middle, channel, None, "expense", what, money
        for channel, stage, records in quarter.outcomes:
            yield last, channel, STAGES[stage], "outcome", "", records


def _columns(keys: Sequence[str], rows: Iterable[Sequence[object]]) -> dict[str, list[object]]:
    """Turn rows into a list per key."""
    listed = list(rows)
    return {key: [row[place] for row in listed] for place, key in enumerate(keys)}


STORY: Contents = {
    "story": ABOUT,
    "currency": "EUR",
    "goal_metric": "customers won",
    "goal_number": 80,
    "goal_from": datetime.date(2026, 1, 1),
    "goal_day": datetime.date(2027, 12, 31),
    "grain": "quarter",
    "start": FIRST_DAY,
    "value": 14_000,
    "margin": 0.65,
    "lead_stage": "MQL",
    "result": "MQL",
    "stage": STAGES,
    "channel": CHANNELS,
    "done": DONE,
    "activity": ACTIVITIES,
    "shown_measure": "wins",
    **_columns(MEASURED, KPIS),
    **_columns(LOGGED, _log()),
    **_columns(TRIED, EXPERIMENTS),
    **_columns(COUNTED, COUNTS),
}
