"""The page for people who sync a Google Sheet says what is so: commands, links, sentences."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from funnel_addin.cli import main, options, parser
from funnel_addin.templates import template_path
from tests.sheets_server import ROBOT, SheetsServer

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "addin" / "google" / "README.md"
SCHEDULES = PAGE.parent / "schedules"
TEXT = PAGE.read_text(encoding="utf-8")
ID = "1aBcDeFgHiJkLmNoPqRsTuVw"
TYPING = [
    {"edit": "Plan_Target", "value": 1_000_000},
    {"edit": "Plan_Value", "value": 10_000},
    {"edit": "Plan_Rates", "value": [[0.01], [0.47], [0.38], [0.7], [0.5], [0.25]]},
]
"""What a person types into a new Sheet: the worked case."""


def blocks(language: str) -> list[str]:
    """Give the page's code blocks in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def commands() -> list[tuple[dict[str, str], list[str]]]:
    """Give every `funnel` command on the page: what is set before it, and its words."""
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    found = []
    for line in lines:
        words = shlex.split(line, comments=True)
        if "funnel" in words:
            at = words.index("funnel")
            set_ = dict(word.split("=", 1) for word in words[:at])
            found.append((set_, words[at + 1 :]))
    return found


@pytest.mark.parametrize("words", [words for _, words in commands()], ids=" ".join)
def test_every_command_parses(words: list[str]) -> None:
    """The options that the page names are the command's."""
    typed = parser().parse_args(options.with_signed_values(words))
    assert callable(typed.run)


def test_every_option_of_a_sync_is_on_the_page() -> None:
    """None is left for people to find out."""
    helped = subprocess.run(
        [sys.executable, "-m", "funnel_addin.cli", "sheets", "sync", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    for option in set(re.findall(r"--[a-z-]+", helped.stdout)) - {"--help"}:
        assert option in TEXT


def slug(heading: str) -> str:
    """Give the anchor that a heading gets."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def test_every_link_inside_the_repository_leads_somewhere() -> None:
    """To a file or folder, and to a heading where one is named."""
    links = re.findall(r"\]\(([^)]+)\)", TEXT)
    assert links
    for link in links:
        path, _, anchor = link.partition("#")
        if path.startswith("https://"):
            continue
        target = (PAGE.parent / path).resolve() if path else PAGE
        assert target.is_relative_to(ROOT), link
        assert target.exists(), link
        if anchor:
            headings = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in map(slug, headings), link


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[SheetsServer]:
    """A local Google, and nobody logged in to it."""
    with SheetsServer() as running:
        monkeypatch.setenv("FUNNEL_SHEETS_ENDPOINT", running.base_url)
        monkeypatch.setenv("FUNNEL_CONFIG_DIR", str(tmp_path / "config"))
        monkeypatch.setenv("CLOUDSDK_CONFIG", str(tmp_path / "gcloud"))
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
        monkeypatch.delenv("GOOGLE_APPLICATION_CREDENTIALS", raising=False)
        monkeypatch.chdir(tmp_path)
        yield running
    assert running.violations == []


def private(path: Path, content: object) -> Path:
    """Write a file that only its owner can read."""
    path.touch(mode=0o600)
    path.write_text(json.dumps(content))
    return path


def as_robot(server: SheetsServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the service account's key named."""
    key = private(Path("funnel-key.json").absolute(), server.service_account())
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(key))


def test_from_zero_to_a_synced_sheet(
    server: SheetsServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The page's own commands, one after the other, from the login to the logout."""
    client = {
        "client_id": "client-1.apps.example",
        "client_secret": "secret-1",
        "auth_uri": f"{server.base_url}/o/oauth2/auth",
        "token_uri": server.token_uri,
    }
    private(Path("client_secret.json"), {"installed": client})
    Path("browser.py").write_text(
        "import sys, urllib.request; urllib.request.urlopen(sys.argv[1]).read()"
    )
    monkeypatch.setenv("BROWSER", f"{sys.executable} {Path('browser.py').absolute()} %s &")
    Path("counts.csv").write_text(
        "Visitor,640000,6400\nMCL,6400,3008\nMQL,3008,1143\nSAL,1143,800\nSQL,800,400\n"
        "Opportunity,400,100\n"
    )
    private(Path("funnel-key.json"), server.service_account())
    address = "ADDRESS"
    said: dict[str, str] = {}
    for set_, words in commands():
        if "--watch" in words:
            continue
        with monkeypatch.context() as set_before:
            for name, value in set_.items():
                set_before.setenv(name, value)
            status = main([address if word == "ADDRESS" else word for word in words])
        told = capsys.readouterr()
        assert status == 0, told.out + told.err
        said.setdefault(" ".join(words), told.out)
        if "new" in words:
            address = re.findall(r"https://docs\.google\.com/\S+", told.out)[0]
            server.share(address.split("/")[5], ROBOT)
            server.act(address.split("/")[5], TYPING)
    synced = said["sheets sync ADDRESS"]
    shown = next(block for block in blocks("text") if block.startswith("Funnel plan"))
    for line in shown.splitlines():
        assert line == "  …" or line in synced.splitlines()
    assert "--overwrite" not in said["sheets sync ADDRESS"]


def test_the_json_is_as_shown(
    server: SheetsServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The entries that the page shows are among what is printed after that edit."""
    as_robot(server, monkeypatch)
    sheet = server.upload(template_path("funnel_plan").read_bytes())
    server.act(sheet, TYPING)
    main(["sheets", "sync", sheet])
    server.act(sheet, [{"edit": "Plan_Target", "value": 1_200_000}])
    server.act(sheet, [{"edit": "Funnel!I9", "value": 7_000}])
    capsys.readouterr()
    assert main(["sheets", "sync", sheet, "--json"]) == 3
    printed = json.loads(capsys.readouterr().out)
    shown = json.loads(blocks("json")[0])
    assert shown["problems"] == printed["problems"]
    assert shown["requests"] == printed["requests"]
    for what in ("written", "kept"):
        for entry in shown[what]:
            assert any(entry.items() <= each.items() for each in printed[what])


Scene = Callable[[SheetsServer, str], None]


def acting(*actions: dict[str, Any]) -> Scene:
    """Give a scene in which a person acts."""
    return lambda server, sheet: server.act(sheet, list(actions))


def failing(do: str, call: str = "*") -> Scene:
    """Give a scene in which Google answers so for ever."""

    def scene(server: SheetsServer, sheet: str) -> None:
        server.fault(do, call=call, times=None, seconds=1)

    return scene


def ended(server: SheetsServer, sheet: str) -> None:
    """Let no token be had any more."""
    server.fault("invalid_grant", call="token", times=None)


def unshared(server: SheetsServer, sheet: str) -> None:
    """Share the Sheet no more."""
    server.unshare(sheet, ROBOT)


def longer(server: SheetsServer, sheet: str) -> None:
    """Let a name stand for too few cells."""
    server.act(sheet, [{"move_name": "Plan_Required_Confident", "to": "Funnel!I8:I12"}])


def cut_off(server: SheetsServer, sheet: str) -> None:
    """Lose the answer to the write, and be gone from then on."""
    write = "*.values.batchUpdate"
    server.fault("lost", call=write)
    server.run(lambda: server.fault("503", times=None), call=write)


SCENES: dict[str, tuple[int, Scene]] = {
    "Google does not let … in (invalid_grant)": (1, ended),
    "Google does not accept the login (401)": (1, failing("401")),
    "… may not do this with the spreadsheet …": (1, unshared),
    "… is protected: open that cell": (3, acting({"protect": "Plan_Basis"})),
    "… is under the merged cell …": (3, acting({"merge": "Funnel!I8:I9"})),
    "… has 5 × 1 cells, but 7 × 1 are needed": (3, longer),
    "a formula that shows …; the plan says …": (
        3,
        acting({"edit": "Funnel!I8", "value": "=1+1"}),
    ),
    "kept because the sync did not write it": (3, acting({"edit": "Funnel!I8", "value": 7})),
    "… holds the error #DIV/0!": (1, acting({"edit": "Plan_Value", "value": "=1/0"})),
    "… is the text …": (1, acting({"edit": "Plan_Target", "value": "lots"})),
    "… is still loading": (1, acting({"edit": "Plan_Value", "value": "Loading..."})),
    "Google's quota is used up": (1, failing("429-seconds")),
    "it is not known whether …": (1, cut_off),
}
ENDLESS = ("Google's quota is used up", "it is not known whether …")
assert set(ENDLESS) <= set(SCENES)


def pattern(sentence: str) -> re.Pattern[str]:
    """Take the dots of a sentence on the page for anything."""
    return re.compile(".*".join(map(re.escape, sentence.split("…"))))


@pytest.mark.parametrize("sentence", SCENES)
def test_what_the_page_says_to_do_about_is_what_is_said(
    sentence: str,
    server: SheetsServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each trouble, brought about, is told in the words of its row."""
    assert f"`{sentence}`" in TEXT
    status, scene = SCENES[sentence]
    as_robot(server, monkeypatch)
    sheet = server.upload(template_path("funnel_plan").read_bytes())
    server.act(sheet, TYPING)
    scene(server, sheet)
    # a trouble that never ends is given up at the deadline; the others end by themselves
    deadline = ["--deadline", "3"] if sentence in ENDLESS else []
    assert main(["sheets", "sync", sheet, *deadline]) == status
    told = capsys.readouterr()
    assert pattern(sentence).search(told.out + told.err)


NO_SHEET = ("nobody is logged in to Google Sheets", "Google knows of no spreadsheet …")


def test_troubles_that_need_no_sheet(
    server: SheetsServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody is logged in; a Sheet that is not there."""
    for sentence in NO_SHEET:
        assert f"`{sentence}`" in TEXT
        assert main(["sheets", "sync", ID]) == 1
        assert pattern(sentence).search(capsys.readouterr().err)
        as_robot(server, monkeypatch)


UNSEEN = {
    "the Google Sheets API is not enabled": "is not enabled in the project",
    "the login does not cover the use of …": "the login does not cover the use of the",
    "… points at cells that are gone (#REF!)": "points at cells that are gone (#REF!)",
    "… was changed by others, or could not be reached, each time that it was to be written": (
        "was changed by others, or could not be reached, each time that it was to "
    ),
    "the certificate of … is not trusted": "is not trusted: if a proxy",
}
"""What the local server brings about late or not at all, and the program's own words."""


def test_troubles_that_are_not_brought_about_here_are_worded_alike() -> None:
    """They stand in the program as they stand on the page."""
    package = ROOT / "addin" / "funnel_addin"
    files = ("books/google/calls/outcomes.py", "books/google/reading.py", "sync/flow.py")
    source = "".join((package / file).read_text(encoding="utf-8") for file in files)
    for sentence, words in UNSEEN.items():
        assert f"`{sentence}`" in TEXT
        assert words in source


def test_every_row_of_the_troubles_is_held_to_what_is_said() -> None:
    """None is left out of the tests above."""
    rows = re.findall(r"^\| (`.*?) \| ", TEXT.partition("## When something")[2], re.MULTILINE)
    told = {each for row in rows for each in re.findall(r"`([^`]+)`", row)}
    alike = {"the Google Drive API is not enabled"}
    assert told == {*SCENES, *NO_SHEET, *UNSEEN, *alike}


def test_workflows_are_whole() -> None:
    """They are YAML, start on a schedule, and may do no more than they must."""
    keyless = yaml.safe_load((SCHEDULES / "github-actions.yml").read_text())
    keyed = yaml.safe_load((SCHEDULES / "github-actions-key.yml").read_text())
    assert keyless["permissions"] == {"contents": "read", "id-token": "write"}
    assert keyed["permissions"] == {"contents": "read"}
    for workflow in (keyless, keyed):
        # YAML 1.1 takes the key `on` for the truth value
        assert len(workflow[True]["schedule"][0]["cron"].split()) == 5
        assert workflow["jobs"]["sync"]["steps"][0]["uses"].startswith("actions/checkout@")
        assert workflow["jobs"]["sync"]["timeout-minutes"] <= 10


def stub(folder: Path, name: str, script: str) -> None:
    """Put a command of this name into a folder."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def ran(script: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script with the stubs of a folder before all other commands."""
    set_ = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", **environment}
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], capture_output=True, text=True, env=set_
    )


def test_the_key_of_a_workflow_is_a_private_file_and_goes_away(tmp_path: Path) -> None:
    """Only the job can read it; when the job is over it is gone; no other process is handed it."""
    text = (SCHEDULES / "github-actions-key.yml").read_text()
    script = text.partition("        run: |\n")[2]
    where = tmp_path / "where"
    stub(
        tmp_path,
        "funnel",
        f'echo "$5" > {where}; stat -c %a "$5"; cat "$5"; echo; echo "${{FUNNEL_KEY-unset}}"',
    )
    done = ran(script, tmp_path, FUNNEL_KEY='{"type": "%s"}', FUNNEL_SHEET="ID")
    assert done.stdout.splitlines() == ["600", '{"type": "%s"}', "unset"], done.stderr
    assert not Path(where.read_text().strip()).exists()


@pytest.mark.parametrize(("status", "told"), [(0, ""), (3, "kept 1 cell\n"), (1, "kept 1 cell\n")])
def test_cron_writes_a_mail_only_when_something_is_told(
    status: int, told: str, tmp_path: Path
) -> None:
    """What a line prints is what cron mails."""
    line = (SCHEDULES / "crontab").read_text().splitlines()[-1]
    minute, hour, day, month, weekday, command = line.split(" ", 5)
    assert [minute, hour, day, month, weekday] == ["7", "7-19", "*", "*", "1-5"]
    stub(tmp_path, "funnel", f"echo kept 1 cell; exit {status}")
    at_home = command.replace("/home/ann/funnel/.venv/bin/", f"{tmp_path}/")
    assert not re.search(r"(?<!\\)%", at_home)
    done = subprocess.run(["sh", "-c", at_home.replace(r"\%", "%")], capture_output=True, text=True)
    assert done.stdout == told


def test_the_cloud_run_job_is_made_with_the_sheet_and_without_a_key(tmp_path: Path) -> None:
    """The job runs as the service account, once; the scheduler may start it."""
    stub(tmp_path, "gcloud", f'printf "%s\\n" "$*" >> {tmp_path}/calls')
    stub(tmp_path, "git", "tar -c -T /dev/null")
    done = subprocess.run(
        ["sh", str(SCHEDULES / "cloud-run" / "deploy.sh")],
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
            "PROJECT": "plans",
            "REGION": "europe-west1",
            "SHEET": "https://docs.google.com/spreadsheets/d/ID/edit",
        },
    )
    assert done.returncode == 0, done.stderr
    calls = (tmp_path / "calls").read_text()
    assert "--args=https://docs.google.com/spreadsheets/d/ID/edit" in calls
    assert "--max-retries=0" in calls
    assert "/jobs/funnel-sync:run --oauth-service-account-email=funnel-sync@plans" in calls
    assert "keys create" not in calls
    entry = re.search(r"ENTRYPOINT (\[.*\])", (SCHEDULES / "cloud-run" / "Dockerfile").read_text())
    assert entry
    assert json.loads(entry[1]) == ["funnel", "sheets", "sync"]
