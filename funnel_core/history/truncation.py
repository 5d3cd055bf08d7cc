"""Outcomes that were recorded only from some day on, and make the records before it look bad."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from funnel_core.history.aalen_johansen import hazards
from funnel_core.history.cohorts import ADVANCED, LOST, Cohorts, Days
from funnel_core.history.estimates import Shares
from funnel_core.history.heterogeneity import spread
from funnel_core.history.months import as_date
from funnel_core.history.problems import DataProblem, Kind

__all__ = ["Beginning", "recording_began", "truncations"]

_SURPRISING = 1e-3
_STRAYS = 5
"""So many outcomes may lie before the day from which on they were recorded: typed errors."""
_FEWEST = 10
"""Fewer outcomes than this after that day say nothing on what should have come before."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """The day from which on an outcome seems to be recorded.

    Args:
        day: that day.
        before: how many records have the outcome on an earlier one.
        earliest: the first day on which one has it.
        expected: how many should, by what came of those that entered later.
        entered: records that entered before that day.
        first: the first day of entry.
    """

    day: Days
    before: int
    earliest: Days
    expected: float
    entered: int
    first: Days


def recording_began(cohorts: Cohorts, outcome: int) -> Beginning | None:
    """Find the day from which on an outcome was recorded, where that is later than the entries.

    Args:
        cohorts: the counts of one step.
        outcome: ADVANCED or LOST.

    Returns:
        The day before which so few outcomes lie that chance has it less than once in a thousand;
        None where there is none.

    Formula: of records that entered on day d, F(T − 1 − d) have the outcome before day T, F as
    seen on those that entered from T on (Aalen–Johansen; level beyond what they are old enough to
    show, so that too few are expected rather than too many). P(Poisson(Σ F ÷ spread) ≤ seen ÷
    spread) decides, for T the first, …, sixth day with the outcome, halved for each later one.
    """
    chosen = cohorts.outcome == outcome
    reached = (cohorts.day + cohorts.lag)[chosen]
    days, at = np.unique(reached, return_inverse=True)
    records = np.bincount(at, cohorts.records[chosen], len(days))
    best, found = _SURPRISING, None
    seen = 0
    for place, day in enumerate(days[: _STRAYS + 1].tolist()):
        if seen > _STRAYS:
            break
        beginning, chance = _began(cohorts, outcome, day, seen, int(days[0]))
        if beginning is not None and chance * 2**place < best:
            best, found = chance * 2**place, beginning
        seen += int(records[place])
    return found


def truncations(cohorts: Cohorts, stages: Sequence[str]) -> tuple[DataProblem, ...]:
    """Tell of a step whose advances, or losses, were recorded only from some day on."""
    start, end = stages[cohorts.start], stages[cohorts.end]
    problems = []
    for outcome, what, looks in (
        (ADVANCED, f"went on from {start} to {end}", "low"),
        (LOST, f"were lost at {start}", "high"),
    ):
        began = recording_began(cohorts, outcome)
        if began is None:
            continue
        day, earliest, first = (
            as_date(each).isoformat() for each in (began.day, began.earliest, began.first)
        )
        seen = f"only {began.before} are seen before {day}, the first on {earliest}"
        if not began.before:
            seen = f"none is seen before {day}"
        problems.append(
            DataProblem(
                Kind.LEFT_TRUNCATION,
                began.entered,
                f"records that {what}: {seen}, though {began.entered:,} entered {start} from "
                f"{first} on and about {began.expected:,.0f} should have by then; it seems that "
                f"this was not recorded earlier, so that the rate from {start} to {end} comes out "
                f"too {looks}; nothing was left out: give --entered-from {day} for rates of those "
                "that entered since",
                tuple(dict.fromkeys((earliest, day))),
            )
        )
    return tuple(problems)


def _began(
    cohorts: Cohorts, outcome: int, day: Days, seen: int, earliest: Days
) -> tuple[Beginning | None, float]:
    """Say what should have come before a day, and how probable it is that so few did."""
    earlier = cohorts.entered_between(None, day - 1)
    later = cohorts.entered_between(day, None)
    if not earlier.entered or int(later.records[later.outcome == outcome].sum()) < _FEWEST:
        return None, 1.0
    share = _share(later, outcome)
    ages = np.minimum(day - 1 - earlier.day, len(share) - 1)
    expected = float((share[ages] * earlier.records).sum())
    extra = spread(later, _share(later, ADVANCED))
    chance = float(special.gammaincc(seen / extra + 1, expected / extra))
    first = int(earlier.day.min())
    return Beginning(day, seen, earliest, expected, earlier.entered, first), chance


def _share(cohorts: Cohorts, outcome: int) -> Shares:
    """Give the share that has an outcome within 0, 1, … days."""
    counted = hazards(cohorts)
    advanced, surviving = counted.curves()
    return advanced if outcome == ADVANCED else np.maximum(1 - advanced - surviving, 0.0)
