"""The records that must enter for wins by month: what a plan asks, from what history says."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import optimize

from funnel_core.errors import InputError, NotEnoughData, OutOfRange
from funnel_core.history.estimates import LagDistribution, Shares
from funnel_core.history.lags import lag_distribution
from funnel_core.history.months import after, as_date, as_day
from funnel_core.history.report import HistoryReport
from funnel_core.quantities import RECORDS
from funnel_core.schedule import Schedule, required_entries

__all__ = ["EntriesNeeded", "composed_lags", "entries_for"]

_LONGEST = 3650
_MONTH = 365.25 / 12
_PACE = 3
"""So many whole months say at what pace records enter."""

_STEADINESS = 0.05
"""What a change of entries from month to month weighs, against as many records' wins missed."""

_COME = 0.99
_BEYOND = 36
"""A plan looks on until this share of the last entries' wins has come, or for so many months."""


@dataclass(frozen=True, slots=True)
class EntriesNeeded:
    """What must enter the first stage in each of some calendar months, for wins by month.

    Args:
        months: their first days; the first one begins after the last day that is seen.
        wins: as wanted.
        from_open: wins that records bring which are open now, as expected.
        entries: records that must enter in each month, steadily.
        expected: wins to expect with these entries, what is open and `pace` brings included.
        short: wins that these leave wanting in each month.
        rate: the share of entries that is won in the end, all steps together.
        lag: of the wins, shares by month from the month of entry on, adding to 1.
        pace: records that are taken to enter in what is left of the month that has begun.
        lately: records that entered in a month, by the last three whole months.
    """

    months: tuple[datetime.date, ...]
    wins: tuple[float, ...]
    from_open: tuple[float, ...]
    entries: tuple[float, ...]
    expected: tuple[float, ...]
    short: tuple[float, ...]
    rate: float
    lag: tuple[float, ...]
    pace: float
    lately: float

    @property
    def wanting(self) -> tuple[float, ...]:
        """Give the wins of each month that the records which are open now do not bring."""
        pairs = zip(self.wins, self.from_open, strict=True)
        return tuple(max(want - open_, 0.0) for want, open_ in pairs)

    @property
    def past(self) -> tuple[float, ...]:
        """Give the records that enter before the first month, as a schedule takes them."""
        return (self.pace,) if self.pace else ()

    @property
    def lag_within(self) -> tuple[float, ...]:
        """Give the lag as far as these months can tell, what comes later as one share."""
        return _shortened(self.lag, len(self.wins) + 1)

    def schedule(self) -> Schedule:
        """Give the entries that meet each month alone, however much they change.

        Raises:
            OutOfRange: too many months with too long lags.

        Formula: `funnel_core.schedule.required_entries`, of the same rate and lags.
        """
        return required_entries(self.wanting, self.lag_within, self.rate, self.past)


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
        Entries by month, the steadiest that come near the wins. What open records bring is taken
        off the wins first; so is what those bring who enter in the rest of the month that has
        begun, at the pace of the last three whole months (of those there are). The last wins are
        taken to go on after the last month: else nothing would be asked of the last entries,
        which are won later.

    Raises:
        NotEnoughData: no forecast, or a step without a rate.
        InputError: no wins.
        OutOfRange: negative wins, or more months than are forecast.

    Formula: the entries e from 0 up with the least Σ_t (missing[t] ÷ rate − Σ_k lag[k] e[t − k])²
    + 0.05 Σ_t (e[t] − e[t − 1])². Source: Tikhonov regularisation of first differences, by
    Lawson and Hanson's non-negative least squares.
    """
    RECORDS.check_each("wins", wins)
    if len(wins) == 0:
        raise InputError("'wins' must hold a number for each month; got none")
    if report.no_forecast:
        raise NotEnoughData(report.no_forecast)
    rate, lags = composed_lags(report)
    lag = np.asarray(lags.by_month())
    begins = as_day(report.as_of) + 1
    first = begins if as_date(begins).day == 1 else after(begins)
    dates = _months(first, len(wins) + _months_until(lag))
    from_open = _from_open(report, dates, len(wins))
    daily = _pace(report)
    pace = daily * (first - begins)
    from_pace = pace * rate * np.resize(np.append(lag, np.zeros(len(dates))), len(dates) + 1)[1:]
    wanted = np.append(wins, np.full(len(dates) - len(wins), wins[-1]))
    bring = _bring(lag, len(dates))
    entries = _steady(bring, np.maximum(wanted - from_open - from_pace, 0.0) / rate)
    expected = from_open + from_pace + rate * (bring @ entries)
    kept = slice(len(wins))
    return EntriesNeeded(
        months=tuple(dates[kept]),
        wins=tuple(float(want) for want in wins),
        from_open=tuple(from_open[kept].tolist()),
        entries=tuple(entries[kept].tolist()),
        expected=tuple(expected[kept].tolist()),
        short=tuple(np.maximum(wanted - expected, 0.0)[kept].tolist()),
        rate=rate,
        lag=tuple(lag.tolist()),
        pace=pace,
        lately=daily * _MONTH,
    )


def _from_open(report: HistoryReport, dates: Sequence[datetime.date], asked: int) -> Shares:
    """Give the wins that open records bring in each month; 0 beyond the forecast.

    Raises:
        OutOfRange: the months that are asked for go on beyond it.
    """
    coming = {each.first: each.expected for each in report.forecast}
    last = dates[asked - 1]
    if last not in coming:
        raise OutOfRange(
            f"'wins' go on to {last:%Y-%m}, and wins are forecast to "
            f"{max(coming):%Y-%m}: ask for more months of forecast, or fewer wins"
        )
    return np.array([coming.get(date, 0.0) for date in dates])


def _months(first: int, count: int) -> list[datetime.date]:
    """Give the first days of so many months."""
    days = [first]
    while len(days) < count:
        days.append(after(days[-1]))
    return [as_date(day) for day in days]


def _months_until(lag: Shares) -> int:
    """Give the months within which nearly all wins of an entry have come."""
    return min(int(np.searchsorted(np.cumsum(lag), _COME)) + 1, _BEYOND)


def _bring(lag: Shares, months: int) -> Shares:
    """Give the share of each month's entries (a column) that is won in each month (a row)."""
    bring = np.zeros((months, months))
    for late, share in enumerate(lag[:months].tolist()):
        bring += share * np.eye(months, k=-late)
    return bring


def _steady(bring: Shares, due: Shares) -> Shares:
    """Give the entries from 0 up that come near to what is due and change little."""
    months = len(due)
    changes = np.sqrt(_STEADINESS) * np.diff(np.eye(months), axis=0)
    found, _ = optimize.nnls(np.vstack([bring, changes]), np.append(due, np.zeros(months - 1)))
    return np.asarray(found, dtype=np.float64)


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
