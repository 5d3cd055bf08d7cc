"""The answers of the functions on rates and channels."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from funnel_addin.functions.grid import Answer, Listed
from funnel_addin.functions.groups import Table
from funnel_core.channels import channel_volumes
from funnel_core.errors import InputError
from funnel_core.rates import conversion_rates, stage_rates
from funnel_core.response import allocated_spend, needed_spend
from funnel_core.shrinkage import shrunk_rates

__all__ = ["CHANNELS"]


def _rates(volumes: Listed, confidence: float | None) -> Answer:
    if len(volumes.values) < 2:
        raise InputError("'volumes' must hold at least two stages; got one number")
    records = [int(value) for value in volumes.values]
    if confidence is None:
        return volumes.laid(conversion_rates(records))
    return tuple(
        (each.interval.low, each.rate, each.interval.high)
        for each in stage_rates(records, confidence)
    )


def _shrink(entered: Listed, advanced: Listed) -> Answer:
    counts = [[int(count) for count in each.values] for each in (entered, advanced)]
    return entered.laid(shrunk_rates(*counts))


def _mix(target: float, shares: Listed, rates: Table) -> Answer:
    volumes = channel_volumes(int(target), shares.values, rates.entries)
    return tuple(zip(*volumes, strict=True))


def _allocate(budget: float, ceiling: Listed, half: Listed, shape: Listed | None) -> Answer:
    shapes: float | tuple[float, ...] = 1
    if shape is not None:
        shapes = shape.values[0] if len(shape.values) == 1 else shape.values
    return ceiling.laid(allocated_spend(budget, ceiling.values, half.values, shapes))


def _spend_for(result: float, ceiling: float, half: float, shape: float | None) -> Answer:
    return ((needed_spend(result, ceiling, half, 1 if shape is None else shape),),)


CHANNELS: Mapping[str, Callable[..., Answer]] = {
    "FUNNEL_RATES": _rates,
    "FUNNEL_SHRINK": _shrink,
    "FUNNEL_MIX": _mix,
    "FUNNEL_ALLOCATE": _allocate,
    "FUNNEL_SPEND_FOR": _spend_for,
}
