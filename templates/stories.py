"""What the examples' stories share: seeded draws of records through a funnel, and their seasons.

A story's figures are simulated, so that nobody's real ones are told; the same seed gives the same
story on every machine. `chance` is a `random.Random(seed)` throughout.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

__all__ = ["advanced", "arrivals", "entries", "waiting"]


def advanced(chance: Random, entered: int, rate: float) -> int:
    """Draw how many of the records that entered a stage go on: a binomial draw.

    >>> advanced(Random(1), 1000, 0.47)
    447
    """
    return sum(chance.random() < rate for _ in range(entered))


def arrivals(
    chance: Random, total: float, weights: Sequence[float], spread: float = 0.0
) -> list[int]:
    """Draw how many records come in at the top per period.

    Args:
        chance: the source of the draws.
        total: records that `weights` are shares of, before chance.
        weights: of the periods, their season.
        spread: the standard deviation of a period around its season, as a share of it.

    >>> arrivals(Random(1), 1200, [1, 1, 2])
    [300, 300, 600]
    """
    whole = sum(weights)
    return [
        max(
            0,
            round(
                total * weight / whole * chance.gauss(1, spread)
                if spread
                else total * weight / whole
            ),
        )
        for weight in weights
    ]


def entries(
    chance: Random, top: Sequence[int], rates: Sequence[float], lags: Sequence[int]
) -> list[list[int]]:
    """Draw the records that enter each stage in each period.

    Args:
        chance: the source of the draws.
        top: records that enter the first stage, per period.
        rates: per step the share that goes on.
        lags: per step how many periods later it arrives.

    Returns:
        A row per stage, a column per period of `top`; what arrives later is left out.

    >>> entries(Random(1), [100, 100, 100], [1.0, 1.0], [0, 1])
    [[100, 100, 100], [100, 100, 100], [0, 100, 100]]
    """
    rows = [list(top)]
    for rate, lag in zip(rates, lags, strict=True):
        gone = [advanced(chance, entered, rate) for entered in rows[-1]]
        rows.append([0] * lag + gone[: len(gone) - lag])
    return rows


def waiting(rows: Sequence[Sequence[int]], lags: Sequence[int]) -> list[int]:
    """Count the records that are still in each stage but the last: those of its last `lag` periods.

    >>> waiting([[100, 100, 100], [100, 100, 100], [0, 100, 100]], [0, 1])
    [0, 100]
    """
    return [sum(row[len(row) - lag :]) for row, lag in zip(rows, lags, strict=False)]
