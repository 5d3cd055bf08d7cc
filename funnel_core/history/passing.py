"""How records pass one step, and what becomes of those below it: estimated, and drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.fft import irfft, next_fast_len, rfft

from funnel_core.history.cohorts import Days, Whole
from funnel_core.history.estimates import Fitted, Shares

__all__ = ["DRAWS", "Below", "Step"]

DRAWS = 400
"""How often the parameters are drawn; counts are drawn many times for each."""
_SPENT = 1e-9
"""A share this small that may still advance is what rounding leaves of 0."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step's curves: the first row as estimated, a row for each draw below it.

    `ever` is the share that advances in the end; `unrest` is by how much counts vary more than by
    chance, from one time or cohort to another.
    """

    incidence: Shares
    surviving: Shares
    ever: Shares
    unrest: float

    @classmethod
    def of(
        cls, fit: Fitted, ages: Whole, days: Days, unrest: float, rng: np.random.Generator
    ) -> Step:
        """Take the curves of a step over so many days to come, for records of these ages."""
        days = _oldest(ages) + days
        incidence, surviving = fit.drawn(rng, DRAWS, days)
        incidence = np.vstack([fit.incidence(days), incidence])
        surviving = np.vstack([fit.surviving(days), surviving])
        # Draws tell of these days alone; what comes later is to what came as it is estimated.
        come = incidence[0, -1]
        later = fit.estimate.rate / come if come > _SPENT else 1.0
        ever = np.clip(incidence[:, -1] * max(later, 1.0), 0.0, 1.0)
        return cls(incidence, surviving, ever, max(unrest, fit.estimate.spread))

    def weights(self, ages: Whole, records: Whole) -> Shares:
        """Give records ÷ the share undecided at their age; 0 where nothing can come any more."""
        left = self.ever[:, None] - self.incidence[:, ages]
        undecided = np.maximum(self.surviving[:, ages], left)
        spent = left <= _SPENT
        return np.where(spent, 0.0, records / np.where(spent, 1.0, undecided))

    def arriving(self, ages: Whole, records: Whole, days: int) -> Shares:
        """Give how many advance on each of the next days: 0 (none), 1, …, `days`."""
        oldest = _oldest(ages)
        by_age = np.zeros((len(self.ever), oldest + 1))
        by_age[:, ages] = self.weights(ages, records)
        on_day = np.diff(self.incidence[:, : oldest + days + 1], axis=1)
        met = _convolved(by_age[:, ::-1], on_day, oldest + days)
        return np.pad(np.maximum(met[:, oldest:], 0.0), ((0, 0), (1, 0)))

    def leaving(self, ages: Whole, days: int) -> Shares:
        """Give, as estimated, with which share each age advances on day 1, …, `days` from now."""
        each = self.weights(ages, np.ones_like(ages))[0]
        on_day = np.diff(self.incidence[0])
        return np.asarray(sliding_window_view(on_day, days)[ages] * each[:, None])

    def ever_leaving(self, ages: Whole) -> Shares:
        """Give, per draw and age, the share that advances in the end."""
        left = np.maximum(self.ever[:, None] - self.incidence[:, ages], 0.0)
        return self.weights(ages, np.ones_like(ages)) * left


@dataclass(frozen=True, slots=True)
class Below:
    """What becomes of those that enter a stage: won within 0, 1, … days, and ever; per draw.

    `wobble` is what differences of times and cohorts add to the variance of their wins, as a
    factor on it.
    """

    within: Shares
    ever: Shares
    wobble: float

    @classmethod
    def last(cls, days: int) -> Below:
        """Tell of the last stage: won at once."""
        return cls(np.ones((DRAWS + 1, days + 1)), np.ones(DRAWS + 1), 0.0)

    def wobble_above(self, step: Step) -> float:
        """Add a step's: unrest − 1 in those it lets through, as far as they win."""
        return self.wobble + (step.unrest - 1) * float(self.ever[0])

    def above(self, step: Step) -> Below:
        """Go up by a step."""
        on_day = np.diff(step.incidence[:, : self.within.shape[1]], axis=1, prepend=0.0)
        within = np.maximum(_convolved(on_day, self.within), 0.0)
        return Below(within, step.ever * self.ever, self.wobble_above(step))


def _convolved(one: Shares, other: Shares, length: int | None = None) -> Shares:
    """Convolve rows with rows, and give as many entries as the second has, or `length`."""
    length = other.shape[1] if length is None else length
    size = next_fast_len(one.shape[1] + other.shape[1] - 1, real=True)
    met = irfft(rfft(one, size, axis=1) * rfft(other, size, axis=1), size, axis=1)
    return np.asarray(met[:, :length])


def _oldest(ages: Whole) -> int:
    return int(ages[-1]) if len(ages) else 0
