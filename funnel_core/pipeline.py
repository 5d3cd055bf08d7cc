"""What comes out of a funnel with records in several stages, when rates are learnt.

All records that take a step share its rate, so what the stages bring is not independent. But the
numbers arriving stage by stage are a Markov chain: of the x records in a stage, those that were
there and those that arrived, a beta-binomial number takes the step (binomial where the rate is
known). The chain is followed exactly: each distribution is held on the whole numbers as a binary
tree of blocks, 24 points each, in which it is a polynomial to about 1e-13; a block of 24 numbers
holds them all, so that small volumes are summed in full, and sharp edges are closed in on by ever
smaller blocks.

Accuracy: the error of a probability is below 1e-11 up to 10^6 records and below 1e-9 up to 10^9.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache

from funnel_core.kernels import Kernel, KnownStep, LearntStep
from funnel_core.model import Transition

__all__ = ["Pipeline"]

POINTS = 24
WIDEST = 5.0
REACH = 2.5
MAIN = 12.0
TOLERANCE = 1e-13
NEGLIGIBLE = 1e-17


class Pipeline:
    """The distribution of how many of the open records reach the last stage.

    >>> from funnel_core.model import Transition
    >>> pipeline = Pipeline([1, 1], [Transition.learnt(0, 0), Transition.learnt(0, 0)])
    >>> round(pipeline.tails(1)[1], 15)
    0.583333333333333
    """

    def __init__(self, records: Sequence[int], steps: Sequence[Transition]) -> None:
        self._spread = Spread.point(0)
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
            self._spread = self._spread.through(kernel)


class Block:
    """A stretch of whole numbers, and a distribution's values at some of them.

    The halves of a block are interpolated from the block that was laid first, when asked for.
    """

    __slots__ = ("_halves", "_origin", "left", "size", "values")

    def __init__(
        self, left: int, size: int, values: Sequence[float], origin: Block | None = None
    ) -> None:
        self.left = left
        self.size = size
        self.values = values
        self._origin = origin or self
        self._halves: tuple[Block, Block] | None = None

    @property
    def laid(self) -> bool:
        """Tell whether the values were computed, not interpolated."""
        return self._origin is self

    def halves(self) -> tuple[Block, Block]:
        """Give the two halves."""
        if self._halves is None:
            half = self.size // 2
            self._halves = (self._part(self.left, half), self._part(self.left + half, half))
        return self._halves

    def _part(self, left: int, size: int) -> Block:
        origin = self._origin
        nodes, _, _ = rule(size)
        values = [origin.at(left + node) for node in nodes]
        return Block(left, size, values, origin)

    def at(self, x: int) -> float:
        """Interpolate the value at a whole number of the block (barycentric formula)."""
        nodes, _, barycentric = rule(self.size)
        place = x - self.left
        top = bottom = 0.0
        for node, weight, value in zip(nodes, barycentric, self.values, strict=True):
            if node == place:
                return value
            share = weight / (place - node)
            top += share * value
            bottom += share
        return top / bottom

    def mass(self) -> float:
        """Sum the distribution over the block."""
        return sum(map(float.__mul__, rule(self.size)[1], self.values))


class Spread:
    """A distribution over the whole numbers from `shift` to `shift` + `most`."""

    def __init__(self, blocks: list[Block], most: int, mean: float, variance: float) -> None:
        self._blocks = blocks
        self.shift = 0
        self._most = most
        self._mean, self._variance = mean, variance

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

    def through(self, kernel: Kernel) -> Spread:
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
        arriving = self._arriving(kernel)
        deviation = math.sqrt(max(variance, 0.0))
        return Spread(list(lay(arriving, most, mean, deviation)), most, mean, variance)

    def _arriving(self, kernel: Kernel) -> Callable[[int], float]:
        """Give P(z take the step) as a function of z."""
        shift = self.shift
        if not self._blocks:
            return lambda z: kernel.to(z)(shift)
        least = NEGLIGIBLE / (self.most + 1)

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
                if probability(nearest) < least:
                    continue
                if block.size == POINTS:
                    total += sum(
                        value * probability(x)
                        for x, value in enumerate(block.values, first)
                        if x >= z
                    )
                elif first < z or block.laid or block.size > REACH * kernel.scale(z, nearest):
                    waiting.extend(block.halves())
                else:
                    nodes, weights, _ = rule(block.size)
                    total += sum(
                        weight * value * probability(first + node)
                        for node, weight, value in zip(nodes, weights, block.values, strict=True)
                    )
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
                waiting.extend(block.halves())
            else:
                below += sum(block.values[: needed - block.left])
                above += sum(block.values[needed - block.left :])
        return below, above


def lay(
    function: Callable[[int], float], most: int, mean: float, deviation: float
) -> Iterator[Block]:
    """Hold a distribution over 0 … most in as few blocks as it takes."""
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
            yield Block(left, size, values)
            continue
        half = size // 2
        parts = [(left, half), (left + half, half)]
        right = left + size - 1
        main = left <= mean + MAIN * deviation and right >= mean - MAIN * deviation
        if right > most or (main and size > WIDEST * deviation):
            waiting += parts
            continue
        nodes, _, _ = rule(size)
        values = [function(left + node) for node in nodes]
        if max(values) * size < NEGLIGIBLE:
            continue
        block = Block(left, size, values)
        checks = (left + (nodes[k] + nodes[k + 1]) // 2 for k in (1, POINTS // 2, POINTS - 3))
        if all(abs(block.at(x) - function(x)) * size <= TOLERANCE for x in checks):
            yield block
        else:
            waiting += parts


@lru_cache(maxsize=64)
def rule(size: int) -> tuple[list[int], list[float], list[float]]:
    """Give a block's points, the weights that sum a polynomial over it, and barycentric weights.

    The points are Chebyshev's, put on different whole numbers. The weights are exact for
    polynomials up to degree 23: they sum Gram's polynomials, which are orthogonal to 1 on the
    block, to 0.
    """
    half: list[int] = []
    for k in range(POINTS // 2):
        place = round(size / 2 * (1 - math.cos((2 * k + 1) * math.pi / (2 * POINTS))) - 0.5)
        half.append(max(place, half[-1] + 1 if half else 0))
    nodes = half + [size - 1 - node for node in reversed(half)]
    scaled = [(2 * node - size + 1) / size for node in nodes]
    rows = [[1.0] * POINTS, list(scaled)]
    for j in range(1, POINTS - 1):
        beta = j * j * (size * size - j * j) / (4 * j * j - 1) / size**2
        rows.append(
            [x * one - beta * two for x, one, two in zip(scaled, rows[-1], rows[-2], strict=True)]
        )
    weights = solve(rows, [float(size)] + [0.0] * (POINTS - 1))
    barycentric = [1 / math.prod(2 * (x - y) for y in scaled if y != x) for x in scaled]
    return nodes, weights, barycentric


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
