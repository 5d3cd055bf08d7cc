"""Open a Google Sheet: which one is meant, in whose name, and how long to try."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from funnel_addin.books.google.ids import spreadsheet_id

if TYPE_CHECKING:
    from funnel_addin.books.google.book import GoogleBook
    from funnel_addin.books.google.calls.patience import Patience

__all__ = ["open_sheet"]


def open_sheet(
    text: str,
    credentials: str | os.PathLike[str] | None = None,
    patience: Patience | None = None,
) -> GoogleBook:
    """Open a Google Sheet to be synced; nothing is asked of Google yet.

    Args:
        text: its ID, or its address in a browser.
        credentials: a key file; who is logged in, or GOOGLE_APPLICATION_CREDENTIALS, if left out.
        patience: how long a sync goes on trying; two minutes, if left out.

    Raises:
        InputError: the text is neither an ID nor an address of a spreadsheet.
        SheetError: nobody is logged in, or the key file cannot be used.
    """
    which = spreadsheet_id(text)
    # gspread, google-auth and requests take a third of a second to load: not for a wrong ID
    from funnel_addin.books.google.account.credentials import SHEETS, find
    from funnel_addin.books.google.book import GoogleBook
    from funnel_addin.books.google.calls.transport import Transport

    found = find([SHEETS], None if credentials is None else os.fspath(credentials))
    return GoogleBook(Transport(found.credentials, patience=patience), which)
