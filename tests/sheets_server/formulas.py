"""A small calculator: what the formulas of tests, and of our own workbook, come to.

What it cannot work out shows what the workbook last showed, or #NAME? where nothing was.
"""

import contextlib
import re
from dataclasses import dataclass, field
from functools import lru_cache, partial

from tests.sheets_server import a1
from tests.sheets_server.chances import CHANCES
from tests.sheets_server.counting import COUNTING
from tests.sheets_server.entered import ERRORS
from tests.sheets_server.errors import Refused
from tests.sheets_server.grid import Book, CellError, GridRange, Sheet, Value
from tests.sheets_server.references import CELL, TITLE
from tests.sheets_server.worksheet import (
    CHOOSING,
    FUNCTIONS,
    Broken,
    Rows,
    Work,
    both,
    one,
    scaled,
)

SIZES = ("ROWS", "COLUMNS")
KNOWN = FUNCTIONS | COUNTING | CHANCES

TOKEN = re.compile(
    rf"""\s*(?:(?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|(?P<text>"(?:[^"]|"")*")
    |(?P<error>{"|".join(re.escape(each) for each in ERRORS if each != "Loading...")})
    |(?P<area>(?:{TITLE})?(?:{CELL}(?::{CELL})?|\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}})(?![\w(.]))
    |(?P<name>[A-Za-z_][\w.]*)|(?P<mark><>|<=|>=|[-+*/^&=<>(),;%]))""",
    re.VERBOSE,
)


class Unknown(Exception):
    """The formula uses what this calculator does not know."""


@dataclass
class Calculator:
    """Works out cells of a book; remembers what it found, so make a new one after a change."""

    book: Book
    found: dict[tuple[int, int, int], Value] = field(default_factory=dict)
    open: set[tuple[int, int, int]] = field(default_factory=set)
    sweeping: bool = False

    def value(self, sheet: Sheet, row: int, column: int) -> Value:
        """What a cell comes to."""
        cell = sheet.cells.get((row, column))
        if cell is None or not cell.formula:
            return cell.value if cell else None
        key = (sheet.sheet_id, row, column)
        if key in self.found:
            return self.found[key]
        if key in self.open:
            return CellError("#REF!", "Circular dependency detected.")
        outermost = not self.open
        self.open.add(key)
        try:
            self.found[key] = Formula(self, sheet, cell.formula[1:]).answer()
        except Unknown as what:
            message = f"Unknown function or name: '{what}'."
            known = cell.value
            self.found[key] = CellError("#NAME?", message) if known is None else known
        except RecursionError:
            if not outermost or self.sweeping:
                raise
            self.open.discard(key)
            return self._after_all_others(sheet, row, column)
        finally:
            self.open.discard(key)
        return self.found[key]

    def _after_all_others(self, sheet: Sheet, row: int, column: int) -> Value:
        """A cell at the end of a long chain, once each column was worked out down and up."""
        self.sweeping = True
        columns: dict[int, list[int]] = {}
        for at, across in sorted(place for place, cell in sheet.cells.items() if cell.formula):
            columns.setdefault(across, []).append(at)
        try:
            for across, down in columns.items():
                for order in (down, down[::-1]):
                    with contextlib.suppress(RecursionError):
                        for at in order:
                            self.value(sheet, at, across)
            return self.value(sheet, row, column)
        except RecursionError:
            return CellError("#NUM!", "The chain of formulas is too long for this calculator.")
        finally:
            self.sweeping = False

    def area(self, sheet: Sheet, area: GridRange) -> Rows:
        """The values of a range."""
        box = area.box(sheet)
        return [
            [self.value(sheet, row, column) for column in range(box.left, box.right)]
            for row in range(box.top, box.bottom)
        ]


@lru_cache(16384)
def _tokens(text: str) -> tuple[tuple[str, str], ...]:
    tokens = []
    at = 0
    while at < len(text):
        found = TOKEN.match(text, at)
        if not found:
            tokens.append(("wrong", text[at]))
            break
        tokens.append((found.lastgroup or "", found[found.lastgroup or 0]))
        at = found.end()
    return tuple(tokens)


class Formula:
    """One formula, read by precedence into what works it out: `IF` needs only one of its arms."""

    def __init__(self, calculator: Calculator, sheet: Sheet, text: str) -> None:
        self.calculator, self.sheet = calculator, sheet
        self.tokens = list(_tokens(text.rstrip()))

    def answer(self) -> Value:
        """What the formula comes to, errors as values."""
        try:
            work = self._level(0)
            if self.tokens:
                raise Broken("#ERROR!")
            worth = one(work())
            return 0.0 if worth is None else worth
        except Broken as error:
            return CellError(error.code)
        except IndexError:
            return CellError("#ERROR!", "Formula parse error.")
        except (OverflowError, ZeroDivisionError):
            return CellError("#NUM!")
        except TypeError:
            return CellError("#N/A", "Wrong number of arguments.")

    LEVELS = tuple(
        {("mark", each) for each in marks.split()}
        for marks in ("= <> < > <= >=", "&", "+ -", "* /", "^")
    )

    def _level(self, level: int) -> Work:
        if level == len(self.LEVELS):
            return self._signed()
        work = self._level(level + 1)
        while self.tokens and self.tokens[0] in self.LEVELS[level]:
            mark = self.tokens.pop(0)[1]
            work = partial(both, mark, work, self._level(level + 1))
        return work

    def _signed(self) -> Work:
        kind, text = self.tokens[0]
        if kind == "mark" and text in "+-":
            self.tokens.pop(0)
            return partial(scaled, self._signed(), -1 if text == "-" else 1)
        work = self._atom()
        while self.tokens and self.tokens[0] == ("mark", "%"):
            self.tokens.pop(0)
            work = partial(scaled, work, 0.01)
        return work

    def _atom(self) -> Work:
        kind, text = self.tokens.pop(0)
        if kind == "number":
            return partial(float, text)
        if kind == "text":
            return partial(str, text[1:-1].replace('""', '"'))
        if kind == "error":
            return partial(CellError, text)
        if kind == "area":
            return partial(self._area, text.replace("$", ""))
        if kind == "name":
            return self._word(text)
        if (kind, text) == ("mark", "("):
            work = self._level(0)
            if self.tokens.pop(0) != ("mark", ")"):
                raise Broken("#ERROR!")
            return work
        raise Broken("#ERROR!")

    def _area(self, text: str) -> Rows:
        return self.calculator.area(*self._resolved(text))

    def _resolved(self, text: str) -> tuple[Sheet, GridRange]:
        """The cells that a reference means; none are an error of the cell, not of the request."""
        if "!" not in text:
            text = f"{a1.quoted(self.sheet.title)}!{text}"
        try:
            sheet, area, _ = a1.resolve(self.calculator.book, text)
        except Refused:
            raise Broken("#REF!") from None
        return sheet, area

    def _word(self, text: str) -> Work:
        if self.tokens and self.tokens[0] == ("mark", "("):
            return self._function(text.upper())
        if text.upper() in {"TRUE", "FALSE"}:
            return partial(bool, text.upper() == "TRUE")
        named = self.calculator.book.named(text)
        if named is None:
            raise Unknown(text)
        if named.range is None:
            raise Broken("#REF!")
        home = self.calculator.book.sheet(named.range.sheet_id)
        return partial(self.calculator.area, home, named.range)

    def _size(self, name: str) -> Work:
        """ROWS and COLUMNS of a range: what its cells hold is not asked for."""
        _, area, _ = (self.tokens.pop(0)[1] for _ in range(3))
        sheet, found = self._resolved(area.replace("$", ""))
        box = found.box(sheet)
        count = box.bottom - box.top if name == "ROWS" else box.right - box.left
        return partial(float, count)

    def _function(self, name: str) -> Work:
        if name in SIZES and len(self.tokens) > 2 and self.tokens[1][0] == "area":
            return self._size(name)
        given: list[Work] = []
        self.tokens.pop(0)
        while self.tokens[0] != ("mark", ")"):
            given.append(self._level(0))
            if self.tokens[0][1] in {",", ";"}:
                self.tokens.pop(0)
        self.tokens.pop(0)
        if name in CHOOSING:
            return partial(CHOOSING[name], *given)
        if name not in KNOWN:
            raise Unknown(name)
        return lambda: KNOWN[name](*(each() for each in given))
