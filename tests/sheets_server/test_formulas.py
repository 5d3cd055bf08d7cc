"""The calculator: formulas that people type, and all of our own workbook's."""

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import gspread
import pytest

from tests.sheets_server import SheetsServer
from tests.sheets_server.formulas import Calculator

TEMPLATES = Path(__file__).parents[2] / "templates"
EXAMPLE = TEMPLATES / "funnel_plan_example.xlsx"
UNFORMATTED = {"valueRenderOption": "UNFORMATTED_VALUE"}


@pytest.mark.parametrize(
    ("formula", "worth"),
    [
        ("=1+2*3", 7),
        ("=-2^2", 4),
        ("=2^3^2", 64),
        ("=10%*5", 0.5),
        ("= 1 / 1024", 1 / 1024),
        ('="a"&1&TRUE', "a1TRUE"),
        ('="a"="A"', True),
        ('=A9=""', True),
        ("=A9=0", True),
        ("=SUM(A1:A3)", 6),
        ("=SUM(A:A)", 6),
        ("=SUM(Other!A1,Whole)", 16),
        ("=AVERAGE(B1:B3)", "#DIV/0!"),
        ("=COUNTA(A1:B3)", 4),
        ('=IF(A1>1,1/0,"small")', "small"),
        ("=IFERROR(1/0,7)", 7),
        ("=ISERROR(1/0)", True),
        ("=IF(1/0,1,2)", "#DIV/0!"),
        ("=CHOOSE(2,1/0,5)", 5),
        ("=SUMPRODUCT((A1:A3>1)*A1:A3)", 5),
        ("=INDEX(A1:A3,2)", 2),
        ("=INDEX(A1:A3,9)", "#REF!"),
        ("=MATCH(3,A1:A3,0)", 3),
        ('=MATCH("x",A1:A3,0)', "#N/A"),
        ("=ROUND(2.5)", 3),
        ("=ROUND(-1.005,2)", -1.01),
        ("=ROUNDUP(1.01,1)", 1.1),
        ('=FIXED(1234.5,1)&""', "1,234.5"),
        ("=EDATE(D1,1)", 46081),
        ("=YEAR(D1)*100+MONTH(D1)", 202601),
        ("=AND(A1,A2)", True),
        ("=B1+1", "#VALUE!"),
        ("=A1:A3+1", "#VALUE!"),
        ("=0/0", "#DIV/0!"),
        ("=10^400", "#NUM!"),
        ("=(0-1)^0.5", "#NUM!"),
        ("=Other!B1", "#REF!"),
        ("=ROWS(Other!ZZ1:ZZ2)", "#REF!"),
        ("=Gone", "#NAME?"),
        ("=GONE(1)", "#NAME?"),
        ("=SUM(1", "#ERROR!"),
        ("=1 2", "#ERROR!"),
        ("=#N/A", "#N/A"),
        ("=ABS()", "#N/A"),
    ],
)
def test_a_formula_comes_to_what_sheets_says(
    server: SheetsServer, sheet_id: str, formula: str, worth: Any
) -> None:
    """A1:A3 hold 1, 2, 3; B1 a text; D1 the last day of January; Other!B1 looks at itself."""
    server.act(
        sheet_id,
        [
            {"add_tab": "Other"},
            {"edit": "Other!A1:B1", "value": [[10, "=B1"]]},
            {"edit": "Sheet1!A1:B3", "value": [[1, "x"], [2, ""], [3, ""]]},
            {"edit": "Sheet1!D1", "value": "2026-01-31"},
            {"define_name": "Whole", "as": "Sheet1!A1:A3"},
            {"edit": "Sheet1!E1", "value": formula},
        ],
    )
    context = server.app.person(sheet_id)
    found = context.calculator.value(context.book.sheets[0], 0, 4)
    assert getattr(found, "code", found) == pytest.approx(worth)


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.xlsx")), ids=lambda path: path.stem)
def test_every_formula_of_our_workbooks_comes_to_what_was_stored(
    server: SheetsServer, path: Path
) -> None:
    """Another engine worked the stored results out; here they are forgotten, and found again."""
    book = server.book(server.upload(path.read_bytes()))
    stored = {}
    for sheet in book.sheets:
        for place, cell in list(sheet.cells.items()):
            if cell.formula:
                stored[sheet.title, place] = cell.value
                sheet.cells[place] = replace(cell, value=None)
    calculator = Calculator(book)
    assert len(stored) > 800
    for (title, (row, column)), was in stored.items():
        tab = book.titled(title)
        assert tab is not None
        now = calculator.value(tab, row, column)
        if isinstance(was, float) and isinstance(now, float):
            assert math.isclose(now, was, rel_tol=1e-12), (title, row, column)
        else:
            assert now == was, (title, row, column)


def test_the_workbook_answers_when_a_person_edits_an_input(
    server: SheetsServer, gc: gspread.Client
) -> None:
    """Twice the target needs twice the volumes, in the native formulas of the sheet itself."""
    sheet_id = server.upload(EXAMPLE.read_bytes())
    book = gc.open_by_key(sheet_id)
    before = book.values_get("Plan_Required", UNFORMATTED)["values"]
    server.act(sheet_id, [{"edit": "Plan_Target", "value": 2_000_000}])
    after = book.values_get("Plan_Required", UNFORMATTED)["values"]
    assert after[0][0] == 2 * before[0][0] == 1_280_000


def test_a_long_chain_of_formulas_is_no_crash(server: SheetsServer, sheet_id: str) -> None:
    """A running sum over five thousand rows, asked for at its end, upwards and downwards."""
    down = [[1], *([f"=A{row}+1"] for row in range(1, 5000))]
    up = [*([f"=B{row}+1"] for row in range(2, 5001)), [1]]
    server.act(sheet_id, [{"resize_tab": "Sheet1", "rows": 5000}, {"edit": "A1", "value": down}])
    server.act(sheet_id, [{"edit": "B1", "value": up}])
    context = server.app.person(sheet_id)
    assert context.calculator.value(context.book.sheets[0], 4999, 0) == 5000
    assert context.calculator.value(context.book.sheets[0], 0, 1) == 5000
