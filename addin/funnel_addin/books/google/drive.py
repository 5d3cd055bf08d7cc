"""Google Drive: a workbook becomes a Sheet of one's own, and others are let in."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from funnel_addin.books.google.calls.refusals import (
    CallError,
    NotFound,
    NotShared,
    OutOfPatience,
    Refused,
    Unknown,
)
from funnel_addin.books.google.calls.transport import Transport
from funnel_addin.books.sight import Again
from funnel_core.errors import InputError, SheetError

__all__ = ["Made", "account", "check_email", "folder_id", "make", "share"]

FILES = "https://www.googleapis.com/drive/v3/files"
UPLOAD = "https://www.googleapis.com/upload/drive/v3/files"
ABOUT = "https://www.googleapis.com/drive/v3/about"
SHEET = "application/vnd.google-apps.spreadsheet"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MARK = "funnelMade"
"""The property, seen by this program alone, that tells which upload made a file."""
TRIES = 4
_EMAIL = re.compile(r"[^@\s,;<>()\[\]\"]+@[^@\s,;<>()\[\]\"'.]+(\.[^@\s,;<>()\[\]\"'.]+)+")
_FOLDER = re.compile(r"(?:https://drive\.google\.com/drive/(?:u/\d+/)?folders/)?([\w-]+)(?:\?\S*)?")


@dataclass(frozen=True)
class Made:
    """A Sheet that was made: its ID and its address."""

    file_id: str
    address: str


def check_email(text: str) -> str:
    """Give an e-mail address back.

    Raises:
        InputError: it is none.

    >>> check_email("ann@example.com")
    'ann@example.com'
    """
    if not _EMAIL.fullmatch(text):
        raise InputError(f"--share needs an e-mail address such as ann@example.com; got {text!r}")
    return text


def folder_id(text: str) -> str:
    """Give the ID of a Drive folder, which may be typed as the folder's address.

    Raises:
        InputError: it is neither.

    >>> folder_id("https://drive.google.com/drive/folders/1aBc?usp=sharing")
    '1aBc'
    """
    found = _FOLDER.fullmatch(text.strip())
    if found is None:
        raise InputError(
            "--folder needs the ID of a Drive folder, or its address "
            "https://drive.google.com/drive/folders/…: copy it from the browser"
        )
    return found[1]


def account(caller: Transport) -> str:
    """Ask whose account this is; its e-mail address.

    Raises:
        SheetError: it could not be asked.
    """
    reply = caller.request("get", ABOUT, params={"fields": "user(emailAddress)"})
    user = _fields(reply.json()).get("user")
    return _text(user, "emailAddress")


def make(
    caller: Transport, workbook: bytes, title: str, folder: str | None = None, who: str = ""
) -> Made:
    """Upload a workbook as a new Sheet: Drive converts it, names, validations and charts kept.

    Where an answer is lost, the Sheet is looked for before it is uploaded again, and one that
    turns up late is put into the bin: there is one Sheet in the end.

    Args:
        caller: what makes the calls.
        workbook: an .xlsx file.
        title: what the Sheet is called.
        folder: the ID of the folder that it goes to; the top of one's own Drive if left out.
        who: whose Drive it is, for the sentence that says why it could not be made.

    Raises:
        SheetError: it cannot be made.
    """
    mark = secrets.token_hex(16)
    again = False
    for _ in range(TRIES):
        try:
            made = _uploaded(caller, workbook, title, folder, mark)
        except Again as unknown:
            if isinstance(unknown, Refused):
                continue
            there = _looked_for(caller, mark, title)
            if there:
                return there[0]
            again = True
        except CallError as error:
            if error.unsure:
                raise _unknown(title) from None
            raise _not_made(error, folder, who) from None
        else:
            return _only_one(caller, made, mark) if again else made
    raise SheetError(
        "Google Drive did not take the workbook: try again later, and look first whether it made "
        f"'{title}' after all"
    )


def share(caller: Transport, made: Made, email: str, role: str, notify: bool = False) -> None:
    """Let somebody at a Sheet. The same person again changes the role, so it may be repeated.

    Raises:
        SheetError: they are not let in.
    """
    for _ in range(TRIES):
        try:
            caller.request(
                "post",
                f"{FILES}/{made.file_id}/permissions",
                params={
                    "sendNotificationEmail": "true" if notify else "false",
                    "supportsAllDrives": "true",
                    "fields": "id",
                },
                json={"type": "user", "role": role, "emailAddress": email},
            )
        except Again:
            # doing it once more does no harm: there is one permission a person
            caller.settled()
        except CallError as error:
            if error.unsure:
                break
            why_not = _why_not_shared(error, notify)
            raise SheetError(f"it is not shared with {email}: {why_not}") from None
        else:
            return
    raise SheetError(f"it is not known whether it is shared with {email}: look at its Share button")


def _uploaded(
    caller: Transport, workbook: bytes, title: str, folder: str | None, mark: str
) -> Made:
    metadata: dict[str, Any] = {"name": title, "mimeType": SHEET, "appProperties": {MARK: mark}}
    if folder is not None:
        metadata["parents"] = [folder]
    edge = f"funnel-{mark}"
    body = b"".join(
        (
            f"--{edge}\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n".encode(),
            json.dumps(metadata).encode(),
            f"\r\n--{edge}\r\nContent-Type: {XLSX}\r\n\r\n".encode(),
            workbook,
            f"\r\n--{edge}--\r\n".encode(),
        )
    )
    reply = caller.request(
        "post",
        UPLOAD,
        params={"uploadType": "multipart", "supportsAllDrives": "true", "fields": "id"},
        data=body,
        headers={"Content-Type": f"multipart/related; boundary={edge}"},
    )
    made = _made(reply.json())
    if made is None:
        raise Unknown("Google Drive answered without saying what it made")
    return made


def _marked(caller: Transport, mark: str) -> list[Made]:
    """Find what uploads of this mark made, the first first."""
    reply = caller.request(
        "get",
        FILES,
        params={
            "q": f"appProperties has {{ key='{MARK}' and value='{mark}' }} and trashed = false",
            "orderBy": "createdTime",
            "corpora": "allDrives",
            "includeItemsFromAllDrives": "true",
            "supportsAllDrives": "true",
            "fields": "files(id)",
        },
    )
    listed = _fields(reply.json()).get("files")
    found = map(_made, listed if isinstance(listed, list) else [])
    return [each for each in found if each is not None]


def _looked_for(caller: Transport, mark: str, title: str) -> list[Made]:
    """See what became of an upload whose answer was lost."""
    try:
        there = _marked(caller, mark)
    except SheetError:
        raise _unknown(title) from None
    caller.settled()
    return there


def _only_one(caller: Transport, made: Made, mark: str) -> Made:
    """Put away what an upload whose answer was lost made after all."""
    try:
        for each in _marked(caller, mark):
            if each.file_id != made.file_id:
                caller.request(
                    "patch",
                    f"{FILES}/{each.file_id}",
                    params={"supportsAllDrives": "true", "fields": "id"},
                    json={"trashed": True},
                )
    except SheetError:
        # the Sheet is made; a second one, if there is one, is in sight in Drive
        return made
    return made


def _fields(body: object) -> Mapping[str, Any]:
    """Give an answer's fields; none where it is not what Drive answers."""
    return body if isinstance(body, dict) else {}


def _text(body: object, name: str) -> str:
    found = _fields(body).get(name)
    return found if isinstance(found, str) else ""


def _made(body: object) -> Made | None:
    """Read which file an answer tells of; None where it does not tell."""
    file_id = _text(body, "id")
    if not file_id:
        return None
    # not Drive's webViewLink: a shell would take its question mark for a pattern
    return Made(file_id, f"https://docs.google.com/spreadsheets/d/{file_id}/edit")


def _unknown(title: str) -> SheetError:
    return SheetError(
        f"it is not known whether Google Drive made '{title}', since it does not answer: look "
        "there before you make it again"
    )


def _not_made(error: CallError, folder: str | None, who: str) -> SheetError:
    if error.reason == "storageQuotaExceeded":
        return SheetError(
            f"the Drive of {who or 'this account'} has no room, and a service account's never has "
            "any: log in as a person (funnel sheets login --client FILE), or name a folder of a "
            "shared drive that it may add to: --folder ID"
        )
    if folder is not None and isinstance(error, NotFound | NotShared):
        return SheetError(
            f"the folder {folder} is not there for {who or 'this account'}, or closed to it: check "
            "the ID at the end of the folder's address, and let the account add files to it"
        )
    if isinstance(error, NotShared):
        return SheetError(
            f"Google Drive does not let {who or 'this account'} make a Sheet: log in as a person "
            "who may (funnel sheets login --client FILE)"
        )
    if isinstance(error, OutOfPatience):
        return SheetError("Google Drive does not take the workbook, and made no Sheet: try later")
    return error


def _why_not_shared(error: CallError, notify: bool) -> str:
    if error.status == 400:
        invite = "" if notify else ", or add --notify, which invites somebody without an account"
        return f"Google knows of no account of that address: check it{invite}"
    if error.status == 403:
        return "Google refused it, maybe by a rule of your organization: share it by hand"
    return str(error)
