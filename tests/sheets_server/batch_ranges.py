"""Requests about ranges: names, protections, merges, filters, developer metadata."""

import re
from typing import Any

from tests.sheets_server import masks, metadata, resource
from tests.sheets_server.context import PROTECTED, Context
from tests.sheets_server.errors import Refused
from tests.sheets_server.grid import Box, GridRange, Metadata, NamedRange, Sheet

Body = dict[str, Any]
_NAME = re.compile(r"[^\W\d]\w{0,249}")
_NO_NAME = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d+[Cc]\d+|true|false", re.IGNORECASE)


def add_name(context: Context, body: Body) -> Body:
    """addNamedRange: a name that says #REF! still counts as taken, though nobody can see it."""
    given = body.get("namedRange", {})
    name_id = given.get("namedRangeId") or str(context.fresh_id(set()))
    if any(each.name_id == name_id for each in context.book.names):
        raise Refused(f"A named range with id: {name_id} already exists.")
    name = _checked_name(context, given.get("name", ""), None)
    _, area = metadata.checked(context, GridRange.of(given.get("range", {})))
    context.book.names.append(NamedRange(name_id, name, area))
    return {"namedRange": {"namedRangeId": name_id, "name": name, "range": area.body()}}


def _checked_name(context: Context, name: str, apart_from: NamedRange | None) -> str:
    if not _NAME.fullmatch(name) or _NO_NAME.fullmatch(name):
        raise Refused(f"Invalid name: {name}")
    there = context.book.named(name)
    if there is not None and there is not apart_from:
        raise Refused(
            f"Cannot add named range with name {name}, a named range with that name already exists."
        )
    return name


def _name(context: Context, name_id: str) -> NamedRange:
    for each in context.book.names:
        if each.name_id == name_id:
            return each
    raise Refused(f"No named range with id: {name_id}")


def update_name(context: Context, body: Body) -> None:
    """updateNamedRange: its name, its range."""
    given, mask = body.get("namedRange", {}), masks.parse(body["fields"])
    found = _name(context, given.get("namedRangeId", ""))
    if masks.wants(mask, "name") and (given.get("name") or "name" in mask):
        found.name = _checked_name(context, given.get("name", ""), found)
    if masks.wants(mask, "range"):
        old = found.range.body() if found.range else {}
        now = masks.merged(old, given.get("range"), mask.get("range", {}))
        _, found.range = metadata.checked(context, GridRange.of(now))


def delete_name(context: Context, body: Body) -> None:
    """DeleteNamedRange."""
    context.book.names.remove(_name(context, body.get("namedRangeId", "")))


def _protection(context: Context, protected_id: int) -> tuple[Sheet, Body]:
    for sheet in context.book.sheets:
        for each in sheet.protected:
            if each["protectedRangeId"] == protected_id:
                return sheet, each
    raise Refused(f"No protected range with ID: {protected_id}")


def _guarded(context: Context, given: Body) -> tuple[Sheet, Body]:
    """A protection as it is kept; who sets it may always edit."""
    plain = ("description", "warningOnly", "namedRangeId")
    kept: Body = {name: given[name] for name in plain if given.get(name)}
    users = given.get("editors", {}).get("users", [])
    kept["users"] = list(dict.fromkeys([*users, context.caller.email]))
    kept["unprotected"] = [GridRange.of(each) for each in given.get("unprotectedRanges", [])]
    if "namedRangeId" in kept:
        area = _name(context, kept["namedRangeId"]).range
        return context.book.sheet(area.sheet_id if area else 0), kept
    sheet, kept["range"] = metadata.checked(context, GridRange.of(given.get("range", {})))
    return sheet, kept


def add_protection(context: Context, body: Body) -> Body:
    """AddProtectedRange."""
    given = body.get("protectedRange", {})
    sheet, kept = _guarded(context, given)
    taken = {each["protectedRangeId"] for one in context.book.sheets for each in one.protected}
    kept["protectedRangeId"] = given.get("protectedRangeId") or context.fresh_id(taken)
    sheet.protected.append(kept)
    shown = resource.protection(context, sheet, kept)
    return {"protectedRange": shown | {"editors": {}}}


def update_protection(context: Context, body: Body) -> None:
    """UpdateProtectedRange."""
    given = body.get("protectedRange", {})
    sheet, old = _protection(context, given.get("protectedRangeId", 0))
    if context.caller.email not in {context.owner, *old["users"]}:
        raise Refused(PROTECTED)
    before = {
        "protectedRangeId": old["protectedRangeId"],
        "editors": {"users": old["users"]},
        "unprotectedRanges": [each.body() for each in old["unprotected"]],
    } | {name: old[name] for name in ("description", "warningOnly", "namedRangeId") if name in old}
    if "range" in old:
        before["range"] = old["range"].body()
    now = masks.merged(before, given, masks.parse(body["fields"]))
    home, kept = _guarded(context, now)
    sheet.protected.remove(old)
    home.protected.append(kept | {"protectedRangeId": old["protectedRangeId"]})


def delete_protection(context: Context, body: Body) -> None:
    """deleteProtectedRange: by those who may edit it."""
    sheet, found = _protection(context, body.get("protectedRangeId", 0))
    if context.caller.email not in {context.owner, *found["users"]}:
        raise Refused(PROTECTED)
    sheet.protected.remove(found)


def _merged_boxes(sheet: Sheet, box: Box) -> None:
    if any(each.box(sheet).meets(box) and not box.holds(each.box(sheet)) for each in sheet.merges):
        raise Refused("You must select all cells in a merged range to merge or unmerge them.")


def merge(context: Context, body: Body) -> None:
    """mergeCells: the first cell of each merge keeps its value, the others lose theirs."""
    sheet, area = metadata.checked(context, GridRange.of(body.get("range", {})))
    box, kind = area.box(sheet), body.get("mergeType", "MERGE_ALL")
    context.check_may_edit(sheet, box)
    _merged_boxes(sheet, box)
    sheet.merges = [each for each in sheet.merges if not box.holds(each.box(sheet))]
    if kind == "MERGE_ROWS":
        boxes = [Box(row, box.left, row + 1, box.right) for row in range(box.top, box.bottom)]
    elif kind == "MERGE_COLUMNS":
        boxes = [Box(box.top, at, box.bottom, at + 1) for at in range(box.left, box.right)]
    else:
        boxes = [box]
    for each in boxes:
        if each.height * each.width > 1:
            sheet.merges.append(each.on(sheet.sheet_id))
            for place in [place for place in sheet.cells if place in each]:
                if place != (each.top, each.left):
                    sheet.put(place, sheet.cells[place].emptied())


def unmerge(context: Context, body: Body) -> None:
    """UnmergeCells."""
    sheet, area = metadata.checked(context, GridRange.of(body.get("range", {})))
    box = area.box(sheet)
    context.check_may_edit(sheet, box)
    _merged_boxes(sheet, box)
    sheet.merges = [each for each in sheet.merges if not box.holds(each.box(sheet))]


def set_filter(context: Context, body: Body) -> None:
    """SetBasicFilter."""
    given = dict(body.get("filter", {}))
    sheet, given["range"] = metadata.checked(context, GridRange.of(given.get("range", {})))
    sheet.basic_filter = given


def clear_filter(context: Context, body: Body) -> None:
    """ClearBasicFilter."""
    context.book.sheet(body.get("sheetId", 0)).basic_filter = None


def create_metadata(context: Context, body: Body) -> Body:
    """CreateDeveloperMetadata."""
    given = body.get("developerMetadata", {})
    taken = {each.metadata_id for each in context.book.metadata}
    metadata_id = given.get("metadataId") or context.fresh_id(taken)
    if metadata_id in taken:
        raise Refused(
            f"Cannot add developer metadata with ID [{metadata_id}] because developer metadata "
            "with that ID already exists."
        )
    visibility = given.get("visibility", "DEVELOPER_METADATA_VISIBILITY_UNSPECIFIED")
    if visibility == "DEVELOPER_METADATA_VISIBILITY_UNSPECIFIED":
        raise Refused("Developer metadata must have a visibility specified.")
    if not given.get("metadataKey"):
        raise Refused("Developer metadata must have a key specified.")
    new = Metadata(
        metadata_id,
        given["metadataKey"],
        given.get("metadataValue", ""),
        visibility,
        context.caller.project,
    )
    context.book.metadata.append(metadata.place(context, given.get("location", {}), new))
    metadata.check_room(context)
    return {"developerMetadata": metadata.body(new)}


def update_metadata(context: Context, body: Body) -> Body:
    """updateDeveloperMetadata: whatever the filters match, all to the same."""
    given, mask = body.get("developerMetadata", {}), masks.parse(body["fields"])
    found = metadata.matching(context, body.get("dataFilters", []))
    for each in found:
        if masks.wants(mask, "metadataKey") and given.get("metadataKey"):
            each.key = given["metadataKey"]
        if masks.wants(mask, "metadataValue"):
            each.value = given.get("metadataValue", "")
        if masks.wants(mask, "visibility") and "visibility" in given:
            each.visibility = given["visibility"]
        if masks.wants(mask, "location") and "location" in given:
            metadata.place(context, given["location"], each)
    metadata.check_room(context)
    return {"developerMetadata": [metadata.body(each) for each in found]} if found else {}


def delete_metadata(context: Context, body: Body) -> Body:
    """deleteDeveloperMetadata: whatever the filter matches."""
    found = metadata.matching(context, [body.get("dataFilter", {})])
    gone = {each.metadata_id for each in found}
    context.book.metadata = [each for each in context.book.metadata if each.metadata_id not in gone]
    shown = [metadata.body(each) for each in found]
    return {"deletedDeveloperMetadata": shown} if shown else {}


HANDLERS = {
    "addNamedRange": add_name,
    "updateNamedRange": update_name,
    "deleteNamedRange": delete_name,
    "addProtectedRange": add_protection,
    "updateProtectedRange": update_protection,
    "deleteProtectedRange": delete_protection,
    "mergeCells": merge,
    "unmergeCells": unmerge,
    "setBasicFilter": set_filter,
    "clearBasicFilter": clear_filter,
    "createDeveloperMetadata": create_metadata,
    "updateDeveloperMetadata": update_metadata,
    "deleteDeveloperMetadata": delete_metadata,
}
