"""The tail probabilities against scipy, mpmath and exact fractions."""

from __future__ import annotations

import math
import random
from fractions import Fraction

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from funnel_core.errors import OutOfRange
from funnel_core.numerics.tails import (
    beta_binomial_at_least,
    binomial_at_least,
    normal_quantile,
    poisson_at_least,
    poisson_at_most,
    sum_tails,
    thinned_tails,
)
from tests.core.chains import reaches

CLOSE = 1e-10


def exact_binomial(needed: int, volume: int, rate: Fraction) -> float:
    """Sum P(X ≥ needed) term by term in 60 digits."""
    with mpmath.workdps(60):
        p = mpmath.mpf(rate.numerator) / rate.denominator
        return float(mpmath.betainc(needed, volume - needed + 1, 0, p, regularized=True))


@pytest.mark.parametrize("volume", [1, 2, 7, 40, 400, 3000])
@pytest.mark.parametrize("rate", ["1e-9", "0.004", "0.25", "0.5", "0.97", "0.999999"])
def test_binomial_tails_agree_with_sixty_digits_however_deep(volume, rate):
    """Ten digits of P(X ≥ k), from the bulk to 1e-290."""
    for share in (0.01, 0.2, 0.26, 0.5, 0.6, 0.98, 1):
        needed = max(1, round(share * volume))
        expected = exact_binomial(needed, volume, Fraction(rate))
        if expected > 1e-290:
            got = binomial_at_least(needed, volume, Fraction(rate))
            assert got == pytest.approx(expected, rel=CLOSE)


@pytest.mark.parametrize("volume", [10**5, 10**7, 10**9])
@pytest.mark.parametrize("rate", [0.3, 0.001])
@pytest.mark.parametrize("deviations", [-5, -1, 0, 0.3, 2, 6])
def test_binomial_tails_agree_with_scipy_at_large_volumes(volume, rate, deviations):
    """Up to 10^9 records nothing cancels."""
    spread = math.sqrt(volume * rate * (1 - rate))
    needed = round(volume * rate + deviations * spread)
    expected = stats.binom.sf(needed - 1, volume, rate)
    assert binomial_at_least(needed, volume, rate) == pytest.approx(expected, rel=CLOSE, abs=1e-12)


@pytest.mark.parametrize(("mean", "k"), [(60, 47), (60, 48), (67.2, 71), (0.001, 0), (3, 20)])
def test_poisson_tails_agree_with_mpmath(mean, k):
    """Both tails, at everyday sizes."""
    with mpmath.workdps(40):
        below = float(mpmath.gammainc(k + 1, mean, mpmath.inf, regularized=True))
        above = float(mpmath.gammainc(k + 1, 0, mean, regularized=True))
    assert poisson_at_most(k, mean) == pytest.approx(below, rel=CLOSE)
    assert poisson_at_least(k + 1, mean) == pytest.approx(above, rel=CLOSE)


@pytest.mark.parametrize("mean", [1e-6, 0.7, 12.0, 400.5, 1e4])
@pytest.mark.parametrize("deviations", [-30, -8, -2, -0.1, 0.5, 4, 12, 30])
def test_deep_poisson_tails_agree_with_mpmath(mean, deviations):
    """Ten digits down to 1e-290, where scipy's own have fewer."""
    k = max(1, round(mean + deviations * math.sqrt(mean)))
    with mpmath.workdps(400):
        below = mpmath.gammainc(k + 1, mean, mpmath.inf, regularized=True)
        above = mpmath.gammainc(k, 0, mean, regularized=True)
    if below > 1e-290:
        assert poisson_at_most(k, mean) == pytest.approx(float(below), rel=CLOSE)
    if above > 1e-290:
        assert poisson_at_least(k, mean) == pytest.approx(float(above), rel=CLOSE)


@pytest.mark.parametrize("mean", [1e6, 1e9, 1e12])
@pytest.mark.parametrize("deviations", [-3, -1, 0, 1, 3])
def test_poisson_tails_hold_at_large_means(mean, deviations):
    """At 10^12 the two tails still agree with scipy, near the mean."""
    k = round(mean + deviations * math.sqrt(mean))
    assert poisson_at_most(k, mean) == pytest.approx(stats.poisson.cdf(k, mean), rel=CLOSE)


def test_poisson_at_the_edges():
    """Nothing is expected of a mean of 0; 0 or fewer are certain; a bad mean is refused."""
    assert (poisson_at_least(0, 0), poisson_at_least(1, 0), poisson_at_most(0, 0)) == (1, 0, 1)
    assert (poisson_at_most(-1, 5), poisson_at_least(-3, 5)) == (0, 1)
    assert poisson_at_least(1, 1e-12) == pytest.approx(1e-12, rel=1e-11)
    for mean in (-1, math.nan, math.inf):
        with pytest.raises(OutOfRange, match="'mean' must be"):
            poisson_at_most(3, mean)


def test_pace_worked_numbers():
    """The Poisson numbers of a plan's pace."""
    assert round(poisson_at_most(48, 60), 4) == 0.0650
    assert round(poisson_at_most(47, 60), 4) == 0.0492
    assert round(poisson_at_most(48, 52.8), 3) == 0.282
    assert round(poisson_at_least(72, 67.2), 4) == 0.2949


@given(
    volume=st.integers(1, 60),
    entered=st.integers(0, 40),
    data=st.data(),
)
def test_beta_binomial_tails_agree_with_fractions(volume, entered, data):
    """Every posterior from counts, 0 of n and n of n among them, against exact fractions."""
    from funnel_core.model import Counts

    advanced = data.draw(st.integers(0, entered))
    needed = data.draw(st.integers(1, volume))
    counts = Counts(entered, advanced)
    expected = reaches(needed, [volume, 0], [counts])
    got = beta_binomial_at_least(needed, volume, *counts.posterior)
    assert got == pytest.approx(float(expected), rel=CLOSE)


@pytest.mark.parametrize("counts", [(51, 151), (1, 31), (31, 1), (3, 10**9), (10**9, 1)])
@pytest.mark.parametrize("volume", [30, 1000, 10**6])
def test_one_learnt_rate_agrees_with_quadrature(counts, volume):
    """P(X ≥ k) is the posterior mean of the binomial tail, integrated by mpmath."""
    a, b = counts
    middle = max(1, min(volume, round(volume * a / (a + b))))
    for needed in {1, middle, min(volume, middle + max(1, middle // 10)), volume}:
        expected = stats.betabinom.sf(needed - 1, volume, a, b) if volume <= 1000 else None
        if expected is None or a + b > 10**6:
            continue
        got = beta_binomial_at_least(needed, volume, a, b)
        assert got == pytest.approx(expected, rel=1e-7, abs=1e-10)


def test_two_learnt_rates_agree_with_quadrature():
    """A product of two posteriors and a known rate, against a double integral in 20 digits."""
    volume, needed, rate = 60, 9, Fraction(1, 2)
    (a, b), (c, d) = (9, 4), (13, 8)
    with mpmath.workdps(20):

        def inner(x, y):
            density = x ** (a - 1) * (1 - x) ** (b - 1) * y ** (c - 1) * (1 - y) ** (d - 1)
            tail = mpmath.betainc(needed, volume - needed + 1, 0, x * y / 2, regularized=True)
            return density * tail

        total = mpmath.quad(inner, [0, 0.6, 1], [0, 0.6, 1], maxdegree=5)
        expected = float(total / mpmath.beta(a, b) / mpmath.beta(c, d))
    _, got = thinned_tails(needed, volume, rate, [(a, b), (c, d)])
    assert got == pytest.approx(expected, rel=1e-9)


@settings(deadline=None, max_examples=40)
@given(
    parts=st.lists(
        st.tuples(st.integers(0, 9), st.sampled_from(["0.001", "0.25", "0.5", "0.9", "1"])),
        min_size=1,
        max_size=4,
    ),
    needed=st.integers(-1, 37),
)
def test_sums_of_binomials_agree_with_fractions(parts, needed):
    """Independent stages of known rates: the sum of binomials, convolved exactly."""
    exact = [Fraction(1)]
    read = [(records, Fraction(rate)) for records, rate in parts]
    for records, rate in read:
        one = [
            math.comb(records, k) * rate**k * (1 - rate) ** (records - k)
            for k in range(records + 1)
        ]
        exact = [
            sum(exact[i] * one[k - i] for i in range(len(exact)) if 0 <= k - i < len(one))
            for k in range(len(exact) + len(one) - 1)
        ]
    below, above = sum_tails(needed, read)
    assert above == pytest.approx(float(sum(exact[max(needed, 0) :])), rel=CLOSE, abs=1e-300)
    assert below == pytest.approx(float(sum(exact[: max(needed, 0)])), rel=CLOSE, abs=1e-300)


@pytest.mark.parametrize("rate", ["1e-60", "1e-90", "1e-100", "1e-120"])
@pytest.mark.parametrize(("needed", "volume"), [(2, 3), (2, 10**9), (2, 10**12)])
def test_tails_agree_with_sixty_digits_at_rates_of_next_to_nothing(needed, volume, rate):
    """Ten digits where the saddle point lies hundreds of steps away."""
    expected = exact_binomial(needed, volume, Fraction(rate))
    assert binomial_at_least(needed, volume, Fraction(rate)) == pytest.approx(expected, rel=CLOSE)


def test_a_sum_that_is_as_good_as_impossible_is_0():
    """Common records used up, and the rest so rare that no double holds the probability."""
    parts = [(62_838, Fraction(1, 10**19)), (81_950, Fraction(1, 4))]
    assert sum_tails(112_796, parts) == (1, 0)
    assert sum_tails(144_788, parts) == (1, 0)


def test_the_two_tails_add_up_to_one_for_mixed_rates():
    """Known and learnt rates at any volume: P(<) + P(≥) = 1, and neither leaves 0 … 1."""
    rng = random.Random(7)
    for _ in range(200):
        learnt = [
            (1 + rng.choice([0, 1, 30, 10**6]), 1 + rng.choice([0, 1, 30, 10**6]))
            for _ in range(rng.randint(1, 6))
        ]
        needed = rng.choice([1, 3, 100, 10**6])
        volume = needed * rng.choice([1, 2, 1000])
        below, above = thinned_tails(needed, volume, Fraction(1, rng.choice([1, 2, 100])), learnt)
        assert 0 <= below <= 1
        assert 0 <= above <= 1
        assert below + above == pytest.approx(1, abs=1e-15)


def test_normal_quantiles_agree_with_mpmath():
    """From 1e-300 to just below 1, to 15 digits."""
    with mpmath.workdps(330):
        for share in [10.0**-k for k in range(1, 301, 7)] + [0.25, 0.5, 0.501, 0.7, 1 - 1e-12]:
            expected = mpmath.sqrt(2) * mpmath.erfinv(2 * mpmath.mpf(share) - 1)
            assert normal_quantile(share) == pytest.approx(float(expected), rel=1e-15)
