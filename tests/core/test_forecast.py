"""The expected final count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnel_core.errors import InputError, NotEnoughData, OutOfRange
from funnel_core.forecast import expected_final
from funnel_core.model import Counts
from funnel_core.required import exact_volumes
from tests.core.chains import final_distribution


def test_every_stage_brings_its_share():
    """400 at 50 % × 25 %, 100 at 25 %, 3 already won."""
    assert expected_final([400, 100, 3], [0.5, 0.25]) == 78


def test_rates_are_exact_as_typed():
    """Ten records at 0.1 are one, and at 0.7 × 0.1 of a thousand seventy: no float noise."""
    assert expected_final([30, 0], [0.1]) == 3
    assert expected_final([1000, 0, 0], [0.7, 0.1]) == 70


def test_counts_forecast_at_their_point_rate():
    """0 of 30 is a rate of 0 here, although its posterior is not 0."""
    assert expected_final([100, 5], [Counts(30, 0)]) == 5
    assert expected_final([100, 5], [Counts(40, 10)]) == 30


def test_counts_of_nobody_have_no_point_rate():
    """0 of 0: too little data, and the row is named."""
    with pytest.raises(NotEnoughData, match="row 2 is 0 of 0"):
        expected_final([1, 1, 1], [0.5, Counts(0, 0)])


def test_an_empty_funnel_brings_nothing():
    """All volumes 0."""
    assert expected_final([0, 0], [0.5]) == 0


def test_bad_volumes_are_refused():
    """Too few, fractional, negative."""
    with pytest.raises(InputError, match="one number per stage, 3 for 2 rates"):
        expected_final([400, 100], [0.5, 0.25])
    with pytest.raises(OutOfRange, match=r"row 1 is 0\.5"):
        expected_final([0.5, 0], [0.25])
    with pytest.raises(OutOfRange, match="row 2 is -1"):
        expected_final([5, -1], [0.25])


@given(st.lists(st.integers(0, 4), min_size=3, max_size=3))
def test_it_is_the_mean_of_the_exact_distribution(volumes):
    """With known rates the expectation is that of the chain's distribution."""
    steps = [0.5, 0.25]
    chain = final_distribution(volumes, steps)
    mean = float(sum(k * p for k, p in enumerate(chain)))
    assert expected_final(volumes, steps) == pytest.approx(mean, rel=1e-15)


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=12), st.integers(1, 10**9))
def test_a_plan_forecast_forward_recovers_its_target(parts, target):
    """The exact top volume, sent through the funnel, brings the target."""
    steps = [part / 10_000 for part in parts]
    top = exact_volumes(target, steps)[0]
    if top < 2**50:
        whole = int(top) + 1
        expected = expected_final([whole, *[0] * len(steps)], steps)
        assert expected == pytest.approx(target * whole / top, rel=1e-12)
