"""Diminishing returns: Hill curves ceiling·x^h ÷ (half^h + x^h), where they bend, what they pay.

Everything is worked out from logarithms, so that no power overflows however steep a curve or
however large a spend is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

__all__ = ["Curve"]

LARGEST_EXPONENT = 709.0
SMALLEST = math.ulp(0.0)
NOTHING = (0.0, 0.0, math.nan)
MOST_STEPS = 100
SETTLED = 1e-8


@dataclass(slots=True, eq=False)
class Curve:
    """What a channel brings for a spend x: ceiling·x^shape ÷ (half^shape + x^shape).

    A shape up to 1 pays less for each next unit of spend. A shape above 1 is an S: it pays more
    and more up to a spend of `turn`, then less and less. The straight line from nothing that
    touches the S does so at a spend of `touch`; `log_steepest` is the logarithm of its slope, the
    best average return that the channel can give, `log_turn` that of the return at `turn`.

    >>> curve = Curve(100, 5000, 1)
    >>> curve.result(5000), round(math.exp(curve.log_return(5000)) * 200, 9)
    (50.0, 1.0)
    """

    ceiling: float
    half: float
    shape: float
    turn: float = field(init=False)
    touch: float = field(init=False)
    log_steepest: float = field(init=False)
    log_turn: float = field(init=False)
    log_scale: float = field(init=False)
    log_half: float = field(init=False)

    def __post_init__(self) -> None:
        log_half, h = math.log(self.half), self.shape
        slope = math.log(self.ceiling) - log_half
        self.log_half, self.log_scale = log_half, slope + math.log(h)
        self.turn = self.touch = 0.0
        self.log_steepest = self.log_turn = slope if h == 1 else math.inf
        if h > 1:
            self.turn = _exp(log_half + math.log((h - 1) / (h + 1)) / h)
            self.touch = _exp(log_half + math.log(h - 1) / h)
            self.log_steepest = slope + math.log(h - 1) * (h - 1) / h - math.log(h)
            t = math.log((h - 1) / (h + 1))
            self.log_turn = self.log_scale + (h - 1) * t / h - 2 * _softplus(t)

    @property
    def is_s(self) -> bool:
        """Tell whether the returns of the first spend grow."""
        return self.shape > 1

    def result(self, spend: float) -> float:
        """Give what a spend brings."""
        if spend <= 0:
            return 0.0
        t = self.shape * (math.log(spend) - self.log_half)
        return self.ceiling * (1 / (1 + math.exp(-t)) if t > -LARGEST_EXPONENT else 0.0)

    def log_return(self, spend: float) -> float:
        """Give the logarithm of what the next unit of spend brings, for a spend above 0."""
        w = math.log(max(spend, SMALLEST)) - self.log_half
        return self.log_scale + (self.shape - 1) * w - 2 * _softplus(self.shape * w)

    def spend_at(self, log_price: float, near: float = math.nan) -> tuple[float, float, float]:
        """Give the spend at which the next unit brings a price, where the returns diminish.

        Where even the steepest return is below the price, the spend is `turn`, which is 0 without
        an S. The second number is the derivative by the logarithm of the price; the third, handed
        in as `near` for a price near this one, saves time.
        """
        log_m = log_price - self.log_scale
        h = self.shape
        if h == 1:
            root = math.expm1(min(-log_m / 2, LARGEST_EXPONENT))
            return (self.half * root, -self.half * (root + 1) / 2, near) if root > 0 else NOTHING
        if log_price >= self.log_turn:
            return self.turn, 0.0, math.nan
        w = near
        if w != w or (h > 1 and h * w <= math.log((h - 1) / (h + 1))):
            w = -log_m / (h + 1)
            if h < 1:
                w = min(w, -log_m / (1 - h))
        # Newton on a concave function falling through 0: it oversteps once at most
        for _ in range(MOST_STEPS):
            t = h * w
            e = math.exp(-abs(t))
            slope = h - 1 - 2 * h * ((1 if t >= 0 else e) / (1 + e))
            if slope >= 0:
                return self.turn, 0.0, math.nan
            step = ((h - 1) * w - 2 * (max(t, 0.0) + math.log1p(e)) - log_m) / slope
            w -= step
            # what is left of an error is its square
            if abs(step) * max(h, 1.0) <= SETTLED * max(1.0, abs(w) * SETTLED):
                break
        spend = _exp(self.log_half + w)
        return max(spend, self.turn), spend / slope, w

    def rising_spend_at(self, log_price: float) -> tuple[float, float]:
        """Give the same where the returns of an S still grow: a spend below `turn`."""
        log_m = log_price - self.log_scale
        h = self.shape
        w = log_m / (h - 1)
        for _ in range(MOST_STEPS):
            t = h * w
            slope = h - 1 - 2 * h * _logistic(t)
            if slope <= 0:
                return self.turn, 0.0
            step = ((h - 1) * w - 2 * _softplus(t) - log_m) / slope
            w -= step
            if abs(step) * h <= SETTLED:
                break
        spend = _exp(self.log_half + w)
        return min(spend, self.turn), spend / slope


def _exp(x: float) -> float:
    return math.exp(x) if x < LARGEST_EXPONENT else math.inf


def _softplus(t: float) -> float:
    """Give log(1 + e^t)."""
    return t + math.log1p(math.exp(-t)) if t > 0 else math.log1p(math.exp(t))


def _logistic(t: float) -> float:
    if t >= 0:
        return 1 / (1 + math.exp(-t))
    e = math.exp(t)
    return e / (1 + e)
