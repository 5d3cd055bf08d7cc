"""Whether records advance at one time more readily than at another, by more than chance."""

from __future__ import annotations

import numpy as np
from scipy import special

from funnel_core.history.cohorts import ADVANCED, Cohorts
from funnel_core.history.estimates import Fitted, Shares

__all__ = ["unrest"]

_SPANS = 12
_EXPECTED = 5.0
_FEWEST = 3
_SURPRISING = 0.05


def unrest(cohorts: Cohorts, fit: Fitted) -> float:
    """Say how much more the advances of a week or a month vary than by chance, from 1 up.

    A rate may be the same for all cohorts, and holidays or a new price move the advances of all
    ages together; what is forecast for a month is that much less sure.

    Args:
        cohorts: the counts of a step that `fit` stands on.
        fit: what was learnt of it.

    Returns:
        A factor on the variance of counts; 1 where chance has it at 5 %, or fewer than three spans
        of time have enough advances.

    Formula: Pearson's chi² ÷ degrees of freedom of the advances in up to twelve equal spans of
    days against Σ h(a) over the records at risk on each day, with the variance Σ h(a)(1 − h(a)),
    h(a) the fit's chance to advance on day a of those undecided before it. Source: counting
    processes (Aalen, 1978); McCullagh and Nelder (1989) on overdispersion.
    """
    if not len(cohorts.day) or not cohorts.advanced:
        return 1.0
    first = int(cohorts.day.min())
    days = cohorts.as_of - first + 1
    spans = min(_SPANS, int(cohorts.advanced / _EXPECTED), days)
    if spans < _FEWEST:
        return 1.0
    edges = first + np.round(np.linspace(0, days, spans + 1)).astype(np.int64)
    ages = np.clip(edges[None, :] - cohorts.day[:, None], 0, cohorts.lag[:, None] + 1)
    chance = _chances(fit, days)
    due, varying = (
        np.diff(cohorts.records @ np.concatenate(([0.0], np.cumsum(each)))[ages])
        for each in (chance, chance * (1 - chance))
    )
    reached = (cohorts.day + cohorts.lag)[cohorts.outcome == ADVANCED]
    records = cohorts.records[cohorts.outcome == ADVANCED]
    seen = np.histogram(reached, edges, weights=records)[0]
    whole = (due >= _EXPECTED / 2) & (varying > 0)
    freedom = int(whole.sum()) - 1
    if freedom + 1 < _FEWEST:
        return 1.0
    squares = float(((seen - due)[whole] ** 2 / varying[whole]).sum())
    surprising = special.gammaincc(freedom / 2, squares / 2) < _SURPRISING
    return max(squares / freedom, 1.0) if surprising else 1.0


def _chances(fit: Fitted, days: int) -> Shares:
    """Give the chances to advance at the ages 0, 1, … of those undecided before."""
    undecided = np.concatenate(([1.0], fit.surviving(days)[:-1]))
    on_day = np.diff(fit.incidence(days), prepend=0.0)
    chance = np.divide(on_day, undecided, out=np.zeros_like(on_day), where=undecided > 0)
    return np.clip(chance, 0.0, 1.0)
