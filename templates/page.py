"""A sheet being written: texts, formulas with the values they have, inputs with their rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlsxwriter.worksheet import Worksheet

from templates.builder.styling import GREY, SMALL, WHITE, Style, Styles

Cached = Mapping[tuple[str, str], Any]

UNLOCKED: Style = {"locked": False}


class Page:
    """One sheet of the template.

    Args:
        sheet: the worksheet to write on.
        styles: the workbook's formats.
        cached: what each formula cell shows, by sheet and cell; empty on the first pass.
    """

    def __init__(self, sheet: Worksheet, styles: Styles, cached: Cached) -> None:
        self.sheet = sheet
        self._styles = styles
        self._cached = cached

    def put(self, cell: str, content: str | float | None, *styles: Style) -> None:
        """Write a text, a number, a formula (it begins with =) or, with None, only the style."""
        format_ = self._styles.cell(_merged(styles))
        if isinstance(content, str) and content.startswith("="):
            shown = self._cached.get((self.sheet.get_name(), cell), "")
            self.sheet.write_formula(cell, content, format_, shown)
        elif content is None:
            self.sheet.write_blank(cell, None, format_)
        elif isinstance(content, str):
            self.sheet.write_string(cell, content, format_)
        else:
            self.sheet.write_number(cell, content, format_)

    def wide(self, cells: str, content: str, *styles: Style) -> None:
        """Write over several cells merged into one."""
        self.sheet.merge_range(cells, "", self._styles.cell(_merged(styles)))
        self.put(cells.split(":")[0], content, *styles)

    def when(self, cells: str, formula: str, style: Style, last: bool = False) -> None:
        """Change the look of cells where a formula is true."""
        self.sheet.conditional_format(
            cells,
            {
                "type": "formula",
                "criteria": formula,
                "format": self._styles.change(style),
                "stop_if_true": last,
            },
        )

    def rule(
        self, cells: str, title: str, hint: str, wrong: str, **rule: str | float | list[str]
    ) -> None:
        """Validate what is typed into cells: a hint on entering, and what to do when refused."""
        self.sheet.data_validation(
            cells,
            {
                "input_title": title,
                "input_message": hint,
                "error_title": "Please check",
                "error_message": wrong,
                **rule,
            },
        )

    def finish(self, title: str, first_input: str, area: str) -> None:
        """Protect without a password, set up the print, and put the cursor on the first input."""
        self.sheet.protect("", {"format_columns": True, "format_rows": True})
        self.sheet.set_selection(first_input)
        self.sheet.hide_gridlines(2)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.sheet.fit_to_pages(1, 1)
        self.sheet.center_horizontally()
        self.sheet.print_area(area)
        self.sheet.set_footer(f'&L&"Calibri,Regular"&9{title}&R&"Calibri,Regular"&9Page &P of &N')


SMALL_PRINT: Style = {"font_size": SMALL, "font_color": GREY}
BEHIND: Style = {"font_size": SMALL, "font_color": WHITE}
"""Chart data that lies under the chart itself: hidden columns would empty it in some programs."""


def _merged(styles: tuple[Style, ...]) -> Style:
    merged: Style = {}
    for style in styles:
        merged |= style
    return merged
