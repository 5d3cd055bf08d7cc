"""The answers of the functions on money."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from funnel_addin.functions.grid import Answer
from funnel_core.economics import acquisition_cost, lifetime_value, marketing_roi, payback_time

__all__ = ["MONEY"]


def _roi(incremental_margin: float, cost: float) -> Answer:
    return ((marketing_roi(incremental_margin, cost),),)


def _cac(cost: float, customers: float) -> Answer:
    return ((acquisition_cost(cost, int(customers)),),)


def _payback(cac: float, value: float, margin: float) -> Answer:
    return ((payback_time(cac, value, margin),),)


def _ltv(value: float, margin: float, churn: float) -> Answer:
    return ((lifetime_value(value, margin, churn),),)


MONEY: Mapping[str, Callable[..., Answer]] = {
    "FUNNEL_ROI": _roi,
    "FUNNEL_CAC": _cac,
    "FUNNEL_PAYBACK": _payback,
    "FUNNEL_LTV": _ltv,
}
