"""Families of lags weighed against each other, each with how likely every rate is under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import interpolate, special

from funnel_core.history.compressed import LagCounts, later_shares
from funnel_core.history.day_grid import DayGrid, day_grid, every_day
from funnel_core.history.estimates import Shares
from funnel_core.history.families import FAMILIES, Family
from funnel_core.history.profiles import BOUNDS, Profile, followed, profiles

__all__ = ["Mixture", "mixture"]

_COARSE, _FINE, _POINTS = 25, 41, 401
_ZOOMS = 6
_STEP = 1.0
"""Neighbours on the grid differ by less than this, in standard deviations."""
_CUT = 12.0
_HOPELESS = 40.0
_HIGHEST = 7.0
_CURVES = 9
_FAINT = 1e-3
_OVERSHOOT = 0.05


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

    @property
    def top(self) -> float:
        """Give the most likely rate of all: it does not depend on how the families are weighed."""
        return float(self.tops()[self.weights.argmax()])

    def later(self, days: int) -> Shares:
        """Give the share that advances within each of the days 0 … `days`, at the top."""
        best, rate = self.best, self.top
        lags = _between(special.logit(self.rates), best.lags, special.logit(np.array([rate])))
        within: Shares = _within(best.family, every_day(days), lags, self.same_day)[0]
        return rate * within

    def curves(self, days: int) -> tuple[Shares, Shares, Shares]:
        """Give curves of lags that are likely, each family's at quantiles of its rate.

        Returns:
            Weights that add to 1, rates, and the shares of those that advance later that do so
            within each of the days 0 … `days`: curves × (days + 1).
        """
        grid, logits = every_day(days), special.logit(self.rates)
        places = (np.arange(_CURVES) + 0.5) / _CURVES
        weights, rates, curves = [], [], []
        for each, masses in zip(self.profiles, self.masses(), strict=True):
            if masses.sum() < _FAINT:
                continue
            these = _quantiles(self.rates, masses / masses.sum(), places)
            lags = _between(logits, each.lags, special.logit(these))
            weights.append(np.full(_CURVES, masses.sum() / _CURVES))
            rates.append(these)
            curves.append(_within(each.family, grid, lags, self.same_day))
        whole = np.concatenate(weights)
        return whole / whole.sum(), np.concatenate(rates), np.concatenate(curves)

    def left(self, day: int) -> Shares:
        """Give, per family and rate of the grid, what is left after a day of those that advance."""
        grid = day_grid(day)
        within = [_within(each.family, grid, each.lags, self.same_day) for each in self.profiles]
        return np.asarray(1 - np.stack([each[:, -1] for each in within]))

    def drawn(self, rng: np.random.Generator, draws: int, days: int) -> tuple[Shares, Shares]:
        """Draw rates, and these shares: draws, and draws × (days + 1).

        A family by its weight, a rate by its likelihood, and lags that are normal around the best
        ones at that rate, by the likelihood's curvature.
        """
        masses = self.masses()
        families = rng.choice(len(self.profiles), draws, p=masses.sum(axis=1))
        places, normals = rng.random(draws), rng.standard_normal((draws, 2))
        grid = every_day(days)
        rates, drawn = np.empty(draws), np.empty((draws, days + 1))
        for at in np.unique(families):
            each, chosen = self.profiles[at], families == at
            rates[chosen] = _quantiles(self.rates, masses[at] / masses[at].sum(), places[chosen])
            lags = _lags_around(each, rates[chosen], normals[chosen], self.spread)
            drawn[chosen] = _within(each.family, grid, lags, self.same_day)
        return rates, rates[:, None] * drawn

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


def mixture(counted: LagCounts, spread: float = 1.0) -> Mixture:
    """Fit all families over a grid of rates that holds all that are at all likely.

    Args:
        counted: the records, some of them advanced.
        spread: what log likelihoods are divided by.
    """
    logits = _coarse(counted, spread)
    found = _along(counted, logits, _HOPELESS * spread)
    if len(found[0].rates) < len(logits) and _is_fine(found, spread):
        # no finer grid follows, which would do without the rates that were left out
        found = _along(counted, logits, np.inf)
    for _ in range(_ZOOMS):
        if _is_fine(found, spread):
            break
        found = [each for each in found if not _hopeless(each, found, spread)]
        logits, starts = _zoomed(found, spread)
        families = [each.family for each in found]
        found = profiles(families, counted, special.expit(logits), starts)
    fine = np.linspace(logits[0], logits[-1], _POINTS)
    return Mixture(tuple(_refined(each, logits, fine) for each in found), spread, counted.same_day)


def _coarse(counted: LagCounts, spread: float) -> Shares:
    """Give logits of rates from well below the share that advanced so far to all but 1."""
    advanced, waiting = counted.advanced.sum(), counted.waiting.sum()
    lowest = special.logit((advanced + 0.5) / (advanced + waiting + 1.0))
    lowest -= 6 * np.sqrt(spread / (advanced + 1)) + 0.5
    return np.linspace(lowest, max(_HIGHEST, lowest + 6), _COARSE)


def _along(counted: LagCounts, logits: Shares, hopeless: float) -> list[Profile]:
    """Give all families along the grid, up to where higher rates are surely hopeless."""
    rates = special.expit(logits)
    starts = followed(FAMILIES, counted, rates, hopeless)
    return profiles(FAMILIES, counted, rates[: starts.shape[1]], starts)


def _is_fine(found: Sequence[Profile], spread: float) -> bool:
    """Tell whether likelihoods change little between neighbours on the grid."""
    return bool(np.abs(np.diff(_depths(found, spread), axis=1)).max() < _STEP)


def _depths(profiles: Sequence[Profile], spread: float) -> Shares:
    """Give how unlikely each rate is under each family, in standard deviations, with its side.

    What lies beyond the cut of all that is likely counts as at the cut.
    """
    heights = np.stack([each.log_likelihood for each in profiles])
    below = np.minimum((heights.max() - heights) / spread, _CUT)
    own = heights.argmax(axis=1)[:, None]
    side = np.where(np.arange(heights.shape[1]) < own, -1.0, 1.0)
    least = below.min(axis=1, keepdims=True)
    return np.asarray(side * np.sqrt(2 * (below - least)))


def _hopeless(found: Profile, others: Sequence[Profile], spread: float) -> bool:
    """Tell whether a family is far less likely than another, and will be on any finer grid."""
    heights = found.log_likelihood / spread
    at = int(np.clip(heights.argmax(), 1, len(heights) - 2))
    rough = float(np.ptp(heights[at - 1 : at + 2]))
    best = max(float(each.log_likelihood.max()) for each in others) / spread
    return bool(heights.max() + rough < best - _HOPELESS)


def _zoomed(profiles: Sequence[Profile], spread: float) -> tuple[Shares, Shares]:
    """Give logits of rates where families' likelihoods change, and the lags to begin at there."""
    logits = special.logit(profiles[0].rates)
    likely = _depths(profiles, spread)
    heights = np.max(np.stack([each.log_likelihood for each in profiles]), axis=0)
    at = np.flatnonzero((heights - heights.max()) / spread > -_CUT)
    low, high = max(at[0] - 1, 0), min(at[-1] + 1, len(logits) - 1)
    changes = np.abs(np.diff(likely, axis=1)).max(axis=0)[low:high]
    gaps = np.diff(logits[low : high + 1])
    ways = changes / changes.sum() + 0.3 * gaps / gaps.sum()
    along = np.concatenate(([0.0], np.cumsum(ways)))
    places = np.interp(np.linspace(0, along[-1], _FINE), along, logits[low : high + 1])
    return places, np.stack([_between(logits, each.lags, places) for each in profiles])


def _refined(found: Profile, logits: Shares, fine: Shares) -> Profile:
    """Give the same profile between its rates: smooth, by cubics that hardly overshoot.

    Its top may lie between two rates, where a monotone interpolation would not see it; but it is
    hardly higher than both of them.
    """
    known = found.log_likelihood
    height = interpolate.Akima1DInterpolator(logits, known, method="makima")(fine)
    after = np.clip(np.searchsorted(logits, fine), 1, len(logits) - 1)
    height = np.minimum(height, np.maximum(known[after - 1], known[after]) + _OVERSHOOT)
    around = interpolate.PchipInterpolator(logits, found.lags, axis=0)
    curvature = _between(logits, found.curvature, fine).reshape(-1, 2, 2)
    return Profile(found.family, special.expit(fine), height, around(fine), curvature)


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
    later = later_shares(within, beyond)[0]
    # where all advance on day 0 there is no later to tell of, and digits run out
    later = np.maximum.accumulate(later, axis=1)
    return np.concatenate((np.zeros((len(lags), 1)), later), axis=1)


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
    return np.asarray(np.clip(lags + np.einsum("rij,rj->ri", around, normals), *BOUNDS))
