"""The answers of the functions over time."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

from funnel_addin.functions.grid import Answer, Listed
from funnel_core.pace import expected_to_date, pace_to_date
from funnel_core.schedule import spread

__all__ = ["TIME"]


def _spread(target: float, weights: Listed) -> Answer:
    return weights.laid(spread(int(target), weights.values))


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


TIME: Mapping[str, Callable[..., Answer]] = {
    "FUNNEL_SPREAD": _spread,
    "FUNNEL_EXPECTED": _expected,
    "FUNNEL_PACE": _pace,
}
