"""Who may do what with a file: its permissions."""

import re
from typing import Any

from tests.sheets_server.auth import permission_id
from tests.sheets_server.errors import Refused

Body = dict[str, Any]
ROLES = ("reader", "commenter", "writer", "fileOrganizer", "organizer", "owner")


def permission(given: Body) -> Body:
    """A Permission resource of what a request asks for."""
    kind = given.get("type", "user")
    if kind == "anyone":
        identity: Body = {"id": "anyoneWithLink", "allowFileDiscovery": False}
    elif kind == "domain":
        identity = {
            "id": permission_id(given.get("domain", "")) + "k",
            "domain": given.get("domain", ""),
        }
    else:
        email = given.get("emailAddress", "")
        identity = {
            "id": permission_id(email),
            "emailAddress": email,
            "displayName": email.partition("@")[0],
            "deleted": False,
        }
    return {
        "kind": "drive#permission",
        "type": kind,
        "role": given.get("role", "reader"),
    } | identity


def share(permissions: list[Body], given: Body) -> Body:
    """permissions.create: the same person again changes the role."""
    if given.get("type") not in {"user", "group", "domain", "anyone"}:
        raise Refused("The specified type is invalid.", reason="invalid")
    if given.get("role") not in ROLES:
        raise Refused("The specified role is invalid.", reason="invalid")
    email = given.get("emailAddress", "")
    person = given["type"] in {"user", "group"}
    if person and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", email):
        raise Refused(
            "The specified emailAddress is invalid or not applicable for the given permission.",
            reason="invalid",
        )
    made = permission(given)
    permissions[:] = [each for each in permissions if each["id"] != made["id"]]
    permissions.append(made)
    return made


def found(permissions: list[Body], wanted: str) -> Body:
    """One permission, by its ID."""
    for each in permissions:
        if each["id"] == wanted:
            return each
    raise Refused(f"Permission not found: {wanted}.", 404)


def unshare(permissions: list[Body], wanted: str) -> None:
    """permissions.delete: the owner's stays."""
    gone = found(permissions, wanted)
    if gone["role"] == "owner":
        raise Refused("The owner of a file cannot be removed.", 403, reason="cannotRemoveOwner")
    permissions.remove(gone)
