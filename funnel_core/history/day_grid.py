"""Times as days: what a lag between two dates says of the time between two moments."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from funnel_core.history.estimates import Shares
from funnel_core.history.families import Family

__all__ = ["DayGrid", "day_grid", "every_day", "these_days"]

_CURVED = 8
"""The first days, within which a distribution may bend sharply."""
_SINGLE_DAYS = 60
_GROWTH = 1.03
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(3)


@dataclass(frozen=True, slots=True)
class DayGrid:
    """Days up to which shares are asked for.

    A record enters at any moment of its day, so that a lag of at most k days between two dates is
    a time of at most k + 1 − u, u from 0 to 1: the share is the mean of the family's over the
    times from k to k + 1, by three points of Gauss in the first days, by the middle later.

    Args:
        days: the lags asked for, rising whole numbers.
        curved: how many of them are among the first days.
        log_times: the logarithms of the times at which a family is asked.
        wanted: days between them whose shares are interpolated; None: `days` themselves.
    """

    days: Shares
    curved: int
    log_times: Shares
    wanted: Shares | None = None

    def shares(self, family: Family, location: Shares, width: Shares) -> tuple[Shares, Shares]:
        """Give the shares within and beyond each of the days: parameters' shape × days."""
        within, beyond = family.both(self.log_times, location[..., None], width[..., None])
        return self._averaged(within), self._averaged(beyond)

    def _averaged(self, values: Shares) -> Shares:
        nodes = self.curved * len(_NODES)
        first = values[..., :nodes].reshape(*values.shape[:-1], self.curved, len(_NODES))
        asked = np.concatenate((first @ (_WEIGHTS / 2), values[..., nodes:]), axis=-1)
        if self.wanted is None:
            return asked
        above = np.searchsorted(self.days, self.wanted)
        below = np.maximum(above - 1, 0)
        part = (self.wanted - self.days[below]) / np.maximum(self.days[above] - self.days[below], 1)
        return np.asarray(asked[..., below] * (1 - part) + asked[..., above] * part)


def every_day(last: int) -> DayGrid:
    """Ask for each of the days 0 … last: those of `day_grid`, and between them by straight lines.

    Within 3 % of a time no share of a smooth family bends by more than about 0.0001.
    """
    return replace(day_grid(last), wanted=np.arange(last + 1, dtype=np.float64))


def day_grid(last: int) -> DayGrid:
    """Ask for each day of the first two months, then for one every 3 %, at last for `last`."""
    days = list(range(min(last, _SINGLE_DAYS) + 1))
    while days[-1] < last:
        days.append(min(last, int(days[-1] * _GROWTH) + 1))
    return these_days(np.array(days, dtype=np.float64))


def these_days(days: Shares) -> DayGrid:
    """Ask for these days, rising whole numbers from 0."""
    curved = int(np.searchsorted(days, _CURVED))
    times = np.concatenate(((days[:curved, None] + (_NODES + 1) / 2).ravel(), days[curved:] + 0.5))
    return DayGrid(days, curved, np.log(times))
