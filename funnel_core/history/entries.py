"""The records that must enter for wins by month: what a plan asks, from what history says."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from funnel_core.errors import InputError, NotEnoughData, OutOfRange
from funnel_core.history.estimates import LagDistribution
from funnel_core.history.lags import lag_distribution
from funnel_core.history.months import after, as_date, as_day
from funnel_core.history.report import HistoryReport
from funnel_core.quantities import RECORDS
from funnel_core.schedule import required_entries

__all__ = ["EntriesNeeded", "composed_lags", "entries_for"]

_LONGEST = 3650
_PACE = 3
"""So many whole months say at what pace records enter."""


@dataclass(frozen=True, slots=True)
class EntriesNeeded:
    """What must enter the first stage in each of some calendar months, for wins by month.

    Args:
        months: their first days; the first one begins after the last day that is seen.
        wins: as wanted.
        from_open: wins that records bring which are open now, as expected.
        entries: records that must enter in each month.
        unmet: wins that cannot be had any more in a month, however many enter.
        rate: the share of entries that is won in the end, all steps together.
        lag: of the wins, shares by month from the month of entry on, adding to 1.
        pace: records that are taken to enter in what is left of the month that has begun.
    """

    months: tuple[datetime.date, ...]
    wins: tuple[float, ...]
    from_open: tuple[float, ...]
    entries: tuple[float, ...]
    unmet: tuple[float, ...]
    rate: float
    lag: tuple[float, ...]
    pace: float


def composed_lags(report: HistoryReport) -> tuple[float, LagDistribution]:
    """Give the share of entries that is ever won, and how long that takes, from all steps together.

    Raises:
        NotEnoughData: a step has no rate, or nobody advanced.

    Formula: the product of the steps' rates; the convolution of their lags.
    """
    missing = [each for each in report.steps if each.honest is None or each.lags is None]
    if missing:
        raise NotEnoughData(
            "entries for wins need a rate and lags of every step; there are none "
            + " and none ".join(f"from {each.start} to {each.end}" for each in missing)
        )
    rate, on_day = 1.0, np.ones(1)
    for each in report.steps:
        assert each.honest is not None
        assert each.lags is not None
        rate *= each.honest.rate
        on_day = np.convolve(on_day, each.lags.shares)[: _LONGEST + 1]
    lags = lag_distribution(np.cumsum(on_day), 1.0)
    if lags is None or rate <= 0:
        raise NotEnoughData("entries for wins need a step's rate above 0")
    return rate, lags


def entries_for(report: HistoryReport, wins: Sequence[float]) -> EntriesNeeded:
    """List the records that must enter in each calendar month for the wins that are wanted.

    Args:
        report: its forecast must reach as far as the wins.
        wins: wins wanted in each month, from 0 up, the first month being the first one that
            begins after the last day that is seen.

    Returns:
        Entries by month. What open records bring is taken off the wins first; so is what those
        bring who enter in the rest of the month that has begun, at the pace of the last three
        whole months (of those there are).

    Raises:
        NotEnoughData: no forecast, or a step without a rate.
        InputError: no wins.
        OutOfRange: negative wins, or more months than are forecast.

    Formula: `funnel_core.schedule.required_entries`, on what is still missing of the wins.
    """
    RECORDS.check_each("wins", wins)
    if len(wins) == 0:
        raise InputError("'wins' must hold a number for each month; got none")
    if report.no_forecast:
        raise NotEnoughData(report.no_forecast)
    rate, lags = composed_lags(report)
    begins = as_day(report.as_of) + 1
    first = begins if as_date(begins).day == 1 else after(begins)
    coming = {each.first: each.expected for each in report.forecast}
    months = [first]
    while len(months) < len(wins):
        months.append(after(months[-1]))
    dates = tuple(as_date(day) for day in months)
    if dates[-1] not in coming:
        raise OutOfRange(
            f"'wins' go on to {dates[-1]:%Y-%m}, and wins are forecast to "
            f"{max(coming):%Y-%m}: ask for more months of forecast, or fewer wins"
        )
    from_open = tuple(coming[date] for date in dates)
    pace = _pace(report) * (first - begins)
    lag = _shortened(lags.by_month(), len(wins) + 1)
    missing = [max(want - open_, 0.0) for want, open_ in zip(wins, from_open, strict=True)]
    schedule = required_entries(missing, lag, rate, [pace] if first > begins else [])
    return EntriesNeeded(
        dates,
        tuple(float(want) for want in wins),
        from_open,
        schedule.entries,
        schedule.unmet,
        rate,
        lag,
        pace,
    )


def _pace(report: HistoryReport) -> float:
    """Give the records that enter the first stage on a day, by the last whole months."""
    as_of = as_day(report.as_of)
    whole = [each for each in report.months if after(as_day(each.first)) <= as_of + 1][-_PACE:]
    if whole:
        days = after(as_day(whole[-1].first)) - as_day(whole[0].first)
        return sum(each.entries[0] for each in whole) / days
    begun = report.months[-1:]
    return sum(each.entries[0] / (as_of - as_day(each.first) + 1) for each in begun)


def _shortened(lag: Sequence[float], months: int) -> tuple[float, ...]:
    """Give shares by month up to so many, and what comes later as one."""
    kept = [float(share) for share in lag[:months]]
    later = 1 - sum(kept)
    return tuple(kept) if len(lag) <= months else (*kept, max(later, 0.0))
