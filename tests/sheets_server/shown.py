"""What a cell shows: its value by its number format, in the spreadsheet's locale."""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.sheets_server.entered import EPOCH, ERRORS, marks
from tests.sheets_server.grid import Cell, CellError, Value

DATED = frozenset({"DATE", "TIME", "DATE_TIME"})
_DATE_PARTS = re.compile(r"yyyy|yy|mmmm|mmm|mm|m|dddd|ddd|dd|d|hh|h|ss|s|am/pm|\"[^\"]*\"", re.I)


def number(value: float) -> float | int:
    """A number as it goes into JSON: 2, not 2.0."""
    return int(value) if value == int(value) and abs(value) < 1e15 else value


def plain(value: Value) -> Any:
    """A value unformatted: numbers as numbers, errors as their code, blank as ""."""
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "" if value is None else value
    return number(value)


def formatted(cell: Cell, value: Value, locale: str) -> str:
    """The text that a person sees."""
    if isinstance(value, bool):
        return str(value).upper()
    if not isinstance(value, int | float):
        return str(plain(value))
    kind, pattern = cell.number_format or ("", "")
    if kind == "TEXT" or not pattern or pattern == "General":
        return _general(value, locale)
    if kind in DATED:
        return _dated(value, pattern)
    return _patterned(value, pattern, locale)


def _general(value: float, locale: str) -> str:
    if value and not 1e-9 <= abs(value) < 1e15:
        text = f"{value:.5E}"
        head, _, power = text.partition("E")
        text = f"{head.rstrip('0').rstrip('.')}E{power}"
    else:
        text = f"{value:.10f}".rstrip("0").rstrip(".")
        text = "0" if text == "-0" else text
    return text.replace(".", marks(locale)[0])


def _dated(serial: float, pattern: str) -> str:
    moment = dt.datetime.combine(EPOCH, dt.time()) + dt.timedelta(seconds=round(serial * 86400))
    after_hour = False
    meridian = "am/pm" in pattern.lower()

    def part(found: re.Match[str]) -> str:
        nonlocal after_hour
        token = found[0].lower()
        if token.startswith('"'):
            return found[0][1:-1]
        minute = token in {"m", "mm"} and after_hour
        after_hour = token[0] == "h"
        hour = (moment.hour % 12 or 12) if meridian else moment.hour
        return {
            "yyyy": f"{moment.year:04}",
            "yy": f"{moment.year % 100:02}",
            "mmmm": f"{moment:%B}",
            "mmm": f"{moment:%b}",
            "mm": f"{moment.minute if minute else moment.month:02}",
            "m": f"{moment.minute if minute else moment.month}",
            "dddd": f"{moment:%A}",
            "ddd": f"{moment:%a}",
            "dd": f"{moment.day:02}",
            "d": f"{moment.day}",
            "hh": f"{hour:02}",
            "h": f"{hour}",
            "ss": f"{moment.second:02}",
            "s": f"{moment.second}",
            "am/pm": f"{moment:%p}",
        }[token]

    return _DATE_PARTS.sub(part, pattern.split(";")[0])


def _patterned(value: float, pattern: str, locale: str) -> str:
    sections = pattern.split(";")
    section = sections[1] if value < 0 and len(sections) > 1 else sections[0]
    section = re.sub(r"\[[^\]]*\]|\\(.)|_.|\*.", lambda found: found[1] or "", section)
    texts: list[str] = re.findall(r'"([^"]*)"', section)
    section = re.sub(r'"[^"]*"', "\x00", section)
    found = re.search(r"[#0?][#0?,]*(?:\.[#0?]+)?(?:E\+0+)?", section)
    if not found:
        return _general(value, locale)
    size = abs(value) if len(sections) > 1 and value < 0 else value
    body = _digits(size * (100 if "%" in section else 1), found[0], locale)
    text = section[: found.start()] + body + section[found.end() :]
    for each in texts:
        text = text.replace("\x00", each, 1)
    return f"-{text.replace('-', '', 1)}" if body.startswith("-") else text


def _digits(value: float, pattern: str, locale: str) -> str:
    decimal, group = marks(locale)
    whole, _, parts = pattern.partition(".")
    if "E" in pattern:
        return f"{value:.{len(parts.partition('E')[0])}E}".replace(".", decimal)
    places = Decimal(1).scaleb(-len(parts))
    text = f"{Decimal(repr(float(value))).quantize(places, ROUND_HALF_UP):f}"
    head, _, tail = text.partition(".")
    optional = len(parts) - len(parts.rstrip("#"))
    kept = len(parts) - optional
    tail = tail[:kept] + tail[kept:].rstrip("0")
    if "," in whole:
        head = re.sub(r"(?<=\d)(?=(\d{3})+$)", group, head)
    return head + (decimal + tail if tail else "")


def extended(value: Value) -> dict[str, Any]:
    """A value as the API's ExtendedValue."""
    if isinstance(value, CellError):
        error = {"type": ERRORS.get(value.code, "ERROR")}
        return {"errorValue": error | ({"message": value.message} if value.message else {})}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int | float):
        return {"numberValue": number(value)}
    return {"stringValue": value} if value is not None else {}
