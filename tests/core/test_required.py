"""Backward calculation: whole volumes on the decimals as typed."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from funnel_core.errors import InputError, NotEnoughData, OutOfRange
from funnel_core.model import Counts, Transition
from funnel_core.required import exact_volumes, needed_wins, required_volumes

WORKED = [0.01, 0.47, 0.38, 0.7, 0.5, 0.25]

typed_rates = st.integers(1, 10_000).map(lambda ten_thousandths: ten_thousandths / 10_000)
volumes = st.integers(1, 10**12)


def ceil_of_typed(volume: int, rate: float) -> int:
    """Divide by the oracle's road: decimals by their printed digits, integer arithmetic only."""
    scaled = int(Decimal(repr(rate)) * 10_000)
    return -(-volume * 10_000 // scaled)


def test_the_worked_case() -> None:
    """A million at 10,000 a deal needs 640,000 visitors, 639,897.62 unrounded."""
    assert required_volumes(1_000_000, WORKED, 10_000) == (640000, 6400, 3008, 1143, 800, 400, 100)
    exact = exact_volumes(1_000_000, WORKED, 10_000)
    assert round(exact[0], 2) == 639897.62
    assert exact[-1] == 100


@given(volumes, typed_rates)
@example(21, 0.7)
@example(57, 0.57)
@example(700_000_000_000, 0.7)
def test_one_step_is_right_for_every_rate_of_four_decimals(volume: int, rate: float) -> None:
    """ceil(volume ÷ rate) is exact for volumes to 10^12, where doubles are off by one."""
    needed = ceil_of_typed(volume, rate)
    if needed <= 2**53:
        assert required_volumes(volume, [rate]) == (needed, volume)


@given(st.integers(1, 10**6), st.lists(typed_rates, min_size=1, max_size=12))
def test_every_row_times_its_rate_is_at_least_the_row_below_and_no_smaller_row_is(
    wins: int, rates: list[float]
) -> None:
    """Each volume is the smallest whole one that brings the row below it, until 2^53."""
    try:
        rows = required_volumes(wins, rates)
    except OutOfRange:
        assert math.prod(Fraction(repr(rate)) for rate in rates) < Fraction(wins, 2**52)
        return
    assert rows[-1] == wins
    for above, below, rate in zip(rows, rows[1:], rates, strict=False):
        share = Fraction(repr(rate))
        assert above * share >= below
        assert (above - 1) * share < below


@given(st.integers(1, 10**6), st.lists(typed_rates, min_size=1, max_size=6))
def test_an_exact_plan_forecast_forward_recovers_its_target(wins: int, rates: list[float]) -> None:
    """Multiplying the unrounded top by every rate gives the target back."""
    top = exact_volumes(wins, rates)[0]
    assert math.isclose(top * math.prod(rates), wins, rel_tol=1e-12)


@given(
    st.integers(1, 10**6),
    st.lists(typed_rates, min_size=1, max_size=6),
    st.integers(0, 5),
    st.integers(1, 5000),
)
def test_a_better_rate_never_needs_more(
    wins: int, rates: list[float], step: int, better: int
) -> None:
    """Raising any one rate raises no volume at all."""
    step %= len(rates)
    raised = [*rates]
    raised[step] = min(1, round(rates[step] + better / 10_000, 4))
    try:
        before = required_volumes(wins, rates)
    except OutOfRange:
        return
    after = required_volumes(wins, raised)
    assert all(b >= a for b, a in zip(before, after, strict=True))


@given(st.integers(1, 10**9), st.integers(1, 10**6), st.integers(0, 10**6))
def test_counts_are_always_exact(wins: int, advanced: int, lost: int) -> None:
    """A step learnt from counts divides by advanced ÷ entered without any tolerance."""
    entered = advanced + lost
    assert required_volumes(wins, [Counts(entered, advanced)])[0] == -(-wins * entered // advanced)


@pytest.mark.parametrize("parts", [3, 6, 7, 9, 11, 13])
@given(volume=st.integers(1, 10**8))
def test_a_computed_rate_such_as_a_third_divides_as_a_third(parts: int, volume: int) -> None:
    """=1/3 in a cell has more than four decimals and counts as the fraction it stands for.

    From quotients of 1e9 on the tolerance, 1e-9 of the quotient, is a whole record and more: there
    the rule rounds down, so a double just above a third may answer one record less.
    """
    needed, whole = required_volumes(volume, [1 / parts])[0], volume * parts
    assert needed == whole if whole < 10**9 else whole - 1 <= needed <= whole


@pytest.mark.parametrize(
    ("target", "value", "wins"),
    [(1_000_000, 10_000, 100), (57, 0.57, 100), (100.5, None, 101), (0, None, 0), (1, 3, 1)],
)
def test_wins_from_a_target(target: float, value: float | None, wins: int) -> None:
    """Target ÷ value is rounded up, on the decimals as typed."""
    assert needed_wins(target, value) == wins


@pytest.mark.parametrize("target", [0, -5])
def test_a_target_at_or_below_zero_is_refused(target: float) -> None:
    """A plan without a goal is no plan."""
    with pytest.raises(OutOfRange, match=r"'target' must be .* above 0; got"):
        required_volumes(target, [0.5])


def test_a_step_where_nothing_ever_advanced_is_named() -> None:
    """0 of 30 advanced: no volume reaches the target, and the row says so."""
    with pytest.raises(OutOfRange, match="row 2 is 0 of 30, so nothing advances"):
        required_volumes(10, [Transition.of(0.5), Counts(30, 0)])


def test_all_steps_that_nothing_passes_are_named_and_the_first_decides() -> None:
    """Nobody entered is too little data, nobody advanced infeasible; each with its row."""
    with pytest.raises(NotEnoughData, match=r"row 1 is 0 of 0, .*; row 3 is 0 of 30, .*: write"):
        required_volumes(10, [Counts(0, 0), Counts(2, 1), Counts(30, 0)])
    with pytest.raises(OutOfRange, match=r"row 1 is 0 of 30, .*; row 2 is 0 of 0"):
        exact_volumes(10, [Counts(30, 0), Counts(0, 0)])


def test_rates_out_of_bounds_are_all_named() -> None:
    """A list of rates is refused as a whole, each bad row with its number."""
    with pytest.raises(OutOfRange, match=r"'rates' .*; row 2 is 47: write 47% or 0.47; row 4 is 0"):
        required_volumes(10, [0.5, 47, Counts(2, 1), 0])
    with pytest.raises(InputError, match=r"row 1 is '0\.5': write a number; row 2 is 0"):
        required_volumes(10, ["0.5", 0])


def test_more_than_a_cell_can_hold_is_refused() -> None:
    """Whole numbers above 2^53 cannot be held by a cell; the unrounded ones still can."""
    tiny = [1e-9] * 3
    with pytest.raises(OutOfRange, match="2\\^53"):
        required_volumes(100, tiny)
    assert exact_volumes(100, tiny)[0] == pytest.approx(1e29)
    with pytest.raises(OutOfRange, match="largest number a cell can hold"):
        exact_volumes(1e300, tiny)
