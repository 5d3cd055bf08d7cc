"""A whole history as counts: what an engine is asked once, and all that is asked after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from funnel_core.errors import UnknownStage
from funnel_core.history.cohorts import ADVANCED, Cohorts, Days, Whole
from funnel_core.history.order import StageOrder
from funnel_core.history.problems import DataProblem

__all__ = ["COLUMNS", "Amounts", "History"]

COLUMNS = ("start", "end", "channel", "day", "lag", "outcome", "records")
"""The columns of the counts, a line per group; `channel` is "" where it is blank or unknown."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """What won records brought: how many were won, how many of them have an amount, and theirs.

    `total`, `squares` are sums over the amounts, `median` their middle; all in the export's money.
    """

    won: int
    with_amount: int
    total: float
    squares: float
    median: float | None


@dataclass(frozen=True, slots=True)
class History:
    """An export, counted.

    Args:
        order: the stages.
        as_of: the last day that is seen, in days from 1970-01-01 in `zone`.
        counts: a line per (start, end, channel, day, lag, outcome), as `Cohorts` has them.
        problems: what is wrong with the data.
        amounts: of won records, per channel; None: all channels together.
        zone: the time zone in which days begin, or "" where the times say none.
    """

    order: StageOrder
    as_of: Days
    counts: pd.DataFrame
    problems: tuple[DataProblem, ...] = ()
    amounts: Mapping[str | None, Amounts] = field(default_factory=dict)
    zone: str = ""

    @property
    def channels(self) -> tuple[str, ...]:
        """Name the channels, those that most records came through first."""
        first = self.counts[(self.counts["start"] == 0) & (self.counts["end"] == 1)]
        entered = first.groupby("channel")["records"].sum()
        return tuple(sorted(entered.index, key=lambda name: (-entered[name], name)))

    def cohorts(self, start: int, end: int, channel: str | None = None) -> Cohorts:
        """Give the cohorts of one pair of stages, of one channel or of all together.

        Raises:
            UnknownStage: a pair that is not among `order.pairs`.
        """
        if (start, end) not in self.order.pairs:
            raise UnknownStage(f"stages {start} and {end} are no step and no way to the last stage")
        counts = self.counts
        chosen = np.flatnonzero((counts["start"] == start) & (counts["end"] == end))
        if channel is not None:
            # names are slow to compare: only those of the pair are
            chosen = chosen[counts["channel"].to_numpy()[chosen] == channel]
        return self.cohorts_of(counts.iloc[chosen], start, end, channel)

    def cohorts_of(
        self, lines: pd.DataFrame, start: int, end: int, channel: str | None = None
    ) -> Cohorts:
        """Give lines of the counts, those of one pair and channel (None: of all), as cohorts."""
        keys = ["day", "lag", "outcome"]
        if channel is None:
            lines = lines.groupby(keys)["records"].sum().reset_index()
        day, lag, outcome, records = (
            lines[name].to_numpy(dtype=np.int64) for name in (*keys, "records")
        )
        return Cohorts(start, end, self.as_of, day, lag, outcome, records, channel)

    def entries(self, stage: int, channel: str | None = None) -> tuple[Whole, Whole]:
        """Give the days on which records entered a stage, in order, and how many did on each."""
        last = self.order.last
        cohorts = self.cohorts(min(stage, last - 1), min(stage, last - 1) + 1, channel)
        days, records = cohorts.day, cohorts.records
        if stage == last:
            won = cohorts.outcome == ADVANCED
            days, records = (cohorts.day + cohorts.lag)[won], records[won]
        each, at = np.unique(days, return_inverse=True)
        return each, np.bincount(at, records, len(each)).astype(np.int64)
