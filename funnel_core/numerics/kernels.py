"""How many of x records take one step: the binomial and the beta-binomial, pointwise.

Both are written with deviances, in which nothing cancels however large the numbers are: the
saddle-point form of Loader (2000), "Fast and accurate computation of binomial probabilities".
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from math import log1p
from typing import Protocol

__all__ = ["Kernel", "KnownStep", "LearntStep"]

HALF_LOG_TWO_PI = math.log(2 * math.pi) / 2
SMALL = 0.1
UNDERFLOW = 740.0
FAR = 1e4

TABLED = 300


def _first_rests() -> list[float]:
    """Tabulate what Stirling's formula leaves out of log k!; for 0 without its ½·log(k)."""
    rests = [-HALF_LOG_TWO_PI]
    for k in range(1, TABLED):
        y = 1 / k
        v = y * y
        rests.append(
            math.lgamma(k + 1) - (k + 0.5) * math.log(k) + k - HALF_LOG_TWO_PI
            if k < 16
            else y * (1 / 12 - v * (1 / 360 - v * (1 / 1260 - v * (1 / 1680 - v / 1188))))
        )
    return rests


RESTS = _first_rests()


def stirling_rest(k: int) -> float:
    """Give what Stirling's formula leaves out of log k!; for 0 without its ½·log(k)."""
    return RESTS[k] if k < TABLED else (1 / 12 - 1 / 360 / k / k) / k


def deviance(k: int, off: float) -> float:
    """Give k·log(k ÷ (k − off)) − off, which is never negative; for k = 0 it is −off."""
    if k == 0:
        return -off
    x = -off / k
    if not -SMALL < x < SMALL:
        return -k * (math.log1p(x) - x) if x > -1 else math.inf
    u = x / (2 + x)
    w = u * u
    series = 1 / 3 + w * (1 / 5 + w * (1 / 7 + w * (1 / 9 + w * (1 / 11 + w / 13))))
    return -k * u * (2 * w * series - x)


def shift(k: int, off: float, moved: float) -> float:
    """Give log(moved ÷ k), `moved` being k + off: whichever of the two keeps the digits."""
    return log1p(off / k) if off > -0.5 * k else math.log(moved / k)


class Kernel(Protocol):
    """One step's probabilities: how many of x records arrive."""

    def to(self, z: int) -> Callable[[int], float]:
        """Give P(z arrive | x records) as a function of x, from z up."""

    def likeliest(self, z: int) -> float:
        """Give the x from which z are likeliest to arrive."""

    def scale(self, z: int, x: float) -> float:
        """Give over what distance in x that probability keeps its shape around x."""

    def moments(self) -> tuple[float, float]:
        """Give the mean and the variance of the rate itself."""


class KnownStep:
    """A step of a known rate below 1: the binomial."""

    def __init__(self, rate: Fraction) -> None:
        self._top, self._bottom = rate.numerator, rate.denominator
        self._rate = float(rate)
        self._slope = math.log1p(float(-rate))

    def to(self, z: int) -> Callable[[int], float]:
        """Give P(z arrive | x records) as a function of x, from z up.

        >>> round(KnownStep(Fraction(1, 2)).to(1)(2), 15)
        0.5
        """
        fixed = -stirling_rest(z) - (0.5 * math.log(2 * math.pi * z) if z else HALF_LOG_TWO_PI)
        top, bottom = self._top, self._bottom
        fixed_z = z * bottom

        def probability(x: int) -> float:
            t = x - z
            off = (fixed_z - x * top) / bottom
            if -FAR < off < FAR:  # the parts ±off of the deviances cancel, and may be left out
                log = fixed + (z and z * log1p(-off / z)) + (t and t * log1p(off / t))
            else:
                log = fixed - deviance(z, off) - deviance(t, -off)
            if log < -UNDERFLOW:
                return 0.0
            log += stirling_rest(x) - stirling_rest(t)
            return math.exp(log) * math.sqrt((x or 1) / (t or 1))

        return probability

    def likeliest(self, z: int) -> float:
        """Give the x from which z are likeliest to arrive."""
        return z / self._rate - 0.5

    def scale(self, z: int, x: float) -> float:
        """Give over what distance in x that probability keeps its shape around x."""
        t = x - z
        bend = z / ((x + 1) * (t + 1))
        slope = math.log((x + 0.5) / (t + 0.5)) + self._slope
        return 1 / math.sqrt(bend + (slope / 8) ** 2 + 1e-300)

    def moments(self) -> tuple[float, float]:
        """Give the mean and the variance of the rate itself."""
        return self._rate, 0.0


class LearntStep:
    """A step whose rate is Beta(1 + advanced, 1 + rest): the beta-binomial."""

    def __init__(self, advanced: int, rest: int) -> None:
        self.advanced, self.rest = advanced, rest
        self._entered = advanced + rest
        self._fixed = (
            stirling_rest(self._entered)
            - stirling_rest(advanced)
            - stirling_rest(rest)
            + 0.5 * math.log((self._entered or 1) / (advanced or 1) / (rest or 1))
            - HALF_LOG_TWO_PI
        )

    def to(self, z: int) -> Callable[[int], float]:
        """Give P(z arrive | x records) as a function of x, from z up.

        It is the hypergeometric probability that of `entered` + x records, `advanced` + z of them
        advancing, z fall on the x; times (entered + 1) ÷ (entered + x + 1).

        >>> round(LearntStep(0, 0).to(1)(2), 15)
        0.333333333333333
        """
        advanced, rest, entered = self.advanced, self.rest, self._entered
        both = advanced + z
        fixed = self._fixed - stirling_rest(z) + stirling_rest(both)
        fixed += 0.5 * math.log((both or 1) / (z or 1))
        cross = z * entered

        def probability(x: int) -> float:
            t = x - z
            other = rest + t
            every = entered + x
            off = (cross - x * advanced) / every if every else 0.0
            if -FAR < off < FAR:  # the parts ±off of the deviances cancel, and may be left out
                log = fixed + (z and z * log1p(-off / z)) + (t and t * log1p(off / t))
                log += advanced and advanced * shift(advanced, off, entered * both / every)
                log += rest and rest * shift(rest, -off, entered * other / every)
            else:
                log = fixed - deviance(z, off) - deviance(t, -off)
                log -= deviance(advanced, -off) + deviance(rest, off)
            if log < -UNDERFLOW:
                return 0.0
            log += stirling_rest(x) - stirling_rest(t) + stirling_rest(other) - stirling_rest(every)
            root = (x or 1) / (t or 1) * ((other or 1) / (every or 1))
            return math.exp(log) * math.sqrt(root) * (entered + 1) / (every + 1)

        return probability

    def likeliest(self, z: int) -> float:
        """Give the x from which z are likeliest to arrive."""
        return z * (self._entered + 1) / (self.advanced + 1) - 0.5

    def scale(self, z: int, x: float) -> float:
        """Give over what distance in x that probability keeps its shape around x."""
        t = x - z
        every, other = x + self._entered + 1.5, t + self.rest + 0.5
        bend = (self._entered + 1) / ((x + 0.5) * every) - self.rest / ((t + 0.5) * other)
        slope = math.log((x + 0.5) * other / (every * (t + 0.5)))
        return 1 / math.sqrt(abs(bend) + (slope / 8) ** 2 + 1e-300)

    def moments(self) -> tuple[float, float]:
        """Give the mean and the variance of the rate itself."""
        a, b = self.advanced + 1, self.rest + 1
        return a / (a + b), a * b / ((a + b) * (a + b) * (a + b + 1))
