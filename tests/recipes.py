"""The README's recipes: tables of cells, each with what is typed and what it shows.

A recipe is worked out as a spreadsheet would: constants stand in their cells, answers spill to
the right and down, and references read what stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils import get_column_letter, range_boundaries

from funnel_addin import functions

_CELL = re.compile(r"([A-Z]+)(\d+)")
_NUMBER = re.compile(r"[-+]?[\d,]*\.?\d+(e[-+]?\d+)?%?")


@dataclass(frozen=True)
class Line:
    """One row of a recipe: the cell or range, what is typed in it, and what it shows."""

    cell: str
    typed: str
    shown: str


def recipes(markdown: str) -> dict[str, list[Line]]:
    """Give the recipes of a text by their headings: tables whose first column is `cell`."""
    found: dict[str, list[Line]] = {}
    heading = ""
    inside = False
    for line in markdown.splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
        cells = [part.strip().strip("`") for part in line.strip("|").split("|")]
        if line.startswith("| cell |"):
            inside = True
        elif not line.startswith("|"):
            inside = False
        elif inside and not line.startswith("|---"):
            found.setdefault(heading, []).append(Line(cells[0], cells[2], cells[3]))
    return found


@dataclass
class Sheet:
    """Cells by column and row, filled one formula after the other."""

    cells: dict[tuple[int, int], Any] = field(default_factory=dict)

    def enter(self, line: Line) -> list[list[Any]]:
        """Type a line into its cell, let it spill, and give the rows that now stand there."""
        left, top, right, bottom = range_boundaries(line.cell)
        if line.typed.startswith("="):
            rows = self.answer(line.typed)
        else:
            parts = [row.split(" · ") for row in line.typed.split(" / ")]
            rows = [[constant(cell) for cell in row] for row in parts]
            if left == right:
                rows = [[value] for value in rows[0]]
            assert (len(rows), len(rows[0])) == (bottom - top + 1, right - left + 1), line
        for down, row in enumerate(rows):
            for across, value in enumerate(row):
                self.cells[left + across, top + down] = value
        return rows

    def answer(self, formula: str) -> list[list[Any]]:
        """Answer a formula made of functions, references, constants and arrays."""
        tokens = [t for t in Tokenizer(formula).items if t.type != Token.WSPACE]
        value, rest = self._value(tokens)
        assert not rest, f"cannot read {formula}"
        return value if isinstance(value, list) else [[value]]

    def _value(self, tokens: list[Token]) -> tuple[Any, list[Token]]:
        first, *rest = tokens
        if first.type == Token.OP_PRE:
            value, rest = self._value(rest)
            return (-value if first.value == "-" else value), rest
        if first.type == Token.ARRAY:
            return _array(rest)
        if first.type == Token.FUNC:
            return self._call(first.value.rstrip("("), rest)
        if first.subtype == Token.RANGE:
            return self._range(first.value), rest
        value = constant(first.value)
        while rest and rest[0].type == Token.OP_POST:
            value, rest = value / 100, rest[1:]
        return value, rest

    def _call(self, name: str, tokens: list[Token]) -> tuple[Any, list[Token]]:
        arguments: list[Any] = []
        pending: Any = None
        while True:
            first = tokens[0]
            if first.type in (Token.SEP, Token.FUNC) and first.value in (",", ")"):
                arguments.append(pending)
                pending, tokens = None, tokens[1:]
                if first.value == ")":
                    break
            else:
                pending, tokens = self._value(tokens)
        answer = functions.call(name, arguments if arguments != [None] else [])
        rows = [list(row) for row in answer]
        return (rows[0][0] if len(rows) == len(rows[0]) == 1 else rows), tokens

    def _range(self, reference: str) -> Any:
        left, top, right, bottom = range_boundaries(reference)
        rows = [
            [self.cells.get((column, row)) for column in range(left, right + 1)]
            for row in range(top, bottom + 1)
        ]
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                place = f"{get_column_letter(left + column)}{top + row}"
                assert value is not None, f"{place} is blank in {reference}"
        return rows[0][0] if len(rows) == len(rows[0]) == 1 else rows


def _array(tokens: list[Token]) -> tuple[list[list[Any]], list[Token]]:
    """Read an array constant after its opening brace."""
    rows: list[list[Any]] = [[]]
    for index, token in enumerate(tokens):
        if token.type == Token.ARRAY:
            return rows, tokens[index + 1 :]
        if token.value == ";":
            rows.append([])
        elif token.type == Token.OPERAND:
            rows[-1].append(constant(token.value))
        else:
            assert token.value in ("", ",", "ARRAYROW"), f"cannot read {token.value} in an array"
    raise AssertionError("an array constant is not closed")


def constant(text: str) -> Any:
    """Read a constant as a cell reads it: 1,000, 47%, a text."""
    text = text.strip()
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text) or not _NUMBER.fullmatch(text):
        return text.strip('"')
    number = float(text.rstrip("%").replace(",", ""))
    if text.endswith("%"):
        return float(f"{number / 100:.15g}")
    return int(number) if number == int(number) else number


def shows(value: Any, shown: str) -> bool:
    """Tell whether a cell with `value`, at the decimals that are shown, shows just that."""
    if isinstance(value, str):
        return value == shown
    percent = shown.endswith("%")
    digits = shown.rstrip("%")
    decimals = len(digits.partition(".")[2])
    return f"{value * (100 if percent else 1):,.{decimals}f}" == digits


def disagreements(lines: list[Line]) -> Iterator[str]:
    """Work a recipe out, and give each line whose cells do not show what it says."""
    sheet = Sheet()
    for line in lines:
        rows = sheet.enter(line)
        if line.shown:
            values = [value for row in rows for value in row]
            parts = [part.strip() for part in re.split(r" · | / ", line.shown)]
            if len(parts) != len(values) or not all(map(shows, values, parts)):
                yield f"{line.cell} {line.typed} shows {values}, not {line.shown}"
