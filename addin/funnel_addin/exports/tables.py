"""CSV and Parquet files → tables in DuckDB: texts stay texts, and no line is lost unsaid."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
from ibis.backends import BaseBackend
from ibis.expr.types import Table

from funnel_addin.exports.files import readable
from funnel_addin.exports.footers import footer_rows, is_footer
from funnel_addin.exports.texts import LONGEST_LINE, Text
from funnel_core.errors import CrmError

__all__ = ["Read", "read_csv", "read_parquet"]

SEPARATORS = ",;\t|"

MOST_TOLD = 5

TAIL = 1 << 16
"""Bytes: a report's last lines are fewer."""

_SAID = re.compile(r'"?sep=([,;|\t])"?', re.IGNORECASE)
"""What Excel may be told in a first line of its own."""


@dataclass(frozen=True, slots=True)
class Read:
    """A table as it was read: headings, rows, and the first cells of lines that were left out."""

    columns: tuple[str, ...]
    rows: Table
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Head:
    """The first lines of a CSV file: what parts its cells, its headings, what stands above them."""

    separator: str
    headings: tuple[str, ...]
    above: str


@dataclass(frozen=True, slots=True)
class _Misfit:
    """A line that does not fit: at which byte it begins, why, and its text."""

    at: int
    kind: str
    text: str
    message: str


def read_csv(backend: BaseBackend, name: str, text: Text, folder: Path, export: str) -> Read:
    """Read a CSV file in UTF-8 into a table of texts; blank lines are passed.

    Args:
        backend: an Ibis backend of DuckDB.
        name: what the table is called in it.
        text: the file.
        folder: where a copy may be made.
        export: what the file is called in a sentence.

    Raises:
        CrmError: a line has more or fewer cells than there are headings, or quotes left open;
            there are no headings, or nothing below them.
    """
    path = text.path
    head = _head(path, export)
    if not any(head.headings):
        raise CrmError(f"{export}: expected a row of headings; the file holds none")
    con: duckdb.DuckDBPyConnection = backend.con
    copy = folder / f"{name}.lines.csv"
    if head.above or text.mixed:
        path = _same_line_ends(path, copy, head.above)
    try:
        told = _loaded(con, name, path, head)
    except duckdb.Error as error:
        raise CrmError(f"{export}: could not be read as CSV; {_first_line(error)}") from None
    left_out = _refused(told, path, export, head)
    left_out = (*_cut(con, name, len(head.headings)), *left_out)
    rows = backend.table(name)
    if not con.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchall():
        raise CrmError(f"{export}: expected rows below the headings; there are none")
    return Read(head.headings, rows, left_out)


def read_parquet(backend: BaseBackend, name: str, pattern: str, export: str) -> Read:
    """Look at Parquet files where they lie: nothing of them is copied.

    Raises:
        CrmError: a file is cut off or not Parquet, or files differ in their columns.
    """
    try:
        with readable(export):
            rows = backend.read_parquet(pattern, table_name=name, union_by_name=True)
            # the last file's end is looked at, too
            rows.count().execute()
    except duckdb.Error as error:
        raise CrmError(
            f"{export}: is no Parquet file, or cut off ({_first_line(error)}): get it again"
        ) from None
    return Read(tuple(rows.columns), rows)


def _head(path: Path, export: str) -> _Head:
    """Read the headings, and which separator parts them most often."""
    with readable(export), path.open(encoding="utf-8-sig", newline="") as file:
        text = file.read(LONGEST_LINE)
    bare = text.lstrip()
    first = bare.splitlines()[0] if bare else ""
    if said := _SAID.fullmatch(first.strip()):
        bare = bare[len(first) :].lstrip("\r\n")
        first = bare.splitlines()[0] if bare else ""
    parts = re.sub('"[^"]*"', "", first)
    separator = said[1] if said else max(SEPARATORS, key=parts.count)
    if text[: len(text) - len(bare)].endswith(separator):
        # a first heading that is blank
        bare = text.lstrip("\r\n")
    try:
        headings = next(csv.reader(io.StringIO(bare, newline=""), delimiter=separator), [])
    except csv.Error as error:
        raise CrmError(f"{export}: is not a CSV file ({error})") from None
    above = text[: len(text) - len(bare)]
    return _Head(separator, tuple(heading.strip() for heading in headings), above)


def _loaded(con: duckdb.DuckDBPyConnection, name: str, path: Path, head: _Head) -> list[_Misfit]:
    """Load a file into a table; give the lines that do not fit."""
    names = [f"c{at}" for at in range(len(head.headings))]
    columns = ", ".join(f"'{each}': 'VARCHAR'" for each in names)
    joined = ", ".join(names)
    con.execute("DROP TABLE IF EXISTS reject_errors")
    con.execute("DROP TABLE IF EXISTS reject_scans")
    con.execute(
        f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM read_csv($path, auto_detect = false, "
        # whatever its name says
        "compression = 'none', "
        f"delim = $separator, quote = '\"', escape = '\"', header = false, skip = 1, "
        f"columns = {{{columns}}}, store_rejects = true, max_line_size = {LONGEST_LINE}) "
        f"WHERE c0 > ' ' OR trim(concat({joined}), E' \\t\\r\\n\u00a0') <> ''",
        {"path": str(path), "separator": head.separator},
    )
    told = con.execute(
        # positions count from 1
        "SELECT line_byte_position - 1, error_type, coalesce(csv_line, ''), error_message "
        "FROM reject_errors "
        "QUALIFY row_number() OVER (PARTITION BY line ORDER BY column_idx) = 1 ORDER BY line"
    ).fetchall()
    return [
        _Misfit(at + len(text) - len(text.lstrip()), kind, text.strip(), message)
        for at, kind, text, message in told
    ]


def _refused(told: Sequence[_Misfit], path: Path, export: str, head: _Head) -> tuple[str, ...]:
    """Refuse a file for its lines that do not fit, but for a report's last lines.

    Raises:
        CrmError: there are others.
    """
    left_out: tuple[str, ...] = ()
    blanks = f'" \t\r\n{head.separator}'
    faults = [each for each in told if each.kind != FEWER or each.text.strip(blanks)]
    for at in range(max(0, len(faults) - TOLD_LAST), len(faults)):
        left_out = _footer(path, faults[at].at, head.separator)
        if left_out:
            faults = faults[:at]
            break
    if not faults:
        return left_out
    sentences = [_fault(fault, head, path) for fault in faults[:MOST_TOLD]]
    more = f"; and {len(faults) - MOST_TOLD:,} more lines" if len(faults) > MOST_TOLD else ""
    cures = [_CURES.get(kind, "") for kind in dict.fromkeys(fault.kind for fault in faults)]
    cure = ", and ".join(filter(None, cures)) or "take them out, or export it again"
    raise CrmError(
        f"{export}: {'; '.join(sentences)}{more}: {cure.format(_SPOKEN[head.separator])}"
    )


TOLD_LAST = 20
"""Lines at the end of a file, of which a report's last lines are some."""

_SPOKEN = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}

FEWER, MORE, QUOTES = "MISSING COLUMNS", "TOO MANY COLUMNS", "UNQUOTED VALUE"

_CURES = {
    FEWER: "write all its cells, or take the line out",
    MORE: "put a cell with a {} in it in quotes",
    QUOTES: "close the quote, and double a quote within a cell",
}


def _fault(fault: _Misfit, head: _Head, path: Path) -> str:
    number = _line_at(path, fault.at) + head.above.count("\n")
    if fault.kind in (FEWER, MORE):
        found = _cells(fault.text, head.separator)
        cells = "cell" if found == 1 else "cells"
        return f"line {number:,} has {found} {cells} under {len(head.headings)} headings"
    if fault.kind == QUOTES:
        return f"line {number:,} opens a quote that is not closed, or closes it within a cell"
    return f"line {number:,} does not fit ({fault.message.splitlines()[0].rstrip('.')})"


def _cells(text: str, separator: str) -> int:
    try:
        return len(next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), []))
    except csv.Error:
        return text.count(separator) + 1


def _line_at(path: Path, position: int) -> int:
    """Count lines up to a byte: an engine counts rows, and cells may hold line ends."""
    number, left = 1, position
    with path.open("rb") as file:
        while left > 0 and (chunk := file.read(min(left, 1 << 20))):
            number += chunk.count(b"\n") or chunk.count(b"\r")
            left -= len(chunk)
    return number


def _footer(path: Path, position: int, separator: str) -> tuple[str, ...]:
    """Give the last lines of a report, if a file holds nothing else from a byte on."""
    with path.open("rb") as file:
        file.seek(position)
        tail = file.read(TAIL + 1)
    if len(tail) > TAIL:
        return ()
    try:
        rows = list(csv.reader(io.StringIO(tail.decode(), newline=""), delimiter=separator))
    except (csv.Error, UnicodeDecodeError):
        return ()
    rows = [[cell.strip() for cell in row] for row in rows]
    filled = [row for row in rows if any(row)]
    single = all(not any(row[1:]) or is_footer(row[0]) for row in filled)
    return tuple(row[0] for row in filled) if single and footer_rows(filled) else ()


def _cut(con: duckdb.DuckDBPyConnection, name: str, width: int) -> tuple[str, ...]:
    """Take a report's last lines out of a table where they fitted in."""
    last = con.execute(f"SELECT rowid, * FROM {name} ORDER BY rowid DESC LIMIT 12").fetchall()
    rows = [[str(cell or "").strip() for cell in row[1:]] for row in reversed(last)]
    cut = footer_rows(rows) if width > 1 else 0
    if not cut:
        return ()
    ids = ", ".join(str(row[0]) for row in last[:cut])
    con.execute(f"DELETE FROM {name} WHERE rowid IN ({ids})")
    return tuple(row[0] for row in rows[-cut:])


def _same_line_ends(path: Path, copy: Path, above: str = "") -> Path:
    """Copy a text so that all its lines end alike, without what stands above the headings."""
    with path.open("rb") as file, copy.open("wb") as out:
        mark = file.read(len(codecs.BOM_UTF8))
        file.seek(len(mark) * (mark == codecs.BOM_UTF8) + len(above.encode()))
        held = b""
        while chunk := file.read(1 << 20):
            raw = held + chunk
            held = b"\r" if raw.endswith(b"\r") else b""
            raw = raw.removesuffix(b"\r")
            out.write(raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
        out.write(b"\n" * bool(held))
    return copy


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0].rstrip(".").removeprefix("Invalid Input Error: ")
