"""No stored value is left wrong, whatever formulas a workbook holds."""

from __future__ import annotations

import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

import formulon
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from funnel_addin.books.port import column_letters
from funnel_addin.books.xlsx import XlsxBook
from tests.books.parts import read_parts
from tests.books.small import MAIN, small

SHEETS = ("Goal", "Bob's data", "Q1")
ROWS, COLUMNS = 5, 4

names = st.sampled_from(["Goal!", "'Bob''s data'!", "'Q1'!", "", ""])
columns = st.sampled_from("ABCD")
dollars = st.sampled_from(["", "$"])
row_numbers = st.integers(1, ROWS).map(str)
cells = st.builds("".join, st.tuples(dollars, columns, dollars, row_numbers))
ranges = st.builds(
    lambda sheet, first, last: f"{sheet}{first}:{last}", names, cells, cells
) | st.builds(lambda sheet, column: f"{sheet}{column}:{column}", names, columns)
single = st.builds(lambda sheet, cell: sheet + cell, names, cells) | st.sampled_from(
    ["Rate", "Total", "Twice(Goal!A1)"]
)
numbers = st.integers(-9, 9).map(str)
operands = single | numbers
formulas = (
    st.builds(lambda a, op, b: f"{a}{op}{b}", operands, st.sampled_from(["+", "-", "*"]), operands)
    | st.builds(lambda area: f"SUM({area})", ranges)
    | st.builds(lambda area, b: f'SUMIF({area},">0")+{b}', ranges, operands)
    | st.builds(lambda a, b, c: f"IF({a}>0,{b},{c})", operands, operands, operands)
    | st.builds(lambda area, i: f"INDEX({area},{i},1)", ranges, st.integers(1, 2))
    | st.builds(lambda cell: f'INDIRECT("Goal!{cell}")', cells)
    | st.builds(lambda cell, b: f"OFFSET({cell},1,0)*{b}", cells, operands)
    | st.builds(lambda area: f"_xlfn.LET(_xlpm.x,SUM({area}),_xlpm.x+1)", ranges)
    | st.builds(lambda a: f'IF({a}>3,"high","low")', operands)
)
contents = st.one_of(st.none(), st.integers(-5, 5), formulas.map(lambda text: "=" + text))
grids = st.lists(contents, min_size=ROWS * COLUMNS, max_size=ROWS * COLUMNS)


Values = dict[tuple[int, int], tuple[str, str]]


def rows_of(contents: list[object], values: Values) -> str:
    """Write a sheet's rows; a formula gets the value that an engine gives it."""
    rows = []
    for row in range(ROWS):
        made = ""
        for column in range(COLUMNS):
            content = contents[row * COLUMNS + column]
            address = f"{column_letters(column + 1)}{row + 1}"
            if isinstance(content, str):
                kind, text = values.get((row, column), ("n", None))
                value = "" if text is None else f"<v>{escape(text)}</v>"
                made += f'<c r="{address}" t="{kind}"><f>{escape(content[1:])}</f>{value}</c>'
            elif content is not None:
                made += f'<c r="{address}"><v>{content}</v></c>'
        rows.append(f'<row r="{row + 1}">{made}</row>')
    return "".join(rows)


NAMES = {
    "Plan_A": "Goal!$A$1",
    "Plan_B": "'Bob''s data'!$B$2:$B$3",
    "Rate": "Goal!$B$2",
    "Total": "SUM(Goal!$A$1:$A$5)",
    "Twice": "_xlfn.LAMBDA(_xlpm.x,_xlpm.x*2+'Q1'!$D$5)",
}


def as_stored(value: formulon.Value) -> tuple[str, str]:
    """Give the type and the text with which a cell holds an engine's value."""
    kind = value.kind
    if kind is formulon.ValueKind.NUMBER:
        return "n", repr(value.number)
    if kind is formulon.ValueKind.BOOL:
        return "b", str(int(value.boolean))
    if kind is formulon.ValueKind.TEXT:
        return "str", value.text
    if kind is formulon.ValueKind.ERROR:
        return "e", formulon.error_display_name(value.error_code)
    return "n", "0"


def recalculated(data: bytes) -> list[Values]:
    """Give every sheet's values as an engine that nobody here wrote computes them."""
    with formulon.Workbook.load(data) as book:
        book.recalc()
        return [
            {
                (row, column): as_stored(book.get_value(sheet, row, column))
                for row in range(ROWS)
                for column in range(COLUMNS)
            }
            for sheet in range(len(SHEETS))
        ]


def stored(path: Path, sheet: int) -> Values:
    """Give the types and texts of the values that a sheet's part holds."""
    root = etree.fromstring(read_parts(path)[f"xl/worksheets/sheet{sheet + 1}.xml"])
    found = {}
    for cell in root.iter(f"{{{MAIN}}}c"):
        value = cell.find(f"{{{MAIN}}}v")
        address = cell.get("r")
        if value is not None:
            at = int(address[1:]) - 1, ord(address[0]) - 65
            found[at] = cell.get("t", "n"), value.text or ""
    return found


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(
    st.lists(grids, min_size=3, max_size=3),
    st.integers(-9, 9) | st.none(),
    st.lists(st.integers(-9, 9), min_size=2, max_size=2),
)
def test_no_stored_value_is_left_wrong(
    sheets: list[list[object]], one: int | None, two: list[int]
) -> None:
    """After a fill each value still stored is what an engine computes for the filled workbook."""
    sheets[0][0] = 1
    sheets[1][5], sheets[1][9] = 2, 3
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.xlsx"
        for known in ([{}, {}, {}], None):
            values = recalculated(path.read_bytes()) if known is None else known
            rows = {
                name: rows_of(sheet, values[at])
                for at, (name, sheet) in enumerate(zip(SHEETS, sheets, strict=True))
            }
            small(path, rows, NAMES)
        book = XlsxBook.open(path)
        book.write({"Plan_A": ((one,),), "Plan_B": tuple((value,) for value in two)})
        book.save(path)
        right = recalculated(path.read_bytes())
        for at in range(len(SHEETS)):
            for cell, (kind, text) in stored(path, at).items():
                assert kind == right[at][cell][0], (at, cell)
                if kind == "n":
                    assert float(text) == pytest.approx(float(right[at][cell][1])), (at, cell)
                else:
                    assert text == right[at][cell][1], (at, cell)


@pytest.mark.parametrize(
    ("formula", "hangs"),
    [
        ("A1", True), ("$A$1", True), ("B1", False), ("A2:B9", False), ("A:A", True),
        ("B:B", False),
        ("1:1", True), ("2:3", False), ("Goal!A1", True), ("'Q1'!A1", False),
        ("SUM(Goal:'Q1'!A1)", True), ("SUM('Goal:Q1'!A1)", True), ("SUM('Goal:Q1'!B1)", False),
        ("Rate", False), ("Plan_A*2", True), ("Goal!Plan_A", True), ("Total", True),
        ('"A1"', False), ('"a""A1"&B1', False), ("LOG10(B1)", False), ("A1B", True),
        ("NOW()", True), ("RAND()", True), ('INDIRECT("B1")', True), ("OFFSET(B1,0,0)", True),
        ("MY_OWN(B1)", True), ("_xlfn.XLOOKUP(1,B1:B3,C1:C3)", False),
        ("_xlfn.XLOOKUP(1,B1:B3,A1:A3)", True), ("_xlfn.ANCHORARRAY(B1)", False), ("B1#", False),
        ("SUM(B1:INDEX(C:C,3))", True), ("SUMIF(B1:B3,1,C1)", True),
        ("SUMIF(B1:B3,1,C1:C3)", False),
        ("[1]Goal!A1", False), ("'[1]Bob''s'!A1", False), ("#REF!A1", False), ("Gone!A1", False),
        ("TRUE", False), ("{1,2;3,4}", False), ("1E5+B1", False), ("@A1:A3", True),
        ("_xlfn.LET(_xlpm.a,B1,_xlpm.a*2)", False), ("_xlfn.LET(_xlpm.a,A1,_xlpm.a*2)", True),
        ("Relative", True), ("Nowhere", True), ("(A1,B1) C:C", True), ("SUM((B1,C1))", False),
        ("A1048577", True), ("IF(B1,", False),
    ],
)  # fmt: skip
def test_what_a_formula_hangs_on(tmp_path: Path, formula: str, hangs: bool) -> None:
    """Each way to refer to A1, and each look-alike, is told apart; riddles hang on everything."""
    rows = f'<row r="1"><c r="A1"><v>1</v></c><c r="Z1"><f>{escape(formula)}</f><v>7</v></c></row>'
    more = {**NAMES, "Relative": "Goal!C1"}
    path = small(tmp_path / "p.xlsx", {"Goal": rows, "Bob's data": "", "Q1": ""}, more)
    book = XlsxBook.open(path)
    book.write({"Plan_A": ((2,),)})
    book.save(path)
    assert (b"<v>7</v>" not in read_parts(path)["xl/worksheets/sheet1.xml"]) == hangs


def test_a_data_table_hangs_on_its_edges_and_inputs(tmp_path: Path) -> None:
    """All cells of a what-if table lose their values when an input or an edge changes."""
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="C2"><f>A1*2</f><v>2</v></c></row>'
        '<row r="3"><c r="B3"><v>5</v></c><c r="C3"><f t="dataTable" ref="C3:C4" dt2D="0" dtr="0" '
        'r1="A1"/><v>10</v></c></row><row r="4"><c r="B4"><v>6</v></c><c r="C4"><v>12</v></c></row>'
    )
    path = small(
        tmp_path / "p.xlsx", {"Goal": rows}, {"Plan_A": "Goal!$B$4", "Plan_T": "Goal!$C$4"}
    )
    book = XlsxBook.open(path)
    assert book.formulas_in("Plan_T") == ((True,),)
    book.write({"Plan_A": ((7,),)})
    book.save(path)
    text = read_parts(path)["xl/worksheets/sheet1.xml"].decode()
    assert "<v>10</v>" not in text
    assert "<v>12</v>" not in text
    assert "<v>2</v>" in text


def test_a_long_chain_and_many_ranges_end(tmp_path: Path) -> None:
    """Ten thousand formulas, each on the one before, and running sums over them, are all stale."""
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>SUM(A$1:A1)</f><v>0</v></c></row>'
    rows += "".join(
        f'<row r="{n}"><c r="A{n}"><f>A{n - 1}+1</f><v>0</v></c>'
        f'<c r="B{n}"><f>SUM(A$1:A{n})</f><v>0</v></c></row>'
        for n in range(2, 5001)
    )
    path = small(tmp_path / "p.xlsx", {"Goal": rows}, {"Plan_A": "Goal!$A$1"})
    book = XlsxBook.open(path)
    book.write({"Plan_A": ((2,),)})
    book.save(path)
    assert b"<v>0</v>" not in read_parts(path)["xl/worksheets/sheet1.xml"]
