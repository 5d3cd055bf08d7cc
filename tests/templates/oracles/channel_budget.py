"""What the core answers for a filled channel budget: target and mix."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import Any

import funnel_core as core
from tests.templates.oracles.allocation import AllocationOracle
from tests.templates.oracles.pace import summed
from tests.templates.oracles.reading import AtLeast, Near, padded

CHANNELS, STAGES = 8, 7
EXACT = 10**9
"""A computed rate (1/3) is cut off after 16 digits: beyond, its volumes are right to 1e-9."""


class ChannelBudgetOracle(AllocationOracle):
    """The sheets Channels and Mix, on top of Allocation, Return and Scenarios."""

    @property
    def checks_start(self) -> int:
        return 0

    @property
    def checks_channels(self) -> Any:
        return AtLeast(0 if self.wins is not None else 1)

    @property
    def checks_mix(self) -> Any:
        return AtLeast(sum(use is not None and use > 1 for use in self.mix_use))

    @property
    def checks_allocation(self) -> Any:
        return AtLeast(0)

    @property
    def checks_return(self) -> Any:
        return AtLeast(0)

    @property
    def checks_scenarios(self) -> Any:
        return AtLeast(0)

    @property
    def checks_all(self) -> Any:
        return AtLeast(self.checks_channels.number + self.checks_mix.number)

    @cached_property
    def wins(self) -> int | None:
        target, value = self.cell("target"), self.cell("value")
        goal = str(self.cell("goal") or ("revenue" if value else "customers")).lower()
        if target is None or (goal == "revenue" and value is None):
            return None
        if goal == "customers":
            return core.needed_wins(target)
        return core.customers_for_revenue(target, value, self.cell("purchases") or 1)

    @property
    def wins_shown(self) -> Any:
        return self.wins

    @property
    def shares_total(self) -> float:
        return float(sum(share or 0 for share in self.line("share")))

    @property
    def spend_total(self) -> float:
        return float(sum(spend or 0 for spend in self.line("spend")))

    @cached_property
    def steps(self) -> int:
        stages = self.line("stage")
        given = stages.index(None) if None in stages else len(stages)
        return max(0, given - 1)

    @cached_property
    def mixed(self) -> bool:
        """Tell whether there is a target, and shares of it that add up."""
        adds = abs(self.shares_total - 1) <= 1e-6
        return self.wins is not None and adds and self.steps > 0

    @cached_property
    def used(self) -> list[bool]:
        """Tell which channels anything is typed for."""
        keys = ("channel", "share", "spend", "capacity", "ceiling", "half", "shape")
        lines = zip(*(self.line(key) for key in keys), *self.table("rate"), strict=True)
        return [any(each is not None for each in line) for line in lines]

    @cached_property
    def volumes(self) -> list[list[Any]]:
        """Give the mix, stage by stage, of the channels in use."""
        assert self.wins is not None
        shares = [share or 0 for share in self.line("share")]
        steps = self.table("rate")[: self.steps]
        rates = [
            [1 if rate is None else rate for rate in each] for each in zip(*steps, strict=True)
        ]
        volumes = core.channel_volumes(self.wins, shares, rates)
        return [list(row) for row in zip(*volumes, strict=True)]

    def near(self, volume: int) -> Any:
        """Give a volume: exact, unless rates are computed and it is beyond a thousand million."""
        computed = any(isinstance(rate, Fraction) for row in self.contents["rate"] for rate in row)
        return Near(volume, volume * 1e-9) if computed and volume > EXACT else volume

    def _due(self) -> list[int]:
        assert self.wins is not None
        return list(core.spread(self.wins, [share or 0 for share in self.line("share")]))

    @property
    def wins_asked(self) -> list[Any]:
        if not self.mixed:
            return [None] * CHANNELS
        return [n if used else None for n, used in zip(self._due(), self.used, strict=True)]

    @property
    def asked_total(self) -> Any:
        return self.wins if self.mixed else None

    @cached_property
    def rated(self) -> list[bool]:
        """Tell which channels have a rate in some step, or no share."""
        rows = zip(*self.table("rate")[: self.steps], strict=True)
        lines = zip(self.used, self.line("share"), rows, strict=True)
        return [
            used and (not share or any(rate is not None for rate in rates))
            for used, share, rates in lines
        ]

    @property
    def mix(self) -> list[list[Any]]:
        if not self.mixed:
            return [[None] * CHANNELS for _ in range(STAGES)]
        rows: list[Any] = [
            [self.near(n) if rated else None for n, rated in zip(row, self.rated, strict=True)]
            for row in self.volumes
        ]
        return [*rows, *[[None] * CHANNELS for _ in range(STAGES - len(rows))]]

    @cached_property
    def first(self) -> list[int]:
        """Give the stage, counted from 0, at which each channel starts."""
        found = []
        for rates in zip(*self.table("rate")[: self.steps], strict=True):
            typed = [number for number, rate in enumerate(rates) if rate is not None]
            found.append(typed[0] if typed else 0)
        return found

    @property
    def mix_total(self) -> list[Any]:
        if not self.mixed or self.rated != self.used:
            return [None] * STAGES
        sums = [
            sum(n for n, first in zip(row, self.first, strict=True) if stage >= first)
            for stage, row in enumerate(self.volumes)
        ]
        return padded([self.near(n) for n in sums], STAGES)

    @property
    def mix_share(self) -> list[Any]:
        lines = zip(self.line("share"), self.used, strict=True)
        return [(share or 0) if used else None for share, used in lines]

    def _of_mix(self, answers: list[Any]) -> list[Any]:
        known = zip(answers, self.rated, strict=True)
        return [each if rated and self.mixed else None for each, rated in known]

    @property
    def mix_first(self) -> list[Any]:
        return self._of_mix([first + 1 for first in self.first])

    @property
    def mix_first_volume(self) -> list[Any]:
        return self.mix[0]

    @property
    def mix_capacity(self) -> list[Any]:
        return self.line("capacity")

    @property
    def mix_use(self) -> list[Any]:
        lines = zip(self.mix_first_volume, self.mix_capacity, strict=True)
        numbers = [(n.number if isinstance(n, Near) else n, most) for n, most in lines]
        return [n / most if n is not None and most else None for n, most in numbers]

    @property
    def mix_work(self) -> list[Any]:
        if not self.mixed:
            return [None] * CHANNELS
        return self._of_mix(
            [
                self.near(sum(row[channel] for row in self.volumes[first:]))
                for channel, first in enumerate(self.first)
            ]
        )

    @property
    def wins_brought(self) -> list[Any]:
        return self.wins_plan

    @property
    def brought_total(self) -> Any:
        return summed(self.wins_plan)

    @property
    def point_half(self) -> Any:
        a, won_a, b, won_b = self._points()
        if None in (a, won_a, b, won_b) or not (won_a / a > won_b / b and won_b > won_a and b > a):
            return None
        return (won_b - won_a) / (won_a / a - won_b / b)

    @property
    def point_ceiling(self) -> Any:
        """Give the ceiling of the curve of shape 1 through both points."""
        a, won_a, *_ = self._points()
        return None if self.point_half is None else won_a * (1 + self.point_half / a)

    def _points(self) -> list[Any]:
        return [self.cell(f"point_{what}_{which}") for which in "ab" for what in ("spend", "wins")]
