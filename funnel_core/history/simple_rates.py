"""The two rates that are read off a list, and are both off: naive and snapshot."""

from __future__ import annotations

from funnel_core.history.cohorts import ADVANCED, Cohorts, Days

__all__ = ["naive_rate", "snapshot_rate"]


def naive_rate(cohorts: Cohorts) -> float | None:
    """Give the share that advanced so far, as if open records had failed.

    Returns:
        advanced ÷ entered; None where nobody entered.
    """
    return cohorts.advanced / cohorts.entered if cohorts.entered else None


def snapshot_rate(cohorts: Cohorts, first: Days, last: Days) -> float | None:
    """Give entries into the later stage ÷ entries into this one, both in the same days.

    Args:
        cohorts: all that ever entered, not only in these days.
        first: the first of the days.
        last: the last one, included.

    Returns:
        A ratio, which may lie above 1; None where nobody entered in these days.

    Formula: with volumes that grow by g a month and a lag of months it is the rate ÷ (1 + g)^lag.
    Source: Kellblog, "Win rates, close rates and milestone vs. cohort analysis".

    >>> import numpy as np
    >>> monthly = np.array([100, 110, 121, 133, 146])
    >>> day, won = 30 * np.arange(5), np.array([20, 22, 0, 0, 0])
    >>> cohorts = Cohorts(
    ...     0, 1, 120, np.concatenate((day, day[:2])),
    ...     np.concatenate((120 - day, [90, 90])), np.repeat([0, 1], (5, 2)),
    ...     np.concatenate((monthly - won, won[:2])),
    ... )
    >>> round(snapshot_rate(cohorts, 90, 120), 4), round(naive_rate(cohorts), 4)
    (0.1505, 0.0689)
    """
    entered = int(cohorts.records[(cohorts.day >= first) & (cohorts.day <= last)].sum())
    reached = cohorts.day + cohorts.lag
    came = (cohorts.outcome == ADVANCED) & (reached >= first) & (reached <= last)
    return int(cohorts.records[came].sum()) / entered if entered else None
