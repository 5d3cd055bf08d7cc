"""What moves when lines and blocks of cells do: cells, names, merges, metadata, formulas."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.sheets_server.errors import Refused
from tests.sheets_server.grid import COLUMNS, ROWS, Book, Box, GridRange, Metadata, Sheet
from tests.sheets_server.references import Sides, follow

Span = Callable[[int, int], tuple[int, int] | None]
"""Where the lines [start, end) go; None when all of them are gone."""


def inserted(at: int, count: int) -> Span:
    """Lines pushed on by `count` new ones before `at`; a span grows when it is split."""

    def move(start: int, end: int) -> tuple[int, int]:
        return (start + count if start >= at else start, end + count if end > at else end)

    return move


def deleted(at: int, count: int) -> Span:
    """Lines closed up over [at, at + count)."""
    last = at + count

    def move(start: int, end: int) -> tuple[int, int] | None:
        start = start - count if start >= last else min(start, at)
        end = end - count if end >= last else min(end, at)
        return (start, end) if end > start else None

    return move


def shuffled(order: list[int]) -> Span:
    """Lines put in another order: a span follows when it stays in one piece, else it stays put."""
    place = {old: new for new, old in enumerate(order)}

    def move(start: int, end: int) -> tuple[int, int]:
        now = sorted(place.get(line, line) for line in range(start, end))
        if now and now[-1] - now[0] == len(now) - 1:
            return now[0], now[-1] + 1
        return start, end

    return move


def move_lines(book: Book, sheet: Sheet, dimension: str, span: Span) -> None:
    """Let everything on a sheet, and every formula that looks at it, follow its lines."""
    sheet.cells = {
        now: cell
        for place, cell in sheet.cells.items()
        if (now := _place(place, dimension, span)) is not None
    }
    sheet.merges = [
        area
        for each in sheet.merges
        if (area := _range(each, dimension, span, sheet)) and _many(area)
    ]
    sheet.sizes[dimension] = {
        now[0]: look
        for line, look in sheet.sizes[dimension].items()
        if (now := span(line, line + 1)) is not None
    }
    sheet.protected = [
        held for each in sheet.protected if (held := _held(each, dimension, span, sheet))
    ]
    if sheet.basic_filter:
        sheet.basic_filter = _held(sheet.basic_filter, dimension, span, sheet)
    sheet.groups[dimension] = [
        group | {"range": group["range"] | {"startIndex": now[0], "endIndex": now[1]}}
        for group in sheet.groups.get(dimension, [])
        if (now := span(group["range"]["startIndex"], group["range"]["endIndex"]))
    ]
    for name in book.names:
        if name.range and name.range.sheet_id == sheet.sheet_id:
            name.range = _range(name.range, dimension, span, sheet)
    book.metadata = [
        datum for each in book.metadata if (datum := _datum(each, sheet, dimension, span))
    ]
    _follow_formulas(book, sheet.title, lambda sides: _sides(sides, dimension, span))


def _place(place: tuple[int, int], dimension: str, span: Span) -> tuple[int, int] | None:
    row, column = place
    now = span(row, row + 1) if dimension == ROWS else span(column, column + 1)
    if now is None:
        return None
    return (now[0], column) if dimension == ROWS else (row, now[0])


def _range(each: GridRange, dimension: str, span: Span, sheet: Sheet) -> GridRange | None:
    rows = dimension == ROWS
    start, end = (each.top, each.bottom) if rows else (each.left, each.right)
    if start is None and end is None:
        return each
    open_end = end is None
    now = span(start or 0, (sheet.rows if rows else sheet.columns) if end is None else end)
    if now is None:
        return None
    first = now[0] if start is not None else None
    last = None if open_end else now[1]
    if rows:
        return replace(each, top=first, bottom=last)
    return replace(each, left=first, right=last)


def _many(each: GridRange) -> bool:
    rows, columns = (each.bottom or 0) - (each.top or 0), (each.right or 0) - (each.left or 0)
    return rows * columns > 1


def _held(body: dict[str, Any], dimension: str, span: Span, sheet: Sheet) -> dict[str, Any] | None:
    """A protection or filter whose `range` follows."""
    if "range" not in body:
        return body
    now = _range(body["range"], dimension, span, sheet)
    return body | {"range": now} if now else None


def _datum(each: Metadata, sheet: Sheet, dimension: str, span: Span) -> Metadata | None:
    if each.sheet_id != sheet.sheet_id or each.dimension != dimension or each.index is None:
        return each
    now = span(each.index, each.index + 1)
    return replace(each, index=now[0]) if now else None


def _sides(sides: Sides, dimension: str, span: Span) -> Sides | None:
    top, left, bottom, right = sides
    now = span(top, bottom) if dimension == ROWS else span(left, right)
    if now is None:
        return None
    return (now[0], left, now[1], right) if dimension == ROWS else (top, now[0], bottom, now[1])


def _follow_formulas(book: Book, title: str, move: Callable[[Sides], Sides | None]) -> None:
    def moved(name: str, sides: Sides) -> tuple[str, Sides] | None:
        if name.casefold() != title.casefold():
            return name, sides
        now = move(sides)
        return (name, now) if now else None

    for sheet in book.sheets:
        for place, cell in sheet.cells.items():
            if cell.formula:
                now = follow(cell.formula, sheet.title, moved)
                if now != cell.formula:
                    sheet.cells[place] = replace(cell, formula=now)


def insert_lines(book: Book, sheet: Sheet, dimension: str, at: int, count: int) -> None:
    """Insert blank rows or columns before a line."""
    size = sheet.rows if dimension == ROWS else sheet.columns
    if not 0 <= at <= size or count <= 0:
        raise Refused(f"range.startIndex[{at}] must be within the grid, which has {size}")
    move_lines(book, sheet, dimension, inserted(at, count))
    _resize(sheet, dimension, count)
    book.check_size()


def delete_lines(book: Book, sheet: Sheet, dimension: str, at: int, count: int) -> None:
    """Delete rows or columns; what stood only there is gone."""
    size = sheet.rows if dimension == ROWS else sheet.columns
    if at < 0 or count <= 0 or at + count > size:
        raise Refused(
            f"Cannot delete a {'row' if dimension == ROWS else 'column'} that doesn't exist. "
            f"Tried to delete {'row' if dimension == ROWS else 'column'} index {at + count - 1} "
            f"but there are only {size} {dimension.lower()}."
        )
    if count == size:
        word = "rows" if dimension == ROWS else "columns"
        raise Refused(f"You can't delete all the {word} on the sheet.")
    move_lines(book, sheet, dimension, deleted(at, count))
    _resize(sheet, dimension, -count)


def _resize(sheet: Sheet, dimension: str, by: int) -> None:
    if dimension == ROWS:
        sheet.rows += by
    else:
        sheet.columns += by


def resize(book: Book, sheet: Sheet, rows: int, columns: int) -> None:
    """Make a sheet larger, or cut what no longer fits from its ends."""
    if rows < 1 or columns < 1:
        raise Refused("The number of rows and columns must be at least 1.")
    for dimension, now, then in ((ROWS, sheet.rows, rows), (COLUMNS, sheet.columns, columns)):
        if then < now:
            delete_lines(book, sheet, dimension, then, now - then)
        else:
            _resize(sheet, dimension, then - now)
    book.check_size()


def move_block(book: Book, source: Sheet, box: Box, target: Sheet, top: int, left: int) -> None:
    """Cut a block and paste it elsewhere: its cells, the names on it and who looks at it follow."""
    down, across = top - box.top, left - box.left
    into = Box(top, left, top + box.height, left + box.width)
    moving = {place: source.cells.pop(place) for place in list(source.cells) if place in box}
    for place in [place for place in target.cells if place in into]:
        del target.cells[place]
    for (row, column), cell in moving.items():
        target.put((row + down, column + across), cell)
    for name in book.names:
        if name.range and name.range.sheet_id == source.sheet_id:
            stood = name.range.box(source)
            if box.holds(stood):
                name.range = GridRange(
                    target.sheet_id,
                    stood.top + down,
                    stood.left + across,
                    stood.bottom + down,
                    stood.right + across,
                )

    def moved(name: str, sides: Sides) -> tuple[str, Sides] | None:
        if name.casefold() != source.title.casefold() or not box.holds(Box(*sides)):
            return name, sides
        first, start, last, end = sides
        return target.title, (first + down, start + across, last + down, end + across)

    for sheet in book.sheets:
        for place, cell in list(sheet.cells.items()):
            if cell.formula:
                home = source if sheet is target and place in into else sheet
                now = follow(cell.formula, home.title, moved, sheet.title)
                sheet.cells[place] = replace(cell, formula=now)


def forget_sheet(book: Book, sheet: Sheet) -> None:
    """What is left elsewhere when a sheet goes: names and formulas say #REF!, its data are gone."""
    for name in book.names:
        if name.range and name.range.sheet_id == sheet.sheet_id:
            name.range = None
    book.metadata = [each for each in book.metadata if each.sheet_id != sheet.sheet_id]
    _follow_formulas(book, sheet.title, lambda sides: None)


def rename_sheet(book: Book, sheet: Sheet, title: str) -> None:
    """Give a sheet another title; formulas say the new one."""
    old, sheet.title = sheet.title, title

    def moved(name: str, sides: Sides) -> tuple[str, Sides]:
        return (title if name.casefold() == old.casefold() else name), sides

    for each in book.sheets:
        for place, cell in each.cells.items():
            if cell.formula:
                now = follow(cell.formula, each.title, moved)
                each.cells[place] = replace(cell, formula=now)
