"""One font, four sizes, and a palette whose parts differ in lightness, not in hue alone."""

from __future__ import annotations

from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

FONT = "Calibri"
TITLE, SECTION, BODY, SMALL = 20, 13, 11, 9

INK = "#1F2933"
NAVY = "#1B365D"
AMBER = "#E9A93F"
GREY = "#5F6B7A"
LINE = "#D3D9E0"
PALE = "#F3F5F8"
INPUT_FILL, INPUT_LINE, INPUT_INK = "#FFF6D6", "#B08A1E", "#1A3FA0"
FILLED_FILL, FILLED_LINE = "#E6EDF5", "#5F6B7A"
ALERT = "#A61B1B"
WHITE = "#FFFFFF"

# No "_)" to keep numbers off the edge: LibreOffice shows it as text once it has saved an .ods.
WHOLE = "#,##0"
CENTS = "#,##0.00"
RATE = "0.00%"
DAY = "d mmm yyyy"
MONTH = "mmm yy"
PLAIN = "General"
WORDS = "#,##0;-#,##0;0;@"

MONEY = "#,##0;-#,##0;0"
MONEY_CENTS = "#,##0.00;-#,##0.00;0.00"
"""What `--currency` turns into a format with a currency's sign; the part for zero is the mark."""

NUMBERS: dict[str, str] = {
    "whole": WHOLE,
    "tenths": "#,##0.0",
    "hundredths": CENTS,
    "money": MONEY,
    "cents": MONEY_CENTS,
    "rate": RATE,
    "share": "0%",
    "signed": "+#,##0.0;-#,##0.0;0.0",
    "growth": "+0.0%;-0.0%;0.0%",
    "day": DAY,
    "month": MONTH,
    "text": PLAIN,
    "number": PLAIN,
}
"""How cells show, by the word that a field says."""

SHADES = 8
"""Colours that look the same: they differ in the last three bits of their blue."""

Style = dict[str, Any]

INPUT: Style = {
    "bg_color": INPUT_FILL,
    "border": 1,
    "border_color": INPUT_LINE,
    "font_color": INPUT_INK,
}
"""A cell to type in: yellow, boxed, blue digits."""

INVITING: Style = {"border": 4, "border_color": "#C9B26A"}
"""The next free cell, where one more stage or month may be typed."""

FILLED: Style = {
    "bg_color": FILLED_FILL,
    "border": 3,
    "border_color": FILLED_LINE,
    "italic": True,
}
"""A cell that `funnel fill` writes: dashed box, italic."""

BAND: Style = {"bold": True, "font_color": WHITE, "bg_color": NAVY}
HEADER: Style = {**BAND, "text_wrap": True, "align": "right", "indent": 1, "num_format": WORDS}
NOTE: Style = {"font_size": SMALL, "font_color": GREY, "text_wrap": True}
HEADING: Style = {
    "font_size": SECTION,
    "bold": True,
    "font_color": NAVY,
    "bottom": 2,
    "bottom_color": NAVY,
}
RULED: Style = {"bottom": 1, "bottom_color": LINE}
FOOT: Style = {"bold": True, "top": 1, "top_color": NAVY, "bottom": 1, "bottom_color": NAVY}
"""A row of totals."""

SERIES = (NAVY, AMBER, "#4A78A8", "#F3D9A4", GREY, "#B7CBE0", "#8A5A12", LINE)
"""Colours of a chart's series, in turn dark and light so that neighbours differ in grey, too."""


class Styles:
    """Formats by their properties, each made once; conditional ones carry only what they change."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[bool, tuple[tuple[str, Any], ...]], Format] = {}

    def cell(self, style: Style, column: int = 0) -> Format:
        """Give a cell's format: the common look, and `style` on top.

        Args:
            style: what the cell adds.
            column: where it stands, from 0.
        """
        base: Style = {"font_name": FONT, "font_size": BODY, "font_color": INK, "valign": "vcenter"}
        style = base | style
        if style.get("align") not in ("left", "right"):
            # an indent would turn what is centred to the left
            style.pop("indent", None)
        elif style["align"] == "right":
            # LibreOffice forgets a right indent where only the number format differs from the cell
            # before it; another colour, by bits that nobody sees, makes it look again
            style["font_color"] = f"#{int(style['font_color'][1:], 16) ^ column % SHADES:06X}"
        return self._format(False, style)

    def change(self, style: Style) -> Format:
        """Give what a conditional format changes."""
        return self._format(True, style)

    def _format(self, conditional: bool, style: Style) -> Format:
        key = (conditional, tuple(sorted(style.items())))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(style)
        return self._made[key]
