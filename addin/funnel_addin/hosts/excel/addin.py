"""The add-in's file, and the other add-ins that Excel loads beside it."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from funnel_addin.hosts.finding import Finding, ok, problem, warning

__all__ = ["addin_findings", "is_marked", "is_ours", "others_findings"]

WHAT = "add-in"
CODE = b"xl/vbaProject.bin"
LARGEST = 64 * 2**20
INSTALL = "run 'funnel excel install'"

_ENTRY = struct.Struct("<4s6xH8xL18xL")
"""Of an entry in a zip's directory: its mark, how it is packed, its packed size, where it is."""
_LENGTHS = struct.Struct("<HH")
_OURS = re.compile(rb'Name="Funnel"', re.IGNORECASE)
_FUNCTION = re.compile(rb"FUNNEL_[A-Z_]{3,}")
_ZONE = re.compile(r"ZoneId\s*=\s*([34])")
_XLWINGS = "xlwings.xlam"


def is_ours(data: bytes) -> bool:
    """Tell whether the bytes of an add-in are some version of ours: its VBA has our name."""
    return _OURS.search(_code(data)) is not None


def is_marked(path: Path) -> bool:
    """Tell whether Windows marks a file as come from the internet, so that its macros stay off."""
    try:
        # a stream beside the file's own, which NTFS alone has
        stream = Path(f"{path}:Zone.Identifier").read_bytes()
    except (OSError, ValueError):
        return False
    return _ZONE.search(stream.decode("utf-8", errors="replace")) is not None


def addin_findings(path: Path, shipped: Path) -> Iterator[Finding]:
    """Tell whether the add-in is installed, is this package's, and is not blocked."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        yield problem(WHAT, f"the add-in is not installed: there is no {path}", INSTALL)
        return
    except OSError as cause:
        yield problem(
            WHAT, f"{path} cannot be read ({cause.strerror})", f"close Excel and {INSTALL}"
        )
        return
    if data == shipped.read_bytes():
        yield ok(WHAT, f"{path} is the one that this package brings")
    elif is_ours(data):
        yield problem(
            WHAT,
            f"{path} is of another version than this package",
            f"close Excel and {INSTALL}",
        )
    else:
        yield problem(
            WHAT,
            f"{path} is not this package's add-in",
            f"move it away, then {INSTALL}",
        )
    if is_marked(path):
        yield problem(
            WHAT,
            f"Windows marks {path} as come from the internet, and Excel keeps its macros off",
            f"close Excel and {INSTALL}, which writes it anew without the mark",
        )


def others_findings(path: Path, loaded: Sequence[Path]) -> Iterator[Finding]:
    """Tell which other add-ins that Excel loads get in the way.

    Args:
        path: where our add-in belongs.
        loaded: all add-ins that Excel loads.
    """
    what, quiet = "other add-ins", True
    for other in loaded:
        if _same(other, path):
            continue
        code = _read_code(other)
        if _OURS.search(code):
            says = f"{other} is a second copy of the add-in, and Excel may take either"
            yield problem(what, says, "close Excel and delete it, or untick it among the add-ins")
        elif other.name.lower() == _XLWINGS:
            yield warning(
                what,
                f"{other}, xlwings' own add-in, is loaded too: it does no harm by itself, but its "
                "'Import Functions' puts functions of the same names into a workbook",
                "do not import funnel_addin.udfs with it, or untick it among the add-ins",
            )
        elif _FUNCTION.search(code):
            function = _FUNCTION.search(code)
            said = function[0].decode("ascii") if function else ""
            yield problem(
                what,
                f"{other} has functions of the same names ({said})",
                "take it out of Excel's add-ins or its start-up folder",
            )
        else:
            continue
        quiet = False
    if quiet:
        yield ok(what, "none that Excel loads at its start has functions of the same names")


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one == other


def _read_code(path: Path) -> bytes:
    try:
        return _code(path.read_bytes())
    except OSError:
        return b""


def _code(data: bytes) -> bytes:
    """Give the VBA project of a workbook as it is stored; an old .xla's is among its own bytes.

    It is found without the reader of workbooks, which an installation to be mended may lack.
    """
    if not data.startswith(b"PK"):
        return data
    entry = data.rfind(CODE) - _ENTRY.size
    if entry < 0:
        return b""
    try:
        mark, method, size, at = _ENTRY.unpack_from(data, entry)
        name, extra = _LENGTHS.unpack_from(data, at + 26)
        start = at + 30 + name + extra
        packed = data[start : start + size]
        stored = method == 0
        code = packed if stored else zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, LARGEST)
    except (struct.error, zlib.error):
        return b""
    return code if mark == b"PK\1\2" else b""
