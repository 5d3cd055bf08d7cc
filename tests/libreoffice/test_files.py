"""Files with our functions, saved and opened again by a LibreOffice that is started anew."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.formula import ArrayFormula

from funnel_addin.catalog import CATALOG
from tests.cases import load
from tests.libreoffice.calc import Office, Sheet, own_places
from tests.libreoffice.typed import Page, expected

FILTERS = {"ods": "calc8", "xlsx": "Calc MS Excel 2007 XML"}

VOLUMES = [[800.0], [400.0], [100.0]]
AFTER = [[1000.0], [500.0], [125.0]]


@pytest.mark.parametrize("kind", FILTERS)
def test_a_saved_file_still_calculates(office: Office, again: Office, tmp_path: Path, kind: str):
    """Opened again it shows the same, hard recalculated too, and follows a change."""
    book = office.new()
    sheet = Sheet(office, book)
    sheet.type(A1=100, A2=0.5, A3=0.25, C1="=FUNNEL_REQUIRED(A1;A2:A3)")
    sheet.type(C2="=FUNNEL_REQUIRED(-A1;A2:A3)", C3="=FUNNEL_WHY(C2)", C4='=IFERROR(C2;"no")')
    sheet.put([["B1:B3", "array", "=FUNNEL_REQUIRED(A1;A2:A3)"]])
    path = tmp_path / f"plan.{kind}"
    office.save(book, str(path), FILTERS[kind])
    shown = sheet.rows("A1:C4")
    office.close(book)
    book = again.open(str(path))
    opened = Sheet(again, book)
    assert opened.rows("A1:C4") == shown
    again.recalculate(book, hard=True)
    assert opened.rows("A1:C4") == shown
    opened.type(A1=125)
    assert opened.rows("B1:B3") == AFTER
    assert opened.cell("C1") == 1000
    assert "-125" in opened.cell("C3") or again.recalculate(book, hard=True)
    assert "-125" in opened.cell("C3")


@pytest.mark.parametrize("kind", FILTERS)
def test_every_function_survives_a_file(office: Office, again: Office, tmp_path: Path, kind: str):
    """One case of each function, saved and opened by another process, still shows its answer."""
    page = Page()
    cases = (next(each for each in load(one.name) if each.error is None) for one in CATALOG)
    blocks = [page.add(expected(case)) for case in cases]
    book = office.new()
    page.enter(office, book, "Cases")
    path = tmp_path / f"all.{kind}"
    office.save(book, str(path), FILTERS[kind])
    office.close(book)
    book = again.open(str(path))
    again.recalculate(book, hard=True)
    read = again.read(book, "Cases", [block.matrix for block in blocks])
    for block, rows in zip(blocks, read, strict=True):
        assert block.wanted.case.agrees(rows), block.formula


@pytest.mark.usefixtures("names_as_excel_does")
def test_an_xlsx_names_the_functions_as_excel_does(office: Office, tmp_path: Path):
    """In a saved .xlsx the formula is =FUNNEL_REQUIRED(…), so that other programs know it, too."""
    book = office.new()
    Sheet(office, book).type(A1=100, A2=0.5, A3=0.25, B1="=FUNNEL_REQUIRED(A1;A2:A3)")
    path = tmp_path / "plan.xlsx"
    office.save(book, str(path), FILTERS["xlsx"])
    office.close(book)
    assert load_workbook(path)["Sheet1"]["B1"].value == "=FUNNEL_REQUIRED(A1,A2:A3)"
    with zipfile.ZipFile(path) as archive:
        written = archive.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r"<f [^>]*>([^<]*)</f>", written) == ["FUNNEL_REQUIRED(A1,A2:A3)"]


def by_openpyxl(path: Path) -> None:
    """Write a workbook whose formulas were never calculated."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Sheet1"
    for place, content in {"A1": 100, "A2": 0.5, "A3": 0.25}.items():
        sheet[place] = content
    sheet["B1"] = ArrayFormula("B1:B3", "=FUNNEL_REQUIRED(A1,A2:A3)")
    sheet["C1"] = "=FUNNEL_REQUIRED(A1,A2:A3)"
    book.save(path)


def by_xlsxwriter(path: Path) -> None:
    """Write a workbook whose cells hold a wrong answer, as if of long ago."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Sheet1")
        sheet.write_column("A1", [100, 0.5, 0.25])
        sheet.write_array_formula("B1:B3", "{=FUNNEL_REQUIRED(A1,A2:A3)}", value=7)
        sheet.write_formula("C1", "=FUNNEL_REQUIRED(A1,A2:A3)", value=7)


@pytest.mark.parametrize("write", [by_openpyxl, by_xlsxwriter])
def test_a_file_of_another_program_calculates(office: Office, tmp_path: Path, write: Any):
    """Formulas written by a program that knows no Calc are known, and follow a change."""
    path = tmp_path / "made.xlsx"
    write(path)
    book = office.open(str(path))
    sheet = Sheet(office, book)
    office.recalculate(book, hard=True)
    assert sheet.rows("B1:B3") == VOLUMES
    assert sheet.cell("C1") == 800
    sheet.type(A1=125)
    assert sheet.rows("B1:B3") == AFTER
    assert sheet.cell("C1") == 1000
    office.close(book)


def test_without_the_extension_it_shows_name(
    office: Office, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
):
    """Where the extension is missing, a cell shows #NAME?; saved there, the formula is not lost."""
    book = office.new()
    Sheet(office, book).type(A1=100, A2=0.5, A3=0.25, B1="=FUNNEL_REQUIRED(A1;A2:A3)")
    path = tmp_path / "plan.ods"
    office.save(book, str(path), FILTERS["ods"])
    office.close(book)
    bare = own_places(tmp_path_factory.mktemp("bare"))
    with Office(tmp_path, bare) as other:
        opened = Sheet(other, other.open(str(path)))
        other.recalculate(opened.book, hard=True)
        assert opened.cell("B1")["shown"] == "#NAME?"
        saved = tmp_path / "saved.ods"
        other.save(opened.book, str(saved), FILTERS["ods"])
    book = office.open(str(saved))
    office.recalculate(book, hard=True)
    assert Sheet(office, book).cell("B1") == 800
    office.close(book)
