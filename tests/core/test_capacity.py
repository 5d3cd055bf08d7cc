"""What a team can handle while new reps grow into the work."""

from __future__ import annotations

import random
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnel_core.capacity import team_capacity
from funnel_core.errors import InputError, OutOfRange

teams = st.lists(st.integers(0, 40).map(lambda halves: halves / 2), min_size=1, max_size=24)
ramps = st.lists(st.integers(0, 100).map(lambda hundredths: hundredths / 100), max_size=12)


def test_eight_reps_for_a_year():
    """8 reps × 15 SQL × 12 months = 1,440; the first month counts."""
    assert team_capacity([8] + [0] * 11, 15) == (120,) * 12


def test_a_rep_ramps_over_three_months():
    """0, 25, 50, 100 %: the two that start in month 2 are full in month 5."""
    assert team_capacity([8, 2, 0, 0, 0, 0], 15, [0, 0.25, 0.5, 1]) == (
        120,
        120,
        127.5,
        135,
        150,
        150,
    )


@given(teams, st.floats(0, 1e6), ramps)
def test_each_rep_alone_adds_up(starters, per_rep, ramp):
    """The team is the sum of its reps: numpy's convolution of starters with each one's output."""
    reached = np.array([*ramp, *[1.0] * len(starters)])[: len(starters)]
    new = np.array([0.0, *starters[1:]])
    expected = per_rep * (starters[0] + np.convolve(new, reached)[: len(starters)])
    assert team_capacity(starters, per_rep, ramp) == pytest.approx(expected, rel=1e-12)


@given(teams, ramps)
def test_ramping_never_adds(starters, ramp):
    """With any ramp the team handles at most what it would without one, and at least its first."""
    without = team_capacity(starters, 15)
    assert without == pytest.approx([15 * reps for reps in accumulate(starters)])
    for slow, full in zip(team_capacity(starters, 15, ramp), without, strict=True):
        assert 15 * starters[0] <= slow <= full


def test_decimals_are_those_typed():
    """Three times a tenth of a rep is three tenths."""
    assert team_capacity([0.1, 0.1, 0.1], 10) == (1, 2, 3)
    assert team_capacity([0, 1, 0], 0.3, [0.1, 0.7]) == (0, 0.03, 0.21)


def test_a_hundred_thousand_periods_and_ramps():
    """Long lists: the last period is the sum of what each start has reached by then."""
    seeded = random.Random(8)
    starters = [seeded.randrange(3) for _ in range(100_000)]
    ramp = [step / 100_000 for step in range(100_000)]
    last = team_capacity(starters, 15, ramp)[-1]
    ages = range(99_998, -1, -1)
    new = sum(reps * age for reps, age in zip(starters[1:], ages, strict=True))
    assert last == pytest.approx(15 * (starters[0] + new / 100_000), rel=1e-14)


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        (([], 15), InputError, "'starters' must hold a number of reps"),
        (([8, -1, 2, -3], 15), OutOfRange, "'starters'.*row 2 is -1; row 4 is -3"),
        (([8], -15), OutOfRange, "'per_rep' must be a number of records from 0 up; got -15"),
        (([8], 15, [0.5, 1.5]), OutOfRange, r"'ramp' must be shares from 0 to 1; row 2 is 1\.5"),
        (([8], 15, [25]), OutOfRange, r"row 1 is 25: write 25% or 0\.25"),
        (([1e308, 1e308], 1e10), OutOfRange, "largest number a cell can hold"),
    ],
)
def test_what_is_refused(arguments, error, said):
    """Each bound has its sentence."""
    with pytest.raises(error, match=said):
        team_capacity(*arguments)
