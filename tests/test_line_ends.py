"""What is checked out is the same to the byte everywhere: the add-ins are built from it."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def checked_out(line_ends: str) -> dict[str, bytes]:
    """Give what git would check out of the last commit, with its setting of line ends."""
    packed = subprocess.run(
        ["git", "-c", f"core.autocrlf={line_ends}", "archive", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        files = {each.name: archive.extractfile(each) for each in archive if each.isfile()}
        return {name: file.read() for name, file in files.items() if file is not None}


@pytest.mark.may_skip("what was not checked out by git has no line ends of git's")
@pytest.mark.skipif(
    shutil.which("git") is None or not (ROOT / ".git").exists(),
    reason="this is no checkout of git",
)
def test_git_for_windows_checks_out_the_same_bytes() -> None:
    """Its default, line ends of Windows, would have every file of an archive another one."""
    plain = checked_out("false")
    assert len(plain) > 100
    turned = [name for name, data in checked_out("true").items() if data != plain[name]]
    assert turned == []
