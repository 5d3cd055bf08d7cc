"""What the core answers for the sheets Pace and Agreement of a funnel plan."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import Any

from scipy import stats

import funnel_core as core
from funnel_core.pace import expected_by_month
from tests.templates.oracles.goal import GoalOracle
from tests.templates.oracles.reading import Near, date, months_on, padded

STAGES, MONTHS = 13, 12


class PaceOracle(GoalOracle):
    """What was counted against what was due."""

    @cached_property
    def counts_typed(self) -> list[list[Any]]:
        """Give what is counted at the stages in use."""
        rows = self.table("actual")
        return [row for row, need in zip(rows, self.required, strict=True) if need is not None]

    @cached_property
    def last_counted(self) -> int:
        months = [
            month for row in self.counts_typed for month, n in enumerate(row, 1) if n is not None
        ]
        return max(months, default=0)

    @cached_property
    def term_days(self) -> Any:
        start, end = self.cell("start"), self.cell("end")
        return int(end) - int(start) + 1 if start and end else None

    @cached_property
    def by_months(self) -> int:
        """Tell whether the term has a calendar month for each weight."""
        if self.term_days is None or not self.weights:
            return 0
        after = months_on(self.cell("start"), len(self.weights))
        return int(after == int(self.cell("end")) + 1)

    @cached_property
    def counts_until(self) -> Any:
        if not self.last_counted or self.term_days is None:
            return None
        if self.by_months:
            return months_on(self.cell("start"), self.last_counted) - 1
        parts = len(self.weights) or MONTHS
        days = -(-self.last_counted * self.term_days // parts)
        return int(self.cell("start")) + days - 1

    @cached_property
    def as_of_used(self) -> Any:
        typed = self.cell("as_of")
        return self.counts_until if typed is None else int(typed)

    @property
    def pace_target(self) -> list[Any]:
        return self.required

    @cached_property
    def actual_total(self) -> list[Any]:
        sums = [
            sum(n for n in row if n is not None) if any(n is not None for n in row) else None
            for row in self.counts_typed
        ]
        return padded(sums, STAGES)

    @property
    def count_total(self) -> list[Any]:
        return self.actual_total

    @cached_property
    def expected(self) -> list[Any]:
        unknown = self.as_of_used is None or self.term_days is None
        if unknown or (self.weights and not self.weights_valid):
            return [None] * STAGES
        term = (date(self.cell("start")), date(self.cell("end")), date(self.as_of_used))
        weights = self.weights or None
        if self.by_months:
            by = (term[0], term[2], self.weights)
            return [
                None if need is None else expected_by_month(need, *by) for need in self.required
            ]
        return [
            None if need is None else core.expected_to_date(need, *term, weights)
            for need in self.required
        ]

    @property
    def both(self) -> list[Any]:
        """Give counted, due and required where all three are known."""
        lines = zip(self.actual_total, self.expected, self.required, strict=True)
        return [None if None in line else line for line in lines]

    @property
    def gap(self) -> list[Any]:
        return [
            None if each is None else Near(each[0] - each[1], 1e-9 * max(each[0], each[1], 1))
            for each in self.both
        ]

    @property
    def pace(self) -> list[Any]:
        return [None if each is None else core.pace_to_date(each[0], each[1]) for each in self.both]

    @property
    def finish(self) -> list[Any]:
        return [
            each[2] * each[0] / each[1] if each is not None and each[1] > 0 else None
            for each in self.both
        ]

    @property
    def chance(self) -> list[Any]:
        return [None if each is None else chance_of(*each) for each in self.both]

    @property
    def rate_due(self) -> list[Any]:
        return ratios(self.expected)

    @property
    def rate_so_far(self) -> list[Any]:
        return ratios(self.actual_total)

    @cached_property
    def split(self) -> int:
        used = len(self.counts_typed)
        known = [each for each in self.both if each is not None and each[0] > 0 and each[1] > 0]
        return 1 if used and len(known) == used else 0

    @cached_property
    def value_due(self) -> float:
        return self.cell("value") or 1

    @cached_property
    def value_so_far(self) -> Any:
        if not self.split:
            return None
        won = self.cell("won")
        if won is not None and self.cell("value"):
            return won / self.actual_total[len(self.counts_typed) - 1]
        return self.value_due

    @cached_property
    def bridge(self) -> list[float]:
        """Give what each factor explains of the difference: records, rates, value."""
        used = len(self.counts_typed)
        due = [self.expected[0], *ratios(self.expected)[1:used], self.value_due]
        so_far = [self.actual_total[0], *ratios(self.actual_total)[1:used], self.value_so_far]
        return list(core.factor_bridge(due, so_far))

    @cached_property
    def results(self) -> tuple[float, float]:
        """Give the result due to date, and so far."""
        last = len(self.counts_typed) - 1
        return (
            self.expected[last] * self.value_due,
            self.actual_total[last] * self.value_so_far,
        )

    def _part(self, part: float) -> Near:
        return Near(part, 1e-9 * max(*map(abs, self.bridge), *self.results))

    @property
    def explains(self) -> list[Any]:
        return padded([self._part(each) for each in self.bridge[:-1]] if self.split else (), STAGES)

    @property
    def value_explains(self) -> Any:
        return self._part(self.bridge[-1]) if self.split else None

    @property
    def difference(self) -> Any:
        return self._part(self.results[1] - self.results[0]) if self.split else None

    @property
    def parts_sum(self) -> Any:
        return self.difference

    @property
    def agreed_by(self) -> list[Any]:
        start, end = self.cell("start"), self.cell("end")
        quarters = [3 * quarter for quarter in range(1, 5) if len(self.weights) > 3 * (quarter - 1)]
        if start is None:
            return padded([f"Quarter {quarter // 3}" for quarter in quarters], 4)
        days = [months_on(start, months) - 1 for months in quarters]
        return padded(days if end is None else [min(day, end) for day in days], 4)

    def _agreed(self, stage: int) -> list[Any]:
        return [None] * 4 if stage < 0 or not self.ready else self.quarter_volume[stage]

    @property
    def agreed_handed(self) -> list[Any]:
        return self._agreed(self.handover - 2)

    @property
    def agreed_accepted(self) -> list[Any]:
        return self._agreed(self.handover - 1)

    @property
    def agreed_won(self) -> list[Any]:
        return self._agreed(len(self.steps))

    @property
    def agreed_handed_sum(self) -> Any:
        return summed(self.agreed_handed)

    @property
    def agreed_accepted_sum(self) -> Any:
        return summed(self.agreed_accepted)

    @property
    def agreed_won_sum(self) -> Any:
        return summed(self.agreed_won)

    @property
    def agreed_won_so_far(self) -> list[Any]:
        won = self.agreed_won
        return [None if n is None else summed(won[: i + 1]) for i, n in enumerate(won)]


def summed(numbers: list[Any]) -> Any:
    """Add up what is known; nothing where nothing is."""
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def ratios(volumes: list[Any]) -> list[Any]:
    """Give each stage's volume over the one before."""
    found: list[Any] = [None]
    for before, after in pairwise(volumes):
        known = before is not None and after is not None and before > 0
        found.append(after / before if known else None)
    return found


def chance_of(actual: int, due: float, need: int) -> Any:
    """Give the chance to reach a volume, also before anything is due."""
    if due > 0:
        sure = core.projected_finish(actual, due, need).probability
    else:
        sure = 1.0 if actual >= need else float(stats.gamma.cdf(need, need - actual))
    return Near(sure, 1e-9 if need - due < 3e5 else 1e-5)
