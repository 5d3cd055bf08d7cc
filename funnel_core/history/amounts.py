"""What won records brought, per channel."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from funnel_core.history.counted import Amounts
from funnel_core.history.firsts import Firsts
from funnel_core.history.survey import Run

__all__ = ["amounts_of"]


def amounts_of(records: ir.Table, firsts: Firsts, run: Run) -> dict[str | None, Amounts]:
    """Give the amounts of won records: of all together (None), and per channel."""
    reached = records[f"t{firsts.order.last}"]
    won = records.filter(reached.notnull()).select(
        number=records.channel.fill_null(0), amount=records.amount
    )
    names = ["", *firsts.channels]
    sums = run(_summed(won), "adding up amounts").sort_values("number")
    counts = sums[["number", "won", "with_amount"]].fillna(0).astype("int64").to_numpy().tolist()
    money = sums[["total", "squares", "median"]].astype("float64").to_numpy().tolist()
    found: dict[str | None, Amounts] = {}
    for (number, times, known), (total, squares, median) in zip(counts, money, strict=True):
        name = None if number < 0 else names[number]
        found[name] = (
            Amounts(times, known, total, squares, median)
            if known
            else Amounts(times, 0, 0.0, 0.0, None)
        )
    return found


def _summed(won: ir.Table) -> ir.Table:
    """Sum per channel and, as channel -1, of all.

    The median is the middle amount, or the mean of the two: what engines call a median may be
    an approximation.
    """
    both = won.union(won.mutate(number=ibis.literal(-1, "int32")))
    sums = both.group_by("number").agg(
        won=both.count(),
        with_amount=both.amount.count(),
        total=both.amount.sum(),
        squares=(both.amount * both.amount).sum(),
    )
    known = both.filter(both.amount.notnull())
    within = ibis.window(group_by=known.number)
    ranked = known.select(
        "number",
        "amount",
        place=ibis.row_number().over(group_by=known.number, order_by=known.amount),
        size=known.count().over(within),
    )
    twice = ranked.place * 2
    middle = ranked.filter((twice >= ranked.size - 2) & (twice <= ranked.size))
    medians = middle.group_by("number").agg(median=middle.amount.mean())
    return sums.left_join(medians, "number").select(*sums.columns, "median")
