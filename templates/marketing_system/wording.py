"""Pieces of formulas, and looks, that several sheets of the marketing system share."""

from __future__ import annotations

from collections.abc import Sequence

from templates.builder.describing import When
from templates.builder.styling import ALERT, GREY, NOTE, SMALL, Style

__all__ = [
    "BESIDE",
    "STALE",
    "TYPED",
    "alert",
    "changed",
    "channel_slot",
    "first_true",
    "number_among",
    "percent",
    "row_check",
    "slot",
    "stale",
]

STALE = '"fill to update"'
"""What stands where a fill is due."""

BESIDE: Style = NOTE | {"text_wrap": False, "shrink": False, "align": "left", "indent": 1}
"""A sentence that runs on over the free cells to its right."""

TYPED: Style = {"font_size": SMALL, "text_wrap": True, "shrink": False}
"""A short text typed into a narrow cell."""


def alert(key: str) -> When:
    """Show a sentence that begins with "Check:" as one."""
    look: Style = {"font_color": ALERT, "bold": True}
    return When(f'ISNUMBER(SEARCH("Check:",{{{key}}}))', look)


def stale(key: str) -> When:
    """Show that a fill is due."""
    look: Style = {"font_color": GREY, "italic": True}
    return When(f"ISNUMBER(SEARCH({STALE},{{{key}}}))", look)


def first_true(checks: Sequence[tuple[str, str]], otherwise: str) -> str:
    """Nest (condition, answer) pairs into IFs: the first that is true gives the answer."""
    formula = otherwise
    for condition, answer in reversed(checks):
        formula = f"IF({condition},{answer},{formula})"
    return formula


def row_check(keys: Sequence[str], checks: Sequence[tuple[str, str]], otherwise: str = '""') -> str:
    """Check a row of a table: blank where the row is, else the first check that fails."""
    typed = "&".join(f"{{{key}}}" for key in keys)
    return (
        f'IF(ISERROR({typed}),"Check: a cell in this row holds an error: clear it",'
        f'IF({typed}="","",{first_true(checks, otherwise)}))'
    )


def number_among(typed: str, kind: str) -> str:
    """Give which stage, channel or activity a typed name is: 1, 2, …, or 0 for none.

    A comparison, since MATCH would take "*" and "?" in a name for wildcards. A name that does not
    count is told by a number, which no text equals.
    """
    return f"IF(ISERROR({typed}),0,SUMPRODUCT(({{{kind}_told:}}=TRIM({typed}))*{{{kind}_number:}}))"


def slot(kind: str, thing: str, period: str) -> str:
    """Tell kind, thing and period by one number: sums by one column load faster than by three."""
    return f"({kind}*{{things_room}}+{thing})*({{period_count}}+1)+{period}"


def channel_slot(channel: str, period: str) -> str:
    """Tell channel and period by one number."""
    return f"{channel}*({{period_count}}+1)+{period}"


def percent(share: str) -> str:
    """Write a share as a percentage with a decimal where it has one: 38.5%."""
    return f'ROUND({{hundred}}*{share},1)&"%"'


def changed(now: str, at_fill: str) -> str:
    """Tell (1 or 0) whether a number differs from its copy at the last fill."""
    return (
        f"IF(ISNUMBER({at_fill}),IF(ISNUMBER({now}),"
        f"IF(ABS({at_fill}-{now})>ABS({at_fill})*{{same}},1,0),1),IF(ISNUMBER({now}),1,0))"
    )
