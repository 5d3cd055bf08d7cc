"""What a spend on a channel brings, with diminishing returns, and how to split a budget."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from funnel_core.errors import InputError, OutOfRange
from funnel_core.numerics.allocation import Kind, best_spends
from funnel_core.numerics.hill import Curve
from funnel_core.quantities import (
    COST,
    DUE,
    MONEY,
    SHAPE,
    WEIGHT,
    Cost,
    Due,
    Money,
    Shape,
    Weight,
    as_typed,
    listed,
    show,
)

__all__ = ["allocated_spend", "needed_spend"]


def allocated_spend(
    budget: Cost,
    ceiling: Sequence[Weight],
    half: Sequence[Money],
    shape: Shape | Sequence[Shape] = 1,
) -> tuple[float, ...]:
    """Split a budget over channels so that they bring the most together.

    Args:
        budget: money to spend, from 0 up; all of it is spent.
        ceiling: the most that each channel can ever bring, from 0 up, in one unit for all.
        half: the spend at which each channel brings half of its ceiling.
        shape: how each channel starts: up to 1 every further unit of money brings less than the
            one before; above 1 a small spend brings next to nothing (an S). One number for all,
            or one per channel.

    Returns:
        The spend of each channel, in their order, adding up to the budget. Channels that get
        something gain the same from the last unit of money. A budget of 0, or a ceiling of 0,
        gets 0; so may a channel with a shape above 1, or one whose first unit brings too little.

    Raises:
        InputError: no channels, or lists of unequal length.
        OutOfRange: numbers out of bounds; all ceilings 0 and a budget to spend.

    Formula: of all splits of the budget the one with the largest sum of what the channels bring,
    ceiling·x^shape ÷ (half^shape + x^shape) for a channel that gets x. Of channels that are all
    alike the earlier ones get the money. The total is within 1e-11 of the maximum. Only where
    dozens of steep curves compete whose worth per unit of money hardly differs (a knapsack), or
    ten thousands of them, is the search cut off after some seconds; the total is then within what
    one channel brings of the maximum.

    Source: Meridian's documentation on saturation (Hill); Udell & Boyd, "Maximizing a sum of
    sigmoids" (2014).

    >>> [round(spend, 2) for spend in allocated_spend(10_000, [100, 50], [5_000, 2_000])]
    [6746.71, 3253.29]
    >>> allocated_spend(100, [10, 10], [100, 100], shape=3)
    (100.0, 0.0)
    """
    COST.check("budget", budget)
    curves = _curves(ceiling, half, shape)
    if budget == 0:
        return (0.0,) * len(curves)
    alike: dict[tuple[float, ...], list[int]] = {}
    for channel, curve in enumerate(curves):
        if curve[0] > 0:
            alike.setdefault(curve, []).append(channel)
    if not alike:
        raise OutOfRange(
            "'ceiling' must be above 0 for one channel at least, or a budget brings nothing; "
            "all are 0: write what each channel could bring at most"
        )
    kinds = [Kind(Curve(*curve), len(channels)) for curve, channels in alike.items()]
    best = best_spends(kinds, float(budget))
    spends = [0.0] * len(curves)
    for kind, channels in enumerate(alike.values()):
        for channel in channels[: best.counts[kind]]:
            spends[channel] = best.each[kind]
        if best.odd is not None and best.odd[0] == kind:
            spends[channels[best.counts[kind]]] = best.odd[1]
    if not all(map(math.isfinite, spends)):
        raise OutOfRange(
            f"a 'budget' of {show(budget)} and these curves lead to spends above 1.8e+308, the "
            "largest number that a cell can hold: check them"
        )
    return _adding_up(spends, float(budget))


def needed_spend(result: Due, ceiling: Weight, half: Money, shape: Shape = 1) -> float:
    """Give the spend on one channel that buys a result.

    Args:
        result: what the channel must bring, from 0 up, in the unit of `ceiling`.
        ceiling: the most that the channel can ever bring.
        half: the spend at which it brings half of that.
        shape: how it starts: 1, or above 1 where a small spend brings next to nothing.

    Returns:
        An amount of money; a result of 0 needs 0.

    Raises:
        OutOfRange: a result at or above the ceiling, which no spend buys; or a spend above 1.8e308.

    Formula: half·(result ÷ (ceiling − result))^(1 ÷ shape), ceiling − result on the decimals as
    typed. Source: the Hill curve, Meridian's documentation on saturation.

    >>> needed_spend(50, 100, 5_000), needed_spend(80, 100, 5_000)
    (5000.0, 20000.0)
    """
    DUE.check("result", result)
    WEIGHT.check("ceiling", ceiling)
    MONEY.check("half", half)
    SHAPE.check("shape", shape)
    if result == 0:
        return 0.0
    if result >= ceiling:
        raise OutOfRange(
            f"no spend buys a 'result' of {show(result)}: it must stay below the ceiling, "
            f"{show(ceiling)}, which is the most that this channel can bring; lower the result or "
            "add another channel"
        )
    left = as_typed(ceiling) - as_typed(result)
    spend: float
    try:
        if shape == 1:
            return float(as_typed(half) * as_typed(result) / left)
        spend = float(as_typed(result) / left) ** (1 / float(shape)) * float(half)
    except OverflowError:
        spend = math.inf
    if math.isinf(spend):
        raise OutOfRange(
            f"a 'result' of {show(result)} of at most {show(ceiling)} takes a spend above 1.8e+308,"
            " the largest number that a cell can hold: lower the result, or check 'shape'"
        )
    return spend


def _curves(
    ceiling: Sequence[float], half: Sequence[float], shape: float | Sequence[float]
) -> list[tuple[float, ...]]:
    """Read ceiling, half and shape of each channel."""
    WEIGHT.check_each("ceiling", ceiling)
    MONEY.check_each("half", half)
    if isinstance(shape, Iterable):
        shapes = listed("shape", shape, SHAPE.plural)
        SHAPE.check_each("shape", shapes)
    else:
        SHAPE.check("shape", shape)
        shapes = [shape] * len(ceiling)
    if len(ceiling) == 0:
        raise InputError("'ceiling' must hold a number for each channel; got none")
    if not len(ceiling) == len(half) == len(shapes):
        raise InputError(
            "'ceiling', 'half' and 'shape' must be equally long; "
            f"got {len(ceiling)}, {len(half)} and {len(shapes)} numbers"
        )
    return [tuple(map(float, each)) for each in zip(ceiling, half, shapes, strict=True)]


def _adding_up(spends: list[float], budget: float) -> tuple[float, ...]:
    """Give what rounding lost to the largest spend, so that all add up to the budget."""
    largest = max(range(len(spends)), key=spends.__getitem__)
    for _ in range(2):
        spends[largest] += budget - math.fsum(spends)
    return tuple(spends)
