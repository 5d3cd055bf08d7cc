"""The door of every worksheet function: cells in, checked numbers out.

A cell is never guessed at. All that is wrong with one argument is told in one sentence, the first
bad cell first; the first bad cell also decides the code that is shown.
"""

from __future__ import annotations

import datetime
import decimal
import math
import numbers
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from funnel_addin.functions.cells import (
    ERROR_CODES,
    LOADING,
    SPACES,
    Cells,
    count_columns,
    filled_rows,
    is_blank,
    line_of,
    trimmed,
    whole_line_of,
)
from funnel_core.errors import CellError, FunnelError, InputError, OutOfRange, cured_once
from funnel_core.model import Transition
from funnel_core.quantities import COUNT, RATE, Quantity, show

__all__ = [
    "ERROR_CODES",
    "Answer",
    "Cells",
    "Listed",
    "Steps",
    "are_counts",
    "bounded",
    "filled_rows",
    "is_blank",
    "line_of",
    "read_counts",
    "read_date",
    "read_flag",
    "read_list",
    "read_number",
    "read_steps",
    "refuse",
    "trimmed",
    "whole_line_of",
]

Answer: TypeAlias = tuple[tuple[float | int | str, ...], ...]

_NUMBER_AS_TEXT = re.compile(
    r"[+-]?[\s\ufeff]*(\d[\d,]*\.?\d*|\.\d+)(e[+-]?\d+)?[\s\ufeff]*%?", re.IGNORECASE
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DAY_ZERO = datetime.date(1899, 12, 30)
LAST_SERIAL = 2958465


@dataclass(frozen=True, slots=True)
class Listed:
    """Numbers of a row or a column, and which of the two they lie in."""

    values: tuple[float, ...]
    across: bool

    def laid(self, values: Sequence[float | int | str]) -> Answer:
        """Lay an answer as the numbers lie: a row in, a row out."""
        return (tuple(values),) if self.across else tuple((value,) for value in values)


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of a funnel, and whether they lie across."""

    transitions: tuple[Transition, ...]
    across: bool

    def laid(self, values: Sequence[float | int | str]) -> Answer:
        """Lay an answer as the rates lie; a single rate, and counts, answer in a column."""
        return (tuple(values),) if self.across else tuple((value,) for value in values)


def _number(cell: object) -> float | int | FunnelError:
    """Read a cell as a number, or say what it is instead (the error's text is a predicate)."""
    if isinstance(cell, bool):
        return InputError(f"is {str(cell).upper()}: write a number")
    if isinstance(cell, (numbers.Real, decimal.Decimal)):
        try:
            value = float(cell)
        except OverflowError:
            value = math.inf
        if not math.isfinite(value):
            return OutOfRange("is not a finite number: write one below 1.8e+308")
        return int(cell) if isinstance(cell, numbers.Integral) else value
    if is_blank(cell):
        return InputError("is blank: write a number, or leave blanks only at the ends")
    if isinstance(cell, (datetime.date, datetime.time)):
        return InputError(f"is the date {cell.isoformat()}: write a number")
    if isinstance(cell, str):
        text = cell.strip(SPACES)
        if text.upper() in LOADING:
            return CellError("is still loading: try again once it shows a value", "#N/A")
        if text.upper() in ERROR_CODES:
            return CellError(f"holds the error {text}: mend that cell first", text.upper())
        if text.startswith("Err:"):
            return CellError(f"holds the error {text}: mend that cell first", "#VALUE!")
        cure = "write a number"
        if _NUMBER_AS_TEXT.fullmatch(text):
            cure = "numbers held as text do not count: type it again as a number"
        return InputError(f"is the text '{cell}': {cure}")
    return InputError(f"is {cell!r}: write a number")


def bounded(cell: object, quantity: Quantity) -> float | int | FunnelError:
    """Read a cell as a number within bounds, or give what is wrong with it."""
    value = _number(cell)
    if isinstance(value, FunnelError):
        return value
    complaint = quantity.complaint(value)
    return value if complaint is None else OutOfRange(f"is {complaint}")


def refuse(expected: str, faults: Sequence[tuple[str, FunnelError]]) -> FunnelError:
    """Make one error of all that is wrong; the first decides what the cell shows."""
    sayings = [str(fault) for _, fault in faults]
    if all(isinstance(fault, OutOfRange) for _, fault in faults):
        sayings = cured_once(sayings)
    told = "; ".join(
        f"{place or 'it'} {said}" for (place, _), said in zip(faults, sayings, strict=True)
    )
    message = f"{expected}; {told}"
    first = faults[0][1]
    return CellError(message, first.code) if isinstance(first, CellError) else type(first)(message)


def read_number(cells: Cells, quantity: Quantity) -> float | int:
    """Read an argument that is one cell."""
    if cells.height != 1 or cells.width != 1:
        raise InputError(
            f"'{cells.name}' must be one cell with {quantity.one}; "
            f"got a range of {cells.height} × {cells.width} cells"
        )
    value = bounded(cells.rows[0][0], quantity)
    if isinstance(value, FunnelError):
        raise refuse(f"'{cells.name}' must be {quantity.one}", [(cells.place(0, 0), value)])
    return value


def read_flag(cells: Cells) -> bool:
    """Read an argument that is TRUE or FALSE; 1 and 0 serve as well."""
    expected = f"'{cells.name}' must be TRUE or FALSE"
    if cells.height != 1 or cells.width != 1:
        raise _misshapen(cells, f"{expected} in one cell")
    value = cells.rows[0][0]
    if isinstance(value, (bool, int, float)) and value in (0, 1):
        return bool(value)
    fault = _number(value)
    if not isinstance(fault, CellError):
        told = f"the text '{value}'" if isinstance(value, str) else _told(value)
        fault = InputError(f"is {told}: write TRUE or FALSE")
    raise refuse(expected, [(cells.place(0, 0), fault)])


def _told(value: object) -> str:
    return show(value) if isinstance(value, (int, float)) else repr(value)


def _misshapen(cells: Cells, expected: str) -> FunnelError:
    """Say that a range has the wrong shape; an error cell in it is the likelier cause, and told."""
    for row in range(cells.height):
        for column in range(cells.width):
            fault = _number(cells.rows[row][column])
            if isinstance(fault, CellError):
                return refuse(expected, [(cells.place(row, column), fault)])
    return InputError(f"{expected}; got a range of {cells.height} × {cells.width} cells")


def read_date(cells: Cells) -> datetime.date:
    """Read an argument that is one date: a date cell, its serial number, or "YYYY-MM-DD"."""
    cell = cells.rows[0][0] if cells.height == cells.width == 1 else cells.rows
    expected = f"'{cells.name}' must be a date"
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    if (
        isinstance(cell, str)
        and cell.strip(SPACES).upper() not in ERROR_CODES
        and not is_blank(cell)
    ):
        try:
            if _DATE.fullmatch(cell.strip(SPACES)):
                return datetime.date.fromisoformat(cell.strip(SPACES))
        except ValueError:
            pass  # a day that no calendar has
        told = f"{expected}; {cells.place(0, 0) or 'it'} is the text '{cell}'"
        raise InputError(f"{told}: write it as 2027-01-31, or as a date cell")
    if isinstance(cell, tuple):
        raise InputError(f"{expected} in one cell; got a range")
    serial = _number(cell)
    if isinstance(serial, FunnelError):
        raise refuse(expected, [(cells.place(0, 0), serial)])
    if not 0 <= serial <= LAST_SERIAL + 1 - 1e-9:
        raise OutOfRange(f"{expected}; got {show(serial)}, which is no day of a calendar")
    return DAY_ZERO + datetime.timedelta(days=math.floor(serial))


def read_list(cells: Cells, quantity: Quantity) -> Listed:
    """Read a row or a column of numbers; blanks at its ends are trimmed."""
    expected = f"'{cells.name}' must be {quantity.plural}"
    line, across = line_of(cells, expected)
    if not line:
        raise InputError(f"{expected}; it is blank")
    values = [bounded(cells.rows[row][column], quantity) for row, column in line]
    faults = [
        (cells.place(*at), value)
        for at, value in zip(line, values, strict=True)
        if isinstance(value, FunnelError)
    ]
    if faults:
        raise refuse(expected, faults)
    return Listed(tuple(value for value in values if not isinstance(value, FunnelError)), across)


def read_steps(cells: Cells) -> Steps:
    """Read rates: a row or a column of shares, or two columns of counts, entered and advanced."""
    if are_counts(cells):
        return Steps(read_counts(cells), across=False)
    listed = read_list(cells, RATE)
    steps = tuple(Transition.of(rate) for rate in listed.values)
    return Steps(steps, listed.across and len(steps) > 1)


def are_counts(cells: Cells) -> bool:
    """Tell counts from shares by their shape: two columns, or one row that cannot be two rates."""
    rows, columns = filled_rows(cells), count_columns(cells)
    if len(columns) != 2:
        return False
    return cells.height > 1 if not rows else len(rows) > 1 or _is_row_of_counts(cells, rows[0])


def _is_row_of_counts(cells: Cells, row: int) -> bool:
    """Tell two rates from one row of counts: neither above 1, or both whole and the first above 1.

    Anything else of two numbers is neither, and refused; what is not two numbers is left to the
    reading of rates.
    """
    entered, advanced = (_number(cells.rows[row][column]) for column in count_columns(cells))
    if isinstance(entered, FunnelError) or isinstance(advanced, FunnelError):
        return False
    if entered <= 1 and advanced <= 1:
        return False
    if entered > 1 and entered == int(entered) and advanced == int(advanced):
        return True
    raise OutOfRange(
        f"'{cells.name}' in a row of two cells must be two shares up to 1, or whole counts entered "
        f"and advanced; got {show(entered)} and {show(advanced)}: write 47% or 0.47 for a rate"
    )


def read_counts(cells: Cells) -> tuple[Transition, ...]:
    """Read two columns, entered and advanced; blank rows at the ends are trimmed together."""
    expected = f"'{cells.name}' must be counts, entered and advanced in two columns"
    rows, columns = filled_rows(cells), count_columns(cells)
    if len(columns) != 2 and rows:
        raise _misshapen(cells, expected)
    if not rows:
        raise InputError(f"{expected}; it is blank")
    read: list[Transition] = []
    faults: list[tuple[str, FunnelError]] = []
    for row in rows:
        entered, advanced = (bounded(cells.rows[row][column], COUNT) for column in columns)
        for column, value in zip(columns, (entered, advanced), strict=True):
            if isinstance(value, FunnelError):
                faults.append((cells.place(row, column), value))
        if isinstance(entered, FunnelError) or isinstance(advanced, FunnelError):
            continue
        if advanced > entered:
            told = f"is {show(advanced)} advanced of {show(entered)} entered: at most all can"
            faults.append((cells.place(row, columns[1]), OutOfRange(told)))
        else:
            read.append(Transition.learnt(int(entered), int(advanced)))
    if faults:
        raise refuse(expected, faults)
    return tuple(read)
