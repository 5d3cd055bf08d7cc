"""A CSV file as a table: columns by their headings, numbers as people write them, none guessed."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from funnel_addin.files.written import as_cell, as_day, day_order, decimal_mark, whole_mark
from funnel_addin.functions.grid import bounded
from funnel_core.errors import CrmError, FunnelError
from funnel_core.quantities import Quantity

__all__ = ["Row", "Table", "key", "read_rows", "read_table", "rows_named", "short"]

MOST_TOLD, LONGEST, MOST_ROWS = 20, 60, 6

Row = tuple[int, list[str]]
"""A line of the file that is not blank: its number, counted from 1, and its cells."""


_SEPARATOR = re.compile("sep=([,;\t])", re.IGNORECASE)
"""What Excel may be told in a first line of its own."""

_BREAKS = re.compile(r"\s*[\r\n]\s*")


class _Reader(Protocol):
    """What csv.reader gives: rows, and the line that it has come to."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...


def read_rows(path: str, what: str) -> list[Row]:
    """Read the lines of a CSV file, parted by commas, semicolons or tabs; blank ones are passed.

    Args:
        path: a file in UTF-8.
        what: what is expected in it, for the sentence that refuses another file.

    Raises:
        CrmError: a file that cannot be read.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise CrmError(f"{path}: there is no such file; give the path of a CSV file") from None
    except UnicodeDecodeError:
        raise CrmError(
            f"{path}: expected a CSV file in UTF-8, got other bytes: in the spreadsheet it comes "
            "from, save it as 'CSV UTF-8'"
        ) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise CrmError(f"{path}: expected a CSV file that can be read; {reason}") from None
    if text.lstrip()[:1] in ("{", "["):
        # a key file, say: nothing of it may be quoted
        raise CrmError(
            f"{path}: expected a CSV file of {what}; it is JSON: give the export of counts (a key "
            "file goes behind --credentials)"
        )
    first, _, below = text.partition("\n")
    said = _SEPARATOR.fullmatch(first.strip(" \r"))
    separator = said[1] if said else max(",;\t", key=first.count)
    lines = io.StringIO(below if said else text, newline="")
    try:
        return list(_rows(csv.reader(lines, delimiter=separator, strict=True), bool(said)))
    except csv.Error as error:
        raise CrmError(f"{path}: is not a CSV file ({error})") from None


def _rows(read: _Reader, passed: int) -> Iterator[Row]:
    """Give the rows that are not blank, numbered by the line they begin in, after lines passed."""
    number = passed + 1
    for cells in read:
        bare = [_BREAKS.sub(" ", cell).strip() for cell in cells]
        if any(bare):
            yield number, bare
        number = passed + 1 + read.line_num


def short(text: str) -> str:
    """Cut a text that is too long to be quoted."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def key(text: str) -> str:
    """Give a heading as it is compared: without capitals, and a space for what parts words.

    >>> key(" Entered_A")
    'entered a'
    """
    return " ".join(re.split(r"[\s_-]+", text.strip().lower()))


@dataclass(frozen=True)
class Table:
    """A CSV file whose first line heads its columns.

    Args:
        path: the file's.
        headings: as they are written.
        rows: the lines below.
        mark: what stands before decimals in it, if that shows.
    """

    path: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    mark: str
    _faults: list[tuple[int, str, str]] = field(default_factory=list)

    def has(self, column: str) -> bool:
        """Tell whether there is a column."""
        return key(column) in map(key, self.headings)

    def texts(self, column: str) -> list[str]:
        """Give the texts of a column; "" where a cell is blank, or the column is not there."""
        if not self.has(column):
            return [""] * len(self.rows)
        at = self._place(column)
        return [cells[at] for _, cells in self.rows]

    def numbers(self, column: str, quantity: Quantity) -> list[float | int | None]:
        """Read the numbers of a column; None where a cell is blank, or the number is none."""
        return [self.number_in(at, column, quantity) for at in range(len(self.rows))]

    def number_in(
        self, row: int, column: str, quantity: Quantity, needed: bool = False
    ) -> float | int | None:
        """Read the number of one row, counted from 0."""
        return self._number(row, self._place(column), column, quantity, needed)

    def numbers_at(self, place: int, quantity: Quantity) -> list[float | int | None]:
        """Read the numbers of the column in a place, counted from 0, whatever its heading."""
        heading = self.headings[place] or f"column {place + 1}"
        rows = range(len(self.rows))
        return [self._number(row, place, heading, quantity) for row in rows]

    def dates(self, column: str) -> list[datetime.date | None]:
        """Read the days of a column; a blank is a fault."""
        days: list[datetime.date | None] = []
        texts = self.texts(column)
        order = day_order(texts)
        for (number, _), text in zip(self.rows, texts, strict=True):
            is_: object = f"is {text!r}: write it as 2027-01-31" if text else "is blank"
            days.append(None)
            try:
                days[-1] = as_day(text, order)
            except CrmError as error:
                is_ = error
            if days[-1] is None:
                self.fault(number, f"'{column}' must be a date", f"it {is_}")
        return days

    def fault(self, number: int, said: str, detail: str = "") -> None:
        """Keep what is wrong in a line.

        Args:
            number: the line's.
            said: what is expected, the same for every line with this fault.
            detail: what stands there instead.
        """
        self._faults.append((number, said, detail))

    def must_be_known(self, column: str, known: Sequence[str], blank: bool = False) -> None:
        """Find fault with names that the workbook does not have; where it has none, any will do."""
        names = {name.lower() for name in known if name}
        listed = ", ".join(name for name in known if name)
        for (number, _), text in zip(self.rows, self.texts(column), strict=True):
            if names and text.lower() not in names and (text or not blank):
                is_ = f"it is {text!r}" if text else "it is blank"
                self.fault(number, f"'{column}' must be one of the workbook's: {listed}", is_)

    def must_be_once(self, column: str) -> None:
        """Find fault with a name that is there twice."""
        seen: set[str] = set()
        for (number, _), text in zip(self.rows, self.texts(column), strict=True):
            if text and text.lower() in seen:
                self.fault(number, f"'{column}' names {text!r} a second time: leave one out")
            seen.add(text.lower())

    def done(self) -> None:
        """Refuse the file if anything in it was wrong; equal faults are told once.

        Raises:
            CrmError: what is wrong in which lines, the first first.
        """
        faults = sorted(self._faults, key=lambda fault: fault[0])
        gathered: dict[str, dict[str, list[int]]] = {}
        for number, said, detail in faults:
            gathered.setdefault(said, {}).setdefault(detail, []).append(number)
        told = [_gathered(said, details) for said, details in gathered.items()]
        if told:
            more = f"; and {len(told) - MOST_TOLD:,} more" if len(told) > MOST_TOLD else ""
            raise CrmError(f"{self.path}: {'; '.join(told[:MOST_TOLD])}{more}")

    def _place(self, column: str) -> int:
        return [key(each) for each in self.headings].index(key(column))

    def _number(
        self, row: int, place: int, column: str, quantity: Quantity, needed: bool = False
    ) -> float | int | None:
        number, cells = self.rows[row]
        text = cells[place]
        if not text:
            if needed:
                self.fault(number, f"'{column}' must be {quantity.one}", "it is blank")
            return None
        read: float | int | FunnelError
        try:
            if text.endswith("%") and quantity.at_most != 1:
                raise CrmError(f"is the share {text}: write a number")
            read = bounded(self._cell(text, place, quantity), quantity)
        except CrmError as error:
            read = error
        if isinstance(read, FunnelError):
            self.fault(number, f"'{column}' must be {quantity.one}", f"it {read}")
            return None
        return read

    def _cell(self, text: str, place: int, quantity: Quantity) -> float | int | str | None:
        """Read a cell; where it could be two numbers, a column of whole ones may show which."""
        try:
            return as_cell(text, self.mark)
        except CrmError:
            mark = whole_mark(each[place] for _, each in self.rows) if quantity.whole else ""
            return as_cell(text, mark)


def _gathered(said: str, details: Mapping[str, Sequence[int]]) -> str:
    """Tell one fault with all the rows that have it."""
    if len(details) == 1:
        ((detail, numbers),) = details.items()
        return f"{rows_named(numbers)}: {said}{'; ' * bool(detail)}{detail}"
    each = [f"{rows_named(numbers)}: {detail}" for detail, numbers in details.items()]
    more = f", and {len(each) - MOST_TOLD:,} more" if len(each) > MOST_TOLD else ""
    return f"{said}; {', '.join(each[:MOST_TOLD])}{more}"


def rows_named(numbers: Sequence[int]) -> str:
    """Name rows by their numbers, many of them by the first.

    >>> rows_named([3]), rows_named([3, 5]), rows_named(range(2, 40))
    ('row 3', 'rows 3, 5', 'rows 2, 3, 4, 5, 6, 7 and 32 more')
    """
    told = ", ".join(f"{number}" for number in numbers[:MOST_ROWS])
    more = f" and {len(numbers) - MOST_ROWS:,} more" if len(numbers) > MOST_ROWS else ""
    return f"row{'s' * (len(numbers) > 1)} {told}{more}"


def read_table(
    path: str,
    what: str,
    needed: Sequence[str],
    others: Sequence[str] | None,
    also: Sequence[str] = (),
    called: str = "",
) -> Table:
    """Read a CSV file by its headings.

    Args:
        path: the file's.
        what: what is expected in it, such as "a row per channel".
        needed: the columns that must be there.
        others: the columns that may be there; None: any.
        also: names that may head a column as well.
        called: what these stand for, for the sentence that refuses a column.

    Raises:
        CrmError: a file that cannot be read, without a heading that is needed, with one that is
            unknown or there twice, or with a line that is longer.
    """
    rows = read_rows(path, what)
    if not rows:
        raise CrmError(f"{path}: expected {what} below a row of headings; the file holds none")
    (_, headings), *lines = rows
    while not headings[-1]:
        headings.pop()
    _check_headings(path, headings, needed, others, also, called)
    if not lines:
        raise CrmError(f"{path}: expected {what} below the headings; there is none")
    table = Table(
        path,
        tuple(headings),
        tuple((number, [*cells, *[""] * (len(headings) - len(cells))]) for number, cells in lines),
        decimal_mark(cell for _, cells in lines for cell in cells),
    )
    for number, cells in lines:
        if any(cells[len(headings) :]):
            table.fault(
                number,
                f"it has {len(cells)} cells under {len(headings)} headings: put a number with a "
                "comma in it in quotes, or part the columns by semicolons",
            )
    table.done()
    return table


def _check_headings(
    path: str,
    headings: Sequence[str],
    needed: Sequence[str],
    others: Sequence[str] | None,
    also: Sequence[str],
    called: str,
) -> None:
    found = [key(each) for each in headings]
    missing = [each for each in needed if key(each) not in found]
    if missing:
        columns = "column" if len(needed) == 1 else "columns"
        raise CrmError(
            f"{path}: expected the {columns} {', '.join(needed)} in its first row; there is no "
            f"{', no '.join(missing)} in {short(', '.join(headings))!r}"
        )
    if others is None:
        return
    known = {key(each): each for each in (*needed, *others)}
    names = {key(each): each for each in also}
    for at, heading in enumerate(headings):
        if found[at] not in known and found[at] not in names:
            or_name = f", or {called}: {', '.join(names.values())}" if names else ""
            raise CrmError(
                f"{path}: column {at + 1} is headed {short(heading)!r}; expected one of "
                f"{', '.join(known.values())}{or_name}"
            )
        if found.index(found[at]) != at:
            raise CrmError(f"{path}: two columns are headed {short(heading)!r}; leave one out")
