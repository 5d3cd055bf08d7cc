"""Slopes of all pairs of points, counted and ranked."""

from __future__ import annotations

import statistics
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from funnel_core.numerics import slopes
from funnel_core.numerics.slopes import directions, median_slope


def listed(numbers: list[float]) -> Fraction:
    """Give the median of all slopes, listed as exact fractions."""
    pairs = combinations(enumerate(map(Fraction, numbers)), 2)
    return statistics.median((b - a) / (j - i) for (i, a), (j, b) in pairs)


@pytest.fixture
def narrowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let short series take the way of long ones: trial slopes and samples."""
    monkeypatch.setattr(slopes, "LISTED_ALWAYS", 4)
    monkeypatch.setattr(slopes, "LISTED_PER_POINT", 0)
    monkeypatch.setattr(slopes, "LEAST_SAMPLE", 8)
    monkeypatch.setattr(slopes, "BUCKET_BITS", 0)


anything = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e300, max_value=1e300)
few_values = st.integers(0, 3).map(float)


@given(st.lists(anything, min_size=2, max_size=25) | st.lists(few_values, min_size=2, max_size=25))
def test_the_median_is_that_of_the_list(numbers):
    """The double nearest to the exact median."""
    assert median_slope(numbers) == float(listed(numbers))


@pytest.mark.usefixtures("narrowed")
@pytest.mark.parametrize("seed", range(40))
def test_narrowing_finds_the_same_median(seed):
    """Noise, few values, steps, a high level and a line all end at the slope that a list gives."""
    rng = np.random.default_rng(seed)
    count = int(rng.integers(4, 60))
    index = np.arange(count)
    for numbers in (
        rng.standard_normal(count),
        rng.integers(0, 3, count),
        index * rng.integers(0, 2, count),
        index > count // 2,
        1e9 + rng.standard_normal(count),
        0.1 * index,
        10 ** rng.uniform(-200, 200, count),
    ):
        numbers = [float(number) for number in numbers]
        assert median_slope(numbers) == float(listed(numbers))


@settings(max_examples=50)
@given(st.lists(few_values | anything, min_size=2, max_size=60))
def test_directions_are_those_of_the_pairs(numbers):
    """Each pair counts once, as rising, falling or level."""
    pairs = list(combinations(numbers, 2))
    rising = sum(b > a for a, b in pairs)
    falling = sum(b < a for a, b in pairs)
    assert directions(numbers) == (rising, falling, len(pairs) - rising - falling)


@given(
    st.lists(st.integers(-1000, 1000), min_size=3, max_size=40),
    st.integers(-50, 50),
    st.integers(-4, 4),
)
def test_a_trend_that_is_added_adds_to_the_slope(numbers, per_period, power):
    """The median moves with the series' own trend and scale, exactly."""
    tilted = [(x + per_period * i) * 2.0**power for i, x in enumerate(numbers)]
    expected = float((listed(numbers) + per_period) * Fraction(2) ** power)
    assert median_slope(tilted) == expected


@pytest.mark.parametrize(
    ("shape", "slope"),
    [
        (lambda i, n: 0.25 * i, 0.25),
        (lambda i, n: 7.0, 0.0),
        (lambda i, n: abs(i - n // 2), None),
        (lambda i, n: i * i, None),
    ],
)
def test_a_hundred_thousand_points(shape, slope):
    """Five thousand million slopes: the median has as many below it as above it."""
    count = 100_000
    numbers = [float(shape(i, count)) for i in range(count)]
    found = median_slope(numbers)
    assert slope is None or found == slope
    exact = Fraction(found)
    whole, unit = slopes._whole(numbers)
    trial = exact / unit
    below, equal = slopes._count(whole, slopes.Slope(trial.numerator, trial.denominator))
    total = count * (count - 1) // 2
    # rounding the median to a double may pass a few slopes that are as near
    assert below <= total / 2 * (1 + 1e-4)
    assert below + equal >= total / 2 * (1 - 1e-4)
