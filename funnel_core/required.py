"""Backward calculation: from what must be won to what must enter every stage above it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from funnel_core.errors import Fault, FunnelError, NotEnoughData, OutOfRange
from funnel_core.model import Step, Transition, transitions
from funnel_core.quantities import (
    DUE,
    GOAL,
    LARGEST_WHOLE,
    MONEY,
    Due,
    Goal,
    Money,
    as_meant,
    as_typed,
    is_computed,
    round_up,
    show,
)

__all__ = ["exact_volumes", "needed_wins", "required_volumes"]

EXACT_BITS = 1024


def needed_wins(target: Due, value: Money | None = None) -> int:
    """Count the wins that reach a target: target ÷ value, rounded up.

    Args:
        target: records of the last stage or, with `value`, money.
        value: money that one record of the last stage brings.

    Returns:
        A whole number of records; a target of 0 needs 0.

    Raises:
        OutOfRange: a target below 0, a value at or below 0, or more wins than a cell can hold
            (2^53).

    Formula: ceil(target ÷ value) on the decimals as typed; a `value` of more than four decimals
    tolerates a quotient at most 1e-9 of itself above a whole number.

    Source: definition.

    >>> needed_wins(1_000_000, 10_000), needed_wins(99.2), needed_wins(57, 0.57)
    (100, 100, 100)
    """
    return _held(round_up(_wins(target, value), value is not None and is_computed(value)))


def required_volumes(
    target: Goal, rates: Iterable[Step], value: Money | None = None
) -> tuple[int, ...]:
    """List the whole records that each stage needs, top first, the last one being the target.

    Args:
        target: records of the last stage or, with `value`, money.
        rates: n shares, counts or transitions, top of the funnel first.
        value: money that one record of the last stage brings.

    Returns:
        n + 1 whole numbers. Chained from the bottom, so that every row × rate is at least the row
        below.

    Raises:
        OutOfRange: a rate of 0 (nothing ever advances: no volume reaches the target), or a volume
            above 2^53.
        NotEnoughData: a rate learnt from nobody. All such rows are named; the first decides.

    Formula: the last stage is target ÷ value, rounded up; each stage above is the one below it ÷
    the rate between them, rounded up, on the decimals as typed. With a confidence the worksheet
    answers instead, for each stage on its own, the smallest volume with which the probability of
    as many wins as needed reaches the confidence: wins are binomial, each record being won at the
    product of the rates below it; where counts are given, each rate varies as
    Beta(1 + advanced, 1 + entered − advanced).

    Source: HubSpot, "How to align the sales and marketing funnel from the bottom up"; for the
    confidence Gelman et al., "Bayesian Data Analysis", chapter 2.

    >>> required_volumes(1_000_000, [0.01, 0.47, 0.38, 0.7, 0.5, 0.25], value=10_000)
    (640000, 6400, 3008, 1143, 800, 400, 100)
    >>> required_volumes(21, [0.7])
    (30, 21)
    """
    GOAL.check("target", target)
    steps = _advancing(rates)
    volume = needed_wins(target, value)
    volumes = [volume]
    for step in reversed(steps):
        volume = _held(round_up(volume / step.rate, step.computed))
        volumes.append(volume)
    return tuple(reversed(volumes))


def exact_volumes(
    target: Goal, rates: Iterable[Step], value: Money | None = None
) -> tuple[float, ...]:
    """List the volumes that each stage needs, unrounded, target ÷ value too.

    Arguments and errors are those of `required_volumes`; chained ceilings inflate small plans, so
    both are worth showing: one opportunity of the worked case needs 1,599.74 visitors.

    Formula: each stage is the one below it ÷ the rate between them.

    Source: as for `required_volumes`.

    >>> round(exact_volumes(1, [0.01, 0.47, 0.38, 0.7, 0.5])[0], 2)
    1599.74
    """
    GOAL.check("target", target)
    steps = _advancing(rates)
    volume = _wins(target, value)
    volumes = [volume]
    for step in reversed(steps):
        volume = _of_few_digits(volume / step.rate)
        volumes.append(volume)
    try:
        return tuple(float(each) for each in reversed(volumes))
    except OverflowError:
        raise OutOfRange(
            "the volumes must stay below 1.8e+308, the largest number a cell can hold; "
            "check the target and the rates"
        ) from None


def _of_few_digits(volume: Fraction) -> Fraction:
    """Cut an exact number of very many digits to some 300: of no weight in a double.

    Else the digits would grow with each of many thousand steps.
    """
    excess = min(volume.numerator.bit_length(), volume.denominator.bit_length()) - EXACT_BITS
    if excess <= 0:
        return volume
    return Fraction(volume.numerator >> excess, volume.denominator >> excess)


def _wins(target: float, value: float | None) -> Fraction:
    DUE.check("target", target)
    if value is None:
        return as_meant(target)
    MONEY.check("value", value)
    return as_meant(target) / as_typed(value)


def _advancing(rates: Iterable[Step]) -> tuple[Transition, ...]:
    """Read rates through which a target can be reached, all others named in one message."""
    steps = transitions(rates)
    faults: list[Fault] = []
    kinds: list[type[FunnelError]] = []
    for entry, step in enumerate(steps):
        if step.counts is not None and step.counts.entered == 0:
            faults.append(Fault("rates", entry, "is 0 of 0, so nobody entered"))
            kinds.append(NotEnoughData)
        elif step.rate <= 0:
            told = f"0 of {step.counts.entered}" if step.counts else "0"
            faults.append(Fault("rates", entry, f"is {told}, so nothing advances"))
            kinds.append(OutOfRange)
    if faults:
        raise kinds[0](
            "'rates' must be known, and above 0, for a target to be reached",
            faults,
            "write a rate above 0, or count over a longer time",
        )
    return steps


def _held(volume: int) -> int:
    if volume > LARGEST_WHOLE:
        raise OutOfRange(
            f"a cell holds whole numbers up to 2^53; this plan needs {show(volume)} records: "
            "check the target and the rates"
        )
    return volume
