"""The workbooks as files: reproducible, protected, validated, with no stale memory."""

from __future__ import annotations

import io
import zipfile
import zlib
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from funnel_addin.names import Role, find
from funnel_core.required import required_volumes
from funnel_core.schedule import spread
from templates.build import NAMES, build, build_example, described
from templates.builder.describing import Asked, Filled
from templates.builder.placing import laid_out
from templates.dump import dump
from tests.templates.handed_out import FOLDER, HANDED_OUT
from tests.validator import findings, needs_validator

each_name = pytest.mark.parametrize("name", NAMES)
each_book = pytest.mark.parametrize("path", HANDED_OUT, ids=lambda path: path.stem)

STANDING = {
    "Plan_Target": "Goal!$C$6",
    "Plan_Value": "Goal!$C$7",
    "Plan_Last_Year": "Goal!$C$8",
    "Plan_Start": "Goal!$C$10",
    "Plan_End": "Goal!$C$11",
    "Plan_Confidence": "Goal!$C$12",
    "Plan_Stages": "Funnel!$B$8:$B$20",
    "Plan_Owners": "Funnel!$C$8:$C$20",
    "Plan_Rates": "Funnel!$D$8:$D$19",
    "Plan_Counts": "Funnel!$E$8:$F$19",
    "Plan_Required": "Funnel!$H$8:$H$20",
    "Plan_Required_Confident": "Funnel!$I$8:$I$20",
    "Plan_Weights": "Schedule!$H$7:$S$7",
    "Plan_Schedule": "Schedule!$H$8:$S$20",
}
"""Cells of the funnel plan that people's own formulas and notes know."""

RATES = (0.01, 0.47, 0.38, 0.7, 0.5, 0.25)


@cache
def built(stem: str) -> bytes:
    """Build a workbook afresh, as the empty one or as its example."""
    name = stem.removesuffix("_example")
    return build(name) if name == stem else build_example(name)


def parts(content: bytes) -> list[tuple[str, tuple[int, ...], bytes]]:
    """Give a package's parts in order, with their dates."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return [(part.filename, part.date_time, package.read(part)) for part in package.infolist()]


@each_book
@pytest.mark.slow
def test_the_committed_workbook_is_what_the_code_builds(path: Path) -> None:
    """A change of the code without `python -m templates.build` fails here."""
    committed = path.read_bytes()
    assert parts(built(path.stem)) == parts(committed)
    if "ng" not in zlib.ZLIB_RUNTIME_VERSION:
        assert built(path.stem) == committed


@each_book
def test_the_committed_dump_is_the_workbooks(path: Path) -> None:
    """The text that reviewers read is the text of this workbook."""
    assert path.with_suffix(".txt").read_text(encoding="utf-8") == dump(path.read_bytes())


@each_book
def test_no_cell_shows_an_error(path: Path) -> None:
    """A viewer that does not calculate sees values and sentences, and no error."""
    shown = openpyxl.load_workbook(path, data_only=True)
    wrong = [
        f"{sheet.title}!{cell.coordinate} shows {cell.value}"
        for sheet in shown.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "e" or str(cell.value).startswith(("#N", "#V", "#D", "#R", "Err:"))
    ]
    assert wrong == []


@each_name
def test_the_example_is_filled_and_says_that_it_is_made_up(name: str) -> None:
    """Nothing there waits for a fill, and its first sheet says that its figures are simulated."""
    path = FOLDER / f"{name}_example.xlsx"
    shown = openpyxl.load_workbook(path, data_only=True)
    texts = {
        f"{sheet.title}!{cell.coordinate}": cell.value
        for sheet in shown.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    }
    waiting = ("fill to update", "not filled yet", "out of date")
    formulas = openpyxl.load_workbook(path)
    waits = {
        place: text
        for place, text in texts.items()
        for sheet, cell in [place.split("!")]
        if formulas[sheet][cell].data_type == "f"
        if any(words in text.lower() for words in waiting)
    }
    assert waits == {}
    story = " ".join(text for place, text in texts.items() if place.startswith("Start!"))
    assert "simulated" in story
    assert "seed" in story


def test_the_worked_case_stands_in_the_funnel_plans_example() -> None:
    """Its volumes are the core's, its months add up to them, as a fresh calculation has it."""
    shown = openpyxl.load_workbook(FOLDER / "funnel_plan_example.xlsx", data_only=True)
    volumes = required_volumes(1_000_000, RATES, 10_000)
    funnel, schedule = shown["Funnel"], shown["Schedule"]
    assert volumes == (640000, 6400, 3008, 1143, 800, 400, 100)
    assert tuple(funnel[f"H{row}"].value for row in range(8, 15)) == volumes
    weights = [cell.value for cell in schedule["H7:S7"][0]]
    for row, volume in enumerate(volumes, start=8):
        months = [cell.value for cell in schedule[f"H{row}:S{row}"][0]]
        assert tuple(months) == spread(volume, weights)


@each_name
def test_every_name_points_where_the_description_says(name: str) -> None:
    """The names are workbook-wide, and each is one that a fill or a sync knows."""
    book = openpyxl.load_workbook(FOLDER / f"{name}.xlsx")
    found = {each: place.attr_text for each, place in book.defined_names.items()}
    assert found == laid_out(described(name)).names
    assert all(find(each) for each in found)


def test_the_funnel_plans_cells_keep_their_addresses() -> None:
    """What people know as Goal!C6 stays there."""
    names = laid_out(described("funnel_plan")).names
    assert {name: names.get(name) for name in STANDING} == STANDING


@each_name
def test_what_is_typed_or_filled_is_open_and_all_else_is_locked(name: str) -> None:
    """A person can type into the inputs; what is filled can be filled while Excel shows it."""
    layout = laid_out(described(name))
    book = openpyxl.load_workbook(FOLDER / f"{name}.xlsx")
    for sheet in book.worksheets:
        unlocked = {
            (cell.row, cell.column)
            for row in sheet.iter_rows()
            for cell in row
            if not cell.protection.locked
        }
        merged = {
            at
            for area in sheet.merged_cells.ranges
            for row in area.rows
            for at in row
            if at != (area.min_row, area.min_col)
        }
        described_so = {
            (spot.row + down + 1, spot.column + across + 1)
            for spot in layout.of_kind(Asked, Filled)
            if spot.sheet == sheet.title
            for down in range(spot.rows)
            for across in range(spot.columns)
        }
        assert unlocked - merged == described_so
        assert sheet.protection.sheet
        assert sheet.protection.password is None


@each_name
def test_what_a_person_types_is_an_input_of_the_contract(name: str) -> None:
    """A named field that is asked is an input there; one that is filled is an output or a copy."""
    for spot in laid_out(described(name)).of_kind(Asked, Filled):
        known = find(spot.field.name) if spot.field.name else None
        if known is not None:
            role = Role.INPUT if isinstance(spot.field, Asked) else Role.OUTPUT
            assert known.role is role, spot.field.name


@each_book
def test_charts_remember_nothing(path: Path) -> None:
    """A fill changes cells and no chart, so a chart must not carry copies of the cells."""
    charts = [text for name, _, text in parts(path.read_bytes()) if name.startswith("xl/charts/")]
    assert charts
    assert not [text for text in charts if b"Cache>" in text]


CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
SWITCHES = {
    "title": "overlay",
    "barChart": "varyColors",
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
@each_book
def test_charts_say_every_switch_outright(path: Path, again: bool) -> None:
    """A switch left out is off in one program and on in the next: labels then overlap."""
    content = path.read_bytes()
    charts = [
        etree.fromstring(part)
        for name, _, part in parts(saved_again(content) if again else content)
        if name.startswith("xl/charts/chart")
    ]
    labels = [
        {etree.QName(child).localname: child.get("val") for child in label}
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
    assert silent == []
    for label in labels:
        shown = {part for part, value in label.items() if part.startswith("show") and value == "1"}
        assert shown == {"showVal"}
        assert sum(part.startswith("show") for part in label) == 6


@each_book
def test_no_formula_is_too_long_for_excel(path: Path) -> None:
    """Excel takes 8,192 characters, and nests 64 functions."""
    for sheet in openpyxl.load_workbook(path).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert len(str(cell.value)) < 8192
                    assert nested(str(cell.value)) <= 64, f"{sheet.title}!{cell.coordinate}"


@cache
def nested(formula: str) -> int:
    """Count how deep the brackets of a formula go, texts left out."""
    deepest = depth = 0
    for number, piece in enumerate(formula.split('"')):
        for sign in piece if number % 2 == 0 else "":
            depth += (sign == "(") - (sign == ")")
            deepest = max(deepest, depth)
    return deepest


@each_book
def test_looks_and_rules_stay_on_their_sheet(path: Path) -> None:
    """A look that reads another sheet is refused by Google Sheets; a list may stand elsewhere."""
    for sheet in openpyxl.load_workbook(path).worksheets:
        looks = [look.formula[0] for cells in sheet.conditional_formatting for look in cells.rules]
        rules = [
            str(rule.formula1)
            for rule in sheet.data_validations.dataValidation
            if rule.type != "list"
        ]
        assert not [text for text in looks + rules if "!" in text]


@needs_validator
@each_book
def test_the_open_xml_validator_finds_nothing(path: Path) -> None:
    """Microsoft's own schema check has nothing to say about the committed workbooks."""
    assert not findings(path)


@needs_validator
@each_book
def test_the_validator_accepts_the_charts_that_openpyxl_saves(path: Path, tmp_path: Path) -> None:
    """A workbook that went through openpyxl still holds charts of the right form."""
    again = tmp_path / "again.xlsx"
    again.write_bytes(saved_again(path.read_bytes()))
    assert not [found for found in findings(again) if "chart" in "".join(found)]
