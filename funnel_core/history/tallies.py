"""All that is asked about records, in one table of counts: one statement, one pass over rows."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from funnel_core.history.cohorts import ADVANCED, LOST, OPEN, Whole
from funnel_core.history.firsts import NEVER, Firsts, is_blank

__all__ = ["ALL", "AMOUNTS", "BLANK", "MEDIANS", "ODD", "tallied", "unpacked"]

ODD, BLANK, AMOUNTS, MEDIANS = -1, -2, -3, -4
"""What a line is about, where it is not about the pair of stages of that place."""

ALL = -1
"""The number of all channels together."""

WIDE, BEFORE = 1 << 21, 1 << 20
"""How many days fit into a key, and how many of them lie before 1970."""

DEEP = WIDE * WIDE * 4
"""How many keys a channel has."""


def tallied(records: ir.Table, firsts: Firsts) -> ir.Table:
    """Count records by what they are, in lines of `about`, `key`, `records` and what follows.

    `about` is the place of a pair of stages in `order.pairs`: `key` then packs channel, the day
    and the way it ended, and the day it began (`unpacked`). ODD: `key` is flags, `again` the rows
    that say nothing new, `least` and `most` are examples. BLANK: records that cannot be told
    apart; `again` counts their rows. AMOUNTS: `key` is a channel, `again` how many have an
    amount, `total` and `squares` are sums.
    MEDIANS: `key` is a channel, `total` its median amount.
    """
    blank = is_blank(records.record)
    told = records.filter(records.record.notnull())
    if records.record.type().is_string():
        told = told.filter(told.record != "")
    tables = [_pair(told, firsts, about) for about in range(len(firsts.order.pairs))]
    tables.append(_oddities(records.filter((records.flags > 0) & ~blank)))
    if not firsts.without_blanks:
        tables.append(_blanks(records.filter(blank)))
    tables += _amounts(told, firsts.survey.some_amount())
    return ibis.union(*tables)


def unpacked(keys: Whole) -> dict[str, Whole]:
    """Take the keys of pairs apart."""
    # all are powers of two, and no key is negative: bits are quicker to take than remainders
    days = keys & (WIDE - 1)
    ends = keys >> (WIDE.bit_length() + 1) & (WIDE - 1)
    outcomes, channels = keys >> (WIDE.bit_length() - 1) & 3, keys >> (DEEP.bit_length() - 1)
    return {"channel": channels, "outcome": outcomes, "lag": ends - days, "day": days - BEFORE}


def _pair(records: ir.Table, firsts: Firsts, about: int) -> ir.Table:
    start, end = firsts.order.pairs[about]
    inside = records.filter(records[f"e{start}"] < NEVER)
    entered, reached, lost = inside[f"e{start}"], inside[f"e{end}"], inside.lost
    # how and when it ended as one number: cases cost more than all the rest
    ended = ibis.cases(
        (reached < NEVER, _ended(reached, ADVANCED)),
        # who came to this stage after being lost has come back
        ((lost < NEVER) & (lost >= entered), _ended(lost, LOST)),
        else_=_ended(ibis.literal(firsts.as_of, "int32"), OPEN),
    )
    # one number is quicker to group by than four
    long = inside.channel.cast("int64") * DEEP + ended * WIDE
    keyed = inside.select(key=(long + (entered + BEFORE)).cast("int64"))
    return _line(keyed.group_by("key").agg(records=keyed.count()), about)


def _ended(day: ir.IntegerValue, outcome: int) -> ir.IntegerValue:
    # 64 bits from here on: what the engine holds in 32 would overflow
    return (day.cast("int64") + BEFORE) * 4 + outcome


def _oddities(odd: ir.Table) -> ir.Table:
    keyed = odd.select(
        key="flags",
        # to have other examples than the first and the last of all
        bucket=ibis.ifelse(odd.e0 < NEVER, odd.e0 % 5, 0),
        again="again",
        example=odd.record.cast("string"),
    )
    grouped = keyed.group_by("key", "bucket").agg(
        records=keyed.count(),
        again=keyed.again.sum(),
        least=keyed.example.min(),
        most=keyed.example.max(),
    )
    return _line(grouped, ODD)


def _blanks(blank: ir.Table) -> ir.Table:
    """Count rows without a record, and the records that were counted all the same: of spaces."""
    spaces = ibis.literal(0)
    if blank.record.type().is_string():
        spaces = ibis.ifelse(blank.record.notnull() & (blank.record != ""), 1, 0)
    keyed = blank.select(rows="rows", spaces=spaces)
    whole = keyed.agg(records=keyed.count(), again=keyed.rows.sum(), total=keyed.spaces.sum())
    return _line(whole, BLANK)


def _amounts(records: ir.Table, some: bool) -> list[ir.Table]:
    """Sum the amounts of won records, and find the middle ones.

    What engines call a median may be an approximation.
    """
    won = records.filter(records.won).select(key="channel", amount="amount")
    both = won.union(won.select(key=ibis.literal(ALL, "int32"), amount="amount"))
    sums = both.group_by("key").agg(
        records=both.count(),
        again=both.amount.count(),
        total=both.amount.sum(),
        squares=(both.amount * both.amount).sum(),
    )
    if not some:
        return [_line(sums, AMOUNTS)]
    known = both.filter(both.amount.notnull())
    ranked = known.select(
        "key",
        "amount",
        place=ibis.row_number().over(group_by=known.key, order_by=known.amount),
        size=known.count().over(group_by=known.key),
    )
    twice = ranked.place * 2
    middle = ranked.filter((twice >= ranked.size - 2) & (twice <= ranked.size))
    medians = middle.group_by("key").agg(records=middle.count(), total=middle.amount.mean())
    return [_line(sums, AMOUNTS), _line(medians, MEDIANS)]


COLUMNS = {
    "key": "int64",
    "records": "int64",
    "again": "int64",
    "least": "string",
    "most": "string",
    "total": "float64",
    "squares": "float64",
}


def _line(grouped: ir.Table, about: int) -> ir.Table:
    """Give a table all columns, so that all can be handed over together."""
    columns = {
        name: grouped[name].cast(kind) if name in grouped.columns else _nothing(kind)
        for name, kind in COLUMNS.items()
    }
    return grouped.select(about=ibis.literal(about, "int32"), **columns)


def _nothing(kind: str) -> ir.Value:
    return ibis.null(kind) if kind == "string" else ibis.literal(0, kind)
