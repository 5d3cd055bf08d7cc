"""A1 notation, as Google reads and writes it."""

import re
from functools import lru_cache

from tests.sheets_server.errors import Refused
from tests.sheets_server.grid import Book, Box, GridRange, Sheet

_CORNER = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9][0-9]{0,7})?")
_PLAIN_TITLE = re.compile(r"[^\W\d]\w*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*")


def letters(column: int) -> str:
    """A column's letters, from its zero-based number.

    >>> letters(0), letters(25), letters(26), letters(701), letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def number(text: str) -> int:
    """A column's zero-based number, from its letters.

    >>> number("a"), number("ZZ"), number("AAA")
    (0, 701, 702)
    """
    answer = 0
    for letter in text.upper():
        answer = answer * 26 + ord(letter) - 64
    return answer - 1


def quoted(title: str) -> str:
    """A sheet's title as Google writes it before the `!`.

    >>> quoted("Sheet1"), quoted("D3"), quoted("I'm new")
    ('Sheet1', "'D3'", "'I''m new'")
    """
    if _PLAIN_TITLE.fullmatch(title) and not _LIKE_A_CELL.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def written(sheet: Sheet, box: Box) -> str:
    """A box in A1 notation, with its sheet: `Sheet1!A1:B2`, or `Sheet1!A1` for one cell."""
    first = f"{letters(box.left)}{box.top + 1}"
    last = f"{letters(box.right - 1)}{box.bottom}"
    return f"{quoted(sheet.title)}!{first}" + (f":{last}" if last != first else "")


def _unparsed(text: str) -> Refused:
    return Refused(f"Unable to parse range: {text}")


@lru_cache(65536)
def corners(text: str) -> tuple[int | None, int | None, int | None, int | None] | None:
    """The sides (top, left, bottom, right) of `A1`, `A1:B2`, `A:B`, `1:2`, `A2:B`; else None.

    >>> corners("B2:A1"), corners("A5:A"), corners("nothing")
    ((0, 0, 2, 2), (4, 0, None, 1), None)
    """
    ends = text.split(":")
    found = [_CORNER.fullmatch(each) for each in ends]
    if len(ends) > 2 or not all(found) or not all(ends):
        return None
    places = [
        (int(each[2]) - 1 if each[2] else None, number(each[1]) if each[1] else None)
        for each in found
        if each
    ]
    if len(places) == 1:
        (row, column) = places[0]
        if row is None or column is None:
            return None
        return row, column, row + 1, column + 1
    top, bottom = _side(places[0][0], places[1][0])
    left, right = _side(places[0][1], places[1][1])
    if top is None and left is None:
        return None
    return top, left, bottom, right


def _side(one: int | None, other: int | None) -> tuple[int | None, int | None]:
    """First and one past the last; a side that only one end gives starts there, unbounded."""
    if one is not None and other is not None:
        return min(one, other), max(one, other) + 1
    return (one if one is not None else other), None


def split(text: str) -> tuple[str | None, bool, str]:
    """A range's sheet title (None where it has none), whether it was quoted, and the rest."""
    if text.startswith("'"):
        found = re.fullmatch(r"'((?:[^']|'')*)'(?:!(.*))?", text, re.DOTALL)
        if not found:
            raise _unparsed(text)
        return found[1].replace("''", "'"), True, found[2] or ""
    title, mark, rest = text.rpartition("!")
    return (title, False, rest) if mark else (None, False, text)


def resolve(book: Book, text: str) -> tuple[Sheet, GridRange, bool]:
    """The sheet and range that a text means, and whether it is an anchor that values may pass.

    A bare text is a name before it is a cell, and a cell of the first sheet before it is a title;
    `'quoted'` is always a title.
    """
    title, is_quoted, rest = split(text)
    if title is None:
        found = _by_name(book, rest)
        if found:
            return *found, False
        sides = corners(rest)
        sheet = book.sheets[0] if sides else book.titled(rest)
    else:
        sheet = book.titled(title)
        if sheet and not rest and is_quoted:
            return sheet, GridRange(sheet.sheet_id), True
        found = _by_name(book, rest)
        if sheet and found:
            return *found, False
        sides = corners(rest)
        if rest and sides is None:
            raise _unparsed(text)
    if sheet is None:
        raise _unparsed(text)
    if sides is None:
        return sheet, GridRange(sheet.sheet_id), True
    if _outside(sheet, sides):
        shown = f"{quoted(sheet.title)}!{rest}"
        raise exceeded(sheet, shown)
    top, left, bottom, right = sides
    return sheet, GridRange(sheet.sheet_id, top, left, bottom, right), ":" not in rest


def _by_name(book: Book, name: str) -> tuple[Sheet, GridRange] | None:
    found = book.named(name)
    if found is None:
        return None
    if found.range is None:
        raise _unparsed(name)
    return book.sheet(found.range.sheet_id), found.range


def _outside(sheet: Sheet, sides: tuple[int | None, int | None, int | None, int | None]) -> bool:
    top, left, bottom, right = sides
    rows = (top or 0) >= sheet.rows or (bottom or 0) > sheet.rows
    return rows or (left or 0) >= sheet.columns or (right or 0) > sheet.columns


def exceeded(sheet: Sheet, shown: str) -> Refused:
    """Refuse a range that the sheet is too small for."""
    return Refused(
        f"Range ({shown}) exceeds grid limits. Max rows: {sheet.rows}, max columns: {sheet.columns}"
    )
