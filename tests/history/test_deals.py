"""What a won deal brings: a number with an interval, or none, and never what is no number."""

from __future__ import annotations

import pytest

from funnel_core.history.counted import Amounts
from funnel_core.history.deals import won_amount


@pytest.mark.parametrize("total", [3e200, 1e155])
def test_amounts_too_large_to_be_squared_have_no_interval(total: float) -> None:
    """Their mean is told; an interval of it cannot be worked out, and none is shown."""
    squares = total * total if total < 1e150 else float("inf")
    told = won_amount(None, Amounts(3, 3, total, squares, total / 3), 0.95)
    assert told.mean == pytest.approx(total / 3)
    assert told.interval is None


def test_amounts_that_differ_without_measure_have_no_interval() -> None:
    """Where an end would be beyond all numbers there is no interval, and no overflow."""
    told = won_amount(None, Amounts(2, 2, 1.0, 1e9, 0.5), 0.999)
    assert told.interval is None or told.interval.high < float("inf")
