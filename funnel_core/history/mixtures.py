"""Families of lags weighed against each other, each with how likely every rate is under it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from funnel_core.history.compressed import LagCounts, later_shares
from funnel_core.history.day_grid import DayGrid, every_day
from funnel_core.history.estimates import Shares
from funnel_core.history.families import FAMILIES, Family
from funnel_core.history.profiles import Profile, profile

__all__ = ["Mixture", "mixture"]

_COARSE, _FINE = 25, 41
_ENOUGH = 13
_ZOOMS = 6
_CUT = 12.0
_HIGHEST = 7.0


@dataclass(frozen=True, slots=True)
class Mixture:
    """Families of lags with their profiles over one grid of rates, weighed against each other.

    Args:
        profiles: per family.
        spread: what log likelihoods are divided by: how much more records vary than by chance.
        same_day: whether records that advanced on the day they entered are apart.
    """

    profiles: tuple[Profile, ...]
    spread: float
    same_day: bool

    @property
    def rates(self) -> Shares:
        """Give the grid of rates."""
        return self.profiles[0].rates

    @property
    def weights(self) -> Shares:
        """Give Akaike's weights: all families have as many parameters, so likelihoods decide."""
        tops = np.array([each.log_likelihood.max() for each in self.profiles])
        weights = np.exp((tops - tops.max()) / self.spread)
        return np.asarray(weights / weights.sum())

    @property
    def best(self) -> Profile:
        """Give the family under which the records are most likely."""
        return self.profiles[int(self.weights.argmax())]

    def masses(self) -> Shares:
        """Give, per family, the weight of each rate of the grid: families × rates, 1 in all.

        Each family's profile likelihood counts as a density of the rate, times its Akaike weight.
        """
        logits = special.logit(self.rates)
        widths = np.gradient(logits) * self.rates * (1 - self.rates)
        widths[[0, -1]] /= 2
        heights = np.stack([each.log_likelihood for each in self.profiles])
        heights = (heights - heights.max(axis=1, keepdims=True)) / self.spread
        masses = np.exp(heights) * widths
        return np.asarray(masses / masses.sum(axis=1, keepdims=True) * self.weights[:, None])

    def later(self, days: int) -> Shares:
        """Give the share that advances within each of the days 0 … `days`, families by weights."""
        grid, logits = every_day(days), special.logit(self.rates)
        found = np.zeros(days + 1)
        for each, rate, weight in zip(self.profiles, self.tops(), self.weights, strict=True):
            lags = _between(logits, each.lags, special.logit(np.array([rate])))
            found += weight * rate * _within(each.family, grid, lags, self.same_day)[0]
        return found

    def drawn(self, rng: np.random.Generator, draws: int, days: int) -> Shares:
        """Draw these shares: draws × (days + 1).

        A family by its weight, a rate by its likelihood, and lags that are normal around the best
        ones at that rate, by the likelihood's curvature.
        """
        masses = self.masses()
        families = rng.choice(len(self.profiles), draws, p=masses.sum(axis=1))
        places, normals = rng.random(draws), rng.standard_normal((draws, 2))
        grid = every_day(days)
        drawn = np.empty((draws, days + 1))
        for at, each in enumerate(self.profiles):
            chosen = families == at
            rates = _quantiles(self.rates, masses[at] / masses[at].sum(), places[chosen])
            lags = _lags_around(each, rates, normals[chosen], self.spread)
            drawn[chosen] = rates[:, None] * _within(each.family, grid, lags, self.same_day)
        return drawn

    def tops(self) -> Shares:
        """Give each family's most likely rate, between grid points by a parabola."""
        logits = special.logit(self.rates)
        found = []
        for each in self.profiles:
            at = int(np.clip(each.log_likelihood.argmax(), 1, len(logits) - 2))
            low, middle, high = each.log_likelihood[at - 1 : at + 2]
            bend = low - 2 * middle + high
            off = float(np.clip((low - high) / (2 * bend), -1, 1)) if bend < 0 else 0.0
            found.append(logits[at] + off * (logits[at + 1] - logits[at]))
        return np.asarray(special.expit(np.array(found)))


def mixture(counted: LagCounts, spread: float = 1.0, start: Mixture | None = None) -> Mixture:
    """Fit all families over a grid of rates that holds all that are at all likely.

    Args:
        counted: the records, some of them advanced.
        spread: what log likelihoods are divided by.
        start: a fit of the same records, to begin at.
    """
    advanced, waiting = counted.advanced.sum(), counted.waiting.sum()
    lowest = special.logit((advanced + 0.5) / (advanced + waiting + 1.0))
    lowest -= 6 * np.sqrt(spread / (advanced + 1)) + 0.5
    logits = np.linspace(lowest, max(_HIGHEST, lowest + 6), _COARSE)
    begin = [_begin(counted, family) for family in FAMILIES]
    starts = [np.tile(each, (_COARSE, 1)) for each in begin]
    found = start
    for _ in range(_ZOOMS):
        if found is not None:
            old = special.logit(found.rates)
            likely = _likely(found, spread)
            if likely.sum() >= _ENOUGH and found is not start:
                break
            ends = np.flatnonzero(likely)
            low, high = max(ends[0] - 1, 0), min(ends[-1] + 1, len(old) - 1)
            logits = np.linspace(old[low], old[high], _FINE)
            starts = [_between(old, each.lags, logits) for each in found.profiles]
        rates = special.expit(logits)
        found = Mixture(
            tuple(
                profile(family, counted, rates, begin)
                for family, begin in zip(FAMILIES, starts, strict=True)
            ),
            spread,
            counted.same_day,
        )
    assert found is not None
    return found


def _begin(counted: LagCounts, family: Family) -> Shares:
    """Begin with the lags that were seen: their middle and width on the scale of logs."""
    middles = np.log(counted.grid.days[-len(counted.advanced) :] + 0.5)
    weights = counted.advanced / counted.advanced.sum()
    mean = float(weights @ middles)
    deviation = float(np.sqrt(weights @ (middles - mean) ** 2)) + 0.05
    return np.array([mean + 0.3, np.log(deviation) - (0.3 if family.name == "Weibull" else 0.0)])


def _likely(found: Mixture, spread: float) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    heights = np.max(np.stack([each.log_likelihood for each in found.profiles]), axis=0)
    return np.asarray((heights - heights.max()) / spread > -_CUT)


def _between(places: Shares, values: Shares, wanted: Shares) -> Shares:
    """Interpolate each column of values, a row per place."""
    flat = values.reshape(len(places), -1)
    columns = [np.interp(wanted, places, flat[:, at]) for at in range(flat.shape[1])]
    return np.stack(columns, axis=-1)


def _within(family: Family, grid: DayGrid, lags: Shares, same_day: bool) -> Shares:
    """Give the share within each day of the grid: a row per row of lags."""
    within, beyond = grid.shares(family, lags[:, 0], lags[:, 1])
    if not same_day:
        return within
    return np.concatenate((np.zeros((len(lags), 1)), later_shares(within, beyond)[0]), axis=1)


def _quantiles(rates: Shares, masses: Shares, shares: Shares) -> Shares:
    """Give the rates below which these shares of the masses lie, each mass around its rate."""
    below = np.cumsum(masses) - masses / 2
    return np.asarray(np.interp(shares, below, rates))


def _lags_around(found: Profile, rates: Shares, normals: Shares, spread: float) -> Shares:
    logits = special.logit(found.rates)
    wanted = special.logit(rates)
    values, vectors = np.linalg.eigh(found.curvature)
    values = np.maximum(values, 1e-3 * np.maximum(values[:, -1:], 1e-9))
    roots = np.einsum("rij,rj,rkj->rik", vectors, np.sqrt(spread / values), vectors)
    around = _between(logits, roots, wanted).reshape(-1, 2, 2)
    lags = _between(logits, found.lags, wanted)
    return np.asarray(lags + np.einsum("rij,rj->ri", around, normals))
