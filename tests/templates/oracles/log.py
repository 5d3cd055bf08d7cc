"""What a log of activities, expenses and outcomes holds, in plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from templates.builder.describing import Worked
from tests.templates.oracles.reading import Oracle, months_on, padded

STAGES, STEPS, CHANNELS, ACTIVITIES, PERIODS = 8, 7, 8, 6, 12
MONTHS = {"quarter": 3, "half-year": 6, "year": 12}
MOST = 1e12


@dataclass(frozen=True)
class Row:
    """A row of the log that counts; stage, channel and activity by number from 0, -1 for none."""

    period: int
    channel: int
    kind: str
    thing: int
    amount: float
    day: float


class LogOracle(Oracle):
    """The rows that count, and their sums per period."""

    @cached_property
    def stages(self) -> list[str]:
        """Give the names of the stages, down to the first gap."""
        names = [plain(name) for name in self.line("stage")]
        return names[: names.index("")] if "" in names else names

    @cached_property
    def channels(self) -> list[str]:
        return [plain(name) for name in self.line("channel")]

    @cached_property
    def activities(self) -> list[str]:
        return [plain(name) for name in self.line("activity")]

    @cached_property
    def periods(self) -> list[float]:
        """Give the first day of each period, and the day after the last one."""
        months = MONTHS.get(plain(self.cell("grain")))
        start = self.cell("start")
        if months is None or start is None:
            return []
        return [months_on(int(start), months * number) for number in range(PERIODS + 1)]

    @cached_property
    def lead(self) -> int:
        """Give the stage that counts as a lead."""
        return self._stage(self.cell("lead_stage"), min(1, len(self.stages) - 1))

    @cached_property
    def result(self) -> int:
        """Give the stage that activities are compared with."""
        return self._stage(self.cell("result"), len(self.stages) - 1)

    def _stage(self, typed: object, otherwise: int) -> int:
        return number_of(typed, self.stages) if typed is not None else otherwise

    @cached_property
    def typed_rows(self) -> list[tuple[Any, ...]]:
        """Give the rows in which anything is typed."""
        keys = ("log_day", "log_channel", "log_stage", "log_kind", "log_what", "log_amount")
        lines = zip(*(self.line(key) for key in keys), strict=True)
        return [line for line in lines if any(each is not None for each in line)]

    @cached_property
    def rows(self) -> list[Row]:
        """Give the rows that count."""
        read = [self._read(*line) for line in self.typed_rows]
        return [row for row in read if row is not None]

    @property
    def bad_rows(self) -> int:
        """Count the rows that are to be put right."""
        return len(self.typed_rows) - len(self.rows)

    @property
    def nearly_full(self) -> bool:
        """Tell whether few rows are left."""
        low = self.layout.spots["rows_low"].field
        assert isinstance(low, Worked)
        assert low.constant is not None
        return self.layout.spots["log_day"].rows - len(self.typed_rows) <= low.constant

    def _read(
        self, day: Any, channel: Any, stage: Any, kind: Any, what: Any, amount: Any
    ) -> Row | None:
        sort, entered = plain(kind), number_of(stage, self.stages)
        number = number_of(channel, self.channels)
        good = (
            bool(self.periods)
            and is_number(day)
            and self.periods[0] <= day < self.periods[-1]
            and number >= 0
            and sort in ("activity", "expense", "outcome")
            and (stage is None or entered >= 0)
            and (sort != "outcome" or stage is not None)
            and (sort != "activity" or what is not None)
            and is_number(amount)
            and 0 <= amount <= MOST
            and (sort != "outcome" or amount == int(amount))
        )
        if not good:
            return None
        period = sum(first <= day for first in self.periods[:-1])
        thing = entered if sort == "outcome" else number_of(what, self.activities)
        return Row(period, number, sort, thing if sort != "expense" else -1, amount, day)

    @cached_property
    def latest(self) -> int:
        return max((row.period for row in self.rows if row.kind == "outcome"), default=0)

    @cached_property
    def entered(self) -> list[list[Any]]:
        """Give the records that entered each stage in each period."""
        rows = [self._summed("outcome", stage) for stage in range(len(self.stages))]
        return [*rows, *[[None] * PERIODS for _ in range(STAGES - len(rows))]]

    @cached_property
    def activity_done(self) -> list[list[Any]]:
        return [
            self._summed("activity", number) if name else [None] * PERIODS
            for number, name in enumerate(self.activities)
        ]

    def _summed(self, kind: str, thing: int) -> list[Any]:
        sums = [0.0] * PERIODS
        for row in self.rows:
            if row.kind == kind and row.thing == thing:
                sums[row.period - 1] += row.amount
        return padded(sums[: self.latest], PERIODS)

    @cached_property
    def rates(self) -> list[list[Any]]:
        """Give the rate of each step in each period: entered the next stage over this one."""
        found = []
        for step in range(len(self.stages) - 1):
            lines = zip(self.entered[step], self.entered[step + 1], strict=True)
            found.append([after / before if before else None for before, after in lines])
        return found

    @property
    def period_first(self) -> list[Any]:
        return padded(self.periods[:PERIODS], PERIODS)

    @property
    def period_last(self) -> list[Any]:
        return padded([first - 1 for first in self.periods[1:]], PERIODS)


def plain(text: object) -> str:
    """Give a name as it is compared: without case and spaces around it."""
    return " ".join(str(text).split()).lower() if text is not None else ""


def number_of(name: object, names: Sequence[str]) -> int:
    """Give the number of a name, from 0; -1 if there is none."""
    return names.index(plain(name)) if plain(name) and plain(name) in names else -1


def is_number(content: object) -> bool:
    """Tell whether a cell holds a number."""
    return isinstance(content, (int, float)) and not isinstance(content, bool)
