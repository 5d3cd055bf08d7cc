"""Records for the estimators' tests: as typed, or simulated with a seed."""

from __future__ import annotations

import numpy as np

from funnel_core.history.cohorts import ADVANCED, LOST, OPEN, Cohorts


def as_cohorts(advanced=(), lost=(), still_open=(), as_of=1000):
    """Make cohorts of single records by their lags; all but open ones entered on day 0."""
    lags = np.array([*advanced, *lost, *still_open], dtype=np.int64)
    outcome = np.repeat([ADVANCED, LOST, OPEN], [len(advanced), len(lost), len(still_open)])
    day = np.where(outcome == OPEN, as_of - lags, 0)
    return Cohorts(0, 1, as_of, day, lags, outcome, np.ones(len(lags), dtype=np.int64))


def simulated(seed, records, days, rate, lags, lost=None):
    """Let records enter evenly over so many days and follow them to the end of the last one.

    Args:
        seed: of all that is drawn.
        records: how many enter.
        days: over how many days.
        rate: the share that ever advances; or a function of the moment of entry.
        lags: a frozen distribution of scipy: the time of those that do.
        lost: the time of the others until they are recorded as lost; None: never.
    """
    rng = np.random.default_rng(seed)
    moment = rng.random(records) * days
    advances = rng.random(records) < (rate(moment) if callable(rate) else rate)
    time = np.where(advances, lags.rvs(size=records, random_state=rng), np.inf)
    if lost is not None:
        time = np.where(advances, time, lost.rvs(size=records, random_state=rng))
    day, due = np.floor(moment).astype(np.int64), np.floor(moment + time)
    decided = due <= days - 1
    outcome = np.where(decided, np.where(advances, ADVANCED, LOST), OPEN)
    lag = np.where(decided, due, days - 1).astype(np.int64) - day
    each, number = np.unique(np.stack([day, lag, outcome]), axis=1, return_counts=True)
    return Cohorts(0, 1, days - 1, *each, number.astype(np.int64))
