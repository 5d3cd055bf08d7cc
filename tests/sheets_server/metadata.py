"""Developer metadata: how it is looked up, and which cells a data filter means."""

from typing import Any

from tests.sheets_server import a1
from tests.sheets_server.context import Context
from tests.sheets_server.errors import Refused
from tests.sheets_server.grid import COLUMNS, MAX_METADATA, ROWS, GridRange, Metadata, Sheet


def location_type(each: Metadata) -> str:
    """Where a datum sits: ROW, COLUMN, SHEET or SPREADSHEET."""
    if each.dimension:
        return {ROWS: "ROW", COLUMNS: "COLUMN"}[each.dimension]
    return "SPREADSHEET" if each.sheet_id is None else "SHEET"


def body(each: Metadata) -> dict[str, Any]:
    """A datum as Google sends it."""
    where: dict[str, Any] = {"locationType": location_type(each)}
    if each.dimension is not None and each.index is not None:
        span: dict[str, Any] = {"dimension": each.dimension}
        if each.sheet_id:
            span["sheetId"] = each.sheet_id
        where["dimensionRange"] = span | {"startIndex": each.index, "endIndex": each.index + 1}
    elif each.sheet_id is not None:
        where["sheetId"] = each.sheet_id
    else:
        where["spreadsheet"] = True
    answer = {
        "metadataId": each.metadata_id,
        "metadataKey": each.key,
        "metadataValue": each.value,
        "location": where,
        "visibility": each.visibility,
    }
    return {name: part for name, part in answer.items() if part != ""}


def place(context: Context, where: dict[str, Any], each: Metadata) -> Metadata:
    """Set where a datum sits, as a request's `location` says; refuses more than one line."""
    each.sheet_id = each.dimension = each.index = None
    if "dimensionRange" in where:
        span = where["dimensionRange"]
        start, end = span.get("startIndex"), span.get("endIndex")
        if start is None or end is None or end - start != 1:
            raise Refused("Developer metadata may only be on a single row or column.")
        sheet = context.book.sheet(span.get("sheetId", 0))
        if end > (sheet.rows if span.get("dimension") == ROWS else sheet.columns):
            raise Refused(f"Developer metadata's location exceeds the grid: index {start}.")
        each.sheet_id, each.dimension, each.index = sheet.sheet_id, span.get("dimension"), start
    elif "sheetId" in where:
        each.sheet_id = context.book.sheet(where["sheetId"]).sheet_id
    elif not where.get("spreadsheet"):
        raise Refused("Developer metadata must have a location.")
    return each


def check_room(context: Context) -> None:
    """Refuse more metadata than a spreadsheet, or one of its sheets, may hold."""
    used: dict[int | None, int] = {}
    for each in context.book.metadata:
        used[each.sheet_id] = used.get(each.sheet_id, 0) + len(each.key) + len(each.value)
    if max(used.values(), default=0) > MAX_METADATA:
        raise Refused(
            "The total amount of developer metadata exceeds the limit of "
            f"{MAX_METADATA} characters."
        )


def lookup(context: Context, wanted: dict[str, Any]) -> list[Metadata]:
    """The data that match every field of a DeveloperMetadataLookup."""
    where = wanted.get("metadataLocation")
    exact = wanted.get("locationMatchingStrategy") == "EXACT_LOCATION"
    if "locationMatchingStrategy" in wanted and where is None:
        raise Refused("metadataLocation must be set when locationMatchingStrategy is set.")
    target = None
    if where is not None:
        target = place(context, where, Metadata(0, "", "", "", ""))

    def fits(each: Metadata) -> bool:
        pairs = (
            ("metadataId", each.metadata_id),
            ("metadataKey", each.key),
            ("metadataValue", each.value),
            ("visibility", each.visibility),
            ("locationType", location_type(each)),
        )
        return all(wanted.get(name, has) == has for name, has in pairs) and (
            target is None or _at(each, target, exact)
        )

    return [each for each in context.book.metadata if context.sees(each) and fits(each)]


def _at(each: Metadata, target: Metadata, exact: bool) -> bool:
    same = (each.sheet_id, each.dimension, each.index)
    if exact or target.sheet_id is None or each.sheet_id is None:
        return same == (target.sheet_id, target.dimension, target.index)
    if each.sheet_id != target.sheet_id:
        return False
    parallel = each.dimension == target.dimension and each.dimension is not None
    return not parallel or each.index == target.index


def matching(context: Context, filters: list[dict[str, Any]]) -> list[Metadata]:
    """The data that any of the filters selects, in their own order."""
    found: list[Metadata] = []
    for each in filters:
        if "developerMetadataLookup" in each:
            found += lookup(context, each["developerMetadataLookup"])
        else:
            for sheet, area in ranges(context, each):
                box = area.box(sheet)
                found += [
                    datum
                    for datum in context.book.metadata
                    if datum.sheet_id == sheet.sheet_id
                    and context.sees(datum)
                    and area_of(datum).box(sheet).meets(box)
                ]
    kept: dict[int, Metadata] = {each.metadata_id: each for each in found}
    return [each for each in context.book.metadata if each.metadata_id in kept]


def area_of(each: Metadata) -> GridRange:
    """The cells of the line or sheet that a datum sits on."""
    if each.sheet_id is None:
        raise Refused("Developer metadata on a spreadsheet selects no cells.")
    if each.index is None:
        return GridRange(each.sheet_id)
    if each.dimension == ROWS:
        return GridRange(each.sheet_id, top=each.index, bottom=each.index + 1)
    return GridRange(each.sheet_id, left=each.index, right=each.index + 1)


def ranges(context: Context, wanted: dict[str, Any]) -> list[tuple[Sheet, GridRange]]:
    """The ranges that a DataFilter selects: none, when no metadata matches."""
    if len(wanted) != 1:
        raise Refused("Invalid dataFilter: exactly one kind of filter must be set.")
    if "a1Range" in wanted:
        sheet, area, _ = a1.resolve(context.book, wanted["a1Range"])
        return [(sheet, area)]
    if "gridRange" in wanted:
        return [checked(context, GridRange.of(wanted["gridRange"]))]
    found = lookup(context, wanted["developerMetadataLookup"])
    areas = [area_of(each) for each in found if each.sheet_id is not None]
    return [(context.book.sheet(area.sheet_id), area) for area in areas]


def checked(context: Context, area: GridRange) -> tuple[Sheet, GridRange]:
    """A range of the request with its sheet; refuses one that the sheet is too small for."""
    sheet = context.book.sheet(area.sheet_id)
    box = area.box(sheet)
    if box.bottom <= box.top or box.right <= box.left or min(box.top, box.left) < 0:
        raise Refused("Invalid range: the range is empty or its indexes are negative.")
    if box.bottom > sheet.rows or box.right > sheet.columns:
        raise a1.exceeded(sheet, a1.written(sheet, box))
    return sheet, area
