"""The answers of the functions that plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from funnel_addin.functions.grid import Answer, Listed, Steps
from funnel_core.confidence import confident_volumes, hit_probability
from funnel_core.customers import customers_for_profit, customers_for_revenue
from funnel_core.errors import InputError, OutOfRange
from funnel_core.model import Transition
from funnel_core.planning import Funnel
from funnel_core.quantities import LARGEST_WHOLE, show
from funnel_core.required import exact_volumes, needed_wins, required_volumes

__all__ = ["PLAN"]


def _required(
    target: float,
    rates: Steps,
    value: float | None,
    confidence: float | None,
    stage: float | None,
    exact: bool | None,
) -> Answer:
    steps = rates.transitions
    if stage is not None and stage > len(steps) + 1:
        raise OutOfRange(
            f"'stage' must be a stage's number, 1 to {len(steps) + 1} for {len(steps)} rates; "
            f"got {show(stage)}: count from the top, 1 being the top"
        )
    if stage is not None:  # what is above that stage may be beyond all bounds
        steps = steps[int(stage) - 1 :] or (Transition.of(1),)
    volumes: tuple[float, ...]
    if confidence is not None:
        required_volumes(target, [1], value)  # the same bounds on the target as without confidence
        volumes = confident_volumes(needed_wins(target, value), steps, confidence)
    elif exact:
        volumes = exact_volumes(target, steps, value)
    else:
        volumes = required_volumes(target, steps, value)
    return rates.laid(volumes) if stage is None else ((volumes[0],),)


def _forecast(
    volumes: Listed, rates: Steps, value: float | None, confidence: float | None
) -> Answer:
    records = _records(volumes, rates)
    forecast = Funnel(rates.transitions).forecast(records, value, confidence)
    if forecast.low is None or forecast.high is None:
        return ((forecast.expected,),)
    return ((forecast.low, forecast.expected, forecast.high),)


def _probability(target: float, volumes: Listed, rates: Steps, value: float | None) -> Answer:
    records = _records(volumes, rates)
    return ((hit_probability(needed_wins(target, value), records, rates.transitions),),)


def _records(volumes: Listed, rates: Steps) -> tuple[int, ...]:
    steps = len(rates.transitions)
    if len(volumes.values) != steps + 1:
        raise InputError(
            f"'volumes' must hold one number more than there are rates, {steps + 1} for {steps}, "
            f"the last being those already won; got {len(volumes.values)}: write 0 where a stage "
            "is empty"
        )
    records = tuple(int(value) for value in volumes.values)
    if sum(records) > LARGEST_WHOLE:
        raise OutOfRange("so many records are larger than a cell can hold: 2^53 is the most")
    return records


def _customers(
    revenue: float,
    value: float,
    purchases: float | None,
    existing: float | None,
    retention: float | None,
    share_of_year: float | None,
) -> Answer:
    base = _base(purchases, existing, retention)
    return ((customers_for_revenue(revenue, value, *base, share_of_year),),)


def _customers_for_profit(
    profit: float,
    fixed_cost: float,
    margin: float,
    value: float,
    cac: float,
    purchases: float | None,
    existing: float | None,
    retention: float | None,
    share_of_year: float | None,
) -> Answer:
    base = _base(purchases, existing, retention)
    needed = customers_for_profit(profit, fixed_cost, margin, value, cac, *base, share_of_year)
    return ((needed,),)


def _base(
    purchases: float | None, existing: float | None, retention: float | None
) -> tuple[float, int, float]:
    return (
        1 if purchases is None else purchases,
        0 if existing is None else int(existing),
        1 if retention is None else retention,
    )


PLAN: Mapping[str, Callable[..., Answer]] = {
    "FUNNEL_REQUIRED": _required,
    "FUNNEL_FORECAST": _forecast,
    "FUNNEL_PROBABILITY": _probability,
    "FUNNEL_CUSTOMERS": _customers,
    "FUNNEL_CUSTOMERS_FOR_PROFIT": _customers_for_profit,
}
