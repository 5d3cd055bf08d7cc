"""Paths and addresses → tables in one engine, for as long as they are needed."""

from __future__ import annotations

import glob
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import ibis
from ibis.backends import BaseBackend

from funnel_addin.exports.addresses import is_address
from funnel_addin.exports.databases import in_database
from funnel_addin.exports.files import Form, form, readable
from funnel_addin.exports.headings import Opened
from funnel_addin.exports.limits import limited
from funnel_addin.exports.tables import Read, read_csv, read_parquet
from funnel_addin.exports.texts import Progress, Text, as_utf8
from funnel_addin.exports.workbooks import read_sheet
from funnel_core.errors import CrmError
from funnel_core.history.problems import DataProblem, Kind

__all__ = ["Opened", "opened"]

LARGE = 256 << 20
"""Bytes of text from which on tables are kept on the disk, packed."""

UNPACKED = 8
"""Times the size of a packed text that it may have unpacked."""

_WILD = frozenset("*?[")


@contextmanager
def opened(
    exports: Sequence[str],
    table: str | Sequence[str] = "",
    progress: Progress | None = None,
) -> Iterator[tuple[Opened, ...]]:
    """Open exports as tables in one engine; what was made for it is removed at the end.

    Args:
        exports: paths of CSV, Excel or Parquet files (a folder, or a pattern with *, of Parquet
            files counts as one), or addresses of databases.
        table: a workbook's sheet or a database's table; one for all, or one per export.
        progress: is told what is read, and how far it is.

    Returns:
        a context with a table per export, in their order.

    Raises:
        CrmError: one of them cannot be read.
    """
    tables = [table] * len(exports) if isinstance(table, str) else list(table)
    if len(tables) != len(exports):
        raise CrmError(
            f"expected a table or a sheet per export; got {len(tables)} for {len(exports)}"
        )
    if not exports:
        raise CrmError(
            "expected at least one export; give the path of a CSV, Excel or Parquet file"
        )
    if any(map(is_address, exports)):
        with in_database(exports, tables) as found:
            yield found
        return
    _has_tables(exports, table)
    with tempfile.TemporaryDirectory(prefix="funnel-", ignore_cleanup_errors=True) as folder:
        backend = _engine(Path(folder), sum(map(_size, exports)))
        try:
            yield tuple(
                _opened(backend, Path(folder), at, export, name, progress)
                for at, (export, name) in enumerate(zip(exports, tables, strict=True))
            )
        except duckdb.InterruptException:
            raise
        except duckdb.Error as error:
            raise CrmError(_gave_up(exports, error)) from None
        finally:
            backend.disconnect()


def _has_tables(exports: Sequence[str], table: str | Sequence[str]) -> None:
    """Refuse a table's name where none of the exports that it is given for has tables."""
    one = isinstance(table, str)
    names = [table] * len(exports) if isinstance(table, str) else list(table)
    asked = [export for export, name in zip(exports, names, strict=True) if name]
    plain = [each for each in asked if Path(each).is_file() and form(each) is not Form.WORKBOOK]
    if plain and (not one or len(plain) == len(exports)):
        name = next(name for name in names if name)
        raise CrmError(
            f"`--table` must name a sheet of a workbook or a table of a database; got {name!r}, "
            f"and {plain[0]} is a file without any: leave it out"
        )


def _gave_up(exports: Sequence[str], error: duckdb.Error) -> str:
    """Say why the engine could not go on."""
    if isinstance(error, duckdb.OutOfMemoryException):
        return (
            f"{', '.join(exports)}: needs more memory or room for temporary files than there is; "
            "free some, or count in a database"
        )
    said = str(error).strip().splitlines()[0]
    return f"{', '.join(exports)}: could not be read to its end ({said}); get it again"


def _engine(folder: Path, size: int) -> BaseBackend:
    """Start DuckDB, which keeps within its memory and uses the disk beyond it."""
    spilled = folder / "spilled"
    spilled.mkdir()
    (folder / "texts").mkdir()
    database = folder / "exports.duckdb" if size > LARGE else ":memory:"
    backend = ibis.duckdb.connect(
        database, temp_directory=str(spilled), autoinstall_known_extensions=False
    )
    limited(backend.con)
    return backend


def _size(export: str) -> int:
    path = Path(export)
    try:
        size = path.stat().st_size if path.is_file() else 0
        return size * UNPACKED if path.suffix.lower() in (".gz", ".zst", ".zip") else size
    except (OSError, ValueError):
        return 0


def _opened(
    backend: BaseBackend,
    folder: Path,
    at: int,
    export: str,
    table: str,
    progress: Progress | None,
) -> Opened:
    if pattern := _parquet_files(backend, export):
        read = read_parquet(backend, f"export{at}", pattern, export)
        return Opened(export, "", read.columns, read.rows)
    found = form(export)
    if found is Form.WORKBOOK:
        return _sheet(backend, f"export{at}", export, table)
    text = as_utf8(export, found, folder / "texts", progress)
    read = read_csv(backend, f"export{at}", text, folder / "texts", export)
    problems = _problems(export, read, text)
    return Opened(export, "", read.columns, read.rows, problems=problems, copied=True)


def _sheet(backend: BaseBackend, name: str, export: str, table: str) -> Opened:
    sheet = read_sheet(backend, name, export, table)
    problems = _problems(export, sheet.read, None)
    if sheet.others:
        others = ", ".join(sheet.others)
        problems += (
            DataProblem(
                Kind.LEFT_OUT_LINES,
                len(sheet.others),
                f"{export} has other sheets with rows than {sheet.name!r}, which was read; if "
                f"another is meant, name it with --table: {others}",
                sheet.others[:5],
            ),
        )
    called = sheet.name if table or sheet.others else ""
    read = sheet.read
    return Opened(export, called, read.columns, read.rows, problems=problems, copied=True)


def _parquet_files(backend: BaseBackend, export: str) -> str:
    """Give the pattern of the Parquet files that are meant, or "" where something else is."""
    with readable(export):
        path = Path(export)
        if path.is_dir():
            return f"{glob.escape(export)}/**/*.parquet" if any(path.rglob("*.parquet")) else ""
        if path.exists() or not _WILD & set(export):
            return glob.escape(export) if form(export) is Form.PARQUET else ""
    found = backend.con.execute("SELECT file FROM glob($1) ORDER BY file", [export]).fetchall()
    named = [name for (name,) in found]
    if not named:
        raise CrmError(f"{export}: no file has such a name; check the path")
    if any(form(each) is not Form.PARQUET for each in named):
        raise CrmError(
            f"{export}: only Parquet files are read many at once; name others one by one"
        )
    return export


def _problems(export: str, read: Read, text: Text | None) -> tuple[DataProblem, ...]:
    found = []
    if text and text.guessed:
        found.append(
            DataProblem(
                Kind.ENCODING,
                1,
                f"{export} is no UTF-8 and was read as Windows-1252: look at the example, and save "
                "the export as 'CSV UTF-8' if it reads wrong",
                (text.example,) if text.example else (),
            )
        )
    if text and text.damaged:
        found.append(
            DataProblem(
                Kind.ENCODING,
                text.damaged,
                f"{export} is UTF-8 but for {text.damaged:,} places, which were read as �: look at "
                "the example, and export it again",
                (text.example,) if text.example else (),
            )
        )
    if read.left_out:
        count = len(read.left_out)
        lines = "1 line that is no record" if count == 1 else f"{count} lines that are no records"
        found.append(
            DataProblem(
                Kind.LEFT_OUT_LINES,
                count,
                f"{export} has {lines}, such as a report's totals or copyright; left out",
                read.left_out[:5],
            )
        )
    return tuple(found)
