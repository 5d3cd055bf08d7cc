"""Tail probabilities: binomial, beta-binomial, Poisson, and sums and products of them.

Everything is exact numerics, good to about 1e-12 of the smaller tail at volumes from 1 to 10^9 and
usable to 10^12; nothing is enumerated or simulated. A tail below 1e-308 is 0.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Sequence
from fractions import Fraction
from statistics import NormalDist

from funnel_core.errors import OutOfRange
from funnel_core.numerics.gammas import SETTLED, Beta, Contour, log1p_rest

__all__ = [
    "beta_binomial_at_least",
    "binomial_at_least",
    "normal_quantile",
    "poisson_at_least",
    "poisson_at_most",
    "sum_tails",
    "thinned_tails",
]

SMALLEST = -750.0
"""Below this logarithm a probability is 0 as a double."""

NEGLIGIBLE = 1e-17
FIRST_STEP = 0.35
MOST_HALVINGS = 5
STEEPEST = 300.0
SADDLE_ROUNDS = 200
"""Enough to go as far as `STEEPEST`, by 2 at most each."""
STANDARD_NORMAL = NormalDist()


def binomial_at_least(needed: int, volume: int, rate: float | Fraction) -> float:
    """Give the probability that at least `needed` of `volume` records advance at a known rate.

    0 needed is certain; more than there are records is impossible.

    >>> round(binomial_at_least(100, 400, 0.25), 4)
    0.5192
    """
    return sum_tails(needed, [(volume, Fraction(rate))])[1]


def beta_binomial_at_least(needed: int, volume: int, a: int, b: int) -> float:
    """Give the same where the rate is learnt: its posterior is Beta(a, b), a and b from 1 up.

    >>> round(beta_binomial_at_least(100, 482, 51, 151), 4)
    0.9005
    """
    return thinned_tails(needed, volume, Fraction(1), [(a, b)])[1]


def poisson_at_most(k: int, mean: float) -> float:
    """Give P(X ≤ k) of a Poisson variable: 0 for k below 0, 1 for a mean of 0.

    >>> round(poisson_at_most(48, 60), 4)
    0.065
    """
    return _poisson_tails(k + 1, mean)[0]


def poisson_at_least(k: int, mean: float) -> float:
    """Give P(X ≥ k) of a Poisson variable: 1 for k of 0 and below, 0 for more at a mean of 0.

    >>> round(poisson_at_least(72, 67.2), 4)
    0.2949
    """
    return _poisson_tails(k, mean)[1]


def _poisson_tails(k: int, mean: float) -> tuple[float, float]:
    """Give P(X < k) and P(X ≥ k): X ≥ k exactly when a Gamma(k) variable is at most the mean."""
    if not (math.isfinite(mean) and mean >= 0):
        raise OutOfRange(f"'mean' must be a number from 0 up; got {mean}")
    if k <= 0:
        return 0.0, 1.0
    if mean == 0:
        return 1.0, 0.0
    if k == 1:
        return math.exp(-mean), -math.expm1(-mean)
    if k > mean and _log_beyond(k, mean) < SMALLEST:
        return 1.0, 0.0
    if k - 1 < mean and _log_beyond(k - 1, mean) < SMALLEST:
        return 0.0, 1.0
    return Contour(k, Fraction(mean), (), None).tails(None)


def _log_beyond(k: int, mean: float) -> float:
    """Bound the logarithm of the Poisson tail beyond k, away from the mean (Chernoff's bound)."""
    if mean > k * 1e6:  # no cancellation, and no overflow of the quotient
        return k - mean + k * (math.log(mean) - math.log(k))
    z = (mean - k) / k
    return -k * (z - math.log1p(z)) if z > -1 else -math.inf


def thinned_tails(
    needed: int, volume: int, rate: Fraction, learnt: Sequence[Beta]
) -> tuple[float, float]:
    """Give P(wins < needed) and P(wins ≥ needed) of one volume with one common rate to won.

    The rate is `rate`, the product of the known rates, times a product of learnt ones, independent
    Beta(a, b) variables that all records share.
    """
    if needed <= 0:
        return 0.0, 1.0
    if needed > volume:
        return 1.0, 0.0
    if not learnt:
        return sum_tails(needed, [(volume, rate)])
    return Contour(needed, rate, learnt, volume).tails(volume)


def sum_tails(needed: int, parts: Sequence[tuple[int, Fraction]]) -> tuple[float, float]:
    """Give P(Y < needed) and P(Y ≥ needed), Y the sum of independent binomials.

    Args:
        needed: a whole number; 0 or less is certain, more than all records impossible.
        parts: (records, rate) of each binomial, rates above 0 and up to 1.

    Formula: with the generating function inverted on a circle through the saddle point,
    P(Y ≥ k) = 1/(2πi) ∫ E exp(w(Y − k)) ÷ (1 − exp(−w)) dw over w = c + iφ, |φ| ≤ π, c > 0; the
    same with − and c < 0 is P(Y < k). The mean is taken out exactly, so that nothing cancels.

    >>> sum_tails(2, [(2, Fraction(1, 2))])
    (0.75, 0.25)
    """
    needed -= sum(records for records, rate in parts if rate == 1)
    parts = [(records, rate) for records, rate in parts if rate < 1 and records]
    total = sum(records for records, _ in parts)
    if needed <= 0:
        return 0.0, 1.0
    if needed > total:
        return 1.0, 0.0
    if needed == total:
        every = sum(records * _log(rate) for records, rate in parts)
        return -math.expm1(every), math.exp(every)
    if needed == 1:
        none = sum(records * _log(1 - rate) for records, rate in parts)
        return math.exp(none), -math.expm1(none)
    ahead = float(sum(records * rate for records, rate in parts) - needed)
    rare = [
        (records, float(rate), 1.0) if 2 * rate <= 1 else (records, float(1 - rate), -1.0)
        for records, rate in parts
    ]
    smaller = _circle(rare, ahead)
    return (smaller, 1 - smaller) if ahead > -0.5 else (1 - smaller, smaller)


def _circle(parts: Sequence[tuple[int, float, float]], ahead: float) -> float:
    """Integrate around the circle: the smaller of the two tails."""
    c, width = _saddle(parts, ahead)

    def value(angle: float) -> complex:
        w = complex(c, angle)
        log = w * ahead
        for records, p, sign in parts:
            e, rest = _expm1(sign * w)
            if p * abs(e) < 1:
                log += records * (log1p_rest(p * e) + p * rest)
            else:
                log += records * (cmath.log(1 + p * e) - p * sign * w)
        return cmath.exp(log) / -_expm1(-w)[0] if log.real > -745 else 0j

    half = max(4, math.ceil(math.pi / (FIRST_STEP * width)))
    step = math.pi / half
    terms = [value(0.0) / 2]
    while len(terms) <= half and abs(terms[-1]) > NEGLIGIBLE * abs(terms[0]):
        terms.append(value(len(terms) * step))
    if len(terms) > half:
        terms[-1] /= 2
    count = min(len(terms), half)
    total = sum(term.real for term in terms)
    last = total * step
    for _ in range(MOST_HALVINGS):
        total += sum(value((k + 0.5) * step).real for k in range(count))
        count, step = 2 * count, step / 2
        settled = abs(total * step - last) <= SETTLED * abs(last)
        last = total * step
        if settled:
            break
    return min(abs(last) / math.pi, 1.0)


def _saddle(parts: Sequence[tuple[int, float, float]], ahead: float) -> tuple[float, float]:
    """Find where the integrand is least along the real line, and its width across."""
    variance = sum(records * p * (1 - p) for records, p, _ in parts)
    below = ahead > -0.5
    root = math.sqrt(ahead * ahead + 4 * variance)
    c = (-ahead - root) / (2 * variance) if below else (-ahead + root) / (2 * variance)
    lowest, highest = (-STEEPEST, 0.0) if below else (0.0, STEEPEST)
    c = max(-3.0, min(3.0, c))
    for _ in range(SADDLE_ROUNDS):
        slope, bend = ahead, 0.0
        for records, p, sign in parts:
            lift = math.expm1(sign * c)
            share = p * (lift + 1) / (1 + p * lift)
            slope += sign * records * p * (1 - p) * lift / (1 + p * lift)
            bend += records * share * (1 - share)
        pole = math.expm1(c)
        slope -= 1 / pole
        bend += (pole + 1) / (pole * pole)
        lowest, highest = (lowest, c) if slope > 0 else (c, highest)
        if abs(slope) < 0.01 * math.sqrt(bend):
            break
        moved = c - max(-2.0, min(2.0, slope / bend))
        if not lowest < moved < highest:
            moved = (lowest + highest) / 2
        c = moved
    return c, 1 / math.sqrt(bend)


def _expm1(w: complex) -> tuple[complex, complex]:
    """Give exp(w) − 1 and exp(w) − 1 − w without cancellation."""
    half = math.sin(w.imag / 2)
    grown = math.exp(w.real)
    e = complex(math.expm1(w.real) * math.cos(w.imag) - 2 * half * half, grown * math.sin(w.imag))
    if abs(w) > 0.3:
        return e, e - w
    rest = 1 + 0j
    for k in range(13, 2, -1):
        rest = 1 + rest * w / k
    return e, w * w / 2 * rest


def _log(share: Fraction) -> float:
    return math.log1p(float(share - 1)) if 2 * share > 1 else math.log(share)


def normal_quantile(share: float) -> float:
    """Give the standard normal quantile of a share strictly between 0 and 1, to 15 digits.

    Wichura's algorithm AS 241 (1988), as the standard library has it.

    >>> round(normal_quantile(0.975), 12)
    1.95996398454
    """
    return STANDARD_NORMAL.inv_cdf(share)
