"""The answers of the functions on misses and levers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from funnel_addin.functions.grid import Answer, Listed
from funnel_core.bridge import factor_bridge, mix_bridge
from funnel_core.levers import lever_gains, step_swings
from funnel_core.model import Transition

__all__ = ["MISSES"]


def _bridge(plan: Listed, actual: Listed) -> Answer:
    return plan.laid(factor_bridge(plan.values, actual.values))


def _mix_bridge(
    plan_volumes: Listed, plan_rates: Listed, actual_volumes: Listed, actual_rates: Listed
) -> Answer:
    lists = (plan_volumes, plan_rates, actual_volumes, actual_rates)
    return (mix_bridge(*(each.values for each in lists)),)


def _sensitivity(
    counts: tuple[Transition, ...], target: float, value: float | None, confidence: float | None
) -> Answer:
    return step_swings(counts, target, 0.95 if confidence is None else confidence)


def _levers(
    customers: float, retention: float, value: float, purchases: float, change: float | None
) -> Answer:
    return (lever_gains(customers, retention, value, purchases, 0.1 if change is None else change),)


MISSES: Mapping[str, Callable[..., Answer]] = {
    "FUNNEL_BRIDGE": _bridge,
    "FUNNEL_MIX_BRIDGE": _mix_bridge,
    "FUNNEL_SENSITIVITY": _sensitivity,
    "FUNNEL_LEVERS": _levers,
}
