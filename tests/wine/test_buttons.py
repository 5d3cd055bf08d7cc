"""The buttons of the Funnel tab, pressed over COM, where nothing is written to a workbook."""

from __future__ import annotations

from pathlib import Path

from funnel_addin.books.xlsx import XlsxBook
from funnel_addin.catalog import CATALOG
from funnel_addin.templates import TEMPLATES
from tests.wine.excel import PlayedExcel
from tests.wine.front import Front
from tests.wine.windows import Windows

PLAN = Front(
    rows=[["Target", 100.0], ["Rates", 0.5], [None, 0.25]],
    names={
        "Plan_Target": "=Goal!$B$1",
        "Plan_Rates": "=Goal!$B$2:$B$3",
        "Plan_Required": "=Goal!$D$1:$D$3",
    },
)


def test_a_new_workbook_is_saved_where_excel_saves(
    excel: PlayedExcel, windows: Windows, tmp_path: Path
):
    """The button New answers a path of Windows, and the template lies there."""
    told = excel.pressed("new", "funnel_plan", windows.path(tmp_path))
    assert told == windows.path(tmp_path / "funnel_plan.xlsx")
    assert "Plan_Target" in XlsxBook.open(tmp_path / "funnel_plan.xlsx").places()


def test_the_templates_are_named(excel: PlayedExcel):
    """What can be made new is told, a line each."""
    assert excel.pressed("templates").splitlines() == [each.name for each in TEMPLATES]


def test_the_page_of_help_is_written(excel: PlayedExcel):
    """The button Help answers the path of a page that tells of every function."""
    path = excel.pressed("help_page")
    page = excel.evaluated(f"open({path!r}, encoding='utf-8').read()")
    assert all(function.name in page for function in CATALOG)


def test_no_workbook_in_front_is_told(excel: PlayedExcel):
    """Pressed with only the add-in open, Fill and Check say what they need."""
    for button in ("fill", "check"):
        assert "workbook" in excel.pressed(button, None).removeprefix("\x1b")


def test_the_workbook_in_front_is_checked(excel: PlayedExcel):
    """Names, cells and formulas of another process are read; what a fill would do is told."""
    told = excel.pressed("check", PLAN)
    assert told.startswith("plan.xlsx: nothing is wrong. A fill would write 3 cells.")


def test_what_is_wrong_in_the_workbook_in_front_is_told(excel: PlayedExcel):
    """A rate that is none is named with its cell."""
    wrong = Front(rows=[["Target", 100.0], ["Rates", 0.5], [None, 47.0]], names=PLAN.names)
    assert "Goal!B3 is 47" in excel.pressed("check", wrong)


def test_a_fill_calls_back_the_excel_that_waits_for_it(excel: PlayedExcel):
    """Cells are written while Excel waits for the answer; what a person typed over is kept."""
    (first, filled), (again, kept) = excel.filled(PLAN, [{}, {"B1": 200.0, "D2": 777.0}], "D1:D3")
    assert first.startswith("plan.xlsx: Wrote 3 cells.")
    assert filled == [[800.0], [400.0], [100.0]]
    assert "Goal!D2 holds 777; the plan says 800" in again
    assert kept == [[1600.0], [777.0], [200.0]]
