"""What to improve first: the swing that a rate's uncertainty makes, and the four ways to more."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from funnel_core.errors import Fault, FunnelError, InputError, NotEnoughData, OutOfRange
from funnel_core.model import Counts, Transition
from funnel_core.quantities import (
    CHANGE,
    CONFIDENCE,
    FREQUENCY,
    GOAL,
    MONEY,
    RECORDS,
    SHARE,
    Change,
    Confidence,
    Frequency,
    Goal,
    Money,
    Records,
    Share,
    as_float,
    as_typed,
    listed,
    show,
    told,
)
from funnel_core.rates import wilson_interval

__all__ = ["LeverGains", "StepSwing", "lever_gains", "step_swings"]

NEVER_LEAVING = Fraction(1, 10**9)
"""So small a share that leaves is what a computed retention (=1/9 in a cell) makes of none."""


class StepSwing(NamedTuple):
    """The result at either end of one step's interval, all else as planned, and their distance."""

    low: float
    high: float
    swing: float


class LeverGains(NamedTuple):
    """What each of the four ways to more is worth, in money a year."""

    customers: float
    retention: float
    value: float
    purchases: float


def step_swings(
    counts: Iterable[Counts | Transition], target: Goal, confidence: Confidence = 0.95
) -> tuple[StepSwing, ...]:
    """Give, for each step, the result at the low and the high end of its rate's interval.

    The volumes are held as the plan has them for `target` at the point rates, and one rate at a
    time moves over its own interval. Every rate's elasticity is 1, so swinging all of them by the
    same percentage would say nothing; the step with the widest swing is the one worth knowing
    better, or improving first.

    Args:
        counts: what each step's rate was learnt from, top of the funnel first.
        target: the plan's result, records or money.
        confidence: of each step's Wilson interval.

    Returns:
        A `StepSwing` per step, in the target's unit.

    Raises:
        OutOfRange: a step where nothing advanced (a rate of 0 plans nothing); numbers out of
            bounds.
        NotEnoughData: a step that nobody entered. All such rows are named; the first decides.

    Formula: target × the low or high end of the rate's interval ÷ (advanced ÷ entered); swing =
    high − low. The interval is Wilson's score interval.

    Source: Wilson (1927).

    >>> [round(each) for each in step_swings([Counts(470 + 530, 470)], 1_000_000)[0]]
    [934553, 1065936, 131383]
    """
    GOAL.check("target", target)
    CONFIDENCE.check("confidence", confidence)
    known, goal = _advancing(counts), float(target)
    swings = []
    for each in known:
        interval = wilson_interval(each.entered, each.advanced, confidence)
        rate = each.advanced / each.entered
        low, high = goal * (interval.low / rate), goal * (interval.high / rate)
        if not math.isfinite(high):
            raise OutOfRange(
                f"'target' times a rate's interval must stay below 1.8e+308; got {show(target)}"
            )
        swings.append(StepSwing(low, high, high - low))
    return tuple(swings)


def lever_gains(
    customers: Records, retention: Share, value: Money, purchases: Frequency, change: Change = 0.1
) -> LeverGains:
    """Give what each of the four ways to more is worth, for the same relative change.

    Args:
        customers: new customers a year, from 0 up; a plan's average need not be whole.
        retention: the share of customers that stays from one year to the next, below 1.
        value: money that one purchase brings.
        purchases: purchases of one customer in a year.
        change: by how much of itself each is raised: .10 raises a retention of .80 to .88.

    Returns:
        The gains in yearly revenue once the customer base has settled, in the arguments' order.

    Raises:
        OutOfRange: a retention that, raised, reaches 1 (nobody leaves any more, and the base never
            settles); numbers out of bounds.

    Formula: the yearly revenue is customers ÷ (1 − retention) × value × purchases; each gain is
    what it has more with that one argument × (1 + change), on the decimals as typed.

    Source: definition: a base is settled where as many customers leave as are won.

    >>> lever_gains(100, 0.8, 250, 4)
    LeverGains(customers=50000.0, retention=333333.3333333333, value=50000.0, purchases=50000.0)
    """
    RECORDS.check("customers", customers)
    SHARE.check("retention", retention)
    MONEY.check("value", value)
    FREQUENCY.check("purchases", purchases)
    CHANGE.check("change", change)
    kept, more = as_typed(retention), as_typed(change)
    if 1 - kept <= NEVER_LEAVING:
        raise OutOfRange(
            f"'retention' must be below 1, or the customer base grows for ever; got "
            f"{show(retention)}: write the share that stays from one year to the next"
        )
    if 1 - kept * (1 + more) <= NEVER_LEAVING:
        raise OutOfRange(
            f"'retention' raised by 'change' must stay below 1, or the customer base never settles;"
            f" {show(retention)} × (1 + {show(change)}) is {show(kept * (1 + more))}: "
            "take a smaller change"
        )
    won = as_typed(customers) * as_typed(value) * as_typed(purchases)
    gain = as_float(won / (1 - kept) * more)
    longer = as_float(won * kept * more / (1 - kept) / (1 - kept * (1 + more)))
    return LeverGains(gain, longer, gain, gain)


def _advancing(counts: Iterable[Counts | Transition]) -> list[Counts]:
    """Read counts that a plan can rest on, all others named in one message."""
    known: list[Counts] = []
    faults: list[Fault] = []
    kinds: list[type[FunnelError]] = []
    for entry, each in enumerate(listed("counts", counts, "counts, entered and advanced")):
        counted = each.counts if isinstance(each, Transition) else each
        if not isinstance(counted, Counts):
            faults.append(Fault("counts", entry, f"is {told(each)}"))
            kinds.append(InputError)
        elif counted.entered == 0:
            faults.append(Fault("counts", entry, "is 0 of 0, so nobody entered"))
            kinds.append(NotEnoughData)
        elif counted.advanced == 0:
            faults.append(Fault("counts", entry, f"is 0 of {counted.entered}, so nothing advances"))
            kinds.append(OutOfRange)
        else:
            known.append(counted)
    if faults:
        raise kinds[0](
            "'counts' must be records that entered, and records that advanced, both from 1 up",
            faults,
            "count over a longer time",
        )
    if not known:
        raise InputError("'counts' must hold at least one step; got none")
    return known
