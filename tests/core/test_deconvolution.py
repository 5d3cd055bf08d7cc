"""Entries that bring exactly what is due."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnel_core.numerics.convolution import convolved
from funnel_core.numerics.deconvolution import exact_entries, inverse_growth

kernels = st.tuples(st.integers(1, 100), st.lists(st.integers(0, 100), max_size=8)).map(
    lambda parts: [parts[0], *parts[1]]
)
lists = st.lists(st.integers(0, 1000), min_size=1, max_size=60)


@given(kernels, lists)
def test_what_was_entered_is_found_again_however_errors_grow(shares, entries):
    """Sixty periods of a lag that magnifies errors a hundredfold each: still the same numbers."""
    due = [Fraction(each) for each in convolved(entries, shares)[: len(entries)]]
    found = exact_entries(shares, due, inverse_growth(shares, len(due)))
    assert found is not None
    assert [round(each, 12) for each in found] == entries


@given(kernels, st.lists(st.fractions(0, 100, max_denominator=60), min_size=1, max_size=20))
def test_it_is_the_solution_in_fractions_or_there_is_none(shares, due):
    """Forward substitution in fractions: the same entries, or the first one below 0."""
    expected: list[Fraction] = []
    for period, amount in enumerate(due):
        brought = sum(
            shares[late] * expected[period - late]
            for late in range(1, len(shares))
            if late <= period
        )
        expected.append((amount - brought) / shares[0])
    found = exact_entries(shares, due, inverse_growth(shares, len(due)))
    if min(expected) < 0:
        assert found is None
    else:
        assert found == pytest.approx(expected, rel=1e-15, abs=1e-15)


@given(kernels, st.integers(1, 80))
def test_errors_grow_as_the_inverse_lag_says(shares, periods):
    """The largest term of the inverse series, in fractions."""
    terms = [Fraction(1)]
    for period in range(1, periods):
        brought = sum(
            shares[late] * terms[period - late] for late in range(1, len(shares)) if late <= period
        )
        terms.append(-brought / shares[0])
    largest = max(map(abs, terms))
    exact = math.log2(largest.numerator) - math.log2(largest.denominator)
    assert inverse_growth(shares, periods) == pytest.approx(exact, abs=1e-6 * periods)


def test_growth_beyond_doubles():
    """A hundredfold a period over a thousand periods: 6,644 bits, told without overflow."""
    assert inverse_growth([1, 100], 1000) == pytest.approx(999 * math.log2(100), rel=0.01)
    assert inverse_growth([1] * 100_000, 100_000) == math.inf
    assert exact_entries([1, 1], [Fraction(1)], math.inf) is None
