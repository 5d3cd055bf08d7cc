"""Amounts in several currencies: told, since their mean is in none of them."""

from __future__ import annotations

import re
from collections.abc import Mapping

import ibis
from ibis.expr.types import StringValue, Table

from funnel_addin.exports.heading_words import key
from funnel_addin.exports.headings import Opened
from funnel_addin.exports.words import blank_as_null
from funnel_core.history.problems import DataProblem, Kind

__all__ = ["currencies_beside", "currencies_within"]

MOST = 50
"""Different words beside amounts that are looked at."""

_NO_CURRENCY = "[0-9.,'()+ \u00a0\u202f\u2019\u2212\u2013-]"
_CODES = {"€": "EUR", "$": "USD", "US$": "USD", "£": "GBP", "¥": "JPY", "zł": "PLN", "Kč": "CZK"}
_BESIDE = re.compile(r"^(?:deal|opportunity|amount|value)?currency(?:code|isocode|ofvalue)?$")
_CONVERTED = re.compile(r"(?:company|home|converted|default|base)")


def currencies_within(
    rows: Table, text: StringValue, called: str, heading: str
) -> tuple[DataProblem, ...]:
    """Tell where currencies differ that are written with the amounts.

    Args:
        rows: the table that they stand in.
        text: the amounts as they are written.
        called: what the export is called in a sentence.
        heading: the column's.
    """
    words = rows.select(word=text.re_replace(_NO_CURRENCY, "").nullif(""))
    return _told(_seen(words), called, f"under {heading!r}")


def currencies_beside(export: Opened, heading: str) -> tuple[DataProblem, ...]:
    """Tell where currencies differ that stand in a column of their own.

    Args:
        export: with the amounts.
        heading: of the amounts: those that a tool has converted are in one.
    """
    beside = [each for each in export.columns if _BESIDE.match(key(each.split(" - ")[-1]))]
    if len(beside) != 1 or beside[0] == heading or _CONVERTED.search(key(heading)):
        return ()
    column = export.column(beside[0])
    if not column.type().is_string():
        return ()
    words = export.rows.filter(export.column(heading).notnull()).select(word=blank_as_null(column))
    return _told(_seen(words), export.called, f"under {heading!r} (by {beside[0]!r})")


def _seen(words: Table) -> dict[str, int]:
    counts = words.filter(words.word.notnull()).group_by("word").agg(rows=ibis._.count())
    found = counts.order_by(ibis.desc("rows"), "word").limit(MOST).execute()
    seen: dict[str, int] = {}
    for word, count in zip(found["word"], found["rows"], strict=True):
        code = _CODES.get(str(word).strip(), str(word).strip().upper())
        seen[code] = seen.get(code, 0) + int(count)
    return seen


def _told(seen: dict[str, int], called: str, where: str) -> tuple[DataProblem, ...]:
    if len(seen) < 2:
        return ()
    seen = dict(sorted(seen.items(), key=lambda each: (-each[1], each[0])))
    most = next(iter(seen))
    others = sum(seen.values()) - seen[most]
    are = "are" if others > 1 else "is"
    sentence = (
        f"{called}: {others:,} of the amounts {where} {are} in another currency than {most} "
        f"({_listed(seen)}); counted as the same money, so that the mean is in none of "
        "them: export amounts in one currency"
    )
    return (DataProblem(Kind.SEVERAL_CURRENCIES, others, sentence, tuple(seen)[:5]),)


def _listed(seen: Mapping[str, int]) -> str:
    told = [f"{word} {count:,}" for word, count in seen.items()]
    return ", ".join(told[:5]) + (f" and {len(told) - 5} more" if told[5:] else "")
