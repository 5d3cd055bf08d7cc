"""Structured references: what tblPlan[[#Data],[Rate]] means in cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from funnel_addin.books.xlsx.references import Area, TableRef
from funnel_addin.books.xlsx.values import unescaped
from funnel_addin.books.xlsx.workbook import Table

__all__ = ["find_table", "table_area"]

ESCAPED = re.compile(r"'(.)", re.DOTALL)
SPECIALS = frozenset(("#all", "#data", "#headers", "#totals", "#this row"))


def find_table(tables: Iterable[Table], name: str) -> Table | None:
    """Find a table by its name, whatever its capitals."""
    wanted = name.casefold()
    return next((table for table in tables if table.name.casefold() == wanted), None)


def table_area(table: Table, reference: TableRef, row: int | None = None) -> Area | None:
    """Give the cells that a structured reference to `table` means; None where it means none.

    `row` is the row of the formula that holds it, which #This Row and @ speak of; without it they
    mean all data rows.
    """
    specials, columns = _items(reference.inside)
    span = _columns(table, columns)
    rows = _rows(table, specials, row)
    if span is None or rows is None:
        return None
    return Area(rows[0], table.area.left + span[0], rows[1], table.area.left + span[1])


def _items(inside: str) -> tuple[set[str], list[str]]:
    """Cut what is in brackets into its special words and its columns.

    >>> _items("[[#Headers],[#Data],[Cost '[net']]:[Rate]]")
    ({...}, ['Cost [net]', 'Rate'])
    """
    specials: set[str] = set()
    columns: list[str] = []
    body = inside[1:-1]
    for item in _pieces(body):
        text = item.strip()
        if text.startswith("@"):
            specials.add("#this row")
            text = text[1:].strip()
            if text.startswith("["):
                columns += _items(f"[{text}]")[1]
                continue
        if text.lower() in SPECIALS:
            specials.add(text.lower())
        elif text:
            columns.append(ESCAPED.sub(r"\1", text))
    return specials, columns


def _pieces(body: str) -> Iterator[str]:
    if not body.lstrip().startswith("["):
        yield body
        return
    depth, start, at = 0, 0, 0
    while at < len(body):
        character = body[at]
        if character == "'":
            at += 1
        elif character == "[":
            depth += 1
            start = at + 1 if depth == 1 else start
        elif character == "]":
            depth -= 1
            if depth == 0:
                yield body[start:at]
        at += 1


def _columns(table: Table, columns: list[str]) -> tuple[int, int] | None:
    if not columns:
        return 0, table.area.columns - 1
    known = {unescaped(name).casefold(): index for index, name in enumerate(table.columns)}
    found = [known.get(name.casefold()) for name in columns]
    positions = [position for position in found if position is not None]
    if len(positions) != len(found):
        return None
    return min(positions), max(positions)


def _rows(table: Table, specials: set[str], row: int | None) -> tuple[int, int] | None:
    area, body = table.area, table.body
    spans: list[tuple[int, int]] = []
    if "#all" in specials:
        spans.append((area.top, area.bottom))
    if not specials or "#data" in specials:
        spans.append((body.top, body.bottom))
    if "#headers" in specials and table.header_rows:
        spans.append((area.top, body.top - 1))
    if "#totals" in specials and table.totals_rows:
        spans.append((body.bottom + 1, area.bottom))
    if "#this row" in specials:
        here = row is not None and body.top <= row <= body.bottom
        spans.append((row, row) if here and row is not None else (body.top, body.bottom))
    if not spans:
        return None
    return min(first for first, _ in spans), max(last for _, last in spans)
