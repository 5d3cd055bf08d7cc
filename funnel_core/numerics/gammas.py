"""Tail probabilities of ratios of beta and gamma variables, by one contour integral.

Of N records each becomes a win with probability θ. The wins reach K exactly when the K-th smallest
of N uniform numbers, X ~ Beta(K, N − K + 1), lies at or below θ. So with S = log X − log θ,

    P(wins ≥ K) = P(S ≤ 0) = −1/(2πi) ∫ M(s)/s ds   over Re s = c < 0,
    P(wins < K) = P(S > 0) = +1/(2πi) ∫ M(s)/s ds   over Re s = c > 0,

where M(s) = E exp(s·S) is a product of gamma functions, also when θ is a product of several learnt
rates (beta variables) and known ones. In the limit of many rare records X is Gamma(K), and the
same integral gives Poisson tails.

The line is bent into a hyperbola through the saddle point of M(s)/s, near the path of steepest
descent (Lugannani & Rice 1980; Weideman & Trefethen 2007). There the trapezoid rule converges
geometrically: some 40 points give 14 digits, in deep tails too, at any volume.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import TypeAlias

__all__ = ["Beta", "Contour", "polygammas"]

Beta: TypeAlias = tuple[int, int]
Point: TypeAlias = tuple[complex, complex, complex]
Ratio: TypeAlias = Callable[[complex], complex]

STIRLING_FROM = 10
FIRST_STEP = 0.2
LAST_STEP = FIRST_STEP / 8
FURTHEST = 40.0
SETTLED = 1e-10
NEGLIGIBLE = 1e-17
STEEPEST = 0.5
BEND = 0.25
NEAR = 4.0
UNDERFLOW = -745.0


def log1p_rest(x: complex) -> complex:
    """Give log(1 + x) − x without cancellation."""
    if abs(x.real) + abs(x.imag) > 0.2:
        return cmath.log(1 + x) - x
    u = x / (2 + x)
    w = u * u
    series = 1 / 3 + w * (
        1 / 5
        + w
        * (1 / 7 + w * (1 / 9 + w * (1 / 11 + w * (1 / 13 + w * (1 / 15 + w * (1 / 17 + w / 19))))))
    )
    return u * (2 * w * series - x)


def stirling_rest(x: complex) -> complex:
    """Give what Stirling's formula leaves out of log Γ(x), for |x| ≥ 10 off the negative axis."""
    y = 1 / x
    v = y * y
    if x.real > 1000:
        return y * (1 / 12 - v / 360)
    return y * (
        1 / 12
        - v
        * (
            1 / 360
            - v
            * (
                1 / 1260
                - v
                * (
                    1 / 1680
                    - v * (1 / 1188 - v * (691 / 360360 - v * (1 / 156 - v * 3617 / 122400)))
                )
            )
        )
    )


def log_gamma_ratio(a: float) -> Ratio:
    """Give log Γ(a + s) − log Γ(a) − s·log(a) of s, for a and Re(a + s) from about 10 up.

    From Stirling's series, with z = s ÷ a, and without cancellation however large a is:
    a·[(1+z)·log(1+z) − z] − ½·log(1+z) + rest(a + s) − rest(a).
    """
    rest_of_a = stirling_rest(complex(a))

    def ratio(s: complex) -> complex:
        z = s / a
        if abs(z) > 0.2:
            main = (a + s - 0.5) * cmath.log(1 + z) - s
        else:
            rest = log1p_rest(z)
            main = a * (rest * (1 + z) + z * z) - 0.5 * (rest + z)
        return main + stirling_rest(a + s) - rest_of_a

    return ratio


def log_beta_ratio(a: float, b: float) -> Ratio:
    """Give log[B(a + s, b) ÷ B(a, b)] − s·log(a ÷ (a + b)) of s, as `log_gamma_ratio` does.

    Where b is small beside a, the two gamma ratios nearly cancel; then their difference is taken
    term by term.
    """
    if b > 4 * a ** (2 / 3) or b > 0.15 * a:
        first, second = log_gamma_ratio(a), log_gamma_ratio(a + b)
        return lambda s: first(s) - second(s)
    y0 = b / a
    beside = log1p_rest(complex(y0))
    rest_of_a, rest_of_both = stirling_rest(complex(a)), stirling_rest(complex(a + b))

    def ratio(s: complex) -> complex:
        z = s / a
        x = a + s
        difference = (
            b * log1p_rest(z)
            - s * beside
            - (b - 0.5) * y0 * z / (1 + z)
            + (x + b - 0.5) * log1p_rest(b / x)
            - (a + b - 0.5) * beside
        )
        rest = stirling_rest(x + b) - stirling_rest(x)
        return -difference - rest + rest_of_both - rest_of_a

    return ratio


def polygammas(x: float) -> tuple[float, float, float]:
    """Give ψ(x), ψ′(x) and ψ″(x) for x > 0 to about four digits: enough to place a contour."""
    psi = first = second = 0.0
    while x < 4:
        y = 1 / x
        psi -= y
        first += y * y
        second -= 2 * y * y * y
        x += 1
    y = 1 / x
    v = y * y
    return (
        psi + math.log(x) - y / 2 - v / 12,
        first + y + v / 2 + v * y / 6,
        second - v - v * y - v * v / 2,
    )


def log_fraction(value: Fraction) -> float:
    """Give the logarithm of an exact positive fraction, near 1 without cancellation."""
    if Fraction(1, 2) < value < 2:
        return math.log1p(float(value - 1))
    return math.log(value.numerator) - math.log(value.denominator)


class Contour:
    """The points of one integral, laid for one volume, and good for volumes near it.

    S = log X − log(rate) − Σ log θ, where X is Beta(needed, volume − needed + 1), or Gamma(needed)
    where the volume is None; `rate` is the exact product of the known rates and each θ a learnt
    one. A rate of 1 with nothing learnt leaves nothing to integrate: handle that before.

    >>> at_least_three_of_four = Contour(3, Fraction(1, 2), (), 4)
    >>> round(at_least_three_of_four.tails(4)[1], 12)
    0.3125
    """

    def __init__(
        self, needed: int, rate: Fraction, learnt: Iterable[Beta], volume: int | None
    ) -> None:
        self.needed = needed
        self._rate = rate
        self._learnt = tuple(learnt)
        self._find_saddle(volume)
        self._gather()
        self._choose_bend(volume)
        self._refine(volume)

    def cumulants(self, volume: int | None, s: float = 0.0) -> tuple[float, float, float]:
        """Give the first three derivatives of log M at s, roughly; at 0 the cumulants of S."""
        first, second, third = polygammas(self.needed + s)
        first -= self._log_rate
        if volume is not None:
            psi, one, two = polygammas(volume + 1 + s)
            first, second, third = first - psi, second - one, third - two
        for a, b in self._learnt:
            low, one, two = polygammas(a - s)
            high, less, lesser = polygammas(a + b - s)
            first, second, third = first - low + high, second + one - less, third - two + lesser
        return first, second, third

    def _find_saddle(self, volume: int | None) -> None:
        """Find the saddle point of M(s)/s on the side of the smaller tail, and its curvatures."""
        self._log_rate = log_fraction(self._rate)
        mean, variance, _ = self.cumulants(volume)
        self.low = mean > 0
        root = math.sqrt(mean * mean + 4 * variance)
        if self.low:
            lowest, highest = -float(self.needed), 0.0
            c = (-mean - root) / (2 * variance)
        else:
            lowest, highest = 0.0, float(min((a for a, _ in self._learnt), default=math.inf))
            c = (-mean + root) / (2 * variance)
        if not lowest < c < highest:
            c = 0.9 * (lowest + highest)
        for _ in range(60):
            slope, bend, third = self.cumulants(volume, c)
            slope, bend, third = slope - 1 / c, bend + 1 / (c * c), third - 2 / (c * c * c)
            moved = c - slope / bend
            if abs(moved - c) * math.sqrt(bend) < 0.01:
                break
            if moved <= lowest:
                moved = (c + lowest) / 2
            elif moved >= highest:
                moved = (c + highest) / 2
            if not lowest < moved < highest:  # no double lies between: a tail of nothing
                break
            c = moved
        self._saddle = c
        self.width = 1 / math.sqrt(bend)
        lean = -third * self.width / (3 * bend)
        self._lean = math.copysign(min(abs(lean), STEEPEST), lean)

    def _gather(self) -> None:
        """Lift each shape to where Stirling's series holds; collect what is linear in s."""
        self._lift = max(0, math.ceil(STIRLING_FROM - min(0.0, self._saddle)) - self.needed)
        self._scale = (self.needed + self._lift) / self._rate
        self._lifts = []
        self._ratios = []
        for a, b in self._learnt:
            lift = max(0, math.ceil(STIRLING_FROM + max(0.0, self._saddle)) - a)
            self._lifts.append(lift)
            self._ratios.append(log_beta_ratio(a + lift, b))
            self._scale *= Fraction(a + b + lift, a + lift)

    def _fixed(self, s: complex) -> complex:
        """Give the learnt rates' part of log M(s), but for what is linear in s."""
        total = sum((ratio(-s) for ratio in self._ratios), 0j)
        lifted = 1 + 0j
        for (a, b), lift in zip(self._learnt, self._lifts, strict=True):
            for shape in range(a, a + lift):
                lifted *= (1 - s / (shape + b)) / (1 - s / shape)
        return total + cmath.log(lifted)

    def _point(self, u: float) -> Point:
        """Lay one point: s, the fixed part of log M(s), and the weight but for the step."""
        w = complex(u, self._tilt)
        s = self._saddle + self.width * (1j * cmath.sinh(w) + math.sin(self._tilt))
        weight = self.width * cmath.cosh(w) / math.pi
        return s, self._fixed(s), (weight / 2 if u == 0 else weight)

    def _choose_bend(self, volume: int | None) -> None:
        """Take the bend along which the integrand falls off first.

        The curvature at the saddle point says how to leave it. Far out a known rate may pull the
        other way, and the integrand lingers or even grows again: then a firm bend is better.
        """
        best: tuple[float, float, list[Point]] | None = None
        for tilt in (self._lean, BEND, -BEND, 2 * BEND, -2 * BEND):
            self._tilt = tilt
            points, excess = self._reach(volume)
            if best is None or excess * len(points) ** 2 < best[0]:
                best = (excess * len(points) ** 2, tilt, points)
            if len(points) * FIRST_STEP < NEAR:
                break
        assert best is not None
        _, self._tilt, self._points = best
        self._step = FIRST_STEP

    def _reach(self, volume: int | None) -> tuple[list[Point], float]:
        """Lay points until the integrand is negligible; say by how much it still is not."""
        points: list[Point] = []
        peak, lowest = 0.0, math.inf
        while len(points) * FIRST_STEP <= FURTHEST:
            points.append(self._point(len(points) * FIRST_STEP))
            size = abs(self._sum(points[-1:], volume))
            peak, lowest = max(peak, size), min(lowest, size)
            if lowest <= NEGLIGIBLE * peak:
                return points, 1.0
            if size > 1e3 * lowest:
                break
        return points, lowest / peak / NEGLIGIBLE

    def _refine(self, volume: int | None) -> None:
        """Halve the step until that no longer changes the sum."""
        last = self._sum(self._points, volume).real * self._step
        while self._step > LAST_STEP:
            count = len(self._points)
            self._step /= 2
            self._points += [self._point((2 * k + 1) * self._step) for k in range(count)]
            total = self._sum(self._points, volume).real * self._step
            if abs(total - last) <= SETTLED * abs(total):
                return
            last = total

    @property
    def play(self) -> float:
        """Give by how much the logarithm of the volume may change on these points.

        The change multiplies the integrand by exp(s × change), which may not alter its shape.
        """
        return 1 / max(abs(s) for s, _, _ in self._points)

    def _sum(self, points: Sequence[Point], volume: int | None) -> complex:
        """Sum M(s)/s over points, with their weights."""
        shape = self.needed + self._lift
        spare = 0 if volume is None else volume + 1 - self.needed
        scale = self._scale if volume is None else self._scale / (shape + spare)
        rise = log_fraction(scale)
        ratio = log_beta_ratio(shape, spare) if spare else log_gamma_ratio(shape)
        total = 0j
        for s, fixed, weight in points:
            log = fixed + s * rise + ratio(s)
            if log.real < UNDERFLOW:
                continue
            value = weight * cmath.exp(log) / s
            for a in range(self.needed, shape):
                value /= 1 + s / a
                if spare:
                    value *= 1 + s / (a + spare)
            total += value
        return total

    def tails(self, volume: int | None) -> tuple[float, float]:
        """Give P(S > 0) and P(S ≤ 0), for the volume laid for or one near it."""
        total = self._sum(self._points, volume).real * self._step
        smaller = min(abs(total), 1.0)
        return (1 - smaller, smaller) if self.low else (smaller, 1 - smaller)
