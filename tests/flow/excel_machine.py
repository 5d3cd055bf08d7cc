"""A Windows machine with Excel, told as data: real folders and files, a registry in a dict.

Its Python is a small script: it answers as a Python does that has everything or, where a test is
about that, it is the Python that runs the tests, with stand-ins for the pywin32 modules.
"""

from __future__ import annotations

import json
import struct
import sys
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from funnel_addin import __version__
from funnel_addin.hosts.excel import Machine
from funnel_addin.hosts.excel.server import XLWINGS

ROOT = Path(__file__).resolve().parents[2]
OFFICE = "HKCU\\Software\\Microsoft\\Office\\16.0\\Excel"
POLICY = "HKCU\\Software\\Policies\\Microsoft\\Office\\16.0"
APP_PATHS = "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\App Paths\\excel.exe"
X86, X64 = 0x14C, 0x8664


def program(machine: int) -> bytes:
    """Give the head of a program or a library that was built for a kind of processor."""
    return b"MZ".ljust(60, b"\0") + struct.pack("<I", 64) + b"PE\0\0" + struct.pack("<H", machine)


def addin(path: Path, code: bytes) -> Path:
    """Write an add-in whose VBA project holds some bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/vbaProject.bin", code)
    return path


def ours(path: Path, version: str) -> Path:
    """Write an add-in that is ours, of some version."""
    return addin(path, b'\0ID="{}"\r\nName="Funnel"\r\n' + version.encode())


@dataclass
class Keys:
    """A registry, key by key; a key under another is there as soon as it holds anything."""

    held: dict[str, dict[str, object]] = field(default_factory=dict)

    def values(self, key: str) -> Mapping[str, object]:
        """Give the values of a key; keys have no case."""
        found: dict[str, object] = {}
        for each, values in self.held.items():
            if each.lower() == key.lower():
                found.update(values)
        return found

    def subkeys(self, key: str) -> Sequence[str]:
        """Give the names under a key."""
        start = f"{key.lower()}\\"
        below = [each[len(start) :] for each in self.held if each.lower().startswith(start)]
        return list(dict.fromkeys(each.partition("\\")[0] for each in below))


class Office:
    """A person's Windows with a 64-bit Excel, a virtual environment and a package to install."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "Users" / "Zoë Ana"
        self.start = self.home / "AppData" / "Roaming" / "Microsoft" / "Excel" / "XLSTART"
        self.start.mkdir(parents=True)
        self.addin = self.start / "funnel.xlam"
        self.settings = self.home / ".funnel" / "funnel.conf"
        self.excel = folder / "Program Files" / "Office16" / "EXCEL.EXE"
        self.excel.parent.mkdir(parents=True)
        self.excel.write_bytes(program(X64))
        self.shipped = ours(folder / "package" / "funnel.xlam", "new")
        self.environment = folder / "my venv"
        self.python = self.environment / "Scripts" / "python.exe"
        self.answer()
        self.dll = self.environment / f"xlwings64-{XLWINGS}.dll"
        self.dll.write_bytes(program(X64))
        self.registry = Keys({APP_PATHS: {"": str(self.excel)}, OFFICE: {}})
        self.encoding = "cp1252"
        self.base = folder / "Python311"
        self.short_form = ""

    def machine(self, system: str = "Windows") -> Machine:
        """Give the machine as it is now."""
        return Machine(
            system=system,
            environment={
                "USERPROFILE": str(self.home),
                "APPDATA": str(self.start.parents[2]),
                "PYTHONPATH": "of this console alone",
            },
            registry=self.registry,
            python=self.python,
            base=self.base,
            encoding=self.encoding,
            short=lambda path: self.short_form or path,
        )

    def set(self, key: str, **values: object) -> None:
        """Set values of a key of the registry."""
        self.registry.held.setdefault(key, {}).update(values)

    def answer(self, **more: str) -> None:
        """Make the Python one that tells, when it is asked, that it can load everything."""
        told = {
            "python": "3.11.9",
            "missing": "",
            "because": "",
            "xlwings": XLWINGS,
            "funnel": __version__,
            **more,
        }
        self.script(f"cat <<'TOLD'\nhello from a package\n{json.dumps(told)}\nTOLD")

    def serve(self, *lacking: str) -> None:
        """Make the Python the one that runs the tests, with stand-ins for the modules of pywin32.

        Args:
            lacking: modules for which none stands in.
        """
        folder = self.environment / "stands_in"
        for name in ("pythoncom", "win32api", "win32com/__init__", "win32com/client"):
            if name not in lacking:
                path = folder / f"{name}.py"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text("")
        self.script(f'PYTHONPATH="{folder}" exec "{sys.executable}" "$@"')

    def script(self, lines: str) -> None:
        """Make the Python a script."""
        self.python.parent.mkdir(parents=True, exist_ok=True)
        self.python.write_text(f"#!/bin/sh\n{lines}\n")
        self.python.chmod(0o755)

    def configure(self, text: str) -> None:
        """Write the settings by hand."""
        self.settings.parent.mkdir(exist_ok=True)
        self.settings.write_bytes(text.encode(self.encoding))
