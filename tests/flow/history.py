"""A history made by hand, and exports as files, for the tests of `funnel history`."""

from __future__ import annotations

import datetime

from funnel_core.history.counted import Amounts
from funnel_core.history.estimates import HonestRate, LagDistribution
from funnel_core.history.problems import DataProblem, Kind
from funnel_core.history.report import ForecastMonth, HistoryReport, Month, Pair, WonAmount
from funnel_core.model import Counts, Interval

__all__ = ["LAGS", "REPORT", "pair"]

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
