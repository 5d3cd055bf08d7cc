"""A budget over many Hill curves: the global maximum, by branch and bound on the price of money.

At a maximum every channel that gets money gains the same from its last unit: the price. Where all
curves pay less and less, one price decides. An S-shaped curve gets nothing or, mostly, a spend
beyond its turn; at most one may sit below its turn (two of them would gain by moving money from one
to the other). So what is searched is how many channels of each kind get money, and which one, if
any, sits below its turn. The bound of a branch replaces each S by its upper hull, the straight
line that touches it; the answer to that takes one price again (Udell & Boyd, "Maximizing a sum of
sigmoids", 2014; for one budget at most one channel lies on such a line).
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from funnel_core.hill import Curve

__all__ = ["Kind", "Spends", "best_spends"]

GAP = 1e-11
SETTLED = 4e-16
NARROW = 1e-15
ROUNDING = 1e-6
MOST_TRIALS = 300
MOST_WORK = 1_000_000
MOST_COMPARED = 1_000


@dataclass(frozen=True, slots=True)
class Kind:
    """Channels of one and the same curve, and how many there are."""

    curve: Curve
    count: int


@dataclass(frozen=True, slots=True)
class Spends:
    """What each channel of a kind that gets money gets, how many do, and one that stands out.

    `odd` is the kind and the spend of the one channel below its turn, where there is one.
    """

    each: tuple[float, ...]
    counts: tuple[int, ...]
    odd: tuple[int, float] | None


@dataclass(frozen=True, slots=True)
class _Rising:
    """One channel held below its turn, between two spends; its hull there is the chord."""

    kind: int
    curve: Curve
    low: float
    high: float

    @property
    def slope(self) -> float:
        rise = self.curve.result(self.high) - self.curve.result(self.low)
        return rise / (self.high - self.low) if self.high > self.low else 0.0

    @property
    def log_slope(self) -> float:
        slope = self.slope
        return math.log(slope) if slope > 0 else -math.inf


@dataclass(frozen=True, slots=True)
class _Branch:
    """How many channels of each kind must, and may, get money beyond their turn."""

    least: tuple[int, ...]
    most: tuple[int, ...]
    rising: _Rising | None = None


@dataclass(frozen=True, slots=True)
class _Balance:
    """The best of a branch's hull: at one price, all of the budget is spent."""

    log_price: float
    counts: tuple[int, ...]
    part: tuple[int, float] | None
    rising: float
    bound: float
    value: float
    gap_of_part: float
    gap_of_rising: float


def best_spends(kinds: Sequence[Kind], budget: float) -> Spends:
    """Give the spends with the largest total result, the whole budget spent.

    Args:
        kinds: curves with a ceiling above 0; equal ones as one kind.
        budget: an amount of money above 0.

    Returns:
        The best spends: to 1e-11 of the total for certain, unless a search of many steep curves
        is cut off; then no further from it than one channel's result.
    """
    search = _Search(kinds, budget)
    branch, balance = search.run()
    return search.settled(branch, balance)


class _Search:
    """Branch and bound over one set of kinds."""

    def __init__(self, kinds: Sequence[Kind], budget: float) -> None:
        self.kinds, self.budget = kinds, budget
        self.curves = [kind.curve for kind in kinds]
        self.jumps = sorted({curve.log_steepest for curve in self.curves if curve.is_s})
        self.near = [math.nan] * len(kinds)
        self.below = self._dominated()
        self.work = 0

    def run(self) -> tuple[_Branch, _Balance]:
        """Search the branches, the one with the highest bound first."""
        all_of = tuple(kind.count for kind in self.kinds)
        must = tuple(0 if kind.curve.is_s else kind.count for kind in self.kinds)
        root = _Branch(must, all_of)
        first = self.balance(root, self._first_guess())
        assert first is not None
        best = (root, first)
        queue: list[tuple[float, int, _Branch, _Balance]] = [(-first.bound, 0, root, first)]
        number = 0
        while queue and self.work < MOST_WORK:
            _, _, branch, balance = heapq.heappop(queue)
            if balance.bound <= best[1].value * (1 + GAP):
                break
            for child in self.children(branch, balance):
                found = self.balance(child, balance.log_price)
                if found is None:
                    continue
                if found.value > best[1].value * (1 + SETTLED):
                    best = (child, found)
                if found.bound > best[1].value * (1 + GAP):
                    number += 1
                    heapq.heappush(queue, (-found.bound, number, child, found))
        return best

    def children(self, branch: _Branch, balance: _Balance) -> list[_Branch]:
        """Split a branch where its hull promises most above what the curves give."""
        rising = branch.rising
        if rising is not None and balance.gap_of_rising >= balance.gap_of_part:
            width = rising.high - rising.low
            middle = min(max(balance.rising, rising.low + width / 10), rising.high - width / 10)
            if not rising.low < middle < rising.high:
                return []
            return [
                replace(branch, rising=replace(rising, high=middle)),
                replace(branch, rising=replace(rising, low=middle)),
            ]
        if balance.part is None:
            return []
        kind, _ = balance.part
        full = balance.counts[kind]
        more = replace(branch, least=_with(branch.least, kind, full + 1))
        fewer = replace(branch, most=_with(branch.most, kind, full))
        split = [more]
        without = fewer if full else self._without(fewer, kind)
        if without is not None:
            split.append(without)
        if rising is None and branch.most[kind] == self.kinds[kind].count:
            curve = self.curves[kind]
            held = _Rising(kind, curve, 0.0, min(curve.turn, self.budget))
            split.append(replace(fewer, rising=held))
        return split

    def _without(self, branch: _Branch, kind: int) -> _Branch | None:
        """Leave out, with a kind, those that bring less at every spend; None: one must be in."""
        below = self.below.get(kind, ())
        if any(branch.least[each] for each in below):
            return None
        if branch.rising is not None and branch.rising.kind in below:
            return None
        most = list(branch.most)
        for each in below:
            most[each] = 0
        return replace(branch, most=tuple(most))

    def _dominated(self) -> dict[int, tuple[int, ...]]:
        """List, for each S, those of the same shape that bring less than it at every spend."""
        shapes: dict[float, list[int]] = {}
        for kind, curve in enumerate(self.curves):
            if curve.is_s:
                shapes.setdefault(curve.shape, []).append(kind)
        alike = [kinds for kinds in shapes.values() if len(kinds) <= MOST_COMPARED]
        return {
            one: tuple(
                other
                for other in kinds
                if other != one
                and self.curves[other].ceiling <= self.curves[one].ceiling
                and self.curves[other].half >= self.curves[one].half
            )
            for kinds in alike
            for one in kinds
        }

    def balance(self, branch: _Branch, guess: float) -> _Balance | None:
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
                newton = log_price - math.log(on / self.budget) * on / slope
            if math.isinf(low) or math.isinf(high):
                upward = math.isinf(high)
                by_stride = log_price + (stride if upward else -stride)
                near = newton == newton and abs(newton - log_price) < 8 * stride
                log_price = newton + (1e-3 if upward else -1e-3) * stride if near else by_stride
                stride *= 2
                continue
            if rising is not None and low < rising.log_slope < high:
                log_price = rising.log_slope
            else:
                log_price = self._between(low, low_spend, high, high_spend, newton, trial)
        return self._laid(branch, log_price)

    def _between(
        self,
        low: float,
        low_spend: float,
        high: float,
        high_spend: float,
        newton: float,
        trial: int,
    ) -> float:
        """Choose the next price within a bracket: one where an S drops out, while there are any."""
        start, end = bisect_right(self.jumps, low), bisect_left(self.jumps, high)
        if start < end:
            at = (start + end) // 2
            if trial % 3 and high_spend > 0 and low_spend < math.inf:
                part = math.log(low_spend / self.budget) / math.log(low_spend / high_spend)
                wanted = low + part * (high - low)
                at = min(max(bisect_left(self.jumps, wanted, start, end), start), end - 1)
            return self.jumps[at]
        return newton if low < newton < high else (low + high) / 2

    def spent(self, branch: _Branch, log_price: float) -> tuple[float, float, float]:
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

    def _laid(self, branch: _Branch, log_price: float) -> _Balance:
        """Lay out a hull's best at its price; channels that only just pay share what is left."""
        spent, value = 0.0, 0.0
        counts = []
        for kind, curve in enumerate(self.curves):
            which = branch.most if log_price < curve.log_steepest else branch.least
            count = which[kind]
            counts.append(count)
            if count:
                spend, _, _ = curve.spend_at(log_price, self.near[kind])
                spent += count * spend
                value += count * curve.result(spend)
        held, rising = branch.rising, 0.0
        if held is not None:
            rising = held.high if log_price < held.log_slope else held.low
        left = self.budget - spent - rising
        price = math.exp(min(log_price, 700.0))
        part: tuple[int, float] | None = None
        gap_of_part = gap_of_rising = 0.0
        for kind, (curve, most) in enumerate(zip(self.curves, branch.most, strict=True)):
            room = most - counts[kind]
            if room <= 0 or left <= NARROW * self.budget or log_price != curve.log_steepest:
                continue
            whole = min(room, math.floor(left / curve.touch))
            counts[kind] += whole
            value += whole * curve.result(curve.touch)
            left -= whole * curve.touch
            if whole < room and left > NARROW * self.budget:
                part = (kind, left)
                value += curve.result(left)
                gap_of_part = max(left * price - curve.result(left), 0.0)
                left = 0.0
        if held is not None:
            if log_price == held.log_slope:
                more = min(max(left, 0.0), held.high - held.low)
                rising, left = held.low + more, left - more
            value += held.curve.result(rising)
            chord = held.curve.result(held.low) + (rising - held.low) * held.slope
            gap_of_rising = max(chord - held.curve.result(rising), 0.0)
        bound = value + gap_of_part + gap_of_rising + left * price
        return _Balance(
            log_price, tuple(counts), part, rising, bound, value, gap_of_part, gap_of_rising
        )

    def settled(self, branch: _Branch, balance: _Balance) -> Spends:
        """Bring the best that was found to equal returns, as exactly as doubles hold them."""
        counts, odd = list(balance.counts), None
        if branch.rising is not None and balance.rising > 0:
            odd = (branch.rising.kind, balance.rising)
        if balance.part is not None:
            kind, spend = balance.part
            if spend >= self.curves[kind].turn:
                counts[kind] += 1
            elif odd is None:
                odd = balance.part
        fixed = tuple(counts)
        log_price = balance.log_price
        if odd is not None and not any(fixed):
            return Spends((0.0,) * len(fixed), fixed, (odd[0], self.budget))
        if odd is not None:
            log_price, odd = self._equal_returns(fixed, odd, log_price)
        elif balance.part is not None or branch.rising is not None:
            again = self.balance(_Branch(fixed, fixed), log_price)
            log_price = log_price if again is None else again.log_price
        return self._spends(fixed, odd, log_price)

    def _spends(
        self, counts: tuple[int, ...], odd: tuple[int, float] | None, log_price: float
    ) -> Spends:
        """Work out the spends at a price, and share what its last digit cannot tell."""
        each, changes = [], []
        for curve, count, near in zip(self.curves, counts, self.near, strict=True):
            spend, change, _ = curve.spend_at(log_price, near) if count else (0.0, 0.0, 0.0)
            each.append(spend)
            changes.append(change)
        left = self.budget - math.fsum(
            [count * spend for count, spend in zip(counts, each, strict=True)]
        )
        left -= odd[1] if odd is not None else 0.0
        slope = sum(count * change for count, change in zip(counts, changes, strict=True))
        if odd is None and slope < 0 and abs(left) < ROUNDING * self.budget:
            each = [
                max(spend + left / slope * change, 0.0)
                for spend, change in zip(each, changes, strict=True)
            ]
        return Spends(tuple(each), counts, odd)

    def _equal_returns(
        self, counts: tuple[int, ...], odd: tuple[int, float], log_price: float
    ) -> tuple[float, tuple[int, float]]:
        """Newton on the price, one channel being below its turn; without success, as it was."""
        kind, start = odd
        curve = self.curves[kind]
        fixed = _Branch(counts, counts)
        at = curve.log_return(start)
        for _ in range(60):
            spent, _, slope = self.spent(fixed, at)
            spend, change = curve.rising_spend_at(at)
            if slope + change == 0:
                break
            step = (spent + spend - self.budget) / (slope + change)
            at -= step
            if abs(step) <= NARROW * max(1.0, abs(at)):
                spend, _ = curve.rising_spend_at(at)
                if 0.5 * start < spend < 2 * start:
                    return at, (kind, spend)
                break
        again = self.balance(replace(fixed, rising=_Rising(kind, curve, start, start)), log_price)
        return (log_price if again is None else again.log_price), odd

    def _first_guess(self) -> float:
        curve = self.curves[0]
        return curve.log_return(self.budget / sum(kind.count for kind in self.kinds))


def _with(counts: tuple[int, ...], kind: int, count: int) -> tuple[int, ...]:
    return (*counts[:kind], count, *counts[kind + 1 :])
