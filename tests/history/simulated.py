"""Histories whose truth is known: simulated records, and steps without any uncertainty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from funnel_core.history.cohorts import ADVANCED, LOST, OPEN
from funnel_core.history.counted import COLUMNS, History
from funnel_core.history.estimates import HonestRate, LagDistribution
from funnel_core.history.lags import lag_distribution
from funnel_core.history.order import StageOrder
from funnel_core.model import Counts, Interval

NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Step:
    """A simulated step: the share that advances, and mean days until that or until lost."""

    rate: float
    days: float
    lost_days: float | None = None


@dataclass(frozen=True)
class Records:
    """Simulated records: the day of each stage, and of their loss; NEVER where there is none."""

    stages: np.ndarray
    lost: np.ndarray
    channels: np.ndarray

    def seen(self, as_of: int, stages: Sequence[str] = ()) -> History:
        """Count them, as they are known at the end of a day."""
        names = tuple(stages) or tuple(f"S{at}" for at in range(self.stages.shape[1]))
        order = StageOrder(names, ("Lost",))
        lines = [self._pair(start, end, as_of) for start, end in order.pairs]
        keys = list(COLUMNS[:-1])
        counts = pd.concat(lines).groupby(keys, as_index=False).size()
        return History(order, as_of, counts.rename(columns={"size": "records"}))

    def _pair(self, start: int, end: int, as_of: int) -> pd.DataFrame:
        entered = self.stages[:, start] <= as_of
        day, then, lost = (
            each[entered] for each in (self.stages[:, start], self.stages[:, end], self.lost)
        )
        advanced, gone = then <= as_of, lost <= as_of
        outcome = np.where(advanced, ADVANCED, np.where(gone, LOST, OPEN))
        until = np.where(advanced, then, np.where(gone, lost, as_of))
        return pd.DataFrame(
            {
                "start": start,
                "end": end,
                "channel": self.channels[entered],
                "day": day,
                "lag": until - day,
                "outcome": outcome,
            }
        )

    def moved(self, days: int) -> Records:
        """Have all that happens happen later."""
        stages, lost = (
            np.where(each == NEVER, NEVER, np.minimum(each, NEVER - days) + days)
            for each in (self.stages, self.lost)
        )
        return replace(self, stages=stages, lost=lost)

    def without(self, stage: int, before: int) -> Records:
        """Forget who entered a stage before a day, as if that had not been recorded."""
        stages = self.stages.copy()
        stages[stages[:, stage] < before, stage] = NEVER
        return replace(self, stages=stages)


def simulated(
    rng: np.random.Generator,
    records: int,
    days: int,
    steps: Sequence[Step],
    channels: Sequence[str] = ("",),
) -> Records:
    """Simulate records that enter evenly over some days, with exponential lags."""
    entered = np.sort(rng.integers(0, days, records))
    reached = [entered]
    lost = np.full(records, NEVER)
    for step in steps:
        before = reached[-1]
        on = before < NEVER
        advances = on & (rng.random(records) < step.rate)
        lag = np.floor(rng.exponential(step.days, records)).astype(np.int64)
        reached.append(np.where(advances, np.where(on, before, 0) + lag, NEVER))
        if step.lost_days is not None:
            lag = np.floor(rng.exponential(step.lost_days, records)).astype(np.int64)
            lost = np.where(on & ~advances, np.where(on, before, 0) + lag, lost)
    named = rng.choice(np.array(channels, dtype=object), records)
    return Records(np.column_stack(reached), lost, named)


@dataclass(frozen=True)
class Known:
    """A step of which everything is known: what remains of its forecasts is chance."""

    advancing: tuple[float, ...]
    losing: tuple[float, ...] = ()

    @property
    def estimate(self) -> HonestRate:
        """Give the rate, for certain."""
        rate = float(sum(self.advancing))
        sure = Interval(rate, rate, 0.9)
        return HonestRate(rate, sure, "known", "", len(self.advancing), 0.0, 1.0, Counts(1, 1))

    @property
    def lags(self) -> LagDistribution | None:
        """Give the lags, for certain."""
        return lag_distribution(np.cumsum(self.advancing), float(sum(self.advancing)))

    def incidence(self, days: int) -> np.ndarray:
        """Give the share that advances within each day."""
        return _added(self.advancing, days)

    def surviving(self, days: int) -> np.ndarray:
        """Give the share that is undecided after each day."""
        return 1 - _added(self.advancing, days) - _added(self.losing, days)

    def drawn(
        self, rng: np.random.Generator, draws: int, days: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """Give the same each time."""
        return (
            np.tile(self.incidence(days), (draws, 1)),
            np.tile(self.surviving(days), (draws, 1)),
        )


def _added(shares: Sequence[float], days: int) -> np.ndarray:
    padded = np.zeros(days + 1)
    kept = np.asarray(shares[: days + 1], dtype=float)
    padded[: len(kept)] = kept
    return np.cumsum(padded)
