"""Pieces of formulas that answer in words, the same in every language of the program.

TEXT(…, "d mmm yyyy") and TEXT(…, "#,##0") read their format in the language of the program, so
dates go through CHOOSE and numbers through FIXED.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["counted", "day", "state", "whole"]

MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day(cell: str) -> str:
    """Write a date in words: 31 December 2027."""
    months = ",".join(f'"{name}"' for name in MONTH_NAMES)
    return f'DAY({cell})&" "&CHOOSE(MONTH({cell}),{months})&" "&YEAR({cell})'


def whole(cell: str) -> str:
    """Write a number without decimals, with the reader's own separators."""
    return f"FIXED({cell},0)"


def counted(cell: str, one: str, several: str) -> str:
    """Write a whole number with its noun: 1 thing, 3 things."""
    return f'{whole(cell)}&IF({cell}=1," {one}"," {several}")'


def state(cell: str, checks: Sequence[tuple[str, str]], otherwise: str) -> str:
    """Nest (condition, answer) pairs into IFs, guarded against an error in the cell.

    The first condition that is true gives the answer.
    """
    formula = otherwise
    for condition, answer in reversed(checks):
        formula = f"IF({condition},{answer},{formula})"
    return f'IF(ISERROR({cell}),"Check: this cell holds an error, clear it.",{formula})'
