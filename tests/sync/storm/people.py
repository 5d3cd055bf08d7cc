"""What people do to the spreadsheet, meant or not: the numbers of an act choose where and what."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.sheets_server import a1
from tests.sheets_server.grid import Box, Sheet
from tests.sync.storm.sheets import BLOCKS, CELLS, INPUTS, OUTPUTS

if TYPE_CHECKING:
    from tests.sync.storm.scripts import Act
    from tests.sync.storm.world import World

__all__ = ["ACTS", "perform"]

MEMORY = "Funnel sync"
ODD = (0.375, "to be agreed", "=1+1.625", True, "=text", "-12.5x", "=1/0", "@later", 1e6 + 0.5)
"""What people type into outputs; nothing that a plan would say."""

WRONG: tuple[Any, ...] = ("abc", "=1/0", "=NA()", -5, "Loading...", "", '=A1&"x"')
"""What people type into inputs by mistake."""

Spot = tuple[str, Sheet, Box]


def perform(world: World, act: Act) -> None:
    """Do it, as far as it can be done."""
    ACTS[act.kind](world, act.a, act.b, act.c)
    world.marks.people_were_here(world.book)


def _chosen(world: World, names: tuple[str, ...], a: int) -> Spot | None:
    spots = world.spots(names)
    return spots[a % len(spots)] if spots else None


def _output(world: World, a: int) -> Spot | None:
    return _chosen(world, OUTPUTS, a)


def _cell(box: Box, b: int) -> tuple[int, int]:
    places = list(box.places())
    return places[(b * 5) % len(places)]


def _address(sheet: Sheet, box: Box) -> str:
    return a1.written(sheet, box)


def _one(place: tuple[int, int]) -> Box:
    return Box(place[0], place[1], place[0] + 1, place[1] + 1)


def _type(world: World, sheet: Sheet, place: tuple[int, int], value: Any) -> None:
    formula = isinstance(value, str) and value.startswith("=") and value != "=text"
    how = "USER_ENTERED" if formula or value in ("Loading...",) else "RAW"
    world.person({"edit": _address(sheet, _one(place)), "value": value, "as": how})


def edit_output(world: World, a: int, b: int, c: int) -> None:
    """Type something of one's own into an output."""
    spot = _output(world, a)
    if spot:
        place = _cell(spot[2], b)
        _type(world, spot[1], place, ODD[(a + b + c) % len(ODD)])
        world.marks.type(spot[1], place)


def like_another(world: World, a: int, b: int, c: int) -> None:
    """Type into an output what stands in another cell of it, or type again what stands there."""
    spot = _output(world, a)
    if spot:
        place, other = _cell(spot[2], b), _cell(spot[2], c)
        cell = spot[1].cells.get(other)
        if cell and not cell.blank and not cell.formula:
            world.uncertain.setdefault(spot[0], "typed like another cell of it")
            _type(world, spot[1], place, cell.value)
            world.marks.type(spot[1], place)
            world.marks.twins.add(world.marks.of(spot[1].cells[place])[1])


def empty_output(world: World, a: int, b: int, c: int) -> None:
    """Empty a cell of an output, or all of it."""
    spot = _output(world, a)
    if spot:
        box = spot[2] if c == 0 else _one(_cell(spot[2], b))
        world.person({"clear": _address(spot[1], box)})


def edit_input(world: World, a: int, b: int, c: int) -> None:
    """Type another plan's value into an input, wherever that is valid."""
    spot = _chosen(world, INPUTS, a)
    if spot:
        name, sheet, box = spot
        if name == "Plan_Target":
            _type(world, sheet, _cell(box, 0), 6 + 7 * b + c)
        elif name == "Plan_Confidence":
            _type(world, sheet, _cell(box, 0), (0.6, 0.8, 0.99, "")[b % 4])
        elif name == "Plan_Start":
            _type(world, sheet, _cell(box, 0), 46388 - b)
        elif name not in CELLS:
            _replaced(world, spot, b, c)


def _replaced(world: World, spot: Spot, b: int, c: int) -> None:
    """Another value of the same kind in a filled cell of a list."""
    name, sheet, box = spot
    filled = [at for at in box.places() if at in sheet.cells and not sheet.cells[at].blank]
    if not filled:
        return
    place = filled[b % len(filled)]
    new = {
        "Plan_Stages": f"Renamed {c}",
        "Plan_Owners": f"Other {c}",
        "Plan_Rates": 0.3 + c / 16,
        "Plan_Counts": 250 + c if (place[1] - box.left) == 0 else 5 + c,
        "Plan_Weights": 1 + c,
        "Plan_Actuals": c * 4,
        "Plan_Volumes": c * 9,
    }[name]
    _type(world, sheet, place, new)


def spoil_input(world: World, a: int, b: int, c: int) -> None:
    """Type something wrong into an input."""
    spot = _chosen(world, INPUTS, a)
    if spot:
        _type(world, spot[1], _cell(spot[2], b), WRONG[c % len(WRONG)])


def retarget(world: World, a: int, b: int, c: int) -> None:
    """Aim higher or lower: most outputs change."""
    spot = _chosen(world, ("Plan_Target",), 0)
    if spot:
        _type(world, spot[1], _cell(spot[2], 0), 5 + 8 * a + b)


def insert_lines(world: World, a: int, b: int, c: int) -> None:
    """Insert a row or a column in an output, or right before or after it."""
    _lines(world, a, b, c, "insert")


def delete_lines(world: World, a: int, b: int, c: int) -> None:
    """Delete a row or a column of an output."""
    _lines(world, a, b, c, "delete")


def _lines(world: World, a: int, b: int, c: int, what: str) -> None:
    spot = _output(world, a)
    if not spot:
        return
    _, sheet, box = spot
    along_rows = (box.height >= box.width) == (c % 4 != 3)
    start, end = (box.top, box.bottom) if along_rows else (box.left, box.right)
    span = end - start + (1 if what == "insert" else 0)
    at = start + b % span
    lines = Box(at, 0, at + 1, sheet.columns) if along_rows else Box(0, at, sheet.rows, at + 1)
    for name, other, there in world.spots(OUTPUTS):
        if other is sheet:
            first, last = (there.top, there.bottom) if along_rows else (there.left, there.right)
            within = first < at < last if what == "insert" else first <= at < last
            if within:
                world.moved(name)
    kind = f"{what}_rows" if along_rows else f"{what}_columns"
    world.person({kind: _address(sheet, lines)})


def cut_block(world: World, a: int, b: int, c: int) -> None:
    """Cut a whole output and paste it elsewhere: its name goes along."""
    spot = _output(world, a)
    if spot:
        to = world.fresh(spot[2].height, spot[2].width)
        world.moved(spot[0], whole=True)
        world.person({"cut": _address(spot[1], spot[2]), "to": to})


def cut_cells(world: World, a: int, b: int, c: int) -> None:
    """Cut some of an output's cells: its name stays."""
    spot = _output(world, a)
    if spot and spot[2].height * spot[2].width > 1:
        world.loose(spot[0], "cells of it were cut")
        to = world.fresh(1, 1)
        world.person({"cut": _address(spot[1], _one(_cell(spot[2], b))), "to": to})


def sort_output(world: World, a: int, b: int, c: int) -> None:
    """Sort an output's lines."""
    spot = _output(world, a)
    if spot:
        world.loose(spot[0], "sorted")
        world.person({"sort": _address(spot[1], spot[2]), "by": 0, "down": c % 2})


def sort_else(world: World, a: int, b: int, c: int) -> None:
    """Sort something that is none of ours."""
    sheet = world.book.sheets[0]
    world.person({"sort": _address(sheet, Box(0, 0, 4, 1)), "down": c % 2})


def edit_else(world: World, a: int, b: int, c: int) -> None:
    """Type something beside everything."""
    sheet = world.book.sheets[0]
    _type(world, sheet, (b % 4, 0), a * 10 + c)


def rename_tab(world: World, a: int, b: int, c: int) -> None:
    """Give a tab another title."""
    tabs = [each for each in world.book.sheets if not each.hidden]
    title = tabs[a % len(tabs)].title
    world.person({"rename_tab": title, "to": f"It's tab {b}{c}!"})


def delete_tab(world: World, a: int, b: int, c: int) -> None:
    """Delete a tab with all that stands on it, and perhaps make another of that title."""
    tabs = [each for each in world.book.sheets if not each.hidden]
    if len(tabs) > 1:
        title = tabs[a % len(tabs)].title
        world.person({"delete_tab": title})
        if b % 2:
            world.person({"add_tab": title, "rows": 20, "columns": 10})


def shrink_tab(world: World, a: int, b: int, c: int) -> None:
    """Make a tab smaller, so that a name is cut short."""
    spot = _output(world, a)
    if spot and spot[2].bottom > 1:
        for name, other, there in world.spots(OUTPUTS):
            if other is spot[1] and there.bottom >= spot[2].bottom:
                world.moved(name)
        world.person({"resize_tab": spot[1].title, "rows": spot[2].bottom - 1})


def move_name(world: World, a: int, b: int, c: int) -> None:
    """Let an output's name mean other cells: shifted, longer, shorter."""
    spot = _output(world, a)
    if spot:
        name, sheet, box = spot
        down, longer = b % 3 - 1, c % 3 - 1
        now = Box(
            max(box.top + down, 0),
            box.left,
            max(box.bottom + down + longer, box.top + down + 1, 1),
            box.right,
        )
        if now.bottom <= sheet.rows and now.top < now.bottom:
            world.loose(name, "its name was moved")
            world.person({"move_name": name, "to": _address(sheet, now)})


def delete_name(world: World, a: int, b: int, c: int) -> None:
    """Delete a name."""
    names = [each.name for each in world.book.names]
    if names:
        world.person({"delete_name": names[a % len(names)]})


def spell_name(world: World, a: int, b: int, c: int) -> None:
    """Spell an output's name in other capitals."""
    spot = _output(world, a)
    if spot:
        world.person({"rename_name": spot[0], "to": spot[0].upper() if c % 2 else spot[0].lower()})


def merge(world: World, a: int, b: int, c: int) -> None:
    """Merge two cells of an output."""
    spot = _output(world, a)
    if spot:
        row, column = _cell(spot[2], b)
        sheet = spot[1]
        if row + 1 < sheet.rows:
            world.person({"merge": _address(sheet, Box(row, column, row + 2, column + 1))})


def protect(world: World, a: int, b: int, c: int) -> None:
    """Protect an output, or one cell of it, against everyone else."""
    spot = _output(world, a)
    if spot:
        box = spot[2] if c % 2 else _one(_cell(spot[2], b))
        world.person({"protect": _address(spot[1], box)})


def set_locale(world: World, a: int, b: int, c: int) -> None:
    """Set the spreadsheet to another country's ways."""
    world.person({"locale": ("de_DE", "fr_FR", "en_US")[a % 3]})


def touch_memory(world: World, a: int, b: int, c: int) -> None:
    """Meddle with what the sync remembers: delete, rename, write into it."""
    tab = next((each for each in world.book.sheets if each.hidden), None)
    if tab is None:
        return
    for name in OUTPUTS:
        world.loose(name, "the memory was meddled with")
    if a % 3 == 0:
        world.person({"delete_tab": tab.title})
    elif a % 3 == 1:
        world.person({"rename_tab": tab.title, "to": f"Old {tab.title}"[:40]})
    else:
        _type(world, tab, (b, c), ("", "nonsense", 3)[(b + c) % 3])


ACTS: dict[str, Callable[[World, int, int, int], None]] = {
    each.__name__: each
    for each in (
        retarget,
        edit_input,
        edit_output,
        empty_output,
        insert_lines,
        delete_lines,
        like_another,
        cut_block,
        cut_cells,
        sort_output,
        sort_else,
        edit_else,
        spoil_input,
        rename_tab,
        delete_tab,
        shrink_tab,
        move_name,
        delete_name,
        spell_name,
        merge,
        protect,
        set_locale,
        touch_memory,
    )
}
assert set(BLOCKS) <= {*INPUTS, *OUTPUTS}
