"""A local Google for each test, and a home that holds nothing of this machine's."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from funnel_addin.books.google.calls.transport import Transport
from tests.google.accounts import FOREIGN, Home, settings
from tests.google.callers import Clock, caller
from tests.sheets_server import SheetsServer


@pytest.fixture
def server() -> Iterator[SheetsServer]:
    """A server of the test's own, which must have kept to Google's schemas all along."""
    with SheetsServer() as running:
        yield running
    assert running.violations == []


@pytest.fixture
def sheet_id(server: SheetsServer) -> str:
    """A person's spreadsheet that the robot may write to."""
    return server.spreadsheet("Plan")


@pytest.fixture
def clock() -> Clock:
    """Time that passes only by sleeping."""
    return Clock()


@pytest.fixture
def calls(server: SheetsServer, clock: Clock) -> Transport:
    """A transport that goes by that clock."""
    return caller(server, clock)


@pytest.fixture
def home(tmp_path: Path, server: SheetsServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """A machine where nobody is logged in, with no keyring."""
    for name in FOREIGN:
        monkeypatch.delenv(name, raising=False)
    for name, text in settings(tmp_path, server).items():
        monkeypatch.setenv(name, text)
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    yield Home(tmp_path, server)
    keyring.set_keyring(before)
