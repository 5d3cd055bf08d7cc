"""A home of a test's own: key files, logins and a browser, with nothing of this machine's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import requests

from funnel_addin.books.google.account import login
from tests.sheets_server import SheetsServer
from tests.sheets_server.app import Reply, Request

ROOT = Path(__file__).parents[2]
SHEETS = "https://www.googleapis.com/auth/spreadsheets"
DRIVE_FILE = "https://www.googleapis.com/auth/drive.file"
SECRET = "very-secret-word"
NO_KEYRING = "keyring.backends.fail.Keyring"
FOREIGN = (
    "GOOGLE_APPLICATION_CREDENTIALS",
    "CLOUDSDK_CONFIG",
    "APPDATA",
    "K_SERVICE",
    "CLOUD_RUN_JOB",
    "GCE_METADATA_HOST",
    "GAE_SERVICE",
    "FUNCTION_TARGET",
    "GOOGLE_CLOUD_QUOTA_PROJECT",
    "BROWSER",
)


@dataclass(frozen=True)
class Home:
    """A person's machine: a folder, and a Google that it reaches."""

    folder: Path
    server: SheetsServer

    def file(self, name: str, content: object, mode: int = 0o600) -> Path:
        """Write a file: JSON, or what it is."""
        path = self.folder / name
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text)
        path.chmod(mode)
        return path

    def key(self, name: str = "key.json", **changes: Any) -> Path:
        """Write a service account's key."""
        return self.file(name, self.server.service_account() | changes)

    def user(self, name: str = "user.json", **changes: Any) -> Path:
        """Write a person's `authorized_user` file."""
        info = self.server.authorized_user(scopes=frozenset({SHEETS, DRIVE_FILE}))
        return self.file(name, info | changes)

    def client(self, kind: str = "installed", **changes: Any) -> Path:
        """Write an OAuth client's file."""
        told = {
            "client_id": "client-9.apps.example",
            "client_secret": SECRET,
            "project_id": "test-project",
            "auth_uri": f"{self.server.base_url}/o/oauth2/auth",
            "token_uri": self.server.token_uri,
            "redirect_uris": ["http://localhost"],
        }
        return self.file("client.json", {kind: told | changes})

    @property
    def kept(self) -> list[Path]:
        """The files in which logins are kept."""
        return sorted((self.folder / "config" / "google").glob("*"))

    def environment(self, **more: str) -> dict[str, str]:
        """What a command of this home's finds in its environment."""
        return os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "addin")))} | more

    def funnel(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run `funnel sheets …` in a process of its own."""
        return subprocess.run(
            [sys.executable, "-m", "funnel_addin.cli", "sheets", *words],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=60,
            env=self.environment(**more),
        )


def settings(folder: Path, server: SheetsServer) -> Mapping[str, str]:
    """What a home sets in the environment."""
    return {
        "HOME": str(folder),
        "FUNNEL_CONFIG_DIR": str(folder / "config"),
        "FUNNEL_SHEETS_ENDPOINT": server.base_url,
        "PYTHON_KEYRING_BACKEND": NO_KEYRING,
        "TEST_RING": str(folder / "ring.json"),
    }


class Browser:
    """A browser that goes where it is sent, and on to where that sends it."""

    def __init__(self) -> None:
        self.seen: list[requests.Response] = []

    def __call__(self, address: str) -> None:
        """Open an address."""
        self.seen.append(requests.get(address, timeout=5))


def silent(address: str) -> None:
    """Show nothing."""


def log_in(home: Home, browser: Callable[[str], object] | None = None) -> login.LoggedIn:
    """Log a person in, who agrees unless the browser does something else."""
    return login.by_consent(home.client(), silent, browser or Browser(), wait=20)


@contextmanager
def forged(home: Home, call: str, answer: object) -> Iterator[None]:
    """Let Google do what it is asked for, and once answer something else."""
    app = home.server.app
    serve, forgeries = app.serve, [json.dumps(answer).encode()]

    def served(request: Request) -> Reply:
        answered = serve(request)
        if forgeries and app.log[-1].call == call and answered.code == 200:
            return replace(answered, data=forgeries.pop())
        return answered

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "serve", served)
        yield
    assert not forgeries


BROWSER = """import sys, urllib.request
urllib.request.build_opener(urllib.request.ProxyHandler({})).open(sys.argv[1], timeout=5).read()
"""
"""The same as a program of its own, for BROWSER to name."""
