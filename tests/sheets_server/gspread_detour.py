"""A pytest plugin for gspread's own suite: its calls go to the address in SHEETS_SERVER.

It stands alone, since it is loaded where `tests` means gspread's tests: the runner copies it.
Nothing is replayed: empty stand-ins take the place of what gspread's conftest imports of vcrpy.
"""

import os
import sys
import types
from typing import Any
from urllib.parse import urlsplit

import pytest


def detour(base_url: str) -> None:
    """Mount the server's address on every session that google-auth makes from now on."""
    from google.auth.transport.requests import AuthorizedSession
    from google.oauth2 import service_account
    from requests.adapters import HTTPAdapter

    class Detour(HTTPAdapter):
        def send(self, request: Any, *args: Any, **kwargs: Any) -> Any:
            parts = urlsplit(request.url)
            query = f"?{parts.query}" if parts.query else ""
            request.url = f"{base_url}{parts.path}{query}"
            return super().send(request, *args, **kwargs)

    plain = AuthorizedSession.__init__

    def begin(session: Any, *args: Any, **kwargs: Any) -> None:
        plain(session, *args, **kwargs)
        session.mount("https://", Detour())

    AuthorizedSession.__init__ = begin
    name = "_is_regional_access_boundary_lookup_required"
    if hasattr(service_account.Credentials, name):
        setattr(service_account.Credentials, name, lambda _: False)


def stand_in_for_vcr() -> None:
    """Let gspread's conftest import what it needs of vcrpy."""
    vcr, errors = types.ModuleType("vcr"), types.ModuleType("vcr.errors")
    plain = {"ensure_suffix": staticmethod(lambda suffix: suffix)}
    vcr.__dict__["VCR"] = type("VCR", (), plain)
    name = "CannotOverwriteExistingCassetteException"
    errors.__dict__[name] = type(name, (Exception,), {})
    sys.modules |= {"vcr": vcr, "vcr.errors": errors}


def pytest_configure(config: pytest.Config) -> None:
    """Know the mark that gspread's tests bear."""
    config.addinivalue_line("markers", "vcr: would be replayed elsewhere")


if "SHEETS_SERVER" in os.environ:  # before gspread's conftest is imported
    detour(os.environ["SHEETS_SERVER"])
    stand_in_for_vcr()
