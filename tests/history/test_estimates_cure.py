"""The honest rate where losses are not recorded."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import integrate, optimize, stats

from funnel_core.errors import NotEnoughData, OutOfRange
from funnel_core.history.cohorts import Cohorts
from funnel_core.history.compressed import lag_counts, later_shares
from funnel_core.history.cure import cured
from funnel_core.history.day_grid import day_grid, every_day
from funnel_core.history.families import FAMILIES
from funnel_core.history.fitting import fitted
from funnel_core.history.heterogeneity import misfit
from funnel_core.history.mixtures import mixture
from funnel_core.history.profiles import followed, profiles
from tests.calibration import history
from tests.history.estimate_records import as_cohorts, simulated

LOG_NORMAL = stats.lognorm(0.9, scale=15)
ORACLES = {
    "Weibull": lambda place, width: stats.weibull_min(1 / np.exp(width), scale=np.exp(place)),
    "log-normal": lambda place, width: stats.lognorm(np.exp(width), scale=np.exp(place)),
    "log-logistic": lambda place, width: stats.fisk(1 / np.exp(width), scale=np.exp(place)),
    "gamma": lambda place, width: stats.gamma(
        np.exp(-2 * width), scale=np.exp(place) / np.exp(-2 * width)
    ),
}


@pytest.mark.parametrize("family", FAMILIES, ids=lambda each: each.name)
@pytest.mark.parametrize(("place", "width"), [(2.5, 0.3), (0.0, -0.5), (5.0, 1.0)])
def test_families_agree_with_scipy(family, place, width):
    """Shares within and beyond a time, also far out in the tails."""
    times = np.array([0.01, 0.5, 3.0, 20.0, 150.0, 900.0])
    within, beyond = family.both(np.log(times), np.full(6, place), np.full(6, width))
    oracle = ORACLES[family.name](place, width)
    assert within == pytest.approx(oracle.cdf(times), rel=1e-9, abs=1e-300)
    assert beyond == pytest.approx(oracle.sf(times), rel=1e-9, abs=1e-14)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda each: each.name)
def test_a_lag_between_dates_is_a_time_less_the_hour_of_entry(family):
    """At most k days between two dates: the mean of the family's share over times k to k + 1."""
    place, width = np.array([2.0]), np.array([0.2])
    oracle = ORACLES[family.name](2.0, 0.2)
    within, beyond = every_day(40).shares(family, place, width)
    for day in (0, 1, 5, 9, 40):
        expected, _ = integrate.quad(oracle.cdf, day, day + 1)
        assert within[0, day] == pytest.approx(expected, abs=4e-4)
    assert within + beyond == pytest.approx(np.ones((1, 41)))


def test_days_are_binned_finely():
    """Each day for two months, then each 3 %, the last day the last."""
    days = day_grid(1000).days
    assert days[:61].tolist() == list(range(61))
    assert days[-1] == 1000
    assert (np.diff(days)[60:] <= 0.03 * days[61:] + 1).all()


@pytest.mark.parametrize("same_day", [True, False])
def test_a_likelihood_needs_no_days_on_which_nothing_was_seen(same_day):
    """Ten records long apart: the sum over them, each by itself, on the grid of all days."""
    day = np.array([0, 3, 70, 71, 200, 214, 260, 300, 301, 340])
    lag = np.array([2, 9, 40, 1, 25, 100, 7, 60, 59, 20])
    outcome = np.array([1, 1, 1, 1, 1, 0, 1, 0, 0, 0])
    cohorts = Cohorts(0, 1, 360, day, np.where(outcome, lag, 360 - day), outcome, day * 0 + 1)
    counted = lag_counts(cohorts, same_day)
    assert len(counted.asked.days) < len(counted.grid.days) / 2
    rate, location, width = np.array([0.6]), np.array([2.7]), np.array([0.1])
    for family in FAMILIES:
        within, beyond = counted.grid.shares(family, location, width)
        if same_day:
            within, beyond = later_shares(within, beyond)
        steps = np.diff(within[0], prepend=0.0)
        expected = counted.advanced.sum() * np.log(rate[0])
        expected += sum(n * np.log(steps[at]) for at, n in enumerate(counted.advanced) if n)
        left = beyond[0] + 0.4 * within[0]
        expected += sum(n * np.log(left[at]) for at, n in enumerate(counted.waiting) if n)
        found = counted.log_likelihood(family, rate, location, width)
        assert found[0] == pytest.approx(expected, rel=1e-12)


def test_only_hopeless_rates_are_left_out():
    """Rates above some are not followed where none of them can be likely; the others are alike."""
    counted = lag_counts(simulated(6, 3000, 300, 0.2, LOG_NORMAL), True)
    rates = np.linspace(0.1, 0.99, 30)
    every, kept = (followed(FAMILIES, counted, rates, than) for than in (np.inf, 40.0))
    assert 5 < kept.shape[1] < 25
    assert kept == pytest.approx(every[:, : kept.shape[1]])
    found = profiles(FAMILIES, counted, rates, every)
    best = max(each.log_likelihood.max() for each in found)
    assert all((each.log_likelihood < best - 40)[kept.shape[1] :].all() for each in found)


def test_a_likelihood_that_jumps_is_told_at_its_own_rates():
    """However finely rates are looked at, these lags change at once from one of them to the next.

    What is told of the likeliest rate is what the likelihood says there.
    """
    lags = np.array([1, 18, 47, 21, 20, 13, 15, 15, 18, 19, 21, 7, 3, 4])
    waits = np.array(
        [
            347,
            342,
            326,
            302,
            287,
            273,
            262,
            247,
            214,
            227,
            177,
            152,
            103,
            77,
            116,
            71,
            37,
            68,
            30,
            24,
            0,
        ]
    )
    ages = np.concatenate((lags + 40, waits))
    outcome = np.repeat([1, 0], [len(lags), len(waits)])
    lag = np.concatenate((lags, waits))
    counted = lag_counts(Cohorts(0, 1, 360, 360 - ages, lag, outcome, outcome * 0 + 1), True)
    for each in mixture(counted).profiles:
        likely = each.log_likelihood > each.log_likelihood.max() - 4
        said = counted.log_likelihood(each.family, each.rates, *each.lags.T)
        assert np.abs(each.log_likelihood - said)[likely].mean() < 0.02


def test_families_climb_together_as_each_would_alone():
    """Lags found for all families at once are those found for each."""
    counted = lag_counts(simulated(4, 400, 90, 0.2, LOG_NORMAL), True)
    rates = np.linspace(0.1, 0.9, 9)
    lags = followed(FAMILIES, counted, rates)
    found = profiles(FAMILIES, counted, rates, lags)
    for at, family in enumerate(FAMILIES):
        alone = followed([family], counted, rates)
        assert lags[at] == pytest.approx(alone[0], rel=1e-9)
        (each,) = profiles([family], counted, rates, alone)
        assert found[at].family is family
        assert found[at].log_likelihood == pytest.approx(each.log_likelihood, rel=1e-12)


@pytest.mark.parametrize("same_day", [True, False])
def test_profiles_are_at_their_tops(same_day):
    """No lags are likelier at a rate than those found, by scipy's own search."""
    counted = lag_counts(simulated(1, 3000, 90, 0.2, LOG_NORMAL), same_day)
    for each in mixture(counted).profiles:
        at = int(each.log_likelihood.argmax())

        def height(lags, each=each, at=at):
            rate = each.rates[at : at + 1]
            return -float(counted.log_likelihood(each.family, rate, lags[:1], lags[1:])[0])

        best = optimize.minimize(height, each.lags[at], method="Nelder-Mead")
        assert -best.fun == pytest.approx(each.log_likelihood[at], abs=0.02)


@pytest.mark.parametrize(
    "lags", [LOG_NORMAL, stats.weibull_min(1.5, scale=25), stats.fisk(2, scale=18)]
)
def test_a_rate_is_recovered(lags):
    """Seen a month or two after they entered, 8,000 records give their rate away."""
    records = simulated(4, 8000, 120, 0.2, lags)
    estimate = fitted(records, 0.95).estimate
    assert estimate.method == "cure model"
    assert records.advanced / records.entered < 0.17
    assert estimate.interval.low < 0.2 < estimate.interval.high
    assert estimate.rate == pytest.approx(0.2, rel=0.08)


def test_old_records_have_the_plain_share():
    """Where all lags are long past, the rate and its interval are those of the counts."""
    lags = LOG_NORMAL.ppf((np.arange(100) + 0.5) / 100).astype(int)
    records = as_cohorts(lags, still_open=[900] * 300)
    estimate = fitted(records, 0.95).estimate
    assert estimate.rate == pytest.approx(0.25, abs=0.0015)
    assert estimate.interval.low == pytest.approx(0.2103, abs=0.004)
    assert estimate.interval.high == pytest.approx(0.2946, abs=0.004)
    assert estimate.equivalent.entered == pytest.approx(400, rel=0.1)


def test_records_that_advance_at_once_stand_apart():
    """A third that advance on the day they enter do not bend the lags of the others."""
    slow = simulated(6, 6000, 150, 0.2, stats.weibull_min(2, scale=30))
    quick = replace(slow, outcome=np.ones_like(slow.outcome), lag=np.zeros_like(slow.lag))
    both = replace(
        slow,
        **{
            name: np.concatenate((getattr(slow, name), getattr(quick, name)))
            for name in ("day", "lag", "outcome")
        },
        records=np.concatenate((slow.records * 2, quick.records)),
    )
    found = fitted(both, 0.95)
    assert found.incidence(0)[0] == pytest.approx(1 / 3, abs=0.002)
    assert found.estimate.rate == pytest.approx(1 / 3 + 2 / 3 * 0.2, abs=0.02)


def test_too_few_or_too_young():
    """Nine that advanced tell no lags; records of ten days do not show where it ends."""
    with pytest.raises(NotEnoughData, match=r"9 of 109 .* when 1 more did"):
        fitted(as_cohorts([2] * 9, still_open=[50] * 100), 0.9)
    with pytest.raises(NotEnoughData, match="the oldest entered 9 days ago"):
        fitted(simulated(7, 3000, 10, 0.3, stats.expon(scale=60)), 0.9)
    with pytest.raises(OutOfRange, match="confidence"):
        fitted(as_cohorts([1]), 1.0)


def test_hundred_million_records():
    """Shares of a hundred million records are told to the fourth digit, as fast as of few."""
    days = np.arange(365)
    within, _ = every_day(364).shares(FAMILIES[1], np.array([2.7]), np.array([-0.1]))
    shares = np.diff(within[0], prepend=0.0)
    entry, lag = (each.ravel() for each in np.meshgrid(days, days, indexing="ij"))
    seen = entry + lag <= 364
    came = np.round(274_000 * 0.13 * shares[lag]) * seen
    waiting = 274_000 - np.bincount(entry, came)
    records = replace(
        as_cohorts([1]),
        as_of=364,
        day=np.concatenate((entry[seen], days)),
        lag=np.concatenate((lag[seen], 364 - days)),
        outcome=np.repeat([1, 0], [int(seen.sum()), 365]),
        records=np.concatenate((came[seen], waiting)).astype(np.int64),
    )
    estimate = fitted(records, 0.95).estimate
    assert estimate.family == "log-normal"
    assert estimate.rate == pytest.approx(0.13, abs=0.0002)
    assert estimate.interval.high - estimate.interval.low < 0.0005


def test_lags_that_no_family_has_widen_the_interval():
    """Two humps are told as a spread, and the interval knows less than the counts would say."""
    rng = np.random.default_rng(5)
    times = np.concatenate((rng.normal(6, 1, 40_000), rng.normal(45, 3, 40_000)))
    humps = stats.rv_histogram(np.histogram(times, bins=300), density=False)
    records = simulated(8, 20_000, 200, 0.2, humps)
    assert misfit(records, cured(records).incidence(199), 3) > 3
    assert fitted(records, 0.95).estimate.spread > 3


def test_draws_vary_as_the_interval_does():
    """Draws rise, centre on the estimate, and vary as its interval does."""
    found = fitted(simulated(9, 4000, 150, 0.2, LOG_NORMAL), 0.95)
    incidence, surviving = found.drawn(np.random.default_rng(7), 1500, 700)
    assert incidence.shape == (1500, 701)
    assert (np.diff(incidence) >= -1e-12).all()
    assert np.allclose(incidence + surviving, 1)
    interval = found.estimate.interval
    assert np.quantile(incidence[:, -1], [0.025, 0.975]) == pytest.approx(
        [interval.low, interval.high], abs=0.006
    )
    assert found.incidence(700)[-1] == pytest.approx(found.estimate.rate, abs=0.002)
    assert found.surviving(9) == pytest.approx(1 - found.incidence(9))


def test_lags_are_those_of_all_that_advance():
    """Not only of the quick ones seen so far: the median and the months are the truth's."""
    lags = fitted(simulated(10, 20_000, 150, 0.2, stats.weibull_min(1.5, scale=40)), 0.95).lags
    median = stats.weibull_min(1.5, scale=40).median()
    assert lags.quantiles[2] == pytest.approx(median, abs=3)
    assert sum(lags.shares) + lags.later == pytest.approx(1)
    assert sum(lags.by_month()) == pytest.approx(1)
    assert lags.by_month()[0] < 0.4 < sum(lags.by_month()[:3])


def test_a_channel_borrows_the_lags_of_all():
    """A few records of a channel have a rate, with the lags of all channels, and an interval."""
    whole = fitted(simulated(11, 6000, 100, 0.2, LOG_NORMAL), 0.95)
    few = simulated(12, 120, 100, 0.1, LOG_NORMAL)
    with pytest.raises(NotEnoughData):
        fitted(few, 0.95)
    found = fitted(few, 0.95, lags_of=whole)
    assert found.estimate.family.endswith(", all channels")
    assert found.estimate.interval.low < 0.1 < found.estimate.interval.high
    assert found.lags == whole.lags
    incidence, _ = found.drawn(np.random.default_rng(1), 800, 900)
    assert incidence[:, -1].mean() == pytest.approx(found.estimate.rate, abs=0.02)
    assert found.incidence(900)[-1] == pytest.approx(found.estimate.rate, abs=0.002)
    none = fitted(as_cohorts(still_open=[60] * 40), 0.95, lags_of=whole).estimate
    assert (none.rate, none.interval.low) == (0, 0)
    assert 0.03 < none.interval.high < 0.15
    with pytest.raises(NotEnoughData, match="worth"):
        fitted(as_cohorts(still_open=[1] * 40), 0.95, lags_of=whole)


def test_a_channel_with_lags_of_its_own_keeps_them():
    """Where a channel surely takes other times, and they can be told, they are its own."""
    whole = fitted(simulated(13, 6000, 120, 0.2, LOG_NORMAL), 0.95)
    slow = simulated(14, 6000, 120, 0.2, stats.weibull_min(3, scale=45))
    assert "all channels" not in fitted(slow, 0.95, lags_of=whole).estimate.family
    assert fitted(slow, 0.95, lags_of=whole).estimate.rate == pytest.approx(0.2, rel=0.12)


def _waiting_long(seed, size):
    """Simulate a year of records of which a fifth advance, some of them only after months."""
    case = history.Case("gamma 0.6", size, 0.0, 360, losses=False)
    return history.simulated(case, np.random.default_rng(seed))


@pytest.mark.parametrize("seed", [7, 13, 18])
def test_no_family_makes_up_a_rate_by_interpolation(seed):
    """Every family's likelihood on the fine grid is one that its parameters really have."""
    cohorts = _waiting_long(seed, 400)
    counted = lag_counts(cohorts, same_day=True)
    for found in mixture(counted).profiles:
        place = int(found.log_likelihood.argmax())
        rate, lags = found.rates[place], found.lags[place]
        real = counted.log_likelihood(found.family, np.array([rate]), lags[None, 0], lags[None, 1])
        assert found.log_likelihood[place] <= float(real[0]) + 0.1


def test_the_rate_does_not_depend_on_how_much_cohorts_differ():
    """Where cohorts differ the interval is wider; the most likely rate stays where it was."""
    case = history.Case("log-normal", 2_000, 0.0, 60, losses=False)
    cohorts = history.simulated(case, np.random.default_rng(2))
    assert cured(cohorts, 3.0).rate == pytest.approx(cured(cohorts).rate, rel=0.01)


def test_a_rate_that_may_be_anything_is_no_answer():
    """An interval over more than half of everything is refused, losses recorded or not."""
    told = 0
    for seed in range(8):
        for lost in (None, stats.expon(scale=60)):
            cohorts = simulated(seed, 60, 40, 0.6, stats.expon(scale=40), lost)
            try:
                interval = fitted(cohorts, 0.95).estimate.interval
            except NotEnoughData:
                continue
            told += 1
            assert interval.high - interval.low <= 0.5
    assert told < 16
