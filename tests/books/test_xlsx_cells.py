"""Values of every kind, read and written, in files of every kind of producer."""

from __future__ import annotations

import datetime
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from funnel_addin.books.port import CellErrorValue
from funnel_addin.books.xlsx import XlsxBook, lint
from funnel_core.errors import TemplateError
from tests.books.parts import read_parts, write_parts
from tests.books.small import MAIN, small

KINDS = (
    '<row r="1"><c r="A1"><v>12</v></c><c r="B1"><v>1.5E-3</v></c><c r="C1" t="b"><v>1</v></c>'
    '<c r="D1" t="e"><v>#N/A</v></c><c r="E1" t="s"><v>0</v></c><c r="F1" t="str"><f>""</f><v></v>'
    '</c><c r="G1" t="inlineStr"><is><r><t>in</t></r><r><t xml:space="preserve">line </t></r>'
    '<rPh sb="0" eb="1"><t>no</t></rPh></is></c><c r="H1" s="1"><v>46388</v></c>'
    '<c r="I1" s="2"><v>46388.75</v></c><c r="J1" s="3"><v>0.5</v></c><c r="K1" s="1"/>'
    '<c r="M1" t="d"><v>2027-01-01T00:00:00</v></c><c r="N1" t="inlineStr"><is>'
    "<t>a_x000D_b</t></is></c></row>"
)
VALUES = (
    12, 0.0015, True, CellErrorValue("#N/A"), "text & more", "", "inline ",
    datetime.date(2027, 1, 1), datetime.datetime(2027, 1, 1, 18), 0.5, None, None, 46_388, "a\rb",
)  # fmt: skip


def one_row(path: Path, rows: str, columns: str = "N", **more: object) -> XlsxBook:
    names = {"Plan_Row": f"Goal!$A$1:${columns}$1"}
    return XlsxBook.open(small(path / "p.xlsx", {"Goal": rows}, names, **more))


def test_every_kind_of_value_is_read(tmp_path: Path) -> None:
    """Numbers, truth, errors, shared, inline and formula texts, days and times, and blanks."""
    book = one_row(tmp_path, KINDS, texts=("text & more",))
    block = book.read("Plan_Row")
    assert block.values == (VALUES,)
    assert [type(value) for value in block.values[0]] == [type(value) for value in VALUES]
    assert [at for at, formula in enumerate(book.formulas_in("Plan_Row")[0]) if formula] == [5]


def test_days_count_from_1904_where_the_workbook_says_so(tmp_path: Path) -> None:
    """The same day has another number in a workbook of the 1904 date system."""
    rows = '<row r="1"><c r="A1" s="1"><v>44926</v></c></row>'
    book = one_row(tmp_path, rows, "A", date1904=True)
    assert book.read("Plan_Row").values == ((datetime.date(2027, 1, 1),),)
    book.write({"Plan_Row": ((datetime.date(2028, 2, 29),),)})
    book.save(tmp_path / "out.xlsx")
    again = XlsxBook.open(tmp_path / "out.xlsx")
    assert again.read("Plan_Row").values == ((datetime.date(2028, 2, 29),),)


@pytest.mark.parametrize(("number", "day"), [(1, (1900, 1, 1)), (59, (1900, 2, 28)),
                                             (61, (1900, 3, 1)),
                                             (2_958_465, (9999, 12, 31))])  # fmt: skip
def test_the_first_and_the_last_days(
    tmp_path: Path, number: int, day: tuple[int, int, int]
) -> None:
    """1900 has a 29 February in spreadsheets; days on both sides of it are right."""
    book = one_row(tmp_path, f'<row r="1"><c r="A1" s="1"><v>{number}</v></c></row>', "A")
    assert book.read("Plan_Row").values == ((datetime.date(*day),),)
    assert not book.write({"Plan_Row": ((datetime.date(*day),),)}).cells


def test_a_formula_without_a_value_says_so(tmp_path: Path) -> None:
    """A formula that no spreadsheet has computed cannot serve as an input."""
    book = one_row(tmp_path, '<row r="1"><c r="A1"><f>1+1</f></c></row>', "A")
    with pytest.raises(
        TemplateError, match=r"Goal!A1\) holds a formula without a stored value: open"
    ):
        book.read("Plan_Row")


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [('t="s"><v>7', "one of 1 shared texts, got number '7'"), ("><v>1,5", "a number, got '1,5'")],
)
def test_damaged_cells(tmp_path: Path, cell: str, sentence: str) -> None:
    """A cell whose content makes no sense is named."""
    book = one_row(tmp_path, f'<row r="1"><c r="A1" {cell}</v></c></row>', "A", texts=("x",))
    with pytest.raises(TemplateError, match=f"Goal!A1 should hold {sentence}"):
        book.read("Plan_Row")


def test_what_is_written_is_read_again_by_us_and_by_openpyxl(tmp_path: Path) -> None:
    """Every kind of value comes back as it was written, in styled and in missing cells."""
    book = one_row(tmp_path, KINDS, texts=("text & more",))
    new = (-7, 1e20, False, CellErrorValue("#NUM!"), " <b>\n", None, "_x0041_", None,
           datetime.datetime(2028, 2, 29, 6), 0.1 + 0.2, datetime.date(2028, 1, 1), "new", None,
           "\u0007bell")  # fmt: skip
    written = book.write({"Plan_Row": (new,)})
    assert len(written.cells) == 13, "a blank over the formula in F1 leaves it as it is"
    book.save(tmp_path / "out.xlsx")
    assert lint(tmp_path / "out.xlsx") == []
    read = XlsxBook.open(tmp_path / "out.xlsx").read("Plan_Row").values[0]
    assert read == (*new[:5], "", *new[6:])
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["Goal"]
    assert [sheet.cell(1, column).value for column in (1, 2, 3, 5, 12)] == [
        -7, 1e20, False, " <b>\n", "new",
    ]  # fmt: skip


def test_a_blanked_cell_keeps_its_style(tmp_path: Path) -> None:
    """None takes the value away and leaves the cell as it looks."""
    book = one_row(tmp_path, '<row r="1"><c r="A1" s="1" vm="1"><v>4</v></c></row>', "A")
    book.write({"Plan_Row": ((None,),)})
    book.save(tmp_path / "out.xlsx")
    assert b'<c r="A1" s="1"/>' in read_parts(tmp_path / "out.xlsx")["xl/worksheets/sheet1.xml"]


def test_new_cells_stand_in_order_and_take_their_columns_style(tmp_path: Path) -> None:
    """Cells are put between, before and after others; rows too; the sheet's own note is widened."""
    sheet = (
        f'<worksheet xmlns="{MAIN}"><dimension ref="B3:D3"/><cols><col min="1" max="3" width="9" '
        'style="2"/></cols><sheetData><row r="3" spans="2:4"><c r="B3"><v>1</v></c>'
        '<c r="D3"><v>2</v>'
        '</c></row><row r="9" s="1" customFormat="1"/></sheetData></worksheet>'
    )
    path = small(tmp_path / "p.xlsx", {"Goal": sheet}, {"Plan_All": "Goal!$A$2:$E$9"})
    book = XlsxBook.open(path)
    grid = tuple(tuple(float(10 * row + column) for column in range(1, 6)) for row in range(2, 10))
    book.write({"Plan_All": grid})
    book.save(tmp_path / "out.xlsx")
    assert lint(tmp_path / "out.xlsx") == []
    assert XlsxBook.open(tmp_path / "out.xlsx").read("Plan_All").values[6][3] == 84
    text = read_parts(tmp_path / "out.xlsx")["xl/worksheets/sheet1.xml"].decode()
    root = ElementTree.fromstring(text)
    assert [row.get("r") for row in root.iter(f"{{{MAIN}}}row")] == [str(n) for n in range(2, 10)]
    assert 'ref="A2:E9"' in text
    assert '<c r="C3" s="2">' in text
    assert '<c r="E3"><v>35</v>' in text


def test_table_headers_are_not_written(tmp_path: Path) -> None:
    """A name that reaches into a table's header is refused if that would rename a column."""
    import xlsxwriter

    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet("Goal")
        sheet.add_table("A1:A3", {"columns": [{"header": "Rate"}], "data": [[1], [2]]})
        made.define_name("Plan_All", "=Goal!$A$1:$A$3")
    book = XlsxBook.open(path)
    assert not book.write({"Plan_All": (("Rate",), (1,), (5,))}).problems
    problem = book.write({"Plan_All": (("Rates",), (1,), (5,))}).problems[0]
    assert "header or totals cell of the table Table1" in problem.sentence


def odd_sheet(kind: str) -> str:
    """Give a sheet as an unusual writer writes it; A1:C2 hold 1 to 6."""
    if kind == "prefixed":
        return (
            (
                f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1">'
                '<x:c r="A1"><x:v>1</x:v></x:c>'
                '<x:c r="B1"><x:v>2</x:v></x:c><x:c r="C1"><x:f>A1+2</x:f><x:v>3</x:v>'
                "</x:c></x:row>"
                '<x:row r="2"><x:c r="A2"><x:v>4</x:v></x:c><x:c r="B2"><x:v>5</x:v></x:c>'
                '<x:c r="C2">'
                "<x:v>6</x:v></x:c></x:row></x:sheetData></x:worksheet>"
            )
            .replace("<x:worksheet", "<worksheet_x", 1)
            .replace("<worksheet_x", "<x:worksheet", 1)
        )
    if kind == "no addresses":
        return (
            "<row><c><v>1</v></c><c><v>2</v></c><c><f>A1+2</f><v>3</v></c></row>"
            "<row><c><v>4</v></c><c><v>5</v></c><c><v>6</v></c></row>"
        )
    if kind == "comments":
        return (
            '<row r="1"><!-- a --><c r="A1"><v>1</v><!-- b --></c><c r="B1">'
            "<v><![CDATA[2]]></v></c>"
            '<c r="C1"><f>A1+2</f><v>3</v></c></row><!-- c --><row r="2"><c r="A2"><v>4</v></c>'
            '<c r="B2"><v>5</v></c><c r="C2"><v>6</v></c></row>'
        )
    return (
        '<row r="1"><c r="A1" ><v >1</v></c>\n<c r="B1"><v>2.0</v></c><c r="C1"><f>A1+2</f>'
        "<v>3</v></c></row><row r='2'><c r='A2'><v>4</v></c><c r='B2' t='n'><v>5</v></c>"
        "<c r='C2'><v>6</v></c></row>"
    )


@pytest.mark.parametrize("kind", ["prefixed", "no addresses", "comments", "spaced"])
def test_odd_but_allowed_xml(tmp_path: Path, kind: str) -> None:
    """Prefixes, left-out addresses, comments and blanks in the XML are read and kept valid."""
    sheet = odd_sheet(kind)
    if kind == "prefixed":
        path = small(tmp_path / "p.xlsx", {"Goal": ""}, {"Plan_All": "Goal!$A$1:$D$3"})
        parts = read_parts(path)
        parts["xl/worksheets/sheet1.xml"] = sheet.encode()
        write_parts(path, parts)
    else:
        path = small(tmp_path / "p.xlsx", {"Goal": sheet}, {"Plan_All": "Goal!$A$1:$D$3"})
    book = XlsxBook.open(path)
    assert book.read("Plan_All").values == ((1, 2, 3, None), (4, 5, 6, None), (None,) * 4)
    new = ((7.0, 2, 9.0, 1.5), (4, 5.5, 6, "x"), (None, 1, None, None))
    written = book.write({"Plan_All": new})
    assert set(written.cells) == {"Goal!A1", "Goal!C1", "Goal!D1", "Goal!B2", "Goal!D2", "Goal!B3"}
    book.save(tmp_path / "out.xlsx")
    assert lint(tmp_path / "out.xlsx") == []
    assert XlsxBook.open(tmp_path / "out.xlsx").read("Plan_All").values == (
        (7, 2, 9, 1.5), (4, 5.5, 6, "x"), (None, 1, None, None),
    )  # fmt: skip


def test_a_strict_file(tmp_path: Path) -> None:
    """A file in ISO strict form, with its other namespaces, is read and written."""
    path = small(tmp_path / "p.xlsx", {"Goal": KINDS}, {"Plan_A": "Goal!$A$1"}, texts=("x",))
    parts = {
        name: content.replace(
            MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main"
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, content in read_parts(path).items()
    }
    book = XlsxBook.open(write_parts(path, parts))
    book.write({"Plan_A": ((13,),)})
    book.save(path)
    assert XlsxBook.open(path).read("Plan_A").values == ((13,),)
    workbook = read_parts(path)["xl/workbook.xml"].decode()
    assert '<calcPr fullCalcOnLoad="1"/></workbook>' in workbook


def test_calc_settings_are_put_where_the_schema_has_them(tmp_path: Path) -> None:
    """The request to recalculate stands before what must follow it, and keeps what is there."""
    for more, expected in (
        ("<pivotCaches/><extLst/>", '<calcPr fullCalcOnLoad="1"/><pivotCaches/><extLst/>'),
        ('<calcPr calcId="1" iterate="1"/>', '<calcPr calcId="1" iterate="1" fullCalcOnLoad="1"/>'),
    ):
        path = small(tmp_path / "p.xlsx", {"Goal": ""}, {"Plan_A": "Goal!$A$1"}, more=more)
        book = XlsxBook.open(path)
        book.write({"Plan_A": ((13,),)})
        book.save(path)
        assert expected in read_parts(path)["xl/workbook.xml"].decode()


def test_a_file_by_openpyxl(tmp_path: Path) -> None:
    """What openpyxl writes, formulas without values among it, is filled and read back."""
    made = openpyxl.Workbook()
    made.active.title = "Goal"
    made.active["A1"] = 5
    made.active["B1"] = "=A1*2"
    made.defined_names["Plan_A"] = openpyxl.workbook.defined_name.DefinedName(
        "Plan_A", attr_text="Goal!$A$1:$B$1"
    )
    made.save(tmp_path / "o.xlsx")
    book = XlsxBook.open(tmp_path / "o.xlsx")
    book.write({"Plan_A": ((6, 12),)})
    book.save(tmp_path / "o.xlsx")
    again = XlsxBook.open(tmp_path / "o.xlsx")
    assert again.read("Plan_A").values == ((6, 12),)
    assert again.formulas_in("Plan_A") == ((False, True),)
    assert openpyxl.load_workbook(tmp_path / "o.xlsx")["Goal"]["B1"].value == "=A1*2"
