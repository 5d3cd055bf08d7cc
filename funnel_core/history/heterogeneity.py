"""Whether records of different times differ by more than chance."""

from __future__ import annotations

import numpy as np
from scipy import stats

from funnel_core.history.cohorts import ADVANCED, Cohorts
from funnel_core.history.estimates import Shares

__all__ = ["misfit", "spread"]

_GROUPS = 12
_EXPECTED = 5.0
_FEWEST = 3
_SURPRISING = 0.05
_WORST = 10.0


def spread(cohorts: Cohorts, incidence: Shares) -> float:
    """Say how much more cohorts differ than by chance, as a factor on the variance, from 1 up.

    Args:
        cohorts: the counts of one step.
        incidence: the fit: shares that advance within 0, 1, … days.

    Returns:
        1 where cohorts differ no more than chance has it at 5 %, or are fewer than three.

    Formula: Pearson's chi² ÷ degrees of freedom of advanced records per cohort against what their
    ages let expect. Cohorts are spans of entry days with about equally many expected advances, 5
    at least, 12 at most. Source: Pearson (1900); McCullagh and Nelder on overdispersion (1989).
    """
    days, at = np.unique(cohorts.day, return_inverse=True)
    entered = np.bincount(at, cohorts.records)
    advanced = np.bincount(at, np.where(cohorts.outcome == ADVANCED, cohorts.records, 0))
    share = incidence[np.minimum(cohorts.as_of - days, len(incidence) - 1)]
    expected = entered * share
    groups = min(_GROUPS, int(expected.sum() / _EXPECTED))
    if groups < _FEWEST:
        return 1.0
    middle = np.cumsum(expected) - expected / 2
    group = np.minimum((middle / expected.sum() * groups).astype(int), groups - 1)
    seen, due, varying = (
        np.bincount(group, each, groups) for each in (advanced, expected, expected * (1 - share))
    )
    whole = (varying > 0) & (due >= _EXPECTED / 2)
    if whole.sum() < _FEWEST:
        return 1.0
    squares = float(((seen - due)[whole] ** 2 / varying[whole]).sum())
    freedom = int(whole.sum()) - 1
    return squares / freedom if stats.chi2.sf(squares, freedom) < _SURPRISING else 1.0


def misfit(cohorts: Cohorts, incidence: Shares, parameters: int) -> float:
    """Say how much further the lags lie from a fit than by chance, as a factor, from 1 up.

    Args:
        cohorts: the counts of one step.
        incidence: the fit: shares that advance within 0, 1, … days.
        parameters: how many numbers were fitted.

    Returns:
        1 where the lags fit as chance has it at 5 %, or are too few to tell; 10 at most: among many
        records any family is off somewhere, and most of that leaves the rate as it is.

    Formula: Pearson's chi² ÷ degrees of freedom of advanced records in up to 12 bands of lags, five
    expected in each at least, against what ages and the fit let expect. A family that fits where
    lags are seen may still be wrong beyond; one that does not is sure of nothing.
    """
    days = int((cohorts.as_of - cohorts.day).max())
    entered = np.bincount(cohorts.as_of - cohorts.day, cohorts.records, days + 1)
    due = np.cumsum(entered[::-1])[::-1] * np.diff(incidence[: days + 1], prepend=0.0)
    bands = min(_GROUPS, int(due.sum() / _EXPECTED))
    if bands <= parameters:
        return 1.0
    band = np.minimum((np.cumsum(due) - due / 2) / due.sum() * bands, bands - 1).astype(int)
    expected = np.bincount(band, due, bands)
    seen = np.bincount(band, cohorts.by_lag(ADVANCED, days), bands)
    whole = expected >= _EXPECTED / 2
    freedom = int(whole.sum()) - parameters
    if freedom < 1:
        return 1.0
    squares = float(((seen - expected)[whole] ** 2 / expected[whole]).sum())
    surprising = stats.chi2.sf(squares, freedom) < _SURPRISING
    return min(squares / freedom, _WORST) if surprising else 1.0
