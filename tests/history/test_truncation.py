"""Outcomes that were recorded only from some day on are found, and nothing else is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from funnel_core.history.cohorts import ADVANCED
from funnel_core.history.months import as_date
from funnel_core.history.problems import Kind
from funnel_core.history.reporting import reported
from funnel_core.history.truncation import recording_began, truncations
from tests.history.simulated import NEVER, Step, simulated


def test_wins_recorded_too_late_are_found_with_their_day() -> None:
    """The sentence names the day, what should have come before it, and the option that helps."""
    records = simulated(np.random.default_rng(2), 4000, 300, [Step(0.1, 15)])
    history = records.without(1, 170).seen(299, ("Lead", "Won"))
    [problem] = [each for each in reported(history).problems if each.kind == Kind.LEFT_TRUNCATION]
    began = recording_began(history.cohorts(0, 1), ADVANCED)
    assert began is not None
    assert 170 <= began.day <= 172
    missed = int((records.stages[:, 1] < began.day).sum())
    assert began.expected == pytest.approx(missed, rel=0.25)
    day = as_date(began.day).isoformat()
    assert problem.count == int((records.stages[:, 0] < began.day).sum())
    assert problem.sentence.startswith(
        f"records that went on from Lead to Won: none is seen before {day}"
    )
    assert f"--entered-from {day}" in problem.sentence
    assert problem.examples == (day,)


def test_the_window_that_helps_is_no_problem_any_more() -> None:
    """Counted from the day that was named on, the same history has no such problem."""
    records = simulated(np.random.default_rng(2), 4000, 300, [Step(0.1, 15)])
    history = records.without(1, 170).seen(299)
    began = recording_began(history.cohorts(0, 1), ADVANCED)
    assert began is not None
    told = reported(history, entered_from=as_date(began.day))
    assert not [each for each in told.problems if each.kind == Kind.LEFT_TRUNCATION]
    assert told.steps[0].honest is not None
    assert told.steps[0].honest.interval.low <= 0.1 <= told.steps[0].honest.interval.high


def test_a_few_wins_before_that_day_do_not_hide_it() -> None:
    """Typed errors leave strays; the day is found all the same, and the first stray is named."""
    records = simulated(np.random.default_rng(2), 4000, 300, [Step(0.1, 15)])
    cut = records.without(1, 170)
    strays = np.flatnonzero((records.stages[:, 1] > 60) & (records.stages[:, 1] < 120))[:2]
    stages = cut.stages.copy()
    stages[strays, 1] = records.stages[strays, 1]
    history = replace(cut, stages=stages).seen(299, ("Lead", "Won"))
    [problem] = truncations(history.cohorts(0, 1), history.order.stages)
    first = as_date(int(stages[strays, 1].min())).isoformat()
    assert f"only 2 are seen before {as_date(170)}, the first on {first}" in problem.sentence
    assert problem.examples == (first, as_date(170).isoformat())


def test_losses_recorded_too_late_are_found_as_well() -> None:
    """Early records of which no loss was recorded look open, and the rate too high."""
    records = simulated(np.random.default_rng(3), 3000, 300, [Step(0.4, 15, 10)])
    early = replace(records, lost=np.where(records.lost < 150, NEVER, records.lost))
    history = early.seen(299, ("Lead", "Won"))
    [problem] = truncations(history.cohorts(0, 1), history.order.stages)
    assert problem.sentence.startswith("records that were lost at Lead: none is seen before")
    assert "too high" in problem.sentence


@pytest.mark.parametrize("loses", [None, 12.0])
def test_histories_without_it_are_left_in_peace(loses: float | None) -> None:
    """Of 60 whole histories with long lags, none or one is suspected by chance."""
    suspected = 0
    for seed in range(60):
        chain = [Step(0.2, 20, loses)]
        history = simulated(np.random.default_rng(seed), 800, 250, chain).seen(249)
        suspected += bool(truncations(history.cohorts(0, 1), history.order.stages))
    assert suspected <= 1
