"""How often plans, intervals and pace are right, simulated; fixed seeds, nothing asserted here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
from scipy import stats

from funnel_core import (
    Counts,
    confident_volumes,
    final_range,
    pace_to_date,
    wilson_interval,
)
from tests.calibration import Row

CONFIDENCES = (0.8, 0.9, 0.95)
RUNS = 100_000
MANY = 1_000_000
NEEDED = 20
WORKED = (0.01, 0.47, 0.38, 0.7, 0.5, 0.25)
GRID_RATES = tuple(number / 100 for number in range(1, 100))
GRID_RECORDS = (10, 20, 50, 100, 200, 1000)
EXPECTED = (*range(1, 101), *np.geomspace(100, 1000, 60))
ALPHA = 0.05


def share(what: str, nominal: str, right: np.ndarray) -> Row:
    """Make a row of simulated futures, each right or wrong."""
    measured = float(right.mean())
    return Row(what, nominal, measured, (measured * (1 - measured) / right.size) ** 0.5, right.size)


def simulated(
    rng: np.random.Generator, volumes: Sequence[np.ndarray], rates: Sequence[np.ndarray | float]
) -> np.ndarray:
    """Let records go through the funnel stage by stage, one future a run."""
    records = volumes[0]
    for rate, waiting in zip(rates, volumes[1:], strict=True):
        records = rng.binomial(records, rate) + waiting
    return records


def known_rates(confidence: float, rates: Sequence[float], needed: int = 100) -> Row:
    """Give how often the confident volume reaches its target when the rates are just so."""
    rng = np.random.default_rng([1, len(rates), round(100 * confidence)])
    top = confident_volumes(needed, rates, confidence)[0]
    nothing = np.zeros(MANY, dtype=np.int64)
    final = simulated(rng, [nothing + top, *[nothing] * len(rates)], rates)
    steps = "a known rate" if len(rates) == 1 else f"{len(rates)} known rates"
    return share(f"volumes for {steps} reach the target", at_least(confidence), final >= needed)


@cache
def volume(counted: tuple[tuple[int, int], ...], confidence: float) -> int:
    """Give the volume that a plan learnt from these counts asks for."""
    return confident_volumes(NEEDED, [Counts(*each) for each in counted], confidence)[0]


@cache
def ends(
    records: tuple[int, ...], counted: tuple[tuple[int, int], ...], confidence: float
) -> tuple[int, int]:
    """Give the range of a forecast learnt from these counts."""
    return final_range(records, [Counts(*each) for each in counted], confidence)


def learnt(
    rng: np.random.Generator, entered: Sequence[int]
) -> tuple[list[np.ndarray], list[tuple[tuple[int, int], ...]]]:
    """Draw each run's true rates from the uniform prior, and what would be counted at them."""
    rates = [rng.uniform(size=RUNS) for _ in entered]
    advanced = [rng.binomial(n, rate) for n, rate in zip(entered, rates, strict=True)]
    counted = [tuple(zip(entered, row, strict=True)) for row in np.stack(advanced, axis=1).tolist()]
    return rates, counted


def learnt_rates(confidence: float, entered: Sequence[int]) -> Row:
    """Give how often it reaches its target when the rates are learnt, true rates from the prior."""
    rng = np.random.default_rng([2, *entered, round(100 * confidence)])
    rates, counted = learnt(rng, entered)
    top = np.array([volume(each, confidence) for each in counted])
    nothing = np.zeros(RUNS, dtype=np.int64)
    final = simulated(rng, [top, *[nothing] * len(entered)], rates)
    told = f"volumes for {_steps(entered)} reach the target"
    return share(told, at_least(confidence), final >= NEEDED)


def fixed_rate(confidence: float, rate: float, entered: int) -> Row:
    """Give the same where one true rate stands behind every run, so that no prior is right."""
    rng = np.random.default_rng([3, entered, round(1000 * rate), round(100 * confidence)])
    counted = rng.binomial(entered, rate, size=RUNS).tolist()
    top = np.array([volume(((entered, advanced),), confidence) for advanced in counted])
    final = rng.binomial(top, rate)
    told = (
        f"with one true rate of {rate:.0%}, learnt from {entered} records, volumes reach the target"
    )
    return share(told, f"about {confidence:.0%}", final >= NEEDED)


def known_range(confidence: float) -> Row:
    """Give how often the final count lies within the forecast's range, rates known."""
    rng = np.random.default_rng([4, round(100 * confidence)])
    records, rates = (400, 100, 3), (0.5, 0.25)
    low, high = final_range(records, rates, confidence)
    final = simulated(rng, [np.full(MANY, each) for each in records], rates)
    told = "forecast ranges hold the final count, known rates"
    return share(told, at_least(confidence), (low <= final) & (final <= high))


def learnt_range(confidence: float, records: tuple[int, ...], entered: Sequence[int]) -> Row:
    """Give how often it does when the rates are learnt, the true ones from the prior."""
    rng = np.random.default_rng([5, *entered, round(100 * confidence)])
    rates, counted = learnt(rng, entered)
    low, high = np.array([ends(records, each, confidence) for each in counted]).T
    final = simulated(rng, [np.full(RUNS, each) for each in records], rates)
    told = f"forecast ranges hold the final count, {_steps(entered)}"
    return share(told, at_least(confidence), (low <= final) & (final <= high))


def wilson(confidence: float) -> list[Row]:
    """Give how often Wilson's interval holds the true rate: on average, and where it is worst."""
    coverage = []
    for entered in GRID_RECORDS:
        found = [wilson_interval(entered, k, confidence) for k in range(entered + 1)]
        low, high = (np.array([getattr(each, end) for each in found]) for end in ("low", "high"))
        for rate in GRID_RATES:
            inside = (low <= rate) & (rate <= high)
            coverage.append(stats.binom.pmf(np.arange(entered + 1), entered, rate)[inside].sum())
    told = "intervals of rates hold the true one, {} of rates 1…99% and 10…1,000 records"
    nominal = f"about {confidence:.0%}"
    return [
        Row(told.format("the mean"), nominal, float(np.mean(coverage)), 0.0, len(coverage)),
        Row(told.format("the worst"), nominal, float(np.min(coverage)), 0.0, len(coverage)),
    ]


def last_behind(expected: float) -> int:
    """Give the largest count that is called behind; −1 where none is."""
    below, above = -1, int(expected) + 1
    while above - below > 1:
        middle = (below + above) // 2
        if pace_to_date(middle, expected, ALPHA) == "behind":
            below = middle
        else:
            above = middle
    return below


def first_ahead(expected: float) -> int:
    """Give the smallest count that is called ahead."""
    below, above = int(expected), 10 * int(expected) + 100
    while above - below > 1:
        middle = (below + above) // 2
        if pace_to_date(middle, expected, ALPHA) == "ahead":
            above = middle
        else:
            below = middle
    return above


def pace() -> list[Row]:
    """Give how often a plan that is on pace is called behind, or ahead; summed, not simulated."""
    behind = [stats.poisson.cdf(last_behind(each), each) for each in EXPECTED]
    ahead = [stats.poisson.sf(first_ahead(each) - 1, each) for each in EXPECTED]
    nominal = f"at most {ALPHA:.0%}"
    rows = []
    for word, chances in (("behind", behind), ("ahead", ahead)):
        told = f"pace says '{word}' by chance, {{}} of 1…1,000 expected"
        rows += [
            Row(told.format("the mean"), nominal, float(np.mean(chances)), 0.0, len(chances)),
            Row(told.format("the most"), nominal, float(np.max(chances)), 0.0, len(chances)),
        ]
    return rows


def thinned_pace(rate: float, records: int = 400) -> Row:
    """Give how often wins out of so many records, each won at this rate, are called behind."""
    rng = np.random.default_rng([6, round(100 * rate)])
    wins = rng.binomial(records, rate, size=MANY)
    told = f"pace says 'behind' by chance, {records} records won at {rate:.0%} each"
    return share(told, f"at most {ALPHA:.0%}", wins <= last_behind(records * rate))


def at_least(confidence: float) -> str:
    """Promise a confidence: whole records make it a little more."""
    return f"at least {confidence:.0%}"


def _steps(entered: Sequence[int]) -> str:
    if len(entered) == 1:
        return f"a rate learnt from {entered[0]} records"
    return f"{len(entered)} rates, each learnt from {entered[0]} records"


@cache
def rows() -> tuple[Row, ...]:
    """Give all rows in the order of the table."""
    makers: list[Callable[[float], Row]] = [
        lambda q: known_rates(q, [0.25]),
        lambda q: known_rates(q, WORKED),
        lambda q: learnt_rates(q, [20]),
        lambda q: learnt_rates(q, [200]),
        lambda q: learnt_rates(q, [12, 12]),
        lambda q: learnt_rates(q, [5, 5, 5]),
        lambda q: fixed_rate(q, 0.25, 20),
        lambda q: fixed_rate(q, 0.25, 200),
        lambda q: fixed_rate(q, 0.05, 50),
        known_range,
        lambda q: learnt_range(q, (200, 0), [20]),
        lambda q: learnt_range(q, (200, 50, 3), [12, 12]),
    ]
    found = [maker(confidence) for maker in makers for confidence in CONFIDENCES]
    for same in zip(*(wilson(confidence) for confidence in CONFIDENCES), strict=True):
        found += same
    return (*found, *pace(), *(thinned_pace(rate) for rate in (0.05, 0.25, 0.8)))
