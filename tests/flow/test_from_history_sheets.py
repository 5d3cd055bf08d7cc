"""`funnel sheets sync --from` a history: into a shared Sheet, once and in a watch."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from funnel_addin.cli import main, sheets
from tests.flow.histories import STAGES, history, saved, way
from tests.sheets_server import SheetsServer

COUNTS, VOLUMES, NAMES, STAMP = "Plan!D3:E5", "Plan!G3:G6", "Plan!F3:F6", "Plan!B12:C12"
SHEET: list[dict[str, Any]] = [
    {"add_tab": "Plan"},
    {"edit": "Plan!B1", "value": 40},
    {"define_name": "Plan_Target", "as": "Plan!B1"},
    {"define_name": "Plan_Required", "as": "Plan!B6:B9"},
    {"define_name": "Plan_Counts", "as": COUNTS},
    {"define_name": "Plan_Stages", "as": NAMES},
    {"define_name": "Plan_Volumes", "as": VOLUMES},
    {"define_name": "Plan_Filled", "as": STAMP},
]


@pytest.fixture
def sheet(server: SheetsServer, env: dict[str, str]) -> str:
    """A Sheet with room for a history; its ID."""
    return server.spreadsheet("Plan 2027", actions=SHEET)


def test_a_history_goes_into_a_sheet(
    server: SheetsServer, sheet: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What it was taken for and what it filled are told; the Sheet says where it came from."""
    assert main(["sheets", "sync", sheet, "--from", str(saved(tmp_path))]) == 0
    told = capsys.readouterr().out
    assert "Note: history.json was taken for a history" in told
    assert "equivalent counts" in told
    assert server.seen(sheet, COUNTS) == [[800, 300], [200, 100], [80, 20]]
    assert server.seen(sheet, VOLUMES)[:3] == [[200], [100], [20]]
    assert [name for (name,) in server.seen(sheet, NAMES)] == STAGES
    assert server.seen(sheet, STAMP)[0][1] == "funnel sheets sync, history.json"
    assert main(["sheets", "sync", sheet, "--from", str(saved(tmp_path)), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["written"] == []


def test_what_a_person_typed_over_it_is_kept(
    server: SheetsServer, sheet: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A volume that a person corrected stays, and is told, with status 3."""
    words = ["sheets", "sync", sheet, "--from", str(saved(tmp_path))]
    main(words)
    server.act(sheet, [{"edit": "Plan!G4", "value": 99}])
    capsys.readouterr()
    assert main(words) == 3
    assert "99; the export says 100" in capsys.readouterr().out
    assert server.seen(sheet, VOLUMES)[1] == [99]


def test_a_history_that_is_wrong_leaves_the_sheet_whole(
    server: SheetsServer, sheet: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A step without a rate, or stages of other names: one sentence, nothing written."""
    steps = history()["steps"]
    steps[1] = way("MQL", "Opportunity", (9, 3, 0, 6), rate=None, equivalent=None, not_enough="few")
    before = server.seen(sheet, "Plan!A1:H12")
    assert main(["sheets", "sync", sheet, "--from", str(saved(tmp_path, steps=steps))]) == 1
    assert "gives no rate for a step" in capsys.readouterr().err
    server.act(sheet, [{"edit": NAMES, "value": [["Visitor"], ["Signup"], ["Customer"], [""]]}])
    assert main(["sheets", "sync", sheet, "--from", str(saved(tmp_path))]) == 1
    assert "the history Lead, MQL, Opportunity, Won: name them alike" in capsys.readouterr().err
    assert server.seen(sheet, COUNTS) == [row[3:5] for row in before[2:5]]


def test_a_watch_reads_the_history_anew_each_turn(
    server: SheetsServer,
    sheet: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A newer one is followed; while one is half written the watch waits for the next turn."""
    path = saved(tmp_path)

    def newer() -> None:
        steps = history()["steps"]
        steps[0] = way("Lead", "MQL", (2000, 600, 1000, 400))
        saved(tmp_path, steps=steps)

    turns: list[Callable[[], object]] = [newer, lambda: path.write_text('{"stages": ['), newer]
    waiting = iter(turns)

    def sleep(seconds: float) -> None:
        next(waiting, lambda: signal.raise_signal(signal.SIGINT))()

    monkeypatch.setattr(sheets, "sleep", sleep)
    assert main(["sheets", "sync", sheet, "--from", str(path), "--watch", "60"]) == 130
    told = capsys.readouterr().out
    assert "800 → 1,600" in told
    assert "begins like JSON and is none" in told
    assert server.seen(sheet, COUNTS)[0] == [1600, 600]
