"""The forms in which exports write dates, and how each is brought into one: 2018-02-26 19:58:54."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import ibis
from ibis.expr.types import IntegerValue, StringValue, Value

__all__ = ["BLANKS", "NUMBERED", "Form", "Told", "cleaned", "form_of", "is_blank", "moment"]

BLANKS = (
    *("", "-", "--", "(no value)", "(none)", "(not set)", "--none--", "none", "null", "nan", "nat"),
    *("n/a", "#n/a", "na", "0000-00-00", "0000-00-00 00:00:00"),
)
"""What exports write where there is no date; letters' case apart."""

LONGEST = 80
"""No date is written with more characters."""

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_MONTH = (
    f"({'|'.join(_MONTHS)})"
    r"(?:UARY|RUARY|CH|IL|E|Y|UST|T|TEMBER|OBER|EMBER)?\.?"
)
_WEEKDAY = r"(?:(?:MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]*\.?,? +)?"
_REST = r"((?:[T ,].*)?)$"
_TIME = r"[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?"
_HALF = r" ?[AP]\.?M\.?"
_ZONE = r" ?(?:Z|UTC|GMT)| ?(?:UTC|GMT)?([+-]\d{2}):?(\d{2})?"
_NAMED = r" ?\([^)]*\)$"
_ISO = r"^\d{4}-\d{1,2}-\d{1,2}"

YEAR_FIRST = r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _REST
TOGETHER = r"^(\d{4})(\d{2})(\d{2})" + _REST
ALL_TOGETHER = r"^(\d{4})(\d{2})(\d{2})T?(\d{2})(\d{2})(\d{2})((?:Z|[+-]\d{2}:?\d{2})?)$"
NUMBERED = r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})" + _REST
DAY_MONTH = f"^{_WEEKDAY}" + r"(\d{1,2})(?:ST|ND|RD|TH)?[-/. ]*" + _MONTH + r"[-/, ]*"
MONTH_DAY = f"^{_WEEKDAY}{_MONTH}" + r"[-/. ]*(\d{1,2})(?:ST|ND|RD|TH)?[-/, ]+"
YEAR_MONTH = r"^(\d{4})[-/ ]" + _MONTH + r"[-/ ](\d{1,2})" + _REST
_LONG, _LATE, _EARLY = r"(\d{4})", r"([0-6]\d)", r"([7-9]\d)"

SERIAL = r"^[2-7]\d{4}(?:\.\d+)?$"
SECONDS = r"^\d{9,10}(?:\.\d+)?$"
MILLISECONDS = r"^\d{12,13}(?:\.0*)?$"
MICROSECONDS = r"^\d{16}(?:\.0*)?$"


@dataclass(frozen=True, slots=True)
class Form:
    """What kind of value a shape is; none of its parts is decided yet.

    Args:
        family: "iso", "year first", "together", "all together", "numbered", "day month",
            "month day", "year month", "serial", "epoch", or "" where it is no date.
        timed: whether it says a time of day.
        zoned: whether it says a zone.
        half: whether its hours are those of a half day (AM, PM).
        fraction: whether it says parts of a second, or of a day.
        loose: whether something else than one blank or a T stands before the time of day.
        short: whether its year has two digits.
        special: whether it has special blanks.
    """

    family: str
    timed: bool = False
    zoned: bool = False
    half: bool = False
    fraction: bool = False
    loose: bool = False
    short: bool = False
    special: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A value's moment in the engine.

    Args:
        seconds: from 1970, null where it cannot be read.
        day: the date that is written; null for numbers.
        zoned: whether the value says a zone (then seconds are UTC's); None: none of them does.
    """

    seconds: IntegerValue
    day: Value
    zoned: Value | None


SPECIAL = "\u00a0\u202f"
"""Blanks that do not break a line: some put them in front of AM and PM."""


def cleaned(value: StringValue, special: bool = True) -> StringValue:
    """Give a text without what does not count: blanks around it, special blanks, capitals.

    Special blanks cost an engine more than all else: a column that has none goes without.
    """
    plain = value.left(LONGEST)
    return (plain.translate(SPECIAL, "  ") if special else plain).strip().upper()


def is_blank(value: StringValue, special: bool = True) -> Value:
    """Tell whether an export's cell says that there is no date."""
    return value.isnull() | cleaned(value, special).isin([blank.upper() for blank in BLANKS])


_SHAPES = (
    ("iso", r"^\d{4}-\d{1,2}-\d{1,2}" + _REST),
    ("year first", YEAR_FIRST),
    ("together", TOGETHER),
    ("all together", ALL_TOGETHER),
    ("numbered", NUMBERED),
    ("day month", DAY_MONTH + r"(\d{4}|\d{2})" + _REST),
    ("month day", MONTH_DAY + r"(\d{4}|\d{2})" + _REST),
    ("year month", YEAR_MONTH),
)
_YEAR_LAST = ("numbered", "day month", "month day")
_AFTER = re.compile(
    rf"^(?P<timed>{_TIME})?(?P<half>{_HALF})?(?P<zoned>{_ZONE})?(?:{_NAMED[:-1]})?$", re.ASCII
)


def form_of(shape: str) -> Form:
    """Tell what kind of value a text is that is clean but for special blanks, by its shape.

    Every digit of it is a 9, so that there are few shapes.

    >>> form_of("99/9/9999, 9:99 PM").family, form_of("99/9/9999, 9:99 PM").half
    ('numbered', True)
    >>> form_of("9999-99-99T99:99:99.999Z").zoned
    True
    >>> form_of("LATER").family
    ''
    """
    if set(SPECIAL) & set(shape):
        plain = shape.translate(dict.fromkeys(map(ord, SPECIAL), " ")).strip()
        return replace(form_of(plain), special=True)
    if re.match(r"^\d{5}(\.\d+)?$", shape):
        return Form("serial", timed="." in shape)
    for epoch in (SECONDS, MILLISECONDS, MICROSECONDS):
        if re.match(epoch, shape):
            return Form("epoch", timed=True, zoned=True)
    if found := re.match(ALL_TOGETHER, shape):
        return Form("all together", timed=True, zoned=bool(found[7]))
    for family, pattern in _SHAPES:
        found = re.match(pattern, shape)
        if found:
            year = found.groups()[-2] if family in _YEAR_LAST else ""
            return _with_rest(family, found.groups()[-1], short=len(year) == 2)
    return Form("")


def _with_rest(family: str, rest: str, short: bool) -> Form:
    found = _AFTER.match(rest)
    if not found or (rest and not found["timed"]):
        return Form("")
    timed, half, zoned = (bool(found[name]) for name in ("timed", "half", "zoned"))
    fraction = timed and bool(re.search(r":\d{2}[.,]\d", found["timed"]))
    loose = timed and not re.match(r"[T ]\d", rest)
    return Form(family, timed, zoned, half, fraction, loose, short)


def moment(value: StringValue, forms: frozenset[Form], order: str) -> Told:
    """Read values that are written in given forms, as seconds from 1970.

    Args:
        value: a column of text.
        forms: what is there; only what these need is done.
        order: "day-first", "month-first" or "year-first", for dates that are all numbers.

    Returns:
        seconds, null where a value is blank, is no date, or is none that exists.
    """
    families = {form.family for form in forms}
    clean = cleaned(value, any(form.special for form in forms))
    text = _rewritten(clean, forms, order)
    zoned = shift = None
    if any(form.fraction for form in forms):
        text = text.re_replace(r"(:\d{2})[.,]\d+", r"\1")
    if any(form.zoned for form in forms) and families - {"epoch"}:
        text, shift, zoned = _without_zone(text)
    half = None
    if any(form.half for form in forms):
        text, half = _without_half(text)
    if any(form.loose for form in forms):
        text = text.re_replace(rf"({_ISO})[T ,]+(\d)", r"\1 \2")
    # one engine reads more than these, such as "epoch"; another stops at the first that it cannot
    text = text.re_extract(_ISO + r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2})?)?$", 0).nullif("")
    written = text.try_cast("timestamp")
    seconds = written.epoch_seconds().cast("float64").cast("int64")
    for each in (shift, half):
        seconds = seconds if each is None else seconds + each
    return _with_numbers(Told(seconds, written.date(), zoned), clean, families)


def _rewritten(text: StringValue, forms: frozenset[Form], order: str) -> StringValue:
    """Write the date of every form as ISO's, what stands behind it unchanged.

    A column is gone through once per form that it has, which takes its time: so for no others.
    """
    for family, pattern, written in (
        ("year first", YEAR_FIRST, r"\1-\2-\3\4"),
        ("all together", ALL_TOGETHER, r"\1-\2-\3T\4:\5:\6\7"),
        ("together", TOGETHER, r"\1-\2-\3\4"),
        ("year month", YEAR_MONTH, r"\1-\2-\3\4"),
    ):
        if any(form.family == family for form in forms):
            text = text.re_replace(pattern, written)
    for family, pattern, day_month in (
        ("day month", DAY_MONTH, r"\2-\1"),
        ("month day", MONTH_DAY, r"\1-\2"),
    ):
        for year, century in _years(forms, family):
            text = text.re_replace(pattern + year + _REST, rf"{century}\3-{day_month}\4")
    if any("month" in form.family for form in forms):
        for number, month in enumerate(_MONTHS, start=1):
            text = text.replace(f"-{month}-", f"-{number:02}-")
    return _numbered(text, forms, order)


def _years(forms: frozenset[Form], family: str) -> list[tuple[str, str]]:
    """Give the patterns of a year that a family's forms have, each with its century."""
    short = {form.short for form in forms if form.family == family}
    found = [(_LONG, "")] if False in short else []
    return found + ([(_LATE, "20"), (_EARLY, "19")] if True in short else [])


def _numbered(text: StringValue, forms: frozenset[Form], order: str) -> StringValue:
    day_month = {"month-first": r"\1-\2"}.get(order, r"\2-\1")
    apart = r"[-/.](\d{1,2})[-/.]"
    for year, century in _years(forms, "numbered"):
        if order == "year-first" and century:
            pattern = f"^{year}{apart}" + r"(\d{1,2})" + _REST
            text = text.re_replace(pattern, rf"{century}\1-\2-\3\4")
        else:
            pattern = r"^(\d{1,2})" + apart + year + _REST
            text = text.re_replace(pattern, rf"{century}\3-{day_month}\4")
    return text


def _without_zone(text: StringValue) -> tuple[StringValue, IntegerValue, Value]:
    """Take the zone off, and give the seconds that bring the rest to UTC."""
    text = text.re_replace(_NAMED, "")
    pattern = rf"^(.*:\d{{2}}(?:{_HALF})?)(?:{_ZONE})$"
    hours = text.re_extract(pattern, 2).nullif("")
    minutes = text.re_extract(pattern, 3).nullif("").cast("int64").fill_null(0)
    size = hours.substr(1).cast("int64") * 3600 + minutes * 60
    ahead = hours.startswith("+").ifelse(-size, size).fill_null(0)
    return text.re_replace(pattern, r"\1"), ahead, text.re_search(pattern)


def _without_half(text: StringValue) -> tuple[StringValue, IntegerValue]:
    """Take AM and PM off, and give the seconds that bring the hours to a whole day's."""
    pattern = r"^(.*[T ])(\d{1,2})(:\d{2}(?::\d{2})?) ?([AP])\.?M\.?$"
    hour = text.re_extract(pattern, 2).nullif("").cast("int64")
    half = text.re_extract(pattern, 4)
    shift = ibis.cases(
        ((half == "P") & (hour < 12), 43_200),
        ((half == "A") & (hour == 12), -43_200),
        (hour > 12, ibis.null("int64")),
        else_=0,
    )
    return text.re_replace(pattern, r"\1\2\3"), shift.cast("int64")


def _with_numbers(told: Told, text: StringValue, families: set[str]) -> Told:
    """Read numbers, too: a spreadsheet's days, and seconds or parts of them from 1970."""
    seconds, zoned = told.seconds, told.zoned
    number = text.re_extract(r"^\d+(?:\.\d*)?$", 0).nullif("").cast("float64")
    if "serial" in families:
        since = ((number - 25_569) * 86_400).round().cast("int64")
        seconds = text.re_search(SERIAL).ifelse(since, seconds)
    if "epoch" in families:
        for pattern, each in ((SECONDS, 1), (MILLISECONDS, 1000), (MICROSECONDS, 1_000_000)):
            since = (number / each).floor().cast("int64")
            seconds = text.re_search(pattern).ifelse(since, seconds)
        is_epoch = text.re_search(r"^(?:\d{9,10}|\d{12,13}|\d{16})(?:\.\d+)?$")
        zoned = is_epoch if zoned is None else zoned | is_epoch
    return Told(seconds, told.day, zoned)
