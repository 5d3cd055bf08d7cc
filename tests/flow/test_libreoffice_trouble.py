"""`funnel libreoffice` on a machine where something is in the way: it ends in a sentence."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from funnel_addin.cli import main
from funnel_addin.hosts import libreoffice
from funnel_addin.hosts.libreoffice.running import without_other_pythons
from funnel_core.errors import FunnelError

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the stand-ins are shell scripts")

LOCKED = Path("/", "x" * 300)
"""A folder of which no one can tell whether it is there, root no more than others."""


def program(path: Path, script: str) -> Path:
    """Write a program that stands in for one of LibreOffice's."""
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run as a number that no user has, without a home, as containers do."""
    for name in ("HOME", "XDG_CONFIG_HOME", "UserInstallation"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 54321)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_what_was_started_ends_with_the_command(tmp_path: Path, number: signal.Signals) -> None:
    """A command that is stopped leaves no program of LibreOffice behind, nor what that started."""
    held = tmp_path / "held"
    os.mkfifo(held)
    program(tmp_path / "soffice", "")
    program(tmp_path / "unopkg", f"exec 3>'{held}'; echo begun >&3; sleep 20; echo lives on >&3")
    command = subprocess.Popen(
        [sys.executable, "-m", "funnel_addin.cli", "libreoffice", "install"],
        env={**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.defpath}"},
        stderr=subprocess.PIPE,
        text=True,
    )
    # its end is read when no process holds it any more
    with held.open(encoding="utf-8") as told:
        assert told.readline() == "begun\n"
        command.send_signal(number)
        _, said = command.communicate(timeout=60)
        assert told.read() == ""
    assert command.returncode == 128 + number
    assert said.startswith("funnel: stopped, and LibreOffice's program with it: run the command")


@pytest.mark.skipif(sys.platform != "linux", reason="only there the PATH matters to LibreOffice")
def test_a_locked_folder_on_the_path_is_passed_by() -> None:
    """It holds no Python for us; that one may not look into it is no error."""
    path = f"{LOCKED / 'bin'}{os.pathsep}/usr/bin"
    assert without_other_pythons({"PATH": path}) == {"PATH": path}


def test_a_locked_folder_has_no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one may not look, there is none: that is no error, and other places are tried."""
    monkeypatch.setattr("funnel_addin.hosts.libreoffice.places._folders", lambda: iter((LOCKED,)))
    with pytest.raises(FunnelError, match="LibreOffice is not found"):
        libreoffice.find()


def test_a_user_without_a_home_is_told_to_set_it(
    nobody: None, capsys: pytest.CaptureFixture[str]
) -> None:
    """`where` tells what is known all the same, and a sentence says what is missing."""
    with pytest.raises(FunnelError, match="set the environment variable HOME"):
        libreoffice.profile()
    assert main(["libreoffice", "where", "--json"]) == 0
    paths = json.loads(capsys.readouterr().out)
    assert paths["profile"] is None
    assert paths["extension"].endswith("funnel.oxt")
    assert main(["libreoffice", "where"]) == 0
    assert "set the environment variable HOME" in capsys.readouterr().out


def test_a_user_without_a_home_is_told_that_libreoffice_is_missing(
    nobody: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sandboxed LibreOffice in a home is not looked for where there is no home."""
    monkeypatch.setattr("funnel_addin.hosts.libreoffice.places._folders", lambda: iter(()))
    with pytest.raises(FunnelError, match=r"LibreOffice is not found|whose programs this command"):
        libreoffice.find()


def test_a_home_that_cannot_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """LibreOffice says "invalid path: ''" there; the sentence names the folder."""
    (tmp_path / "file").touch(mode=0o644)
    monkeypatch.setenv("UserInstallation", (tmp_path / "file" / "profile").as_uri())
    unopkg = program(
        tmp_path / "unopkg", "echo \"Cannot create folder (invalid path): ''\"; exit 1"
    )
    with pytest.raises(FunnelError) as refused:
        libreoffice.install(libreoffice.Office(unopkg, unopkg), tmp_path / "a.oxt")
    assert f"cannot write {tmp_path / 'file' / 'profile'}" in str(refused.value)


def test_what_the_desktop_prints_beside_it_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is quoted is what went wrong, not that dconf has no folder either."""
    monkeypatch.setenv("UserInstallation", (tmp_path / "profile").as_uri())
    noise = "echo '(process:1): dconf-CRITICAL **: unable to create directory'"
    unopkg = program(tmp_path / "unopkg", f"{noise}; echo 'ERROR: no such thing'; exit 3")
    with pytest.raises(FunnelError, match=r"ended with 3 and said: ERROR: no such thing$"):
        libreoffice.install(libreoffice.Office(unopkg, unopkg), tmp_path / "a.oxt")
