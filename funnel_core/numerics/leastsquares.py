"""Non-negative least squares where each number spreads over later periods by one set of shares."""

from __future__ import annotations

import decimal
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import mul

from funnel_core.errors import OutOfRange

__all__ = ["DIGITS", "steadiest_least_squares"]

DIGITS = 57
"""Digits of the arithmetic, three words of libmpdec: 10^-28 of a misfit keeps 28 digits itself."""
WEIGHT = Decimal(10) ** 28
"""Of squared misfits against squared changes: steadiness decides only among equals."""
MOST_WORK = 1_500_000
PIVOT_ROUNDS = 10
INNER_ROUNDS = 150
_ZERO = Decimal(0)
_ONE = Decimal(1)
_SLACK = Decimal("1e-25")
_CLOSED = Decimal("1e-20")


def steadiest_least_squares(shares: Sequence[Decimal], due: Sequence[Decimal]) -> list[Decimal]:
    """Find the numbers from 0 up that come nearest to what is due; of equals, the steadiest.

    Args:
        shares: what one unit brings in its own period (above 0), in the next one, and so on.
        due: what is due per period, in a unit in which the largest is about 1.

    Returns:
        x, a number from 0 up per period, that minimises Σ (due − shares ∗ x)² over these periods;
        where x of nearly the same misfit differ, the one of the least Σ (x[t] − x[t−1])²: the
        misfit weighs 10^28 times the changes, so that the 14th digit of what is due is kept.

    Raises:
        OutOfRange: too many periods with too long a lag to be worked out in some ten seconds.

    Formula: the normal equations of the numbers that are not 0, solved as a band in 57 digits.
    Which are 0 is found by block principal pivoting and, where that does not settle in ten rounds
    (long smooth lags), by an interior point method. Source: Portugal, Júdice & Vicente (1994), "A
    comparison of block pivoting and interior-point algorithms for linear least squares problems
    with nonnegative variables"; Mehrotra (1992).

    >>> half = Decimal("0.5")
    >>> [round(float(x), 6) for x in steadiest_least_squares([half, half], [half, half * 2, half])]
    [1.0, 1.0, 0.0]
    """
    with decimal.localcontext(decimal.Context(prec=DIGITS)):
        _check_work(len(due), len(shares), 20)
        system = _System.of(shares, due)
        answer, settled = _pivoted(system, [True] * len(due), PIVOT_ROUNDS)
        if settled:
            return answer
        _check_work(len(due), len(shares), 300)
        return _from_inside(system)


def _check_work(periods: int, lag: int, per_period: int) -> None:
    """Refuse what would take longer than a person waits."""
    if periods * (per_period + min(periods, lag) ** 2) > MOST_WORK:
        raise OutOfRange(
            f"{periods} numbers, each spread over {lag}, are too many for least squares: take fewer"
        )


@dataclass(frozen=True, slots=True)
class _System:
    """The normal equations: matrix[i][k] belongs to numbers i and i − k; what they must equal."""

    matrix: list[list[Decimal]]
    width: int
    aim: list[Decimal]

    @classmethod
    def of(cls, shares: Sequence[Decimal], due: Sequence[Decimal]) -> _System:
        periods = len(due)
        width = max(min(len(shares), periods) - 1, 1)
        taps = [*shares[: width + 1], *[_ZERO] * (width + 1 - len(shares))]
        # what two numbers k periods apart bring together, cut off at the last period
        sums = [[_ZERO] * (width + 1) for _ in range(width + 1)]
        for apart in range(width + 1):
            total = _ZERO
            for late in range(width + 1):
                if late + apart <= width:
                    total += WEIGHT * taps[late] * taps[late + apart]
                sums[late][apart] = total
        inner = sums[width].copy()
        inner[0] += 2
        inner[1] -= 1
        matrix = [inner] * periods
        for i in {0, *range(max(0, periods - 1 - width), periods)}:
            row = sums[min(periods - 1 - i, width)].copy()
            row[0] += (i > 0) + (i < periods - 1)
            row[1] -= 1
            matrix[i] = row
        aim = [WEIGHT * sum(map(mul, taps, due[i : i + width + 1]), _ZERO) for i in range(periods)]
        return cls(matrix, width, aim)

    def factored(self, free: Sequence[int], more: Sequence[Decimal] | None = None) -> _Factors:
        """Give L·D·Lᵀ of the band that the free numbers leave, `more` added on its diagonal."""
        factors: list[tuple[int, list[Decimal]]] = []
        pivots: list[Decimal] = []
        low = 0
        for at, i in enumerate(free):
            while i - free[low] > self.width:
                low += 1
            line = self.matrix[i]
            row: list[Decimal] = []
            for other in range(low, at):
                start, factor = factors[other]
                begin = max(low, start)
                value = line[i - free[other]]
                if begin < other:
                    value -= sum(map(mul, row[begin - low :], factor[begin - start :]), _ZERO)
                row.append(value)
            factor = [value / pivot for value, pivot in zip(row, pivots[low:at], strict=True)]
            pivot = line[0] - sum(map(mul, row, factor), _ZERO)
            pivots.append(pivot + more[i] if more else pivot)
            factors.append((low, factor))
        return _Factors(factors, pivots)

    def slope(self, i: int, numbers: Sequence[Decimal]) -> Decimal:
        """Give how fast the misfit grows with number i, at these numbers."""
        low, high = max(0, i - self.width), min(len(numbers), i + self.width + 1)
        before = map(mul, self.matrix[i][i - low : 0 : -1], numbers[low:i])
        after = (self.matrix[j][j - i] * numbers[j] for j in range(i + 1, high) if numbers[j])
        own = self.matrix[i][0] * numbers[i]
        return sum(before, own) + sum(after, _ZERO) - self.aim[i]


@dataclass(frozen=True, slots=True)
class _Factors:
    """L·D·Lᵀ: each row of L with the number at which it begins, and D."""

    rows: list[tuple[int, list[Decimal]]]
    pivots: list[Decimal]

    def solved(self, right: Sequence[Decimal]) -> list[Decimal]:
        """Give x for which L·D·Lᵀ·x is the right side."""
        below: list[Decimal] = []
        for aim, (start, factor) in zip(right, self.rows, strict=True):
            below.append(aim - sum(map(mul, factor, below[start:]), _ZERO))
        answer = [value / pivot for value, pivot in zip(below, self.pivots, strict=True)]
        for at in range(len(answer) - 1, -1, -1):
            start, factor = self.rows[at]
            own = answer[at]
            for other, value in enumerate(factor, start):
                answer[other] -= value * own
        return answer


def _pivoted(system: _System, free: list[bool], patience: int) -> tuple[list[Decimal], bool]:
    """Exchange what is free and what is 0 until all fits; `free` keeps where it ended.

    All that do not fit change at once while their number falls; where it does not fall for three
    rounds, one at a time, the last first (Murty's rule, which cannot cycle).
    """
    fewest, chances = len(free) + 1, 3
    numbers: list[Decimal] = []
    for _ in range(patience):
        chosen = [i for i, is_free in enumerate(free) if is_free]
        numbers = [_ZERO] * len(free)
        solved = system.factored(chosen).solved([system.aim[i] for i in chosen])
        for i, value in zip(chosen, solved, strict=True):
            numbers[i] = value
        slack = _SLACK * max(_ONE, *numbers)
        wrong = [
            i
            for i, is_free in enumerate(free)
            if (numbers[i] if is_free else system.slope(i, numbers)) < -slack
        ]
        if not wrong:
            return [max(value, _ZERO) for value in numbers], True
        if len(wrong) < fewest:
            fewest, chances = len(wrong), 3
        elif chances > 0:
            chances -= 1
        else:
            wrong = wrong[-1:]
        for i in wrong:
            free[i] = not free[i]
    return numbers, False


def _from_inside(system: _System) -> list[Decimal]:
    """Find the answer by Mehrotra's predictor and corrector, which settles where pivots cycle.

    The numbers and the slopes of the misfit both stay above 0 until their products have vanished.
    """
    size = len(system.aim)
    point = _Inner([_ONE] * size, [max(map(abs, system.aim))] * size)
    for _ in range(INNER_ROUNDS):
        gap = point.gap
        off = [system.slope(i, point.numbers) - point.slopes[i] for i in range(size)]
        if gap < _CLOSED and max(map(abs, off)) < _CLOSED * max(_ONE, *point.numbers):
            break
        ratios = [b / a for a, b in zip(point.numbers, point.slopes, strict=True)]
        factors = system.factored(range(size), ratios)
        ahead = point.step(factors, off, [_ZERO] * size)
        left = point.moved(ahead, min(_ONE, point.room(ahead))).gap
        centre = (left / gap) ** 3 * gap
        aims = [centre - a * b for a, b in zip(ahead.numbers, ahead.slopes, strict=True)]
        change = point.step(factors, off, aims)
        point = point.moved(change, min(_ONE, point.room(change) * Decimal("0.995")))
    else:
        raise OutOfRange(
            "entries that balance these wins could not be settled: plan fewer periods at once"
        )
    free = [a > b for a, b in zip(point.numbers, point.slopes, strict=True)]
    kept = [a if is_free else _ZERO for a, is_free in zip(point.numbers, free, strict=True)]
    answer, settled = _pivoted(system, free, 3)
    return answer if settled else kept


@dataclass(frozen=True, slots=True)
class _Inner:
    """A point inside: numbers and slopes above 0; or a step from one to another."""

    numbers: list[Decimal]
    slopes: list[Decimal]

    @property
    def gap(self) -> Decimal:
        """Give the mean product of a number and its slope."""
        return sum(map(mul, self.numbers, self.slopes), _ZERO) / len(self.numbers)

    def step(self, factors: _Factors, off: list[Decimal], aims: list[Decimal]) -> _Inner:
        """Give Newton's step towards these products; `off` is how far the slopes are from true."""
        both = list(zip(self.numbers, self.slopes, aims, strict=True))
        right = [t / a - b - miss for (a, b, t), miss in zip(both, off, strict=True)]
        change = factors.solved(right)
        return _Inner(
            change, [(t - b * d) / a - b for (a, b, t), d in zip(both, change, strict=True)]
        )

    def room(self, step: _Inner) -> Decimal:
        """Give how many times a step may be taken until something falls to 0."""
        held, moved = [*self.numbers, *self.slopes], [*step.numbers, *step.slopes]
        ends = [-a / d for a, d in zip(held, moved, strict=True) if d < 0]
        return min(ends, default=Decimal(2))

    def moved(self, step: _Inner, length: Decimal) -> _Inner:
        """Give the point so far along a step."""
        return _Inner(
            [a + length * d for a, d in zip(self.numbers, step.numbers, strict=True)],
            [b + length * d for b, d in zip(self.slopes, step.slopes, strict=True)],
        )
