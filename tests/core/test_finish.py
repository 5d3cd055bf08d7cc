"""Where a count will end, and how probable its target is."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from funnel_core.errors import NotEnoughData, OutOfRange
from funnel_core.finish import Finish, projected_finish

tenths = st.integers(1, 5_000).map(lambda number: number / 10)


def test_the_worked_numbers():
    """48 by half-year, 120 in the end: linear 96; seasonal 109.1 and probability .2949."""
    assert projected_finish(48, 60, 120).projected == 96
    seasonal = projected_finish(48, 52.8, 120)
    assert round(seasonal.projected, 1) == 109.1
    assert seasonal.probability == pytest.approx(stats.poisson.sf(71, 67.2), rel=1e-10)
    assert round(seasonal.probability, 4) == 0.2949


@given(st.integers(0, 600), tenths, tenths)
def test_it_is_the_poisson_tail_of_what_is_still_due(actual, expected, more):
    """Scipy's tail; a target between two whole numbers takes the upper one."""
    target = round(expected + more, 1)
    finish = projected_finish(actual, expected, target)
    rest = float(Fraction(repr(target)) - Fraction(repr(expected)))
    needed = math.ceil(Fraction(repr(target)) - actual)
    tail = stats.poisson.sf(needed - 1, rest)
    assume(tail > 1e-280)
    assert finish.probability == pytest.approx(tail, rel=1e-9)
    assert finish.projected == pytest.approx(target * actual / expected, rel=1e-14)


@given(st.integers(0, 300), tenths, tenths)
def test_one_more_record_never_hurts(actual, expected, more):
    """The probability and the projection rise with what was counted, within 0 and 1."""
    one, other = (projected_finish(actual + extra, expected, expected + more) for extra in (0, 1))
    assert 0 <= one.probability <= other.probability <= 1
    assert one.projected < other.projected


def test_the_end_of_the_term():
    """Nothing more is due: certain once reached, impossible before."""
    assert projected_finish(119, 120, 120) == Finish(119, 0)
    assert projected_finish(120, 120, 120) == Finish(120, 1)
    assert projected_finish(150, 30, 120) == Finish(600, 1)


def test_a_target_that_is_not_whole():
    """99.5 is reached by the hundredth record; 100.00000000000001 was meant to be 100."""
    assert projected_finish(100, 50, 99.5).probability == 1
    assert projected_finish(99, 50, 99.5).probability == pytest.approx(-math.expm1(-49.5))
    assert projected_finish(880_000, 1000, 800_000 * 1.1).probability == 1


def test_very_many():
    """A trillion due: one standard deviation above the plan is reached 16 times in 100."""
    finish = projected_finish(10**12 - 10**6, 1e12, 2e12)
    assert finish.probability == pytest.approx(stats.norm.sf(1), rel=1e-5)
    assert projected_finish(0, 1e12, 2e12) == Finish(0, 0)


def test_nothing_was_due():
    """No pace can be told from nothing, whatever was counted."""
    for actual in (0, 5):
        with pytest.raises(NotEnoughData, match="'expected' must be above 0"):
            projected_finish(actual, 0, 120)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((48, 121, 120), "'expected' must be at most the target, 120; got 121"),
        ((48.5, 60, 120), "'actual' must be a whole number"),
        ((-1, 60, 120), "'actual'"),
        ((48, -60, 120), "'expected' must be a number from 0 up; got -60"),
        ((48, 60, -120), "'target' must be a number from 0 up; got -120"),
        ((48, math.nan, 120), "'expected'"),
        ((5, 1e-300, 1e300), "largest number a cell can hold"),
    ],
)
def test_what_is_refused(arguments, said):
    """Each bound has its sentence."""
    with pytest.raises(OutOfRange, match=said):
        projected_finish(*arguments)
