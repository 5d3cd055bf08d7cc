"""Counts by lag and age, in bins of days: all that a cure model's likelihood needs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from funnel_core.history.cohorts import ADVANCED, Cohorts
from funnel_core.history.estimates import Shares
from funnel_core.history.families import Family

__all__ = ["LagCounts", "lag_counts"]

_SINGLE_DAYS = 60
_GROWTH = 1.03
_FAINTEST = 1e-300


@dataclass(frozen=True, slots=True)
class LagCounts:
    """Records by bins of days.

    Args:
        log_edges: the logarithms of the bins' upper edges, in days; the first bin begins at 0.
        advanced: per bin, the records that advanced in it.
        waiting: per upper edge, the records that had not advanced by then: those that wait for a
            time between two edges count in part at each.
    """

    log_edges: Shares
    advanced: Shares
    waiting: Shares

    def log_likelihood(
        self, family: Family, rate: Shares, location: Shares, width: Shares
    ) -> Shares:
        """Give the log likelihood for arrays of parameters that fit each other's shape.

        Formula: Σ log(c·(F(k + 1) − F(k))) over those that advanced, at a lag of k days, and
        Σ log(1 − c·F(a + 1)) over those that did not, seen to an age of a days: a lag of k days is
        a time from k up to k + 1. Source: Boag (1949), Berkson and Gage (1952).
        """
        within, beyond = family.both(self.log_edges, location[..., None], width[..., None])
        first = within[..., :1]
        # the smaller of the two tells the difference best
        steps = np.where(
            within[..., 1:] < 0.5,
            within[..., 1:] - within[..., :-1],
            beyond[..., :-1] - beyond[..., 1:],
        )
        shares = np.concatenate((first, steps), axis=-1)
        rates = rate[..., None]
        waiting = np.maximum(beyond + (1 - rates) * within, _FAINTEST)
        found = self.advanced.sum() * np.log(rate)
        found = found + np.log(np.maximum(shares, _FAINTEST)) @ self.advanced
        return np.asarray(found + np.log(waiting) @ self.waiting)


def lag_counts(cohorts: Cohorts) -> LagCounts:
    """Count by lag and age. Lost records count as not advanced by the last day that is seen."""
    advanced = cohorts.outcome == ADVANCED
    age = np.where(advanced, cohorts.lag, cohorts.as_of - cohorts.day) + 1
    edges = _edges(int(age.max()))
    records = cohorts.records.astype(np.float64)
    bins = np.searchsorted(edges, age)
    above, below = edges[bins], np.where(bins > 0, edges[bins - 1], 0)
    part = (age - below) / (above - below)
    waits = np.where(advanced, 0.0, records)
    waiting = np.zeros(len(edges))
    np.add.at(waiting, bins, waits * part)
    # before the first edge nothing can have advanced: that part says nothing
    lower = bins > 0
    np.add.at(waiting, bins[lower] - 1, (waits * (1 - part))[lower])
    came = np.zeros(len(edges))
    np.add.at(came, bins, np.where(advanced, records, 0.0))
    return LagCounts(np.log(edges), came, waiting)


def _edges(days: int) -> Shares:
    """Give upper edges of bins: each day for two months, then each 3 %, the last at `days`."""
    edges = list(range(1, min(days, _SINGLE_DAYS) + 1))
    while edges[-1] < days:
        edges.append(min(days, int(edges[-1] * _GROWTH) + 1))
    return np.array(edges, dtype=np.float64)
