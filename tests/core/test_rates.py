"""Rates from counts, and their intervals."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from funnel_core.errors import InputError, NotEnoughData, OutOfRange
from funnel_core.rates import conversion_rates, stage_rates, whole_volumes, wilson_interval


def test_wilsons_worked_number():
    """12 of 40 at 95 %."""
    interval = wilson_interval(40, 12, 0.95)
    assert (round(interval.low, 4), round(interval.high, 4)) == (0.1807, 0.4543)
    assert interval.confidence == 0.95


@given(entered=st.integers(1, 10**9), share=st.floats(0, 1), confidence=st.floats(0.001, 0.999999))
def test_wilson_agrees_with_scipy(entered, share, confidence):
    """The same ends as scipy's, which takes the formula the other way round."""
    advanced = round(entered * share)
    interval = wilson_interval(entered, advanced, confidence)
    expected = stats.binomtest(advanced, entered).proportion_ci(confidence, "wilson")
    # scipy's form loses digits in small differences: an absolute floor for what it rounds off
    assert interval.low == pytest.approx(expected.low, rel=1e-10, abs=1e-14)
    assert interval.high == pytest.approx(expected.high, rel=1e-10, abs=1e-14)
    assert 0 <= interval.low <= advanced / entered <= interval.high <= 1


@pytest.mark.parametrize("advanced", [0, 1, 500, 999, 1000])
def test_the_ends_solve_wilsons_equation(advanced):
    """(rate − end)² = z²·end·(1 − end) ÷ entered, to ten digits of a rare rate."""
    z = stats.norm.ppf(0.9)
    for end in (lambda i: i.low, lambda i: i.high):
        r = end(wilson_interval(1000, advanced, 0.8))
        assert (advanced / 1000 - r) ** 2 == pytest.approx(
            z * z * r * (1 - r) / 1000, rel=1e-10, abs=1e-18
        )


def test_nobody_and_everybody():
    """0 of n begins at 0, n of n ends at 1, 0 of 0 is no rate."""
    assert wilson_interval(30, 0, 0.9).low == 0
    assert wilson_interval(30, 30, 0.9).high == 1
    with pytest.raises(NotEnoughData, match="nobody entered"):
        wilson_interval(0, 0, 0.9)


@pytest.mark.parametrize("confidence", [0, 1, -0.1, 95, math.nan])
def test_a_confidence_is_a_share(confidence):
    """95 is not guessed to be 95 %."""
    with pytest.raises(OutOfRange, match="'confidence' must be a share strictly between 0 and 1"):
        wilson_interval(40, 12, confidence)


def test_rates_between_stages():
    """Each volume over the one above; a last volume of 0 is a rate of 0."""
    assert conversion_rates([6400, 3200, 800, 0]) == (0.5, 0.25, 0)
    low, high = stage_rates([40, 12, 12], 0.95)
    assert (low.rate, low.counts.entered, low.counts.advanced) == (0.3, 40, 12)
    assert high.interval.high == 1


def test_all_bad_rows_are_named_the_first_one_first():
    """One message names every row that is wrong."""
    with pytest.raises(OutOfRange, match=r"row 2 is 1\.5.*; row 4 is -3"):
        conversion_rates([4, 1.5, 1, -3])
    with pytest.raises(OutOfRange, match=r"row 2 is 12, after 10; row 4 is 5, after 4"):
        conversion_rates([10, 12, 4, 5])
    with pytest.raises(NotEnoughData, match=r"entered.*row 2 is 0; row 3 is 0"):
        conversion_rates([10, 0, 0, 0])
    with pytest.raises(InputError, match="row 1 is 'ten'; row 3 is True"):
        conversion_rates(["ten", 3, True])


def test_rates_need_two_stages():
    """One stage alone has no rate."""
    with pytest.raises(InputError, match="at least two stages; got 1"):
        conversion_rates([10])


def test_volumes_match_the_stages():
    """A list of the wrong length says how many there must be."""
    assert whole_volumes([1, 2.0, 0], stages=3) == (1, 2, 0)
    with pytest.raises(InputError, match=r"3 for 2 rates.*got 2"):
        whole_volumes([1, 2], stages=3)
