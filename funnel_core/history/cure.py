"""Where losses are not recorded: a cure model, of those that will never advance and the others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from funnel_core.history.aalen_johansen import hazards
from funnel_core.history.cohorts import ADVANCED, Cohorts
from funnel_core.history.compressed import lag_counts
from funnel_core.history.estimates import HonestRate, LagDistribution, Shares
from funnel_core.history.mixtures import Mixture, mixture

__all__ = ["Cure", "CureModel", "cured", "losing", "undecided"]

_FEWEST_LATER = 10
_POINTS = 101
_LONGEST = 3650


@dataclass(frozen=True, slots=True)
class Cure:
    """A cure model that was fitted: what advances on the day of entry, and what does later.

    Args:
        same_day: records that advanced on the day they entered; 0 where they are not apart.
        entered: all records.
        later: the fit of the others.
    """

    same_day: int
    entered: int
    later: Mixture

    @property
    def rate(self) -> float:
        """Give the share that ever advances, most likely of all families and rates."""
        first = self.same_day / self.entered
        return first + (1 - first) * self.later.top

    @property
    def family(self) -> str:
        """Name the family of lags that fits best."""
        return self.later.best.family.name

    def incidence(self, days: int) -> Shares:
        """Give the share that advances within 0, 1, …, `days` days."""
        first = self.same_day / self.entered
        return np.asarray(first + (1 - first) * self.later.later(days))

    def curves(self, days: int) -> tuple[Shares, Shares]:
        """Give lag curves that are likely: their weights, and shares within each of the days.

        The shares are of those that ever advance: curves × (days + 1).
        """
        first = self.same_day / self.entered
        weights, rates, later = self.later.curves(days)
        advancing = first + (1 - first) * rates
        within = first + (1 - first) * rates[:, None] * later
        return weights, np.asarray(within / advancing[:, None])

    def quantiles(self, shares: Shares) -> Shares:
        """Give the rates below which these shares of what is likely lie."""
        rates, masses = self.later.rates, self.later.masses().sum(axis=0)
        firsts = self._firsts((np.arange(_POINTS) + 0.5) / _POINTS)
        both = (firsts[:, None] + (1 - firsts[:, None]) * rates).ravel()
        order = np.argsort(both, kind="stable")
        weights = np.tile(masses / len(firsts), len(firsts))[order]
        return np.asarray(np.interp(shares, np.cumsum(weights) - weights / 2, both[order]))

    def drawn(self, rng: np.random.Generator, draws: int, days: int) -> tuple[Shares, Shares]:
        """Draw rates, and the shares that advance within each day: draws, draws × (days + 1)."""
        firsts = np.broadcast_to(self._firsts(rng.random(draws)), draws)
        rates, later = self.later.drawn(rng, draws, days)
        within = firsts[:, None] + (1 - firsts[:, None]) * later
        return firsts + (1 - firsts) * rates, within

    def longest(self, days: int) -> int:
        """Give the day by which 99.9 % of those that advance have done so; ten years at most."""
        curve = self.incidence(max(days, _LONGEST))
        return max(days, min(int(np.searchsorted(curve, 0.999 * self.rate)), _LONGEST))

    def _firsts(self, places: Shares) -> Shares:
        """Give quantiles of the share of the same day: its posterior from Jeffreys' prior."""
        if self.same_day == 0:
            return np.zeros(1)
        spread = self.later.spread
        came, rest = self.same_day / spread, (self.entered - self.same_day) / spread
        return np.asarray(stats.beta(came + 0.5, rest + 0.5).ppf(places))


def cured(cohorts: Cohorts, spread: float = 1.0) -> Cure:
    """Fit a cure model.

    Args:
        cohorts: the counts of a step; some advanced.
        spread: how much more cohorts differ than by chance, as a factor on the variance.

    Records that advance on the day they enter stand apart, as a share of their own: tools and
    people who answer at once make them, and no smooth family does. They do not where fewer than
    ten advance later, too few to tell a family by.
    """
    chosen = (cohorts.outcome == ADVANCED) & (cohorts.lag == 0)
    at_once = int(cohorts.records[chosen].sum())
    apart = cohorts.advanced - at_once >= _FEWEST_LATER
    found = mixture(lag_counts(cohorts, apart), spread)
    return Cure(at_once if apart else 0, cohorts.entered, found)


def losing(cohorts: Cohorts) -> Shares:
    """Give the share of all records that is recorded as lost within each day since they entered.

    Where most losses stay unsaid, some are recorded all the same.

    Formula: Aalen–Johansen's, with advancing as the competing risk.
    """
    if not cohorts.lost:
        return np.zeros(1)
    incidence, surviving = hazards(cohorts).curves()
    return np.asarray(np.maximum(1 - incidence - surviving, 0.0))


def undecided(within: Shares, ever: Shares | float, losing: Shares) -> Shares:
    """Give the share that records show as open after each day: neither advanced nor lost.

    Args:
        within: the shares that advance within each day; a row per draw, if there are draws.
        ever: the shares that ever do, none of whom is recorded as lost; a column per draw.
        losing: the share that is recorded as lost within each day, level beyond the last one.
    """
    days = np.minimum(np.arange(within.shape[-1]), len(losing) - 1)
    return np.asarray(np.maximum(1 - within - losing[days], ever - within))


@dataclass(frozen=True, slots=True)
class CureModel:
    """What was learnt of a step whose losses are not recorded, or few of them: see `Fitted`.

    `losing` is the share that is recorded as lost within each day.
    """

    estimate: HonestRate
    lags: LagDistribution | None
    cure: Cure
    losing: Shares

    def incidence(self, days: int) -> Shares:
        """Give the share that advances within 0, 1, …, `days` days."""
        return self.cure.incidence(days)

    def surviving(self, days: int) -> Shares:
        """Give the share that is neither advanced nor recorded as lost after each day."""
        return undecided(self.incidence(days), self.estimate.rate, self.losing)

    def drawn(self, rng: np.random.Generator, draws: int, days: int) -> tuple[Shares, Shares]:
        """Draw both."""
        rates, drawn = self.cure.drawn(rng, draws, days)
        return drawn, undecided(drawn, rates[:, None], self.losing)
