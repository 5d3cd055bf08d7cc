"""Entries spread over later periods, without loss."""

from __future__ import annotations

import random
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from funnel_core.numerics import convolution
from funnel_core.numerics.convolution import convolved, whole_scale

wholes = st.lists(st.integers(0, 10**30), min_size=1, max_size=30)


@given(wholes, wholes)
def test_it_is_the_convolution_of_numpys_integers(one, other):
    """Every digit, also of numbers that no double holds; in either order."""
    expected = np.convolve(np.array(one, dtype=object), np.array(other, dtype=object))
    assert convolved(one, other) == list(expected) == convolved(other, one)


def test_hundred_thousand_by_hundred_thousand():
    """The sum over all periods and single periods agree with sums of whole numbers."""
    seeded = random.Random(20)
    one = [seeded.randrange(10**6) for _ in range(100_000)]
    other = [seeded.randrange(10**9) for _ in range(100_000)]
    both = convolved(one, other)
    assert len(both) == 199_999
    assert sum(both) == sum(one) * sum(other)
    for period in (0, 1, 777, 99_999, 150_000, 199_998):
        first = max(0, period - 99_999)
        assert both[period] == sum(
            one[entry] * other[period - entry] for entry in range(first, min(period, 99_999) + 1)
        )


def test_numbers_too_far_apart_lose_only_what_is_far_below_the_largest(monkeypatch):
    """Where the product would have too many digits, 59 places below the largest are still right."""
    one, other = [10**200, 3, 0, 7 * 10**190], [5, 10**180 + 1]
    exact = convolved(one, other)
    monkeypatch.setattr(convolution, "LONG", 10)
    for got, expected in zip(convolved(one, other), exact, strict=True):
        assert abs(got - expected) <= max(exact) // 10**58


@given(st.lists(st.floats(0, 1e12) | st.integers(0, 10**12), min_size=1, max_size=20))
def test_decimals_become_whole_numbers_of_one_scale(values):
    """0.1 is a tenth, not the double beside it."""
    whole, scale = whole_scale(values)
    assert [Fraction(each, scale) for each in whole] == [
        Fraction(repr(value)) if isinstance(value, float) else value for value in values
    ]
