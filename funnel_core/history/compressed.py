"""Counts by lag and age, in bins of days: all that a cure model's likelihood needs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from funnel_core.history.cohorts import ADVANCED, Cohorts, Whole
from funnel_core.history.day_grid import DayGrid, day_grid, these_days
from funnel_core.history.estimates import Shares
from funnel_core.history.families import Family

__all__ = ["LagCounts", "lag_counts", "later_shares"]

_FAINTEST = 1e-300


@dataclass(frozen=True, slots=True)
class LagCounts:
    """Records by bins of days, without those that advanced on the day they entered.

    Args:
        grid: the last days of the bins; the first one is day 0.
        advanced: per bin after day 0, the records that advanced in it.
        waiting: per day of the grid after day 0, the records that had not advanced by then: those
            last seen between two days count in part at each.
        same_day: whether day 0 is apart; else its records count in the first bin.
        asked: the days of the grid that the counts ask for: the others' shares change nothing.
        places: of these days among those of `advanced`.
    """

    grid: DayGrid
    advanced: Shares
    waiting: Shares
    same_day: bool
    asked: DayGrid
    places: Whole

    def log_likelihood(
        self, family: Family, rate: Shares, location: Shares, width: Shares
    ) -> Shares:
        """Give the log likelihood for arrays of parameters that fit each other's shape.

        Formula: Σ log(c·(F(k) − F(k − 1))) over those that advanced at a lag of k days, and
        Σ log(1 − c·F(a)) over those that did not, seen to an age of a days. Source: Boag (1949),
        Berkson and Gage (1952).
        """
        within, beyond = self.asked.shares(family, location, width)
        if self.same_day:
            within, beyond = later_shares(within, beyond)
        waiting = np.maximum(beyond + (1 - rate[..., None]) * within, _FAINTEST)
        came = np.maximum(_steps(within, beyond), _FAINTEST)
        logs = np.zeros((2, *rate.shape, len(self.advanced)))
        logs[..., self.places] = np.log((came, waiting))
        found = self.advanced.sum() * np.log(rate) + logs[0] @ self.advanced
        return np.asarray(found + logs[1] @ self.waiting)


def _steps(within: Shares, beyond: Shares) -> Shares:
    """Give the shares from each day to the next, by what tells the difference best: the smaller."""
    early, late = within.copy(), 1 - beyond
    early[..., 1:] -= within[..., :-1]
    late[..., 1:] = beyond[..., :-1] - beyond[..., 1:]
    return np.where(within < 0.5, early, late)


def later_shares(within: Shares, beyond: Shares) -> tuple[Shares, Shares]:
    """Give the same shares, from day 1 on, of those that do not advance on day 0."""
    left = np.maximum(beyond[..., :1], _FAINTEST)
    later = within[..., 1:] - within[..., :1]
    return np.clip(later / left, 0.0, 1.0), np.minimum(beyond[..., 1:] / left, 1.0)


def lag_counts(cohorts: Cohorts, same_day: bool) -> LagCounts:
    """Count by lag and age. Lost records count as not advanced by the last day that is seen.

    With `same_day`, records that advanced on the day they entered are left out.
    """
    advanced = cohorts.outcome == ADVANCED
    age = np.where(advanced, cohorts.lag, cohorts.as_of - cohorts.day)
    grid = day_grid(max(int(age.max()), 1))
    records = cohorts.records.astype(np.float64)
    bins = np.searchsorted(grid.days, age)
    before = np.maximum(bins - 1, 0)
    gap = np.maximum(grid.days[bins] - grid.days[before], 1.0)
    part = np.where(bins > 0, (age - grid.days[before]) / gap, 1.0)
    came, waiting = np.zeros(len(grid.days)), np.zeros(len(grid.days))
    np.add.at(came, bins, np.where(advanced, records, 0.0))
    waits = np.where(advanced, 0.0, records)
    np.add.at(waiting, bins, waits * part)
    np.add.at(waiting, before, waits * (1 - part))
    first = int(same_day)
    wanted = (came > 0) | (waiting > 0)
    # a step ends on the day of its bin and begins on the one before
    wanted[:-1] |= came[1:] > 0
    wanted[0] |= same_day
    asked = these_days(grid.days[wanted])
    places = np.flatnonzero(wanted[first:])
    return LagCounts(grid, came[first:], waiting[first:], same_day, asked, places)
