"""Requests about rows and columns, and about blocks of cells that push others along."""

from typing import Any

from tests.sheets_server import masks, metadata, moves
from tests.sheets_server.context import Context
from tests.sheets_server.errors import Refused
from tests.sheets_server.grid import COLUMNS, ROWS, Box, GridRange, Sheet

Body = dict[str, Any]


def _lines(context: Context, body: Body) -> tuple[Sheet, str, int, int]:
    """The sheet, dimension, first line and count of a DimensionRange."""
    sheet = context.book.sheet(body.get("sheetId", 0))
    dimension = body.get("dimension", "DIMENSION_UNSPECIFIED")
    if dimension not in {ROWS, COLUMNS}:
        raise Refused("The dimension must be ROWS or COLUMNS.")
    size = sheet.rows if dimension == ROWS else sheet.columns
    start, end = body.get("startIndex", 0), body.get("endIndex", size)
    if start < 0 or end <= start:
        raise Refused(f"Invalid range: startIndex[{start}] must be below endIndex[{end}].")
    return sheet, dimension, start, end - start


def insert(context: Context, body: Body) -> None:
    """InsertDimension."""
    sheet, dimension, at, count = _lines(context, body.get("range", {}))
    context.check_may_restructure(sheet)
    if at == 0 and body.get("inheritFromBefore"):
        raise Refused("inheritFromBefore cannot be true when inserting at the first line.")
    moves.insert_lines(context.book, sheet, dimension, at, count)


def delete(context: Context, body: Body) -> None:
    """DeleteDimension."""
    sheet, dimension, at, count = _lines(context, body.get("range", {}))
    context.check_may_restructure(sheet)
    box = Box(at, 0, at + count, sheet.columns)
    context.check_may_edit(sheet, box if dimension == ROWS else Box(0, at, sheet.rows, at + count))
    moves.delete_lines(context.book, sheet, dimension, at, count)


def append(context: Context, body: Body) -> None:
    """appendDimension: lines at the end."""
    sheet = context.book.sheet(body.get("sheetId", 0))
    length = body.get("length", 0)
    if body.get("dimension") == COLUMNS:
        moves.resize(context.book, sheet, sheet.rows, sheet.columns + length)
    else:
        moves.resize(context.book, sheet, sheet.rows + length, sheet.columns)


def move(context: Context, body: Body) -> None:
    """moveDimension: lines taken out and put before `destinationIndex`, counted beforehand."""
    sheet, dimension, at, count = _lines(context, body.get("source", {}))
    context.check_may_restructure(sheet)
    to = body.get("destinationIndex", 0)
    size = sheet.rows if dimension == ROWS else sheet.columns
    if not 0 <= to <= size or at + count > size:
        raise Refused(f"Invalid destinationIndex: {to}.")
    if at <= to <= at + count:
        return
    block = list(range(at, at + count))
    rest = [line for line in range(size) if line < at or line >= at + count]
    cut = sum(line < to for line in rest)
    order = rest[:cut] + block + rest[cut:]
    moves.move_lines(context.book, sheet, dimension, moves.shuffled(order))


def resize(context: Context, body: Body) -> None:
    """autoResizeDimensions: columns as wide as their longest text."""
    sheet, dimension, at, count = _lines(context, body.get("dimensions", {}))
    for line in range(at, at + count):
        texts = [
            str(context.calculator.value(sheet, *place))
            for place in sheet.cells
            if place[dimension == COLUMNS] == line
        ]
        size = 21 if dimension == ROWS else max([21, *(8 * len(text) + 9 for text in texts)])
        old = sheet.sizes[dimension].get(line, {})
        sheet.sizes[dimension][line] = old | {"pixelSize": size}


def look(context: Context, body: Body) -> None:
    """updateDimensionProperties: sizes and hiding."""
    sheet, dimension, at, count = _lines(context, body.get("range", {}))
    mask = masks.parse(body["fields"])
    for line in range(at, at + count):
        old = sheet.sizes[dimension].get(line, {})
        now = masks.merged(old, body.get("properties", {}), mask)
        sheet.sizes[dimension][line] = {name: each for name, each in now.items() if each}


def group(context: Context, body: Body) -> Body:
    """addDimensionGroup: one level deeper where groups already hold the lines."""
    sheet, dimension, at, count = _lines(context, body.get("range", {}))
    groups = sheet.groups.setdefault(dimension, [])
    depth = 1 + max((each["depth"] for each in groups if _holds(each, at, count)), default=0)
    groups.append({"range": _span(sheet, dimension, at, count), "depth": depth})
    switch = "rowGroupControlAfter" if dimension == ROWS else "columnGroupControlAfter"
    sheet.looks.setdefault("gridProperties", {})[switch] = True
    return {"dimensionGroups": groups}


def _span(sheet: Sheet, dimension: str, at: int, count: int) -> Body:
    owner = {"sheetId": sheet.sheet_id} if sheet.sheet_id else {}
    return owner | {"dimension": dimension, "startIndex": at, "endIndex": at + count}


def _holds(each: Body, at: int, count: int) -> bool:
    span = each["range"]
    return bool(span["startIndex"] <= at and at + count <= span["endIndex"])


def ungroup(context: Context, body: Body) -> Body:
    """deleteDimensionGroup: the deepest group of just these lines."""
    sheet, dimension, at, count = _lines(context, body.get("range", {}))
    span = _span(sheet, dimension, at, count)
    groups = sheet.groups.get(dimension, [])
    found = [each for each in groups if each["range"] == span]
    if not found:
        raise Refused("Cannot delete a dimension group that doesn't exist.")
    groups.remove(max(found, key=lambda each: each["depth"]))
    return {"dimensionGroups": groups} if groups else {}


def insert_block(context: Context, body: Body) -> None:
    """insertRange: blank cells, the ones there pushed down or right."""
    _shift(context, body, +1)


def delete_block(context: Context, body: Body) -> None:
    """deleteRange: cells taken out, the ones after them pulled up or left."""
    _shift(context, body, -1)


def _shift(context: Context, body: Body, way: int) -> None:
    sheet, area = metadata.checked(context, GridRange.of(body.get("range", {})))
    box, rows = area.box(sheet), body.get("shiftDimension") != COLUMNS
    context.check_may_edit(sheet, box)
    after = box.bottom if rows else box.right
    start = after if way < 0 else (box.top if rows else box.left)
    band = (
        Box(start, box.left, sheet.rows, box.right)
        if rows
        else Box(box.top, start, box.bottom, sheet.columns)
    )
    if way < 0:
        for place in [place for place in sheet.cells if place in box]:
            del sheet.cells[place]
    if rows and way > 0:
        moves.resize(context.book, sheet, sheet.rows + box.height, sheet.columns)
    elif way > 0:
        moves.resize(context.book, sheet, sheet.rows, sheet.columns + box.width)
    down, across = (way * box.height, 0) if rows else (0, way * box.width)
    moves.move_block(context.book, sheet, band, sheet, band.top + down, band.left + across)


HANDLERS = {
    "insertDimension": insert,
    "deleteDimension": delete,
    "appendDimension": append,
    "moveDimension": move,
    "autoResizeDimensions": resize,
    "updateDimensionProperties": look,
    "addDimensionGroup": group,
    "deleteDimensionGroup": ungroup,
    "insertRange": insert_block,
    "deleteRange": delete_block,
}
