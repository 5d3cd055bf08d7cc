"""A workbook file that people edit while it is synced."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from funnel_addin import names
from funnel_addin.books import memory as tab
from funnel_addin.books.port import Block, Grid, Place, Problem
from funnel_addin.books.sight import Again, Change, Closed, Sight, Unreachable
from funnel_addin.books.xlsx.book import XlsxBook
from funnel_addin.books.xlsx.entrance import read_file, refuse_if_open
from funnel_core.errors import FunnelError, SheetError, TemplateError

__all__ = ["SyncedWorkbook"]


class SyncedWorkbook:
    """A workbook file, looked at anew each time, and put as a whole in one step.

    What a sync remembers is kept in a hidden tab of the file. A cell that is locked on a protected
    sheet is written all the same: that protection keeps people from typing by mistake.

    Between the last look at the file and its replacement lies the time of one rename. Whoever saves
    within it from another program is not noticed; a spreadsheet that has the file open is, by its
    lock file.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = Path(path)
        self._seen: tuple[Sight, bytes] | None = None

    @property
    def requests(self) -> int:
        """Count the calls made over the network: none."""
        return 0

    def begin(self) -> None:
        """Begin a sync; a file has nothing to be counted."""

    def look(self) -> Sight:
        """Open the file and see what it holds.

        Raises:
            Unreachable: it is open in a spreadsheet; or it cannot be read now, and could be before.
            SheetError: it is missing, no workbook, encrypted, damaged, or built to attack.
        """
        try:
            refuse_if_open(self._path)
        except TemplateError as error:
            raise Unreachable(str(error)) from None
        try:
            data = read_file(self._path)
            sight = _sight(XlsxBook(self._path, data))
        except TemplateError as error:
            # a file that could be read before may be in the middle of being saved
            kind = SheetError if self._seen is None else Unreachable
            raise kind(str(error)) from None
        self._seen = (sight, data)
        return sight

    def put(self, changes: Sequence[Change], memory: Mapping[str, Grid], sight: Sight) -> None:
        """Set the cells, remember them, and let the whole file take the old one's place.

        Raises:
            Again: the file is not the one that was looked at any more; nothing was written.
            Unreachable: it is open in a spreadsheet.
            SheetError: it cannot be written.
        """
        if self._seen is None or self._seen[0] is not sight:
            raise Again(f"{self._path.name} was looked at again since: decide anew")
        data = self._seen[1]
        try:
            book = XlsxBook(self._path, data)
            book.put(changes)
            held = book.tab(tab.TITLE)
            if held is None and book.is_locked:
                raise SheetError(tab.locked(book.title))
            held = held or ()
            if not tab.is_ours(held):
                raise SheetError(tab.foreign(book.title))
            book.lay_tab(tab.TITLE, tab.laid(memory, held))
            refuse_if_open(self._path)
            book.save(self._path, last=lambda: self._still(data))
        except SheetError:
            raise
        except FunnelError as error:
            raise self._failed(error) from None

    def _failed(self, error: FunnelError) -> SheetError:
        try:
            refuse_if_open(self._path)
        except TemplateError:
            return Unreachable(str(error))
        return SheetError(str(error))

    def _still(self, data: bytes) -> None:
        """Make sure that the file holds what it did, and that nobody has opened it."""
        refuse_if_open(self._path)
        try:
            same = self._path.read_bytes() == data
        except OSError:
            same = False
        if not same:
            raise Again(
                f"{self._path.name} was changed by somebody else just now: nothing was written"
            )


def _sight(book: XlsxBook) -> Sight:
    """Read all that the contract knows; a formula of an input must have its value stored."""
    found: dict[str, Place | Problem] = {}
    blocks: dict[str, Block] = {}
    formulas: dict[str, tuple[tuple[bool, ...], ...]] = {}
    closed: dict[str, Closed] = {}
    for spelt, place in book.places().items():
        known = names.find(spelt)
        name = known.name if known else spelt
        found[name] = place
        if known is None or isinstance(place, Problem):
            continue
        block, unknown = book.known(name)
        if unknown and known.role is names.Role.INPUT:
            found[name] = Problem(name, str(place), unknown)
            continue
        blocks[name] = block
        formulas[name] = book.formulas_in(name)
        closed[name] = book.closed(name)
    rows = book.tab(tab.TITLE) or ()
    remembered = tab.remembered(rows) if tab.is_ours(rows) else {}
    return Sight(book.title, found, blocks, formulas, remembered, closed)
