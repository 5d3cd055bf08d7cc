"""A local Google for each test, the robot's key where the command finds it, and a new plan."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flow.command import typed_plan
from tests.flow.sheets import PLAN
from tests.sheets_server import SheetsServer


@pytest.fixture
def server() -> Iterator[SheetsServer]:
    """A server of the test's own, which must have kept to Google's schemas all along."""
    with SheetsServer() as running:
        yield running
    assert running.violations == []


@pytest.fixture
def env(server: SheetsServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The robot's key named by the environment, and nobody's own login in reach."""
    key = tmp_path / "key.json"
    key.touch(0o600)
    key.write_text(json.dumps(server.service_account()))
    settings = {
        "FUNNEL_SHEETS_ENDPOINT": server.base_url,
        "GOOGLE_APPLICATION_CREDENTIALS": str(key),
        "FUNNEL_CONFIG_DIR": str(tmp_path / "config"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
    for name, text in settings.items():
        monkeypatch.setenv(name, text)
    return {**os.environ, **settings}


@pytest.fixture
def plan(server: SheetsServer, env: dict[str, str]) -> str:
    """A person's plan, shared with the robot; its ID."""
    return server.spreadsheet("Plan 2027", actions=PLAN)


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    """Start a workbook from the template, with the worked case typed into it."""
    return typed_plan(tmp_path / "plan.xlsx")
