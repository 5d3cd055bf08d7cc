"""Advances that come in waves are told from those that vary by chance."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from funnel_core.history.chains import advances
from funnel_core.history.fitting import fitted
from funnel_core.history.forecasting import open_by_age
from funnel_core.history.unrest import unrest
from tests.history.simulated import NEVER, Known, Records, Step, simulated


def in_waves(records: Records) -> Records:
    """Have nobody advance, nor be lost, within every other month: all wait for the next one."""

    def waiting(day: np.ndarray) -> np.ndarray:
        shut = (day // 30 % 2 == 1) & (day < NEVER)
        return np.where(shut, (day // 30 + 1) * 30, day)

    stages = records.stages.copy()
    stages[:, 1] = waiting(stages[:, 1])
    return replace(records, stages=stages, lost=waiting(records.lost))


@pytest.mark.parametrize("loses", [None, 12.0])
def test_even_times_are_left_as_they_are(loses: float | None) -> None:
    """Where records keep to one rule, hardly any history is said to be uneven."""
    found = []
    for seed in range(5 if loses is None else 40):
        made = simulated(np.random.default_rng(seed), 900, 240, [Step(0.4, 12, loses)])
        cohorts = made.seen(239).cohorts(0, 1)
        found.append(unrest(cohorts, fitted(cohorts, 0.9)))
    assert np.mean(np.array(found) > 1) <= 0.2


def test_waves_widen_the_interval_and_move_nothing_else() -> None:
    """Months without an advance show, and what is forecast for a time is that much less sure."""
    made = in_waves(simulated(np.random.default_rng(1), 2000, 240, [Step(0.4, 12, 12)]))
    cohorts = made.seen(239).cohorts(0, 1)
    fit = fitted(cohorts, 0.9)
    factor = unrest(cohorts, fit)
    assert factor > 3
    ages, records = open_by_age(cohorts)
    rng = np.random.default_rng(2)
    narrow = advances(ages, records, fit, 30, 0.9, rng)
    wide = advances(ages, records, fit, 30, 0.9, rng, factor)
    assert wide.expected == narrow.expected
    assert wide.interval.low < narrow.interval.low
    assert wide.interval.high > narrow.interval.high


def test_too_little_says_nothing_of_times() -> None:
    """With nobody, or with too few advances for three spans of time, there is no telling."""
    made = simulated(np.random.default_rng(1), 30, 240, [Step(0.2, 12, 12)])
    cohorts = made.seen(239).cohorts(0, 1)
    known = Known((0.2,))
    assert unrest(cohorts, known) == 1
    assert unrest(cohorts.entered_between(500, None), known) == 1
