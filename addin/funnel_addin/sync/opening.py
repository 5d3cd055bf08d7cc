"""Which kind of book is meant: a workbook file, a workbook open in Excel, a Google Sheet."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, cast

from funnel_core.errors import InputError

if TYPE_CHECKING:
    import xlwings

    from funnel_addin.books.sight import SyncedBook

__all__ = ["opened"]

WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm")


def opened(where: str | os.PathLike[str] | xlwings.Book | SyncedBook) -> SyncedBook:
    """Open a book to be synced.

    Args:
        where: a Google Sheet's address or ID, the path of a workbook, an `xlwings.Book`, or a book
            opened before, which is given back.

    Raises:
        SheetError: nobody is logged in, or the address is not that of a Google Sheet.
        InputError: it is none of these.
    """
    if isinstance(where, os.PathLike) or (isinstance(where, str) and _is_file(where)):
        from funnel_addin.books.xlsx import SyncedWorkbook

        return SyncedWorkbook(where)
    if isinstance(where, str):
        from funnel_addin.books.google import open_sheet

        return open_sheet(where)
    if type(where).__module__.partition(".")[0] == "xlwings":
        from funnel_addin.books.excel import LiveWorkbook

        return LiveWorkbook(cast("xlwings.Book", where))
    if hasattr(where, "look"):
        return cast("SyncedBook", where)
    raise InputError(
        "expected a Google Sheet's address or ID, the path of a workbook, or an xlwings.Book; "
        f"got {type(where).__name__}"
    )


def _is_file(text: str) -> bool:
    if "://" in text:
        return False
    return text.lower().endswith(WORKBOOKS) or Path(text).is_file()
