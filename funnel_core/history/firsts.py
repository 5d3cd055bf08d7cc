"""One row a record: the days on which it had reached each stage, and what is odd about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from funnel_core.history.cohorts import Days
from funnel_core.history.days import before_end_of, days_in
from funnel_core.history.order import StageOrder
from funnel_core.history.problems import Kind
from funnel_core.history.survey import Survey

__all__ = ["FLAGS", "NEVER", "Firsts", "is_blank", "records_of", "usable_rows"]

NEVER = 2_000_000_000
"""A day that no calendar reaches: blanks compare differently from engine to engine."""

FLAGS = (
    Kind.BLANK_RECORD,
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
        survey: what rows there are.
        as_of: the last day that is seen.
    """

    order: StageOrder
    survey: Survey
    as_of: Days


def records_of(events: ir.Table, firsts: Firsts) -> ir.Table:
    """Give a row per record.

    `e0`, `e1`, …: the first day on which it was in a stage or further; `lost`; both NEVER where
    it was not. `channel`: its number, 0 where it is blank. `flags`: what is odd about it, bit by
    bit. `again`: rows that say nothing new. `example`: the record itself where it is odd.
    `won`: whether it was seen in the last stage. `amount`: what it brought.
    """
    first = _first_days(events, firsts)
    last = firsts.order.last
    entered = [first[f"t{place}"] for place in range(last + 1)]
    reached = list(entered)
    for place in reversed(range(last)):
        reached[place] = ibis.least(reached[place], reached[place + 1])
    blank = is_blank(first.record)
    seen = sum((_one(day < NEVER) for day in (*entered, first.lost)), start=ibis.literal(0))
    flags = sum(
        (_one(odd, 1 << bit) for bit, odd in enumerate(_odd(first, entered, reached, firsts))),
        start=ibis.literal(0),
    )
    flags = ibis.ifelse(blank, 1, flags).cast("int32")
    days = {
        f"e{place}": ibis.ifelse(blank, NEVER, day).cast("int32")
        for place, day in enumerate(reached)
    }
    return first.select(
        **days,
        lost=first.lost,
        channel=first.channel,
        flags=flags,
        again=ibis.ifelse(blank, first.rows, first.rows - seen).cast("int64"),
        example=ibis.ifelse(flags > 0, first.record.cast("string"), ibis.null("string")),
        won=(entered[last] < NEVER) & ~blank,
        amount=first.amount,
    )


def usable_rows(events: ir.Table, firsts: Firsts) -> ir.Table:
    """Give the rows that count: at a stage of the order or lost, on a day until the last one."""
    order, survey = firsts.order, firsts.survey
    usable = events
    if survey.some_unused(order):
        usable = usable.filter(usable.stage.isin(survey.spellings(order.stages + order.lost)))
    if survey.some_after(firsts.as_of):
        usable = usable.filter(before_end_of(usable.time, firsts.as_of, survey.zone))
    elif survey.some_untimed():
        usable = usable.filter(usable.time.notnull())
    return usable


def _first_days(events: ir.Table, firsts: Firsts) -> ir.Table:
    """Aggregate rows by record: the one step whose cost grows with them."""
    order, survey = firsts.order, firsts.survey
    usable = usable_rows(events, firsts)
    day = days_in(usable.time, survey.zone, (survey.first, survey.last))

    def first_day(stages: Sequence[str]) -> ir.IntegerValue:
        if not stages:
            return ibis.literal(NEVER, "int32")
        return day.min(where=_is_one_of(usable.stage, survey.spellings(stages))).fill_null(NEVER)

    number = _numbered(usable.channel, survey)
    amount = usable.amount.cast("float64")
    won = _is_one_of(usable.stage, survey.spellings(order.stages[-1:]))
    none = ibis.literal(0, "int32")
    return usable.group_by("record").agg(
        **{f"t{place}": first_day([stage]) for place, stage in enumerate(order.stages)},
        lost=first_day(order.lost),
        channel=none if number is None else number.min().fill_null(0),
        other=none if number is None else number.max().fill_null(0),
        rows=usable.count(),
        amount=ibis.coalesce(amount.max(where=won), amount.max())
        if survey.some_amount()
        else ibis.null("float64"),
    )


def _odd(
    first: ir.Table,
    entered: Sequence[ir.IntegerValue],
    reached: Sequence[ir.IntegerValue],
    firsts: Firsts,
) -> list[ir.BooleanValue]:
    """Say what is odd about a record, in the order of FLAGS and then of stages."""
    nothing = ibis.literal(False)
    lost, last = first.lost, firsts.order.last
    backwards, after = nothing, nothing
    for place in range(last):
        backwards |= (entered[place] < NEVER) & (entered[place] > reached[place + 1])
    for day in entered:
        after |= (lost < NEVER) & (day < NEVER) & (day > lost)
    seen = sum((_one(day < NEVER) for day in (*entered, lost)), start=ibis.literal(0))
    skipped = [(entered[place] == NEVER) & (reached[place] < NEVER) for place in range(1, last)]
    return [
        nothing,
        (entered[0] == NEVER) & (reached[0] < NEVER),
        backwards,
        after,
        first.channel != first.other,
        (first.channel == 0) if firsts.survey.channels else nothing,
        first.rows > seen,
        reached[0] == NEVER,
        *skipped,
    ]


def _numbered(channel: ir.StringColumn, survey: Survey) -> ir.IntegerValue | None:
    """Give a channel's number: quicker to compare than names, and in one order everywhere."""
    branches = [
        (channel == written, place)
        for place, name in enumerate(survey.channels, 1)
        for written in survey.written("channel", name)
    ]
    return ibis.cases(*branches, else_=ibis.null("int32")).cast("int32") if branches else None


def _is_one_of(stage: ir.StringColumn, spellings: Sequence[str]) -> ir.BooleanValue:
    return stage == spellings[0] if len(spellings) == 1 else stage.isin(spellings)


def is_blank(record: ir.Value) -> ir.BooleanValue:
    """Say which records cannot be told apart."""
    if record.type().is_string():
        return record.isnull() | (record.strip() == "")
    return record.isnull()


def _one(condition: ir.BooleanValue, value: int = 1) -> ir.IntegerValue:
    return ibis.ifelse(condition, value, 0)
