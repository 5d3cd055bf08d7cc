"""Series in, what is more than noise in them out: signals and trends."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from funnel_core.errors import NotEnoughData, OutOfRange
from funnel_core.numerics.slopes import directions, median_slope
from funnel_core.quantities import CELL_DIGITS, CONFIDENCE, NUMBER, Confidence, Number, as_meant

__all__ = ["Direction", "Signal", "Trend", "XmrChart", "series_trend", "xmr_chart"]

Signal = Literal["", "above limit", "below limit", "run above centre", "run below centre"]
Direction = Literal["rising", "falling", "steady"]

LIMIT_FACTOR = Fraction(266, 100)
RANGE_FACTOR = Fraction(3267, 1000)
RUN = 8
LEAST_POINTS = 2
LEAST_FOR_TREND = 4


@dataclass(frozen=True, slots=True)
class XmrChart:
    """The natural limits of a series, and the signal of each point ("" where it breaks no rule).

    `range_limit` is the most that neighbouring points differ by as long as nothing changes.
    """

    centre: float
    lower: float
    upper: float
    range_limit: float
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """Which way a series goes, how fast per period, and how likely chance alone does as much."""

    direction: Direction
    slope: float
    p: float
    s: int
    z: float


def xmr_chart(series: Sequence[Number]) -> XmrChart:
    """Tell signals in a series from its own noise (an XmR chart, or process behaviour chart).

    Args:
        series: a number per period, two or more, of any sign and in any unit, oldest first.

    Returns:
        The centre, the natural limits (not cut at 0), the limit of the moving range, and a signal
        per point: "above limit" or "below limit" for a point beyond one; otherwise "run above
        centre" or "run below centre" for the eighth and each later point in a row strictly on one
        side. A point on a limit is within it; a point on the centre ends a run.

    Raises:
        InputError: something that is not a number.
        OutOfRange: a number that is not finite, or limits larger than a double.
        NotEnoughData: fewer than two points.

    Formula: mean ± 2.66 × mean moving range, the mean of what neighbouring points differ by;
    range limit 3.267 × mean moving range. Worked out exactly on the decimals, at the 15 digits that
    a cell holds, and rounded at the end: a constant series has no signal.

    Source: Wheeler, Understanding Variation (1993); the factors 2.66 = 3 ÷ d2 and D4 = 3.267 are
    those of ranges of two.

    >>> chart = xmr_chart([50, 54, 47, 52, 49, 55, 51, 48, 53, 50])
    >>> chart.centre, round(chart.lower, 2), round(chart.upper, 2), round(chart.range_limit, 2)
    (50.9, 39.08, 62.72, 14.52)
    >>> xmr_chart([50, 52, 49, 51, 50, 48, 51, 90]).signals[-1]
    'above limit'
    """
    NUMBER.check_each("series", series)
    meant = [as_meant(number) for number in series]
    count = len(meant)
    if count < LEAST_POINTS:
        raise NotEnoughData(f"'series' must hold two points or more; got {count}: add periods")
    scale = math.lcm(*{number.denominator for number in meant})
    whole = [number.numerator * (scale // number.denominator) for number in meant]
    centre = Fraction(sum(whole), count)
    moving_range = Fraction(sum(abs(b - a) for a, b in pairwise(whole)), count - 1)
    reach = LIMIT_FACTOR * moving_range
    lower, upper = centre - reach, centre + reach
    try:
        return XmrChart(
            float(centre / scale),
            float(lower / scale),
            float(upper / scale),
            float(RANGE_FACTOR * moving_range / scale),
            tuple(_signals(whole, centre, lower, upper)),
        )
    except OverflowError:
        raise OutOfRange(
            "'series' holds numbers so large that its limits are beyond 1.8e+308: use a larger unit"
        ) from None


def _signals(
    whole: Sequence[int], centre: Fraction, lower: Fraction, upper: Fraction
) -> Iterator[Signal]:
    # a whole number is below a bound just when it is below the next whole number from the bound up
    least, most = math.ceil(lower), math.floor(upper)
    from_centre, to_centre = math.ceil(centre), math.floor(centre)
    run = 0
    for number in whole:
        if number > to_centre:
            run = max(run, 0) + 1
        elif number < from_centre:
            run = min(run, 0) - 1
        else:
            run = 0
        if number > most:
            yield "above limit"
        elif number < least:
            yield "below limit"
        elif run >= RUN:
            yield "run above centre"
        elif run <= -RUN:
            yield "run below centre"
        else:
            yield ""


def series_trend(series: Sequence[Number], alpha: Confidence = 0.05) -> Trend:
    """Tell whether a series rises, falls or is steady, and how fast.

    Args:
        series: a number per period, four or more, of any sign and in any unit, oldest first.
        alpha: how often, at most, chance alone may call a steady series rising or falling; a share
            strictly between 0 and 1.

    Returns:
        "rising" or "falling" where p < alpha, by the sign of S, and "steady" otherwise; the slope
        in the series' unit per period; p, S and z. A constant series is steady, slope 0, p 1.
        Where most pairs of points are equal the slope is 0 even if the rest show a trend.

    Raises:
        InputError: something that is not a number.
        OutOfRange: a number that is not finite, or an alpha out of bounds.
        NotEnoughData: fewer than four points.

    Numbers count at the 15 digits that a cell holds: 0.1 + 0.2 is no rise over 0.3.

    Formula: Mann–Kendall, two-sided: S = pairs that rise − pairs that fall; its variance without a
    trend is [n(n−1)(2n+5) − Σ t(t−1)(2t+5)] ÷ 18 over groups of t equal points; z = (S ∓ 1) ÷ its
    root, 0 where S is 0; p = P(|Z| ≥ |z|) of a standard normal Z. Slope: Theil–Sen, the median of
    the slopes of all pairs, exact also where they are too many to list. The test takes the points
    for independent but for the trend: where each period resembles the one before, it calls trends
    more often than alpha says.

    Source: Mann (1945), Kendall (1975), Theil (1950), Sen (1968).

    >>> trend = series_trend([10, 12, 11, 14, 13, 15, 16, 15])
    >>> trend.direction, trend.slope, round(trend.p, 5), trend.s, round(trend.z, 4)
    ('rising', 0.775, 0.01265, 21, 2.4935)
    """
    NUMBER.check_each("series", series)
    CONFIDENCE.check("alpha", alpha)
    meant = [_meant(number) for number in series]
    count = len(meant)
    if count < LEAST_FOR_TREND:
        raise NotEnoughData(f"'series' must hold four points or more; got {count}: add periods")
    pairs = directions(meant)
    s = pairs.rising - pairs.falling
    ties = sum(t * (t - 1) * (2 * t + 5) for t in Counter(meant).values())
    variance = Fraction(count * (count - 1) * (2 * count + 5) - ties, 18)
    z = (s - math.copysign(1, s)) / math.sqrt(variance) if s else 0.0
    p = math.erfc(abs(z) / math.sqrt(2)) if s else 1.0
    slope = median_slope(meant)
    direction: Direction = "steady" if p >= alpha else "rising" if s > 0 else "falling"
    return Trend(direction, slope, p, s, z)


def _meant(number: float) -> Fraction | int:
    """Give `as_meant` of a number, sooner."""
    if type(number) is not float:
        return as_meant(number)
    return int(number) if number.is_integer() else Fraction(Decimal(f"{number:.{CELL_DIGITS}g}"))
