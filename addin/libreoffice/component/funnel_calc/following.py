"""Keeps FUNNEL_REQUIRED() true: calculates it again when a cell behind the plan's names changes.

Calc knows only what a formula refers to, and a call without arguments refers to nothing.
"""

from __future__ import annotations

from typing import Any

import uno
import unohelper
from com.sun.star.awt import XCallback
from com.sun.star.util import XModifyListener

from funnel_addin.catalog import NAMES_READ, READS_ITS_WORKBOOK
from funnel_calc.cells import FORMULA, named

__all__ = ["follow", "follow_soon"]

_followed: dict[str, _Follower] = {}
"""Who listens to which cells, by document."""


def follow_soon(document: Any) -> None:
    """Follow the plan's names as soon as Calc has finished calculating: not while it does."""
    if _addresses(document) != _addresses_followed(document):
        context = uno.getComponentContext()
        later = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.awt.AsyncCallback", context
        )
        later.addCallback(_Later(document), None)


def follow(document: Any) -> None:
    """Follow the cells behind the plan's names, where they are now."""
    key, addresses = document.RuntimeUID, _addresses(document)
    if addresses == _addresses_followed(document):
        return
    if key in _followed:
        _followed.pop(key).stop()
    if addresses:
        _followed[key] = _Follower(document, addresses)


def _addresses(document: Any) -> tuple[str, ...]:
    """Give the addresses behind the plan's names, as far as they stand for cells."""
    cells = (named(document, name) for name in NAMES_READ)
    return tuple(each.AbsoluteName for each in cells if each is not None)


def _addresses_followed(document: Any) -> tuple[str, ...]:
    follower = _followed.get(document.RuntimeUID)
    return follower.addresses if follower else ()


class _Later(unohelper.Base, XCallback):
    """What Calc calls when it has nothing else to do."""

    def __init__(self, document: Any) -> None:
        self._document = document

    def notify(self, data: Any) -> None:
        try:
            follow(self._document)
        except Exception:
            return  # the document was closed meanwhile


class _Follower(unohelper.Base, XModifyListener):
    """Listens to the cells of one document."""

    def __init__(self, document: Any, addresses: tuple[str, ...]) -> None:
        self.addresses = addresses
        self._document = document
        self._key = document.RuntimeUID
        self._busy = False
        self._cells = [named(document, name) for name in NAMES_READ]
        self._cells = [each for each in self._cells if each is not None]
        for each in self._cells:
            each.addModifyListener(self)

    def stop(self) -> None:
        """Listen no more."""
        for each in self._cells:
            each.removeModifyListener(self)

    def modified(self, event: Any) -> None:
        """Calculate every call without arguments again; Calc calls this after it calculated."""
        if self._busy:
            return
        self._busy = True
        try:
            _calculate_again(self._document)
        except Exception:
            return  # a protected sheet keeps its formulas, and what they show
        finally:
            self._busy = False

    def disposing(self, event: Any) -> None:
        """Forget a document that was closed."""
        _followed.pop(self._key, None)


def _calculate_again(document: Any) -> None:
    """Set the formulas that call without arguments again, to what they are.

    That is no change of the person's: it can not be undone, and leaves nothing to be saved.
    """
    was_modified = document.isModified()
    document.UndoManager.lock()
    try:
        for at in range(document.Sheets.Count):
            sheet = document.Sheets.getByIndex(at)
            wanted = sheet.createSearchDescriptor()
            wanted.SearchString = f"{READS_ITS_WORKBOOK}()"
            found = sheet.findAll(wanted)
            if found is not None:
                _set_again(sheet, found)
    finally:
        document.UndoManager.unlock()
        if not was_modified:
            document.setModified(False)


def _set_again(sheet: Any, found: Any) -> None:
    done: set[str] = set()
    cells = found.Cells.createEnumeration()
    while cells.hasMoreElements():
        cell = cells.nextElement()
        if cell.Type != FORMULA:
            continue  # a text that tells of it
        array = sheet.createCursorByRange(cell)
        array.collapseToCurrentArray()
        if not array.getArrayFormula():
            cell.setTokens(cell.getTokens())
        elif array.AbsoluteName not in done:
            done.add(array.AbsoluteName)
            array.setArrayTokens(array.getArrayTokens())
