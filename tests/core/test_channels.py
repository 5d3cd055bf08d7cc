"""A target over channels: volumes per stage and channel."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnel_core.channels import channel_volumes
from funnel_core.errors import InputError, OutOfRange
from funnel_core.required import required_volumes
from funnel_core.schedule import spread

percentages = st.integers(1, 10_000).map(lambda share: share / 10_000)

usual = st.integers(1_000, 10_000).map(lambda share: share / 10_000)


@st.composite
def mixes(draw):
    """A target, shares of it in whole percentages, and rates of up to four decimals.

    Five steps of one in ten thousand need more records than a cell holds: two may, then.
    """
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=0, max_size=4)))
    ends = [0, *cuts, 100]
    shares = [(high - low) / 100 for low, high in pairwise(ends)]
    steps = draw(st.integers(1, 5))
    rare = [percentages] * min(steps, 2) + [usual] * (steps - 2)
    rates = [list(draw(st.tuples(*rare))) for _ in shares]
    return draw(st.integers(0, 10**4)), shares, rates


@given(mixes())
def test_each_channel_is_a_funnel_of_its_own(mix):
    """The last stages are the spread target, and what is above them is what each one requires."""
    target, shares, rates = mix
    volumes = channel_volumes(target, shares, rates)
    last = tuple(each[-1] for each in volumes)
    assert last == spread(target, shares)
    assert sum(last) == target
    for needed, each, steps in zip(last, volumes, rates, strict=True):
        assert each == (required_volumes(needed, steps) if needed else (0,) * (len(steps) + 1))


@given(mixes())
def test_every_volume_is_the_smallest_that_reaches_the_one_below(mix):
    """Volume × rate is at least the row below, and one record fewer is not, on decimals."""
    target, shares, rates = mix
    for each, steps in zip(channel_volumes(target, shares, rates), rates, strict=True):
        for above, below, rate in zip(each, each[1:], steps, strict=False):
            exact = Fraction(round(rate * 10_000), 10_000)
            assert above * exact >= below
            assert above == 0 or (above - 1) * exact < below


@given(
    st.integers(1, 10**9),
    st.lists(
        st.one_of(st.floats(0.01, 1), st.integers(1, 99).map(lambda of: of / 99)),
        min_size=1,
        max_size=3,
    ),
)
def test_computed_rates_round_as_those_of_one_funnel(target, rates):
    """Rates of any digits, as formulas give them: what FUNNEL_REQUIRED answers."""
    [volumes] = channel_volumes(target, [1], [rates])
    assert volumes == required_volumes(target, rates)


def test_a_lacking_step_changes_nothing_below_it():
    """A rate of 1 at the top repeats the volume beneath."""
    assert channel_volumes(10, [1], [[1, 0.5]]) == ((20, 20, 10),)


def test_shares_within_a_millionth_of_one():
    """Thirds of six decimals pass, anything further from 1 does not."""
    assert channel_volumes(9, [0.333333] * 3, [[1]] * 3) == ((3, 3),) * 3
    with pytest.raises(OutOfRange, match=r"add up to 0\.999997"):
        channel_volumes(9, [0.333333, 0.333332, 0.333332], [[1]] * 3)
    with pytest.raises(OutOfRange, match="shares from 0 to 1; row 2 is nan"):
        channel_volumes(9, [0.5, math.nan], [[1]] * 2)


def test_bad_shapes_say_what_they_are():
    """Unequal numbers of channels, of steps, and none at all."""
    with pytest.raises(InputError, match="got 1 channels for 2 shares"):
        channel_volumes(9, [0.5, 0.5], [[1]])
    with pytest.raises(InputError, match="equally many rates"):
        channel_volumes(9, [0.5, 0.5], [[1], [1, 0.5]])
    with pytest.raises(InputError, match="at least one"):
        channel_volumes(9, [1], [[]])
    with pytest.raises(InputError, match="got none"):
        channel_volumes(9, [], [])


def test_all_bad_rates_are_named():
    """By the channel's row and the step's column, as they are handed over, the first one first."""
    with pytest.raises(
        OutOfRange,
        match=r"row 1, column 2 is 0: write a share such as 47% or 0.47; "
        "row 2, column 1 is 47: write 47%",
    ):
        channel_volumes(9, [0.5, 0.5], [[1, 0], [47, 1]])


def test_volumes_beyond_a_cell_name_their_channels():
    """More than 2^53 records is no answer, and the sentence says which channels need them."""
    with pytest.raises(OutOfRange, match=r"up to 2\^53.*; row 2 needs 5e\+17 records"):
        channel_volumes(10**12, [0.5, 0.5], [[1], [1e-6]])


def test_a_hundred_thousand_channels():
    """Many channels of several steps are answered, each with its own part."""
    count = 100_000
    shares = [1 / count] * count
    rates = [[0.01, 0.47, 0.38], [0.02, 1, 0.5]] * (count // 2)
    volumes = channel_volumes(10**6, shares, rates)
    assert set(volumes) == {required_volumes(10, rates[0]), required_volumes(10, rates[1])}


def test_a_chain_that_no_cell_holds_ends_there():
    """A channel is followed up to the first stage beyond 2^53, however many lie above it."""
    with pytest.raises(OutOfRange, match=r"row 1 needs .* records in stage 199987: check"):
        channel_volumes(100, [1], [[0.1] * 200_000])


def test_each_bad_rate_is_named_and_the_first_decides():
    """What is no number hides no other channel, and True is none."""
    with pytest.raises(InputError) as caught:
        channel_volumes(10, [0.5, 0.25, 0.25], [[0.5, True], ["x", 0.5], [47, 0.5]])
    assert (
        "row 1, column 2 is True; row 2, column 1 is 'x': write a number; "
        "row 3, column 1 is 47: write 47% or 0.47"
    ) in str(caught.value)


def test_numpys_rows_are_channels_and_a_frame_is_refused():
    """An array has a row per channel; whether a frame's channels lie down or across is unclear."""
    rates = np.array([[0.1, 0.5], [1, 0.2]])
    assert channel_volumes(100, np.array([0.75, 0.25]), rates) == ((1500, 150, 75), (125, 125, 25))
    with pytest.raises(InputError, match="'rates' must be a list of lists"):
        channel_volumes(100, [0.75, 0.25], pd.DataFrame(rates))
