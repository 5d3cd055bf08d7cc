"""Logging in, checked before it is kept; and out, taken back at Google's, too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urljoin

from google.auth.exceptions import TransportError

from funnel_addin.books.google import drive
from funnel_addin.books.google.account import consent, credentials, keeping
from funnel_addin.books.google.account.credentials import DRIVE_FILE, SHEETS, Found
from funnel_addin.books.google.calls.endpoint import Endpoint
from funnel_addin.books.google.calls.outcomes import Shut
from funnel_addin.books.google.calls.patience import Patience
from funnel_addin.books.google.calls.refusals import CallError
from funnel_addin.books.google.calls.tokens import Door
from funnel_addin.books.google.calls.transport import Transport
from funnel_addin.books.google.calls.wire import Line
from funnel_core.errors import SheetError

__all__ = ["Forgotten", "LoggedIn", "by_consent", "by_default", "by_key_file", "checked", "logout"]

CONSENTED = (SHEETS, DRIVE_FILE)
"""What a person is asked for, once: every Sheet that they name to us, and files that we make."""
NO_CLIENT = (
    "logging in needs an OAuth client, by which Google knows this program: "
    f"{consent.NEW_CLIENT}, then funnel sheets login --client FILE (addin/google/README.md has the "
    "steps)"
)
PERMISSIONS = "https://myaccount.google.com/permissions"
BRIEFLY = 20.0
"""Seconds to ask whose account it is: the login is good without an answer."""


@dataclass(frozen=True)
class LoggedIn:
    """Who is logged in now.

    Args:
        who: an address that a Sheet can be shared with, or words.
        where: where the login is kept: "the system's keyring", or a file.
        notes: what else is to be known, a sentence each.
    """

    who: str
    where: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Forgotten:
    """What `logout` did: whose login is forgotten, and what is left to do, a sentence each."""

    who: str
    notes: tuple[str, ...] = ()


def by_consent(
    client_file: str | Path | None,
    show: Callable[[str], None],
    open_browser: Callable[[str], object],
    wait: float = 300,
) -> LoggedIn:
    """Log a person in by their consent in a browser.

    Args:
        client_file: the JSON of an OAuth client; it is kept. None takes the one that was kept.
        show: is told the address to open.
        open_browser: opens it.
        wait: seconds until it is given up.

    Raises:
        SheetError: there is no client, no consent, or no place to keep it.
    """
    client = consent.client_of(client_file) if client_file is not None else _kept_client()
    given = consent.asked_for(client, CONSENTED, show, open_browser, wait)
    secret = {
        "refresh_token": given.refresh_token,
        "client_id": client.client_id,
        "client_secret": client.client_secret,
        "token_uri": client.token_uri,
    }
    told = {"kind": "person", "account": "", "scopes": " ".join(given.scopes)}
    # before anything else is asked: a person has just agreed
    if client_file is not None:
        keeping.keep(keeping.CLIENT, {"client_id": client.client_id}, client.as_secret())
    where, why_not = keeping.keep(keeping.LOGIN, told, secret)
    notes = [f"{why_not}; a private file does instead"] if why_not else []
    account = ""
    try:
        account = _asked_whose(credentials.Person(keeping.Kept(told, secret, where), CONSENTED))
    except SheetError as error:
        notes.append(f"whose account it is could not be asked: {error}")
    return LoggedIn(account or "the person in the browser", where, tuple(notes))


def _asked_whose(person: credentials.Person) -> str:
    """Ask Google whose login it is, and keep the answer beside it."""
    patience = Patience(deadline=BRIEFLY, requests=4)
    account = drive.account(Transport(person, patience=patience))
    # the person's own: Google may have renewed it when it was first used
    kept = person.kept
    keeping.keep(keeping.LOGIN, {**kept.told, "account": account}, kept.secret)
    return account


def by_key_file(path: str | Path) -> LoggedIn:
    """Log a service account in by its key file, whose place alone is kept.

    Raises:
        SheetError: it is no key file, or Google does not let it in.
    """
    where = Path(path).expanduser().absolute()
    found = checked(credentials.of_file(where, [SHEETS], "--service-account"))
    told = {"kind": "service_account", "path": str(where)}
    keeping.keep(keeping.LOGIN, told, {})
    note = f"only its place is kept: leave it there. Share each Sheet with {found.who} as an editor"
    return LoggedIn(found.who, str(where), (note,))


def by_default() -> LoggedIn:
    """Use Google's application-default credentials from now on.

    Raises:
        SheetError: there are none, or Google does not let them in.
    """
    found = credentials.of_default([SHEETS])
    if found is None:
        raise SheetError(
            f"this machine has no application-default credentials: {credentials.GCLOUD} makes them"
        )
    checked(found)
    where, _ = keeping.keep(keeping.LOGIN, {"kind": "default"}, {})
    return LoggedIn(found.who, where)


def logout(forget_client: bool = False) -> Forgotten | None:
    """Forget who is logged in, and have Google take the login back; None where nobody was.

    Args:
        forget_client: forget the OAuth client, too.

    Raises:
        SheetError: it cannot be forgotten.
    """
    notes: list[str] = []
    try:
        kept = keeping.kept(keeping.LOGIN)
    except SheetError as error:
        # what cannot be read can be forgotten all the same
        notes.append(f"it was not taken back at Google's, since {error}; see {PERMISSIONS}")
        kept = keeping.Kept({}, {}, "")
    if kept and kept.secret and not _revoked(kept):
        notes.append(f"Google did not confirm that it is taken back: see {PERMISSIONS}")
    keeping.forget(keeping.LOGIN)
    if forget_client:
        keeping.forget(keeping.CLIENT)
    if kept is None:
        return None
    who = kept.told.get("account") or kept.told.get("path") or "the login"
    return Forgotten(who, tuple(notes))


def _kept_client() -> consent.Client:
    kept = keeping.kept(keeping.CLIENT)
    if kept is None:
        raise SheetError(NO_CLIENT)
    try:
        return consent.Client(**kept.secret)
    except TypeError:
        raise SheetError(
            f"the OAuth client kept in {kept.where} is not whole: name it anew by --client FILE"
        ) from None


def checked(found: Found) -> Found:
    """See that Google gives a token.

    Raises:
        SheetError: it does not, or cannot be reached.
    """
    try:
        found.credentials.refresh(Door(Endpoint(), Line()))
    except Shut as shut:
        if isinstance(shut.outcome, CallError):
            raise shut.outcome from None
        raise SheetError(f"{shut.outcome.told}: try again later") from None
    except TransportError:
        raise SheetError("Google's token endpoint does not serve now: try again later") from None
    return found


def _revoked(kept: keeping.Kept) -> bool:
    """Have Google take a person's login back."""
    address = urljoin(kept.secret.get("token_uri", ""), "revoke")
    form = urlencode({"token": kept.secret.get("refresh_token", "")}).encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        reply = Door(Endpoint(), Line())(address, "POST", form, kind)
    except (Shut, ValueError):
        return False
    # 400: it was taken back before
    return reply.status in (200, 400)
