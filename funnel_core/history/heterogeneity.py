"""Whether records of different times differ by more than chance."""

from __future__ import annotations

import numpy as np
from scipy import stats

from funnel_core.history.cohorts import ADVANCED, Cohorts
from funnel_core.history.estimates import Shares

__all__ = ["spread"]

_GROUPS = 12
_EXPECTED = 5.0
_FEWEST = 3
_SURPRISING = 0.05


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
