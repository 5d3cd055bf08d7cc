"""What a field's cells look like: by its kind, by what they show, and by its own style."""

from __future__ import annotations

from templates.builder.describing import Asked, Field, Filled
from templates.builder.styling import FILLED, INPUT, NUMBERS, RULED, Style

__all__ = ["LABEL", "NUMBER", "TEXTUAL", "look_of"]

UNLOCKED: Style = {"locked": False}
LABEL: Style = {"align": "left", "indent": 1}
NUMBER: Style = {"align": "right", "indent": 1}
TEXTUAL = ("text", "note")


def look_of(each: Field, *given: Style) -> Style:
    """Give the style of a field's cells: its kind's, what its block adds, its own on top."""
    style = _base(each)
    for more in (*given, {"num_format": NUMBERS[each.shown]}, each.style):
        style = style | more
    return style


def _base(each: Field) -> Style:
    """Give what a field looks like by its kind."""
    aligned: Style = LABEL if each.shown in TEXTUAL else NUMBER
    fitted: Style = aligned | {"shrink": True}
    if isinstance(each, Asked):
        return UNLOCKED | fitted | ({} if each.plain else INPUT)
    if isinstance(each, Filled):
        return UNLOCKED | fitted | ({} if each.plain else FILLED)
    return fitted | ({} if each.plain else RULED)
