"""Bring the add-in to where Excel finds it, and take it away again.

Both files are written beside their places first and moved there last, the add-in first: where Excel
holds it open, nothing has changed.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from funnel_addin.hosts.excel import places, settings
from funnel_addin.hosts.excel.addin import is_marked, is_ours
from funnel_addin.hosts.excel.machine import Machine
from funnel_addin.hosts.excel.program import installed_excel
from funnel_addin.hosts.excel.server import dll_finding, python_finding, serving_python
from funnel_addin.hosts.finding import Finding, warning
from funnel_core.errors import FunnelError

__all__ = ["Installed", "Removed", "install", "uninstall"]


@dataclass(frozen=True)
class Installed:
    """What an installation did.

    Args:
        addin: where the add-in lies now.
        was: "nothing" lay there, "another" version of it did, or "this" very one.
        settings: the file that names the Python.
        python: the Python that will serve.
        notes: what else to know.
    """

    addin: Path
    was: Literal["nothing", "another", "this"]
    settings: Path
    python: Path
    notes: tuple[Finding, ...]


@dataclass(frozen=True)
class Removed:
    """What was taken away.

    Args:
        gone: the files that are no more.
        left: what was left, and why.
    """

    gone: tuple[Path, ...]
    left: tuple[str, ...]


def install(machine: Machine, shipped: Path) -> Installed:
    """Copy the add-in to Excel's start-up folder, and name the Python that runs this for it.

    Args:
        machine: the machine.
        shipped: the add-in that this package brings.

    Raises:
        FunnelError: it cannot be done; nothing has changed.
    """
    places.only_windows(machine)
    addin, data = places.addin_path(machine), shipped.read_bytes()
    was = _standing(addin, data)
    python = serving_python(machine)
    kept = settings.kept(places.settings_path(machine))
    ours = {settings.PYTHON: settings.named(python, machine)}
    written = settings.with_ours(kept, ours, machine.encoding)
    excel = installed_excel(machine)
    for found in (dll_finding(python, excel), python_finding(python, kept, machine)):
        if found.state == "problem":
            raise FunnelError(str(found))
    with contextlib.ExitStack() as drafts:
        swaps = []
        if was != "this":
            # not into the start-up folder itself: Excel opens whatever lies there
            swaps.append((drafts.enter_context(_draft(addin.parents[1], data)), addin))
        if written != _whole(kept):
            draft = drafts.enter_context(_draft(kept.path.parent, written))
            swaps.append((draft, kept.path))
        _swapped(swaps)
    notes = (
        ()
        if excel
        else (warning("Excel", "no Excel was found on this machine", "run 'funnel excel doctor'"),)
    )
    return Installed(addin, was, kept.path, python, notes)


def uninstall(machine: Machine) -> Removed:
    """Take away the add-in, and what names the Python for it; leave all else.

    Raises:
        FunnelError: it cannot be done.
    """
    places.only_windows(machine)
    gone, left = [], []
    addin = places.addin_path(machine)
    kept = settings.kept(places.settings_path(machine))
    try:
        if addin.is_file():
            if is_ours(addin.read_bytes()):
                addin.unlink()
                gone.append(addin)
            else:
                left.append(f"{addin} is not this package's add-in")
    except OSError as cause:
        raise FunnelError(_refused(addin, cause)) from None
    if kept.lines is not None:
        _without_ours(kept, gone, left)
    return Removed(tuple(gone), tuple(left))


def _without_ours(kept: settings.Settings, gone: list[Path], left: list[str]) -> None:
    """Take our settings out of the file, and the file away where no others are in it."""
    rest = settings.without_ours(kept)
    try:
        if not rest:
            kept.path.unlink()
            gone.append(kept.path)
            # another program may keep something there
            with contextlib.suppress(OSError):
                kept.path.parent.rmdir()
            return
        left.append(f"{kept.path} holds settings of your own")
        if rest != _whole(kept):
            with _draft(kept.path.parent, rest) as draft:
                _swapped([(draft, kept.path)])
    except OSError as cause:
        raise FunnelError(_refused(kept.path, cause)) from None


def _standing(addin: Path, data: bytes) -> Literal["nothing", "another", "this"]:
    """Tell what stands where the add-in belongs.

    Raises:
        FunnelError: something that is not ours, or cannot be read.
    """
    try:
        standing = addin.read_bytes()
    except FileNotFoundError:
        return "nothing"
    except OSError as cause:
        raise FunnelError(_refused(addin, cause)) from None
    if standing == data and not is_marked(addin):
        return "this"
    if standing != data and not is_ours(standing):
        raise FunnelError(
            f"expected {addin} to be an earlier version of this add-in; it is another file: move "
            "it away, then install again"
        )
    return "another"


def _whole(kept: settings.Settings) -> bytes | None:
    return None if kept.lines is None else b"".join(line + b"\r\n" for line in kept.lines)


@contextlib.contextmanager
def _draft(folder: Path, data: bytes) -> Iterator[Path]:
    """Write a file whole into a folder; it goes away again unless it was moved to its place."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(dir=folder, prefix=".funnel-")
    except OSError as cause:
        raise FunnelError(
            f"{folder} cannot be written to ({cause.strerror}): make it a folder that you may "
            "write to"
        ) from None
    draft = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield draft
    except OSError as cause:
        raise FunnelError(
            f"{folder} does not take the file ({cause.strerror}): make room on that disk, and try "
            "again"
        ) from None
    finally:
        draft.unlink(missing_ok=True)


def _swapped(swaps: list[tuple[Path, Path]]) -> None:
    """Move drafts to their places; where one cannot be, put back what stood in the others' places.

    Raises:
        FunnelError: one cannot be moved to its place.
    """
    undo: list[tuple[Path, bytes | None]] = []
    for draft, target in swaps:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            before = target.read_bytes() if target.exists() else None
            draft.replace(target)
        except OSError as cause:
            for other, data in undo:
                with contextlib.suppress(OSError):
                    other.write_bytes(data) if data is not None else other.unlink()
            raise FunnelError(_refused(target, cause)) from None
        undo.append((target, before))


def _refused(path: Path, cause: OSError) -> str:
    if isinstance(cause, PermissionError) and path.suffix == ".xlam":
        return (
            f"{path} is in use or write-protected ({cause.strerror}): close every window of Excel "
            "and try again"
        )
    return (
        f"{path} cannot be changed ({cause.strerror}): close what has it open, and see that you "
        "may write there"
    )
