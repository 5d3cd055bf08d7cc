"""A large block of numbers is put into a sheet's text just as it is put in cell by cell."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest

from funnel_addin.books.xlsx import XlsxBook, lint, sheets, writing
from funnel_addin.books.xlsx.bulk import formulas_in_text
from funnel_core.errors import TemplateError
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


USUAL = {
    "a number": "<f>A{row}*2</f><v>1</v>",
    "a text with signs": '" t="str"><f>IF(A{row}&lt;&gt;2,"a"&amp;"b",B{row})</f><v>x &amp; y</v>',
    "a truth": '" s="1" t="b"><f>A{row}&gt;1</f><v>1</v>',
    "an error": '" t="e"><f>1/A{row}</f><v>#DIV/0!</v>',
    "one that sees nothing changed": "<f>Z{row}</f><v>5</v>",
    "one without a value": "<f>A{row}</f>",
    "one with an empty value": "<f>A{row}</f><v/>",
    "one that sees them all": "<f> SUM(A1:A40) </f><v>7</v>",
    "one upon another": "<f>D{row}+1</f><v>7</v>",
}
UNUSUAL = {
    "shared": '<f t="shared" ref="C1:C40" si="0">A1*2</f><v>1</v>',
    "an array": '<f t="array" ref="C{row}">A{row}*2</f><v>1</v>',
    "always computed": '<f ca="1">A{row}</f><v>1</v>',
    "with a comment": "<f>A{row}<!-- so --></f><v>1</v>",
    "a number for a sign": "<f>A{row}&#43;1</f><v>1</v>",
    "spaced": "<f >A{row}</f ><v>1</v>",
    "value first": "<v>1</v><f>A{row}</f>",
    "metadata": '" cm="1"><f>A{row}</f><v>1</v>',
    "single quotes": "<f>A{row}</f><v xml:space='preserve'>1</v>",
}


def formulas(inside: str) -> str:
    """Give a sheet of 40 rows: numbers, one kind of formula in C and plain ones in D, E and H."""
    opens, _, rest = inside.rpartition('">') if inside.startswith('"') else ("", "", inside)
    made = ""
    for row in range(1, 41):
        cell = f'<c r="C{row}{opens}">{rest.format(row=row)}</c>'
        made += (
            f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}" t="inlineStr"><is><t>f'
            f'</t></is></c>{cell}<c r="D{row}"><f>$A${row}</f><v>3</v></c>'
            f'<c r="E{row}"><f>D{row}</f><v>4</v></c><c r="H{row}"><f>G{row}</f><v>4</v></c></row>'
        )
    return f'<worksheet xmlns="{MAIN}"><sheetData>{made}</sheetData></worksheet>'


@pytest.mark.parametrize("kind", [*USUAL, *UNUSUAL])
def test_formulas_are_found_and_forgotten_alike_in_text_and_in_the_tree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """The same formulas, the same values gone, the same part; what is unusual goes by tree."""
    text = formulas({**USUAL, **UNUSUAL}[kind])
    assert (formulas_in_text(text.encode()) is not None) == (kind in USUAL)
    path = small(tmp_path / "p.xlsx", {"Goal": text}, {"Plan_All": "Goal!$A$1:$A$40"})
    grid = tuple((row + 0.5 * (row % 3),) for row in range(1, 41))
    found = []
    for name, many in (("text.xlsx", 1), ("tree.xlsx", 10**9)):
        monkeypatch.setattr(sheets, "MANY_BYTES", many)
        monkeypatch.setattr(writing, "MANY_CELLS", many)
        book = XlsxBook.open(path)
        written = dict(book.write({"Plan_All": grid}).cells)
        forgotten = set(book._forgotten)
        book.save(tmp_path / name)
        part = read_parts(tmp_path / name)["xl/worksheets/sheet1.xml"]
        found.append((written, forgotten, dict(book.formulas()), part))
    assert found[0][:3] == found[1][:3]
    assert found[0][3].replace(b"</f ", b"</f") == found[1][3].replace(b"</f ", b"</f")
    kept = found[0][3]
    assert kept.count(b"<f>G") == 40
    assert kept.count(b"<v>4</v>") == 40 + sum(row % 3 == 0 for row in range(1, 41))


@pytest.mark.parametrize("declared", ["", '<?xml version="1.0" encoding="ISO-8859-1"?>'])
def test_another_encoding_is_left_to_the_tree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, declared: str
) -> None:
    """A sheet in Latin-1 is read as it says; one that only claims to be UTF-8 is damaged."""
    text = declared + formulas("<f>A{row}</f><v>1</v>").replace("<t>f</t>", "<t>Gesamt für</t>")
    path = small(tmp_path / "p.xlsx", {"Goal": "@@"}, {"Plan_All": "Goal!$A$1:$A$40"})
    parts = read_parts(path)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, text.encode("latin-1") if b"@@" in data else data)
    monkeypatch.setattr(sheets, "MANY_BYTES", 1)
    monkeypatch.setattr(writing, "MANY_CELLS", 1)
    book = XlsxBook.open(path)
    grid = tuple((row + 0.5,) for row in range(1, 41))
    if not declared:
        with pytest.raises(TemplateError, match="is damaged: expected well-formed XML"):
            book.write({"Plan_All": grid})
        return
    book.write({"Plan_All": grid})
    book.save(path)
    part = read_parts(path)["xl/worksheets/sheet1.xml"]
    assert part.decode().count("Gesamt für") == 40
    assert part.count(b"<f>A1</f></c>") == 1


def test_a_second_write_finds_the_text_that_the_first_one_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Values gone once stay gone, and cells changed one by one in between are kept."""
    names = {"Plan_All": "Goal!$A$1:$A$40", "Plan_One": "Goal!$G$1"}
    path = small(tmp_path / "p.xlsx", {"Goal": formulas(USUAL["a number"])}, names)
    monkeypatch.setattr(sheets, "MANY_BYTES", 1)
    monkeypatch.setattr(writing, "MANY_CELLS", 2)
    book = XlsxBook.open(path)
    book.write({"Plan_All": tuple((float(row + 1),) for row in range(1, 41))})
    book.write({"Plan_One": ((9.0,),)})
    book.write({"Plan_All": tuple((float(row + 2),) for row in range(1, 41))})
    book.save(path)
    after = XlsxBook.open(path)
    assert after.read("Plan_One").values == ((9.0,),)
    assert after.read("Plan_All").values[0] == (3.0,)
    part = read_parts(path)["xl/worksheets/sheet1.xml"]
    assert b'<c r="H1"><f>G1</f></c>' in part
    assert b'<c r="H2"><f>G2</f><v>4</v></c>' in part
    assert part.count(b"<f>") == 160
