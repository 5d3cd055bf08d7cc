"""The largest plans: volumes to a million million, rates to a thousand-millionth, twelve steps."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise

import mpmath as mp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from funnel_core.confidence import confident_volumes, final_range, hit_probability
from funnel_core.errors import FunnelError, OutOfRange
from funnel_core.forecast import expected_final
from funnel_core.model import Counts
from funnel_core.numerics.tails import poisson_at_least, poisson_at_most
from funnel_core.pace import pace_to_date
from funnel_core.quantities import LARGEST_WHOLE, as_typed
from funnel_core.rates import stage_rates
from funnel_core.required import exact_volumes, required_volumes
from tests.core import panels

MOST = 10**12
CLOSE = 1e-9
rates = st.one_of(
    st.integers(1, 10**4).map(lambda n: n / 10**4), st.integers(1, 9).map(lambda k: 10.0**-k)
)
records = st.one_of(st.just(0), st.integers(0, 1000), st.integers(0, MOST))


def binomial_tails(needed: int, volume: int, rate: float) -> tuple[float, float]:
    with mp.workdps(panels.DIGITS):
        exact = mp.mpf(as_typed(rate).numerator) / as_typed(rate).denominator
        ahead = needed > as_typed(rate) * volume
        below, above = panels.tails(panels.binomial(volume, exact), needed, volume, ahead)
    return float(below), float(above)


def learnt_tails(needed: int, volume: int, counts: Counts) -> tuple[float, float]:
    up, down = counts.posterior
    ahead = needed * (up + down) > volume * up
    term = panels.beta_binomial(volume, up, down)
    below, above = panels.tails(term, needed, volume, ahead)
    return float(below), float(above)


@given(st.integers(1, MOST), st.lists(rates, min_size=1, max_size=12))
def test_required_volumes_are_the_smallest_or_too_large_for_a_cell(
    target: int, steps: list[float]
) -> None:
    """Each row × rate is at least the row below, and with one record less it is not."""
    if target / math.prod(map(as_typed, steps)) > LARGEST_WHOLE:
        with pytest.raises(OutOfRange, match=r"2\^53"):
            required_volumes(target, steps)
        return
    try:
        volumes = required_volumes(target, steps)
    except OutOfRange:  # rounded up step by step it grew beyond it
        assert target / math.prod(map(as_typed, steps)) > LARGEST_WHOLE / 10
        return
    for (above, below), rate in zip(pairwise(volumes), steps, strict=True):
        assert (above - 1) * as_typed(rate) < below <= above * as_typed(rate)


def test_exact_volumes_of_the_rarest_rates() -> None:
    """A million million wins over twelve steps of a thousand-millionth each: a number, not inf."""
    assert exact_volumes(MOST, [1e-9] * 12)[0] == pytest.approx(1e120, rel=1e-15)
    with pytest.raises(OutOfRange, match="largest number a cell can hold"):
        exact_volumes(1e300, [1e-9])


@pytest.mark.parametrize("q", [0.05, 0.8, 0.999])
@pytest.mark.parametrize(
    ("needed", "rate"),
    [(10**9, 0.25), (10**9, 0.999999), (10**6, 1e-9), (1000, 1e-9), (10**12, 0.3), (10**12, 0.001)],
)
def test_confident_volumes_of_known_rates(needed: int, rate: float, q: float) -> None:
    """The smallest volume to 1e-9 in probability, a thousand million records and more."""
    volume = confident_volumes(needed, [rate], q)[0]
    assert binomial_tails(needed, volume, rate)[1] >= q - CLOSE
    assert binomial_tails(needed, volume - 1, rate)[1] < q + CLOSE


@pytest.mark.parametrize("q", [0.05, 0.8, 0.999])
@pytest.mark.parametrize(
    ("needed", "counts"),
    [
        (10**9, Counts(200, 50)),
        (10**9, Counts(10**9, 25 * 10**7)),
        (10**9, Counts(3, 3)),
        (100, Counts(MOST, 1000)),
        (10**12, Counts(MOST, MOST // 3)),
    ],
)
def test_confident_volumes_of_learnt_rates(needed: int, counts: Counts, q: float) -> None:
    """The same where the rate was counted, on few records or on a million million."""
    volume = confident_volumes(needed, [counts], q)[0]
    assert learnt_tails(needed, volume, counts)[1] >= q - CLOSE
    assert learnt_tails(needed, volume - 1, counts)[1] < q + CLOSE


@pytest.mark.parametrize("q", [0.1, 0.5, 0.95])
def test_confident_volumes_of_twelve_steps(q: float) -> None:
    """Twelve known rates are one, their exact product, at each stage."""
    steps = [0.1, 0.9, 0.5, 0.01, 0.7, 0.3, 1, 0.999, 0.2, 0.8, 0.6, 0.4]
    volumes = confident_volumes(1000, steps, q)
    for stage, volume in enumerate(volumes[:-1]):
        rate = math.prod(map(as_typed, steps[stage:]), start=Fraction(1))
        if rate < 1:
            assert binomial_tails(1000, volume, rate)[1] >= q - CLOSE
            assert binomial_tails(1000, volume - 1, rate)[1] < q + CLOSE


@pytest.mark.parametrize("sds", [-6, -1, 0, 2, 7])
@pytest.mark.parametrize(
    ("volume", "rate"), [(10**9, 0.25), (MOST, 0.25), (MOST, 1e-9), (MOST, 0.999999), (10**9, 1e-6)]
)
def test_the_chance_to_hit_at_known_rates(volume: int, rate: float, sds: int) -> None:
    """Both tails to ten digits of themselves, seven standard deviations out."""
    mean = volume * rate
    needed = min(volume, max(1, round(mean + sds * math.sqrt(mean * (1 - rate)))))
    below, above = binomial_tails(needed, volume, rate)
    assert hit_probability(needed, [volume, 0], [rate]) == pytest.approx(above, rel=1e-10)
    assert 1 - hit_probability(needed, [volume, 0], [rate]) == pytest.approx(below, abs=1e-12)


@pytest.mark.parametrize("share", [0.5, 0.9, 1, 1.1])
@pytest.mark.parametrize("volume", [10**9, MOST])
@pytest.mark.parametrize(
    "counts", [Counts(200, 50), Counts(MOST, MOST // 4), Counts(10**6, 1), Counts(2, 1)]
)
def test_the_chance_to_hit_at_learnt_rates(counts: Counts, volume: int, share: float) -> None:
    """To 1e-9 of the chance, at counts from two records to a million million."""
    needed = round(volume * Fraction(counts.advanced, counts.entered) * Fraction(str(share)))
    below, above = learnt_tails(needed, volume, counts)
    found = hit_probability(needed, [volume, 0], [counts])
    assert found == pytest.approx(above, rel=1e-9, abs=1e-300)
    assert 1 - found == pytest.approx(below, abs=1e-12)


@pytest.mark.parametrize("q", [1e-9, 0.8, 0.999, 0.9999999999999999])
@pytest.mark.parametrize("volume", [10**9, MOST])
def test_forecast_ranges_are_the_quantiles(volume: int, q: float) -> None:
    """Low and high are the smallest counts that reach their share, to 1e-9 in probability."""
    low, high = final_range([volume, 7], [0.25], q)
    for end, share in ((low, (1 - q) / 2), (high, (1 + q) / 2)):
        assert binomial_tails(end - 7 + 1, volume, 0.25)[0] >= share - CLOSE
        if share > CLOSE:
            assert binomial_tails(end - 7, volume, 0.25)[0] < share + CLOSE


@settings(max_examples=40, deadline=None)
@given(st.data(), st.integers(1, 12))
def test_any_pipeline_of_known_rates_is_answered(data: st.DataObject, steps: int) -> None:
    """Chances are shares and ranges hold the expected count, whatever lies in twelve stages."""
    shares = data.draw(st.lists(rates, min_size=steps, max_size=steps))
    volumes = data.draw(st.lists(records, min_size=steps + 1, max_size=steps + 1))
    expected = expected_final(volumes, shares)
    assert volumes[-1] <= expected <= sum(volumes)
    low, high = final_range(volumes, shares, 0.99)
    assert low - 1 <= expected <= high + 1
    chances = [hit_probability(needed, volumes, shares) for needed in (low, round(expected), high)]
    assert 1 >= chances[0] >= chances[1] >= chances[2] >= 0
    assert chances[0] >= 0.99


@pytest.mark.parametrize(
    "counts", [Counts(10**6, 500_000), Counts(MOST, MOST // 2), Counts(40, 20)]
)
def test_twelve_learnt_steps_full_of_records(counts: Counts) -> None:
    """A chance that falls with the target, about one half at its middle; in seconds at most."""
    volumes, steps = [10**9] * 12 + [0], [counts] * 12
    expected = expected_final(volumes, steps)
    chances = [hit_probability(round(expected * x), volumes, steps) for x in (0.5, 1, 1.5)]
    assert chances[0] > 0.9
    assert 0.3 < chances[1] < 0.7
    assert chances[2] < 0.2


@given(st.lists(st.integers(1, LARGEST_WHOLE), min_size=2, max_size=13), st.floats(1e-9, 0.999999))
def test_intervals_of_the_largest_counts(volumes: list[int], q: float) -> None:
    """Each interval holds its rate and lies within 0 … 1."""
    volumes.sort(reverse=True)
    for estimate in stage_rates(volumes, q):
        assert 0 <= estimate.interval.low <= estimate.rate <= estimate.interval.high <= 1


@given(st.integers(0, LARGEST_WHOLE), st.floats(0, 1e300), st.floats(1e-12, 0.4999))
def test_pace_of_anything_is_a_word(actual: int, expected: float, alpha: float) -> None:
    """Whatever was expected, chance is worked out and not left to overflow."""
    word = pace_to_date(actual, expected, alpha)
    assert word == "on pace" or (word == "behind") == (actual < expected)


@pytest.mark.parametrize("mean", [1e6, 1e9, 1e12])
@pytest.mark.parametrize("sds", [-7, -1, 0, 3])
def test_poisson_tails_of_very_many(mean: float, sds: int) -> None:
    """To ten digits of the tail, against mpmath's term by term."""
    k = round(mean + sds * math.sqrt(mean))

    def term(n: mp.mpf) -> mp.mpf:
        return mp.exp(n * mp.log(mean) - mean - mp.loggamma(n + 1))

    below, above = panels.tails(term, k, LARGEST_WHOLE, k > mean)
    assert poisson_at_most(k - 1, mean) == pytest.approx(float(below), rel=1e-10)
    assert poisson_at_least(k, mean) == pytest.approx(float(above), rel=1e-10)


@pytest.mark.parametrize("number", [10**400, math.inf, math.nan, -1, 2**53 + 1])
def test_a_number_beyond_a_cell_is_a_sentence(number: float) -> None:
    """Never an overflow: an error that a cell can show."""
    calls = [
        lambda: required_volumes(number, [1e-9]),
        lambda: confident_volumes(number, [0.5], 0.8),
        lambda: hit_probability(number, [5, 0], [0.5]),
        lambda: hit_probability(5, [number, 0], [0.5]),
        lambda: stage_rates([number, 1], 0.9),
        lambda: Counts(number, 1),
        lambda: required_volumes(1, [number]),
    ]
    for call in calls:
        with pytest.raises(FunnelError):
            call()
