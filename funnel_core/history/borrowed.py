"""A few records' rate with the lags of more: what one channel borrows of all channels together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from funnel_core.history.cohorts import ADVANCED, Cohorts
from funnel_core.history.cure import CureModel, undecided
from funnel_core.history.estimates import Fitted, HonestRate, LagDistribution, Shares

__all__ = ["Borrowed", "BorrowedLags", "borrowed", "lags_differ"]

_POINTS = 301
_EDGE = 1e-7
_BANDS = 5
_EXPECTED = 5.0
_SURPRISING = 0.01
_FAINTEST = 1e-300


@dataclass(frozen=True, slots=True)
class Borrowed:
    """How likely each rate is, under each of the lag curves that are lent.

    Args:
        weights: of the curves.
        rates: a grid, rising.
        masses: per curve, the weight of each rate, 1 in all (curves × rates).
        best: per curve, the most likely rate.
        effective: the records that count as decided: the share of each that would have advanced
            by its age, of those that do, summed.
    """

    weights: Shares
    rates: Shares
    masses: Shares
    best: Shares
    effective: float

    @property
    def rate(self) -> float:
        """Give the share that ever advances, curves by their weights."""
        return float(self.weights @ self.best)

    def quantiles(self, shares: Shares) -> Shares:
        """Give the rates below which these shares of what is likely lie."""
        masses = self.weights @ self.masses
        return np.asarray(np.interp(shares, np.cumsum(masses) - masses / 2, self.rates))


@dataclass(frozen=True, slots=True)
class BorrowedLags:
    """What was learnt of a step with the lags of another fit: see `Fitted`.

    `losing` is the share that is recorded as lost within each day.
    """

    estimate: HonestRate
    lags: LagDistribution | None
    found: Borrowed
    lender: Fitted
    losing: Shares

    def incidence(self, days: int) -> Shares:
        """Give the share that advances within 0, 1, …, `days` days."""
        return np.asarray(self.estimate.rate * mean_curve(self.lender, days))

    def surviving(self, days: int) -> Shares:
        """Give the share that is neither advanced nor recorded as lost after each day."""
        return undecided(self.incidence(days), self.estimate.rate, self.losing)

    def drawn(self, rng: np.random.Generator, draws: int, days: int) -> tuple[Shares, Shares]:
        """Draw both: a curve by its weight, and a rate by its likelihood under that curve."""
        _, curves = lent(self.lender, days)
        chosen = rng.choice(len(curves), draws, p=self.found.weights)
        places, rates = rng.random(draws), np.empty(draws)
        for curve in np.unique(chosen):
            masses, these = self.found.masses[curve], chosen == curve
            below = np.cumsum(masses) - masses / 2
            rates[these] = np.interp(places[these], below, self.found.rates)
        drawn = rates[:, None] * curves[chosen]
        return drawn, undecided(drawn, rates[:, None], self.losing)


def borrowed(cohorts: Cohorts, lender: Fitted, spread: float) -> Borrowed:
    """Weigh the rates of a step under the lag curves of another fit.

    Args:
        cohorts: the counts of the step; lost records count as not advanced.
        lender: the fit whose lags are taken.
        spread: what log likelihoods are divided by.

    Formula: per lag curve F, the likelihood c^advanced · Π (1 − c·F(a)) over the ages a of the
    others, with Jeffreys' prior of a share, (c(1 − c))^−½; the curves weigh as the lender has them.
    """
    waiting = cohorts.outcome != ADVANCED
    ages = cohorts.as_of - cohorts.day
    days, at = np.unique(ages, return_inverse=True)
    entered = np.bincount(at, cohorts.records)
    waits = np.bincount(at, np.where(waiting, cohorts.records, 0))
    weights, curves = lent(lender, int(days[-1]))
    within = curves[:, days]
    effective = float(weights @ (within @ entered))
    came = cohorts.advanced
    reach = stats.beta((came + 0.5) / (3 * spread), max(effective - came, 0.5) / (3 * spread))
    rates = np.unique(np.clip(reach.ppf(np.linspace(_EDGE, 1 - _EDGE, _POINTS)), 1e-12, 1 - 1e-12))
    left = np.maximum(1 - rates[:, None, None] * within, _FAINTEST)
    heights = ((np.log(left) @ waits) + came * np.log(rates)[:, None]).T
    best = np.where(came > 0, rates[heights.argmax(axis=1)], 0.0)
    densities = np.exp((heights - heights.max(axis=1, keepdims=True)) / spread)
    masses = densities * np.gradient(rates) / np.sqrt(rates * (1 - rates))
    return Borrowed(weights, rates, masses / masses.sum(axis=1, keepdims=True), best, effective)


def lags_differ(cohorts: Cohorts, lender: Fitted) -> bool:
    """Tell whether records that advanced took other times than the lender's, beyond chance (1 %).

    Formula: Pearson's chi² of advanced records in up to five bands of lags, of about equally many
    expected, five at least, against what their ages and the lender's lags let expect.
    """
    days = int((cohorts.as_of - cohorts.day).max())
    each = np.diff(mean_curve(lender, days), prepend=0.0)
    entered = np.bincount(cohorts.as_of - cohorts.day, cohorts.records, days + 1)
    due = np.cumsum(entered[::-1])[::-1] * each
    seen = cohorts.by_lag(ADVANCED, days)
    due = due * seen.sum() / max(due.sum(), _FAINTEST)
    bands = min(_BANDS, int(due.sum() / _EXPECTED))
    if bands < 2:
        return False
    band = np.minimum((np.cumsum(due) - due / 2) / due.sum() * bands, bands - 1).astype(int)
    expected = np.bincount(band, due, bands)
    known = expected > 0
    off = (np.bincount(band, seen, bands) - expected)[known]
    squares = float((off**2 / expected[known]).sum())
    return bool(stats.chi2.sf(squares, max(int(known.sum()) - 1, 1)) < _SURPRISING)


def lent(lender: Fitted, days: int) -> tuple[Shares, Shares]:
    """Give the lender's lag curves by their weights: shares of those that ever advance."""
    if isinstance(lender, CureModel):
        return lender.cure.curves(days)
    rate = max(lender.estimate.rate, _FAINTEST)
    return np.ones(1), np.minimum(lender.incidence(days) / rate, 1.0)[None, :]


def mean_curve(lender: Fitted, days: int) -> Shares:
    """Give the lender's lag curve, all likely ones by their weights."""
    weights, curves = lent(lender, days)
    return np.asarray(weights @ curves)
