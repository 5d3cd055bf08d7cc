"""A whole plan: a funnel and a target in, what every stage needs out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from funnel_core.confidence import confident_volumes, final_range, hit_probability
from funnel_core.errors import Fault, InputError, UnknownStage
from funnel_core.forecast import expected_final
from funnel_core.frames import plan_frame, read_frame
from funnel_core.model import RequiredVolume, Stage, Step, Target, Transition, transitions
from funnel_core.quantities import (
    CONFIDENCE,
    MONEY,
    Confidence,
    Count,
    Money,
    as_float,
    as_typed,
    listed,
    told,
)
from funnel_core.required import exact_volumes, required_volumes

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["DEFAULT_STAGES", "Forecast", "Funnel", "Plan", "default_owner", "default_stages"]

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
        named = default_stages(len(steps)) if stages is None else _named(stages)
        if len(named) != len(steps) + 1:
            raise InputError(
                f"a funnel of {len(steps)} rates has {len(steps) + 1} stages, one more than rates; "
                f"got {len(named)} stages: {', '.join(stage.name for stage in named)}"
            )
        object.__setattr__(self, "stages", named)
        object.__setattr__(self, "transitions", steps)

    @classmethod
    def from_frame(cls, frame: DataFrame | Mapping[str, Sequence[object]]) -> Funnel:
        """Read a funnel from a pandas DataFrame, or a dict of lists: a row per stage, top first.

        Args:
            frame: columns `entered` and `advanced`, or `rate`, or all three (counts win where a
                row holds them); `stage` and `owner` if you like. Other columns are left alone. In
                the last stage's row the rate, or `advanced`, is blank; without such a row, rows
                end with the last step, and the last stage is closed won.

        Raises:
            InputError: a column or a number that is missing; every bad row is named.
            OutOfRange: a rate outside 0 … 1, or counts that are none.

        >>> Funnel.from_frame({"stage": ["SQL", "Won"], "entered": [200, 50], "advanced": [50, ""]})
        Funnel(SQL 25% (50 of 200) → Won)
        """
        read = read_frame(frame)
        usual = default_stages(len(read.steps))
        if read.names is None:
            stages = list(usual)
        else:
            nameless = [row for row, name in enumerate(read.names, 1) if name is None]
            if nameless:
                told = "; ".join(f"row {row} has none" for row in nameless)
                raise InputError(f"'stage' must hold a name in each row; {told}")
            stages = [Stage(name, default_owner(name)) for name in read.names if name is not None]
            stages += usual[len(stages) :]
        for place, owner in enumerate(read.owners or ()):
            if owner is not None:
                stages[place] = Stage(stages[place].name, owner)
        return cls(read.steps, stages)

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
        >>> Funnel([0.25]).plan(Target(wins=0)).required
        (0, 0)
        """
        stated = target.amount or 1  # of a target of 0 the rates are checked all the same
        required = required_volumes(stated, self.transitions, target.value)
        exact = exact_volumes(stated, self.transitions, target.value)
        if target.amount == 0:
            required, exact = (0,) * len(required), (0.0,) * len(exact)
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
        needed = self.plan(target).required[-1]
        return hit_probability(needed, volumes, self.transitions)

    def forecast(
        self,
        volumes: Sequence[Count],
        value: Money | None = None,
        confidence: Confidence | None = None,
    ) -> Forecast:
        """Say what records now in each stage should bring.

        Args:
            volumes: records now in each stage, top first; the last: already won.
            value: money that one win brings; with it the answer is money.
            confidence: a share strictly between 0 and 1; with it the answer has a range.

        Raises:
            InputError: not one volume per stage.
            OutOfRange: numbers out of bounds, or an answer that no cell can hold.
            NotEnoughData: nobody entered a counted step, or it would take too long: see
                `final_range`.

        >>> Funnel([0.25]).forecast([400, 0], value=10, confidence=0.8)
        Forecast(expected=1000.0, low=890.0, high=1110.0, confidence=0.8)
        """
        worth = Fraction(1)
        if value is not None:
            MONEY.check("value", value)
            worth = as_typed(value)

        def amount(wins: float) -> float:
            return as_float(as_typed(wins) * worth)

        expected = amount(expected_final(volumes, self.transitions))
        if confidence is None:
            return Forecast(expected)
        low, high = final_range(volumes, self.transitions, confidence)
        return Forecast(expected, amount(low), amount(high), confidence)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What records at hand should bring, in wins or in money: expected, and between what ends.

    Without a confidence there are no ends.
    """

    expected: float
    low: float | None = None
    high: float | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Plan:
    """What every stage needs for a target, top first; the last row is the target itself.

    >>> Funnel([0.5, 0.25], ["SQL", "Opportunity", "Won"]).plan(Target(wins=100), confidence=0.8)
    Plan for 100 wins, at a confidence of 80%
    stage        required  confident
    SQL               800        862
    Opportunity       400        429
    Won               100        100
    """

    funnel: Funnel
    target: Target
    confidence: float | None
    volumes: tuple[RequiredVolume, ...]

    def __repr__(self) -> str:
        table = [["stage", *(row.stage.name for row in self)]]
        table.append(["required", *(f"{volume:,}" for volume in self.required)])
        if self.confident is not None:
            table.append(["confident", *(f"{volume:,}" for volume in self.confident)])
        widths = [max(map(len, column)) for column in table]
        lines = [self._title()]
        for name, *numbers in zip(*table, strict=True):
            told = [f"{each:>{width}}" for each, width in zip(numbers, widths[1:], strict=True)]
            lines.append("  ".join([f"{name:<{widths[0]}}", *told]))
        return "\n".join(lines)

    def _title(self) -> str:
        title = f"Plan for {_amount(self.target.amount)}"
        title += " wins" if self.target.revenue is None else " of revenue"
        if self.target.value is not None:
            title += f" at {_amount(self.target.value)} a win"
        if self.confidence is not None:
            title += f", at a confidence of {_percent(as_typed(self.confidence))}"
        return title

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

    def to_frame(self) -> DataFrame:
        """Give the plan as a pandas DataFrame, a row per stage, numbered from 1 at the top.

        Columns: stage, owner, rate, entered, advanced, required, exact, confident; blank (NA) where
        a rate is known and not counted, where no confidence was asked for, and the rate of the
        last stage. `Funnel.from_frame` reads the funnel back. Needs pandas.

        >>> Funnel([0.25]).plan(Target(wins=100)).to_frame()["required"].to_dict()
        {1: 400, 2: 100}
        """
        return plan_frame(self.volumes)


def _named(stages: Sequence[Stage | str]) -> tuple[Stage, ...]:
    named: list[Stage] = []
    faults: list[Fault] = []
    for entry, stage in enumerate(listed("stages", stages, "names")):
        if isinstance(stage, str):
            named.append(Stage(stage, default_owner(stage)))
        elif isinstance(stage, Stage):
            named.append(stage)
        else:
            faults.append(Fault("stages", entry, f"is {told(stage)}"))
    if faults:
        raise InputError("'stages' must hold a name, or a Stage, each", faults, "write its name")
    return tuple(named)


def _amount(number: float) -> str:
    return f"{int(number):,}" if number == int(number) else f"{float(number):,.15g}"


def _percent(rate: Fraction) -> str:
    return f"{float(rate * 100):.6g}%"
