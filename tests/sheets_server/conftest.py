"""A server a test, and the real gspread signed in to it."""

from collections.abc import Iterator

import gspread
import pytest

from tests.sheets_server import SheetsServer, client


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
def gc(server: SheetsServer) -> gspread.Client:
    """gspread, signed in as the robot with a signed assertion."""
    return client(server.base_url, server.service_account())


@pytest.fixture
def book(gc: gspread.Client, sheet_id: str) -> gspread.Spreadsheet:
    """The spreadsheet, opened by gspread."""
    return gc.open_by_key(sheet_id)
