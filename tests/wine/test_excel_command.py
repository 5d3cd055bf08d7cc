"""`funnel excel` on a real Windows Python: its registry, its files, its code page, its processes."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.wine.windows import ROOT, Windows

WRITTEN = """
import os, pathlib, sys
path = pathlib.Path(os.environ["USERPROFILE"], ".funnel", "funnel.conf")
path.parent.mkdir(exist_ok=True)
path.write_bytes(('"PYTHONPATH","' + sys.argv[1] + '"\\r\\n').encode("mbcs"))
"""
"""A person's own setting: here it names the project, which no pip installed into that Python."""

SET = """
import sys, winreg
key, name, value = sys.argv[1:]
with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
    number = value.isdigit()
    kind = winreg.REG_DWORD if number else winreg.REG_EXPAND_SZ
    winreg.SetValueEx(opened, name, 0, kind, int(value) if number else value)
"""
UNSET = """
import sys, winreg
for key in sys.argv[1:]:
    try:
        winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)
    except FileNotFoundError:
        pass
"""
HELD = """
import sys
from funnel_addin.cli import main
with open(sys.argv[1], "rb"):
    sys.exit(main(["excel", sys.argv[2]]))
"""
CHANGED = """
import pathlib, sys
path = pathlib.Path(sys.argv[1])
path.write_bytes(path.read_bytes() + b"older")
"""

OFFICE = "Software\\Microsoft\\Office\\16.0\\Excel"
SECURITY, OPTIONS = f"{OFFICE}\\Security", f"{OFFICE}\\Options"


@pytest.fixture
def person(windows: Windows) -> Iterator[Windows]:
    """A person who has a setting of their own, and whose add-in is taken away afterwards."""
    paths = ";".join(windows.path(each) for each in (ROOT, ROOT / "addin"))
    assert windows.run(["-c", WRITTEN, paths]).returncode == 0
    yield windows
    funnel(windows, "uninstall")
    windows.run(["-c", UNSET, SECURITY, OPTIONS])


def funnel(windows: Windows, *words: str) -> tuple[int, str]:
    """Run a command of `funnel excel`: its status, and all that it said."""
    done = windows.run(["-m", "funnel_addin.cli", "excel", *words])
    return done.returncode, done.stdout + done.stderr


def paths(windows: Windows) -> dict[str, str | None]:
    """Give what `funnel excel where` tells."""
    status, told = funnel(windows, "where", "--json")
    assert status == 0, told
    found: dict[str, str | None] = json.loads(told)
    return found


def findings(windows: Windows) -> dict[str, tuple[str, str]]:
    """Give what `funnel excel doctor` finds, the worst of each thing that it looks at."""
    _, told = funnel(windows, "doctor", "--json")
    order = ("ok", "warning", "problem")
    found = sorted(json.loads(told), key=lambda each: order.index(each["state"]))
    return {each["what"]: (each["state"], each["says"]) for each in found}


def test_the_command_installs_examines_and_uninstalls(person: Windows) -> None:
    """Both files get to their places, the named Python really answers, and both go again."""
    before = paths(person)
    assert before["addin"] is None
    assert before["start_folder"] is not None
    assert before["start_folder"].endswith("\\AppData\\Roaming\\Microsoft\\Excel\\XLSTART")
    status, told = funnel(person, "install")
    assert status == 0, told
    after = paths(person)
    assert after["addin"] == f"{before['start_folder']}\\funnel.xlam"
    assert after["python"] == person.path(person.folder / "python.exe")
    assert after["dll"] is not None
    found = findings(person)
    assert found.pop("Excel") == ("problem", "Excel was not found on this machine")
    assert {state for state, _ in found.values()} == {"ok"}
    assert "has pywin32" in found["Python"][1]
    status, told = funnel(person, "uninstall")
    assert status == 0, told
    assert f"Removed {after['addin']}" in told
    assert "holds settings of your own" in told
    assert {**paths(person), "settings": None} == {**before, "settings": None}


def test_a_file_that_is_open_is_not_replaced(person: Windows) -> None:
    """Windows holds on to what a program has open: a sentence, and nothing has changed."""
    assert funnel(person, "install")[0] == 0
    addin = paths(person)["addin"]
    assert addin is not None
    assert person.run(["-c", CHANGED, addin]).returncode == 0
    for command in ("install", "uninstall"):
        done = person.run(["-c", HELD, addin, command])
        assert done.returncode == 1, done.stdout
        assert "close every window of Excel" in done.stderr
        assert "Traceback" not in done.stderr
    assert "another version" in findings(person)["add-in"][1]
    assert "Replaced" in funnel(person, "install")[1]


def test_the_registry_is_read(person: Windows) -> None:
    """What Excel keeps in the registry is found there, variables in it filled in."""
    assert funnel(person, "install")[0] == 0
    for key, name, value in (
        (SECURITY, "RequireAddinSig", "1"),
        (OPTIONS, "AltStartup", "%APPDATA%\\Microsoft\\Excel\\XLSTART\\.."),
    ):
        assert person.run(["-c", SET, key, name, value]).returncode == 0
    found = findings(person)
    assert found["macros"][0] == "problem"
    assert "only signed add-ins" in found["macros"][1]
    assert found["other add-ins"][0] == "ok"
