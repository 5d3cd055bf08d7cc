"""Where many records are still undecided at the longest lag: what they may bring, from the lags."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from funnel_core.history.aalen_johansen import AalenJohansen
from funnel_core.history.cure import Cure
from funnel_core.history.estimates import HonestRate, LagDistribution, Shares

__all__ = ["CompletedAalenJohansen", "Tail", "completed_incidence", "tail"]

_POINTS = 101
_ENDED = 1e-4


@dataclass(frozen=True, slots=True)
class Tail:
    """The share of all that enter that advances after the longest lag: what is likely of it.

    Args:
        shares: likely ones, rising.
        masses: their weights, 1 in all.
    """

    shares: Shares
    masses: Shares

    @property
    def mean(self) -> float:
        """Give the mean of what is likely."""
        return float(self.shares @ self.masses)

    def quantiles_with(self, rate: float, effective: float, shares: Shares) -> Shares:
        """Give quantiles of this together with a rate that is as sure as from so many records."""
        places = (np.arange(_POINTS) + 0.5) / _POINTS
        came = rate * effective
        rates = stats.beta(came + 0.5, effective - came + 0.5).ppf(places)
        both = np.minimum((rates[:, None] + self.shares).ravel(), 1.0)
        order = np.argsort(both, kind="stable")
        weights = np.tile(self.masses / _POINTS, _POINTS)[order]
        return np.asarray(np.interp(shares, np.cumsum(weights) - weights / 2, both[order]))


def tail(cure: Cure, seen: AalenJohansen) -> Tail:
    """Say what advances after the longest lag, of those that are undecided then.

    Nothing was seen of it, so two views of it weigh the same: that lags go on as a cure model has
    them, c·(1 − F) over families and rates, up to all that are undecided: where losing is quicker
    than winning, those that are left are ever more of them winners; and that any share of them
    will advance, all as likely up to twice the odds at which late decisions were advances.
    """
    left = seen.estimate.undecided
    most = left * seen.counted.late_most(seen.estimate.spread)
    later = cure.later
    first = cure.same_day / cure.entered
    smooth = np.minimum((1 - first) * later.rates * later.left(seen.estimate.days), left).ravel()
    shares = np.concatenate((smooth, most * (np.arange(_POINTS) + 0.5) / _POINTS))
    masses = np.concatenate((later.masses().ravel(), np.full(_POINTS, 1 / _POINTS))) / 2
    order = np.argsort(shares, kind="stable")
    return Tail(shares[order], masses[order])


@dataclass(frozen=True, slots=True)
class CompletedAalenJohansen:
    """What was learnt of a step whose losses are recorded, with a tail: see `Fitted`.

    Up to the longest lag it is Aalen–Johansen's estimate; beyond it, what is `coming` advances at
    the lags of a cure model, and records are decided at the pace of late ones.
    """

    estimate: HonestRate
    lags: LagDistribution | None
    seen: AalenJohansen
    cure: Cure
    coming: float

    def incidence(self, days: int) -> Shares:
        """Give the share that advances within 0, 1, …, `days` days."""
        return completed_incidence(self.seen, self.cure, self.coming, days)

    def surviving(self, days: int) -> Shares:
        """Give the share that is neither advanced nor lost after each day."""
        after = self.seen.estimate.days
        came = (self.incidence(max(days, after)) - self.estimate.rate + self.coming)[: days + 1]
        surviving = self.seen.surviving(days)
        paced = np.maximum(surviving * (1 - self._paced(days)), self.coming - came)
        beyond = np.arange(days + 1) > after
        return np.asarray(np.where(beyond, np.minimum(paced, surviving - came), surviving))

    def drawn(self, rng: np.random.Generator, draws: int, days: int) -> tuple[Shares, Shares]:
        """Draw both: the days seen as Aalen–Johansen's, then a tail by the cure model's draws."""
        after = self.seen.estimate.days
        incidence, surviving = self.seen.drawn(rng, draws, max(days, after))
        rates, curves = self.cure.drawn(rng, draws, max(days, after))
        smooth = np.maximum(rates - curves[:, after], 0.0)
        paced = self._paced(surviving.shape[1] - 1)
        shape = _shape(curves, after, rates, paced)
        undecided = surviving[:, after]
        most = undecided * self.seen.counted.late_most(self.estimate.spread)
        any_share = rng.random(draws) < 0.5
        smooth = np.minimum(smooth, undecided)
        coming = np.where(any_share, rng.random(draws) * most, smooth)[:, None]
        came = coming * shape
        left = np.minimum(np.maximum(surviving * (1 - paced), coming - came), surviving - came)
        beyond = np.arange(surviving.shape[1]) > after
        surviving = np.where(beyond, left, surviving)
        return (incidence + came)[:, : days + 1], surviving[:, : days + 1]

    def _paced(self, days: int) -> Shares:
        return paced_decisions(self.seen, days)


def paced_decisions(seen: AalenJohansen, days: int) -> Shares:
    """Give the share of the undecided that is decided by each day, at the pace of late ones."""
    late = np.maximum(np.arange(days + 1) - seen.estimate.days, 0)
    return np.asarray(-np.expm1(-seen.counted.late_pace() * late))


def completed_incidence(seen: AalenJohansen, cure: Cure, coming: float, days: int) -> Shares:
    """Give the share that advances within each day: as seen, then what comes, at cured lags."""
    after = seen.estimate.days
    last = max(days, after)
    curve, rate = cure.incidence(last)[None, :], np.array([cure.rate])
    [shape] = _shape(curve, after, rate, paced_decisions(seen, last))
    return np.asarray(seen.incidence(days) + coming * shape[: days + 1])


def _shape(curves: Shares, after: int, rates: Shares, paced: Shares) -> Shares:
    """Give which share of what comes after a day has come by each: a row per curve.

    Where a curve has all but ended by then, what comes all the same does so at the pace of late
    decisions.
    """
    left = (rates - curves[:, after])[:, None]
    ended = left <= _ENDED * rates[:, None]
    later = (curves - curves[:, after : after + 1]) / np.where(ended, 1.0, left)
    return np.asarray(np.where(ended, paced, np.clip(later, 0.0, 1.0)))
