"""Errors of cells: Calc carries one in a number that is none, whose low half is its own code."""

from __future__ import annotations

import struct

__all__ = ["code_of", "code_of_number", "error_of"]

NUMBERS = {
    "#NULL!": 521,
    "#DIV/0!": 532,
    "#VALUE!": 519,
    "#REF!": 524,
    "#NAME?": 525,
    "#NUM!": 503,
    "#N/A": 32767,
}
"""Calc's own numbers for the codes."""

_CODES = {number: code for code, number in NUMBERS.items()}
_QUIET = 0x7FF80000


def error_of(code: str) -> float:
    """Give the number that Calc shows as an error; a code it does not know shows as #VALUE!."""
    low = NUMBERS.get(code, NUMBERS["#VALUE!"])
    return struct.unpack("<d", struct.pack("<II", low, _QUIET))[0]


def code_of(number: float) -> str:
    """Give the code that a number stands for that is none."""
    low, _ = struct.unpack("<II", struct.pack("<d", number))
    return code_of_number(low)


def code_of_number(number: int) -> str:
    """Give the code of one of Calc's own numbers for errors."""
    if number in _CODES:
        return _CODES[number]
    return f"Err:{number}" if number else "#NUM!"
