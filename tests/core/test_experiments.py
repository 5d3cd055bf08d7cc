"""Experiments: which arm is better, and how many records a trial needs."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import accumulate

import mpmath as mp
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import samplesize_proportions_2indep_onetail

from funnel_core.errors import NotEnoughData, OutOfRange
from funnel_core.experiments import comparison, sample_size
from funnel_core.quantities import LARGEST_WHOLE
from tests.core import panels

counts = st.one_of(st.integers(1, 30), st.integers(1, 10**4), st.integers(1, LARGEST_WHOLE))
arms = st.tuples(counts, st.floats(0, 1)).map(lambda arm: (arm[0], round(arm[0] * arm[1])))


def counted(a: tuple[int, int], b: tuple[int, int]) -> tuple[Fraction, Fraction]:
    """Give P(A better) and P(B better) as the tails of the beta-binomial, exactly."""
    volume, up, down = a[0] + 1, b[1] + 1, b[0] - b[1] + 1
    ways = [
        math.comb(up + k - 1, k) * math.comb(down + volume - k - 1, volume - k)
        for k in range(volume + 1)
    ]
    below = Fraction(sum(ways[: a[1] + 1]), sum(ways))
    return below, 1 - below


def summed(a: tuple[int, int], b: tuple[int, int]) -> tuple[mp.mpf, mp.mpf]:
    """Give the same for counts of any size, in mpmath's numbers."""
    needed, volume = a[1] + 1, a[0] + 1
    up, down = b[1] + 1, b[0] - b[1] + 1
    ahead = needed * (up + down) > volume * up
    return panels.tails(panels.beta_binomial(volume, up, down), needed, volume, ahead)


@pytest.mark.parametrize(
    ("a", "b"), [((1, 1), (1, 0)), ((12, 3), (9, 4)), ((40, 12), (50, 20)), ((30, 29), (7, 7))]
)
def test_the_chance_is_the_integral_over_both_posteriors(
    a: tuple[int, int], b: tuple[int, int]
) -> None:
    """∫ density of B × P(A below it), by mpmath: nothing of the sum or the contour."""
    with mp.workdps(30):
        ways_a = [1 + a[1], 1 + a[0] - a[1]]
        ways_b = [1 + b[1], 1 + b[0] - b[1]]

        def inside(x: mp.mpf) -> mp.mpf:
            density = x ** (ways_b[0] - 1) * (1 - x) ** (ways_b[1] - 1) / mp.beta(*ways_b)
            return density * mp.betainc(*ways_a, 0, x, regularized=True)

        expected = mp.quad(inside, [0, 0.25, 0.5, 0.75, 1])
        assert mp.almosteq(summed(a, b)[1], expected, 1e-20)
    if a[1]:
        assert comparison(*a, *b).b_better == pytest.approx(float(expected), rel=1e-13)


@settings(max_examples=150, deadline=None)
@given(st.tuples(*[st.integers(1, 300)] * 2), st.data())
def test_small_counts_agree_with_the_finite_sum(
    entered: tuple[int, int], data: st.DataObject
) -> None:
    """Both chances to 1e-11 of themselves, also where one is 1e-80."""
    a = entered[0], data.draw(st.integers(1, entered[0]))
    b = entered[1], data.draw(st.integers(0, entered[1]))
    found = comparison(*a, *b)
    for got, expected in zip((found.a_better, found.b_better), counted(a, b), strict=True):
        assert got == pytest.approx(float(expected), rel=1e-11, abs=1e-300)


@pytest.mark.parametrize("records", [10**5, 10**9, 10**12])
@pytest.mark.parametrize("rate", [1e-9, 0.3, 1 - 1e-9])
@pytest.mark.parametrize("apart", [-8, 0, 3])
def test_large_counts_keep_ten_digits(records: int, rate: float, apart: float) -> None:
    """From five to a million million records, rates from 1e-9 up, both tails to 1e-10."""
    a = records, max(1, round(records * rate))
    other = max(1, records // 7)
    sd = math.sqrt(other * rate * (1 - rate))
    b = other, min(other, max(0, round(other * rate + apart * sd)))
    found = comparison(*a, *b)
    a_better, b_better = summed(a, b)
    assert found.a_better == pytest.approx(float(a_better), rel=1e-10)
    assert found.b_better == pytest.approx(float(b_better), rel=1e-10)


@settings(max_examples=200, deadline=None)
@given(arms, arms)
@example((LARGEST_WHOLE, 1), (LARGEST_WHOLE, LARGEST_WHOLE))
@example((LARGEST_WHOLE, LARGEST_WHOLE), (1, 0))
@example((LARGEST_WHOLE, LARGEST_WHOLE - 1), (LARGEST_WHOLE, LARGEST_WHOLE))
@example((1, 1), (LARGEST_WHOLE, LARGEST_WHOLE // 2))
def test_whatever_was_counted_is_answered(a: tuple[int, int], b: tuple[int, int]) -> None:
    """Chances are shares that add to 1, and swapping the arms swaps them."""
    if a[1] == 0:
        with pytest.raises(NotEnoughData, match="'advanced_a' is 0"):
            comparison(*a, *b)
        return
    found = comparison(*a, *b)
    assert 0 <= found.b_better <= 1
    assert found.a_better + found.b_better == pytest.approx(1, abs=1e-12)
    assert found.lift >= -1
    if b[1]:
        swapped = comparison(*b, *a)
        assert swapped.a_better == pytest.approx(found.b_better, rel=1e-10, abs=1e-300)
        assert (1 + swapped.lift) * (1 + found.lift) == pytest.approx(1)


def test_even_odds_are_even() -> None:
    """The same counts in both arms: one half, to the last digit."""
    assert [comparison(n, k, n, k).b_better for n, k in ((1, 1), (40, 12), (10**12, 7))] == [
        0.5
    ] * 3


def test_b_is_better_the_more_advance() -> None:
    """One more that advanced in B never lowers the chance that B is better."""
    chances = [comparison(50, 20, 60, advanced).b_better for advanced in range(61)]
    assert chances == list(accumulate(chances, max))


def test_lift_is_exact() -> None:
    """B ÷ A − 1 on the counts: nothing cancels in a lift of a millionth."""
    assert comparison(10**12, 10**11, 10**12, 10**11 + 10**5).lift == 1e-6
    assert comparison(3, 1, 3, 1).lift == 0


normal = {0.05: 1.959963984540054, 0.1: 1.6448536269514722, 0.01: 2.5758293035489004}


@given(
    st.floats(0.001, 0.999),
    st.floats(-0.9, 3).filter(lambda lift: abs(lift) > 1e-3),
    st.sampled_from(sorted(normal)),
    st.floats(0.5, 0.999),
)
def test_the_sample_size_is_the_textbook_s(
    rate: float, lift: float, alpha: float, power: float
) -> None:
    """The formula in floating point, with scipy's quantiles."""
    after = rate * (1 + lift)
    if after >= 1:
        with pytest.raises(OutOfRange, match="between 0 and 1"):
            sample_size(rate, lift, alpha, power)
        return
    mean = (rate + after) / 2
    reach = stats.norm.isf(alpha / 2) * math.sqrt(2 * mean * (1 - mean))
    reach += stats.norm.ppf(power) * math.sqrt(rate * (1 - rate) + after * (1 - after))
    expected = (reach / (after - rate)) ** 2
    assert sample_size(rate, lift, alpha, power) == pytest.approx(math.ceil(expected), abs=1)
    assert sample_size(rate, lift, alpha, power) >= expected * (1 - 1e-9)


@pytest.mark.parametrize(("rate", "lift"), [(0.1, 0.2), (0.5, 0.5), (0.02, -0.5), (0.3, 0.01)])
def test_the_sample_size_agrees_with_statsmodels(rate: float, lift: float) -> None:
    """It leaves out the other tail and halves alpha, as the formula does."""
    theirs = samplesize_proportions_2indep_onetail(rate * lift, rate, 0.8, ratio=1, alpha=0.05)
    assert sample_size(rate, lift) == math.ceil(theirs)


def test_the_power_is_what_was_asked_for() -> None:
    """A trial of that size, both arms binomial, shows the lift in 80 % of all cases.

    Summed over what both arms may show. The normal approximation promises no better than a percent.
    """
    size = sample_size(0.1, 0.5)
    z = stats.norm.isf(0.025)
    chance = 0.0
    for a in range(size + 1):
        weight = stats.binom.pmf(a, size, 0.1)
        if weight < 1e-9:
            continue
        shown = 0.0
        pmf = stats.binom.pmf(range(size + 1), size, 0.15)
        for b, each in enumerate(pmf):
            pooled = (a + b) / (2 * size)
            if each > 1e-9 and abs(b - a) / size > z * math.sqrt(2 * pooled * (1 - pooled) / size):
                shown += each
        chance += weight * shown
    assert chance == pytest.approx(0.8, abs=0.01)


@given(
    st.floats(1e-9, 1),
    st.floats(-1, 1e3, exclude_min=True),
    st.floats(0, 1, exclude_min=True, exclude_max=True),
    st.floats(0, 1, exclude_min=True, exclude_max=True),
)
@example(0.5, -0.5, 5e-324, 0.5)
@example(0.5, -0.5, 0.5, 5e-324)
@example(0.5, 5e-324, 0.5, 0.5)
def test_whatever_is_planned_has_a_size_or_a_reason(
    rate: float, lift: float, alpha: float, power: float
) -> None:
    """A whole number from 1 to 2^53, or a sentence; nothing else."""
    try:
        size = sample_size(rate, lift, alpha, power)
    except OutOfRange:
        return
    assert isinstance(size, int)
    assert 1 <= size <= LARGEST_WHOLE


def test_a_smaller_lift_takes_more_records() -> None:
    """Four times as many for half the lift, nearly."""
    sizes = [sample_size(0.05, lift) for lift in (0.4, 0.2, 0.1, 0.05)]
    assert sizes == sorted(sizes)
    assert sizes[-1] == pytest.approx(4 * sizes[-2], rel=0.05)
