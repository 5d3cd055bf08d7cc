"""What must stand once a sync has ended in peace, and what it must have told."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from funnel_addin.books.port import column_letters
from tests.sheets_server.formulas import Calculator
from tests.sheets_server.grid import CellError
from tests.sync.storm.oracle import Invalid, answers, fitted, places, same, seen
from tests.sync.storm.sheets import INPUTS, OUTPUTS

if TYPE_CHECKING:
    from funnel_addin.sync import Synced
    from tests.sync.storm.world import World

__all__ = ["clashing", "unsettled"]

BELONG = {
    "Plan_Basis": ("Plan_Required_Confident", "Plan_Probability"),
    "Plan_Volumes_At_Fill": ("Plan_Probability",),
}
"""The outputs of which these hold the inputs."""


def clashing(world: World) -> set[str]:
    """The names whose cells are another name's as well."""
    spots = [(name, *spot) for name, spot in _all(world).items() if spot]
    return {
        one
        for one, sheet, box in spots
        for other, there, among in spots
        if one != other and sheet is there and box.meets(among)
    }


def _all(world: World) -> dict[str, Any]:
    return places(world.book, (*INPUTS, *OUTPUTS))


def unsettled(world: World, done: Synced) -> list[str]:
    """Say what is not as it must be after a sync that nobody disturbed."""
    with world.server.app.lock:
        return _unsettled(world, done)


def _unsettled(world: World, done: Synced) -> list[str]:
    try:
        wanted = answers(seen(world.book))
    except Invalid as error:
        return [f"a sync ended well, but the inputs make no plan: {error}"]
    calculator = Calculator(world.book)
    clashes = clashing(world)
    problems = {each.name for each in done.problems}
    reported = {(each.name, each.cell.rpartition("!")[2]) for each in done.kept}
    wrong: list[str] = []
    kept: set[tuple[str, str]] = set()
    spots = places(world.book, OUTPUTS)
    left = problems | clashes | {name for name, _ in reported}
    for name, spot in spots.items():
        if spot is None:
            # Google tells nobody of a name whose cells are gone
            continue
        if _is_left_alone(name, wanted, spots, left):
            # it would call outputs up to date that are not the plan's
            continue
        grid = fitted(name, wanted[name], spot[1])
        if grid is None:
            if name not in problems:
                wrong.append(f"{name} cannot be written, and is no problem")
            continue
        if name in problems or name in clashes:
            kept |= {each for each in reported if each[0] == name}
            continue
        sheet, box = spot
        for row, column in box.places():
            stands = calculator.value(sheet, row, column)
            says = grid[row - box.top][column - box.left]
            cell = sheet.cells.get((row, column))
            address = f"{column_letters(column + 1)}{row + 1}"
            if cell and cell.formula and done.written:
                # it may have shown something else before the cells that it looks at were set
                reported.discard((name, address))
                continue
            if not isinstance(stands, CellError) and same(stands, says):
                continue
            typed = world.marks.of(cell)[1] if cell else 0
            if typed or name in world.uncertain:
                kept.add((name, address))
            else:
                wrong.append(f"{name} {address} holds {stands!r} and not {says!r}")
    if kept - reported:
        wrong.append(f"not reported: {sorted(kept - reported)}")
    if reported - kept:
        wrong.append(f"reported, but is no person's: {sorted(reported - kept)}")
    return wrong


def _is_left_alone(
    name: str, wanted: Mapping[str, Any], spots: Mapping[str, Any], left: Collection[str]
) -> bool:
    """Whether the outputs of which it holds the inputs are absent, or are not the plan's."""
    if name not in BELONG or (name == "Plan_Basis" and not wanted[name]):
        return False
    here = [each for each in BELONG[name] if spots.get(each)]
    return not here or any(each in left for each in here)
