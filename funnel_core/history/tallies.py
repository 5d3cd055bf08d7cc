"""All that is asked about records, in one table of counts: one statement, one pass over rows."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from funnel_core.history.cohorts import ADVANCED, LOST, OPEN
from funnel_core.history.firsts import NEVER, Firsts

__all__ = ["ALL", "AMOUNTS", "MEDIANS", "ODD", "tallied"]

ODD, AMOUNTS, MEDIANS = -1, -2, -3
"""What a line is about, where it is not about the pair of stages of that place."""

ALL = -1
"""The number of all channels together."""


def tallied(records: ir.Table, firsts: Firsts) -> ir.Table:
    """Count records by what they are.

    Each line says in `about` what it counts: the pair of stages at that place of `order.pairs`,
    by `channel`, `day`, `lag` and `outcome`; ODD: `day` holds flags, with `examples`; AMOUNTS:
    per channel; MEDIANS: the middle one or two amounts per channel.
    """
    tables = [_pair(records, firsts, about) for about in range(len(firsts.order.pairs))]
    tables.append(_oddities(records))
    tables += _amounts(records, firsts.survey.some_amount())
    return ibis.union(*tables)


def _pair(records: ir.Table, firsts: Firsts, about: int) -> ir.Table:
    start, end = firsts.order.pairs[about]
    inside = records.filter(records[f"e{start}"] < NEVER)
    entered, reached, lost = inside[f"e{start}"], inside[f"e{end}"], inside.lost
    advanced = reached < NEVER
    lag = ibis.cases(
        (advanced, reached - entered),
        (lost < NEVER, ibis.greatest(lost - entered, 0)),
        else_=ibis.literal(firsts.as_of, "int32") - entered,
    )
    outcome = ibis.cases((advanced, ADVANCED), (lost < NEVER, LOST), else_=OPEN)
    keyed = inside.select(
        channel="channel", day=entered, lag=lag.cast("int32"), outcome=outcome.cast("int32")
    )
    grouped = keyed.group_by("channel", "day", "lag", "outcome").agg(records=keyed.count())
    return _line(grouped, about)


def _oddities(records: ir.Table) -> ir.Table:
    odd = records.filter(records.flags > 0)
    keyed = odd.select(
        day="flags",
        # to have other examples than the first and the last of all
        lag=ibis.ifelse(odd.e0 < NEVER, odd.e0 % 5, 0).cast("int32"),
        again="again",
        example="example",
    )
    grouped = keyed.group_by("day", "lag").agg(
        records=keyed.count(),
        again=keyed.again.sum().cast("int64"),
        least=keyed.example.min(),
        most=keyed.example.max(),
    )
    return _line(grouped, ODD)


def _amounts(records: ir.Table, some: bool) -> list[ir.Table]:
    """Sum the amounts of won records, and find the middle ones.

    What engines call a median may be an approximation.
    """
    won = records.filter(records.won).select("channel", "amount")
    both = won.union(won.select(channel=ibis.literal(ALL, "int32"), amount="amount"))
    sums = both.group_by("channel").agg(
        records=both.count(),
        again=both.amount.count(),
        total=both.amount.sum(),
        squares=(both.amount * both.amount).sum(),
    )
    if not some:
        return [_line(sums, AMOUNTS)]
    known = both.filter(both.amount.notnull())
    ranked = known.select(
        "channel",
        "amount",
        place=ibis.row_number().over(group_by=known.channel, order_by=known.amount),
        size=known.count().over(group_by=known.channel),
    )
    twice = ranked.place * 2
    middle = ranked.filter((twice >= ranked.size - 2) & (twice <= ranked.size))
    medians = middle.group_by("channel").agg(records=middle.count(), total=middle.amount.mean())
    return [_line(sums, AMOUNTS), _line(medians, MEDIANS)]


COLUMNS = {
    "channel": "int32",
    "day": "int32",
    "lag": "int32",
    "outcome": "int32",
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
