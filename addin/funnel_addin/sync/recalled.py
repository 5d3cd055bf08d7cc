"""What a fill of a file wrote, worked out again from the inputs that it kept beside its outputs.

A fill remembers nothing in the book, but the inputs as they were: what still is what follows from
them was written by the fill, and may follow the plan; all else is a person's.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from funnel_addin import names, plans
from funnel_addin.books.cells import blank, same
from funnel_addin.books.port import Block, Cell, Grid, Place
from funnel_addin.books.sight import Sight
from funnel_addin.plans.answering import FOLLOWS
from funnel_addin.plans.systems import correlated, trend_of
from funnel_core.errors import FunnelError
from funnel_core.model import Target, Transition
from funnel_core.planning import Funnel

__all__ = ["recalled"]

ANY_DAY = datetime.date(2000, 1, 1)
"""None of the outputs that are worked out here hangs on the day."""


def recalled(sight: Sight) -> dict[str, Grid]:
    """Give what a fill put into the outputs and copies of a book that remembers nothing of them."""
    if not plans.is_stamp(_flat(sight, plans.FILLED)):
        return {}
    found: dict[str, Grid] = {}
    for work in (_plan, _system, _covered):
        try:
            found |= work(sight)
        except (FunnelError, OverflowError):
            continue
    memory = {
        name: fitted
        for name, grid in found.items()
        if name not in sight.memory and (fitted := _fitted(sight, name, grid))
    }
    whole = {name for name, grid in memory.items() if _alike(grid, sight.read(name).values)}
    for name in sight.blocks:
        owners = [each for each in plans.belongs_to(name) if each in sight.blocks]
        if owners and name not in sight.memory and whole.issuperset(owners):
            memory[name] = sight.read(name).values
    return memory


def _flat(sight: Sight, name: str) -> list[Cell]:
    block = sight.blocks.get(name)
    return [cell for row in block.values for cell in row] if block else []


def _fitted(sight: Sight, name: str, grid: Grid) -> Grid:
    place = sight.found.get(name)
    try:
        return plans.fit(name, grid, place) if grid and isinstance(place, Place) else ()
    except FunnelError:
        return ()


def _alike(one: Grid, other: Grid) -> bool:
    return all(
        same(cell, there)
        for row, line in zip(one, other, strict=True)
        for cell, there in zip(row, line, strict=True)
    )


def _number(cell: Cell) -> float | None:
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return None
    return float(cell)


def _numbers(cells: Sequence[Cell]) -> list[float | None]:
    return [_number(cell) for cell in cells]


def _plan(sight: Sight) -> dict[str, Grid]:
    """Work out what follows from Plan_Basis, and from the volumes beside it."""
    basis = _numbers(_flat(sight, "Plan_Basis"))
    half = 3 + plans.LONGEST
    if len(basis) != half + plans.LONGEST or basis[0] is None:
        return {}
    target, value, confidence = basis[:3]
    steps = [
        Transition.of(rate) if entered is None else Transition.learnt(*_counts(rate, entered))
        for rate, entered in zip(basis[3:half], basis[half:], strict=True)
        if rate is not None
    ]
    aim = Target(wins=target) if value is None else Target(revenue=target, value=value)
    plan = Funnel(steps).plan(aim, confidence)
    kept = _flat(sight, "Plan_Volumes_At_Fill")[: len(steps) + 1]
    volumes = None
    if any(not blank(cell) for cell in kept):
        volumes = tuple(int(number or 0) for number in _numbers(kept))
    told = plans.outputs(plans.NamedPlan(plan, volumes=volumes), None)
    return {name: told[name] for name in ("Plan_Required_Confident", "Plan_Probability")}


def _counts(rate: float, entered: float) -> tuple[int, int]:
    return int(entered), round(rate * entered)


def _system(sight: Sight) -> dict[str, Grid]:
    """Work out what follows from the rates, activities and results of a system."""
    blocks = sight.blocks
    found: dict[str, Grid] = {}
    if "Plan_Step_Rates_At_Fill" in blocks:
        rates = blocks["Plan_Step_Rates_At_Fill"].values
        found["Plan_Trends"] = tuple(trend_of(_numbers(row)) for row in rates)
    if "Plan_Activities_At_Fill" in blocks and "Plan_Results_At_Fill" in blocks:
        done = [_numbers(row) for row in blocks["Plan_Activities_At_Fill"].values]
        results = _numbers(_flat(sight, "Plan_Results_At_Fill"))
        latest = sum(each is not None for each in results)
        found["Plan_Correlations"] = correlated(done, results, latest)
    return found


def _covered(sight: Sight) -> dict[str, Grid]:
    """Work out the outputs of which every input is kept."""
    copies: dict[str, str] = {}
    for name in sight.blocks:
        copied = names.copied(name)
        if copied is not None:
            copies[copied.name] = name
    defined = {
        output: {each for each in inputs if each in sight.found}
        for output, inputs in FOLLOWS.items()
    }
    covered = {each for each in defined if each in sight.blocks and defined[each] <= set(copies)}
    if not covered:
        return {}
    blocks = dict(sight.blocks)
    for source, copy in copies.items():
        if source in blocks:
            cells = blocks[copy].values
            known = names.find(source)
            if known and not known.shape.is_table:
                cells = tuple((cell,) for cell in _flat(sight, copy))
            place = blocks[source].place
            blocks[source] = Block(place, plans.fit(source, cells, place))
    told = plans.answer(replace(sight, blocks=blocks), ANY_DAY).outputs
    return {name: told[name] for name in covered}
