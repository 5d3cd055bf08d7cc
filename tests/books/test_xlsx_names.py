"""Where names stand, and the sentence for each way in which a name can be unfit."""

from __future__ import annotations

from pathlib import Path

import pytest

from funnel_addin.books.port import Place, Problem
from funnel_addin.books.xlsx import XlsxBook
from tests.books.small import small

ROWS = '<row r="1"><c r="A1"><v>1</v></c></row>'


def place_of(path: Path, text: str) -> Place | Problem:
    """Open a workbook in which Plan_X stands for `text`, and look the name up."""
    sheets = {"Goal": ROWS, "Bob's plan": ROWS, "Q1": ROWS}
    return XlsxBook.open(small(path / "plan.xlsx", sheets, {"Plan_X": text})).places()["Plan_X"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Goal!$B$2", "Goal!B2"),
        ("Goal!B2", "Goal!B2"),
        ("goal!$B$2:$B$9", "Goal!B2:B9"),
        ("Goal!$C$9:$B$2", "Goal!B2:C9"),
        ("'Bob''s plan'!$A$1", "'Bob''s plan'!A1"),
        ("'Q1'!$A$1", "'Q1'!A1"),
        ("Goal!$A$1:Goal!$A$3", "Goal!A1:A3"),
        ("(Goal!$A$1)", "Goal!A1"),
        ("Goal!$XFD$1048576", "Goal!XFD1048576"),
    ],
)
def test_blocks_of_cells(tmp_path: Path, text: str, address: str) -> None:
    """A rectangle on one sheet is a place, however it is written."""
    assert str(place_of(tmp_path, text)) == address


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("#REF!", "points nowhere"),
        ("Goal!#REF!", "points nowhere"),
        ("Gone!$A$1", "points to the sheet “Gone”, which this workbook does not have"),
        ("Goal!$A$1048577", "points outside the sheet"),
        ("Goal!$XFE$1", "points outside the sheet"),
        ("Goal!$A$0", "points outside the sheet"),
        ("42", "stands for a constant"),
        ('"Goal!A1"', "stands for a constant"),
        ("Goal!$A$1*2", "expected one block of cells"),
        ("SUM(Goal!$A$1:$A$3)", "stands for a formula"),
        ("OFFSET(Goal!$A$1,0,0,3,1)", "stands for a formula"),
        ("Goal!$A$1:$A$3,Goal!$C$1:$C$3", "stands for several blocks"),
        ("[1]Goal!$A$1", "points into another workbook"),
        ("'[1]My sheet'!$A$1", "points into another workbook"),
        ("Goal:Q1!$A$1", "runs through several sheets"),
        ("Goal!$A:$A", "covers whole columns or rows"),
        ("Goal!$1:$2", "covers whole columns or rows"),
        ("tblGone[Rate]", "points to the table tblGone, which this workbook does not have"),
        ("", "stands for nothing"),
    ],
)
def test_names_that_are_no_block(tmp_path: Path, text: str, sentence: str) -> None:
    """Each kind of unfit name is told with its own sentence, and what to do."""
    found = place_of(tmp_path, text)
    assert isinstance(found, Problem)
    assert sentence in found.sentence
    assert "define the name anew" in found.sentence


def test_names_are_found_whatever_their_capitals(tmp_path: Path) -> None:
    """Spreadsheets ignore case in names; so do we, in looking up and in the prefix."""
    path = small(tmp_path / "p.xlsx", {"Goal": ROWS}, {"PLAN_target": "Goal!$A$1", "Other": "1"})
    book = XlsxBook.open(path)
    assert list(book.places()) == ["PLAN_target"]
    assert "plan_TARGET" in book.places()
    assert book.read("Plan_Target").values == ((1,),)


def test_a_name_of_one_sheet_only(tmp_path: Path) -> None:
    """A name confined to a sheet is no name of the workbook; beside one it does no harm."""
    local = '<definedName name="Plan_X" localSheetId="0">Goal!$A$1</definedName>'
    book = XlsxBook.open(small(tmp_path / "a.xlsx", {"Goal": ROWS}, local))
    found = book.places()["Plan_X"]
    assert isinstance(found, Problem)
    assert "for the sheet “Goal” only" in found.sentence
    both = local + '<definedName name="Plan_X" hidden="1">Goal!$A$2</definedName>'
    book = XlsxBook.open(small(tmp_path / "b.xlsx", {"Goal": ROWS}, both))
    assert str(book.places()["Plan_X"]) == "Goal!A2"


def test_a_name_twice(tmp_path: Path) -> None:
    """The same name twice, if only in other capitals, could mean either."""
    twice = (
        '<definedName name="Plan_X">Goal!$A$1</definedName>'
        '<definedName name="PLAN_X">Goal!$A$2</definedName>'
    )
    found = XlsxBook.open(small(tmp_path / "a.xlsx", {"Goal": ROWS}, twice)).places()["plan_x"]
    assert isinstance(found, Problem)
    assert "defined 2 times" in found.sentence


def test_merged_cells(tmp_path: Path) -> None:
    """A name over one whole merged cell is that cell; one that holds hidden cells is refused."""
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="2"><c r="B2"><v>5</v></c><c r="C2"/></row></sheetData>'
        '<mergeCells count="1"><mergeCell ref="B2:C2"/></mergeCells></worksheet>'
    )
    names = {"Plan_A": "Goal!$B$2:$C$2", "Plan_B": "Goal!$B$2", "Plan_C": "Goal!$C$2",
             "Plan_D": "Goal!$C$1:$C$3", "Plan_E": "Goal!$B$1:$B$3"}  # fmt: skip
    places = XlsxBook.open(small(tmp_path / "m.xlsx", {"Goal": sheet}, names)).places()
    assert [str(places[f"Plan_{n}"]) for n in "ABE"] == ["Goal!B2", "Goal!B2", "Goal!B1:B3"]
    for name in ("Plan_C", "Plan_D"):
        problem = places[name]
        assert isinstance(problem, Problem)
        assert "the merged cell Goal!B2:C2 hides" in problem.sentence


def test_unfit_names_are_not_written(tmp_path: Path) -> None:
    """Writing reports an unfit, an unknown and a misshapen grid, and writes the others."""
    names = {"Plan_A": "Goal!$A$1", "Plan_B": "#REF!", "Plan_C": "Goal!$A$2:$A$3"}
    book = XlsxBook.open(small(tmp_path / "p.xlsx", {"Goal": ROWS}, names))
    written = book.write(
        {
            "Plan_A": ((2,),),
            "Plan_B": ((2,),),
            "Plan_C": ((1, 2),),
            "Plan_D": ((1,),),
        }
    )
    assert dict(written.cells) == {"Goal!A1": 2}
    sentences = [problem.sentence for problem in written.problems]
    assert len(sentences) == 3
    assert "points nowhere" in sentences[0]
    assert "has 2 × 1 cells (rows × columns), got 1 × 2 values" in sentences[1]
    assert "has no name Plan_D" in sentences[2]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "x" * 32_768])
def test_what_no_cell_can_hold(tmp_path: Path, value: float | str) -> None:
    """NaN, an infinity and a text that is too long are a problem, and nothing is written."""
    book = XlsxBook.open(small(tmp_path / "p.xlsx", {"Goal": ROWS}, {"Plan_A": "Goal!$A$1"}))
    written = book.write({"Plan_A": ((value,),)})
    assert not written.cells
    assert "Plan_A (Goal!A1) cannot be written" in written.problems[0].sentence
