"""Every input blank or absurd, one at a time: no error value, and something is said."""

from __future__ import annotations

import random
from functools import cache

import pytest

from templates.builder.describing import Asked
from tests.templates.described import book, layout
from tests.templates.engines import ENGINES, Engine, Shown
from tests.templates.handed_out import EMPTY, NAMES
from tests.templates.sweep import ABSURD, Swept, beyond, inputs, shown, variants
from tests.templates.test_recalculation import each_engine, each_workbook
from tests.templates.workbooks import Cell, address, cells_of, constants, unlocked

WITH_EXAMPLE = pytest.mark.parametrize("with_example", [False, True], ids=["empty", "example"])
WRONG = ("text", "an error", "not available", "huge", "true")
"""What no number is: each has to be told."""

SAMPLE = 40
NOTED = ("experiment_day", "own_signed", "other_signed")
"""Typed for the reader alone: no number leans on it."""


@cache
def sample(name: str) -> list[Swept]:
    """Give some variants, the same ones every time: all of one kind for a few inputs of each."""
    chance = random.Random(20270113)
    drawn = variants(name)
    return chance.sample(drawn, min(SAMPLE, len(drawn)))


@each_workbook
@WITH_EXAMPLE
@pytest.mark.slow
def test_no_absurd_input_shows_an_error_elsewhere(name: str, with_example: bool) -> None:
    """Each input with each absurd content, alone: no other cell shows an error value.

    In the empty workbook less depends on an input than in the example: every third is tried there.
    """
    chosen = variants(name) if with_example else variants(name)[::3]
    wrong = [
        line
        for each, cells in shown(ENGINES[1], name, with_example, chosen)
        for line in beyond(each, cells)
    ]
    assert wrong[:20] == []


@each_engine
@each_workbook
@WITH_EXAMPLE
@pytest.mark.slow
def test_no_engine_shows_an_error_for_an_absurd_input(
    engine: Engine, name: str, with_example: bool
) -> None:
    """A sample of the same, in every engine."""
    wrong = [
        line
        for each, cells in shown(engine, name, with_example, sample(name))
        for line in beyond(each, cells)
    ]
    assert wrong[:20] == []


@each_workbook
@pytest.mark.slow
def test_what_is_no_number_is_told(name: str) -> None:
    """In the example, a text, an error or too much in place of a number: a sentence says so."""
    numbers = typed_numbers(name)
    chosen = [each for each in variants(name) if each.kind in WRONG and each.cell in numbers]
    typings = [{}, *({each.cell: ABSURD[each.kind]} for each in chosen)]
    before, *after = [told(cells) for cells in ENGINES[1].each(book(name, True), typings)]
    silent = [str(each) for each, now in zip(chosen, after, strict=True) if now <= before]
    assert silent[:20] == []


def told(cells: Shown) -> set[tuple[Cell, str]]:
    """Give the sentences that say what to put right, and where they stand."""
    return {
        (cell, value)
        for cell, value in cells.values.items()
        if isinstance(value, str) and ("Check" in value or "put right" in value)
    }


def typed_numbers(name: str) -> set[Cell]:
    """Give the cells of the example in which a person has typed a number."""
    stands = constants(book(name, True))
    return {
        cell
        for spot in layout(name).of_kind(Asked)
        if spot.field.shown not in ("text", "note") and spot.field.key not in NOTED
        for cell in cells_of(spot)
        if isinstance(stands.get(cell), (int, float))
    }


@each_workbook
def test_the_sweep_knows_every_cell_that_is_unlocked(name: str) -> None:
    """Whatever a person may type into is an input or an output of a fill."""
    known = {cell for spot in inputs(layout(name)) for cell in cells_of(spot)}
    path = EMPTY[NAMES.index(name)]
    assert [address(cell) for cell in unlocked(path.read_bytes()) if cell not in known] == []
    assert {each.kind for each in variants(name)} == set(ABSURD)
