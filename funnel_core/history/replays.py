"""The past, played again: what would have been said at earlier days, against what came of it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from funnel_core.errors import Fault, NotEnoughData, OutOfRange
from funnel_core.history.chains import Expected, advances, outlook
from funnel_core.history.cohorts import ADVANCED, Cohorts, Days
from funnel_core.history.counted import History
from funnel_core.history.estimates import HonestRate
from funnel_core.history.forecasting import open_by_age
from funnel_core.history.months import after, as_date, as_day
from funnel_core.history.pairs import Learnt, Window, learnt
from funnel_core.history.problems import Kind
from funnel_core.history.replayed import (
    Compared,
    MonthCompared,
    RateCompared,
    Replay,
    Replays,
    StepCompared,
)
from funnel_core.history.reporting import SEED, checked_window
from funnel_core.quantities import CONFIDENCE, Confidence

__all__ = ["default_dates", "replayed"]

_BEFORE, _AFTER = 28, 28
"""So many days of history a date needs before it to learn from, and after it to compare with."""
_LONGEST = 3650
"""What was said longer ago teaches nothing, and a mistyped year must not cost memory."""
_MOST = 12
"""At most so many dates are chosen where none is given, the latest ones."""


def default_dates(history: History) -> tuple[datetime.date, ...]:
    """Give the ends of months that have history enough before and after them.

    Returns:
        The latest twelve, in order.

    Raises:
        NotEnoughData: there is none.
    """
    first = _first_day(history)
    found = []
    day = after(first) - 1
    while day <= history.as_of - _AFTER:
        if day >= first + _BEFORE:
            found.append(as_date(day))
        day = after(day + 1) - 1
    if not found:
        raise NotEnoughData(
            f"the past can be played again where a month ended at least {_BEFORE} days after the "
            f"first entry and {_AFTER} days before the last day; this history goes from "
            f"{as_date(first)} to {as_date(history.as_of)}: give a date with --as-of, or look "
            "again later"
        )
    return tuple(found[-_MOST:])


def replayed(
    history: History,
    dates: Sequence[datetime.date] | None = None,
    *,
    confidence: Confidence = 0.95,
    entered_from: datetime.date | None = None,
    entered_to: datetime.date | None = None,
    rng: np.random.Generator | None = None,
) -> Replays:
    """Play the past again: forecast at earlier days, and compare with what came by the last day.

    Args:
        history: the counts, as seen at its last day.
        dates: the days at which to forecast; None: `default_dates`.
        confidence: of the intervals, a share strictly between 0 and 1.
        entered_from: rates stand on records that entered from this day on; None: all.
        entered_to: … up to this day, included; None: all.
        rng: draws what is uncertain; None: one with a seed of its own.

    Returns:
        For every date: wins from the records that were open then, by month and in all; per step
        how many of the open ones advanced; and the rates as they were seen then. At the last day
        itself there is nothing to compare with, and its rates are those of the report.

    Raises:
        OutOfRange: a date before the first entry or after the last day; all of them are named.
        NotEnoughData: no dates are given and none suits.

    Formula: at a date only what had happened by then is known (`Cohorts.seen_at`), but for records
    that went on after being lost, which count as open until then; the sentence tells how many.

    >>> import pandas as pd
    >>> from funnel_core.history.counted import COLUMNS
    >>> from funnel_core.history.order import StageOrder
    >>> lines = [(0, 1, "", day, 10, end, 30) for day in range(0, 100, 10) for end in (1, 2)]
    >>> lines += [(0, 1, "", 95, 5, 0, 40)]
    >>> counts = pd.DataFrame(lines, columns=list(COLUMNS))
    >>> history = History(StageOrder(("Lead", "Won"), ("Lost",)), 100, counts)
    >>> told = replayed(history, [datetime.date(1970, 3, 8)])
    >>> told.sentence.split("; ")[1]
    '30.0 wins were forecast and 30 came'
    """
    CONFIDENCE.check("confidence", confidence)
    window = checked_window(history, entered_from, entered_to)
    days = [as_day(date) for date in (default_dates(history) if dates is None else dates)]
    _check_days(history, days)
    rng = np.random.default_rng(SEED) if rng is None else rng
    past = _Past(history, window, float(confidence), rng)
    return Replays.of(
        as_date(history.as_of),
        float(confidence),
        tuple(past.replay(day) for day in days),
        sum(each.count for each in history.problems if each.kind is Kind.ADVANCED_AFTER_LOST),
    )


@dataclass(frozen=True, slots=True)
class _Past:
    """A history that is looked at from earlier days."""

    history: History
    window: Window
    confidence: float
    rng: np.random.Generator

    def replay(self, day: Days) -> Replay:
        """Forecast at a day, and compare."""
        order = self.history.order
        known = [self.history.cohorts(start, end) for start, end in order.pairs]
        seen = [
            learnt(self.history, cohorts.seen_at(day), self.window, self.confidence)
            for cohorts in known
        ]
        rates = tuple(
            self._rate(cohorts, day, each.fit.estimate if each.fit else None, each.pair.not_enough)
            for cohorts, each in zip(known, seen, strict=True)
        )
        if day == self.history.as_of:
            return Replay(as_date(day), None, (), (), rates, "")
        steps, fits = known[: order.last], seen[: order.last]
        advanced = self._steps(steps, fits, day)
        try:
            wins, months = self._wins(steps, known[order.pairs.index((0, order.last))], fits, day)
        except NotEnoughData as why:
            return Replay(as_date(day), None, (), advanced, rates, str(why))
        return Replay(as_date(day), wins, months, advanced, rates, "")

    def _wins(
        self, steps: Sequence[Cohorts], to_won: Cohorts, fits: Sequence[Learnt], day: Days
    ) -> tuple[Compared, tuple[MonthCompared, ...]]:
        """Compare the wins of records that were open, by month and in all."""
        last = self.history.as_of
        ends: list[Days] = []
        while not ends or ends[-1] < last:
            ends.append(min(after(ends[-1] + 1 if ends else day + 1) - 1, last))
        told = outlook(
            [open_by_age(cohorts.seen_at(day)) for cohorts in steps],
            [each.fit for each in fits],
            [end - day for end in ends],
            stages=self.history.order.stages,
            confidence=self.confidence,
            rng=self.rng,
            unrest=[each.unrest for each in fits],
        )
        begins = [day + 1, *(end + 1 for end in ends[:-1])]
        months = tuple(
            MonthCompared(as_date(begin), _compared(month, _reached(to_won, day, begin, end)))
            for begin, end, month in zip(begins, ends, told.periods, strict=True)
        )
        return _compared(told.within, _reached(to_won, day, day + 1, last)), months

    def _steps(
        self, steps: Sequence[Cohorts], fits: Sequence[Learnt], day: Days
    ) -> tuple[StepCompared, ...]:
        """Compare how many of each stage's open records advanced."""
        told = []
        names, last = self.history.order.stages, self.history.as_of
        for cohorts, fit in zip(steps, fits, strict=True):
            ages, records = open_by_age(cohorts.seen_at(day))
            compared = None
            if fit.fit is not None:
                due = advances(
                    ages, records, fit.fit, last - day, self.confidence, self.rng, fit.unrest
                )
                compared = _compared(due, _reached(cohorts, day, day + 1, last))
            start, end = names[cohorts.start], names[cohorts.end]
            told.append(StepCompared(start, end, int(records.sum()), compared))
        return tuple(told)

    def _rate(
        self, cohorts: Cohorts, day: Days, honest: HonestRate | None, not_enough: str
    ) -> RateCompared:
        """Compare a rate with what is known by now of the same records."""
        names = self.history.order.stages
        last = day if self.window.last is None else min(day, self.window.last)
        same = cohorts.entered_between(self.window.first, last)
        known = None
        if same.entered:
            known = (same.advanced / same.entered, (same.advanced + same.open) / same.entered)
        start, end = names[cohorts.start], names[cohorts.end]
        return RateCompared(start, end, same.entered, honest, known, not_enough)


def _compared(expected: Expected, happened: int) -> Compared:
    return Compared(expected.expected, expected.interval, happened)


def _reached(cohorts: Cohorts, day: Days, begin: Days, end: Days) -> int:
    """Count the records that had entered by a day and reached the later stage between two days."""
    reached = cohorts.day + cohorts.lag
    chosen = (cohorts.outcome == ADVANCED) & (cohorts.day <= day)
    return int(cohorts.records[chosen & (reached >= begin) & (reached <= end)].sum())


def _first_day(history: History) -> Days:
    days, _ = history.entries(0)
    if not len(days):
        raise NotEnoughData("nobody entered, so there is no past to play again")
    return int(days[0])


def _check_days(history: History, days: Sequence[Days]) -> None:
    """Refuse dates without history."""
    first = max(_first_day(history), history.as_of - _LONGEST)
    faults = [
        Fault("dates", at, "does not", place=as_date(day).isoformat())
        for at, day in enumerate(days)
        if not first <= day <= history.as_of
    ]
    if faults:
        raise OutOfRange(
            f"a date to look from must lie between {as_date(first)}, the first entry or ten years "
            f"ago, and the last day that is seen, {as_date(history.as_of)}",
            faults,
            "choose a day between them",
        )
