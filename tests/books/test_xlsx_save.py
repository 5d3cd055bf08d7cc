"""A workbook is saved whole or not at all, and never over a file that it should not replace."""

from __future__ import annotations

import os
import resource
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from funnel_addin.books.xlsx import XlsxBook
from funnel_core.errors import TemplateError
from tests.books.small import small

ROWS = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return small(tmp_path / "plan.xlsx", {"Goal": ROWS}, {"Plan_Target": "Goal!$A$1"})


@pytest.fixture
def book(plan: Path) -> XlsxBook:
    opened = XlsxBook.open(plan)
    opened.write({"Plan_Target": ((2,),)})
    return opened


def test_it_may_replace_the_file_that_it_came_from(plan: Path, book: XlsxBook) -> None:
    """Saving in place keeps the permissions, and what was saved is read again."""
    plan.chmod(0o640)
    book.save(plan)
    assert XlsxBook.open(plan).read("Plan_Target").values == ((2,),)
    assert stat.S_IMODE(plan.stat().st_mode) == 0o640
    assert [p.name for p in plan.parent.iterdir()] == ["plan.xlsx"]


def test_it_replaces_no_other_file_unless_told_to(tmp_path: Path, book: XlsxBook) -> None:
    """Another file that exists is replaced only with overwrite."""
    other = tmp_path / "other.xlsx"
    other.write_bytes(b"mine")
    with pytest.raises(
        TemplateError, match=r"exists already and is not the workbook that was opened"
    ):
        book.save(other)
    assert other.read_bytes() == b"mine"
    book.save(other, overwrite=True)
    assert XlsxBook.open(other).read("Plan_Target").values == ((2,),)


def test_a_link_goes_on_leading_to_the_workbook(tmp_path: Path, plan: Path) -> None:
    """Saving through a link writes the file that it leads to, and the link stays."""
    link = tmp_path / "link.xlsx"
    link.symlink_to(plan)
    book = XlsxBook.open(link)
    book.write({"Plan_Target": ((3,),)})
    book.save(link)
    assert link.is_symlink()
    assert XlsxBook.open(plan).read("Plan_Target").values == ((3,),)


def test_the_ending_must_fit(tmp_path: Path, book: XlsxBook) -> None:
    """A workbook without macros is not saved as one with macros, which Excel would refuse."""
    with pytest.raises(TemplateError, match=r"of the kind \.xlsx, .* save it as plan\.xlsx"):
        book.save(tmp_path / "plan.xlsm")
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(TemplateError, match="is a folder"):
        book.save(tmp_path / "folder.xlsx")
    with pytest.raises(TemplateError, match="there is no folder"):
        book.save(tmp_path / "none" / "plan.xlsx")


def test_a_failing_flush_leaves_the_original(
    plan: Path, book: XlsxBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the disk gives way at the last moment the old file is whole and nothing is left over."""
    before = plan.read_bytes()

    def fail(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(TemplateError, match="Input/output error; nothing was changed"):
        book.save(plan)
    assert plan.read_bytes() == before
    assert [p.name for p in plan.parent.iterdir()] == ["plan.xlsx"]


@pytest.mark.parametrize("limit", [0, 1, 100, 1000])
def test_a_full_disk_leaves_the_original(plan: Path, limit: int) -> None:
    """When no more bytes can be written, wherever that happens, the old file is whole."""
    before = plan.read_bytes()
    code = (
        "import sys\n"
        "from funnel_addin.books.xlsx import XlsxBook\n"
        "from funnel_core.errors import TemplateError\n"
        "import resource\n"
        "book = XlsxBook.open(sys.argv[1])\n"
        "book.write({'Plan_Target': ((7,),)})\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        "try:\n"
        "    book.save(sys.argv[1])\n"
        "except TemplateError as error:\n"
        "    sys.exit(3 if 'the disk is full' in str(error) else 4)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code, str(plan)], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 3, done.stderr
    assert plan.read_bytes() == before
    assert [p.name for p in plan.parent.iterdir()] == ["plan.xlsx"]
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != limit


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """Give a folder that may be entered and not written to; root becomes nobody meanwhile."""
    root = os.geteuid() == 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        if root:
            os.seteuid(65534)
        yield folder
        if root:
            os.seteuid(0)
        folder.chmod(0o755)


def test_a_folder_that_may_not_be_written(book: XlsxBook, closed_folder: Path) -> None:
    """A read-only folder is named as the cause."""
    with pytest.raises(TemplateError, match="may not be changed"):
        book.save(closed_folder / "plan.xlsx")
    assert list(closed_folder.iterdir()) == []
