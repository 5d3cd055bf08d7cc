"""Upper hulls of a budget's Hill curves: the bound of a branch of the search, at one price.

An S may be replaced by the straight line that touches it and the curve beyond; no total can then
exceed the hull's, and the hull's best is where one price, the return of the last unit of money,
makes all channels together spend the budget. At most one channel, the part, ends up on its line.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from funnel_core.numerics.hill import Curve

__all__ = ["Balance", "Branch", "Hulls", "Rising"]

SETTLED = 4e-16
NARROW = 1e-15
MOST_TRIALS = 300


@dataclass(frozen=True, slots=True)
class Rising:
    """One channel held below its turn, between two spends; its hull there is the chord."""

    kind: int
    curve: Curve
    low: float
    high: float

    @property
    def slope(self) -> float:
        """Give the slope of the chord."""
        rise = self.curve.result(self.high) - self.curve.result(self.low)
        return rise / (self.high - self.low) if self.high > self.low else 0.0

    @property
    def log_slope(self) -> float:
        """Give its logarithm: the price at which the chord only just pays."""
        slope = self.slope
        return math.log(slope) if slope > 0 else -math.inf


@dataclass(frozen=True, slots=True)
class Branch:
    """How many channels of each kind must, and may, get money beyond their turn."""

    least: tuple[int, ...]
    most: tuple[int, ...]
    rising: Rising | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """The best of a branch's hull: at one price, all of the budget is spent."""

    log_price: float
    counts: tuple[int, ...]
    part: tuple[int, float] | None
    rising: float
    bound: float
    value: float
    gap_of_part: float
    gap_of_rising: float


class Hulls:
    """The hulls of all branches over one list of curves; `work` counts what they took."""

    def __init__(self, curves: Sequence[Curve], budget: float) -> None:
        self.curves, self.budget, self.log_budget = curves, budget, math.log(budget)
        self.jumps = sorted({curve.log_steepest for curve in curves if curve.is_s})
        self.near = [math.nan] * len(curves)
        self.work = 0

    def balance(self, branch: Branch, guess: float) -> Balance | None:
        """Find the price at which a branch's hull spends the budget; None: it cannot."""
        rising = branch.rising
        least = sum(
            count * curve.turn for count, curve in zip(branch.least, self.curves, strict=True)
        )
        if least + (rising.low if rising else 0.0) > self.budget:
            return None
        if not any(branch.most) and (rising is None or rising.high < self.budget):
            return None
        low, high = -math.inf, math.inf
        low_spend = high_spend = 0.0
        log_price, stride = guess, 1.0
        for trial in range(MOST_TRIALS):
            off, on, slope = self.spent(branch, log_price)
            if off <= self.budget <= on or abs(off - self.budget) <= SETTLED * self.budget:
                break
            if off > self.budget:
                low, low_spend = log_price, off
            else:
                high, high_spend = log_price, on
            if -math.inf < low and high - low <= NARROW * max(1.0, abs(low)) < math.inf:
                break
            newton = math.nan
            if slope < 0 < on < math.inf:
                newton = log_price - (math.log(on) - self.log_budget) * (on / slope)
            if math.isinf(low) or math.isinf(high):
                up = 1 if math.isinf(high) else -1
                near = abs(newton - log_price) < 8 * stride
                log_price = newton + up * 1e-3 * stride if near else log_price + up * stride
                stride *= 2
            elif rising is not None and low < rising.log_slope < high:
                log_price = rising.log_slope
            else:
                log_price = self._between((low, low_spend), (high, high_spend), newton, trial)
        return self._laid(branch, log_price)

    def _between(
        self, below: tuple[float, float], above: tuple[float, float], newton: float, trial: int
    ) -> float:
        """Choose the next price within a bracket: one where an S drops out, while there are any."""
        (low, low_spend), (high, high_spend) = below, above
        start, end = bisect_right(self.jumps, low), bisect_left(self.jumps, high)
        if start < end:
            at = (start + end) // 2
            if trial % 3 and high_spend > 0 and low_spend < math.inf:
                log_low, log_high = math.log(low_spend), math.log(high_spend)
                part = (log_low - self.log_budget) / ((log_low - log_high) or 1.0)
                wanted = low + part * (high - low)
                at = min(max(bisect_left(self.jumps, wanted, start, end), start), end - 1)
            return self.jumps[at]
        return newton if low < newton < high else (low + high) / 2

    def spent(self, branch: Branch, log_price: float) -> tuple[float, float, float]:
        """Give what a hull spends at a price: the least, the most, and the derivative."""
        self.work += len(self.curves) // 8 + 1
        spent, ties, slope = 0.0, 0.0, 0.0
        near = self.near
        for kind, curve in enumerate(self.curves):
            count = branch.most[kind]
            if log_price >= curve.log_steepest:
                least, most = branch.least[kind], count
                count = least
                if log_price == curve.log_steepest and most > least and curve.is_s:
                    ties += (most - least) * curve.touch
            if count:
                spend, change, near[kind] = curve.spend_at(log_price, near[kind])
                self.work += 1
                spent += count * spend
                slope += count * change
        if branch.rising is not None:
            rising, at = branch.rising, branch.rising.log_slope
            if log_price == at:
                ties += rising.high - rising.low
            spent += rising.high if log_price < at else rising.low
        return spent, spent + ties, slope

    def _laid(self, branch: Branch, log_price: float) -> Balance:
        """Lay out a hull's best at its price; channels that only just pay share what is left."""
        left, value = self.budget, 0.0
        counts = []
        for kind, curve in enumerate(self.curves):
            which = branch.most if log_price < curve.log_steepest else branch.least
            counts.append(which[kind])
            if which[kind]:
                spend, _, _ = curve.spend_at(log_price, self.near[kind])
                left -= which[kind] * spend
                value += which[kind] * curve.result(spend)
        held, rising = branch.rising, 0.0
        if held is not None:
            rising = held.high if log_price < held.log_slope else held.low
            left -= rising
        part, shared, left = self._shared(branch, log_price, counts, left)
        value += shared
        price = math.exp(min(log_price, 700.0))
        gap_of_part = gap_of_rising = 0.0
        if part is not None:
            gap_of_part = max(part[1] * price - self.curves[part[0]].result(part[1]), 0.0)
        if held is not None:
            if log_price == held.log_slope:
                more = min(max(left, 0.0), held.high - held.low)
                rising, left = held.low + more, left - more
            value += held.curve.result(rising)
            chord = held.curve.result(held.low) + (rising - held.low) * held.slope
            gap_of_rising = max(chord - held.curve.result(rising), 0.0)
        bound = value + gap_of_part + gap_of_rising + left * price
        return Balance(
            log_price, tuple(counts), part, rising, bound, value, gap_of_part, gap_of_rising
        )

    def _shared(
        self, branch: Branch, log_price: float, counts: list[int], left: float
    ) -> tuple[tuple[int, float] | None, float, float]:
        """Share what is left among curves that the price just touches, adding to `counts`.

        Gives the part that is not enough for one channel, what all of it brings, and what is left.
        """
        shared = 0.0
        for kind, (curve, most) in enumerate(zip(self.curves, branch.most, strict=True)):
            room = most - counts[kind]
            if room <= 0 or left <= NARROW * self.budget or log_price != curve.log_steepest:
                continue
            whole = min(room, math.floor(left / curve.touch))
            counts[kind] += whole
            shared += whole * curve.result(curve.touch)
            left -= whole * curve.touch
            if whole < room and left > NARROW * self.budget:
                return (kind, left), shared + curve.result(left), 0.0
        return None, shared, left
