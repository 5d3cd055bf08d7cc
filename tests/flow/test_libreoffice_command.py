"""`funnel libreoffice` against this machine's real LibreOffice, in a profile of its own."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from funnel_addin import __version__
from funnel_addin.cli import main
from funnel_addin.hosts import libreoffice
from funnel_addin.hosts.libreoffice.running import run, without_other_pythons
from funnel_addin.hosts.shipped import LIBREOFFICE, shipped
from funnel_core.errors import FunnelError
from tests.libreoffice.calc import Office, missing, own_places

needs_libreoffice = pytest.mark.skipif(bool(missing()), reason=missing())
COMMAND = [sys.executable, "-m", "funnel_addin.cli", "libreoffice"]
TIME = 300


def funnel(task: str, environment: dict[str, str], *more: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a person does."""
    words = [*COMMAND, task, *more]
    return subprocess.run(
        words, env=environment, capture_output=True, text=True, timeout=TIME, check=False
    )


def found(environment: dict[str, str]) -> dict[str, dict[str, str]]:
    """Give what the doctor finds, by what was looked at."""
    listed = json.loads(funnel("doctor", environment, "--json").stdout)
    # the same as `funnel excel doctor --json` prints
    assert {tuple(each) for each in listed} == {("what", "state", "says", "do")}
    return {each["what"]: each for each in listed}


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """Give an environment with a LibreOffice that has no extension yet."""
    return own_places(tmp_path)


@needs_libreoffice
def test_the_extension_comes_and_goes(bare: dict[str, str]):
    """Install adds it, the doctor is then content, and uninstall takes it away again."""
    before = found(bare)
    assert before["extension"]["state"] == "problem"
    assert before["extension"]["do"] == "run 'funnel libreoffice install'"
    installed = funnel("install", bare)
    assert installed.returncode == 0, installed.stderr
    assert f"version {__version__}, is in LibreOffice" in installed.stdout
    assert funnel("install", bare).returncode == 0  # again: it replaces what is there
    doctor = funnel("doctor", bare)
    assert doctor.returncode == 0, doctor.stdout + doctor.stderr
    assert "problem" not in doctor.stdout
    assert "answered" in doctor.stdout
    gone = funnel("uninstall", bare)
    assert (gone.returncode, "taken away" in gone.stdout) == (0, True)
    again = funnel("uninstall", bare)
    assert (again.returncode, "nothing was changed" in again.stdout) == (0, True)
    assert found(bare)["extension"]["state"] == "problem"


@needs_libreoffice
def test_a_running_libreoffice_is_no_trap(bare: dict[str, str], tmp_path: Path):
    """With LibreOffice open, install does it or says to close LibreOffice; nothing hangs."""
    with Office(tmp_path, bare) as office:
        office.new()
        ran = funnel("install", bare)
    if ran.returncode:
        assert "close all its windows" in ran.stderr
        ran = funnel("install", bare)
    assert ran.returncode == 0, ran.stderr
    assert found(bare)["extension"]["state"] == "ok"


@needs_libreoffice
def test_spreadsheets_keep_apart_that_are_open_in_turn(bare: dict[str, str], tmp_path: Path):
    """A test that closes its spreadsheet takes no other test's number, whichever is still open."""
    with Office(tmp_path, bare) as office:
        first, second = office.new(), office.new()
        office.close(first)
        assert office.new() not in (first, second)


@needs_libreoffice
def test_the_doctor_tries_a_cell(bare: dict[str, str]):
    """The doctor names the release and the Python, and has a real cell answer."""
    told = found(bare)
    assert re.search(r"LibreOffice \d+\.\d+.* in /", told["LibreOffice"]["says"])
    assert told["Python"]["state"] == told["cell"]["state"] == "ok"


@needs_libreoffice
@pytest.mark.skipif(sys.platform != "linux", reason="only there LibreOffice shares its Python")
def test_the_doctor_sees_that_a_terminal_has_another_python(bare: dict[str, str], tmp_path: Path):
    """A Python that stands first on the PATH and breaks LibreOffice's is a note, with a cure."""
    other = tmp_path / "other" / "bin"
    other.mkdir(parents=True)
    (other / "python3").symlink_to(sys.executable)
    home = f"home = {Path(sys.base_prefix) / 'bin'}\ninclude-system-site-packages = false\n"
    (other.parent / "pyvenv.cfg").write_text(home, encoding="utf-8")
    told = found({**bare, "PATH": f"{other}{os.pathsep}{os.defpath}"})
    assert told["cell"]["state"] == "ok"
    if "terminal" in told:  # not where LibreOffice has a Python of its own
        assert told["terminal"]["state"] == "warning"
        assert "start it from the desktop" in told["terminal"]["do"]


@needs_libreoffice
def test_where_prints_paths(bare: dict[str, str]):
    """`where` names the extension, the programs and the profile; as JSON, too."""
    paths = json.loads(funnel("where", bare, "--json").stdout)
    assert Path(paths["extension"]) == shipped(LIBREOFFICE)
    assert Path(paths["unopkg"]).is_file()
    assert Path(paths["libreoffice"]).is_file()
    assert Path(paths["profile"]).as_uri() == bare["UserInstallation"]
    text = funnel("where", bare).stdout
    assert all(path in text for path in paths.values())


@needs_libreoffice
def test_what_libreoffice_says_of_a_broken_file_is_passed_on(
    bare: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """A file that is no extension is refused by LibreOffice, and its words are in the sentence."""
    for name, value in bare.items():
        monkeypatch.setenv(name, value)
    broken = tmp_path / "broken.oxt"
    broken.write_bytes(b"no zip")
    with pytest.raises(FunnelError, match=r"was not added: close LibreOffice.*; unopkg ended"):
        libreoffice.install(libreoffice.find(), broken)


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have no LibreOffice in any folder where one is looked for; give a home."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("funnel_addin.hosts.libreoffice.places._folders", lambda: iter(()))
    return tmp_path


def test_no_libreoffice_is_said(nowhere: Path, capsys: pytest.CaptureFixture[str]):
    """Without LibreOffice, every command says so and what to do, in one sentence."""
    for task in ("install", "uninstall"):
        assert main(["libreoffice", task]) == 1
        assert capsys.readouterr().err.startswith("funnel: LibreOffice is not found")
    assert main(["libreoffice", "doctor"]) == 1
    told = capsys.readouterr().out
    assert told.startswith("problem  LibreOffice       LibreOffice is not found, neither")
    assert "→ install LibreOffice 25.2 or later" in told
    assert main(["libreoffice", "where", "--json"]) == 0
    paths = json.loads(capsys.readouterr().out)
    assert (paths["libreoffice"], paths["unopkg"]) == (None, None)


def test_a_sandboxed_libreoffice_is_recognised(nowhere: Path):
    """For a flatpak, whose programs cannot be run from outside, the way by its menu is told."""
    (nowhere / ".local/share/flatpak/app/org.libreoffice.LibreOffice").mkdir(parents=True)
    with pytest.raises(FunnelError, match=r"a flatpak here.*Tools ▸ Extensions ▸ Add"):
        libreoffice.find()


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("sleep 60", "did not end within 1 seconds: close LibreOffice"),
        ("echo 'ERROR: /home/x/.lock exists'; exit 1", "close all its windows"),
        ("echo 'no such thing'; exit 3", "ended with 3 and said: no such thing"),
    ],
    ids=["it hangs", "it is locked", "it fails otherwise"],
)
def test_an_unopkg_that_fails_ends_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, sentence: str
):
    """A unopkg that hangs is ended, with what it started; one that fails is quoted."""
    unopkg = tmp_path / "unopkg"
    unopkg.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    unopkg.chmod(unopkg.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr("funnel_addin.hosts.libreoffice.extension.WAIT", 1.0)
    with pytest.raises(FunnelError, match=re.escape(sentence)):
        libreoffice.install(libreoffice.Office(unopkg, tmp_path / "soffice"), tmp_path / "a.oxt")


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
def test_a_libreoffice_without_python_is_told_what_to_install(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
):
    """Where the system packs LibreOffice's Python apart, the doctor names the package."""
    for name in ("unopkg", "soffice"):
        program = nowhere / name
        program.write_text("#!/bin/sh\necho LibreOffice 9.9\n", encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr("funnel_addin.hosts.libreoffice.places._folders", lambda: iter((nowhere,)))
    told = {each.what: each for each in libreoffice.checkup(nowhere / "a.oxt")}
    assert told["LibreOffice"].state == "ok"
    assert [told[what].state for what in ("Python", "extension", "cell")] == ["problem"] * 3
    assert "install python3-uno" in told["Python"].do
    assert "shows nothing" in told["cell"].says


def test_a_program_that_is_not_there_ends_in_a_sentence(tmp_path: Path):
    """A program that cannot be started is named."""
    with pytest.raises(FunnelError, match="soffice cannot be started"):
        run([tmp_path / "soffice"], 1)


@pytest.mark.skipif(sys.platform != "linux", reason="only there the PATH matters to LibreOffice")
def test_the_system_s_own_folders_stay_on_the_path(tmp_path: Path):
    """Another Python's folder is left out of the PATH; the system's and those without one stay."""
    (tmp_path / "python3").touch()
    other = tmp_path / "tools"
    kept = without_other_pythons({"PATH": f"{tmp_path}:/usr/bin:{other}:/bin", "VIRTUAL_ENV": "x"})
    assert kept == {"PATH": f"/usr/bin:{other}:/bin"}


def test_the_identifier_is_that_of_the_extension():
    """What the commands look for is what the extension calls itself."""
    from addin.libreoffice.naming import EXTENSION

    assert libreoffice.IDENTIFIER == EXTENSION
