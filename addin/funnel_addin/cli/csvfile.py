"""A CSV file as a table: columns by their headings, numbers as people write them, none guessed."""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from funnel_addin.functions.grid import Cells, bounded, read_date
from funnel_core.errors import CrmError, FunnelError
from funnel_core.quantities import Quantity

__all__ = ["Row", "Table", "as_cell", "decimal_mark", "key", "read_rows", "read_table", "short"]

MOST_TOLD, LONGEST = 20, 60
LARGEST_EXPONENT = 300

Row = tuple[int, list[str]]
"""A line of the file that is not blank: its number, counted from 1, and its cells."""

_SPACES = re.compile("(?<=[0-9])[ \u00a0\u202f](?=[0-9]{3}(?![0-9]))")
_READ_WITH = {
    mark: re.compile(
        rf"([+-]?(?:[0-9]+|[1-9][0-9]{{0,2}}(?:\{other}[0-9]{{3}})+))"
        rf"(?:\{mark}([0-9]*))?(e[+-]?[0-9]{{1,3}})?",
        re.IGNORECASE,
    )
    for mark, other in (".,", ",.")
}
"""How a number is written with each mark before its decimals, and the other between thousands."""


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
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        read = list(csv.reader(text.splitlines(), delimiter=separator, strict=True))
    except csv.Error as error:
        raise CrmError(f"{path}: is not a CSV file ({error})") from None
    return [
        (number, [cell.strip() for cell in cells])
        for number, cells in enumerate(read, start=1)
        if any(cell.strip() for cell in cells)
    ]


def short(text: str) -> str:
    """Cut a text that is too long to be quoted."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def key(text: str) -> str:
    """Give a heading as it is compared: without capitals, and a space for what parts words.

    >>> key(" Entered_A")
    'entered a'
    """
    return " ".join(re.split(r"[\s_-]+", text.strip().lower()))


def _readings(text: str) -> dict[str, Decimal]:
    """Give what a text says as a number, for each mark that may stand before its decimals."""
    bare = _SPACES.sub("", text.strip())
    percent = bare.endswith("%")
    bare = bare.removesuffix("%").strip()
    read = {}
    for mark, written in _READ_WITH.items():
        if found := written.fullmatch(bare):
            whole = re.sub("[.,]", "", found[1])
            number = Decimal(f"{whole}.{found[2] or 0}{found[3] or ''}")
            read[mark] = number / 100 if percent else number
    return read


def decimal_mark(cells: Iterable[str]) -> str:
    """Give the mark before decimals that a file's numbers show; "" where they show none, or both.

    A number shows it where it can be read in one way alone: 2,5 and 1.234.567 show a comma.

    >>> decimal_mark(["2,5", "1.500"]), decimal_mark(["1.500"]), decimal_mark(["2,5", "2.5"])
    (',', '', '')
    """
    shown = set()
    for cell in cells:
        read = _readings(cell)
        if len(read) == 1 and ("." in cell or "," in cell):
            shown |= set(read)
    return shown.pop() if len(shown) == 1 else ""


def as_cell(text: str, mark: str = "") -> float | int | str | None:
    """Read a number of a CSV file, in a file whose decimals stand behind `mark`; else the text.

    Raises:
        CrmError: it can be read in two ways, and the file does not show which is meant.

    >>> as_cell("1,500", "."), as_cell("2,5"), as_cell("47 %"), as_cell("soon"), as_cell("")
    (1500, 2.5, 0.47, 'soon', None)
    """
    if not text:
        return None
    read = _readings(text)
    if not read:
        return text
    if len(set(read.values())) > 1 and mark not in read:
        ways = " or ".join(f"{number.normalize():f}" for number in sorted(read.values()))
        raise CrmError(f"is {text}, which could be {ways}: write one of these")
    number = read[mark] if mark in read else next(iter(read.values()))
    if number.adjusted() > LARGEST_EXPONENT:
        return text
    return int(number) if number == number.to_integral_value() else float(number)


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
    _faults: list[tuple[int, str]] = field(default_factory=list)

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
        for (number, _), text in zip(self.rows, self.texts(column), strict=True):
            days.append(None)
            try:
                days[-1] = read_date(Cells(column, ((text or None,),)))
            except FunnelError as error:
                self.fault(number, str(error).removesuffix(", or as a date cell"))
        return days

    def fault(self, number: int, said: str) -> None:
        """Keep what is wrong in a line."""
        self._faults.append((number, said))

    def done(self) -> None:
        """Refuse the file if anything in it was wrong.

        Raises:
            CrmError: every line that is wrong, the first first.
        """
        faults = sorted(self._faults, key=lambda fault: fault[0])
        told = [f"row {number}: {said}" for number, said in faults]
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
                self.fault(number, f"'{column}' must be {quantity.one}; it is blank")
            return None
        read: float | int | FunnelError
        try:
            read = bounded(as_cell(text, self.mark), quantity)
        except CrmError as error:
            read = error
        if isinstance(read, FunnelError):
            self.fault(number, f"'{column}' must be {quantity.one}; it {read}")
            return None
        return read


def read_table(
    path: str, what: str, needed: Sequence[str], others: Sequence[str] | None, more: str = ""
) -> Table:
    """Read a CSV file by its headings.

    Args:
        path: the file's.
        what: what is expected in it, such as "a row per channel".
        needed: the columns that must be there.
        others: the columns that may be there; None: any.
        more: what else may be there, for the sentence that refuses a column.

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
    _check_headings(path, headings, needed, others, more)
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
    more: str,
) -> None:
    found = [key(each) for each in headings]
    missing = [each for each in needed if key(each) not in found]
    if missing:
        raise CrmError(
            f"{path}: expected the columns {', '.join(needed)} in its first row; there is no "
            f"{', no '.join(missing)} in {short(', '.join(headings))!r}"
        )
    if others is None:
        return
    known = {key(each): each for each in (*needed, *others)}
    for at, heading in enumerate(headings):
        if found[at] not in known:
            also = f", {more}" if more else ""
            raise CrmError(
                f"{path}: column {at + 1} is headed {short(heading)!r}; expected one of "
                f"{', '.join(known.values())}{also}"
            )
        if found.index(found[at]) != at:
            raise CrmError(f"{path}: two columns are headed {short(heading)!r}; leave one out")
