"""Experiments: what two arms showed, and how many records a trial needs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from funnel_core.errors import NotEnoughData, OutOfRange
from funnel_core.model import Counts
from funnel_core.numerics.tails import normal_quantile, thinned_tails
from funnel_core.quantities import (
    CONFIDENCE,
    COUNT,
    LARGEST_WHOLE,
    LIFT,
    RATE,
    Confidence,
    Count,
    Lift,
    Rate,
    as_typed,
    show,
)

__all__ = ["Comparison", "b_better", "comparison", "sample_size"]

PERCENT_FROM, PERCENT_TO = 2, 100
"""A lift between these that leads to an impossible rate was probably meant in percent."""

TINIEST = math.ulp(0.0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What an experiment showed: both rates, the relative lift, and how sure B is the better.

    `b_better` and `a_better` are P(B's rate > A's) and its complement, each with its own digits.
    """

    rate_a: float
    rate_b: float
    lift: float
    b_better: float
    a_better: float


def comparison(
    entered_a: Count, advanced_a: Count, entered_b: Count, advanced_b: Count
) -> Comparison:
    """Compare the two arms of an experiment.

    Args:
        entered_a: records that entered arm A (what was done so far), a whole number from 1 up.
        advanced_a: how many of them advanced, from 1 up to `entered_a`.
        entered_b: records that entered arm B (what is tried), a whole number from 1 up.
        advanced_b: how many of them advanced, up to `entered_b`.

    Returns:
        The rates, the lift B ÷ A − 1 (.1 is 10 % better) and the probability that B is better,
        with independent posteriors Beta(1 + advanced, 1 + entered − advanced). Exact to about
        1e-12 of the smaller of the two probabilities, at any counts; one below 1e-308 is 0.

    Raises:
        OutOfRange: counts out of bounds, or more advanced than entered.
        NotEnoughData: nobody entered an arm, or nobody advanced in A, so that there is no lift.

    Formula: lift = rate of B ÷ rate of A − 1. P(B better) is the probability that B's true rate is
    above A's, each varying on its own as Beta(1 + advanced, 1 + entered − advanced): the sum of
    P(k of n_A + 1 records advance at B's rate) over k from 1 + A's advanced up, n_A being those
    that entered A.

    Source: Evan Miller, "Formulas for Bayesian A/B testing" (2015), where the same sum is written
    with beta functions.

    >>> found = comparison(1000, 100, 1000, 120)
    >>> found.rate_a, found.rate_b, round(found.lift, 12), round(found.b_better, 4)
    (0.1, 0.12, 0.2, 0.9232)
    """
    a, b = _arm("a", entered_a, advanced_a), _arm("b", entered_b, advanced_b)
    empty = [f"'entered_{arm}'" for arm, of in (("a", a), ("b", b)) if of.entered == 0]
    if empty:
        raise NotEnoughData(
            f"each arm needs records that entered it; {' and '.join(empty)} "
            f"{'is' if len(empty) == 1 else 'are'} 0: wait until some have entered"
        )
    if a.advanced == 0:
        raise NotEnoughData(
            "a lift needs a rate of A above 0; 'advanced_a' is 0: wait until some have advanced"
        )
    rate_a, rate_b = (Fraction(each.advanced, each.entered) for each in (a, b))
    a_better, b_better = _better(a, b)
    return Comparison(float(rate_a), float(rate_b), float(rate_b / rate_a - 1), b_better, a_better)


def b_better(entered_a: Count, advanced_a: Count, entered_b: Count, advanced_b: Count) -> float:
    """Say how probable it is that arm B of an experiment is better, also where A brought nothing.

    Arguments and errors are those of `comparison`, but that counts of 0 are fine here: no lift is
    asked for.

    Formula: P(B's rate > A's), each varying on its own as Beta(1 + advanced, 1 + entered −
    advanced). Source: as for `comparison`.

    >>> round(b_better(1000, 100, 1000, 120), 4), round(b_better(9, 0, 9, 1), 4)
    (0.9232, 0.7632)
    """
    return _better(_arm("a", entered_a, advanced_a), _arm("b", entered_b, advanced_b))[1]


def _arm(name: str, entered: Count, advanced: Count) -> Counts:
    """Read the counts of an arm; what is wrong is told in the words of the arguments."""
    COUNT.check(f"entered_{name}", entered)
    COUNT.check(f"advanced_{name}", advanced)
    if advanced > entered:
        raise OutOfRange(
            f"'advanced_{name}' must be at most 'entered_{name}', no more can advance than "
            f"entered; got {show(advanced)} of {show(entered)}"
        )
    return Counts(entered, advanced)


def _better(a: Counts, b: Counts) -> tuple[float, float]:
    """Give P(A's rate ≥ B's) and P(B's rate > A's).

    The integral is over the logarithms of the rates. Those of rates near 1 hardly differ, so there
    the shares that did not advance are compared, the other way round.
    """
    if a == b:
        return 0.5, 0.5
    if 2 * (a.advanced + b.advanced) > a.entered + b.entered:
        b_better, a_better = _better(_lost(a), _lost(b))
        return a_better, b_better
    return thinned_tails(a.advanced + 1, a.entered + 1, Fraction(1), [b.posterior])


def _lost(arm: Counts) -> Counts:
    return Counts(arm.entered, arm.entered - arm.advanced)


def sample_size(rate: Rate, lift: Lift, alpha: Confidence = 0.05, power: Confidence = 0.8) -> int:
    """Count the records that each arm of a trial needs to show a lift.

    Args:
        rate: the rate so far, a share above 0 and up to 1.
        lift: the relative change to be shown, such as .1 for a rate of 5 % that becomes 5.5 %;
            negative where a fall is to be shown.
        alpha: how often a trial without any difference may show one, in either direction; .05.
        power: how often a trial with this lift shows a difference; .8.

    Returns:
        Whole records per arm, rounded up; twice as many enter the trial.

    Raises:
        OutOfRange: a share out of bounds; a lift of 0, which no trial can show; a new rate
            outside 0 … 1; a power that chance alone has (below alpha ÷ 2 or so), for which
            nothing need be tried; more than 2^53 records.

    Formula: (z(1 − α/2)·√(2·p̄·(1 − p̄)) + z(power)·√(p₁(1 − p₁) + p₂(1 − p₂)))² ÷ (p₂ − p₁)²,
    p₂ = rate × (1 + lift) on the decimals as typed, p̄ the mean of the two: a two-sided z test of
    two proportions, the variance pooled where there is no difference and separate where there is
    one, without continuity correction, rounded up. Above 10^12 the last digits are the
    rounding's.

    Source: Fleiss, Levin & Paik, "Statistical Methods for Rates and Proportions" (2003), 4.14.

    >>> sample_size(0.1, 0.2), sample_size(0.05, 0.1, power=0.9)
    (3841, 41813)
    """
    RATE.check("rate", rate)
    LIFT.check("lift", lift)
    CONFIDENCE.check("alpha", alpha)
    CONFIDENCE.check("power", power)
    before = as_typed(rate)
    change = before * as_typed(lift)
    after = before + change
    if change == 0:
        raise OutOfRange(
            "'lift' must not be 0: no number of records shows that nothing changes; write the "
            "smallest lift that is worth knowing, such as 10% or 0.1"
        )
    if not 0 < after < 1:
        percent = ""
        if PERCENT_FROM <= lift <= PERCENT_TO:
            percent = f"; if {show(lift)}% was meant, write {show(lift)}% or {show(lift / 100)}"
        raise OutOfRange(
            f"'lift' must leave the new rate, rate × (1 + lift), between 0 and 1; got a rate of "
            f"{show(rate)} and a lift of {show(lift)}, so {show(after)}"
            f"{percent or ': write a smaller one'}"
        )
    mean = before + change / 2
    pooled = math.sqrt(2 * mean * (1 - mean))
    separate = math.sqrt(before * (1 - before) + after * (1 - after))
    reach = -normal_quantile(max(alpha / 2, TINIEST)) * pooled + normal_quantile(power) * separate
    if reach <= 0:
        raise OutOfRange(
            f"'power' must be more than chance alone has, about half of alpha; got a power of "
            f"{show(power)} at an alpha of {show(alpha)}: write 80% or 0.8"
        )
    size = Fraction(reach) ** 2 / change**2
    if size > LARGEST_WHOLE:
        raise OutOfRange(
            f"a cell holds whole numbers up to 2^53; to show a lift of {show(lift)} on a rate of "
            f"{show(rate)} each arm needs more: write a larger lift"
        )
    return math.ceil(size)
