"""Files that are no exports: one sentence each, quickly, and nothing is left behind."""

from __future__ import annotations

import gzip
import json
import os
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import ibis
import pytest

from funnel_addin.exports.opening import opened
from funnel_addin.exports.texts import LONGEST_LINE
from funnel_core.errors import CrmError

HEAD = b"id,stage,when\n"

GOOD = HEAD + b"".join(b"%d,Lead,2024-01-01\n" % at for at in range(20_000))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder for temporary files of its own, to see what is left in it."""
    made = tmp_path / "temporary"
    made.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(made))
    return made


def added_up(paths: list[str], table: str = "") -> None:
    """Open exports and read all of their first columns."""
    with opened(paths, table) as tables:
        for each in tables:
            each.rows[0].nunique().execute()


def refused(folder: Path, *exports: str | Path, table: str = "") -> str:
    """Give the sentence that refuses an export; it names it, and nothing is left behind."""
    paths = [str(export) for export in exports]
    with pytest.raises(CrmError) as caught:
        added_up(paths, table)
    assert list(folder.iterdir()) == []
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert paths[0] in sentence
    return sentence


def parquet(path: Path) -> bytes:
    ibis.memtable({"id": list(range(5000))}).to_parquet(path / "whole.parquet")
    return (path / "whole.parquet").read_bytes()


def workbook(path: Path, *rows: list[object]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path / "whole.xlsx")
    return (path / "whole.xlsx").read_bytes()


def unpacked_archive(path: Path, **files: bytes) -> bytes:
    with zipfile.ZipFile(path / "whole.zip", "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return (path / "whole.zip").read_bytes()


def locked_ods(path: Path) -> bytes:
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
        "</manifest:file-entry></manifest:manifest>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    files = {"mimetype": kind, "META-INF/manifest.xml": manifest.encode(), "content.xml": b"\1\2"}
    return unpacked_archive(path, **files)


BAD: dict[str, tuple[str, Callable[[Path], bytes], str]] = {
    "an empty file": ("a.csv", lambda _: b"", "is empty"),
    "blank lines": ("a.csv", lambda _: b"\n \n\n", "expected a row of headings"),
    "headings that are blank": ("a.csv", lambda _: b",,\n1,2,3\n", "expected a row of headings"),
    "headings alone": ("a.csv", lambda _: HEAD, "expected rows below the headings"),
    "a picture": ("a.csv", lambda _: b"\x89PNG\r\n\x1a\n" + bytes(99), "a picture (PNG)"),
    "a PDF": ("a.csv", lambda _: b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
    "a web page called .xls": ("a.xls", lambda _: b"\n<html><table><tr>", "a web page (HTML)"),
    "XML": ("a.xls", lambda _: b'<?xml version="1.0"?><Workbook/>', "got XML"),
    "JSON": ("a.csv", lambda _: json.dumps({"key": "s3cret"}).encode(), "got JSON"),
    "bytes that are no text": ("a.csv", lambda _: HEAD + b"1,\0\1,x\n", "in line 2"),
    "bytes of no encoding": ("a.csv", lambda _: HEAD + b"1,\x81\xff,x\n", "got other bytes"),
    "UTF-16, cut off": ("a.csv", lambda _: HEAD.decode().encode("utf-16")[:-1], "is cut off"),
    "a long line": ("a.csv", lambda _: HEAD + b"x" * (LONGEST_LINE + 9), "line 2 is longer than"),
    "a gz file, cut off": ("a.gz", lambda _: gzip.compress(GOOD)[:-99], "cut off or broken"),
    "a gz file that is none": ("a.csv", lambda _: b"\x1f\x8bx", "cut off or broken"),
    "a zst file, cut off": ("a.zst", lambda _: b"\x28\xb5\x2f\xfd\x24", "cut off or broken"),
    "a zip file, cut off": ("a.zip", lambda _: b"PK\3\4" + bytes(50), "cut off or broken"),
    "a zip file of two": (
        "a.zip",
        lambda path: unpacked_archive(path, **{"a.csv": GOOD, "b.csv": GOOD}),
        "expected one CSV file in it, got 2",
    ),
    "Parquet, cut off": ("a.parquet", lambda path: parquet(path)[:3000], "cut off"),
    "Parquet of four bytes": ("a.parquet", lambda _: b"PAR1", "no Parquet file"),
    "a workbook, cut off": (
        "a.xlsx",
        lambda path: workbook(path, ["id", "stage"], [1, "Lead"])[:3000],
        "cut off or broken",
    ),
    "a workbook without rows": ("a.xlsx", lambda path: workbook(path, ["id"]), "there is none"),
    "a workbook of blanks": ("a.xlsx", workbook, "there is none"),
    "a workbook with a password": ("a.ods", locked_ods, "locked by a password"),
    "an old workbook that is none": (
        "a.xls",
        lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(999),
        "cut off or broken",
    ),
}


@pytest.mark.parametrize(("name", "content", "said"), BAD.values(), ids=BAD)
def test_a_file_that_is_no_export(
    tmp_path: Path, folder: Path, name: str, content: Callable[[Path], bytes], said: str
) -> None:
    """What it is instead is said in one sentence."""
    raw = content(tmp_path)
    (tmp_path / name).write_bytes(raw)
    sentence = refused(folder, tmp_path / name)
    assert said in sentence
    assert "s3cret" not in sentence


RAGGED = {
    "fewer cells": (b"1,a\n", "line 2 has 2 cells under 3 headings"),
    "one cell": (b"1\n", "line 2 has 1 cell under 3 headings"),
    "more cells": (b"1,a,b\n2,b,c,d\n", "line 3 has 4 cells under 3 headings"),
    "a line within a cell above": (b'1,"a\nb",c\n2,b\n', "line 4 has 2 cells"),
    "an open quote": (b'1,"a,b\n2,b,c\n', "line 2 opens a quote"),
    "a quote within a cell": (b'1,a,b\n2,"b" c,c\n', "line 3 opens a quote"),
    "many": (b"1,a\n" * 9, "line 6 has 2 cells under 3 headings; and 4 more lines"),
}


@pytest.mark.parametrize(("rows", "said"), RAGGED.values(), ids=RAGGED)
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("above", [b"", b"\xef\xbb\xbf"])
def test_lines_that_do_not_fit(
    tmp_path: Path, folder: Path, rows: bytes, said: str, end: bytes, above: bytes
) -> None:
    """All lines that do not fit are named at once, up to a few, as an editor counts them."""
    whole = (HEAD + rows + b"9,Won,2024-01-02\n").replace(b"\n", end)
    (tmp_path / "a.csv").write_bytes(above + whole)
    assert said in refused(folder, tmp_path / "a.csv")


def test_an_open_quote_at_the_top_of_a_large_file(tmp_path: Path, folder: Path) -> None:
    """All that follows is within the quote; no row is taken for good."""
    (tmp_path / "a.csv").write_bytes(HEAD + b'1,"a,b\n' + GOOD * 20)
    assert "line 2 opens a quote" in refused(folder, tmp_path / "a.csv")


def test_two_gigabytes_of_one_line(tmp_path: Path, folder: Path) -> None:
    """Only the beginning is read."""
    with (tmp_path / "a.csv").open("wb") as file:
        file.write(HEAD + b"1," + b"a" * 2 * LONGEST_LINE)
        file.truncate(2 << 30)
    assert "line 2 is longer than" in refused(folder, tmp_path / "a.csv")


@pytest.mark.may_skip("where tests run as root, there is no such file")
@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path, folder: Path) -> None:
    """The system's refusal is told."""
    (tmp_path / "a.csv").write_bytes(GOOD)
    (tmp_path / "a.csv").chmod(0)
    assert "may not be read" in refused(folder, tmp_path / "a.csv")


def test_what_is_not_there(tmp_path: Path, folder: Path) -> None:
    """A path, a pattern or a folder without exports names what is wrong."""
    assert "there is no such file" in refused(folder, tmp_path / "a.csv")
    assert "no file has such a name" in refused(folder, tmp_path / "*.parquet")
    assert "is a folder without Parquet" in refused(folder, tmp_path)
    assert "expected a file that can be read" in refused(folder, "x" * 5000)
    (tmp_path / "a.csv").write_bytes(GOOD)
    assert "only Parquet files" in refused(folder, tmp_path / "*.csv")


def test_a_sheet_that_is_not_there(tmp_path: Path, folder: Path) -> None:
    """The sheets that there are stand in the sentence."""
    (tmp_path / "a.xlsx").write_bytes(workbook(tmp_path, ["id"], [1]))
    assert "it has Sheet" in refused(folder, tmp_path / "a.xlsx", table="Deals")


def test_parquet_that_is_broken_within(tmp_path: Path, folder: Path) -> None:
    """What shows only when it is counted is one sentence, too."""
    raw = bytearray(parquet(tmp_path))
    raw[4:2000] = b"\xff" * 1996
    (tmp_path / "a.parquet").write_bytes(raw)
    assert "could not be read to its end" in refused(folder, tmp_path / "a.parquet")


def test_a_table_of_a_file_that_has_none(tmp_path: Path, folder: Path) -> None:
    """`--table` is not ignored: a CSV file has no sheets."""
    path = tmp_path / "log.csv"
    path.write_bytes(GOOD)
    assert "'deals'" in refused(folder, path, table="deals")
