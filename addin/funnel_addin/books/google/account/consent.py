"""A person's consent, asked for in their browser: OAuth for installed apps, with PKCE."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from funnel_addin.books.google.account.keyfiles import check_secure, contents
from funnel_addin.books.google.account.redirect import AGAIN, Redirect
from funnel_addin.books.google.calls.endpoint import Endpoint
from funnel_addin.books.google.calls.wire import Wire
from funnel_core.errors import SheetError

if TYPE_CHECKING:
    from google_auth_oauthlib.flow import Flow

__all__ = ["Client", "Consent", "asked_for", "client_of"]

NEW_CLIENT = (
    "make one of the kind 'Desktop app' in the Google Cloud console (Google Auth Platform, "
    "Clients) and download its JSON"
)
TOKEN_TIMEOUT = 30
"""Seconds that the token endpoint has to answer."""
CLIENT_REFUSED = frozenset({"invalid_client", "unauthorized_client", "deleted_client"})


@dataclass(frozen=True)
class Client:
    """An OAuth client: the program, as Google knows it. Its secret is shown nowhere."""

    client_id: str
    client_secret: str
    auth_uri: str
    token_uri: str

    def __repr__(self) -> str:
        return f"Client({self.client_id!r})"

    def as_secret(self) -> dict[str, str]:
        """Give it as it is kept."""
        return {
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "auth_uri": self.auth_uri,
            "token_uri": self.token_uri,
        }


@dataclass(frozen=True)
class Consent:
    """What a person agreed to. Neither token is shown anywhere."""

    refresh_token: str
    scopes: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Consent({self.scopes!r})"


def client_of(path: str | Path) -> Client:
    """Read the file of an OAuth client.

    Raises:
        SheetError: it is no such file, or one of the wrong kind.
    """
    where = Path(path).expanduser()
    info = contents(where, "--client", NEW_CLIENT)
    if isinstance(info, dict) and info.get("type") == "service_account":
        raise SheetError(
            f"{where} is a service account's key, not an OAuth client: "
            f"funnel sheets login --service-account {where}"
        )
    if isinstance(info, dict) and "web" in info:
        raise SheetError(
            f"{where} is an OAuth client for a web site, where one for a desktop app is expected: "
            f"{NEW_CLIENT}"
        )
    told = info.get("installed") if isinstance(info, dict) else None
    if not isinstance(told, dict):
        raise SheetError(f"{where} is no OAuth client: {NEW_CLIENT}")
    fields = {name: str(told.get(name) or "") for name in Client.__dataclass_fields__}
    lacking = " and no ".join(name for name, text in fields.items() if not text)
    if lacking:
        raise SheetError(f"{where} is not whole: it has no {lacking}: {NEW_CLIENT}")
    for name in ("auth_uri", "token_uri"):
        check_secure(fields[name], f"the {name} in {where}")
    return Client(**fields)


def asked_for(
    client: Client,
    scopes: Sequence[str],
    show: Callable[[str], None],
    open_browser: Callable[[str], object],
    wait: float,
) -> Consent:
    """Ask a person for their consent.

    Args:
        client: by which program.
        scopes: to what.
        show: is told the address that the person must open.
        open_browser: opens it for them.
        wait: seconds until it is given up.

    Raises:
        SheetError: there is no consent, or not to everything.
    """
    from google_auth_oauthlib.flow import InstalledAppFlow

    # what stands for Google's hosts stands for the token endpoint, too; the browser is free
    asking = replace(client, token_uri=Endpoint().of(client.token_uri))
    flow = InstalledAppFlow.from_client_config({"installed": asking.as_secret()}, list(scopes))
    for scheme in ("https://", "http://"):
        flow.oauth2session.mount(scheme, Wire())
    # a redirect would take the code and the client's secret along
    flow.oauth2session.max_redirects = 0
    with Redirect() as redirect, _oauthlib_settings(asking):
        # the address, not the name: "localhost" may lead to another program first
        flow.redirect_uri = redirect.address
        # "consent": without it Google hands out a lasting token at the first login only
        address, redirect.state = flow.authorization_url(prompt="consent")
        show(address)
        open_browser(address)
        token = _exchanged(flow, redirect.code(wait))
    granted = tuple(token.get("scope") or scopes)
    if not set(scopes) <= set(granted):
        raise SheetError(f"not every box was ticked in the browser: {AGAIN}, and tick them all")
    if not token.get("refresh_token"):
        raise SheetError(
            "Google gave no lasting login: take this app's access away at "
            f"https://myaccount.google.com/permissions, then {AGAIN}"
        )
    return Consent(token["refresh_token"], granted)


def _exchanged(flow: Flow, code: str) -> Mapping[str, Any]:
    """Exchange the code that came by the browser for tokens."""
    from oauthlib.oauth2 import OAuth2Error
    from requests import RequestException

    try:
        # the client's secret in the body: Google's own way
        flow.fetch_token(code=code, include_client_id=True, timeout=TOKEN_TIMEOUT)
    except RequestException:
        raise SheetError(
            f"the login could not be finished, since Google could not be reached: {AGAIN}"
        ) from None
    except OAuth2Error as error:
        word = error.error if error.error in CLIENT_REFUSED else ""
        cure = f"download the client's JSON again, then {AGAIN}" if word else AGAIN
        raise SheetError(
            f"Google did not finish the login{f' ({word})' if word else ''}: {cure}"
        ) from None
    except ValueError:
        raise SheetError(f"Google's answer to the login is not understood: {AGAIN}") from None
    token: Mapping[str, Any] = flow.oauth2session.token
    return token


@contextlib.contextmanager
def _oauthlib_settings(client: Client) -> Iterator[None]:
    """Have oauthlib keep tokens to itself, and leave it to us what scopes and addresses will do.

    Its loggers write tokens down at DEBUG; the rest can only be set by environment variables.
    """
    wanted = {"OAUTHLIB_RELAX_TOKEN_SCOPE": "1"}
    if "http" in (urlsplit(client.auth_uri).scheme, urlsplit(client.token_uri).scheme):
        # on this machine alone: see `check_secure`
        wanted["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
    before = {name: os.environ.get(name) for name in wanted}
    talkers = [
        logging.getLogger(name)
        for name in list(logging.root.manager.loggerDict)
        if name.partition(".")[0] in ("requests_oauthlib", "oauthlib")
    ]
    told = [(each, each.disabled) for each in talkers]
    os.environ.update(wanted)
    for each in talkers:
        each.disabled = True
    try:
        yield
    finally:
        for each, was in told:
            each.disabled = was
        for name, text in before.items():
            if text is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = text
