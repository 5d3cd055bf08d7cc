"""The button Sync with Google, at a local server that speaks Google's calls."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from funnel_addin import buttons
from funnel_addin.buttons import boxes
from tests.flow.sheets import PLAN, READ, WRITE, calls, required
from tests.google.accounts import BROWSER, FOREIGN, Home, settings
from tests.sheets_server import SheetsServer
from tests.udfs.buttons_pipeline import FRONT, Pressed

ME = "me@example.com"
"""Who logs in at the local server's page of consent."""

ADDRESS = "https://docs.google.com/spreadsheets/d/{}/edit#gid=0"


@pytest.fixture
def server() -> Iterator[SheetsServer]:
    """A server of the test's own, which must have kept to Google's schemas all along."""
    with SheetsServer() as running:
        yield running
    assert running.violations == []


@pytest.fixture
def home(server: SheetsServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A machine where nobody is logged in, with no keyring."""
    for name in FOREIGN:
        monkeypatch.delenv(name, raising=False)
    for name, text in settings(tmp_path, server).items():
        monkeypatch.setenv(name, text)
    return Home(tmp_path, server)


@pytest.fixture
def robot(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A machine where a service account's key is named by the environment."""
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(home.key()))
    return home


@pytest.fixture
def plan(server: SheetsServer) -> str:
    """A person's plan, shared with the robot; its ID."""
    return server.spreadsheet("Plan 2027", actions=PLAN)


def sentence(told: str) -> str:
    """Give what went wrong, without the mark before it."""
    assert told.startswith(buttons.ERROR), told
    return told.removeprefix(buttons.ERROR)


def test_from_a_login_in_a_browser_to_a_synced_sheet(home: Home, server: SheetsServer) -> None:
    """A person logs in once on the command line; the button then syncs in that person's name.

    Through xlwings' COM server, without a console, and the workbook in front is left alone.
    """
    sheet = server.spreadsheet("Plan 2027", shared_with={ME: "writer"}, actions=PLAN)
    browser = f"{sys.executable} {home.file('browser.py', BROWSER)} %s &"
    with Pressed(home.environment()) as pressed:
        told = sentence(pressed.press("sync", FRONT, ADDRESS.format(sheet)))
        assert told.startswith("nobody is logged in to Google Sheets: funnel sheets login")
        assert "typed in a terminal" in told
        done = home.funnel("login", "--client", str(home.client()), BROWSER=browser)
        assert done.returncode == 0, done.stderr
        told = pressed.press("sync", FRONT, ADDRESS.format(sheet))
        assert told.splitlines() == [
            "Plan 2027: Wrote 3 cells.",
            "",
            "Written:",
            "  Plan_Required, 3 cells: Plan!B6 is 320 (was blank), and so on",
        ]
        assert required(server, sheet) == [320, 160, 40]
        assert pressed.values("Goal", "D1:D3") == [[None]] * 3
        told = pressed.press("sync", FRONT, f' "{sheet}" ')
        assert told == "Plan 2027: In sync: nothing had to change."


def test_what_a_person_typed_in_the_sheet_is_kept(
    robot: Home, server: SheetsServer, plan: str
) -> None:
    """The box says which cell, and how to hand it back."""
    buttons.sync(None, plan)
    server.act(plan, [{"edit": "Plan!B7", "value": 777}, {"edit": "Plan_Target", "value": 80}])
    told = buttons.sync(None, plan)
    assert told.startswith("Plan 2027: Wrote 2 cells, kept 1 cell.")
    assert "Plan!B7 holds 777; the plan says 320" in told
    assert required(server, plan) == [640, 777, 80]


def test_wrong_inputs_in_the_sheet_are_told(robot: Home, server: SheetsServer, plan: str) -> None:
    """By cell; nothing is written."""
    server.act(plan, [{"edit": "Plan!B3", "value": "half"}])
    told = sentence(buttons.sync(None, plan))
    assert "Plan!B3 is the text 'half'" in told
    assert told.endswith("Nothing was written.")
    assert WRITE not in calls(server)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (None, "expected the address of a Google Sheet; got nothing"),
        (False, "expected the address of a Google Sheet; got nothing"),
        ('  " "  ', "expected the address of a Google Sheet; got nothing"),
        ("https://example.com/plan", "expected the ID of a spreadsheet, or its address"),
        (12.0, "expected the ID of a spreadsheet, or its address"),
    ],
)
def test_a_bad_address_is_told_before_anything_is_asked(
    robot: Home, server: SheetsServer, address: object, told: str
) -> None:
    """Cancelled, blank, another page: a sentence, and no call."""
    assert sentence(buttons.sync(None, address)).startswith(told)
    assert not server.log()


def test_a_sheet_that_is_not_shared_is_told(robot: Home, server: SheetsServer, plan: str) -> None:
    """Whom to share it with, in the sentence that the command prints."""
    server.unshare(plan, json.loads((robot.folder / "key.json").read_text())["client_email"])
    told = sentence(buttons.sync(None, plan))
    assert "share" in told.lower()
    assert len(told) <= boxes.LIMIT


@pytest.mark.parametrize("fault", ["hang", "503", "429"])
def test_excel_gets_its_answer_back_in_time(
    robot: Home,
    server: SheetsServer,
    plan: str,
    monkeypatch: pytest.MonkeyPatch,
    fault: str,
) -> None:
    """Excel waits for the button: a Google that does not answer is given up after the deadline."""
    monkeypatch.setattr(buttons, "DEADLINE", 1.5)
    server.fault(fault, call=READ, times=None)
    began = time.monotonic()
    told = sentence(buttons.sync(None, plan))
    assert time.monotonic() - began < 15
    assert "\n" not in told
    server.calm()
    assert buttons.sync(None, plan).startswith("Plan 2027: Wrote 3 cells.")


@pytest.mark.parametrize("rate", [0.5, "half"])
def test_a_warning_about_the_login_is_in_the_box(
    robot: Home, server: SheetsServer, plan: str, rate: object
) -> None:
    """There is no console to print it: a key file open to others is told beside what was done.

    Also where nothing could be done.
    """
    (robot.folder / "key.json").chmod(0o644)
    server.act(plan, [{"edit": "Plan!B3", "value": rate}])
    told = buttons.sync(None, plan)
    assert told.startswith(buttons.ERROR) is (rate == "half")
    assert "key.json is readable by others on this machine" in told


def test_any_thread_may_answer(robot: Home, server: SheetsServer, plan: str) -> None:
    """A COM server answers in whatever thread its apartment has."""
    told: list[str] = []
    answering = threading.Thread(target=lambda: told.append(buttons.sync(None, plan)))
    answering.start()
    answering.join(60)
    assert told[0].startswith("Plan 2027: Wrote 3 cells.")
