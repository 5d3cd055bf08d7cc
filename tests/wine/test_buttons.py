"""The buttons of the Funnel tab, pressed over COM: those that need no workbook in front."""

from __future__ import annotations

from pathlib import Path

from funnel_addin.books.xlsx import XlsxBook
from funnel_addin.catalog import CATALOG
from tests.wine.excel import PlayedExcel
from tests.wine.windows import Windows


def test_a_new_workbook_is_saved_where_excel_saves(
    excel: PlayedExcel, windows: Windows, tmp_path: Path
):
    """The button New answers a path of Windows, and the template lies there."""
    told = excel.pressed("new", "", windows.path(tmp_path))
    assert told == windows.path(tmp_path / "funnel_plan.xlsx")
    assert "Plan_Target" in XlsxBook.open(tmp_path / "funnel_plan.xlsx").places()


def test_the_templates_are_named(excel: PlayedExcel):
    """What can be made new is told, a line each."""
    assert excel.pressed("templates").splitlines() == ["funnel_plan"]


def test_the_page_of_help_is_written(excel: PlayedExcel):
    """The button Help answers the path of a page that tells of every function."""
    path = excel.pressed("help_page")
    page = excel.evaluated(f"open({path!r}, encoding='utf-8').read()")
    assert all(function.name in page for function in CATALOG)


def test_no_workbook_in_front_is_told(excel: PlayedExcel):
    """Pressed with only the add-in open, Fill and Check say what they need."""
    for button in ("fill", "check"):
        assert "workbook" in excel.pressed(button, None).removeprefix("\x1b")
