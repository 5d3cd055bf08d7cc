"""Numbers and days as people write them, of which none is guessed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from decimal import Decimal

from funnel_core.errors import CrmError

__all__ = ["as_cell", "as_day", "day_order", "decimal_mark", "ungrouped", "whole_mark"]

LARGEST_EXPONENT = 300

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

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DOTTED = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})")
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
DAY_FIRST, MONTH_FIRST = "day first", "month first"


def ungrouped(text: str) -> str:
    """Give a number without the spaces between its thousands.

    >>> ungrouped("480 000"), ungrouped("4 80")
    ('480000', '4 80')
    """
    return _SPACES.sub("", text.strip())


def _readings(text: str) -> dict[str, Decimal]:
    """Give what a text says as a number, for each mark that may stand before its decimals."""
    bare = ungrouped(text)
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


def whole_mark(cells: Iterable[str]) -> str:
    """Give the mark before decimals that numbers show which must all be whole.

    >>> whole_mark(["24.500", "22.000"]), whole_mark(["22.000"]), whole_mark(["24,500"])
    (',', '', '.')
    """
    shown = set()
    for cell in cells:
        whole = {mark for mark, read in _readings(cell).items() if read == read.to_integral_value()}
        if len(whole) == 1 and ("." in cell or "," in cell):
            shown |= whole
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


def day_order(texts: Iterable[str]) -> str:
    """Tell from days with slashes which part goes first; "" where they show nothing, or both.

    >>> day_order(["05/01/2027", "31/01/2027"]), day_order(["05/01/2027"])
    ('day first', '')
    """
    shown = set()
    for text in texts:
        if found := _SLASHED.fullmatch(text.strip()):
            first, second = int(found[1]), int(found[2])
            if first > 12 >= second:
                shown.add(DAY_FIRST)
            if second > 12 >= first:
                shown.add(MONTH_FIRST)
    return shown.pop() if len(shown) == 1 else ""


def as_day(text: str, order: str = "") -> datetime.date | None:
    """Read a day: 2027-01-31, 31.01.2027, or with slashes in the order shown; None: it is no day.

    Raises:
        CrmError: it could be two days, and nothing shows which is meant.

    >>> as_day("05.01.2027"), as_day("1/31/2027"), as_day("05/01/2027", "day first").month
    (datetime.date(2027, 1, 5), datetime.date(2027, 1, 31), 1)
    """
    bare = text.strip()
    if found := _ISO.fullmatch(bare):
        return _day(found[1], found[2], found[3])
    if found := _DOTTED.fullmatch(bare):
        return _day(found[3], found[2], found[1])
    if (found := _SLASHED.fullmatch(bare)) is None:
        return None
    order = order or day_order([bare])
    by_day, by_month = _day(found[3], found[2], found[1]), _day(found[3], found[1], found[2])
    if by_day is None or by_month is None or by_day == by_month:
        return by_day or by_month
    if not order:
        raise CrmError(f"is {bare}, which could be {by_day} or {by_month}: write one of these")
    return by_day if order == DAY_FIRST else by_month


def _day(year: str, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None
