"""Only what Google Sheets keeps of an import, or what docs/templates.md says it drops, is used."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from tests.templates.handed_out import FOLDER, HANDED_OUT

DOCS = FOLDER.parent / "docs" / "templates.md"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

PARTS = (
    r"\[Content_Types\]\.xml|.*\.rels|docProps/(app|core)\.xml|xl/(workbook|styles|sharedStrings)\.xml"
    r"|xl/theme/theme1\.xml|xl/worksheets/sheet\d+\.xml|xl/drawings/drawing\d+\.xml"
    r"|xl/charts/chart\d+\.xml"
)

HOLDING = {
    "worksheets": "c cfRule col cols conditionalFormatting dataValidations dimension drawing"
    " formula formula1 formula2 hyperlinks ignoredErrors is mergeCells oddFooter row selection"
    " sheetData sheetFormatPr sheetPr sheetViews t v worksheet",
    "workbook": "bookViews calcPr definedNames fileVersion sheet sheets workbook workbookPr"
    " workbookView",
    "styles": "b bgColor borders bottom cellStyle cellStyleXfs cellStyles cellXfs color diagonal"
    " dxf dxfs family fgColor fills fonts horizontal i left name patternFill right scheme strike"
    " styleSheet sz tableStyles top u vertical xf",
    "drawings": "cNvGraphicFramePr chart clientData col colOff ext from graphic graphicData"
    " graphicFrame nvGraphicFramePr off row rowOff to twoCellAnchor wsDr xfrm",
    "charts": "auto axId axPos barDir bodyPr cat catAx chart chartSpace crossAx crossBetween"
    " crosses dPt defRPr delete endParaRPr f gapWidth grouping headerFooter idx invertIfNegative"
    " lang latin layout lblAlgn lblOffset legendEntry legendPos ln lstStyle majorGridlines"
    " majorTickMark majorUnit marker max min noFill numFmt numRef order orientation overlap overlay"
    " p pPr pageMargins pageSetup plotArea plotVisOnly printSettings prstDash r rPr rich scaling"
    " scatterStyle ser showBubbleSize showCatName showLegendKey showPercent showSerName showVal"
    " size smooth solidFill spPr srgbClr strRef symbol t tickLblPos tx txPr v val valAx varyColors"
    " xVal yVal dLblPos dispBlanksAs",
}
"""Elements that hold the others, or that say how a feature of the table looks."""

each_book = pytest.mark.parametrize("path", HANDED_OUT, ids=lambda path: path.stem)


@cache
def told() -> frozenset[str]:
    """Give the elements that the table of docs/templates.md tells of."""
    table = DOCS.read_text(encoding="utf-8").split("## In Google Sheets")[1].split("Left out")[0]
    rows = [line.split("|") for line in table.splitlines() if line.startswith("| ")]
    return frozenset(name for row in rows for name in re.findall(r"`(\w+)`", row[2]))


def parts(path: Path) -> dict[str, bytes]:
    """Give the parts of a workbook's file."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_every_row_of_the_table_says_what_becomes_of_it_and_who_says_so() -> None:
    """Each feature has its elements, what the import does, and an address to check that."""
    text = DOCS.read_text(encoding="utf-8").split("## In Google Sheets")[1].split("Left out")[0]
    rows = [line for line in text.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 15
    for row in rows:
        feature, elements, becomes, source = (part.strip() for part in row.strip("| ").split(" | "))
        assert feature
        assert re.fullmatch(r"(`\w+` ?)+", elements), row
        assert re.search(r"kept|dropped|turned|lost|not tried", becomes), row
        assert re.search(r"\]\(https://", source), row


@each_book
def test_nothing_is_used_that_the_table_does_not_tell_of(path: Path) -> None:
    """A new kind of part or element fails here until somebody has looked up what becomes of it."""
    unknown = set()
    for name, content in parts(path).items():
        if not re.fullmatch(PARTS, name):
            unknown.add(name)
        room = next((room for room in HOLDING if room in name), "")
        if not room or name.endswith(".rels"):
            continue
        known = {*HOLDING[room].split(), *told()}
        tags = {
            etree.QName(each).localname for each in etree.fromstring(content).iter(etree.Element)
        }
        unknown |= {f"{name}: {tag}" for tag in tags - known}
    assert sorted(unknown) == []


@each_book
def test_formulas_names_and_looks_are_of_the_kinds_that_are_kept(path: Path) -> None:
    """Plain formulas, names of one range, looks by a formula, links with their text."""
    for name, content in parts(path).items():
        root = etree.fromstring(content)
        if name == "xl/workbook.xml":
            for defined in root.iter(f"{MAIN}definedName"):
                plain = r"('[^']+'|\w+)!\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?"
                printing = str(defined.get("name")).startswith("_xlnm.Print_")
                assert printing or re.fullmatch(plain, str(defined.text)), defined.get("name")
        if "worksheets/" in name:
            assert not [f.get("t") for f in root.iter(f"{MAIN}f") if f.get("t")]
            assert not [f.text for f in root.iter(f"{MAIN}f") if "HYPERLINK(" in str(f.text)]
            assert {rule.get("type") for rule in root.iter(f"{MAIN}cfRule")} <= {"expression"}
            assert all(link.get("display") for link in root.iter(f"{MAIN}hyperlink"))
            linked = {str(link.get("ref")) for link in root.iter(f"{MAIN}hyperlink")}
            formulas = {c.get("r") for c in root.iter(f"{MAIN}c") if c.find(f"{MAIN}f") is not None}
            assert linked & formulas == set()


@each_book
def test_looks_change_only_what_google_lets_a_look_change(path: Path) -> None:
    """Bold, italic, struck, underlined and colours; no size, no number format."""
    styles = etree.fromstring(parts(path)["xl/styles.xml"])
    for look in styles.iter(f"{MAIN}dxf"):
        assert {etree.QName(part).localname for part in look} <= {"font", "fill", "border"}
        for font in look.iter(f"{MAIN}font"):
            assert {etree.QName(part).localname for part in font} <= set(
                "b i strike u color".split()
            )


@each_book
def test_no_bar_is_without_a_fill(path: Path) -> None:
    """Google has no bar without a fill: it would paint one in a colour of its own."""
    for name, content in parts(path).items():
        if not name.startswith("xl/charts/chart"):
            continue
        for bars in etree.fromstring(content).iter(f"{CHART}barChart"):
            for series in bars.iter(f"{CHART}ser"):
                shape = series.find(f"{CHART}spPr")
                assert shape is None or shape.find(f"{DRAWN}noFill") is None, name
