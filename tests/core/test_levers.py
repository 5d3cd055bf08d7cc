"""What to improve first: swings over each rate's own interval, and the four ways to more."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from funnel_core.errors import FunnelError, InputError, NotEnoughData, OutOfRange
from funnel_core.levers import lever_gains, step_swings
from funnel_core.model import Counts, Transition

counted = st.tuples(st.integers(1, 10**6), st.integers(0, 10**6)).map(
    lambda both: Counts(both[0] + both[1], both[0])
)


def test_the_worked_swings():
    """On a million: 470 of 1000 swing it 934,553 … 1,065,936, 10 of 40 567,485 … 1,607,758."""
    known, hardly = step_swings([Counts(1000, 470), Counts(40, 10)], 1_000_000)
    assert (round(known.low), round(known.high)) == (934_553, 1_065_936)
    assert (round(hardly.low), round(hardly.high)) == (567_485, 1_607_758)
    assert hardly.swing == hardly.high - hardly.low


@given(st.lists(counted, min_size=1, max_size=6), st.floats(1, 1e9), st.floats(0.01, 0.9999))
def test_the_ends_agree_with_statsmodels(steps, target, confidence):
    """Target × the end of Wilson's interval ÷ the point rate, step by step.

    statsmodels' own low end loses digits where few of many advanced, hence 1e-8 of the target.
    """
    for step, swing in zip(steps, step_swings(steps, target, confidence), strict=True):
        ends = proportion_confint(step.advanced, step.entered, 1 - confidence, method="wilson")
        rate = step.advanced / step.entered
        expected = [target * end / rate for end in ends]
        assert swing[:2] == pytest.approx(expected, rel=1e-10, abs=1e-8 * target)
        assert 0 <= swing.low <= target <= swing.high


@given(counted, st.integers(2, 50), st.floats(0.01, 0.98))
def test_a_rate_known_better_swings_less_and_a_surer_interval_more(step, times, confidence):
    """More counts at the same rate narrow the swing, more confidence widens it."""
    [swing] = step_swings([step], 1000, confidence)
    [more] = step_swings([Counts(step.entered * times, step.advanced * times)], 1000, confidence)
    [surer] = step_swings([step], 1000, confidence + 0.01)
    assert more.swing < swing.swing < surer.swing


def test_transitions_learnt_from_counts_serve_as_well():
    """What `Funnel` holds and what a person writes are answered alike."""
    assert step_swings([Transition.learnt(40, 10)], 100) == step_swings([Counts(40, 10)], 100)


@pytest.mark.parametrize(
    ("steps", "kind", "said"),
    [
        ([], InputError, "at least one step; got none"),
        ([Counts(30, 0)], OutOfRange, "row 1 is 0 of 30, so nothing advances"),
        ([Counts(3, 1), Counts(0, 0)], NotEnoughData, "row 2 is 0 of 0, so nobody entered"),
        ([Counts(0, 0), Counts(3, 0)], NotEnoughData, "row 1 is 0 of 0.*; row 2 is 0 of 3"),
        ([Counts(3, 1), 0.5], InputError, r"row 2 is 0\.5"),
        ([Transition.of(0.5)], InputError, "row 1 is Transition"),
    ],
)
def test_steps_that_a_plan_cannot_rest_on_are_named(steps, kind, said):
    """All bad rows at once; the first decides what the cell shows."""
    with pytest.raises(kind, match=said):
        step_swings(steps, 100)


@pytest.mark.parametrize(
    ("target", "confidence", "said"),
    [
        (0, 0.95, "'target' must be"),
        (-5, 0.95, "'target' must be"),
        (10**400, 0.95, "'target' must be"),
        (100, 95, "write 95% or 0.95"),
        (1.7e308, 0.95, r"below 1\.8e\+308"),
    ],
)
def test_each_bound_of_a_swing_has_its_sentence(target, confidence, said):
    """A target above 0, a confidence that is a share, an answer that a cell holds."""
    with pytest.raises(OutOfRange, match=said):
        step_swings([Counts(40, 10)], target, confidence)


def test_a_hundred_thousand_steps_are_answered():
    """One interval a step."""
    swings = step_swings([Counts(1000, 470)] * 100_000, 1e6)
    assert len(swings) == 100_000
    assert swings[0] == swings[-1]


def settled(customers, retention, value, purchases):
    """Live through a thousand years: new customers join those who stayed, and all of them buy."""
    base = 0.0
    for _ in range(1000):
        base = base * retention + customers
    return base * value * purchases


@given(
    st.floats(1, 1e6), st.floats(0, 0.85), st.floats(0.01, 1e4), st.floats(0.1, 50),
    st.floats(0.01, 0.15),
)  # fmt: skip
def test_the_gains_are_those_of_a_base_that_has_settled(
    customers, retention, value, purchases, change
):
    """Simulated year by year until nothing changes, with one of the four raised at a time."""
    plan = [customers, retention, value, purchases]
    before = settled(*plan)
    for which, gain in enumerate(lever_gains(*plan, change)):
        raised = [each * (1 + change) if which == i else each for i, each in enumerate(plan)]
        assert gain == pytest.approx(settled(*raised) - before, rel=1e-8, abs=1e-9 * before)


@given(st.integers(1, 10**12), st.integers(0, 9999), st.integers(1, 10**8), st.integers(0, 2000))
def test_the_gains_are_exact_quotients(customers, retained, cents, basis_points):
    """The doubles nearest to the fractions, of decimals as typed; retention × (1+change) < 1."""
    retention, value, change = retained / 10_000, cents / 100, basis_points / 10_000
    kept, more = Fraction(retained, 10_000), Fraction(basis_points, 10_000)
    if kept * (1 + more) >= 1:
        with pytest.raises(OutOfRange, match="must stay below 1"):
            lever_gains(customers, retention, value, 12, change)
        return
    yearly = customers * Fraction(cents, 100) * 12
    gains = lever_gains(customers, retention, value, 12, change)
    assert gains.customers == gains.value == gains.purchases == float(yearly / (1 - kept) * more)
    assert gains.retention == float(yearly / (1 - kept * (1 + more)) - yearly / (1 - kept))


def test_the_worked_levers():
    """100 new customers a year who stay at 80 % settle at 500: retention is worth most."""
    gains = lever_gains(100, 0.8, 250, 4)
    assert gains.customers == gains.value == gains.purchases == 50_000
    assert gains.retention == pytest.approx(1_000_000 / 3, rel=1e-15)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((-1, 0.8, 250, 4), "'customers' must be"),
        ((100, -0.1, 250, 4), "'retention' must be"),
        ((100, 80, 250, 4), "write 80% or 0.8"),
        ((100, 0.8, 0, 4), "'value' must be"),
        ((100, 0.8, 250, 0), "'purchases' must be"),
        ((100, 0.8, 250, 4, -0.1), "'change' must be"),
        ((100, 0.8, 250, 4, 0.25), r"0\.8 × \(1 \+ 0\.25\) is 1: take a smaller change"),
        ((100, 1, 250, 4, 0), "must be below 1.*write the share that stays"),
        ((1e300, 0.8, 1e300, 4), r"below 1\.8e\+308"),
    ],
)
def test_each_bound_of_a_lever_has_its_sentence(arguments, said):
    """Out of bounds, never settling, or beyond any cell."""
    with pytest.raises(OutOfRange, match=said):
        lever_gains(*arguments)


extremes = st.sampled_from([5e-324, 1e-300, 1e-9, 1 / 3, 0.999999999, 1.0, 1e12, 1e300, 1.7e308])


@given(extremes, extremes, extremes, extremes, extremes)
def test_numbers_of_any_size_are_answered_or_refused(customers, retention, value, often, change):
    """Finite gains or a sentence; never an overflow."""
    try:
        gains = lever_gains(customers, min(retention, 1), value, often, change)
    except FunnelError:
        return
    assert all(map(math.isfinite, gains))
