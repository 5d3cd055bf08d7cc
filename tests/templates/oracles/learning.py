"""What the core answers for the experiments, trends and correlations of a marketing system."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import funnel_core as core
from tests.templates.oracles.log import ACTIVITIES, STEPS, LogOracle
from tests.templates.oracles.reading import padded

EXPERIMENTS = 12
LEAST = 6


class LearningOracle(LogOracle):
    """What was tried, and what a result follows."""

    @cached_property
    def tried(self) -> list[Any]:
        """Give the counts of each experiment, where they are right."""
        keys = ("entered_a", "advanced_a", "entered_b", "advanced_b")
        lines = zip(*(self.line(key) for key in keys), strict=True)
        return [line if _right(line) else None for line in lines]

    @property
    def rate_a(self) -> list[Any]:
        return [line[1] / line[0] if line else None for line in self.tried]

    @property
    def rate_b(self) -> list[Any]:
        return [line[3] / line[2] if line else None for line in self.tried]

    @property
    def lift(self) -> list[Any]:
        return [
            core.comparison(*map(int, line)).lift if line and line[1] else None
            for line in self.tried
        ]

    @cached_property
    def followed(self) -> list[Any]:
        """Give how each activity goes with the result, as far as a fill has told."""
        if not self.was_filled or self.latest < LEAST or self.result < 0:
            return [None] * ACTIVITIES
        known = [number for number, name in enumerate(self.activities) if name]
        series = [self.activity_done[number][: self.latest] for number in known]
        result = self.entered[self.result][: self.latest]
        if not series:
            return [None] * ACTIVITIES
        told = core.lagged_correlations(series, result, min(3, self.latest - 5))
        found = dict(zip(known, told, strict=True))
        return [found.get(number) for number in range(ACTIVITIES)]

    @cached_property
    def limits(self) -> list[Any]:
        """Give the limits between which each step's rate usually lies, as far as a fill told."""
        series = [[rate for rate in row if rate is not None] for row in self.rates]
        told = [core.xmr_chart(each) if len(each) >= 4 else None for each in series]
        return padded(told if self.was_filled else (), STEPS)

    @property
    def usual_from(self) -> list[Any]:
        return [None if each is None else each.lower for each in self.limits]

    @property
    def usual_to(self) -> list[Any]:
        return [None if each is None else each.upper for each in self.limits]

    @property
    def follows_after(self) -> list[Any]:
        return [None if each is None else each.lag for each in self.followed]

    @property
    def r(self) -> list[Any]:
        return [None if each is None else each.r for each in self.followed]

    @property
    def p(self) -> list[Any]:
        return [None if each is None else each.p for each in self.followed]

    @property
    def q(self) -> list[Any]:
        return [None if each is None else each.q for each in self.followed]


def _right(line: tuple[Any, ...]) -> bool:
    if any(count is None for count in line):
        return False
    entered_a, advanced_a, entered_b, advanced_b = line
    return 0 < entered_a >= advanced_a >= 0 and 0 < entered_b >= advanced_b >= 0
