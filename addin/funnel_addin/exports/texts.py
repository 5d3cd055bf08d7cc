"""Bytes of a text file → UTF-8 that an engine reads; nothing is guessed that the bytes do not show.

A byte order mark says UTF-8 or UTF-16. Else all of it must be UTF-8; where some of it is none, more
letters that are than bytes that are not show UTF-8 that was damaged, and else it is Windows-1252:
both are told. Packed files are unpacked into a folder that is removed afterwards.
"""

from __future__ import annotations

import codecs
import gzip
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, BinaryIO, Protocol, TypeAlias

import pyarrow as pa

from funnel_addin.exports.files import WANTED, Form, readable
from funnel_core.errors import CrmError

__all__ = ["LONGEST_LINE", "Progress", "Text", "as_utf8"]

Progress: TypeAlias = Callable[[str, float | None], None]
"""Is told what is being done, and which share of it is done, if that is known."""

LONGEST_LINE = 2_000_000
"""Bytes: what an engine takes at most, too, and more than any export's line."""

CHUNK = 1 << 20

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


@dataclass(frozen=True, slots=True)
class Text:
    """A text file in UTF-8.

    Args:
        path: where it lies: the export itself, or a copy that was unpacked or recoded.
        guessed: whether it was read as Windows-1252 because it is no UTF-8.
        damaged: how many places of it are no UTF-8, though the rest is; they are read as "�".
        example: the first word that showed it, as it is read now.
        mixed: whether its lines, or breaks within its cells, end in more than one way.
    """

    path: Path
    guessed: bool = False
    damaged: int = 0
    example: str = ""
    mixed: bool = False


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a text was found to be, read to its end.

    Args:
        letters: roughly how many letters are beyond ASCII.
        damaged: how many places could not be decoded.
        mixed: whether lines end in more than one way.
    """

    letters: int
    damaged: int
    mixed: bool


def as_utf8(export: str, form: Form, folder: Path, progress: Progress | None = None) -> Text:
    """Give a text file in UTF-8, which is read to its end once.

    Args:
        export: its path.
        form: TEXT, or how it is packed.
        folder: where a copy may be made.
        progress: is told how far it is.

    Raises:
        CrmError: it is no text, a line is too long, or it is packed and cut off.
    """
    begins = _head(export, form)
    encoding = next((is_ for mark, is_ in _MARKS.items() if begins.startswith(mark)), "")
    encoding = encoding or _without_mark(begins)
    plain = form is Form.TEXT and encoding.startswith("utf-8")
    copy = None if plain else folder / f"{len(list(folder.iterdir()))}.csv"
    try:
        seen = _read_through(export, form, encoding, copy, progress)
    except UnicodeDecodeError as error:
        if not encoding.startswith("utf-8"):
            raise CrmError(
                f"{export}: is cut off, or no text in {encoding}; export it again"
            ) from None
        shown = error
    else:
        return Text(copy or Path(export), mixed=seen.mixed)
    copy = copy or folder / f"{len(list(folder.iterdir()))}.csv"
    seen = _read_through(export, form, encoding, copy, progress, "replace")
    if seen.letters > seen.damaged or encoding == "utf-8-sig":
        example = _word(shown, "utf-8")
        return Text(copy, damaged=seen.damaged, example=example, mixed=seen.mixed)
    try:
        seen = _read_through(export, form, "cp1252", copy, progress)
    except UnicodeDecodeError:
        raise CrmError(
            f"{export}: expected text in UTF-8, UTF-16 or Windows-1252, got other bytes; save it "
            "as 'CSV UTF-8'"
        ) from None
    return Text(copy, guessed=True, example=_word(shown, "cp1252"), mixed=seen.mixed)


def _without_mark(begins: bytes) -> str:
    """Tell UTF-16 without a mark: in western text every other byte is 0."""
    if begins[1:200:2].count(0) > 40 and not begins[:200:2].count(0):
        return "utf-16-le"
    if begins[:200:2].count(0) > 40 and not begins[1:200:2].count(0):
        return "utf-16-be"
    return "utf-8"


def _word(error: UnicodeDecodeError, encoding: str) -> str:
    """Give the word with the byte that is no UTF-8."""
    raw, at = error.object, error.start
    before = raw[max(0, at - 30) : at].decode(encoding, "replace")
    after = raw[at : at + 30].decode(encoding, "replace")
    parts = ',;|\t\r\n"'
    for part in parts:
        before, after = before.rpartition(part)[2], after.partition(part)[0]
    return f"{before}{after}".strip()


def _head(export: str, form: Form) -> bytes:
    for chunk in _chunks(export, form, None):
        return chunk[:4096]
    raise CrmError(f"{export}: is empty; export it again")


def _read_through(
    export: str,
    form: Form,
    encoding: str,
    copy: Path | None,
    progress: Progress | None,
    errors: str = "strict",
) -> _Seen:
    """Read a text to its end, checked, and into a copy if one is wanted."""
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    lines = _Lines(export)
    letters = damaged = 0
    with ExitStack() as stack:
        out = stack.enter_context(copy.open("wb")) if copy else None
        for chunk in chain(_chunks(export, form, progress), [b""]):
            text = decoder.decode(chunk, final=not chunk)
            raw = chunk if encoding == "utf-8" and errors == "strict" else text.encode()
            lines.go_on(raw)
            damaged += text.count("\ufffd")
            letters += (len(raw) - len(text)) // 2
            if out:
                _written(out, raw, export)
    return _Seen(letters - damaged, damaged, lines.mixed)


def _written(out: BinaryIO, raw: bytes, export: str) -> None:
    try:
        out.write(raw)
    except OSError as error:
        raise CrmError(
            f"{export}: expected room for a copy beside the system's temporary files; "
            f"{error.strerror}"
        ) from None


class _Lines:
    """Watches the lines of a text go by: how long they are, and that they are text."""

    def __init__(self, export: str) -> None:
        self.export = export
        self.number = 1
        self.run = 0
        self.feeds = self.returns = self.both = 0
        self.before = b""

    @property
    def mixed(self) -> bool:
        """Tell whether lines end in more than one way."""
        alike = self.returns == self.both == self.feeds
        return not (alike or not self.returns or not self.feeds)

    def go_on(self, raw: bytes) -> None:
        self.feeds += raw.count(b"\n")
        if returns := raw.count(b"\r"):
            self.returns += returns
            self.both += raw.count(b"\r\n")
        self.both += self.before == b"\r" and raw.startswith(b"\n")
        self.before = raw[-1:] or self.before
        if b"\0" in raw:
            at = self.number + raw[: raw.index(b"\0")].count(b"\n")
            raise CrmError(
                f"{self.export}: expected text, got bytes that are none in line {at:,}; {WANTED}"
            )
        end = b"\n" if b"\n" in raw else b"\r"
        first = raw.find(end)
        if self.run + (len(raw) if first < 0 else first) > LONGEST_LINE:
            raise CrmError(
                f"{self.export}: line {self.number:,} is longer than {LONGEST_LINE:,} characters, "
                "which no export's is; export it again, as CSV"
            )
        if first < 0:
            self.run += len(raw)
        else:
            self.run = len(raw) - raw.rfind(end) - 1
            self.number += raw.count(end)


class _Bytes(Protocol):
    """What is read a piece at a time."""

    def read(self, size: int, /) -> bytes: ...


def _chunks(export: str, form: Form, progress: Progress | None) -> Iterator[bytes]:
    """Give a file's bytes, unpacked."""
    with readable(export), ExitStack() as stack:
        size = Path(export).stat().st_size
        packed = stack.enter_context(Path(export).open("rb"))
        file = stack.enter_context(_unpacked(export, packed, form))
        while chunk := _next(export, file):
            yield chunk
            if progress:
                progress(f"reading {Path(export).name}", min(packed.tell() / size, 1.0))


def _unpacked(export: str, packed: BinaryIO, form: Form) -> AbstractContextManager[_Bytes]:
    if form is Form.GZIP:
        return gzip.open(packed)
    if form is Form.ZSTD:
        stream: AbstractContextManager[_Bytes] = pa.CompressedInputStream(packed, "zstd")
        return stream
    if form is Form.ZIP:
        return _only_member(export, packed)
    return packed


def _only_member(export: str, packed: BinaryIO) -> IO[bytes]:
    try:
        archive = zipfile.ZipFile(packed)
        names = [
            each.filename
            for each in archive.infolist()
            if not each.is_dir() and not each.filename.startswith("__MACOSX/")
        ]
        if len(names) != 1:
            raise CrmError(
                f"{export}: expected one CSV file in it, got {len(names)}; unpack it and give the "
                "files"
            )
        return archive.open(names[0])
    except (zipfile.BadZipFile, NotImplementedError):
        raise CrmError(f"{export}: is a zip file that is cut off or broken; get it again") from None
    except RuntimeError:
        raise CrmError(f"{export}: is locked by a password; unpack it and give the file") from None


def _next(export: str, file: _Bytes) -> bytes:
    try:
        return file.read(CHUNK)
    except (EOFError, zlib.error, zipfile.BadZipFile, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise CrmError(f"{export}: is packed, and cut off or broken; get it again") from None
