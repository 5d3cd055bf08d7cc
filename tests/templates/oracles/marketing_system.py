"""What the core answers for a marketing system: plain sums over the log, and their ratios."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import funnel_core as core
from tests.templates.oracles.learning import LearningOracle
from tests.templates.oracles.log import CHANNELS, PERIODS, STEPS
from tests.templates.oracles.pace import summed
from tests.templates.oracles.reading import AtLeast, Near, padded


class MarketingSystemOracle(LearningOracle):
    """The sheets Steps, Log and Dashboard."""

    @property
    def checks_start(self) -> int:
        return 0

    @property
    def checks_steps(self) -> Any:
        return AtLeast(0 if self.periods else 1)

    @property
    def checks_log(self) -> int:
        return self.bad_rows + self.nearly_full

    @property
    def checks_dashboard(self) -> Any:
        return AtLeast(0 if self.span else 1)

    @property
    def checks_learn(self) -> Any:
        return AtLeast(0)

    @property
    def checks_all(self) -> Any:
        return AtLeast(self.bad_rows)

    @property
    def latest_rate(self) -> list[Any]:
        return self._at(self.rate, self.latest)

    @staticmethod
    def _at(rows: list[list[Any]], period: int) -> list[Any]:
        return [row[period - 1] if period > 0 else None for row in rows]

    @cached_property
    def span(self) -> range:
        """Give the periods that are added up, counted from 1; none if they run backwards."""
        first = int(self.cell("from_period") or 1)
        last = int(self.cell("to_period") or self.latest or PERIODS)
        return range(first, last + 1)

    @cached_property
    def goal_dates(self) -> tuple[int, int] | None:
        """Give the days from which and by which wins count; none where the goal is not whole."""
        begin, end = self.cell("goal_from") or self.cell("start"), self.cell("goal_day")
        whole = self.cell("goal_metric") and self.cell("goal_number") and self.stages
        if not whole or not begin or not end or int(begin) > int(end):
            return None
        return int(begin), int(end)

    @property
    def won_so_far(self) -> float | None:
        if self.goal_dates is None:
            return None
        begin, end = self.goal_dates
        last = len(self.stages) - 1
        wins = [row for row in self.rows if (row.kind, row.thing) == ("outcome", last)]
        return float(sum(row.amount for row in wins if begin <= row.day < end + 1))

    @property
    def goal_due(self) -> float | None:
        """Give what an even pace would have brought by the end of the latest period."""
        if self.goal_dates is None or not self.latest:
            return None
        begin, end = self.goal_dates
        over = (self.periods[self.latest] - begin) / (end + 1 - begin)
        return float(self.cell("goal_number") * min(1, max(0, over)))

    def _sums(self, kind: str, thing: int | None = None) -> list[Any]:
        """Add up what each channel has in the span."""
        if not self.span:
            return [None] * CHANNELS
        return [
            None
            if not name
            else float(
                sum(
                    row.amount
                    for row in self.rows
                    if (row.kind, row.channel) == (kind, channel)
                    and row.period in self.span
                    and (thing is None or row.thing == thing)
                )
            )
            for channel, name in enumerate(self.channels)
        ]

    @cached_property
    def channel_activities(self) -> list[Any]:
        return self._sums("activity")

    @cached_property
    def channel_cost(self) -> list[Any]:
        return self._sums("expense")

    @cached_property
    def channel_leads(self) -> list[Any]:
        return self._sums("outcome", self.lead) if self.lead >= 0 else [None] * CHANNELS

    @cached_property
    def channel_wins(self) -> list[Any]:
        last = len(self.stages) - 1
        return self._sums("outcome", last) if self.stages else [None] * CHANNELS

    @property
    def channel_cac(self) -> list[Any]:
        lines = zip(self.channel_cost, self.channel_wins, strict=True)
        return [core.acquisition_cost(cost, int(wins)) if wins else None for cost, wins in lines]

    @property
    def channel_roi(self) -> list[Any]:
        value, margin = self.cell("value"), self.cell("margin")
        found: list[Any] = []
        for cost, wins in zip(self.channel_cost, self.channel_wins, strict=True):
            if not value or not margin or not cost or wins is None:
                found.append(None)
                continue
            gained = wins * value * margin
            roi = core.marketing_roi(gained, cost)
            found.append(Near(roi, 1e-9 * max(1, gained / cost)))
        return found

    @property
    def channel_cost_share(self) -> list[Any]:
        return _shares(self.channel_cost)

    @property
    def channel_win_share(self) -> list[Any]:
        return _shares(self.channel_wins)

    @cached_property
    def measure(self) -> list[list[Any]]:
        asked = str(self.cell("shown_measure") or "").lower()
        kind = {"activities": "activity", "expenses": "expense"}.get(asked, "outcome")
        thing = {"leads": self.lead, "wins": len(self.stages) - 1}.get(asked)
        known = asked in ("activities", "expenses", "leads", "wins")
        return [
            padded(self._by_period(channel, kind, thing) if name and known else (), PERIODS)
            for channel, name in enumerate(self.channels)
        ]

    def _by_period(self, channel: int, kind: str, thing: int | None) -> list[float]:
        return [
            float(
                sum(
                    row.amount
                    for row in self.rows
                    if (row.kind, row.channel, row.period) == (kind, channel, period)
                    and (thing is None or row.thing == thing)
                )
            )
            for period in range(1, self.latest + 1)
        ]

    @property
    def measure_latest(self) -> list[Any]:
        return self._at(self.measure, self.latest)

    @property
    def measure_before(self) -> list[Any]:
        return self._at(self.measure, self.latest - 1)

    @property
    def measure_all(self) -> list[Any]:
        lines = zip(self.channels, self.measure, strict=True)
        return [(summed(row) or 0) if name else None for name, row in lines]

    @property
    def activity_total(self) -> list[Any]:
        lines = zip(self.activities, self.activity_done, strict=True)
        return [(summed(row) or 0) if name else None for name, row in lines]

    @property
    def rate(self) -> list[list[Any]]:
        return [*self.rates, *[[None] * PERIODS for _ in range(STEPS - len(self.rates))]]


def _shares(amounts: list[Any]) -> list[Any]:
    whole = summed(amounts)
    return [amount / whole if whole and amount is not None else None for amount in amounts]
