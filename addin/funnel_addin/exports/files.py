"""What a file is, by its first bytes, whatever its name says; and why it cannot be read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum, auto
from pathlib import Path

from funnel_core.errors import CrmError

__all__ = ["Form", "form", "readable"]

WANTED = "give a CSV, Excel or Parquet file"

HEAD = 4096


class Form(Enum):
    """How an export is written."""

    TEXT = auto()
    GZIP = auto()
    ZSTD = auto()
    ZIP = auto()
    PARQUET = auto()
    WORKBOOK = auto()


_FORMS = {
    b"\x1f\x8b": Form.GZIP,
    b"\x28\xb5\x2f\xfd": Form.ZSTD,
    b"PK\x03\x04": Form.ZIP,
    b"PAR1": Form.PARQUET,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": Form.WORKBOOK,
}

_NO_EXPORTS = {
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"GIF8": "a picture (GIF)",
    b"%PDF": "a PDF",
    b"SQLite format 3": "an SQLite database",
    b"7z\xbc\xaf\x27\x1c": "an archive (7z)",
    b"Rar!": "an archive (RAR)",
    b"BZh": "packed by bzip2",
    b"\xfd7zXZ": "packed by xz",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
}

_WITHIN = (b"[Content_Types].xml", b"docProps/", b"xl/", b"application/vnd.oasis.opendocument")
"""What stands in a workbook: in its beginning or its end, should one of them be missing."""

_MARKUP = (b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")


def form(export: str) -> Form:
    """Tell how a file is written.

    Raises:
        CrmError: it is not there, cannot be opened, is empty, or is something else.
    """
    with readable(export):
        path = Path(export)
        if path.is_dir():
            raise CrmError(f"{export}: is a folder without Parquet files; {WANTED}")
        with path.open("rb") as file:
            head = file.read(HEAD)
    if not head:
        raise CrmError(f"{export}: is empty; export it again")
    for begins, what in _NO_EXPORTS.items():
        if head.startswith(begins):
            raise CrmError(f"{export}: expected an export, got {what}; {WANTED}")
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if bare.lower().startswith(_MARKUP):
        raise CrmError(
            f"{export}: expected an export, got a web page (HTML); open it in a spreadsheet and "
            "save it as 'CSV UTF-8' or as .xlsx"
        )
    if bare.startswith(b"<?xml"):
        raise CrmError(
            f"{export}: expected an export, got XML; open it in a spreadsheet and save it as "
            "'CSV UTF-8' or as .xlsx"
        )
    if bare[:1] in (b"{", b"["):
        # it may be a key file: nothing of it is quoted
        raise CrmError(f"{export}: expected an export, got JSON; {WANTED}")
    found = next((is_ for begins, is_ in _FORMS.items() if head.startswith(begins)), Form.TEXT)
    return Form.WORKBOOK if found is Form.ZIP and _is_workbook(export) else found


@contextmanager
def readable(export: str) -> Iterator[None]:
    """Say in one sentence why the system does not let a file be read.

    Raises:
        CrmError: it does not.
    """
    try:
        yield
    except FileNotFoundError:
        raise CrmError(f"{export}: there is no such file; check the path") from None
    except PermissionError:
        raise CrmError(
            f"{export}: it may not be read; allow it, and close it where it is open"
        ) from None
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else "") or str(error)
        raise CrmError(f"{export}: expected a file that can be read; {reason}") from None


def _is_workbook(export: str) -> bool:
    """Tell a workbook from an archive, both being zip files, by what a workbook must hold."""
    with readable(export), Path(export).open("rb") as file:
        head = file.read(HEAD)
        file.seek(0, os.SEEK_END)
        file.seek(max(0, file.tell() - (1 << 16)))
        held = head + file.read()
    return any(name in held for name in _WITHIN)
