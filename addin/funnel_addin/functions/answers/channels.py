"""The answers of the functions on rates and channels."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from funnel_addin.functions.grid import Answer, Listed
from funnel_core.errors import InputError
from funnel_core.rates import conversion_rates, stage_rates

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


CHANNELS: Mapping[str, Callable[..., Answer]] = {
    "FUNNEL_RATES": _rates,
}
