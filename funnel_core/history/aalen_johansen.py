"""Where losses are recorded: Aalen–Johansen's estimate, with lost as a competing risk."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from funnel_core.history.cohorts import ADVANCED, LOST, OPEN, Cohorts, Whole
from funnel_core.history.equivalence import effective_interval
from funnel_core.history.estimates import HonestRate, LagDistribution, Shares

__all__ = ["AalenJohansen", "Hazards", "hazards"]

_FEWEST_LATE = 30
_THIN = 10
"""Fewer records at risk than this say little where they stand for many others that are open."""
_STAND_FOR = 2.0
"""Records that one at risk may stand for, itself and open ones, and say enough of them."""


@dataclass(frozen=True, slots=True)
class Hazards:
    """Per day since entry: records at risk on it, and those of them that advance or are lost.

    An open record of a days is at risk on the days 0 … a.
    """

    at_risk: Whole
    advanced: Whole
    lost: Whole

    @property
    def steps(self) -> tuple[Shares, Shares]:
        """Give the shares of those at risk that advance, and that are lost, on each day."""
        return self.advanced / self.at_risk, self.lost / self.at_risk

    def curves(self) -> tuple[Shares, Shares]:
        """Give the share that advances within each day, and the share still undecided after it."""
        advancing, losing = self.steps
        surviving = np.cumprod(np.maximum(1 - advancing - losing, 0.0))
        before = np.concatenate(([1.0], surviving[:-1]))
        incidence = np.minimum(np.cumsum(before * advancing), 1.0)
        return incidence, np.asarray(surviving, dtype=np.float64)

    def variance(self) -> float:
        """Give the variance of the share that advances within the last day.

        Formula: the days' shares are multinomial and independent of each other; with S the share
        undecided before a day and G what advances later of those undecided after it,
        Σ S² ÷ n · [a(1 − a)(1 − G)² + l(1 − l)G² + 2·a·l·G(1 − G)]. Without open records it is
        F(1 − F) ÷ n exactly. Source: Aalen and Johansen (1978), of Greenwood's kind.
        """
        advancing, losing = self.steps
        incidence, surviving = self.curves()
        before = np.concatenate(([1.0], surviving[:-1]))
        later = np.divide(
            incidence[-1] - incidence, surviving, out=np.zeros_like(surviving), where=surviving > 0
        )
        each = advancing * (1 - advancing) * (1 - later) ** 2
        each += losing * (1 - losing) * later**2
        each += 2 * advancing * losing * later * (1 - later)
        return float((before**2 / self.at_risk * each).sum())

    @property
    def thin(self) -> int:
        """Give the first day on which fewer than ten are at risk, for more than twice as many.

        All days where there is none: few that are left where all others are decided stand for
        themselves, and few that are left where the others are open stand for those.
        """
        _, surviving = self.curves()
        undecided = self.at_risk[0] * np.concatenate(([1.0], surviving[:-1]))
        few = (self.at_risk < _THIN) & (undecided > _STAND_FOR * self.at_risk)
        return int(np.argmax(few)) if few.any() else len(self.at_risk)

    def thin_share(self) -> float:
        """Give the share of all records that is decided where too few are at risk: see `thin`."""
        _, surviving = self.curves()
        return float((surviving[self.thin - 1] if self.thin else 1.0) - surviving[-1])

    def thin_variance(self) -> float:
        """Give the variance that rests on the days on which too few are at risk: see `thin`.

        One record at risk that advances is no proof that all of its age do; Aalen–Johansen's
        variance takes it for one.

        Formula: the share that those days decide, squared, × the variance of a share of which that
        many decisions are known (a uniform prior).
        """
        advanced, lost = int(self.advanced[self.thin :].sum()), int(self.lost[self.thin :].sum())
        whole = advanced + lost + 2
        return self.thin_share() ** 2 * (advanced + 1) * (lost + 1) / (whole**2 * (whole + 1))

    def before_thin(self) -> Hazards:
        """Give the days before too few are at risk: what is left then is undecided."""
        return Hazards(
            self.at_risk[: self.thin], self.advanced[: self.thin], self.lost[: self.thin]
        )

    def late_share(self, confidence: float, spread: float) -> float:
        """Say which share of those undecided after the last day may advance yet, at most.

        Nobody was seen for longer; those decided last are the most like them.

        Formula: the upper end of Wilson's interval of what `late_counts` say.
        """
        advanced, lost = self.late_counts()
        decided = advanced + lost
        return effective_interval(decided / spread, advanced / decided, confidence).high

    def late_most(self, spread: float) -> float:
        """Give the same share at twice the odds that late decisions had: more is not believable."""
        advanced, lost = self.late_counts()
        odds = 2 * (advanced / spread + 0.5) / (lost / spread + 0.5)
        return odds / (1 + odds)

    def late_counts(self) -> tuple[float, float]:
        """Give how many late decisions were advances and how many losses, open records allowed for.

        Late are those in the second half of all days; from earlier on where they are fewer than
        30. As many as there were are shared out as Aalen–Johansen's curves rise there.
        """
        late = self._late()
        curve, surviving = self.curves()
        before = late - 1
        came = float(curve[-1] - (curve[before] if late else 0.0))
        went = float((surviving[before] if late else 1.0) - surviving[-1]) - came
        decided = int((self.advanced + self.lost)[late:].sum())
        share = min(max(came / (came + went), 0.0), 1.0)
        return decided * share, decided * (1 - share)

    def late_pace(self) -> float:
        """Give the share of those undecided that is decided on a day, late."""
        late = self._late()
        return float((self.advanced + self.lost)[late:].sum() / self.at_risk[late:].sum())

    def _late(self) -> int:
        decided = self.advanced + self.lost
        since = np.cumsum(decided[::-1])[::-1]
        enough = np.flatnonzero(since >= min(_FEWEST_LATE, int(since[0])))
        return min(len(decided) // 2, int(enough[-1]))


def hazards(cohorts: Cohorts) -> Hazards:
    """Count by days since entry who is at risk, advances and is lost, up to the longest lag."""
    days = int(cohorts.lag.max())
    advanced, lost = cohorts.by_lag(ADVANCED, days), cohorts.by_lag(LOST, days)
    leaving = advanced + lost + cohorts.by_lag(OPEN, days)
    return Hazards(np.cumsum(leaving[::-1])[::-1], advanced, lost)


@dataclass(frozen=True, slots=True)
class AalenJohansen:
    """What was learnt of a step whose losses are recorded: see `Fitted`.

    `effective` is how many decided records would leave the rate as uncertain.
    """

    estimate: HonestRate
    lags: LagDistribution | None
    counted: Hazards
    effective: float

    def incidence(self, days: int) -> Shares:
        """Give the share that advances within 0, 1, …, `days` days; level beyond the last lag."""
        return _until(self.counted.curves()[0], days)

    def surviving(self, days: int) -> Shares:
        """Give the share that is neither advanced nor lost after each day."""
        return _until(self.counted.curves()[1], days)

    def drawn(self, rng: np.random.Generator, draws: int, days: int) -> tuple[Shares, Shares]:
        """Draw both: each day's shares from their Dirichlet posterior, counts ÷ `spread`.

        Source: the Bayesian bootstrap (Rubin, 1981) with open records, a beta process whose prior
        weighs nothing (Hjort, 1990). Where nobody advanced that would never be otherwise: then
        Jeffreys' posterior of a share, at the lags of those that were lost.
        """
        if not self.counted.advanced.any():
            return self._none_advanced(rng, draws, days)
        counted, spread = self.counted, self.estimate.spread
        days_on = np.flatnonzero(counted.advanced + counted.lost)
        staying = counted.at_risk - counted.advanced - counted.lost
        parts = [
            rng.standard_gamma(each[days_on] / spread, (draws, len(days_on)))
            for each in (counted.advanced, counted.lost, staying)
        ]
        whole = np.maximum(parts[0] + parts[1] + parts[2], np.finfo(float).tiny)
        surviving = np.cumprod(parts[2] / whole, axis=1)
        before = np.concatenate((np.ones((draws, 1)), surviving[:, :-1]), axis=1)
        incidence = np.cumsum(before * parts[0] / whole, axis=1)
        at = np.searchsorted(days_on, np.arange(days + 1), side="right")
        return (
            np.concatenate((np.zeros((draws, 1)), incidence), axis=1)[:, at],
            np.concatenate((np.ones((draws, 1)), surviving), axis=1)[:, at],
        )

    def _none_advanced(
        self, rng: np.random.Generator, draws: int, days: int
    ) -> tuple[Shares, Shares]:
        surviving = self.surviving(days)
        rates = rng.beta(0.5, self.effective + 0.5, (draws, 1))
        incidence = rates * (1 - surviving)
        return incidence, np.broadcast_to(surviving, incidence.shape) - np.minimum(
            incidence, surviving
        )


def _until(curve: Shares, days: int) -> Shares:
    return curve[np.minimum(np.arange(days + 1), len(curve) - 1)]
