"""Cells that follow when what they refer to changes, compared with the core each time."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from funnel_addin import functions
from funnel_addin.catalog import CATALOG, WorksheetFunction
from funnel_addin.templates import template_path
from funnel_core.errors import FunnelError
from tests.cases import Case
from tests.libreoffice.calc import Office, Sheet, codes
from tests.libreoffice.typed import Expected, Page

RATES = [[0.5], [0.25], [0.4], [0.1]]


def answered(function: str, arguments: list[Any]) -> list[list[Any]]:
    """Give what the core answers: rows, or an error's code."""
    try:
        return [list(row) for row in functions.call(function, arguments)]
    except FunnelError as error:
        return [[error.code]]


@pytest.mark.parametrize("function", CATALOG, ids=lambda each: each.name)
def test_each_function_follows_its_first_number(sheet: Sheet, function: WorksheetFunction):
    """A number of the documented example is changed, and the cells show the core's new answer."""
    arguments = json.loads(function.example)
    page = Page()
    value = [list(row) for row in functions.call(function.name, arguments)]
    case = Case(function.name, "its example", arguments, value, None, "", 0.0)
    block = page.add(Expected(case))
    page.enter(sheet.office, sheet.book, sheet.name)
    assert case.agrees(sheet.rows(block.matrix))
    first = arguments[0]
    changed = [[first * 0.5]] if not isinstance(first, list) else [list(row) for row in first]
    if isinstance(first, list):
        changed[0][0] = first[0][0] * 2
    sheet.type(A1=changed[0][0])
    new = answered(function.name, [changed, *arguments[1:]])
    shown = codes(sheet.rows(block.matrix))
    assert codes(sheet.rows(block.single)) == [[new[0][0]]]
    # an error fills all of a matrix
    assert shown == (new if len(new) == len(shown) else [new[0] * len(row) for row in shown])


def test_a_chain_of_edits_is_followed_step_by_step(sheet: Sheet):
    """Fifty edits at random, good and bad: after each the cells show what the core answers."""
    chance = random.Random(20270101)
    rates = [list(row) for row in RATES]
    for number, row in enumerate(rates):
        sheet.type(**{f"A{number + 1}": row[0]})
    sheet.type(B1=100, C1="=FUNNEL_REQUIRED(B1;A1:A4)", C2="=C1+1")
    for _ in range(50):
        row, rate = chance.randrange(4), chance.choice([0.3, 0.75, 1, 0, 47, -0.1, "47%"])
        rates[row][0] = rate
        sheet.type(**{f"A{row + 1}": rate})
        shown = answered("FUNNEL_REQUIRED", [100, rates])[0][0]
        after = shown if isinstance(shown, str) else shown + 1
        assert codes(sheet.rows("C1:C2")) == [[shown], [after]]


def test_a_row_inserted_in_the_range_is_part_of_it(sheet: Sheet):
    """A step typed into a row inserted between two others counts; until then its blank is told."""
    for number, row in enumerate(RATES):
        sheet.type(**{f"A{number + 2}": row[0]})
    sheet.type(C1="=FUNNEL_REQUIRED(100;A2:A5)", D1="=FUNNEL_WHY(C1)")
    sheet.office.insert_rows(sheet.book, "Sheet1", 3, 1)
    assert sheet.cell("C1")["shown"] == "#VALUE!"
    sheet.office.recalculate(sheet.book, hard=True)
    assert "row 3 is blank" in sheet.cell("D1")
    sheet.type(A4=0.8)
    rates = [*RATES[:2], [0.8], *RATES[2:]]
    assert sheet.cell("C1") == functions.call("FUNNEL_REQUIRED", [100, rates])[0][0]


def wait_until(come: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for Calc to be idle, which is when it looks after its listeners."""
    end = time.monotonic() + seconds
    while not come() and time.monotonic() < end:
        time.sleep(0.1)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the template, filled with a plan by our own command."""
    path = tmp_path_factory.mktemp("plan") / "plan.xlsx"
    plan = ("--wins", "100", "--rates", "50%,25%,40%")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "funnel_addin.cli",
            "fill",
            str(template_path("funnel_plan")),
            "-o",
            str(path),
            *plan,
        ],
        check=True,
        capture_output=True,
    )
    return path


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_without_arguments_it_reads_the_plan_of_its_spreadsheet(
    office: Office, filled: Path, tmp_path: Path, kind: str
):
    """=FUNNEL_REQUIRED() shows the plan's volumes and, once Calc is idle, a new target's."""
    path = filled
    book = office.open(str(path))
    if kind == "ods":
        path = tmp_path / "plan.ods"
        office.save(book, str(path), "calc8")
        office.close(book)
        book = office.open(str(path))
    mine = Sheet(office, book, "Mine")
    mine.put([["A1:A4", "array", "=FUNNEL_REQUIRED()"], ["B1", "formula", "=FUNNEL_REQUIRED()"]])
    assert mine.rows("A1:A4") == [[2000], [1000], [250], [100]]
    assert mine.cell("B1") == 2000
    where, _, cell = office.names(book)["Plan_Target"].replace("$", "").rpartition(".")
    Sheet(office, book, where.strip("'")).type(**{cell: 200})
    wait_until(lambda: mine.cell("B1") == 4000)
    assert mine.rows("A1:A4") == [[4000], [2000], [500], [200]]
    assert mine.cell("B1") == 4000
    mine.type(C1="=FUNNEL_REQUIRED(Plan_Target;Plan_Rates)")
    Sheet(office, book, where.strip("'")).type(**{cell: 300})
    assert mine.cell("C1") == 6000  # with its arguments it follows at once
    office.close(book)


@pytest.fixture
def planned(sheet: Sheet) -> Sheet:
    """Give a plan by its names, a target in A1 and rates in A2:A3, and in B1:B3 what it needs."""
    sheet.type(A1=100, A2=0.5, A3=0.25)
    sheet.office.name(sheet.book, "Plan_Target", "$Sheet1.$A$1")
    sheet.office.name(sheet.book, "Plan_Rates", "$Sheet1.$A$2:$A$3")
    sheet.put([["B1:B3", "array", "=FUNNEL_REQUIRED()"]])
    return sheet


def test_undo_and_redo_take_it_along(planned: Sheet):
    """Each step of a person's is one step back, and the volumes are those of what is shown."""
    office, book = planned.office, planned.book
    assert planned.rows("B1:B3") == [[800], [400], [100]]
    time.sleep(0.5)
    steps = office.state(book)[1]
    for target in (200, 300):
        planned.type(A1=target)
        wait_until(lambda: planned.cell("B1") == 8 * planned.cell("A1"))
        assert planned.rows("B1:B3") == [[8 * target], [4 * target], [target]]
    assert len(office.state(book)[1]) == len(steps) + 2
    for do, target in (
        (office.undo, 200),
        (office.undo, 100),
        (office.redo, 200),
        (office.redo, 300),
    ):
        do(book)
        wait_until(lambda: planned.cell("B1") == 8 * planned.cell("A1"))
        assert planned.rows("A1:B1") == [[target, 8 * target]]
    assert len(office.state(book)[1]) == len(steps) + 2


def test_a_plan_that_other_formulas_work_out(planned: Sheet):
    """Its target is a formula's, and formulas work on with its answer: no Err:522, no Err:523."""
    planned.type(D1=5, D2="=FUNNEL_CAC(1000;D1)", A1="=D2/2", C1="=SUM(B1:B3)+FUNNEL_CAC(B1;1)")
    for customers in (5, 10, 4):
        planned.type(D1=customers)
        target = 500 / customers
        wait_until(lambda: planned.cell("B3") == 500 / planned.cell("D1"))
        for hard in (False, True):
            planned.office.recalculate(planned.book, hard=hard)
            assert planned.rows("B1:B3") == [[8 * target], [4 * target], [target]]
            assert codes(planned.rows("C1")) == [[21 * target]]
