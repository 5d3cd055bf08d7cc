"""Tails of Student's t, also at a fractional number of degrees of freedom."""

from __future__ import annotations

import math

from funnel_core.errors import OutOfRange

__all__ = ["student_beyond"]

GAMMA_UP_TO = 80.0
NORMAL_FROM = 1e17
CERTAIN_UP_TO = 1e-290
MOST_TERMS = 100_000
SETTLED = 1e-16
TINY = 1e-305


def student_beyond(t: float, freedom: float) -> float:
    """Give P(|T| ≥ |t|) for Student's t: the two-sided p-value of `t`.

    Args:
        t: any number.
        freedom: degrees of freedom, above 0, not necessarily whole.

    Returns:
        A share from 0 up to 1, good to 1e-12 of itself however small; 1 for t of 0. What lies below
        1e-308 is 0.

    Raises:
        OutOfRange: a `t` that is not finite, or degrees of freedom not above 0.

    Formula: the regularised incomplete beta function I_x(½·freedom, ½) at x = freedom ÷ (freedom +
    t²); where x is near 1, 1 − I_(1−x)(½, ½·freedom).

    Source: Abramowitz & Stegun 26.7.1; the continued fraction of DiDonato & Morris (1992), by
    Lentz's method.

    >>> round(student_beyond(2.228138852, 10), 9)
    0.05
    """
    if not math.isfinite(t):
        raise OutOfRange(f"'t' must be a finite number; got {t}")
    if not (math.isfinite(freedom) and freedom > 0):
        raise OutOfRange(f"'freedom' must be a number above 0; got {freedom}")
    if freedom >= NORMAL_FROM:
        return math.erfc(abs(t) / math.sqrt(2))
    u = abs(t) / math.sqrt(freedom)
    if u == 0 or freedom <= CERTAIN_UP_TO:
        return 1.0
    a = freedom / 2
    # x = 1/(1 + u²) = exp(−grown) and y = 1 − x = u²/(1 + u²), each without cancellation
    if u < 1:
        grown = math.log1p(u * u)
        log_y = 2 * math.log(u) - grown
    else:
        apart = math.log(abs(t)) - math.log(freedom) / 2
        grown = 2 * (math.log(math.hypot(1, u)) if u < math.inf else apart)
        log_y = -math.log1p(1 / u / u)
    x, y = math.exp(-grown), -math.expm1(-grown)
    front = math.exp(-a * grown + log_y / 2) * _gamma_ratio(a) / math.sqrt(math.pi)
    if x * (a + 2.5) < a + 1:
        return min(1.0, front * _fraction(a, 0.5, x, y))
    return max(0.0, 1 - front * _fraction(0.5, a, y, x))


def _gamma_ratio(a: float) -> float:
    """Give Γ(a + ½) ÷ Γ(a); by its asymptotic series where a is large."""
    if a < GAMMA_UP_TO:
        return a * math.gamma(a + 0.5) / math.gamma(a + 1)
    v = 1 / a
    later = v * (5 / 1024 + v * (-21 / 32768 + v * (-399 / 262144 + v * 869 / 4194304)))
    return math.sqrt(a) * (1 + v * (-1 / 8 + v * (1 / 128 + later)))


def _fraction(a: float, b: float, x: float, y: float) -> float:
    """Evaluate the continued fraction of I_x(a, b) ÷ (x^a·y^b ÷ B(a, b)), where y = 1 − x.

    The form keeps a·y − b·x whole, so that nothing cancels where x is near 1 and a is large.
    """
    ahead = a * y - b * x
    value = d = 1 / _apart(a * (ahead + 1) / (a + 1))
    c = 1 / TINY
    for n in range(1, MOST_TERMS):
        odd = a + 2 * n - 1
        alpha = (a + n - 1) / odd * ((a + b + n - 1) / odd) * n * (b - n) * x * x
        beta = n + n * (b - n) * x / odd + (a + n) * (ahead + 1 + n * (1 + y)) / (odd + 2)
        d = 1 / _apart(beta + alpha * d)
        c = _apart(beta + alpha / c)
        value *= c * d
        if abs(c * d - 1) <= SETTLED:
            break
    return value


def _apart(value: float) -> float:
    return value if abs(value) > TINY else TINY
