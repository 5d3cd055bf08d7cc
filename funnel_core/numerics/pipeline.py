"""What comes out of a funnel with records in several stages, when rates are learnt.

All records that take a step share its rate, so what the stages bring is not independent. But the
numbers arriving stage by stage are a Markov chain: of the x records in a stage, those that were
there and those that arrived, a beta-binomial number takes the step (binomial where the rate is
known). The chain is followed exactly. Where the numbers are few enough and the counts small, each
distribution is held number by number (see `thinning`); else in blocks of which it is a polynomial
(see `blocks`).

Accuracy: the error of a probability is about 1e-14 for a few dozen records, a few 1e-11 at worst
up to 10^9, and below 1e-9 up to 10^12. A funnel of ordinary counts takes tenths of a second; rates
learnt from one or two records, or all of which advanced, with millions of records in several
stages, take seconds.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction

from funnel_core.errors import NotEnoughData
from funnel_core.numerics.blocks import NEGLIGIBLE, POINTS, Block, lay
from funnel_core.numerics.kernels import Kernel, KnownStep, LearntStep
from funnel_core.numerics.thinning import thinned

__all__ = ["Pipeline"]

PATIENCE = 5_000_000
"""How many products are summed at most, some ten seconds of work."""
ONE_BY_ONE = 400_000
ONE_BY_ONE_OF_FEW = 2_000_000
FEW = 3
"""How many numbers times `rest` + 1 are passed on one by one at most in a step: a few hundredths of
a second's work or, where `rest` is so small that blocks take seconds, a few tenths."""
SKIPPED = 1e-15


class Pipeline:
    """The distribution of how many of the open records reach the last stage.

    A step is its rate where that is known, or else the counts that it was learnt from: how many
    advanced, and how many of those that entered did not.

    >>> pipeline = Pipeline([1, 1], [(0, 0), (0, 0)])
    >>> round(pipeline.tails(1)[1], 15)
    0.583333333333333
    """

    def __init__(self, records: Sequence[int], steps: Sequence[Fraction | tuple[int, int]]) -> None:
        self._spread = Spread.point(0)
        self._work = Work()
        known = Fraction(1)
        for volume, step in zip(records, steps, strict=True):
            if volume:
                self._pass(known)
                known = Fraction(1)
                self._spread.shift += volume
            if isinstance(step, Fraction):
                known *= step
                continue
            self._pass(known)
            known = Fraction(1)
            self._take(LearntStep(*step))
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


class Spread:
    """A distribution over the whole numbers from `shift` to `shift` + `most`."""

    def __init__(self, most: int, mean: float, variance: float) -> None:
        self.shift = 0
        self._most = most
        self._mean, self._variance = mean, variance
        self._blocks: list[Block] | None = None
        self._abrupt: list[int] = []
        self._numbers: list[float] | None = None

    @classmethod
    def point(cls, at: int) -> Spread:
        """Make the distribution that is all in one place."""
        spread = cls(0, 0.0, 0.0)
        spread.shift = at
        spread._numbers = [1.0]
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
        spread = Spread(most, mean, variance)
        # Where all of x may advance, the sum over x begins at z itself from the lowest x on, and
        # whatever happens abruptly at some x shows at the same z.
        abrupt = {at + self.shift for at in (0, *self._abrupt)}
        kept = sorted(z for z in abrupt if z <= most and kernel.to(z)(z) > NEGLIGIBLE / most)
        spread._abrupt = kept
        if isinstance(kernel, LearntStep) and _one_by_one(1 + most, 1 + kernel.rest):
            before_it = [0.0] * self.shift + self.numbers
            spread._numbers = thinned(before_it, kernel.advanced, kernel.rest)
        else:
            arriving = self._arriving(kernel, spread.deviation, work)
            spread._blocks = list(lay(arriving, most, mean, spread.deviation, kept))
        return spread

    @property
    def deviation(self) -> float:
        """Give the standard deviation."""
        return math.sqrt(max(self._variance, 0.0))

    @property
    def numbers(self) -> list[float]:
        """Give the probability of each number from `shift` up."""
        if self._numbers is None:
            self._numbers = [0.0] * (self._most + 1)
            waiting = list(self.blocks)
            while waiting:
                block = waiting.pop()
                if block.size > POINTS:
                    waiting += (block.lower, block.upper)
                else:
                    kept = block.values[: max(self._most + 1 - block.left, 0)]
                    self._numbers[block.left : block.left + len(kept)] = kept
        return self._numbers

    @property
    def blocks(self) -> list[Block]:
        """Give the same in blocks, counted from `shift` up; a single number has none."""
        if self._blocks is None:
            numbers = self._numbers or []
            laid = lay(numbers.__getitem__, self._most, self._mean, self.deviation, self._abrupt)
            self._blocks = list(laid) if self._most else []
        return self._blocks

    def _arriving(self, kernel: Kernel, scale: float, work: Work) -> Callable[[int], float]:
        """Give P(z take the step) as a function of z that matters over `scale`."""
        shift = self.shift
        blocks = self.blocks
        if not blocks:
            return lambda z: kernel.to(z)(shift)
        least = SKIPPED / (scale + 1)

        def arriving(z: int) -> float:
            probability = kernel.to(z)
            likeliest = kernel.likeliest(z)
            total = 0.0
            waiting = list(blocks)
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
        if self._numbers is not None:
            at = max(needed, 0)
            return math.fsum(self._numbers[:at]), math.fsum(self._numbers[at:])
        below = above = 0.0
        waiting = list(self.blocks)
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


def _one_by_one(numbers: int, times: int) -> bool:
    """Tell whether a step is taken number by number."""
    return numbers * times <= (ONE_BY_ONE_OF_FEW if times <= FEW else ONE_BY_ONE)
