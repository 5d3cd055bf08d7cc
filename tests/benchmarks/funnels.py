"""The funnels that are timed, and the search that a person with scipy would write."""

from __future__ import annotations

from collections.abc import Callable

from funnel_core.model import Counts

__all__ = ["ONE", "RATES", "SIX", "VOLUMES", "bisected"]

RATES = [0.01, 0.47, 0.38, 0.7, 0.5, 0.25]
SIX = [
    Counts(640_000, 6_400),
    Counts(6_400, 3_008),
    Counts(3_008, 1_143),
    Counts(1_143, 800),
    Counts(800, 400),
    Counts(400, 100),
]
ONE = [Counts(200, 50)]
VOLUMES = (640_000, 6_400, 3_008, 1_143, 800, 400, 0)


def bisected(tail: Callable[[int], float], needed: int, confidence: float) -> int:
    """Find the smallest volume as a person would with scipy."""
    low, high = needed - 1, 2 * needed
    while tail(high) < confidence:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if tail(middle) >= confidence else (middle, high)
    return high
