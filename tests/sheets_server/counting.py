"""Functions that count or add up what meets a condition, or look into a text."""

import math
import re
from collections.abc import Callable
from typing import Any

from tests.sheets_server.grid import CellError, Value
from tests.sheets_server.worksheet import (
    COMPARED,
    Broken,
    Rows,
    Worth,
    each_cell,
    flat,
    number,
    one,
    rank,
    rows_of,
    text_of,
)

_CONDITION = re.compile(r"(<>|<=|>=|<|>|=)?(.*)", re.DOTALL)


def _meets(wanted: Value) -> Callable[[Value], bool]:
    """The condition of COUNTIF and its like: a value, or a text that begins with a comparison."""
    mark, worth = "=", wanted
    if isinstance(wanted, str):
        found = _CONDITION.fullmatch(wanted)
        assert found is not None
        mark, worth = found[1] or "=", found[2]
        if re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", found[2]):
            worth = float(found[2])
    compared = COMPARED[mark]
    if isinstance(worth, str) and re.search(r"[*?]", worth) and mark in ("=", "<>"):
        parts = (".*" if each == "*" else "." if each == "?" else re.escape(each) for each in worth)
        like = re.compile("".join(parts), re.IGNORECASE | re.DOTALL)
        return lambda value: (
            (isinstance(value, str) and like.fullmatch(value) is not None) == (mark == "=")
        )
    if worth is None or worth == "":
        return lambda value: (value in (None, "")) == (mark != "<>")

    def meets(value: Value) -> bool:
        if value is None or isinstance(value, CellError) or rank(value, worth)[0] != rank(
            worth, value
        )[0]:  # fmt: skip
            return mark == "<>"
        return compared(rank(value, worth), rank(worth, value))

    return meets


def _kept(conditions: tuple[Worth, ...]) -> list[bool]:
    kept: list[bool] = []
    for area, wanted in zip(conditions[::2], conditions[1::2], strict=True):
        meets = _meets(one(wanted))
        found = [meets(value) for value in flat((area,))]
        if kept and len(found) != len(kept):
            raise Broken("#VALUE!")
        kept = [old and new for old, new in zip(kept, found, strict=True)] if kept else found
    return kept


def _sum_ifs(area: Worth, *conditions: Worth) -> float:
    picked = [value for value, kept in zip(flat((area,)), _kept(conditions), strict=True) if kept]
    for value in picked:
        if isinstance(value, CellError):
            raise Broken(value.code)
    return math.fsum(value for value in picked if type(value) in {int, float})


def _sum_if(area: Worth, wanted: Worth, summed: Worth | None = None) -> float:
    return _sum_ifs(area if summed is None else summed, area, wanted)


def _search(sought: Value, text: Value, start: Value) -> float:
    at = text_of(text).casefold().find(text_of(sought).casefold(), int(number(start)) - 1)
    if at < 0:
        raise Broken("#VALUE!")
    return at + 1.0


def _middle(text: Value, start: Value, length: Value) -> str:
    first = int(number(start)) - 1
    if first < 0 or number(length) < 0:
        raise Broken("#VALUE!")
    return text_of(text)[first : first + int(number(length))]


def _size(of: Callable[[Rows], int]) -> Callable[[Worth], float]:
    return lambda worth: float(of(rows_of(worth)))


COUNTING: dict[str, Callable[..., Any]] = {
    "SUMIF": _sum_if,
    "SUMIFS": _sum_ifs,
    "COUNTIF": lambda *given: float(sum(_kept(given))),
    "COUNTIFS": lambda *given: float(sum(_kept(given))),
    "ROWS": _size(len),
    "COLUMNS": _size(lambda rows: len(rows[0])),
    "TRIM": each_cell(lambda text: " ".join(text_of(text).split())),
    "LOWER": each_cell(lambda text: text_of(text).lower()),
    "SEARCH": each_cell(_search, 1.0),
    "MID": each_cell(_middle),
}
