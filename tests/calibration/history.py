"""Whether rates from history are recovered: steps whose truth is known, seen too early, estimated.

`python -m tests.calibration.history` simulates a grid of lag shapes, sizes, growth and truncation,
with losses recorded and not, and prints bias and coverage per factor; `--write` puts the table into
docs/history.md, between its markers.
"""

from __future__ import annotations

import argparse
import itertools
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from addin import render
from funnel_core.errors import NotEnoughData
from funnel_core.history.cohorts import ADVANCED, LOST, OPEN, Cohorts
from funnel_core.history.fitting import fitted

__all__ = ["Case", "Recovery", "grid", "losses", "main", "recovered", "simulated", "table"]

GUIDE = Path(__file__).parents[2] / "docs" / "history.md"
MARKER = "recovery"

CONFIDENCE = 0.95
MEDIAN = 21.0
"""Days until half of those have advanced that will."""

SHAPES = ("exponential", "Weibull 1.6", "log-normal", "gamma 0.6", "two kinds of leads")
SIZES = (400, 2_000, 10_000)
GROWTHS = (-0.1, 0.0, 0.15)
"""By which the entries of a month are more than those of the month before."""
SPANS = (60, 120, 360)
"""Days from the first entry to the day that is seen: short ones cut most lags off."""
RATE = 0.2
LOSSES = (10.0, 40.0, None)
"""The median of days until a record is lost that will be: sooner than won, or later; None: losses
are not recorded."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is simulated."""

    shape: str
    size: int
    growth: float
    span: int
    losses: float | None


@dataclass(frozen=True, slots=True)
class Recovery:
    """What came out of one simulated history; `rate` None: the history could not carry one."""

    case: Case
    naive: float
    rate: float | None = None
    low: float = math.nan
    high: float = math.nan

    @property
    def holds(self) -> bool:
        """Tell whether the interval holds the true rate."""
        return self.low <= RATE <= self.high


def grid() -> Iterator[Case]:
    """Give every combination of the factors."""
    for factors in itertools.product(SHAPES, SIZES, GROWTHS, SPANS, LOSSES):
        yield Case(*factors)


def simulated(case: Case, rng: np.random.Generator) -> Cohorts:
    """Simulate one step as it is seen at the end of the span: counts by day of entry and lag."""
    ends = np.arange(1, case.span + 1)
    density = (1 + case.growth) ** (ends / (365.25 / 12))
    day = rng.choice(case.span, case.size, p=density / density.sum())
    advances = rng.random(case.size) < RATE
    lag = _lags(case.shape, case.size, rng)
    lost_lag = math.inf
    if case.losses:
        lost_lag = rng.exponential(case.losses / math.log(2), case.size)
    # a lag is a difference of dates: records enter at any time of their day
    until = np.floor(rng.random(case.size) + np.where(advances, lag, lost_lag))
    age = case.span - 1 - day
    seen = until <= age
    outcome = np.where(~seen, OPEN, np.where(advances, ADVANCED, LOST))
    shown = np.where(seen, until, age).astype(np.int64)
    lines, records = np.unique(np.stack([day, shown, outcome]), axis=1, return_counts=True)
    return Cohorts(0, 1, case.span - 1, *lines.astype(np.int64), records.astype(np.int64))


def _lags(shape: str, size: int, rng: np.random.Generator) -> np.ndarray:
    """Draw days to advance, all shapes with the same median."""
    if shape == "exponential":
        return rng.exponential(MEDIAN / math.log(2), size)
    if shape == "Weibull 1.6":
        return MEDIAN / math.log(2) ** (1 / 1.6) * rng.weibull(1.6, size)
    if shape == "log-normal":
        return rng.lognormal(math.log(MEDIAN), 0.9, size)
    if shape == "gamma 0.6":
        # the median of a gamma distribution of shape 0.6 is 0.3106 of its scale
        return rng.gamma(0.6, MEDIAN / 0.3106, size)
    quick = rng.random(size) < 0.5
    return np.where(quick, rng.exponential(7.0, size), rng.lognormal(math.log(45), 0.5, size))


def recovered(case: Case, run: int) -> Recovery:
    """Simulate a history, each run its own, and estimate its rate."""
    seed = [run, SHAPES.index(case.shape), case.size, SPANS.index(case.span)]
    rng = np.random.default_rng([*seed, GROWTHS.index(case.growth), LOSSES.index(case.losses)])
    cohorts = simulated(case, rng)
    naive = cohorts.advanced / cohorts.entered
    try:
        estimate = fitted(cohorts, CONFIDENCE).estimate
    except NotEnoughData:
        return Recovery(case, naive)
    interval = estimate.interval
    return Recovery(case, naive, estimate.rate, interval.low, interval.high)


def table(found: Sequence[Recovery]) -> str:
    """Lay out bias and coverage, a line per value of each factor."""
    factors = (
        ("all", lambda each: "all"),
        ("lags", lambda each: each.case.shape),
        ("records", lambda each: f"{each.case.size:,}"),
        ("growth a month", lambda each: f"{each.case.growth:+.0%}"),
        ("days of history", lambda each: str(each.case.span)),
        ("losses", losses),
    )
    head = [
        "| | | histories | too little data | mean naive rate | mean honest rate | "
        "95% intervals that hold | too low / too high |",
        "|---|---|---:|---:|---:|---:|---:|---:|",
    ]
    lines = []
    for name, of in factors:
        for value in dict.fromkeys(map(of, found)):
            chosen = [each for each in found if of(each) == value]
            lines.append(f"| {name} | {value} | {_line(chosen)} |")
    return "\n".join([*head, *lines])


def losses(each: Recovery) -> str:
    """Say whether losses were recorded, and how soon."""
    days = each.case.losses
    return "not recorded" if days is None else f"recorded, half within {days:g} days"


def _line(found: Sequence[Recovery]) -> str:
    told = [each for each in found if each.rate is not None]
    rates = [each.rate for each in told if each.rate is not None]
    naive = sum(each.naive for each in found) / len(found)
    cells = [
        f"{len(found):,}",
        f"{1 - len(told) / len(found):.0%}",
        f"{naive:.3f}",
        f"{sum(rates) / len(rates):.3f}" if rates else "–",
        f"{sum(each.holds for each in told) / len(told):.1%}" if told else "–",
        f"{sum(each.high < RATE for each in told):,} / {sum(each.low > RATE for each in told):,}",
    ]
    return " | ".join(cells)


def main(arguments: Sequence[str] | None = None) -> int:
    """Simulate the grid, and print or write what came out."""
    options = argparse.ArgumentParser(prog="python -m tests.calibration.history")
    options.add_argument("--runs", type=int, default=20, help="histories a combination; 20")
    options.add_argument("--write", action="store_true", help="put the table into docs/history.md")
    given = options.parse_args(arguments)
    found = []
    for number, case in enumerate(cases := list(grid()), start=1):
        found += [recovered(case, run) for run in range(given.runs)]
        print(f"\r{number} of {len(cases)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    text = table(found)
    print(text)
    if given.write:
        guide = GUIDE.read_text(encoding="utf-8")
        GUIDE.write_text(render.rendered(guide, {MARKER: text}), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
