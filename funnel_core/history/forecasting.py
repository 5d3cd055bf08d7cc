"""Wins to come from the records that are open now, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from funnel_core.errors import OutOfRange
from funnel_core.history.chains import Expected, outlook
from funnel_core.history.cohorts import OPEN, Cohorts, Whole
from funnel_core.history.counted import History
from funnel_core.history.estimates import Fitted
from funnel_core.history.months import as_date, ends
from funnel_core.history.report import ForecastMonth
from funnel_core.quantities import RECORDS

__all__ = ["MOST_MONTHS", "Forecast", "forecast", "open_by_age"]

MOST_MONTHS = 120
"""Ten years: further ahead no history says anything."""
_OLDEST = 3650
"""Nor of older records; and a mistyped year must not cost memory for each day since."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """Wins to come: by calendar month, and in all, however long they take."""

    months: tuple[ForecastMonth, ...]
    total: Expected


def open_by_age(cohorts: Cohorts) -> tuple[Whole, Whole]:
    """Give the ages in days of the records that are open in a stage, rising, and how many each.

    Args:
        cohorts: those of the step that leaves the stage.

    Returns:
        Ages up to ten years; older records count as that old.
    """
    chosen = cohorts.outcome == OPEN
    ages, at = np.unique(np.minimum(cohorts.lag[chosen], _OLDEST), return_inverse=True)
    return ages, np.bincount(at, cohorts.records[chosen], len(ages)).astype(np.int64)


def forecast(
    history: History,
    fits: Sequence[Fitted | None],
    *,
    confidence: float,
    rng: np.random.Generator,
    months: int = 12,
    unrest: Sequence[float] = (),
    entries: Sequence[float] = (),
) -> Forecast:
    """Forecast the wins of the coming months from the records that are open now.

    Args:
        history: what was counted; all its open records count.
        fits: what was learnt of each step, top first; None where nothing could be.
        confidence: of the intervals, a share between 0 and 1.
        rng: draws what is uncertain.
        months: how many, the rest of the month that has begun being the first.
        unrest: per step, by how much counts vary more than by chance; none: 1.
        entries: records that will enter the first stage in each of these months, spread evenly
            over their days: their wins are added, to the total as well. None: open ones only.

    Returns:
        Wins per month, and in all. Where nobody is open and nobody enters: 0.

    Raises:
        NotEnoughData: a step that open records have before them has no fit.
        OutOfRange: months out of bounds, negative entries, or more months of them than months.

    Formula: the chain of steps in `chains`, records' ages known.
    """
    if not 1 <= months <= MOST_MONTHS:
        raise OutOfRange(
            f"'months' must be a whole number from 1 up to {MOST_MONTHS}; got {months}"
        )
    RECORDS.check_each("entries", entries)
    last = history.order.last
    steps = [history.cohorts(at, at + 1) for at in range(last)]
    upto = ends(history.as_of, months)
    chain = outlook(
        [open_by_age(cohorts) for cohorts in steps],
        fits,
        [day - history.as_of for day in upto],
        stages=history.order.stages,
        unrest=unrest,
        entries=entries,
        confidence=confidence,
        rng=rng,
    )
    begins = [history.as_of + 1, *(day + 1 for day in upto[:-1])]
    return Forecast(
        tuple(
            ForecastMonth(as_date(first), month.expected, month.interval)
            for first, month in zip(begins, chain.periods, strict=True)
        ),
        chain.total,
    )
