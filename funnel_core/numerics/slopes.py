"""The slopes between all pairs of points of a series: counted and ranked, not listed.

A series of n points has n(n − 1)/2 slopes, five thousand million at 10^5 points. Tilt the series by
a trial slope b, so that point i becomes y_i − b·i: a pair has a slope below b exactly when the
tilted points stand in the wrong order. So the slopes below b are counted by sorting, and the
slopes between two trials are the pairs whose order the two tiltings reverse. A sample of those
tells how to narrow the trials around the median, until few enough slopes are left to be listed
(Dillencourt, Mount & Netanyahu 1992; Matoušek 1991). All of it in whole numbers: exact.
"""

from __future__ import annotations

import math
from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

__all__ = ["Directions", "directions", "median_slope"]

BUCKET_BITS = 3
LISTED_PER_POINT = 8
LISTED_ALWAYS = 100_000
LEAST_SAMPLE = 1_000
SPREADS_KEPT = 2.5
GOLDEN = 0x9E3779B9


class Slope(NamedTuple):
    """An exact slope: a whole rise over a whole number of periods."""

    rise: int
    run: int


class Directions(NamedTuple):
    """How many pairs of points rise, fall and stay level."""

    rising: int
    falling: int
    level: int


@dataclass(frozen=True, slots=True)
class Bracket:
    """Two trial slopes (None: no bound), and how many slopes are ≤ the lower and < the upper."""

    lower: Slope | None
    passed: int
    upper: Slope | None
    reached: int

    @property
    def inside(self) -> int:
        """Count the slopes strictly between the two."""
        return self.reached - self.passed


def directions(numbers: Sequence[float | Fraction]) -> Directions:
    """Count the pairs of points that rise, fall and stay level, in the order of n·log(n) steps.

    >>> directions([10, 12, 11, 11])
    Directions(rising=3, falling=2, level=1)
    """
    whole, _ = _whole(numbers)
    falling, level = _count(whole, Slope(0, 1))
    return Directions(math.comb(len(whole), 2) - falling - level, falling, level)


def median_slope(numbers: Sequence[float | Fraction]) -> float:
    """Give the median of the slopes between all pairs of points, one period apart each.

    Args:
        numbers: two finite numbers or more.

    Returns:
        The double nearest to the median; of an even number of slopes that is the mean of the two in
        the middle.

    Raises:
        OverflowError: a median that no double holds.

    >>> median_slope([10, 12, 11, 14, 13, 15, 16, 15])
    0.775
    """
    whole, unit = _whole(numbers)
    total = math.comb(len(whole), 2)
    ranks = sorted({(total + 1) // 2, total // 2 + 1})
    values = _ranked(whole, ranks, Bracket(None, 0, None, total))
    one = 1 << _digits(whole)
    exact = [Fraction(value, one).limit_denominator(len(whole)) for value in values]
    return float(sum(exact) * unit / len(exact))


def _whole(numbers: Sequence[float | Fraction]) -> tuple[list[int], Fraction]:
    """Give the numbers as whole multiples of a common unit, exactly."""
    ratios = [
        (number if isinstance(number, (int, Fraction)) else float(number)).as_integer_ratio()
        for number in numbers
    ]
    scale = math.lcm(*{denominator for _, denominator in ratios})
    whole = [numerator * (scale // denominator) for numerator, denominator in ratios]
    unit = math.gcd(*whole) or 1
    return [number // unit for number in whole], Fraction(unit, scale)


def _digits(whole: list[int]) -> int:
    """Say how many binary digits tell any two slopes apart, and each from all other fractions.

    Two different slopes, whole rises over runs of less than n periods, differ by more than 1/n².
    """
    return 2 * len(whole).bit_length() + 2


def _ranked(whole: list[int], ranks: list[int], bracket: Bracket) -> list[int]:
    """Give the slopes of these ranks (1: the least), which lie within the bracket, to `_digits`."""
    digits = _digits(whole)
    most = max(LISTED_PER_POINT * len(whole), LISTED_ALWAYS)
    while bracket.inside > most:
        for trial in _trials(whole, ranks, bracket):
            below, equal = _count(whole, trial)
            sides = {(rank > below) + (rank > below + equal) for rank in ranks}
            if len(sides) > 1:
                return [value for rank in ranks for value in _ranked(whole, [rank], bracket)]
            if sides == {1}:
                return [(trial.rise << digits) // trial.run] * len(ranks)
            if sides == {0}:
                bracket = Bracket(bracket.lower, bracket.passed, trial, below)
            else:
                bracket = Bracket(trial, below + equal, bracket.upper, bracket.reached)
    slopes = sorted(
        ((whole[j] - whole[i]) << digits) // (j - i)
        for i, j in _pairs(whole, bracket, range(bracket.inside))
    )
    return [slopes[rank - bracket.passed - 1] for rank in ranks]


def _trials(whole: list[int], ranks: list[int], bracket: Bracket) -> list[Slope]:
    """Sample the slopes inside the bracket: one a little below the ranks, one a little above.

    Each stretch of the slopes' enumeration gives one, at a place that the golden ratio picks. The
    answer does not depend on the sample, only how many rounds it takes.
    """
    digits = _digits(whole)
    size = max(len(whole), LEAST_SAMPLE)
    places = [
        bracket.inside * ((stretch << 32) + (stretch * GOLDEN & 0xFFFFFFFF)) // (size << 32)
        for stretch in range(size)
    ]
    sample = sorted(
        (Slope(whole[j] - whole[i], j - i) for i, j in _pairs(whole, bracket, places)),
        key=lambda slope: (slope.rise << digits) // slope.run,
    )
    share = (ranks[0] - bracket.passed) / bracket.inside
    margin = SPREADS_KEPT * math.sqrt(size * share * (1 - share)) + 3
    low = sample[max(0, math.floor(share * size - margin))]
    high = sample[min(size - 1, math.ceil(share * size + margin))]
    return [low] if low.rise * high.run == high.rise * low.run else [low, high]


def _count(whole: list[int], trial: Slope) -> tuple[int, int]:
    """Count the slopes below a trial slope, and those equal to it."""
    tilted = _tilted(whole, trial)
    seen = Seen(len(whole))
    below = 0
    for index in sorted(range(len(whole)), key=tilted.__getitem__):
        below += seen.above(index)
        seen.add(index)
    return below, sum(math.comb(alike, 2) for alike in Counter(tilted).values())


def _tilted(whole: list[int], trial: Slope) -> list[int]:
    rise, run = trial
    return [number * run - rise * index for index, number in enumerate(whole)]


def _pairs(whole: list[int], bracket: Bracket, places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give the pairs at these places, rising, of an enumeration of those within the bracket.

    Pairs of equal tilted points count as reversed already at the lower trial, and as not yet
    reversed at the upper one.
    """
    forward, backward = range(len(whole)), range(len(whole) - 1, -1, -1)
    first: Sequence[int] = forward
    last: Sequence[int] = backward
    if bracket.lower is not None:
        first = sorted(backward, key=_tilted(whole, bracket.lower).__getitem__)
    if bracket.upper is not None:
        last = sorted(forward, key=_tilted(whole, bracket.upper).__getitem__)
    ranks = [0] * len(whole)
    for rank, index in enumerate(last):
        ranks[index] = rank
    seen = Seen(len(whole))
    start = wanted = 0
    for index in first:
        rank = ranks[index]
        end = start + seen.above(rank)
        while wanted < len(places) and places[wanted] < end:
            yield last[seen.greatest(places[wanted] - start)], index
            wanted += 1
        seen.add(rank)
        start = end


class Seen:
    """Whole numbers below n that have been seen, in sorted buckets."""

    __slots__ = ("bits", "buckets", "sizes")

    def __init__(self, n: int) -> None:
        self.bits = n.bit_length() // 2 + BUCKET_BITS
        many = (n >> self.bits) + 1
        self.buckets: list[list[int]] = [[] for _ in range(many)]
        self.sizes = [0] * many

    def add(self, number: int) -> None:
        """See one more."""
        place = number >> self.bits
        insort(self.buckets[place], number)
        self.sizes[place] += 1

    def above(self, number: int) -> int:
        """Count those seen that are greater."""
        place = number >> self.bits
        bucket = self.buckets[place]
        return sum(self.sizes[place + 1 :]) + len(bucket) - bisect_right(bucket, number)

    def greatest(self, place: int) -> int:
        """Give the greatest one seen (place 0), the one below it (1), and so on."""
        bucket = len(self.sizes) - 1
        while place >= self.sizes[bucket]:
            place -= self.sizes[bucket]
            bucket -= 1
        return self.buckets[bucket][-1 - place]
