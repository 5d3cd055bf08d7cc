"""Where a count will end: the projected finish, and the probability of the target."""

from __future__ import annotations

import math
from dataclasses import dataclass

from funnel_core.errors import NotEnoughData, OutOfRange
from funnel_core.numerics.tails import poisson_at_least
from funnel_core.quantities import COUNT, DUE, Count, Due, as_float, as_meant, show

__all__ = ["Finish", "projected_finish"]


@dataclass(frozen=True, slots=True)
class Finish:
    """Where a count will end if it goes on like this, and how probable the target is."""

    projected: float
    probability: float


def projected_finish(actual: Count, expected: Due, target: Due) -> Finish:
    """Project where a count ends at its run rate, and how probable its target is as planned.

    Args:
        actual: whole records counted to date.
        expected: records due to date by the plan's own phasing, above 0 and up to `target`.
        target: records due by the end of the term; where it is not whole, the next whole record
            reaches it.

    Returns:
        `projected`, in records: the run rate. `probability`, a share from 0 to 1: that the target
        is reached if what is still due arrives as planned, whatever was missed or gained so far; 1
        once it is reached, 0 where nothing more is due and it is not.

    Raises:
        OutOfRange: an actual that is not a whole number from 0 up, a negative number, or more
            expected to date than the target.
        NotEnoughData: nothing was expected to date.

    Formula: projected = target × actual ÷ expected, on the decimals as typed, as if the rest went
    on like this; probability = P(Poisson(target − expected) ≥ target − actual), as if the rest
    came as planned.

    Source: definition of the run rate; the Poisson distribution of counts.

    >>> finish = projected_finish(48, 52.8, 120)
    >>> round(finish.projected, 1), round(finish.probability, 4)
    (109.1, 0.2949)
    """
    COUNT.check("actual", actual)
    DUE.check("expected", expected)
    DUE.check("target", target)
    due, goal = as_meant(expected), as_meant(target)
    if due > goal:
        raise OutOfRange(
            f"'expected' must be at most the target, {show(target)}; got {show(expected)}: write "
            "what was due to date"
        )
    if due == 0:
        raise NotEnoughData(
            "'expected' must be above 0 for a finish to be projected; nothing was due to date: "
            "ask again later in the term"
        )
    projected = goal * int(actual) / due
    missing = math.ceil(goal - int(actual))
    return Finish(
        as_float(projected),
        1.0 if missing <= 0 else poisson_at_least(missing, float(goal - due)),
    )
