"""Files that are no workbook, are locked, damaged, or built to attack: each with its sentence."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from funnel_addin.books.xlsx import XlsxBook
from funnel_core.errors import TemplateError
from tests.books.parts import write_parts
from tests.books.small import workbook_parts

ROWS = '<row r="1"><c r="A1"><v>1</v></c></row>'
NAMES = {"Plan_Target": "Goal!$A$1"}


@pytest.fixture
def parts() -> dict[str, bytes]:
    return workbook_parts({"Goal": ROWS}, NAMES)


def refused(path: Path, sentence: str) -> None:
    """Expect that the file is refused, in so many words, when it is opened and its names read."""
    with pytest.raises(TemplateError, match=sentence):
        XlsxBook.open(path).places()


def test_a_missing_file(tmp_path: Path) -> None:
    """A file that is not there is named, with what to do."""
    refused(tmp_path / "none.xlsx", r"found no file .*none\.xlsx; check the name")


def test_a_folder(tmp_path: Path) -> None:
    """A folder is not taken for a workbook."""
    refused(tmp_path, "got a folder")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"a,b\n1,2\n", "is not a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), r"old Excel format \(\.xls\)"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "encrypted with a password",
        ),
        (b"PK\3\4 and no more", "is damaged: .*zip directory cannot be read"),
    ],
)
def test_files_of_another_kind(tmp_path: Path, content: bytes, sentence: str) -> None:
    """What is no workbook is told by its bytes, whatever its ending says."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(content)
    refused(path, sentence)


@pytest.mark.parametrize(
    ("part", "old", "new", "sentence"),
    [
        (
            "[Content_Types].xml",
            b"openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            b"openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "is not a workbook: .*wordprocessingml",
        ),
        (
            "[Content_Types].xml",
            b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            b"vnd.ms-excel.sheet.binary.macroEnabled.main",
            r"binary workbook \(\.xlsb\)",
        ),
        ("_rels/.rels", b'/officeDocument"', b'/thumbnail"', "nothing in it says which part"),
        ("xl/workbook.xml", b"</sheets>", b"</sheet>", "well-formed XML in its part xl/workbook"),
        (
            "xl/_rels/workbook.xml.rels",
            b'Target="worksheets/sheet1.xml"',
            b'Target="http://evil.example/sheet1.xml" TargetMode="External"',
            "lies outside the file",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            b'Target="worksheets/sheet1.xml"',
            b'Target="worksheets/sheet9.xml"',
            "expected a part for its sheet",
        ),
        (
            "xl/worksheets/sheet1.xml",
            b"<worksheet",
            b'<!DOCTYPE w [<!ENTITY a "b">]><worksheet',
            "declares a document type",
        ),
        (
            "xl/workbook.xml",
            b"<workbook",
            b'<!DOCTYPE w SYSTEM "file:///etc/passwd"><workbook',
            "declares a document type",
        ),
        ("xl/worksheets/sheet1.xml", b"sheetData>", b"sheetInfo>", "expected cells in the sheet"),
    ],
)
def test_workbooks_that_are_none(
    tmp_path: Path, parts: dict[str, bytes], part: str, old: bytes, new: bytes, sentence: str
) -> None:
    """Each fault in the parts is refused in its own words."""
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    refused(write_parts(tmp_path / "plan.xlsx", parts), sentence)


def test_missing_parts(tmp_path: Path, parts: dict[str, bytes]) -> None:
    """A zip without content types, or without its workbook, is not a workbook."""
    whole = dict(parts)
    del parts["[Content_Types].xml"]
    refused(write_parts(tmp_path / "a.xlsx", parts), r"no \[Content_Types\]\.xml")
    del whole["xl/workbook.xml"]
    refused(write_parts(tmp_path / "b.xlsx", whole), "expected a part xl/workbook.xml")


def test_an_opendocument_file(tmp_path: Path) -> None:
    """An .ods file is named as such."""
    content = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}
    refused(write_parts(tmp_path / "plan.xlsx", content), r"OpenDocument file \(\.ods\)")


@pytest.mark.parametrize(
    "name", ["../evil.xml", "/etc/passwd", "C:/x.xml", "xl\\evil.xml", "a/../b"]
)
def test_paths_that_lead_out(tmp_path: Path, parts: dict[str, bytes], name: str) -> None:
    """A path in the zip that could leave a folder is refused, though we unpack nothing."""
    parts[name] = b"x"
    refused(write_parts(tmp_path / "plan.xlsx", parts), "a path that leads out of the file")


def test_a_part_twice(tmp_path: Path, parts: dict[str, bytes]) -> None:
    """Two parts of one name, which readers would choose from differently, are refused."""
    path = write_parts(tmp_path / "plan.xlsx", parts)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
    refused(path, "holds the part xl/workbook.xml twice")


def test_a_zip_bomb(tmp_path: Path, parts: dict[str, bytes]) -> None:
    """A part that unpacks to a multiple of its size is refused while it is being unpacked."""
    parts["xl/media/bomb.bin"] = bytes(64 * 2**20)
    refused(write_parts(tmp_path / "plan.xlsx", parts), "a zip bomb")


def test_a_bomb_that_lies_about_its_size(tmp_path: Path, parts: dict[str, bytes]) -> None:
    """Sizes are counted on what really comes out, not read from the zip's headers."""
    parts["xl/media/bomb.bin"] = bytes(64 * 2**20)
    path = write_parts(tmp_path / "plan.xlsx", parts)
    data = path.read_bytes().replace(struct.pack("<L", 64 * 2**20), struct.pack("<L", 1000))
    path.write_bytes(data)
    refused(path, "a zip bomb")


def test_entries_over_one_another(tmp_path: Path, parts: dict[str, bytes]) -> None:
    """Two directory entries that share bytes, as the densest bombs have, are refused."""
    path = write_parts(tmp_path / "plan.xlsx", parts)
    with zipfile.ZipFile(path) as archive:
        sizes = {info.filename: info.compress_size for info in archive.infolist()}
        start = archive.start_dir
    data = bytearray(path.read_bytes())
    entry = data.index(b"PK\1\2", start)
    size = sizes["[Content_Types].xml"]
    assert struct.unpack_from("<L", data, entry + 20) == (size,)
    struct.pack_into("<L", data, entry + 20, size + 200)
    path.write_bytes(data)
    refused(path, "lies over another part")


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def flipped(data: bytes) -> bytes:
    at = data.index(b"xl/worksheets/sheet1.xml") + len(b"xl/worksheets/sheet1.xml") + 20
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


@pytest.mark.parametrize("harm", [cut, flipped])
def test_damaged_zips(
    tmp_path: Path, parts: dict[str, bytes], harm: Callable[[bytes], bytes]
) -> None:
    """A file cut short or with a flipped byte is damaged, and says to fetch it again."""
    path = write_parts(tmp_path / "plan.xlsx", parts)
    path.write_bytes(harm(path.read_bytes()))
    refused(path, "is damaged: .*copy or download it again")


@pytest.mark.parametrize(
    ("lock", "program"), [("~$plan.xlsx", "Excel"), (".~lock.plan.xlsx#", "LibreOffice")]
)
def test_a_workbook_open_elsewhere(
    tmp_path: Path, parts: dict[str, bytes], lock: str, program: str
) -> None:
    """A lock file beside the workbook stops reading, and saving onto it; it is named."""
    path = write_parts(tmp_path / "plan.xlsx", parts)
    book = XlsxBook.open(path)
    (tmp_path / lock).touch()
    sentence = rf"is open in {program} \(its lock file .*\).*delete that file"
    refused(path, sentence)
    with pytest.raises(TemplateError, match=sentence):
        book.save(path)
