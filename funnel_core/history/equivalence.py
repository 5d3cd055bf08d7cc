"""An uncertain rate as counts: as many records, all decided, as would leave it as uncertain."""

from __future__ import annotations

import math

from scipy import optimize

from funnel_core.model import Counts, Interval
from funnel_core.numerics.tails import normal_quantile

__all__ = ["effective_interval", "equivalent_counts"]

_MOST = 2.0**52
_NEAR, _FARTHEST = 0.02, 200
"""Counts this near, as a share and at most, are as uncertain."""


def effective_interval(entered: float, rate: float, confidence: float) -> Interval:
    """Give Wilson's interval of a rate that is as sure as of so many records, whole or not.

    Args:
        entered: above 0.
        rate: a share.
        confidence: a share strictly between 0 and 1.

    Formula: as `rates.wilson_interval`, for counts that need not be whole. Source: Wilson (1927);
    Korn and Graubard (1998) on effective counts.

    >>> interval = effective_interval(40, 0.3, 0.95)
    >>> round(interval.low, 4), round(interval.high, 4)
    (0.1807, 0.4543)
    """
    z = -normal_quantile((1 - confidence) / 2)
    advanced = rate * entered
    reach = z * math.sqrt(advanced * (1 - rate) + z * z / 4)
    upper = advanced + z * z / 2 + reach
    low = min(advanced * rate / upper, rate)
    return Interval(low, min(max(upper / (entered + z * z), rate), 1.0), confidence)


def equivalent_counts(rate: float, interval: Interval) -> Counts:
    """Give whole counts with this rate whose Wilson interval is as wide.

    Args:
        rate: a share.
        interval: its interval, with its confidence.

    Returns:
        Entered and advanced: of the pairs of whole numbers whose entered is within 2 % of what the
        width asks for, the one that keeps the rate best. A rate between 0 and 1 keeps one record
        of either outcome at least, even where the interval is so wide that fewer records would say
        as much.

    Formula: the n at which Wilson's interval of n × rate of n is as wide as `interval`.

    >>> equivalent_counts(0.3, effective_interval(40, 0.3, 0.95))
    Counts(entered=40, advanced=12)
    >>> equivalent_counts(0.95, effective_interval(8, 0.95, 0.95))
    Counts(entered=20, advanced=19)
    """
    width = interval.high - interval.low

    def excess(log_records: float) -> float:
        found = effective_interval(math.exp(log_records), rate, interval.confidence)
        return found.high - found.low - width

    low, high = math.log(1e-3), math.log(_MOST)
    if excess(low) <= 0:
        records = 1.0
    elif excess(high) >= 0:
        records = _MOST
    else:
        records = math.exp(optimize.brentq(excess, low, high, xtol=1e-13))
    rarer = min(rate, 1 - rate)
    few = round(records * rarer)
    if few == 0 and 0 < rate < 1:
        few = 1
    entered = max(round(few / rarer) if few else round(records), 1)
    if few:
        entered, few = _nearest(rarer, entered)
    return Counts(entered, few if rate <= 0.5 else entered - few)


def _nearest(share: float, entered: int) -> tuple[int, int]:
    """Give the whole numbers near `entered`, and of them, whose ratio is nearest to a share."""
    reach = min(int(entered * _NEAR), _FARTHEST)
    found = min(
        range(entered - reach, entered + reach + 1),
        # beyond twelve digits shares are alike
        key=lambda each: (
            round(abs(max(round(each * share), 1) / each - share), 12),
            abs(each - entered),
        ),
    )
    return found, max(round(found * share), 1)
