"""The honest rate of a step: what share of those that enter will advance, however long it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from funnel_core.model import Counts, Interval

__all__ = ["Fitted", "HonestRate", "LagDistribution", "Shares"]

Shares = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class HonestRate:
    """The share of a stage's records that will advance, with open ones neither lost nor won.

    Args:
        rate: a share.
        interval: with its confidence.
        method: "Aalen–Johansen", "Aalen–Johansen, completed" (beyond the longest lag) or
            "cure model".
        family: the cure model's lag distribution that fits best, such as "log-normal", or whose
            lags were taken; else "".
        days: the longest lag that was looked at.
        undecided: the share still neither advanced nor lost after `days`; 0 for a cure model.
        spread: how much more cohorts differ (or lags, from a cure model's) than chance alone would
            have it, as a factor on the variance, from 1 up; the interval is that much wider.
        equivalent: whole counts that carry the same rate and the same width of interval, as if all
            records were decided; what a plan takes for entered and advanced.
    """

    rate: float
    interval: Interval
    method: str
    family: str
    days: int
    undecided: float
    spread: float
    equivalent: Counts


@dataclass(frozen=True, slots=True)
class LagDistribution:
    """How long records take that advance in the end: not only the quick ones seen so far.

    Args:
        shares: per day from 0, the share of them that advance on it; adds to 1, the tail beyond
            the last day in `later`.
        later: the share that takes longer.
        quantiles: days by which 10, 25, 50, 75 and 90 % have advanced; None beyond the last day.
        mean: in days, of those within the last day.
    """

    shares: tuple[float, ...]
    later: float
    quantiles: tuple[int | None, ...]
    mean: float

    def by_month(self, days: float = 365.25 / 12) -> tuple[float, ...]:
        """Give the shares that fall into the month of entry, the next one, …, adding to 1.

        Records enter evenly over their month, and a month is 365.25 ÷ 12 days: a record that
        enters at u of its month and takes t days falls into month floor(u + t ÷ month). So a lag
        of m + x months (m whole, x below 1) falls into month m with a chance of 1 − x and into the
        next one with x, the triangle rule. A lag of whole days is taken as it stands, a date less
        a date; what comes later than the last day counts in the last month.

        Args:
            days: the length of a month, above 0.

        Returns:
            Shares by month, adding to 1, the last one above 0.

        Source: a uniform entry plus a lag, the same rule by which an annual mean is had from
        mid-year weights.

        >>> LagDistribution((0.5, 0.0, 0.5), 0.0, (0, 0, 0, 2, 2), 1.0).by_month(4)
        (0.75, 0.25)
        """
        months = np.arange(len(self.shares)) / days
        whole = np.floor(months).astype(np.int64)
        part = months - whole
        shares = np.asarray(self.shares, dtype=np.float64)
        last = int(whole[-1]) + 2
        by_month = np.bincount(whole, shares * (1 - part), last)
        by_month += np.bincount(whole + 1, shares * part, last)
        by_month = np.trim_zeros(by_month, "b")
        by_month[-1] += self.later
        return tuple((by_month / by_month.sum()).tolist())


class Fitted(Protocol):
    """What was learnt of one step: rates, lags and their uncertainty, for records of any age."""

    @property
    def estimate(self) -> HonestRate:
        """Give the rate with its interval."""

    @property
    def lags(self) -> LagDistribution | None:
        """Give how long those take that advance; None where nobody did."""

    def incidence(self, days: int) -> Shares:
        """Give the share that advances within 0, 1, …, `days` days (days + 1 entries, rising)."""

    def surviving(self, days: int) -> Shares:
        """Give the share that is neither advanced nor lost, as records say, after each day."""

    def drawn(self, rng: np.random.Generator, draws: int, days: int) -> tuple[Shares, Shares]:
        """Draw both from what is uncertain of them: two arrays of draws × (days + 1)."""
