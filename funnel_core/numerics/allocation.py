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
from collections.abc import Sequence
from dataclasses import dataclass, replace

from funnel_core.numerics.hill import Curve
from funnel_core.numerics.hulls import Balance, Branch, Hulls, Rising

__all__ = ["Kind", "Spends", "best_spends"]

GAP = 1e-11
SETTLED = 4e-16
NARROW = 1e-15
CRUMB = 1e-14
ROUNDING = 1e-6
MOST_TRIALS = 60
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
        self.hulls = Hulls(self.curves, budget)
        self.below = self._dominated()

    def run(self) -> tuple[Branch, Balance]:
        """Search the branches, the one with the highest bound first."""
        all_of = tuple(kind.count for kind in self.kinds)
        must = tuple(0 if kind.curve.is_s else kind.count for kind in self.kinds)
        root = Branch(must, all_of)
        first = self.hulls.balance(root, self._first_guess())
        assert first is not None
        best = (root, first)
        queue: list[tuple[float, int, Branch, Balance]] = [(-first.bound, 0, root, first)]
        number = 0
        while queue and self.hulls.work < MOST_WORK:
            _, _, branch, balance = heapq.heappop(queue)
            if balance.bound <= best[1].value * (1 + GAP):
                break
            for child in self.children(branch, balance):
                found = self.hulls.balance(child, balance.log_price)
                if found is None:
                    continue
                if found.value > best[1].value * (1 + SETTLED):
                    best = (child, found)
                if found.bound > best[1].value * (1 + GAP):
                    number += 1
                    heapq.heappush(queue, (-found.bound, number, child, found))
        return best

    def children(self, branch: Branch, balance: Balance) -> list[Branch]:
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
            held = Rising(kind, curve, 0.0, min(curve.turn, self.budget))
            split.append(replace(fewer, rising=held))
        return split

    def _without(self, branch: Branch, kind: int) -> Branch | None:
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

    def settled(self, branch: Branch, balance: Balance) -> Spends:
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
            again = self.hulls.balance(Branch(fixed, fixed), log_price)
            log_price = log_price if again is None else again.log_price
        return self._spends(fixed, odd, log_price)

    def _spends(
        self, counts: tuple[int, ...], odd: tuple[int, float] | None, log_price: float
    ) -> Spends:
        """Work out the spends at a price, and share what its last digit cannot tell."""
        each, changes = [], []
        for curve, count, near in zip(self.curves, counts, self.hulls.near, strict=True):
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
        elif odd is None and (not any(each) or -math.inf < left <= -ROUNDING * self.budget):
            each = self._to_the_steepest(counts, each)
        return Spends(tuple(each), counts, odd)

    def _to_the_steepest(self, counts: tuple[int, ...], each: list[float]) -> list[float]:
        """Give a budget that no price tells from nothing to the curve that returns most."""
        used = [kind for kind, count in enumerate(counts) if count]
        if not used or any(self.curves[kind].is_s and each[kind] > 0 for kind in used):
            return each
        returns = [self.curves[kind].log_return(self.budget) for kind in used]
        best = next(k for k, log in zip(used, returns, strict=True) if log >= max(returns) - GAP)
        return [self.budget / counts[best] if kind == best else 0.0 for kind in range(len(each))]

    def _equal_returns(
        self, counts: tuple[int, ...], odd: tuple[int, float], log_price: float
    ) -> tuple[float, tuple[int, float]]:
        """Newton on the price, one channel being below its turn; without success, as it was."""
        kind, start = odd
        curve = self.curves[kind]
        fixed = Branch(counts, counts)
        at = curve.log_return(start)
        for _ in range(MOST_TRIALS):
            spent, _, slope = self.hulls.spent(fixed, at)
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
        spend = self._between_returns(fixed, kind, start, log_price)
        at = curve.log_return(spend)
        spent, _, _ = self.hulls.spent(fixed, at)
        if abs(spent + spend - self.budget) <= CRUMB * self.budget:
            # the others at its own price: what is left of the budget knows small ones less well
            return at, (kind, spend)
        again = self.hulls.balance(self._held(fixed, kind, spend), log_price)
        return (log_price if again is None else again.log_price), (kind, spend)

    def _between_returns(self, fixed: Branch, kind: int, start: float, log_price: float) -> float:
        """Halve the way between a spend of the odd channel that gains by more, and one by less."""
        curve = self.curves[kind]

        def gain(spend: float) -> float:
            rest = self.hulls.balance(self._held(fixed, kind, spend), log_price)
            return -math.inf if rest is None else curve.log_return(spend) - rest.log_price

        widths = (10.0**power for power in range(-9, 0))
        for width in widths if len(self.curves) <= MOST_COMPARED else ():
            low, high = start * (1 - width), min(start * (1 + width), curve.turn)
            if not gain(low) > 0 > gain(high):
                continue
            for _ in range(MOST_TRIALS):
                middle = (low + high) / 2
                low, high = (middle, high) if gain(middle) > 0 else (low, middle)
            return low
        return start

    def _held(self, fixed: Branch, kind: int, spend: float) -> Branch:
        return replace(fixed, rising=Rising(kind, self.curves[kind], spend, spend))

    def _first_guess(self) -> float:
        curve = self.curves[0]
        return curve.log_return(self.budget / sum(kind.count for kind in self.kinds))


def _with(counts: tuple[int, ...], kind: int, count: int) -> tuple[int, ...]:
    return (*counts[:kind], count, *counts[kind + 1 :])
