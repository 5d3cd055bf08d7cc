"""The answers of the functions on experiments."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from funnel_addin.functions.grid import Answer
from funnel_core.experiments import comparison, sample_size

__all__ = ["EXPERIMENTS"]


def _experiment(entered_a: float, advanced_a: float, entered_b: float, advanced_b: float) -> Answer:
    found = comparison(int(entered_a), int(advanced_a), int(entered_b), int(advanced_b))
    return ((found.rate_a, found.rate_b, found.lift, found.b_better),)


def _sample_size(rate: float, lift: float, alpha: float | None, power: float | None) -> Answer:
    size = sample_size(
        rate, lift, 0.05 if alpha is None else alpha, 0.8 if power is None else power
    )
    return ((size,),)


EXPERIMENTS: Mapping[str, Callable[..., Answer]] = {
    "FUNNEL_EXPERIMENT": _experiment,
    "FUNNEL_SAMPLE_SIZE": _sample_size,
}
