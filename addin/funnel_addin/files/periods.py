"""The periods of a term, and which of them a column's heading means: Jan, 2027-01, 31.01.2027."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from funnel_addin.books.port import Book, Place
from funnel_addin.files.written import as_day
from funnel_addin.functions.grid import Cells, read_date
from funnel_core.errors import CrmError, FunnelError
from funnel_core.pace import months_later

__all__ = ["Month", "Periods", "month_meant"]

Month = tuple[int, int | None]
"""A month, and its year where that is said."""

NAMES = (
    ("january", "januar", "jänner"),
    ("february", "februar"),
    ("march", "märz", "maerz"),
    ("april",),
    ("may", "mai"),
    ("june", "juni"),
    ("july", "juli"),
    ("august",),
    ("september",),
    ("october", "oktober"),
    ("november",),
    ("december", "dezember"),
)
SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ALSO = {"mrz": 3, "sept": 9}
SHORTEST = 3

_NAMED = re.compile(r"([^\W\d_]+)\.?[\s_/'’-]*([0-9]{4}|[0-9]{2})?")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})")
_MONTH_FIRST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{4})")


def month_meant(heading: str) -> Month | None:
    """Tell which month a heading means, and of which year if it says so; None: it is no month.

    >>> month_meant("Jan 27"), month_meant("März"), month_meant("2027-01-31"), month_meant("Week 1")
    ((1, 2027), (3, None), (1, 2027), None)
    """
    bare = heading.strip()
    if found := _YEAR_FIRST.fullmatch(bare):
        return _of_year(int(found[2]), int(found[1]))
    if found := _MONTH_FIRST.fullmatch(bare):
        return _of_year(int(found[1]), int(found[2]))
    if found := _NAMED.fullmatch(bare):
        month = _named(found[1].lower())
        year = int(found[2]) if found[2] else None
        return (month, 2000 + year if year is not None and year < 100 else year) if month else None
    try:
        day = as_day(bare)
    except CrmError:
        return None
    return (day.month, day.year) if day else None


def _of_year(month: int, year: int) -> Month | None:
    return (month, year) if 1 <= month <= len(NAMES) else None


def _named(word: str) -> int | None:
    """Give the month that a word names, in full or by at least three letters."""
    for number, names in enumerate(NAMES, start=1):
        if any(name == word or name[:SHORTEST] == word for name in names):
            return number
    return ALSO.get(word)


@dataclass(frozen=True, slots=True)
class Periods:
    """The periods of a term that goes by months.

    Args:
        start: the first day; None: nobody says when the term begins, and no heading is a month.
        count: how many columns there are for them; None: any number.
        months: how many months each is long.
    """

    start: datetime.date | None = None
    count: int | None = None
    months: int = 1

    @classmethod
    def of(
        cls, book: Book, start: datetime.date | None = None, end: datetime.date | None = None
    ) -> Periods:
        """Read them from a book; a start or an end that was given takes the place of its own."""
        place = book.places().get("Plan_Actuals")
        count = place.columns if isinstance(place, Place) else None
        first, last = start or _date(book, "Plan_Start"), end or _date(book, "Plan_End")
        if first is None or last is None or last < first:
            return cls(first, count)
        after = last + datetime.timedelta(days=1)
        term = 12 * (after.year - first.year) + after.month - first.month
        cut = _weighted(book) or count or term
        return cls(first, count, term // cut if cut and term >= cut and term % cut == 0 else 1)

    def called(self, number: int) -> str:
        """Call a period, counted from 0, by its month or its first day."""
        if self.start is None:
            return f"period {number + 1}"
        first = months_later(self.start, self.months * number)
        if self.months == 1:
            return f"{SHORT[first.month - 1]} {first.year}"
        return f"the period from {first}"

    def placed(self, path: str, headings: Sequence[str]) -> tuple[list[int], bool]:
        """Tell which period each heading means, counted from 0; and whether they are months.

        Headings that are no months are taken in order.

        Raises:
            CrmError: some are months and some are not, one is outside the term, two mean the same
                period, or there are more columns than periods.
        """
        meant = [month_meant(heading) for heading in headings]
        if self.start is None or not any(meant):
            if self.count is not None and len(headings) > self.count:
                raise CrmError(
                    f"{path}: {len(headings)} columns are more than the workbook's {self.count} "
                    "periods: head them by their months, and leave out what is no period"
                )
            return list(range(len(headings))), False
        places: list[int] = []
        for heading, month in zip(headings, meant, strict=True):
            if month is None:
                raise CrmError(
                    f"{path}: {heading!r} is no month, the other headings are: write it as "
                    "2027-01, or leave the column out"
                )
            places.append(self._place(path, heading, month))
        for at, place in enumerate(places):
            if place in places[:at]:
                raise CrmError(
                    f"{path}: {headings[places.index(place)]!r} and {headings[at]!r} both mean "
                    f"{self.called(place)}: give one column for it"
                )
        return places, True

    def _place(self, path: str, heading: str, month: Month) -> int:
        assert self.start is not None
        number, year = month
        if year is None:
            year = self.start.year + (number < self.start.month)
        months = 12 * (year - self.start.year) + number - self.start.month
        if months < 0 or (self.count is not None and months // self.months >= self.count):
            last = f" to {self.called(self.count - 1)}" if self.count else " on"
            raise CrmError(
                f"{path}: {heading!r} is outside the workbook's periods, {self.called(0)}{last}: "
                "leave the column out, or give the term by --start and --end"
            )
        return months // self.months


def _date(book: Book, name: str) -> datetime.date | None:
    """Read a date as far as it can be read; what is wrong is told later, by the plan."""
    if not isinstance(book.places().get(name), Place):
        return None
    try:
        return read_date(Cells(name, book.read(name).values))
    except FunnelError:
        return None


def _weighted(book: Book) -> int:
    """Count a book's weights up to the last one that is typed."""
    if not isinstance(book.places().get("Plan_Weights"), Place):
        return 0
    try:
        cells = [cell for row in book.read("Plan_Weights").values for cell in row]
    except FunnelError:
        return 0
    return max((at for at, cell in enumerate(cells, start=1) if cell not in (None, "")), default=0)
