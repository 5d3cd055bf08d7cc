"""Records of several exports: which of them are the same, and which have no counterpart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

import ibis
from ibis.expr.types import StringValue, Table

from funnel_addin.exports.headings import Opened
from funnel_addin.exports.roles import Source
from funnel_addin.exports.words import blank_as_null, record_text
from funnel_core.history.problems import DataProblem, Kind

__all__ = ["Joined", "joined"]

MOST_EXAMPLES = 5

SHORT, LONG = 15, 18
"""Characters of a Salesforce id in reports, and elsewhere: the last three check the others."""

_DECIMAL = "^[0-9]+[.]0+$"
_LISTED = "[^; ] *;[; ]*[^; ]"


@dataclass(frozen=True)
class Joined:
    """The records of exports that are read together.

    Args:
        records: per export an expression over its rows, texts that all of them share.
        there: a table with the column record: those of the exports that have the first stage; None
            where no record of the others is missing there.
        only: per export whether its records count only where they are `there`.
        problems: which were not joined.
    """

    records: Sequence[StringValue]
    there: Table | None = None
    only: Sequence[bool] = ()
    problems: tuple[DataProblem, ...] = ()


def joined(pairs: Sequence[tuple[Opened, Source]], first: str) -> Joined:
    """Give what tells the records of exports apart, as texts that all of them share.

    A record with an id in another export has that id; one without has its own, told apart from
    the other export's by the name of its file.

    Won deals of which the leads are not there would all count as leads that were won at once: they
    are left out. A log may have any stage, so that it is taken as it is.

    Args:
        pairs: the exports, with what their columns are.
        first: the stage that records enter first.
    """
    if len(pairs) == 1:
        (export, source) = pairs[0]
        return Joined([record_text(export.column(source.record))])
    own = [_id(export, source.record) for export, source in pairs]
    shared = [
        _id(export, source.joined, listed=True) if source.joined else mine
        for (export, source), mine in zip(pairs, own, strict=True)
    ]
    tables = [
        export.rows.select(record=id_) for (export, _), id_ in zip(pairs, shared, strict=True)
    ]
    shared = [
        id_.left(SHORT) if short else id_
        for id_, short in zip(shared, _short_ids(tables), strict=True)
    ]
    found: list[StringValue] = []
    problems: list[DataProblem] = []
    for at, ((export, source), mine, id_) in enumerate(zip(pairs, own, shared, strict=True)):
        if source.joined or (at and source.dates and not source.stage):
            problems += _several(export, source, id_)
        if source.joined:
            name = PurePath(source.export).name
            id_ = ibis.coalesce(id_, ibis.literal(f"{name}:") + mine)
        found.append(id_)
    tables = [export.rows.select(record=id_) for (export, _), id_ in zip(pairs, found, strict=True)]
    begin = [not source.dates or first in source.dates for _, source in pairs]
    if not any(begin):
        begin = [True] * len(pairs)
    there = [table.distinct() for table, begins in zip(tables, begin, strict=True) if begins]
    union = ibis.union(*there, distinct=True) if len(there) > 1 else there[0]
    opened = [export for export, _ in pairs]
    alone = list(_not_joined(opened, tables, begin, union, first))
    left_out = any(not begins for begins, _ in alone)
    return Joined(
        found,
        union if left_out else None,
        [not begins for begins in begin],
        (*problems, *(problem for _, problem in alone)),
    )


def _id(export: Opened, heading: str, listed: bool = False) -> StringValue:
    """Give the ids of a column, the first one where a cell may list several.

    Where blanks are among whole numbers, tools write all of them as 501.0.
    """
    column = export.column(heading)
    if not column.type().is_string():
        return record_text(column)
    text = blank_as_null(column.split(";")[0] if listed else column)
    decimal = text.re_search(_DECIMAL)
    asked = export.rows.aggregate(some=decimal.any(), every=(decimal | text.isnull()).all())
    (said,) = asked.to_pyarrow().to_pylist()
    return text.re_replace("[.]0+$", "") if said["some"] and said["every"] else text


def _several(export: Opened, source: Source, shared: StringValue) -> Iterator[DataProblem]:
    """Find rows that belong to several records of another export, and several rows of one."""
    heading = source.joined or source.record
    column = export.column(heading)
    rows = export.rows.select(record=shared)
    counts = (
        rows.filter(rows.record.notnull()).group_by("record").agg(rows=lambda each: each.count())
    )
    counts = counts.filter(counts.rows > 1)
    if count := int(counts.count().execute()):
        named = counts.order_by("record").limit(MOST_EXAMPLES).execute()["record"]
        yield DataProblem(
            Kind.SEVERAL_JOINED,
            count,
            f"{export.called}: {count:,} of the ids under {heading!r} stand in several rows; "
            "all of these count as one record, by its first dates and its largest amount: to count "
            f"each row, give {export.called} alone",
            tuple(map(str, named)),
        )
    if not source.joined or not column.type().is_string():
        return
    listed = export.rows.select(text=column).filter(lambda each: each.text.re_search(_LISTED))
    if count := int(listed.count().execute()):
        shown = listed.distinct().order_by("text").limit(MOST_EXAMPLES).execute()["text"]
        yield DataProblem(
            Kind.SEVERAL_JOINED,
            count,
            f"{export.called}: {count:,} rows have several ids under {source.joined!r}; each "
            "counts for the first of them alone: put the one that it belongs to first",
            tuple(map(str, shown)),
        )


def _short_ids(records: Sequence[Table]) -> list[bool]:
    """Say which exports have Salesforce's long ids where another one has its short ones.

    Args:
        records: per export, a table with the column record: the ids that exports share.
    """
    lengths = []
    for each in records:
        found = each.aggregate(
            least=each.record.length().min(), most=each.record.length().max()
        ).execute()
        lengths.append(tuple(found.iloc[0]))
    short = (SHORT, SHORT) in lengths
    return [short and each == (LONG, LONG) for each in lengths]


def _not_joined(
    opened: Sequence[Opened],
    records: Sequence[Table],
    begin: Sequence[bool],
    there: Table,
    first: str,
) -> Iterator[tuple[bool, DataProblem]]:
    """Find records that others do not have: those with the first stage, or the first of these.

    Args:
        opened: the exports.
        records: per export, a table with the column record.
        begin: per export whether it has the first stage.
        there: the records of all that have it.
        first: that stage.

    Yields:
        whether the export has the first stage, and the problem.
    """
    place = begin.index(True)
    whole = " and ".join(each.called for each, begins in zip(opened, begin, strict=True) if begins)
    for at, (each, own, begins) in enumerate(zip(opened, records, begin, strict=True)):
        if at == place:
            continue
        mine = own.filter(own.record.notnull()).select("record").distinct()
        alone = mine.anti_join(records[place].distinct() if begins else there, "record")
        count = int(alone.count().execute())
        if not count:
            continue
        named = alone.order_by("record").limit(MOST_EXAMPLES).execute()["record"]
        total = int(mine.count().execute())
        records_are = f"{count:,} of the {total:,} records of {each.called} are not in"
        sentence = (
            f"{records_are} {opened[place].called}; they count as records that were first seen "
            f"where {each.called} has them: look whether both name the same records"
            if begins
            else f"{records_are} {whole}; left out, as nobody knows when they were at {first!r}, "
            "nor how many others of their time were lost: to have them counted, export the records "
            f"of their time there as well; look whether both name the same records"
        )
        yield begins, DataProblem(Kind.NOT_JOINED, count, sentence, tuple(map(str, named)))
