"""A small calculator for the formulas that tests type: arithmetic, references, a few functions.

What it cannot work out shows what the workbook last showed, or #NAME? where nothing was.
"""

import math
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from tests.sheets_server import a1
from tests.sheets_server.entered import ERRORS
from tests.sheets_server.errors import Refused
from tests.sheets_server.grid import Book, CellError, GridRange, Sheet, Value
from tests.sheets_server.references import CELL, TITLE

TOKEN = re.compile(
    rf"""\s*(?:(?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|(?P<text>"(?:[^"]|"")*")
    |(?P<error>{"|".join(re.escape(each) for each in ERRORS if each != "Loading...")})
    |(?P<area>(?:{TITLE})?(?:{CELL}(?::{CELL})?|\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}})(?![\w(.]))
    |(?P<name>[A-Za-z_][\w.]*)|(?P<mark><>|<=|>=|[-+*/^&=<>(),;%]))""",
    re.VERBOSE,
)
List = list[Any]
Work = Callable[[], Any]
"""Works out a part of a formula when it is called."""


class Unknown(Exception):
    """The formula uses what this calculator does not know."""


class Broken(Exception):
    """The formula comes to an error."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Calculator:
    """Works out cells of a book; remembers what it found, so make a new one after a change."""

    book: Book
    found: dict[tuple[int, int, int], Value] = field(default_factory=dict)
    open: set[tuple[int, int, int]] = field(default_factory=set)

    def value(self, sheet: Sheet, row: int, column: int) -> Value:
        """What a cell comes to."""
        cell = sheet.cells.get((row, column))
        if cell is None or not cell.formula:
            return cell.value if cell else None
        key = (sheet.sheet_id, row, column)
        if key not in self.found:
            if key in self.open:
                return CellError("#REF!", "Circular dependency detected.")
            self.open.add(key)
            try:
                self.found[key] = Formula(self, sheet, cell.formula[1:]).answer()
            except Unknown as what:
                known = cell.value
                message = f"Unknown function or name: '{what}'."
                self.found[key] = CellError("#NAME?", message) if known is None else known
            self.open.discard(key)
        return self.found[key]

    def area(self, sheet: Sheet, area: GridRange) -> List:
        """The values of a range, row by row."""
        box = area.box(sheet)
        if box.height * box.width == 1:
            return [self.value(sheet, box.top, box.left)]
        used = sorted(place for place in sheet.cells if place in box)
        return [self.value(sheet, *place) for place in used]


class Formula:
    """One formula, read by precedence into what works it out: `IF` needs only one of its arms."""

    def __init__(self, calculator: Calculator, sheet: Sheet, text: str) -> None:
        self.calculator, self.sheet = calculator, sheet
        self.tokens: list[tuple[str, str]] = []
        at = 0
        text = text.rstrip()
        while at < len(text):
            found = TOKEN.match(text, at)
            if not found:
                self.tokens.append(("wrong", text[at]))
                break
            self.tokens.append((found.lastgroup or "", found[found.lastgroup or 0]))
            at = found.end()

    def answer(self) -> Value:
        """What the formula comes to, errors as values."""
        try:
            work = self._level(0)
            if self.tokens:
                raise Broken("#ERROR!")
            worth = _one(work())
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
            work = partial(_both, mark, work, self._level(level + 1))
        return work

    def _signed(self) -> Work:
        kind, text = self.tokens[0]
        if kind == "mark" and text in "+-":
            self.tokens.pop(0)
            return partial(_scaled, self._signed(), -1 if text == "-" else 1)
        work = self._atom()
        while self.tokens and self.tokens[0] == ("mark", "%"):
            self.tokens.pop(0)
            work = partial(_scaled, work, 0.01)
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

    def _area(self, text: str) -> List:
        if "!" not in text:
            text = f"{a1.quoted(self.sheet.title)}!{text}"
        try:
            sheet, area, _ = a1.resolve(self.calculator.book, text)
        except Refused:
            raise Broken("#REF!") from None
        return self.calculator.area(sheet, area)

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

    def _function(self, name: str) -> Work:
        given: list[Work] = []
        self.tokens.pop(0)
        while self.tokens[0] != ("mark", ")"):
            given.append(self._level(0))
            if self.tokens[0][1] in {",", ";"}:
                self.tokens.pop(0)
        self.tokens.pop(0)
        if name in CHOOSING:
            return partial(CHOOSING[name], *given)
        if name not in FUNCTIONS:
            raise Unknown(name)
        return lambda: FUNCTIONS[name](*(each() for each in given))


def _both(mark: str, one: Work, other: Work) -> Value:
    return _combined(mark, _one(one()), _one(other()))


def _scaled(work: Work, by: float) -> float:
    return _number(_one(work())) * by


def _one(worth: Any) -> Value:
    """A single value; a range of several has none."""
    if isinstance(worth, list) and len(worth) > 1:
        raise Broken("#VALUE!")
    single: Value = (worth[0] if worth else None) if isinstance(worth, list) else worth
    return single


def _number(worth: Value) -> float:
    if isinstance(worth, CellError):
        raise Broken(worth.code)
    if worth is None:
        return 0.0
    try:
        return float(worth)
    except ValueError:
        raise Broken("#VALUE!") from None


def _combined(mark: str, one: Value, other: Value) -> Value:
    for each in (one, other):
        if isinstance(each, CellError):
            raise Broken(each.code)
    if mark == "&":
        return "".join(
            "" if each is None else f"{each:g}" if isinstance(each, float) else str(each)
            for each in (one, other)
        )
    if mark in COMPARED:
        return COMPARED[mark](_rank(one, other), _rank(other, one))
    left, right = _number(one), _number(other)
    if mark == "/" and right == 0:
        raise Broken("#DIV/0!")
    answer = ARITHMETIC[mark](left, right)
    if isinstance(answer, complex) or not math.isfinite(answer):
        raise Broken("#NUM!")
    return float(answer)


def _rank(value: Value, beside: Value) -> tuple[int, Any]:
    """Where a value stands: numbers before texts before truths; blank is like what it is beside."""
    if value is None:
        value = type(beside)() if isinstance(beside, str | bool) else 0.0
    if isinstance(value, str):
        return 1, value.casefold()
    return (2 if isinstance(value, bool) else 0), value


COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": operator.pow,
}


def _numbers(given: tuple[Any, ...]) -> list[float]:
    flat = [each for one in given for each in (one if isinstance(one, list) else [one])]
    for each in flat:
        if isinstance(each, CellError):
            raise Broken(each.code)
    return [float(each) for each in flat if isinstance(each, int | float) and each is not True]


def _average(*given: Any) -> float:
    numbers = _numbers(given)
    if not numbers:
        raise Broken("#DIV/0!")
    return math.fsum(numbers) / len(numbers)


def _if(test: Work, then: Work, other: Work = bool) -> Any:
    return then() if _number(_one(test())) else other()


def _if_error(work: Work, instead: Work = str) -> Any:
    try:
        worth = work()
        return instead() if isinstance(_one(worth), CellError) else worth
    except Broken:
        return instead()


def _not_available() -> Value:
    raise Broken("#N/A")


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "SUM": lambda *given: math.fsum(_numbers(given)),
    "AVERAGE": _average,
    "MIN": lambda *given: min(_numbers(given), default=0.0),
    "MAX": lambda *given: max(_numbers(given), default=0.0),
    "COUNT": lambda *given: float(len(_numbers(given))),
    "ABS": lambda worth: abs(_number(_one(worth))),
    "ROUND": lambda worth, places=0.0: round(_number(_one(worth)), int(_number(_one(places)))),
    "NA": _not_available,
}
CHOOSING: dict[str, Callable[..., Any]] = {"IF": _if, "IFERROR": _if_error}
