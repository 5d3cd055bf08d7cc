"""Requests about the spreadsheet and its tabs."""

from copy import deepcopy
from dataclasses import replace
from typing import Any

from tests.sheets_server import masks, moves, resource
from tests.sheets_server.context import PROTECTED, Context
from tests.sheets_server.errors import Refused
from tests.sheets_server.grid import Book, Sheet

Body = dict[str, Any]
DEFAULTS: tuple[Any, ...] = (0, False, "", None, {})


def update_spreadsheet(context: Context, body: Body) -> None:
    """updateSpreadsheetProperties: title, locale, time zone, recalculation."""
    mask, given = masks.parse(body["fields"]), body.get("properties", {})
    pairs = {
        "title": "title",
        "locale": "locale",
        "timeZone": "time_zone",
        "autoRecalc": "auto_recalc",
    }
    for name, attribute in pairs.items():
        if masks.wants(mask, name):
            if not given.get(name):
                if name in mask:
                    raise Refused(f"Invalid value for {name}.")
                continue
            setattr(context.book, attribute, given[name])


def add_sheet(context: Context, body: Body) -> Body:
    """addSheet: at the end, or at an index."""
    given = body.get("properties", {})
    book = context.book
    title = given.get("title") or _free_title(book, "Sheet")
    _check_title(book, title)
    sheet_id = given.get("sheetId")
    taken = {each.sheet_id for each in book.sheets}
    if sheet_id in taken:
        raise Refused(f"A sheet with the ID {sheet_id} already exists.")
    grid = given.get("gridProperties", {})
    sheet = Sheet(
        context.fresh_id(taken) if sheet_id is None else sheet_id,
        title,
        grid.get("rowCount", 1000),
        grid.get("columnCount", 26),
    )
    book.sheets.insert(given.get("index", len(book.sheets)), sheet)
    book.check_size()
    _look(sheet, given, masks.parse("*"))
    return {"properties": resource.sheet_properties(context, sheet)}


def _free_title(book: Book, stem: str) -> str:
    number = len(book.sheets) + 1
    while book.titled(f"{stem}{number}"):
        number += 1
    return f"{stem}{number}"


def _check_title(book: Book, title: str, apart_from: Sheet | None = None) -> None:
    there = book.titled(title)
    if there is not None and there is not apart_from:
        raise Refused(f'A sheet with the name "{title}" already exists. Please enter another name.')


def delete_sheet(context: Context, body: Body) -> None:
    """deleteSheet: with its names (#REF!) and metadata; the last one stays."""
    sheet = context.book.sheet(body.get("sheetId", 0))
    if context.locked(sheet):
        raise Refused(PROTECTED)
    rest = [each for each in context.book.sheets if each is not sheet]
    if not rest:
        raise Refused("You can't remove all the sheets in a document.")
    if all(each.hidden for each in rest):
        raise Refused("You can't remove all the visible sheets in a document.")
    moves.forget_sheet(context.book, sheet)
    context.book.sheets = rest


def duplicate_sheet(context: Context, body: Body) -> Body:
    """duplicateSheet: cells, merges, looks; names come along only with a sheet of their own."""
    book = context.book
    source = book.sheet(body.get("sourceSheetId", 0))
    taken = {each.sheet_id for each in book.sheets}
    sheet_id = body.get("newSheetId")
    if sheet_id in taken:
        raise Refused(f"A sheet with the ID {sheet_id} already exists.")
    title = body.get("newSheetName") or _free_title(book, f"Copy of {source.title} ")
    _check_title(book, title)
    copy = copied_sheet(source, context.fresh_id(taken) if sheet_id is None else sheet_id, title)
    book.sheets.insert(body.get("insertSheetIndex", 0), copy)
    book.check_size()
    return {"properties": resource.sheet_properties(context, copy)}


def copied_sheet(source: Sheet, sheet_id: int, title: str) -> Sheet:
    """A copy of a sheet under another ID and title."""
    copy = source.copied()
    copy.sheet_id, copy.title = sheet_id, title
    copy.merges = [replace(each, sheet_id=sheet_id) for each in copy.merges]
    for each in copy.protected:
        if "range" in each:
            each["range"] = replace(each["range"], sheet_id=sheet_id)
    if copy.basic_filter:
        copy.basic_filter["range"] = replace(copy.basic_filter["range"], sheet_id=sheet_id)
    return copy


def update_sheet(context: Context, body: Body) -> None:
    """updateSheetProperties: title, index, size, and looks."""
    given, mask = body.get("properties", {}), masks.parse(body["fields"])
    book = context.book
    sheet = book.sheet(given.get("sheetId", 0))
    if masks.wants(mask, "title") and "title" in given:
        _check_title(book, given["title"], sheet)
        moves.rename_sheet(book, sheet, given["title"])
    if masks.wants(mask, "index") and "index" in given:
        _reindex(book, sheet, given["index"])
    grid = given.get("gridProperties", {})
    if masks.wants(mask, "gridProperties", "rowCount"):
        moves.resize(book, sheet, grid.get("rowCount", sheet.rows), sheet.columns)
    if masks.wants(mask, "gridProperties", "columnCount"):
        moves.resize(book, sheet, sheet.rows, grid.get("columnCount", sheet.columns))
    _look(sheet, given, mask)
    if all(each.hidden for each in book.sheets):
        raise Refused("You can't hide all the sheets in a document.")


def _reindex(book: Book, sheet: Sheet, index: int) -> None:
    """Move a tab: the index is counted before it is taken out, as Google does."""
    old = book.sheets.index(sheet)
    if not 0 <= index <= len(book.sheets):
        raise Refused(f"Invalid index: {index}.")
    book.sheets.pop(old)
    book.sheets.insert(index - 1 if index > old else index, sheet)


def _look(sheet: Sheet, given: Body, mask: masks.Mask) -> None:
    held = {"sheetId", "title", "index", "sheetType"}
    rest = {name: inner for name, inner in mask.items() if name not in held}
    if not rest and mask and "*" not in mask:
        return
    wanted = {name: each for name, each in given.items() if name not in held}
    if "*" in mask or not mask:
        rest = {name: {} for name in wanted}
    looks = masks.merged(deepcopy(sheet.looks), deepcopy(wanted), rest) if rest else sheet.looks
    grid = looks.get("gridProperties", {})
    grid = {name: each for name, each in grid.items() if name not in {"rowCount", "columnCount"}}
    looks["gridProperties"] = _without_defaults(grid)
    for one, other in (("tabColorStyle", "tabColor"), ("tabColor", "tabColorStyle")):
        if one in rest:
            looks.pop(other, None)
            _paint(looks, one)
            break
    sheet.looks = {name: each for name, each in looks.items() if each not in DEFAULTS}


def _paint(looks: Body, set_one: str) -> None:
    """Give a tab's colour in both of its spellings, without the shares that are 0."""
    given = looks.get(set_one) or {}
    colour = given.get("rgbColor") if set_one == "tabColorStyle" else given
    if not colour:
        looks.pop(set_one, None)
        return
    colour = _single_precision(_without_defaults(colour))
    looks["tabColor"], looks["tabColorStyle"] = colour, {"rgbColor": colour}


def _single_precision(colour: Body) -> Body:
    """Shares of a colour as Google keeps them: in steps of 1/255."""
    return {name: float(f"{int(share * 255 + 1e-6) / 255:.8g}") for name, share in colour.items()}


def _without_defaults(body: Body) -> Body:
    return {name: each for name, each in body.items() if each not in DEFAULTS}


HANDLERS = {
    "updateSpreadsheetProperties": update_spreadsheet,
    "addSheet": add_sheet,
    "deleteSheet": delete_sheet,
    "duplicateSheet": duplicate_sheet,
    "updateSheetProperties": update_sheet,
}
