"""A large block of numbers is put into a sheet's text just as it is put in cell by cell."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from funnel_addin.books.xlsx import XlsxBook, lint, writing
from tests.books.parts import read_parts
from tests.books.small import MAIN, small

ROWS, COLUMNS = 300, 8


def sheet(kind: str) -> str:
    """Give a sheet whose block B3:I302 is of some kind, with other cells around it."""
    choose = random.Random(3)
    made = '<row r="1"><c r="A1"><v>1</v></c></row>'
    for row in range(3, 3 + ROWS):
        cells = f'<c r="A{row}" t="inlineStr"><is><t>a &lt;b&gt;</t></is></c>'
        for column in "BCDEFGHI":
            number = round(choose.random() * 1000, 1)
            held = "" if kind == "blank" or choose.random() < 0.1 else f"<v>{number}</v>"
            if kind == "texts" and row == 77 and column == "D":
                cells += f'<c r="D{row}" t="inlineStr"><is><t>x</t></is></c>'
            elif kind != "gaps" or row != 99 or column != "E":
                cells += (
                    f'<c r="{column}{row}" s="3">{held}</c>'
                    if held
                    else (f'<c r="{column}{row}" s="3"/>')
                )
        cells += f'<c r="J{row}"><f>SUM(B{row}:I{row})</f><v>7</v></c>' if row % 9 == 0 else ""
        made += f'<row r="{row}" ht="20">{cells}</row>' if kind != "none" else ""
    columns = '<cols><col min="3" max="4" width="9" style="3"/></cols>'
    return (
        f'<worksheet xmlns="{MAIN}"><dimension ref="A1:J9"/>{columns}<sheetData>{made}</sheetData>'
        '<mergeCells count="1"><mergeCell ref="L1:M2"/></mergeCells></worksheet>'
    )


@pytest.mark.parametrize("kind", ["numbers", "blank", "texts", "gaps", "none"])
def test_both_ways_give_the_same_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """In text or cell by cell: the same values, the same stale formulas, the same record."""
    path = small(tmp_path / "p.xlsx", {"Goal": sheet(kind)}, {"Plan_All": "Goal!$B$3:$I$302"})
    choose = random.Random(4)
    grid = tuple(
        tuple(choose.choice([0.1, 3, -2.5, 1e21, 1000.0, -0.0]) for _ in range(COLUMNS))
        for _ in range(ROWS)
    )
    records = []
    for name, many in (("text.xlsx", 1), ("cells.xlsx", 10**9)):
        monkeypatch.setattr(writing, "MANY_CELLS", many)
        book = XlsxBook.open(path)
        records.append(dict(book.write({"Plan_All": grid}).cells))
        book.save(tmp_path / name)
        assert lint(tmp_path / name) == []
        assert XlsxBook.open(tmp_path / name).read("Plan_All").values == grid
        assert b"<v>7</v>" not in read_parts(tmp_path / name)["xl/worksheets/sheet1.xml"]
    assert records[0] == records[1]
    one, other = (read_parts(tmp_path / name) for name in ("text.xlsx", "cells.xlsx"))
    assert one == other


def test_unchanged_numbers_touch_nothing(tmp_path: Path) -> None:
    """The same block again leaves the file as it is, to the byte."""
    path = small(tmp_path / "p.xlsx", {"Goal": sheet("numbers")}, {"Plan_All": "Goal!$B$3:$I$302"})
    book = XlsxBook.open(path)
    grid = tuple((float(at),) * COLUMNS for at in range(ROWS))
    book.write({"Plan_All": grid})
    book.save(path)
    before = path.read_bytes()
    again = XlsxBook.open(path)
    assert not again.write({"Plan_All": grid}).cells
    again.save(path)
    assert path.read_bytes() == before
