"""Opened exports and what their columns are → one table of stage events, for any engine.

A log is events as it stands. A table with a row per record and a date column per stage becomes an
event per date. Several exports are put one below the other: a record is the same where its id is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from zoneinfo import ZoneInfo

import ibis
from ibis.expr.types import BooleanValue, Table, Value

from funnel_addin.exports.amounts import read_amounts
from funnel_addin.exports.currencies import currencies_beside
from funnel_addin.exports.first_stages import first_stages
from funnel_addin.exports.headings import Opened
from funnel_addin.exports.joining import Joined, joined
from funnel_addin.exports.roles import DateColumn, Roles, Source
from funnel_addin.exports.times import INSTANT, Time, as_one_kind, read_times
from funnel_addin.exports.words import as_stages, as_words, said
from funnel_core.errors import CrmError
from funnel_core.history.problems import DataProblem, Kind

__all__ = ["Events", "events"]

MOST_EXAMPLES = 5


@dataclass(frozen=True)
class Events:
    """Stage events, and what was found while they were read.

    Args:
        table: with the columns record (whole numbers or texts), stage (texts), time (dates,
            timestamps, or whole seconds since 1970 in UTC), channel (texts or null) and amount
            (numbers or null).
        problems: of reading.
        zone: in which days begin: the one that was asked for; "UTC" where times say a zone and none
            was asked for; else "".
    """

    table: Table
    problems: tuple[DataProblem, ...]
    zone: str = ""


@dataclass(frozen=True)
class _Part:
    """The events of one stage column or of one log, before times are of one kind.

    Of records, those count that are `among` others; None: all.
    """

    rows: Table
    record: Value
    stage: Value
    time: Time
    channel: Value
    amount: Value
    which: BooleanValue | None
    copied: bool
    among: Table | None = None


def events(opened: Sequence[Opened], roles: Roles) -> Events:
    """Read exports as stage events.

    Args:
        opened: the exports; a source's is found by its path and its table.
        roles: what their columns are.

    Returns:
        a table in their engine, which is not computed yet where it lies there already.

    Raises:
        CrmError: a column is missing, or its dates could be read in two ways.
    """
    pairs = [(_filtered(_export(opened, source), source), source) for source in roles.sources]
    problems: list[DataProblem] = []
    found = _records(pairs, roles.stages[0])
    problems += found.problems
    parts: list[_Part] = []
    for at, ((export, source), record) in enumerate(zip(pairs, found.records, strict=True)):
        among = found.there if found.only and found.only[at] else None
        some = _parts(export, source, roles, record, problems)
        parts += [replace(part, among=among) for part in some]
    zone = ZoneInfo(roles.zone) if roles.zone else None
    times = as_one_kind([part.time for part in parts], zone)
    tables = [_selected(part, time) for part, time in zip(parts, times, strict=True)]
    copied = [table for table, part in zip(tables, parts, strict=True) if part.copied]
    there = [table for table, part in zip(tables, parts, strict=True) if not part.copied]
    if copied:
        # texts are read once, not at each question
        there.append(_kept(_below_each_other(copied)))
    moments = any(part.time.kind == INSTANT for part in parts)
    return Events(
        _below_each_other(there), tuple(problems), roles.zone or ("UTC" if moments else "")
    )


def _export(opened: Sequence[Opened], source: Source) -> Opened:
    """Find a source's export: the sheet or table may have been left out where there is one."""
    same = [each for each in opened if each.export == source.export]
    exact = [each for each in same if each.table == source.table]
    found = exact or (same if len(same) == 1 else [])
    if not found:
        raise CrmError(
            f"{source.export}: expected this export to be opened, got "
            f"{', '.join(each.called for each in opened)}; give it as well"
        )
    return found[0]


def _filtered(export: Opened, source: Source) -> Opened:
    if not source.where:
        return export
    return replace(
        export,
        rows=export.rows.filter(
            said(export.column(source.where), (*source.values, *source.created))
        ),
    )


def _records(pairs: Sequence[tuple[Opened, Source]], first: str) -> Joined:
    """Give the records of each export; only one that lies in an engine is taken as it is."""
    own = [export.column(source.record) for export, source in pairs]
    by_another = any(source.joined for _, source in pairs)
    copied = any(export.copied for export, _ in pairs)
    if len(own) == 1 and not by_another and not copied:
        kind = own[0].type()
        return Joined(own if kind.is_integer() or kind.is_string() else [own[0].cast("string")])
    return joined(pairs, first)


def _parts(
    export: Opened, source: Source, roles: Roles, record: Value, problems: list[DataProblem]
) -> Iterator[_Part]:
    """Give the events of one export: a log's, or those of each of its date columns."""
    log = bool(source.stage)
    headings = [source.time] if log else [each.column for each in source.dates.values()]
    if not all(headings) or not headings:
        raise CrmError(
            f"{export.called}: expected the columns of stage and time, or a column of dates per "
            "stage; name them"
        )
    times, unread = read_times(export, headings, roles.date_order)
    problems += unread
    rows = export.rows
    channel: Value = ibis.null("string")
    if source.channel:
        channel = as_words(rows, export.column(source.channel))
    amount: Value = ibis.null("float64")
    if source.amount:
        column = export.column(source.amount)
        amount, told = read_amounts(rows, column, export.called, source.amount)
        problems += (*told, *currencies_beside(export, source.amount))
    if log:
        names = (*roles.stages, *roles.lost)
        stage = as_stages(rows, export.column(source.stage), names, source.marks)
        part = _Part(rows, record, stage, times[source.time], channel, amount, None, export.copied)
        yield from _logged(export, source, names, part, problems)
        return
    entered = {
        name: times[dates.column].value.notnull() & _counts(export, dates)
        for name, dates in source.dates.items()
    }
    left_out, unnamed = _left_out(export, record, list(entered.values()))
    problems += left_out
    for name, dates in source.dates.items():
        which = entered[name] & record.notnull() if unnamed else entered[name]
        time = times[dates.column]
        yield _Part(rows, record, ibis.literal(name), time, channel, amount, which, export.copied)


def _logged(
    export: Opened, source: Source, names: Sequence[str], part: _Part, problems: list[DataProblem]
) -> Iterator[_Part]:
    """Give the events of a log, and of a log of changes the stages that records began in, too."""
    kept = part.time.kept
    if not source.before:
        yield replace(part, which=kept)
        return
    is_change = said(export.column(source.where), source.values) if source.where else None
    which = is_change if kept is None else kept if is_change is None else is_change & kept
    yield replace(part, which=which)
    columns = {
        "record": part.record,
        "before": as_stages(part.rows, export.column(source.before), names, source.marks),
        "time": part.time.value,
        "channel": part.channel,
        "amount": part.amount,
        "changed": ibis.literal(True) if is_change is None else is_change,
    }
    changes = part.rows.select(**columns)
    begun, found = first_stages(changes, export.called)
    problems += found
    time = Time(begun.time, part.time.kind)
    yield _Part(
        begun, begun.record, begun.stage, time, begun.channel, begun.amount, None, part.copied
    )


def _counts(export: Opened, dates: DateColumn) -> BooleanValue:
    if not dates.where:
        return ibis.literal(True)
    return said(export.column(dates.where), dates.values)


def _left_out(
    export: Opened, record: Value, entered: Sequence[BooleanValue]
) -> tuple[list[DataProblem], bool]:
    """Find rows with dates and no record, and rows with a record and no date of a stage.

    Returns:
        the problems, and whether there are rows without a record.
    """
    marked = export.rows.select(record=record, entered=ibis.or_(*entered))
    undated = marked.record.notnull() & ~marked.entered
    asked = marked.aggregate(
        unnamed=(marked.record.isnull() & marked.entered).sum(),
        undated=undated.sum(),
        first=marked.record.cast("string").min(where=undated),
        last=marked.record.cast("string").max(where=undated),
    )
    (found,) = asked.to_pyarrow().to_pylist()
    problems = []
    if count := int(found["unnamed"] or 0):
        rows = "row names" if count == 1 else "rows name"
        sentence = (
            f"{export.called}: {count:,} {rows} no record and cannot be told apart; left out: fill "
            "in the ids"
        )
        problems.append(DataProblem(Kind.BLANK_RECORD, count, sentence))
    if undated_rows := int(found["undated"] or 0):
        rows = "row has" if undated_rows == 1 else "rows have"
        sentence = (
            f"{export.called}: {undated_rows:,} {rows} no date of any stage; left out here: look "
            "whether they are of another pipeline, or in none of the stages yet"
        )
        examples = tuple(dict.fromkeys([found["first"], found["last"]]))
        problems.append(DataProblem(Kind.BLANK_DATE, undated_rows, sentence, examples))
    return problems, count > 0


def _selected(part: _Part, time: Value) -> Table:
    columns = {
        "record": part.record,
        "stage": part.stage,
        "time": time,
        "channel": part.channel,
        "amount": part.amount,
    }
    if part.which is None:
        rows = part.rows.select(**columns)
    else:
        rows = part.rows.select(**columns, which=part.which).filter(ibis._.which).drop("which")
    return rows if part.among is None else rows.semi_join(part.among, "record")


def _below_each_other(tables: Sequence[Table]) -> Table:
    return tables[0] if len(tables) == 1 else ibis.union(*tables)


def _kept(table: Table) -> Table:
    backend = table.get_backend()
    # a name that is the same each time: it stands in what --explain shows
    there = backend.con.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    name = next(each for each in map(_numbered, count()) if (each,) not in there)
    backend.con.execute(f"CREATE TABLE {name} AS {backend.compile(table)}")
    kept: Table = backend.table(name)
    return kept


def _numbered(at: int) -> str:
    return f"events{at}" if at else "events"
