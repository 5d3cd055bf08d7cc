"""Sync a book that people edit: look, decide, put; never over what a person typed.

from funnel_addin.sync import sync

done = sync("https://docs.google.com/spreadsheets/d/…")   # or "plan.xlsx", or an open workbook
for cell in done.kept:
    print(cell.cell, cell.value, "instead of", cell.wanted)
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from funnel_addin.given import Given
from funnel_addin.sources import Source, read_source
from funnel_addin.sync.decision import SOURCE, CellKept, CellWritten, Decision, decide
from funnel_addin.sync.exported import GIVEN
from funnel_addin.sync.flow import Clock, Synced, now, sync_book
from funnel_addin.sync.opening import opened
from funnel_addin.sync.watch import SHORTEST, Turn, watched

if TYPE_CHECKING:
    import xlwings

    from funnel_addin.books.sight import SyncedBook

__all__ = [
    "GIVEN",
    "SHORTEST",
    "SOURCE",
    "CellKept",
    "CellWritten",
    "Decision",
    "Synced",
    "Turn",
    "decide",
    "opened",
    "sync",
    "sync_from",
    "watched",
]


def sync(
    where: str | os.PathLike[str] | xlwings.Book | SyncedBook,
    given: Given | None = None,
    *,
    as_of: datetime.date | None = None,
    overwrite: Collection[str] = (),
    dry_run: bool = False,
    clock: Clock = now,
    source: str = SOURCE,
    from_: str | os.PathLike[str] | None = None,
) -> Synced:
    """Read a book's named inputs, work out the plan, and write the named outputs that changed.

    A cell that a person changed since it was last written, and what stood in an output before
    anything was ever written there, is kept and told. What was written is remembered in the book
    itself, in a hidden tab, so that whoever syncs it next knows it.

    Args:
        where: a Google Sheet's address or ID; the path of a workbook (.xlsx, .xlsm); a workbook
            open in Excel, as an `xlwings.Book`; or a book opened before.
        given: inputs that come from elsewhere, such as counts from an export: `counts` and
            `stages`. They are written like outputs, never over what a person typed.
        as_of: the day that `Plan_Expected` and `Plan_Pace` are worked out for, set in `Plan_As_Of`
            where the book has it; if left out what the book says, or else today, in the time zone
            of the spreadsheet.
        overwrite: names whose cells are written even where a person filled them.
        dry_run: write nothing; say what would be written.
        clock: gives the present moment.
        source: what `Plan_Filled` is to say filled the book; the name of `from_` goes behind it.
        from_: where rates come from: what `funnel history` saved (`--json`, `--save-roles`), an
            export that is read without help, or a CSV file of counts. What it says is written like
            `given`.

    Returns:
        What was written, kept, and could not be written, cell by cell.

    Raises:
        BookProblems: every input that is wrong, with its cell; nothing was written.
        SheetError: the book cannot be reached, seen or written; one sentence says why.
        CrmError: what `from_` names cannot be read.
    """
    if from_ is None:
        return sync_book(opened(where), given or Given(), as_of, overwrite, dry_run, clock, source)
    read = read_source(from_, clock().astimezone().date())
    return sync_from(
        read, opened(where), given or Given(), as_of, overwrite, dry_run, clock, source
    )


def sync_from(
    read: Source,
    book: SyncedBook,
    given: Given,
    as_of: datetime.date | None,
    overwrite: Collection[str],
    dry_run: bool,
    clock: Clock = now,
    source: str = SOURCE,
) -> Synced:
    """Sync a book with what was read from a source; see `sync`."""
    named = f"{source}, {read.name}"
    done = sync_book(book, read.beside(given), as_of, overwrite, dry_run, clock, named)
    return replace(done, notes=(read.note, *done.notes))
