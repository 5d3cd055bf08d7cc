"""A team's Sheet, for tests that sync it from end to end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sheets_server import SheetsServer
from tests.sync.team import Team


@pytest.fixture(scope="module")
def team_server() -> Iterator[SheetsServer]:
    """One server; each test has a Sheet of its own."""
    with SheetsServer() as running:
        yield running


@pytest.fixture
def team(team_server: SheetsServer) -> Iterator[Team]:
    """A Sheet whose outputs stand for a target of 10, and whose target is 20 by now."""
    team_server.app.log.clear()
    yield Team(team_server)
    team_server.calm()
