"""What `funnel fill` writes is up to date at once, right, and out of date after any change."""

from __future__ import annotations

import datetime
import importlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from funnel_addin.books.xlsx import XlsxBook
from funnel_addin.fill import fill
from funnel_addin.given import Given
from templates.builder.making import packed
from templates.builder.writing import written
from tests.templates.agreement import TEXTS, disagreements, expected
from tests.templates.described import NAMES, book, layout, workbook
from tests.templates.engines import ENGINES, Engine, Shown
from tests.templates.test_recalculation import each_engine, each_workbook
from tests.templates.workbooks import Cell, cells_of, constants, typing

TODAY = datetime.date(2027, 5, 3)
STALE = "fill to update"
SPOKEN = {
    "funnel_plan": ("top_confident", "confident_told", "smart_achievable"),
    "marketing_system": ("trend", "activity_said", "verdict"),
    "channel_budget": ("best_says", "scenario_says"),
}
"""The fields that say that a fill is due, in so many words."""

INPUTS = {
    "funnel_plan": ("target", "rate", "confidence", "volume"),
    "marketing_system": (
        "log_amount",
        "entered_a",
        "advanced_a",
        "entered_b",
        "advanced_b",
    ),
    "channel_budget": (
        "budget",
        "ceiling",
        "half",
        "shape",
        "scenario_budget",
        "scenario_ceiling",
    ),
}
"""What a fill reads for them."""


@cache
def filled(name: str) -> list[dict[str, Any]]:
    """Give fillings with what a fill adds to them, by key."""
    module = importlib.import_module(f"tests.templates.fillings.{name}")
    return [_after_a_fill(name, contents) for contents in module.filled_fillings()]


def _after_a_fill(name: str, contents: dict[str, Any]) -> dict[str, Any]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        path.write_bytes(packed(written(workbook(name), contents, {})))
        opened = XlsxBook.open(path)
        fill(opened, Given(), TODAY)
        opened.save(path)
        stands = constants(path.read_bytes())
    added: dict[str, Any] = {}
    for spot in layout(name).filled:
        cells = [stands.get(cell) for cell in cells_of(spot)]
        rows = [cells[start : start + spot.columns] for start in range(0, len(cells), spot.columns)]
        line = cells if spot.down or spot.across else cells[0]
        added[spot.field.key] = rows if spot.down and spot.across else line
    return contents | added


def told(name: str) -> dict[Cell, str]:
    """Give the cells that say that a fill is due, and the keys of their fields."""
    spots = [layout(name).spots[key] for key in SPOKEN[name]]
    return {cell: spot.field.key for spot in spots for cell in cells_of(spot)}


def due(name: str, shown: Shown) -> set[str]:
    """Give the fields that say that a fill is due."""
    return {key for cell, key in told(name).items() if STALE in str(shown.values.get(cell))}


@each_engine
@each_workbook
@pytest.mark.slow
def test_a_fill_is_up_to_date_and_right(engine: Engine, name: str) -> None:
    """After a fill nothing asks for another one, and all numbers are the core's."""
    answers = [expected(name, contents) for contents in filled(name)]
    typings = [typing(layout(name), contents) for contents in filled(name)]
    wrong = []
    for number, (answer, shown) in enumerate(
        zip(answers, engine.each(book(name), typings, [*answers[0], *told(name)]), strict=True)
    ):
        wrong += [f"filling {number}: {key} says {STALE}" for key in due(name, shown)]
        wrong += [f"filling {number}: {line}" for line in disagreements(shown, answer)]
        wrong += [f"filling {number}: {line}" for line in shown.errors]
    assert wrong[:20] == []


def changes(name: str, contents: dict[str, Any]) -> Iterator[tuple[str, dict[Cell, object]]]:
    """Change each number that a fill reads, one at a time."""
    where = layout(name)
    typed = typing(where, contents)
    for key in INPUTS[name]:
        for cell in cells_of(where.spots[key])[:40]:
            number = typed.get(cell)
            if isinstance(number, (int, float)) and number and counts(name, contents, key, cell):
                other = number - 1 if key.startswith("advanced") else number * 2
                yield f"{key} {cell}", {**typed, cell: other if number > 1 else number / 2}


def counts(name: str, contents: dict[str, Any], key: str, cell: Cell) -> bool:
    """Tell whether a fill reads this very cell."""
    row = cell[1] - 1 - layout(name).spots[key].row
    if key == "scenario_ceiling":
        column = cell[2] - 1 - layout(name).spots[key].column
        return contents["scenario_budget"][column] is not None
    if key == "log_amount":
        return bool(contents["log_kind"][row] == "outcome")
    if name == "channel_budget" and key in ("shape", "half", "ceiling"):
        curve = (contents["ceiling"][row], contents["half"][row])
        return None not in curve
    if key == "rate":
        return contents.get("entered") is None or contents["entered"][row] is None
    return True


@each_workbook
@pytest.mark.slow
def test_a_fill_is_out_of_date_after_a_change(name: str) -> None:
    """Whatever input of a fill changes, the workbook says natively that a fill is due."""
    silent = []
    for number, contents in enumerate(filled(name)[::3]):
        changed = list(changes(name, contents))
        typings = [cells for _, cells in changed]
        for (what, _), shown in zip(
            changed, ENGINES[1].each(book(name), typings, [*told(name)]), strict=True
        ):
            if not due(name, shown):
                silent.append(f"filling {number}: nothing is said of {what}")
    assert silent[:20] == []


def test_every_field_that_speaks_of_a_fill_is_watched() -> None:
    """A worked text that holds the words is among those, or is read by one of them."""
    for name in NAMES:
        known = {spot.field.key for spot in layout(name).worked if spot.field.shown in TEXTS}
        assert known >= {key for key in SPOKEN[name] if key not in ("top_confident",)}
