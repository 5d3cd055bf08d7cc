"""The zip around a workbook: checked at the door, its parts read, its untouched bytes kept.

Parts that nobody changed are copied as they lie in the file, compressed bytes and header alike;
only changed parts are compressed anew, in the same place and with the same method.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from funnel_core.errors import TemplateError

__all__ = ["Package"]

LARGEST_PART = 256 * 2**20
LARGEST_TOTAL = 512 * 2**20
LARGEST_RATIO = 200
RATIO_MATTERS_FROM = 16 * 2**20
MOST_PARTS = 20_000
CHUNK = 2**20

LOCAL_HEADER = struct.Struct("<4s5H3L2H")
CENTRAL_HEADER = struct.Struct("<4s6H3L5H2L")
END_RECORD = struct.Struct("<4s4H2LH")
STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
HAS_DESCRIPTOR, IS_ENCRYPTED, IS_UTF8 = 0x08, 0x01, 0x800
NO_DATE = (1980, 1, 1, 0, 0, 0)
"""The date of a part that was added: as old as a zip can tell, as Excel has it."""
KEPT_SUFFIXES = (".xml", ".rels")
DRIVE = re.compile(r"^[A-Za-z]:")


class Package:
    """A workbook's zip in memory, every part checked against its size and checksum."""

    def __init__(self, data: bytes, title: str) -> None:
        self.title = title
        self.data = data
        self._entries = self._open()
        self._ends = self._layout()
        self._parts: dict[str, bytes] = {}
        self._check_contents()

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._entries

    @property
    def names(self) -> Iterable[str]:
        """Give the names of all parts, in the order of the zip's directory."""
        return [info.filename for info in self._entries.values()]

    def read(self, part: str) -> bytes:
        """Give a part's bytes; part names are case-insensitive, as the standard has it."""
        info = self._entries.get(part.lower())
        if info is None:
            raise TemplateError(
                f"{self.title} is damaged: expected a part {part} in it, got none; open and repair "
                "it in a spreadsheet, or take an older copy"
            )
        kept = self._parts.get(info.filename)
        return kept if kept is not None else b"".join(self._inflate(info))

    def with_parts(self, changed: Mapping[str, bytes | None]) -> list[bytes]:
        """Give the whole file's bytes, in pieces, with some parts replaced, added or (None) gone.

        An unchanged part keeps its bytes, header and compression; with no change at all the file
        is the original to the byte.
        """
        if not changed:
            return [self.data]
        new = {part.lower(): content for part, content in changed.items()}
        written = _Written()
        view = memoryview(self.data)
        for key, info in sorted(self._entries.items(), key=lambda item: item[1].header_offset):
            if key not in new:
                written.keep(key, info, view[info.header_offset : self._ends[info.filename]])
            elif (content := new[key]) is not None:
                written.add(key, info, content)
        for part, content in changed.items():
            if part not in self and content is not None:
                written.add(part.lower(), _entry(part), content)
        return written.whole([*self._entries, *new], self._comment)

    def _open(self) -> dict[str, zipfile.ZipInfo]:
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
                infos = archive.infolist()
                self._directory_start = archive.start_dir
                self._comment = archive.comment
        except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, EOFError, struct.error):
            raise TemplateError(self._damage("its zip directory cannot be read")) from None
        except NotImplementedError:
            raise TemplateError(self._damage("it is a zip that no spreadsheet writes")) from None
        if len(infos) > MOST_PARTS:
            raise TemplateError(self._refusal(f"it holds more than {MOST_PARTS:,} parts"))
        entries: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            self._check_name(info)
            if info.filename.lower() in entries:
                raise TemplateError(self._refusal(f"it holds the part {info.filename} twice"))
            entries[info.filename.lower()] = info
        return entries

    def _check_name(self, info: zipfile.ZipInfo) -> None:
        name = info.orig_filename
        unsafe = (
            ".." in PurePosixPath(name).parts
            or name.startswith("/")
            or "\\" in name
            or "\0" in name
            or DRIVE.match(name)
        )
        if unsafe:
            raise TemplateError(
                self._refusal(f"its zip holds a path that leads out of the file ({name!r})")
            )
        if info.flag_bits & IS_ENCRYPTED:
            raise TemplateError(
                f"{self.title} is encrypted with a password: expected a workbook that can be read; "
                "open it in a spreadsheet, remove the password and save it"
            )
        if info.compress_type not in (STORED, DEFLATED):
            raise TemplateError(
                self._damage(f"its part {name} is packed in a way that no spreadsheet uses")
            )

    def _layout(self) -> dict[str, int]:
        """Find where each entry ends, and refuse entries that lie over one another."""
        ends: dict[str, int] = {}
        following = self._directory_start
        for info in sorted(self._entries.values(), key=lambda i: i.header_offset, reverse=True):
            if not 0 <= info.header_offset <= len(self.data) - LOCAL_HEADER.size:
                raise TemplateError(self._damage(f"its part {info.filename} lies outside the file"))
            start = self._start(info)
            if start + info.compress_size > following:
                raise TemplateError(
                    self._refusal(f"its part {info.filename} lies over another part in the zip")
                )
            ends[info.filename] = following
            following = info.header_offset
        return ends

    def _start(self, info: zipfile.ZipInfo) -> int:
        header = LOCAL_HEADER.unpack_from(self.data, info.header_offset)
        name_start = info.header_offset + LOCAL_HEADER.size
        name = self.data[name_start : name_start + header[9]]
        if header[0] != b"PK\3\4" or name != _encoded(info):
            raise TemplateError(
                self._damage(f"its zip directory and its part {info.filename} disagree")
            )
        return name_start + int(header[9]) + int(header[10])

    def _check_contents(self) -> None:
        """Inflate every part once: sizes, ratio and checksum are checked on what really comes."""
        total = 0
        for info in self._entries.values():
            keep = info.filename.lower().endswith(KEPT_SUFFIXES)
            pieces: list[bytes] = []
            for piece in self._inflate(info):
                total += len(piece)
                if total > LARGEST_TOTAL:
                    raise TemplateError(
                        self._refusal(f"it unpacks to over {LARGEST_TOTAL >> 20} MB (a zip bomb?)")
                    )
                if keep:
                    pieces.append(piece)
            if keep:
                self._parts[info.filename] = b"".join(pieces)

    def _inflate(self, info: zipfile.ZipInfo) -> Iterable[bytes]:
        start = self._start(info)
        packed = memoryview(self.data)[start : start + info.compress_size]
        size, checksum = 0, 0
        pieces = _inflated(packed) if info.compress_type == DEFLATED else iter((bytes(packed),))
        try:
            for piece in pieces:
                size += len(piece)
                checksum = zlib.crc32(piece, checksum)
                self._check_size(info, size)
                yield piece
        except zlib.error:
            raise TemplateError(self._damage(f"{info.filename} in it cannot be unpacked")) from None
        if size != info.file_size or checksum != info.CRC:
            raise TemplateError(
                self._damage(f"its part {info.filename} does not match its checksum")
            )

    def _check_size(self, info: zipfile.ZipInfo, size: int) -> None:
        if size > LARGEST_PART:
            raise TemplateError(
                self._refusal(
                    f"its part {info.filename} unpacks to more than {LARGEST_PART >> 20} MB "
                    "(a zip bomb?)"
                )
            )
        if size > RATIO_MATTERS_FROM and size > LARGEST_RATIO * max(info.compress_size, 1):
            raise TemplateError(
                self._refusal(
                    f"its part {info.filename} unpacks to more than {LARGEST_RATIO} times its size "
                    "(a zip bomb?)"
                )
            )

    def _refusal(self, reason: str) -> str:
        return f"{self.title} is refused: {reason}; save it anew from a spreadsheet"

    def _damage(self, reason: str) -> str:
        return (
            f"{self.title} is damaged: expected a whole workbook, but {reason}; copy or download "
            "it again, or open and repair it in a spreadsheet"
        )


class _Written:
    """A zip as it is put together, entry after entry."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._central: dict[str, bytes] = {}
        self._offset = 0

    def keep(self, key: str, info: zipfile.ZipInfo, record: memoryview) -> None:
        """Take over an entry as it lies in the old file."""
        self._central[key] = _central_record(info, self._offset, None, info.compress_size)
        self._pieces.append(bytes(record))
        self._offset += len(record)

    def add(self, key: str, info: zipfile.ZipInfo, content: bytes) -> None:
        """Put an entry in with a content of its own."""
        header, packed = _local_record(info, content)
        self._central[key] = _central_record(info, self._offset, content, len(packed))
        self._pieces += (header, packed)
        self._offset += len(header) + len(packed)

    def whole(self, order: Sequence[str], comment: bytes) -> list[bytes]:
        """Give all pieces; the directory lists the entries in an order of its own."""
        directory = b"".join(
            self._central[key] for key in dict.fromkeys(order) if key in self._central
        )
        count = len(self._central)
        end = END_RECORD.pack(
            b"PK\5\6", 0, 0, count, count, len(directory), self._offset, len(comment)
        )
        return [*self._pieces, directory, end + comment]


def _entry(part: str) -> zipfile.ZipInfo:
    """Make the entry of a part that the file does not hold yet."""
    info = zipfile.ZipInfo(part, NO_DATE)
    info.compress_type = DEFLATED
    info.create_system = 0
    return info


def _inflated(packed: memoryview) -> Iterable[bytes]:
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    rest: bytes | memoryview = packed
    while not stream.eof:
        piece = stream.decompress(rest, CHUNK)
        rest = stream.unconsumed_tail
        if piece:
            yield piece
        elif not rest and not stream.eof:
            raise zlib.error("incomplete stream")


def _encoded(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & IS_UTF8 else "cp437")


def _stamp(info: zipfile.ZipInfo) -> tuple[int, int]:
    year, month, day, hour, minute, second = info.date_time
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day


def _without_zip64(extra: bytes) -> bytes:
    kept, at = b"", 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind != 1:
            kept += extra[at : at + 4 + size]
        at += 4 + size
    return kept


def _local_record(info: zipfile.ZipInfo, content: bytes) -> tuple[bytes, bytes]:
    packed = content
    if info.compress_type == DEFLATED:
        stream = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
        packed = stream.compress(content) + stream.flush()
    name = _encoded(info)
    header = LOCAL_HEADER.pack(
        b"PK\3\4", 20, info.flag_bits & ~HAS_DESCRIPTOR, info.compress_type, *_stamp(info),
        zlib.crc32(content), len(packed), len(content), len(name), 0,
    )  # fmt: skip
    return header + name, packed


def _central_record(
    info: zipfile.ZipInfo, offset: int, content: bytes | None, packed_size: int
) -> bytes:
    name, extra = _encoded(info), _without_zip64(info.extra)
    flags = info.flag_bits if content is None else info.flag_bits & ~HAS_DESCRIPTOR
    checksum = info.CRC if content is None else zlib.crc32(content)
    size = info.file_size if content is None else len(content)
    header = CENTRAL_HEADER.pack(
        b"PK\1\2", info.create_version | info.create_system << 8, info.extract_version,
        flags, info.compress_type, *_stamp(info), checksum, packed_size, size, len(name),
        len(extra), len(info.comment), 0, info.internal_attr, info.external_attr, offset,
    )  # fmt: skip
    return header + name + extra + info.comment
