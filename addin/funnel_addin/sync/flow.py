"""Look, decide, put; and look again whenever it is not certain what a put has done."""

from __future__ import annotations

import datetime
import re
import zoneinfo
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace

from funnel_addin.books.cells import same
from funnel_addin.books.port import Problem
from funnel_addin.books.sight import Again, Change, Sight, SyncedBook, Unreachable, Unwritable
from funnel_addin.given import Given
from funnel_addin.plans import Answers, BookProblems, NamedPlan
from funnel_addin.sync.decision import SOURCE, CellKept, CellWritten, Decision, decide
from funnel_core.errors import SheetError

__all__ = ["Clock", "Synced", "now", "sync_book"]

MOST_LOOKS = 12
"""A book that changes this often under one sync is left alone for now."""

_OFFSET = re.compile(r"(?:GMT|UTC)([+-])(0?\d|1[0-4])(?::?([0-5]\d))?")

Clock = Callable[[], datetime.datetime]


def now() -> datetime.datetime:
    """Give the present moment, with its zone."""
    return datetime.datetime.now(datetime.UTC)


@dataclass(frozen=True)
class Synced:
    """What a sync did, or with `dry_run` would do.

    Args:
        title: what the book is called.
        answers: what its inputs say, and what follows.
        as_of: the day that the pace was worked out for; where nothing is due yet, or there is no
            plan, the day it was.
        written: the cells that were set.
        kept: the cells that were left as a person made them.
        problems: the outputs that could not be written; the others were.
        notes: what a person should know besides.
        requests: the calls made over the network, repeated ones included.
        dry_run: nothing was written; `written` is what would be.
    """

    title: str
    answers: Answers
    as_of: datetime.date
    written: tuple[CellWritten, ...]
    kept: tuple[CellKept, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    requests: int
    dry_run: bool = False

    @property
    def plan(self) -> NamedPlan | None:
        """Give what its inputs say of a plan; None where it is for something else."""
        return self.answers.plan

    @property
    def status(self) -> int:
        """Give the exit status: 0 in sync, 3 something was left as a person made it."""
        return 3 if self.kept or self.problems else 0

    def __str__(self) -> str:
        """Sum it up in a line."""
        wrote = "would be written" if self.dry_run else "written"
        counts = f"{len(self.written)} cells {wrote}, {len(self.kept)} kept"
        return f"{self.title}: {counts}, {len(self.problems)} problems, {self.requests} requests"


def sync_book(
    book: SyncedBook,
    given: Given,
    as_of: datetime.date | None,
    overwrite: Collection[str],
    dry_run: bool,
    clock: Clock,
    source: str = SOURCE,
) -> Synced:
    """Sync one book once; see `funnel_addin.sync.sync`."""
    book.begin()
    calls = book.requests
    run = _Run(book, replace(given, as_of=as_of or given.as_of), overwrite, source)
    for _ in range(MOST_LOOKS):
        try:
            sight = book.look()
            today = _today(sight, clock)
            decided = run.decided(sight, today)
            if dry_run or not decided.changes or run.put(decided, sight):
                written = run.sent.with_last(decided)
                day = decided.answers.as_of or run.given.as_of or today
                return _synced(decided, sight, day, written, book.requests - calls, dry_run)
        except SheetError as error:
            if run.sent.told:
                error.args = (f"{error}; {run.sent.told}",)
            raise
    often = (
        f"{sight.title} was changed by others, or could not be reached, each time that it was to "
        "be written: run the sync again when it is quieter"
    )
    raise Unreachable(f"{often}; {run.sent.told}" if run.sent.told else often)


def _synced(
    decided: Decision,
    sight: Sight,
    day: datetime.date,
    written: tuple[CellWritten, ...],
    requests: int,
    dry_run: bool = False,
) -> Synced:
    return Synced(
        sight.title,
        decided.answers,
        day,
        written,
        decided.kept,
        decided.problems,
        decided.notes,
        requests,
        dry_run,
    )


@dataclass
class _Sent:
    """What this sync has put so far and nobody has confirmed, cell by cell."""

    cells: dict[tuple[str, int, int], CellWritten] = field(default_factory=dict)
    unsure: bool = False

    def add(self, changes: Mapping[Change, CellWritten]) -> None:
        """Note what was put; a cell that was put before keeps what it held at first."""
        for change, cell in changes.items():
            at = (change.name, change.row, change.column)
            first = self.cells.get(at)
            self.cells[at] = replace(cell, was=first.was) if first else cell

    def seen(self, sight: Sight) -> None:
        """Keep what stands, at the address that it has now."""
        self.unsure = False
        stands: dict[tuple[str, int, int], CellWritten] = {}
        for at, cell in self.cells.items():
            name, row, column = at
            block = sight.blocks.get(name)
            if block is None or row >= block.place.rows or column >= block.place.columns:
                continue
            if same(block.values[row][column], cell.value):
                stands[at] = replace(cell, cell=block.place.cell(row, column))
        self.cells = stands

    def with_last(self, decided: Decision) -> tuple[CellWritten, ...]:
        """Give what this sync wrote, its last put included; a cell that is as it was is none."""
        self.add(decided.changes)
        return tuple(cell for cell in self.cells.values() if not same(cell.was, cell.value))

    @property
    def told(self) -> str:
        """Say what became of what was put, for where the sync cannot go on."""
        if self.unsure:
            return (
                "it is not known whether what was sent before has arrived: run the sync again, "
                "nothing is written twice"
            )
        count = len(self.cells)
        return f"{count} cell{'' if count == 1 else 's'} had been written before" if count else ""


@dataclass
class _Run:
    """One sync: what it is to do, and what it has learnt on the way."""

    book: SyncedBook
    given: Given
    overwrite: Collection[str]
    source: str = SOURCE
    sent: _Sent = field(default_factory=_Sent)
    earlier: list[Sight] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    before: Decision | None = None

    def decided(self, sight: Sight, today: datetime.date) -> Decision:
        """Decide; where the inputs have become wrong after a put, see to it that it is whole.

        What was put follows from inputs that were right then. It may have landed beside its lines,
        if a person inserted some just then: once the inputs are right again nobody would know any
        more whose the values are that it left beside them.
        """
        self.sent.seen(sight)
        try:
            return self._decide(sight, self.given, today)
        except BookProblems as error:
            before = self.before
            if before is None or not self.sent.cells:
                raise
            try:
                whole = self._decide(sight, Given(), today, before.answers)
            except BookProblems:
                whole = replace(before, changes={}, memory={})
            return replace(whole, problems=(*whole.problems, *error.problems))

    def _decide(
        self, sight: Sight, given: Given, today: datetime.date, answers: Answers | None = None
    ) -> Decision:
        return decide(
            sight,
            given,
            today,
            self.overwrite,
            self.earlier,
            self.refused,
            answers,
            self.source,
        )

    def put(self, decided: Decision, sight: Sight) -> bool:
        """Put what was decided; tell whether that is certain to have arrived as meant."""
        try:
            self.book.put(tuple(decided.changes), decided.memory, sight)
        except Again as error:
            self.earlier.append(sight)
            if error.unknown:
                # another machine may have put the same, before a person inserted a line
                memory = {**sight.memory, **decided.memory}
                self.earlier.append(replace(sight, memory=memory))
            self.before = decided
            barred = error.names if isinstance(error, Unwritable) else {}
            self.refused.update(barred)
            if error.unknown:
                changes = decided.changes.items()
                self.sent.add({each: cell for each, cell in changes if each.name not in barred})
                self.sent.unsure = True
            return False
        return True


def _today(sight: Sight, clock: Clock) -> datetime.date:
    """Give the day in the book's own time zone, so that machines far apart agree on it."""
    moment = clock()
    if not sight.time_zone:
        return moment.astimezone().date()
    return moment.astimezone(_zone(sight.time_zone)).date()


def _zone(name: str) -> datetime.tzinfo:
    """Give a zone by its name, or by its hours as Google writes a zone without one: GMT-07:00.

    What nobody knows is UTC, on every machine alike.
    """
    custom = _OFFSET.fullmatch(name)
    if custom:
        sign, hours, minutes = custom.groups("0")
        offset = datetime.timedelta(hours=int(hours), minutes=int(minutes))
        return datetime.timezone(-offset if sign == "-" else offset)
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return datetime.UTC
