"""Records in several stages whose rates were learnt: one way against the other, and both exact."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.special import gammaln

from funnel_core.model import Counts, Transition
from funnel_core.numerics import pipeline
from funnel_core.numerics.pipeline import Pipeline
from funnel_core.numerics.thinning import thinned
from tests.core.chains import arrivals, plain, reaches

small_counts = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(
    lambda pair: Counts(pair[0] + pair[1], pair[0])
)


@settings(deadline=None, max_examples=60)
@given(values=st.lists(st.integers(0, 9), min_size=1, max_size=30), counts=small_counts)
def test_numbers_passed_on_one_by_one_are_exact(values, counts):
    """The recurrence, against the beta-binomial of every number in fractions."""
    exact = [Fraction(0)] * len(values)
    for records, weight in enumerate(values):
        for k, probability in enumerate(
            arrivals(Transition.learnt(counts.entered, counts.advanced), records)
        ):
            exact[k] += weight * probability
    passed = thinned(
        [float(value) for value in values], counts.advanced, counts.entered - counts.advanced
    )
    assert passed == pytest.approx([float(each) for each in exact], rel=1e-14, abs=0)


@pytest.mark.parametrize(
    ("entered", "advanced"), [(0, 0), (12, 5), (2, 1), (30, 0), (30, 30), (200, 150)]
)
@pytest.mark.parametrize("records", [1, 1_000, 20_000])
def test_the_recurrence_agrees_with_scipy(entered, advanced, records):
    """A point mass becomes the beta-binomial, digits of small probabilities included.

    The tolerance is that of scipy's own logarithms of factorials.
    """
    passed = thinned([0.0] * records + [1.0], advanced, entered - advanced)
    k = np.arange(records + 1)
    expected = stats.betabinom.pmf(k, records, advanced + 1, entered - advanced + 1)
    shown = expected > 1e-280
    assert np.array(passed)[shown] == pytest.approx(expected[shown], rel=1e-9, abs=0)
    assert math.fsum(passed) == pytest.approx(1, rel=1e-13)


def through(distribution: np.ndarray, counts: Counts) -> np.ndarray:
    """Take a step by the whole matrix of the beta-binomial, as its logarithms give it."""
    a, b = counts.posterior
    x = np.arange(len(distribution))[:, None]
    z = np.arange(len(distribution))[None, :]
    t = np.maximum(x - z, 0)
    logs = gammaln(x + 1) - gammaln(z + 1) - gammaln(t + 1)
    logs += gammaln(a + z) + gammaln(b + t) - gammaln(a + b + x)
    logs += gammaln(a + b) - gammaln(a) - gammaln(b)
    return distribution @ np.where(z <= x, np.exp(logs), 0.0)


@pytest.mark.parametrize(
    "counts", [Counts(12, 5), Counts(2, 1), Counts(5, 5), Counts(9, 0), Counts(400, 100)]
)
def test_hundreds_of_records_in_each_stage_agree_with_whole_matrices(counts):
    """Four steps, 400 records before each: every probability of the final count to 1e-11."""
    distribution = np.array([1.0])
    for _ in range(4):
        distribution = through(np.concatenate([np.zeros(400), distribution]), counts)
    chain = Pipeline([400] * 4, plain([counts] * 4))
    at_least = distribution[::-1].cumsum()[::-1]
    for needed in range(1, 1_600, 7):
        below, above = chain.tails(needed)
        assert above == pytest.approx(at_least[needed], abs=1e-11)
        assert below + above == pytest.approx(1, abs=1e-12)


any_step = st.one_of(small_counts, st.sampled_from([0.5, 0.03, 1.0, Counts(90, 45)]))


@settings(deadline=None, max_examples=25)
@given(
    volumes=st.lists(st.integers(0, 400), min_size=2, max_size=4),
    data=st.data(),
    held=st.sampled_from([0, 400, 2_000]),
)
def test_both_ways_to_hold_a_distribution_agree(volumes, data, held):
    """Number by number, in blocks, and changing from one to the other along the chain."""
    steps = plain(data.draw(st.lists(any_step, min_size=len(volumes), max_size=len(volumes))))
    total = sum(volumes)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "ONE_BY_ONE", 10**9)
        numbers = Pipeline(volumes, steps)
        patch.setattr(pipeline, "ONE_BY_ONE", held)
        patch.setattr(pipeline, "ONE_BY_ONE_OF_FEW", held)
        blocks = Pipeline(volumes, steps)
    for needed in {1, total // 20, total // 5, total // 2, total} - {0}:
        assert numbers.tails(needed)[1] == pytest.approx(blocks.tails(needed)[1], abs=2e-12)


@settings(deadline=None, max_examples=40)
@given(
    volumes=st.lists(st.integers(0, 8), min_size=2, max_size=4),
    data=st.data(),
    held=st.sampled_from([0, 10, 10**9]),
)
def test_a_chain_is_exact_however_it_is_held(volumes, data, held):
    """Against every state of the chain in fractions."""
    steps = data.draw(st.lists(any_step, min_size=len(volumes), max_size=len(volumes)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "ONE_BY_ONE", held)
        patch.setattr(pipeline, "ONE_BY_ONE_OF_FEW", held)
        chain = Pipeline(volumes, plain(steps))
    for needed in range(1, sum(volumes) + 1):
        exact = float(reaches(needed, [*volumes, 0], steps))
        assert chain.tails(needed)[1] == pytest.approx(exact, abs=1e-13)


def test_tens_of_thousands_of_records_keep_their_digits():
    """Uniform rates in six steps: the mean of the final count, which is known exactly."""
    volumes = [50_000] * 6
    chain = Pipeline(volumes, plain([Counts(0, 0)] * 6))
    mean = math.fsum(k * p for k, p in enumerate(chain._spread.numbers))
    assert mean == pytest.approx(sum(50_000 / 2**k for k in range(1, 7)), rel=1e-13)
    assert sum(chain.tails(1)) == pytest.approx(1, abs=1e-13)
