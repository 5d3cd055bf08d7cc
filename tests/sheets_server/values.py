"""The values calls: get, update, clear, append, their batches and their ByDataFilter kin."""

from collections.abc import Callable
from typing import Any

from tests.sheets_server import a1, metadata, shown
from tests.sheets_server.context import Context
from tests.sheets_server.entered import raw, user_entered
from tests.sheets_server.errors import Refused
from tests.sheets_server.grid import BARE, ROWS, Box, Cell, GridRange, Sheet
from tests.sheets_server.moves import insert_lines

Body = dict[str, Any]
Rows = list[list[Any]]


def read(context: Context, sheet: Sheet, area: GridRange, options: Body) -> Body:
    """A ValueRange: what stands in the cells, blank ends cut off."""
    box = area.box(sheet)
    major = options.get("majorDimension") or "ROWS"
    answer: Body = {"range": a1.written(sheet, box), "majorDimension": major}
    render = _renderer(context, options)
    used = {place: cell for place, cell in sheet.cells.items() if not cell.blank and place in box}
    by_rows = major == ROWS
    lines: dict[int, dict[int, Any]] = {}
    for (row, column), cell in used.items():
        across, along = (row - box.top, column - box.left)
        if not by_rows:
            across, along = along, across
        lines.setdefault(across, {})[along] = render(sheet, row, column, cell)
    if lines:
        answer["values"] = [
            [line.get(at, "") for at in range(max(line) + 1)] if line else []
            for line in (lines.get(at, {}) for at in range(max(lines) + 1))
        ]
    return answer


def _renderer(context: Context, options: Body) -> Callable[[Sheet, int, int, Cell], Any]:
    render = options.get("valueRenderOption") or "FORMATTED_VALUE"
    dates_as_text = options.get("dateTimeRenderOption") == "FORMATTED_STRING"

    def each(sheet: Sheet, row: int, column: int, cell: Cell) -> Any:
        if render == "FORMULA" and cell.formula:
            return cell.formula
        value = context.calculator.value(sheet, row, column)
        dated = (cell.number_format or ("", ""))[0] in shown.DATED
        if render == "FORMATTED_VALUE" or (dated and dates_as_text):
            return shown.formatted(cell, value, context.book.locale)
        return shown.plain(value)

    return each


def get(context: Context, text: str, options: Body) -> Body:
    """values.get."""
    sheet, area, _ = a1.resolve(context.book, text)
    return read(context, sheet, area, options)


def batch_get(context: Context, options: Body) -> Body:
    """values.batchGet: nothing at all when one range is wrong."""
    found = [get(context, text, options) for text in options.get("ranges", [])]
    return {"spreadsheetId": context.book.spreadsheet_id} | (
        {"valueRanges": found} if found else {}
    )


def batch_get_by_filter(context: Context, body: Body) -> Body:
    """values.batchGetByDataFilter: a range that several filters select comes once, naming them."""
    found: dict[GridRange, tuple[Sheet, list[Body]]] = {}
    for each in body.get("dataFilters", []):
        for sheet, area in metadata.ranges(context, each):
            found.setdefault(area, (sheet, []))[1].append(each)
    answer: Body = {"spreadsheetId": context.book.spreadsheet_id}
    if found:
        answer["valueRanges"] = [
            {"valueRange": read(context, sheet, area, body), "dataFilters": filters}
            for area, (sheet, filters) in found.items()
        ]
    return answer


def _rows(body: Body) -> Rows:
    """The values row by row; None, which skips its cell, where a column is shorter."""
    values: Rows = body.get("values", [])
    if body.get("majorDimension") != "COLUMNS":
        return values
    height = max(map(len, values), default=0)
    return [[line[at] if at < len(line) else None for line in values] for at in range(height)]


def write(context: Context, sheet: Sheet, area: GridRange, anchor: bool, body: Body) -> Body:
    """Set cells, and say what was set; `body` holds values, majorDimension and valueInputOption."""
    rows = _rows(body)
    start = area.box(sheet)
    box = Box(
        start.top,
        start.left,
        start.top + max(len(rows), 1),
        start.left + max([1, *map(len, rows)]),
    )
    if not anchor:
        _check_inside(sheet, area, start, box)
    _grow(context, sheet, box)
    touched = _set_cells(context, sheet, box, rows, body)
    answer: Body = {
        "spreadsheetId": context.book.spreadsheet_id,
        "updatedRange": a1.written(sheet, box),
    }
    if touched:
        answer["updatedRows"] = len({row for row, _ in touched})
        answer["updatedColumns"] = len({column for _, column in touched})
        answer["updatedCells"] = len(touched)
    return answer


def _check_inside(sheet: Sheet, area: GridRange, start: Box, box: Box) -> None:
    """Refuse values that pass a closed side of the range; an open one lets them."""
    where = ""
    if area.right is not None and box.right > start.right:
        where = f"column [{a1.letters(start.right)}]"
    elif area.bottom is not None and box.bottom > start.bottom:
        where = f"row [{start.bottom + 1}]"
    if where:
        shown_range = a1.written(sheet, start)
        if area.bottom is None:
            shown_range = shown_range.removesuffix(str(start.bottom))
        raise Refused(
            f"Requested writing within range [{shown_range}], but tried writing to {where}"
        )


def _grow(context: Context, sheet: Sheet, box: Box) -> None:
    sheet.rows, sheet.columns = max(sheet.rows, box.bottom), max(sheet.columns, box.right)
    context.book.check_size()


def _set_cells(
    context: Context, sheet: Sheet, box: Box, rows: Rows, body: Body
) -> list[tuple[int, int]]:
    option = body.get("valueInputOption", "INPUT_VALUE_OPTION_UNSPECIFIED")
    if option == "INPUT_VALUE_OPTION_UNSPECIFIED":
        raise Refused("'valueInputOption' is required but not specified")
    typed = option == "USER_ENTERED"
    locked, covered = context.locked(sheet), _covered(sheet, box)
    touched = []
    for down, line in enumerate(rows):
        for across, value in enumerate(line):
            if value is None:
                continue
            place = (box.top + down, box.left + across)
            if locked:
                context.check_may_edit(sheet, Box(*place, place[0] + 1, place[1] + 1))
            touched.append(place)
            old = sheet.cells.get(place, BARE)
            where = f"data.values[{down}][{across}]"
            new = (
                user_entered(old, value, context.book.locale, where)
                if typed
                else raw(old, value, where)
            )
            if not any(place in each and place != each_first for each, each_first in covered):
                sheet.put(place, new)
    context.changed()
    return touched


def _covered(sheet: Sheet, box: Box) -> list[tuple[Box, tuple[int, int]]]:
    """Merged cells in the way, each with the one cell of it that takes a value."""
    boxes = [each.box(sheet) for each in sheet.merges]
    return [(each, (each.top, each.left)) for each in boxes if each.meets(box)]


def update(context: Context, text: str, options: Body, body: Body) -> Body:
    """values.update."""
    sheet, area, anchor = a1.resolve(context.book, text)
    given = body | {"valueInputOption": options.get("valueInputOption", "")}
    if not given["valueInputOption"]:
        given.pop("valueInputOption")
    answer = write(context, sheet, area, anchor, given)
    return _echoed(context, answer, options, _requested(sheet, area, anchor))


def _requested(sheet: Sheet, area: GridRange, anchor: bool) -> str:
    """The address of a range that was asked for with all its sides; a first cell alone has none."""
    closed = None not in (area.top, area.left, area.bottom, area.right)
    return a1.written(sheet, area.box(sheet)) if closed and not anchor else ""


def _echoed(context: Context, answer: Body, options: Body, requested: str = "") -> Body:
    """The answer with what now stands in the cells, where that was asked for.

    "If the range to write was larger than the range actually written, the response includes all
    values in the requested range (excluding trailing empty rows and columns)."
    """
    if not options.get("includeValuesInResponse"):
        return answer
    where = requested or answer["updatedRange"]
    return answer | {"updatedData": get(context, where, _asked(options))}


def _asked(options: Body) -> Body:
    return {
        "valueRenderOption": options.get("responseValueRenderOption"),
        "dateTimeRenderOption": options.get("responseDateTimeRenderOption"),
    }


def batch_update(context: Context, body: Body) -> Body:
    """values.batchUpdate: every range or, when one is refused, none."""
    option = {"valueInputOption": body.get("valueInputOption", "INPUT_VALUE_OPTION_UNSPECIFIED")}
    answers = []
    for each in body.get("data", []):
        if "range" not in each:
            raise Refused("Invalid data: a range is required.")
        sheet, area, anchor = a1.resolve(context.book, each["range"])
        told = write(context, sheet, area, anchor, each | option)
        answers.append((sheet, told, _requested(sheet, area, anchor)))
    return _totals(context, answers, body)


def batch_update_by_filter(context: Context, body: Body) -> Body:
    """values.batchUpdateByDataFilter: a filter that selects nothing writes nothing, silently."""
    option = {"valueInputOption": body.get("valueInputOption", "INPUT_VALUE_OPTION_UNSPECIFIED")}
    answers = []
    for each in body.get("data", []):
        for sheet, area in metadata.ranges(context, each.get("dataFilter", {})):
            answer = write(context, sheet, area, False, each | option)
            answer.pop("spreadsheetId")
            told = answer | {"dataFilter": each["dataFilter"]}
            answers.append((sheet, told, _requested(sheet, area, False)))
    return _totals(context, answers, body)


def _totals(context: Context, answers: list[tuple[Sheet, Body, str]], body: Body) -> Body:
    changed = [(sheet, each) for sheet, each, _ in answers if "updatedCells" in each]
    rows, columns = set(), set()
    for sheet, each in changed:
        _, area, _ = a1.resolve(context.book, each["updatedRange"])
        box = area.box(sheet)
        rows |= {(sheet.sheet_id, row) for row in range(box.top, box.bottom)}
        columns |= {(sheet.sheet_id, column) for column in range(box.left, box.right)}
    totals = {
        "totalUpdatedRows": len(rows),
        "totalUpdatedColumns": len(columns),
        "totalUpdatedCells": sum(each["updatedCells"] for _, each in changed),
        "totalUpdatedSheets": len({sheet.sheet_id for sheet, _ in changed}),
    }
    answer: Body = {"spreadsheetId": context.book.spreadsheet_id}
    answer |= {name: count for name, count in totals.items() if count}
    if answers:
        answer["responses"] = [
            _echoed(context, each, body, requested) for _, each, requested in answers
        ]
    return answer


def clear(context: Context, text: str) -> Body:
    """values.clear: values go, looks and notes stay."""
    sheet, area, _ = a1.resolve(context.book, text)
    return {
        "spreadsheetId": context.book.spreadsheet_id,
        "clearedRange": _cleared(context, sheet, area),
    }


def _cleared(context: Context, sheet: Sheet, area: GridRange) -> str:
    box = area.box(sheet)
    context.check_may_edit(sheet, box)
    for place in [place for place in sheet.cells if place in box]:
        sheet.put(place, sheet.cells[place].emptied())
    context.changed()
    return a1.written(sheet, box)


def batch_clear(context: Context, body: Body) -> Body:
    """values.batchClear."""
    found = [a1.resolve(context.book, text) for text in body.get("ranges", [])]
    return _all_cleared(context, [(sheet, area) for sheet, area, _ in found])


def batch_clear_by_filter(context: Context, body: Body) -> Body:
    """values.batchClearByDataFilter."""
    filters = body.get("dataFilters", [])
    return _all_cleared(
        context, [one for each in filters for one in metadata.ranges(context, each)]
    )


def _all_cleared(context: Context, found: list[tuple[Sheet, GridRange]]) -> Body:
    cleared = [_cleared(context, sheet, area) for sheet, area in found]
    answer: Body = {"spreadsheetId": context.book.spreadsheet_id}
    return answer | ({"clearedRanges": cleared} if cleared else {})


def append(context: Context, text: str, options: Body, body: Body) -> Body:
    """values.append: after the last table that the range meets, else at the range's first cell."""
    sheet, area, _ = a1.resolve(context.book, text)
    table = _last_table(sheet, area.box(sheet))
    start = area.box(sheet)
    top, left = (table.bottom, table.left) if table else (start.top, start.left)
    height = len(_rows(body))
    if options.get("insertDataOption") == "INSERT_ROWS" and table and top < sheet.rows and height:
        insert_lines(context.book, sheet, ROWS, top, height)
    _grow(context, sheet, Box(top, left, top + max(height, 1), left + 1))
    answer: Body = {"spreadsheetId": context.book.spreadsheet_id}
    if table:
        answer["tableRange"] = a1.written(sheet, table)
    given = body | {
        "valueInputOption": options.get("valueInputOption", "INPUT_VALUE_OPTION_UNSPECIFIED")
    }
    at = GridRange(sheet.sheet_id, top, left, top + 1, left + 1)
    updates = write(context, sheet, at, True, given)
    return answer | {"updates": _echoed(context, updates, options)}


def _last_table(sheet: Sheet, box: Box) -> Box | None:
    """The lowest block of touching cells whose bounding box meets the range."""
    left = {place for place, cell in sheet.cells.items() if not cell.blank}
    tables = []
    while left:
        block, edge = set(), [left.pop()]
        while edge:
            row, column = edge.pop()
            block.add((row, column))
            near = {(row + down, column + across) for down in (-1, 0, 1) for across in (-1, 0, 1)}
            found = near & left
            left -= found
            edge.extend(found)
        rows, columns = [row for row, _ in block], [column for _, column in block]
        tables.append(Box(min(rows), min(columns), max(rows) + 1, max(columns) + 1))
    met = [table for table in tables if table.meets(box)]
    return max(met, key=lambda table: (table.bottom, table.right), default=None)
