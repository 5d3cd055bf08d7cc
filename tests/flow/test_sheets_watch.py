"""`funnel sheets sync --watch`: for days, through outages, and stopped at any moment."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from funnel_addin.cli import main, sheets
from tests.flow.sheets import READ, WRITE, calls, required
from tests.sheets_server import ROBOT, SheetsServer

PATIENCE = 30.0
"""Seconds after which a test gives up on what should have happened at once."""


@contextmanager
def watching(env: dict[str, str], plan: str, *words: str) -> Iterator[subprocess.Popen[str]]:
    """Run a watch in a process of its own."""
    command = [sys.executable, "-m", "funnel_addin.cli", "sheets", "sync", plan, "--watch", "5"]
    with subprocess.Popen(
        [*command, *words], text=True, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        try:
            yield running
        finally:
            running.kill()


def until(there: Callable[[], object]) -> None:
    """Wait for something to be so."""
    end = time.monotonic() + PATIENCE
    while not there():
        assert time.monotonic() < end
        time.sleep(0.01)


def line(stream: IO[str] | None) -> str:
    """Read a line, as it comes."""
    assert stream is not None
    return stream.readline()


@pytest.fixture
def between(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Have something happen in each pause of a watch, without the pause; then Ctrl-C."""

    def happens(*steps: Callable[[], object]) -> None:
        waiting = iter(steps)

        def sleep(seconds: float) -> None:
            assert 0 < seconds <= 60
            next(waiting, lambda: signal.raise_signal(signal.SIGINT))()

        monkeypatch.setattr(sheets, "sleep", sleep)

    return happens


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["Ctrl-C", "SIGTERM"]
)
@pytest.mark.parametrize("call", [READ, WRITE, "spreadsheets.batchUpdate", "token"])
@pytest.mark.parametrize("fault", ["hang", "hang-applied"])
def test_a_sync_stops_at_once_in_the_middle_of_any_request(
    server: SheetsServer,
    plan: str,
    env: dict[str, str],
    number: signal.Signals,
    status: int,
    call: str,
    fault: str,
) -> None:
    """One line, no traceback, no waiting; the Sheet holds all of a write or nothing."""
    server.fault(fault, call=call)
    with watching(env, plan) as running:
        until(lambda: any(each.fault for each in server.log()))
        running.send_signal(number)
        said, told = running.communicate(timeout=2)
    assert (running.returncode, said) == (status, "")
    assert told == "funnel: stopped; the Sheet is whole\n"
    assert required(server, plan) in ([None] * 3, [320, 160, 40])


def test_a_sync_that_is_stopped_answers_machines_too(
    server: SheetsServer, plan: str, env: dict[str, str]
) -> None:
    """Exactly one object in every outcome, this one included."""
    server.fault("hang", call=READ, nth=2)
    command = [sys.executable, "-m", "funnel_addin.cli", "sheets", "sync", plan, "--json"]
    with subprocess.Popen(
        command, text=True, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        until(lambda: any(each.fault for each in server.log()))
        running.send_signal(signal.SIGINT)
        said, _ = running.communicate(timeout=2)
    assert running.returncode == 130
    done = json.loads(said)
    assert (done["written"], done["kept"], done["requests"]) == ([], [], 2)
    assert done["problems"][0]["problem"] == "stopped; the Sheet is whole"


def test_a_watch_follows_a_person_and_is_silent_between(
    server: SheetsServer,
    plan: str,
    between: Callable[..., None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Wrong inputs are told and waited out; what is written is told; else not a line."""
    between(
        lambda: None,
        lambda: server.act(plan, [{"edit": "Plan!B1", "value": "forty"}]),
        lambda: None,
        lambda: server.act(plan, [{"edit": "Plan!B1", "value": 50}]),
        lambda: None,
    )
    assert main(["sheets", "sync", plan, "--watch", "60"]) == 130
    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    assert [each[21:] for each in lines if not each.startswith("  ")] == [
        "Plan 2027: Wrote 3 cells.",
        "Plan 2027: 'Plan_Target' must be a number of records, or an amount of money, above 0; "
        "Plan!B1 is the text 'forty': write a number (tried again every 60 seconds)",
        "Plan 2027: Wrote 3 cells.",
    ]
    assert printed.err == "funnel: stopped; the Sheet is whole\n"
    assert required(server, plan) == [400, 200, 50]


def test_a_watch_survives_an_outage(
    server: SheetsServer,
    plan: str,
    between: Callable[..., None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Told once however long it lasts, and once when it is over; what changed then is written."""
    between(
        server.go_offline,
        lambda: None,
        lambda: (server.come_back(), server.act(plan, [{"edit": "Plan!B1", "value": 50}])),
        lambda: None,
    )
    assert main(["sheets", "sync", plan, "--watch", "60", "--deadline", "1", "--json"]) == 130
    first, away, back = map(json.loads, capsys.readouterr().out.splitlines())
    assert [len(each["written"]) for each in (first, away, back)] == [3, 0, 3]
    assert [bool(each["problems"]) for each in (first, away, back)] == [False, True, False]
    assert required(server, plan) == [400, 200, 50]


def test_a_watch_ends_when_trying_on_would_not_help(
    server: SheetsServer,
    plan: str,
    between: Callable[..., None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Access was withdrawn: exit status 1, one sentence."""
    between(lambda: server.unshare(plan, ROBOT))
    assert main(["sheets", "sync", plan, "--watch", "60"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert len(calls(server)) == 6


def test_a_watch_keeps_what_a_person_types_over_an_output(
    server: SheetsServer,
    plan: str,
    between: Callable[..., None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Told once, with the cure; not again at every turn."""
    between(
        lambda: server.act(plan, [{"edit": "Plan!B7", "value": 175}]),
        lambda: None,
        lambda: None,
    )
    assert main(["sheets", "sync", plan, "--watch", "60"]) == 130
    said = capsys.readouterr().out
    assert said.count("Plan!B7   175; the plan says 160") == 1
    assert said.count("--overwrite Plan_Required") == 1
    assert required(server, plan) == [320, 175, 40]


def test_a_watch_reads_an_export_anew_at_every_turn(
    server: SheetsServer,
    plan: str,
    between: Callable[..., None],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    """Another program replaces it every night; while it is away that is told, and waited out."""
    server.act(plan, [{"define_name": "Plan_Counts", "as": "Plan!D3:E4"}])
    export = tmp_path / "export.csv"
    export.write_text("100,50\n50,10\n")
    between(
        export.unlink,
        lambda: None,
        lambda: export.write_text("100,50\n50,25\n"),
    )
    words = ["sheets", "sync", plan, "--watch", "60", "--json", "--from", str(export)]
    assert main(words) == 130
    turns = [json.loads(each) for each in capsys.readouterr().out.splitlines()]
    assert [bool(each["problems"]) for each in turns] == [False, True, False]
    assert server.seen(plan, "Plan!D3:E4") == [[100, 50], [50, 25]]
    assert required(server, plan) == [160, 80, 40]


def test_a_watch_takes_over_only_what_stood_there_when_it_began(
    server: SheetsServer, plan: str, between: Callable[..., None]
) -> None:
    """What people type later, while nobody looks at the terminal, is theirs."""
    server.act(plan, [{"edit": "Plan!B6", "value": 300}])
    between(lambda: server.act(plan, [{"edit": "Plan!B7", "value": 175}]), lambda: None)
    assert main(["sheets", "sync", plan, "--watch", "60", "--overwrite", "Plan_Required"]) == 130
    assert required(server, plan) == [320, 175, 40]


def test_the_command_runs_in_a_thread_that_hears_of_no_signals(
    server: SheetsServer, plan: str
) -> None:
    """A program that has one of its own to wait in it."""
    status: list[int] = []
    thread = threading.Thread(target=lambda: status.append(main(["sheets", "sync", plan])))
    thread.start()
    thread.join(PATIENCE)
    assert status == [0]


def test_two_watches_of_one_sheet_agree(
    server: SheetsServer, plan: str, env: dict[str, str]
) -> None:
    """Both begin on a Sheet that no sync has seen; neither takes the other for a person."""
    with watching(env, plan, "--json") as one, watching(env, plan, "--json") as other:
        told = [json.loads(line(each.stdout)) for each in (one, other)]
        assert [each["kept"] + each["problems"] for each in told] == [[], []]
        server.act(plan, [{"edit": "Plan!B1", "value": 50}])
        until(lambda: required(server, plan) == [400, 200, 50])
        for each in (one, other):
            each.send_signal(signal.SIGINT)
        rest = [each.communicate(timeout=5)[0].splitlines() for each in (one, other)]
    turns = [json.loads(each) for lines in rest for each in lines]
    assert [each["kept"] + each["problems"] for each in turns] == [[]] * len(turns)
    titles = [sheet.title for sheet in server.book(plan).sheets]
    assert titles.count("Funnel sync") == 1


def test_a_watch_ends_when_nobody_reads_it(
    server: SheetsServer, plan: str, env: dict[str, str]
) -> None:
    """`… --watch 5 | head -1` ends by itself, although there is nothing to say."""
    with watching(env, plan) as running:
        assert "Wrote 3 cells" in line(running.stdout)
        assert running.stdout is not None
        running.stdout.close()
        assert running.wait(PATIENCE) == 1
        assert running.stderr is not None
        assert running.stderr.read() == ""
