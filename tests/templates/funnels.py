"""Generated funnels: what is typed into the template, and what the core answers."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from fractions import Fraction

from funnel_core.model import Counts, Step
from funnel_core.required import required_volumes
from funnel_core.schedule import spread
from tests.templates.workbooks import Inputs

STAGES, STEPS, MONTHS = 13, 12, 12


@dataclass(frozen=True)
class Case:
    """One plan: target, value, steps top first, weights per month.

    A step is a typed rate, a computed one (a formula and the share it gives), or counts; counts
    beside a rate win.
    """

    target: float
    value: float | None
    steps: tuple[float | Fraction | Counts, ...]
    weights: tuple[float, ...] = (1.0,) * MONTHS
    decoys: dict[int, float] = field(default_factory=dict)

    @property
    def inputs(self) -> Inputs:
        """Give what is typed, by name; every cell of a range, blanks too."""
        steps = len(self.steps)
        rates: list[list[object]] = [[None] for _ in range(STEPS)]
        counts: list[list[object]] = [[None, None] for _ in range(STEPS)]
        for row, step in enumerate(self.steps):
            if isinstance(step, Counts):
                counts[row] = [step.entered, step.advanced]
                rates[row] = [self.decoys.get(row)]
            elif isinstance(step, Fraction):
                rates[row] = [f"={step.numerator}/{step.denominator}"]
            else:
                rates[row] = [step]
        weights: list[object] = [*self.weights, *[None] * (MONTHS - len(self.weights))]
        return {
            "Plan_Target": [[self.target]],
            "Plan_Value": [[self.value]],
            "Plan_Stages": [[f"S{n + 1}" if n <= steps else None] for n in range(STAGES)],
            "Plan_Owners": [["Sales" if n <= steps else None] for n in range(STAGES)],
            "Plan_Rates": rates,
            "Plan_Counts": counts,
            "Plan_Weights": [weights],
        }

    @property
    def required(self) -> list[list[float | None]]:
        """Give what Plan_Required shows, by the core."""
        steps: list[Step] = [
            float(step.numerator / step.denominator) if isinstance(step, Fraction) else step
            for step in self.steps
        ]
        volumes = required_volumes(self.target, steps, self.value)
        shown: list[float | None] = [float(volume) for volume in volumes]
        return [[volume] for volume in shown + [None] * (STAGES - len(volumes))]

    @property
    def schedule(self) -> list[list[float | None]]:
        """Give what Plan_Schedule shows, by the core."""
        blank: list[float | None] = [None] * MONTHS
        rows: list[list[float | None]] = []
        for (volume,) in self.required:
            parts = [] if volume is None else spread(int(volume), self.weights)
            rows.append([*map(float, parts), *blank[len(parts) :]])
        return rows


TRAPS = (
    Case(21, None, (0.7,)),
    Case(57, None, (0.57,)),
    Case(57, 0.57, (0.7,)),
    Case(100, None, (Fraction(1, 3),)),
    Case(100, 1 / 3, (0.5,)),
    Case(1_000_001, 250_000, (0.5,)),
    Case(800_000 * 1.1, 10_000, (0.1,)),
    Case(1_000_000_000.01, 0.01, (1,)),
    Case(0.2, None, (1,)),
    Case(10**12, None, (0.7,)),
    Case(999_999_999_999, None, (0.3,), (1.0, 2.0, 0.7)),
    Case(700_000_000_001, None, (0.9999, 0.7, 1), (0.1234, 0.2, 3.0, 0.0, 1.0)),
    Case(10**8, None, (0.0001,), (1.0,) * 11),
    Case(123_456_789, None, (0.0123,), (83_412.5, 61_950.25, 70_001.0)),
    Case(10**6, 9.99, (Counts(9_000_000, 7_654_321), Counts(3, 1), Counts(1, 1))),
    Case(10**6, 10_000, (0.01, 0.47, 0.38, 0.7, 0.5, 0.25)),
    Case(1_000, None, (0.9,) * 12, (3.0, 0.0, 1.0)),
    Case(1, None, (0.5,) * 12, (0.0, 0.0, 1.0)),
)
"""Float noise, ties, and volumes up to 10^12."""


def generated(count: int, seed: int = 20270101) -> list[Case]:
    """Give so many funnels, of 1 to 12 steps in turn, the same ones every time."""
    chance = random.Random(seed)
    return [case_of(chance, 1 + number % STEPS) for number in range(count)]


def case_of(chance: random.Random, steps: int) -> Case:
    """Draw a funnel of so many steps."""
    value = chance.choice([None, None, 10_000, 49.9, 0.57, 2_500, 7.0, 250_000, 1234.5678])
    goal = chance.choice([7, 21, 57, 100, 333, 2_500])
    if value is None:
        target = chance.choice([goal, goal + 0.5, goal + 0.01])
    else:
        target = chance.choice([goal * value, round(goal * value) + 1, round(goal * value, 2)])
    chosen: list[float | Fraction | Counts] = []
    decoys = {}
    for row in range(steps):
        chosen.append(_step(chance, steps))
        if isinstance(chosen[-1], Counts) and chance.random() < 0.5:
            decoys[row] = 0.5
    return Case(target, value, tuple(chosen), _weights(chance), decoys)


def _step(chance: random.Random, steps: int) -> float | Fraction | Counts:
    least = (1, 1, 1, 20, 50, 100, 200, 300, 500, 700, 900, 1_200, 1_500)[steps]
    kind = chance.random()
    if kind < 0.55:
        places = chance.choice([2, 2, 3, 4])
        return max(10.0**-places, round(chance.randint(least, 10_000) / 10_000, places))
    if kind < 0.7:
        return chance.choice([Fraction(1, 3), Fraction(2, 3), Fraction(5, 7), Fraction(1, 2)])
    entered = chance.choice([40, 199, 1_000, 12_345, 987_654])
    return Counts(entered, max(1, entered * chance.randint(least, 10_000) // 10_000))


def _weights(chance: random.Random) -> tuple[float, ...]:
    months = chance.choice([12, 12, 12, 6, 3, 1, 9])
    kind = chance.randrange(5)
    if kind == 0:
        return (1.0,) * months
    if kind == 1:
        drawn = [float(chance.randint(0, 3)) for _ in range(months)]
    elif kind == 2:
        drawn = [round(chance.random() * 3, chance.choice([1, 2, 4])) for _ in range(months)]
    elif kind == 3:
        drawn = [float(chance.randint(1_000, 90_000)) for _ in range(months)]
    else:
        # A twelfth beside decimals would compare a computed number's last digit with a tie.
        drawn = [chance.choice([1 / 12, 1 / 12, 0.0]) for _ in range(months)]
    return tuple(drawn) if sum(drawn) > 0 else (1.0,) * months
