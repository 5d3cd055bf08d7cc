"""Rows of a table of dates that repeat one another: a row is one, however many dates it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import ibis
from ibis.expr.types import Table

from funnel_addin.exports.headings import Opened
from funnel_addin.exports.roles import Roles
from funnel_addin.exports.words import record_text
from funnel_core.history.problems import DataProblem, Kind

__all__ = ["as_whole_rows"]

MOST_EXAMPLES = 5

_OF_EVENTS = (Kind.DUPLICATE_ROW, Kind.REPEATED_STAGE)


def as_whole_rows(
    problems: Sequence[DataProblem], opened: Sequence[Opened], roles: Roles
) -> tuple[DataProblem, ...]:
    """Tell of a table with a row per record which rows repeat a record, not which of its dates do.

    Args:
        problems: what was found among events; without one of these, nothing is looked up.
        opened: the exports; several are taken as they are.
        roles: what their columns are.
    """
    found = tuple(problems)
    (source, *others) = roles.sources
    if others or not source.dates or not any(each.kind in _OF_EVENTS for each in found):
        return found
    export = opened[0]
    columns = {
        f"c{at}": export.column(heading).cast("string")
        for at, heading in enumerate(source.headings)
    }
    rows = export.rows.select(record=record_text(export.column(source.record)), **columns)
    rows = rows.filter(rows.record.notnull())
    told = tuple(_problems(rows, export.called))
    if not told:
        return found
    return (*(each for each in found if each.kind not in _OF_EVENTS), *told)


def _problems(rows: Table, called: str) -> Iterator[DataProblem]:
    times = rows.group_by(*rows.columns).agg(times=lambda each: each.count())
    doubled = times.filter(times.times > 1)
    if count := int(doubled.times.sum().execute() or 0) - int(doubled.count().execute()):
        many = f"{count:,} rows repeat" if count > 1 else "1 row repeats"
        yield DataProblem(
            Kind.DUPLICATE_ROW,
            count,
            f"{called}: {many} another one in all that is read of it: counted once; look whether "
            "the export was joined with itself",
            _first(doubled),
        )
    differing = times.group_by("record").agg(rows=lambda each: each.count())
    differing = differing.filter(differing.rows > 1)
    if count := int(differing.count().execute()):
        stand = "records stand" if count > 1 else "record stands"
        yield DataProblem(
            Kind.REPEATED_STAGE,
            count,
            f"{called}: {count:,} {stand} in several rows that differ: the first date of each "
            "stage counts; look which of the rows is right",
            _first(differing),
        )


def _first(rows: Table) -> tuple[str, ...]:
    records = rows.select("record").distinct().order_by(ibis.asc("record")).limit(MOST_EXAMPLES)
    return tuple(map(str, records.execute()["record"]))
