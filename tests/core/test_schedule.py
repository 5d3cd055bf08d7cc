"""Whole numbers spread over periods."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnel_core.errors import InputError, OutOfRange
from funnel_core.schedule import spread

weight_lists = st.lists(
    st.integers(0, 10_000).map(lambda hundredths: hundredths / 100), min_size=1, max_size=24
).filter(any)


@given(st.integers(0, 10**12), weight_lists)
def test_the_parts_add_up_and_are_within_one_of_their_quota(
    target: int, weights: list[float]
) -> None:
    """The largest remainder method: an exact sum, and no part a whole record off."""
    parts = spread(target, weights)
    shares = [Fraction(repr(weight)) for weight in weights]
    assert sum(parts) == target
    for part, share in zip(parts, shares, strict=True):
        assert abs(part - target * share / sum(shares)) < 1


@given(st.integers(0, 10**9), st.integers(1, 24))
def test_equal_weights_favour_the_earlier_periods(target: int, periods: int) -> None:
    """With equal weights the parts never rise, and differ by one at most."""
    parts = spread(target, [0.1] * periods)
    assert list(parts) == sorted(parts, reverse=True)
    assert parts[0] - parts[-1] <= 1


def test_equal_remainders_are_equal_as_decimals() -> None:
    """0.1, 0.2 and 0.3 of 5 leave remainders of one half at the first and the last: ties go early.

    As doubles the quotas would differ by rounding noise.
    """
    assert spread(3, [0.1, 0.2, 0.3]) == (1, 1, 1)
    assert spread(1, [0.3, 0.1 + 0.2]) == (1, 0)


@pytest.mark.parametrize(
    ("target", "weights", "said"),
    [
        (5, [0, 0], "must not all be 0"),
        (5, [1, -1, -2], "'weights' must be numbers from 0 up; row 2 is -1; row 3 is -2"),
        (5.5, [1], "'target' must be a whole number from 0 up; got 5.5"),
        (-1, [1], "'target'"),
    ],
)
def test_what_cannot_be_spread_is_refused(target: float, weights: list[float], said: str) -> None:
    """Each bound has its sentence."""
    with pytest.raises(OutOfRange, match=said):
        spread(target, weights)  # type: ignore[arg-type]


def test_no_periods_at_all() -> None:
    """An empty list of weights has no period to spread over."""
    with pytest.raises(InputError, match="a number for each period"):
        spread(5, [])
