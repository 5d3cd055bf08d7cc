"""Records of several exports: which of them are the same, and which have no counterpart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

import ibis
from ibis.expr.types import StringValue, Table

from funnel_addin.exports.headings import Opened
from funnel_addin.exports.roles import Source
from funnel_addin.exports.words import blank_as_null, record_text
from funnel_core.history.problems import DataProblem, Kind

__all__ = ["ids"]

MOST_EXAMPLES = 5

SHORT, LONG = 15, 18
"""Characters of a Salesforce id in reports, and elsewhere: the last three check the others."""

_DECIMAL = "^[0-9]+[.]0+$"
_LISTED = "[^; ] *;[; ]*[^; ]"


def ids(
    pairs: Sequence[tuple[Opened, Source]],
) -> tuple[list[StringValue], tuple[DataProblem, ...]]:
    """Give what tells the records of exports apart, as texts that all of them share.

    A record with an id in another export has that id; one without has its own, told apart from
    the other export's by the name of its file.

    Args:
        pairs: the exports, with what their columns are.

    Returns:
        the records of each export as an expression over its rows; and which were not joined.
    """
    if len(pairs) == 1:
        (export, source) = pairs[0]
        return [record_text(export.column(source.record))], ()
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
    problems += _not_joined([export for export, _ in pairs], tables)
    return found, tuple(problems)


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


def _not_joined(opened: Sequence[Opened], records: Sequence[Table]) -> tuple[DataProblem, ...]:
    """Find records that the first export does not have.

    Args:
        opened: the exports.
        records: per export, a table with the column record.
    """
    problems = []
    first = records[0].select("record").distinct()
    for each, own in zip(opened[1:], records[1:], strict=True):
        mine = own.filter(own.record.notnull()).select("record").distinct()
        alone = mine.anti_join(first, "record")
        count = int(alone.count().execute())
        if not count:
            continue
        named = alone.order_by("record").limit(MOST_EXAMPLES).execute()["record"]
        total = int(mine.count().execute())
        problems.append(
            DataProblem(
                Kind.NOT_JOINED,
                count,
                f"{count:,} of the {total:,} records of {each.called} are not in "
                f"{opened[0].called}; they count as records that were first seen where "
                f"{each.called} has them: look whether both name the same records",
                tuple(str(name) for name in named),
            )
        )
    return tuple(problems)
