"""Non-negative least squares of what falls due later."""

from __future__ import annotations

import random
from decimal import Decimal
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import toeplitz
from scipy.optimize import nnls

from funnel_core.errors import OutOfRange
from funnel_core.numerics import leastsquares
from funnel_core.numerics.leastsquares import steadiest_least_squares

kernels = st.lists(st.integers(0, 50), max_size=7).flatmap(
    lambda rest: st.integers(1, 50).map(lambda first: [first, *rest])
)
dues = st.lists(st.integers(0, 100).map(lambda percent: percent / 100), min_size=1, max_size=30)


def solved(shares, due):
    """Solve in doubles, from doubles."""
    found = steadiest_least_squares(
        [Decimal(repr(float(share))) for share in shares], [Decimal(repr(each)) for each in due]
    )
    return np.array([float(each) for each in found])


def matrix(shares, periods):
    """Lay the shares out as the matrix that spreads so many numbers."""
    column = np.zeros(periods)
    column[: min(periods, len(shares))] = shares[:periods]
    return np.tril(toeplitz(column))


@settings(deadline=None)
@given(kernels, dues)
def test_no_numbers_come_nearer(kernel, due):
    """Scipy's non-negative least squares has no smaller misfit; and the slopes say why.

    No number above 0 could be moved for the better, none at 0 could be raised.
    """
    shares = np.array(kernel) / sum(kernel)
    spread = matrix(shares, len(due))
    numbers = solved(shares, due)
    assert (numbers >= 0).all()
    misfit = np.linalg.norm(spread @ numbers - due)
    assert misfit == pytest.approx(nnls(spread, np.array(due), maxiter=3000)[1], rel=1e-9, abs=1e-9)
    slopes = spread.T @ (spread @ numbers - due)
    # doubles hold numbers of up to `largest` to 16 digits
    largest = max(1.0, numbers.max())
    assert (slopes >= -1e-12 * largest).all()
    assert slopes[numbers > 0] == pytest.approx(0, abs=1e-12 * largest)


def test_every_choice_of_zeros_is_worse():
    """Brute force over which numbers are 0, for five periods."""
    seeded = random.Random(5)
    for _ in range(20):
        shares = np.array([seeded.random() for _ in range(3)])
        due = [seeded.random() for _ in range(5)]
        spread = matrix(shares, 5)
        misfits = []
        for chosen in product([False, True], repeat=5):
            part = spread[:, list(chosen)]
            numbers = np.linalg.lstsq(part, due, rcond=None)[0]
            if (numbers >= 0).all():
                misfits.append(np.linalg.norm(part @ numbers - due))
        assert np.linalg.norm(spread @ solved(shares, due) - due) == pytest.approx(
            min(misfits), rel=1e-10
        )


@pytest.mark.parametrize("periods", [24, 60])
@pytest.mark.parametrize("due", ["level", "rising", "peaks"])
def test_both_ways_there_agree(monkeypatch, periods, due):
    """A long smooth lag, whose pivots cycle: from inside, the misfit is scipy's."""
    shares = np.exp(-(((np.arange(24) - 12) / 4.8) ** 2))
    shares /= shares.sum()
    wanted = {
        "level": [1.0] * periods,
        "rising": [0.2 + period / periods / 2 for period in range(periods)],
        "peaks": [1.0 if period % 6 == 0 else 0.1 for period in range(periods)],
    }[due]
    spread = matrix(shares, periods)
    expected = nnls(spread, np.array(wanted), maxiter=50 * periods)[1]
    monkeypatch.setattr(leastsquares, "PIVOT_ROUNDS", 0)
    inside = solved(shares, wanted)
    assert (inside >= 0).all()
    assert np.linalg.norm(spread @ inside - wanted) == pytest.approx(expected, rel=1e-9)


def test_of_equals_the_steadiest():
    """A first share of 1e-17 leaves the last number open, to 14 digits: it stays as the one before.

    Least squares alone would let it stand anywhere.
    """
    numbers = solved([1e-17, 0.6, 0.4], [0.0, 0.6, 1.0, 1.0, 1.0])
    assert numbers == pytest.approx([1] * 5, rel=1e-9)


def test_noise_in_the_last_digit_is_not_followed():
    """Level numbers under a lag that magnifies errors 4.4-fold a period come back level.

    Inverted naively, noise of 1e-16 would be 10 times the numbers after 25 periods.
    """
    spread = matrix([0.1, 0.5, 0.3, 0.1], 48)
    noisy = [float(each) for each in spread @ np.full(48, 0.7)]
    numbers = solved([0.1, 0.5, 0.3, 0.1], noisy)
    assert numbers == pytest.approx([0.7] * 48, rel=1e-6)
    assert all(abs(after - before) < 1e-6 for before, after in pairwise(numbers))


def test_too_much_work_is_refused_at_once():
    """A sentence, not minutes."""
    with pytest.raises(OutOfRange, match="5000 numbers, each spread over 5000, are too many"):
        steadiest_least_squares([Decimal(1)] * 5000, [Decimal(1)] * 5000)
