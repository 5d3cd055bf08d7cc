"""A file written whole or not at all: beside its place, flushed to the disk, then renamed."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from funnel_addin.books.xlsx.entrance import refuse_if_open
from funnel_core.errors import TemplateError

__all__ = ["check_target", "write_whole"]

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


def check_target(path: Path, source: Path, extension: str, overwrite: bool) -> Path:
    """Say where a workbook opened from `source` may be written when it is saved to `path`.

    A link is followed, so that it goes on leading to the workbook.

    Raises `TemplateError` where the ending does not fit the kind of workbook, where it is open in
    a spreadsheet, or where another file would be replaced without `overwrite`.
    """
    if not path.name or path.is_dir():
        raise TemplateError(f"{path} is a folder: expected the name of a file in it to write to")
    if path.suffix.lower() != extension:
        raise TemplateError(
            f"{path.name} cannot be written: {source.name} is a workbook of the kind {extension}, "
            f"and a spreadsheet refuses it under the ending {path.suffix or '(none)'}; save it as "
            f"{path.with_suffix(extension).name}"
        )
    target = Path(os.path.realpath(path))
    refuse_if_open(path)
    if not overwrite and target.exists() and not _is_same(target, source):
        raise TemplateError(
            f"{path} exists already and is not the workbook that was opened: it was not "
            "replaced; choose another name, or allow it with --force"
        )
    return target


def _is_same(target: Path, source: Path) -> bool:
    try:
        return target.samefile(source)
    except OSError:
        return False


def write_whole(
    target: Path, pieces: Sequence[bytes], last: Callable[[], None] | None = None
) -> None:
    """Write a file in one step: whoever looks sees the old one or the new one, never a half.

    The file keeps its permissions. `last` is called right before the new file takes the old one's
    place, and keeps it from that by raising an error.

    Raises `TemplateError` where it cannot be written; what was there before is then untouched, and
    nothing is left behind.
    """
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".funnel-tmp")
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(pieces)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(_mode(target))
        if last is not None:
            last()
        Path(temporary).replace(target)
        temporary = None
    except OSError as error:
        raise TemplateError(_sentence(target, error)) from None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
    _flush_folder(target.parent)


def _mode(target: Path) -> int:
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _flush_folder(folder: Path) -> None:
    """Make the renaming last; where a folder cannot be flushed, the file is whole anyway."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sentence(target: Path, error: OSError) -> str:
    if error.errno in FULL:
        return (
            f"{target} was not written: the disk is full or a limit is reached; nothing was "
            "changed; make room, or choose another place with -o"
        )
    if isinstance(error, PermissionError) or error.errno in FORBIDDEN:
        return (
            f"{target} was not written: it or its folder may not be changed; nothing was changed; "
            "close it in other programs, or choose another place with -o"
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return (
            f"{target} was not written: there is no folder {target.parent}; nothing was changed; "
            "make it, or choose another place with -o"
        )
    return (
        f"{target} was not written: {error.strerror or error}; nothing was changed; choose another "
        "place with -o"
    )
