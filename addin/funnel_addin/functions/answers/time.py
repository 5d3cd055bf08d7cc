"""The answers of the functions over time."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

from funnel_addin.functions.grid import Answer, Listed
from funnel_core.capacity import team_capacity
from funnel_core.finish import projected_finish
from funnel_core.pace import expected_to_date, pace_to_date
from funnel_core.schedule import expected_wins, required_entries, spread

__all__ = ["TIME"]


def _spread(target: float, weights: Listed) -> Answer:
    return weights.laid(spread(int(target), weights.values))


def _schedule(wins: Listed, lag: Listed, rate: float, past: Listed | None) -> Answer:
    plan = required_entries(wins.values, lag.values, rate, past.values if past else ())
    both = (plan.entries, plan.unmet)
    return both if wins.across else tuple(zip(*both, strict=True))


def _wins(entries: Listed, lag: Listed, rate: float) -> Answer:
    return entries.laid(expected_wins(entries.values, lag.values, rate))


def _capacity(starters: Listed, per_rep: float, ramp: Listed | None) -> Answer:
    return starters.laid(team_capacity(starters.values, per_rep, ramp.values if ramp else ()))


def _expected(
    target: float,
    start: datetime.date,
    end: datetime.date,
    today: datetime.date,
    weights: Listed | None,
) -> Answer:
    return ((expected_to_date(target, start, end, today, weights.values if weights else None),),)


def _pace(actual: float, expected: float, alpha: float | None) -> Answer:
    return ((pace_to_date(int(actual), expected, 0.05 if alpha is None else alpha),),)


def _finish(actual: float, expected: float, target: float) -> Answer:
    told = projected_finish(int(actual), expected, target)
    return ((told.projected, told.probability),)


TIME: Mapping[str, Callable[..., Answer]] = {
    "FUNNEL_SPREAD": _spread,
    "FUNNEL_SCHEDULE": _schedule,
    "FUNNEL_WINS": _wins,
    "FUNNEL_CAPACITY": _capacity,
    "FUNNEL_EXPECTED": _expected,
    "FUNNEL_PACE": _pace,
    "FUNNEL_FINISH": _finish,
}
