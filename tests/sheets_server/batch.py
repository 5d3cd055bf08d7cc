"""spreadsheets.batchUpdate: its requests in turn, all of them or none."""

from collections.abc import Callable
from typing import Any

from tests.sheets_server import (
    batch_cells,
    batch_lines,
    batch_ranges,
    batch_sheets,
    masks,
    resource,
)
from tests.sheets_server.context import Context
from tests.sheets_server.discovery import Api
from tests.sheets_server.errors import Refused
from tests.sheets_server.metadata import ranges

Body = dict[str, Any]
Handler = Callable[[Context, Body], Body | None]
SUBJECTS = ("properties", "namedRange", "protectedRange", "cell", "developerMetadata")
"""What a request's `fields` are fields of; where there is none of these, of each cell."""
HANDLERS: dict[str, Handler] = {
    **batch_cells.HANDLERS,
    **batch_lines.HANDLERS,
    **batch_ranges.HANDLERS,
    **batch_sheets.HANDLERS,
}


def update(context: Context, body: Body, api: Api) -> Body:
    """Apply the requests; a refusal names which, and leaves the book as it was."""
    requests = body.get("requests", [])
    if not requests:
        raise Refused("Must specify at least one request.")
    for at, request in enumerate(requests):
        _check(at, request, api)
    before = context.book.copied()
    replies: list[Body] = []
    for at, request in enumerate(requests):
        (kind, inner), *_ = request.items()
        try:
            reply = HANDLERS[kind](context, inner)
        except Refused as refused:
            context.book.restore(before)
            context.changed()
            message = f"Invalid requests[{at}].{kind}: {refused}"
            raise Refused(message, refused.code, details=refused.details) from None
        context.changed()
        replies.append({} if reply is None else {kind: reply})
    answer: Body = {"spreadsheetId": context.book.spreadsheet_id, "replies": replies}
    if body.get("includeSpreadsheetInResponse"):
        chosen = [
            one
            for text in body.get("responseRanges", [])
            for one in ranges(context, {"a1Range": text})
        ]
        grid = bool(body.get("responseIncludeGridData"))
        answer["updatedSpreadsheet"] = resource.spreadsheet(context, {}, chosen or None, grid)
    return answer


def _check(at: int, request: Body, api: Api) -> None:
    """Refuse a request of no or two kinds, one that is not played here, or a wrong mask."""
    if len(request) != 1:
        raise Refused(f"Invalid requests[{at}]: exactly one kind of request must be set.")
    (kind, inner), *_ = request.items()
    if kind not in HANDLERS:
        raise Refused(f"Invalid requests[{at}].{kind}: this server does not know that request.")
    schema = api.schemas["Request"]["properties"][kind]
    known = api.schemas[schema["$ref"]]["properties"]
    if "fields" not in known:
        return
    if not inner.get("fields"):
        raise Refused(
            f"Invalid requests[{at}].{kind}: At least one field must be listed in 'fields'. "
            "(Use '*' to indicate all fields.)"
        )
    subject = next((known[name] for name in SUBJECTS if name in known), {"$ref": "CellData"})
    masks.validate(api, subject, masks.parse(inner["fields"]))
