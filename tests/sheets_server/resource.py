"""A spreadsheet as spreadsheets.get sends it, no more of it made than the field mask asks for."""

from typing import Any

from tests.sheets_server import metadata, shown
from tests.sheets_server.context import Context
from tests.sheets_server.grid import BARE, COLUMNS, ROWS, Box, Cell, GridRange, Sheet
from tests.sheets_server.masks import Mask, wants

Body = dict[str, Any]


def _colour(*shares: float) -> Body:
    return {
        name: share for name, share in zip(("red", "green", "blue"), shares, strict=True) if share
    }


def _with_style(colour: Body, name: str) -> Body:
    return {name: colour, f"{name}Style": {"rgbColor": colour}}


WHITE = _colour(1, 1, 1)
DEFAULT_FORMAT: Body = {
    **_with_style(WHITE, "backgroundColor"),
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        **_with_style({}, "foregroundColor"),
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
    },
}
THEME = {
    "TEXT": (0, 0, 0),
    "BACKGROUND": (1, 1, 1),
    "ACCENT1": (0.25882354, 0.52156866, 0.95686275),
    "ACCENT2": (0.91764706, 0.2627451, 0.20784314),
    "ACCENT3": (0.9843137, 0.7372549, 0.015686275),
    "ACCENT4": (0.20392157, 0.65882355, 0.3254902),
    "ACCENT5": (1, 0.42745098, 0.003921569),
    "ACCENT6": (0.27450982, 0.7411765, 0.7764706),
    "LINK": (0.06666667, 0.33333334, 0.8),
}
PIXELS = {ROWS: 21, COLUMNS: 100}


def spreadsheet(
    context: Context,
    mask: Mask,
    areas: list[tuple[Sheet, GridRange]] | None = None,
    grid: bool = False,
) -> Body:
    """The resource; with `areas`, only their sheets, and only their cells."""
    book = context.book
    answer: Body = {"spreadsheetId": book.spreadsheet_id, "properties": properties(context)}
    kept = (
        book.sheets
        if areas is None
        else [each for each in book.sheets if any(sheet is each for sheet, _ in areas)]
    )
    grid = wants(mask, "sheets", "data") if mask else grid
    answer["sheets"] = [_sheet(context, each, areas, mask if grid else None) for each in kept]
    names = [_name(each.name_id, each.name, each.range) for each in book.names if each.range]
    if names:
        answer["namedRanges"] = names
    data = [
        metadata.body(each)
        for each in book.metadata
        if each.sheet_id is None and context.sees(each)
    ]
    if data:
        answer["developerMetadata"] = data
    answer["spreadsheetUrl"] = f"https://docs.google.com/spreadsheets/d/{book.spreadsheet_id}/edit"
    return answer


def _name(name_id: str, name: str, area: GridRange) -> Body:
    return {"namedRangeId": name_id, "name": name, "range": area.body()}


def properties(context: Context) -> Body:
    """SpreadsheetProperties."""
    book = context.book
    colours = [
        {"colorType": kind, "color": {"rgbColor": _colour(*shares)}}
        for kind, shares in THEME.items()
    ]
    return {
        "title": book.title,
        "locale": book.locale,
        "autoRecalc": book.auto_recalc,
        "timeZone": book.time_zone,
        "defaultFormat": DEFAULT_FORMAT,
        "spreadsheetTheme": {"primaryFontFamily": "Arial", "themeColors": colours},
    }


def sheet_properties(context: Context, sheet: Sheet) -> Body:
    """SheetProperties: what has its default value is left out, as Google does."""
    looks = dict(sheet.looks)
    size = {"rowCount": sheet.rows, "columnCount": sheet.columns}
    answer = {
        "sheetId": sheet.sheet_id,
        "title": sheet.title,
        "index": context.book.sheets.index(sheet),
        "sheetType": "GRID",
        "gridProperties": size | looks.pop("gridProperties", {}),
    }
    return answer | looks


def _sheet(
    context: Context,
    sheet: Sheet,
    areas: list[tuple[Sheet, GridRange]] | None,
    mask: Mask | None,
) -> Body:
    answer: Body = {"properties": sheet_properties(context, sheet)}
    if mask is not None:
        wanted = (
            [sheet.whole]
            if areas is None
            else [area.box(sheet) for each, area in areas if each is sheet]
        )
        inner = mask.get("sheets", {}).get("data", {}) if mask else {}
        answer["data"] = [_data(context, sheet, box, inner) for box in wanted]
    lists: dict[str, list[Body]] = {
        "merges": [each.body() for each in sheet.merges],
        "protectedRanges": [protection(context, sheet, each) for each in sheet.protected],
        "rowGroups": sheet.groups.get(ROWS, []),
        "columnGroups": sheet.groups.get(COLUMNS, []),
        "charts": sheet.charts,
        "developerMetadata": [
            metadata.body(each)
            for each in context.book.metadata
            if each.sheet_id == sheet.sheet_id and each.index is None and context.sees(each)
        ],
    }
    answer |= {name: each for name, each in lists.items() if each}
    if sheet.basic_filter:
        body = dict(sheet.basic_filter)
        answer["basicFilter"] = body | {"range": body["range"].box(sheet).on(sheet.sheet_id).body()}
    return answer


def protection(context: Context, sheet: Sheet, each: Body) -> Body:
    """A ProtectedRange; its editors are shown to those who may edit."""
    may = context.caller.email == context.owner or context.caller.email in each["users"]
    hidden = {"users", "unprotected", "range", "editors", "requestingUserCanEdit"}
    answer = {name: part for name, part in each.items() if name not in hidden and part}
    answer["range"] = context.protected_box(each, sheet).on(sheet.sheet_id).body()
    if "range" in each:
        answer["range"] = each["range"].body()
    if each["unprotected"]:
        answer["unprotectedRanges"] = [area.body() for area in each["unprotected"]]
    if may:
        answer |= {"requestingUserCanEdit": True, "editors": {"users": each["users"]}}
    return answer


def _data(context: Context, sheet: Sheet, box: Box, mask: Mask) -> Body:
    """GridData of one range."""
    answer: Body = {}
    if box.top:
        answer["startRow"] = box.top
    if box.left:
        answer["startColumn"] = box.left
    if wants(mask, "rowData"):
        rows = _rows(context, sheet, box)
        if rows:
            answer["rowData"] = rows
    for dimension, name, start, end in (
        (ROWS, "rowMetadata", box.top, box.bottom),
        (COLUMNS, "columnMetadata", box.left, box.right),
    ):
        if wants(mask, name):
            answer[name] = [_line(context, sheet, dimension, at) for at in range(start, end)]
    return answer


def _line(context: Context, sheet: Sheet, dimension: str, at: int) -> Body:
    answer = {"pixelSize": PIXELS[dimension]} | sheet.sizes[dimension].get(at, {})
    data = [
        metadata.body(each)
        for each in context.book.metadata
        if (each.sheet_id, each.dimension, each.index) == (sheet.sheet_id, dimension, at)
        and context.sees(each)
    ]
    return answer | ({"developerMetadata": data} if data else {})


def _rows(context: Context, sheet: Sheet, box: Box) -> list[Body]:
    lines: dict[int, dict[int, Body]] = {}
    for (row, column), cell in sheet.cells.items():
        if (row, column) in box:
            lines.setdefault(row - box.top, {})[column - box.left] = _cell(
                context, sheet, row, column, cell
            )
    answer = []
    for at in range(max(lines, default=-1) + 1):
        line = lines.get(at, {})
        values = [line.get(column, {}) for column in range(max(line, default=-1) + 1)]
        answer.append({"values": values} if values else {})
    return answer


def _cell(context: Context, sheet: Sheet, row: int, column: int, cell: Cell) -> Body:
    """CellData."""
    answer: Body = {}
    if not cell.blank:
        value = context.calculator.value(sheet, row, column)
        typed = {"formulaValue": cell.formula} if cell.formula else shown.extended(cell.value)
        answer = {
            "userEnteredValue": typed,
            "effectiveValue": shown.extended(value),
            "formattedValue": shown.formatted(cell, value, context.book.locale),
        }
    look = dict(cell.style)
    if cell.number_format:
        look["numberFormat"] = {"type": cell.number_format[0], "pattern": cell.number_format[1]}
    if look:
        answer["userEnteredFormat"] = look
    if cell != BARE:
        answer["effectiveFormat"] = DEFAULT_FORMAT | look
    if cell.note:
        answer["note"] = cell.note
    if cell.validation:
        answer["dataValidation"] = cell.validation
    return answer
