"""What the columns of exports are: a record, a stage, a time, a channel, an amount."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["DATE_ORDERS", "DateColumn", "Roles", "Source"]

DATE_ORDERS = ("day-first", "month-first", "year-first")
"""How dates may be written whose parts are all numbers; the last is for years of two digits."""


@dataclass(frozen=True, slots=True)
class DateColumn:
    """A column that says when a record entered a stage; it may count only in some rows.

    A closing date says that a deal was won only where the deal's stage says so.

    Args:
        column: its heading.
        where: the heading of another column; "": the date counts in every row.
        values: what that column must say, letters' case apart.
    """

    column: str
    where: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One export, and what its columns are: a log of stages, or a date column per stage.

    Args:
        export: a path, or the address of a database.
        table: the table in a database, or the sheet of a workbook; "" for a file that has one.
        record: the heading of the column that tells records apart, and joins exports.
        joined: the heading of the id that the same record has in another export; where it is not
            blank, it is the record's (the first, where several are split by ";"). "": there is
            none.
        stage, time: of a log: the headings of what was entered, and when; else "".
        dates: of a table with a row per record: per stage, where its date stands.
        channel, amount: headings; "" where the export has none.
        marks: a stage's name as it stands in the log → the stage that it means, where a tool
            writes several words for one stage.
        where: the heading of a column that says which rows count; "": all of them do.
        values: what that column must say, letters' case apart.
        before: of a log of changes: the heading of the stage that a record was in before a change;
            "" where the log names every stage that was entered.
        created: what the column `where` says in the row in which such a log tells of a creation.
    """

    export: str
    record: str
    table: str = ""
    stage: str = ""
    time: str = ""
    dates: Mapping[str, DateColumn] = field(default_factory=dict)
    channel: str = ""
    amount: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)
    joined: str = ""
    where: str = ""
    values: tuple[str, ...] = ()
    before: str = ""
    created: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """Name the columns that are read, each once.

        >>> Source("log.csv", "case", stage="stage", time="entered_at").headings
        ('case', 'stage', 'entered_at')
        """
        dates = [part for each in self.dates.values() for part in (each.column, each.where)]
        named = (self.record, self.joined, self.stage, self.time, *dates)
        every = (*named, self.channel, self.amount, self.where, self.before)
        return tuple(dict.fromkeys(heading for heading in every if heading))


@dataclass(frozen=True, slots=True)
class Roles:
    """How exports are read: what `funnel history --save-roles` writes and `--roles` reads.

    Args:
        sources: the exports; several are joined by their records.
        stages: in their order, top first, the last one won.
        lost: the stages that say that a record is lost.
        date_order: "day-first" or "month-first" where a column's dates are numbers that could be
            either ("year-first": where its years have two digits); "" where nothing needs it.
        zone: the time zone in which days begin, such as "Europe/Amsterdam"; "": times are read as
            they stand, or in UTC where they say a zone.
        tool: whose export it was recognised as, such as "HubSpot"; "" where it was not.
    """

    sources: tuple[Source, ...]
    stages: tuple[str, ...]
    lost: tuple[str, ...] = ()
    date_order: str = ""
    zone: str = ""
    tool: str = ""
