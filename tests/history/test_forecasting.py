"""Wins to come from open records: right by brute force, and sums of what must be."""

from __future__ import annotations

import datetime
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from funnel_core.errors import NotEnoughData, OutOfRange
from funnel_core.history.chains import advances, outlook
from funnel_core.history.chance import count_interval, counts_drawn
from funnel_core.history.cohorts import ADVANCED, LOST, OPEN, Cohorts
from funnel_core.history.fitting import fitted
from funnel_core.history.forecasting import forecast
from funnel_core.history.months import as_day
from tests.history.simulated import NEVER, Known, Step, simulated

STAGES = ("Lead", "Demo", "Won")
NOBODY = (np.array([], dtype=np.int64), np.array([], dtype=np.int64))


def rng() -> np.random.Generator:
    return np.random.default_rng(20180331)


def standing(**by_age: int) -> tuple[np.ndarray, np.ndarray]:
    ages = sorted(int(age.removeprefix("a")) for age in by_age)
    return np.array(ages), np.array([by_age[f"a{age}"] for age in ages])


@st.composite
def steps(draw: st.DrawFn) -> Known:
    """Draw a step: what advances and what is lost on each of a few days."""
    weights = draw(st.lists(st.integers(0, 9), min_size=2, max_size=10).filter(any))
    stays = draw(st.integers(0, 9))
    shares = np.array(weights) / (sum(weights) + stays)
    half = len(shares) // 2
    return Known(tuple(shares[:half]), tuple(shares[half:]))


def won_by_hand(step: Known, after: Known, age: int, upto: int) -> float:
    """Follow one open record day by day."""
    days = age + upto
    within, undecided = step.incidence(days), step.surviving(days)[age]
    later = after.incidence(days)
    if undecided < 1e-9:
        return 0.0
    return sum(
        (within[age + day] - within[age + day - 1]) / undecided * later[upto - day]
        for day in range(1, upto + 1)
    )


@settings(max_examples=40)
@given(steps(), steps(), st.integers(0, 6), st.integers(0, 4), st.integers(1, 7))
def test_wins_of_open_records_are_those_counted_day_by_day(
    first: Known, second: Known, age: int, other: int, upto: int
) -> None:
    """A chain's expected wins are sums over each record's own days, whatever its age."""
    told = outlook(
        [(np.array([age]), np.array([3])), (np.array([other]), np.array([5]))],
        [first, second],
        [upto, upto + 4],
        stages=STAGES,
        confidence=0.9,
        rng=rng(),
    )
    at_once = Known((1.0,))
    for period, end in ((told.periods[0], upto), (told.within, upto + 4)):
        by_hand = 3 * won_by_hand(first, second, age, end)
        by_hand += 5 * won_by_hand(second, at_once, other, end)
        assert period.expected == pytest.approx(by_hand, abs=1e-9)
    assert sum(each.expected for each in told.periods) == pytest.approx(told.within.expected)
    assert told.total.expected >= told.within.expected - 1e-9


def test_the_worked_open_pipeline() -> None:
    """An open record with a tenth of the lag behind it wins with c(1 − F) ÷ (1 − cF) (§3)."""
    step = Known((0.025, 0.1, 0.125))
    told = advances(*standing(a0=1), step, 30, 0.9, rng())
    assert told.expected == pytest.approx(0.25 * 0.9 / (1 - 0.25 * 0.1))
    assert round(told.expected, 5) == 0.23077


def test_the_worked_leads_forward() -> None:
    """Leads 100 … 200, a rate of .25 and lags (.1, .5, .3, .1) bring the wins of §3, 225 in all."""
    told = outlook(
        [NOBODY],
        [Known((0.025, 0.125, 0.075, 0.025))],
        list(range(1, 10)),
        stages=("Lead", "Won"),
        confidence=0.9,
        rng=rng(),
        entries=[100, 120, 140, 160, 180, 200],
    )
    by_hand = [2.5, 15.5, 26, 33, 38, 43, 42.5, 19.5, 5]
    assert [each.expected for each in told.periods] == pytest.approx(by_hand)
    assert told.total.expected == pytest.approx(225)


def test_without_lags_and_losses_all_that_enter_are_won_when_they_enter() -> None:
    """A chain of rate 1 and lag 0 gives back the entries, for certain."""
    sure = Known((1.0,))
    told = outlook(
        [NOBODY, NOBODY],
        [sure, sure],
        [10, 40, 70],
        stages=STAGES,
        confidence=0.9,
        rng=rng(),
        entries=[10, 20],
    )
    assert [each.expected for each in told.periods] == pytest.approx([10, 20, 0])
    assert (told.periods[0].interval.low, told.periods[0].interval.high) == (10, 10)
    assert (told.total.interval.low, told.total.interval.high) == (30, 30)


def test_records_too_old_to_be_decided_bring_nothing() -> None:
    """Beyond the longest lag nothing more is known to come, and no share is divided by 0."""
    told = advances(*standing(a1=4, a900=1000), Known((0.5, 0.5)), 30, 0.9, rng())
    assert (told.expected, told.interval.low, told.interval.high) == (0, 0, 0)


def test_twice_the_records_bring_twice_the_wins() -> None:
    """Wins are sums over records: no other record changes what one is expected to bring."""
    step = Known((0.1, 0.2, 0.05, 0.1), (0.1, 0.1, 0.2))
    once = advances(*standing(a0=3, a1=4), step, 2, 0.9, rng())
    twice = advances(*standing(a0=6, a1=8), step, 2, 0.9, rng())
    assert twice.expected == pytest.approx(2 * once.expected)


@pytest.mark.parametrize(
    ("day", "firsts"),
    [
        ("2018-03-14", ["2018-03-15", "2018-04-01"]),
        ("2018-03-31", ["2018-04-01", "2018-05-01"]),
    ],
)
def test_months_go_on_from_the_day_after_the_last_one_seen(day: str, firsts: list[str]) -> None:
    """The first month is what is left of the one that has begun; at its end, the next one."""
    as_of = as_day(datetime.date.fromisoformat(day))
    records = simulated(np.random.default_rng(1), 400, 60, [Step(0.5, 5, 8)])
    history = records.moved(as_of - 59).seen(as_of)
    fit = fitted(history.cohorts(0, 1), 0.9)
    told = forecast(history, [fit], confidence=0.9, rng=rng(), months=2)
    assert [month.first.isoformat() for month in told.months] == firsts


def test_what_is_won_and_what_is_to_come_are_what_is_won_in_the_end() -> None:
    """Over simulated chains, wins so far and the forecast add up to the eventual wins."""
    chain = [Step(0.6, 12, 20), Step(0.5, 25, 20), Step(0.4, 8, 15)]
    held, expected, happened = 0, 0.0, 0
    for seed in range(8):
        records = simulated(np.random.default_rng(seed), 3000, 150, chain)
        history = records.seen(149)
        fits = [fitted(history.cohorts(at, at + 1), 0.9) for at in range(3)]
        told = forecast(history, fits, confidence=0.9, rng=rng())
        won_later = int(((records.stages[:, -1] > 149) & (records.stages[:, -1] < 10**6)).sum())
        held += told.total.interval.low <= won_later <= told.total.interval.high
        expected += told.total.expected
        happened += won_later
        months = sum(month.expected for month in told.months)
        assert months == pytest.approx(told.total.expected, rel=0.02)
    assert held >= 6
    assert expected == pytest.approx(happened, rel=0.06)


def test_losses_that_are_recorded_now_and_then_take_no_wins_from_the_forecast() -> None:
    """Where few losses are recorded, a cure model's open records are those not lost so far."""
    expected, happened = 0.0, 0
    for seed in range(4):
        random = np.random.default_rng(seed)
        records = simulated(random, 8000, 600, [Step(0.1, 60, 25)])
        said = random.random(8000) < 0.18
        history = replace(records, lost=np.where(said, records.lost, NEVER)).seen(599)
        fit = fitted(history.cohorts(0, 1), 0.9)
        assert fit.estimate.method == "cure model"
        assert history.cohorts(0, 1).lost > 800
        told = forecast(history, [fit], confidence=0.9, rng=rng())
        expected += told.total.expected
        won = records.stages[:, -1]
        happened += int(((won > 599) & (won < NEVER)).sum())
    assert expected == pytest.approx(happened, rel=0.08)


def test_a_step_without_a_rate_is_named_where_open_records_have_it_before_them() -> None:
    """A step above all open records is not needed; one below is, and is named."""
    sure = Known((0.0, 1.0))
    below = outlook(
        [NOBODY, standing(a0=2)], [None, sure], [5], stages=STAGES, confidence=0.9, rng=rng()
    )
    assert below.total.expected == pytest.approx(2)
    with pytest.raises(NotEnoughData, match="there is none from Demo to Won"):
        outlook(
            [standing(a0=2), NOBODY], [sure, None], [5], stages=STAGES, confidence=0.9, rng=rng()
        )


def test_a_handful_of_decided_records_forecasts_nothing() -> None:
    """Two decided records have lags, but say nothing for certain of a third: no 0 to 0."""
    day, lag = np.array([0, 1, 2]), np.array([4, 7, 6])
    cohorts = Cohorts(0, 1, 8, day, lag, np.array([ADVANCED, LOST, OPEN]), np.ones(3, dtype=int))
    ages = (np.array([6]), np.array([1]))
    with pytest.raises(NotEnoughData, match=r"10 decided records or more .* from Lead to Won"):
        outlook(
            [ages], [fitted(cohorts, 0.95)], [30], stages=("Lead", "Won"), confidence=0.9, rng=rng()
        )


def test_nobody_open_is_a_forecast_of_none() -> None:
    """Where nobody is open and nobody enters, nothing is won, for certain."""
    told = outlook([NOBODY, NOBODY], [None, None], [5], stages=STAGES, confidence=0.9, rng=rng())
    assert (told.total.expected, told.total.interval.high) == (0, 0)


def test_bad_months_and_entries_are_refused() -> None:
    """No months at all, and more months of entries than months, are told in a sentence."""
    history = simulated(np.random.default_rng(1), 400, 60, [Step(0.5, 5, 8)]).seen(59)
    fits = [fitted(history.cohorts(0, 1), 0.9)]
    for months in (0, 121):
        with pytest.raises(OutOfRange, match=f"from 1 up to 120; got {months}"):
            forecast(history, fits, confidence=0.9, rng=rng(), months=months)
    with pytest.raises(OutOfRange, match="row 2 is -1"):
        forecast(history, fits, confidence=0.9, rng=rng(), entries=[1, -1])
    with pytest.raises(OutOfRange, match="at most a number per period, 2; got 3"):
        forecast(history, fits, confidence=0.9, rng=rng(), months=2, entries=[1, 1, 1])


def test_counts_drawn_vary_as_independent_records_do() -> None:
    """The matched binomial count has the quantiles of the sum of unequal chances."""
    chances = np.concatenate([np.full(40, 0.05), np.full(25, 0.5), np.full(10, 0.95)])
    summed = (rng().random((40_000, len(chances))) < chances).sum(axis=1)
    mean = chances.sum()
    evenness = 1 - (chances**2).sum() / mean
    drawn = counts_drawn(np.full(2000, mean), evenness, rng())
    assert drawn.mean() == pytest.approx(mean, rel=0.01)
    assert drawn.var() == pytest.approx(summed.var(), rel=0.05)
    for share in (0.05, 0.5, 0.95):
        assert abs(np.quantile(drawn, share) - np.quantile(summed, share)) <= 1


def test_intervals_of_a_chain_are_those_of_records_followed_one_by_one() -> None:
    """Simulated record by record, a known chain's wins have the quantiles of its intervals."""
    first = Known((0.1, 0.2, 0.15, 0.05), (0.05, 0.1, 0.1, 0.05))
    second = Known((0.3, 0.2, 0.1), (0.1, 0.1))
    ages, records, upto = np.array([0, 1, 2]), np.array([40, 60, 25]), 4
    told = outlook(
        [(ages, records), NOBODY],
        [first, second],
        [2, upto],
        stages=STAGES,
        confidence=0.9,
        rng=rng(),
    )
    random, runs = np.random.default_rng(5), 20_000
    won = np.zeros(runs)
    for age, many in zip(ages, records, strict=True):
        within, left = first.incidence(age + upto), first.surviving(age)[age]
        chances = np.diff(within[age:]) / left
        arrived = random.multinomial(many, [*chances, 1 - chances.sum()], runs)
        for day in range(1, upto + 1):
            won += random.binomial(arrived[:, day - 1], second.incidence(upto)[upto - day])
    assert told.within.expected == pytest.approx(won.mean(), rel=0.01)
    for end, share in ((told.within.interval.low, 0.05), (told.within.interval.high, 0.95)):
        assert abs(end - np.quantile(won, share)) <= 1


@pytest.mark.parametrize("evenness", [1.0, 1.5, 6.0])
def test_counts_drawn_vary_more_where_times_differ(evenness: float) -> None:
    """A variance at or above the mean is kept as well."""
    drawn = counts_drawn(np.full(4000, 30.0), evenness, rng())
    assert drawn.mean() == pytest.approx(30, rel=0.02)
    assert drawn.var() == pytest.approx(30 * evenness, rel=0.06)


def test_an_interval_of_a_count_is_of_whole_numbers_and_wide_enough() -> None:
    """Beyond each end lies at most half of what the confidence leaves."""
    interval = count_interval(np.full(4000, 2.0), 1.0, 0.9, rng())
    assert (interval.low, interval.high) == (0, 5)
