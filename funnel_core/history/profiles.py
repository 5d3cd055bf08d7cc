"""How likely each rate is, with the lags that fit it best: a profile likelihood, on a grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from funnel_core.history.cohorts import Whole
from funnel_core.history.compressed import LagCounts
from funnel_core.history.estimates import Shares
from funnel_core.history.families import Family, together

__all__ = ["BOUNDS", "Profile", "followed", "profiles"]

_STEP = 1e-3
_TURNS = 40
_SETTLED = 1e-4
_DAMPING, _STUCK = 1e-3, 1e4
_LONGEST_MOVE = 1.0
# lowest and highest of location and width: an hour to 10^8 years, and one day to all of them
BOUNDS = np.array(((-3.0, -4.0), (25.0, 3.0)))
# (location, width): the middle, both sides along each, and one corner
_STENCIL = _STEP * np.array([(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1), (1, 1)], dtype=float)


@dataclass(frozen=True, slots=True)
class Profile:
    """Per rate of a grid: the best lags of a family, and how likely both are.

    Args:
        family: the lags' family.
        rates: the grid, rising.
        log_likelihood: the highest at each rate.
        lags: per rate, location and width there (rates × 2).
        curvature: per rate, how sharply the log likelihood falls around them (rates × 2 × 2).
    """

    family: Family
    rates: Shares
    log_likelihood: Shares
    lags: Shares
    curvature: Shares


def profiles(
    families: Sequence[Family], counted: LagCounts, rates: Shares, starts: Shares
) -> list[Profile]:
    """Find the best lags for each rate of a grid under each family.

    Args:
        families: of lags.
        counted: the records.
        rates: shares above 0, up to 1.
        starts: where to begin: location and width (families × rates × 2).
    """
    which = np.repeat(np.arange(len(families)), len(rates))
    every = np.tile(rates, len(families))
    found = _climbed(families, which, counted, every, starts.reshape(-1, 2))
    lags, heights, curvature = (np.split(each, len(families)) for each in found)
    return [
        Profile(family, rates, *own)
        for family, *own in zip(families, heights, lags, curvature, strict=True)
    ]


def followed(
    families: Sequence[Family], counted: LagCounts, rates: Shares, hopeless: float = np.inf
) -> Shares:
    """Follow the best lags from rate to rate, from the share seen to both ends of the grid.

    Begun afresh at each rate, a climb may end on a slope that leads out of all bounds.

    Args:
        families: of lags.
        counted: the records.
        rates: shares above 0, up to 1, rising.
        hopeless: rates whose log likelihood is surely lower than the highest one by this, and all
            above them, are left out.

    Returns:
        Location and width (families × rates that are kept × 2).

    Formula: with the same lags, a rate of c′ above c is likelier by n·log(c′ ÷ c) at most, n the
    records that advanced; so is the most that any lags reach.
    """
    each = np.arange(len(families))
    seen = counted.advanced.sum() / (counted.advanced.sum() + counted.waiting.sum())
    middle = min(int(np.searchsorted(rates, seen)), len(rates) - 1)
    gains = counted.advanced.sum() * -np.log(rates)
    lags = np.empty((len(families), len(rates), 2))
    begin = np.stack([_begin(counted, family) for family in families])
    lags[:, middle], heights, _ = _climbed(
        families, each, counted, np.full(len(families), rates[middle]), begin
    )
    best, kept, away = heights.max(), len(rates), 0
    while middle - away > 0 or middle + away < kept - 1:
        away += 1
        ways = [way for way in (-1, 1) if 0 <= middle + way * away < kept]
        sides = middle + away * np.array(ways)
        found, heights, _ = _climbed(
            families,
            np.repeat(each, len(sides)),
            counted,
            np.tile(rates[sides], len(families)),
            lags[:, sides - ways].reshape(-1, 2),
        )
        lags[:, sides] = found.reshape(len(families), len(sides), 2)
        best = max(best, heights.max())
        highest = heights.reshape(len(families), len(sides))[:, -1].max() + gains[sides[-1]]
        if ways[-1] > 0 and highest < best - hopeless:
            kept = int(sides[-1]) + 1
    return lags[:, :kept]


def _begin(counted: LagCounts, family: Family) -> Shares:
    """Begin with the lags that were seen: their middle and width on the scale of logs."""
    middles = np.log(counted.grid.days[-len(counted.advanced) :] + 0.5)
    weights = counted.advanced / counted.advanced.sum()
    mean = float(weights @ middles)
    deviation = float(np.sqrt(weights @ (middles - mean) ** 2)) + 0.05
    return np.array([mean + 0.3, np.log(deviation) - (0.3 if family.name == "Weibull" else 0.0)])


def _climbed(
    families: Sequence[Family], which: Whole, counted: LagCounts, rates: Shares, start: Shares
) -> tuple[Shares, Shares, Shares]:
    """Climb to the best lags, all rows at once, each by damped Newton steps of its own.

    Args:
        families: of lags.
        which: per row, the place of its family, rising.
        counted: the records.
        rates: per row.
        start: per row, where to begin.

    Returns:
        Per row the best lags, the log likelihood there, and its curvature.
    """
    lags = start.copy()
    height, slope, curvature = _local(together(families, which), counted, rates, lags)
    damping = np.full(rates.shape, _DAMPING)
    moving = np.arange(len(rates))
    for _ in range(_TURNS):
        move = _move(slope[moving], curvature[moving], damping[moving])
        tried = np.minimum(np.maximum(lags[moving] + move, BOUNDS[0]), BOUNDS[1])
        family = together(families, which[moving])
        heights, slopes, curvatures = _local(family, counted, rates[moving], tried)
        gains = heights - height[moving]
        better = gains >= 0
        up = moving[better]
        lags[up], height[up] = tried[better], heights[better]
        slope[up], curvature[up] = slopes[better], curvatures[better]
        damping[moving] *= np.where(better, 0.2, 10.0)
        done = np.where(better, gains < _SETTLED, damping[moving] > _STUCK)
        moving = moving[~done]
        if not len(moving):
            break
    return lags, height, curvature


def _local(
    family: Family, counted: LagCounts, rates: Shares, lags: Shares
) -> tuple[Shares, Shares, Shares]:
    """Give the log likelihood, its slope and its curvature (turned positive) by differences."""
    places = lags[:, None, :] + _STENCIL
    spread_out = np.broadcast_to(rates[:, None], places.shape[:2])
    f = counted.log_likelihood(family, spread_out, places[..., 0], places[..., 1])
    slope = np.stack((f[:, 1] - f[:, 2], f[:, 3] - f[:, 4]), axis=-1) / (2 * _STEP)
    curvature = np.empty((len(rates), 2, 2))
    curvature[:, 0, 0] = 2 * f[:, 0] - f[:, 1] - f[:, 2]
    curvature[:, 1, 1] = 2 * f[:, 0] - f[:, 3] - f[:, 4]
    cross = f[:, 1] + f[:, 3] - f[:, 0] - f[:, 5]
    curvature[:, 0, 1] = curvature[:, 1, 0] = cross
    return f[:, 0].copy(), slope, curvature / _STEP**2


def _move(slope: Shares, curvature: Shares, damping: Shares) -> Shares:
    """Give the damped Newton step, uphill also where the likelihood is not yet concave."""
    values, vectors = np.linalg.eigh(curvature)
    largest = np.maximum(np.abs(values).max(axis=1, keepdims=True), 1e-12)
    values = np.maximum(np.abs(values), 1e-6 * largest) + damping[:, None] * largest
    along = np.einsum("rji,rj->ri", vectors, slope) / values
    move = np.einsum("rij,rj->ri", vectors, along)
    size = np.abs(move).max(axis=1, keepdims=True)
    return np.asarray(move * np.minimum(1.0, _LONGEST_MOVE / np.maximum(size, 1e-12)))
