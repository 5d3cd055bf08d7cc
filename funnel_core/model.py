"""The words of a plan as immutable values: stages, transitions, targets, volumes, intervals."""

from __future__ import annotations

import numbers
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from funnel_core.errors import InputError, OutOfRange
from funnel_core.quantities import (
    COUNT,
    GOAL,
    MONEY,
    RATE,
    as_typed,
    is_computed,
    is_number,
    listed,
    show,
    told,
)

__all__ = [
    "Counts",
    "Interval",
    "RateEstimate",
    "RequiredVolume",
    "Stage",
    "Step",
    "Target",
    "Transition",
    "transitions",
]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the funnel, and who answers for it."""

    name: str
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted at one step: records that entered, and how many of them advanced.

    Its posterior rate is Beta(1 + advanced, 1 + entered − advanced), from a uniform prior.
    """

    entered: int
    advanced: int

    def __post_init__(self) -> None:
        COUNT.check("entered", self.entered)
        COUNT.check("advanced", self.advanced)
        if self.advanced > self.entered:
            raise OutOfRange(
                f"'advanced' must be at most 'entered'; got {show(self.advanced)} of "
                f"{show(self.entered)}: count both of the same records"
            )
        object.__setattr__(self, "entered", int(self.entered))
        object.__setattr__(self, "advanced", int(self.advanced))

    @property
    def posterior(self) -> tuple[int, int]:
        """Give the two parameters of the posterior Beta distribution of the rate."""
        return 1 + self.advanced, 1 + self.entered - self.advanced


@dataclass(frozen=True, slots=True)
class Transition:
    """One step of the funnel: the share of a stage's records that eventually advance.

    `rate` is exact: the decimals as typed, or advanced ÷ entered. `computed` says that the rate
    has more than four decimals (=1/3 in a cell). `counts` holds what the rate was learnt from,
    where it was learnt; without them the rate counts as known.
    """

    rate: Fraction
    computed: bool = False
    counts: Counts | None = None

    @classmethod
    def of(cls, rate: float) -> Transition:
        """Make a step of a known rate.

        >>> Transition.of(0.47).rate
        Fraction(47, 100)
        """
        RATE.check("rate", rate)
        return cls(as_typed(rate), is_computed(rate))

    @classmethod
    def learnt(cls, entered: int, advanced: int) -> Transition:
        """Make a step whose rate is learnt from counts.

        >>> Transition.learnt(200, 50).rate
        Fraction(1, 4)
        """
        counts = Counts(entered, advanced)
        rate = Fraction(counts.advanced, counts.entered) if counts.entered else Fraction(0)
        return cls(rate, counts=counts)


Step: TypeAlias = float | Counts | Transition


def transitions(steps: Iterable[Step]) -> tuple[Transition, ...]:
    """Read rates, counts and transitions, top of the funnel first, as transitions.

    >>> [t.rate for t in transitions([0.5, Counts(200, 50)])]
    [Fraction(1, 2), Fraction(1, 4)]
    """
    entries = listed("rates", steps, "shares, or counts")
    RATE.check_each(
        "rates", [1 if isinstance(step, (Counts, Transition)) else step for step in entries]
    )
    read = []
    for step in entries:
        if isinstance(step, Transition):
            read.append(step)
        elif isinstance(step, Counts):
            read.append(Transition.learnt(step.entered, step.advanced))
        else:
            read.append(Transition.of(step))
    if not read:
        raise InputError("'rates' must hold at least one rate; got none")
    return tuple(read)


@dataclass(frozen=True, slots=True)
class Interval:
    """A low and a high end, and the confidence with which the truth lies between them."""

    low: float
    high: float
    confidence: float


@dataclass(frozen=True, slots=True)
class RateEstimate:
    """A rate learnt from counts, with its interval."""

    rate: float
    interval: Interval
    counts: Counts


@dataclass(frozen=True, slots=True)
class Target:
    """What the plan must reach: `revenue`, with the `value` of one win; or a number of `wins`.

    0 wins are a target that is reached already: nothing more is needed.

    >>> Target(revenue=1_000_000, value=10_000)
    Target(revenue=1000000, value=10000, wins=None)
    """

    revenue: float | None = None
    value: float | None = None
    wins: float | None = None

    def __post_init__(self) -> None:
        if (self.revenue is None) == (self.wins is None):
            raise InputError(
                "a target is either 'revenue' (with the 'value' of one win) or a number of 'wins';"
                f" got revenue={told(self.revenue)}, wins={told(self.wins)}: give one of them"
            )
        if self.revenue is not None and self.value is None:
            raise InputError("a target in revenue needs the 'value' of one win; got none")
        if self.wins is None or not is_number(self.wins) or self.wins != 0:
            GOAL.check("target", self.amount)
        if self.value is not None:
            MONEY.check("value", self.value)
        for name in ("revenue", "value", "wins"):
            number = getattr(self, name)
            if number is not None and type(number) not in (int, float, Fraction):
                object.__setattr__(self, name, _plain(number))

    @property
    def amount(self) -> float:
        """Give the target in its own unit: revenue, or wins."""
        amount = self.revenue if self.revenue is not None else self.wins
        assert amount is not None
        return amount


@dataclass(frozen=True, slots=True)
class RequiredVolume:
    """What one stage must see: whole records, the unrounded number, and the confident volume."""

    stage: Stage
    transition: Transition | None
    required: int
    exact: float
    confident: int | None = None


def _plain(number: float) -> float:
    """Give a number of numpy's as Python's own: it reads as typed, and cannot overflow."""
    exact = as_typed(number)
    return exact.numerator if isinstance(number, numbers.Integral) else float(exact)
