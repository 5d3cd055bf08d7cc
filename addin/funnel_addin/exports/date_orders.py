"""Dates that are all numbers: which part is the day, by the evidence of all values, or asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import ibis
from ibis.expr.types import StringValue, Table

from funnel_addin.exports.date_forms import NUMBERED
from funnel_addin.exports.options import RoleMissing
from funnel_addin.exports.roles import DATE_ORDERS
from funnel_core.errors import CrmError

__all__ = ["Decided", "Votes", "order_of", "votes"]

_MONTHS = (
    "January February March April May June July August September October November December".split()
)


@dataclass(frozen=True, slots=True)
class Votes:
    """What a column's values say of the order that their parts stand in.

    Args:
        values: how many are a date in at least one order.
        against: per order, how many of them are no date in it.
        shown: per order, one of those.
        open: a value that is a date in several orders, and not the same one; "" if there is none.
        undecided: how many are such dates.
        dotted: whether all are written with dots and a year in full, as in 05.01.2026.
    """

    values: int
    against: Mapping[str, int]
    shown: Mapping[str, str]
    open: str
    undecided: int
    dotted: bool

    @property
    def possible(self) -> tuple[str, ...]:
        """Name the orders that all of the values can be read in."""
        return tuple(order for order in DATE_ORDERS if not self.against[order])


@dataclass(frozen=True, slots=True)
class Decided:
    """The order that a column is read in.

    Args:
        order: one of `DATE_ORDERS`.
        proof: one of its dates that can be read in this order alone; "" where it has none.
        taken: how many of its dates are read so though neither they nor `--dates` say it.
        shown: one of those, with what it is read as.
        as_in: the column that shows the order of these; "": it is that of dates with dots.
    """

    order: str
    proof: str = ""
    taken: int = 0
    shown: str = ""
    as_in: str = ""


def votes(rows: Table, columns: Mapping[str, StringValue]) -> dict[str, Votes]:
    """Count what columns of dates that are all numbers say of their order, in one query.

    Args:
        rows: the export.
        columns: heading → a column of cleaned text.
    """
    parts = [_parts(rows, at, column) for at, column in enumerate(columns.values())]
    found = (parts[0] if len(parts) == 1 else ibis.union(*parts)).execute()
    counted: dict[int, list[_Parts]] = {at: [] for at in range(len(columns))}
    for at, first, second, last, dotted, times, shown in found.itertuples(index=False):
        counted[at].append(_Parts(first, second, last, bool(dotted), int(times), shown))
    return {heading: _counted(counted[at]) for at, heading in enumerate(columns)}


@dataclass(frozen=True, slots=True)
class _Parts:
    """The three numbers of a date as they stand, with dots or not, how often, and such a value."""

    first: str
    second: str
    last: str
    dotted: bool
    times: int
    shown: str

    def reads(self, order: str) -> bool:
        """Tell whether these parts are a date in an order; a year in front has two digits."""
        a, b, c = int(self.first), int(self.second), int(self.last)
        if order == "year-first":
            short = len(self.first) == len(self.last) == 2
            return short and 1 <= b <= 12 and 1 <= c <= 31
        day, month = (a, b) if order == "day-first" else (b, a)
        return 1 <= day <= 31 and 1 <= month <= 12

    @property
    def is_open(self) -> bool:
        """Tell whether these parts are different days in different orders."""
        a, b, c = int(self.first), int(self.second), int(self.last)
        days = {"day-first": (a, b, c), "month-first": (b, a, c), "year-first": (c, b, a)}
        return len({day for order, day in days.items() if self.reads(order)}) > 1


def _parts(rows: Table, at: int, column: StringValue) -> Table:
    """Group a column by its numbers: they are few, whatever the number of rows."""
    numbers = {
        "a": column.re_extract(NUMBERED, 1),
        "b": column.re_extract(NUMBERED, 2),
        # of years in full only that they are
        "c": column.re_extract(NUMBERED, 3).re_replace(r"^\d{4}$", "0000"),
        "dotted": column.left(3).contains("."),
    }
    some = rows.select(at=ibis.literal(at, "int64"), **numbers, shown=column)
    some = some.filter(some.a.notnull() & (some.a != ""))
    return some.group_by("at", "a", "b", "c", "dotted").agg(
        times=some.count(), shown=some.shown.min()
    )


def _counted(parts: Sequence[_Parts]) -> Votes:
    some = [each for each in parts if any(each.reads(order) for order in DATE_ORDERS)]
    against = {order: [each for each in some if not each.reads(order)] for order in DATE_ORDERS}
    either = [each for each in some if each.is_open]
    return Votes(
        values=sum(each.times for each in some),
        against={order: sum(each.times for each in bad) for order, bad in against.items()},
        shown={order: _least(bad) for order, bad in against.items()},
        open=_least(either),
        undecided=sum(each.times for each in either),
        dotted=all(each.dotted and len(each.last) == 4 for each in some),
    )


def _least(parts: Sequence[_Parts]) -> str:
    return min((each.shown for each in parts), default="")


def order_of(found: Mapping[str, Votes], given: str) -> dict[str, Decided]:
    """Decide the order of every column.

    A column's own values decide; what they leave open is decided by what was given, or by the
    other columns where these agree. Dates with dots are day first (05.01.2026 is in January, as
    day.month.year is how dots are used) unless other columns with dots show something else.

    Raises:
        CrmError: the values of a column contradict one another, and no order was given.
        RoleMissing: nothing decides.
    """
    if given and given not in DATE_ORDERS:
        raise CrmError(f"`--dates` must be {' or '.join(DATE_ORDERS[:2])}; got '{given}'")
    clear = {heading: _clear(each) for heading, each in found.items()}
    decided = {}
    for heading, each in found.items():
        alike = [other for other in found if found[other].dotted or not each.dotted]
        shows = {clear[other]: other for other in reversed(alike)}
        agreed = shows.keys() - {"", "any"}
        if clear[heading]:
            order = _own(each, clear[heading])
        elif given and (given in each.possible or not each.possible):
            order = Decided(given)
        elif not each.possible:
            raise _contradicting(heading, each)
        elif len(agreed) == 1 and agreed <= set(each.possible):
            order = _taken(each, min(agreed), shows[min(agreed)])
        elif each.dotted:
            order = _taken(each, DATE_ORDERS[0])
        else:
            raise _undecided(heading, each)
        decided[heading] = order
    return decided


def _own(each: Votes, clear: str) -> Decided:
    if clear == "any":
        return Decided(DATE_ORDERS[0])
    return Decided(clear, next(each.shown[order] for order in DATE_ORDERS if order != clear))


def _taken(each: Votes, order: str, as_in: str = "") -> Decided:
    shown = f"{each.open} is {_reading(each.open, order)}"
    return Decided(order, taken=each.undecided, shown=shown, as_in=as_in)


def _clear(each: Votes) -> str:
    """Give the one order that the values can be read in, "any" if it is all the same, or ""."""
    if len(each.possible) == 1:
        return each.possible[0]
    return "any" if each.possible and not each.open else ""


def _contradicting(heading: str, each: Votes) -> CrmError:
    day, month = (
        f"{each.shown[other]} ({each.against[other]:,} {_values(each.against[other])})"
        for other in ("month-first", "day-first")
    )
    return CrmError(
        f"the dates in '{heading}' must all be day first or all month first; {day} can only be "
        f"day first and {month} only month first, which is what a spreadsheet leaves that opened a "
        "file of another country: export it again, with dates as 2018-02-26"
    )


def _values(count: int) -> str:
    return "value" if count == 1 else "values"


def _undecided(heading: str, each: Votes) -> RoleMissing:
    readings = " or ".join(dict.fromkeys(_reading(each.open, order) for order in each.possible))
    orders = " or ".join(f"`--dates {order}`" for order in each.possible)
    return RoleMissing(
        f"the dates in '{heading}' must show whether the day or the month comes first; "
        f"{each.open} may be {readings}, and no other value tells: give {orders}",
        role="date_order",
        question=f"Is {each.open} in '{heading}' {readings}?",
        choices=each.possible,
        lacks=f"whether {each.open} in '{heading}' is {readings} ({orders})",
        proposal={"date_order": each.possible[0]},
    )


def _reading(text: str, order: str) -> str:
    parts: Sequence[int] = [int(part) for part in _numbers(text)]
    places = {"day-first": (0, 1, 2), "month-first": (1, 0, 2), "year-first": (2, 1, 0)}[order]
    day, month, year = (parts[place] for place in places)
    if year < 100:
        year += 2000 if year < 70 else 1900
    return f"{day} {_MONTHS[month - 1]} {year}" if 1 <= month <= 12 else text


def _numbers(text: str) -> list[str]:
    for mark in "/.-":
        if mark in text[:3]:
            return text.split(" ")[0].split("T")[0].rstrip(",").split(mark)
    return ["1", "1", "2000"]
