"""Look, decide, put; and look again whenever it is not certain what a put has done."""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from funnel_addin.books.port import Cell, Problem
from funnel_addin.books.sight import Again, Change, Sight, SyncedBook, Unwritable
from funnel_addin.given import Given
from funnel_addin.plans import NamedPlan
from funnel_addin.sync.decision import CellKept, CellWritten, Decision, decide
from funnel_addin.sync.ownership import same
from funnel_core.errors import SheetError

__all__ = ["Clock", "Synced", "now", "sync_book"]

MOST_LOOKS = 12
"""A book that changes this often under one sync is left alone for now."""

Clock = Callable[[], datetime.datetime]


def now() -> datetime.datetime:
    """Give the present moment, with its zone."""
    return datetime.datetime.now(datetime.UTC)


@dataclass(frozen=True)
class Synced:
    """What a sync did, or with `dry_run` would do.

    Args:
        title: what the book is called.
        plan: what its inputs say.
        as_of: the day that the pace was worked out for.
        written: the cells that were set.
        kept: the cells that were left as a person made them.
        problems: the outputs that could not be written; the others were.
        notes: what a person should know besides.
        requests: the calls made over the network, repeated ones included.
        dry_run: nothing was written; `written` is what would be.
    """

    title: str
    plan: NamedPlan
    as_of: datetime.date
    written: tuple[CellWritten, ...]
    kept: tuple[CellKept, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    requests: int
    dry_run: bool = False

    @property
    def status(self) -> int:
        """Give the exit status: 0 in sync, 3 something was left as a person made it."""
        return 3 if self.kept or self.problems else 0


def sync_book(
    book: SyncedBook,
    given: Given,
    as_of: datetime.date | None,
    overwrite: Collection[str],
    dry_run: bool,
    clock: Clock,
) -> Synced:
    """Sync one book once; see `funnel_addin.sync.sync`."""
    book.begin()
    calls = book.requests
    sent: dict[Change, CellWritten] = {}
    earlier: list[Sight] = []
    refused: dict[str, str] = {}
    for _ in range(MOST_LOOKS):
        sight = _looked(book, sent)
        day = as_of or _today(sight, clock)
        decided = decide(sight, given, day, overwrite, earlier, refused)
        if dry_run or not decided.changes or _put(book, decided, sight, sent, refused):
            written = _landed(sent, decided, sight)
            return Synced(
                sight.title,
                decided.plan,
                day,
                written,
                decided.kept,
                decided.problems,
                decided.notes,
                book.requests - calls,
                dry_run,
            )
        earlier.append(sight)
    raise SheetError(
        f"{sight.title} was changed by others each time that it was to be written: run the sync "
        "again when it is quieter"
    )


def _looked(book: SyncedBook, sent: Mapping[Change, CellWritten]) -> Sight:
    try:
        return book.look()
    except SheetError as error:
        if not sent:
            raise
        raise type(error)(
            f"{error}; it is not known whether what was sent before has arrived: run the sync "
            "again, nothing is written twice"
        ) from None


def _put(
    book: SyncedBook,
    decided: Decision,
    sight: Sight,
    sent: dict[Change, CellWritten],
    refused: dict[str, str],
) -> bool:
    """Put what was decided; tell whether that is certain to have arrived."""
    for change, cell in decided.changes.items():
        sent.setdefault(change, cell)
    try:
        book.put(tuple(decided.changes), decided.memory, sight)
    except Unwritable as error:
        refused.update(error.names)
    except Again:
        pass
    else:
        return True
    return False


def _landed(
    sent: Mapping[Change, CellWritten], decided: Decision, sight: Sight
) -> tuple[CellWritten, ...]:
    """Give what this sync wrote: its last put, and of those before it what now stands."""
    stands = [
        cell
        for change, cell in sent.items()
        if change not in decided.changes and same(_standing(sight, change), change.value)
    ]
    return (*stands, *decided.changes.values())


def _standing(sight: Sight, change: Change) -> Cell:
    block = sight.blocks.get(change.name)
    if block is None or change.row >= block.place.rows or change.column >= block.place.columns:
        return None
    return block.values[change.row][change.column]


def _today(sight: Sight, clock: Clock) -> datetime.date:
    """Give the day in the book's own time zone, so that machines far apart agree on it."""
    moment = clock()
    if not sight.time_zone:
        return moment.astimezone().date()
    try:
        return moment.astimezone(zoneinfo.ZoneInfo(sight.time_zone)).date()
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return moment.date()
