"""Every native formula against the core, on fillings of all kinds, in engines of other makers."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from templates.builder.describing import Worked
from tests.templates.agreement import TEXTS, answered, disagreements, expected, oracle_of
from tests.templates.described import NAMES, book, layout
from tests.templates.engines import ENGINES, Engine, missing
from tests.templates.referring import headings, read_by
from tests.templates.workbooks import Cell, address, cells_of, typing

ENOUGH = 200

each_engine = pytest.mark.parametrize(
    "engine",
    [
        pytest.param(
            engine,
            id=engine.name,
            marks=pytest.mark.skipif(bool(missing(engine.name)), reason=missing(engine.name)),
        )
        for engine in ENGINES
    ],
)
each_workbook = pytest.mark.parametrize("name", NAMES)


@cache
def fillings(name: str) -> list[dict[str, Any]]:
    """Give the fillings of a workbook."""
    module = importlib.import_module(f"tests.templates.fillings.{name}")
    found: list[dict[str, Any]] = module.fillings()
    return found


@cache
def answers(name: str) -> list[dict[Cell, Any]]:
    """Give what the core says to each filling, cell by cell."""
    return [expected(name, contents) for contents in fillings(name)]


@each_engine
@each_workbook
@pytest.mark.slow
def test_every_formula_answers_as_the_core_does(engine: Engine, name: str) -> None:
    """200 fillings, from poisoned results: every number as the core gives it, and no error."""
    assert len(fillings(name)) >= ENOUGH
    typings = (typing(layout(name), contents) for contents in fillings(name))
    found = engine.each(book(name), typings, [*answers(name)[0]])
    wrong = [
        f"filling {number}: {line}"
        for number, (answer, shown) in enumerate(zip(answers(name), found, strict=True))
        for line in (*disagreements(shown, answer), *shown.errors)
    ]
    assert wrong[:20] == []


@each_workbook
def test_every_number_on_a_sheet_has_an_oracle(name: str) -> None:
    """A worked number that people see is held against the core; none is left out."""
    without = [
        spot.field.key
        for spot in layout(name).worked
        if spot.sheet != "Workings"
        and spot.field.shown not in TEXTS
        and spot.field.key not in answered(name)
    ]
    assert without == []


@each_workbook
def test_every_working_has_an_oracle_or_shows_in_one(name: str) -> None:
    """A working without an oracle of its own is read by a field that has one, or that speaks."""
    where = layout(name)
    spoken = {spot.field.key for spot in where.worked if spot.field.shown in TEXTS}
    held = read_by(where, {*answered(name), *spoken})
    held |= headings(where)
    loose = [spot.field.key for spot in where.worked if spot.field.key not in held]
    assert loose == []


@each_workbook
def test_an_oracle_answers_fields_in_their_shape(name: str) -> None:
    """A list for a field along an axis, rows for one along two: no answer is read twice."""
    oracle = oracle_of(name)(layout(name), fillings(name)[0])
    wrong = []
    for key, spot in answered(name).items():
        depth, answer = 0, getattr(oracle, key)
        while isinstance(answer, list):
            depth, answer = depth + 1, answer[0]
        if depth != (spot.down is not None) + (spot.across is not None):
            wrong.append(key)
    assert wrong == []


@pytest.mark.slow
@each_workbook
def test_texts_are_texts(name: str) -> None:
    """A field of words shows a text or nothing, whatever is typed."""
    engine = ENGINES[1]
    words = {
        cell: spot.field.key
        for spot in layout(name).worked
        if spot.field.shown in TEXTS
        and isinstance(spot.field, Worked)
        and spot.field.key not in answered(name)
        for cell in cells_of(spot)
    }
    typings = [typing(layout(name), contents) for contents in fillings(name)[::5]]
    wrong = [
        f"{words[cell]} at {address(cell)} shows {value!r}"
        for shown in engine.each(book(name), typings, [*words])
        for cell, value in shown.values.items()
        if not isinstance(value, (str, type(None)))
    ]
    assert wrong[:20] == []


def kinds(name: str, key: str) -> Iterator[Any]:
    """Give what a workbook's fillings hold of one field, cell by cell."""
    for contents in fillings(name):
        content = contents.get(key)
        yield from content if isinstance(content, list) else [content]


def test_the_fillings_of_a_plan_cover_what_people_type() -> None:
    """1 to 12 steps; every goal; counts, computed and typed rates; blanks; zero weights."""
    plans = fillings("funnel_plan")
    used = [sum(rate is not None for rate in plan["rate"]) for plan in plans]
    kind = {type(rate).__name__ for rate in kinds("funnel_plan", "rate")}
    assert set(range(1, 13)) <= set(used)
    assert {"float", "Fraction", "NoneType"} <= kind
    assert {"profit", "customers ", "revenue", "Revenue", None} <= {p.get("goal") for p in plans}
    assert 0.0 in kinds("funnel_plan", "weight")
    assert any(plan["target"] != int(plan["target"]) for plan in plans if plan["target"])
    assert max(plan["target"] or 0 for plan in plans) >= 10**12
    blank = {"target", "value", "start", "end", "actual", "volume", "lag"}
    assert {key for plan in plans for key in blank if plan.get(key) is None} == blank
