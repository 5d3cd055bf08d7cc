"""What a person's or a program's typing becomes: number, date, truth, formula or text."""

import datetime as dt
import re
from dataclasses import replace
from typing import Any

from tests.sheets_server.errors import Refused
from tests.sheets_server.grid import MAX_TEXT, Cell, CellError, Value

ERRORS = {
    "#NULL!": "NULL_VALUE",
    "#DIV/0!": "DIVIDE_BY_ZERO",
    "#VALUE!": "VALUE",
    "#REF!": "REF",
    "#NAME?": "NAME",
    "#NUM!": "NUM",
    "#N/A": "N_A",
    "#ERROR!": "ERROR",
    "Loading...": "LOADING",
}
DATE, TIME = ("DATE", "yyyy-mm-dd"), ("TIME", "h:mm:ss")
MOMENT = ("DATE_TIME", "yyyy-mm-dd h:mm:ss")
EPOCH = dt.date(1899, 12, 30)
COMMA_LOCALES = frozenset(
    "bg cs da de el es et fi fr hr hu id it lt lv nb nl no pl pt ro ru sk sl sr sv tr uk vi".split()
)
SPACED_LOCALES = frozenset("bg cs et fi fr hu lt lv nb no pl ru sk sv uk".split())
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_LOCAL_DATE = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?")


def marks(locale: str) -> tuple[str, str]:
    r"""The decimal mark and the grouping mark of a locale.

    >>> marks("en_US"), marks("de_DE"), marks("fr_FR")
    (('.', ','), (',', '.'), (',', '\u202f'))
    """
    language = locale.split("_")[0]
    if language in SPACED_LOCALES:
        return ",", "\u202f"
    return (",", ".") if language in COMMA_LOCALES else (".", ",")


def raw(old: Cell, value: Any, place: str) -> Cell:
    """A cell after a RAW write: what was sent, as it was sent; "" empties it."""
    if value == "":
        return old.emptied()
    return replace(old, value=_plain(value, place), formula="")


def _plain(value: Any, place: str) -> Value:
    if isinstance(value, str):
        if len(value) > MAX_TEXT:
            raise Refused(
                f"Your input contains more than the maximum of {MAX_TEXT} characters in a "
                "single cell."
            )
        return value
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return float(value)
    kind = "struct_value" if isinstance(value, dict) else "list_value"
    raise Refused(f"Invalid {place}: {kind} {{ }}")


def user_entered(old: Cell, value: Any, locale: str, place: str) -> Cell:
    """A cell after a USER_ENTERED write: read as if it had been typed into Sheets."""
    if not isinstance(value, str) or value == "":
        return raw(old, value, place)
    _plain(value, place)
    if value.startswith("'"):
        return replace(old, value=value[1:], formula="")
    if value.startswith("=") and len(value) > 1:
        return replace(old, value=None, formula=value)
    if value.upper() in {"TRUE", "FALSE"}:
        return replace(old, value=value.upper() == "TRUE", formula="")
    if value in ERRORS:
        return replace(old, value=CellError(value), formula="")
    read = _number(value.strip(), locale) or _moment(value.strip(), locale)
    if read:
        worth, shape = read
        kept = old.number_format if shape is None else shape
        return replace(old, value=worth, formula="", number_format=kept)
    if value[0] in "+-" and len(value) > 1:
        return replace(old, value=None, formula="=" + value)
    return replace(old, value=value, formula="")


def _number(text: str, locale: str) -> tuple[float, tuple[str, str] | None] | None:
    decimal, group = marks(locale)
    found = re.fullmatch(
        rf"([+-]?)([$€£]?)((?:\d{{1,3}}(?:[{re.escape(group)}\u00a0 ]\d{{3}})+|\d+)?"
        rf"(?:{re.escape(decimal)}\d*)?)([eE][+-]?\d+)?\s?(%|[€£])?"
        if group == "\u202f"
        else rf"([+-]?)([$€£]?)((?:\d{{1,3}}(?:{re.escape(group)}\d{{3}})+|\d+)?"
        rf"(?:{re.escape(decimal)}\d*)?)([eE][+-]?\d+)?\s?(%|[€£])?",
        text,
    )
    if not found or not re.search(r"\d", found[3]):
        return None
    sign, symbol, digits, power, tail = found.groups()
    grouped = group in digits or " " in digits or "\u00a0" in digits
    plain = re.sub(rf"[{re.escape(group)}\u00a0 ]", "", digits).replace(decimal, ".")
    worth = float(f"{sign}{plain}{power or ''}")
    parts = plain.partition(".")[2]
    if tail == "%":
        return worth / 100, ("PERCENT", "0.00%" if parts else "0%")
    if symbol or tail:
        return worth, ("CURRENCY", f'"{symbol or tail}"#,##0' + (".00" if parts else ""))
    if power:
        return worth, ("SCIENTIFIC", "0.00E+00")
    if grouped:
        return worth, ("NUMBER", "#,##0.00" if parts else "#,##0")
    return worth, None


def _moment(text: str, locale: str) -> tuple[float, tuple[str, str]] | None:
    day, _, clock = text.partition(" ")
    if not clock and ":" in day:
        day, clock = "", day
    serial = _day(day, locale) if day else 0.0
    share = _clock(clock) if clock else 0.0
    if serial is None or share is None:
        return None
    if not clock:
        return serial, DATE
    return serial + share, (MOMENT if day else TIME)


def _day(text: str, locale: str) -> float | None:
    found = _ISO.fullmatch(text)
    if found:
        year, month, day = map(int, found.groups())
    else:
        found = _LOCAL_DATE.fullmatch(text)
        if not found:
            return None
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        month, day = (first, second) if locale == "en_US" else (second, first)
    try:
        return float((dt.date(year, month, day) - EPOCH).days)
    except ValueError:
        return None


def _clock(text: str) -> float | None:
    found = _CLOCK.fullmatch(text)
    if not found:
        return None
    hours, minutes, seconds = (int(each or 0) for each in found.groups())
    return (hours * 3600 + minutes * 60 + seconds) / 86400
