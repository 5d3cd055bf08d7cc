"""Formulas that answer in words: numbers and dates as text in the reader's own format.

TEXT(…, "d mmm yyyy") and TEXT(…, "#,##0") read their format in the language of the program, so
dates go through CHOOSE and numbers through FIXED.
"""

from __future__ import annotations

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
    """Write a whole number with the reader's own separators."""
    return f"FIXED({cell},0)"


def amount(cell: str) -> str:
    """Write an amount, with two decimals only where it has any."""
    return f"FIXED({cell},IF({cell}=INT({cell}),0,2))"


def percent(cell: str) -> str:
    """Write a share as a percentage: 80%."""
    return f'ROUND(100*{cell},2)&"%"'


def state(cell: str, checks: list[tuple[str, str]], otherwise: str) -> str:
    """Nest (condition, answer) pairs into IFs, guarded against an error in `cell`."""
    formula = otherwise
    for condition, answer in reversed(checks):
        formula = f"IF({condition},{answer},{formula})"
    return f'IF(ISERROR({cell}),"Check: this cell holds an error, clear it.",{formula})'
