"""What the core answers for the goal, and the volumes that it takes, of a funnel plan."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import funnel_core as core
from funnel_core.errors import FunnelError
from tests.templates.oracles.reading import Oracle, padded

STAGES = 13
BASE = ("purchases", "existing", "retention", "share_of_year")
LARGEST = 10**14


class GoalOracle(Oracle):
    """From the goal to the volumes at every stage."""

    @cached_property
    def metric(self) -> str:
        typed = self.cell("goal")
        if typed is None:
            return "customers" if self.cell("value") is None else "revenue"
        return str(typed).lower()

    @cached_property
    def wins(self) -> int | None:
        target, value = self.cell("target"), self.cell("value")
        if target is None or (self.metric != "customers" and value is None):
            return None
        if self.metric == "customers":
            return core.needed_wins(target)
        base = [self.cell(key) for key in BASE]
        if self.metric == "revenue" and base == [None] * 4:
            return core.needed_wins(target, value)
        brought = (self.cell("purchases") or 1, int(self.cell("existing") or 0))
        retention = self.cell("retention")
        brought = (*brought, 1 if retention is None else retention, self.cell("share_of_year"))
        if self.metric == "revenue":
            return core.customers_for_revenue(target, value, *brought)
        return self._for_profit(target, value, brought)

    def _for_profit(self, target: float, value: float, brought: tuple[Any, ...]) -> int | None:
        costs = [self.cell(key) for key in ("fixed_cost", "margin", "cac")]
        if None in costs:
            return None
        fixed, margin, cac = costs
        try:
            return core.customers_for_profit(target, fixed, margin, value, cac, *brought)
        except FunnelError:
            return None

    @cached_property
    def steps(self) -> list[Any]:
        """Give the steps, top first: shares, or counts, which win over a share beside them."""
        found: list[Any] = []
        lines = zip(self.line("rate"), self.line("entered"), self.line("advanced"), strict=True)
        for rate, entered, advanced in lines:
            if rate is None and entered is None:
                break
            found.append(rate if entered is None else core.Counts(int(entered), int(advanced)))
        return found

    @cached_property
    def ready(self) -> int:
        return 1 if self.wins is not None and self.steps and self.wins <= LARGEST else 0

    @cached_property
    def required(self) -> list[Any]:
        if not self.ready:
            return padded((), STAGES)
        assert self.wins is not None
        if self.wins == 0:
            return padded([0] * (len(self.steps) + 1), STAGES)
        volumes: list[Any] = [self.wins]
        for step in reversed(self.steps):
            volumes.insert(0, None if volumes[0] is None else _above(volumes[0], step))
        return padded(volumes, STAGES)

    @cached_property
    def weights(self) -> list[float]:
        """Give the weights of the months that have one."""
        typed = self.line("weight")
        return [weight for weight in typed if weight is not None]

    @property
    def weights_valid(self) -> int:
        return 1 if sum(self.weights) > 0 else 0

    @property
    def quarter_volume(self) -> list[list[Any]]:
        """Give the volumes per quarter; the schedule knows them."""
        raise NotImplementedError

    @property
    def handover(self) -> int:
        """Give the first stage of another owner; the funnel knows it."""
        raise NotImplementedError


def _above(volume: int, step: Any) -> int | None:
    """Give the volume before a step; none where it is more than the workbook counts."""
    try:
        above = core.required_volumes(volume, [step])[0]
    except FunnelError:
        return None
    return above if above <= LARGEST else None
