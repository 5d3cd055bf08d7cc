"""The files of `funnel history`: all of them, whole, or none."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from funnel_addin.cli.history_files import refused, write_all
from funnel_core.errors import FunnelError


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_all_files_are_written(tmp_path: Path) -> None:
    """New ones and, where that is allowed, ones that were there; those keep their permissions."""
    old = tmp_path / "old.csv"
    old.write_text("before")
    old.chmod(0o640)
    write_all({tmp_path / "new.csv": b"a", old: b"b"}, force=True)
    assert (tmp_path / "new.csv").read_bytes() == b"a"
    assert old.read_bytes() == b"b"
    if os.name != "nt":
        assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert names(tmp_path) == ["new.csv", "old.csv"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
@pytest.mark.parametrize("force", [True, False])
def test_where_one_cannot_take_its_place_all_are_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, force: bool
) -> None:
    """The last of three fails: the first is gone again, the second holds what it held."""
    targets = [tmp_path / name for name in ("a.csv", "b.svg", "c.toml")]
    if force:
        targets[1].write_text("before")
    before = names(tmp_path)
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target.name == "c.toml":
            raise OSError(number, os.strerror(number))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(FunnelError, match=r"c\.toml was not written: .*no file was changed"):
        write_all(dict.fromkeys(targets, b"new"), force)
    assert names(tmp_path) == before
    assert not force or targets[1].read_text() == "before"


def test_a_stop_on_the_way_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C between two files."""
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("before")
    replace = Path.replace

    def stopped(self: Path, target: Path) -> Path:
        if target.name == "b.csv":
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        write_all({first: b"x", second: b"y"}, force=True)
    assert names(tmp_path) == ["a.csv"]
    assert first.read_text() == "before"


def test_a_file_that_came_to_be_there_meanwhile_is_kept(tmp_path: Path) -> None:
    """It was not there when the work began, and nobody allowed to replace it."""
    mine = tmp_path / "mine.csv"
    mine.write_text("mine")
    with pytest.raises(FunnelError, match="came to be there meanwhile"):
        write_all({mine: b"x"}, force=False)
    assert mine.read_text() == "mine"
    assert names(tmp_path) == ["mine.csv"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here to fill")
def test_a_real_disk_that_is_full_is_told(tmp_path: Path) -> None:
    """A limit on the size of files is met as a full disk is."""
    resource = pytest.importorskip("resource", reason="no limits on files on this system")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    import signal

    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(FunnelError, match="the disk is full or a limit is reached"):
            write_all({tmp_path / "a.csv": b"x", tmp_path / "b.csv": b"y" * 5000}, force=False)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("option", "name", "said"),
    [
        ("--csv", "there.csv", "exists already"),
        ("--csv", "nowhere/out.csv", "there is no folder"),
        ("--csv", "folder", "is a folder"),
        ("--csv", "log.csv", "is an export that is read"),
        ("--csv", "folder/../log.csv", "is an export that is read"),
    ],
)
def test_what_cannot_be_written_is_refused_before_the_work(
    tmp_path: Path, option: str, name: str, said: str
) -> None:
    """An hour of counting is not to end with 'exists already'."""
    (tmp_path / "there.csv").touch()
    (tmp_path / "log.csv").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(FunnelError, match=said):
        refused({option: tmp_path / name}, [str(tmp_path / "log.csv")], force=False)


def test_two_outputs_are_two_files(tmp_path: Path) -> None:
    """Also where they are written in two ways."""
    outputs = {"--csv": tmp_path / "x.toml", "--save-roles": tmp_path / "." / "x.toml"}
    with pytest.raises(FunnelError, match="--csv and --save-roles both name"):
        refused(outputs, [], force=True)


def test_with_force_a_file_may_be_replaced_but_no_export(tmp_path: Path) -> None:
    """--force is for results, not for what was exported."""
    (tmp_path / "log.csv").touch()
    refused({"--csv": tmp_path / "log.csv"}, ["other.csv"], force=True)
    with pytest.raises(FunnelError, match="an export that is read"):
        refused({"--csv": tmp_path / "log.csv"}, [str(tmp_path / "log.csv")], force=True)


def test_with_force_nothing_within_a_folder_of_exports_is_replaced(tmp_path: Path) -> None:
    """A new file beside its parts is no part of it; a part is what was exported."""
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "1.parquet").touch()
    with pytest.raises(FunnelError, match="an export that is read"):
        refused({"--csv": tmp_path / "parts" / "1.parquet"}, [str(tmp_path / "parts")], force=True)
    refused({"--csv": tmp_path / "new.csv"}, [str(tmp_path)], force=True)
