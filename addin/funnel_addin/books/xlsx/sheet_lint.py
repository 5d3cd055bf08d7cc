"""Faults of one worksheet part that the schema allows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from funnel_addin.books.port import Problem, column_letters, quoted
from funnel_addin.books.xlsx.formulas import column_number
from funnel_addin.books.xlsx.markup import Element, local
from funnel_addin.books.xlsx.sheets import Sheets
from funnel_addin.books.xlsx.syntax import FormulaCheck
from funnel_addin.books.xlsx.workbook import Sheet

__all__ = ["SheetLint"]

ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
RULES = frozenset(("formula1", "formula2", "formula", "f"))


class SheetLint:
    """Looks through one worksheet."""

    def __init__(self, sheets: Sheets, sheet: Sheet, check: FormulaCheck) -> None:
        self._sheet = sheet
        self._grid = sheets.grid(sheet)
        self._check = check
        self._texts = len(sheets.reading.texts)
        self._styles = sheets.reading.style_count

    def problems(self) -> Iterator[Problem]:
        """Give every fault found."""
        yield from self._rows()
        yield from self._merges()
        yield from self._rules()

    def _problem(self, at: str, sentence: str) -> Problem:
        where = f"{quoted(self._sheet.name)}!{at}"
        return Problem(self._sheet.name, where, f"{where}: {sentence}")

    def _rows(self) -> Iterator[Problem]:
        before = 0
        shared: set[str] = set()
        for row in self._grid.row_elements():
            text = row.get("r")
            number = int(text) if text else before + 1
            if number == before:
                yield self._problem(f"{number}:{number}", "this row is there twice")
            elif number < before:
                yield self._problem(f"{number}:{number}", f"this row stands after row {before}")
            before = max(number, before)
            yield from self._cells(row, number, shared)

    def _cells(self, row: Element, number: int, shared: set[str]) -> Iterator[Problem]:
        before = 0
        for cell in row.iterchildren(self._grid.c):
            address = cell.get("r") or f"{column_letters(before + 1)}{number}"
            match = ADDRESS.fullmatch(address)
            if match is None:
                yield self._problem(address, "this is no address of a cell")
                continue
            column = column_number(match.group(1))
            if int(match.group(2)) != number:
                yield self._problem(address, f"this cell stands in row {number}")
            if column == before:
                yield self._problem(address, "this cell is there twice")
            elif column < before:
                yield self._problem(
                    address, f"this cell stands after column {column_letters(before)}"
                )
            before = max(column, before)
            yield from self._cell(cell, address, shared)

    def _cell(self, cell: Element, address: str, shared: set[str]) -> Iterator[Problem]:
        style = cell.get("s", "0")
        if not style.isdecimal() or int(style) >= max(self._styles, 1):
            yield self._problem(address, f"its style is number {style} of {self._styles}")
        if cell.get("t") == "s":
            index = (cell.findtext(self._grid.v) or "").strip()
            if not index.isdecimal() or int(index) >= self._texts:
                yield self._problem(address, f"its text is number {index} of {self._texts}")
        formula = cell.find(self._grid.f)
        if formula is None:
            return
        if formula.get("t") == "shared":
            index = formula.get("si", "")
            if formula.text:
                shared.add(index)
            elif index not in shared:
                yield self._problem(address, f"its shared formula {index} is written nowhere")
        for fault in self._check.faults((formula.text or "").strip()):
            yield self._problem(address, f"the formula ={formula.text} is faulty: {fault}")

    def _merges(self) -> Iterator[Problem]:
        merges = sorted(self._grid.merges, key=lambda area: area.top)
        for position, one in enumerate(merges):
            for other in merges[position + 1 :]:
                if other.top > one.bottom:
                    break
                if one.meets(other):
                    at = f"{column_letters(other.left)}{other.top}"
                    yield self._problem(at, "two merged cells lie over one another here")

    def _rules(self) -> Iterator[Problem]:
        """Look at the formulas of validations, conditional formats and sparklines."""
        for element in self._grid.root.iter():
            if local(element) not in RULES or element.tag == self._grid.f or len(element):
                continue
            text = (element.text or "").strip()
            if text:
                for fault in self._check.faults(text):
                    yield self._problem(
                        "rules", f"a validation, format or sparkline uses {text}: {fault}"
                    )
