"""Whatever was counted: a rate within its interval, curves that add up, or a sentence."""

from __future__ import annotations

import numpy as np
import pytest

from funnel_core.errors import NotEnoughData
from funnel_core.history.cohorts import LOST, OPEN, Cohorts
from funnel_core.history.fitting import fitted


def _any_cohorts(rng):
    lines, as_of = int(rng.choice([1, 3, 12, 60])), int(rng.choice([0, 1, 5, 40, 400]))
    day = rng.integers(0, as_of + 1, lines)
    age = as_of - day
    lag = rng.choice([(rng.random(lines) * (age + 1)).astype(int), np.minimum(5, age), 0 * age])
    outcome = rng.choice(3, lines, p=rng.dirichlet([0.5, 0.5, 0.5]))
    if rng.random() < 0.5:
        outcome[outcome == LOST] = OPEN
    lag = np.where(outcome == OPEN, age, lag)
    records = rng.choice([1, 2, 50, 10**6, 10**8], lines)
    return Cohorts(0, 1, as_of, day, lag, outcome, records)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("seed", range(25))
def test_any_counts_are_answered(seed):
    """No number out of place and no warning, from one record to hundreds of millions."""
    cohorts = _any_cohorts(np.random.default_rng(seed))
    try:
        found = fitted(cohorts, 0.9)
    except NotEnoughData:
        return
    estimate, days = found.estimate, cohorts.as_of + 30
    assert 0 <= estimate.interval.low <= estimate.rate <= estimate.interval.high <= 1
    incidence, surviving = found.drawn(np.random.default_rng(seed), 40, days)
    for rising, falling in [
        (found.incidence(days), found.surviving(days)),
        (incidence, surviving),
    ]:
        assert (np.diff(rising) >= -1e-9).all()
        assert (falling >= -1e-9).all()
        assert (rising + falling <= 1 + 1e-6).all()
    if found.lags is not None:
        assert sum(found.lags.by_month()) == pytest.approx(1)
