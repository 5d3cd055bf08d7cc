"""Several files written in one step: all of them or none, each whole or as it was."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from funnel_core.errors import FunnelError, InputError

__all__ = ["kept_apart", "refused", "write_all"]

ENDING = ".funnel-tmp"
FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY)


def refused(targets: Mapping[str, Path], sources: Sequence[str], force: bool) -> None:
    """Refuse outputs that could not be written in the end, before the long work begins.

    Args:
        targets: where each option's file goes, by the option: `--csv`.
        sources: the exports, which no output may replace.
        force: files that are there may be replaced.

    Raises:
        InputError: two options name one file; a file is an export itself, or is there already.
        FunnelError: there is no folder for it, or it may not be written to.
    """
    taken: dict[Path, str] = {}
    for option, target in targets.items():
        place = target.resolve()
        if place in taken:
            raise InputError(f"{taken[place]} and {option} both name {target}: name two files")
        taken[place] = option
        kept_apart({option: target}, sources)
        if place.is_dir():
            raise InputError(f"{option} must name a file; {target} is a folder: name one in it")
        if not place.parent.is_dir():
            raise FunnelError(
                f"{option}: there is no folder {target.parent}: make it, or name another place"
            )
        if target.exists() and not force:
            raise InputError(
                f"{option}: {target} exists already: name another file, or allow it to be "
                "replaced with --force"
            )
        if not os.access(place.parent, os.W_OK):
            raise FunnelError(
                f"{option}: nothing may be written into {target.parent}: name another place"
            )


def kept_apart(targets: Mapping[str, Path], sources: Sequence[str]) -> None:
    """Refuse an output in the place of what is read, however it is allowed to replace files.

    Args:
        targets: where each option's file goes, by the option.
        sources: the exports: those that are typed, or those that a file of roles names.

    Raises:
        InputError: a file is an export itself, or is there in a folder that is read as one.
    """
    for option, target in targets.items():
        place = target.resolve()
        if any(_same(place, source) for source in sources):
            raise InputError(
                f"{option} names {target}, which is an export that is read: name another file"
            )


def _same(place: Path, source: str) -> bool:
    try:
        within = place.exists() and Path(source).is_dir() and Path(source).resolve()
        return place.samefile(source) or bool(within and within in place.parents)
    except (OSError, ValueError):
        return False


def write_all(contents: Mapping[Path, bytes], force: bool) -> None:
    """Write files so that all are there, whole, or none: whatever stops it on the way.

    Files keep their permissions; nothing is left behind.

    Args:
        contents: what each file is to hold.
        force: files that are there may be replaced.

    Raises:
        FunnelError: one of them cannot be written; all are as they were.
    """
    drafts: dict[Path, Path] = {}
    put: list[tuple[Path, Path | None]] = []
    target = Path()
    try:
        for target, content in contents.items():
            drafts[target] = _drafted(target, content, drafts)
        for target, draft in drafts.items():
            _put(target.resolve(), draft, force, put)
    except BaseException as error:
        for done, before in reversed(put):
            with contextlib.suppress(OSError):
                done.unlink() if before is None else before.replace(done)
        if isinstance(error, OSError):
            raise FunnelError(_sentence(target, error)) from None
        raise
    finally:
        for leftover in [*drafts.values(), *(before for _, before in put if before)]:
            with contextlib.suppress(OSError):
                leftover.unlink()


def _drafted(target: Path, content: bytes, drafts: dict[Path, Path]) -> Path:
    """Write a file beside the one that it is to become."""
    place = target.resolve()
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=ENDING)
    # known before it is written, so that it is cleared away whatever happens
    draft = drafts[target] = Path(name)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    draft.chmod(_mode(place))
    return draft


def _put(target: Path, draft: Path, force: bool, put: list[tuple[Path, Path | None]]) -> None:
    """Have a draft take its place, and note how to undo that."""
    before = None
    if target.exists():
        if not force:
            raise FileExistsError(errno.EEXIST, "it came to be there meanwhile", str(target))
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=ENDING)
        os.close(handle)
        before = Path(name)
        before.write_bytes(target.read_bytes())
        before.chmod(_mode(target))
    put.append((target, before))
    try:
        draft.replace(target)
    except OSError:
        put.pop()
        if before is not None:
            before.unlink()
        raise


def _mode(target: Path) -> int:
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sentence(target: Path, error: OSError) -> str:
    if error.errno in FULL:
        why = "the disk is full or a limit is reached; make room, or name another place"
    elif error.errno in FORBIDDEN or isinstance(error, PermissionError):
        why = (
            "it or its folder may not be changed; close it in other programs, or name another place"
        )
    elif isinstance(error, FileExistsError):
        why = "it came to be there meanwhile; name another file, or replace it with --force"
    else:
        why = f"{error.strerror or error}; name another place"
    return f"{target} was not written: {why}; no file was changed"
