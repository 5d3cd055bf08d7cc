"""Columns of text → moments, by the evidence of all their values: an order is never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import ibis
from ibis.expr.types import StringValue, Table, Value

from funnel_addin.exports.date_forms import BLANKS, Form, cleaned, form_of, is_blank, moment
from funnel_addin.exports.date_orders import Decided, order_of, votes
from funnel_core.errors import CrmError

__all__ = ["BLANKS", "Understood", "is_blank", "understood"]

MOST_SHAPES = 1000
"""Shapes that are looked at in a column; the rest, none of them common, is no date."""

EXAMPLES = 5

UNDECIDED = Decided("")
"""Of dates that are not all numbers."""


@dataclass(frozen=True)
class Understood:
    """A column of dates, read.

    Args:
        value: an expression: a date for "day", else int64 seconds from 1970, as the values stand
            for "local", in UTC for "instant"; null where a value is blank or could not be read.
        kind: whether the values say days, times, or times with a zone.
        unread: how many values could not be read.
        examples: up to five of them.
        without_zone: of an "instant", how many values say no zone; they are read in UTC.
        blank: how many values are blank.
        zoned: of an "instant", an expression: whether the value says a zone; else None.
        decided: in which order the parts of its values were read, and why.
    """

    value: Value
    kind: Literal["day", "local", "instant"]
    unread: int = 0
    examples: tuple[str, ...] = ()
    without_zone: int = 0
    blank: int = 0
    zoned: Value | None = None
    decided: Decided = UNDECIDED


def understood(
    rows: Table, columns: Mapping[str, StringValue], date_order: str = ""
) -> Mapping[str, Understood]:
    """Read an export's columns of dates; what their forms are is decided over all values.

    Dates whose parts are all numbers are read in the order that their own values show, else as
    `date_order` says, else in the one that the export's other columns show, else day first where
    they are written with dots; `decided` tells these two. Years of two digits are 1970 to 2069.

    Args:
        rows: the export.
        columns: heading → a column of text of `rows`.
        date_order: "day-first", "month-first" or "year-first"; "": as the values show.

    Returns:
        heading → what was read.

    Raises:
        RoleMissing: nothing shows the order.
        CrmError: a column whose values contradict one another, or most of which are no dates.

    >>> rows = ibis.memtable({"when": ["26/02/2018 19:58", "01/03/2018", ""]})
    >>> read = understood(rows, {"when": rows.when})["when"]
    >>> rows.select(seconds=read.value).execute()["seconds"].astype("Int64").tolist()
    [1519675080, 1519862400, <NA>]
    """
    if not columns:
        return {}
    forms = _forms(rows, columns)
    special = {heading: any(form.special for form in forms[heading]) for heading in columns}
    numbered = {
        heading: cleaned(column, special[heading])
        for heading, column in columns.items()
        if any(form.family == "numbered" for form in forms[heading])
    }
    orders = order_of(votes(rows, numbered), date_order) if numbered else {}
    read = {
        heading: _read(column, forms[heading], orders.get(heading, UNDECIDED))
        for heading, column in columns.items()
    }
    counted = _counted(rows, columns, read, special)
    return {
        heading: replace(each, examples=_examples(rows, columns[heading], each))
        for heading, each in counted.items()
    }


def _read(column: StringValue, forms: frozenset[Form], decided: Decided) -> Understood:
    told = moment(column, forms, decided.order)
    read = Understood(told.day, "day", decided=decided)
    if told.zoned is not None:
        return replace(read, value=told.seconds, kind="instant", zoned=told.zoned)
    if any(form.timed or form.family == "serial" for form in forms):
        return replace(read, value=told.seconds, kind="local")
    return read


def _forms(rows: Table, columns: Mapping[str, StringValue]) -> dict[str, frozenset[Form]]:
    """Look at the shapes of all values, in one query."""
    shaped = [
        rows.select(at=ibis.literal(at, "int64"), shape=_shape(column))
        .filter(lambda each: each.shape.notnull())
        .group_by("at", "shape")
        .agg(times=lambda each: each.count())
        .order_by(ibis.desc("times"))
        .limit(MOST_SHAPES)
        for at, column in enumerate(columns.values())
    ]
    found = (shaped[0] if len(shaped) == 1 else ibis.union(*shaped)).execute()
    blanks = {blank.upper() for blank in BLANKS}
    forms: dict[str, frozenset[Form]] = {}
    for at, heading in enumerate(columns):
        shapes = found.loc[found["at"] == at, "shape"]
        forms[heading] = frozenset(form_of(shape) for shape in shapes if shape not in blanks)
        if len(shapes) == MOST_SHAPES:
            forms[heading] |= {Form("")}
    return forms


def _shape(column: StringValue) -> StringValue:
    return cleaned(column, special=False).translate("012345678", "9" * 9)


def _counted(
    rows: Table,
    columns: Mapping[str, StringValue],
    read: Mapping[str, Understood],
    special: Mapping[str, bool],
) -> dict[str, Understood]:
    """Count what is blank, what could not be read, and what says no zone, in one query."""
    asked = {"rows": rows.count()}
    for at, (heading, each) in enumerate(read.items()):
        blank = is_blank(columns[heading], special[heading])
        asked[f"blank{at}"] = blank.sum()
        asked[f"unread{at}"] = (each.value.isnull() & ~blank).sum()
        if each.zoned is not None:
            asked[f"bare{at}"] = (each.value.notnull() & ~each.zoned).sum()
    found = {name: int(number or 0) for name, number in _row(rows.aggregate(**asked)).items()}
    counted = {}
    for at, (heading, each) in enumerate(read.items()):
        counted[heading] = replace(
            each,
            unread=found[f"unread{at}"],
            blank=found[f"blank{at}"],
            without_zone=found.get(f"bare{at}", 0),
        )
        filled = found["rows"] - found[f"blank{at}"]
        if 2 * found[f"unread{at}"] > filled:
            shown = ", ".join(map(repr, _examples(rows, columns[heading], counted[heading])))
            raise CrmError(
                f"the column '{heading}' must hold dates; {found[f'unread{at}']:,} of its "
                f"{filled:,} values are in no form that is known, such as {shown}: write them as "
                "2018-02-26, or name another column"
            )
    return counted


def _row(table: Table) -> dict[str, Any]:
    values: dict[str, Any] = table.execute().iloc[0].to_dict()
    return values


def _examples(rows: Table, column: StringValue, each: Understood) -> tuple[str, ...]:
    if not each.unread:
        return ()
    unread = rows.filter(each.value.isnull() & ~is_blank(column)).select(text=column.substr(0, 80))
    return tuple(unread.distinct().order_by("text").limit(EXAMPLES).execute()["text"])
