"""A whole plan: a funnel and a target in, what every stage needs out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from funnel_core.confidence import confident_volumes, hit_probability
from funnel_core.errors import InputError, UnknownStage
from funnel_core.model import RequiredVolume, Stage, Step, Target, Transition, transitions
from funnel_core.quantities import CONFIDENCE, Confidence, Count
from funnel_core.required import exact_volumes, required_volumes

__all__ = ["DEFAULT_STAGES", "Funnel", "Plan", "default_owner", "default_stages"]

DEFAULT_STAGES = (
    Stage("Visitor", "Marketing"),
    Stage("MCL", "Marketing"),
    Stage("MQL", "Marketing"),
    Stage("SAL", "Sales"),
    Stage("SQL", "Sales"),
    Stage("Opportunity", "Sales"),
    Stage("Closed won", "Sales"),
)


def default_owner(name: str) -> str:
    """Give who usually answers for a stage of that name, or nothing where no one is usual.

    >>> default_owner("mql"), default_owner("Demo booked")
    ('Marketing', '')
    """
    for stage in DEFAULT_STAGES:
        if stage.name.casefold() == name.strip().casefold():
            return stage.owner
    return ""


def default_stages(steps: int) -> tuple[Stage, ...]:
    """Give stages for a funnel of so many steps that nobody named: the field's, or numbered ones.

    >>> [stage.name for stage in default_stages(2)]
    ['Stage 1', 'Stage 2', 'Closed won']
    """
    if steps == len(DEFAULT_STAGES) - 1:
        return DEFAULT_STAGES
    return (*(Stage(f"Stage {number}") for number in range(1, steps + 1)), DEFAULT_STAGES[-1])


@dataclass(frozen=True, init=False)
class Funnel:
    """Stages, top first, and the steps between them: rates, or counts that rates are learnt from.

    Args:
        rates: n shares, counts or transitions.
        stages: n + 1 stages or their names; none: the field's usual ones, or numbered ones.

    >>> from funnel_core.model import Counts
    >>> Funnel([0.5, Counts(200, 50)], stages=["SQL", "Opportunity", "Closed won"])
    Funnel(SQL 50% → Opportunity 25% (50 of 200) → Closed won)
    """

    stages: tuple[Stage, ...]
    transitions: tuple[Transition, ...]

    def __init__(self, rates: Iterable[Step], stages: Sequence[Stage | str] | None = None) -> None:
        steps = transitions(rates)
        named = (
            default_stages(len(steps))
            if stages is None
            else tuple(
                stage if isinstance(stage, Stage) else Stage(stage, default_owner(stage))
                for stage in stages
            )
        )
        if len(named) != len(steps) + 1:
            raise InputError(
                f"a funnel of {len(steps)} rates has {len(steps) + 1} stages, one more than rates; "
                f"got {len(named)} stages: {', '.join(stage.name for stage in named)}"
            )
        object.__setattr__(self, "stages", named)
        object.__setattr__(self, "transitions", steps)

    def __repr__(self) -> str:
        parts = [
            f"{stage.name} {_percent(step.rate)}"
            + (f" ({step.counts.advanced} of {step.counts.entered})" if step.counts else "")
            for stage, step in zip(self.stages, self.transitions, strict=False)
        ]
        return f"Funnel({' → '.join([*parts, self.stages[-1].name])})"

    def plan(self, target: Target, confidence: Confidence | None = None) -> Plan:
        """Work out what every stage needs for the target.

        Args:
            target: revenue with the value of one win, or a number of wins.
            confidence: a share strictly between 0 and 1; with it each stage also gets the smallest
                volume that reaches the target with that probability.

        Raises:
            OutOfRange: a rate of 0, or a plan too large for a cell.

        >>> plan = Funnel([0.25]).plan(Target(wins=100), confidence=0.8)
        >>> plan.required, plan.confident
        ((400, 100), (429, 100))
        """
        required = required_volumes(target.amount, self.transitions, target.value)
        exact = exact_volumes(target.amount, self.transitions, target.value)
        confident: tuple[int, ...] | tuple[None, ...] = (None,) * len(required)
        if confidence is not None:
            CONFIDENCE.check("confidence", confidence)
            confident = confident_volumes(required[-1], self.transitions, confidence)
        return Plan(
            self,
            target,
            confidence,
            tuple(
                RequiredVolume(*row)
                for row in zip(
                    self.stages, (*self.transitions, None), required, exact, confident, strict=True
                )
            ),
        )

    def probability(self, target: Target, volumes: Sequence[Count]) -> float:
        """Give the probability that records now in each stage bring the target.

        >>> round(Funnel([0.25]).probability(Target(wins=100), [400, 0]), 4)
        0.5192
        """
        needed = required_volumes(target.amount, self.transitions, target.value)[-1]
        return hit_probability(needed, volumes, self.transitions)


@dataclass(frozen=True, slots=True)
class Plan:
    """What every stage needs for a target, top first; the last row is the target itself."""

    funnel: Funnel = field(repr=False)
    target: Target
    confidence: float | None
    volumes: tuple[RequiredVolume, ...] = field(repr=False)

    def __iter__(self) -> Iterator[RequiredVolume]:
        return iter(self.volumes)

    def __getitem__(self, stage: str) -> RequiredVolume:
        """Give the row of a stage by its name, as the funnel spells it or in another case."""
        found = [row for row in self.volumes if row.stage.name.casefold() == stage.casefold()]
        if len(found) == 1:
            return found[0]
        if found:
            raise UnknownStage(
                f"{len(found)} stages are called {stage!r}: give each stage a name of its own, or "
                "take it from 'volumes' by its place"
            )
        raise UnknownStage(
            f"no stage is called {stage!r}; this funnel has "
            + ", ".join(row.stage.name for row in self.volumes)
        )

    @property
    def required(self) -> tuple[int, ...]:
        """List the whole volumes, chained from the bottom."""
        return tuple(row.required for row in self.volumes)

    @property
    def confident(self) -> tuple[int, ...] | None:
        """List the volumes at the plan's confidence; None where none was asked for."""
        found = tuple(row.confident for row in self.volumes if row.confident is not None)
        return found or None


def _percent(rate: Fraction) -> str:
    return f"{float(rate * 100):.6g}%"
