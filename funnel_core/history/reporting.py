"""All that a history says, in one call."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from funnel_core.errors import NotEnoughData, OutOfRange
from funnel_core.history.cohorts import ADVANCED
from funnel_core.history.counted import History
from funnel_core.history.deals import won_amount
from funnel_core.history.forecasting import forecast, open_by_age
from funnel_core.history.months import after, as_date, as_day, firsts
from funnel_core.history.pairs import Learnt, Split, Window, drawn_together, learnt, split
from funnel_core.history.report import HistoryReport, Month, Pair
from funnel_core.history.truncation import truncations
from funnel_core.quantities import CONFIDENCE, Confidence

__all__ = ["SEED", "checked_window", "reported"]

SEED = 7
"""The same export gives the same numbers."""
_LONGEST = 7305
"""Months of the last twenty years are listed: a mistyped year must not list two thousand."""


def reported(
    history: History,
    *,
    confidence: Confidence = 0.95,
    entered_from: datetime.date | None = None,
    entered_to: datetime.date | None = None,
    months: int = 12,
    entries: Sequence[float] = (),
    rng: np.random.Generator | None = None,
) -> HistoryReport:
    """Report rates, lags, amounts, problems and the wins to come.

    Args:
        history: the counts.
        confidence: of all intervals, a share strictly between 0 and 1.
        entered_from: rates stand on records that entered from this day on; None: all.
        entered_to: … up to this day, included; None: all.
        months: how many months of wins are forecast, the rest of the one that has begun first.
        entries: records that will enter the first stage in each of these months; their wins are
            in the forecast.
        rng: draws what is uncertain of the forecast; None: one with a seed of its own.

    Returns:
        The report. What history cannot carry says so in it: `not_enough`, `no_forecast`.

    Raises:
        OutOfRange: a confidence, a window or months out of bounds.

    >>> import pandas as pd
    >>> from funnel_core.history.counted import COLUMNS
    >>> from funnel_core.history.order import StageOrder
    >>> lines = [(0, 1, "", day, 10, end, 30) for day in range(0, 100, 10) for end in (1, 2)]
    >>> lines += [(0, 1, "", 95, 5, 0, 40)]
    >>> counts = pd.DataFrame(lines, columns=list(COLUMNS))
    >>> history = History(StageOrder(("Lead", "Won"), ("Lost",)), 100, counts)
    >>> told = reported(history)
    >>> told.steps[0].honest.rate, told.open_now
    (0.5, (40,))
    >>> told.forecast[0].first.isoformat(), round(told.forecast[0].expected)
    ('1970-04-12', 20)
    """
    CONFIDENCE.check("confidence", confidence)
    confidence = float(confidence)
    window = checked_window(history, entered_from, entered_to)
    rng = np.random.default_rng(SEED) if rng is None else rng
    cohorts = split(history)
    pairs = _pairs(history, cohorts, window, confidence)
    last = history.order.last
    steps = pairs[:last]
    late = [each for step in steps for each in truncations(step.cohorts, history.order.stages)]
    told = replace(
        _counted(history, cohorts, confidence, entered_from, entered_to),
        steps=tuple(each.pair for each in steps),
        to_won=tuple(each.pair for each in _to_won(pairs, last)),
        channels=_channels(history, cohorts, pairs, window, confidence),
        problems=(*history.problems, *late),
    )
    return _with_forecast(told, history, steps, months, entries, rng)


def _counted(
    history: History,
    cohorts: Split,
    confidence: float,
    entered_from: datetime.date | None,
    entered_to: datetime.date | None,
) -> HistoryReport:
    """Tell what needs no estimate: entries by month, who is open, and amounts."""
    standing = [open_by_age(cohorts[at, at + 1, None]) for at in range(history.order.last)]
    return HistoryReport(
        stages=history.order.stages,
        lost=history.order.lost,
        as_of=as_date(history.as_of),
        entered_from=entered_from,
        entered_to=entered_to,
        confidence=confidence,
        zone=history.zone,
        steps=(),
        to_won=(),
        channels=(),
        amounts=tuple(
            won_amount(channel, history.amounts[channel], confidence)
            for channel in (None, *_named(history))
            if channel in history.amounts
        ),
        months=_months(history, cohorts, None),
        open_now=tuple(int(records.sum()) for _, records in standing),
        open_ages=tuple(_median(ages, records) for ages, records in standing),
        forecast=(),
        forecast_total=None,
        forecast_expected=None,
        no_forecast="",
        problems=(),
        channel_months=tuple(
            month for channel in _named(history) for month in _months(history, cohorts, channel)
        ),
    )


def checked_window(
    history: History, entered_from: datetime.date | None, entered_to: datetime.date | None
) -> Window:
    """Check a window of entry, and give it in days."""
    first = None if entered_from is None else as_day(entered_from)
    last = None if entered_to is None else as_day(entered_to)
    if first is not None and first > (history.as_of if last is None else min(last, history.as_of)):
        raise OutOfRange(
            "'entered_from' must not be after "
            + (f"'entered_to', {entered_to}, or " if entered_to else "")
            + f"the last day that is seen, {as_date(history.as_of)}; got {entered_from}"
        )
    return Window(first, last)


def _pairs(history: History, cohorts: Split, window: Window, confidence: float) -> list[Learnt]:
    """Learn all pairs of stages from all channels together."""
    return [
        learnt(history, cohorts[start, end, None], window, confidence)
        for start, end in history.order.pairs
    ]


def _to_won(pairs: Sequence[Learnt], last: int) -> list[Learnt]:
    """Give the ways from each stage to the last one, of which the last step is one."""
    return [*pairs[last:], pairs[last - 1]]


def _named(history: History) -> tuple[str, ...]:
    """Name the channels; none where no record says its own."""
    return () if history.channels == ("",) else history.channels


def _channels(
    history: History, cohorts: Split, pairs: Sequence[Learnt], window: Window, confidence: float
) -> tuple[Pair, ...]:
    """Give each channel's steps and ways to won; none where no channel is known."""
    names = _named(history)
    columns = []
    for whole, (start, end) in zip(pairs, history.order.pairs, strict=True):
        own = [
            learnt(history, cohorts[start, end, name], window, confidence, whole.fit)
            for name in names
            if (start, end, name) in cohorts
        ]
        columns.append({pair.channel: pair for pair in drawn_together(whole, own)})
    return tuple(column[name] for name in names for column in columns if name in column)


def _with_forecast(
    report: HistoryReport,
    history: History,
    steps: Sequence[Learnt],
    months: int,
    entries: Sequence[float],
    rng: np.random.Generator,
) -> HistoryReport:
    """Forecast wins, or say why there is no forecast."""
    try:
        wins = forecast(
            history,
            [each.fit for each in steps],
            confidence=report.confidence,
            rng=rng,
            months=months,
            unrest=[each.unrest for each in steps],
            entries=entries,
        )
    except NotEnoughData as why:
        return replace(report, no_forecast=str(why))
    return replace(
        report,
        forecast=wins.months,
        forecast_total=wins.total.interval,
        forecast_expected=wins.total.expected,
    )


def _months(history: History, cohorts: Split, channel: str | None) -> tuple[Month, ...]:
    """Give the records that entered each stage, month by month from the first entry on."""
    last = history.order.last
    begun = cohorts[0, 1, None].day
    if not len(begun):
        return ()
    starts = firsts(max(int(begun.min()), history.as_of - _LONGEST), history.as_of)
    edges = np.array([*starts, after(starts[-1])])
    entries = []
    for at in range(last + 1):
        step = cohorts.get((min(at, last - 1), min(at, last - 1) + 1, channel))
        if step is None:
            entries.append(np.zeros(len(starts), dtype=np.int64))
            continue
        came = step.outcome == ADVANCED if at == last else np.ones(len(step.day), dtype=bool)
        days = step.day + step.lag if at == last else step.day
        entries.append(np.histogram(days[came], edges, weights=step.records[came])[0])
    return tuple(
        Month(as_date(first), tuple(int(each[at]) for each in entries), channel)
        for at, first in enumerate(starts)
    )


def _median(ages: np.ndarray, records: np.ndarray) -> float | None:
    """Give the median of ages that are counted; None where there are none."""
    if not len(ages):
        return None
    below = np.cumsum(records)
    low, high = np.searchsorted(below, [(below[-1] + 1) // 2, below[-1] // 2 + 1])
    return float(ages[low] + ages[high]) / 2
