"""The real gspread and the real google-auth, on a detour: Google's hosts are this server."""

from functools import cache
from typing import Any
from urllib.parse import urlsplit

import gspread
from google.auth.crypt import RSASigner
from google.auth.transport.requests import AuthorizedSession
from google.oauth2 import credentials, service_account
from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter

from tests.sheets_server.auth import SCOPES

HOSTS = ("sheets.googleapis.com", "www.googleapis.com", "oauth2.googleapis.com")


class Detour(HTTPAdapter):
    """Sends what is meant for Google's hosts to another address, path and all."""

    def __init__(self, base_url: str) -> None:
        super().__init__()
        self.base_url = base_url

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
        """Send the request there."""
        parts = urlsplit(request.url or "")
        query = f"?{parts.query}" if parts.query else ""
        request.url = f"{self.base_url}{parts.path}{query}"
        return super().send(request, *args, **kwargs)


class ServiceAccount(service_account.Credentials):
    """google-auth's own, without the look-up of a region that it starts behind one's back."""

    def _is_regional_access_boundary_lookup_required(self) -> bool:
        return False


class Person(credentials.Credentials):
    """A person's credentials, likewise."""

    def _is_regional_access_boundary_lookup_required(self) -> bool:
        return False


@cache
def _signer(private_key: str, key_id: str) -> RSASigner:
    """Reading a key takes fifty times as long as signing with it."""
    return RSASigner.from_string(private_key, key_id)


def session(base_url: str, info: dict[str, str], *scopes: str) -> AuthorizedSession:
    """A session that signs in by the contents of a key file; all scopes unless some are named."""
    wanted = [SCOPES + name for name in scopes or ("spreadsheets", "drive")]
    if info["type"] == "service_account":
        found = ServiceAccount(
            _signer(info["private_key"], info["private_key_id"]),
            info["client_email"],
            info["token_uri"],
            scopes=wanted,
            project_id=info["project_id"],
        )
    else:
        found = Person.from_authorized_user_info(info, scopes=wanted)
        found._token_uri = info["token_uri"]
    answer = AuthorizedSession(found)
    detour = Detour(base_url)
    for host in HOSTS:
        answer.mount(f"https://{host}/", detour)
    return answer


def client(base_url: str, info: dict[str, str], *scopes: str) -> gspread.Client:
    """A gspread client whose every call goes to the server."""
    return gspread.Client(auth=None, session=session(base_url, info, *scopes))
