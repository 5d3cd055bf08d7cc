"""A workbook open in Excel that people edit while it is synced."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

import xlwings as xw

from funnel_addin.books import memory as tab
from funnel_addin.books.excel import journal
from funnel_addin.books.excel.busy import asked_once, is_busy, is_from_excel
from funnel_addin.books.excel.cells import grid_cells, put_run, runs
from funnel_addin.books.excel.seeing import see, tab_rows, tab_sheet, where
from funnel_addin.books.port import Cell, Grid
from funnel_addin.books.sight import Again, Change, Sight, Unreachable
from funnel_core.errors import SheetError

__all__ = ["LiveWorkbook"]

T = TypeVar("T")

WAITS = (0.1, 0.2, 0.5, 1.0, 2.0, 4.0)
"""Seconds between the calls to an Excel that is busy, most often since a cell is being edited."""

VERY_HIDDEN = 2


class LiveWorkbook:
    """A workbook open in Excel on Windows. Not tried in real Excel, which does not run here.

    Only cells that changed are set, a rectangle at a time; the workbook is not saved. Screen
    updating, events and calculation are never switched, so that nothing is left switched off if
    the sync is killed. Excel forgets its list of undoable steps when another program changes a
    cell, so nothing before a put that wrote something can be undone.

    Excel takes each call on its own, and a person may begin to edit a cell between two of them.
    What is about to be written is therefore noted in the sync's tab first: if a put breaks off,
    the next look knows which cells are ours. Where a name stands is asked again right before its
    cells are set; what a person does in the milliseconds between the two calls is not noticed.

    A cell that is locked on a protected sheet is closed here, as Excel lets nobody write it.
    """

    def __init__(self, book: xw.Book, sleep: Callable[[float], None] = time.sleep) -> None:
        self._book = book
        self._sleep = sleep
        self._title = ""

    @property
    def requests(self) -> int:
        """Count the calls made over the network: none."""
        return 0

    def begin(self) -> None:
        """Begin a sync; Excel has nothing to be counted."""

    def look(self) -> Sight:
        """See what the workbook holds.

        Raises:
            Unreachable: Excel is busy: a cell is being edited, or a dialog is open.
            SheetError: the workbook was closed.
        """
        for wait in WAITS:
            with contextlib.suppress(_Busy), self._called():
                return see(self._book)
            self._sleep(wait)
        raise Unreachable(
            f"{self._title or 'Excel'} cannot be read while a cell is edited or a dialog is open: "
            "finish the cell you are editing in Excel"
        )

    def put(self, changes: Sequence[Change], memory: Mapping[str, Grid], sight: Sight) -> None:
        """Set the cells, and remember them.

        Raises:
            Again: the workbook is not what was looked at any more; or Excel became busy.
            SheetError: it cannot be written.
        """
        try:
            with self._called():
                self._put(changes, memory, sight)
        except _Busy:
            self._sleep(WAITS[-1])
            raise Again("finish the cell you are editing in Excel") from None

    def _put(self, changes: Sequence[Change], memory: Mapping[str, Grid], sight: Sight) -> None:
        if see(self._book) != sight:
            raise Again(f"{sight.title} was changed just now")
        sheet = tab_sheet(self._book) or self._new_tab()
        rows = tab_rows(sheet)
        if not tab.is_ours(rows):
            raise SheetError(tab.foreign(sight.title))
        if not any(map(any, rows)):
            # new, perhaps from a put that broke off here
            sheet.api.Visible = VERY_HIDDEN
        if _cell(rows[0], 0) is None:
            _put_cells(sheet, 1, 1, {(0, 0): tab.NOTE})
        places = tab.columns(rows, memory)
        last = max([len(tab.KEPT), *(len(row) - 1 for row in rows), *places.values()])
        beside = journal.at(rows)
        beside = last + 1 if beside is None else beside
        noted = journal.columns(changes)
        _put_cells(sheet, 1, beside + 1, grid_cells(noted))
        for name, cells in _by_name(changes).items():
            place = sight.read(name).place
            if where(self._book, name) != place:
                raise Again(f"{name} was moved just now")
            _put_cells(self._book.sheets[place.sheet], place.top, place.left, cells)
        laid = tab.laid(memory, rows)
        for column in places.values():
            told = {(at, column): _cell(row, column) for at, row in enumerate(laid)}
            _put_cells(sheet, 1, 1, told)
        stood = max(len(noted), len(rows))
        _put_cells(sheet, 1, beside + 1, grid_cells(((None, None),) * stood))

    def _new_tab(self) -> xw.Sheet:
        """Add the sync's tab behind all others, hidden, and leave the sheet shown that was."""
        if self._book.api.ProtectStructure:
            raise SheetError(tab.locked(self._book.name))
        shown = self._book.sheets.active
        sheet = self._book.sheets.add(tab.TITLE, after=self._book.sheets[-1])
        # xlwings' own would bring Excel to the front
        shown.api.Activate()
        return sheet

    @contextlib.contextmanager
    def _called(self) -> Iterator[None]:
        """Tell what Excel refuses in a sentence, and what it refuses for now alone by `_Busy`."""
        try:
            with asked_once():
                self._title = self._book.name
                yield
        except Exception as error:
            if is_busy(error):
                raise _Busy from None
            if not is_from_excel(error):
                raise
            raise SheetError(
                f"Excel refused a call about {self._title or 'the workbook'}: see whether it is "
                "still open, and whether its sheets may be changed; then sync it again"
            ) from None


class _Busy(Exception):
    """Excel takes no call for now."""


def _by_name(changes: Sequence[Change]) -> dict[str, dict[tuple[int, int], Cell]]:
    """Gather the changed cells name by name."""
    found: dict[str, dict[tuple[int, int], Cell]] = {}
    for each in changes:
        found.setdefault(each.name, {})[each.row, each.column] = each.value
    return found


def _put_cells(sheet: xw.Sheet, top: int, left: int, cells: Mapping[tuple[int, int], Cell]) -> None:
    for row, column, rows in runs(cells):
        put_run(sheet, (top + row, left + column, rows))


def _cell(row: Sequence[Cell], column: int) -> Cell:
    return row[column] if column < len(row) else None
