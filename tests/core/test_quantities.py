"""Units, bounds, and decimals as typed."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnel_core import quantities
from funnel_core.bounds import Quantity
from funnel_core.errors import InputError, OutOfRange
from funnel_core.quantities import (
    ALPHA,
    COEFFICIENT,
    CONFIDENCE,
    COUNT,
    NUMBER,
    RATE,
    SHARE,
    as_meant,
    as_typed,
    is_computed,
    round_up,
)


@given(st.decimals(min_value=0, max_value=10**9, places=4))
def test_a_typed_decimal_is_taken_exactly(decimal: object) -> None:
    """What fits in 15 digits and was typed comes back as exactly that decimal."""
    typed = Fraction(str(decimal))
    assert as_typed(float(typed)) == typed
    assert not is_computed(float(typed))


@pytest.mark.parametrize("value", [1 / 3, 0.12345, 2 / 7])
def test_more_than_four_decimals_count_as_computed(value: float) -> None:
    """Such a number carries the noise of a formula."""
    assert is_computed(value)


def test_a_computed_amount_is_taken_at_the_digits_that_a_cell_holds() -> None:
    """=800000*1.1 and =0.1+0.2 are what they were meant to be."""
    assert as_meant(800000 * 1.1) == 880000
    assert as_meant(0.1 + 0.2) == Fraction(3, 10)
    assert as_typed(0.1 + 0.2) > Fraction(3, 10)


@given(st.integers(-(2**63), 2**63))
def test_whole_numbers_are_exact_however_long(number: int) -> None:
    """Fifteen digits are the limit of fractions, not of whole numbers."""
    assert as_typed(number) == number
    assert as_typed(float(number)) == int(float(number))


def test_the_tolerance_of_computed_quotients() -> None:
    """1e-9 of itself above a whole number is that number; a little more is the next."""
    assert round_up(300 * (1 + Fraction(1, 10**9)), computed=True) == 300
    assert round_up(300 * (1 + Fraction(2, 10**9)), computed=True) == 301
    assert round_up(300 * (1 + Fraction(1, 10**9))) == 301


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -0.1, 0, 1.01])
def test_a_rate_out_of_bounds_is_refused(value: float) -> None:
    """NaN and infinity are out of bounds, too."""
    with pytest.raises(OutOfRange, match="'rate' must be a share above 0 and up to 1; got"):
        RATE.check("rate", value)


@pytest.mark.parametrize("value", [True, "0.5", None])
def test_what_is_no_number_is_refused(value: object) -> None:
    """TRUE is no number, and text is none."""
    with pytest.raises(InputError, match="'rate' must be"):
        RATE.check("rate", value)  # type: ignore[arg-type]


def test_a_share_written_as_a_percentage_is_hinted_at_and_not_guessed() -> None:
    """47 is never silently 47 %."""
    assert CONFIDENCE.complaint(80) == "80: write 80% or 0.8"
    assert COUNT.complaint(2**53 + 2) is not None


@pytest.mark.parametrize(
    ("quantity", "value", "said"),
    [
        (CONFIDENCE, 100, "100: write a share such as 80% or 0.8"),
        (RATE, 100, "100: write 100% or 1"),
        (ALPHA, 5, "5: write 5% or 0.05"),
        (ALPHA, 80, "80: write a share such as 5% or 0.05"),
        (COEFFICIENT, 70, "70: write a correlation such as 0.7"),
        (SHARE, math.inf, "inf: write a number below 1.8e+308"),
        (NUMBER, 10**400, "a number beyond 1.8e+308: write a number below 1.8e+308"),
    ],
)
def test_only_what_would_be_taken_is_advised(quantity: Quantity, value: float, said: str) -> None:
    """A percentage is advised where it keeps the bounds; never for a correlation."""
    assert quantity.complaint(value) == said


def test_every_quantity_with_bounds_says_what_to_do() -> None:
    """No number is refused without a word on what to write instead."""
    for name, quantity in vars(quantities).items():
        if isinstance(quantity, Quantity):
            for value in (-5, 0, 0.5, 1e17, math.nan):
                complaint = quantity.complaint(value)
                assert complaint is None or ": " in complaint, name


def test_a_list_must_be_one() -> None:
    """A number, a text or a table in a list's place is refused in one line, and so is a dict."""
    for value in (None, 0.5, "0.5", {"a": 0.5}, np.array(0.5), np.eye(2), [[10**5000]]):
        with pytest.raises(InputError) as caught:
            RATE.check_each("rates", value)
        assert str(caught.value).startswith("'rates' must be")
        assert "\n" not in str(caught.value)
