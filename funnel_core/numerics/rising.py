"""Sums over rising factorials: what the likelihood of a beta-binomial is made of.

Over channels with counts k, and for any a > 0, a likelihood in Γ(a + k) ÷ Γ(a) leads to sums of
Σ_{j<k} 1 ÷ (a + j) and Σ_{j<k} j ÷ (a + j). The first terms are added up as they stand, the rest by
Stirling's series of ψ, in forms without cancellation. As functions of log k they are so smooth that
hundred thousands of different counts are replaced, to the last digit, by a dozen weighted counts
per octave (Chebyshev interpolation; the nearest singularity lies π away from the real axis).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Risings", "Sums", "psi_rise"]

HEAD = 16
NODES = 13


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums at one a.

    `inverse` is Σ Σ_{j<k} 1 ÷ (a + j), `square` Σ Σ 1 ÷ (a + j)². `excess` is Σ Σ_{j<k} j ÷ (a + j)
    less the counts of those channels whose count lies above a cut: there, what is left of k once
    the sum of 1's is taken away, −a·Σ 1 ÷ (a + j), is what matters, and k would drown it.
    """

    inverse: float
    square: float
    excess: float


@dataclass(frozen=True, slots=True)
class _Octave:
    """Counts k − 16 from one power of 2 to the next: weighted, and their exact number and total."""

    octave: int
    points: tuple[tuple[float, float], ...]
    number: int
    total: int


class Risings:
    """Counts of channels, ready to be summed at any a.

    >>> sums = Risings({3: 2, 1: 1}).sums(0.5, cut=60)
    >>> round(sums.inverse, 9) == round(2 * (1 / 0.5 + 1 / 1.5 + 1 / 2.5) + 1 / 0.5, 9)
    True
    """

    def __init__(self, counts: Mapping[int, int]) -> None:
        self.heads = [
            sum(number for k, number in counts.items() if j < k <= HEAD) for j in range(HEAD)
        ]
        self.head_total = sum(k * number for k, number in counts.items() if k <= HEAD)
        octaves: dict[int, dict[int, int]] = {}
        for k, number in counts.items():
            if k > HEAD:
                octaves.setdefault((k - HEAD).bit_length(), {})[k - HEAD] = number
        self.octaves = [_octave(octave, rest) for octave, rest in sorted(octaves.items())]

    def total_up_to(self, cut: int) -> int:
        """Give the total of the counts up to a cut, exactly; cuts are octaves."""
        return self.head_total + sum(each.total for each in self.octaves if each.octave <= cut)

    def sums(self, a: float, cut: int) -> Sums:
        """Sum at one a; counts in octaves above `cut` leave out their own total in `excess`."""
        below = sum(each.number for each in self.octaves if each.octave <= cut)
        above = sum(each.number for each in self.octaves if each.octave > cut)
        inverse = square = excess = 0.0
        for j, number in enumerate(self.heads):
            term = 1 / (a + j)
            inverse += (number + below + above) * term
            square += (number + below + above) * term * term
            excess += ((number + below) * j - above * a) * term
        start = a + HEAD
        first = _psi_rest(start)
        for each in self.octaves:
            for k, weight in each.points:
                end = start + k
                z = k / start
                rest = 0.5 * k / (start * end) + first - _psi_rest(end)
                log = math.log1p(z)
                d = log + rest
                inverse += weight * d
                square += weight * (
                    k / (start * end) * (1 + 0.5 * (start + end) / (start * end))
                    + (1 / start**3 - 1 / end**3) / 6
                )
                if each.octave > cut:
                    excess -= weight * a * d
                else:
                    over = z - log if z > 0.2 else _log1p_gap(z)
                    excess += weight * (start * (over - rest) + HEAD * d)
        return Sums(inverse, square, excess)


def psi_rise(x: float, d: float) -> float:
    """Give ψ(x + d) − ψ(x) for x > 0 and d ≥ 0, of any size, without cancellation.

    >>> round(psi_rise(2, 1), 12)
    0.5
    """
    start, head = x, 0.0
    if x < HEAD:
        start = x + HEAD
        head = math.fsum(d / ((x + j) * (x + d + j)) for j in range(HEAD))
    end = start + d
    rest = 0.5 * d / (start * end) + _psi_rest(start) - _psi_rest(end)
    return head + math.log1p(d / start) + rest


def _octave(octave: int, counts: Mapping[int, int]) -> _Octave:
    number = sum(counts.values())
    total = sum((k + HEAD) * times for k, times in counts.items())
    if len(counts) <= NODES:
        points = tuple((float(k), float(times)) for k, times in sorted(counts.items()))
        return _Octave(octave, points, number, total)
    places = [octave - 0.5 + 0.5 * math.cos(math.pi * (i + 0.5) / NODES) for i in range(NODES)]
    factors = [(-1) ** i * math.sin(math.pi * (i + 0.5) / NODES) for i in range(NODES)]
    weights = [0.0] * NODES
    for k, times in counts.items():
        place = math.log2(k)
        if place in places:
            weights[places.index(place)] += times
            continue
        parts = [factor / (place - at) for factor, at in zip(factors, places, strict=True)]
        scale = times / sum(parts)
        for i, part in enumerate(parts):
            weights[i] += scale * part
    points = tuple((2.0**at, weight) for at, weight in zip(places, weights, strict=True))
    return _Octave(octave, points, number, total)


def _psi_rest(x: float) -> float:
    """Give log x − 1 ÷ (2x) − ψ(x), for x ≥ 16."""
    v = 1 / (x * x)
    return v * (1 / 12 - v * (1 / 120 - v * (1 / 252 - v * (1 / 240 - v * (1 / 132)))))


def _log1p_gap(z: float) -> float:
    """Give z − log(1 + z) for 0 ≤ z ≤ 0.2, without cancellation."""
    u = z / (2 + z)
    w = u * u
    series = 1 / 3 + w * (
        1 / 5 + w * (1 / 7 + w * (1 / 9 + w * (1 / 11 + w * (1 / 13 + w * (1 / 15 + w / 17)))))
    )
    return u * (z - 2 * w * series)
