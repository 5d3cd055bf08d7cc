"""The `funnel sheets` commands that sync a shared Google Sheet, and say what a sync would do."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic, sleep

from funnel_addin.books.google import open_sheet
from funnel_addin.books.google.calls.patience import Patience
from funnel_addin.books.google.ids import spreadsheet_id
from funnel_addin.books.port import Grid, Problem
from funnel_addin.books.sight import Change, Sight, SyncedBook, Unreachable
from funnel_addin.cli import checked, faults, sheets_told, table, values
from funnel_addin.cli.sheets_watch import Report, reader_gone
from funnel_addin.cli.stopping import Stop, stoppable
from funnel_addin.fill import Checked
from funnel_addin.fill import check as check_book
from funnel_addin.given import Given
from funnel_addin.plans import BookProblems
from funnel_addin.sources import Source
from funnel_addin.sync import SHORTEST, Synced, sync_from, watched
from funnel_addin.sync import sync as sync_with
from funnel_core.errors import CrmError, FunnelError, SheetError

__all__ = ["check", "sync"]

WHOLE = "the Sheet is whole"

LONG = 5.0
"""Seconds: a wait that a person is told of."""

SOONEST = 1.0
"""Seconds: no sync is done with four calls to Google in less."""


def sync(typed: argparse.Namespace) -> int:
    """Sync a Sheet, once or again and again."""
    return _Command(typed).run(_synced if typed.watch is None else _watched)


def check(typed: argparse.Namespace) -> int:
    """Say which names a Sheet has, what is wrong with them, and what a sync would do."""
    return _Command(typed).run(_checked)


@dataclass
class _Answer:
    """What a command came to: its exit status, and what it prints."""

    status: int
    lines: Iterable[str]


class _Command:
    """One command: what was typed, and the book once it is open."""

    def __init__(self, typed: argparse.Namespace) -> None:
        self.typed = typed
        self.watch = getattr(typed, "watch", None) is not None
        self.which = "SPREADSHEET"
        self.book: SyncedBook | None = None
        self.told = 0

    def open(self, deadline: float) -> SyncedBook:
        """Open the book that was typed."""
        self.which = spreadsheet_id(self.typed.spreadsheet)
        patience = Patience(deadline=deadline, notice=_wait_told)
        with _nothing_printed():
            self.book = open_sheet(self.typed.spreadsheet, self.typed.credentials, patience)
        return self.book

    def requests(self) -> int:
        """Count the calls since this was last asked."""
        now = self.book.requests if self.book else 0
        since, self.told = now - self.told, now
        return since

    def run(self, do: Callable[[_Command], _Answer]) -> int:
        """Do it, and tell what came of it: once, and whole, whenever it is stopped."""
        try:
            with stoppable(), faults.warnings_told():
                answer = do(self)
        except Stop as stop:
            self.fail(SheetError(f"stopped; {WHOLE}"), stopped=True)
            return stop.status
        except OSError:
            # what was to be printed could not be: the command itself says so
            raise
        except Exception as error:
            self.fail(faults.told(error, WHOLE))
            return 1
        _print(answer.lines)
        return answer.status

    def fail(self, error: FunnelError, stopped: bool = False) -> None:
        """Say why nothing was written: a sentence for people, and an object for machines."""
        if self.typed.json:
            dry = getattr(self.typed, "dry_run", True)
            data = sheets_told.error_data(error, self.which, self.requests(), dry)
            if not self.watch:
                table.print_json(data)
            elif not stopped:
                print(sheets_told.line_of(data, datetime.datetime.now()))
        sys.stdout.flush()
        said = "\n".join(map(sheets_told.clean, str(error).split("\n")))
        print(f"funnel: {said}", file=sys.stderr)


def _wait_told(told: str, seconds: float) -> None:
    """Say why nothing happens, where that is long enough to be wondered at."""
    if seconds >= LONG:
        print(f"funnel: {told}; trying again in {seconds:.0f} seconds", file=sys.stderr)


@contextmanager
def _nothing_printed() -> Iterator[None]:
    """Tell an error of the system's by itself: here it is not of what a command prints."""
    try:
        yield
    except OSError as error:
        raise faults.told(error, WHOLE) from None


def _syncing(command: _Command) -> Callable[[], Synced]:
    """Open the book, and give what syncs it as was typed."""
    typed = command.typed
    first = values.source(typed.export)
    as_of = values.date("as-of", typed.as_of)
    deadline = values.seconds("deadline", typed.deadline, SOONEST, "a sync makes 2 to 5 calls")
    book = command.open(deadline)

    taken = tuple(typed.overwrite)

    def once() -> Synced:
        nonlocal taken
        newest = _anew(typed.export) if command.watch else first
        with _nothing_printed():
            if newest is None:
                done = sync_with(book, as_of=as_of, overwrite=taken, dry_run=typed.dry_run)
            else:
                done = sync_from(newest, book, Given(), as_of, taken, typed.dry_run)
        if not typed.dry_run:
            # what stood there was meant, not what people will type in the days of a watch
            taken = ()
        return done

    return once


def _anew(source: str | None) -> Source | None:
    """Read a source that may have been replaced; while it is written it cannot be read."""
    try:
        return values.source(source)
    except CrmError as error:
        raise Unreachable(str(error)) from None


def _synced(command: _Command) -> _Answer:
    done = _syncing(command)()
    if command.typed.json:
        return _Answer(done.status, [table.as_json(sheets_told.as_data(done))])
    return _Answer(done.status, sheets_told.told(done))


def _watched(command: _Command) -> _Answer:
    typed = command.typed
    why = "Google lets a user make 60 requests a minute"
    every = values.seconds("watch", typed.watch, SHORTEST, why)
    once = _syncing(command)
    report = Report(typed.json, every)
    for turn in watched(once, every, monotonic, sleep):
        lines = report.of(turn, datetime.datetime.now(), command.which, command.requests())
        _print(lines)
        sys.stdout.flush()
        if reader_gone(sys.stdout):
            raise BrokenPipeError
    return _Answer(0, ())  # a watch ends by an error or a stop alone


@dataclass
class _Seen:
    """A book as it was seen: what a sync would do is said of what is told beside it."""

    sight: Sight
    requests: int

    def begin(self) -> None:
        """Begin nothing anew."""

    def look(self) -> Sight:
        return self.sight

    def put(self, changes: Sequence[Change], memory: Mapping[str, Grid], sight: Sight) -> None:
        """Put nothing."""


def _checked(command: _Command) -> _Answer:
    book = command.open(Patience().deadline)
    with _nothing_printed():
        book.begin()
        sight = book.look()
    done: Synced | FunnelError
    try:
        done = sync_with(_Seen(sight, book.requests), dry_run=True)
    except Exception as error:
        done = faults.told(error, WHOLE)
    day = done.as_of if isinstance(done, Synced) else datetime.date.today()
    found = check_book(sight, day)
    problems = _each_once([*found.problems, *_problems(done, command.which)])
    besides = done.notes if isinstance(done, Synced) else ()
    found = Checked(problems, tuple(dict.fromkeys([*found.notes, *besides])))
    status = 1 if problems else done.status if isinstance(done, Synced) else 1
    if command.typed.json:
        data = _check_data(sight, found, done, command.requests())
        return _Answer(status, [table.as_json(data)])
    return _Answer(status, _check_told(sight, found, done, command.requests()))


def _problems(done: Synced | FunnelError, which: str) -> Sequence[Problem]:
    if isinstance(done, (Synced, BookProblems)):
        return done.problems
    return [Problem(which, "", str(done), done.code)]


def _each_once(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    return tuple({each.sentence: each for each in reversed(problems)}.values())[::-1]


def _check_data(
    sight: Sight, found: Checked, done: Synced | FunnelError, requests: int
) -> dict[str, object]:
    would = sheets_told.as_data(done) if isinstance(done, Synced) else {}
    return {
        "title": sight.title,
        **checked.as_data(sight.places(), Checked((), found.notes)),
        "dry_run": True,
        "written": would.get("written", []),
        "kept": would.get("kept", []),
        "problems": [entry for each in found.problems for entry in sheets_told.problem_data(each)],
        "requests": requests,
    }


def _check_told(
    sight: Sight, found: Checked, done: Synced | FunnelError, requests: int
) -> Iterator[str]:
    yield from map(sheets_told.clean, checked.told(sight.title, sight.places(), found))
    said = checked.summed_up(found, ".")
    if isinstance(done, Synced):
        would = [*sheets_told.cells(done), *sheets_told.cure(done.kept)]
        if would:
            yield from ["", "What a sync would do now:", *would]
        yield ""
        said += f" {sheets_told.summed_up(done)}"
    yield f"{said} {table.count(requests, 'request')}."


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)
