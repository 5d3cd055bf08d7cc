"""A history made by hand, and exports as files, for the tests of `funnel history`."""

from __future__ import annotations

import csv
import datetime
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from funnel_core.history.counted import Amounts
from funnel_core.history.estimates import HonestRate, LagDistribution
from funnel_core.history.problems import DataProblem, Kind
from funnel_core.history.report import ForecastMonth, HistoryReport, Month, Pair, WonAmount
from funnel_core.model import Counts, Interval

__all__ = [
    "LAGS",
    "LOG",
    "LOG_ROLES",
    "REPORT",
    "SEEN",
    "Walk",
    "csv_file",
    "hubspot_file",
    "leads_and_deals",
    "log_file",
    "log_rows",
    "pair",
    "walks",
]

LAGS = LagDistribution((0.1, 0.2, 0.3, 0.2, 0.1), 0.1, (0, 1, 2, 3, None), 2.0)


def pair(
    start: str, end: str, channel: str | None = None, entered: int = 200, rate: float | None = 0.25
) -> Pair:
    """Make what is known of one pair of stages; without a rate, why there is none."""
    honest = rate and HonestRate(
        rate,
        Interval(rate * 0.8, rate * 1.25, 0.95),
        "cure model",
        "log-normal",
        90,
        0.0,
        1.0,
        Counts(160, round(160 * rate)),
    )
    return Pair(
        start,
        end,
        channel,
        entered,
        entered // 10,
        0,
        entered - entered // 10,
        0.1,
        0.11,
        honest or None,
        LAGS if honest else None,
        "" if honest else "nobody of 3 advanced yet; wait, or take an earlier --entered-from",
        None if channel is None else 0.2,
    )


STAGES = ("Lead", "Marketing Qualified Lead", "Won")
REPORT = HistoryReport(
    stages=STAGES,
    lost=(),
    as_of=datetime.date(2026, 3, 31),
    entered_from=datetime.date(2026, 1, 1),
    entered_to=None,
    confidence=0.95,
    zone="Europe/Amsterdam",
    steps=(pair(STAGES[0], STAGES[1], entered=123456), pair(STAGES[1], STAGES[2], rate=None)),
    to_won=(pair(STAGES[0], STAGES[2], rate=0.0625), pair(STAGES[1], STAGES[2], rate=None)),
    channels=(
        pair(STAGES[0], STAGES[1], "Search"),
        pair(STAGES[0], STAGES[2], "Search"),
        pair(STAGES[0], STAGES[1], ""),
        pair(STAGES[0], STAGES[2], "", 3, None),
        pair(STAGES[0], STAGES[2], "=cmd()", 30, 0.4),
    ),
    amounts=(WonAmount(None, Amounts(20, 18, 1800.0, 2e5, 95.0), 100.0, Interval(90, 111, 0.95)),),
    months=tuple(
        Month(datetime.date(2025 + at // 12, at % 12 + 1, 1), (at * 10, at * 2, at))
        for at in range(14)
    ),
    open_now=(180, 17),
    open_ages=(33.5, None),
    forecast=(
        ForecastMonth(datetime.date(2026, 4, 1), 3.26, Interval(1, 7, 0.95)),
        ForecastMonth(datetime.date(2026, 5, 1), 1.5, Interval(0, 4, 0.95)),
    ),
    forecast_total=Interval(2, 11, 0.95),
    forecast_expected=5.9,
    no_forecast="",
    problems=(
        DataProblem(
            Kind.SKIPPED_STAGE,
            12,
            "12 records skipped a stage; they count as having passed it on the day of the next.",
            ("L1", "L\x1b[31m2"),
        ),
    ),
)
"""A step that has no rate, a blank channel, and a channel that is named like a formula."""


@dataclass(frozen=True)
class Walk:
    """What became of one lead: when it entered each stage, and when it was lost."""

    record: str
    channel: str
    amount: float
    entered: tuple[datetime.datetime | None, ...]
    lost: datetime.datetime | None


SEEN = datetime.datetime(2026, 6, 30, 23, 0)
FIRST = datetime.datetime(2025, 7, 1, 9, 0)
LOG_STAGES = ("Lead", "Demo", "Won")


def walks(leads: int = 300, losses: bool = True) -> list[Walk]:
    """Draw leads that enter over a year: 45 % come to a demo, 40 % of these are won."""
    rng = random.Random(7)
    drawn = []
    for number in range(leads):
        lead = FIRST + datetime.timedelta(days=rng.random() * 360)
        demo = won = lost = None
        if rng.random() < 0.45:
            demo = lead + datetime.timedelta(days=rng.expovariate(1 / 12))
            if rng.random() < 0.4:
                won = demo + datetime.timedelta(days=rng.expovariate(1 / 25))
        if won is None and losses:
            lost = (demo or lead) + datetime.timedelta(days=rng.expovariate(1 / 20))
        channel = rng.choices(("Search", "Social", "Referral"), (6, 3, 2))[0]
        seen = [when if when and when <= SEEN else None for when in (lead, demo, won, lost)]
        drawn.append(
            Walk(f"L{number:04}", channel, rng.randrange(50, 200) * 10, tuple(seen[:3]), seen[3])
        )
    return drawn


def csv_file(path: Path, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    """Write rows as a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        lines = csv.writer(stream)
        lines.writerow(headings)
        lines.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return path


LOG = ("deal", "stage", "entered", "source", "value")
LOG_ROLES = [
    *("--record", "deal", "--stage", "stage", "--time", "entered", "--channel", "source"),
    *("--amount", "value", "--stages", "Lead,Demo,Won", "--lost", "Lost"),
]
"""What the columns of the log are."""


def log_rows(drawn: Sequence[Walk]) -> list[tuple[object, ...]]:
    """Give a log of stages, a row per entry."""
    return [
        (walk.record, stage, f"{when:%Y-%m-%d %H:%M:%S}", walk.channel, walk.amount)
        for walk in drawn
        for stage, when in zip((*LOG_STAGES, "Lost"), (*walk.entered, walk.lost), strict=True)
        if when is not None
    ]


def log_file(folder: Path) -> Path:
    """Write a log of stages."""
    return csv_file(folder / "log.csv", LOG, log_rows(walks()))


def hubspot_file(folder: Path) -> Path:
    """Write contacts as HubSpot exports them: a date column per stage of the life cycle."""
    headings = (
        *("Record ID", "Email", "Lifecycle Stage", "Original Source", "Create Date"),
        *("Became a Lead Date", "Became a Marketing Qualified Lead Date"),
        *("Became a Customer Date", "Close Date"),
    )
    rows = []
    for at, walk in enumerate(walks(losses=False)):
        lead, demo, won = (when and f"{when:%Y-%m-%d %H:%M}" for when in walk.entered)
        reached = "Customer" if won else "Marketing Qualified Lead" if demo else "Lead"
        email = f"{walk.record.lower()}@example.com"
        rows.append((str(5000 + at), email, reached, walk.channel, lead, lead, demo, won, won))
    return csv_file(folder / "contacts.csv", headings, rows)


def leads_and_deals(folder: Path) -> tuple[Path, Path]:
    """Write leads and won deals in two files, joined by the lead's id."""
    drawn = walks(losses=False)
    leads = [(walk.record, f"{walk.entered[0]:%Y-%m-%d}", walk.channel) for walk in drawn]
    deals = [
        (walk.record, f"{walk.entered[2]:%Y-%m-%d %H:%M:%S}", walk.amount)
        for walk in drawn
        if walk.entered[2]
    ]
    return (
        csv_file(folder / "leads.csv", ("lead_id", "created_at", "source"), leads),
        csv_file(folder / "deals.csv", ("lead_id", "won_at", "amount"), deals),
    )
