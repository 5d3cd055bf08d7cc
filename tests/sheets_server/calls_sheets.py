"""The Sheets calls by name, each handed the Drive, the caller, the parameters and the body."""

from collections.abc import Callable
from typing import Any

from tests.sheets_server import a1, batch, batch_sheets, masks, metadata, resource, values
from tests.sheets_server.context import Caller, Context
from tests.sheets_server.discovery import api
from tests.sheets_server.drive import Drive
from tests.sheets_server.errors import no_entity
from tests.sheets_server.workbooks import SHEETS

Body = dict[str, Any]
Handler = Callable[[Drive, Caller, Body, Body], Body]


def _on_book(run: Callable[[Context, Body, Body], Body], *, writes: bool = False) -> Handler:
    """A call on one spreadsheet: opened as reader or writer, and whole again when refused."""

    def each(drive: Drive, caller: Caller, options: Body, body: Body) -> Body:
        role = "writer" if writes else "reader"
        file = drive.file(caller, options["spreadsheetId"], role, "sheets")
        context = drive.context(caller, file)
        before = context.book.copied() if writes else None
        try:
            answer = run(context, options, body)
        except Exception:
            if before:
                context.book.restore(before)
            raise
        if writes:
            file.name = context.book.title
            drive.touch(file)
        return answer

    return each


def _get(context: Context, options: Body, body: Body) -> Body:
    areas = [a1.resolve(context.book, text)[:2] for text in options.get("ranges", [])]
    mask = masks.parse(options.get("fields", ""))
    grid = bool(options.get("includeGridData"))
    return resource.spreadsheet(context, mask, areas or None, grid)


def _get_by_filter(context: Context, options: Body, body: Body) -> Body:
    filters = body.get("dataFilters", [])
    areas = [one for each in filters for one in metadata.ranges(context, each)]
    mask = masks.parse(options.get("fields", ""))
    grid = bool(body.get("includeGridData"))
    return resource.spreadsheet(context, mask, areas if filters else None, grid)


def _metadatum(context: Context, options: Body, body: Body) -> Body:
    found = metadata.lookup(context, {"metadataId": options["metadataId"]})
    if not found:
        raise no_entity()
    return metadata.body(found[0])


def _search(context: Context, options: Body, body: Body) -> Body:
    filters = body.get("dataFilters", [])
    matched = [
        {
            "developerMetadata": metadata.body(each),
            "dataFilters": [one for one in filters if each in metadata.matching(context, [one])],
        }
        for each in metadata.matching(context, filters)
    ]
    return {"matchedDeveloperMetadata": matched} if matched else {}


def _create(drive: Drive, caller: Caller, options: Body, body: Body) -> Body:
    given = body.get("properties", {})
    title = given.get("title", "Untitled spreadsheet")
    file = drive.new(caller, {"name": title, "mimeType": SHEETS})
    context = drive.context(caller, file)
    context.book.locale = given.get("locale", context.book.locale)
    context.book.time_zone = given.get("timeZone", context.book.time_zone)
    if body.get("sheets"):
        context.book.sheets.clear()
        for at, each in enumerate(body["sheets"]):
            first = {"sheetId": 0} if at == 0 else {}
            batch_sheets.add_sheet(context, {"properties": first | each.get("properties", {})})
    return resource.spreadsheet(context, {})


def _copy_to(drive: Drive, caller: Caller, options: Body, body: Body) -> Body:
    source = drive.context(caller, drive.file(caller, options["spreadsheetId"], api="sheets"))
    into = drive.file(caller, body.get("destinationSpreadsheetId", ""), "writer", "sheets")
    context = drive.context(caller, into)
    sheet = source.book.sheet(options["sheetId"])
    title = f"Copy of {sheet.title}"
    number = 2
    while context.book.titled(title):
        title, number = f"Copy of {sheet.title} {number}", number + 1
    taken = {each.sheet_id for each in context.book.sheets}
    copy = batch_sheets.copied_sheet(sheet, context.fresh_id(taken), title)
    context.book.sheets.append(copy)
    context.book.check_size()
    drive.touch(into)
    return resource.sheet_properties(context, copy)


HANDLERS: dict[str, Handler] = {
    "spreadsheets.get": _on_book(_get),
    "spreadsheets.getByDataFilter": _on_book(_get_by_filter),
    "spreadsheets.create": _create,
    "spreadsheets.batchUpdate": _on_book(
        lambda context, options, body: batch.update(context, body, api("sheets", "v4")), writes=True
    ),
    "spreadsheets.sheets.copyTo": _copy_to,
    "spreadsheets.developerMetadata.get": _on_book(_metadatum),
    "spreadsheets.developerMetadata.search": _on_book(_search),
    "spreadsheets.values.get": _on_book(
        lambda context, options, body: values.get(context, options["range"], options)
    ),
    "spreadsheets.values.batchGet": _on_book(
        lambda context, options, body: values.batch_get(context, options)
    ),
    "spreadsheets.values.batchGetByDataFilter": _on_book(
        lambda context, options, body: values.batch_get_by_filter(context, body)
    ),
    "spreadsheets.values.update": _on_book(
        lambda context, options, body: values.update(context, options["range"], options, body),
        writes=True,
    ),
    "spreadsheets.values.batchUpdate": _on_book(
        lambda context, options, body: values.batch_update(context, body), writes=True
    ),
    "spreadsheets.values.batchUpdateByDataFilter": _on_book(
        lambda context, options, body: values.batch_update_by_filter(context, body), writes=True
    ),
    "spreadsheets.values.append": _on_book(
        lambda context, options, body: values.append(context, options["range"], options, body),
        writes=True,
    ),
    "spreadsheets.values.clear": _on_book(
        lambda context, options, body: values.clear(context, options["range"]), writes=True
    ),
    "spreadsheets.values.batchClear": _on_book(
        lambda context, options, body: values.batch_clear(context, body), writes=True
    ),
    "spreadsheets.values.batchClearByDataFilter": _on_book(
        lambda context, options, body: values.batch_clear_by_filter(context, body), writes=True
    ),
}
READS = frozenset(
    {
        "spreadsheets.get",
        "spreadsheets.getByDataFilter",
        "spreadsheets.developerMetadata.get",
        "spreadsheets.developerMetadata.search",
        "spreadsheets.values.get",
        "spreadsheets.values.batchGet",
        "spreadsheets.values.batchGetByDataFilter",
    }
)
