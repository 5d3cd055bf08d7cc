"""Rates from history are recovered: a sample of the grid that the guide's table is made from."""

from __future__ import annotations

import pytest

from tests.calibration import history
from tests.calibration.history import GUIDE, RATE, Recovery, grid, losses, recovered, table


@pytest.fixture(scope="module")
def found() -> list[Recovery]:
    """Simulate each seventh combination once: all values of all factors are among them."""
    return [recovered(case, run=100) for case in list(grid())[::7]]


@pytest.mark.slow
def test_intervals_hold_the_true_rate_about_as_often_as_promised(found: list[Recovery]) -> None:
    """95 % intervals hold it in 58 histories of all kinds but for a few."""
    told = [each for each in found if each.rate is not None]
    assert len(told) > len(found) / 2
    assert sum(each.holds for each in told) >= 0.85 * len(told)


@pytest.mark.slow
def test_the_honest_rate_is_nearer_the_truth_than_the_naive_one(found: list[Recovery]) -> None:
    """Records that are open pull the naive rate down; the honest one stays near."""
    told = [(each.naive, each.rate) for each in found if each.rate is not None]
    naive = sum(naive - RATE for naive, _ in told) / len(told)
    honest = sum(rate - RATE for _, rate in told) / len(told)
    assert naive < -0.02
    assert abs(honest) < abs(naive) / 2


@pytest.mark.slow
def test_long_histories_of_many_records_leave_no_doubt(found: list[Recovery]) -> None:
    """A year of 10,000 records gives a rate within a few per cent of the truth."""
    told = [each for each in found if each.case.size == 10_000 and each.case.span == 360]
    assert told
    for each in told:
        assert each.rate == pytest.approx(RATE, rel=0.12), each


def test_the_guide_shows_a_line_per_value_of_each_factor() -> None:
    """The table in the guide is laid out as the simulation lays it out."""
    head, _, *lines = table([recovered(next(grid()), run=0)]).splitlines()
    guide = GUIDE.read_text(encoding="utf-8")
    shown = guide.partition(f"<!-- rendered: {history.MARKER} -->")[2].partition("<!-- end -->")[0]
    assert head in shown
    assert len(lines) == 6
    for case in grid():
        assert f"| lags | {case.shape} |" in shown
        assert f"| days of history | {case.span} |" in shown
        assert f"| losses | {losses(Recovery(case, 0.0))} |" in shown
