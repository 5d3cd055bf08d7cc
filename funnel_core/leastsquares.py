"""Non-negative least squares where each number spreads over later periods by one set of shares."""

from __future__ import annotations

import decimal
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import mul

from funnel_core.errors import OutOfRange

__all__ = ["DIGITS", "steadiest_least_squares"]

DIGITS = 60
"""Digits of the arithmetic: twice those of the weight, so that 10^-28 of a misfit still counts."""
EXACTNESS = 28
"""Squared misfits weigh 10^28 times squared changes: steadiness decides only among equals."""
MOST_WORK = 4_000_000
_ZERO = Decimal(0)
_SLACK = Decimal("1e-25")


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
        OutOfRange: too many periods for so long a lag to be worked out in a minute.

    Formula: the normal equations of the numbers that are not 0, solved as a band in 60 digits;
    which are 0 is found by block principal pivoting, led there from light weights to heavy ones
    where it does not settle at once. Source: Portugal, Júdice & Vicente (1994), "A comparison of
    block pivoting and interior-point algorithms for linear least squares problems with nonnegative
    variables"; Kim & Park (2011), "Fast nonnegative matrix factorization".

    >>> half = Decimal("0.5")
    >>> [round(float(x), 6) for x in steadiest_least_squares([half, half], [half, half * 2, half])]
    [1.0, 1.0, 0.0]
    """
    width = min(len(shares), len(due)) - 1
    if len(due) * (20 + width * width) > MOST_WORK:
        raise OutOfRange(
            f"{len(due)} periods with a lag of {len(shares)} are too many to be balanced where the "
            "wins cannot be met exactly: plan fewer periods at once, or in longer ones (weeks "
            "instead of days)"
        )
    with decimal.localcontext(decimal.Context(prec=DIGITS)):
        free = [True] * len(due)
        # most settle at once; the others are led there over ever smaller steps of the weight
        for step, patience in ((EXACTNESS, 12), (4, 40), (2, 60), (1, 300)):
            for weight in range(EXACTNESS % step if step < EXACTNESS else EXACTNESS, 29, step):
                system = _System.of(shares, due, Decimal(10) ** weight)
                answer, settled = _pivoted(system, free, patience)
            if settled:
                return answer
            free = [True] * len(due)
    raise OutOfRange(
        "entries that balance these wins could not be settled: plan fewer periods at once"
    )


@dataclass(frozen=True, slots=True)
class _System:
    """The normal equations: matrix[i][k] belongs to numbers i and i − k; what they must equal."""

    matrix: list[list[Decimal]]
    width: int
    aim: list[Decimal]

    @classmethod
    def of(cls, shares: Sequence[Decimal], due: Sequence[Decimal], weight: Decimal) -> _System:
        periods = len(due)
        width = max(min(len(shares), periods) - 1, 1)
        taps = [*shares[: width + 1], *[_ZERO] * (width + 1 - len(shares))]
        # what two numbers k periods apart bring together, cut off at the last period
        sums = [[_ZERO] * (width + 1) for _ in range(width + 1)]
        for apart in range(width + 1):
            total = _ZERO
            for late in range(width + 1):
                if late + apart <= width:
                    total += weight * taps[late] * taps[late + apart]
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
        aim = [weight * sum(map(mul, taps, due[i : i + width + 1]), _ZERO) for i in range(periods)]
        return cls(matrix, width, aim)

    def solved(self, free: Sequence[int]) -> list[Decimal]:
        """Solve for the free numbers, the others being 0: L·D·Lᵀ of the band that they leave."""
        factors: list[tuple[int, list[Decimal]]] = []
        pivots: list[Decimal] = []
        right: list[Decimal] = []
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
            pivots.append(line[0] - sum(map(mul, row, factor), _ZERO))
            right.append(self.aim[i] - sum(map(mul, factor, right[low:at]), _ZERO))
            factors.append((low, factor))
        answer = [value / pivot for value, pivot in zip(right, pivots, strict=True)]
        for at in range(len(free) - 1, -1, -1):
            start, factor = factors[at]
            for other, value in enumerate(factor, start):
                answer[other] -= value * answer[at]
        return answer

    def slope(self, i: int, numbers: Sequence[Decimal]) -> Decimal:
        """Give how fast the misfit grows with number i, at these numbers."""
        low, high = max(0, i - self.width), min(len(numbers), i + self.width + 1)
        before = map(mul, self.matrix[i][i - low : 0 : -1], numbers[low:i])
        after = (self.matrix[j][j - i] * numbers[j] for j in range(i + 1, high) if numbers[j])
        own = self.matrix[i][0] * numbers[i]
        return sum(before, own) + sum(after, _ZERO) - self.aim[i]


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
        for i, value in zip(chosen, system.solved(chosen), strict=True):
            numbers[i] = value
        wrong = [
            i
            for i, is_free in enumerate(free)
            if (numbers[i] if is_free else system.slope(i, numbers)) < -_SLACK
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
