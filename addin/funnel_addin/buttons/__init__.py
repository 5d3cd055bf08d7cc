"""What the buttons of the Funnel tab do: the commands of `funnel`, on the workbook in front.

Each function answers one text for a message box, and never raises. A text that begins with Escape
(`Chr$(27)`) is what went wrong, in a sentence: show the rest of it with the exclamation icon. `new`
and `help_page` answer the path of a file to open; `templates` answers names, one a line.

VBA calls them through the server that answers the worksheet functions, `FunnelServer`:

    told = server.CallUDF("funnel_addin.buttons", "fill", Array(ActiveWorkbook), Nothing, Nothing)
    told = server.CallUDF("funnel_addin.buttons", "check", Array(ActiveWorkbook), Nothing, Nothing)
    told = server.CallUDF("funnel_addin.buttons", "sync", Array(ActiveWorkbook, address), _
                        Nothing, Nothing)
    path = server.CallUDF("funnel_addin.buttons", "new", _
                        Array(template, Application.DefaultFilePath), Nothing, Nothing)
    names = server.CallUDF("funnel_addin.buttons", "templates", Array(), Nothing, Nothing)
    path = server.CallUDF("funnel_addin.buttons", "help_page", Array(), Nothing, Nothing)

- The workbook goes among the arguments. The fourth argument stays Nothing: given a workbook there,
  xlwings reads the titles of all its sheets, and refuses one that has a sheet called "….py".
- Without a workbook in front (Protected View is none) `ActiveWorkbook` is Nothing: that is told.
- `address` is what a person pasted; blank or cancelled is told. VBA remembers one that was synced
  in the workbook, as the name `Funnel_Sheet`.
- `template` is one of the names that `templates` answers. The folder may be left out: it is
  Documents then.
- `path` opens by `Workbooks.Open path` and `ActiveWorkbook.FollowHyperlink path`.
- The call itself fails only where no Python answers, as it does for a worksheet function.
- A text has at most 1,000 characters, which is what `MsgBox` shows. `MsgBox` shows letters beyond
  those of Windows' own language as "?".

Excel waits while a button is answered, and takes calls back from the thread alone that answers: so
nothing here starts a thread that calls Excel. Each press calls Excel back some hundred times while
its cells are written. `sync` gives up after a minute, whatever happens.

Not tried in real Excel, which does not run here.
"""

from __future__ import annotations

import datetime
import functools
import importlib
import inspect
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import xlwings as xw

from funnel_addin.books.excel import AsHanded, Handed, LiveWorkbook
from funnel_addin.books.google import open_sheet
from funnel_addin.books.google.account.keyfiles import LoginWarning
from funnel_addin.books.google.calls.patience import Patience
from funnel_addin.buttons import files, pages, telling
from funnel_addin.buttons.boxes import cut
from funnel_addin.cli import faults
from funnel_addin.plans import BookProblems
from funnel_addin.sync import sync as synced
from funnel_addin.templates import TEMPLATES
from funnel_core.errors import FunnelError, InputError

__all__ = ["ERROR", "check", "fill", "help_page", "new", "sync", "templates"]

ERROR = "\x1b"
"""Begins a text that says what went wrong."""

DEADLINE = 60.0
"""Seconds that a sync with Google goes on at most: Excel waits, and cannot be used meanwhile."""

TERMINAL = "Commands that begin with funnel are typed in a terminal: Windows key, then 'cmd'."


def _button(function: Callable[..., str]) -> Callable[..., str]:
    """Publish a function to xlwings; it answers a text whatever happens."""

    @functools.wraps(function)
    def pressed(*handed: object) -> str:
        try:
            return function(*(each.value if isinstance(each, Handed) else each for each in handed))
        except BookProblems as error:
            return ERROR + telling.problems_told(error)
        except Exception as error:
            return ERROR + _sentence(faults.told(error))

    # xlwings would take hints for conversions, whose failure nobody could catch
    published: Any = pressed
    published.__annotations__ = {}
    for name in inspect.signature(function).parameters:
        published = xw.arg(name, AsHanded)(published)
    made: Callable[..., str] = xw.func(published)
    return made


def _sentence(error: FunnelError) -> str:
    """Give an error's sentence, and where the command is typed that it may name."""
    told = cut(str(error), 900)
    return f"{told}\n\n{TERMINAL}" if "funnel sheets " in told else told


@_button
def fill(book: object = None) -> str:
    """Fill the workbook's outputs from its inputs, by their names; never over a person's cell.

    Args:
        book: the workbook in front, as VBA hands it over or as an `xlwings.Book`.
    """
    return telling.sync_told(synced(LiveWorkbook(_workbook(book)), source="Excel button"))


@_button
def check(book: object = None) -> str:
    """Say what is wrong with the workbook, and what a fill would do; nothing is written."""
    sight = LiveWorkbook(_workbook(book)).look()
    return telling.check_told(sight, datetime.date.today())


@_button
def sync(book: object = None, address: object = None) -> str:
    """Sync the Google Sheet at an address, in the name of who is logged in.

    Args:
        book: the workbook in front, which a sync of a Sheet leaves alone.
        address: the Sheet's address or ID.
    """
    which = _text(address)
    if not which:
        raise InputError(
            "expected the address of a Google Sheet; got nothing: copy it from the browser's "
            "address line and paste it"
        )
    with _warned() as warned:
        sheet = open_sheet(which, patience=Patience(deadline=DEADLINE))
        done = synced(sheet)
    return telling.sync_told(done, warned)


@_button
def new(template: object = None, folder: object = None) -> str:
    """Write a workbook from a template and answer its path; no file is ever written over.

    Args:
        template: the template's name.
        folder: where to; the person's documents, if blank.
    """
    return str(files.new_workbook(_text(template), _text(folder)))


@_button
def templates() -> str:
    """Answer the names of the templates, one a line."""
    return "\n".join(each.name for each in TEMPLATES)


@_button
def help_page() -> str:
    """Write the page that explains the worksheet functions and answer its path."""
    return str(files.written_page("funnel-functions.html", pages.functions_page()))


def _workbook(handed: object) -> xw.Book:
    """Take the workbook that a button was pressed on."""
    if handed is None:
        raise InputError(
            "there is no workbook in front: open one, press Enable Editing if Excel shows it in "
            "Protected View, then press the button again"
        )
    if isinstance(handed, xw.Book):
        return handed
    if not hasattr(handed, "_oleobj_"):
        raise InputError(f"expected a workbook of Excel's; got {type(handed).__name__}")
    windows = importlib.import_module("xlwings._xlwindows")
    # wrapped, a call that a busy Excel refuses is told apart from a member that is not there
    return xw.Book(impl=windows.Book(xl=windows.COMRetryObjectWrapper(handed)))


def _text(handed: object) -> str:
    """Take a text that was typed; VBA hands over False where an input box was cancelled."""
    return "" if handed is None or handed is False else str(handed).strip().strip('"').strip()


@contextmanager
def _warned() -> Iterator[list[str]]:
    """Gather what is worth a warning about the login: there is no console to show it."""
    told: list[str] = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", LoginWarning)
        try:
            yield told
        except FunnelError as error:
            error.args = ("\n".join([str(error), *_of_logins(caught)]),)
            raise
        told += _of_logins(caught)


def _of_logins(caught: Iterable[warnings.WarningMessage]) -> list[str]:
    return [str(each.message) for each in caught if issubclass(each.category, LoginWarning)]
