"""Diminishing returns: the spend for a result, and the best split of a budget."""

from __future__ import annotations

import itertools
import math
import random

import mpmath
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import optimize

from funnel_core.errors import InputError, OutOfRange
from funnel_core.numerics.allocation import Kind, best_spends
from funnel_core.numerics.hill import Curve
from funnel_core.response import allocated_spend, needed_spend

amounts = st.floats(0.01, 1e6)
shapes = st.one_of(st.just(1.0), st.floats(0.2, 1), st.floats(1, 25))


def results(spends, ceiling, half, shape):
    """What each spend brings, by numpy in logarithms."""
    x, c, k, h = (np.asarray(each, float) for each in (spends, ceiling, half, shape))
    with np.errstate(divide="ignore", over="ignore"):
        return np.where(x > 0, c / (1 + np.exp(-h * (np.log(x) - np.log(k)))), 0.0)


def log_returns(spends, ceiling, half, shape):
    """The logarithm of what the next unit brings, for the channels that get something."""
    with mpmath.workdps(30):
        return [
            float(
                mpmath.log(c * h / mpmath.mpf(k))
                + (h - 1) * mpmath.log(mpmath.mpf(x) / k)
                - 2 * mpmath.log1p((mpmath.mpf(x) / k) ** h)
            )
            for x, c, k, h in zip(spends, ceiling, half, shape, strict=True)
            if x > 0
        ]


def best_on_a_grid(budget, curves, cells=1500):
    """The best total in whole parts of the budget: dynamic programming over all splits."""
    spends = np.linspace(0, budget, cells + 1)
    best = np.full(cells + 1, -np.inf)
    best[0] = 0.0
    for c, k, h in curves:
        brought = results(spends, c, k, h)
        best = np.array([np.max(best[: j + 1] + brought[j::-1]) for j in range(cells + 1)])
    return best[cells]


def random_curves(chance, steepest):
    """A few channels of any size and shape, and a budget of their order."""
    curves = [
        (
            10 ** chance.uniform(0, 2),
            10 ** chance.uniform(0, 3),
            chance.choice([1, chance.uniform(0.3, 1), chance.uniform(1, steepest)]),
        )
        for _ in range(chance.randint(1, 7))
    ]
    return 10 ** chance.uniform(0, 3.5), curves


@pytest.mark.parametrize("steepest", [1.3, 2, 3, 8, 20])
def test_no_split_on_a_grid_is_better(steepest):
    """Every split in 1,500ths of the budget brings less, for curves of all shapes."""
    chance = random.Random(steepest)
    for _ in range(12):
        budget, curves = random_curves(chance, steepest)
        columns = list(zip(*curves, strict=True))
        spends = allocated_spend(budget, *columns)
        total = float(np.sum(results(spends, *columns)))
        assert total >= best_on_a_grid(budget, curves) * (1 - 1e-12)
        assert math.fsum(spends) == pytest.approx(budget, rel=1e-15)


@pytest.mark.parametrize("steepest", [1.5, 4, 12])
def test_no_local_search_finds_better(steepest):
    """SLSQP from the answer and from twelve random splits finds nothing above it."""
    chance = random.Random(steepest)
    for _ in range(6):
        budget, curves = random_curves(chance, steepest)
        c, k, h = (np.array(each) for each in zip(*curves, strict=True))
        spends = allocated_spend(budget, c.tolist(), k.tolist(), h.tolist())
        total = float(np.sum(results(spends, c, k, h)))

        def minus(share, c=c, k=k, h=h, budget=budget):
            return -float(np.sum(results(np.maximum(share, 0) * budget, c, k, h)))

        starts = [np.array(spends) / budget]
        starts += [np.random.default_rng(seed).dirichlet(np.ones(len(c))) for seed in range(12)]
        for start in starts:
            found = optimize.minimize(
                minus,
                start,
                bounds=[(0, 1)] * len(c),
                constraints={"type": "eq", "fun": lambda share: np.sum(share) - 1},
                method="SLSQP",
                options={"ftol": 1e-14},
            )
            feasible = np.maximum(found.x, 0) / np.sum(np.maximum(found.x, 0))
            assert total >= -minus(feasible) * (1 - 1e-10)


@pytest.mark.parametrize("seed", range(6))
def test_steep_curves_are_a_knapsack(seed):
    """At shape 20, no subset of eight channels, filled at equal returns, brings more."""
    chance = random.Random(seed)
    count = 8
    c = [chance.uniform(1, 10) for _ in range(count)]
    k = [chance.uniform(1, 10) for _ in range(count)]
    spends = allocated_spend(15, c, k, 20)
    total = float(np.sum(results(spends, c, k, 20)))
    for size in range(1, count + 1):
        for chosen in itertools.combinations(range(count), size):
            curves = [Curve(c[i], k[i], 20) for i in chosen]
            if sum(curve.turn for curve in curves) > 15:
                continue

            def left(price, curves=curves):
                return sum(curve.spend_at(price)[0] for curve in curves) - 15

            price = optimize.brentq(left, -5000, max(curve.log_turn for curve in curves) + 1)
            brought = sum(curve.result(curve.spend_at(price)[0]) for curve in curves)
            assert total >= brought * (1 - 1e-10)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(amounts, amounts, shapes), min_size=1, max_size=6), amounts)
def test_the_last_unit_brings_the_same_everywhere(curves, budget):
    """Channels that get something gain equally at the margin, and the whole budget is spent."""
    c, k, h = zip(*curves, strict=True)
    spends = allocated_spend(budget, c, k, h)
    assert math.fsum(spends) == pytest.approx(budget, rel=1e-15)
    assert min(spends) >= 0
    spent = [i for i, spend in enumerate(spends) if spend > 1e-290]
    returns = log_returns(*([each[i] for i in spent] for each in (spends, c, k, h)))
    assert max(returns) - min(returns) < 1e-8


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(amounts, amounts, st.floats(0.2, 1)), min_size=1, max_size=6),
    amounts,
    st.sampled_from([1e-6, 1e-3, 1e3, 1e9]),
)
def test_another_currency_changes_nothing(curves, budget, rate):
    """With the budget and the halves in other units, so are the spends; ceilings likewise not."""
    c, k, h = zip(*curves, strict=True)
    spends = allocated_spend(budget, c, k, h)
    assert allocated_spend(budget * rate, c, [half * rate for half in k], h) == pytest.approx(
        [spend * rate for spend in spends], rel=1e-9, abs=budget * rate * 1e-12
    )
    assert allocated_spend(budget, [ceiling * rate for ceiling in c], k, h) == pytest.approx(
        spends, rel=1e-9, abs=budget * 1e-12
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(amounts, amounts, shapes), min_size=1, max_size=5), amounts)
def test_more_money_brings_more(curves, budget):
    """A budget a tenth larger never brings less."""
    columns = list(zip(*curves, strict=True))
    less, more = (
        float(np.sum(results(allocated_spend(each, *columns), *columns)))
        for each in (budget, 1.1 * budget)
    )
    assert more >= less * (1 - 1e-10)


@given(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=8), amounts)
def test_shape_one_in_closed_form(curves, budget):
    """Where every channel gets something, x + half is in proportion to √(ceiling·half)."""
    roots = [math.sqrt(c * k) for c, k in curves]
    share = (budget + sum(k for _, k in curves)) / sum(roots)
    expected = [root * share - k for root, (_, k) in zip(roots, curves, strict=True)]
    assume(min(expected) > 1e-3 * max(k for _, k in curves))
    spends = allocated_spend(budget, *zip(*curves, strict=True))
    assert spends == pytest.approx(expected, rel=1e-9)


def test_one_channel_may_sit_below_its_turn():
    """A small channel fills up first, and the rest goes into the foot of a large S."""
    c, k, h = [1, 1000], [1, 1000], [1, 2]
    spends = allocated_spend(50, c, k, h)
    assert 0 < spends[1] < Curve(1000, 1000, 2).turn
    assert spends[0] > 1
    first, second = log_returns(spends, c, k, h)
    assert first == pytest.approx(second, abs=1e-12)
    total = float(np.sum(results(spends, c, k, h)))
    fine = np.linspace(0, 50, 200_001)
    assert total >= np.max(results(fine, 1, 1, 1) + results(50 - fine, 1000, 1000, 2))


@pytest.mark.parametrize(
    ("budget", "curves"),
    [
        (222, [(5.1, 236, 40.6), (11.5, 1.38, 21.6), (1.56, 15.6, 11.8)]),
        (60.6, [(2.33, 1.71, 270), (1.04, 828, 1), (37.3, 72.3, 16.8), (3.5, 214, 1)]),
    ],
)
def test_below_its_turn_beside_very_steep_curves(budget, curves):
    """The odd channel is found by halving where the price alone does not lead to it."""
    c, k, h = zip(*curves, strict=True)
    spends = allocated_spend(budget, c, k, h)
    odd = [x for x, curve in zip(spends, curves, strict=True) if 0 < x < Curve(*curve).turn]
    assert len(odd) == 1
    returns = log_returns(spends, c, k, h)
    assert max(returns) - min(returns) < 1e-9
    total = float(np.sum(results(spends, c, k, h)))
    assert total >= best_on_a_grid(budget, curves)


def test_of_channels_alike_the_earlier_ones_get_the_money():
    """Ten of twenty steep ones, all the same."""
    spends = allocated_spend(10.5, [1] * 20, [1] * 20, 20)
    on = sum(spend > 0 for spend in spends)
    assert spends == pytest.approx((10.5 / on,) * on + (0,) * (20 - on), rel=1e-14, abs=0)
    assert on == 9


def test_a_channel_that_brings_less_throughout_never_gets_the_place_of_another():
    """Thirty channels that hardly differ: the best ones get the money, found without a search."""
    spends = allocated_spend(30, [1 + 1e-6 * i for i in range(30)], [3] * 30, 5)
    on = [i for i, spend in enumerate(spends) if spend]
    assert on == list(range(30 - len(on), 30))


@pytest.mark.parametrize(
    ("budget", "ceiling", "half", "shape"),
    [
        (1e12, [1e6, 1], [1e12, 1e-6], [0.1, 0.1]),
        (1e12, [1e6, 1], [1e12, 1e-6], [1e-6, 1e-6]),
        (1e-9, [1e6, 1], [1e12, 1e-6], [20, 1]),
        (1e12, [1, 2, 3], [1e-6] * 3, [20, 20, 20]),
        (1e300, [1e6, 1], [1e12, 1e-6], [20, 1]),
        (5, [1], [100], [1000]),
        (100, [1, 2, 3], [10, 20, 30], [1 + 1e-15, 1 + 1e-12, 1 + 1e-6]),
        (100, [1e-300, 1e300], [1e-300, 1e300], [2, 0.5]),
        (1e-300, [1, 1], [1e-300, 1], [1, 1]),
        (5e239, [1.9e143, 6e88], [1.3e266, 9e-223], [1.0000000066, 8.74]),
        (4e170, [1.6e100, 1.2e-242], [4.4e263, 5e-276], [23.8, 1]),
    ],
)
def test_extremes_are_answered(budget, ceiling, half, shape):
    """Tiny and huge budgets, halves and shapes: finite spends that add up."""
    spends = allocated_spend(budget, ceiling, half, shape)
    assert all(math.isfinite(spend) and spend >= 0 for spend in spends)
    assert math.fsum(spends) == pytest.approx(budget, rel=1e-14)


@pytest.mark.parametrize("top", [1, 3])
def test_a_hundred_thousand_channels(top):
    """All different, of shapes up to 1 or up to 3: an answer, at equal returns."""
    chance = random.Random(1)
    count = 100_000
    c = [chance.uniform(1, 10) for _ in range(count)]
    k = [chance.uniform(1, 100) for _ in range(count)]
    h = [chance.uniform(0.6, top) for _ in range(count)]
    spends = allocated_spend(1e6, c, k, h)
    assert math.fsum(spends) == pytest.approx(1e6, rel=1e-14)
    x, half, shape = np.array(spends), np.array(k), np.array(h)
    on = x > 1e-200
    w = np.log(x[on] / half[on])
    returns = np.log(np.array(c)[on] * shape[on] / half[on]) + (shape[on] - 1) * w
    returns -= 2 * np.logaddexp(0, shape[on] * w)
    assert np.ptp(returns) < 1e-7


def test_bad_numbers_are_all_named():
    """Each list on its own, by rows; unequal lengths; nothing that can bring anything."""
    with pytest.raises(OutOfRange, match=r"'ceiling'.*row 1 is -1: write 0 or more; row 3 is nan"):
        allocated_spend(1, [-1, 1, math.nan], [1, 1, 1])
    with pytest.raises(OutOfRange, match=r"'half'.*row 2 is 0"):
        allocated_spend(1, [1, 1], [1, 0])
    with pytest.raises(OutOfRange, match=r"'shape'.*row 1 is 0; row 2 is 1001"):
        allocated_spend(1, [1, 1], [1, 1], [0, 1001])
    with pytest.raises(InputError, match="equally long; got 2, 1 and 2"):
        allocated_spend(1, [1, 1], [1])
    with pytest.raises(InputError, match="got none"):
        allocated_spend(1, [], [])
    with pytest.raises(InputError, match=r"'ceiling'.*row 1 is 'a'"):
        allocated_spend(1, ["a"], [1])
    with pytest.raises(OutOfRange, match="all are 0"):
        allocated_spend(1, [0, 0], [1, 1])
    assert allocated_spend(0, [0, 1], [1, 1]) == (0, 0)


@given(st.floats(1e-6, 1 - 1e-6), st.floats(1e-3, 1e9), st.floats(1e-3, 1e9), st.floats(0.05, 50))
def test_the_spend_for_a_result_brings_it(share, ceiling, half, shape):
    """Forward again through the curve, which is steep where the shape is."""
    result = share * ceiling
    spend = needed_spend(result, ceiling, half, shape)
    assert Curve(ceiling, half, shape).result(spend) == pytest.approx(result, rel=1e-11)


def test_worked_spends():
    """$5,000 buys 50, 80 take $20,000, 100 are out of reach; the margin at 5,000 is $200."""
    assert needed_spend(50, 100, 5_000) == 5_000
    assert needed_spend(80, 100, 5_000) == 20_000
    with pytest.raises(OutOfRange, match="below the ceiling, 100"):
        needed_spend(100, 100, 5_000)
    assert math.exp(-Curve(100, 5_000, 1).log_return(5_000)) == pytest.approx(200, rel=1e-12)


def test_close_to_the_ceiling():
    """The gap is that of the decimals as typed, and a spend no double holds is refused."""
    assert needed_spend(99.9, 100, 1) == 999
    assert needed_spend(0.3 - 1e-12, 0.3, 1) == pytest.approx(0.3e12, rel=1e-4)
    assert needed_spend(0, 0, 1) == 0
    with pytest.raises(OutOfRange, match=r"above 1\.8e\+308"):
        needed_spend(99, 100, 1, 0.001)
    with pytest.raises(OutOfRange, match=r"above 1\.8e\+308"):
        needed_spend(9, 10, 1e308)


def test_the_search_knows_when_nothing_can_be_gained():
    """Kinds of one curve are counted, not listed: a million channels at once."""
    best = best_spends([Kind(Curve(1, 10, 3), 10**6)], 1e6)
    assert best.counts[0] * best.each[0] == pytest.approx(1e6, rel=1e-12)
    assert best.each[0] == pytest.approx(10 * 2 ** (1 / 3), rel=1e-4)
