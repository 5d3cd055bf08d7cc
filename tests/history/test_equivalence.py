"""Whole counts that are as uncertain as a rate: the rate is kept, and never made certain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnel_core.history.equivalence import effective_interval, equivalent_counts
from funnel_core.model import Counts
from funnel_core.rates import wilson_interval


@pytest.mark.parametrize(("rate", "records"), [(0.95, 8), (0.97, 12), (0.9, 4), (0.05, 8)])
def test_an_uncertain_rate_near_an_end_stays_uncertain(rate: float, records: int) -> None:
    """Few records never turn 95 % into 100 %, nor 5 % into 0 %: one of the rarer outcome stays."""
    counts = equivalent_counts(rate, effective_interval(records, rate, 0.95))
    assert 0 < counts.advanced < counts.entered
    assert counts.advanced / counts.entered == pytest.approx(rate, abs=0.01)


@given(st.floats(0.001, 0.999), st.integers(1, 100_000))
def test_the_rate_is_kept(rate: float, records: int) -> None:
    """Of whatever rate and width: counts have the rate, to half a record, and are not certain."""
    counts = equivalent_counts(rate, effective_interval(records, rate, 0.95))
    assert 0 < counts.advanced < counts.entered
    assert counts.advanced / counts.entered == pytest.approx(rate, abs=0.5 / counts.entered)


@given(st.floats(0.001, 0.999), st.integers(1, 100_000))
def test_a_rate_and_its_mirror_are_alike(rate: float, records: int) -> None:
    """What advances and what does not are treated alike."""
    one = equivalent_counts(rate, effective_interval(records, rate, 0.9))
    other = equivalent_counts(1 - rate, effective_interval(records, 1 - rate, 0.9))
    rarer = [min(each.advanced, each.entered - each.advanced) for each in (one, other)]
    assert abs(rarer[0] - rarer[1]) <= 1


def test_counts_of_a_plain_share_are_that_share() -> None:
    """Where nothing is open, the counts are the records themselves."""
    assert equivalent_counts(0.2, wilson_interval(200, 40, 0.95)) == Counts(200, 40)
    assert equivalent_counts(1.0, effective_interval(7, 1.0, 0.95)) == Counts(7, 7)
    assert equivalent_counts(0.0, effective_interval(7, 0.0, 0.95)) == Counts(7, 0)


def test_of_counts_as_wide_those_nearest_the_rate_are_taken() -> None:
    """A plan shows advanced ÷ entered: to four digits it is the rate."""
    counts = equivalent_counts(0.549266, effective_interval(686, 0.549266, 0.95))
    assert counts.entered == pytest.approx(686, rel=0.02)
    assert round(counts.advanced / counts.entered, 4) == 0.5493
