"""Over time: a target spread over the periods of its term."""

from __future__ import annotations

from collections.abc import Sequence

from funnel_core.quantities import COUNT, Count, Weight, whole_weights

__all__ = ["spread"]


def spread(target: Count, weights: Sequence[Weight]) -> tuple[int, ...]:
    """Spread a whole-number target over periods in proportion to their weights.

    Args:
        target: whole records, from 0 up.
        weights: a number from 0 up for each period; only their whole_weights count.

    Returns:
        A whole number per period, adding up to `target` exactly. A weight of 0 gets 0; a target of
        0 is 0 everywhere.

    Raises:
        OutOfRange: a target that is not whole, a negative weight, or weights that are all 0.

    Formula: the whole part of target × weight ÷ Σ weights for each period; what is left over goes,
    one each, to the largest remainders, equal remainders (as decimals) to the earlier period.
    Source: the largest remainder method (Hamilton, 1792).

    >>> spread(100, [1, 1, 1]), spread(7, [0.2, 0.3, 0.5])
    ((34, 33, 33), (1, 2, 4))
    """
    COUNT.check("target", target)
    whole = whole_weights(weights)
    total = sum(whole)
    quotas = [divmod(int(target) * weight, total) for weight in whole]
    parts = [part for part, _ in quotas]
    left = int(target) - sum(parts)
    by_remainder = sorted(range(len(parts)), key=lambda period: -quotas[period][1])
    for period in by_remainder[:left]:
        parts[period] += 1
    return tuple(parts)
