"""A spreadsheet with names laid out at random, and a plan typed into it."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from tests.sheets_server import SheetsServer
from tests.sheets_server.grid import BARE, Book, Cell, GridRange, NamedRange, Sheet

if TYPE_CHECKING:
    from tests.sync.storm.scripts import Setting

__all__ = ["BASIS", "INPUTS", "OUTPUTS", "build", "orient", "plan", "shape"]

Value: TypeAlias = "float | str | bool | None"
Rows: TypeAlias = "list[list[Any]]"

TEMPLATE = Path(__file__).parents[3] / "templates" / "funnel_plan.xlsx"
CELLS = ("Plan_Target", "Plan_Value", "Plan_Confidence", "Plan_Start", "Plan_End")
INPUTS = (
    *CELLS,
    "Plan_Stages",
    "Plan_Owners",
    "Plan_Rates",
    "Plan_Counts",
    "Plan_Weights",
    "Plan_Actuals",
    "Plan_Volumes",
)
OUTPUTS = (
    "Plan_Required",
    "Plan_Required_Confident",
    "Plan_Basis",
    "Plan_Schedule",
    "Plan_Expected",
    "Plan_Pace",
    "Plan_Probability",
    "Plan_Volumes_At_Fill",
)
MAY_BE_MISSING = (
    "Plan_Value",
    "Plan_Confidence",
    "Plan_Stages",
    "Plan_Owners",
    "Plan_Actuals",
    "Plan_Volumes",
    *OUTPUTS[1:],
)
BLOCKS = ("Plan_Counts", "Plan_Actuals", "Plan_Schedule")
BASIS = 27
DAY_ZERO = datetime.date(1899, 12, 30)


def plan(setting: Setting, numbers: int) -> dict[str, Rows]:
    """What a person types into the inputs, each as a column or a block."""
    rng = random.Random(numbers * 7919 + setting.numbers * 31 + setting.steps)
    steps, stages = setting.steps, setting.steps + 1
    wins = rng.randrange(5, 40)
    rates = [rng.choice([0.3, 0.45, 0.5, 2 / 3, 0.8, 1]) for _ in range(steps)]
    counts = [
        [each, rng.randrange(each // 3, each + 1)] for each in rng.choices([30, 77, 200], k=steps)
    ]
    learnt = setting.learnt
    half = steps // 2
    typed: dict[str, Rows] = {
        "Plan_Target": [[wins * 1000 if setting.money else wins]],
        "Plan_Value": [[1000 if setting.money else None]],
        "Plan_Confidence": [[setting.confidence]],
        "Plan_Start": [[_serial(2027, 1, 1) if setting.dates else None]],
        "Plan_End": [[_serial(2027, 12, 31) if setting.dates else None]],
        "Plan_Stages": [[f"Stage {chr(65 + at)}"] for at in range(stages)],
        "Plan_Owners": [[f"Team {at % 2}"] for at in range(stages)],
        "Plan_Rates": [[each] for each in rates] if learnt != "counts" else [],
        "Plan_Counts": {"rates": [], "counts": counts, "both": counts[:half]}[learnt],
        "Plan_Weights": [[rng.randrange(1, 9)] for _ in range(setting.periods)]
        if setting.weights
        else [],
        "Plan_Actuals": [
            [rng.choice([None, rng.randrange(40)]) for _ in range(setting.periods)]
            for _ in range(stages)
        ]
        if setting.actuals
        else [],
        "Plan_Volumes": [[rng.choice([None, 0, 7, 40])] for _ in range(stages)]
        if setting.volumes
        else [],
    }
    return typed


def _serial(*day: int) -> int:
    return (datetime.date(*day) - DAY_ZERO).days


def shape(setting: Setting, name: str) -> tuple[int, int]:
    """The rows and columns that a name's cells need, as a column or a block."""
    stages, slack = setting.steps + 1, setting.slack
    if name in (*CELLS, "Plan_Probability"):
        return 1, 1
    return {
        "Plan_Rates": (setting.steps + slack, 1),
        "Plan_Counts": (setting.steps + slack, 2),
        "Plan_Weights": (setting.periods + slack, 1),
        "Plan_Actuals": (stages + slack, setting.periods),
        "Plan_Schedule": (stages + slack, setting.periods + slack),
        "Plan_Basis": (BASIS + slack, 1),
    }.get(name, (stages + slack, 1))


def is_across(setting: Setting, name: str) -> bool:
    """Whether a name's list runs across."""
    at = (*INPUTS, *OUTPUTS).index(name)
    return name not in BLOCKS and name not in CELLS and bool(setting.across >> at & 1)


def orient(rows: Sequence[Sequence[Any]], across: bool) -> Rows:
    """The rows as they are, or turned."""
    if not across:
        return [list(row) for row in rows]
    return [list(row) for row in zip(*rows, strict=True)]


def build(server: SheetsServer, spreadsheet: str, setting: Setting) -> None:
    """Lay the spreadsheet out, as people would have made it."""
    file = server.app.drive.files[spreadsheet]
    if setting.style == "template":
        assert file.book is not None
        _emptied(file.book)
        _typed(file.book, plan(setting, 0))
        return
    present = [
        name
        for name in (*INPUTS, *OUTPUTS)
        if name not in MAY_BE_MISSING or not setting.missing >> MAY_BE_MISSING.index(name) & 1
    ]
    sheets = [Sheet(at, f"Tab {at}", 60, 40) for at in range(setting.tabs)]
    book = Book(spreadsheet, "Plan", sheets=sheets)
    cursors = [[2, 1] for _ in sheets]
    for at, name in enumerate(present):
        which = at % len(sheets)
        height, width = shape(setting, name)
        if is_across(setting, name):
            height, width = width, height
        cursor = cursors[which]
        if cursor[1] + width >= sheets[which].columns:
            cursor[0], cursor[1] = sheets[which].rows, 1
        if cursor[0] + height >= sheets[which].rows:
            sheets[which].rows = cursor[0] + height + 3
        top, left = cursor
        sheets[which].cells[top - 1, left] = Cell(value=f"label {at}")
        book.names.append(
            NamedRange(
                f"name{at}",
                name,
                GridRange(which, top, left, top + height, left + width),
            )
        )
        cursor[1] = left + width + at % 2
        if setting.style == "apart":
            cursor[0] = top + height + 1
    for sheet in sheets:
        for row in range(4):
            sheet.cells[row, 0] = Cell(value=float(97 - 13 * row % 5))
    file.book = book
    _typed(book, plan(setting, 0))
    rng = random.Random(setting.numbers)
    for _ in range(setting.filled):
        named = rng.choice([each for each in book.names if each.name in OUTPUTS])
        area = named.range
        assert area is not None
        sheet = book.sheet(area.sheet_id)
        box = area.box(sheet)
        place = (rng.randrange(box.top, box.bottom), rng.randrange(box.left, box.right))
        sheet.cells[place] = Cell(value=rng.choice([0.125, "to be agreed"]))


def _emptied(book: Book) -> None:
    """Take out of the inputs what the template has in them from the start."""
    for named in book.names:
        if named.name in INPUTS and named.range is not None:
            sheet = book.sheet(named.range.sheet_id)
            for place in named.range.box(sheet).places():
                if place in sheet.cells:
                    sheet.put(place, sheet.cells[place].emptied())


def _typed(book: Book, typed: Mapping[str, Rows]) -> None:
    for named in book.names:
        rows, area = typed.get(named.name), named.range
        if not rows or area is None:
            continue
        sheet = book.sheet(area.sheet_id)
        box = area.box(sheet)
        laid = rows if box.height >= len(rows) and box.width >= len(rows[0]) else orient(rows, True)
        for down, line in enumerate(laid):
            for along, value in enumerate(line):
                if value is not None:
                    plain = float(value) if isinstance(value, int | float) else value
                    place = box.top + down, box.left + along
                    sheet.cells[place] = replace(sheet.cells.get(place, BARE), value=plain)
