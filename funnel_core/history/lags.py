"""How long records take that advance in the end: quantiles, mean, and shares by month."""

from __future__ import annotations

import numpy as np

from funnel_core.history.estimates import LagDistribution, Shares

__all__ = ["QUANTILES", "lag_distribution"]

QUANTILES = (0.10, 0.25, 0.50, 0.75, 0.90)
_ROUNDING = 1e-12


def lag_distribution(incidence: Shares, rate: float) -> LagDistribution | None:
    """Turn the share that advances within 0, 1, … days into the distribution of the lags.

    Args:
        incidence: shares of all that entered, rising, an entry per day from 0.
        rate: the share that ever advances, at least the last entry of `incidence`.

    Returns:
        The distribution among those that advance; None where none ever does (a rate of 0).

    Formula: (incidence[k] − incidence[k − 1]) ÷ rate; a quantile is the first day by which that
    share has advanced; the mean is over those within the last day.

    >>> lags = lag_distribution(np.array([0.1, 0.2, 0.4]), 0.5)
    >>> [round(share, 3) for share in lags.shares], round(lags.later, 3), lags.quantiles[:3]
    ([0.2, 0.2, 0.4], 0.2, (0, 1, 2))
    """
    if rate <= 0 or incidence[-1] <= 0:
        return None
    within = np.minimum(incidence / rate, 1.0)
    shares = np.diff(within, prepend=0.0)
    days = np.arange(len(within))
    quantiles = []
    for quantile in QUANTILES:
        day = int(np.searchsorted(within, quantile - _ROUNDING))
        quantiles.append(day if day < len(within) else None)
    return LagDistribution(
        shares=tuple(shares.tolist()),
        later=float(1 - within[-1]),
        quantiles=tuple(quantiles),
        mean=float((shares * days).sum() / within[-1]),
    )
