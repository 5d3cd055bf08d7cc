"""Sheets of Excel and OpenDocument workbooks → tables in DuckDB, dates and numbers as they are."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from typing import TypeAlias

import pyarrow as pa
from ibis.backends import BaseBackend
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from funnel_addin.exports.files import readable
from funnel_addin.exports.footers import footer_rows
from funnel_addin.exports.tables import Read
from funnel_core.errors import CrmError

__all__ = ["Sheet", "read_sheet"]

Cell: TypeAlias = str | float | bool | datetime.datetime | datetime.date | None
Row: TypeAlias = Sequence[Cell]

BLOCK = 20_000
"""Rows that are taken from a workbook at once."""

TOP, BOTTOM = 50, 12
"""Rows in which headings are looked for, and a report's last lines."""

FULL = 0.8
"""Of the widest row's cells: what a row of headings has, and a title above it has not."""

_BLANK, _TEXT, _FLAG, _WHOLE, _NUMBER, _DAY, _TIME = range(7)

_TYPES = {
    _BLANK: pa.string(),
    _TEXT: pa.string(),
    _FLAG: pa.bool_(),
    _WHOLE: pa.int64(),
    _NUMBER: pa.float64(),
    _DAY: pa.date32(),
    _TIME: pa.timestamp("us"),
}

EXACT = 1 << 53

PANIC = "PanicException"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it was read.

    Args:
        read: its table.
        name: which sheet.
        others: the workbook's other sheets that hold rows, too.
    """

    read: Read
    name: str
    others: tuple[str, ...]


def read_sheet(backend: BaseBackend, name: str, export: str, sheet: str = "") -> Sheet:
    """Read a sheet into a table.

    Args:
        backend: an Ibis backend of DuckDB.
        name: what the table is called in it.
        export: the workbook's path.
        sheet: which sheet; "": the first one that holds rows.

    Raises:
        CrmError: the workbook is locked, broken, or has no such sheet; it holds no rows.
    """
    with _whole(export):
        book = CalamineWorkbook.from_path(export)
        chosen, others = _chosen(book, export, sheet)
        headings, above, rows = _headed(chosen, export)
        table, left_out = _as_table(headings, rows)
    if not table.num_rows:
        raise CrmError(f"{export}: expected rows below the headings; there are none")
    backend.con.register(f"{name}_cells", table)
    backend.con.execute(f"CREATE TABLE {name} AS SELECT * FROM {name}_cells")
    backend.con.unregister(f"{name}_cells")
    return Sheet(Read(headings, backend.table(name), (*above, *left_out)), chosen.name, others)


@contextmanager
def _whole(export: str) -> Iterator[None]:
    """Say in one sentence that a workbook cannot be read."""
    try:
        with readable(export):
            yield
    except PasswordError:
        raise CrmError(
            f"{export}: is locked by a password; open it, and save it without one"
        ) from None
    except BaseException as error:
        # a file broken in some ways makes the reader panic, which it raises as no Exception
        if not isinstance(error, CalamineError) and type(error).__name__ != PANIC:
            raise
        raise CrmError(
            f"{export}: expected an Excel or OpenDocument workbook; it is cut off or broken "
            f"({error}): get it again".replace("\n", " ")
        ) from None


def _chosen(
    book: CalamineWorkbook, export: str, sheet: str
) -> tuple[CalamineSheet, tuple[str, ...]]:
    if sheet:
        same = [name for name in book.sheet_names if name == sheet] or [
            name for name in book.sheet_names if name.strip().lower() == sheet.strip().lower()
        ]
        if not same:
            raise CrmError(
                f"{export}: expected a sheet named {sheet!r}; it has "
                f"{', '.join(book.sheet_names)}: name one of these"
            )
        return book.get_sheet_by_name(same[0]), ()
    held = [each for each in map(book.get_sheet_by_name, book.sheet_names) if each.height > 1]
    if not held:
        raise CrmError(f"{export}: expected a sheet with headings and rows; there is none")
    # a cover has lines of text in one column, and an export has never one column alone
    chosen = next((each for each in held if each.width > 1), held[0])
    return chosen, tuple(each.name for each in held if each is not chosen)


def _headed(
    sheet: CalamineSheet, export: str
) -> tuple[tuple[str, ...], tuple[str, ...], Iterator[Row]]:
    """Give the headings, what stands above them, and the rows below."""
    rows = (list(map(_cell, row)) for row in sheet.iter_rows())
    top = list(islice(rows, TOP))
    filled = [sum(cell is not None for cell in row) for row in top]
    widest = max(filled, default=0)
    at = next((at for at, count in enumerate(filled) if count and count >= FULL * widest), None)
    if at is None:
        raise CrmError(f"{export}: expected a row of headings; the sheet {sheet.name!r} holds none")
    headings = [_text(cell) or "" for cell in top[at]]
    while headings and not headings[-1]:
        headings.pop()
    above = tuple(
        next(text for cell in row if (text := _text(cell)) is not None)
        for row in top[:at]
        if any(cell is not None for cell in row)
    )
    return tuple(headings), above, chain(top[at + 1 :], rows)


def _as_table(headings: Sequence[str], rows: Iterable[Row]) -> tuple[pa.Table, tuple[str, ...]]:
    """Give rows as a table, without the blank ones, and a report's last lines apart."""
    width = len(headings)
    held: list[Row] = []
    blocks: list[list[tuple[int, pa.Array]]] = []
    for row in rows:
        if any(cell is not None for cell in row):
            held.append(row)
        if len(held) == BLOCK + BOTTOM:
            blocks.append(_block(held[:BLOCK], width))
            held = held[BLOCK:]
    last = [[_text(cell) or "" for cell in row] for row in held[-BOTTOM:]]
    cut = footer_rows(last) if width > 1 else 0
    blocks.append(_block(held[: len(held) - cut], width))
    columns = [_joined([block[at] for block in blocks]) for at in range(width)]
    left_out = tuple(next(filter(None, row)) for row in last[len(last) - cut :])
    return pa.table(columns, names=[f"c{at}" for at in range(width)]), left_out


def _block(rows: Sequence[Row], width: int) -> list[tuple[int, pa.Array]]:
    found = []
    for at in range(width):
        cells = [row[at] if at < len(row) else None for row in rows]
        kind = _kind(cells)
        found.append((kind, _array(cells, kind)))
    return found


def _joined(blocks: Sequence[tuple[int, pa.Array]]) -> pa.ChunkedArray:
    """Put a column's blocks together: of one kind, or else all of them as texts."""
    kinds = {kind for kind, _ in blocks if kind != _BLANK}
    kind = _common(kinds)
    arrays = [part if of == kind else _array(part.to_pylist(), kind) for of, part in blocks]
    return pa.chunked_array(arrays, type=_TYPES[kind])


def _common(kinds: set[int]) -> int:
    if len(kinds) <= 1:
        return kinds.pop() if kinds else _BLANK
    if kinds == {_WHOLE, _NUMBER}:
        return _NUMBER
    return _TIME if kinds == {_DAY, _TIME} else _TEXT


def _kind(cells: Iterable[Cell]) -> int:
    kinds = set()
    for cell in cells:
        if cell is None:
            continue
        if isinstance(cell, float) and cell.is_integer() and abs(cell) < EXACT:
            kinds.add(_WHOLE)
        else:
            kinds.add(_KINDS[type(cell)])
    return _common(kinds)


_KINDS: dict[type, int] = {
    str: _TEXT,
    bool: _FLAG,
    int: _WHOLE,
    float: _NUMBER,
    datetime.date: _DAY,
    datetime.datetime: _TIME,
}


def _array(cells: Iterable[Cell], kind: int) -> pa.Array:
    made = _MADE.get(kind)
    if made is None:
        return pa.array(list(cells), type=_TYPES[kind])
    return pa.array([None if cell is None else made(cell) for cell in cells], type=_TYPES[kind])


def _as_time(cell: Cell) -> Cell:
    if isinstance(cell, datetime.date) and not isinstance(cell, datetime.datetime):
        return datetime.datetime.combine(cell, datetime.time())
    return cell


def _as_whole(cell: Cell) -> Cell:
    return int(cell) if isinstance(cell, float) else cell


def _text(cell: Cell) -> str | None:
    """Give a cell as it is written without formats: 501, 12.5, 2027-01-31 09:12:00."""
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < EXACT else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(" ", "seconds")
    return str(cell)


_MADE: dict[int, Callable[[Cell], object]] = {
    _TEXT: _text,
    _WHOLE: _as_whole,
    _TIME: _as_time,
}


def _cell(cell: object) -> Cell:
    """Give a cell's value; None where it is blank; a duration or a time of day as text."""
    if isinstance(cell, str):
        return cell if cell.strip() else None
    if cell is None or isinstance(cell, (bool, float, int, datetime.date)):
        return cell
    return str(cell)
