"""Tails of Student's t."""

from __future__ import annotations

import math

import mpmath
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from funnel_core.errors import OutOfRange
from funnel_core.numerics.student import student_beyond


def exact(t: float, freedom: float) -> mpmath.mpf:
    """Give P(|T| ≥ t) with digits to spare for what cancels."""
    with mpmath.workdps(400):
        t, freedom = mpmath.mpf(t), mpmath.mpf(freedom)
        half = mpmath.mpf(1) / 2
        x = freedom / (freedom + t * t)
        if 2 * x < 1:
            return mpmath.betainc(freedom / 2, half, 0, x, regularized=True)
        return mpmath.betainc(half, freedom / 2, 1 - x, 1, regularized=True)


@pytest.mark.parametrize("freedom", [1e-6, 0.1, 1, 1.5, 3.65, 10, 33.3, 159.9, 160.1, 5e3, 1e6])
@pytest.mark.parametrize("t", [1e-9, 0.1, 1, 1.7, 1.75, 2, 5, 12, 35, 1e4, 1e100])
def test_tails_agree_with_mpmath(t, freedom):
    """To 1e-12 of themselves, deep in the tail as well."""
    expected = exact(t, freedom)
    if expected > 1e-300:
        assert float(abs(student_beyond(t, freedom) / expected - 1)) < 1e-12
    else:
        assert student_beyond(t, freedom) < 1e-299


@given(t=st.floats(-40, 40), freedom=st.floats(0.01, 1e4))
def test_tails_agree_with_scipy(t, freedom):
    """Both tails of scipy's, at fractional degrees of freedom."""
    expected = 2 * stats.t.sf(abs(t), freedom)
    assert student_beyond(t, freedom) == pytest.approx(expected, rel=1e-10, abs=1e-290)


@given(freedom=st.floats(0.01, 1e6), t=st.floats(0.001, 100), step=st.floats(0.001, 1))
def test_a_larger_t_is_rarer(freedom, t, step):
    """The tail falls with t, across the point where its formula changes too."""
    assert student_beyond(t + step, freedom) <= student_beyond(t, freedom) * (1 + 1e-13)


@pytest.mark.parametrize("freedom", [1e8, 1e12, 1e16, 1e17, 1e300])
def test_many_degrees_of_freedom_are_the_normal_distribution(freedom):
    """The difference is of the order of t⁴ ÷ freedom."""
    for t in (0.5, 1.7, 2, 10):
        normal = math.erfc(t / math.sqrt(2))
        assert student_beyond(t, freedom) == pytest.approx(normal, rel=(t + t**4) / freedom + 1e-12)


@pytest.mark.parametrize(
    ("t", "freedom", "p"),
    [(0, 3, 1), (1e-320, 1e10, 1), (1e308, 50, 0), (1e308, 1e-300, 1), (-1e200, 1e-300, 1)],
)
def test_the_ends(t, freedom, p):
    """Nothing overflows, and no answer is NaN."""
    assert student_beyond(t, freedom) == pytest.approx(p, abs=1e-300)


@pytest.mark.parametrize(("t", "freedom"), [(math.nan, 3), (math.inf, 3), (1, 0), (1, -1)])
def test_out_of_bounds(t, freedom):
    """No t that is no number, and degrees of freedom above 0."""
    with pytest.raises(OutOfRange, match="must be a"):
        student_beyond(t, freedom)
