"""Which spreadsheet is meant, from what a person pasted."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from funnel_core.errors import InputError

__all__ = ["spreadsheet_id"]

_ID = re.compile(r"[A-Za-z0-9_-]{5,200}")
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
_HOST = "docs.google.com"
_PATH = re.compile(r"(?:/a/[^/]+)?/spreadsheets(?:/u/\d+)?/d/([^/]+)(?:/.*)?", re.DOTALL)
_PUBLISHED = "2PACX-"
_COPY = "open the spreadsheet in a browser and copy its address"
_OTHERS = {
    "document": "a text document",
    "presentation": "a presentation",
    "forms": "a form",
    "drawings": "a drawing",
}


def spreadsheet_id(text: str) -> str:
    """Give the ID of a spreadsheet from its ID or from its address in a browser.

    Nothing else of an address is ever asked for: neither its host nor the rest of its path.

    Args:
        text: an ID, or an address such as https://docs.google.com/spreadsheets/d/ID/edit#gid=0.

    Returns:
        The ID.

    Raises:
        InputError: the text is neither.

    >>> spreadsheet_id(" https://docs.google.com/spreadsheets/u/1/d/1aBcDeFgHiJkLmNoPqRsT/edit ")
    '1aBcDeFgHiJkLmNoPqRsT'
    """
    given = text.strip().strip("<>\"'").strip()
    if _ID.fullmatch(given) and not given.startswith(_PUBLISHED):
        return given
    if given.startswith(_PUBLISHED):
        raise _published()
    found = _PATH.fullmatch(_path_on_google(given))
    if found is None:
        raise _not_a_spreadsheet(given)
    if found[1] == "e":
        raise _published()
    if not _ID.fullmatch(found[1]):
        raise InputError(f"the address has no whole ID of a spreadsheet after '/d/': {_COPY}")
    return found[1]


def _path_on_google(given: str) -> str:
    """Give the path of an address on Google's host for documents; empty on any other."""
    try:
        parts = urlsplit(given if "://" in given else f"https://{given}")
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    plain = parts.scheme in ("https", "http") and parts.username is None and port is None
    return parts.path if plain and host == _HOST else ""


def _published() -> InputError:
    return InputError(
        "this is the address of a page that a spreadsheet was published to, which cannot be "
        f"synced: {_COPY}"
    )


def _not_a_spreadsheet(given: str) -> InputError:
    if given.lower().endswith(WORKBOOKS) and "://" not in given:
        return InputError(
            "this is a workbook file, not a Google Sheet; funnel fill fills it, and Google Drive "
            f"makes a Sheet of it (File > Save as Google Sheets): {_COPY}"
        )
    named = given.split("://")[-1]
    if named.startswith("drive.google.com/drive/") and "/folders/" in named:
        return InputError(f"this is the address of a folder, not of a spreadsheet: {_COPY}")
    if named.startswith("drive.google.com/"):
        return InputError(f"this address may be that of any file in Drive: {_COPY}")
    kind = next(
        (told for part, told in _OTHERS.items() if named.startswith(f"{_HOST}/{part}/")), None
    )
    if kind:
        return InputError(f"this is the address of {kind}, not of a spreadsheet: {_COPY}")
    return InputError(
        "expected the ID of a spreadsheet, or its address, which begins with "
        f"https://docs.google.com/spreadsheets/d/, and got something else: {_COPY}"
    )
