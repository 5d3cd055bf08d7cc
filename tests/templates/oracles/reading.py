"""What an oracle is handed: the contents of a filling, by key; and what it may answer."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from templates.builder.describing import Asked, Contents, Filled
from templates.builder.placing import Layout
from tests.templates.workbooks import entry

BLANK = None
DAY_0 = datetime.date(1899, 12, 30)


@dataclass(frozen=True)
class Near:
    """A number that is right within so much: a difference of numbers that are much larger."""

    number: float
    within: float


@dataclass(frozen=True)
class AtLeast:
    """A number that is right from here on: how many things are to be put right."""

    number: float


class Oracle:
    """Answers, as properties by the keys of worked fields, what the core gives for a filling.

    A field of one cell is answered by a value, one along an axis by a list, one along two by rows;
    None stands for a cell that shows nothing.
    """

    def __init__(self, layout: Layout, contents: Contents) -> None:
        self.layout = layout
        self.contents = dict(contents)

    def cell(self, key: str) -> Any:
        """Give what is typed into a field of one cell."""
        return self.line(key)[0]

    def line(self, key: str) -> list[Any]:
        """Give what is typed into a field along one axis."""
        spot = self.layout.spots[key]
        content = self.contents.get(key)
        if key not in self.contents and isinstance(spot.field, Asked):
            content = spot.field.starts
        return [
            value_of(entry(spot, content, number)) for number in range(spot.rows * spot.columns)
        ]

    def table(self, key: str) -> list[list[Any]]:
        """Give what is typed into a field along two axes, as rows."""
        columns = self.layout.spots[key].columns
        cells = self.line(key)
        return [cells[start : start + columns] for start in range(0, len(cells), columns)]

    @property
    def was_filled(self) -> bool:
        """Tell whether the contents hold what a fill wrote."""
        return any(spot.field.key in self.contents for spot in self.layout.of_kind(Filled))


def value_of(content: object) -> Any:
    """Give the value of what is typed: of a computed share the number."""
    if isinstance(content, Fraction):
        return content.numerator / content.denominator
    if isinstance(content, datetime.date):
        return float((content - DAY_0).days)
    if isinstance(content, str):
        return content.strip() or None
    return content


def date(serial: float) -> datetime.date:
    """Give the day of a serial number."""
    return DAY_0 + datetime.timedelta(days=int(serial))


def months_on(serial: float, months: int) -> float:
    """Give the same day so many months later, or the month's last one."""
    day = date(serial)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1) - DAY_0).days - 1
    first = (datetime.date(year, month + 1, 1) - DAY_0).days
    return float(min(first + day.day - 1, last))


def padded(values: Sequence[Any], size: int) -> list[Any]:
    """Fill a list up with blanks."""
    return [*values, *[BLANK] * (size - len(values))]
