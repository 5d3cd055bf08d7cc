"""The form of the built workbooks: widths, print, charts, contrast, tab order, hints."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Border
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from templates.builder.lint.looks import HEAD, INPUT, UNITS
from templates.builder.lint.reading import At, filled, shows_text
from tests.templates.handed_out import EMPTY, HANDED_OUT

LAPTOP = 1240
"""Pixels that a sheet may be wide, so that a laptop's screen shows it whole at 100 %."""
LONG = 45
"""Rows that fit on one printed page."""
CONTRAST = 4.5
FAMILY, SIZES = "Calibri", 4
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SPREAD = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"

each_book = pytest.mark.parametrize("path", HANDED_OUT, ids=lambda path: path.stem)


@cache
def opened(path: Path) -> openpyxl.Workbook:
    """Open a workbook once."""
    return openpyxl.load_workbook(path)


@cache
def parts(path: Path) -> dict[str, bytes]:
    """Give the parts of a workbook's file."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
        return {name: package.read(name) for name in package.namelist()}


def cells(sheet: Worksheet) -> Iterator[Cell]:
    """Give the cells of a sheet, each merged area as one."""
    for row in sheet.iter_rows():
        yield from (cell for cell in row if not isinstance(cell, MergedCell))


def used(sheet: Worksheet) -> tuple[int, int]:
    """Give the last row and column with anything in them, charts included."""
    rows, columns = [1], [1]
    for cell in cells(sheet):
        if cell.value is not None or not cell.protection.locked:
            rows.append(cell.row)
            columns.append(cell.column)
    for merged in sheet.merged_cells.ranges:
        rows.append(merged.max_row)
        columns.append(merged.max_col)
    for chart in sheet._charts:
        rows.append(chart.anchor.to.row + 1)
        columns.append(chart.anchor.to.col + 1)
    return max(rows), max(columns)


def pixels(sheet: Worksheet) -> int:
    """Give how wide a sheet's used columns are at 100 %; the file's widths are whole pixels ÷ 7."""
    widths = {}
    for letter in sheet.column_dimensions:
        column = sheet.column_dimensions[letter]
        for number in range(column.min, column.max + 1):
            widths[number] = round(column.width * 7)
    return sum(widths.get(number, 64) for number in range(1, used(sheet)[1] + 1))


@each_book
def test_no_sheet_is_wider_than_a_laptop(path: Path) -> None:
    """Nobody scrolls sideways: columns and charts end within the screen at 100 %."""
    wide = {sheet.title: pixels(sheet) for sheet in opened(path).worksheets}
    assert {title: width for title, width in wide.items() if width > LAPTOP} == {}


@each_book
def test_every_sheet_prints_on_a4_one_page_wide(path: Path) -> None:
    """A4, fitted in width, all that stands there, with the sheet's name and the page's number."""
    wrong = []
    for sheet in opened(path).worksheets:
        fit = sheet.sheet_properties.pageSetUpPr
        if sheet.page_setup.paperSize != 9 or str(sheet.page_setup.paperSize) != "9":
            wrong.append(f"{sheet.title} is not for A4")
        if not fit or not fit.fitToPage or sheet.page_setup.fitToWidth not in (None, 1):
            wrong.append(f"{sheet.title} may print several pages wide")
        foot = f"{sheet.oddFooter.left.text} {sheet.oddFooter.right.text}"
        if sheet.title not in foot or ("&P" not in foot and "Page" not in foot):
            wrong.append(f"{sheet.title} has the footer {foot}")
        if sheet.print_area:
            areas = str(sheet.print_area).replace("$", "").split(",")
            _, _, right, bottom = range_boundaries(areas[0].split("!")[-1])
            row, column = used(sheet)
            if len(areas) > 1 or right < column or bottom < row:
                wrong.append(f"{sheet.title} prints {areas}, and is used to {row}, {column}")
    assert wrong == []


@each_book
def test_long_sheets_keep_their_headings(path: Path) -> None:
    """A table that runs over pages repeats its headings in print, and keeps them on the screen."""
    wrong = []
    for sheet in opened(path).worksheets:
        long = used(sheet)[0] > LONG and sheet.page_setup.fitToHeight == 0
        if long and not sheet.print_title_rows:
            wrong.append(f"{sheet.title} repeats no rows in print")
        if used(sheet)[0] > LONG and not sheet.freeze_panes:
            wrong.append(f"{sheet.title} has no frozen panes")
        for merged in sheet.merged_cells.ranges if sheet.freeze_panes else ():
            left, top, *_ = range_boundaries(sheet.freeze_panes)
            if merged.min_row < top <= merged.max_row or merged.min_col < left <= merged.max_col:
                wrong.append(f"{sheet.title}: the panes cut the merged cells {merged}")
    assert wrong == []


@each_book
def test_charts_say_what_they_show(path: Path) -> None:
    """Each has a title, a text for those who do not see it, and says what its numbers are in."""
    wrong = []
    frames = [
        frame.find(f".//{SPREAD}cNvPr")
        for name, content in parts(path).items()
        if name.startswith("xl/drawings/drawing")
        for frame in etree.fromstring(content).iter(f"{SPREAD}graphicFrame")
    ]
    described = [str(frame.get("descr") or "") for frame in frames if frame is not None]
    charts = {n: c for n, c in parts(path).items() if n.startswith("xl/charts/chart")}
    wrong += [f"alt text is short: {text!r}" for text in described if len(text.split()) < 8]
    assert len(described) == len(charts)
    for name, content in charts.items():
        root = etree.fromstring(content)
        title = root.find(f"{CHART}chart/{CHART}title")
        said = "" if title is None else " ".join(t.text or "" for t in title.iter(f"{DRAWN}t"))
        axes = [t.text or "" for axis in root.iter(f"{CHART}valAx") for t in axis.iter(f"{DRAWN}t")]
        if not said:
            wrong.append(f"{name} has no title")
        elif not any(UNITS.search(text) for text in (said, *axes)):
            wrong.append(f"{name} says no unit: {said}")
    assert wrong == []


def light(colour: str) -> float:
    """Give the relative luminance of a colour, as WCAG 2 defines it."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: str, ground: str) -> float:
    """Give the contrast of two colours, 1 to 21."""
    lights = sorted((light(ink), light(ground)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def ink(font: object) -> str:
    """Give a font's colour, or nothing where it has none."""
    colour = getattr(font, "color", None)
    shown = getattr(colour, "rgb", None)
    return shown[-6:] if isinstance(shown, str) else ""


def ground(style: DifferentialStyle) -> str:
    """Give the colour that a conditional format fills with."""
    shown = style.fill.bgColor.rgb if style.fill else None
    return shown[-6:] if isinstance(shown, str) else ""


def changes(sheet: Worksheet) -> Iterator[tuple[str, str, DifferentialStyle, set[At]]]:
    """Give a sheet's conditional formats: where, when, what, and in which cells."""
    for area in sheet.conditional_formatting:
        within = {at for part in area.sqref.ranges for row in part.rows for at in row}
        for rule in area.rules:
            yield str(area.sqref), rule.formula[0], rule.dxf, within


@each_book
def test_every_text_stands_out_from_its_ground(path: Path) -> None:
    """Text has a contrast of 4.5 to 1 at least, also in the colours that looks bring."""
    weak = set()
    for sheet in opened(path).worksheets:
        rules = [(style, within) for _, _, style, within in changes(sheet)]
        for cell in cells(sheet):
            if cell.value is None and cell.protection.locked:
                continue
            own = (ink(cell.font) or "000000", filled(cell) or "FFFFFF")
            pairs = {own}
            for style, within in rules:
                if (cell.row, cell.column) in within:
                    pairs.add((ink(style.font) or own[0], ground(style) or own[1]))
            weak |= {
                f"{sheet.title}!{cell.coordinate}: {a} on {b} is {contrast(a, b):.2f}"
                for a, b in pairs
                if contrast(a, b) < CONTRAST
            }
    assert sorted(weak)[:10] == []


def is_framed(border: Border | None) -> bool:
    """Tell whether there is a line on any side."""
    return border is not None and any(
        side is not None and side.style
        for side in (border.left, border.right, border.top, border.bottom)
    )


@each_book
def test_nothing_is_told_by_colour_alone(path: Path) -> None:
    """A look that colours also makes bold, italic, struck or framed, or stands on a word."""
    alone = []
    for sheet in opened(path).worksheets:
        for where, when, style, within in changes(sheet):
            coloured = ink(style.font) or ground(style)
            font, border = style.font, style.border
            marked = font is not None and (font.b or font.i or font.strike or font.u)
            framed = is_framed(border) or all(is_framed(sheet.cell(*at).border) for at in within)
            spoken = [sheet.cell(*at) for at in within]
            words = all(
                shows_text(cell)
                for cell in spoken
                if not isinstance(cell, MergedCell)
                if cell.value is not None or not cell.protection.locked
            )
            if coloured and not (marked or framed or words):
                alone.append(f"{sheet.title}!{where}: {when}")
    assert alone == []


@pytest.mark.parametrize("path", EMPTY, ids=lambda path: path.stem)
def test_the_cursor_starts_on_the_first_input(path: Path) -> None:
    """Tab goes from one open cell to the next, by rows.

    Each sheet opens on the first of them, or on the first that is not filled in from the start.
    """
    wrong = []
    for sheet in opened(path).worksheets:
        looks = {
            at for _, _, style, within in changes(sheet) if ground(style) == INPUT for at in within
        }
        typed = [
            (cell.row, cell.column)
            for cell in cells(sheet)
            if not cell.protection.locked
            if filled(cell) == INPUT or (cell.row, cell.column) in looks
        ]
        active = sheet.sheet_view.selection[-1].activeCell
        blank = [at for at in typed if sheet.cell(*at).value is None]
        first = [sheet.cell(*min(some)).coordinate for some in (typed, blank) if some]
        if typed and active not in first:
            wrong.append(f"{sheet.title} opens on {active}, not on {' or '.join(first)}")
    assert wrong == []


@each_book
def test_one_family_in_at_most_four_sizes(path: Path) -> None:
    """All cells and charts are set in one family, in few sizes."""
    fonts = {
        (cell.font.name, cell.font.sz)
        for sheet in opened(path).worksheets
        for cell in cells(sheet)
        if cell.value is not None
    }
    faces = {
        match.decode()
        for name, content in parts(path).items()
        if name.startswith("xl/charts/chart")
        for match in re.findall(rb'<a:latin typeface="([^"]*)"', content)
    }
    assert {name for name, _ in fonts} | faces == {FAMILY}
    assert len({size for _, size in fonts}) <= SIZES


@each_book
def test_hints_are_short_enough_for_excel(path: Path) -> None:
    """Excel refuses longer ones: 255 characters of hint, 32 of its title."""
    for sheet in opened(path).worksheets:
        for rule in sheet.data_validations.dataValidation:
            assert rule.prompt, f"{sheet.title}!{rule.sqref} has no hint"
            assert len(rule.prompt) <= 255
            assert len(rule.error or "") <= 255
            assert len(rule.promptTitle or "") <= 32
            assert len(rule.errorTitle or "") <= 32


@each_book
def test_every_input_has_a_hint(path: Path) -> None:
    """Whoever selects a yellow cell is told what goes there; nothing else is ruled."""
    for sheet in opened(path).worksheets:
        ruled = {
            at
            for rule in sheet.data_validations.dataValidation
            for part in rule.sqref.ranges
            for row in part.rows
            for at in row
        }
        looks = {
            at for _, _, style, within in changes(sheet) if ground(style) == INPUT for at in within
        }
        typed = {
            (cell.row, cell.column)
            for cell in cells(sheet)
            if not cell.protection.locked
            if filled(cell) == INPUT or (cell.row, cell.column) in looks
        }
        merged = {at for part in sheet.merged_cells.ranges for row in part.rows for at in row}
        assert typed - ruled == set(), f"inputs without a hint on {sheet.title}"
        assert ruled - typed - merged == set(), f"rules beside the inputs on {sheet.title}"


@each_book
def test_headings_are_headings(path: Path) -> None:
    """The navy ground is kept for the heading rows of tables, which are bold."""
    for sheet in opened(path).worksheets:
        heads = [cell for cell in cells(sheet) if filled(cell) == HEAD and cell.value is not None]
        assert all(cell.font.b for cell in heads)
