"""Requests about cells: set, repeat, copy, cut, sort, find and replace, validate."""

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any

from tests.sheets_server import masks, metadata, moves
from tests.sheets_server.context import Context
from tests.sheets_server.entered import user_entered
from tests.sheets_server.errors import Refused
from tests.sheets_server.grid import BARE, Box, Cell, CellError, GridRange, Sheet, Value
from tests.sheets_server.references import translated

Body = dict[str, Any]
STYLED = ("backgroundColor", "foregroundColor", "tabColor")


def _reader(mask: masks.Mask) -> Callable[[Cell, Body], Cell]:
    """How a CellData changes a cell, by the fields that are asked for."""

    def each(cell: Cell, given: Body) -> Cell:
        if masks.wants(mask, "userEnteredValue"):
            cell = _valued(cell, given.get("userEnteredValue", {}))
        if masks.wants(mask, "note"):
            cell = replace(cell, note=given.get("note", ""))
        if masks.wants(mask, "dataValidation"):
            cell = replace(cell, validation=given.get("dataValidation"))
        if masks.wants(mask, "userEnteredFormat"):
            inner = mask.get("userEnteredFormat", {})
            style = masks.merged(_style(cell), given.get("userEnteredFormat", {}), inner)
            cell = _styled(cell, style)
        return cell

    return each


def _valued(cell: Cell, given: Body) -> Cell:
    if "formulaValue" in given:
        return replace(cell, value=None, formula=given["formulaValue"])
    value: Value = None
    if "errorValue" in given:
        raise Refused("error_value is read-only.")
    for name in ("numberValue", "stringValue", "boolValue"):
        if name in given:
            value = given[name]
    return replace(cell, value=value, formula="")


def _style(cell: Cell) -> Body:
    style = dict(cell.style)
    if cell.number_format:
        style["numberFormat"] = {"type": cell.number_format[0], "pattern": cell.number_format[1]}
    return style


def _styled(cell: Cell, style: Body) -> Cell:
    style = _with_twins(deepcopy(style))
    shape = style.pop("numberFormat", None)
    number_format = (shape.get("type", ""), shape.get("pattern", "")) if shape else None
    return replace(cell, style=style, number_format=number_format)


def _with_twins(style: Body) -> Body:
    """Each colour in both of its spellings, as Google sends them."""
    for name in list(style):
        if name in STYLED and f"{name}Style" not in style:
            style[f"{name}Style"] = {"rgbColor": style[name]}
        elif isinstance(style[name], dict) and name not in STYLED:
            _with_twins(style[name])
    return style


def _set(context: Context, sheet: Sheet, box: Box, cells: dict[tuple[int, int], Cell]) -> None:
    context.check_may_edit(sheet, box)
    for place, cell in cells.items():
        sheet.put(place, cell)


def update(context: Context, body: Body) -> None:
    """updateCells: from a corner, or over a whole range (what is not given there is cleared)."""
    rows = [line.get("values", []) for line in body.get("rows", [])]
    height, width = len(rows), max(map(len, rows), default=0)
    if "range" in body:
        sheet, area = metadata.checked(context, GridRange.of(body["range"]))
        box = area.box(sheet)
        if height > box.height or width > box.width:
            raise Refused("Attempting to write more cells than the range holds.")
    else:
        start = body.get("start", {})
        top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
        area = GridRange(
            start.get("sheetId", 0), top, left, top + max(height, 1), left + max(width, 1)
        )
        sheet, _ = metadata.checked(context, area)
        box = area.box(sheet)
    change = _reader(masks.parse(body["fields"]))
    _set(
        context,
        sheet,
        box,
        {
            place: change(
                sheet.cells.get(place, BARE), _at(rows, place[0] - box.top, place[1] - box.left)
            )
            for place in box.places()
        },
    )


def _at(rows: list[list[Body]], row: int, column: int) -> Body:
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else {}


def repeat(context: Context, body: Body) -> None:
    """repeatCell: one CellData in every cell of a range; a formula's references follow."""
    sheet, area = metadata.checked(context, GridRange.of(body.get("range", {})))
    box, change = area.box(sheet), _reader(masks.parse(body["fields"]))
    now = {}
    for row, column in box.places():
        cell = change(sheet.cells.get((row, column), BARE), body.get("cell", {}))
        if cell.formula and "userEnteredValue" in body.get("cell", {}):
            text = translated(cell.formula, row - box.top, column - box.left)
            cell = replace(cell, formula=text)
        now[row, column] = cell
    _set(context, sheet, box, now)


def append(context: Context, body: Body) -> None:
    """appendCells: below the last row that holds a value."""
    sheet = context.book.sheet(body.get("sheetId", 0))
    rows = [line.get("values", []) for line in body.get("rows", [])]
    top = max((row for (row, _), cell in sheet.cells.items() if not cell.blank), default=-1) + 1
    width = max([1, *map(len, rows)])
    sheet.rows = max(sheet.rows, top + len(rows))
    sheet.columns = max(sheet.columns, width)
    change = _reader(masks.parse(body["fields"]))
    box = Box(top, 0, top + len(rows), width)
    _set(
        context,
        sheet,
        box,
        {
            (top + row, column): change(sheet.cells.get((top + row, column), BARE), given)
            for row, line in enumerate(rows)
            for column, given in enumerate(line)
        },
    )


def validate(context: Context, body: Body) -> None:
    """setDataValidation: set, or clear where no rule is given."""
    sheet, area = metadata.checked(context, GridRange.of(body.get("range", {})))
    box, rule = area.box(sheet), body.get("rule")
    cells = {place: sheet.cells.get(place, BARE) for place in box.places()}
    _set(context, sheet, box, {at: replace(cell, validation=rule) for at, cell in cells.items()})


def _pasted(old: Cell, new: Cell, kind: str) -> Cell:
    if kind == "PASTE_VALUES":
        return replace(old, value=new.value, formula="")
    if kind == "PASTE_FORMULA":
        return replace(old, value=new.value, formula=new.formula)
    if kind == "PASTE_FORMAT":
        return replace(old, style=new.style, number_format=new.number_format)
    if kind == "PASTE_DATA_VALIDATION":
        return replace(old, validation=new.validation)
    return new


def copy(context: Context, body: Body) -> None:
    """copyPaste: the source repeated over a destination that is a multiple of it."""
    source, from_area = metadata.checked(context, GridRange.of(body.get("source", {})))
    taken, kind = from_area.box(source), body.get("pasteType", "PASTE_NORMAL")
    given = GridRange.of(body.get("destination", {}))
    target = context.book.sheet(given.sheet_id)
    turned = body.get("pasteOrientation") == "TRANSPOSE"
    height, width = (taken.width, taken.height) if turned else (taken.height, taken.width)
    into = given.box(target)
    rows = into.height if into.height % height == 0 else height
    columns = into.width if into.width % width == 0 else width
    box = Box(into.top, into.left, into.top + max(rows, height), into.left + max(columns, width))
    metadata.checked(context, box.on(target.sheet_id))
    now = {}
    for row, column in box.places():
        down, across = (row - box.top) % height, (column - box.left) % width
        if turned:
            down, across = across, down
        cell = source.cells.get((taken.top + down, taken.left + across), BARE)
        if cell.formula and kind == "PASTE_VALUES":
            shown = context.calculator.value(source, taken.top + down, taken.left + across)
            cell = replace(cell, value=shown, formula="")
        elif cell.formula:
            by = (row - taken.top - down, column - taken.left - across)
            cell = replace(cell, formula=translated(cell.formula, *by))
        now[row, column] = _pasted(target.cells.get((row, column), BARE), cell, kind)
    _set(context, target, box, now)


def cut(context: Context, body: Body) -> None:
    """cutPaste: cells move, and names and formulas that mean them follow."""
    source, area = metadata.checked(context, GridRange.of(body.get("source", {})))
    to = body.get("destination", {})
    target = context.book.sheet(to.get("sheetId", 0))
    top, left, box = to.get("rowIndex", 0), to.get("columnIndex", 0), area.box(source)
    into = Box(top, left, top + box.height, left + box.width)
    metadata.checked(context, into.on(target.sheet_id))
    context.check_may_edit(source, box)
    context.check_may_edit(target, into)
    moves.move_block(context.book, source, box, target, top, left)


def sort(context: Context, body: Body) -> None:
    """sortRange: rows of a range by columns, blanks last; names stay where they are."""
    sheet, area = metadata.checked(context, GridRange.of(body.get("range", {})))
    box = area.box(sheet)
    context.check_may_edit(sheet, box)
    if any(each.box(sheet).meets(box) and each.box(sheet).height > 1 for each in sheet.merges):
        raise Refused("You can't sort a range that has vertical merges in it.")
    order = list(range(box.top, box.bottom))
    for spec in reversed(body.get("sortSpecs", [])):
        column, down = spec.get("dimensionIndex", 0), spec.get("sortOrder") == "DESCENDING"
        ranks = [(_rank(context.calculator.value(sheet, row, column)), row) for row in order]
        filled = [(rank, row) for rank, row in ranks if rank is not None]
        filled.sort(key=lambda pair: pair[0], reverse=down)
        order = [row for _, row in filled] + [row for rank, row in ranks if rank is None]
    old = {place: cell for place, cell in sheet.cells.items() if place in box}
    now: dict[tuple[int, int], Cell] = dict.fromkeys(old, BARE)
    for row, was in zip(range(box.top, box.bottom), order, strict=True):
        for column in range(box.left, box.right):
            cell = old.get((was, column))
            if cell:
                text = translated(cell.formula, row - was, 0) if cell.formula else ""
                now[row, column] = replace(cell, formula=text)
    _set(context, sheet, box, now)


def _rank(value: Value) -> tuple[int, Any] | None:
    """Numbers before texts before truths before errors; blank is nowhere."""
    if value is None:
        return None
    if isinstance(value, CellError):
        return 3, value.code
    if isinstance(value, bool):
        return 2, value
    return (1, value.casefold()) if isinstance(value, str) else (0, value)


def find_replace(context: Context, body: Body) -> Body:
    """findReplace: in texts, and in formulas where that is asked for."""
    if "range" in body:
        places = [metadata.checked(context, GridRange.of(body["range"]))]
    elif body.get("allSheets"):
        places = [(sheet, GridRange(sheet.sheet_id)) for sheet in context.book.sheets]
    else:
        places = [(context.book.sheet(body.get("sheetId", 0)), GridRange(body.get("sheetId", 0)))]
    wanted = body.get("find", "")
    pattern = wanted if body.get("searchByRegex") else re.escape(wanted)
    if body.get("matchEntireCell"):
        pattern = f"^(?:{pattern})$"
    seek = re.compile(pattern, 0 if body.get("matchCase") else re.IGNORECASE)
    counts = {"valuesChanged": 0, "formulasChanged": 0, "occurrencesChanged": 0}
    rows, sheets = set(), set()
    for sheet, area in places:
        for place, cell in list(sheet.cells.items()):
            text = cell.formula if cell.formula else cell.value
            if place not in area.box(sheet) or not isinstance(text, str):
                continue
            if cell.formula and not body.get("includeFormulas"):
                continue
            now, times = seek.subn(lambda _: body.get("replacement", ""), text)
            if times:
                context.check_may_edit(sheet, Box(*place, place[0] + 1, place[1] + 1))
                sheet.put(place, user_entered(cell, now, context.book.locale, "find_replace"))
                counts["formulasChanged" if cell.formula else "valuesChanged"] += 1
                counts["occurrencesChanged"] += times
                rows.add((sheet.sheet_id, place[0]))
                sheets.add(sheet.sheet_id)
    totals = counts | {"rowsChanged": len(rows), "sheetsChanged": len(sheets)}
    return {name: count for name, count in totals.items() if count}


HANDLERS = {
    "updateCells": update,
    "repeatCell": repeat,
    "appendCells": append,
    "setDataValidation": validate,
    "copyPaste": copy,
    "cutPaste": cut,
    "sortRange": sort,
    "findReplace": find_replace,
}
