"""One row a record: the days on which it entered each stage, and what is odd about it."""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from funnel_core.history.cohorts import ADVANCED, LOST, OPEN, Days
from funnel_core.history.days import before_end_of, days_in
from funnel_core.history.order import StageOrder
from funnel_core.history.problems import Kind
from funnel_core.history.survey import Survey, named

__all__ = ["FLAGS", "Firsts", "lines_of", "oddities_of", "records_of"]

NEVER = 2_000_000_000
"""A day that no engine's calendar reaches: blanks compare differently from engine to engine."""

FLAGS = (
    Kind.NO_FIRST_STAGE,
    Kind.NEGATIVE_LAG,
    Kind.ADVANCED_AFTER_LOST,
    Kind.SEVERAL_CHANNELS,
    Kind.BLANK_CHANNEL,
    Kind.REPEATED_STAGE,
    None,
)
"""What may be odd about a record, by its bit; None: it is lost and was never in any stage.

A bit for each stage that it may have skipped follows.
"""


@dataclass(frozen=True, slots=True)
class Firsts:
    """What records are made of.

    Args:
        order: the stages.
        survey: the rows.
        as_of: the last day that is seen.
        channels: channels' names, in order; the number of one is its place, from 1.
    """

    order: StageOrder
    survey: Survey
    as_of: Days

    @property
    def channels(self) -> list[str]:
        """Name the channels, in order."""
        return sorted({named(each) for each in self.survey.lines["channel"]} - {""})


def records_of(events: ir.Table, firsts: Firsts) -> ir.Table:
    """Give a row per record: first days `t0`, `t1`, …, `lost` and how many rows it has."""
    order, survey = firsts.order, firsts.survey
    written = {stage: survey.written("stage", stage) for stage in (*order.stages, *order.lost)}
    known = [each for ways in written.values() for each in ways]
    record = events.record
    usable = events.filter(
        events.stage.isin(known),
        before_end_of(events.time, firsts.as_of, survey.zone),
        record.strip() != "" if record.type().is_string() else record.notnull(),
    )
    day = days_in(usable.time, survey.zone, survey.between())
    days = {
        f"t{place}": day.min(where=usable.stage.isin(written[stage]))
        for place, stage in enumerate(order.stages)
    }
    gone = [each for stage in order.lost for each in written[stage]]
    won = usable.stage.isin(written[order.stages[-1]])
    number = _numbered(usable.channel, firsts)
    return usable.group_by("record").agg(
        **days,
        lost=day.min(where=usable.stage.isin(gone)) if gone else ibis.null("int32"),
        channel=number.min(),
        other=number.max(),
        rows=usable.count(),
        amount=ibis.coalesce(usable.amount.max(where=won), usable.amount.max()),
    )


def _numbered(channel: ir.StringColumn, firsts: Firsts) -> ir.IntegerValue:
    """Give a channel's number: quicker to compare than names, and in one order everywhere."""
    branches = [
        (channel == written, place)
        for place, name in enumerate(firsts.channels, 1)
        for written in firsts.survey.written("channel", name)
    ]
    if not branches:
        return ibis.null("int32")
    return ibis.cases(*branches, else_=ibis.null("int32")).cast("int32")


def _entered(records: ir.Table, order: StageOrder) -> list[ir.IntegerValue]:
    """Give per stage the first day on which a record was there or further, or NEVER."""
    days = [records[f"t{place}"].fill_null(NEVER) for place in range(order.last + 1)]
    for place in reversed(range(order.last)):
        days[place] = ibis.least(days[place], days[place + 1])
    return days


def lines_of(records: ir.Table, firsts: Firsts) -> ir.Table:
    """Count the records of each pair of stages by channel, day, lag and outcome."""
    order, as_of = firsts.order, firsts.as_of
    days = {f"e{place}": day for place, day in enumerate(_entered(records, order))}
    seen = records.select(
        **days, lost=records.lost.fill_null(NEVER), channel=records.channel.fill_null(0)
    )
    pairs = []
    for start, end in order.pairs:
        entered, reached = seen[f"e{start}"], seen[f"e{end}"]
        advanced, lost = reached < NEVER, seen.lost < NEVER
        lag = ibis.cases(
            (advanced, reached - entered),
            (lost, ibis.greatest(seen.lost - entered, 0)),
            else_=ibis.literal(as_of, "int32") - entered,
        )
        pair = seen.filter(entered < NEVER).select(
            start=ibis.literal(start, "int32"),
            end=ibis.literal(end, "int32"),
            channel="channel",
            day=f"e{start}",
            lag=lag.cast("int32"),
            outcome=ibis.cases((advanced, ADVANCED), (lost, LOST), else_=OPEN).cast("int32"),
        )
        pairs.append(pair.group_by(pair.columns).agg(records=pair.count()))
    return ibis.union(*pairs)


def oddities_of(records: ir.Table, firsts: Firsts) -> ir.Table:
    """Count the records by what is odd about them, with examples."""
    order = firsts.order
    days = [records[f"t{place}"].fill_null(NEVER) for place in range(order.last + 1)]
    entered, lost = _entered(records, order), records.lost.fill_null(NEVER)
    first = [day == NEVER for day in days]
    apart = zip(days[:-1], entered[1:], strict=True)
    backwards = [(day < NEVER) & (day > further) for day, further in apart]
    latest = ibis.greatest(*[ibis.ifelse(day == NEVER, -NEVER, day) for day in days])
    present = sum((ibis.ifelse(blank, 0, 1) for blank in (*first, lost == NEVER)), start=0)
    odd: list[ir.BooleanValue] = [
        (entered[0] < NEVER) & first[0],
        _any(backwards),
        (lost < NEVER) & (latest > lost),
        (records.channel != records.other).fill_null(False),
        records.channel.isnull() if firsts.channels else ibis.literal(False),
        records.rows > present,
        entered[0] == NEVER,
        *(blank & (day < NEVER) for blank, day in list(zip(first, entered, strict=True))[1:-1]),
    ]
    flags = sum((ibis.ifelse(each, 1 << bit, 0) for bit, each in enumerate(odd)), start=0)
    noted = records.select(
        "record",
        flags=flags.cast("int32"),
        again=(records.rows - present).cast("int64"),
        # to have other examples than the first and the last of all
        bucket=(entered[0] % 5).cast("int32"),
    )
    odd_ones = noted.filter(noted.flags > 0)
    return odd_ones.group_by("flags", "bucket").agg(
        records=odd_ones.count(),
        again=odd_ones.again.sum(),
        least=odd_ones.record.min(),
        most=odd_ones.record.max(),
    )


def _any(conditions: list[ir.BooleanValue]) -> ir.BooleanValue:
    whole = conditions[0]
    for each in conditions[1:]:
        whole = whole | each
    return whole
