"""Cells that speak: what they look like, and how they turn red where something is wrong."""

from __future__ import annotations

from templates.builder.describing import Text, When
from templates.builder.styling import ALERT, NAVY, NOTE, RULED, Style

__all__ = ["IN_WORDS", "WRONG", "noted", "spoken"]

WRONG: Style = {"font_color": ALERT, "bold": True}
IN_WORDS: Style = {"shrink": False, "text_wrap": True, "font_size": 9}


def noted(row: int, key: str, formula: str, last: str = "K") -> Text:
    """Describe what stands right of an input: what it is for or, when it is wrong, what to do."""
    return Text(
        at=f"E{row}",
        to=f"{last}{row}",
        key=key,
        content=f"={formula}",
        style=NOTE | RULED | {"align": "left", "indent": 1, "valign": "vcenter"},
        looks=(When('ISNUMBER(SEARCH("Check:",{' + key + "}))", WRONG),),
    )


def spoken(at: str, to: str, key: str, formula: str) -> Text:
    """Describe a sentence that sums up a sheet: bold, red where something is wrong."""
    return Text(
        at=at,
        to=to,
        key=key,
        content=f"={formula}",
        style={"bold": True, "font_color": NAVY, "valign": "vcenter", "align": "left"},
        looks=(When('ISNUMBER(SEARCH("Check:",{' + key + "}))", WRONG),),
    )
