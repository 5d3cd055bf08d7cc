"""People put right what they broke: names that point at cells that fit, inputs that are valid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sheets_server import a1
from tests.sheets_server.grid import Box, Sheet
from tests.sync.storm.oracle import places
from tests.sync.storm.settled import clashing
from tests.sync.storm.sheets import (
    BLOCKS,
    CELLS,
    INPUTS,
    MAY_BE_MISSING,
    OUTPUTS,
    Rows,
    orient,
    plan,
    shape,
)

if TYPE_CHECKING:
    from tests.sync.storm.world import World

__all__ = ["mend"]


def mend(world: World, numbers: int, but_outputs: bool) -> None:
    """Put everything right; `but_outputs` leaves what is wrong with outputs but the first."""
    with world.server.app.lock:
        _mend(world, numbers, but_outputs)
        world.marks.people_were_here(world.book)
        world.claim()


def _mend(world: World, numbers: int, but_outputs: bool) -> None:
    left = OUTPUTS[1:] if but_outputs else ()
    if not but_outputs:
        for sheet in world.book.sheets:
            sheet.merges.clear()
            sheet.protected.clear()
    setting = world.setting
    typed = plan(setting, numbers)
    for name in (*INPUTS, *OUTPUTS):
        if name in left:
            continue
        spots = places(world.book, (name,))
        absent = name not in spots
        if absent and (world.setting.style == "template" or name in MAY_BE_MISSING):
            continue
        spot = spots.get(name)
        if spot is not None:
            _opened(*spot)
        if spot is None or not _fits(world, name, spot[1]) or name in clashing(world):
            _elsewhere(world, name, absent)
    for name in INPUTS:
        spot = places(world.book, (name,)).get(name)
        if spot:
            sheet, box = spot
            where = a1.written(sheet, box)
            rows = _padded(typed[name], box)
            world.person({"edit": where, "value": rows, "as": "RAW"})


def _opened(sheet: Sheet, box: Box) -> None:
    """No merge and no protection is left among the cells."""
    sheet.merges[:] = [each for each in sheet.merges if not each.box(sheet).meets(box)]
    sheet.protected[:] = [
        each
        for each in sheet.protected
        if "range" in each and not each["range"].box(sheet).meets(box)
    ]


def _fits(world: World, name: str, box: Box) -> bool:
    height, width = shape(world.setting, name)
    if name in CELLS:
        return box.height == box.width == 1
    if name == "Plan_Counts":
        return box.width == 2 and box.height >= height
    if name in BLOCKS:
        return box.height >= height and box.width >= width
    return 1 in (box.height, box.width) and box.height * box.width >= height


def _elsewhere(world: World, name: str, absent: bool) -> None:
    height, width = shape(world.setting, name)
    start = world.fresh(height, width)
    title = start.rpartition("!")[0]
    area = f"{title}!B2:{a1.letters(width)}{1 + height}"
    spelled = next((n.name for n in world.book.names if n.name.lower() == name.lower()), name)
    if absent:
        world.person({"define_name": name, "as": area})
    else:
        world.person({"move_name": spelled, "to": area})


def _padded(rows: Rows, box: Box) -> Rows:
    """The rows with blanks around them, turned where the cells run across."""
    upright = not rows or (box.height >= len(rows) and box.width >= len(rows[0]))
    laid = rows if upright else orient(rows, True)
    full = [[*line, *[None] * (box.width - len(line))] for line in laid]
    full += [[None] * box.width for _ in range(box.height - len(full))]
    return [["" if cell is None else cell for cell in line] for line in full]
