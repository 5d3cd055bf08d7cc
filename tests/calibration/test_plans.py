"""Plans, intervals and pace keep what they promise, in simulated futures.

Five standard errors of the simulation are allowed for: by chance one row in two million fails.
"""

from __future__ import annotations

import pytest

from funnel_core import confident_volumes, hit_probability
from tests.calibration import Row, plans

pytestmark = pytest.mark.slow

SIGMAS = 5


def told(beginning: str) -> list[Row]:
    found = [row for row in plans.rows() if row.what.startswith(beginning)]
    assert found
    return found


def promised(row: Row) -> float:
    return float(row.nominal.split()[-1].rstrip("%")) / 100


@pytest.mark.parametrize("confidence", plans.CONFIDENCES)
@pytest.mark.parametrize("rates", [[0.25], plans.WORKED])
def test_confident_volumes_reach_their_target_so_often(
    confidence: float, rates: list[float]
) -> None:
    """The simulated share is the exact probability: the confidence, and hardly more than that."""
    top = confident_volumes(100, rates, confidence)[0]
    nothing = [0] * len(rates)
    exact = hit_probability(100, [top, *nothing], rates)
    row = plans.known_rates(confidence, rates)
    assert abs(row.measured - exact) < SIGMAS * row.error
    assert exact >= confidence - 1e-12
    assert hit_probability(100, [top - 1, *nothing], rates) < confidence


def test_volumes_learnt_from_few_records_reach_their_target_so_often() -> None:
    """True rates from the prior: one, two and three learnt steps, from 5 to 200 records each."""
    for row in told("volumes for"):
        assert row.measured >= promised(row) - SIGMAS * row.error, row
        # where nearly all advance, a single record more is several percent more
        assert row.measured <= promised(row) + 0.03 + SIGMAS * row.error, row


def test_volumes_at_one_true_rate_come_near() -> None:
    """No prior is right about a single rate: within seven points, and worst where it is rare."""
    for row in told("with one true rate"):
        assert abs(row.measured - promised(row)) < 0.07, row


def test_forecast_ranges_hold_the_final_count() -> None:
    """As often as they say, and as whole numbers a little more; known rates and learnt ones."""
    for row in told("forecast ranges"):
        assert row.measured >= promised(row) - SIGMAS * row.error, row
        assert row.measured <= promised(row) + 0.03, row


def test_wilson_intervals_hold_the_true_rate() -> None:
    """On average within a point of the confidence; the worst rate and size are told, not hidden."""
    for row in told("intervals of rates hold the true one, the mean"):
        assert abs(row.measured - promised(row)) < 0.01, row
    for row in told("intervals of rates hold the true one, the worst"):
        assert promised(row) - 0.2 < row.measured < promised(row), row


def test_chance_alone_says_behind_or_ahead_no_more_often_than_alpha() -> None:
    """Summed for Poisson counts of 1 to 1,000 expected; fewer still out of a fixed number."""
    for row in told("pace says"):
        assert row.measured <= promised(row) + SIGMAS * row.error, row
