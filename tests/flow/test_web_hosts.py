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
    assert f"{tmp_path} holds other versions of Code.js: name" in capsys.readouterr().err
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


@pytest.mark.parametrize("address", ["http://addins.example.com", "addins.example.com", "https://"])
def test_office_loads_from_https_alone(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another address is refused in a sentence, and nothing is written."""
    assert main(["office", str(tmp_path / "new"), "--host", address]) == 1
    assert "must be an address that begins with https://" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_a_folder_that_cannot_be_made_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file in the folder's place is no folder."""
    file = tmp_path / "file"
    file.write_text("x")
    assert main(["sheets", "functions", str(file)]) == 1
    assert f"{file} cannot be made a folder" in capsys.readouterr().err
