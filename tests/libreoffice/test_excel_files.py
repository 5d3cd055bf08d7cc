"""Workbooks that Excel saved with its own add-in loaded, opened in Calc."""

from __future__ import annotations

import csv
import subprocess
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.libreoffice.calc import Office, Sheet, codes, other_person
from tests.libreoffice.excel_file import PERCENT, TEXT, Formula, write
from tests.libreoffice.test_following import wait_until

VOLUMES = [[800.0], [400.0], [100.0]]
AFTER = [[1000.0], [500.0], [125.0]]
DOWN_C = [800, 5, "[1]!FUNNEL_CAC(", "#NUM!", 100, 100]
REQUIRED = "[1]!FUNNEL_REQUIRED(A1,A2:A3)"
NOT_OURS = {"A1": Formula("[1]!OTHER(1)", 7), "A2": Formula("FUNNEL_OTHER(1)", 7)}

CELLS = {
    **{"A1": 100, "B1": Formula(REQUIRED, 800, "B1:B3"), "C1": Formula(REQUIRED, 800)},
    "D1": Formula(REQUIRED, 800, "D1:D3", spilled=True),
    **{"A2": 0.5, "B2": 400, "C2": Formula("1+[1]!FUNNEL_CAC([1]!FUNNEL_CAC(A1,5),5)", 5)},
    **{"D2": 400, "E2": Formula("C2*2", 10)},
    **{"A3": 0.25, "B3": 100, "C3": Formula('IF(TRUE,"[1]!FUNNEL_CAC(")', "[1]!FUNNEL_CAC(")},
    **{"D3": 100, "E3": Formula("Cost*2", 200)},
    **{"C4": Formula("[1]!FUNNEL_CAC(500,0)", "#NUM!"), "D4": Formula("[1]!FUNNEL_WHY(C4)", "!")},
    **{"C5": Formula("_xldudf_FUNNEL_CAC(500,5)", 100), "D5": "=[1]!FUNNEL_CAC(500,5)"},
    "C6": Formula("FUNNEL_CAC(500,5)", 100),
}
NAMES = {"Cost": "[1]!FUNNEL_CAC(500,5)", "Goal": "Sheet1!$A$1"}


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """Give a workbook that holds the functions in all the ways in which Excel keeps them."""
    return write(tmp_path / "from excel.xlsx", CELLS, NAMES)


def test_the_addins_functions_show_their_answers(office: Office, saved: Path):
    """Alone, nested, in arrays, spilled, in names: they answer, hard recalculated too."""
    book = office.open(str(saved))
    sheet = Sheet(office, book)
    for _ in range(2):
        assert sheet.rows("B1:B3") == sheet.rows("D1:D3") == VOLUMES
        assert [row[0] for row in codes(sheet.rows("C1:C6"))] == DOWN_C
        assert sheet.rows("E2:E3") == [[10], [200]]
        assert "'customers' must be from 1 up" in sheet.cell("D4")
        assert sheet.cell("D5") == "=[1]!FUNNEL_CAC(500,5)"
        office.recalculate(book, hard=True)
    sheet.type(A1=125)
    assert sheet.rows("B1:B3") == sheet.rows("D1:D3") == AFTER
    assert sheet.rows("C1:C2") == [[1000], [6]]
    assert sheet.cell("E2") == 12
    office.close(book)


def test_a_name_alone_is_known_again(office: Office, tmp_path: Path):
    """A call that stands in a defined name, and in no cell, answers as well."""
    path = write(tmp_path / "name.xlsx", {"A1": Formula("Cost*2", 200)}, NAMES)
    book = office.open(str(path))
    office.recalculate(book, hard=True)
    assert Sheet(office, book).cell("A1") == 200
    assert office.state(book) == [False, []]
    office.close(book)


def test_a_plan_that_excel_saved_is_followed(office: Office, tmp_path: Path):
    """FUNNEL_REQUIRED() without arguments reads the workbook's names, and follows them."""
    cells = {"A1": 100, "B1": Formula("[1]!FUNNEL_REQUIRED()", 800, "B1:B3", spilled=True)}
    cells |= {"A2": 0.5, "B2": 400, "A3": 0.25, "B3": 100}
    names = {"Plan_Target": "Sheet1!$A$1", "Plan_Rates": "Sheet1!$A$2:$A$3"}
    book = office.open(str(write(tmp_path / "plan.xlsx", cells, names)))
    sheet = Sheet(office, book)
    assert sheet.rows("B1:B3") == VOLUMES
    sheet.type(A1=125)
    wait_until(lambda: sheet.cell("B1") == 1000)
    assert sheet.rows("B1:B3") == AFTER
    office.close(book)


@pytest.mark.usefixtures("names_as_excel_does")
def test_saved_again_it_names_the_functions_alone(office: Office, saved: Path, tmp_path: Path):
    """Calc writes them without the file of Excel's add-in, as Excel reads them on any computer."""
    book = office.open(str(saved))
    path = tmp_path / "again.xlsx"
    office.save(book, str(path), "Calc MS Excel 2007 XML")
    office.close(book)
    sheet = load_workbook(path)["Sheet1"]
    assert sheet["B1"].value.text == sheet["C1"].value == "=FUNNEL_REQUIRED(A1,A2:A3)"
    assert (sheet["B1"].value.ref, sheet["D1"].value.ref) == ("B1:B3", "D1:D3")
    assert sheet["C3"].value == '=IF(TRUE(),"[1]!FUNNEL_CAC(")'


def test_nothing_is_to_be_saved_or_undone(office: Office, tmp_path: Path):
    """The cells keep their looks, and a person finds the workbook as if just opened."""
    cells = {
        "A1": Formula("[1]!FUNNEL_CAC(1,2)", 0.5, look=PERCENT),
        "A2": Formula("[1]!FUNNEL_CAC(1,2)", 0.5, look=TEXT),
        "A3": Formula("[1]!FUNNEL_CAC(1,2)", 0.5),
    }
    book = office.open(str(write(tmp_path / "looks.xlsx", cells)))
    sheet = Sheet(office, book)
    assert sheet.rows("A1:A3") == [[0.5]] * 3
    assert sheet.shown("A1") == "50.00%"
    looks = [office.look(book, "Sheet1", f"A{row}", "CharWeight") for row in (1, 2, 3)]
    assert looks == [["0.00%", 150], ["@", 100], ["General", 100]]
    assert office.state(book) == [False, []]
    office.close(book)


def test_rows_that_a_filter_hides_answer_too(office: Office, tmp_path: Path):
    """A hidden row is no reason to show #NAME? once it is shown."""
    cells = {"A1": "show", "B1": "cost"}
    for row in range(2, 6):
        cells |= {f"A{row}": row % 2, f"B{row}": Formula("[1]!FUNNEL_CAC(500,5)", 100)}
    filtered = (
        '<autoFilter ref="A1:B5"><filterColumn colId="0"><filters><filter val="0"/></filters>'
        "</filterColumn></autoFilter>"
    )
    path = write(tmp_path / "filtered.xlsx", cells, after=filtered, hidden=frozenset((3, 5)))
    book = office.open(str(path))
    office.recalculate(book, hard=True)
    assert Sheet(office, book).rows("B2:B5") == [[100]] * 4
    office.close(book)


def test_a_protected_sheet_is_left_alone(office: Office, tmp_path: Path):
    """It shows what Excel showed last, or #NAME?, and FUNNEL_WHY says what to do."""
    cells = {
        "A1": Formula("[1]!FUNNEL_CAC(500,5)", 100),
        "A2": Formula("[1]!FUNNEL_CAC(1,0)", "#NUM!"),
    }
    path = write(tmp_path / "protected.xlsx", cells, NAMES, after='<sheetProtection sheet="1"/>')
    book = office.open(str(path))
    assert Sheet(office, book).cell("A1") == 100
    assert office.formula(book, "Sheet1", "A1") == "=[1]!FUNNEL_CAC(500;5)"
    mine = Sheet(office, book, "Mine")
    mine.type(A1="=FUNNEL_WHY($Sheet1.A2)")
    assert "its sheet is protected: unprotect it" in mine.cell("A1")
    office.close(book)


def test_what_is_not_ours_is_left_alone(office: Office, tmp_path: Path):
    """Functions of other add-ins, and those that only begin as ours do, stay as they are."""
    book = office.open(str(write(tmp_path / "others.xlsx", NOT_OURS)))
    assert Sheet(office, book).rows("A1:A2") == [[7], [7]]
    shown = [office.formula(book, "Sheet1", each).lower() for each in ("A1", "A2")]
    assert shown == ["=[1]!other(1)", "=funnel_other(1)"]
    assert office.state(book) == [False, []]
    office.close(book)


@pytest.mark.parametrize("kind", ["csv", "ods"])
def test_a_converted_file_holds_the_answers(
    places: dict[str, str], saved: Path, tmp_path: Path, kind: str
):
    """`soffice --headless --convert-to` writes what Calc would show."""
    environment = other_person(places, tmp_path / "other")
    command = ["soffice", "--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(saved)]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=60)
    converted = tmp_path / f"from excel.{kind}"
    if kind == "csv":
        with converted.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.reader(lines))
        assert [row[:3] for row in rows[:2]] == [["100", "800", "800"], ["0.5", "400", "5"]]
        assert rows[3][2] == "#NUM!"
    else:
        content = zipfile.ZipFile(converted).read("content.xml").decode()
        assert "#NAME?" not in content
        assert content.count("of:=FUNNEL.REQUIRED(") == 3
