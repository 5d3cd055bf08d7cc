"""A distribution over whole numbers, held in as few blocks as it takes, 24 points each.

In a block the distribution is a polynomial to 1e-13; a block of 24 numbers holds them all, so that
small volumes are summed in full, and sharp edges are closed in on by ever smaller blocks.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from operator import mul
from typing import NamedTuple

__all__ = ["NEGLIGIBLE", "POINTS", "Block", "lay"]

POINTS = 24
WIDEST = 5.0
REACH = 2.5
REACH_WHOLE = 0.6
MAIN = 12.0
TOLERANCE = 1e-13
COARSE = 1e-21
NEGLIGIBLE = 1e-16


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
