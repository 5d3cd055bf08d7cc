"""Which activities a result follows, and after how many periods, beyond chance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum
from operator import mul

from funnel_core.errors import InputError, NotEnoughData, OutOfRange
from funnel_core.numerics.student import student_beyond
from funnel_core.quantities import (
    COEFFICIENT,
    NUMBER,
    PAIRS,
    PERIODS,
    SHARE,
    Coefficient,
    Number,
    Pairs,
    Periods,
    Share,
    listed,
    show,
)

__all__ = [
    "Correlation",
    "benjamini_hochberg",
    "correlation_p",
    "effective_pairs",
    "lagged_correlations",
]

LEAST_POINTS = 5
PERFECT = 1e-14
"""So near to ±1 only rounding keeps an r that is."""
MOST_PRODUCTS = 30_000_000
ROUNDING = 2.0**-50


@dataclass(frozen=True, slots=True)
class Correlation:
    """How closely a result follows an activity at its best lag.

    `lag` in periods; r between their changes; p corrected for autocorrelation; q corrected, too,
    for everything that was tried.
    """

    lag: int
    r: float
    p: float
    q: float


@dataclass(frozen=True, slots=True)
class _Changes:
    """The changes of a series from point to point, and what rounding may make of equal ones."""

    values: list[float]
    rounding: float


@dataclass(frozen=True, slots=True)
class _Centred:
    """A stretch of changes about its mean, scaled so that its squares add to 1."""

    values: list[float]
    autocorrelation: float


def lagged_correlations(
    activities: Sequence[Sequence[Number]], result: Sequence[Number], max_lag: Periods = 3
) -> tuple[Correlation | None, ...]:
    """Say which lag a result follows each activity at, and whether it is more than chance.

    Args:
        activities: a series per activity, each as long as `result`, in any unit.
        result: a number per period, oldest first, any sign, 5 + max_lag points or more.
        max_lag: the most periods that the result may follow by, a whole number from 0 up; 3.

    Returns:
        For each activity the lag whose p is smallest (of equal ones that of the larger |r|, then
        the smaller lag), with r, p and q there. None for an activity that never changes, or always
        by the same amount: it cannot be compared, and does not count among those tried; nor does a
        lag at which the periods that overlap hold no variation.

    Raises:
        InputError: no activities, lists of unequal length, something that is not a number.
        OutOfRange: a number that is not finite, a max_lag that is not whole or negative, or more
            than 3·10^7 products (activities × lags × points).
        NotEnoughData: fewer than 5 + max_lag points; a result that never changes, or always by the
            same amount.

    Formula: r is Pearson's, between the changes from period to period of the activity at t − lag
    and of the result at t, over the periods that overlap (trends alone make unrelated series
    resemble each other; changes do not). p = P(|T| ≥ |t|) with t = r·√((n_eff − 2) ÷ (1 − r²)) and
    T Student's t with n_eff − 2 degrees of freedom; n_eff = n × (1 − φx·φy) ÷ (1 + φx·φy), at most
    n, the pairs of changes compared, φx and φy being how each series of changes correlates with
    itself a period later. q of the i-th smallest of the m p-values of all activities × lags tried
    is the least of p_j·m ÷ j over j ≥ i. Changes of numbers with decimals count as equal where
    they differ by no more than a double rounds off.

    Source: Bartlett (1935) for n_eff; Benjamini & Hochberg (1995) for q.

    Unrelated random walks and AR(1) series reach a q below .05 in about 5 % of all cases
    (simulated). A correlation says that two series move together, not that one causes the other.

    >>> visits = [30, 34, 39, 36, 31, 35, 44, 47, 41, 40, 43, 52, 50, 46, 49, 58]
    >>> leads = [14, 15, 17, 19, 18, 16, 18, 22, 23, 21, 20, 21, 26, 25, 23, 24]
    >>> [found] = lagged_correlations([visits], leads)
    >>> found.lag, round(found.r, 3), found.q < 0.001
    (1, 0.981, True)
    """
    NUMBER.check_each("result", result)
    PERIODS.check("max_lag", max_lag)
    series, result, max_lag = _listed(activities), list(result), int(max_lag)
    _check(series, result, max_lag)
    effects = _changes(result)
    if _centred(effects, 0, len(effects.values)) is None:
        raise NotEnoughData(
            "'result' never changes, or always by the same amount, so nothing can be compared with "
            "it: add periods in which it does, or take another result"
        )
    causes = [_changes(activity) for activity in series]
    tried: list[tuple[int, int, float, float]] = []
    for lag in range(max_lag + 1):
        followed = _centred(effects, lag, len(effects.values))
        if followed is None:
            continue
        for place, cause in enumerate(causes):
            led = _centred(cause, 0, len(cause.values) - lag)
            if led is not None:
                tried.append((place, lag, *_compared(led, followed)))
    qs = benjamini_hochberg([p for _, _, _, p in tried])
    best: dict[int, tuple[tuple[float, float, int], Correlation]] = {}
    for (place, lag, r, p), q in zip(tried, qs, strict=True):
        found = ((p, -abs(r), lag), Correlation(lag, r, p, q))
        if place not in best or found[0] < best[place][0]:
            best[place] = found
    return tuple(best[place][1] if place in best else None for place in range(len(causes)))


def effective_pairs(
    pairs: Pairs, x_autocorrelation: Coefficient, y_autocorrelation: Coefficient
) -> float:
    """Give how many independent pairs so many autocorrelated ones are worth.

    Args:
        pairs: pairs of observations, from 0 up.
        x_autocorrelation: how one series correlates with itself a period later, from −1 to 1.
        y_autocorrelation: the same of the other series.

    Returns:
        A number from 0 up to `pairs`.

    Raises:
        FunnelError: pairs that are no number from 0 up, an autocorrelation outside −1 to 1.

    Formula: pairs × (1 − φx·φy) ÷ (1 + φx·φy). Where the two autocorrelations
    have opposite signs the formula gives more than `pairs`; that is not taken, since with few
    points the signs themselves are uncertain.

    Source: Bartlett (1935).

    >>> round(effective_pairs(12, 0.6, 0.6), 2)
    5.65
    """
    PAIRS.check("pairs", pairs)
    COEFFICIENT.check("x_autocorrelation", x_autocorrelation)
    COEFFICIENT.check("y_autocorrelation", y_autocorrelation)
    shared = float(x_autocorrelation) * float(y_autocorrelation)
    return float(pairs) * (1 - max(shared, 0.0)) / (1 + max(shared, 0.0))


def correlation_p(r: Coefficient, pairs: Pairs) -> float:
    """Give the two-sided p-value of a correlation of so many (effective) pairs.

    Args:
        r: Pearson's correlation, from −1 to 1.
        pairs: independent pairs, not necessarily whole; from `effective_pairs`.

    Returns:
        A share; 1 for two pairs or fewer, which any line fits; 0 for r of 1 or −1.

    Raises:
        FunnelError: an r outside −1 to 1, or pairs that are no number from 0 up.

    Formula: P(|T| ≥ |t|), t = r·√((pairs − 2) ÷ (1 − r²)), T Student's t with pairs − 2 degrees of
    freedom, which need not be whole.

    Source: Student (1908), Fisher (1915).

    >>> round(correlation_p(0.7, 12), 4), round(correlation_p(0.7, 5.65), 3)
    (0.0113, 0.141)
    """
    COEFFICIENT.check("r", r)
    PAIRS.check("pairs", pairs)
    r, freedom = float(r), float(pairs) - 2
    if freedom <= 0:
        return 1.0
    unexplained = (1 - r) * (1 + r)
    return student_beyond(r * math.sqrt(freedom / unexplained), freedom) if unexplained else 0.0


def benjamini_hochberg(p_values: Sequence[Share]) -> tuple[float, ...]:
    """Correct p-values for how many were tried: the q-value of each.

    Args:
        p_values: shares from 0 to 1, of everything that was tried.

    Returns:
        A q per p, in the same order: of those with q up to some share, that share at most is
        expected to be chance. None tried: none.

    Raises:
        FunnelError: something that is no share.

    Formula: q of the i-th smallest of m is the least of p_j·m ÷ j over j ≥ i.

    Source: Benjamini & Hochberg (1995).

    >>> ps = [.001, .008, .039, .041, .042, .06, .074, .205, .212, .216]
    >>> sum(q <= 0.05 for q in benjamini_hochberg(ps))
    2
    """
    SHARE.check_each("p_values", p_values)
    given = list(p_values)
    order = sorted(range(len(given)), key=given.__getitem__, reverse=True)
    qs = [1.0] * len(order)
    least = 1.0
    for above, place in enumerate(order):
        p = float(given[place])
        # rounding may not take a q below its p
        least = min(least, max(p, p * len(order) / (len(order) - above)))
        qs[place] = least
    return tuple(qs)


def _listed(activities: Sequence[Sequence[Number]]) -> list[list[float]]:
    """Read a series per activity: a list each, rows of an array, or columns of a data frame."""
    series: list[Sequence[Number]]
    if hasattr(activities, "columns") and hasattr(activities, "items"):
        series = [column for _, column in activities.items()]
    elif getattr(activities, "ndim", 1) == 2:
        series = list(activities)
    else:
        series = listed("activities", activities, "series, a list of numbers each")
    for place, activity in enumerate(series):
        NUMBER.check_each(f"activities[{place}]", activity)
    return [list(activity) for activity in series]


def _check(activities: list[list[float]], result: list[float], max_lag: int) -> None:
    if not activities:
        raise InputError("'activities' must hold a series or more; got none")
    lengths = {len(activity) for activity in activities}
    if lengths != {len(result)}:
        told = ", ".join(str(length) for length in sorted(lengths))
        raise InputError(
            f"'activities' and 'result' must be equally long; got {told} and {len(result)}"
        )
    if len(result) < LEAST_POINTS + max_lag:
        raise NotEnoughData(
            f"a max_lag of {show(max_lag)} needs {show(LEAST_POINTS + max_lag)} points or more; "
            f"got {len(result)}: add periods, or choose a smaller max_lag"
        )
    if len(activities) * (max_lag + 1) * len(result) > MOST_PRODUCTS:
        raise OutOfRange(
            f"'max_lag' of {show(max_lag)} with {len(activities)} series of {len(result)} points "
            "would take too long: take fewer activities or points, or a smaller max_lag"
        )


def _changes(series: Sequence[Number]) -> _Changes:
    """Give the changes from point to point, in a unit in which nothing overflows."""
    floats = [float(number) for number in series]
    scale = math.frexp(max(map(abs, floats)))[1]
    changes = [b - a for a, b in pairwise(math.ldexp(number, -scale) for number in floats)]
    widest = math.frexp(max(map(abs, changes)))[1]
    values = [math.ldexp(change, -widest) for change in changes]
    exact = all(map(float.is_integer, floats))
    return _Changes(values, 0.0 if exact else math.ldexp(ROUNDING, -widest))


def _centred(changes: _Changes, start: int, end: int) -> _Centred | None:
    """Give a stretch of changes; None where they are all alike."""
    stretch = changes.values[start:end]
    if max(stretch) - min(stretch) <= changes.rounding:
        return None
    mean = fsum(stretch) / len(stretch)
    about = [change - mean for change in stretch]
    unit = 1 / max(map(abs, about))
    about = [change * unit for change in about]
    unit = 1 / math.sqrt(sum(map(mul, about, about)))
    values = [change * unit for change in about]
    return _Centred(values, sum(map(mul, values, values[1:])))


def _compared(led: _Centred, followed: _Centred) -> tuple[float, float]:
    """Give r and p of two stretches of equal length."""
    r = max(-1.0, min(1.0, sum(map(mul, led.values, followed.values))))
    if 1 - abs(r) < PERFECT:
        r = math.copysign(1.0, r)
    pairs = effective_pairs(len(led.values), led.autocorrelation, followed.autocorrelation)
    return r, correlation_p(r, pairs)
