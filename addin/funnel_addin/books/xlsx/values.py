"""Values as cells hold them in XML: numbers, texts, truth, errors, and days counted as numbers."""

from __future__ import annotations

import datetime
import math
import re
import sys
from collections.abc import Sequence
from functools import cached_property
from typing import cast

from funnel_addin.books.port import Cell, CellErrorValue
from funnel_addin.books.xlsx.markup import Element, namespace
from funnel_addin.books.xlsx.workbook import Workbook
from funnel_core.errors import InputError

__all__ = [
    "MISSING",
    "Missing",
    "Reading",
    "normal_row",
    "number_text",
    "numbers_of",
    "rich_text",
    "same",
    "to_xml",
    "unescaped",
]

LARGEST_EXACT = 2**53
LARGEST = sys.float_info.max
LONGEST_TEXT = 32_767
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\r\ufffe\uffff\ud800-\udfff]")
LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
DATE_FORMATS = frozenset((14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 55), 57, 58))
LAST_DAY = 2_958_465
LEAP_DAY_THAT_NEVER_WAS = 60


def escaped(text: str) -> str:
    r"""Write what XML cannot hold, such as a bell or a carriage return, as _x0007_.

    >>> escaped("a\x07"), escaped("_x0041_")
    ('a_x0007_', '_x005F_x0041_')
    """
    text = LOOKS_ESCAPED.sub("_x005F_", text)
    return UNWRITABLE.sub(lambda match: f"_x{ord(match.group()):04X}_", text)


def unescaped(text: str) -> str:
    r"""Read what `escaped` writes.

    >>> unescaped("_x005F_x0041_"), unescaped("a_x000D_b")
    ('_x0041_', 'a\rb')
    """
    if "_x" not in text:
        return text
    return ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), text)


def rich_text(element: Element, ns: str) -> str:
    """Join the runs of a text; how it is pronounced (rPh) is no part of it."""
    pieces = []
    for child in element:
        if child.tag == f"{ns}t":
            pieces.append(child.text or "")
        elif child.tag == f"{ns}r":
            pieces += [t.text or "" for t in child.iterfind(f"{ns}t")]
    return unescaped("".join(pieces))


def is_date_format(code: str) -> bool:
    """Tell whether a number format shows a day; a time of day or a duration alone does not.

    >>> is_date_format('dd/mm/yyyy'), is_date_format('0.0" days"'), is_date_format('[h]:mm')
    (True, False, False)
    """
    if ELAPSED.search(code):
        return False
    first = QUOTED.sub("", code.split(";")[0]).lower()
    if "general" in first:
        return False
    return "d" in first or "y" in first or ("m" in first and not set("hs") & set(first))


class Missing:
    """What a formula cell holds that nobody has computed yet."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING = Missing()


class Reading:
    """What a workbook's cells need to be read: its texts, its date formats, its day 0."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Give the shared texts."""
        root = self._workbook.linked("sharedStrings")
        if root is None:
            return ()
        ns = namespace(root)
        return tuple(rich_text(item, ns) for item in root.iterfind(f"{ns}si"))

    @cached_property
    def style_count(self) -> int:
        """Give the number of cell styles."""
        root = self._workbook.linked("styles")
        if root is None:
            return 0
        ns = namespace(root)
        return sum(1 for _ in root.iterfind(f"{ns}cellXfs/{ns}xf"))

    @cached_property
    def date_styles(self) -> frozenset[str]:
        """Give the style numbers that show a number as a day."""
        root = self._workbook.linked("styles")
        if root is None:
            return frozenset()
        ns = namespace(root)
        formats = {
            element.get("numFmtId", ""): element.get("formatCode", "")
            for element in root.iterfind(f"{ns}numFmts/{ns}numFmt")
        }
        found = set()
        for index, style in enumerate(root.iterfind(f"{ns}cellXfs/{ns}xf")):
            number = style.get("numFmtId", "0")
            custom = formats.get(number)
            if custom is not None:
                shows_day = is_date_format(custom)
            else:
                shows_day = number.isdecimal() and int(number) in DATE_FORMATS
            if shows_day:
                found.add(str(index))
        return frozenset(found)

    def day(self, number: float) -> datetime.date | None:
        """Give the day that a number stands for; None where it stands for none.

        A whole number is a date, any other a date with a time, to the millisecond.
        """
        if not 0 < number < LAST_DAY + 1:
            return None
        whole = math.floor(number)
        if self._workbook.date1904:
            first = datetime.datetime(1904, 1, 1)
        elif whole == LEAP_DAY_THAT_NEVER_WAS or whole == 0:
            return None
        else:
            early = whole < LEAP_DAY_THAT_NEVER_WAS
            first = datetime.datetime(1899, 12, 31 if early else 30)
        milliseconds = round((number - whole) * 86_400_000)
        try:
            moment = first + datetime.timedelta(days=whole, milliseconds=milliseconds)
        except OverflowError:
            return None
        return moment.date() if milliseconds == 0 else moment

    def number(self, day: datetime.date) -> float:
        """Give the number that a cell holds for a day, or for a day and its time.

        Raises `InputError` for a day before the workbook's first.
        """
        moment = datetime.datetime(day.year, day.month, day.day)
        if isinstance(day, datetime.datetime):
            moment = day.replace(tzinfo=None)
        if self._workbook.date1904:
            first = datetime.datetime(1904, 1, 1)
        else:
            early = moment < datetime.datetime(1900, 3, 1)
            first = datetime.datetime(1899, 12, 31 if early else 30)
        delta = moment - first
        days = delta.days + (delta.seconds + delta.microseconds / 1e6) / 86_400
        if days < (0 if self._workbook.date1904 else 1):
            raise InputError(f"expected a day that a spreadsheet knows, got {day.isoformat()}")
        return int(days) if days == int(days) else days


def numbers_of(values: Sequence[Cell]) -> Sequence[float] | None:
    """Give a row of values if all of them are finite numbers, and TRUE is none; else None."""
    if set(map(type, values)) == {float}:
        floats = cast(Sequence[float], values)
        return floats if all(map(math.isfinite, floats)) else None
    numbers = [value for value in values if isinstance(value, (float, int))]
    if len(numbers) < len(values) or bool in map(type, numbers):
        return None
    return numbers if all(-LARGEST <= value <= LARGEST for value in numbers) else None


def normal_row(values: Sequence[Cell], reading: Reading) -> Sequence[Cell]:
    """Give a row of values as cells store them: a day is a number, all else is as it was.

    Raises `InputError` for what no cell can hold: NaN, an infinity, a text that is too long.
    """
    return [_normal(value, reading) for value in values]


def _normal(value: Cell, reading: Reading) -> Cell:
    if isinstance(value, datetime.date):
        return reading.number(value)
    if isinstance(value, (float, int)) and not -LARGEST <= value <= LARGEST:
        raise InputError("expected a finite number that a cell can hold")
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        raise InputError(f"a cell holds at most {LONGEST_TEXT:,} characters, got {len(value):,}")
    return value


def same(one: Cell | Missing, other: Cell) -> bool:
    """Tell whether two stored values are the same: 1 and 1.0 are, 1 and TRUE are not."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return one == other and isinstance(one, str) == isinstance(other, str)


def number_text(number: float) -> str:
    """Write a number as a cell holds it: whole numbers without a point.

    >>> number_text(100.0), number_text(0.1), number_text(-0.0)
    ('100', '0.1', '0')
    """
    if number == number // 1 and -LARGEST_EXACT <= number <= LARGEST_EXACT:
        return str(int(number))
    return repr(float(number))


def to_xml(value: Cell) -> tuple[str, str]:
    """Give the type attribute ("" for a number) and the text of a value that is stored."""
    if isinstance(value, bool):
        return "b", "1" if value else "0"
    if isinstance(value, CellErrorValue):
        return "e", value.code
    if isinstance(value, (float, int)):
        return "", number_text(float(value))
    return "str", escaped(str(value))
