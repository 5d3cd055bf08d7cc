"""What a file is, told from what stands in it: counts, a saved history, roles, or an export."""

from __future__ import annotations

import codecs
import csv
import enum
import re
from pathlib import Path

from funnel_core.errors import CrmError

__all__ = ["Kind", "kind_of"]

LOOKED_AT = 1 << 16
"""Bytes: a CSV file of counts is shorter, and anything else shows itself within them."""

LONGEST = 16
"""Rows: a funnel in a workbook has no more steps, a heading and the wins included."""

COUNTED = 3
"""Columns that counts may have: a stage, entered and advanced."""

_WORDS = frozenset({"entered", "advanced"})
_NUMBER = re.compile(r"(?!\d{1,4}[.]\d{1,2}[.]\d{2,4}$)[0-9][0-9.,\s]*")
"""A number, and no date such as 13.01.2027."""
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}(?:[ T].*)?")
"""A date, as logs have it and counts do not: in figures, three of them."""
_ROLES = re.compile(r"^\s*\[\[\s*sources\s*\]\]", re.MULTILINE)


class Kind(enum.Enum):
    """What rates may come from, as a note says it."""

    COUNTS = "counts, a row per step"
    HISTORY = "a history that 'funnel history --json' wrote"
    ROLES = "roles that 'funnel history --save-roles' wrote"
    EXPORT = "an export"


def kind_of(path: str) -> Kind:
    """Tell what a file is from its first bytes, whatever its name.

    Args:
        path: a file, a folder or a pattern of files, or the address of a database.

    Raises:
        CrmError: there is no such file, or it cannot be read.
    """
    if "://" in path or Path(path).is_dir() or (set("*?[") & set(path) and not _there(path)):
        return Kind.EXPORT
    try:
        with Path(path).open("rb") as file:
            first = file.read(LOOKED_AT)
    except FileNotFoundError:
        raise CrmError(
            f"{path}: there is no such file; give a CSV file of counts, a history, or an export"
        ) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise CrmError(f"{path}: expected a file that can be read; {reason}") from None
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        begins = first[: len(first) // 2 * 2].decode("utf-16", "replace").lstrip()[:1]
        return Kind.HISTORY if begins in ("{", "[") else Kind.EXPORT
    try:
        text = first.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = first[: error.start].decode("utf-8-sig", "replace")
        if len(first) - error.start > 4:
            return Kind.EXPORT
    if text.lstrip()[:1] in ("{", "["):
        return Kind.ROLES if _ROLES.search(text) else Kind.HISTORY
    if _ROLES.search(text):
        return Kind.ROLES
    return Kind.COUNTS if _counts(text, len(first) < LOOKED_AT) else Kind.EXPORT


def _there(path: str) -> bool:
    return Path(path).exists()


def _counts(text: str, whole: bool) -> bool:
    """Tell counts, also with something wrong in them, from the rows of an export."""
    lines = [line for line in text.splitlines() if line.strip(" ,;\t")]
    if lines and lines[0].lower().startswith("sep="):
        lines = lines[1:]
    if not lines or not whole:
        return not lines
    separator = max(",;\t", key=lines[0].count)
    rows = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=separator)]
    if {cell.lower() for cell in rows[0]} >= _WORDS:
        return True
    if len(rows) > LONGEST or max(map(len, rows)) > COUNTED:
        return False
    if any(_DATE.fullmatch(cell) for row in rows for cell in row):
        return False
    if _WORDS & {cell.lower() for cell in rows[0]}:
        return True
    numbers = sum(bool(_NUMBER.fullmatch(cell)) for row in rows for cell in row[-2:])
    return len(rows) == 1 or numbers >= len(rows) - 1
