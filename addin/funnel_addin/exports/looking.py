"""What recognising looks up in exports: a column's values, repeated records, who came first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import ibis
from ibis.expr.types import Table, Value

from funnel_addin.exports.dates import is_blank, understood
from funnel_addin.exports.heading_words import is_won
from funnel_addin.exports.headings import Opened
from funnel_addin.exports.roles import DateColumn, Source
from funnel_addin.exports.words import said
from funnel_core.errors import CrmError

__all__ = ["Proposal", "filled", "proposed", "repeats", "stages_in", "values"]

MOST_VALUES = 200
"""A column with more distinct values than this says no stage."""

LOOKED_AT = 200_000
"""Rows that a proposal is made from."""

ENOUGH = 10
"""Records of which none went on from a stage, until it is proposed as one that ends."""


def values(
    opened: Opened, heading: str, where: str = "", among: Sequence[str] = ()
) -> dict[str, int]:
    """Count the distinct values of a column, the most frequent first; blanks are left out.

    Args:
        opened: the export.
        heading: the column's.
        where: the heading of another column; "": all rows count.
        among: what that column must say in the rows that count.
    """
    rows = opened.rows
    if where:
        rows = rows.filter(said(opened.column(where), among))
    rows = rows.select(said=opened.column(heading).cast("string").strip())
    rows = rows.filter(rows.said.notnull() & (rows.said != ""))
    counts = rows.group_by("said").agg(times=rows.count())
    counts = counts.order_by(ibis.desc("times"), "said").limit(MOST_VALUES + 1)
    found = counts.execute()
    return dict(zip(found["said"], map(int, found["times"]), strict=True))


def stages_in(opened: Opened, source: Source) -> dict[str, int]:
    """Count the stages of a log, in the rows that count.

    Raises:
        CrmError: so many that the column says something else.
    """
    chosen = _chosen(opened, source)
    found = values(chosen, source.stage)
    if source.before:
        found = values(chosen, source.before) | found
    if len(found) > MOST_VALUES:
        raise CrmError(
            f"{opened.called}: the column '{source.stage}' must hold stages; it has more than "
            f"{MOST_VALUES} different values: name another one with `--stage`"
        )
    return found


def repeats(opened: Opened, heading: str) -> bool:
    """Tell whether a column has a value twice: a log has, a table with a row per record has not."""
    rows = opened.rows.select(record=opened.column(heading)).limit(LOOKED_AT)
    rows = rows.filter(rows.record.notnull())
    counts = rows.group_by("record").agg(times=rows.count())
    return bool(counts.filter(counts.times > 1).limit(1).count().execute())


def filled(opened: Opened, dates: dict[str, DateColumn]) -> list[str]:
    """Name the stages whose column of dates says something in some row."""
    asked = {}
    for at, date in enumerate(dates.values()):
        column = opened.column(date.column)
        there = column.notnull()
        if column.type().is_string():
            there = ~is_blank(column)
        if date.where:
            there = there & said(opened.column(date.where), date.values)
        asked[f"stage{at}"] = there.any()
    found = opened.rows.aggregate(**asked).execute().iloc[0]
    return [stage for at, stage in enumerate(dates) if bool(found[f"stage{at}"])]


@dataclass(frozen=True, slots=True)
class Proposal:
    """How records mostly pass the stages.

    Args:
        order: the stages by the median place among a record's.
        ends: those but the last from which no record went on: these may say that it is lost.
    """

    order: tuple[str, ...]
    ends: tuple[str, ...]


def proposed(
    exports: Sequence[tuple[Opened, Source]], names: Sequence[str], date_order: str
) -> Proposal:
    """Put stages in the order of their median place among a record's stages.

    It is a proposal for a person to look at, made from the first rows of each export.

    Args:
        exports: each with what its columns are.
        names: the stages to put in order.
        date_order: as the options say.
    """
    parts = [part for each in exports for part in _entries(*each, date_order)]
    first = ibis.union(*parts) if len(parts) > 1 else parts[0]
    first = first.filter(first.stage.isin(list(names)) & first.time.notnull())
    first = first.group_by("record", "stage").agg(time=first.time.min())
    own = ibis.window(group_by=first.record)
    placed = first.mutate(
        place=ibis.rank().over(group_by=first.record, order_by=first.time).cast("float64"),
        went_on=first.time < first.time.max().over(own),
    )
    places = placed.group_by("stage").agg(
        median=placed.place.median(),
        mean=placed.place.mean(),
        went_on=placed.went_on.any(),
        times=placed.count(),
    )
    found = places.order_by("median", "mean", "stage").execute()
    seen = list(found["stage"])
    ends = found["stage"][~found["went_on"].astype(bool) & (found["times"] >= ENOUGH)]
    order = [*seen, *(name for name in names if name not in seen)]
    last = next((name for name in order if is_won(name)), order[-1])
    lost = tuple(name for name in ends if name != last)
    return Proposal(tuple(name for name in order if name not in lost), lost)


def _entries(opened: Opened, source: Source, date_order: str) -> Iterator[Table]:
    some = _chosen(opened, source)
    some = replace(some, rows=some.rows.limit(LOOKED_AT))
    headings = [source.time] if source.time else [each.column for each in source.dates.values()]
    times = _times(some, headings, date_order)
    record = some.column(source.joined or source.record).cast("string")
    if source.time:
        stage = some.column(source.stage).cast("string").strip()
        yield some.rows.select(record=record, stage=stage, time=times[source.time])
        if source.before:
            stage = some.column(source.before).cast("string").strip()
            # it was entered before the change away from it
            yield some.rows.select(record=record, stage=stage, time=times[source.time] - 0.5)
    for name, date in source.dates.items():
        rows = some.rows.select(record=record, stage=ibis.literal(name), time=times[date.column])
        yield rows


def _times(opened: Opened, headings: Sequence[str], date_order: str) -> dict[str, Value]:
    """Give columns of dates as seconds, those of texts by their evidence."""
    columns = {heading: opened.column(heading) for heading in headings}
    texts = {
        heading: column.cast("string")
        for heading, column in columns.items()
        if not column.type().is_temporal()
    }
    read = understood(opened.rows, texts, date_order)
    moments = {}
    for heading, column in columns.items():
        value = read[heading].value if heading in read else column
        if value.type().is_temporal():
            value = value.cast("timestamp").epoch_seconds()
        moments[heading] = value.cast("float64")
    return moments


def _chosen(opened: Opened, source: Source) -> Opened:
    if not source.where:
        return opened
    which = said(opened.column(source.where), source.values)
    return replace(opened, rows=opened.rows.filter(which))
