"""What our lint sees and Microsoft's validator does not, fault by fault."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from funnel_addin.books.xlsx import lint
from tests.books.parts import change_part
from tests.books.rich import build
from tests.books.small import MAIN, small

GOOD = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1+1</f><v>2</v></c></row>'


def sentences(path: Path) -> list[str]:
    return [problem.sentence for problem in lint(path)]


def test_a_sound_workbook(tmp_path: Path) -> None:
    """Nothing is found where nothing is wrong."""
    assert sentences(small(tmp_path / "p.xlsx", {"Goal": GOOD}, {"Plan_A": "Goal!$A$1"})) == []


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ('<row r="2"/><row r="1"/>', "Goal!1:1: this row stands after row 2"),
        ('<row r="2"/><row r="2"/>', "Goal!2:2: this row is there twice"),
        ('<row r="1"><c r="B1"/><c r="A1"/></row>', "Goal!A1: this cell stands after column B"),
        ('<row r="1"><c r="A1"/><c r="A1"/></row>', "Goal!A1: this cell is there twice"),
        ('<row r="1"><c r="A2"/></row>', "Goal!A2: this cell stands in row 1"),
        ('<row r="1"><c r="A1" s="9"/></row>', "Goal!A1: its style is number 9 of 4"),
        ('<row r="1"><c r="A1" t="s"><v>3</v></c></row>', "Goal!A1: its text is number 3 of 0"),
        (
            '<row r="1"><c r="A1"><f t="shared" si="4"/></c></row>',
            "its shared formula 4 is written nowhere",
        ),
        (
            f'<worksheet xmlns="{MAIN}"><sheetData/><mergeCells><mergeCell ref="A1:B2"/>'
            '<mergeCell ref="B2:C3"/></mergeCells></worksheet>',
            "Goal!B2: two merged cells lie over one another here",
        ),
        (
            f'<worksheet xmlns="{MAIN}"><sheetData/><dataValidations><dataValidation sqref="A1">'
            "<formula1>Gone!$A$1:$A$5</formula1></dataValidation></dataValidations></worksheet>",
            "uses Gone!$A$1:$A$5: it points to the sheet “Gone”",
        ),
        (
            f'<worksheet xmlns="{MAIN}"><sheetData/><conditionalFormatting sqref="A1"><cfRule '
            'type="expression" priority="1"><formula>#REF!&gt;1</formula></cfRule>'
            "</conditionalFormatting></worksheet>",
            "uses #REF!>1: it points to cells that were deleted",
        ),
    ],
)
def test_faults_of_a_sheet(tmp_path: Path, rows: str, sentence: str) -> None:
    """Rows, cells, indexes, merges and rules, each told with its address."""
    found = sentences(small(tmp_path / "p.xlsx", {"Goal": rows}))
    assert len(found) == 1
    assert sentence in found[0]


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [
        ("SUM(A1", "do not balance"),
        ("SUM(A1))", "do not balance"),
        ('"a"&"b', "do not balance"),
        ("{1,2)", "do not balance"),
        ("tbl[[Rate]", "do not balance"),
        ("XLOOKUP(1,A1:A3,B1:B3)", "XLOOKUP must be written _xlfn.XLOOKUP"),
        ("_xlfn.FILTER(A1:A3,B1:B3)", "FILTER must be written _xlfn._xlws.FILTER"),
        ("BETA.DIST(A1,1,2,TRUE)", "BETA.DIST must be written _xlfn.BETA.DIST"),
        ("SUM(A1#)", "must say _xlfn.ANCHORARRAY"),
        ("@A1:A3", "must say _xlfn.SINGLE"),
        ("Gone!A1", "the sheet “Gone”, which the workbook does not have"),
        ("Nowhere+1", "the name Nowhere, which is defined nowhere"),
        ("Goal!#REF!", "points to cells that were deleted"),
        ("tblGone[Rate]", "points to tblGone[Rate], which no table of the workbook has"),
    ],
)
def test_faults_of_a_formula(tmp_path: Path, formula: str, sentence: str) -> None:
    """The same faults are told in a cell and in a name."""
    rows = f'<row r="1"><c r="A1"><f>{escape(formula)}</f></c></row>'
    in_cell = sentences(small(tmp_path / "a.xlsx", {"Goal": rows}))
    in_name = sentences(small(tmp_path / "b.xlsx", {"Goal": GOOD}, {"Plan_A": formula}))
    assert len(in_cell) == len(in_name) == 1
    assert sentence in in_cell[0]
    assert sentence in in_name[0]


@pytest.mark.parametrize(
    "formula",
    [
        '"(unclosed [ in a text"&A1', "'It''s (odd'!A1", "_xlfn.XLOOKUP(1,A1:A3,B1:B3)",
        "_xlfn._xlws.SORT(A1:A3)", "MY_FUNCTION(A1)", "_xlfn.LET(_xlpm.x,1,_xlpm.x)", "LOG10(A1)",
        "AGGREGATE(9,5,A1:A3)", "[1]Goal!A1", "Own(A1)", "1E-5+.5", "A1:A3 B1:B3", "-A1%",
    ],
)  # fmt: skip
def test_formulas_without_fault(tmp_path: Path, formula: str) -> None:
    """Look-alikes of faults are left in peace."""
    rows = f'<row r="1"><c r="A1"><f>{escape(formula)}</f></c></row>'
    names = {"Own": "_xlfn.LAMBDA(_xlpm.x,_xlpm.x)"}
    path = small(tmp_path / "p.xlsx", {"Goal": rows, "It's (odd": ""}, names)
    assert sentences(path) == []


@pytest.mark.parametrize(
    ("part", "old", "new", "sentence"),
    [
        ("xl/tables/table1.xml", 'name="Leads"', 'name="Lead"', "its header cell holds 'Leads'"),
        ("xl/calcChain.xml", 'r="G4"', 'r="G9"', "the calculation chain lists G9"),
        ("xl/charts/chart1.xml", "Funnel!$C$2:$C$6", "Gone!$C$2:$C$6", "the sheet “Gone”"),
        (
            "xl/workbook.xml",
            '<definedName name="Wins"',
            '<definedName name="WINS">1</definedName><definedName name="Wins"',
            "the name WINS is defined 2 times",
        ),
    ],
)
def test_faults_between_parts(tmp_path: Path, part: str, old: str, new: str, sentence: str) -> None:
    """A table and its header cells, the calculation chain, charts and names must agree."""
    path = build(tmp_path / "rich.xlsm")
    change_part(path, part, lambda text: text.replace(old, new))
    found = sentences(path)
    assert any(sentence in each for each in found), found
