"""Operators and functions of formulas: arithmetic, and what our own workbook uses."""

import calendar
import datetime as dt
import math
import operator
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.sheets_server.entered import EPOCH
from tests.sheets_server.grid import CellError, Value

Rows = list[list[Value]]
Worth = Value | Rows
"""A value, or a block of them."""
Work = Callable[[], Any]
"""Works out a part of a formula when it is called."""


class Broken(Exception):
    """The formula comes to an error."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def one(worth: Worth) -> Value:
    """A single value; a block of several is none."""
    if not isinstance(worth, list):
        return worth
    if len(worth) == 1 and len(worth[0]) == 1:
        return worth[0][0]
    raise Broken("#VALUE!")


def number(value: Value) -> float:
    """A value as a number: blank is 0, text that looks like one is one."""
    if isinstance(value, CellError):
        raise Broken(value.code)
    if value is None:
        return 0.0
    try:
        return float(value)
    except ValueError:
        raise Broken("#VALUE!") from None


def text_of(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return f"{value:.15g}"
    return "" if value is None else str(value)


def _combined(mark: str, left: Value, right: Value) -> Value:
    for each in (left, right):
        if isinstance(each, CellError):
            raise Broken(each.code)
    if mark == "&":
        return text_of(left) + text_of(right)
    if mark in COMPARED:
        return COMPARED[mark](rank(left, right), rank(right, left))
    first, second = number(left), number(right)
    if mark == "/" and second == 0:
        raise Broken("#DIV/0!")
    answer = ARITHMETIC[mark](first, second)
    if isinstance(answer, complex) or not math.isfinite(answer):
        raise Broken("#NUM!")
    return float(answer)


def rank(value: Value, beside: Value) -> tuple[int, Any]:
    """Where a value stands: numbers before texts before truths; blank is like what it is beside."""
    if value is None:
        value = type(beside)() if isinstance(beside, str | bool) else 0.0
    if isinstance(value, str):
        return 1, value.casefold()
    return (2 if isinstance(value, bool) else 0), value


def both(mark: str, left: Work, right: Work) -> Worth:
    """An operator between two parts; over blocks it works cell by cell."""
    return spread(lambda first, second: _combined(mark, first, second), left(), right())


def scaled(work: Work, by: float) -> Worth:
    """A part with a sign or a `%`."""
    return spread(lambda value: number(value) * by, work())


def spread(run: Callable[..., Value], *given: Worth) -> Worth:
    """Run on single values, or cell by cell over blocks, where an error stays in its cell."""
    blocks = [each for each in given if isinstance(each, list) and _size(each) > 1]
    if not blocks:
        return run(*(one(each) for each in given))
    height, width = max(map(len, blocks)), max(len(each[0]) for each in blocks)

    def at(each: Worth, row: int, column: int) -> Value:
        if not isinstance(each, list):
            return each
        return each[row if len(each) > 1 else 0][column if len(each[0]) > 1 else 0]

    def cell(row: int, column: int) -> Value:
        try:
            return run(*(at(each, row, column) for each in given))
        except Broken as error:
            return CellError(error.code)

    try:
        return [[cell(row, column) for column in range(width)] for row in range(height)]
    except IndexError:
        raise Broken("#N/A") from None


def _size(rows: Rows) -> int:
    return len(rows) * len(rows[0])


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


def flat(given: tuple[Worth, ...]) -> list[Value]:
    return [value for each in given for row in rows_of(each) for value in row]


def rows_of(worth: Worth) -> Rows:
    return worth if isinstance(worth, list) else [[worth]]


def _numbers(given: tuple[Worth, ...]) -> list[float]:
    """The numbers among the arguments; text and truths in cells do not count."""
    values = flat(given)
    for each in values:
        if isinstance(each, CellError):
            raise Broken(each.code)
    return [float(each) for each in values if isinstance(each, float | int) and each is not True]


def _average(*given: Worth) -> float:
    numbers = _numbers(given)
    if not numbers:
        raise Broken("#DIV/0!")
    return math.fsum(numbers) / len(numbers)


def _truths(given: tuple[Worth, ...]) -> list[bool]:
    return [bool(number(each)) for each in flat(given) if not isinstance(each, str)]


def _is(*kinds: type) -> Callable[[Worth], Worth]:
    def test(value: Value) -> bool:
        return isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool))

    return lambda worth: spread(test, worth)


def _rounded(value: Value, places: Value, up: bool = False) -> float:
    worth, digits = number(value), int(number(places))
    exact = Decimal(repr(worth)).scaleb(digits)
    if up:
        whole = Decimal(math.ceil(abs(exact))).copy_sign(exact)
    else:
        whole = exact.quantize(Decimal(1), ROUND_HALF_UP) if abs(exact) < 10**27 else exact
    return float(whole.scaleb(-digits))


def each_cell(run: Callable[..., Value], *defaults: Value) -> Callable[..., Worth]:
    """A function of single values, cell by cell over blocks; its last ones may be left out."""
    most = run.__code__.co_argcount

    def call(*given: Worth) -> Worth:
        left_out = most - len(given)
        return spread(run, *given, *defaults[len(defaults) - left_out :] if left_out > 0 else ())

    return call


def _index(worth: Worth, row: Worth, column: Worth = None) -> Value:
    rows = rows_of(worth)
    at, across = int(number(one(row))), int(number(one(column)))
    if len(rows) == 1 and column is None:
        at, across = 1, at
    try:
        return rows[max(at, 1) - 1][max(across, 1) - 1]
    except IndexError:
        raise Broken("#REF!") from None


def _match(wanted: Worth, worth: Worth, kind: Worth = 1.0) -> float:
    sought = one(wanted)
    if number(one(kind)) != 0:
        return _last_up_to(sought, flat((worth,)), down=number(one(kind)) < 0)
    for place, each in enumerate(flat((worth,)), 1):
        known = each is not None and not isinstance(each, CellError)
        if known and rank(each, sought) == rank(sought, each):
            return float(place)
    raise Broken("#N/A")


def _last_up_to(sought: Value, values: list[Value], down: bool) -> float:
    """The place of the last value, in a sorted list, that does not lie beyond what is sought."""
    place = 0
    for at, each in enumerate(values, 1):
        if each is None or isinstance(each, CellError):
            continue
        here, there = rank(each, sought), rank(sought, each)
        if here[0] == there[0] and (here >= there if down else here <= there):
            place = at
    if not place:
        raise Broken("#N/A")
    return float(place)


def _sum_product(*given: Worth) -> float:
    product = given[0]
    for each in given[1:]:
        product = spread(lambda first, second: _combined("*", first, second), product, each)
    return math.fsum(_numbers((product,)))


def _fixed(value: Value, places: Value) -> str:
    digits = int(number(places))
    return f"{Decimal(repr(_rounded(value, places))):,.{max(digits, 0)}f}"


def _day(value: Value) -> dt.date:
    try:
        return EPOCH + dt.timedelta(days=math.floor(number(value)))
    except OverflowError:
        raise Broken("#NUM!") from None


def _months_on(value: Value, months: Value) -> float:
    day = _day(value)
    year, month = divmod(day.year * 12 + day.month - 1 + int(number(months)), 12)
    last = calendar.monthrange(year, month + 1)[1]
    return float((dt.date(year, month + 1, min(day.day, last)) - EPOCH).days)


def _logarithm(value: Value) -> float:
    worth = number(value)
    if worth <= 0:
        raise Broken("#NUM!")
    return math.log10(worth)


def _not_available() -> Value:
    raise Broken("#N/A")


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "SUM": lambda *given: math.fsum(_numbers(given)),
    "AVERAGE": _average,
    "MIN": lambda *given: min(_numbers(given), default=0.0),
    "MAX": lambda *given: max(_numbers(given), default=0.0),
    "COUNT": lambda *given: float(len([e for e in flat(given) if type(e) in {int, float}])),
    "COUNTA": lambda *given: float(len([each for each in flat(given) if each is not None])),
    "AND": lambda *given: all(_truths(given)),
    "OR": lambda *given: any(_truths(given)),
    "NOT": each_cell(lambda value: not number(value)),
    "ABS": each_cell(lambda value: abs(number(value))),
    "INT": each_cell(lambda value: float(math.floor(number(value)))),
    "ROUND": each_cell(lambda value, places: _rounded(value, places), 0.0),
    "ROUNDUP": each_cell(lambda value, places: _rounded(value, places, up=True), 0.0),
    "LOG10": each_cell(_logarithm),
    "FIXED": each_cell(_fixed, 2.0),
    "YEAR": each_cell(lambda value: float(_day(value).year)),
    "MONTH": each_cell(lambda value: float(_day(value).month)),
    "DAY": each_cell(lambda value: float(_day(value).day)),
    "EDATE": each_cell(_months_on),
    "ISNUMBER": _is(int, float),
    "ISTEXT": _is(str),
    "ISERROR": _is(CellError),
    "ISBLANK": _is(type(None)),
    "INDEX": _index,
    "MATCH": _match,
    "SUMPRODUCT": _sum_product,
    "NA": _not_available,
}


def _if(test: Work, then: Work, other: Work = bool) -> Any:
    return then() if number(one(test())) else other()


def _if_error(work: Work, instead: Work = str) -> Any:
    try:
        worth = work()
        return instead() if isinstance(one(worth), CellError) else worth
    except Broken:
        return instead()


def _even_of_an_error(name: str, otherwise: bool) -> Callable[[Work], Worth]:
    def answer(work: Work) -> Worth:
        try:
            worth: Worth = FUNCTIONS[name](work())
        except Broken:
            return otherwise
        return worth

    return answer


def _choose(which: Work, *given: Work) -> Any:
    at = int(number(one(which())))
    if not 1 <= at <= len(given):
        raise Broken("#NUM!")
    return given[at - 1]()


CHOOSING: dict[str, Callable[..., Any]] = {
    "IF": _if,
    "IFERROR": _if_error,
    "ISERROR": _even_of_an_error("ISERROR", True),
    "ISNUMBER": _even_of_an_error("ISNUMBER", False),
    "ISTEXT": _even_of_an_error("ISTEXT", False),
    "CHOOSE": _choose,
}
"""Functions that work out only some of their arguments, or catch the errors of them."""
