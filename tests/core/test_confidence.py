"""How sure a plan is, against exact fractions, scipy, quadrature and simulation."""

from __future__ import annotations

import math
import random
import re
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.special import digamma

from funnel_core.confidence import confident_volumes, final_range, hit_probability
from funnel_core.errors import InputError, NotEnoughData, OutOfRange
from funnel_core.model import Counts, Transition
from funnel_core.numerics import pipeline
from funnel_core.numerics.pipeline import Pipeline
from tests.core.chains import final_distribution, plain, reaches

TIE = Fraction(1, 10**12)

SIX = [
    Counts(640_000, 6_400),
    Counts(6_400, 3_008),
    Counts(3_008, 1_143),
    Counts(1_143, 800),
    Counts(800, 400),
    Counts(400, 100),
]

known = st.sampled_from([0.5, 0.25, 0.9, 0.01, 1.0, 0.3333])
learnt = st.integers(0, 40).flatmap(
    lambda entered: st.builds(Counts, st.just(entered), st.integers(0, entered))
)
any_step = known | learnt
confidences = st.sampled_from([0.05, 0.5, 0.8, 0.9, 0.95, 0.99])


def with_records(stage: int, volume: int, steps: int) -> list[int]:
    """Put a volume into one stage, and nothing elsewhere."""
    return [0] * stage + [volume] + [0] * (steps - stage)


@pytest.mark.parametrize(
    ("confidence", "binomial", "posterior"),
    [(0.5, 399, 396), (0.8, 429, 450), (0.9, 445, 482), (0.95, 459, 511)],
)
def test_worked_numbers(confidence, binomial, posterior):
    """100 wins at 25 %, known, and learnt from 50 of 200."""
    assert confident_volumes(100, [0.25], confidence) == (binomial, 100)
    assert confident_volumes(100, [Counts(200, 50)], confidence) == (posterior, 100)


def test_the_worked_funnel_at_eighty_percent():
    """Each stage of the worked case on its own, by scipy's own search over the binomial."""
    rates = [0.01, 0.47, 0.38, 0.7, 0.5, 0.25]
    volumes = confident_volumes(100, rates, 0.8)
    for stage, volume in enumerate(volumes[:-1]):
        rate = math.prod(rates[stage:])
        assert stats.binom.sf(99, volume, rate) >= 0.8 > stats.binom.sf(99, volume - 1, rate)


def test_a_learnt_funnel_needs_more_than_a_known_one():
    """Uncertain rates cost volume, and the more steps, the more."""
    rates = [0.01, 0.47, 0.38, 0.7, 0.5, 0.25]
    sure, unsure = confident_volumes(100, rates, 0.8), confident_volumes(100, SIX, 0.8)
    extra = [u / s for u, s in zip(unsure, sure, strict=True)]
    assert all(ratio > 1 for ratio in extra[:-1])
    assert extra[-1] == 1


@settings(deadline=None)
@given(needed=st.integers(1, 12), steps=st.lists(any_step, min_size=1, max_size=2), q=confidences)
def test_the_volume_reaches_the_confidence_and_one_less_does_not(needed, steps, q):
    """Exactly, in fractions, whatever is known and whatever is learnt; ties included."""
    volumes = confident_volumes(needed, steps, q)
    assert volumes[-1] == needed
    goal = Fraction(str(q)) - TIE
    for stage, volume in enumerate(volumes[:-1]):
        if volume > 60:
            continue
        rest = steps[stage:]
        assert reaches(needed, with_records(0, volume, len(rest)), rest) >= goal
        assert reaches(needed, with_records(0, volume - 1, len(rest)), rest) < goal


@settings(deadline=None, max_examples=60)
@given(
    needed=st.sampled_from([1, 2, 30, 1000, 10**6, 10**9]),
    steps=st.lists(any_step, min_size=1, max_size=6),
    q=confidences,
)
def test_the_volume_is_the_smallest_at_any_size(needed, steps, q):
    """The chance to hit from the volume reaches q, from one less it does not (to rounding)."""
    try:
        volumes = confident_volumes(needed, steps, q)
    except OutOfRange:
        assert hit_probability(needed, with_records(0, 2**53, len(steps)), steps) < q
        return
    for stage, volume in enumerate(volumes[:-1]):
        at = hit_probability(needed, with_records(stage, volume, len(steps)), steps)
        less = hit_probability(needed, with_records(stage, volume - 1, len(steps)), steps)
        assert at >= q - 1.2e-12
        assert less < q - 0.8e-12


@pytest.mark.parametrize(
    ("needed", "steps", "q", "volume"),
    [
        (1, [Counts(0, 0)], 0.9, 9),  # P = N ÷ (N + 1)
        (1, [Counts(1, 0)], 0.9, 18),  # P = N ÷ (N + 2)
        (1, [0.5], 0.9375, 4),  # P = 1 − 2^−N
        (2, [0.5], 0.6875, 4),  # 11 of 16
        (1, [Counts(1, 1), 1.0], 0.9, 4),  # P = 1 − 2 ÷ ((N + 1)(N + 2)) = 14/15; at 3 just 9/10
        (1, [0.9], 0.9, 1),
        (1, [0.3, 0.5, Counts(0, 0), 1.0], 0.075, 1),
    ],
)
def test_a_probability_equal_to_the_confidence_reaches_it(needed, steps, q, volume):
    """Ties in exact arithmetic count as reached; the smallest such volume is taken."""
    expected = next(
        n
        for n in range(needed, 99)
        if reaches(needed, with_records(0, n, len(steps)), steps) >= Fraction(str(q))
    )
    assert confident_volumes(needed, steps, q)[0] == expected <= volume


@settings(deadline=None, max_examples=60)
@given(
    needed=st.integers(1, 2000),
    steps=st.lists(any_step, min_size=1, max_size=4),
    q=st.floats(0.05, 0.9),
)
def test_more_confidence_and_more_wins_need_more(needed, steps, q):
    """Monotone in the confidence and in the target."""
    try:
        more_sure = confident_volumes(needed, steps, q + 0.07)
        more_wins = confident_volumes(needed + 1, steps, q)
    except OutOfRange:
        assume(False)
    volumes = confident_volumes(needed, steps, q)
    assert all(more >= v for more, v in zip(more_sure, volumes, strict=True))
    assert all(more >= v for more, v in zip(more_wins, volumes, strict=True))


def test_counts_scaled_up_converge_to_the_known_rate():
    """The same rates from ever more counts: the gap to the known rates closes."""
    target = confident_volumes(100, [0.5, 0.25], 0.9)
    gaps = []
    for times in (1, 100, 10_000, 10**8):
        counts = [Counts(20 * times, 10 * times), Counts(20 * times, 5 * times)]
        gaps.append(confident_volumes(100, counts, 0.9)[0] - target[0])
    assert gaps == sorted(gaps, reverse=True)
    assert gaps[0] > 300
    assert gaps[-1] == 0


def test_known_steps_among_learnt_ones():
    """A mix of the two lies between all known and all learnt."""
    mixed = confident_volumes(100, [0.5, Counts(200, 50)], 0.8)
    assert mixed[1] == 450
    assert confident_volumes(100, [0.5, 0.25], 0.8)[0] < mixed[0]
    assert mixed[0] < confident_volumes(100, [Counts(20, 10), Counts(200, 50)], 0.8)[0]


def test_rates_of_one_and_a_target_of_nothing():
    """Where everything advances the target itself is enough; nothing needs nothing."""
    assert confident_volumes(7, [1.0, 1], 0.99) == (7, 7, 7)
    assert confident_volumes(0, [0.5, Counts(3, 1)], 0.99) == (0, 0, 0)


def test_large_volumes_and_rare_rates():
    """Up to 10^12 records and down to 1e-9: near the normal approximation, and the Poisson."""
    top = confident_volumes(10**9, [0.25, 0.5], 0.9)[0]
    approximate = 8 * 10**9 * (1 + 1.2815515655 * math.sqrt((1 - 0.125) / 10**9))
    assert top == pytest.approx(approximate, rel=1e-8)
    assert confident_volumes(1, [1e-9], 0.9)[0] == math.ceil(math.log(0.1) / math.log1p(-1e-9))
    everyone = Counts(10**9, 10**9)  # P(all N advance) = (10^9 + 1) ÷ (10^9 + 1 + N)
    assert confident_volumes(10**9, [everyone], 0.5)[0] == 10**9
    assert confident_volumes(10**9, [everyone], 0.501)[0] == 10**9 + 1


def test_a_volume_that_no_cell_can_hold():
    """Infeasible at this confidence: a sentence with the stage and the cure."""
    with pytest.raises(OutOfRange, match=re.escape("2^53 records 3 steps above it")) as caught:
        confident_volumes(10**6, [Counts(3, 0), Counts(3, 0), 1e-9], 0.999)
    assert "lower confidence, or count more" in str(caught.value)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: confident_volumes(1, [], 0.5), "at least one rate"),
        (lambda: confident_volumes(1, [0.5], 1), "'confidence'"),
        (lambda: confident_volumes(-1, [0.5], 0.5), "'needed'"),
        (lambda: confident_volumes(1.5, [0.5], 0.5), "'needed'"),
        (lambda: confident_volumes(1, [47], 0.5), "47% or 0.47"),
        (lambda: hit_probability(1, [1], [0.5]), "2 for 1 rates"),
        (lambda: hit_probability(1, [1, -1], [0.5]), "row 2 is -1"),
        (lambda: final_range([1, 0], [0.5], 0), "'confidence'"),
    ],
)
def test_bad_arguments_are_refused_with_their_name(call, sentence):
    """Every argument is checked at the door."""
    with pytest.raises(InputError, match=re.escape(sentence)):
        call()


def test_hit_worked_number():
    """400 leads at 25 % for 100 wins."""
    assert round(hit_probability(100, [400, 0], [0.25]), 4) == 0.5192
    exact = stats.binom.sf(99, 400, 0.25)
    assert hit_probability(100, [400, 0], [0.25]) == pytest.approx(exact, rel=1e-11)


def test_hits_that_are_certain_and_impossible():
    """Won already; not enough records; nothing open."""
    assert hit_probability(5, [3, 5], [0.25]) == 1
    assert hit_probability(0, [0, 0], [Counts(1, 0)]) == 1
    assert hit_probability(9, [3, 5], [0.25]) == 0
    assert hit_probability(1, [0, 0, 0], [0.25, Counts(1, 1)]) == 0


@settings(deadline=None, max_examples=150)
@given(
    volumes=st.lists(st.integers(0, 7), min_size=2, max_size=4),
    data=st.data(),
)
def test_the_chance_to_hit_is_exact_for_small_funnels(volumes, data):
    """Several stages that share learnt rates, against every state of the chain in fractions."""
    steps = data.draw(st.lists(any_step, min_size=len(volumes) - 1, max_size=len(volumes) - 1))
    exact = final_distribution(volumes, steps)
    for needed in range(len(exact) + 1):
        expected = float(sum(exact[needed:], Fraction(0)))
        assert hit_probability(needed, volumes, steps) == pytest.approx(expected, abs=1e-13)


@pytest.mark.parametrize(
    ("volumes", "steps"),
    [
        ((90, 40, 0), (Counts(0, 0), Counts(0, 0))),
        ((70, 60, 3), (Counts(30, 30), Counts(9, 9))),
        ((100, 50, 0), (Counts(30, 0), Counts(2, 1))),
        ((80, 30, 20, 0), (Counts(10, 5), 0.5, Counts(4, 3))),
        ((60, 60, 0), (0.25, Counts(1000, 250))),
        ((150, 1, 0), (Counts(0, 0), Counts(5, 4))),
        ((110, 3, 1, 0), (Counts(0, 0), Counts(2, 2), Counts(1, 0))),
    ],
)
def test_larger_funnels_agree_with_the_exact_chain(volumes, steps):
    """More records than a block holds: flat, one-sided and narrow posteriors."""
    exact = final_distribution(volumes, steps)
    below = Fraction(0)
    for needed, probability in enumerate(exact):
        expected = float(1 - below)
        assert hit_probability(needed, volumes, steps) == pytest.approx(expected, abs=1e-12)
        below += probability


@pytest.mark.parametrize("volume", [1_000, 10**6, 10**9])
@pytest.mark.parametrize(
    "steps",
    [
        (Counts(30, 30), Counts(3008, 1143)),
        (Counts(2, 1), 0.3),
        (Counts(0, 0), Counts(9, 9)),
        (Counts(10**9, 3 * 10**8), Counts(200, 50)),
    ],
)
def test_two_independent_methods_agree_on_one_volume(volume, steps):
    """The chain of blocks and the contour integral share no code; they agree to 1e-11."""
    chain = Pipeline([volume, 0], plain(steps))
    share = math.prod(float(as_transition(step).rate) for step in steps)
    for times in (0.01, 0.3, 0.8, 1, 1.2, 1.9):
        needed = max(1, min(volume, round(volume * share * times)))
        expected = hit_probability(needed, [volume, 0, 0], steps)
        assert chain.tails(needed)[1] == pytest.approx(expected, abs=1e-11)


def as_transition(step: float | Counts) -> Transition:
    """Read a step as a transition."""
    if isinstance(step, Counts):
        return Transition.learnt(step.entered, step.advanced)
    return Transition.of(step)


@pytest.mark.parametrize("volume", [10**4, 10**6, 10**9])
def test_one_late_record_is_not_lost_among_many(volume):
    """A flat posterior begins abruptly where the records of a later stage are counted in."""
    chain = Pipeline([volume, 1], [(0, 0), (0, 1)])
    assert sum(chain.tails(volume // 3)) == pytest.approx(1, abs=1e-11)
    # Of 1 + X records, X uniform on 0 … volume, k take the second step, Beta(1, 2): none of them
    # does with probability mean of 2 ÷ (x + 3) over x = X, as ∫ 2(1 − r)^(x + 2) dr.
    none = 2 * (harmonic(volume + 3) - 1.5) / (volume + 1)
    assert chain.tails(1)[0] == pytest.approx(none, abs=1e-13)


def harmonic(n: int) -> float:
    """Give 1 + 1/2 + … + 1/n."""
    return float(digamma(n + 1) + 0.5772156649015329)


def test_stages_that_share_a_learnt_rate_are_not_independent():
    """Two stages before one uncertain step spread wider than two funnels of their own."""
    together = hit_probability(70, [100, 100, 0], [1.0, Counts(10, 5)])
    assert together == pytest.approx(hit_probability(70, [200, 0], [Counts(10, 5)]), abs=1e-12)
    apart = final_distribution([100, 0], [Counts(10, 5)])
    independent = sum(
        (p * sum(apart[max(70 - k, 0) :], Fraction(0)) for k, p in enumerate(apart)), Fraction(0)
    )
    assert together < float(independent) - 0.02


def test_the_worked_funnel_with_records_everywhere():
    """Six learnt steps, records in every stage: against a seeded simulation of the posteriors."""
    volumes = (640_000, 6_400, 3_008, 1_143, 800, 400, 0)
    rng = random.Random(20_260_101)
    runs, hits = 4_000, 0
    for _ in range(runs):
        arriving = float(volumes[0])
        spread = 0.0
        for volume, counts in zip(volumes[1:], SIX, strict=True):
            rate = rng.betavariate(*counts.posterior)
            spread = spread * rate**2 + arriving * rate * (1 - rate)
            arriving = arriving * rate + volume
        hits += rng.gauss(arriving, math.sqrt(spread)) > 599.5
    expected = hit_probability(600, volumes, SIX)
    deviation = math.sqrt(expected * (1 - expected) / runs)
    assert abs(hits / runs - expected) < 4 * deviation


@settings(deadline=None, max_examples=50)
@given(
    volumes=st.lists(st.integers(0, 300), min_size=3, max_size=3),
    steps=st.lists(any_step, min_size=2, max_size=2),
    stage=st.integers(0, 2),
    needed=st.integers(1, 200),
)
def test_one_more_record_never_lowers_the_chance(volumes, steps, stage, needed):
    """Monotone in every volume."""
    more = [volume + (k == stage) for k, volume in enumerate(volumes)]
    before = hit_probability(needed, volumes, steps)
    assert hit_probability(needed, more, steps) >= before - 2e-12


@pytest.mark.parametrize("confidence", [0.5, 0.8, 0.95, 0.999])
@pytest.mark.parametrize(("volume", "rate"), [(100, 0.5), (1000, 0.003), (10**9, 0.2)])
def test_ranges_of_known_rates_agree_with_scipy(confidence, volume, rate):
    """The quantiles of a binomial."""
    low, high = final_range([volume, 0], [rate], confidence)
    assert low == stats.binom.ppf((1 - confidence) / 2, volume, rate)
    assert high == stats.binom.ppf((1 + confidence) / 2, volume, rate)


@settings(deadline=None, max_examples=80)
@given(
    volumes=st.lists(st.integers(0, 6), min_size=2, max_size=4),
    data=st.data(),
    q=confidences,
)
def test_ranges_are_the_exact_quantiles(volumes, data, q):
    """The smallest counts whose cumulative probability reaches either end, in fractions."""
    steps = data.draw(st.lists(any_step, min_size=len(volumes) - 1, max_size=len(volumes) - 1))
    exact = final_distribution(volumes, steps)
    share = Fraction(str(q))

    def smallest(goal: Fraction) -> int:
        return next(x for x in range(len(exact)) if sum(exact[: x + 1], Fraction(0)) >= goal - TIE)

    expected = smallest((1 - share) / 2), smallest((1 + share) / 2)
    assert final_range(volumes, steps, q) == expected


def test_a_range_of_nothing_open_is_what_is_won():
    """No records open: both ends are the wins there are."""
    assert final_range([0, 0, 7], [0.5, Counts(3, 1)], 0.9) == (7, 7)


def test_a_range_of_the_worked_funnel_holds_its_confidence():
    """The probability between the ends is at least the confidence, and hardly more."""
    volumes = (640_000, 6_400, 3_008, 1_143, 800, 400, 0)
    low, high = final_range(volumes, SIX, 0.8)
    inside = hit_probability(low, volumes, SIX) - hit_probability(high + 1, volumes, SIX)
    assert 0.8 <= inside < 0.815


def test_extreme_counts_do_not_hang_or_overflow():
    """10^12 records, certain and hopeless counts, twelve steps: an answer, between 0 and 1."""
    hopeless, sure, tiny = Counts(10**9, 0), Counts(10**9, 10**9), Counts(1, 1)
    for volumes, steps in [
        ([10**12, 0], [hopeless]),
        ([10**12] + [0] * 12, [sure] * 12),
        ([10**9, 1, 0], [hopeless, tiny]),
        ([5] * 12 + [0], [tiny] * 12),
        ([10**12, 10**9, 0], [1e-9, Counts(400, 100)]),
    ]:
        low, high = final_range(volumes, steps, 0.9)
        assert 0 <= low <= high <= sum(volumes)
        chance = hit_probability(max(low, 1), volumes, steps)
        assert 0.0 <= chance <= 1.0


def test_a_hopeless_case_ends_with_a_sentence_and_not_never(monkeypatch):
    """Millions of records in many stages, at rates learnt from one record: it says so in time."""
    monkeypatch.setattr(pipeline, "PATIENCE", 50_000)
    with pytest.raises(NotEnoughData, match="count more records for the rates"):
        hit_probability(10**5, [10**6] * 12 + [0], [Counts(1, 1)] * 12)
    assert hit_probability(10**5, [10**6, 0], [Counts(1, 1)]) == pytest.approx(0.99, abs=1e-4)
