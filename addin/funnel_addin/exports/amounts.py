"""Amounts as people write them → numbers, by the mark before decimals that the whole column shows.

1.234,50 shows a comma and 1,234.50 a point; 1.500 alone could be two numbers. Where nothing in the
column shows which is meant, such amounts are left out, and told.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import BooleanValue, FloatingValue, StringValue, Table, Value

from funnel_core.history.problems import DataProblem, Kind

__all__ = ["read_amounts"]

MOST_EXAMPLES = 5

_CURRENCY = (
    "(?:[A-Z]{3}|[^0-9A-Za-z.,()%+ '-]{1,3}|[A-Z]{0,2}[$]|[kK]r[.]?|zł|Kč|Ft|lei|[FfRr][.]?)?"
)

_SPACES = " '\u00a0\u202f\u2019"


def _written(mark: str, other: str) -> str:
    """Give how an amount is written with a mark before its decimals."""
    grouped = f"[1-9][0-9]{{0,2}}(?:(?:\\{other}[0-9]{{3}})+|(?:[{_SPACES}][0-9]{{3}})+)"
    number = f"(?:[0-9]+|{grouped})(?:\\{mark}[0-9]*)?"
    return f"^[+-]?{_CURRENCY} ?[+-]?{number}[ \u00a0\u202f]?{_CURRENCY}$"


_PLAIN = "^-?[0-9]+([.][0-9]+)?$"
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
        # what is no number would be the largest of all
        return ibis.ifelse(amount.isnan(), ibis.null("float64"), amount.cast("float64")), ()
    if kind.is_numeric():
        return amount.cast("float64"), ()
    if not kind.is_string():
        amount = amount.cast("string")
    if _all_plain(rows, amount):
        return amount.try_cast("float64"), ()
    text = amount.strip().nullif("")
    point, comma = text.re_search(_POINT), text.re_search(_COMMA)
    marked = text.contains(".") | text.contains(",")
    both = point & comma & marked
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


def _number(text: StringValue, mark: str) -> FloatingValue:
    bare = text.re_replace(f"[^0-9{mark}-]", "")
    return bare.replace(",", ".").try_cast("float64")


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
