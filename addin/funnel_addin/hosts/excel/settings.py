"""The settings that the add-in reads: which Python serves it.

VBA reads the file pair by pair, in the machine's code page: `"NAME","value"` a line. A line that is
anything else puts it out of step, so that it takes names for values from there on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from funnel_addin.hosts.excel.machine import Machine
from funnel_core.errors import FunnelError

__all__ = [
    "OURS",
    "PYTHON",
    "Settings",
    "kept",
    "named",
    "python_named",
    "with_ours",
    "without_ours",
]

PYTHON = "INTERPRETER_WIN"
OURS = (PYTHON,)
"""The settings that an installation writes and takes away again; all others are a person's."""

_LINE = re.compile(rb'\s*(?:"([^"]*)"|([^",\s]*))\s*,\s*(?:"([^"]*)"|([^",]*))\s*')
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Settings:
    """The settings file as it lies there.

    Args:
        path: where.
        lines: its lines without their ends; None where there is no file.
    """

    path: Path
    lines: tuple[bytes, ...] | None

    def faults(self) -> list[int]:
        """Give the numbers of the lines that put VBA out of step."""
        return [
            number
            for number, line in enumerate(self.lines or (), start=1)
            if not _LINE.fullmatch(line) or line.startswith(_MARK)
        ]

    def lasting_faults(self) -> list[int]:
        """Give the numbers of those lines that an installation cannot mend: they say something."""
        bare = [line.removeprefix(_MARK) for line in self.lines or ()]
        return [
            number
            for number, line in enumerate(bare, start=1)
            if line.strip() and not _LINE.fullmatch(line)
        ]

    def value(self, name: str, encoding: str) -> str:
        """Give a setting as VBA finds it: the first of that name; blank where there is none."""
        for line in self.lines or ():
            found = _LINE.fullmatch(line)
            if found and _name(line) == name:
                return (found[3] or found[4] or b"").decode(encoding, errors="replace").strip()
        return ""


def kept(path: Path) -> Settings:
    """Read the settings file.

    Raises:
        FunnelError: it is there and cannot be read.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Settings(path, None)
    except OSError as cause:
        raise FunnelError(
            f"{path} cannot be read ({cause.strerror}): make it a file that you can read, or move "
            "it away"
        ) from None
    return Settings(path, tuple(data.splitlines()))


def python_named(settings: Settings, machine: Machine) -> Path | None:
    """Give the Python that the settings name; None where they name none by its full path.

    The add-in starts no other: which file that is would depend on the folder that Excel is in.
    """
    path = Path(machine.expanded(settings.value(PYTHON, machine.encoding)))
    return path if path.is_absolute() else None


def named(path: Path, machine: Machine) -> str:
    """Give a path as VBA can read it: in its short form where the code page lacks a character.

    Raises:
        FunnelError: it has no such form.
    """
    for text in (str(path), machine.short(str(path))):
        if machine.reads(text):
            return text
    raise FunnelError(
        f"expected a path in letters of Windows' own code page; {path} has others, which Excel's "
        "VBA cannot read: install the funnel planner into a virtual environment under a plainer "
        "path, such as C:\\funnel"
    )


def with_ours(settings: Settings, ours: Mapping[str, str], encoding: str) -> bytes:
    """Give the file with our settings at its top and a person's below, as they were.

    Raises:
        FunnelError: a line of the file would put VBA out of step.
    """
    faults = settings.lasting_faults()
    if faults:
        raise FunnelError(
            f'expected "NAME","value" on every line of {settings.path}; line {faults[0]} is not '
            "that, and Excel stops at it: mend or delete the line, then install again"
        )
    mine = [f'"{name}","{value}"'.encode(encoding) for name, value in ours.items()]
    return b"".join(line + b"\r\n" for line in (*mine, *_theirs(settings)))


def without_ours(settings: Settings) -> bytes:
    """Give the file without our settings; nothing where no others are in it."""
    return b"".join(line + b"\r\n" for line in _theirs(settings))


def _theirs(settings: Settings) -> list[bytes]:
    # a blank line, or Notepad's mark of UTF-8, says nothing to a person and stops VBA
    lines = [line.removeprefix(_MARK) for line in settings.lines or ()]
    return [line for line in lines if line.strip() and _name(line) not in OURS]


def _name(line: bytes) -> str:
    found = _LINE.fullmatch(line)
    name = (found[1] if found[1] is not None else found[2]) if found else b""
    return name.decode("ascii", errors="replace").strip().upper()
