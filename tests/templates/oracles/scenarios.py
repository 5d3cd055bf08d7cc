"""What the core answers for the sheets Return and Scenarios of a channel budget."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import funnel_core as core
from tests.templates.oracles.pace import summed
from tests.templates.oracles.reading import Near, Oracle

CHANNELS, SCENARIOS = 8, 3


class ScenariosOracle(Oracle):
    """What channels bring, what they earn, and three budgets side by side."""

    @cached_property
    def curves(self) -> list[Any]:
        """Give ceiling, half and shape of each channel that has a response."""
        lines = zip(self.line("ceiling"), self.line("half"), self.line("shape"), strict=True)
        return [
            None if ceiling is None or half is None else (ceiling, half, shape or 1)
            for ceiling, half, shape in lines
        ]

    def brought(self, spends: list[Any], factor: float = 1) -> list[Any]:
        """Give the wins that each channel brings at a spend."""
        return [
            None if spend is None or curve is None else factor * won_at(spend, *curve)
            for spend, curve in zip(spends, self.curves, strict=True)
        ]

    @staticmethod
    def costs(spends: list[Any], wins: list[Any]) -> list[Any]:
        """Give what each win costs."""
        return [
            spend / won if spend is not None and won else None
            for spend, won in zip(spends, wins, strict=True)
        ]

    @cached_property
    def wins_plan(self) -> list[Any]:
        return self.brought(self.line("spend"))

    @cached_property
    def month_value(self) -> Any:
        value = self.cell("value")
        return value * (self.cell("purchases") or 1) / 12 if value else None

    @property
    def month_margin(self) -> Any:
        margin = self.cell("margin")
        return self.month_value * margin if self.month_value and margin else None

    @property
    def stay(self) -> Any:
        return 1 / self.cell("churn") if self.cell("churn") else None

    @cached_property
    def ltv(self) -> Any:
        value, margin, churn = self.month_value, self.cell("margin"), self.cell("churn")
        return core.lifetime_value(value, margin, churn) if value and margin and churn else None

    @cached_property
    def year_margin_each(self) -> Any:
        return self.month_margin * 12 if self.month_margin else None

    @property
    def worth(self) -> Any:
        return self.year_margin_each if self.ltv is None else self.ltv

    @property
    def return_spend(self) -> list[Any]:
        return self.line("spend")

    @property
    def all_spend(self) -> Any:
        return summed(self.line("spend"))

    @property
    def return_wins(self) -> list[Any]:
        return self.wins_plan

    @property
    def all_wins(self) -> Any:
        return summed(self.wins_plan)

    @property
    def cac(self) -> list[Any]:
        return self.costs(self.line("spend"), self.wins_plan)

    @property
    def all_cac(self) -> Any:
        return self.costs([self.all_spend], [self.all_wins])[0]

    def _payback(self, cac: Any) -> Any:
        known = cac is not None and self.month_margin
        return core.payback_time(cac, self.month_value, self.cell("margin")) if known else None

    @property
    def payback(self) -> list[Any]:
        return [self._payback(cac) for cac in self.cac]

    @property
    def all_payback(self) -> Any:
        return self._payback(self.all_cac)

    @property
    def ltv_cac(self) -> list[Any]:
        return [self.ltv / cac if self.ltv and cac else None for cac in self.cac]

    @property
    def all_ltv_cac(self) -> Any:
        return self.ltv / self.all_cac if self.ltv and self.all_cac else None

    def _profit(self, wins: Any, spend: Any) -> Any:
        each = self.year_margin_each
        if None in (wins, spend, each):
            return None
        return Near(wins * each - spend, 1e-9 * max(wins * each, spend))

    @property
    def profit(self) -> list[Any]:
        return [self._profit(*line) for line in zip(self.wins_plan, self.return_spend, strict=True)]

    @property
    def all_profit(self) -> Any:
        return self._profit(self.all_wins, self.all_spend)

    def _roi(self, wins: Any, spend: Any) -> Any:
        each = self.year_margin_each
        if None in (wins, each) or not spend:
            return None
        roi = core.marketing_roi(wins * each, spend)
        return Near(roi, 1e-9 * max(1, wins * each / spend))

    @property
    def roi(self) -> list[Any]:
        return [self._roi(*line) for line in zip(self.wins_plan, self.return_spend, strict=True)]

    @property
    def all_roi(self) -> Any:
        return self._roi(self.all_wins, self.all_spend)

    @cached_property
    def spends(self) -> list[list[Any]]:
        """Give each scenario's split, as far as it has a budget."""
        budgets = self.line("scenario_budget")
        columns = list(map(list, zip(*self.table("scenario_spend"), strict=True)))
        return [
            [None] * CHANNELS if budget is None else column
            for budget, column in zip(budgets, columns, strict=True)
        ]

    @property
    def scenario_spent(self) -> list[Any]:
        return [summed(column) for column in self.spends]

    @cached_property
    def scenario_wins(self) -> list[Any]:
        factors = [1 if factor is None else factor for factor in self.line("scenario_ceiling")]
        lines = zip(self.spends, factors, strict=True)
        return [summed(self.brought(column, factor)) for column, factor in lines]

    @cached_property
    def scenario_revenue(self) -> list[Any]:
        values = [value or self.cell("value") for value in self.line("scenario_value")]
        purchases = self.cell("purchases") or 1
        return [
            None if wins is None or value is None else wins * value * purchases
            for wins, value in zip(self.scenario_wins, values, strict=True)
        ]

    @cached_property
    def scenario_margin(self) -> list[Any]:
        margin = self.cell("margin")
        return [
            None if revenue is None or margin is None else revenue * margin
            for revenue in self.scenario_revenue
        ]

    @property
    def scenario_left(self) -> list[Any]:
        return _less(self.scenario_margin, self.scenario_spent)

    @property
    def scenario_roi(self) -> list[Any]:
        lines = zip(self.scenario_margin, self.scenario_spent, strict=True)
        return [
            Near(core.marketing_roi(margin, spent), 1e-9 * max(1, margin / spent))
            if margin is not None and spent
            else None
            for margin, spent in lines
        ]

    @property
    def scenario_cac(self) -> list[Any]:
        return self.costs(self.scenario_spent, self.scenario_wins)

    @property
    def more_spend(self) -> list[Any]:
        return _less(self.scenario_spent, [self.scenario_spent[0]] * SCENARIOS)

    @property
    def more_wins(self) -> list[Any]:
        return _less(self.scenario_wins, [self.scenario_wins[0]] * SCENARIOS)

    @property
    def more_revenue(self) -> list[Any]:
        return _less(self.scenario_revenue, [self.scenario_revenue[0]] * SCENARIOS)

    @property
    def more_margin(self) -> list[Any]:
        return _less(self.scenario_margin, [self.scenario_margin[0]] * SCENARIOS)

    @property
    def more_left(self) -> list[Any]:
        first = [self.scenario_margin[0]] * SCENARIOS
        spent = self.scenario_spent
        found: list[Any] = []
        for left, margin, base in zip(self.scenario_left, self.scenario_margin, first, strict=True):
            if left is None or self.scenario_left[0] is None:
                found.append(None)
                continue
            size = max(margin, base, *(each for each in spent if each is not None))
            found.append(Near(left.number - self.scenario_left[0].number, 1e-9 * size))
        return found


def won_at(spend: float, ceiling: float, half: float, shape: float) -> float:
    """Give the wins that a spend brings: the Hill curve, without overflow."""
    if spend == 0 or ceiling == 0:
        return 0.0
    return ceiling / (1 + (half / spend) ** shape)


def _less(numbers: list[Any], others: list[Any]) -> list[Any]:
    """Subtract where both are known."""
    return [
        None if None in (one, other) else Near(one - other, 1e-9 * max(one, other, 1e-3))
        for one, other in zip(numbers, others, strict=True)
    ]
