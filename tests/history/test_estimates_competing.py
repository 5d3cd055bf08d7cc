"""The honest rate where losses are recorded."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import AalenJohansenFitter, KaplanMeierFitter
from scipy import stats

from funnel_core.errors import NotEnoughData
from funnel_core.history.aalen_johansen import hazards
from funnel_core.history.cohorts import ADVANCED, LOST, OPEN, Cohorts
from funnel_core.history.fitting import fitted, losses_are_recorded
from funnel_core.rates import wilson_interval
from tests.history.estimate_records import as_cohorts, simulated

WORKED = {"advanced": [5, 10, 10, 20], "lost": [8, 8, 15, 15], "still_open": [3, 30]}
lags = st.lists(st.integers(0, 40), max_size=12)


def test_the_worked_number():
    """Won at 5, 10, 10, 20, lost at 8, 8, 15, 15, open at 3 and 30: 4 in 9, 1 in 9 undecided."""
    estimate = fitted(as_cohorts(**WORKED), 0.95).estimate
    assert estimate.rate == pytest.approx(4 / 9, abs=1e-15)
    assert estimate.undecided == pytest.approx(1 / 9, abs=1e-15)
    assert (estimate.method, estimate.family, estimate.days) == ("Aalen–Johansen", "", 30)
    assert estimate.interval.low < 4 / 9 < estimate.interval.high


def test_losses_that_count_as_censored_would_say_too_much():
    """1 − Kaplan–Meier says .7037 of the same records: lost is no censoring."""
    records = as_cohorts(**WORKED)
    won = records.outcome == ADVANCED
    wrong = 1 - float(KaplanMeierFitter().fit(records.lag, won).survival_function_.iloc[-1, 0])
    assert round(wrong, 4) == 0.7037
    assert fitted(records, 0.95).estimate.rate < 0.45


@settings(max_examples=12, deadline=None)
@given(
    times=st.lists(st.integers(0, 99), min_size=3, max_size=30, unique=True),
    seed=st.integers(0, 99),
)
def test_curve_agrees_with_lifelines(times, seed):
    """The same curve as lifelines' Aalen–Johansen, which follows records one by one (no ties)."""
    outcome = np.random.default_rng(seed).integers(0, 3, len(times))
    outcome[0] = ADVANCED
    advanced, lost, still_open = (
        [time for time, each in zip(times, outcome, strict=True) if each == kind]
        for kind in (ADVANCED, LOST, OPEN)
    )
    oracle = AalenJohansenFitter(calculate_variance=False)
    # lifelines takes a time of 0 for the start itself
    oracle.fit(
        np.array([*advanced, *lost, *still_open]) + 1,
        np.repeat([1, 2, 0], [len(advanced), len(lost), len(still_open)]),
        event_of_interest=1,
    )
    density = oracle.cumulative_density_.iloc[:, 0]
    curve, _ = hazards(as_cohorts(advanced, lost, still_open)).curves()
    for day, share in enumerate(curve):
        assert share == pytest.approx(float(density[density.index <= day + 1].iloc[-1]), abs=1e-12)


@settings(max_examples=30, deadline=None)
@given(advanced=lags.filter(len), lost=lags, still_open=lags)
def test_what_is_undecided_agrees_with_lifelines(advanced, lost, still_open):
    """Ties and all: neither advanced nor lost is Kaplan–Meier's curve of both ends as one."""
    records = as_cohorts(advanced, lost, still_open)
    oracle = KaplanMeierFitter().fit(records.lag + 1, records.outcome != OPEN)
    _, surviving = hazards(records).curves()
    expected = oracle.survival_function_at_times(np.arange(1, len(surviving) + 1))
    assert surviving == pytest.approx(expected.to_numpy(), abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(advanced=lags, lost=lags, confidence=st.floats(0.5, 0.99))
def test_without_open_records_it_is_the_plain_share(advanced, lost, confidence):
    """All decided: advanced ÷ entered, Wilson's interval, and those counts as equivalent."""
    if not advanced and not lost:
        return
    entered = len(advanced) + len(lost)
    estimate = fitted(as_cohorts(advanced, lost), confidence).estimate
    expected = wilson_interval(entered, len(advanced), confidence)
    assert estimate.rate == pytest.approx(len(advanced) / entered, abs=1e-12)
    assert estimate.interval.low == pytest.approx(expected.low, abs=1e-9)
    assert estimate.interval.high == pytest.approx(expected.high, abs=1e-9)
    assert (estimate.equivalent.entered, estimate.equivalent.advanced) == (entered, len(advanced))
    assert estimate.undecided == pytest.approx(0, abs=1e-12)


@settings(max_examples=30, deadline=None)
@given(advanced=lags.filter(len), lost=lags.filter(len), still_open=lags, seed=st.integers(0, 99))
def test_order_of_lines_does_not_matter(advanced, lost, still_open, seed):
    """The same counts in another order, or in several lines, have the same estimate."""
    records = as_cohorts(advanced, lost, still_open)
    order = np.random.default_rng(seed).permutation(len(records.day))
    mixed = Cohorts(
        0,
        1,
        records.as_of,
        *(getattr(records, name)[order] for name in ("day", "lag", "outcome")),
        records.records[order],
    )
    assert hazards(mixed).curves()[0] == pytest.approx(hazards(records).curves()[0], abs=0)


def _those(cohorts, records):
    some = records > 0
    lines = (getattr(cohorts, name)[some] for name in ("day", "lag", "outcome"))
    return Cohorts(0, 1, cohorts.as_of, *lines, records[some])


def test_variance_agrees_with_a_bootstrap():
    """The formula's standard deviation is that of records drawn again and again, within 6 %."""
    records = simulated(3, 400, 90, 0.4, stats.expon(scale=25), stats.expon(scale=20))
    rng = np.random.default_rng(4)
    total = records.entered
    shares = [
        hazards(_those(records, drawn)).curves()[0][-1]
        for drawn in rng.multinomial(total, records.records / total, 1500)
    ]
    assert hazards(records).variance() ** 0.5 == pytest.approx(np.std(shares), rel=0.06)


def test_more_records_say_more():
    """Ten times the records: the same curve, a tenth of the variance."""
    few = simulated(5, 500, 200, 0.3, stats.expon(scale=10), stats.expon(scale=10))
    many = replace(few, records=few.records * 10)
    assert hazards(many).curves()[0] == pytest.approx(hazards(few).curves()[0], rel=1e-12)
    assert hazards(many).variance() * 10 == pytest.approx(hazards(few).variance(), rel=1e-9)


def test_nobody_advanced():
    """40 lost, 10 open: a rate of 0, an interval up to Wilson's of those decided, no lags."""
    found = fitted(as_cohorts([], [3] * 40, [2] * 10), 0.95)
    assert found.estimate.rate == 0
    assert found.estimate.interval.high == pytest.approx(wilson_interval(40, 0, 0.95).high)
    assert found.lags is None
    incidence, surviving = found.drawn(np.random.default_rng(1), 500, 10)
    assert 0 < incidence[:, -1].mean() < 0.03
    assert (surviving >= 0).all()


def test_everybody_advanced():
    """A rate of 1, with Wilson's low end."""
    estimate = fitted(as_cohorts([1, 4, 4, 9]), 0.95).estimate
    assert (estimate.rate, estimate.interval.high) == (1, 1)
    assert estimate.interval.low == pytest.approx(wilson_interval(4, 4, 0.95).low)


def test_what_is_undecided_is_completed():
    """Where many are undecided at the longest lag, the rate and the interval take them in."""
    records = simulated(1, 3000, 30, 0.4, stats.expon(scale=20), stats.expon(scale=12))
    found = fitted(records, 0.95)
    estimate, seen = found.estimate, hazards(records).curves()[0][-1]
    assert (estimate.method, estimate.undecided > 0.1) == ("Aalen–Johansen, completed", True)
    assert seen < 0.35 < estimate.rate < estimate.interval.high
    assert estimate.interval.low < 0.4 < estimate.interval.high
    curve = found.incidence(2000)
    assert curve[29] == pytest.approx(seen)
    assert curve[-1] == pytest.approx(estimate.rate, abs=0.005)
    incidence, surviving = found.drawn(np.random.default_rng(3), 800, 300)
    assert (np.diff(incidence) >= -1e-12).all()
    assert (incidence + surviving <= 1 + 1e-9).all()
    # a draw that has much to come has it come late
    assert incidence[:, -1].mean() == pytest.approx(curve[300], abs=0.02)
    assert np.diff(found.surviving(300)).max() <= 1e-12


def test_too_young_to_tell():
    """Where the undecided may bring more than all that advanced, there is no rate."""
    with pytest.raises(NotEnoughData, match=r"undecided after 9 days.*look again"):
        fitted(simulated(9, 3000, 10, 0.4, stats.expon(20, 20), stats.expon(scale=12)), 0.95)


def test_nobody_entered_or_all_wait():
    """No records, or none decided: a sentence."""
    none = np.zeros(0, dtype=np.int64)
    with pytest.raises(NotEnoughData, match="nobody entered"):
        fitted(Cohorts(0, 1, 9, none, none, none, none), 0.9)
    with pytest.raises(NotEnoughData, match="advanced so far"):
        fitted(as_cohorts(still_open=[1, 2]), 0.9)


def test_a_trace_of_losses_is_none():
    """30 losses beside 1,000 that advanced and 9,000 that wait for ever: they are not recorded."""
    assert losses_are_recorded(as_cohorts([5] * 30, [8] * 20, [40] * 30))
    assert not losses_are_recorded(as_cohorts([5] * 1000, [8] * 30, [400] * 9000))


def test_cohorts_that_differ_widen_the_interval():
    """A rate that halves within the year is told as a spread, and widens the interval."""
    even, lost = stats.expon(scale=5), stats.expon(scale=5)
    same = fitted(simulated(2, 4000, 360, 0.3, even, lost), 0.95).estimate
    falling = fitted(simulated(2, 4000, 360, lambda at: 0.4 - at / 1800, even, lost), 0.95).estimate
    assert same.spread == 1
    assert falling.spread > 3
    narrow = same.interval.high - same.interval.low
    assert falling.interval.high - falling.interval.low > 1.5 * narrow


def test_draws_vary_as_the_interval_does():
    """Draws of the curves rise and fall, centre on the estimate, and vary as its interval does."""
    found = fitted(simulated(6, 800, 120, 0.3, stats.expon(scale=9), stats.expon(scale=9)), 0.95)
    incidence, surviving = found.drawn(np.random.default_rng(7), 2000, 150)
    assert incidence.shape == surviving.shape == (2000, 151)
    assert (np.diff(incidence) >= 0).all()
    assert (np.diff(surviving) <= 1e-12).all()
    assert (incidence + surviving <= 1 + 1e-9).all()
    last, interval = incidence[:, -1], found.estimate.interval
    assert last.mean() == pytest.approx(found.estimate.rate, abs=0.005)
    assert np.quantile(last, [0.025, 0.975]) == pytest.approx(
        [interval.low, interval.high], abs=0.012
    )
    assert incidence.mean(axis=0) == pytest.approx(found.incidence(150), abs=0.01)
    assert surviving.mean(axis=0) == pytest.approx(found.surviving(150), abs=0.01)


def test_one_record_alone_at_risk_does_not_decide_for_all_that_are_open():
    """Of 120 days, one is left and won: no proof that all 400 records of ten days will be."""
    cohorts = as_cohorts([3, 5, 9, 12, 20, 100], [4] * 60, [10] * 400 + [30] * 49 + [120])
    with pytest.raises(NotEnoughData, match="few or none are older: a rate of"):
        fitted(cohorts, 0.95)
    won = [*range(1, 21), 100]
    told = fitted(as_cohorts(won, [4] * 60, [10] * 40 + [60] * 49 + [120]), 0.95).estimate
    assert told.days < 100
    assert told.undecided > 0.2
    assert told.interval.high - told.interval.low > 0.15


def test_few_records_among_which_all_are_late_say_that_they_cannot_tell():
    """Nobody is decided while ten are at risk: nothing is known of those that are young."""
    cohorts = as_cohorts([100, 110], [105], [10] * 60)
    with pytest.raises(NotEnoughData, match="3 of 63 records are decided, after more days"):
        fitted(cohorts, 0.95)


def test_few_records_keep_their_plain_rate():
    """Ten records are estimated as they are: the worked .4444 of the methods."""
    told = fitted(as_cohorts([5, 10, 10, 20], [8, 8, 15, 15], [3, 30]), 0.95).estimate
    assert told.rate == pytest.approx(4 / 9)
    assert told.method == "Aalen–Johansen"


@pytest.mark.parametrize(
    ("records", "days", "won_after", "lost_after"),
    [(5000, 60, 90, 30), (3000, 90, 60, 20), (300, 90, 60, 20)],
)
def test_where_losing_is_quicker_than_winning_the_tail_holds_the_winners(
    records, days, won_after, lost_after
):
    """Those left undecided are ever more of them winners: intervals hold, or it is too young."""
    held = told = 0
    for seed in range(5):
        lags, lost = stats.expon(scale=won_after), stats.expon(scale=lost_after)
        try:
            estimate = fitted(simulated(seed, records, days, 0.3, lags, lost), 0.9).estimate
        except NotEnoughData:
            continue
        told += 1
        held += estimate.interval.low <= 0.3 <= estimate.interval.high
    assert held >= told - 1


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 10**6), size=st.integers(30, 90), days=st.integers(60, 500))
def test_what_advanced_already_is_never_taken_back(seed, size, days):
    """The rate is at least advanced ÷ entered, however few are left at the longest lags."""
    rng = np.random.default_rng(seed)
    entered_on = rng.integers(0, days, size)
    wins = rng.random(size) < 0.3
    lag = np.floor(rng.exponential(np.where(wins, 40, 15)))
    decided = entered_on + lag <= days
    records = as_cohorts(
        lag[wins & decided].astype(int),
        lag[~wins & decided].astype(int),
        (days - entered_on)[~decided],
    )
    try:
        estimate = fitted(records, 0.95).estimate
    except NotEnoughData:
        return
    assert estimate.rate >= records.advanced / records.entered - 1e-12


def test_records_that_nearly_all_are_decided_keep_their_plain_rate():
    """Of 44 records 34 were lost, 8 won late, 2 are open: between 8 and 10 of 44 will be won."""
    won = [20, 25, 30, 60, 70, 80, 90, 100]
    lost = [*range(1, 29), 50, 65, 75, 85, 95, 105]
    told = fitted(as_cohorts(won, lost, [110, 12]), 0.95).estimate
    assert 8 / 44 <= told.rate <= 10 / 44
    assert told.days == 110
