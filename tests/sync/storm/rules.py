"""The rules of a write, watched at the server: what it may change, and from what it must follow."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from tests.sheets_server.grid import BARE, Book, Box, Sheet
from tests.sync.storm.marks import content
from tests.sync.storm.oracle import (
    AS_OF,
    Inputs,
    Invalid,
    Lines,
    answers,
    fitted,
    places,
    same,
    seen,
)
from tests.sync.storm.sheets import DAY_ZERO, INPUTS, OUTPUTS

if TYPE_CHECKING:
    from requests import PreparedRequest

    from tests.sync.storm.marks import Marks

__all__ = ["Call", "Look", "Turn", "check_write"]

TITLE = "Funnel sync"
STAMP, AS_OF_NAME = "Plan_Filled", "Plan_As_Of"
BY = "funnel sheets sync"
DAY = (AS_OF - DAY_ZERO).days


@dataclass
class Look:
    """What a sync saw: the inputs, where each name was, and which cells were a person's."""

    inputs: Inputs | None = None
    boxes: dict[str, tuple[int, Box]] = field(default_factory=dict)
    typed: dict[tuple[str, int, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, book: Book, marks: Marks) -> Look:
        """See all that there is."""
        look = cls(state(book))
        for name, spot in places(book, (*INPUTS, *OUTPUTS)).items():
            if spot is None:
                continue
            sheet, box = spot
            look.boxes[name] = sheet.sheet_id, box
            if name in OUTPUTS:
                for row, column in box.places():
                    cell = sheet.cells.get((row, column))
                    typed = marks.of(cell)[1] if cell else 0
                    if typed:
                        look.typed[name, row - box.top, column - box.left] = typed
        return look


def state(book: Book) -> Inputs | None:
    """The inputs as they are; None where they make no plan."""
    try:
        inputs = seen(book)
        answers(inputs)
    except Invalid:
        return None
    return inputs


@dataclass
class Turn:
    """One sync as it goes: its requests so far, what it saw last, and what may be in doubt."""

    who: int
    began: float
    sent: int = 0
    writes: int = 0
    look: Look = field(default_factory=Look)
    states: list[Inputs | None] = field(default_factory=list)
    in_doubt: bool = False
    disturbed: bool = False
    troubled: bool = False
    rehearses: bool = False


@dataclass
class Call:
    """One request of a sync; `look` is what the sync had seen when it sent it."""

    turn: Turn
    verb: str
    path: str
    body: Any
    look: Look
    before: Book | None = None
    seen: Look | None = None
    applied: bool = False

    @classmethod
    def of(cls, turn: Turn, request: PreparedRequest) -> Call:
        """Read a request."""
        parts = urlsplit(request.url or "")
        body = json.loads(request.body) if request.body else None
        path = unquote(parts.path) + (f"?{parts.query}" if parts.query else "")
        return cls(turn, request.method or "", path, body, turn.look)

    @property
    def writes(self) -> bool:
        """Whether it is a write."""
        return self.verb != "GET"

    @property
    def looks(self) -> bool:
        """Whether it sees cells."""
        return not self.writes and "ranges=" in self.path

    @property
    def values(self) -> bool:
        """Whether it writes cells."""
        return self.path.partition("?")[0].endswith("/values:batchUpdate")


def check_write(call: Call, book: Book, marks: Marks) -> tuple[list[str], int]:
    """Check what a write has changed; give what is wrong, and how many cells the window cost.

    The window: a person's value may be lost where it came to stand there after the sync's last
    look.
    """
    before = call.before
    assert before is not None
    wrong = _frame(before, book)
    if call.values:
        wrong += _follows(call)
    elif not call.path.partition("?")[0].endswith(":batchUpdate"):
        wrong.append(f"a call that no sync needs: {call.verb} {call.path}")
    lost = stamped = others = 0
    also = places(book, (STAMP, AS_OF_NAME))
    outputs, inputs = places(book, OUTPUTS), places(book, INPUTS)
    for sheet in book.sheets:
        old = next((each.cells for each in before.sheets if each.sheet_id == sheet.sheet_id), {})
        if sheet.hidden or old == sheet.cells:
            continue
        for place in {*old, *sheet.cells}:
            was, now = old.get(place, BARE), sheet.cells.get(place, BARE)
            if content(was) == content(now):
                continue
            names = _names(outputs, sheet, place)
            where = f"{sheet.title} {place}"
            moved = not names or any(
                call.look.boxes.get(name) != (sheet.sheet_id, _box(outputs, name)) for name in names
            )
            for name in _names(inputs, sheet, place):
                box = _box(inputs, name)
                if not moved and call.look.boxes.get(name) == (sheet.sheet_id, box):
                    wrong.append(f"{where}, an input, was written: {content(now)}")
            if not names and not _may_stand(also, sheet, place, content(now)[0]):
                wrong.append(f"{where}, no output, was written: {content(now)}")
            stamped += not names and content(now)[0] != DAY
            others += bool(names) or content(now)[0] == DAY
            typed = marks.of(was)[1]
            if typed:
                for name in names:
                    box = _box(outputs, name)
                    at = (name, place[0] - box.top, place[1] - box.left)
                    told = not marks.cannot_be_told(name, typed)
                    if told and call.look.typed.get(at) == typed:
                        wrong.append(
                            f"{where} held {content(was)}, typed by a person before the look; "
                            f"overwritten with {content(now)}"
                        )
                lost += 1
            marks.put(sheet, place)
    if stamped and not others and call.turn.writes == 1:
        wrong.append("the stamp was written, and nothing else")
    return wrong, lost


def _may_stand(also: dict[str, Any], sheet: Sheet, place: tuple[int, int], value: Any) -> bool:
    """Whether it is the day that was asked about, or the stamp of this fill."""
    names = _names(also, sheet, place)
    if names == [AS_OF_NAME]:
        return bool(value == DAY)
    if names != [STAMP]:
        return False
    box = _box(also, STAMP)
    if place != (box.top, box.left):
        return bool(value == BY)
    today = (datetime.datetime.now(datetime.UTC).date() - DAY_ZERO).days
    return isinstance(value, float) and abs(value - today) <= 1


def _names(spots: dict[str, Any], sheet: Sheet, place: tuple[int, int]) -> list[str]:
    return [name for name, spot in spots.items() if spot and spot[0] is sheet and place in spot[1]]


def _box(spots: dict[str, Any], name: str) -> Box:
    box: Box = spots[name][1]
    return box


def _frame(before: Book, book: Book) -> list[str]:
    """What a sync never changes: tabs but its own, names, merges, protections, looks."""
    wrong = []
    if [(n.name, n.range) for n in before.names] != [(n.name, n.range) for n in book.names]:
        wrong.append("the names were changed")
    kept = ("title", "locale", "time_zone", "auto_recalc", "metadata")
    wrong += [
        f"the spreadsheet's {each} was changed"
        for each in kept
        if getattr(before, each) != getattr(book, each)
    ]
    old = {each.sheet_id: each for each in before.sheets}
    now = {each.sheet_id: each for each in book.sheets}
    new = [each for key, each in now.items() if key not in old]
    if set(old) - set(now) or len(new) > 1:
        wrong.append("tabs were deleted or added")
    wrong += [
        f"a tab '{each.title}' was added"
        for each in new
        if not (each.hidden and TITLE in each.title)
    ]
    for key, sheet in now.items():
        was = old.get(key)
        if was is None:
            continue
        frame = ["title", "merges", "looks", "protected", "groups", "basic_filter", "charts"]
        frame += [] if sheet.hidden else ["rows", "columns"]
        wrong += [
            f"{each} of tab '{sheet.title}' was changed"
            for each in frame
            if getattr(was, each) != getattr(sheet, each)
        ]
    return wrong


def _follows(call: Call) -> list[str]:
    """All outputs of a write follow from one state of the inputs that was while the sync ran."""
    put = {
        name: each["values"]
        for each in call.body["data"]
        for name in OUTPUTS
        if each["range"].lower() == name.lower()
    }
    why = "nothing was seen"
    for inputs in (call.look.inputs, *call.turn.states):
        if inputs is None:
            continue
        why = _unlike(put, answers(inputs), call.look)
        if not why:
            return []
    return [f"a write follows from no state of the inputs: {why}"]


def _unlike(put: dict[str, Any], wanted: Any, look: Look) -> str:
    for name, values in put.items():
        if name not in look.boxes:
            return f"{name} was not there"
        grid: Lines | None = fitted(name, wanted[name], look.boxes[name][1])
        for row, line in enumerate(values):
            for column, value in enumerate(line):
                if value is None:
                    continue
                if grid is None or row >= len(grid) or column >= len(grid[0]):
                    return f"{name} has no cell {row}, {column}"
                if not same(value, grid[row][column]):
                    return f"{name} {row}, {column}: {value!r} instead of {grid[row][column]!r}"
    return ""
