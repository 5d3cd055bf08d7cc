"""From a described workbook to an .xlsx: `written` is the whole way, in one pass.

A cell's look follows from its field: what is asked is yellow, boxed and unlocked; what is filled is
dashed, italic and unlocked; what is worked out is plain and locked.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from templates.builder.charts import insert_chart
from templates.builder.describing import (
    Area,
    Asked,
    Chart,
    Contents,
    Field,
    Grid,
    Lines,
    Sheet,
    Text,
    When,
    Workbook,
    Worked,
)
from templates.builder.looks import LABEL, NUMBER, TEXTUAL, look_of
from templates.builder.paging import set_up
from templates.builder.placing import Layout, Spot, first_row, laid_out, text_field
from templates.builder.referring import formula_at
from templates.builder.styling import (
    ALERT,
    FOOT,
    GREY,
    HEADER,
    HEADING,
    NAVY,
    NOTE,
    RULED,
    SMALL,
    TITLE,
    Style,
    Styles,
)

__all__ = ["Cached", "written"]

Cached = Mapping[tuple[str, str], Any]
"""What each formula cell shows, by sheet and cell."""

MADE = datetime.datetime(2026, 1, 1)


class _Exact(float):
    """A number that is written with all its digits; XlsxWriter would round it to 16."""

    def __format__(self, spec: str) -> str:
        return repr(float(self))


def written(workbook: Workbook, contents: Contents, cached: Cached) -> bytes:
    """Write a workbook.

    Args:
        workbook: its description.
        contents: what is typed and filled, by key; what is left out starts as described.
        cached: what each formula cell shows; empty where nobody has calculated it yet.
    """
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    book.set_properties({"title": workbook.title, "subject": workbook.line, "created": MADE})
    book.set_size(26000, 16000)
    layout = laid_out(workbook)
    unknown = set(contents) - set(layout.spots)
    if unknown:
        raise ValueError(f"{workbook.name} has no fields {sorted(unknown)}")
    styles = Styles(book)
    for sheet in workbook.sheets:
        book.add_worksheet(sheet.title)
    for sheet in workbook.sheets:
        _Writer(layout, sheet, book, styles, contents, cached).write()
    for name, address in layout.names.items():
        book.define_name(name, f"={address}")
    book.close()
    return held.getvalue()


class _Writer:
    """One sheet being written."""

    def __init__(
        self,
        layout: Layout,
        sheet: Sheet,
        book: xlsxwriter.Workbook,
        styles: Styles,
        contents: Contents,
        cached: Cached,
    ) -> None:
        worksheet = book.get_worksheet_by_name(sheet.title)
        assert worksheet is not None
        self.page: Worksheet = worksheet
        self.layout = layout
        self.sheet = sheet
        self.book = book
        self.styles = styles
        self.contents = contents
        self.cached = cached

    def write(self) -> None:
        """Write everything that stands on the sheet, and set it up for screen and print."""
        self._set_up()
        self._put(
            1,
            1,
            self.sheet.heading or self.sheet.title,
            {"font_size": TITLE, "bold": True, "font_color": NAVY},
        )
        self._put(2, 1, self.sheet.purpose, {"font_color": GREY})
        for block in self.sheet.blocks:
            if isinstance(block, Lines):
                self._lines(block)
            elif isinstance(block, Grid):
                self._grid(block)
            elif isinstance(block, Text):
                self._text(block)
            elif isinstance(block, Area):
                self._area(block)
            elif isinstance(block, Chart):
                insert_chart(self.book, self.page, self.layout, block)
        set_up(page=self.page, sheet=self.sheet, title=self.layout.workbook.title)

    def _set_up(self) -> None:
        page, sheet = self.page, self.sheet
        page.set_default_row(18)
        for columns, width in sheet.widths.items():
            page.set_column(columns if ":" in columns else f"{columns}:{columns}", width)
        for row, height in {1: 8, 2: 30, 3: 20, 4: 8, **sheet.heights}.items():
            page.set_row(row - 1, height)

    def _put(self, row: int, column: int, content: object, *given: Style) -> None:
        """Write a text, a number, a date, a formula (it begins with =) or only a style."""
        merged: Style = {}
        for style in given:
            merged |= style
        look = self.styles.cell(merged, column)
        if isinstance(content, str) and content.startswith("="):
            shown = self.cached.get((self.sheet.title, xl_rowcol_to_cell(row, column)), "")
            self.page.write_formula(row, column, content, look, shown)
        elif content is None or content == "":
            self.page.write_blank(row, column, None, look)
        elif isinstance(content, str):
            self.page.write_string(row, column, content, look)
        elif isinstance(content, datetime.date):
            serial = (content - datetime.date(1899, 12, 30)).days
            self.page.write_number(row, column, serial, look)
        else:
            number = _Exact(content) if isinstance(content, float) else content
            self.page.write_number(row, column, number, look)

    def _said(self, spot: Spot, text: str) -> str:
        """Give a label, unit or note: a text, or a formula with its fields resolved."""
        return formula_at(self.layout, spot, text) if text.startswith("=") else text

    def _option(self, spot: Spot, value: object) -> object:
        """Give an option of a rule, with the fields that it names resolved."""
        return self._said(spot, value) if isinstance(value, str) else value

    def _lines(self, block: Lines) -> None:
        row, column = xl_cell_to_rowcol(block.at)
        last = xl_cell_to_rowcol(f"{block.until}1")[1] if block.until else column + 3
        if block.heading:
            right = last if block.until else column + block.columns - 1
            self._over(row, column, right, block.heading, HEADING)
            row += 1
        for number, each in enumerate(block.fields):
            if each is None:
                continue
            spot = self.layout.spots[each.key]
            at = row + number
            self._put(at, column, self._said(spot, each.label), LABEL, RULED)
            self._field(spot)
            if block.columns > 2:
                unit: Style = {"font_color": GREY, "font_size": SMALL}
                self._put(at, column + 2, self._said(spot, each.unit), LABEL, RULED, unit)
            if block.columns > 3:
                note_style = NOTE | LABEL | RULED
                self._merged(at, column + 3, last, self._said(spot, each.note), note_style)
                note = xl_rowcol_to_cell(at, column + 3, col_abs=True)
                alert: Style = {"font_color": ALERT, "bold": True}
                self._when(at, column + 3, 1, 1, f'=ISNUMBER(SEARCH("Check:",{note}))', alert)

    def _grid(self, block: Grid) -> None:
        row, column = xl_cell_to_rowcol(block.at)
        width = len(block.left) or block.labels
        body = column + width
        last = body + (block.across.size if block.across else 0) - 1
        if block.until:
            last = xl_cell_to_rowcol(f"{block.until}1")[1]
        if block.heading:
            self._over(row, column, last, block.heading, HEADING)
            row += 1
        if block.bands:
            self._bands(block, row, column)
            row += 1
        for number, each in enumerate(block.left):
            spot = self.layout.spots[each.key]
            aligned = LABEL if each.shown in TEXTUAL else {}
            self._put(row, column + number, self._said(spot, each.label), HEADER, aligned)
            if block.units:
                unit: Style = {"font_color": GREY, "font_size": SMALL, **NUMBER}
                self._put(row + 1, column + number, self._said(spot, each.unit), unit, aligned)
            self._field(spot)
        if block.foot and block.down:
            self._foot(block, first_row(block) + block.down.size, column)
        if block.until:
            self._run_on(block, row, body, last)
        for number, each in enumerate(block.top):
            self._top(block, each, row + number, column, heading=number == 0)
        if block.cells is not None:
            self._field(self.layout.spots[block.cells.key])

    def _foot(self, block: Grid, row: int, column: int) -> None:
        for number, each in enumerate(block.left):
            if each.key in block.foot:
                self._field(self.layout.spots[block.foot[each.key].key], FOOT)
            else:
                self._put(row, column + number, "" if number else block.total, LABEL, FOOT)

    def _run_on(self, block: Grid, row: int, left: int, right: int) -> None:
        """Draw on, over blank cells, the heading and the lines of the last column of `left`."""
        rows = block.down.size if block.down else 0
        looks = {row: HEADER} | ({first_row(block) + rows: FOOT} if block.foot else {})
        if not block.left[-1].plain:
            looks |= {first_row(block) + down: RULED for down in range(rows)}
        for at, look in looks.items():
            for column in range(left, right + 1):
                self._put(at, column, None, look)
        spot = self.layout.spots[block.left[-1].key]
        for when in spot.field.looks:
            formula = "=" + formula_at(self.layout, spot, when.formula, local=True)
            self._when(spot.row, left, rows, right - left + 1, formula, when.style, when.last)

    def _bands(self, block: Grid, row: int, column: int) -> None:
        keys = [each.key for each in block.left]
        band: Style = {
            "font_size": SMALL,
            "font_color": GREY,
            "align": "left",
            "indent": 1,
            "bottom": 1,
            "bottom_color": GREY,
        }
        for text, first, last in block.bands:
            self._over(row, column + keys.index(first), column + keys.index(last), text, band)

    def _top(self, block: Grid, each: Field, row: int, column: int, heading: bool) -> None:
        spot = self.layout.spots[each.key]
        labels = len(block.left) or block.labels
        if heading:
            if not block.left:
                for number in range(labels):
                    text = (self._said(spot, each.label), self._said(spot, each.unit), "", "")
                    self._put(row, column + number, text[min(number, 2)], HEADER, LABEL)
            self._field(spot, HEADER)
            return
        self._put(row, column, self._said(spot, each.label), LABEL, RULED)
        if labels > 1 and not (block.units and row + 1 == first_row(block)):
            unit: Style = {"font_color": GREY, "font_size": SMALL}
            self._put(row, column + 1, self._said(spot, each.unit), LABEL, RULED, unit)
        self._field(spot)

    def _text(self, block: Text) -> None:
        row, column = xl_cell_to_rowcol(block.at)
        spot = self.layout.spots.get(block.key) or Spot(
            text_field(block), self.sheet.title, row, column
        )
        content = self._said(spot, block.content)
        bottom, right = xl_cell_to_rowcol(block.to or block.at)
        wrap: Style = {"text_wrap": True, "valign": "top"} if block.to else {}
        look = wrap | block.style
        if block.link:
            self.page.write_url(row, column, block.link, self.styles.cell(look), content)
            return
        frozen = xl_cell_to_rowcol(self.sheet.freeze)[1] if self.sheet.freeze else 0
        if row == bottom and column < frozen <= right:
            self._over(row, column, right, content, look | {"text_wrap": False})
        else:
            self._merged(row, column, right, content, look, bottom)
        for when in block.looks:
            self._look(spot, when, bottom - row + 1, right - column + 1)

    def _area(self, block: Area) -> None:
        row, column = xl_cell_to_rowcol(block.at)
        bottom, right = xl_cell_to_rowcol(block.to)
        wrap: Style = {"text_wrap": True, "align": "left", "shrink": False}
        look = self.styles.cell(look_of(block.field, wrap))
        self.page.merge_range(row, column, bottom, right, "", look)
        self._field(self.layout.spots[block.field.key], wrap)

    def _over(self, row: int, left: int, right: int, content: object, style: Style) -> None:
        """Write a text that runs over blank cells, not merged: frozen panes may part them."""
        self._put(row, left, content, style)
        for column in range(left + 1, right + 1):
            self._put(row, column, None, style)

    def _merged(
        self,
        row: int,
        left: int,
        right: int,
        content: object,
        style: Style,
        bottom: int | None = None,
    ) -> None:
        if right > left or (bottom or row) > row:
            look = self.styles.cell(style)
            self.page.merge_range(row, left, row if bottom is None else bottom, right, "", look)
        self._put(row, left, content, style)

    def _field(self, spot: Spot, *given: Style) -> None:
        """Write a field's cells, with its looks and its rule."""
        each = spot.field
        style = look_of(each, *given)
        for down in range(spot.rows):
            for across in range(spot.columns):
                content = self._content(spot, down, across)
                self._put(spot.row + down, spot.column + across, content, style)
        for when in each.looks:
            self._look(spot, when, spot.rows, spot.columns)
        if isinstance(each, Asked) and each.rule is not None:
            rule = {
                "input_title": _short(each.label, 32),
                "input_message": each.rule.hint,
                "error_title": "Please check",
                "error_message": each.rule.wrong,
                **{key: self._option(spot, value) for key, value in each.rule.options.items()},
            }
            bottom, right = spot.row + spot.rows - 1, spot.column + spot.columns - 1
            if self.page.data_validation(spot.row, spot.column, bottom, right, rule):
                raise ValueError(f"{each.key}: its rule is refused: {rule}")

    def _content(self, spot: Spot, down: int, across: int) -> object:
        each = spot.field
        if isinstance(each, Worked):
            if each.constant is not None:
                return each.constant
            return "=" + formula_at(self.layout, spot, each.formula, down, across)
        content = self.contents.get(each.key)
        if content is None and each.key not in self.contents and isinstance(each, Asked):
            content = each.starts
        if spot.down and spot.across:
            content = _entry(content, down)
            return _entry(content, across)
        return _entry(content, down + across) if spot.down or spot.across else content

    def _look(self, spot: Spot, when: When, rows: int, columns: int) -> None:
        formula = "=" + formula_at(self.layout, spot, when.formula, local=True)
        self._when(spot.row, spot.column, rows, columns, formula, when.style, when.last)

    def _when(
        self,
        row: int,
        column: int,
        rows: int,
        columns: int,
        formula: str,
        style: Style,
        last: bool = False,
    ) -> None:
        self.page.conditional_format(
            row,
            column,
            row + rows - 1,
            column + columns - 1,
            {
                "type": "formula",
                "criteria": formula,
                "format": self.styles.change(style),
                "stop_if_true": last,
            },
        )


def _entry(content: object, number: int) -> object:
    """Give one entry of a list; of one value for a whole axis, that value."""
    if isinstance(content, Sequence) and not isinstance(content, str):
        return content[number] if number < len(content) else None
    return content


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
