"""The shipped template, open in Excel with its formulas, and the buttons pressed on it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from funnel_addin import buttons
from funnel_addin.books.xlsx import XlsxBook
from funnel_addin.cli.workbooks import DEMO
from funnel_addin.fill import fill
from funnel_addin.templates import calculates_as_shipped
from tests.excel_engine import App, BookOf, as_xlwings, excel

LONG_AGO = datetime.date(2026, 1, 5)
"""A day that is over: whichever day the button is pressed on, and past whatever midnight."""

CONFIDENT = "I8:I20"
"""What no formula of the template works out."""


@pytest.fixture
def app() -> Iterator[App]:
    """Give the Excel in memory."""
    with excel() as running:
        yield running


@pytest.fixture
def book(app: App, tmp_path: Path) -> BookOf:
    """Make a workbook by the button, type the worked case into it, and open it."""
    path = Path(buttons.new("funnel_plan", str(tmp_path)))
    made = XlsxBook.open(path)
    fill(made, DEMO, LONG_AGO, calculates_as_shipped(made))
    made.save(path, overwrite=True)
    return opened(app, path)


def opened(app: App, path: Path) -> BookOf:
    """Open a workbook file in the Excel in memory: values, formulas, names, merged cells."""
    book = app.book(path.name)
    shown = openpyxl.load_workbook(path, data_only=True)
    for sheet in (typed := openpyxl.load_workbook(path)):
        held = book.sheet(sheet.title)
        held.protected = sheet.protection.sheet
        held.merges += [
            (each.min_row, each.min_col, each.max_row, each.max_col)
            for each in sheet.merged_cells.ranges
        ]
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            value = shown[sheet.title][cell.coordinate].value
            if value is None and cell.value is None:
                continue
            at = held.at(cell.row, cell.column)
            whole = isinstance(value, int) and not isinstance(value, bool)
            at.value = float(value) if whole else value
            at.formula = cell.value if str(cell.value).startswith("=") else ""
            at.locked = cell.protection.locked
    book.names.update({name: f"={each.attr_text}" for name, each in typed.defined_names.items()})
    return book


def test_the_template_is_filled_beside_its_formulas(book: BookOf) -> None:
    """The volumes at the confidence are written; no formula is touched, none is called wrong.

    Where the sheet is protected the box says how to lift that, before all else.
    """
    front, funnel = as_xlwings(book), book.sheet("Funnel")
    wanted = funnel.values(CONFIDENT)
    formulas = {at: cell.formula for at, cell in funnel.cells.items() if cell.formula}
    told = buttons.fill(front)
    assert told.startswith("funnel_plan.xlsx: In sync: nothing had to change.\n\nTo know:\n")
    assert "Plan_Pace stays blank: it needs Plan_Actuals" in told
    funnel.fill("I8", [[None]] * 13)
    funnel.protected = funnel.at(8, 9).locked = True
    told = buttons.fill(front)
    assert "\n\nLeft out:\n  'Plan_Required_Confident' was not written: Funnel!I8 is " in told
    assert "(lift its protection in Review > Unprotect Sheet)" in told
    funnel.protected = False
    told = buttons.check(front)
    assert told.startswith("funnel_plan.xlsx: nothing is wrong. A fill would write 9 cells.")
    told = buttons.fill(front)
    assert told.startswith("funnel_plan.xlsx: Wrote 9 cells.")
    assert "Plan_Filled, 2 cells: Start!F22 is 20" in told
    assert book.sheet("Start").values("G22") == [["Excel button"]]
    assert "Plan_Required_Confident, 7 cells: Funnel!I8 is " in told
    assert funnel.values(CONFIDENT) == wanted
    assert {at: cell.formula for at, cell in funnel.cells.items() if cell.formula} == formulas


def test_a_template_without_a_target_says_what_to_type(book: BookOf) -> None:
    """The cell that waits is named, and nothing is written."""
    book.sheet("Goal").fill("C6", [[None]])
    told = buttons.fill(as_xlwings(book))
    assert told.startswith(f"{buttons.ERROR}funnel_plan.xlsx: 'Plan_Target' is blank: ")
    assert "(Goal!C6)" in told
    assert told.endswith("Nothing was written.")
    assert not book.writes
