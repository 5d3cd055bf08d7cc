"""Where LibreOffice is on this machine, and which Python it brings."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from funnel_addin.hosts.libreoffice.running import is_there
from funnel_core.errors import FunnelError

__all__ = ["Office", "find", "profile"]

_LOADER = "pythonloader.py"
"""The file through which LibreOffice runs components written in Python."""

_PROFILE = "UserInstallation"
"""A variable of LibreOffice's own, which it reads from the environment, too."""

_SANDBOXES = {
    "flatpak": (
        "/var/lib/flatpak/app/org.libreoffice.LibreOffice",
        "~/.local/share/flatpak/app/org.libreoffice.LibreOffice",
    ),
    "snap": ("/snap/libreoffice",),
}


@dataclass(frozen=True)
class Office:
    """The programs of one LibreOffice.

    Attributes:
        unopkg: the program that adds extensions.
        soffice: LibreOffice itself, as it is started from a command line.
    """

    unopkg: Path
    soffice: Path

    @cached_property
    def folder(self) -> Path:
        """Give the folder in which the programs really lie."""
        return self.soffice.resolve().parent

    @cached_property
    def runs_python(self) -> bool:
        """Tell whether this LibreOffice can run Python: some systems pack that apart."""
        folders = (self.folder, self.folder.parent / "Resources")
        return any(is_there(folder / _LOADER) for folder in folders)

    @cached_property
    def python(self) -> str:
        """Give the version of Python that it runs, such as "3.11"; blank if it is unknown."""
        for name in ("libpyuno.so", "libpyuno.dylib", "pyuno.pyd", "pyuno.dll"):
            for folder in (self.folder, self.folder.parent / "Frameworks"):
                path = folder / name
                # it names the library of its Python
                wanted = rb"(?:lib)?python(3)\.?(\d+)|Python\.framework/Versions/(3)\.(\d+)"
                if is_there(path) and (found := re.search(wanted, path.read_bytes())):
                    return ".".join(part.decode() for part in found.groups() if part)
        return ""


def find() -> Office:
    """Find LibreOffice.

    Raises:
        FunnelError: none is found that extensions can be added to; what to do then.
    """
    suffix = ".com" if sys.platform == "win32" else ""
    for folder in _folders():
        unopkg, soffice = folder / f"unopkg{suffix}", folder / f"soffice{suffix}"
        if is_there(unopkg) and is_there(soffice):
            return Office(unopkg, soffice)
    raise FunnelError(_not_found())


def profile() -> Path:
    """Give the folder in which LibreOffice keeps what is one person's, such as extensions.

    Raises:
        FunnelError: it lies in a person's home, and none is known.
    """
    if (own := os.environ.get(_PROFILE, "")).startswith("file:"):
        return Path(unquote(urlsplit(own).path))
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or _home()) / "LibreOffice" / "4"
    if sys.platform == "darwin":
        return _home() / "Library" / "Application Support" / "LibreOffice" / "4"
    return Path(os.environ.get("XDG_CONFIG_HOME") or _home() / ".config") / "libreoffice" / "4"


def _expanded(place: str) -> Path:
    """Give a place, that in a home folder as it stands where none is known."""
    try:
        return Path(place).expanduser()
    except RuntimeError:
        return Path(place)


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:
        # as in a container that runs as a number which no user has
        raise FunnelError(
            "the home folder of the user who runs this is not known, where LibreOffice keeps what "
            "is one person's: set the environment variable HOME to a folder that can be written"
        ) from None


def _folders() -> Iterator[Path]:
    """Give the folders where the programs may be: first those that a command line finds."""
    for name in ("soffice", "libreoffice", "unopkg"):
        if on_path := shutil.which(name):
            yield Path(on_path).parent
            yield Path(on_path).resolve().parent
    if sys.platform == "win32":
        yield from _windows_folders()
    elif sys.platform == "darwin":
        for root in ("/Applications", "~/Applications"):
            yield _expanded(root) / "LibreOffice.app" / "Contents" / "MacOS"
    else:
        yield Path("/usr/bin")
        yield Path("/usr/lib/libreoffice/program")
        yield Path("/usr/lib64/libreoffice/program")
        # the Document Foundation's own packages: the newest first
        yield from sorted(Path("/opt").glob("libreoffice*/program"), key=_numbers, reverse=True)


def _numbers(folder: Path) -> list[int]:
    return [int(each) for each in re.findall(r"\d+", folder.parent.name)]


def _windows_folders() -> Iterator[Path]:
    """Give the folders on Windows: what LibreOffice wrote in the registry, then the usual."""
    if sys.platform == "win32":
        import winreg

        for root in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
            for view in (winreg.KEY_WOW64_64KEY, winreg.KEY_WOW64_32KEY):
                key = r"SOFTWARE\LibreOffice\UNO\InstallPath"
                try:
                    with winreg.OpenKey(root, key, access=winreg.KEY_READ | view) as opened:
                        yield Path(winreg.QueryValue(opened, None))
                except OSError:
                    continue
    for variable in ("ProgramFiles", "ProgramFiles(x86)"):
        if programs := os.environ.get(variable):
            yield Path(programs) / "LibreOffice" / "program"


def _not_found() -> str:
    for sandbox, places in _SANDBOXES.items():
        if any(is_there(_expanded(place)) for place in places):
            return (
                f"LibreOffice is installed as a {sandbox} here, whose programs this command cannot "
                "run: add the extension within LibreOffice (Tools ▸ Extensions ▸ Add); 'funnel "
                "libreoffice where' prints the path of the file"
            )
    return (
        "LibreOffice is not found, neither soffice and unopkg on the PATH nor where it is "
        "installed as a rule: install LibreOffice 25.2 or later, or put the folder of its programs "
        "on the PATH, and try again"
    )
