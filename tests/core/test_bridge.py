"""What explains a difference: parts that add up, against definitions worked out the long way."""

from __future__ import annotations

import contextlib
import itertools
import math
from fractions import Fraction

import mpmath
import pandas as pd
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from funnel_core.bridge import MOST_SHAPLEY_FACTORS, factor_bridge, mix_bridge
from funnel_core.errors import FunnelError, InputError, OutOfRange

PLAN, ACTUAL = [10_000, 0.05, 200], [9_000, 0.045, 210]


def exact(number: float) -> Fraction:
    """Read a number by its printed digits: what was typed."""
    return Fraction(repr(number))


def logarithmic_mean_parts(plan, actual):
    """Follow the definition at fifty digits."""
    with mpmath.workdps(50):
        planned = [mpmath.mpf(repr(each)) for each in plan]
        reached = [mpmath.mpf(repr(each)) for each in actual]
        before, after = mpmath.fprod(planned), mpmath.fprod(reached)
        mean = before
        if before != after:
            mean = (after - before) / (mpmath.log(after) - mpmath.log(before))
        pairs = zip(planned, reached, strict=True)
        return [float(mean * mpmath.log(a / p)) for p, a in pairs]


def orders(plan, actual):
    """Average each factor's change over every order in which the factors can change."""
    values = [exact(each) for each in plan]
    parts = [Fraction(0)] * len(plan)
    for order in itertools.permutations(range(len(plan))):
        now = list(values)
        before = math.prod(now, start=Fraction(1))
        for index in order:
            now[index] = exact(actual[index])
            after = math.prod(now, start=Fraction(1))
            parts[index] += after - before
            before = after
    return [float(part / math.factorial(len(plan))) for part in parts]


def coalitions(plan, actual):
    """Weigh coalitions by their size: elementary symmetric polynomials in whole numbers."""
    size = len(plan)
    parts = []
    for left_out in range(size):
        sums = [1]
        for index in range(size):
            if index != left_out:
                stay, move = plan[index], actual[index]
                sums = [
                    stay * (sums[k] if k < len(sums) else 0) + move * (sums[k - 1] if k else 0)
                    for k in range(len(sums) + 1)
                ]
        weighed = sum(Fraction(each, size * math.comb(size - 1, k)) for k, each in enumerate(sums))
        parts.append(float((actual[left_out] - plan[left_out]) * weighed))
    return parts


def close(parts, expected, rel=1e-12):
    """Compare relative to the largest part: the others are differences of what is as large."""
    largest = max(map(abs, expected))
    return parts == pytest.approx(expected, rel=rel, abs=rel * largest)


def test_the_worked_numbers():
    """−14,950 in all by LMDI; Shapley's value, kept for zeros, would part it a little otherwise."""
    parts = factor_bridge(PLAN, ACTUAL)
    assert [round(part, 2) for part in parts] == [-9727.24, -9727.24, 4504.47]
    assert math.fsum(parts) == pytest.approx(-14_950, rel=1e-15)
    assert [round(part, 2) for part in orders(PLAN, ACTUAL)] == [-9733.33, -9733.33, 4516.67]


positive = st.floats(1e-9, 1e12)
pairs = st.lists(st.tuples(positive, positive), min_size=1, max_size=12)


@given(pairs)
@example([(2.0, 3.0), (3.0, 2.0)])
@example([(1.0, 1.0000000000000002), (1.0, 0.9999999999999998)])
@example([(1e-9, 1e12)] * 12)
def test_lmdi_agrees_with_its_definition_at_fifty_digits(factors):
    """Each part is the logarithmic mean × the logarithm of its ratio, on decimals as typed."""
    plan, actual = zip(*factors, strict=True)
    expected = logarithmic_mean_parts(plan, actual)
    assert factor_bridge(plan, actual) == pytest.approx(expected, rel=1e-13, abs=1e-300)


@given(st.lists(st.tuples(st.floats(0.01, 1000), st.floats(-1e-6, 1e-6)), min_size=1, max_size=8))
def test_lmdi_of_nearly_equal_products_loses_no_digits(factors):
    """Differences of a millionth and far less keep thirteen digits of every part itself."""
    plan = [each for each, _ in factors]
    actual = [each * (1 + change) for each, change in factors]
    expected = logarithmic_mean_parts(plan, actual)
    assert factor_bridge(plan, actual) == pytest.approx(expected, rel=1e-13, abs=1e-300)


@given(pairs)
def test_the_parts_add_up_to_the_difference_of_the_products(factors):
    """To the last digits of the largest part, whatever the sizes."""
    plan, actual = zip(*factors, strict=True)
    parts = factor_bridge(plan, actual)
    products = [math.prod(map(exact, each), start=Fraction(1)) for each in (plan, actual)]
    left = sum(map(Fraction, parts), Fraction(0)) - (products[1] - products[0])
    assert abs(left) <= Fraction(math.ulp(max(map(abs, parts))))
    assert abs(left) <= max(products) * Fraction(1, 10**12)


small = st.integers(0, 400).map(lambda hundredths: hundredths / 100)


@given(st.lists(st.tuples(small, small), min_size=1, max_size=5))
@example([(0.0, 3.0), (5.0, 0.0)])
@example([(0.0, 0.0), (5.0, 1.0)])
@example([(0.0, 4.0), (0.0, 5.0), (2.0, 2.0)])
def test_shapley_agrees_with_every_order_of_change(factors):
    """Where a factor is 0, each part is its average change over all orders, to the last digit."""
    plan, actual = zip(*factors, strict=True)
    assume(0 in plan or 0 in actual)
    assert close(factor_bridge(plan, actual), orders(plan, actual), rel=1e-15)


def test_seven_factors_agree_with_all_5040_orders():
    """The longest list that is worth going through order by order."""
    plan, actual = [3, 0.5, 2, 7, 0, 1.5, 0.25], [2, 0.75, 0, 7, 4, 1.25, 0.5]
    assert close(factor_bridge(plan, actual), orders(plan, actual), rel=1e-15)


@pytest.mark.parametrize("size", [20, 41, 60])
def test_long_lists_agree_with_coalitions_counted_by_size(size):
    """Polynomials in whole numbers lead to the same parts by another road."""
    plan = [(7 * index) % 11 for index in range(size)]
    actual = [(5 * index + 3) % 13 for index in range(size)]
    plan[0], actual[0] = 0, 9
    plan[1:], actual[1:] = [each + 1 for each in plan[1:]], [each + 1 for each in actual[1:]]
    assert close(factor_bridge(plan, actual), coalitions(plan, actual), rel=1e-15)


@given(pairs, st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_the_factors_and_the_direction_do_not_matter(factors, random, zero):
    """Parts follow their factors around, and change sign when plan and actual change places."""
    if zero:
        factors = [(0.0, 2.5), *factors]
    plan, actual = zip(*factors, strict=True)
    try:
        parts = factor_bridge(plan, actual)
    except OutOfRange:
        return
    order = list(range(len(factors)))
    random.shuffle(order)
    moved = factor_bridge([plan[i] for i in order], [actual[i] for i in order])
    assert close(moved, [parts[i] for i in order])
    assert close(factor_bridge(actual, plan), [-part for part in parts])


@given(pairs, st.floats(0.1, 10), st.booleans())
def test_a_factor_that_did_not_change_explains_nothing_and_scales_the_rest(factors, held, zero):
    """Adding the same number to both lists multiplies every other part by it."""
    if zero:
        factors = [(2.5, 0.0), *factors]
    plan, actual = zip(*factors, strict=True)
    try:
        parts = factor_bridge(plan, actual)
        *scaled, nothing = factor_bridge([*plan, held], [*actual, held])
    except OutOfRange:
        return
    assert nothing == 0
    assert close(scaled, [part * held for part in parts])


def test_a_hundred_thousand_factors_are_answered():
    """Products far beyond a double on the way, an answer that a cell holds, parts that add up."""
    plan = [1e200, 1e-200] * 50_000
    actual = [*plan[:-2], 1.1e200, 1.2e-200]
    parts = factor_bridge(plan, actual)
    assert math.fsum(parts) == pytest.approx(0.32, rel=1e-13)
    assert parts[-1] > parts[-2] > 0 == parts[0]


def test_what_rounding_leaves_over_is_not_put_on_one_factor():
    """A hundred thousand equal factors explain equal parts, to the last digit of each."""
    parts = factor_bridge([1.0001] * 100_000, [1.0002] * 100_000)
    assert parts == pytest.approx([parts[0]] * 100_000, rel=1e-15)
    with mpmath.workdps(50):
        difference = mpmath.mpf("1.0002") ** 100_000 - mpmath.mpf("1.0001") ** 100_000
        assert mpmath.fsum(parts) == pytest.approx(difference, rel=1e-15)


def test_a_hundred_thousand_factors_of_which_few_changed_are_answered_with_a_zero():
    """Factors that did not change cost Shapley's value nothing."""
    parts = factor_bridge([*[1.0] * 99_998, 4, 0], [*[1.0] * 99_998, 5, 6])
    assert parts[-2:] == (3, 27)
    assert not any(parts[:-2])


def test_too_many_changed_factors_beside_a_zero_are_refused():
    """The work grows with the square of the length: beyond a stated length a sentence says so."""
    size = MOST_SHAPLEY_FACTORS
    with pytest.raises(OutOfRange, match=r"at most 1,000 factors that differ .* got 1,001"):
        factor_bridge([0.0] + [1.0] * size, [1.0] + [1.01] * size)
    parts = factor_bridge([0.0] + [1.0] * (size - 1), [1.0] + [1.01] * (size - 1))
    assert math.fsum(parts) == pytest.approx(1.01 ** (size - 1), rel=1e-12)


@pytest.mark.parametrize(
    ("plan", "actual", "kind", "said"),
    [
        ([], [], InputError, "at least one number each; got none"),
        ([1, 2], [1], InputError, "equally long; got 2 in 'plan', 1 in 'actual'"),
        ([1, -2, -3], [1, 2, 3], OutOfRange, "'plan' must be numbers .* row 2 is -2; row 3 is -3"),
        ([1], [math.nan], OutOfRange, "'actual' must be numbers from 0 up; row 1 is nan"),
        ([1, "two"], [1, 2], InputError, "row 2 is 'two'"),
        ([10**400], [1], OutOfRange, "row 1 is a number beyond"),
        ([1e200, 1e200], [1e201, 1e200], OutOfRange, r"below 1\.8e\+308"),
        ([1e200, 0], [1e201, 1e200], OutOfRange, r"below 1\.8e\+308"),
    ],
)
def test_what_cannot_be_split_is_refused(plan, actual, kind, said):
    """Each bound has its sentence, and every bad row is named."""
    with pytest.raises(kind, match=said):
        factor_bridge(plan, actual)


def test_columns_of_a_data_frame_serve_as_lists():
    """What pandas and numpy hold as doubles is read as the decimals that were typed."""
    frame = pd.DataFrame({"plan": [1000, 0.1, 0], "actual": [900, 0.1, 7]})
    assert factor_bridge(frame["plan"], frame["actual"]) == (-35, 0, 665)


def test_the_mix_s_worked_number():
    """(600, 400) → (400, 600) at (.10, .05) → (.11, .06): volume 0, mix −10, rate +10."""
    bridge = mix_bridge([600, 400], [0.10, 0.05], [400, 600], [0.11, 0.06])
    assert bridge == (0, -10, 10)
    assert (bridge.volume, bridge.mix, bridge.rate) == (0, -10, 10)


volumes = st.integers(0, 10**14).map(lambda hundredths: hundredths / 100)
shares = st.integers(0, 10**9).map(lambda billionths: billionths / 10**9)
channels = st.lists(st.tuples(volumes, shares, volumes, shares), min_size=1, max_size=8)


@given(channels)
def test_the_mix_agrees_with_its_definition_in_fractions(each):
    """Totals, shares and rates by the book, on decimals as typed; and the parts add up."""
    n0, r0, n1, r1 = ([exact(value) for value in values] for values in zip(*each, strict=True))
    planned, total = sum(n0), sum(n1)
    assume(planned)
    overall = sum(n * r for n, r in zip(n0, r0, strict=True)) / planned
    shifts = [b / total - a / planned if total else 0 for a, b in zip(n0, n1, strict=True)]
    expected = [
        (total - planned) * overall,
        total * sum(shift * r for shift, r in zip(shifts, r0, strict=True)),
        sum(n * (after - before) for n, before, after in zip(n1, r0, r1, strict=True)),
    ]
    bridge = mix_bridge(*zip(*each, strict=True))
    assert close(list(bridge), [float(part) for part in expected], rel=1e-15)
    left = sum(map(Fraction, bridge)) - sum(expected)
    assert abs(left) <= Fraction(math.ulp(max(map(abs, bridge))))


@given(channels, st.integers(1, 9))
def test_a_channel_split_in_two_alike_changes_nothing(each, tenths):
    """Two halves of a channel with its rates and the same share of its volumes are the channel."""
    assume(any(n for n, *_ in each))
    whole = mix_bridge(*zip(*each, strict=True))
    share = Fraction(tenths, 10)
    first, *others = each
    n0, r0, n1, r1 = first
    halves = [
        (exact(n0) * part, exact(r0), exact(n1) * part, exact(r1)) for part in (share, 1 - share)
    ]
    split = mix_bridge(*zip(*halves, *others, strict=True))
    assert close(list(split), list(whole))


def test_more_of_the_same_mix_is_volume_alone():
    """Twice the volumes in the same shares leave the mix exactly 0, whatever the shares divide to.

    3 and 4 of 7 at .10 and .05 have no overall rate that decimals could hold.
    """
    assert mix_bridge([3, 4], [0.1, 0.05], [6, 8], [0.1, 0.05]) == (0.5, 0, 0)


def test_no_actual_volume_is_a_miss_of_volume_alone():
    """Nobody came: the whole plan is missing, and there is no mix or rate to blame."""
    assert mix_bridge([600, 400], [0.1, 0.05], [0, 0], [0, 0]) == (-80, 0, 0)


def test_a_hundred_thousand_channels_are_answered():
    """One pass over the channels, and parts that add up."""
    size = 100_000
    bridge = mix_bridge([0.1] * size, [0.25] * size, [0.2] * size, [0.5] * size)
    assert bridge == (2500, 0, 5000)


@pytest.mark.parametrize(
    ("lists", "kind", "said"),
    [
        (([], [], [], []), InputError, "at least one number each"),
        (([1], [1], [1], []), InputError, "equally long; got 1 in .* 0 in 'actual_rates'"),
        (([0, 0], [1, 1], [1, 1], [1, 1]), OutOfRange, "'plan_volumes' must not all be 0"),
        (([1, -1], [1, 1], [1, 1], [1, 1]), OutOfRange, "'plan_volumes' .* row 2 is -1"),
        (([1, 1], [1, 1], [1, 1], [1, 47]), OutOfRange, "row 2 is 47: write 47% or 0.47"),
        (([1e308] * 9, [1] * 9, [1] * 9, [1] * 9), OutOfRange, r"below 1\.8e\+308"),
    ],
)
def test_what_has_no_mix_is_refused(lists, kind, said):
    """Each bound has its sentence."""
    with pytest.raises(kind, match=said):
        mix_bridge(*lists)


extremes = st.sampled_from([0.0, 5e-324, 1e-300, 1e-9, 1 / 3, 1.0, 1e12, 1e300, 1.7e308])


@given(st.lists(st.tuples(extremes, extremes), min_size=1, max_size=9))
def test_numbers_of_any_size_are_answered_or_refused(factors):
    """Finite parts or a sentence; never an overflow, never NaN."""
    with contextlib.suppress(FunnelError):
        assert all(map(math.isfinite, factor_bridge(*zip(*factors, strict=True))))
