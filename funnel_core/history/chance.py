"""From means that are uncertain to whole numbers of records: the interval of a count."""

from __future__ import annotations

import numpy as np

from funnel_core.history.estimates import Shares
from funnel_core.model import Interval

__all__ = ["count_interval", "counts_drawn"]

_TRIALS = 25
"""Counts that are drawn for every mean that is drawn."""
_POISSON = 1e-6
"""A variance this close to the mean is a Poisson count's."""


def counts_drawn(means: Shares, evenness: float, rng: np.random.Generator) -> Shares:
    """Draw counts with given means, and with a variance of `evenness` × the mean.

    A count of independent records that advance with different probabilities p has the mean Σ p
    and the variance Σ p(1 − p), below its mean: it is drawn as the binomial count with the same
    mean and the same variance, which it hardly differs from (Ehm, 1991). A variance above the
    mean, where cohorts differ, is a negative binomial count's.
    """
    means = np.repeat(np.maximum(means, 0.0), _TRIALS)
    if evenness < 1 - _POISSON:
        trials = np.maximum(np.ceil(means / (1 - evenness) - 1e-9), 1.0)
        return rng.binomial(trials.astype(np.int64), np.minimum(means / trials, 1.0)).astype(float)
    if evenness <= 1 + _POISSON:
        return rng.poisson(means).astype(float)
    # a negative binomial count is a Poisson count whose mean is drawn from a gamma distribution
    return rng.poisson(rng.gamma(means / (evenness - 1)) * (evenness - 1)).astype(float)


def count_interval(
    means: Shares, evenness: float, confidence: float, rng: np.random.Generator
) -> Interval:
    """Give the interval of a count: whole numbers, beyond each of which lies half of the rest."""
    tail = (1 - confidence) / 2
    drawn = counts_drawn(means, evenness, rng)
    low, high = np.quantile(drawn, (tail, 1 - tail), method="inverted_cdf")
    return Interval(float(low), float(high), confidence)
