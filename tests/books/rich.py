"""A workbook with everything that a person may have put in, for the tests to fill without loss.

XlsxWriter makes what it can; the rest is put in by hand: shared formulas, a calculation chain, a
data table, a slicer, a pivot table, custom XML.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from importlib.resources import files
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tests.books.parts import Injection

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OWN_RATE = "=tblData[[#This Row],[Won]]/tblData[[#This Row],[Leads]]"
STAGES = ("Visitor", "Lead", "MQL", "SQL", "Won")
RATES = (0.02, 0.4, 0.5, 0.25)
VOLUMES = (100_000, 2_000, 800, 400, 100)


def png() -> bytes:
    """Make a small picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    row = b"\0" + b"\x20\x60\xa0" * 16
    header = struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(row * 16))
        + chunk(b"IEND", b"")
    )


def vba_project() -> io.BytesIO:
    """Take the macro project out of the workbook that xlwings starts people with."""
    data = files("xlwings").joinpath("quickstart.xlsm").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return io.BytesIO(archive.read("xl/vbaProject.bin"))


def build(path: Path, macros: bool = True, injected: bool = True) -> Path:
    """Build the rich workbook: `path` ends in .xlsm with `macros`, else in .xlsx."""
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"title": "A rich plan", "author": "tests"})
    book.set_custom_property("Plan", "rich")
    goal = book.add_worksheet("Goal")
    funnel = book.add_worksheet("Funnel")
    data = book.add_worksheet("Bob's data")
    extras = book.add_worksheet("Extras")
    book.add_worksheet("Pivot")
    _goal(book, goal)
    _funnel(book, funnel)
    _data(book, data)
    _extras(book, extras)
    chart_sheet = book.add_chartsheet("Chart")
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "='Bob''s data'!$B$2:$B$7"})
    chart_sheet.set_chart(chart)
    if macros:
        book.add_vba_project(vba_project(), is_stream=True)
        book.set_vba_name("ThisWorkbook")
        for sheet, name in ((goal, "Goal"), (funnel, "Funnel"), (data, "Data"), (extras, "Extras")):
            sheet.set_vba_name(name)
    for name, refers_to in (
        ("Plan_Target", "=Goal!$B$2"),
        ("Plan_Value", "=Goal!$B$3"),
        ("Plan_Start", "=Goal!$B$4"),
        ("Plan_Stages", "=Funnel!$A$2:$A$6"),
        ("Plan_Rates", "=Funnel!$B$3:$B$6"),
        ("Plan_Required", "=Funnel!$C$2:$C$6"),
        ("Plan_Leads", "=tblData[Leads]"),
        ("Wins", "=ROUNDUP(Goal!$B$2/Goal!$B$3,0)"),
        ("Double", "=_xlfn.LAMBDA(_xlpm.x,_xlpm.x*2)"),
    ):
        book.define_name(name, refers_to)
    book.close()
    return _inject(path) if injected else path


def _goal(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    money = book.add_format({"num_format": "#,##0", "bg_color": "#FFF2CC", "locked": False})
    day = book.add_format({"num_format": "yyyy-mm-dd", "locked": False})
    bold, italic = book.add_format({"bold": True}), book.add_format({"italic": True})
    sheet.write("A1", "Goal & <plan>")
    sheet.write_rich_string("A2", "Target ", bold, "in", italic, " money")
    sheet.write("B2", 1_000_000, money)
    sheet.write("B3", 10_000, money)
    sheet.write("B4", 46_388, day)
    sheet.write_formula("B6", "=Wins", None, 100)
    sheet.write_formula("B7", "=Double(B3)", None, 20_000)
    sheet.write_formula("B8", "=SUM(Funnel!C:C)", None, sum(VOLUMES))
    sheet.write_formula("B9", "=1+2", None, 3)
    sheet.write_formula("B10", '=IF(B2>5,"far","near")', None, "far")
    sheet.data_validation(
        "B2",
        {
            "validate": "decimal",
            "criteria": ">",
            "value": 0,
            "input_title": "Target",
            "input_message": "What to reach",
        },
    )
    sheet.write_url("A12", "https://example.com/plan", string="A link")
    sheet.write_url("A13", "internal:Funnel!A1", string="To the funnel")
    sheet.write_comment("B2", "What must be reached.")
    sheet.insert_image("D2", "logo.png", {"image_data": io.BytesIO(png()), "description": "logo"})
    sheet.insert_button("D8", {"macro": "SampleCall", "caption": "Fill"})
    sheet.merge_range("A15:C15", "A note over three cells", italic)
    sheet.protect(options={"objects": True})
    sheet.freeze_panes(1, 1)


def _funnel(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    share = book.add_format({"num_format": "0.0%", "locked": False})
    count = book.add_format({"num_format": "#,##0"})
    sheet.write_row("A1", ["Stage", "Rate", "Required", "Double", "Share"])
    for row, (stage, volume) in enumerate(zip(STAGES, VOLUMES, strict=True), 1):
        sheet.write(row, 0, stage)
        sheet.write_formula(row, 3, f"=C{row + 1}*2", count, volume * 2)
    for row, rate in enumerate(RATES, 2):
        sheet.write(row, 1, rate, share)
    sheet.write_formula("C6", "=Wins", count, VOLUMES[4])
    for row in (5, 4, 3, 2):
        formula = f"=ROUNDUP(ROUND(C{row + 1}/B{row + 1},6),0)"
        sheet.write_formula(f"C{row}", formula, count, VOLUMES[row - 2])
    bar = {"type": "data_bar", "data_bar_2010": True, "bar_solid": True}
    sheet.conditional_format("C2:C6", bar)
    sheet.conditional_format("B3:B6", {"type": "icon_set", "icon_style": "3_arrows"})
    sheet.conditional_format(
        "D2:D6",
        {
            "type": "formula",
            "criteria": "=$D2>Goal!$B$3",
            "format": book.add_format({"bold": True}),
        },
    )
    sheet.data_validation("A2:A6", {"validate": "list", "source": "='Bob''s data'!$A$2:$A$7"})
    for row in range(1, 6):
        sheet.add_sparkline(row, 5, {"range": "'Bob''s data'!B2:B7", "type": "column"})
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"categories": "=Funnel!$A$2:$A$6", "values": "=Funnel!$C$2:$C$6"})
    sheet.insert_chart("H2", chart)
    sheet.autofilter("A1:E6")


def _data(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    rows = [[f"M{month}", 100 + 10 * month, 3 * month] for month in range(1, 7)]
    total = sum(row[1] for row in rows)
    sheet.add_table("A1:D8", {
        "name": "tblData", "data": rows, "total_row": True,
        "columns": [
            {"header": "Month", "total_string": "Total"},
            {"header": "Leads", "total_function": "sum", "total_value": total},
            {"header": "Won"},
            {"header": "Rate", "formula": OWN_RATE},
        ],
    })  # fmt: skip
    for row, (_, leads, won) in enumerate(rows, 1):
        sheet.write_formula(row, 3, OWN_RATE, None, won / leads)
    sheet.write_formula("F2", "=SUM(tblData[Leads])", None, total)


def _extras(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
    sheet.write_dynamic_array_formula("A1:A5", "=SEQUENCE(5,1,Funnel!C6)", None, 100)
    for row in range(1, 5):
        sheet.write_number(row, 0, 100 + row)
    sheet.write_dynamic_array_formula(
        "B1:B3", "=FILTER(tblData[Leads],tblData[Leads]>130)", None, 140
    )
    for row, value in ((1, 150), (2, 160)):
        sheet.write_number(row, 1, value)
    sheet.write_dynamic_array_formula("C1", "=SUM(_xlfn.ANCHORARRAY(A1))", None, 510)
    sheet.write_array_formula("D1:D3", "{=Funnel!C4:C6*1}", None, 800)
    sheet.write_number("D2", 400)
    sheet.write_number("D3", 100)
    for row, value in enumerate((1, 2, 3, 4)):
        sheet.write_number(row, 5, value)
        sheet.write_formula(row, 6, f"=F{row + 1}*Goal!$B$3", None, value * 10_000)
    sheet.write_formula("I1", '=INDIRECT("Goal!B9")', None, 3)
    sheet.write_formula("I2", "=SUM(F1:F4)", None, 10)
    sheet.insert_checkbox("K1", True)


def _inject(path: Path) -> Path:
    into = Injection(path)
    _shared_formulas(into)
    _calculation_chain(into)
    _slicer(into)
    _pivot(into)
    into.add("customXml/item1.xml", "<plan xmlns='urn:plan'>rich</plan>", "application/xml")
    into.link("xl/workbook.xml", "rIdXml", f"{OFFICE}/customXml", "../customXml/item1.xml")
    return into.save()


def _shared_formulas(into: Injection) -> None:
    """Make the four formulas of column G one shared formula, as spreadsheets do on filling down."""
    part = "xl/worksheets/sheet4.xml"
    first = '<f t="shared" ref="G1:G4" si="0">F1*Goal!$B$3</f>'
    into.edit(part, "<f>F1*Goal!$B$3</f>", first)
    for row in (2, 3, 4):
        into.edit(part, f"<f>F{row}*Goal!$B$3</f>", '<f t="shared" si="0"/>')


def _calculation_chain(into: Injection) -> None:
    cells = [("G4", 4), ("B6", 1), ("B7", 1), ("C6", 2), ("C5", 2), ("F2", 3), ("A1", 4)]
    chain = "".join(f'<c r="{cell}" i="{sheet}"/>' for cell, sheet in cells)
    into.add("xl/calcChain.xml", f'<calcChain xmlns="{MAIN}">{chain}</calcChain>',
             f"{SHEET}.calcChain+xml")  # fmt: skip
    into.link("xl/workbook.xml", "rIdChain", f"{OFFICE}/calcChain", "calcChain.xml")


def _slicer(into: Injection) -> None:
    x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    x15 = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"
    relation = "http://schemas.microsoft.com/office/2007/relationships"
    into.add(
        "xl/slicers/slicer1.xml",
        f'<slicers xmlns="{x14}"><slicer name="Month" cache="Slicer_Month" caption="Month" '
        'rowHeight="241300"/></slicers>',
        "application/vnd.ms-excel.slicer+xml",
    )
    into.add(
        "xl/slicerCaches/slicerCache1.xml",
        f'<slicerCacheDefinition xmlns="{x14}" name="Slicer_Month" sourceName="Month"><extLst>'
        f'<x:ext xmlns:x="{MAIN}" uri="{{2F2917AC-EB37-4324-AD4E-5DD8C200BD13}}">'
        f'<x15:tableSlicerCache xmlns:x15="{x15}" tableId="1" column="1"/></x:ext></extLst>'
        "</slicerCacheDefinition>",
        "application/vnd.ms-excel.slicerCache+xml",
    )
    into.link(
        "xl/workbook.xml", "rIdCache", f"{relation}/slicerCache", "slicerCaches/slicerCache1.xml"
    )
    into.link(
        "xl/worksheets/sheet3.xml", "rIdSlicer", f"{relation}/slicer", "../slicers/slicer1.xml"
    )
    into.edit(
        "xl/workbook.xml", "</workbook>",
        '<extLst><ext uri="{46BE6895-7355-4a93-B00E-2C351335B9C9}" '
        f'xmlns:x15="{x15}"><x15:slicerCaches xmlns:x14="{x14}"><x14:slicerCache '
        'r:id="rIdCache"/></x15:slicerCaches></ext></extLst></workbook>',
    )  # fmt: skip
    into.edit(
        "xl/worksheets/sheet3.xml", "</worksheet>",
        '<extLst><ext uri="{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}" '
        f'xmlns:x15="{x15}"><x14:slicerList xmlns:x14="{x14}"><x14:slicer r:id="rIdSlicer"/>'
        "</x14:slicerList></ext></extLst></worksheet>",
    )  # fmt: skip
    into.edit("xl/workbook.xml", "<definedName name=\"Wins\"",
              '<definedName name="Slicer_Month">#N/A</definedName><definedName name="Wins"'
    )  # fmt: skip


def _pivot(into: Injection) -> None:
    """Put in a pivot table over the leads, with its cache; its sheet is the fifth."""
    root = f'xmlns="{MAIN}" xmlns:r="{OFFICE}"'
    months = "".join(f'<s v="M{month}"/>' for month in range(1, 7))
    into.add(
        "xl/pivotCache/pivotCacheDefinition1.xml",
        f'<pivotCacheDefinition {root} r:id="rId1" refreshedBy="tests" recordCount="6">'
        '<cacheSource type="worksheet"><worksheetSource name="tblData"/></cacheSource>'
        '<cacheFields count="2"><cacheField name="Month" numFmtId="0"><sharedItems count="6">'
        f'{months}</sharedItems></cacheField><cacheField name="Leads" numFmtId="0"><sharedItems '
        'containsSemiMixedTypes="0" containsString="0" containsNumber="1" containsInteger="1" '
        'minValue="110" maxValue="160"/></cacheField></cacheFields></pivotCacheDefinition>',
        f"{SHEET}.pivotCacheDefinition+xml",
    )
    records = "".join(f'<r><x v="{i}"/><n v="{110 + 10 * i}"/></r>' for i in range(6))
    into.add(
        "xl/pivotCache/pivotCacheRecords1.xml",
        f'<pivotCacheRecords {root} count="6">{records}</pivotCacheRecords>',
        f"{SHEET}.pivotCacheRecords+xml",
    )
    items = "".join(f'<item x="{i}"/>' for i in range(6)) + '<item t="default"/>'
    rows = "<i><x/></i>" + "".join(f'<i><x v="{i}"/></i>' for i in range(1, 6))
    into.add(
        "xl/pivotTables/pivotTable1.xml",
        f'<pivotTableDefinition {root} name="Leads" cacheId="7" dataCaption="Values" '
        'applyNumberFormats="0" applyBorderFormats="0" applyFontFormats="0" '
        'applyPatternFormats="0" applyAlignmentFormats="0" applyWidthHeightFormats="1">'
        '<location ref="A3:B10" '
        'firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/><pivotFields count="2">'
        f'<pivotField axis="axisRow" showAll="0"><items count="7">{items}</items></pivotField>'
        '<pivotField dataField="1" showAll="0"/></pivotFields><rowFields count="1"><field x="0"/>'
        f'</rowFields><rowItems count="7">{rows}<i t="grand"><x/></i></rowItems>'
        '<colItems count="1"><i/></colItems><dataFields count="1"><dataField name="Sum" fld="1" '
        'baseField="0" baseItem="0"/></dataFields></pivotTableDefinition>',
        f"{SHEET}.pivotTable+xml",
    )
    kind = f"{OFFICE}/pivotCache"
    into.link(
        "xl/workbook.xml", "rIdPivot", f"{kind}Definition", "pivotCache/pivotCacheDefinition1.xml"
    )
    into.link(
        "xl/pivotCache/pivotCacheDefinition1.xml",
        "rId1",
        f"{kind}Records",
        "pivotCacheRecords1.xml",
    )
    into.link("xl/pivotTables/pivotTable1.xml", "rId1", f"{kind}Definition",
              "../pivotCache/pivotCacheDefinition1.xml")  # fmt: skip
    into.link("xl/worksheets/sheet5.xml", "rIdPivot", f"{OFFICE}/pivotTable",
              "../pivotTables/pivotTable1.xml")  # fmt: skip
    into.edit("xl/workbook.xml", "<extLst>",
              '<pivotCaches><pivotCache cacheId="7" r:id="rIdPivot"/></pivotCaches><extLst>'
    )  # fmt: skip
