"""Counts in, conversion rates out, with their intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from funnel_core.errors import Fault, FunnelError, InputError, NotEnoughData, OutOfRange
from funnel_core.model import Counts, Interval, RateEstimate
from funnel_core.numerics.tails import normal_quantile
from funnel_core.quantities import CONFIDENCE, COUNT, Confidence, Count, listed

__all__ = ["conversion_rates", "stage_rates", "whole_volumes", "wilson_interval"]


def wilson_interval(entered: Count, advanced: Count, confidence: Confidence) -> Interval:
    """Give Wilson's score interval of the rate of a step.

    Args:
        entered: records that entered the stage, a whole number from 1 up.
        advanced: how many of them advanced, at most `entered`.
        confidence: a share strictly between 0 and 1.

    Returns:
        The interval; its low end is 0 where nobody advanced, its high end 1 where everyone did.

    Raises:
        NotEnoughData: nobody entered.
        OutOfRange: counts or a confidence out of bounds.

    Formula: the rates r with (advanced ÷ entered − r)² = z²·r(1 − r) ÷ entered, z the normal
    quantile of (1 + confidence) ÷ 2.

    Source: Wilson (1927).

    >>> interval = wilson_interval(40, 12, 0.95)
    >>> round(interval.low, 4), round(interval.high, 4)
    (0.1807, 0.4543)
    """
    counts = Counts(entered, advanced)
    CONFIDENCE.check("confidence", confidence)
    n, k, confidence = counts.entered, counts.advanced, float(confidence)
    if n == 0:
        raise NotEnoughData(
            "nobody entered, so there is no rate: 'entered' must be a whole number from 1 up; got 0"
        )
    z = -normal_quantile((1 - confidence) / 2)
    spread = z * math.sqrt(k * (n - k) / n + z * z / 4)
    upper = k + z * z / 2 + spread
    # The low end is the product of both ends, k²/(n·(n + z²)), over the high one: nothing cancels.
    # Rounding may not put an end on the wrong side of the rate.
    low = min(k * k / n / upper, k / n)
    high = min(max(upper / (n + z * z), k / n), 1.0)
    return Interval(low, high, confidence)


def conversion_rates(volumes: Sequence[Count]) -> tuple[float, ...]:
    """Give the n rates between n + 1 stage volumes, top first.

    Args:
        volumes: records that entered each stage, whole numbers, each at most the one above it.

    Returns:
        n shares from 0 up to 1: each volume ÷ the one above it. A last volume of 0 is a rate of 0.

    Raises:
        InputError: fewer than two stages.
        OutOfRange: volumes that are not whole or grow down the funnel; all bad rows are named.
        NotEnoughData: nobody entered a stage that records should leave.

    Formula: each volume ÷ the one above it. The worksheet's low and high are Wilson's score
    interval: the shares r with (rate − r)² = z² · r(1 − r) ÷ records that entered, z the normal
    quantile of (1 + confidence) ÷ 2.

    Source: Wilson (1927).

    >>> conversion_rates([6400, 3200, 800])
    (0.5, 0.25)
    """
    return tuple(counts.advanced / counts.entered for counts in _stage_counts(volumes))


def stage_rates(volumes: Sequence[Count], confidence: Confidence) -> tuple[RateEstimate, ...]:
    """Give the n rates between n + 1 stage volumes, each with its Wilson interval.

    Args:
        volumes: as in `conversion_rates`.
        confidence: a share strictly between 0 and 1.

    Returns:
        n estimates, top first.

    Raises:
        FunnelError: as `conversion_rates` and `wilson_interval` do.

    Formula: each volume ÷ the one above it, with Wilson's score interval.

    Source: Wilson (1927).

    >>> [estimate] = stage_rates([40, 12], 0.95)
    >>> estimate.rate, round(estimate.interval.low, 4)
    (0.3, 0.1807)
    """
    return tuple(
        RateEstimate(
            counts.advanced / counts.entered,
            wilson_interval(counts.entered, counts.advanced, confidence),
            counts,
        )
        for counts in _stage_counts(volumes)
    )


def whole_volumes(volumes: Sequence[Count], stages: int | None = None) -> tuple[int, ...]:
    """Read stage volumes as whole numbers of records, all bad rows named in one message.

    Args:
        volumes: whole numbers from 0 up to 2^53.
        stages: how many there must be; none: any number.

    Raises:
        InputError: a wrong number of volumes, or something that is not a number.
        OutOfRange: negative or fractional volumes.

    >>> whole_volumes([400, 100.0, 0], stages=3)
    (400, 100, 0)
    """
    volumes = listed("volumes", volumes, COUNT.plural)
    if stages is not None and len(volumes) != stages:
        raise InputError(
            f"'volumes' must hold one number per stage, {stages} for {stages - 1} rates, the last "
            f"being those already won; got {len(volumes)}: write 0 where a stage is empty"
        )
    COUNT.check_each("volumes", volumes)
    return tuple(int(volume) for volume in volumes)


_RULES: dict[type[FunnelError], str] = {
    NotEnoughData: "a rate needs records that entered its stage: 'volumes' must be from 1 up but "
    "for the last",
    OutOfRange: "'volumes' must not grow down the funnel, no more can advance than entered",
}


def _stage_counts(volumes: Sequence[Count]) -> tuple[Counts, ...]:
    """Pair the volumes of neighbouring stages."""
    records = whole_volumes(volumes)
    if len(records) < 2:
        raise InputError(f"'volumes' must hold at least two stages; got {len(records)}")
    steps = list(pairwise(records))
    faults: list[Fault] = []
    kinds: list[type[FunnelError]] = []
    for entry, (entered, advanced) in enumerate(steps):
        if entered == 0:
            faults.append(Fault("volumes", entry, "is 0"))
            kinds.append(NotEnoughData)
        if advanced > entered:
            faults.append(Fault("volumes", entry + 1, f"is {advanced}, after {entered}"))
            kinds.append(OutOfRange)
    if faults:
        raise kinds[0](
            " and ".join(_RULES[kind] for kind in dict.fromkeys(kinds)),
            faults,
            "count the same records in each stage, over a longer time",
        )
    return tuple(Counts(entered, advanced) for entered, advanced in steps)
