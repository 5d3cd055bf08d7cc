"""Files that let a program in: keys of service accounts, and what gcloud and Google write.

Nothing that such a file holds is ever in a sentence; its path is.
"""

from __future__ import annotations

import json
import os
import shlex
import stat
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from google.auth.credentials import Credentials

from funnel_addin.books.google.calls.endpoint import is_secure
from funnel_core.errors import SheetError

__all__ = [
    "GOOGLES_TOKEN_URI",
    "NEW_KEY",
    "KeyFile",
    "LoginWarning",
    "authorized_user",
    "check_secure",
    "contents",
    "read",
    "warn",
    "warn_where_others_read",
]

Info: TypeAlias = Mapping[str, Any]

GOOGLES_TOKEN_URI = "https://oauth2.googleapis.com/token"
LARGEST = 1_000_000
NEW_KEY = "make a new key in the Google Cloud console and download it as JSON"


class LoginWarning(UserWarning):
    """What is not right with a login that works all the same."""


class KeyFile:
    """A file that a program is let in by, read and found to be one.

    Args:
        path: where it lies.
        info: what it holds.
    """

    def __init__(self, path: Path, info: Info) -> None:
        self.path, self.info = path, info

    @property
    def kind(self) -> str:
        """What it says it is, such as "service_account"."""
        return str(self.info["type"])

    @property
    def who(self) -> str:
        """Whom a Sheet must be shared with for this file to open it."""
        for field in ("client_email", "account"):
            if isinstance(self.info.get(field), str) and self.info[field]:
                return str(self.info[field])
        address = str(self.info.get("service_account_impersonation_url", ""))
        name = address.rpartition("/")[2].partition(":")[0]
        return name if "@" in name else f"the person whose login is in {self.path}"

    @property
    def scopes(self) -> list[str]:
        """What a person agreed to, where the file says so: as a list, or in one text."""
        told = self.info.get("scopes", "")
        if isinstance(told, str):
            return told.split()
        return [str(each) for each in told] if isinstance(told, list) else []

    def credentials(self, scopes: Sequence[str]) -> Credentials:
        """Make google-auth's credentials of it.

        Raises:
            SheetError: google-auth cannot read it.
        """
        try:
            return KINDS[self.kind](self.info, list(scopes))
        except Exception:
            # cryptography and google-auth raise what they like, and may quote the key
            lacking = "private_key cannot be read" if self.kind == "service_account" else ""
            raise SheetError(
                f"{self.path} is not whole: its {lacking or 'contents are not understood'}: "
                + (NEW_KEY if lacking else "make it again as it was made")
            ) from None


def read(path: str | Path, named_by: str) -> KeyFile:
    """Read a key file, and warn where others on this machine can read it, too.

    Args:
        path: where it lies.
        named_by: who says so: "--credentials".

    Raises:
        SheetError: it is not there, cannot be read, or is no key file.
    """
    where = Path(path).expanduser()
    info = contents(where, named_by, NEW_KEY)
    if not isinstance(info, dict):
        raise SheetError(f"{where} is no key file: {NEW_KEY}")
    if "installed" in info or "web" in info:
        raise SheetError(
            f"{where} is an OAuth client, by which a person logs in, where a key is expected: "
            f"funnel sheets login --client {where}"
        )
    if info.get("type") not in KINDS:
        raise SheetError(
            f"{where} is no key file that is known here; its type should be one of "
            f"{', '.join(KINDS)}: {NEW_KEY}"
        )
    lacking = [
        field
        for field in FIELDS.get(info["type"], ())
        if not isinstance(info.get(field), str) or not info[field]
    ]
    if lacking:
        raise SheetError(f"{where} is not whole: it has no {' and no '.join(lacking)}: {NEW_KEY}")
    check_secure(str(info.get("token_uri", GOOGLES_TOKEN_URI)), f"the token_uri in {where}")
    warn_where_others_read(where)
    return KeyFile(where, info)


def check_secure(address: str, what: str) -> None:
    """Refuse to send secrets over a network unencrypted.

    Raises:
        SheetError: the address is neither https nor on this machine.
    """
    if not is_secure(address):
        raise SheetError(f"{what} must be an https address: download the file again")


def contents(where: Path, named_by: str, cure: str) -> object:
    """Read a file as JSON.

    Args:
        where: its path.
        named_by: who says so.
        cure: what to do where it is not what it should be.

    Raises:
        SheetError: it is not there, cannot be read, or is no JSON.
    """
    try:
        with where.open("rb") as file:
            # a pipe gives what it has bit by bit; a device may never end
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise SheetError(
            f"there is no file {where}, which {named_by} names: correct the path"
        ) from None
    except IsADirectoryError:
        raise SheetError(
            f"{where}, which {named_by} names, is a folder: name the file in it"
        ) from None
    except (OSError, ValueError) as cause:
        why = getattr(cause, "strerror", None) or "the path is not a path"
        raise SheetError(
            f"{where}, which {named_by} names, cannot be read ({why}): make it readable for you"
        ) from None
    if not content.strip():
        raise SheetError(f"{where} is empty: {cure}")
    try:
        if len(content) > LARGEST:
            raise ValueError
        return json.loads(content)
    except (ValueError, RecursionError):
        raise SheetError(f"{where} is no JSON file: {cure}") from None


def warn_where_others_read(where: Path) -> None:
    """Warn where a file that holds a secret is open to others; once a file."""
    if os.name == "nt":
        # there the modes say nothing; a user's own folders are closed to others anyway
        return
    mode = where.stat().st_mode
    if stat.S_ISREG(mode) and mode & 0o077:
        cure = f"chmod 600 {shlex.quote(str(where))}"
        warn(f"{where} is readable by others on this machine: {cure}")


@cache
def warn(sentence: str) -> None:
    """Warn once, however often there is reason to."""
    warnings.warn(sentence, LoginWarning, stacklevel=2)


def _service_account(info: Info, scopes: list[str]) -> Credentials:
    from google.oauth2 import service_account

    key = service_account.Credentials.from_service_account_info(info, scopes=scopes)
    # a key of a kind that does not sign is found here, not at the token endpoint
    key.sign_bytes(b"")
    found: Credentials = key
    return found


def authorized_user(info: Info, scopes: Sequence[str]) -> Credentials:
    """Make google-auth's credentials of a person's login.

    Raises:
        KeyError: there is no `refresh_token`, `client_id` or `client_secret`.
    """
    from google.oauth2 import credentials

    # google-auth's own reader would send every refresh token to Google, whatever token_uri says
    return credentials.Credentials(
        None,
        refresh_token=info["refresh_token"],
        token_uri=info.get("token_uri", GOOGLES_TOKEN_URI),
        client_id=info["client_id"],
        client_secret=info["client_secret"],
        scopes=list(scopes),
        quota_project_id=info.get("quota_project_id"),
        account=info.get("account", ""),
    )


def _external_account(info: Info, scopes: list[str]) -> Credentials:
    from google.auth import aws, identity_pool, pluggable

    source = info.get("credential_source") or {}
    if info.get("subject_token_type") == "urn:ietf:params:aws:token-type:aws4_request":
        made: Callable[..., Credentials] = aws.Credentials.from_info
    elif "executable" in source:
        made = pluggable.Credentials.from_info
    else:
        made = identity_pool.Credentials.from_info
    return made(info, scopes=scopes)


def _impersonated(info: Info, scopes: list[str]) -> Credentials:
    from google.auth import impersonated_credentials

    kind = impersonated_credentials.Credentials
    found: Credentials = kind.from_impersonated_service_account_info(info, scopes=scopes)
    return found


KINDS: Mapping[str, Callable[[Info, list[str]], Credentials]] = {
    "service_account": _service_account,
    "authorized_user": authorized_user,
    "external_account": _external_account,
    "impersonated_service_account": _impersonated,
}
FIELDS = {
    "service_account": ("client_email", "private_key", "token_uri"),
    "authorized_user": ("refresh_token", "client_id", "client_secret"),
}
