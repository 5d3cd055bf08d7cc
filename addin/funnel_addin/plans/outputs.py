"""A plan's named outputs, and how they are laid into the cells behind their names."""

from __future__ import annotations

import collections
import datetime
from collections.abc import Iterator, Mapping, Sequence

from funnel_addin import names
from funnel_addin.books.port import Cell, Grid, Place, Problem
from funnel_addin.plans.inputs import LONGEST, NamedPlan
from funnel_core.errors import TemplateError
from funnel_core.pace import expected_to_date, pace_to_date
from funnel_core.planning import Plan
from funnel_core.schedule import spread

__all__ = ["advice", "fit", "misfits", "outputs", "overlaps", "unfilled"]


def outputs(plan: NamedPlan, as_of: datetime.date) -> dict[str, Grid]:
    """Work out every output of a plan, each as a column per stage or a row per stage.

    What the inputs do not allow (no confidence, no weights, no dates) is an empty grid: its cells
    are blanked.
    """
    required = plan.plan.required
    confident = plan.plan.confident
    due: list[float] = []
    if plan.start and plan.end:
        due = [
            expected_to_date(volume, plan.start, plan.end, as_of, plan.weights)
            for volume in required
        ]
    told: list[str | None] = []
    if due and plan.actuals:
        told = [
            None if actual is None else pace_to_date(actual, expected)
            for actual, expected in zip(plan.actuals, due, strict=True)
        ]
    schedule = [spread(volume, plan.weights) for volume in required] if plan.weights else []
    return {
        "Plan_Required": _column(required),
        "Plan_Required_Confident": _column(confident or ()),
        "Plan_Basis": _column(_basis(plan.plan) if confident else ()),
        "Plan_Schedule": tuple(schedule),
        "Plan_Expected": _column(due),
        "Plan_Pace": _column(told),
    }


def _basis(plan: Plan) -> list[Cell]:
    """List what the confident volumes follow from, so that a workbook can tell when it changed."""
    steps = plan.funnel.transitions
    rates: list[Cell] = [float(step.rate) for step in steps]
    entered: list[Cell] = [step.counts.entered if step.counts else None for step in steps]
    tail = [None] * (LONGEST - len(steps))
    return [plan.target.amount, plan.target.value, plan.confidence, *rates, *tail, *entered, *tail]


def _column(cells: Sequence[Cell]) -> Grid:
    return tuple((cell,) for cell in cells)


def fit(name: str, values: Grid, place: Place) -> Grid:
    """Lay values into a name's place, blank where the place is longer.

    Args:
        name: the defined name, for the sentence.
        values: a column of values, which a row takes as well; or a rectangle.
        place: the cells behind the name.

    Raises:
        TemplateError: the place is too short, or of another shape.
    """
    known = names.find(name)
    shape = f"; it must be {known.shape.value}" if known else ""
    width = len(values[0]) if values else 1
    by_periods = known is not None and known.shape is names.Shape.STAGES_BY_PERIODS
    if width == 1 and place.rows == 1 and place.columns >= 1 and not by_periods:
        values, width = tuple(zip(*values, strict=True)) or ((),), len(values)
    if known and known.shape is names.Shape.COUNTS and place.rows == 2 != place.columns:
        values, width = tuple(zip(*values, strict=True)) or ((), ()), len(values)
    if len(values) > place.rows or width > place.columns:
        raise TemplateError(
            f"'{name}' ({place}) has {place.rows} × {place.columns} cells, but "
            f"{len(values)} × {width} are needed{shape}"
        )
    wanted = known.shape if known else None
    if (
        wanted is not names.Shape.STAGES_BY_PERIODS
        and wanted is not names.Shape.COUNTS
        and place.rows > 1
        and place.columns > 1
    ):
        raise TemplateError(f"'{name}' ({place}) has {place.rows} × {place.columns} cells{shape}")
    return tuple(_padded(row, place.columns) for row in _rows(values, place.rows))


def _rows(values: Grid, rows: int) -> Iterator[tuple[Cell, ...]]:
    yield from values
    for _ in range(rows - len(values)):
        yield ()


def _padded(row: tuple[Cell, ...], columns: int) -> tuple[Cell, ...]:
    return (*row, *[None] * (columns - len(row)))


def misfits(places: Mapping[str, Place | Problem], results: Mapping[str, Grid]) -> list[Problem]:
    """Say which outputs do not fit where their names point."""
    found: list[Problem] = []
    for name, values in results.items():
        place = places.get(name)
        if isinstance(place, Problem):
            found.append(place)
        elif place is not None:
            try:
                fit(name, values, place)
            except TemplateError as error:
                found.append(Problem(name, str(place), str(error)))
    return found


def overlaps(places: Mapping[str, Place | Problem], each: bool = False) -> list[Problem]:
    """Say where an output's cells are another name's as well: writing it would destroy that.

    Of two outputs the first is named or, with `each`, both are.
    """
    known = [
        (found, place)
        for name, place in places.items()
        if (found := names.find(name)) and isinstance(place, Place)
    ]
    return [
        Problem(
            one.name,
            str(place),
            f"'{one.name}' ({place}) is written, but '{other.name}' ({there}) has cells among it: "
            "let the two names stand for different cells",
        )
        for at, (one, place) in enumerate(known)
        for behind, (other, there) in enumerate(known)
        if one.role is names.Role.OUTPUT
        and at != behind
        and (other.role is names.Role.INPUT or each or at < behind)
        and place.meets(there)
    ]


_NEEDS = {
    "Plan_Required_Confident": "Plan_Confidence",
    "Plan_Schedule": "Plan_Weights",
    "Plan_Expected": "Plan_Start and Plan_End",
    "Plan_Pace": "Plan_Start, Plan_End and Plan_Actuals",
}


def unfilled(results: Mapping[str, Grid]) -> list[str]:
    """Say which of a workbook's outputs stay blank, and which input each of them needs."""
    return [
        f"{name} stays blank: it needs {needs}"
        for name, needs in _NEEDS.items()
        if name in results and not results[name]
    ]


def advice(plan: NamedPlan, as_of: datetime.date) -> list[str]:
    """Say what a person should know about a plan that is not wrong, but may not be meant so."""
    told = _twins(plan.plan)
    if not plan.start or not plan.end:
        return told
    days = (plan.end - plan.start).days + 1
    if plan.weights and len(plan.weights) not in _usual_periods(days):
        told.append(
            f"Plan_Weights has {len(plan.weights)} periods, but {plan.start} to {plan.end} is "
            f"{_months(days)}: give one weight per period of the term"
        )
    periods = len(plan.weights or ())
    if plan.actuals and periods:
        over = int(expected_to_date(periods, plan.start, plan.end, as_of))
        if over > plan.periods_counted:
            told.append(
                f"by {as_of} {over} periods are over, but Plan_Actuals goes up to period "
                f"{plan.periods_counted}: the pace takes what is blank for 0; give --as-of the "
                "last day that was counted"
            )
    return told


def _twins(plan: Plan) -> list[str]:
    """Say which stages share a name: outputs go by place, but a person cannot tell them apart."""
    named = collections.Counter(stage.name.casefold() for stage in plan.funnel.stages)
    twice = [name for name, times in named.items() if times > 1]
    first = {stage.name.casefold(): stage.name for stage in reversed(plan.funnel.stages)}
    return [
        f"Plan_Stages names {named[name]} stages “{first[name]}”: each is written in its own row, "
        "but nobody can tell them apart; give each a name of its own"
        for name in twice
    ]


def _usual_periods(days: int) -> set[int]:
    """Give how many days, weeks, months, quarters, half-years and years a term may be cut into."""
    months = round(days / 30.4375)
    return {days, days // 7, -(-days // 7), months, -(-months // 3), -(-months // 6), 1}


def _months(days: int) -> str:
    months = round(days / 30.4375)
    return f"{months} month" + ("" if months == 1 else "s")
