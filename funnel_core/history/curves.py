"""What a picture of a history shows: the curve of each step with its interval, and its cohorts."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np

from funnel_core.errors import NotEnoughData
from funnel_core.history.cohorts import ADVANCED, Cohorts, Whole
from funnel_core.history.counted import History
from funnel_core.history.estimates import Shares
from funnel_core.history.fitting import fitted
from funnel_core.history.months import as_date, as_day
from funnel_core.history.report import HistoryReport, Pair
from funnel_core.history.reporting import SEED

__all__ = ["FEWEST", "CohortCurve", "StepCurves", "step_curves"]

_DRAWS = 400
_MOST_COHORTS = 12
_SHORTEST = 14
_LONGEST = 730
FEWEST = 10
"""A cohort of fewer records has no curve worth drawing."""
_NEARLY_ALL = 0.97
"""A curve is shown until so many have advanced of those that will: until it is seen to be flat."""
_BEYOND = 1.5
"""But not further than this beyond the oldest record: nobody has seen what comes there."""


@dataclass(frozen=True, slots=True)
class CohortCurve:
    """The share of one cohort that had advanced, day by day, as far as all of it is old enough.

    Args:
        label: when it entered: "Jan 2018", "Q1 2018" or "2018".
        entered: records.
        shares: after 0, 1, … days.
    """

    label: str
    entered: int
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class StepCurves:
    """One step, or the way to won: what was learnt, and what cohorts did.

    Args:
        pair: its counts and rates.
        expected, low, high: after 0, 1, … days: the share that advances, and its interval; empty
            where there is no honest rate.
        cohorts: by when they entered, the oldest first.
    """

    pair: Pair
    expected: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    cohorts: tuple[CohortCurve, ...]


def step_curves(
    history: History, report: HistoryReport, rng: np.random.Generator | None = None
) -> tuple[StepCurves, ...]:
    """Give the curves of every step, and of the whole way where it has more than one step.

    Args:
        history: what was counted.
        report: what was learnt from it; its window and its confidence hold here.
        rng: draws what is uncertain of a curve; None: the same draws each time.

    Returns:
        Shares by days since entry. A step without an honest rate has its cohorts alone.
    """
    rng = np.random.default_rng(SEED) if rng is None else rng
    pairs = [(at, at + 1, pair) for at, pair in enumerate(report.steps)]
    if history.order.last > 1:
        pairs.append((0, history.order.last, report.to_won[0]))
    window = [None if day is None else as_day(day) for day in _window(report)]
    return tuple(
        _curves(history.cohorts(start, end).entered_between(*window), pair, report.confidence, rng)
        for start, end, pair in pairs
    )


def _window(report: HistoryReport) -> tuple[datetime.date | None, datetime.date | None]:
    return report.entered_from, report.entered_to


def _curves(
    cohorts: Cohorts, pair: Pair, confidence: float, rng: np.random.Generator
) -> StepCurves:
    empty: tuple[float, ...] = ()
    days = _days(cohorts, pair)
    told = _told(cohorts, days)
    if pair.honest is None:
        return StepCurves(pair, empty, empty, empty, told)
    try:
        model = fitted(cohorts, confidence)
    except NotEnoughData:
        return StepCurves(pair, empty, empty, empty, told)
    drawn, _ = model.drawn(rng, _DRAWS, days)
    low, high = np.quantile(drawn, [(1 - confidence) / 2, (1 + confidence) / 2], axis=0)
    expected = model.incidence(days)
    return StepCurves(pair, _shares(expected), _shares(low), _shares(high), told)


def _shares(line: Shares) -> tuple[float, ...]:
    return tuple(map(float, line))


def _days(cohorts: Cohorts, pair: Pair) -> int:
    """Say how many days are shown: until nearly all have advanced that will, or all seen."""
    oldest = int((cohorts.as_of - cohorts.day).max(initial=_SHORTEST))
    days = oldest
    if pair.lags is not None:
        within = np.cumsum(pair.lags.shares)
        days = min(int(np.searchsorted(within, _NEARLY_ALL)), round(_BEYOND * oldest))
    return min(max(days, _SHORTEST), _LONGEST)


def _told(cohorts: Cohorts, days: int) -> tuple[CohortCurve, ...]:
    """Part cohorts by month, quarter or year of entry: the finest that gives a dozen at most."""
    entered, at = np.unique(cohorts.day, return_inverse=True)
    dates = [as_date(int(day)) for day in entered]
    for label in (_month, _quarter, _year):
        labels = [label(date) for date in dates]
        if len(set(labels)) <= _MOST_COHORTS:
            break
    each = np.array(labels, dtype=object)[at]
    return tuple(
        curve
        for name in dict.fromkeys(labels)
        if (curve := _cohort(cohorts, each == name, name, days)) is not None
    )


def _cohort(
    cohorts: Cohorts, chosen: np.ndarray[tuple[int], np.dtype[np.bool_]], label: str, days: int
) -> CohortCurve | None:
    """Give a cohort's curve; None where it is too young or too small to have one."""
    young = int(cohorts.as_of - cohorts.day[chosen].max())
    records = int(cohorts.records[chosen].sum())
    seen = min(young, days)
    if seen < 1 or records < FEWEST:
        return None
    advanced = chosen & (cohorts.outcome == ADVANCED) & (cohorts.lag <= seen)
    by_lag: Whole = np.bincount(cohorts.lag[advanced], cohorts.records[advanced], seen + 1)
    return CohortCurve(label, records, tuple(float(n / records) for n in by_lag.cumsum()))


def _month(date: datetime.date) -> str:
    return f"{date:%b %Y}"


def _quarter(date: datetime.date) -> str:
    return f"Q{(date.month + 2) // 3} {date.year}"


def _year(date: datetime.date) -> str:
    return str(date.year)
