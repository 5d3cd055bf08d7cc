"""`funnel sheets sync` and `check` as a person types them, at a local server."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from funnel_addin.books.sight import SyncedBook
from funnel_addin.cli import main, sheets
from tests.flow.command import typed_plan
from tests.flow.sheets import ADD, NOWHERE, PLAN, READ, WRITE, calls, required
from tests.sheets_server import ROBOT, SheetsServer


def funnel(env: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "funnel_addin.cli", "sheets", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=env,
        timeout=60,
    )


@pytest.fixture
def sync(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, dict[str, Any]]]:
    """Run `funnel sheets sync --json` here; give the exit status and the one object printed."""

    def run(*words: str) -> tuple[int, dict[str, Any]]:
        capsys.readouterr()
        status = main(["sheets", "sync", *words, "--json"])
        return status, json.loads(capsys.readouterr().out)

    return run


Sync = Callable[..., tuple[int, dict[str, Any]]]


def test_the_first_sync_a_change_and_nothing_to_do(
    server: SheetsServer, plan: str, env: dict[str, str]
) -> None:
    """Five requests, which make the memory; then two; then three: one of them a write."""
    first = funnel(env, "sync", plan)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.splitlines() == [
        "Plan 2027",
        "",
        "Plan_Required",
        "  Plan!B6   blank → 320",
        "  Plan!B7   blank → 160",
        "  Plan!B8   blank → 40",
        "",
        "Wrote 3 cells. 5 requests.",
    ]
    assert calls(server) == [READ, READ, ADD, READ, WRITE]
    assert required(server, plan) == [320, 160, 40]
    idle = funnel(env, "sync", plan)
    assert (idle.returncode, idle.stdout.splitlines()[-1]) == (
        0,
        "In sync: nothing had to change. 2 requests.",
    )
    assert calls(server)[5:] == [READ, READ]
    server.act(plan, [{"edit": "Plan_Target", "value": 50}])
    changed = funnel(env, "sync", plan)
    assert changed.returncode == 0
    assert "  Plan!B6   320 → 400\n" in changed.stdout
    assert calls(server)[7:] == [READ, READ, WRITE]
    assert required(server, plan) == [400, 200, 50]


def test_nothing_is_requested_but_the_sheet_and_a_token(
    server: SheetsServer, plan: str, env: dict[str, str]
) -> None:
    """An address from a browser; its host and the rest of its path are never asked for."""
    address = f"https://docs.google.com/spreadsheets/u/1/d/{plan}/edit?usp=sharing#gid=0"
    assert funnel(env, "sync", address).returncode == 0
    asked = [each.path.partition("?")[0] for each in server.log()]
    assert asked[0] == "/token"
    assert {path.removeprefix(f"/v4/spreadsheets/{plan}") for path in asked[1:]} == {
        "",
        ":batchUpdate",
        "/values:batchUpdate",
    }
    assert {each.who for each in server.log("spreadsheets.*")} == {ROBOT}


def test_what_a_person_typed_over_an_output_is_kept(
    server: SheetsServer, plan: str, sync: Sync, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit status 3 with its cell, until it is taken over by name."""
    assert sync(plan)[0] == 0
    server.act(plan, [{"edit": "Plan!B7", "value": 175}, {"edit": "Plan!B1", "value": 50}])
    status, done = sync(plan)
    assert status == 3
    assert [(each["name"], each["cell"], each["value"]) for each in done["written"]] == [
        ("Plan_Required", "Plan!B6", 400),
        ("Plan_Required", "Plan!B8", 50),
    ]
    (kept,) = done["kept"]
    assert (kept["cell"], kept["value"], kept["wanted"]) == ("Plan!B7", 175, 200)
    assert kept["why"]
    assert done["requests"] == 3
    assert required(server, plan) == [400, 175, 50]
    assert main(["sheets", "sync", plan]) == 3
    assert "--overwrite Plan_Required" in capsys.readouterr().out
    status, done = sync("--overwrite", "plan_required", plan)
    assert (status, done["kept"]) == (0, [])
    assert [(each["cell"], each["was"], each["value"]) for each in done["written"]] == [
        ("Plan!B7", 175, 200)
    ]
    assert required(server, plan) == [400, 200, 50]


def test_several_names_may_follow_one_overwrite(server: SheetsServer, sync: Sync, env: Any) -> None:
    """Or each its own; the spreadsheet may come before or after."""
    action = {"define_name": "Plan_Expected", "as": "Plan!C6:C8"}
    typed = {"edit": "Plan!B6:C8", "value": [[1, 1], [1, 1], [1, 1]]}
    plan = server.spreadsheet(actions=[*PLAN, action, typed])
    assert sync(plan)[0] == 3
    status, done = sync("--overwrite", "Plan_Required", "Plan_Expected", plan)
    assert (status, len(done["written"]), done["kept"]) == (0, 6, [])


def test_a_name_that_no_sync_writes_cannot_be_taken_over(
    server: SheetsServer, plan: str, sync: Sync
) -> None:
    """The sentence says which names there are."""
    status, done = sync(plan, "--overwrite", "Plan_Target")
    assert status == 1
    assert "Plan_Required" in done["problems"][0]["problem"]
    assert WRITE not in calls(server)


def test_a_dry_run_writes_nothing(server: SheetsServer, plan: str, sync: Sync) -> None:
    """Two requests, no memory made; what is a person's is told as well."""
    status, done = sync(plan, "--dry-run")
    assert (status, done["dry_run"], len(done["written"]), done["requests"]) == (0, True, 3, 2)
    server.act(plan, [{"edit": "Plan!B7", "value": 175}])
    status, done = sync(plan, "--dry-run")
    assert (status, len(done["written"]), done["kept"][0]["cell"]) == (3, 2, "Plan!B7")
    assert calls(server) == [READ] * 4
    assert required(server, plan) == [None, 175, None]


def test_wrong_inputs_are_told_with_their_cells(
    server: SheetsServer, plan: str, sync: Sync, env: dict[str, str]
) -> None:
    """All at once, on standard error and in JSON; nothing is written."""
    server.act(
        plan,
        [{"edit": "Plan!B1", "value": "#N/A"}, {"edit": "Plan!B3:B4", "value": [[47], ["x"]]}],
    )
    status, done = sync(plan)
    assert status == 1
    assert (done["written"], done["kept"]) == ([], [])
    assert [(each["name"], each["cell"]) for each in done["problems"]] == [
        ("Plan_Target", "Plan!B1"),
        ("Plan_Rates", "Plan!B3"),
        ("Plan_Rates", "Plan!B4"),
    ]
    run = funnel(env, "sync", plan)
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.startswith("funnel: Plan 2027 has 2 problems:\n")
    assert "Plan!B1" in run.stderr
    assert "Plan!B3 is 47" in run.stderr
    assert WRITE not in calls(server)


def test_an_output_that_cannot_be_written_leaves_the_others_be_written(
    server: SheetsServer, sync: Sync, env: dict[str, str]
) -> None:
    """Exit status 3, and the one is a problem."""
    actions = [
        {"define_name": "Plan_Confidence", "as": "Plan!B2"},
        {"edit": "Plan!B2", "value": 0.8},
        {"define_name": "Plan_Required_Confident", "as": "Plan!C6:C7"},
    ]
    plan = server.spreadsheet(actions=[*PLAN, *actions])
    status, done = sync(plan)
    assert (status, len(done["written"])) == (3, 3)
    (problem,) = done["problems"]
    assert (problem["name"], problem["cell"]) == ("Plan_Required_Confident", "Plan!C6:C7")


def test_counts_from_an_export_are_written_like_outputs(
    server: SheetsServer, sync: Sync, env: dict[str, str], tmp_path: Path
) -> None:
    """Never over what a person typed, unless it is taken over."""
    names = [
        {"define_name": "Plan_Counts", "as": "Plan!D3:E4"},
        {"define_name": "Plan_Stages", "as": "Plan!A6:A8"},
    ]
    plan = server.spreadsheet(
        actions=[*PLAN, {"edit": "Plan!B3:B4", "value": [[""], [""]]}, *names]
    )
    export = tmp_path / "export.csv"
    export.write_text("stage,entered,advanced\nLead,100,50\nDeal,50,10\nWon,,\n")
    status, done = sync(plan, "--from", str(export))
    assert status == 0
    assert server.seen(plan, "Plan!D3:E4") == [[100, 50], [50, 10]]
    assert server.seen(plan, "Plan!A6:B8") == [["Lead", 400], ["Deal", 200], ["Won", 40]]
    assert len(done["written"]) == 10
    server.act(plan, [{"edit": "Plan!D4", "value": 60}])
    status, done = sync(plan, "--from", str(export))
    assert (status, [each["cell"] for each in done["kept"]]) == (3, ["Plan!D4"])
    status, done = sync(plan, "--from", str(export), "--overwrite", "Plan_Counts")
    assert (status, server.seen(plan, "Plan!D4")) == (0, [[50]])


def test_an_export_that_cannot_be_read_is_told_before_anything_is_asked(
    server: SheetsServer, plan: str, sync: Sync, tmp_path: Path
) -> None:
    """The file is named; no request is made."""
    status, done = sync(plan, "--from", str(tmp_path / "none.csv"))
    assert (status, done["requests"]) == (1, 0)
    assert "none.csv" in done["problems"][0]["problem"]
    assert server.log() == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["plan.xlsx"], "workbook file, not a Google Sheet"),
        (["https://docs.google.com/document/d/1aBcDeFgHiJkLmNoPqRsTuVw/edit"], "text document"),
        (["https://example.com/spreadsheets/d/1aBcDeFgHiJkLmNoPqRsTuVw"], "ID of a spreadsheet"),
        (["1aBcDeFgHiJkLmNoPqRsTuVw", "--deadline", "soon"], "'--deadline' must be a number"),
        (["1aBcDeFgHiJkLmNoPqRsTuVw", "--deadline=-1"], "'--deadline' must be a number"),
        (["1aBcDeFgHiJkLmNoPqRsTuVw", "--as-of", "tomorrow"], "'--as-of' must be a date"),
    ],
)
def test_what_is_typed_wrongly_is_told_before_anything_is_asked(
    server: SheetsServer, env: dict[str, str], sync: Sync, words: list[str], expected: str
) -> None:
    """No request at all; JSON even then."""
    status, done = sync(*words)
    assert (status, done["written"], done["requests"]) == (1, [], 0)
    assert expected in done["problems"][0]["problem"]
    assert server.log() == []


@pytest.mark.parametrize("every", ["0", "4.9", "-1", "nan", "often", "1e99"])
def test_a_watch_that_would_use_up_the_quota_is_refused(
    server: SheetsServer, plan: str, capsys: pytest.CaptureFixture[str], every: str
) -> None:
    """With the least that there is, and why."""
    assert main(["sheets", "sync", plan, "--watch", every]) == 1
    assert "'--watch' must be a number of seconds from 5" in capsys.readouterr().err
    assert server.log() == []


def test_nobody_is_logged_in(env: dict[str, str], plan: str, server: SheetsServer) -> None:
    """One sentence that says how; no request."""
    run = funnel({**env, **NOWHERE}, "sync", plan, "--json")
    assert run.returncode == 1
    assert "funnel sheets login" in json.loads(run.stdout)["problems"][0]["problem"]
    assert run.stderr.count("\n") == 1
    assert server.log() == []


def test_a_sheet_that_is_not_shared(server: SheetsServer, plan: str, env: dict[str, str]) -> None:
    """Whom it must be shared with is named; it is not tried again."""
    server.unshare(plan, ROBOT)
    run = funnel(env, "sync", plan, "--json")
    assert run.returncode == 1
    done = json.loads(run.stdout)
    assert (done["written"], done["requests"]) == ([], 1)
    assert ROBOT in done["problems"][0]["problem"]
    assert "Traceback" not in run.stderr


def test_a_key_file_may_be_named_and_others_must_not_read_it(
    server: SheetsServer, plan: str, env: dict[str, str], tmp_path: Path
) -> None:
    """A warning on standard error; standard output stays one object."""
    key = Path(env["GOOGLE_APPLICATION_CREDENTIALS"])
    key.chmod(0o644)
    run = funnel({**env, **NOWHERE}, "sync", plan, "--json", "--credentials", str(key))
    assert run.returncode == 0
    assert json.loads(run.stdout)["requests"] == 5
    assert run.stderr == (f"funnel: {key} is readable by others on this machine: chmod 600 {key}\n")


def test_the_deadline_ends_a_sync(server: SheetsServer, plan: str, sync: Sync) -> None:
    """What was counted until then is told."""
    server.fault("503", times=None)
    status, done = sync(plan, "--deadline", "1")
    assert status == 1
    assert 1 <= done["requests"] <= 30
    assert done["requests"] == len(calls(server))


def test_what_nobody_foresaw_is_told_without_what_it_quotes(
    server: SheetsServer,
    plan: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where it happened, for a report; never a token, a cell or a traceback."""

    def broken(*_: object) -> SyncedBook:
        raise RuntimeError("ya29.token of a cell")

    monkeypatch.setattr(sheets, "open_sheet", broken)
    assert main(["sheets", "sync", plan, "--json"]) == 1
    printed = capsys.readouterr()
    assert "RuntimeError at test_sheets_cli.py, line" in printed.err
    assert "RuntimeError" in json.loads(printed.out)["problems"][0]["problem"]
    assert "ya29" not in printed.err + printed.out


def test_check_says_what_is_there_and_what_a_sync_would_do(
    server: SheetsServer, env: dict[str, str]
) -> None:
    """Each name with its place, unknown ones with what may be meant; two requests, no write."""
    misspelt = {"define_name": "Plan_Requird", "as": "Plan!D1"}
    plan = server.spreadsheet("Plan 2027", actions=[*PLAN, misspelt])
    run = funnel(env, "check", plan)
    assert (run.returncode, run.stderr) == (0, "")
    lines = [" ".join(line.split()) for line in run.stdout.splitlines()]
    assert lines[0] == "Plan 2027"
    for line in (
        "Plan_Target input Plan!B1",
        "Plan_Counts input –",
        "Plan_Required output Plan!B6:B8",
        "Plan_Requird not a name of the contract: left alone",
        "Note: Plan_Requird is no name of the contract: is Plan_Required meant?",
        "What a sync would do now:",
        "Plan!B6 blank → 320",
        "Nothing is wrong. Would write 3 cells. 2 requests.",
    ):
        assert line in lines
    assert calls(server) == [READ, READ]


def test_check_tells_of_an_output_that_lacks_its_input(
    server: SheetsServer, plan: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is wrong then, and yet somebody waits for its cells."""
    server.act(plan, [{"define_name": "Plan_Required_Confident", "as": "Plan!E6:E8"}])
    assert main(["sheets", "check", plan]) == 0
    note = "Plan_Required_Confident stays blank: it needs Plan_Confidence"
    assert f"Note: {note}" in capsys.readouterr().out
    assert main(["sheets", "check", plan, "--json"]) == 0
    assert note in json.loads(capsys.readouterr().out)["notes"]


def test_an_export_over_formulas_is_no_false_alarm(
    server: SheetsServer, env: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The template's formulas follow once the counts are in; until then nobody is to blame."""
    plan = server.upload(typed_plan(tmp_path / "plan.xlsx").read_bytes())
    export = tmp_path / "counts.csv"
    export.write_text("100000,2000\n2000,900\n900,400\n400,250\n250,120\n120,30\n")
    assert main(["sheets", "sync", plan, "--from", str(export)]) == 0
    told = capsys.readouterr().out
    assert "kept" not in told
    assert "known only once the spreadsheet has worked it out anew" in told
    assert main(["sheets", "sync", plan, "--from", str(export)]) == 0
    assert "In sync: nothing had to change." in capsys.readouterr().out


def test_check_in_json(server: SheetsServer, plan: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The names beside what a sync prints; 3 where something of a person's would be kept."""
    server.act(plan, [{"edit": "Plan!B7", "value": 175}])
    assert main(["sheets", "check", plan]) == 3
    assert "--overwrite Plan_Required" in capsys.readouterr().out
    assert main(["sheets", "check", plan, "--json"]) == 3
    found = json.loads(capsys.readouterr().out)
    assert found["names"]["Plan_Rates"] == "Plan!B3:B4"
    assert found["names"]["Plan_Pace"] == "missing"
    assert [each["cell"] for each in found["kept"]] == ["Plan!B7"]
    assert (len(found["written"]), found["problems"], found["requests"]) == (2, [], 2)


@pytest.mark.parametrize(
    ("actions", "problem"),
    [
        ([{"edit": "Plan!B1", "value": -5}], ("Plan_Target", "Plan!B1")),
        ([{"move_name": "Plan_Required", "to": "Plan!B6:B7"}], ("Plan_Required", "Plan!B6:B7")),
        ([{"move_name": "Plan_Required", "to": "Plan!B4:B6"}], ("Plan_Required", "Plan!B4:B6")),
        ([{"delete_name": "Plan_Target"}], ("Plan_Target", "Plan_Target")),
        ([{"delete_name": "Plan_Required"}], ("Plan_Required", "Plan_Required")),
    ],
)
def test_check_finds_what_is_wrong(
    server: SheetsServer,
    plan: str,
    capsys: pytest.CaptureFixture[str],
    actions: list[dict[str, Any]],
    problem: tuple[str, str],
) -> None:
    """Exit status 1, every problem once, the names all the same."""
    server.act(plan, actions)
    assert main(["sheets", "check", plan, "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["names"]["Plan_Rates"] == "Plan!B3:B4"
    (told,) = found["problems"]
    assert (told["name"], told["cell"]) == problem
    assert main(["sheets", "check", plan]) == 1
    assert "1 problem: mend it, then run this again. 2 requests." in capsys.readouterr().out
    assert server.log(WRITE) == []


def test_help_loads_none_of_google_s_libraries() -> None:
    """`funnel sheets --help` answers at once."""
    code = (
        "import sys; from funnel_addin.cli import main\n"
        "try: main(['sheets', 'sync', '--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'gspread', 'google', 'requests', 'funnel_core'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "[]"
