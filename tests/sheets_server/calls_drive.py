"""The Drive calls by name; v2 only where gspread still uses it, to import a CSV file."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.sheets_server import drive as files
from tests.sheets_server import sharing, workbooks
from tests.sheets_server.auth import permission_id
from tests.sheets_server.context import Caller
from tests.sheets_server.drive import Drive
from tests.sheets_server.errors import Refused

Body = dict[str, Any]


@dataclass(frozen=True)
class Content:
    """A reply that is no JSON: a file's bytes."""

    mime: str
    data: bytes


Media = tuple[str, bytes] | None
Handler = Callable[[Drive, Caller, Body, Body, Media], "Body | Content | None"]
DEFAULT_FIELDS = {
    "files.create": "kind,id,name,mimeType",
    "files.copy": "kind,id,name,mimeType",
    "files.get": "kind,id,name,mimeType",
    "files.update": "kind,id,name,mimeType",
    "files.list": "kind,incompleteSearch,nextPageToken,files(kind,id,name,mimeType)",
    "permissions.create": "kind,id,type,role,allowFileDiscovery",
    "permissions.get": "kind,id,type,role,allowFileDiscovery",
    "permissions.update": "kind,id,type,role,allowFileDiscovery",
    "permissions.list": "kind,nextPageToken,permissions(kind,id,type,role,allowFileDiscovery)",
}
"""What Drive sends when no `fields` are asked for: next to nothing."""


def _create(drive: Drive, caller: Caller, options: Body, body: Body, media: Media) -> Body:
    return drive.body(files.create(drive, caller, body, media), caller)


def _copy(drive: Drive, caller: Caller, options: Body, body: Body, media: Media) -> Body:
    return drive.body(files.copy(drive, caller, options["fileId"], body), caller)


def _get(drive: Drive, caller: Caller, options: Body, body: Body, media: Media) -> Body | Content:
    file = drive.file(caller, options["fileId"])
    if options.get("alt") != "media":
        return drive.body(file, caller)
    if file.book:
        raise Refused(
            "Only files with binary content can be downloaded. Use Export with Docs Editors files.",
            403,
            reason="fileNotDownloadable",
        )
    return Content(file.mime, file.content)


def _list(drive: Drive, caller: Caller, options: Body, body: Body, media: Media) -> Body:
    return files.listed(drive, caller, options)


def _update(drive: Drive, caller: Caller, options: Body, body: Body, media: Media) -> Body:
    file = files.update(drive, caller, options["fileId"], body, options, media)
    return drive.body(file, caller)


def _delete(drive: Drive, caller: Caller, options: Body, body: Body, media: Media) -> None:
    files.delete(drive, caller, options["fileId"])


def _export(drive: Drive, caller: Caller, options: Body, body: Body, media: Media) -> Content:
    mime = options.get("mimeType", "")
    return Content(mime, files.export(drive, caller, options["fileId"], mime))


def _share(drive: Drive, caller: Caller, options: Body, body: Body, media: Media) -> Body:
    return sharing.share(drive.file(caller, options["fileId"], "writer").permissions, body)


def _permissions(drive: Drive, caller: Caller, options: Body, body: Body, media: Media) -> Body:
    file = drive.file(caller, options["fileId"], "writer")
    return {"kind": "drive#permissionList", "permissions": file.permissions}


def _permission(drive: Drive, caller: Caller, options: Body, body: Body, media: Media) -> Body:
    file = drive.file(caller, options["fileId"])
    return sharing.found(file.permissions, options["permissionId"])


def _change(drive: Drive, caller: Caller, options: Body, body: Body, media: Media) -> Body:
    file = drive.file(caller, options["fileId"], "writer")
    found = sharing.found(file.permissions, options["permissionId"])
    found["role"] = body.get("role", found["role"])
    return found


def _unshare(drive: Drive, caller: Caller, options: Body, body: Body, media: Media) -> None:
    file = drive.file(caller, options["fileId"], "writer")
    sharing.unshare(file.permissions, options["permissionId"])


def _comments(drive: Drive, caller: Caller, options: Body, body: Body, media: Media) -> Body:
    file = drive.file(caller, options["fileId"])
    return {"kind": "drive#commentList", "comments": file.comments}


def _comment(drive: Drive, caller: Caller, options: Body, body: Body, media: Media) -> Body:
    file = drive.file(caller, options["fileId"], "commenter")
    made = {"kind": "drive#comment", "id": f"AAAA{len(file.comments)}"}
    made |= {name: body[name] for name in ("content", "anchor") if name in body}
    file.comments.append(made)
    return made


def _about(drive: Drive, caller: Caller, options: Body, body: Body, media: Media) -> Body:
    user = {
        "kind": "drive#user",
        "displayName": caller.email,
        "me": True,
        "permissionId": permission_id(caller.email),
        "emailAddress": caller.email,
    }
    return {"kind": "drive#about", "user": user}


def _import_csv(drive: Drive, caller: Caller, options: Body, body: Body, media: Media) -> Body:
    """files.update of Drive v2: the whole spreadsheet becomes one sheet of the file's values."""
    file = drive.file(caller, options["fileId"], "writer")
    if media is None or file.book is None or not options.get("convert"):
        raise Refused("Only a CSV file to be converted into a spreadsheet is spoken here.")
    mime, content = media
    file.book = workbooks.book_of(file.file_id, file.name, content, mime, drive.rng)
    drive.touch(file)
    return {
        "kind": "drive#file",
        "id": file.file_id,
        "title": file.name,
        "mimeType": file.mime,
        "createdDate": file.created,
        "modifiedDate": file.modified,
        "version": str(file.version),
        "labels": {"trashed": file.trashed},
    }


HANDLERS: dict[str, Handler] = {
    "files.create": _create,
    "files.copy": _copy,
    "files.get": _get,
    "files.list": _list,
    "files.update": _update,
    "files.delete": _delete,
    "files.export": _export,
    "permissions.create": _share,
    "permissions.list": _permissions,
    "permissions.get": _permission,
    "permissions.update": _change,
    "permissions.delete": _unshare,
    "comments.list": _comments,
    "comments.create": _comment,
    "about.get": _about,
}
V2: dict[str, Handler] = {"files.update": _import_csv}
