"""What explains a miss or a gain: the difference of two plans split among its causes, exactly."""

from __future__ import annotations

import decimal
import math
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, TypeVar

from funnel_core.errors import InputError, OutOfRange
from funnel_core.quantities import (
    FACTOR,
    RECORDS,
    SHARE,
    Factor,
    Records,
    Share,
    as_float,
    as_typed,
)

__all__ = ["MOST_SHAPLEY_FACTORS", "MixBridge", "factor_bridge", "mix_bridge"]

MOST_SHAPLEY_FACTORS = 1000
"""The longest list that is split by Shapley's value, whose work grows with the square of it."""

WORKING = decimal.Context(
    prec=50,
    rounding=decimal.ROUND_HALF_EVEN,
    Emin=decimal.MIN_EMIN,
    Emax=decimal.MAX_EMAX,
    traps=[decimal.InvalidOperation, decimal.DivisionByZero],
)
"""Fifty digits and no bounds that a product of 10^5 factors could pass."""

EXACT = WORKING.copy()
"""So many digits that sums and products of a few numbers of any usual size are not rounded."""
EXACT.prec = 200

SMALLEST_NORMAL, LARGEST = sys.float_info.min, sys.float_info.max


class MixBridge(NamedTuple):
    """How much of a difference came of volume, of the mix of channels, and of their rates."""

    volume: float
    mix: float
    rate: float


def factor_bridge(plan: Sequence[Factor], actual: Sequence[Factor]) -> tuple[float, ...]:
    """Split the difference of two products among their factors, adding up exactly.

    Args:
        plan: factors such as volume, rate and value, numbers from 0 up.
        actual: what became of each, in the same order.

    Returns:
        For each factor the part of (product of `actual` − product of `plan`) that it explains, in
        the product's unit. The parts add up to the difference to the last digit of the largest. A
        factor that did not change explains 0.

    Raises:
        InputError: no factors, or lists of unequal length.
        OutOfRange: a factor below 0; parts above 1.8e+308; more than 1,000 factors that differ
            where one of them is 0.

    Formula: LMDI, L(actual, plan) · ln(actual factor ÷ plan factor) with the logarithmic mean
    L(a, b) = (a − b) ÷ (ln a − ln b) of the products, L(a, a) = a. Where any factor is 0, in either
    list, it has no logarithm: Shapley's value then, each factor's change averaged over all orders
    in which the factors can change; with f_j(t) = plan_j + t·(actual_j − plan_j) that is
    (actual_i − plan_i) · ∫₀¹ Π_{j≠i} f_j(t) dt.

    Source: Ang (2005), "The LMDI approach to decomposition analysis"; Wood and Lenzen (2006) on
    zeros; Shapley (1953); Owen (1972), "Multilinear extensions of games", for the integral.

    >>> [round(part, 2) for part in factor_bridge([10_000, 0.05, 200], [9_000, 0.045, 210])]
    [-9727.24, -9727.24, 4504.47]
    >>> factor_bridge([100, 0.5], [0, 0.5])
    (-50.0, 0.0)
    """
    FACTOR.check_each("plan", plan)
    FACTOR.check_each("actual", actual)
    _check_lists({"plan": plan, "actual": actual})
    with decimal.localcontext(WORKING):
        pairs = [(_decimal(p), _decimal(a)) for p, a in zip(plan, actual, strict=True)]
        if all(p and a for p, a in pairs):
            return _logarithmic_mean_parts(pairs)
        return _shapley_parts(pairs)


def mix_bridge(
    plan_volumes: Sequence[Records],
    plan_rates: Sequence[Share],
    actual_volumes: Sequence[Records],
    actual_rates: Sequence[Share],
) -> MixBridge:
    """Split a difference in results into volume, mix of channels, and rates, adding up exactly.

    Args:
        plan_volumes: records planned for each channel, from 0 up; they need not be whole.
        plan_rates: the share of each channel's records that was to convert, from 0 to 1.
        actual_volumes: records that each channel had.
        actual_rates: the share of them that converted; any share where there were none.

    Returns:
        A `MixBridge` in records: volume (the total, at the planned overall rate), mix (the shares
        of the channels in it, at their planned rates) and rate. They add up to Σ actual volume ×
        rate − Σ plan volume × rate.

    Raises:
        InputError: no channels, or lists of unequal length.
        OutOfRange: no volume was planned at all, so that there is no planned overall rate; numbers
            out of bounds. No actual volume is a miss of volume alone.

    Formula: with totals N, shares s = n ÷ N and the planned overall rate R = Σ s·r of the plan:
    volume (N₁ − N₀)·R₀, mix N₁·Σ(s₁ − s₀)·r₀, rate Σ n₁·(r₁ − r₀); ₀ is the plan, ₁ the actual.

    Source: the volume, mix and rate variances of management accounting.

    >>> mix_bridge([600, 400], [0.10, 0.05], [400, 600], [0.11, 0.06])
    MixBridge(volume=0.0, mix=-10.0, rate=10.0)
    """
    volumes = {"plan_volumes": plan_volumes, "actual_volumes": actual_volumes}
    rates = {"plan_rates": plan_rates, "actual_rates": actual_rates}
    for name, values in volumes.items():
        RECORDS.check_each(name, values)
    for name, values in rates.items():
        SHARE.check_each(name, values)
    _check_lists(volumes | rates)
    with decimal.localcontext(EXACT):
        n0, r0, n1, r1 = (
            [_decimal(value) for value in values]
            for values in (plan_volumes, plan_rates, actual_volumes, actual_rates)
        )
        planned, total = sum(n0, Decimal(0)), sum(n1, Decimal(0))
        if not planned:
            raise OutOfRange(
                "'plan_volumes' must not all be 0, a planned overall rate needs records: write the "
                "volume of one channel at least"
            )
        due = sum(map(_times, n0, r0), Decimal(0))
        at_planned_rates = sum(map(_times, n1, r0), Decimal(0))
        reached = sum(map(_times, n1, r1), Decimal(0))
        parts = [
            (total - planned) * due / planned,
            (at_planned_rates * planned - total * due) / planned,
            reached - at_planned_rates,
        ]
        return MixBridge(*_adding_up(parts, reached - due))


def _check_lists(lists: dict[str, Sequence[float]]) -> None:
    lengths = {name: len(values) for name, values in lists.items()}
    named = " and ".join(f"'{name}'" for name in lists)
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"{length} in '{name}'" for name, length in lengths.items())
        raise InputError(f"{named} must be equally long; got {told}")
    if not any(lengths.values()):
        raise InputError(f"{named} must hold at least one number each; got none")


def _decimal(value: float | Fraction) -> Decimal:
    """Give the decimal that was typed."""
    if isinstance(value, float):
        return Decimal(float.__repr__(value))
    exact = as_typed(value)
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def _times(a: Decimal, b: Decimal) -> Decimal:
    return a * b


def _product(factors: Iterable[Decimal]) -> Decimal:
    return math.prod(factors, start=Decimal(1))


def _adding_up(parts: Sequence[Decimal], difference: Decimal) -> tuple[float, ...]:
    """Round the parts so that they still add up, to the last digit of the largest.

    What is missing in their last digits is shared out in proportion; what rounding leaves of each
    is carried on to the next larger one, where it is less than a last digit.
    """
    size = sum(map(abs, parts), Decimal(0))
    missing = (difference - sum(parts, Decimal(0))) / size if size else Decimal(0)
    rounded = [0.0] * len(parts)
    carried = Decimal(0)
    for index in sorted(range(len(parts)), key=lambda index: abs(parts[index])):
        due = parts[index] + abs(parts[index]) * missing + carried
        rounded[index] = as_float(due)
        carried = due - Decimal(rounded[index])
    return tuple(rounded)


def _logarithmic_mean_parts(pairs: Sequence[tuple[Decimal, Decimal]]) -> tuple[float, ...]:
    plan, actual = _product(p for p, _ in pairs), _product(a for _, a in pairs)
    difference = actual - plan
    ratio = _log_ratio(plan, actual)
    mean = difference / Decimal(ratio) if ratio else plan
    return _adding_up([mean * Decimal(_log_ratio(p, a)) for p, a in pairs], difference)


def _log_ratio(plan: Decimal, actual: Decimal) -> float:
    """Give ln(actual ÷ plan) to the last digits, of nearly equal numbers too."""
    growth = float((actual - plan) / plan)
    if -0.5 < growth < 1:
        return math.log1p(growth)
    ratio = float(actual / plan)
    return math.log(ratio) if SMALLEST_NORMAL <= ratio <= LARGEST else float((actual / plan).ln())


def _shapley_parts(pairs: Sequence[tuple[Decimal, Decimal]]) -> tuple[float, ...]:
    """Integrate the others' product along the straight way from plan to actual, exactly.

    The product of all changed factors but one is a polynomial in t of degree n − 1, so that Gauss's
    rule with n ÷ 2 nodes is exact; all its terms are positive, and nothing cancels.
    """
    if any(not p and not a for p, a in pairs):
        return (0.0,) * len(pairs)
    changed = [(p, a) for p, a in pairs if p != a]
    if len(changed) > MOST_SHAPLEY_FACTORS:
        raise OutOfRange(
            f"'plan' and 'actual' must hold at most {MOST_SHAPLEY_FACTORS:,} factors that differ "
            f"where one of them is 0; got {len(changed):,}: split the plan into several"
        )
    held = _product(p for p, a in pairs if p == a)
    sums = [Decimal(0)] * len(changed)
    for node, weight in _gauss_rule((len(changed) + 1) // 2):
        on_the_way = [p + node * (a - p) for p, a in changed]
        share = weight * held * _product(on_the_way)
        sums = [each + share / factor for each, factor in zip(sums, on_the_way, strict=True)]
    integrals = iter(sums)
    parts = [(a - p) * next(integrals) if p != a else Decimal(0) for p, a in pairs]
    return _adding_up(parts, _product(a for _, a in pairs) - _product(p for p, _ in pairs))


@lru_cache(maxsize=32)
def _gauss_rule(size: int) -> tuple[tuple[Decimal, Decimal], ...]:
    """Give the nodes and weights of Gauss–Legendre's rule on 0 … 1, in fifty digits.

    Source: Abramowitz and Stegun, 25.4.29; the roots of Legendre's polynomial by Newton's steps.
    """
    rule = []
    for index in range(1, size // 2 + size % 2 + 1):
        guess = math.cos(math.pi * (index - 0.25) / (size + 0.5))
        for _ in range(3):
            value, slope = _legendre(size, guess)
            guess -= value / slope
        root = Decimal(guess) if 2 * index != size + 1 else Decimal(0)
        for _ in range(2):
            exact, steep = _legendre(size, root)
            root -= exact / steep
        _, steep = _legendre(size, root)
        weight = 1 / ((1 - root * root) * steep * steep)
        rule.append(((1 - root) / 2, weight))
        if root:
            rule.append(((1 + root) / 2, weight))
    return tuple(rule)


_Number = TypeVar("_Number", float, Decimal)


def _legendre(size: int, x: _Number) -> tuple[_Number, _Number]:
    """Give Legendre's polynomial of a degree from 1 up, and its slope, within −1 … 1."""
    before, value = x * 0 + 1, x
    for degree in range(2, size + 1):
        before, value = value, ((2 * degree - 1) * x * value - (degree - 1) * before) / degree
    return value, size * (x * value - before) / (x * x - 1)
