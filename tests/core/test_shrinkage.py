"""Shrinkage of small channels: the beta-binomial at its global maximum."""

from __future__ import annotations

import csv
import math
import random
from collections import Counter

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, special

from funnel_core.errors import InputError, NotEnoughData, OutOfRange
from funnel_core.numerics.rising import Risings
from funnel_core.shrinkage import RateFamily, rate_family, shrunk_rates
from tests.shared import DATA, needs_data

channels = st.lists(
    st.integers(0, 400).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))),
    min_size=2,
    max_size=8,
)


def scores(a, b, entered, advanced):
    """The two derivatives of the log-likelihood, as mpmath knows them."""
    psi = mpmath.digamma
    of_a = [psi(a + k) - psi(a) for k in advanced]
    of_b = [psi(b + n - k) - psi(b) for n, k in zip(entered, advanced, strict=True)]
    of_both = mpmath.fsum(psi(a + b + n) - psi(a + b) for n in entered)
    return mpmath.fsum(of_a) - of_both, mpmath.fsum(of_b) - of_both


def true_rates(entered, advanced):
    """The rates at the root of the score equations, to thirty digits."""
    family = rate_family(entered, advanced)
    with mpmath.workdps(45):
        start = (mpmath.log(family.a), mpmath.log(family.b))
        x, y = mpmath.findroot(
            lambda x, y: scores(mpmath.exp(x), mpmath.exp(y), entered, advanced), start, tol=1e-55
        )
        a, b = mpmath.exp(x), mpmath.exp(y)
        return [float((a + k) / (a + b + n)) for n, k in zip(entered, advanced, strict=True)]


def log_rise(start, length):
    """Give log[start·(start + 1)·…], so many factors: exact where scipy's betaln is off by 1e-5."""
    return float(np.sum(np.log(start + np.arange(length))))


def log_likelihood(mean, strength, entered, advanced):
    """The log-likelihood, factor by factor."""
    n, k = np.array(entered, float), np.array(advanced, float)
    if math.isinf(strength):
        return float(np.sum(special.xlogy(k, mean) + special.xlogy(n - k, 1 - mean)))
    a, b = mean * strength, (1 - mean) * strength
    return sum(
        log_rise(a, k) + log_rise(b, n - k) - log_rise(strength, n)
        for n, k in zip(entered, advanced, strict=True)
    )


@pytest.mark.parametrize(
    ("entered", "advanced"),
    [
        ([493, 40, 900, 210], [15, 9, 101, 30]),
        ([100] * 4, [5, 20, 11, 30]),
        ([2, 3, 1, 5, 4, 2, 6, 3, 2, 7], [0, 2, 1, 1, 4, 0, 5, 0, 2, 1]),
        ([10**6, 3 * 10**6, 20, 10**5], [100, 5000, 0, 7]),
        ([10**9] * 5, [1, 3, 0, 12, 500]),
        ([10**12] * 5, [1000, 0, 0, 0, 0]),
        ([10**9] * 6, [10**9 - 1, 10**9 - 9, 10**9, 10**9 - 1, 10**9, 10**9 - 3]),
        ([2**53, 1], [1, 1]),
        ([2] * 30 + [3], [0] * 15 + [2] * 15 + [1]),
    ],
)
def test_the_rates_are_those_of_the_score_equations(entered, advanced):
    """As mpmath finds them to 30 digits, to 1e-11."""
    assert shrunk_rates(entered, advanced) == pytest.approx(
        true_rates(entered, advanced), rel=1e-11
    )


def test_large_counts_that_hardly_differ():
    """A strength of millions at counts to 1e12: 1e-10 of mpmath's rates."""
    chance = random.Random(7)
    entered = [int(10 ** chance.uniform(6, 12)) for _ in range(12)]
    advanced = [int(n * 0.03 * (1 + chance.gauss(0, 0.003))) for n in entered]
    family = rate_family(entered, advanced)
    assert 1e5 < family.strength < 1e8
    assert shrunk_rates(entered, advanced) == pytest.approx(
        true_rates(entered, advanced), rel=1e-10
    )


@settings(max_examples=60, deadline=None)
@given(channels)
def test_no_other_family_is_likelier(counts):
    """Neither a search of scipy's from five sides, nor the pooled rate, nor a + b near 0."""
    entered, advanced = map(list, zip(*counts, strict=True))
    if not 0 < sum(advanced) < sum(entered):
        return
    family = rate_family(entered, advanced)
    strength = max(family.strength, 1e-9)
    own = log_likelihood(family.mean, strength, entered, advanced)

    def minus(place):
        mean, s = special.expit(place[0]), math.exp(min(max(place[1], -20), 15))
        return -log_likelihood(mean, s, entered, advanced)

    pooled = sum(advanced) / sum(entered)
    for start in (-4, 0, 3, 7, 10):
        found = optimize.minimize(minus, [special.logit(pooled), start], method="Nelder-Mead")
        assert own >= -found.fun - 1e-7
    assert own >= log_likelihood(pooled, math.inf, entered, advanced) - 1e-7


@settings(max_examples=60, deadline=None)
@given(channels, st.randoms(use_true_random=False))
def test_rates_are_drawn_towards_the_mean_and_follow_their_channels(counts, chance):
    """Each lies between its own rate and the mean; another order gives the same rates."""
    entered, advanced = map(list, zip(*counts, strict=True))
    if not sum(entered):
        return
    family = rate_family(entered, advanced)
    rates = shrunk_rates(entered, advanced)
    for n, k, rate in zip(entered, advanced, rates, strict=True):
        own = k / n if n else family.mean
        assert min(own, family.mean) - 1e-12 <= rate <= max(own, family.mean) + 1e-12
    order = list(range(len(entered)))
    chance.shuffle(order)
    again = shrunk_rates([entered[i] for i in order], [advanced[i] for i in order])
    assert again == pytest.approx([rates[i] for i in order], rel=1e-9, abs=1e-15)


def test_won_and_lost_are_mirrors():
    """Shrinking the shares that do not advance gives what is left of 1."""
    entered, advanced = [493, 40, 900, 210], [15, 9, 101, 30]
    lost = [n - k for n, k in zip(entered, advanced, strict=True)]
    assert shrunk_rates(entered, lost) == pytest.approx(
        [1 - rate for rate in shrunk_rates(entered, advanced)], rel=1e-12
    )


def test_families_at_the_edges():
    """No spread, nobody, everybody, one record each: pooled; all or none: their own rates."""
    assert shrunk_rates([100, 200], [10, 20]) == (0.1, 0.1)
    assert shrunk_rates([10, 20], [0, 0]) == (0, 0)
    assert shrunk_rates([10, 20], [10, 20]) == (1, 1)
    assert shrunk_rates([1, 1, 0, 1], [1, 0, 0, 0]) == (1 / 3,) * 4
    assert shrunk_rates([10, 20, 0], [10, 0, 0]) == (1, 0, 0.5)
    assert rate_family([10, 20], [10, 0]).strength == 0
    assert shrunk_rates([7, 0], [3, 0]) == (3 / 7, 3 / 7)


def test_the_edge_of_no_spread_is_exact():
    """Where the exact score at ρ = 0 turns positive, the strength stops being infinite."""
    # two channels of n, k and n − k: spread beyond chance once (2k − n)² > n
    for n in (100, 10**4, 10**6, 10**8):
        root = math.isqrt(n)
        pooled, spread = n // 2 + root // 2, n // 2 + root // 2 + 1
        assert math.isinf(rate_family([n, n], [pooled, n - pooled]).strength)
        assert rate_family([n, n], [spread, n - spread]).strength < math.inf


def test_of_two_maxima_the_higher_one_counts():
    """Two huge channels of one rate hide the spread of small ones near ρ = 0, but not beyond."""
    huge, small = [10**6] * 2, [4] * 40
    advanced = [500_000] * 2 + [0, 4] * 20
    family = rate_family(huge + small, advanced)
    found = optimize.minimize_scalar(
        lambda log_s: -log_likelihood(0.5, math.exp(log_s), huge + small, advanced),
        bounds=(-8, 2),
        method="bounded",
        options={"xatol": 1e-10},
    )
    assert family.strength == pytest.approx(math.exp(found.x), rel=1e-4)
    own = log_likelihood(family.mean, family.strength, huge + small, advanced)
    assert own > log_likelihood(0.5, math.inf, huge + small, advanced) + 50
    # with fewer small ones, the other maximum is the higher one
    assert math.isinf(rate_family(huge + small[:4], advanced[:6]).strength)


def test_the_last_step_with_the_worked_family():
    """Beta(3.477, 37.725): 15 of 493 becomes .0346."""
    family = RateFamily.of(3.477, 37.725)
    assert round(family.rate(493, 15), 4) == 0.0346
    assert (family.a, family.b) == pytest.approx((3.477, 37.725), rel=1e-14)


def test_a_known_family_is_found_again():
    """From simulated channels of Beta(3, 40), its mean and strength, within sampling error."""
    chance = np.random.default_rng(11)
    entered = chance.integers(20, 2000, 4000)
    advanced = chance.binomial(entered, chance.beta(3, 40, 4000))
    family = rate_family(entered.tolist(), advanced.tolist())
    assert family.a == pytest.approx(3, rel=0.06)
    assert family.b == pytest.approx(40, rel=0.06)


def test_a_hundred_thousand_channels_of_any_size():
    """Counts from 1 to 1e12, nearly all different, and still a root of the score equations."""
    chance = random.Random(5)
    entered = [int(10 ** chance.uniform(0, 12)) for _ in range(100_000)]
    advanced = [min(n, int(n * chance.betavariate(3, 40) + chance.random())) for n in entered]
    family = rate_family(entered, advanced)
    a, b = family.a, family.b
    n, k = np.array(entered, float), np.array(advanced, float)
    parts = special.digamma(a + k) - special.digamma(a)
    both = special.digamma(a + b + n) - special.digamma(a + b)
    assert abs(np.sum(parts - both)) < 1e-9 * np.sum(both)
    assert 2.9 < a < 3.2


@pytest.mark.parametrize("a", [1e-6, 0.4, 3.477, 300, 1e6, 1e12])
def test_sums_over_thousands_of_counts(a):
    """The compressed sums agree with mpmath's, count by count, to 1e-14."""
    chance = random.Random(3)
    counts = Counter(int(10 ** chance.uniform(0, 12)) for _ in range(700))
    cut = int(a + 1).bit_length() + 2
    sums = Risings(counts).sums(a, cut)
    with mpmath.workdps(40):
        inverse = excess = mpmath.mpf(0)
        for k, number in counts.items():
            part = mpmath.digamma(mpmath.mpf(a) + k) - mpmath.digamma(mpmath.mpf(a))
            inverse += number * part
            left_out = k > 16 and (k - 16).bit_length() > cut
            excess += number * ((0 if left_out else k) - a * part)
        assert sums.inverse == pytest.approx(float(inverse), rel=1e-14)
        assert sums.excess == pytest.approx(float(excess), rel=1e-14)


def test_bad_counts_are_all_named():
    """Every bad channel in one message; too few, too little, unequal."""
    with pytest.raises(OutOfRange, match=r"row 1 is 3 of 2 entered; row 3 is 9 of 8"):
        rate_family([2, 5, 8], [3, 5, 9])
    with pytest.raises(OutOfRange, match=r"'entered'.*row 2 is 1.5"):
        rate_family([2, 1.5], [1, 1])
    with pytest.raises(InputError, match="equally long; got 2 and 1"):
        rate_family([2, 3], [1])
    with pytest.raises(NotEnoughData, match="two channels at least"):
        rate_family([2], [1])
    with pytest.raises(NotEnoughData, match="nobody entered"):
        rate_family([0, 0], [0, 0])


@needs_data
def test_the_shared_leads_shrink():
    """Real origins of leads, with the outcomes at hand: every rate lies within its bounds."""
    with (DATA / "olist" / "leads.csv").open(encoding="utf-8") as leads:
        origin = {row["mql_id"]: row["origin"] for row in csv.DictReader(leads)}
    with (DATA / "olist" / "deals.csv").open(encoding="utf-8") as deals:
        won = {row["mql_id"] for row in csv.DictReader(deals)}
    entered = Counter(origin.values())
    advanced = Counter(each for lead, each in origin.items() if lead in won)
    names = sorted(entered)
    rates = shrunk_rates([entered[name] for name in names], [advanced[name] for name in names])
    assert all(0 < rate < 1 for rate in rates)
