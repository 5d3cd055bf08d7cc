"""What the core answers for a filled funnel plan: the goal, the funnel, the schedule."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import funnel_core as core
from funnel_core.errors import FunnelError
from tests.templates.oracles.pace import PaceOracle
from tests.templates.oracles.reading import AtLeast, months_on, padded

STAGES, STEPS, MONTHS = 13, 12, 12


class FunnelPlanOracle(PaceOracle):
    """The sheets Start, Goal, Funnel and Schedule, on top of Pace and Agreement."""

    @cached_property
    def checks_start(self) -> int:
        return 0

    @cached_property
    def checks_goal(self) -> Any:
        fine = self.wins is not None and None not in (self.cell("start"), self.cell("end"))
        return 0 if fine and (self.countable or not self.ready) else AtLeast(1)

    @cached_property
    def checks_funnel(self) -> Any:
        if self.ready and not self.countable:
            return AtLeast(1)
        lags = self.line("lag")[: len(self.steps)]
        return sum((lag or 0) > len(self.weights) > 0 for lag in lags)

    @cached_property
    def checks_schedule(self) -> Any:
        if self.weights_valid and self.cell("start") and self.cell("end"):
            return 0
        return AtLeast(1 if self.ready else 0)

    @property
    def checks_pace(self) -> int:
        return 0

    @property
    def checks_agreement(self) -> int:
        return 1 if self.steps and not self.others else 0

    @property
    def checks_all(self) -> Any:
        each = (
            self.checks_goal,
            self.checks_funnel,
            self.checks_schedule,
            self.checks_pace,
            self.checks_agreement,
        )
        if any(isinstance(one, AtLeast) for one in each):
            return AtLeast(sum(one.number if isinstance(one, AtLeast) else one for one in each))
        return sum(each)

    @property
    def growth(self) -> Any:
        target, before = self.cell("target"), self.cell("last_year")
        return target / before - 1 if target and before else None

    @property
    def smart_metric(self) -> str:
        return "yes" if self.cell("goal") or self.cell("target") else "missing"

    @property
    def smart_number(self) -> str:
        return "yes" if self.cell("target") else "missing"

    @property
    def smart_start(self) -> str:
        return "yes" if self.cell("last_year") else "missing"

    @property
    def smart_date(self) -> str:
        return "yes" if self.cell("end") else "missing"

    @property
    def smart_owner(self) -> str:
        return "yes" if self.cell("goal_owner") else "missing"

    @property
    def smart_achievable(self) -> str:
        if not self.ready or not any(self.line("volume")):
            return "missing"
        if not self.was_filled:
            return "fill to update"
        sure = core.hit_probability(self.wins, self.volumes, self.steps)
        return "yes" if sure >= (self.cell("confidence") or 0.5) else "no"

    @property
    def volumes(self) -> list[int]:
        return [int(volume or 0) for volume in self.line("volume")[: len(self.steps) + 1]]

    @property
    def wins_shown(self) -> Any:
        return self.wins

    @property
    def top_shown(self) -> Any:
        return self.required[0]

    @property
    def per_win(self) -> Any:
        return self.top_shown / self.wins if self.top_shown is not None and self.wins else None

    @property
    def top_confident(self) -> Any:
        return self.confident[0] if self.was_filled else None

    @cached_property
    def confident(self) -> list[Any]:
        """Give the volumes at the confidence, where a fill could work them out."""
        sure = self.cell("confidence")
        if not self.ready or not sure:
            return padded((), STAGES)
        if not self.wins:
            return padded([0] * (len(self.steps) + 1), STAGES)
        return padded(core.confident_volumes(self.wins, self.steps, sure), STAGES)

    @cached_property
    def levers(self) -> list[Any]:
        """Give what each of the four ways is worth."""
        value, retention = self.cell("value"), self.cell("retention")
        if self.wins is None or not value or retention is None or retention == 1:
            return [None] * 4
        change, purchases = self.cell("change") or 0.1, self.cell("purchases") or 1
        try:
            gains = core.lever_gains(self.wins, retention, value, purchases, change)
            return [gains.customers, gains.retention, gains.value, gains.purchases]
        except FunnelError:
            same = self.wins / (1 - retention) * value * purchases * change
            return [same, None, same, same]

    @property
    def lever_customers(self) -> Any:
        return self.levers[0]

    @property
    def lever_retention(self) -> Any:
        return self.levers[1]

    @property
    def lever_value(self) -> Any:
        return self.levers[2]

    @property
    def lever_purchases(self) -> Any:
        return self.levers[3]

    @property
    def place(self) -> list[Any]:
        return padded(range(1, len(self.steps) + 2), STAGES)

    @property
    def rate_used(self) -> list[Any]:
        return padded([rate_of(step) for step in self.steps], STEPS)

    @property
    def wins_at_end(self) -> Any:
        return self.wins if self.ready else None

    @property
    def wins_expected(self) -> list[Any]:
        if not self.ready:
            return padded((), STAGES)
        found = []
        for stage, volume in enumerate(self.volumes):
            share = 1.0
            for step in self.steps[stage:]:
                share *= rate_of(step)
            found.append(volume * share)
        return padded(found, STAGES)

    @property
    def expected_wins(self) -> Any:
        return core.expected_final(self.volumes, self.steps) if self.ready else None

    @property
    def confident_told(self) -> Any:
        return None

    @property
    def own_required(self) -> list[Any]:
        return padded([self.required[stage] for stage in self.own], STAGES)

    @property
    def other_required(self) -> list[Any]:
        return padded([self.required[stage] for stage in self.others], STAGES)

    @property
    def own_confident(self) -> list[Any]:
        told = self.confident if self.was_filled else padded((), STAGES)
        return padded([told[stage] for stage in self.own], STAGES)

    @property
    def other_confident(self) -> list[Any]:
        told = self.confident if self.was_filled else padded((), STAGES)
        return padded([told[stage] for stage in self.others], STAGES)

    @property
    def own_stage(self) -> list[Any]:
        return self._named(self.own)

    @property
    def other_stage(self) -> list[Any]:
        return self._named(self.others)

    def _named(self, stages: list[int]) -> list[Any]:
        names = self.line("stage")
        return padded([names[stage] for stage in stages] if self.ready else (), STAGES)

    @cached_property
    def countable(self) -> bool:
        """Tell whether a cell can count the volumes of all stages."""
        return None not in self.required[: len(self.steps) + 1]

    @cached_property
    def own(self) -> list[int]:
        """Give the stages of the first owner."""
        owners = self.line("owner")
        same = (None, owners[0])
        used = range(len(self.steps) + 1)
        return [stage for stage in used if owners[0] is None or owners[stage] in same]

    @cached_property
    def others(self) -> list[int]:
        """Give the stages of all other owners."""
        return [stage for stage in range(len(self.steps) + 1) if stage not in self.own]

    @property
    def handover(self) -> int:
        return self.others[0] + 1 if self.others else 0

    @property
    def total(self) -> list[Any]:
        return self.required if self.weights_valid else padded((), STAGES)

    @property
    def month_number(self) -> list[int]:
        return list(range(1, MONTHS + 1))

    @property
    def month(self) -> list[Any]:
        start, used = self.cell("start"), range(len(self.weights))
        return padded([(start and months_on(start, n)) or f"Month {n + 1}" for n in used], MONTHS)

    @property
    def enter_month(self) -> list[Any]:
        return self.month

    @property
    def pace_month(self) -> list[Any]:
        return self.month

    @property
    def quarter_share(self) -> list[Any]:
        if not self.weights_valid:
            return [None] * 4
        return [
            sum(self.weights[first : first + 3]) / sum(self.weights)
            if first < len(self.weights)
            else None
            for first in range(0, MONTHS, 3)
        ]

    @property
    def quarter_volume(self) -> list[list[Any]]:
        return [
            [
                sum(part for part in row[first : first + 3] if part is not None)
                if row[first] is not None
                else None
                for first in range(0, MONTHS, 3)
            ]
            for row in self.schedule
        ]

    @cached_property
    def schedule(self) -> list[list[Any]]:
        rows = []
        for volume in self.required:
            spread = self.weights_valid and volume is not None
            rows.append(padded(core.spread(volume, self.weights) if spread else (), MONTHS))
        return rows

    @property
    def ahead(self) -> list[int]:
        """Give the months from each stage to a win."""
        lags = [int(lag or 0) for lag in self.line("lag")[: len(self.steps)]]
        used = [sum(lags[stage:]) for stage in range(len(lags) + 1)]
        return [*used, *[0] * (STAGES - len(used))]

    @property
    def enter_ahead(self) -> list[Any]:
        return [ahead if self.shown(stage) else None for stage, ahead in enumerate(self.ahead)]

    def shown(self, stage: int) -> bool:
        """Tell whether a stage has a schedule."""
        return self.weights_valid and self.required[stage] is not None

    @property
    def enter_total(self) -> list[Any]:
        return self.total

    @property
    def before_start(self) -> list[Any]:
        return [
            sum(part or 0 for part in row[:ahead]) if self.shown(stage) else None
            for stage, (row, ahead) in enumerate(zip(self.schedule, self.ahead, strict=True))
        ]

    @property
    def enter_by(self) -> list[list[Any]]:
        rows = []
        for stage, (row, ahead) in enumerate(zip(self.schedule, self.ahead, strict=True)):
            parts = [*row[: len(self.weights)], *[0] * ahead][ahead:]
            parts = parts[: len(self.weights)]
            rows.append(padded(parts if self.shown(stage) else (), MONTHS))
        return rows

    @property
    def enter_check(self) -> list[Any]:
        return ["yes" if self.shown(stage) else None for stage in range(STAGES)]


def rate_of(step: Any) -> float:
    """Give a step's rate."""
    return step.advanced / step.entered if isinstance(step, core.Counts) else step
