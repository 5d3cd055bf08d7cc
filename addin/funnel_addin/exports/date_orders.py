"""Dates that are all numbers: which part is the day, by the evidence of all values, or asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ibis.expr.types import StringValue, Table, Value

from funnel_addin.exports.date_forms import NUMBERED, cleaned
from funnel_addin.exports.options import RoleMissing
from funnel_addin.exports.roles import DATE_ORDERS
from funnel_core.errors import CrmError

__all__ = ["Votes", "order_of", "votes"]

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
    """

    values: int
    against: Mapping[str, int]
    shown: Mapping[str, str]
    open: str

    @property
    def possible(self) -> tuple[str, ...]:
        """Name the orders that all of the values can be read in."""
        return tuple(order for order in DATE_ORDERS if not self.against[order])


def votes(rows: Table, columns: Mapping[str, StringValue]) -> dict[str, Votes]:
    """Count what columns of dates that are all numbers say of their order, in one query."""
    asked = {}
    for at, column in enumerate(columns.values()):
        text = cleaned(column)
        first, second, last = (text.re_extract(NUMBERED, part).nullif("") for part in (1, 2, 3))
        reads = _reads(first, second, last)
        some = reads["day-first"] | reads["month-first"] | reads["year-first"]
        asked[f"values{at}"] = some.sum()
        for order, read in reads.items():
            asked[f"{order}{at}"] = (some & ~read).sum()
            asked[f"{order} shown{at}"] = text.min(where=some & ~read)
        either = reads["day-first"] & reads["month-first"] & (first != second)
        asked[f"open{at}"] = text.min(where=either | (some & reads["year-first"]))
    found = rows.aggregate(**asked).execute().iloc[0]
    return {
        heading: Votes(
            values=_whole(found[f"values{at}"]),
            against={order: _whole(found[f"{order}{at}"]) for order in DATE_ORDERS},
            shown={order: _text(found[f"{order} shown{at}"]) for order in DATE_ORDERS},
            open=_text(found[f"open{at}"]),
        )
        for at, heading in enumerate(columns)
    }


def _reads(first: StringValue, second: StringValue, last: StringValue) -> dict[str, Value]:
    """Tell in which orders three parts are a date; a year in front has two digits."""
    days = {
        name: part.cast("int64") for name, part in zip("abc", (first, second, last), strict=True)
    }
    a, b, c = days["a"], days["b"], days["c"]
    short = (first.length() == 2) & (last.length() == 2)
    reads = {
        "day-first": a.between(1, 31) & b.between(1, 12),
        "month-first": a.between(1, 12) & b.between(1, 31),
        "year-first": short & b.between(1, 12) & c.between(1, 31),
    }
    return {order: read.fill_null(False) for order, read in reads.items()}


def _whole(number: float | None) -> int:
    # a sum over no rows is null, which pandas tells as None or as a number unlike itself
    return 0 if number is None or number != number else int(number)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def order_of(found: Mapping[str, Votes], given: str) -> dict[str, str]:
    """Decide the order of every column.

    A column's own values decide; what they leave open is decided by what was given, or by the
    other columns where these agree.

    Raises:
        CrmError: the values of a column contradict one another, and no order was given.
        RoleMissing: nothing decides.
    """
    if given and given not in DATE_ORDERS:
        raise CrmError(f"`--dates` must be {' or '.join(DATE_ORDERS[:2])}; got '{given}'")
    clear = {heading: _clear(each) for heading, each in found.items()}
    agreed = set(clear.values()) - {"", "any"}
    decided = {}
    for heading, each in found.items():
        if clear[heading]:
            decided[heading] = clear[heading]
        elif given and (given in each.possible or not each.possible):
            decided[heading] = given
        elif not each.possible:
            raise _contradicting(heading, each)
        elif len(agreed) == 1 and agreed <= set(each.possible):
            decided[heading] = next(iter(agreed))
        else:
            raise _undecided(heading, each)
    return {
        heading: DATE_ORDERS[0] if order == "any" else order for heading, order in decided.items()
    }


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
    readings = " or ".join(_reading(each.open, order) for order in each.possible)
    orders = " or ".join(each.possible)
    return RoleMissing(
        f"the dates in '{heading}' must show whether the day or the month comes first; "
        f"{each.open} may be {readings}, and no other value tells: give `--dates {orders}`",
        role="date_order",
        question=f"Is {each.open} in '{heading}' {readings}?",
        choices=each.possible,
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
