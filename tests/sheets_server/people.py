"""A person at the same spreadsheet: what they type, insert, sort, cut and delete meanwhile.

Each action is one entry: `{"edit": "Plan!B4", "value": "=1+1"}`, `{"insert_rows": "Plan!3:4"}`.
"""

from collections.abc import Callable
from typing import Any

from tests.sheets_server import a1, batch, metadata, values
from tests.sheets_server.context import Context
from tests.sheets_server.discovery import api
from tests.sheets_server.errors import Refused
from tests.sheets_server.grid import COLUMNS, ROWS, GridRange, Sheet

Body = dict[str, Any]


def act(context: Context, actions: list[Body]) -> None:
    """Do what a person does, one after the other."""
    for action in actions:
        kind = next((name for name in action if name in ACTIONS), None)
        if kind is None:
            raise Refused(f"A person can {', '.join(ACTIONS)}; not {sorted(action)}.")
        ACTIONS[kind](context, action)
        context.changed()


def _found(context: Context, text: str) -> tuple[Sheet, GridRange]:
    sheet, area, _ = a1.resolve(context.book, text)
    return sheet, area


def _request(context: Context, kind: str, body: Body) -> None:
    batch.update(context, {"requests": [{kind: body}]}, api("sheets", "v4"))


def _grid(context: Context, text: str) -> Body:
    return _found(context, text)[1].body()


def _edit(context: Context, action: Body) -> None:
    """Type a value, or a block of them, at a place or name; "" empties."""
    value = action.get("value", "")
    rows = value if isinstance(value, list) else [[value]]
    sheet, area = _found(context, action["edit"])
    how = {"values": rows, "valueInputOption": action.get("as", "USER_ENTERED")}
    values.write(context, sheet, area, True, how)


def _clear(context: Context, action: Body) -> None:
    values.clear(context, action["clear"])


def _lines(name: str, request: str, dimension: str) -> Callable[[Context, Body], None]:
    def each(context: Context, action: Body) -> None:
        sheet, area = _found(context, action[name])
        box = area.box(sheet)
        start, end = (box.top, box.bottom) if dimension == ROWS else (box.left, box.right)
        span = {"sheetId": sheet.sheet_id, "dimension": dimension}
        _request(context, request, {"range": span | {"startIndex": start, "endIndex": end}})

    return each


def _sort(context: Context, action: Body) -> None:
    """Sort a range by a column of it, counted from 0."""
    sheet, area = _found(context, action["sort"])
    order = "DESCENDING" if action.get("down") else "ASCENDING"
    by = area.box(sheet).left + action.get("by", 0)
    specs = [{"dimensionIndex": by, "sortOrder": order}]
    _request(context, "sortRange", {"range": area.body(), "sortSpecs": specs})


def _cut(context: Context, action: Body) -> None:
    """Cut a range and paste it at a cell."""
    sheet, area = _found(context, action["to"])
    box = area.box(sheet)
    place = {"sheetId": sheet.sheet_id, "rowIndex": box.top, "columnIndex": box.left}
    _request(context, "cutPaste", {"source": _grid(context, action["cut"]), "destination": place})


def _copy(context: Context, action: Body) -> None:
    to = _grid(context, action["to"])
    _request(context, "copyPaste", {"source": _grid(context, action["copy"]), "destination": to})


def _named(context: Context, name: str) -> str:
    found = context.book.named(name)
    if found is None:
        raise Refused(f"There is no name {name}.")
    return found.name_id


def _delete_name(context: Context, action: Body) -> None:
    _request(context, "deleteNamedRange", {"namedRangeId": _named(context, action["delete_name"])})


def _define_name(context: Context, action: Body) -> None:
    named = {"name": action["define_name"], "range": _grid(context, action["as"])}
    _request(context, "addNamedRange", {"namedRange": named})


def _move_name(context: Context, action: Body) -> None:
    """Let a name mean another range: moved, wider, shorter."""
    named = {
        "namedRangeId": _named(context, action["move_name"]),
        "range": _grid(context, action["to"]),
    }
    _request(context, "updateNamedRange", {"namedRange": named, "fields": "range"})


def _rename_name(context: Context, action: Body) -> None:
    named = {"namedRangeId": _named(context, action["rename_name"]), "name": action["to"]}
    _request(context, "updateNamedRange", {"namedRange": named, "fields": "name"})


def _tab(context: Context, title: str) -> Sheet:
    found = context.book.titled(title)
    if found is None:
        raise Refused(f"There is no tab {title}.")
    return found


def _rename_tab(context: Context, action: Body) -> None:
    sheet = _tab(context, action["rename_tab"])
    named = {"sheetId": sheet.sheet_id, "title": action["to"]}
    _request(context, "updateSheetProperties", {"properties": named, "fields": "title"})


def _add_tab(context: Context, action: Body) -> None:
    size = {"rowCount": action.get("rows", 1000), "columnCount": action.get("columns", 26)}
    new = {"title": action["add_tab"], "gridProperties": size}
    _request(context, "addSheet", {"properties": new})


def _delete_tab(context: Context, action: Body) -> None:
    _request(context, "deleteSheet", {"sheetId": _tab(context, action["delete_tab"]).sheet_id})


def _merge(context: Context, action: Body) -> None:
    _request(context, "mergeCells", {"range": _grid(context, action["merge"])})


def _unmerge(context: Context, action: Body) -> None:
    _request(context, "unmergeCells", {"range": _grid(context, action["unmerge"])})


def _protect(context: Context, action: Body) -> None:
    """Lock a range for everyone but its owner and `editors`."""
    editors = {"users": action.get("editors", [])}
    body = {"range": _grid(context, action["protect"]), "editors": editors}
    _request(context, "addProtectedRange", {"protectedRange": body})


def _unprotect(context: Context, action: Body) -> None:
    sheet, area = _found(context, action["unprotect"])
    box = area.box(sheet)
    sheet.protected = [
        each for each in sheet.protected if not context.protected_box(each, sheet).meets(box)
    ]


def _resize_tab(context: Context, action: Body) -> None:
    size = {
        name: action[key]
        for key, name in (("rows", "rowCount"), ("columns", "columnCount"))
        if key in action
    }
    body = {"sheetId": _tab(context, action["resize_tab"]).sheet_id, "gridProperties": size}
    mask = ",".join(f"gridProperties.{name}" for name in size)
    _request(context, "updateSheetProperties", {"properties": body, "fields": mask})


def _locale(context: Context, action: Body) -> None:
    context.book.locale = action["locale"]


def _forget(context: Context, action: Body) -> None:
    """Delete developer metadata by key, as another program might."""
    lookup = {"developerMetadataLookup": {"metadataKey": action["forget"]}}
    gone = {each.metadata_id for each in metadata.matching(context, [lookup])}
    context.book.metadata = [each for each in context.book.metadata if each.metadata_id not in gone]


def _requests(context: Context, action: Body) -> None:
    """Anything else: requests of spreadsheets.batchUpdate."""
    batch.update(context, {"requests": action["requests"]}, api("sheets", "v4"))


ACTIONS: dict[str, Callable[[Context, Body], None]] = {
    "edit": _edit,
    "clear": _clear,
    "insert_rows": _lines("insert_rows", "insertDimension", ROWS),
    "insert_columns": _lines("insert_columns", "insertDimension", COLUMNS),
    "delete_rows": _lines("delete_rows", "deleteDimension", ROWS),
    "delete_columns": _lines("delete_columns", "deleteDimension", COLUMNS),
    "sort": _sort,
    "cut": _cut,
    "copy": _copy,
    "define_name": _define_name,
    "delete_name": _delete_name,
    "move_name": _move_name,
    "rename_name": _rename_name,
    "add_tab": _add_tab,
    "rename_tab": _rename_tab,
    "delete_tab": _delete_tab,
    "resize_tab": _resize_tab,
    "merge": _merge,
    "unmerge": _unmerge,
    "protect": _protect,
    "unprotect": _unprotect,
    "locale": _locale,
    "forget": _forget,
    "requests": _requests,
}


def seen(context: Context, text: str) -> list[list[Any]]:
    """What stands in a range, in full rows: formulas as typed, None where blank."""
    sheet, area = _found(context, text)
    box = area.box(sheet)
    rows = values.read(context, sheet, area, {"valueRenderOption": "FORMULA"}).get("values", [])
    filled = [rows[at] if at < len(rows) else [] for at in range(box.height)]
    return [
        [line[at] if at < len(line) and line[at] != "" else None for at in range(box.width)]
        for line in filled
    ]
