"""A case as a person types it: arguments in cells, a formula that refers to them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter

from funnel_addin import functions
from funnel_addin.catalog import Argument, Kind, require
from funnel_core.errors import FunnelError
from tests.cases import Case
from tests.libreoffice.calc import Office

IMPOSSIBLE = "no cells hold it: rows of unequal length, lists in lists, or no number at all"
SURPLUS = "Calc refuses a surplus argument itself"
WORKBOOK = "without arguments it reads the plan of the spreadsheet it stands in"
TRUTH = "Calc hands TRUE and FALSE over as 1 and 0"
IN_RANGE = "Calc hands no range over in which a cell shows an error: it answers Err:504"

SHOWS_ERROR = {
    "#N/A": "=NA()",
    "#DIV/0!": "=1/0",
    "#REF!": '=INDIRECT("nowhere")',
    "#NAME?": "=nowhere",
    "#NUM!": "=EXP(1000)",
    "#VALUE!": '="a"+1',
}
"""What to type for a cell to show an error."""


@dataclass(frozen=True)
class Expected:
    """What Calc is to show: rows, or an error with a part of its reason.

    Where Calc tells less apart than JSON does, `differs` says why, and the rest what it then shows.
    """

    case: Case
    differs: str = ""

    @property
    def shape(self) -> tuple[int, int]:
        """Give how many rows and columns the answer has."""
        value = self.case.value
        return (len(value), len(value[0])) if value else (1, 1)


def expected(case: Case) -> Expected:
    """Tell what Calc is to show for a case."""
    function = require(case.function)
    if not can_be_held(case.args):
        return Expected(case, IMPOSSIBLE)
    if len(case.args) > len(function.arguments):
        return Expected(case._replace(error="Err:504", value=None, message=""), SURPLUS)
    if any(has_error(each) for each in case.args):
        return Expected(case._replace(error="Err:504", value=None, message=""), IN_RANGE)
    if not any(each is not None for each in case.args) and case.function == "FUNNEL_REQUIRED":
        return Expected(case._replace(message="neither 'Plan_Rates' nor 'Plan_Counts'"), WORKBOOK)
    handed = [
        each if argument.kind is Kind.FLAG else as_number(each)
        for argument, each in zip(function.arguments, case.args, strict=False)
    ]
    if repr(handed) != repr(case.args):
        return Expected(answered(case, handed), TRUTH)
    return Expected(case)


def answered(case: Case, handed: list[Any]) -> Case:
    """Give the case that the core answers to other arguments."""
    try:
        rows = [list(row) for row in functions.call(case.function, handed)]
    except FunnelError as error:
        return case._replace(error=error.code, message=str(error), value=None)
    return case._replace(error=None, message="", value=rows, tolerance=0.0)


def can_be_held(content: Any) -> bool:
    """Tell whether cells can hold the arguments."""
    for each in content:
        if isinstance(each, list):
            if not each or not all(isinstance(row, list) and row for row in each):
                return False
            if len({len(row) for row in each}) > 1:
                return False
            if any(isinstance(cell, list) or not finite(cell) for row in each for cell in row):
                return False
        elif not finite(each):
            return False
    return True


def finite(cell: Any) -> bool:
    """Tell whether a cell can hold a number."""
    return not isinstance(cell, (int, float)) or (abs(cell) < 1.8e308 and math.isfinite(cell))


def has_error(argument: Any) -> bool:
    """Tell whether a range of several cells has one that shows an error."""
    cells = [cell for row in argument for cell in row] if isinstance(argument, list) else []
    return len(cells) > 1 and any(isinstance(each, str) and each in SHOWS_ERROR for each in cells)


def as_number(content: Any) -> Any:
    """Give cells as Calc hands them over."""
    if isinstance(content, list):
        return [as_number(each) for each in content]
    return int(content) if isinstance(content, bool) else content


@dataclass
class Page:
    """A sheet that is filled with cases, one under the other."""

    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    matrices: list[tuple[str, str, str]] = field(default_factory=list)
    row: int = 1

    def add(self, wanted: Expected) -> Block:
        """Type a case: its formula in a cell, as a matrix, and the reason of its error."""
        case = wanted.case
        column, height, words = 1, wanted.shape[0], []
        for argument, each in _paired(case):
            if each is None:
                words.append("")
                continue
            rows = each if isinstance(each, list) else [[each]]
            words.append(self._type(argument, rows, column))
            column += len(rows[0]) + 1
            height = max(height, len(rows))
        while words and not words[-1]:
            words.pop()
        formula = f"={case.function}({';'.join(words)})"
        single = _place(column, self.row)
        matrix = _place(column + 2, self.row, *wanted.shape)
        why = _place(column + 1, self.row)
        self.cells[column, self.row] = formula
        self.cells[column + 1, self.row] = f"=FUNNEL_WHY({single})"
        self.matrices.append((matrix, "array", formula))
        self.row += height + 1
        return Block(wanted, formula, single, matrix, why)

    def _type(self, argument: Argument | None, rows: list[list[Any]], column: int) -> str:
        for down, row in enumerate(rows):
            for across, cell in enumerate(row):
                if cell is not None:
                    self.cells[column + across, self.row + down] = keyed(cell, argument)
        return _place(column, self.row, len(rows), len(rows[0]))

    def enter(self, office: Office, book: int, sheet: str) -> None:
        """Type all into a sheet."""
        columns = range(1, max(column for column, _ in self.cells) + 1)
        rows = [[self.cells.get((each, row), "") for each in columns] for row in range(1, self.row)]
        office.fill(book, sheet, _place(1, 1, len(rows), len(columns)), rows)
        office.put(book, sheet, self.matrices)


@dataclass(frozen=True)
class Block:
    """Where a case was typed."""

    wanted: Expected
    formula: str
    single: str
    matrix: str
    why: str


def keyed(cell: Any, argument: Argument | None = None) -> str:
    """Give what is typed for a cell to hold something; an apostrophe makes a text of anything."""
    if isinstance(cell, bool):
        return f"={str(cell).upper()}()"
    if isinstance(cell, (int, float)):
        return repr(float(cell))
    if cell in SHOWS_ERROR:
        return SHOWS_ERROR[cell]
    if cell == "":
        return '=""'
    if argument and argument.kind is Kind.DATE and re.fullmatch(r"\d{4}-\d\d-\d\d", cell, re.ASCII):
        return str(cell)  # Calc makes a date of it
    return f"'{cell}"


def _paired(case: Case) -> Iterator[tuple[Argument | None, Any]]:
    arguments = require(case.function).arguments
    for position, each in enumerate(case.args):
        yield (arguments[position] if position < len(arguments) else None), each


def _place(column: int, row: int, rows: int = 1, columns: int = 1) -> str:
    first = f"{get_column_letter(column)}{row}"
    if rows == columns == 1:
        return first
    return f"{first}:{get_column_letter(column + columns - 1)}{row + rows - 1}"
