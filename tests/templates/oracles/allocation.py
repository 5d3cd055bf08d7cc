"""What the core answers for the sheet Allocation of a channel budget."""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any

import funnel_core as core
from tests.templates.oracles.pace import summed
from tests.templates.oracles.reading import Near
from tests.templates.oracles.scenarios import ScenariosOracle

CHANNELS = 8
NOISE = 1e-12


class AllocationOracle(ScenariosOracle):
    """The planned spend beside the best split, and what the next money buys."""

    @property
    def plan_spend(self) -> list[Any]:
        return self.line("spend")

    @property
    def plan_spend_total(self) -> Any:
        return summed(self.line("spend"))

    @property
    def plan_wins(self) -> list[Any]:
        return self.wins_plan

    @property
    def plan_total(self) -> Any:
        return summed(self.wins_plan)

    @property
    def plan_cost(self) -> list[Any]:
        return self.costs(self.line("spend"), self.wins_plan)

    @property
    def plan_cost_total(self) -> Any:
        return self.costs([self.plan_spend_total], [self.plan_total])[0]

    @property
    def plan_last(self) -> list[Any]:
        return self._last(self.line("spend"))

    @cached_property
    def wins_best(self) -> list[Any]:
        return self.brought(self.line("allocation"))

    @property
    def best_wins(self) -> list[Any]:
        return self.wins_best

    @property
    def best_spend_total(self) -> Any:
        return summed(self.line("allocation"))

    @property
    def best_total(self) -> Any:
        return summed(self.wins_best)

    @property
    def best_cost(self) -> list[Any]:
        return self.costs(self.line("allocation"), self.wins_best)

    @property
    def best_cost_total(self) -> Any:
        return self.costs([self.best_spend_total], [self.best_total])[0]

    @property
    def best_last(self) -> list[Any]:
        return self._last(self.line("allocation"))

    def _last(self, spends: list[Any]) -> list[Any]:
        """Give what one more win costs: 1 over the slope of the curve."""
        found: list[Any] = []
        for spend, curve in zip(spends, self.curves, strict=True):
            if spend is None or curve is None or curve[0] == 0:
                found.append(None)
                continue
            ceiling, half, shape = curve
            if spend == 0:
                found.append(half / ceiling if shape == 1 else None)
                continue
            odds = shape * math.log(spend / half)
            slope = math.log(ceiling * shape / spend) - abs(odds)
            slope -= 2 * math.log1p(math.exp(-abs(odds)))
            found.append(math.exp(-slope) if -slope <= math.log(1e15) else None)
        return found

    @property
    def shift(self) -> list[Any]:
        lines = zip(self.line("allocation"), self.line("spend"), strict=True)
        return [
            None if best is None else Near(best - (plan or 0), 1e-9 * max(best, plan or 0, 1e-3))
            for best, plan in lines
        ]

    @property
    def allocation_state(self) -> str:
        if all(each is None for each in self.line("allocation")):
            return "none"
        copies = ("budget", "ceiling", "half")
        same = all(self.line(f"{key}_at_fill") == self.line(key) for key in copies)
        then, now = ([shape or 1 for shape in self.line(key)] for key in ("shape_at_fill", "shape"))
        return "fresh" if same and then == now else "stale"

    @property
    def next_more(self) -> list[Any]:
        more = self.cell("next_amount")
        base = [spend or 0 for spend in self.line("spend")]
        if more is None:
            return [None] * CHANNELS
        then = self.brought([spend + more for spend in base])
        return [
            None if after is None else Near(after - before, 1e-9 * max(after, before))
            for before, after in zip(self.brought(base), then, strict=True)
        ]

    @property
    def next_cost(self) -> list[Any]:
        """Give what each of the next wins costs, where there is more than noise of them."""
        amount = self.cell("next_amount")
        found: list[Any] = []
        for more in self.next_more:
            known = more is not None and more.number > 0
            cost = amount / more.number if known else None
            slack = more.within / more.number + 1e-9 if known else 0
            found.append(Near(cost, cost * slack) if known and cost <= 1e15 else None)
        return found

    @property
    def next_rank(self) -> list[Any]:
        """Give the ranks; what is next to nothing may rank before nothing, or beside it."""
        known = [more.number for more in self.next_more if more is not None]
        found: list[Any] = []
        for more in self.next_more:
            if more is None:
                found.append(None)
                continue
            before = sum(other > more.number + NOISE for other in known)
            beside = sum(other > more.number - NOISE for other in known) - before - 1
            found.append(Near(1 + before + beside / 2, beside / 2))
        return found

    @property
    def ceiling_used(self) -> list[Any]:
        lines = zip(self.wins_plan, self.curves, strict=True)
        return [
            wins / curve[0] if wins is not None and curve and curve[0] else None
            for wins, curve in lines
        ]

    @cached_property
    def wanted_spend(self) -> list[Any]:
        lines = zip(self.line("wanted"), self.curves, strict=True)
        return [
            core.needed_spend(wanted, *curve)
            if wanted and curve is not None and wanted < curve[0]
            else None
            for wanted, curve in lines
        ]

    @property
    def wanted_change(self) -> list[Any]:
        lines = zip(self.wanted_spend, self.line("spend"), strict=True)
        return [
            None if need is None else Near(need - (plan or 0), 1e-9 * max(need, plan or 0))
            for need, plan in lines
        ]

    @property
    def wanted_cost(self) -> list[Any]:
        return self.costs(self.wanted_spend, self.line("wanted"))

    @property
    def wanted_part(self) -> list[Any]:
        lines = zip(self.line("wanted"), self.line("ceiling"), strict=True)
        return [wanted / most if wanted and most else None for wanted, most in lines]
