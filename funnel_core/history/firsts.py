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
    Kind.REPEATED_STAGE,
    Kind.SEVERAL_CHANNELS,
    Kind.BLANK_CHANNEL,
    Kind.NEGATIVE_LAG,
    Kind.ADVANCED_AFTER_LOST,
    None,
    Kind.NO_FIRST_STAGE,
)
"""What may be odd about a record, by its bit; None: it is lost and was never in any stage.

A bit for each later stage that it may have skipped follows.
"""


@dataclass(frozen=True, slots=True)
class Firsts:
    """What records are made of.

    Args:
        order: the stages.
        survey: what rows there are.
        as_of: the last day that is seen.
        without_blanks: whether rows without a record are to be left out before records are made
            of them; it is quicker to leave out the record that they make.
    """

    order: StageOrder
    survey: Survey
    as_of: Days
    without_blanks: bool = False


def records_of(events: ir.Table, firsts: Firsts) -> ir.Table:
    """Give a row per record: the one step whose cost grows with the rows.

    `e0`, `e1`, …: the first day on which it was in a stage or further; `lost`; both NEVER where
    it was not. `channel`: its number, 0 where it is blank. `flags`: what is odd about it, bit by
    bit. `again`: rows that say nothing new,
    of all its `rows`. `won`: whether it was seen in the last stage.
    `amount`: what it brought. It is all one aggregation, so that engines do it once for all that
    is asked of it.
    """
    order, survey = firsts.order, firsts.survey
    rows = usable_rows(events, firsts)
    day = days_in(rows.time, survey.zone, (survey.first, survey.last))

    def first_day(*stages: str) -> ir.IntegerValue:
        if not stages:
            return ibis.literal(NEVER, "int32")
        return day.min(where=_at(rows, survey, stages)).fill_null(NEVER)

    entered = [first_day(stage) for stage in order.stages]
    lost = first_day(*order.lost)
    reached = [entered[-1]]
    for each in reversed(entered[:-1]):
        reached.insert(0, ibis.least(each, reached[0]))
    number = _numbered(rows.channel, survey)
    none = ibis.literal(0, "int32")
    channel = none if number is None else number.min().fill_null(0)
    other = none if number is None else number.max().fill_null(0)
    count = rows.count()
    again = count - sum((_one(day < NEVER, "int32") for day in (*entered, lost)), start=none)
    odd = [
        (again > 0),
        (channel != other),
        (channel == 0) if survey.channels else ibis.literal(False),
        *_odd_days(entered, reached, lost),
    ]
    wide = "int32" if len(odd) < 32 else "int64"
    flags = sum(
        (_one(each, wide) * ibis.literal(1 << bit, wide) for bit, each in enumerate(odd)),
        start=ibis.literal(0, wide),
    )
    return rows.group_by("record").agg(
        **{f"e{place}": day for place, day in enumerate(reached)},
        lost=lost,
        channel=channel,
        flags=flags.cast("int64"),
        rows=count.cast("int32"),
        again=again.cast("int32"),
        won=entered[-1] < NEVER,
        amount=_amount(rows, firsts),
    )


def _odd_days(
    entered: Sequence[ir.IntegerValue], reached: Sequence[ir.IntegerValue], lost: ir.IntegerValue
) -> list[ir.BooleanValue]:
    """Say what is odd about a record's days."""
    backwards, after = ibis.literal(False), ibis.literal(False)
    for day, later in zip(entered[:-1], reached[1:], strict=True):
        backwards |= (day < NEVER) & (day > later)
    for day in entered:
        after |= (lost < NEVER) & (day < NEVER) & (day > lost)
    skipped = [
        (day == NEVER) & (further < NEVER) for day, further in zip(entered, reached, strict=True)
    ]
    return [backwards, after, reached[0] == NEVER, *skipped[:-1]]


def _amount(rows: ir.Table, firsts: Firsts) -> ir.FloatingValue:
    """Give the greatest amount of the rows that say it is won; else the greatest of all."""
    survey = firsts.survey
    if not survey.some_amount():
        return ibis.null("float64")
    amount = rows.amount.cast("float64")
    won = firsts.order.stages[-1:]
    of_won = amount.max(where=_at(rows, survey, won))
    return of_won if survey.all_with_amount(won) else ibis.coalesce(of_won, amount.max())


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
    return usable.filter(~is_blank(usable.record)) if firsts.without_blanks else usable


def _numbered(channel: ir.StringColumn, survey: Survey) -> ir.IntegerValue | None:
    """Give a channel's number: quicker to compare than names, and in one order everywhere."""
    branches = [
        (channel == written, place)
        for place, name in enumerate(survey.channels, 1)
        for written in survey.written("channel", name)
    ]
    return ibis.cases(*branches, else_=ibis.null("int32")).cast("int32") if branches else None


def is_blank(record: ir.Value) -> ir.BooleanValue:
    """Say which records cannot be told apart."""
    if record.type().is_string():
        return record.isnull() | (record.strip() == "")
    return record.isnull()


def _at(rows: ir.Table, survey: Survey, stages: Sequence[str]) -> ir.BooleanValue:
    """Say which rows are at some stages; one text is quicker to compare than a list of one."""
    first, *others = survey.spellings(stages)
    return rows.stage.isin([first, *others]) if others else rows.stage == first


def _one(condition: ir.BooleanValue, kind: str) -> ir.IntegerValue:
    """Give 1 or 0 by a cast, which engines do quicker than by cases."""
    return condition.cast("int32").cast(kind)
