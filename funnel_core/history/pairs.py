"""What is known of the way from one stage to a later one: of all records, and of each channel's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from funnel_core.errors import NotEnoughData
from funnel_core.history.cohorts import Cohorts, Days
from funnel_core.history.counted import History
from funnel_core.history.estimates import Fitted
from funnel_core.history.fitting import fitted
from funnel_core.history.months import first_of
from funnel_core.history.report import Pair
from funnel_core.history.simple_rates import naive_rate, snapshot_rate
from funnel_core.history.unrest import unrest
from funnel_core.model import Counts
from funnel_core.quantities import Confidence
from funnel_core.shrinkage import rate_family

__all__ = ["Learnt", "Split", "Window", "drawn_together", "learnt", "split"]

_SNAPSHOT_MONTHS = 3
_FAMILY = 3
"""So many channels with a rate of their own say how channels vary."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days of entry that rates stand on; None: from the first one, to the last one seen."""

    first: Days | None = None
    last: Days | None = None


@dataclass(frozen=True, slots=True)
class Learnt:
    """A pair as it is told, what was learnt of it (None: not enough), and its counts."""

    pair: Pair
    fit: Fitted | None
    cohorts: Cohorts

    @property
    def unrest(self) -> float:
        """Say by how much its counts vary more than by chance, from one time to another."""
        return unrest(self.cohorts, self.fit) if self.fit else 1.0


def learnt(
    history: History,
    cohorts: Cohorts,
    window: Window,
    confidence: Confidence,
    lags_of: Fitted | None = None,
) -> Learnt:
    """Learn what the records of a window say of a pair of stages.

    Args:
        history: where the stages' names are.
        cohorts: of the pair, all days of entry.
        window: the days of entry that count.
        confidence: of the interval.
        lags_of: of a channel: the fit of all channels, whose lags it may borrow.
    """
    chosen = cohorts.entered_between(window.first, window.last)
    fit, not_enough = None, ""
    try:
        fit = fitted(chosen, confidence, lags_of)
    except NotEnoughData as why:
        not_enough = str(why)
    names = history.order.stages
    first = int(cohorts.day.min()) if len(cohorts.day) else cohorts.as_of
    pair = Pair(
        start=names[cohorts.start],
        end=names[cohorts.end],
        channel=cohorts.channel,
        entered=chosen.entered,
        advanced=chosen.advanced,
        lost=chosen.lost,
        open=chosen.open,
        naive=naive_rate(chosen),
        snapshot=snapshot_rate(cohorts, *_snapshot_days(first, cohorts.as_of, window)),
        honest=fit.estimate if fit else None,
        lags=fit.lags if fit else None,
        not_enough=not_enough,
    )
    return Learnt(pair, fit, chosen)


def _snapshot_days(first: Days, as_of: Days, window: Window) -> tuple[Days, Days]:
    """Choose the days of a snapshot: the window's, else the last full months, as dashboards do.

    Where not so many months were seen, it is all days.
    """
    if window.first is None and window.last is None:
        last = first_of(as_of + 1) - 1
        begin = last + 1
        for _ in range(_SNAPSHOT_MONTHS):
            begin = first_of(begin - 1)
        if begin >= first:
            return begin, last
    return (
        first if window.first is None else window.first,
        as_of if window.last is None else window.last,
    )


Split: TypeAlias = Mapping[tuple[int, int, str | None], Cohorts]
"""The cohorts of every pair of stages, of each channel and (None) of all together."""


def split(history: History) -> Split:
    """Split a history into the cohorts of pairs and channels, in one pass over the counts."""
    found: dict[tuple[int, int, str | None], Cohorts] = {}
    counts = history.counts
    for start, end in history.order.pairs:
        lines = counts[(counts["start"] == start) & (counts["end"] == end)]
        found[start, end, None] = history.cohorts_of(lines, start, end)
        for channel, own in lines.groupby("channel", sort=False, observed=True):
            name = str(channel)
            found[start, end, name] = history.cohorts_of(own, start, end, name)
    return found


def drawn_together(whole: Learnt, channels: Sequence[Learnt]) -> tuple[Pair, ...]:
    """Draw the rates of one pair's channels to each other, as far as their counts allow.

    Args:
        whole: all channels together.
        channels: each by itself.

    Returns:
        The channels' pairs, in their order, with `drawn` where three channels or more have a rate
        of their own. A channel that has none counts with what its records' ages let expect: a
        record that entered a days ago counts as F(a) ÷ rate of one, by the lags of all.

    Source: empirical Bayes, as `funnel_core.shrinkage` has it.
    """
    if whole.fit is None or sum(each.fit is not None for each in channels) < _FAMILY:
        return tuple(each.pair for each in channels)
    fit = whole.fit
    counts = [
        each.fit.estimate.equivalent if each.fit else _ripe(each.cohorts, fit) for each in channels
    ]
    family = rate_family([each.entered for each in counts], [each.advanced for each in counts])
    return tuple(
        replace(each.pair, drawn=family.rate(own.entered, own.advanced))
        for each, own in zip(channels, counts, strict=True)
    )


def _ripe(cohorts: Cohorts, fit: Fitted) -> Counts:
    """Count a channel's records by the share of their wins that is due by now."""
    rate = fit.estimate.rate
    if not cohorts.entered or rate <= 0:
        return Counts(cohorts.entered, cohorts.advanced)
    ages = cohorts.as_of - cohorts.day
    due = np.minimum(fit.incidence(int(ages.max()))[ages] / rate, 1.0)
    entered = round(float((due * cohorts.records).sum()))
    return Counts(max(entered, cohorts.advanced), cohorts.advanced)
