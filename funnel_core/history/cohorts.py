"""Records that entered a stage, counted by the day they entered and by what became of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["ADVANCED", "LOST", "OPEN", "Cohorts", "Days", "Whole"]

OPEN, ADVANCED, LOST = 0, 1, 2
"""What became of a record: nothing yet, it reached the later stage, or it is lost."""

Whole: TypeAlias = npt.NDArray[np.int64]
Days: TypeAlias = int
"""A day is counted from 1970-01-01, in the time zone that the history is read in."""


@dataclass(frozen=True, slots=True)
class Cohorts:
    """Counts of the records that entered one stage, by day of entry, outcome and lag.

    All estimates of a step need no more than this, so that their cost does not grow with the
    number of records. What was known at an earlier day follows from it: `seen_at`.

    Args:
        start: the place of the stage that was entered.
        end: the place of the later stage that is asked about.
        as_of: the last day that is seen.
        day: per line, the day on which the stage was entered, at most `as_of`.
        lag: per line, days from there to the outcome; for open records, to `as_of`.
        outcome: per line, OPEN, ADVANCED or LOST.
        records: per line, how many records, from 1 up.
        channel: the channel they came through; None: all channels together.
    """

    start: int
    end: int
    as_of: Days
    day: Whole
    lag: Whole
    outcome: Whole
    records: Whole
    channel: str | None = None

    @property
    def entered(self) -> int:
        """Count the records that entered."""
        return int(self.records.sum())

    @property
    def advanced(self) -> int:
        """Count those that reached the later stage."""
        return self._of(ADVANCED)

    @property
    def lost(self) -> int:
        """Count those that are lost."""
        return self._of(LOST)

    @property
    def open(self) -> int:
        """Count those of which nothing more is known yet."""
        return self._of(OPEN)

    def by_lag(self, outcome: int, days: int) -> Whole:
        """Count the records of one outcome by their lag: an entry for each of the days 0 … days.

        Longer lags count in the last entry.
        """
        chosen = self.outcome == outcome
        lags = np.minimum(self.lag[chosen], days)
        return np.bincount(lags, self.records[chosen], days + 1).astype(np.int64)

    def entered_between(self, first: Days | None, last: Days | None) -> Cohorts:
        """Give those that entered in a window of days, both ends included."""
        chosen = np.ones(self.day.shape, dtype=bool)
        if first is not None:
            chosen &= self.day >= first
        if last is not None:
            chosen &= self.day <= last
        return self._only(chosen)

    def seen_at(self, as_of: Days) -> Cohorts:
        """Give what was known at the end of an earlier day: later outcomes were open then.

        A record that was lost and advanced all the same counts as open before it advanced, also on
        the days on which it was lost: the day of a loss that did not last is not kept.
        """
        known = self._only(self.day <= as_of)
        later = (known.outcome == OPEN) | (known.day + known.lag > as_of)
        return replace(
            known,
            as_of=as_of,
            outcome=np.where(later, OPEN, known.outcome),
            lag=np.where(later, as_of - known.day, known.lag),
        )

    def _only(self, chosen: npt.NDArray[np.bool_]) -> Cohorts:
        return replace(
            self,
            day=self.day[chosen],
            lag=self.lag[chosen],
            outcome=self.outcome[chosen],
            records=self.records[chosen],
        )

    def _of(self, outcome: int) -> int:
        return int(self.records[self.outcome == outcome].sum())
