"""What comes out of a funnel with records in several stages, when rates are learnt.

All records that take a step share its rate, so what the stages bring is not independent. But the
numbers arriving stage by stage are a Markov chain: of the x records in a stage, those that were
there and those that arrived, a beta-binomial number takes the step (binomial where the rate is
known). The chain is followed exactly: each distribution is held on the whole numbers as a binary
tree of blocks, 24 points each, in which it is a polynomial to 1e-13; a block of 24 numbers holds
them all, so that small volumes are summed in full, and sharp edges are closed in on by ever smaller
blocks.

Accuracy: the error of a probability is about 1e-14 for a few dozen records, a few 1e-11 at worst
up to 10^9, and below 1e-9 up to 10^12. A funnel of ordinary counts takes tenths of a second; rates
learnt from a handful of records, with 10^9 records and more in several stages, take seconds.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from operator import mul
from typing import NamedTuple

from funnel_core.errors import NotEnoughData
from funnel_core.kernels import Kernel, KnownStep, LearntStep
from funnel_core.model import Transition

__all__ = ["Pipeline"]

POINTS = 24
WIDEST = 5.0
REACH = 2.5
REACH_WHOLE = 0.6
MAIN = 12.0
TOLERANCE = 1e-13
COARSE = 1e-21
PATIENCE = 12_000_000
"""How many products are summed at most, some ten or twenty seconds of work."""
NEGLIGIBLE = 1e-16
SKIPPED = 1e-15


class Pipeline:
    """The distribution of how many of the open records reach the last stage.

    >>> from funnel_core.model import Transition
    >>> pipeline = Pipeline([1, 1], [Transition.learnt(0, 0), Transition.learnt(0, 0)])
    >>> round(pipeline.tails(1)[1], 15)
    0.583333333333333
    """

    def __init__(self, records: Sequence[int], steps: Sequence[Transition]) -> None:
        self._spread = Spread.point(0)
        self._work = Work()
        known = Fraction(1)
        for volume, step in zip(records, steps, strict=True):
            if volume:
                self._pass(known)
                known = Fraction(1)
                self._spread.shift += volume
            if step.counts is None:
                known *= step.rate
                continue
            self._pass(known)
            known = Fraction(1)
            advanced = step.counts.advanced
            self._take(LearntStep(advanced, step.counts.entered - advanced))
        self._pass(known)

    def tails(self, needed: int) -> tuple[float, float]:
        """Give P(arriving < needed) and P(arriving ≥ needed)."""
        below, above = self._spread.split(needed)
        return min(below, 1.0), min(above, 1.0)

    def _pass(self, rate: Fraction) -> None:
        if rate != 1:
            self._take(KnownStep(rate))

    def _take(self, kernel: Kernel) -> None:
        if self._spread.most:
            self._spread = self._spread.through(kernel, self._work)


class Work:
    """What has been summed so far, so that a hopeless case ends with a sentence and not never."""

    def __init__(self) -> None:
        self._left = PATIENCE

    def add(self, products: int) -> None:
        """Count products; refuse to go on where there are too many."""
        self._left -= products
        if self._left < 0:
            raise NotEnoughData(
                "so many records, at rates learnt from so few, cannot be worked out exactly in "
                "reasonable time: count more records for the rates, or ask for fewer stages"
            )


class Block:
    """A stretch of whole numbers, and a distribution's values at some of them.

    The halves of a block are interpolated when asked for.
    """

    __slots__ = ("_lower", "_shares", "_upper", "bound", "left", "reach", "size", "values")

    def __init__(self, left: int, size: int, values: Sequence[float], reach: float) -> None:
        self.left = left
        self.size = size
        self.values = values
        self.bound = max(values) * size
        self.reach = reach
        self._shares: list[tuple[int, float]] | None = None
        self._lower: Block | None = None
        self._upper: Block | None = None

    @property
    def shares(self) -> list[tuple[int, float]]:
        """Give the points, as offsets, and the mass that each stands for."""
        if self._shares is None:
            points = rule(self.size)
            self._shares = list(
                zip(points.nodes, map(mul, points.weights, self.values), strict=True)
            )
        return self._shares

    @property
    def lower(self) -> Block:
        """Give the lower half."""
        if self._lower is None:
            values = [sum(map(mul, row, self.values)) for row in halving(self.size)]
            self._lower = Block(self.left, self.size // 2, values, REACH)
        return self._lower

    @property
    def upper(self) -> Block:
        """Give the upper half, the mirror image of the lower half of the mirror image."""
        if self._upper is None:
            back = self.values[::-1]
            values = [sum(map(mul, row, back)) for row in reversed(halving(self.size))]
            half = self.size // 2
            self._upper = Block(self.left + half, half, values, REACH)
        return self._upper

    def at(self, x: int) -> float:
        """Interpolate the value at a whole number of the block."""
        shares = rule(self.size).shares_at(x - self.left)
        return sum(share * value for share, value in zip(shares, self.values, strict=True))

    def mass(self) -> float:
        """Sum the distribution over the block."""
        return sum(share for _, share in self.shares)


class Spread:
    """A distribution over the whole numbers from `shift` to `shift` + `most`."""

    def __init__(self, blocks: list[Block], most: int, mean: float, variance: float) -> None:
        self._blocks = blocks
        self.shift = 0
        self._most = most
        self._mean, self._variance = mean, variance
        self._abrupt: list[int] = []

    @classmethod
    def point(cls, at: int) -> Spread:
        """Make the distribution that is all in one place."""
        spread = cls([], 0, 0.0, 0.0)
        spread.shift = at
        return spread

    @property
    def most(self) -> int:
        """Give the largest number there can be."""
        return self.shift + self._most

    def through(self, kernel: Kernel, work: Work) -> Spread:
        """Give the distribution of how many take a step."""
        rate, uncertain = kernel.moments()
        before = self._mean + self.shift
        square = before * before + self._variance
        mean = before * rate
        variance = (
            before * (rate * (1 - rate) - uncertain)
            + self._variance * rate * rate
            + square * uncertain
        )
        most = self.most
        deviation = math.sqrt(max(variance, 0.0))
        arriving = self._arriving(kernel, deviation, work)
        # Where all of x may advance, the sum over x begins at z itself from the lowest x on, and
        # whatever happens abruptly at some x shows at the same z.
        abrupt = {at + self.shift for at in (0, *self._abrupt)}
        kept = sorted(z for z in abrupt if z <= most and kernel.to(z)(z) > NEGLIGIBLE / most)
        spread = Spread(list(lay(arriving, most, mean, deviation, kept)), most, mean, variance)
        spread._abrupt = kept
        return spread

    def _arriving(self, kernel: Kernel, scale: float, work: Work) -> Callable[[int], float]:
        """Give P(z take the step) as a function of z that matters over `scale`."""
        shift = self.shift
        if not self._blocks:
            return lambda z: kernel.to(z)(shift)
        least = SKIPPED / (scale + 1)

        def arriving(z: int) -> float:
            probability = kernel.to(z)
            likeliest = kernel.likeliest(z)
            total = 0.0
            waiting = list(self._blocks)
            while waiting:
                block = waiting.pop()
                first = shift + block.left
                last = first + block.size - 1
                if last < z:
                    continue
                nearest = max(first, z, min(last, math.ceil(likeliest)))
                if block.bound * probability(nearest) < least:
                    continue
                if block.size == POINTS:
                    for node, share in block.shares:
                        if first + node >= z:
                            total += share * probability(first + node)
                    work.add(POINTS)
                elif first < z or block.size > block.reach * kernel.scale(z, nearest):
                    waiting.append(block.upper)
                    if z < first + block.size // 2:
                        waiting.append(block.lower)
                else:
                    for node, share in block.shares:
                        total += share * probability(first + node)
                    work.add(POINTS)
            return total

        return arriving

    def split(self, needed: int) -> tuple[float, float]:
        """Give the probability below `needed` and from it up."""
        needed -= self.shift
        if not self._blocks:
            return (0.0, 1.0) if needed <= 0 else (1.0, 0.0)
        below = above = 0.0
        waiting = list(self._blocks)
        while waiting:
            block = waiting.pop()
            if block.left >= needed:
                above += block.mass()
            elif block.left + block.size <= needed:
                below += block.mass()
            elif block.size > POINTS:
                waiting += (block.lower, block.upper)
            else:
                below += sum(block.values[: needed - block.left])
                above += sum(block.values[needed - block.left :])
        return below, above


def lay(
    function: Callable[[int], float],
    most: int,
    mean: float,
    deviation: float,
    abrupt: Sequence[int],
) -> Iterator[Block]:
    """Hold a distribution over 0 … most in as few blocks as it takes.

    Around `mean` blocks are at most a few deviations wide, so that no peak is missed. Where the
    distribution begins or changes abruptly, a block of single numbers is laid.
    """
    tolerance = max(TOLERANCE, COARSE * most)
    size = POINTS
    while size <= most:
        size *= 2
    waiting = [(0, size)]
    while waiting:
        left, size = waiting.pop()
        if left > most:
            continue
        if size == POINTS:
            values = [function(x) if x <= most else 0.0 for x in range(left, left + size)]
            yield Block(left, size, values, REACH_WHOLE)
            continue
        half = size // 2
        parts = [(left, half), (left + half, half)]
        right = left + size - 1
        main = left <= mean + MAIN * deviation and right >= mean - MAIN * deviation
        wide = size > (WIDEST * deviation if main else math.inf)
        if right > most or size == 2 * POINTS or wide or any(left < at <= right for at in abrupt):
            waiting += parts
            continue
        probes = (left, left + half, right)
        if all(function(x) * size < NEGLIGIBLE for x in probes):
            continue
        nodes = rule(size).nodes
        block = Block(left, size, [function(left + node) for node in nodes], REACH_WHOLE)
        checks = (left + (nodes[k] + nodes[k + 1]) // 2 for k in (1, POINTS // 2, POINTS - 3))
        if all(abs(block.at(x) - function(x)) * size <= tolerance for x in checks):
            yield block
        else:
            waiting += parts


class Rule(NamedTuple):
    """The points of a block of some size, weights that sum over it, and interpolation weights."""

    nodes: list[int]
    weights: list[float]
    barycentric: list[float]

    def shares_at(self, place: int) -> list[float]:
        """Give how much the value at each point counts for the value at a place."""
        if place in self.nodes:
            return [float(node == place) for node in self.nodes]
        shares = [
            weight / (place - node)
            for node, weight in zip(self.nodes, self.barycentric, strict=True)
        ]
        total = sum(shares)
        return [share / total for share in shares]


@lru_cache(maxsize=64)
def halving(size: int) -> list[list[float]]:
    """Give the matrix that takes a block's values to its lower half's; the upper's mirrors it."""
    points = rule(size)
    return [points.shares_at(node) for node in rule(size // 2).nodes]


@lru_cache(maxsize=64)
def rule(size: int) -> Rule:
    """Give the points of a block and their weights.

    The points are Chebyshev's, put on different whole numbers. The weights are exact for
    polynomials up to degree 23: they sum Gram's polynomials, which are orthogonal on the block's
    whole numbers, to 0 but for the first, which is 1.
    """
    half: list[int] = []
    for k in range(POINTS // 2):
        place = round(size / 2 * (1 - math.cos((2 * k + 1) * math.pi / (2 * POINTS))) - 0.5)
        half.append(max(place, half[-1] + 1 if half else 0))
    nodes = half + [size - 1 - node for node in reversed(half)]
    scaled = [(2 * node - size + 1) / size for node in nodes]
    barycentric = [1 / math.prod(2 * (x - y) for y in scaled if y != x) for x in scaled]
    if size == POINTS:
        return Rule(nodes, [1.0] * POINTS, barycentric)
    before, row, rows = [0.0] * POINTS, [1.0] * POINTS, []
    norm = 0.0
    for j in range(1, POINTS + 1):
        rows.append(row)
        after = math.sqrt(j * j * (1 - (j / size) ** 2) / (4 * j * j - 1))
        before, row = (
            row,
            [(x * y - norm * z) / after for x, y, z in zip(scaled, row, before, strict=True)],
        )
        norm = after
    return Rule(nodes, solve(rows, [float(size)] + [0.0] * (POINTS - 1)), barycentric)


def solve(rows: list[list[float]], right: list[float]) -> list[float]:
    """Solve linear equations by elimination with the largest pivot of each column."""
    table = [[*row, value] for row, value in zip(rows, right, strict=True)]
    size = len(table)
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(table[row][column]))
        table[column], table[pivot] = table[pivot], table[column]
        lead = table[column]
        for row in range(size):
            if row != column:
                factor = table[row][column] / lead[column]
                table[row] = [x - factor * y for x, y in zip(table[row], lead, strict=True)]
    return [table[k][size] / table[k][k] for k in range(size)]
