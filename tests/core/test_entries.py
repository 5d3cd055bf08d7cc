"""Wins from entries, and entries for wins."""

from __future__ import annotations

import random
import sys
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import toeplitz
from scipy.optimize import nnls

from funnel_core.errors import InputError, OutOfRange
from funnel_core.schedule import Schedule, expected_wins, open_win_rate, required_entries

LAG = [0.1, 0.5, 0.3, 0.1]


@st.composite
def lags(draw, longest=8):
    """Shares in hundredths that add to 1, zeros among them, at the front too."""
    ends = sorted(draw(st.lists(st.integers(0, 100), max_size=longest - 1)))
    return [(b - a) / 100 for a, b in zip([0, *ends], [*ends, 100], strict=True)]


rates = st.sampled_from([1, 0.25, 0.2, 0.01, 0.123])
entry_lists = st.lists(
    st.integers(0, 2000).map(lambda tenths: tenths / 10), min_size=1, max_size=24
)
win_lists = st.lists(st.integers(0, 500).map(lambda tenths: tenths / 10), min_size=1, max_size=24)
pasts = st.lists(st.integers(0, 300), max_size=12)


def delivered(plan: Schedule, lag, rate, past) -> np.ndarray:
    """Add up what past and planned entries bring in the plan's periods."""
    both = expected_wins([*past, *plan.entries], lag, rate)
    return np.array(both[len(past) : len(past) + len(plan.entries)])


@given(entry_lists, lags(), rates)
def test_wins_are_numpys_convolution(entries, lag, rate):
    """Each to the last digits of itself, the tail included."""
    wins = expected_wins(entries, lag, rate)
    assert len(wins) == len(entries) + len(lag) - 1
    assert wins == pytest.approx(rate * np.convolve(entries, lag), rel=1e-14)


@given(entry_lists, lags(), rates)
def test_no_win_is_lost(entries, lag, rate):
    """Everything that enters is won at the rate, sooner or later."""
    assert sum(expected_wins(entries, lag, rate)) == pytest.approx(rate * sum(entries), rel=1e-13)


def test_small_wins_beside_large_ones_keep_their_digits():
    """Each answer is exact in itself, 1e-9 of a record beside 10^12."""
    wins = expected_wins([1e12, 0, 0, 1e-9], [0.5, 0.5], 0.1)
    assert wins == (5e10, 5e10, 0, 5e-11, 5e-11)
    spread = expected_wins([1e300, 1e-300], [1 - 1e-9, 1e-9], 1e-9)
    assert spread[-1] == pytest.approx(1e-318, rel=1e-5)  # a number that small has five digits


def test_a_constant_flow_loses_what_falls_out_of_the_year():
    """300 wins in 12 months need 113.21 leads a month: 100 bring 265 in the year."""
    year = sum(expected_wins([100] * 12, LAG, 0.25)[:12])
    assert year == pytest.approx(265)
    assert round(300 / year * 100, 2) == 113.21
    plan = required_entries(expected_wins([113.25] * 12, LAG, 0.25)[:12], LAG, 0.25)
    assert plan.entries == pytest.approx([113.25] * 12, rel=1e-12)


def test_the_worked_months():
    """A first month of 50; wins of months 3 to 6 of 10, 10, 12, 12; nothing new wins in month 2."""
    expected = [50, 50, 200 / 3, 500 / 9, 0]
    for second_month in (0, 6):
        plan = required_entries([second_month, 10, 10, 12, 12], [0, 0.6, 0.4], 0.2, past=[50])
        assert plan.entries == pytest.approx(expected, rel=1e-15)
        assert plan.unmet == (0,) * 5
    assert required_entries([8, 10], [0, 0.6, 0.4], 0.2, past=[50]).unmet == (2, 0)


@settings(deadline=None)
@given(entry_lists, lags(), rates, pasts)
def test_entries_that_meet_the_wins_are_found(entries, lag, rate, past):
    """Wins that some entries bring exactly are met exactly, by those entries.

    All but the last ones, which can bring nothing within the horizon.
    """
    wins = expected_wins([*past, *entries], lag, rate)[len(past) : len(past) + len(entries)]
    plan = required_entries(wins, lag, rate, past)
    wait = next(late for late, share in enumerate(lag) if share)
    kept = [*entries[: max(0, len(entries) - wait)], *[0] * min(wait, len(entries))]
    assert plan.unmet == (0,) * len(wins)
    assert delivered(plan, lag, rate, past) == pytest.approx(wins, rel=1e-9, abs=1e-9)
    # decimals of up to 13 digits come back whole, so the entries do, however errors would grow
    if all(round(each, 7) == each for each in wins):
        assert plan.entries == pytest.approx(kept, rel=1e-9, abs=1e-9)


@settings(deadline=None)
@given(win_lists, lags(), rates, pasts)
def test_the_misfit_is_the_least_and_what_is_unmet_is_said(wins, lag, rate, past):
    """Scipy finds no entries from 0 up that come nearer to what past ones leave to be won."""
    plan = required_entries(wins, lag, rate, past)
    periods = len(wins)
    assert len(plan.entries) == len(plan.unmet) == periods
    assert min(plan.entries) >= 0
    brought = delivered(plan, lag, rate, past)
    scale = 1e-9 * max(1, *wins)
    assert plan.unmet == pytest.approx(np.maximum(0, np.array(wins) - brought), abs=scale)

    nothing = Schedule((0.0,) * periods, ())
    due = np.maximum(0, np.array(wins) - delivered(nothing, lag, rate, past))
    column = np.zeros(periods)
    column[: min(periods, len(lag))] = lag[:periods]
    spread = rate * np.tril(toeplitz(column))
    misfit = np.linalg.norm(spread @ plan.entries - due)
    assert misfit <= nnls(spread, due, maxiter=3000)[1] + scale
    wait = next(late for late, share in enumerate(lag) if share)
    assert not any(plan.entries[max(0, periods - wait) :])


def test_wins_that_come_too_early():
    """30 wins in the first month would take 1,200 leads and bring 150 in the second: no such plan.

    What the balance leaves unmet is said beside it.
    """
    plan = required_entries([30, 30, 40, 40, 50, 50], LAG, 0.25)
    assert max(plan.entries) < 300
    assert plan.unmet[0] == pytest.approx(30 - 0.025 * plan.entries[0])
    assert plan.unmet[0] > 20
    assert max(plan.unmet[1:]) < 1.5


def test_what_past_entries_bring_too_much_harms_no_other_period():
    """A flood in the first month, from the past: the second month's wins are sought as ever."""
    plan = required_entries([10, 100], [0.1, 0.9], 1, past=[0, 200])
    assert plan.unmet == (0, 0)
    assert plan.entries[0] == 0
    assert plan.entries[1] == pytest.approx(1000)
    flooded = required_entries([10, 90, 10], [0.1, 0.9], 1, past=[1000])
    bare = required_entries([0, 90, 10], [0.1, 0.9], 1)
    assert flooded == bare


def test_only_past_entries_within_the_lag_count():
    """What entered longer ago than the lag has been won or lost."""
    one = required_entries([10, 10, 10], [0, 0.6, 0.4], 0.2, past=[999_999, 10, 20])
    assert one == required_entries([10, 10, 10], [0, 0.6, 0.4], 0.2, past=[10, 20])


def test_a_lag_longer_than_the_horizon():
    """Nothing that enters now is won within these periods: only the past brings something."""
    lag = [0, 0, 0, 1]
    assert required_entries([5, 5, 5], lag, 0.5, past=[4, 6]) == Schedule((0, 0, 0), (5, 3, 2))
    assert required_entries([5], [1], 0.5) == Schedule((10,), (0,))
    assert required_entries([0, 0], LAG, 0.5) == Schedule((0, 0), (0, 0))


def test_a_tiny_first_share_makes_no_garbage():
    """A billionth wins at once: level wins take level entries after the first months."""
    lag = [1e-9, 0.6, 0.4 - 1e-9]
    plan = required_entries([25] * 36, lag, 0.25)
    assert plan.unmet[0] == pytest.approx(25)
    assert not any(plan.unmet[1:])
    assert plan.entries[12:] == pytest.approx([100] * 24, rel=0.01)
    huge = required_entries([1e12] * 12, LAG, 1e-9)
    assert max(huge.entries) < 1e22
    assert huge.unmet[6:] == pytest.approx([0] * 6, abs=1e12 * 0.01)


def test_the_same_plan_at_every_scale():
    """Ten times the wins take ten times the entries; half the rate takes twice as many."""
    one = required_entries([30, 30, 40, 40, 50, 50], LAG, 0.25)
    for factor, rate in ((10, 0.25), (1e9, 0.25), (1, 0.125), (1e-9, 0.25)):
        other = required_entries([each * factor for each in (30, 30, 40, 40, 50, 50)], LAG, rate)
        assert [each / factor * rate * 4 for each in other.entries] == pytest.approx(
            one.entries, rel=1e-12
        )
        assert [each / factor for each in other.unmet] == pytest.approx(one.unmet, rel=1e-9)


def test_a_computed_plan_comes_back_steady():
    """Wins computed from a level flow over four years: noise of the last digit does not show."""
    wins = expected_wins([113 + 1 / 3] * 48, LAG, 0.25)[:48]
    plan = required_entries(wins, LAG, 0.25)
    assert plan.entries == pytest.approx([113 + 1 / 3] * 48, rel=1e-6)
    assert plan.unmet == (0,) * 48


def test_very_many_periods():
    """A hundred thousand met exactly; balanced, 20,000 begin as 1,000 do."""
    seeded = random.Random(11)
    entries = [seeded.randrange(100, 200) for _ in range(100_000)]
    wins = expected_wins(entries, [0.6, 0.4], 0.25)[:100_000]
    assert required_entries(wins, [0.6, 0.4], 0.25).entries == tuple(entries)
    level = required_entries([25] * 20_000, LAG, 0.25)
    assert level.entries[:20] == pytest.approx(
        required_entries([25] * 1_000, LAG, 0.25).entries[:20], rel=1e-9
    )
    with pytest.raises(OutOfRange, match="too many to be balanced"):
        required_entries([100, 0] * 50_000, [0.02] * 50, 0.25)


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        (([], LAG, 0.25), InputError, "must hold a number"),
        (([10], [], 0.25), InputError, "'lag' must hold a share for each period"),
        (([10, -1, 5, -2], LAG, 0.25), OutOfRange, "row 2 is -1; row 4 is -2"),
        (([10], [0.5, 0.4], 0.25), OutOfRange, r"'lag' must be shares that add to 1; .* 0\.9"),
        (([10], [0.5, 0.500002], 0.25), OutOfRange, r"they add to 1\.000002"),
        (([10], [1.5, -0.5], 0.25), OutOfRange, r"row 1 is 1\.5; row 2 is -0\.5"),
        (([10], [50, 50], 0.25), OutOfRange, r"row 1 is 50; row 2 is 50: write 50% or 0.5"),
        (([10], LAG, 0), OutOfRange, "'rate' must be a share above 0 and up to 1; got 0"),
        (([10], LAG, 25), OutOfRange, r"got 25: write 25% or 0\.25"),
        (([10], LAG, True), InputError, "'rate'"),
    ],
)
@pytest.mark.parametrize("function", [expected_wins, required_entries])
def test_what_is_refused(function, arguments, error, said):
    """Each bound has its sentence, in both directions."""
    with pytest.raises(error, match=said):
        function(*arguments)


def test_a_lag_of_thirds_adds_to_one():
    """Shares may miss 1 by a millionth, as typed: .333333 three times does."""
    thirds = [0.333333] * 3
    assert expected_wins([3], thirds, 1) == (0.999999,) * 3
    assert required_entries([1, 1, 1], thirds, 1).entries[0] == float(Fraction(10**6, 333_333))


def test_a_past_that_is_refused():
    """Past entries are counted from 0 up as well."""
    with pytest.raises(
        OutOfRange, match="'past' must be numbers of records from 0 up; row 2 is -5"
    ):
        required_entries([10], LAG, 0.25, past=[5, -5])


def test_numbers_beyond_cells():
    """An answer above the largest double is refused, not infinite."""
    with pytest.raises(OutOfRange, match="largest number a cell can hold"):
        required_entries([1e308], [1], 1e-9)
    with pytest.raises(OutOfRange, match="largest number a cell can hold"):
        expected_wins([sys.float_info.max] * 2, [0.5, 0.500001], 1)


def test_the_rate_of_what_is_still_open():
    """Of 25 %, a tenth of them won by now: 23.077 % of the open ones; all of the rate at age 0."""
    assert round(open_win_rate(0.25, 0.1), 5) == 0.23077
    assert (open_win_rate(0.25, 0), open_win_rate(0.25, 1), open_win_rate(1, 0.5)) == (0.25, 0, 1)
    assert open_win_rate(1, 1) == 0
    with pytest.raises(OutOfRange, match="'elapsed' must be a share from 0 to 1"):
        open_win_rate(0.25, 1.5)


@given(entry_lists, lags(), rates)
def test_open_records_bring_what_is_still_to_come(entries, lag, rate):
    """Open records × their rate are the tail that `expected_wins` shows after the last entry."""
    tail = sum(expected_wins(entries, lag, rate)[len(entries) :])
    still = 0.0
    for age, entered in enumerate(reversed(entries)):
        elapsed = min(1.0, round(sum(lag[: age + 1]), 2))
        still += entered * (1 - rate * elapsed) * open_win_rate(rate, elapsed)
    assert still == pytest.approx(tail, rel=1e-9, abs=1e-9)


@settings(deadline=None)
@given(st.integers(0, 10**6), lags(), rates)
def test_computed_wins_come_back_as_met(seed, lag, rate):
    """Wins computed in doubles from any past and planned entries, zeros among them, are all met.

    Where the first share outweighs the others, to the noise of doubles. Elsewhere entries that undo
    that noise grow from period to period and would turn negative: then to a hundred-millionth.
    """
    seeded = random.Random(seed)
    past, entries = (
        [seeded.choice([0.0, seeded.uniform(0, 100), 1 / 3]) for _ in range(seeded.randint(1, 20))]
        for _ in range(2)
    )
    wins = expected_wins([*past, *entries], lag, rate)[len(past) : len(past) + len(entries)]
    plan = required_entries(wins, lag, rate, past)
    assert plan.unmet == (0,) * len(wins)
    first = next(share for share in lag if share)
    noise = 1e-11 if first >= 0.5 else 1e-8
    assert delivered(plan, lag, rate, past) == pytest.approx(wins, rel=1e-9, abs=noise)


def test_decimals_with_a_double_s_noise_are_the_decimals():
    """Whole entries, short decimals, wins as numpy sums them: found again over four years.

    The noise of 1e-16 alone, taken at its word, would be magnified to 10^14 times the entries.
    """
    seeded = random.Random(9)
    entries = [seeded.randrange(50, 200) for _ in range(48)]
    wins = (0.25 * np.convolve(entries, LAG))[:48]
    assert any(repr(float(each)) != repr(round(float(each), 6)) for each in wins)
    plan = required_entries([float(each) for each in wins], LAG, 0.25)
    assert plan.entries == tuple(entries)
