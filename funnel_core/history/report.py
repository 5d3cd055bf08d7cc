"""All that a history says, in one value: what is printed, saved, and handed to a plan."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from funnel_core.history.counted import Amounts
from funnel_core.history.estimates import HonestRate, LagDistribution
from funnel_core.history.problems import DataProblem
from funnel_core.model import Interval

__all__ = ["ForecastMonth", "HistoryReport", "Month", "Pair", "WonAmount"]


@dataclass(frozen=True, slots=True)
class Pair:
    """What is known of the way from one stage to a later one, of one channel or of all.

    Args:
        start, end: the stages' names.
        channel: its name ("" where it is blank); None: all together.
        entered, advanced, lost, open: records, as counted in the window.
        naive: advanced ÷ entered, as if open records had failed; None where nobody entered.
        snapshot: entries into `end` ÷ entries into `start` in the same days: those of the window,
            else the last three full months, or all days where there are fewer; None where nobody
            entered in them.
        honest: the rate with its interval; None where history cannot carry one.
        lags: how long those take that advance; None with `honest`, or where nobody advanced.
        not_enough: why there is no honest rate, and what would help; "" where there is one.
        drawn: a channel's rate drawn to the others' where channels are small; None where there
            are fewer than three with a rate.
    """

    start: str
    end: str
    channel: str | None
    entered: int
    advanced: int
    lost: int
    open: int
    naive: float | None
    snapshot: float | None
    honest: HonestRate | None
    lags: LagDistribution | None
    not_enough: str = ""
    drawn: float | None = None


@dataclass(frozen=True, slots=True)
class WonAmount:
    """Amounts per won deal: counts, and the mean with its interval.

    `mean` is None where no won deal has an amount, `interval` where fewer than two have, or their
    mean is not above 0.
    """

    channel: str | None
    amounts: Amounts
    mean: float | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month: its first day, and the records that entered each stage in it.

    `channel` is the one that they came through; None: all together.
    """

    first: datetime.date
    entries: tuple[int, ...]
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class ForecastMonth:
    """Wins expected in a calendar month from records that are open now, with an interval.

    `first` is the month's first day (the day after `as_of` in the month that has begun).
    """

    first: datetime.date
    expected: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class HistoryReport:
    """What a history says.

    Args:
        stages, lost: their names.
        as_of: the last day that is seen.
        entered_from, entered_to: the window of entries that the rates stand on; None: all.
        confidence: of all intervals.
        zone: the time zone in which days begin, or "".
        steps: a `Pair` per step, all channels together.
        to_won: a `Pair` per stage to the last one.
        channels: per channel (most records first): its steps and ways to won.
        amounts: all together first, then per channel.
        months: records that entered each stage, by calendar month of the last twenty years.
        open_now: records in each stage but the last that went no further yet, and are not lost.
        open_ages: the median of their days there; None where there are none.
        forecast: by month; empty where a step has no honest rate.
        forecast_total: of all open records, however long they take.
        no_forecast: why there is none; "" where there is one.
        problems: what is wrong with the data.
        channel_months: as `months`, month by month of each channel in turn.
    """

    stages: tuple[str, ...]
    lost: tuple[str, ...]
    as_of: datetime.date
    entered_from: datetime.date | None
    entered_to: datetime.date | None
    confidence: float
    zone: str
    steps: tuple[Pair, ...]
    to_won: tuple[Pair, ...]
    channels: tuple[Pair, ...]
    amounts: tuple[WonAmount, ...]
    months: tuple[Month, ...]
    open_now: tuple[int, ...]
    open_ages: tuple[float | None, ...]
    forecast: tuple[ForecastMonth, ...]
    forecast_total: Interval | None
    forecast_expected: float | None
    no_forecast: str
    problems: tuple[DataProblem, ...]
    channel_months: tuple[Month, ...] = ()
