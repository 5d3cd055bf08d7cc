"""A real `funnel sheets sync` is killed at each of its requests; the next one puts all right."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.sheets_server import ROBOT, SheetsServer
from tests.sync.team import SHEET, WRITE, Team, by_target

FIRST = ["survey", "look", "tab", "second look", "write"]
LATER = ["survey", "look", "write"]
APPLIED = pytest.mark.parametrize("applied", [False, True], ids=["before it", "after it"])


@pytest.fixture
def key_file(team_server: SheetsServer, tmp_path: Path) -> Path:
    """A service account's key, as a job has it."""
    path = tmp_path / "key.json"
    path.write_text(json.dumps(team_server.service_account(ROBOT)))
    path.chmod(0o600)
    return path


def killed(server: SheetsServer, sheet: str, key_file: Path, at: int, applied: bool) -> None:
    """Run the command, and kill it with SIGKILL at its so-many-th request."""
    running: list[subprocess.Popen[bytes]] = []

    def kill() -> None:
        os.kill(running[0].pid, signal.SIGKILL)

    call = "spreadsheets.*"
    server.run(kill, nth=at, call=call, moment="after" if applied else "before")
    # the request has its effect, and nobody is there to read the reply; or it has none
    server.fault("lost" if applied else "reset", nth=at, call=call)
    command = [sys.executable, "-m", "funnel_addin.cli", "sheets", "sync", sheet]
    with subprocess.Popen(
        [*command, "--credentials", str(key_file), "--as-of", "2027-05-10"],
        env={**os.environ, "FUNNEL_SHEETS_ENDPOINT": server.base_url},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        running.append(process)
        told = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL, told
    server.calm()


def inputs(server: SheetsServer, sheet: str) -> list[Any]:
    """All that people typed, but for outputs."""
    return [server.seen(sheet, text) for text in ("A1:B6", "E3:F3", "H1:H3")]


@APPLIED
@pytest.mark.parametrize("at", range(1, 6), ids=FIRST)
def test_the_first_sync_is_killed(team: Team, key_file: Path, at: int, applied: bool) -> None:
    """What a person typed before there ever was a sync is kept; the rest is written, once."""
    server = team.server
    team.sheet = server.spreadsheet(actions=SHEET, shared_with={ROBOT: "writer"})
    team.act({"edit": "Plan!C5", "value": "agreed"}, {"edit": "Plan_Target", "value": 20})
    typed = inputs(server, team.sheet)
    before = len(server.log(WRITE))
    killed(server, team.sheet, key_file, at, applied)
    written = len([each for each in server.log(WRITE)[before:] if each.fault != "reset"])
    assert written == (at == 5 and applied)
    done = team.synced()
    assert bool(done.written) == (not written)
    assert [each.cell for each in done.kept] == ["Plan!C5"]
    assert team.seen() == [[160], ["agreed"], [20]]
    assert team.calm_and_right([[160], ["agreed"], [20]]).written == ()
    assert inputs(server, team.sheet) == typed
    tabs = server.book(team.sheet).sheets
    assert [(each.title, each.hidden) for each in tabs] == [("Plan", False), ("Funnel sync", True)]


@APPLIED
@pytest.mark.parametrize("at", range(1, 4), ids=LATER)
def test_a_later_sync_is_killed(team: Team, key_file: Path, at: int, applied: bool) -> None:
    """What was written is known to be ours, and what a person typed meanwhile is theirs."""
    server = team.server
    team.act({"edit": "Plan!F6", "value": 17.5})
    typed = inputs(server, team.sheet)
    killed(server, team.sheet, key_file, at, applied)
    assert team.seen() == by_target(20 if at == 3 and applied else 10)
    assert team.seen("Plan!F6") == [[17.5]]
    done = team.calm_and_right()
    assert bool(done.written) == (not (at == 3 and applied))
    assert [each.cell for each in done.kept] == ["Plan!F6"]
    team.act({"edit": "Plan_Target", "value": 30})
    assert [each.cell for each in team.calm_and_right(by_target(30)).kept] == ["Plan!F6"]
    assert team.seen("Plan!F6") == [[17.5]]
    team.act({"edit": "Plan_Target", "value": 20})
    team.synced()
    assert inputs(server, team.sheet) == typed
