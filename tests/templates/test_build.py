"""The template as a file: reproducible, protected, validated, with no stale memory."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

import openpyxl
import pytest

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


def test_inputs_are_open_and_validated_and_all_else_is_locked(book: openpyxl.Workbook) -> None:
    """A person can type into the inputs and nowhere else; a hint and an error help with each."""
    inputs: dict[str, set[str]] = {sheet.title: set() for sheet in book.worksheets}
    for name in INPUTS:
        sheet, cells = NAMES[name].replace("$", "").split("!")
        block = book[sheet][cells]
        rows = block if isinstance(block, tuple) else ((block,),)
        inputs[sheet] |= {cell.coordinate for row in rows for cell in row}
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
        assert unlocked == inputs[sheet.title]
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
