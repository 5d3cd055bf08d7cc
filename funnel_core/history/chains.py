"""A chain of steps: how many of the records that are open, by stage and age, are won by when.

A record of age a that has not been decided advances on day a + h with (F(a + h) − F(a + h − 1)) ÷
S(a), F the share that advances within so many days and S the share that is undecided still; who
arrives at the next stage begins there at age 0. So the wins of a period are sums over counts by
stage and age: what they cost does not grow with the number of records.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from funnel_core.errors import NotEnoughData, OutOfRange
from funnel_core.history.chance import count_interval
from funnel_core.history.cohorts import Days, Whole
from funnel_core.history.estimates import Fitted, Shares
from funnel_core.history.passing import DRAWS, Below, Step
from funnel_core.model import Interval

__all__ = ["Expected", "Outlook", "advances", "outlook"]

_FEWEST = 10


@dataclass(frozen=True, slots=True)
class Expected:
    """A count to be expected, and the interval that it will lie in."""

    expected: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Outlook:
    """Wins expected in each of some periods, within them together, and in the end."""

    periods: tuple[Expected, ...]
    within: Expected
    total: Expected


def outlook(
    standing: Sequence[tuple[Whole, Whole]],
    fits: Sequence[Fitted | None],
    upto: Sequence[Days],
    *,
    stages: Sequence[str],
    confidence: float,
    rng: np.random.Generator,
    unrest: Sequence[float] = (),
    entries: Sequence[float] = (),
) -> Outlook:
    """Say how many records will be won in periods that end after so many days.

    Args:
        standing: per stage but the last, the ages in days of its open records, rising, and how
            many each.
        fits: what was learnt of each step, top first; None where nothing could be.
        upto: the last day of each period, counted from today, rising, from 1 up.
        stages: their names.
        confidence: of the intervals, a share between 0 and 1.
        rng: draws what is uncertain.
        unrest: per step, by how much counts vary more than by chance, as `unrest` has it; none: 1.
        entries: records that enter the first stage in each period, evenly over its days.

    Returns:
        What to expect; 0 where nobody is open and nobody enters.

    Raises:
        NotEnoughData: a step that open records have before them has no fit, or one from so few
            decided records that nothing can be said of when the others are decided.
        OutOfRange: more periods of entries than periods.

    Formula: see this module. Intervals: quantiles over draws of the rates and lags, and for each
    over whole counts whose variance is that of independent records, × `unrest` where cohorts
    differ by more.
    """
    if len(entries) > len(upto):
        raise OutOfRange(
            f"'entries' must hold at most a number per period, {len(upto)}; got {len(entries)}"
        )
    first = 0 if sum(entries) else _topmost(standing)
    _carried(fits, first, stages)
    wins = _Wins.over(upto)
    below = Below.last(upto[-1])
    for at in range(len(fits) - 1, first - 1, -1):
        fit = fits[at]
        assert fit is not None
        ages, records = standing[at]
        step = Step.of(fit, ages, upto[-1], unrest[at] if unrest else 1.0, rng)
        wins.open(step, ages, records, below, below.wobble_above(step))
        below = below.above(step)
    if sum(entries):
        wins.enter(entries, below)
    return wins.told(confidence, rng)


def advances(
    ages: Whole,
    records: Whole,
    fit: Fitted,
    days: Days,
    confidence: float,
    rng: np.random.Generator,
    unrest: float = 1.0,
) -> Expected:
    """Say how many of a stage's open records will advance within so many days.

    Args:
        ages: days in the stage of its open records, rising.
        records: how many of each age.
        fit: what was learnt of the step.
        days: from today on.
        confidence: of the interval, a share between 0 and 1.
        rng: draws what is uncertain.
        unrest: by how much counts vary more than by chance.

    Returns:
        What to expect; none of none.

    Formula: see this module, with one step.
    """
    wins = _Wins.over([days])
    step = Step.of(fit, ages, days, unrest, rng)
    below = Below.last(days)
    wins.open(step, ages, records, below, below.wobble_above(step))
    return wins.told(confidence, rng).within


@dataclass(slots=True)
class _Wins:
    """Wins of each period, of all together and in the end, as they are added up.

    Args:
        upto: the last day of each period.
        means: per draw, a column per period, one for all of them, and one for the end.
        squares: Σ p² over the records, as estimated, per column.
        wobbles: Σ p(1 − p) × wobble, likewise.
    """

    upto: Whole
    means: Shares
    squares: Shares = field(init=False)
    wobbles: Shares = field(init=False)

    def __post_init__(self) -> None:
        self.squares = np.zeros(self.means.shape[1])
        self.wobbles = np.zeros(self.means.shape[1])

    @classmethod
    def over(cls, upto: Sequence[Days]) -> _Wins:
        """Begin with none."""
        return cls(np.asarray(upto, dtype=np.int64), np.zeros((DRAWS + 1, len(upto) + 2)))

    def open(self, step: Step, ages: Whole, records: Whole, below: Below, wobble: float) -> None:
        """Add those of records that are open before a step."""
        if not len(ages):
            return
        days = int(self.upto[-1])
        arriving = step.arriving(ages, records, days)
        by_end = np.stack(
            [(arriving[:, : end + 1] * below.within[:, end::-1]).sum(axis=1) for end in self.upto],
            axis=1,
        )
        ever = (step.ever_leaving(ages) * records).sum(axis=1) * below.ever
        each = step.leaving(ages, days) @ _kept(below.within[0], self.upto, days)
        share = self._columns(each, step.ever_leaving(ages)[0] * below.ever[0])
        self._add(self._columns(by_end, ever), share, records, wobble)

    def enter(self, entries: Sequence[float], first: Below) -> None:
        """Add those of records that enter the first stage, evenly over the days of a period."""
        starts = np.concatenate([[0], self.upto[:-1]])
        on_day = np.zeros(int(self.upto[-1]))
        for start, end, records in zip(starts, self.upto, entries, strict=False):
            on_day[start:end] = records / (end - start)
        by_end = np.stack(
            [
                (on_day[:end] * first.within[:, end - 1 :: -1][:, :end]).sum(axis=1)
                for end in self.upto
            ],
            axis=1,
        )
        kept = _kept(first.within[0], self.upto, len(on_day))
        share = self._columns(kept, np.full(len(on_day), first.ever[0]))
        self._add(self._columns(by_end, sum(entries) * first.ever), share, on_day, first.wobble)

    def told(self, confidence: float, rng: np.random.Generator) -> Outlook:
        """Give means as estimated, and intervals over draws of them and of whole counts."""
        told = []
        for column, mean in enumerate(self.means[0]):
            evenness = 1.0
            if mean > 0:
                evenness += (self.wobbles[column] - self.squares[column]) / mean
            drawn = self.means[1:, column]
            told.append(Expected(float(mean), count_interval(drawn, evenness, confidence, rng)))
        return Outlook(tuple(told[:-2]), told[-2], told[-1])

    def _columns(self, by_end: Shares, ever: Shares) -> Shares:
        """Give a column per period, one for all, one for the end, from what is won by when."""
        periods = np.maximum(np.diff(by_end, axis=1, prepend=0.0), 0.0)
        return np.column_stack([periods, by_end[:, -1], ever])

    def _add(self, means: Shares, share: Shares, records: Shares | Whole, wobble: float) -> None:
        self.means += means
        squares = records @ share**2
        self.squares += squares
        self.wobbles += np.maximum(means[0] - squares, 0.0) * wobble


def _kept(within: Shares, upto: Whole, days: int) -> Shares:
    """Give who is won by the end of each period, having entered on day 1, …, `days`."""
    left = upto[None, :] - np.arange(1, days + 1)[:, None]
    return np.where(left >= 0, within[np.maximum(left, 0)], 0.0)


def _carried(fits: Sequence[Fitted | None], first: int, stages: Sequence[str]) -> None:
    """Refuse to forecast over steps that have no fit, or one from too few records."""
    missing = [at for at in range(first, len(fits)) if fits[at] is None]
    if missing:
        raise NotEnoughData(
            "a forecast of wins needs a rate of every step that open records have before them, and "
            "there is none from "
            + " or from ".join(f"{stages[at]} to {stages[at + 1]}" for at in missing)
        )
    if never := [at for at in range(first, len(fits)) if _is_never(fits[at])]:
        raise NotEnoughData(
            "a forecast of wins needs records that advanced at every step that open records have "
            "before them, and none did from "
            + " or from ".join(f"{stages[at]} to {stages[at + 1]}" for at in never)
            + ": look again when the first ones have, or take in older ones"
        )
    if thin := [at for at in range(first, len(fits)) if _is_thin(fits[at])]:
        raise NotEnoughData(
            f"a forecast of wins needs {_FEWEST} decided records or more at every step that open "
            "records have before them, and there are fewer from "
            + " or from ".join(f"{stages[at]} to {stages[at + 1]}" for at in thin)
            + ": look again when more are decided, or take in older ones"
        )


def _is_never(fit: Fitted | None) -> bool:
    """Tell whether nobody advanced: a draw of such a fit never has, and would pass for certain."""
    return fit is not None and fit.lags is None and not fit.estimate.rate


def _is_thin(fit: Fitted | None) -> bool:
    """Tell whether a fit follows too few records: their own lags would pass for certain."""
    if fit is None or not fit.estimate.method.startswith("Aalen"):
        return False
    return fit.estimate.equivalent.entered < _FEWEST


def _topmost(standing: Sequence[tuple[Whole, Whole]]) -> int:
    return next((at for at, (ages, _) in enumerate(standing) if len(ages)), len(standing))
