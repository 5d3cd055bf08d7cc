"""`funnel excel` on a real Windows Python: its registry, files, code page and processes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest

from tests.wine.windows import ROOT, Windows

FAR_SIDE = r"""
import contextlib, io, json, os, pathlib, sys, winreg
from funnel_addin.cli import main

def excel(*words):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(["excel", *words])
    return [status, out.getvalue(), err.getvalue()]

def holding(path, *words):
    with open(path, "rb"):
        return excel(*words)

def append(path, text):
    with open(path, "ab") as file:
        file.write(text.encode("mbcs"))

def remove(path):
    os.unlink(path)

def settings(text):
    path = pathlib.Path(os.environ["USERPROFILE"], ".funnel", "funnel.conf")
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode("mbcs"))

def set(key, name, value):
    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
        kind = winreg.REG_DWORD if isinstance(value, int) else winreg.REG_EXPAND_SZ
        winreg.SetValueEx(opened, name, 0, kind, value)

def unset(key):
    with contextlib.suppress(FileNotFoundError):
        winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)

print(json.dumps([globals()[step](*given) for step, *given in json.loads(sys.argv[1])]))
"""
"""What runs in Windows: steps one after another, in one process, which is slow to start."""

OFFICE = r"Software\Microsoft\Office\16.0\Excel"


@dataclass(frozen=True)
class Said:
    """What a command said, and how it ended."""

    status: int
    out: str
    err: str

    def findings(self) -> dict[str, tuple[str, str]]:
        """Give what `doctor --json` found, the worst of each thing that it looked at."""
        order = ("ok", "warning", "problem")
        found = sorted(json.loads(self.out), key=lambda each: order.index(each["state"]))
        return {each["what"]: (each["state"], each["says"]) for each in found}


def run(windows: Windows, *steps: tuple[Any, ...]) -> list[Said]:
    """Take steps in Windows, and give what the commands among them said.

    A person's own setting is there from the start: it names the project, which nobody installed
    into that Python.
    """
    paths = ";".join(windows.path(each) for each in (ROOT, ROOT / "addin"))
    before = [
        ("settings", f'"PYTHONPATH","{paths}"\r\n'),
        ("excel", "uninstall"),
        ("unset", f"{OFFICE}\\Security"),
        ("unset", f"{OFFICE}\\Options"),
    ]
    done = windows.run(["-c", FAR_SIDE, json.dumps([*before, *steps])])
    assert done.returncode == 0, done.stderr
    return [Said(*each) for each in json.loads(done.stdout)[len(before) :] if each is not None]


@pytest.fixture(scope="module")
def addin(windows: Windows) -> str:
    """The path at which the add-in is installed."""
    (where,) = run(windows, ("excel", "where", "--json"))
    paths = json.loads(where.out)
    assert paths["addin"] is None
    assert paths["start_folder"].endswith("\\AppData\\Roaming\\Microsoft\\Excel\\XLSTART")
    return f"{paths['start_folder']}\\funnel.xlam"


def test_the_command_installs_examines_and_uninstalls(windows: Windows, addin: str) -> None:
    """Both files get to their places, the named Python really answers, and both go again."""
    install, again, where, doctor, uninstall, after = run(
        windows,
        ("excel", "install"),
        ("excel", "install"),
        ("excel", "where", "--json"),
        ("excel", "doctor", "--json"),
        ("excel", "uninstall"),
        ("excel", "where", "--json"),
    )
    assert (install.status, install.err) == (0, "")
    assert f"Installed {addin}" in install.out
    assert f"Already there: {addin}" in again.out
    paths = json.loads(where.out)
    assert paths["addin"] == addin
    assert paths["python"] == windows.path(windows.folder / "python.exe")
    assert paths["dll"].startswith(windows.path(windows.folder / "xlwings64-"))
    found = doctor.findings()
    assert found.pop("Excel") == ("problem", "Excel was not found on this machine")
    assert {state for state, _ in found.values()} == {"ok"}, found
    assert "has pywin32" in found["Python"][1]
    assert f"Removed {addin}" in uninstall.out
    assert "holds settings of your own" in uninstall.out
    assert json.loads(after.out)["addin"] is None
    assert json.loads(after.out)["python"] is None


def test_a_file_that_is_open_is_not_replaced(windows: Windows, addin: str) -> None:
    """Windows holds on to what a program has open: a sentence, and nothing has changed."""
    install, replacing, removing, doctor, replaced = run(
        windows,
        ("excel", "install"),
        ("append", addin, "older"),
        ("holding", addin, "install"),
        ("holding", addin, "uninstall"),
        ("excel", "doctor", "--json"),
        ("excel", "install"),
    )
    assert install.status == 0, install.err
    for refused in (replacing, removing):
        assert (refused.status, refused.out) == (1, "")
        assert refused.err.startswith(f"funnel: {addin} is in use")
        assert "close every window of Excel" in refused.err
    assert "another version" in doctor.findings()["add-in"][1]
    assert f"Replaced {addin}" in replaced.out


def test_the_registry_is_read(windows: Windows, addin: str) -> None:
    """What Excel keeps in the registry is found there, variables in it filled in."""
    copy = addin.replace("XLSTART\\funnel.xlam", "mine.xla")
    _, doctor = run(
        windows,
        ("excel", "install"),
        ("append", copy, "FUNNEL_REQUIRED"),
        ("set", f"{OFFICE}\\Security", "RequireAddinSig", 1),
        ("set", f"{OFFICE}\\Options", "OPEN", '/R "%APPDATA%\\Microsoft\\Excel\\mine.xla"'),
        ("excel", "doctor", "--json"),
        ("unset", f"{OFFICE}\\Security"),
        ("unset", f"{OFFICE}\\Options"),
        ("remove", copy),
        ("excel", "uninstall"),
    )[:2]
    found = doctor.findings()
    assert found["macros"][0] == "problem"
    assert "only signed add-ins" in found["macros"][1]
    assert found["other add-ins"] == (
        "problem",
        f"{copy} has functions of the same names (FUNNEL_REQUIRED)",
    )
