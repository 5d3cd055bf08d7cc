"""The template as a file: reproducible, protected, validated, with no stale memory."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from funnel_core.required import required_volumes
from funnel_core.schedule import spread
from templates.build import DUMP, RATES, WORKBOOK, build
from templates.dump import dump
from templates.layout import NAMES
from tests.validator import findings, needs_validator

INPUTS = (
    "Plan_Target",
    "Plan_Value",
    "Plan_Last_Year",
    "Plan_Start",
    "Plan_End",
    "Plan_Confidence",
    "Plan_Stages",
    "Plan_Owners",
    "Plan_Rates",
    "Plan_Counts",
    "Plan_Weights",
)
FILLED = ("Plan_Required_Confident", "Plan_Basis")
"""Outputs that hold no formula."""


@pytest.fixture(scope="module")
def built() -> bytes:
    """Build the template afresh."""
    return build()


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    """Read the committed template with the values that it shows."""
    return openpyxl.load_workbook(WORKBOOK, data_only=True)


def parts(content: bytes) -> list[tuple[str, tuple[int, ...], bytes]]:
    """Give a package's parts in order, with their dates."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return [(part.filename, part.date_time, package.read(part)) for part in package.infolist()]


def test_the_committed_workbook_is_what_the_code_builds(built: bytes) -> None:
    """A change of the code without `python -m templates.build` fails here."""
    committed = WORKBOOK.read_bytes()
    assert parts(built) == parts(committed)
    if "ng" not in zlib.ZLIB_RUNTIME_VERSION:
        assert built == committed


def test_the_committed_dump_is_the_workbooks(built: bytes) -> None:
    """The text that reviewers read is the text of this workbook."""
    assert DUMP.read_text(encoding="utf-8") == dump(built)


def test_cached_values_are_right(book: openpyxl.Workbook) -> None:
    """A viewer that does not calculate shows the worked case."""
    volumes = required_volumes(1_000_000, RATES, 10_000)
    funnel, schedule = book["Funnel"], book["Schedule"]
    assert volumes == (640000, 6400, 3008, 1143, 800, 400, 100)
    assert tuple(funnel[f"H{row}"].value for row in range(8, 15)) == volumes
    for row, volume in enumerate(volumes, start=8):
        months = [cell.value for cell in schedule[f"H{row}:S{row}"][0]]
        assert tuple(months) == spread(volume, [1] * 12)
        assert schedule[f"C{row}"].value == volume
        assert sum(cell.value for cell in schedule[f"D{row}:G{row}"][0]) == volume
    assert book["Goal"]["C9"].value == pytest.approx(0.25)


def test_every_name_points_where_the_layout_says(book: openpyxl.Workbook) -> None:
    """The names are workbook-wide, and no other begins with Plan_."""
    found = {name: place.attr_text for name, place in book.defined_names.items()}
    assert {name: place for name, place in found.items() if name.startswith("Plan_")} == NAMES


def cells_behind(book: openpyxl.Workbook, names: Iterable[str]) -> dict[str, set[str]]:
    """Give the addresses behind names, sheet by sheet."""
    behind: dict[str, set[str]] = {sheet.title: set() for sheet in book.worksheets}
    for name in names:
        sheet, cells = NAMES[name].replace("$", "").split("!")
        block = book[sheet][cells]
        rows = block if isinstance(block, tuple) else ((block,),)
        behind[sheet] |= {cell.coordinate for row in rows for cell in row}
    return behind


def test_inputs_are_open_and_validated_and_all_else_is_locked(book: openpyxl.Workbook) -> None:
    """A person can type into the inputs; a hint and an error help with each.

    What is filled and holds no formula is open too, so that it can be filled while Excel shows it.
    """
    inputs = cells_behind(book, INPUTS)
    filled = cells_behind(book, FILLED)
    for sheet in book.worksheets:
        unlocked = {
            cell.coordinate
            for row in sheet.iter_rows()
            for cell in row
            if not cell.protection.locked
        }
        ruled = {
            cell
            for rule in sheet.data_validations.dataValidation
            for cells in rule.sqref.ranges
            for row in cells.rows
            for cell in [openpyxl.utils.get_column_letter(c) + str(r) for r, c in row]
        }
        assert unlocked == inputs[sheet.title] | filled[sheet.title]
        assert ruled == inputs[sheet.title]
        assert all(rule.prompt and rule.error for rule in sheet.data_validations.dataValidation)
        assert sheet.protection.sheet
        assert sheet.protection.password is None


def test_charts_remember_nothing_and_are_described(built: bytes) -> None:
    """A fill changes cells and no chart, so a chart must not carry copies of the cells."""
    texts = {name: content.decode() for name, _, content in parts(built) if name.endswith(".xml")}
    charts = {name: text for name, text in texts.items() if name.startswith("xl/charts/")}
    drawings = "".join(text for name, text in texts.items() if name.startswith("xl/drawings/"))
    assert len(charts) == 3
    assert not [name for name, text in charts.items() if "Cache>" in text]
    assert drawings.count("descr=") == 3


CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
ONLY_VALUES = [
    ("showLegendKey", "0"),
    ("showVal", "1"),
    ("showCatName", "0"),
    ("showSerName", "0"),
    ("showPercent", "0"),
    ("showBubbleSize", "0"),
]
SWITCHES = {
    "title": "overlay",
    "barChart": "varyColors",
    "ser": "invertIfNegative",
    "catAx": "delete",
    "valAx": "delete",
    "legend": "overlay",
}


def saved_again(content: bytes) -> bytes:
    """Load a workbook with openpyxl and save it, as other programs may."""
    held = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(content)).save(held)
    return held.getvalue()


@pytest.mark.parametrize("again", [False, True], ids=["as built", "saved by openpyxl"])
def test_charts_say_every_switch_outright(built: bytes, again: bool) -> None:
    """A switch left out is off in one program and on in the next: labels then overlap."""
    book = saved_again(built) if again else built
    charts = [
        etree.fromstring(content)
        for name, _, content in parts(book)
        if name.startswith("xl/charts/chart")
    ]
    labels = [
        [(etree.QName(child).localname, child.get("val")) for child in label][-6:]
        for chart in charts
        for label in chart.iter(f"{CHART}dLbls")
    ]
    silent = [
        parent
        for chart in charts
        for parent, switch in SWITCHES.items()
        for element in chart.iter(f"{CHART}{parent}")
        if element.find(f"{CHART}{switch}") is None
    ]
    assert len(charts) == 3
    assert labels == [ONLY_VALUES] * 2
    assert silent == []


CLASSIC = set(
    "ABS AND CHOOSE COLUMNS COUNT DAY EDATE FIXED IF INDEX INT ISERROR ISNUMBER ISTEXT LEFT LOG10"
    " MATCH MAX MIN MONTH NOT OR ROUND ROUNDUP ROWS SUM SUMPRODUCT YEAR".split()
)


def test_formulas_use_classic_functions_only() -> None:
    """Excel 2010, Google Sheets and LibreOffice know every function that the workbook uses."""
    formulas = openpyxl.load_workbook(WORKBOOK)
    texts = [
        str(cell.value)
        for sheet in formulas.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    looks = [
        look.formula[0]
        for sheet in formulas.worksheets
        for cells in sheet.conditional_formatting
        for look in cells.rules
    ]
    unquoted = [re.sub(r'"[^"]*"', "", text) for text in texts + looks]
    assert {
        name for text in unquoted for name in re.findall(r"([A-Z][A-Z0-9.]*)\(", text)
    } <= CLASSIC
    assert all(len(text) < 8192 for text in texts)


def test_looks_and_rules_stay_on_their_sheet(book: openpyxl.Workbook) -> None:
    """A conditional format that reads another sheet is refused by Google Sheets and old Excels."""
    for sheet in book.worksheets:
        looks = [look.formula[0] for cells in sheet.conditional_formatting for look in cells.rules]
        rules = [str(rule.formula1) for rule in sheet.data_validations.dataValidation]
        assert not [text for text in looks + rules if "!" in text]


@needs_validator
def test_the_open_xml_validator_finds_nothing() -> None:
    """Microsoft's own schema check has nothing to say about the committed workbook."""
    assert not findings(WORKBOOK)


@needs_validator
def test_the_validator_accepts_the_charts_that_openpyxl_saves(built: bytes, tmp_path: Path) -> None:
    """A workbook that went through openpyxl still holds charts of the right form."""
    path = tmp_path / "again.xlsx"
    path.write_bytes(saved_again(built))
    assert not [found for found in findings(path) if "chart" in "".join(found)]
