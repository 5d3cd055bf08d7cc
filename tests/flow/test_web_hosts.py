"""`funnel sheets functions` and `funnel office`: the files for hosts that run no Python."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from funnel_addin.cli import main
from funnel_addin.hosts.web import BUILT_FOR, GOOGLE, OFFICE, contents

HOST = "https://addins.example.com/funnel"


def test_the_script_for_google_is_written_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The folder is made, and holds what clasp pushes; the way on is told."""
    folder = tmp_path / "new" / "script"
    assert main(["sheets", "functions", str(folder)]) == 0
    assert (folder / "Code.js").read_bytes() == contents(GOOGLE)["Code.js"]
    assert json.loads((folder / "appsscript.json").read_text())["runtimeVersion"] == "V8"
    assert not (folder / "README.md").exists()
    assert "Extensions > Apps Script" in capsys.readouterr().out


def test_what_is_there_already_is_not_written_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A second time nothing changes, and it says so."""
    main(["sheets", "functions", str(tmp_path)])
    before = (tmp_path / "Code.js").stat().st_mtime_ns
    capsys.readouterr()
    assert main(["sheets", "functions", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["written"] == 0
    assert (tmp_path / "Code.js").stat().st_mtime_ns == before


def test_a_script_that_somebody_changed_is_kept_unless_forced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another version is named and left, until --force is given; other files are nobody's."""
    mine, other = tmp_path / "Code.js", tmp_path / "mine.js"
    mine.write_text("// mine")
    other.write_text("// other")
    assert main(["sheets", "functions", str(tmp_path)]) == 1
    assert f"{tmp_path} holds something else by the name of Code.js" in capsys.readouterr().err
    assert mine.read_text() == "// mine"
    assert sorted(tmp_path.iterdir()) == [mine, other]
    assert main(["sheets", "functions", str(tmp_path), "--force"]) == 0
    assert mine.read_bytes() == contents(GOOGLE)["Code.js"]
    assert other.read_text() == "// other"


def test_the_manifest_names_the_firms_own_host(tmp_path: Path) -> None:
    """Every address in it is the host's; all files that it names are in the folder."""
    assert main(["office", str(tmp_path), "--host", f"{HOST}/"]) == 0
    manifest = (tmp_path / "manifest.xml").read_text(encoding="utf-8")
    assert BUILT_FOR not in manifest
    assert f'"{HOST}/' in manifest
    for path in contents(OFFICE):
        assert (tmp_path / path).is_file()


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("http://addins.example.com", "begin it with https://"),
        ("addins.example.com", "begin it with https://"),
        ("https://", "write a server's name"),
        ("https://a.example.com:99999", "a port from 1 to 65535"),
        ("https://a_b.example.com", "write a server's name"),
        ("https://me:secret@a.example.com", "leave the login out"),
        ("https://a.example.com/f?x=1", "leave out what follows"),
        ("https://münchen.example/f", "xn--"),
        ("https://a.example.com/f/../g", "without .. in it"),
        ("https://a.example.com/f g", "write its path in letters"),
        ("https://a.example.com/f/manifest.xml", "name the folder, not a file"),
    ],
)
def test_an_address_that_office_cannot_load_from_is_refused(
    address: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each slip is told by what to do about it, and nothing is written."""
    assert main(["office", str(tmp_path / "new"), "--host", address]) == 1
    error = capsys.readouterr().err
    assert "--host must be the folder's address" in error
    assert told in error
    assert not (tmp_path / "new").exists()


def test_a_folder_that_cannot_be_made_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file in the folder's place is no folder."""
    file = tmp_path / "file"
    file.write_text("x")
    assert main(["sheets", "functions", str(file)]) == 1
    assert f"{file} cannot be made a folder" in capsys.readouterr().err


def test_a_folder_in_a_files_place_is_told_and_nothing_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder called Code.js is not replaced, and no draft stays behind."""
    (tmp_path / "Code.js").mkdir()
    assert main(["sheets", "functions", str(tmp_path), "--force"]) == 1
    assert "Code.js is a folder: take it away" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["Code.js"]


def test_no_folder_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    """An empty name is not the current folder."""
    assert main(["sheets", "functions", ""]) == 1
    assert "FOLDER must be a folder's name" in capsys.readouterr().err


def test_the_host_may_be_typed_in_capitals(tmp_path: Path) -> None:
    """A server's name has no case; a path has."""
    assert main(["office", str(tmp_path), "--host", "HTTPS://A.Example.COM/Funnel"]) == 0
    assert "https://a.example.com/Funnel/" in (tmp_path / "manifest.xml").read_text()
