"""An export itself behind --from, by its own headings or by the roles that were saved for it."""

from __future__ import annotations

import json
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from funnel_addin.cli import main, sheets
from tests.flow.example_export import EXAMPLE
from tests.flow.test_from_history import TYPED, column, ran, started
from tests.sheets_server import SheetsServer

pytest.importorskip("ibis", reason="exports are read by Ibis: pip install '.[history]'")

LOG = "deal,stage,entered at\n" + "".join(
    f"D{n},{stage},2025-{month:02}-{day:02}\n"
    for n in range(40)
    for stage, month, day in (("Lead", 1, 1 + n % 28), ("Won" if n % 4 else "Lost", 3, 1 + n % 28))
)


@pytest.fixture
def deals(tmp_path: Path) -> Path:
    """The example in a folder of its own."""
    (tmp_path / "crm").mkdir()
    path = tmp_path / "crm" / EXAMPLE.name
    shutil.copy(EXAMPLE, path)
    return path


def test_an_export_its_roles_and_its_history_say_the_same(
    deals: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same plan from each, whichever folder the command runs in; each is told as what it is."""
    roles, saved = deals.with_name("crm.toml"), tmp_path / "history.json"
    status, told = ran(capsys, "history", str(deals), "--save-roles", str(roles), "--json")
    assert status == 0
    saved.write_text(told, encoding="utf-8")
    answers, notes = [], []
    for source in (deals, roles, saved):
        status, told = ran(capsys, "plan", *TYPED, "--from", str(source), "--json")
        assert status == 0
        data = json.loads(told)
        answers.append(data["stages"])
        notes.append(data["notes"][0].partition(";")[0])
    assert answers[0] == answers[1] == answers[2]
    assert notes == [
        f"{EXAMPLE.name} was taken for an export",
        "crm.toml was taken for roles that 'funnel history --save-roles' wrote",
        "history.json was taken for a history that 'funnel history --json' wrote",
    ]


def test_an_export_fills_a_plan(
    deals: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rates, lags, open deals, the value of a win, and what was counted in the term."""
    plan = started(tmp_path)
    words = ["--target", "1000000", "--goal", "revenue", "--start", "2025-01-01"]
    words += ["--end", "2025-12-31", "--confidence", "80%"]
    assert ran(capsys, "fill", str(plan), "--from", str(deals), *words)[0] == 0
    assert column(plan, "Plan_Stages")[-1] == "Closed Won"
    assert sum(column(plan, "Plan_Actuals", 11)) > 0
    assert all(column(plan, "Plan_Required_Confident"))
    rates = [
        k / n
        for n, k in zip(column(plan, "Plan_Counts"), column(plan, "Plan_Counts", 1), strict=True)
    ]
    assert rates == pytest.approx([0.55, 0.48, 0.6], abs=0.06)
    assert column(plan, "Plan_Value") == [9400]
    assert len(column(plan, "Plan_Volumes")) == 4


def test_an_export_that_needs_help_says_how_to_give_it_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The order of a log's stages is nowhere in it: the roles keep it."""
    log, roles = tmp_path / "log.csv", tmp_path / "roles.toml"
    log.write_text(LOG)
    status, told = ran(capsys, "plan", *TYPED, "--from", str(log))
    assert (status, told.count("\n")) == (1, 1)
    assert "… --save-roles crm.toml'" in told
    words = ["--stages", "Lead,Won", "--lost", "Lost", "--save-roles", str(roles)]
    assert ran(capsys, "history", str(log), *words)[0] == 0
    roles = roles.rename(tmp_path / "no ending")
    status, told = ran(capsys, "plan", *TYPED, "--from", str(roles))
    assert status == 0
    assert "Lead → Won 30 of 40, 0 open, 10 lost: 75.0%" in told


def test_a_file_that_is_nothing_of_the_kind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence, whatever its bytes."""
    for name, content in (
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(99)),
        ("b", bytes(range(256)) * 9),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        status, told = ran(capsys, "plan", *TYPED, "--from", str(path))
        assert (status, told.count("\n")) == (1, 1)
        assert str(path) in told


def test_a_watch_reads_the_exports_behind_roles_anew(
    deals: Path,
    server: SheetsServer,
    env: dict[str, str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A newer export is followed; one that is gone for a moment is waited for."""
    actions: list[dict[str, Any]] = [
        {"add_tab": "Plan"},
        {"edit": "Plan!B1", "value": 40},
        {"define_name": "Plan_Target", "as": "Plan!B1"},
        {"define_name": "Plan_Required", "as": "Plan!B6:B9"},
        {"define_name": "Plan_Counts", "as": "Plan!D3:E5"},
        {"define_name": "Plan_Volumes", "as": "Plan!G3:G6"},
    ]
    sheet = server.spreadsheet("Plan 2026", actions=actions)
    roles = deals.with_name("crm.toml")
    assert ran(capsys, "history", str(deals), "--save-roles", str(roles))[0] == 0
    whole = deals.read_text(encoding="utf-8")
    seen = []

    def at_first() -> None:
        seen.append(server.seen(sheet, "Plan!D3:E5"))
        deals.unlink()

    def newer() -> None:
        lines = whole.splitlines()
        deals.write_text("\n".join(lines[:500]), encoding="utf-8")

    steps: list[Callable[[], object]] = [at_first, newer]
    waiting = iter(steps)

    def sleep(seconds: float) -> None:
        next(waiting, lambda: signal.raise_signal(signal.SIGINT))()

    monkeypatch.setattr(sheets, "sleep", sleep)
    assert main(["sheets", "sync", sheet, "--from", str(roles), "--watch", "60"]) == 130
    told = capsys.readouterr().out
    assert EXAMPLE.name in told
    assert server.seen(sheet, "Plan!D3:E5") != seen[0]
