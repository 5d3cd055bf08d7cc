"""What must stand in the outputs, from what a person sees in the inputs: the contract, once more.

Written from the contract's text with `funnel_core` alone, and nothing of the sync.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from funnel_core.confidence import hit_probability
from funnel_core.errors import FunnelError
from funnel_core.model import Counts, Target
from funnel_core.pace import expected_to_date, pace_to_date
from funnel_core.planning import Funnel
from funnel_core.schedule import spread
from tests.sheets_server.formulas import Calculator
from tests.sheets_server.grid import Book, Box, CellError, Sheet
from tests.sync.storm.sheets import BASIS, DAY_ZERO, INPUTS, OUTPUTS

__all__ = ["AS_OF", "Inputs", "Invalid", "Lines", "answers", "fitted", "places", "same", "seen"]

AS_OF = datetime.date(2027, 5, 10)
LONGEST = 12

Lines: TypeAlias = tuple[tuple[Any, ...], ...]
Spot: TypeAlias = tuple[Sheet, Box]


class Invalid(Exception):
    """The inputs make no plan: a sync must say so, and write nothing."""


class Inputs(NamedTuple):
    """What a person sees in the inputs; None where there is no such name, or it is blank."""

    target: float
    value: float | None
    confidence: float | None
    start: float | None
    end: float | None
    steps: tuple[float | tuple[int, int], ...]
    weights: tuple[float, ...] | None
    actuals: tuple[int | None, ...] | None
    volumes: tuple[int | None, ...]


def same(one: Any, other: Any) -> bool:
    """Whether two cells show the same."""
    one, other = (None if each == "" else each for each in (one, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-12)
    return bool(one == other)


def places(book: Book, names: Sequence[str]) -> dict[str, Spot | None]:
    """Where each name is, in whatever capitals it is defined; None where its cells are gone."""
    known = {each.lower(): each for each in names}
    found: dict[str, Spot | None] = {}
    for named in book.names:
        name = known.get(named.name.lower())
        if name is None or name in found:
            continue
        spot = None
        if named.range is not None:
            sheet = book.sheet(named.range.sheet_id)
            box = named.range.box(sheet)
            box = Box(box.top, box.left, min(box.bottom, sheet.rows), min(box.right, sheet.columns))
            if box.height > 0 and box.width > 0:
                spot = sheet, box
        found[name] = spot
    return found


def seen(book: Book) -> Inputs:
    """Read the inputs as a person sees them.

    Raises:
        Invalid: they make no plan.
    """
    calculator = Calculator(book)
    grids: dict[str, Lines] = {}
    for name, spot in places(book, INPUTS).items():
        if spot is None:
            # Google tells nobody of a name whose cells are gone: it is as if there were none
            continue
        sheet, box = spot
        grids[name] = tuple(
            tuple(calculator.value(sheet, row, column) for column in range(box.left, box.right))
            for row in range(box.top, box.bottom)
        )
    steps = _steps(grids)
    _stages(grids, len(steps))
    return Inputs(
        _needed(_one(grids, "Plan_Target")),
        _one(grids, "Plan_Value"),
        _one(grids, "Plan_Confidence"),
        _one(grids, "Plan_Start"),
        _one(grids, "Plan_End"),
        steps,
        _numbers(grids, "Plan_Weights"),
        _actuals(grids, len(steps) + 1),
        _volumes(grids, len(steps) + 1),
    )


def _needed(number: float | None) -> float:
    # a plan for 0 wins is a plan to the core; in a cell, 0 is no goal that anybody set
    if number is None or number <= 0:
        raise Invalid("Plan_Target")
    return number


def _is_blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _number(cell: Any) -> float:
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise Invalid("not a number")
    return cell


def _one(grids: Mapping[str, Lines], name: str) -> float | None:
    lines = grids.get(name, ())
    cells = [cell for line in lines for cell in line]
    if all(_is_blank(cell) for cell in cells):
        return None
    if len(cells) != 1:
        raise Invalid(name)
    return _number(cells[0])


def _list(grids: Mapping[str, Lines], name: str) -> list[Any]:
    """A list's cells without the blank ones at its end."""
    lines = grids.get(name, ())
    cells = [cell for line in lines for cell in line]
    while cells and _is_blank(cells[-1]):
        cells.pop()
    if cells and len(lines) > 1 and len(lines[0]) > 1:
        raise Invalid(name)
    return cells


def _numbers(grids: Mapping[str, Lines], name: str) -> tuple[float, ...] | None:
    return tuple(map(_number, _list(grids, name))) or None


def _steps(grids: Mapping[str, Lines]) -> tuple[float | tuple[int, int], ...]:
    rates = _list(grids, "Plan_Rates")
    counts = grids.get("Plan_Counts", ())
    if counts and len(counts[0]) != 2 and not all(_is_blank(c) for row in counts for c in row):
        raise Invalid("Plan_Counts")
    steps: list[Any] = list(rates)
    for at, pair in enumerate(counts):
        if all(map(_is_blank, pair)):
            continue
        steps += [None] * (at + 1 - len(steps))
        entered, advanced = map(_number, pair)
        if entered % 1 or advanced % 1:
            raise Invalid("Plan_Counts")
        steps[at] = (int(entered), int(advanced))
    if not steps or len(steps) > LONGEST:
        raise Invalid("Plan_Rates")
    return tuple(each if isinstance(each, tuple) else _number(each) for each in steps)


def _stages(grids: Mapping[str, Lines], steps: int) -> None:
    labels, owners = _list(grids, "Plan_Stages"), _list(grids, "Plan_Owners")
    if any(isinstance(cell, CellError) for cell in (*labels, *owners)):
        raise Invalid("an error where a name should be")
    if labels and len(labels) != steps + 1:
        raise Invalid("Plan_Stages")


def _actuals(grids: Mapping[str, Lines], stages: int) -> tuple[int | None, ...] | None:
    rows = grids.get("Plan_Actuals", ())
    if all(_is_blank(cell) for row in rows for cell in row):
        return None
    if len(rows) < stages:
        raise Invalid("Plan_Actuals")
    totals: list[int | None] = []
    for row in rows[:stages]:
        known = [_number(cell) for cell in row if not _is_blank(cell)]
        if any(each % 1 or each < 0 for each in known):
            raise Invalid("Plan_Actuals")
        totals.append(int(sum(known)) if known else None)
    return tuple(totals)


def _volumes(grids: Mapping[str, Lines], stages: int) -> tuple[int | None, ...]:
    """What is there already, down to the last stage that has anything."""
    found = [None if _is_blank(cell) else _number(cell) for cell in _list(grids, "Plan_Volumes")]
    if len(found) > stages or any(each and (each % 1 or each < 0) for each in found):
        raise Invalid("Plan_Volumes")
    return tuple(None if each is None else int(each) for each in found)


def _day(serial: float | None) -> datetime.date | None:
    return None if serial is None else DAY_ZERO + datetime.timedelta(int(serial))


@lru_cache(4096)
def answers(inputs: Inputs) -> Mapping[str, Lines]:
    """Work out what each output must hold, as a column or a block; nothing is an empty one.

    Raises:
        Invalid: no plan follows from the inputs.
    """
    try:
        return _answers(inputs)
    except (FunnelError, OverflowError, ValueError) as error:
        raise Invalid(str(error)) from None


def _answers(inputs: Inputs) -> dict[str, Lines]:
    steps = [Counts(*each) if isinstance(each, tuple) else each for each in inputs.steps]
    target = (
        Target(wins=inputs.target)
        if inputs.value is None
        else Target(revenue=inputs.target, value=inputs.value)
    )
    plan = Funnel(steps).plan(target, inputs.confidence)
    required = plan.required
    confident = plan.confident if inputs.confidence is not None else ()
    start, end, weights = _day(inputs.start), _day(inputs.end), inputs.weights
    if start and end and end < start:
        raise Invalid("Plan_End")
    if weights is not None and not any(weights):
        raise Invalid("Plan_Weights")
    due: list[float] = []
    if start and end:
        due = [expected_to_date(each, start, end, AS_OF, weights) for each in required]
    pace: list[Any] = []
    if due and inputs.actuals is not None:
        pace = [
            None if actual is None else pace_to_date(actual, expected)
            for actual, expected in zip(inputs.actuals, due, strict=True)
        ]
    volumes = [each or 0 for each in inputs.volumes]
    volumes += [0] * (len(required) - len(volumes))
    hit = [hit_probability(required[-1], volumes, steps)] if inputs.volumes else []
    tail = [None] * (LONGEST - len(steps))
    rates = [each[1] / each[0] if isinstance(each, tuple) else each for each in inputs.steps]
    entered = [each[0] if isinstance(each, tuple) else None for each in inputs.steps]
    basis = [inputs.target, inputs.value, inputs.confidence, *rates, *tail, *entered, *tail]
    assert len(basis) == BASIS
    return {
        "Plan_Required": _column(required),
        "Plan_Required_Confident": _column(confident),
        "Plan_Basis": _column(basis if confident or hit else ()),
        "Plan_Schedule": tuple(spread(each, weights) for each in required) if weights else (),
        "Plan_Expected": _column(due),
        "Plan_Pace": _column(pace),
        "Plan_Probability": _column(hit),
        "Plan_Volumes_At_Fill": _column(inputs.volumes),
    }


def _column(cells: Sequence[Any]) -> Lines:
    return tuple((cell,) for cell in cells)


def fitted(name: str, lines: Lines, box: Box) -> Lines | None:
    """What a place must hold, blank where it is longer; None where it has not the shape."""
    block = name == "Plan_Schedule"
    if not block and box.height > 1 and box.width > 1:
        return None
    if not block and box.height == 1:
        lines = tuple(zip(*lines, strict=True)) or ((),)
    if len(lines) > box.height or (lines and len(lines[0]) > box.width):
        return None
    full = [(*line, *[None] * (box.width - len(line))) for line in lines]
    return (*full, *[(None,) * box.width] * (box.height - len(full)))


assert not set(INPUTS) & set(OUTPUTS)
