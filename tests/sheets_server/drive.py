"""Drive v3: files, who may do what with them, and the calls about them."""

import datetime as dt
import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.sheets_server.auth import SCOPES, permission_id
from tests.sheets_server.context import Caller, Context
from tests.sheets_server.errors import Refused, no_access, no_entity
from tests.sheets_server.grid import Book, Sheet
from tests.sheets_server.searches import selects
from tests.sheets_server.sharing import ROLES, permission
from tests.sheets_server.workbooks import CONVERTED, SHEETS, book_of, exported

Body = dict[str, Any]
KEPT = (
    "description",
    "starred",
    "properties",
    "appProperties",
    "folderColorRgb",
    "writersCanShare",
)
FOLDER = "application/vnd.google-apps.folder"
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@dataclass
class File:
    """A file of the Drive; a spreadsheet has its book in it."""

    file_id: str
    name: str
    mime: str
    owner: str
    created: str
    modified: str
    parents: list[str]
    projects: set[str]
    permissions: list[Body] = field(default_factory=list)
    comments: list[Body] = field(default_factory=list)
    extra: Body = field(default_factory=dict)
    trashed: bool = False
    version: int = 1
    content: bytes = b""
    book: Book | None = None


@dataclass
class Drive:
    """Every file there is."""

    rng: random.Random
    clock: Callable[[], float]
    files: dict[str, File] = field(default_factory=dict)
    last: float = 0.0

    def now(self) -> str:
        """The time to the millisecond, always later than the last one given."""
        self.last = max(self.clock(), self.last + 0.001)
        moment = dt.datetime.fromtimestamp(self.last, dt.UTC)
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def touch(self, file: File) -> None:
        """Note a change."""
        file.modified, file.version = self.now(), file.version + 1

    def new(self, caller: Caller, given: Body, file_id: str = "") -> File:
        """A new file of the caller's."""
        file_id = file_id or "1" + "".join(self.rng.choices(ALPHABET, k=43))
        mime, now = given.get("mimeType", "application/octet-stream"), self.now()
        file = File(
            file_id,
            given.get("name") or "Untitled",
            mime,
            caller.email,
            now,
            now,
            given.get("parents") or ["root"],
            {caller.project},
        )
        file.permissions.append(
            permission({"type": "user", "role": "owner", "emailAddress": caller.email})
        )
        file.extra = {name: given[name] for name in KEPT if name in given}
        if mime == SHEETS:
            file.book = Book(file_id, file.name, sheets=[Sheet(0, "Sheet1")])
        self.files[file_id] = file
        return file

    def file(self, caller: Caller, file_id: str, role: str = "reader", api: str = "drive") -> File:
        """A file that the caller may use as `role`; refuses as the API in question does."""
        file = self.files.get(file_id)
        missing = no_entity() if api == "sheets" else Refused(f"File not found: {file_id}.", 404)
        if file is None or (api == "sheets" and file.book is None):
            raise missing
        has = self.role(caller, file)
        if has is None:
            raise no_access() if api == "sheets" else missing
        if ROLES.index(has) < ROLES.index(role):
            if api == "sheets":
                raise no_access()
            raise Refused(
                "The user does not have sufficient permissions for this file.",
                403,
                reason="insufficientFilePermissions",
            )
        return file

    def role(self, caller: Caller, file: File) -> str | None:
        """The most that the caller may be on a file; drive.file reaches only its own app's."""
        wide = {
            SCOPES + name
            for name in ("drive", "spreadsheets", "drive.readonly", "spreadsheets.readonly")
        }
        if caller.scopes and not caller.scopes & wide and caller.project not in file.projects:
            return None
        domain = caller.email.rpartition("@")[2]
        held = [
            each["role"]
            for each in file.permissions
            if each["type"] == "anyone"
            or each.get("emailAddress") == caller.email
            or (each["type"] == "domain" and each.get("domain") == domain)
        ]
        return max(held, key=ROLES.index, default=None)

    def context(self, caller: Caller, file: File) -> Context:
        """What an operation on the file's book is handed."""
        if file.book is None:
            raise no_entity()
        return Context(file.book, caller, file.owner, self.rng)

    def body(self, file: File, caller: Caller) -> Body:
        """The File resource."""
        has = self.role(caller, file) or "reader"
        edits = ROLES.index(has) >= ROLES.index("writer")
        owner = {
            "kind": "drive#user",
            "displayName": file.owner,
            "me": file.owner == caller.email,
            "permissionId": permission_id(file.owner),
            "emailAddress": file.owner,
        }
        answer: Body = {
            "kind": "drive#file",
            "id": file.file_id,
            "name": file.name,
            "mimeType": file.mime,
            "createdTime": file.created,
            "modifiedTime": file.modified,
            "parents": file.parents,
            "trashed": file.trashed,
            "version": str(file.version),
            "owners": [owner],
            "ownedByMe": file.owner == caller.email,
            "shared": len(file.permissions) > 1,
            "size": str(len(file.content)),
            "capabilities": {"canEdit": edits, "canCopy": True, "canShare": edits},
        }
        if file.book:
            answer["webViewLink"] = (
                f"https://docs.google.com/spreadsheets/d/{file.file_id}/edit?usp=drivesdk"
            )
        if edits:
            answer["permissions"] = file.permissions
        return answer | file.extra


def create(drive: Drive, caller: Caller, given: Body, media: tuple[str, bytes] | None) -> File:
    """files.create; a workbook that asks to be a spreadsheet is converted."""
    file = drive.new(caller, given)
    if media:
        _fill(drive, file, media)
    return file


def _fill(drive: Drive, file: File, media: tuple[str, bytes]) -> None:
    mime, content = media
    if file.mime == SHEETS:
        if mime not in CONVERTED:
            raise Refused(f"The content type {mime} cannot be converted.", reason="badContent")
        file.book = book_of(file.file_id, file.name, content, mime, drive.rng)
    else:
        file.mime, file.content = mime or file.mime, content


def update(
    drive: Drive,
    caller: Caller,
    file_id: str,
    given: Body,
    options: Body,
    media: tuple[str, bytes] | None,
) -> File:
    """files.update: name, trash, parents, content."""
    file = drive.file(caller, file_id, "writer")
    if given.get("name"):
        file.name = given["name"]
        if file.book:
            file.book.title = file.name
    file.trashed = given.get("trashed", file.trashed)
    file.extra |= {name: given[name] for name in KEPT if name in given}
    gone = set(options.get("removeParents", "").split(","))
    added = [each for each in options.get("addParents", "").split(",") if each]
    file.parents = [each for each in file.parents if each not in gone] + added
    if media:
        _fill(drive, file, media)
    drive.touch(file)
    return file


def copy(drive: Drive, caller: Caller, file_id: str, given: Body) -> File:
    """files.copy: contents and looks; not who it is shared with, nor comments."""
    source = drive.file(caller, file_id)
    name = given.get("name") or f"Copy of {source.name}"
    file = drive.new(
        caller, {"mimeType": source.mime, "parents": source.parents} | given | {"name": name}
    )
    file.content = source.content
    if source.book:
        file.book = source.book.copied()
        file.book.spreadsheet_id, file.book.title = file.file_id, name
    return file


def delete(drive: Drive, caller: Caller, file_id: str) -> None:
    """files.delete: by its owner."""
    drive.file(caller, file_id, "owner")
    del drive.files[file_id]


def export(drive: Drive, caller: Caller, file_id: str, mime: str) -> bytes:
    """files.export."""
    return exported(drive.context(caller, drive.file(caller, file_id)), mime)


def listed(drive: Drive, caller: Caller, options: Body) -> Body:
    """files.list: what the caller can see and `q` selects, the last changed first."""
    test = selects(options.get("q", ""))
    seen = [each for each in drive.files.values() if drive.role(caller, each) and test(each)]
    order = options.get("orderBy", "modifiedTime desc").split(",")[0].split()
    if order[0] in {"name", "name_natural"}:
        seen.sort(key=lambda file: file.name, reverse="desc" in order)
    else:
        seen.sort(key=lambda file: file.modified, reverse="desc" in order)
    size, start = options.get("pageSize", 100), int(options.get("pageToken", "0"))
    page = seen[start : start + size]
    answer: Body = {"kind": "drive#fileList", "incompleteSearch": False}
    answer["files"] = [drive.body(each, caller) for each in page]
    if start + size < len(seen):
        answer["nextPageToken"] = str(start + size)
    return answer


def media_of(kind: str, body: bytes) -> tuple[Body, tuple[str, bytes] | None]:
    """The metadata and the content of an upload: multipart/related, or content alone."""
    if not kind.startswith("multipart/"):
        return {}, (kind.partition(";")[0], body)
    found = re.search(r'boundary="?([^";]+)"?', kind)
    mark = b"\r\n--" + (found[1] if found else "").encode()
    parts = [each.removeprefix(b"\r\n") for each in (b"\r\n" + body).split(mark)[1:-1]]
    if len(parts) != 2:
        raise Refused("A multipart upload has two parts: metadata and content.")
    (_, metadata), (head, content) = (_headed(each) for each in parts)
    try:
        return json.loads(metadata), (head.get("content-type", "").partition(";")[0], content)
    except ValueError:
        raise Refused("The first part of a multipart upload must be JSON.") from None


def _headed(part: bytes) -> tuple[dict[str, str], bytes]:
    head, _, content = part.partition(b"\r\n\r\n")
    pairs = (line.partition(":") for line in head.decode("latin-1").splitlines())
    return {name.strip().lower(): value.strip() for name, _, value in pairs}, content
