"""A target over channels, each with a funnel of its own."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from funnel_core.errors import Fault, InputError, OutOfRange, cured_once
from funnel_core.quantities import (
    COMPUTED_TOLERANCE,
    COUNT,
    LARGEST_WHOLE,
    RATE,
    SHARE,
    Count,
    Rate,
    Share,
    as_typed,
    is_computed,
    is_number,
    listed,
    show,
    told,
)
from funnel_core.schedule import spread

__all__ = ["channel_volumes"]

TOLERATED = int(1 / COMPUTED_TOLERANCE)
SHARES_TOLERANCE = Fraction(1, 10**6)


def channel_volumes(
    target: Count, shares: Sequence[Share], rates: Sequence[Sequence[Rate]]
) -> tuple[tuple[int, ...], ...]:
    """List the whole records that each stage of each channel needs to reach a target together.

    Args:
        target: whole records of the last stage, all channels together, from 0 up.
        shares: the share of the target that each channel brings, adding up to 1.
        rates: for each channel its n conversion rates, top of the funnel first; 1 for a step that
            the channel does not have.

    Returns:
        For each channel n + 1 whole numbers, top first. The last ones add up to the target; a
        share of 0 is 0 throughout.

    Raises:
        InputError: no channels, no rates, or lists of unequal length.
        OutOfRange: a target that is not whole, shares or rates out of bounds, shares that do not
            add up to 1 within 1e-6, or a volume above 2^53.

    Formula: the last stage is target × share in whole records, those left over going one each to
    the channels with the largest remainders; above it each volume is the one below it ÷ the rate
    between them, rounded up, on the decimals as typed.

    Source: the largest remainder method (Hamilton, 1792); HubSpot, "How to align the sales and
    marketing funnel from the bottom up".

    >>> channel_volumes(100, [0.75, 0.25], [[0.1, 0.5], [1, 0.2]])
    ((1500, 150, 75), (125, 125, 25))
    """
    COUNT.check("target", target)
    SHARE.check_each("shares", shares)
    shares, channels = list(shares), _channels(rates)
    _check(shares, channels)
    ratios = {rate: _ratio(rate) for rate in {rate for each in channels for rate in each}}
    volumes = [
        _chained(needed, [ratios[rate] for rate in each])
        for needed, each in zip(spread(target, shares), channels, strict=True)
    ]
    too_large = [
        Fault(
            "shares",
            channel,
            f"needs {show(each[0])} records in stage {len(channels[channel]) + 2 - len(each)}",
        )
        for channel, each in enumerate(volumes)
        if each[0] > LARGEST_WHOLE
    ]
    if too_large:
        raise OutOfRange(
            "'shares' and 'rates' must keep every volume up to 2^53, the most that a cell holds",
            too_large,
            "check the target and the rates",
        )
    return tuple(volumes)


def _channels(rates: Sequence[Sequence[float]]) -> list[list[float]]:
    """Read a list of rates per channel; an array of numpy's has a row per channel."""
    is_array = getattr(rates, "ndim", 1) == 2 and not hasattr(rates, "columns")
    channels = list(rates) if is_array else listed("rates", rates, "lists, one per channel")
    return [listed(f"rates[{channel}]", each, RATE.plural) for channel, each in enumerate(channels)]


def _check(shares: list[float], rates: list[list[float]]) -> None:
    if not shares:
        raise InputError("'shares' must hold a share for each channel; got none")
    total = sum((as_typed(share) for share in shares), Fraction(0))
    if abs(total - 1) > SHARES_TOLERANCE:
        raise OutOfRange(
            f"'shares' must add up to 1, that is 100%; they add up to {show(float(total))}: "
            "give the channels shares of the whole target, a third as =1/3 and not 0.333"
        )
    if len(rates) != len(shares):
        raise InputError(
            "'rates' must hold the rates of each channel that 'shares' names; "
            f"got {len(rates)} channels for {len(shares)} shares"
        )
    steps = {len(each) for each in rates}
    if len(steps) != 1 or 0 in steps:
        raise InputError(
            "'rates' must hold equally many rates for each channel, at least one; got "
            f"{', '.join(str(len(each)) for each in rates)}: write 1 for a step a channel lacks"
        )
    wrong = {
        (channel, step): said
        for channel, each in enumerate(rates)
        for step, rate in enumerate(each)
        if (said := RATE.complaint(rate) if is_number(rate) else f"{told(rate)}: write a number")
    }
    if wrong:
        sayings = cured_once([f"is {said}" for said in wrong.values()])
        faults = [
            Fault("rates", channel, said, step)
            for (channel, step), said in zip(wrong, sayings, strict=True)
        ]
        channel, step = next(iter(wrong))
        kind = OutOfRange if is_number(rates[channel][step]) else InputError
        raise kind(f"'rates' must be {RATE.plural}", faults)


def _ratio(rate: float) -> tuple[int, int, bool]:
    """Give a rate as two whole numbers, and whether it was computed: see `is_computed`."""
    typed = as_typed(rate)
    return typed.numerator, typed.denominator, is_computed(typed)


def _chained(needed: int, ratios: Sequence[tuple[int, int, bool]]) -> tuple[int, ...]:
    """Round up from the bottom as `round_up` does, in whole numbers: a million steps take time.

    Ends at the first volume that no cell holds: further up the digits only grow.
    """
    volumes = [needed]
    for numerator, denominator, computed in reversed(ratios):
        product = volumes[-1] * denominator
        volume, rest = divmod(product, numerator)
        if rest and not (computed and rest * TOLERATED <= product):
            volume += 1
        volumes.append(volume)
        if volume > LARGEST_WHOLE:
            break
    return tuple(reversed(volumes))
