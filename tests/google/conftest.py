"""A local Google for each test."""

from collections.abc import Iterator

import pytest

from tests.sheets_server import SheetsServer


@pytest.fixture
def server() -> Iterator[SheetsServer]:
    """A server of the test's own, which must have kept to Google's schemas all along."""
    with SheetsServer() as running:
        yield running
    assert running.violations == []
