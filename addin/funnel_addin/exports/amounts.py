"""Amounts as people write them → numbers, by the mark before decimals that the whole column shows.

1.234,50 shows a comma and 1,234.50 a point; 1.500 alone could be two numbers. Where nothing in the
column shows which is meant, such amounts are left out, and told. Amounts below 0 stay, and
are told, too.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import BooleanValue, FloatingValue, StringValue, Table, Value

from funnel_addin.exports.currencies import currencies_within
from funnel_core.history.problems import DataProblem, Kind

__all__ = ["read_amounts"]

MOST_EXAMPLES = 5

LARGEST = 1e18
"""No amount of money is larger, but for an infinite one."""

_WITH_POINT = "[kK]r[.]?|[Ff]r?[.]?|[Rr][.]?"
_SYMBOL = "[^0-9A-Za-z.,()%+ '\u2212\u2013-]{1,3}"
_CURRENCY = f"(?:[A-Z]{{3}}|{_SYMBOL}|[A-Z]{{0,2}}[$]|zł|Kč|Ft|lei|{_WITH_POINT})?"

_SIGN = "[+\u2212\u2013-]?"
"""Before the number or before its currency; − and – are what word processors make of a hyphen."""

_SPACES = " '\u00a0\u202f\u2019"


def _written(mark: str, other: str) -> str:
    """Give how an amount is written with a mark before its decimals."""
    # no more digits than any number type holds: what has more is no amount
    grouped = (
        f"[1-9][0-9]{{0,2}}(?:(?:\\{other}[0-9]{{3}}){{1,5}}|(?:[{_SPACES}][0-9]{{3}}){{1,5}})"
    )
    number = f"(?:[0-9]{{1,18}}|{grouped})(?:\\{mark}[0-9]*)?"
    signed = f"(?:{_SIGN}{_CURRENCY} ?|{_CURRENCY} ?{_SIGN})"
    return f"^{signed}{number}[ \u00a0\u202f]?{_CURRENCY}$"


_PLAIN = "^-?[0-9]{1,18}([.][0-9]+)?$"
_DOUBTFUL = "^-?[1-9][0-9]{0,2}[.][0-9]{3}$"

_POINT, _COMMA = _written(".", ","), _written(",", ".")


def read_amounts(
    rows: Table, amount: Value, called: str, heading: str
) -> tuple[FloatingValue, tuple[DataProblem, ...]]:
    """Read a column of amounts; a blank is none.

    Args:
        rows: the table that it stands in.
        amount: the column: numbers, or texts.
        called: what the export is called in a sentence.
        heading: the column's.

    Returns:
        the amounts as an expression over the rows, null where there is none; and what is wrong.
    """
    kind = amount.type()
    if kind.is_floating():
        # what is no number would be the largest of all, and no mean is finite with an infinite one
        endless = ~amount.isnan() & (amount.abs() > LARGEST)
        none = amount.isnan() | endless
        number = ibis.ifelse(none, ibis.null("float64"), amount.cast("float64"))
        found = rows.aggregate(count=endless.sum()).to_pyarrow().to_pylist()
        told: tuple[DataProblem, ...] = ()
        if wrong := int(found[0]["count"] or 0):
            told = (_unread(rows, amount.cast("string"), endless, wrong, called, heading),)
        return number, (*told, *_negative(rows, number, called, heading))
    if kind.is_numeric():
        number = amount.cast("float64")
        return number, _negative(rows, number, called, heading)
    if not kind.is_string():
        amount = amount.cast("string")
    if _all_plain(rows, amount):
        number = amount.try_cast("float64")
        return number, _negative(rows, number, called, heading)
    value, problems = _written_amounts(rows, amount.strip().nullif(""), called, heading)
    return value, (*problems, *_negative(rows, value, called, heading))


def _written_amounts(
    rows: Table, text: StringValue, called: str, heading: str
) -> tuple[FloatingValue, tuple[DataProblem, ...]]:
    """Read amounts with currencies and thousands marks by the mark that the column shows."""
    point, comma = text.re_search(_POINT), text.re_search(_COMMA)
    digits = _digits(text)
    both = point & comma & (digits.contains(".") | digits.contains(","))
    unread = ~point & ~comma
    found = rows.aggregate(
        point=(point & ~comma).sum(),
        comma=(comma & ~point).sum(),
        both=both.sum(),
        unread=unread.sum(),
    ).execute()
    points, commas, doubtful, wrong = (int(n) for n in found.astype(float).fillna(0).iloc[0])
    shown = "." if points and not commas else "," if commas and not points else ""
    problems = []
    if wrong:
        problems.append(_unread(rows, text, unread, wrong, called, heading))
    if doubtful and not shown:
        problems.append(_doubtful(rows, text, both, doubtful, called, heading))
    value = ibis.cases(
        (both, _number(text, shown) if shown else ibis.null("float64")),
        (point, _number(text, ".")),
        (comma, _number(text, ",")),
    )
    read = ibis.ifelse(point | comma, text, ibis.null("string"))
    problems += currencies_within(rows, read, called, heading)
    return value, tuple(problems)


def _all_plain(rows: Table, amount: StringValue) -> bool:
    """Tell whether all amounts are plain numbers with a point: an engine reads these by itself."""
    doubtful = amount.re_search(_DOUBTFUL)
    found = rows.aggregate(
        odd=(~amount.re_search(_PLAIN)).sum(),
        doubtful=doubtful.sum(),
        point=(amount.contains(".") & ~doubtful).sum(),
    )
    (row,) = found.to_pyarrow().to_pylist()
    return not row["odd"] and (not row["doubtful"] or bool(row["point"]))


def _digits(text: StringValue) -> StringValue:
    """Take off what stands around the digits: a currency may have a point of its own."""
    return text.re_replace("^[^0-9]+", "").re_replace("[^0-9]+$", "")


def _number(text: StringValue, mark: str) -> FloatingValue:
    bare = _digits(text).re_replace(f"[^0-9{mark}]", "").replace(",", ".")
    number = bare.try_cast("float64")
    return ibis.ifelse(text.re_search("^[^0-9]*[\u2212\u2013-]"), -number, number)


def _negative(
    rows: Table, value: FloatingValue, called: str, heading: str
) -> tuple[DataProblem, ...]:
    below = value < 0
    (found,) = rows.aggregate(count=below.sum(), least=value.min()).to_pyarrow().to_pylist()
    count = int(found["count"] or 0)
    if not count:
        return ()
    sentence = (
        f"{called}: {count:,} of the amounts under {heading!r} are below 0; they count as they "
        "stand, and lower what a won record brings: look whether they are refunds, and leave "
        "them out of the export if they are no wins"
    )
    return (DataProblem(Kind.NEGATIVE_AMOUNT, count, sentence, (f"{found['least']:,g}",)),)


def _unread(
    rows: Table, text: StringValue, which: BooleanValue, count: int, called: str, heading: str
) -> DataProblem:
    return DataProblem(
        Kind.UNREAD_AMOUNT,
        count,
        f"{called}: {count:,} of the amounts under {heading!r} are no numbers; these records count "
        "without an amount: write them as 1234.50",
        _examples(rows, text, which),
    )


def _doubtful(
    rows: Table, text: StringValue, which: BooleanValue, count: int, called: str, heading: str
) -> DataProblem:
    return DataProblem(
        Kind.UNREAD_AMOUNT,
        count,
        f"{called}: {count:,} of the amounts under {heading!r} could be two numbers, and the "
        "others do not show whether a point or a comma stands before decimals; these records "
        "count without an amount: write amounts with two decimals, or without thousands marks",
        _examples(rows, text, which),
    )


def _examples(rows: Table, text: StringValue, which: BooleanValue) -> tuple[str, ...]:
    chosen = rows.select(text=text, which=which).filter(ibis._.which).select("text").distinct()
    found = chosen.order_by("text").limit(MOST_EXAMPLES).execute()
    return tuple(str(each) for each in found["text"])
