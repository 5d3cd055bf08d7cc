"""The door for workbook files: what is no workbook, or is open elsewhere, is turned away here."""

from __future__ import annotations

import os
from pathlib import Path

from funnel_core.errors import TemplateError

__all__ = ["read_file", "refuse_if_open"]

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
ZIP = b"PK\3\4"
EMPTY_ZIP = b"PK\5\6"
LARGEST_FILE = 256 * 2**20
EXPECTED = "expected an Excel workbook (.xlsx or .xlsm)"


def read_file(path: Path) -> bytes:
    """Read the workbook file at `path`, once it is clear that it can be one.

    Raises `TemplateError` where the file is missing, a folder, not to be read, open in a
    spreadsheet, or by its first bytes something else than a workbook.
    """
    if not path.name or path.is_dir():
        raise TemplateError(f"{EXPECTED}, got a folder: {path}; name the file in it")
    refuse_if_open(path)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise TemplateError(
                f"{path.name} is refused: it is larger than {LARGEST_FILE >> 20} MB; "
                "take data that the plan does not need out of it"
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise TemplateError(
            f"{EXPECTED}, found no file {path}; check the name, or make a new plan with "
            f"`funnel new funnel_plan -o {path.name}`"
        ) from None
    except PermissionError:
        raise TemplateError(
            f"{path} may not be read: close it in other programs, or ask for the right to read it"
        ) from None
    except (OSError, ValueError) as error:
        raise TemplateError(f"{path} cannot be read: {_reason(error)}; check the name") from None
    refuse_other_kinds(data, path.name)
    return data


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else "") or str(error)


def refuse_other_kinds(data: bytes, title: str) -> None:
    """Raise `TemplateError` where the first bytes are not those of a zip, and say what they are."""
    if data.startswith(OLD_OFFICE):
        if ENCRYPTED_STREAM in data:
            raise TemplateError(
                f"{title} is encrypted with a password: expected a workbook that can be read; open "
                "it in a spreadsheet, remove the password and save it"
            )
        raise TemplateError(
            f"{title} is in the old Excel format (.xls): expected .xlsx or .xlsm; open it in a "
            "spreadsheet and save it as .xlsx"
        )
    if not data:
        raise TemplateError(f"{title} is empty: {EXPECTED}, got a file of 0 bytes")
    if not data.startswith((ZIP, EMPTY_ZIP)):
        raise TemplateError(
            f"{title} is not a workbook: {EXPECTED}, got a file of another kind, whatever its "
            "ending says; open it in a spreadsheet and save it as .xlsx"
        )


def refuse_if_open(path: Path) -> None:
    """Raise `TemplateError` where a spreadsheet's lock file lies beside the workbook.

    Excel and LibreOffice put one beside a file that they have open. A link is followed, since the
    lock lies beside the file that it leads to.
    """
    for place in dict.fromkeys((path, Path(os.path.realpath(path)))):
        for lock, program in (
            (place.with_name(f"~${place.name}"), "Excel"),
            (place.with_name(f".~lock.{place.name}#"), "LibreOffice"),
        ):
            if os.path.lexists(lock):
                raise TemplateError(
                    f"{place.name} is open in {program} (its lock file {lock.name} lies beside "
                    "it): save and close it there; if nobody has it open, delete that file"
                )
