"""Excel itself: where it is, which version, and for how many bits it was built."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from funnel_addin.hosts.excel.machine import Machine
from funnel_addin.hosts.finding import Finding, ok, problem, warning

__all__ = ["Excel", "built_for", "excel_finding", "installed_excel", "settings_key"]

WHAT = "Excel"
OFFICE = "HKLM\\SOFTWARE\\Microsoft\\Office"
CLICK_TO_RUN = f"{OFFICE}\\ClickToRun\\Configuration"
APP_PATHS = "SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\App Paths\\excel.exe"
LATEST = "16.0"
OLDEST = 14
"""Excel 2010: the first whose VBA calls a 64-bit library."""

_VERSION = re.compile(r"\d+\.0")
_MACHINES = {0x14C: 32, 0x8664: 64, 0xAA64: 64}


@dataclass(frozen=True)
class Excel:
    """An installed Excel.

    Args:
        path: its program; None where only its settings were found.
        version: "16.0" for all since 2016.
        build: its full version, where it tells it.
        bits: 32 or 64; None where that cannot be told.
    """

    path: Path | None
    version: str
    build: str
    bits: int | None


def installed_excel(machine: Machine) -> Excel | None:
    """Find Excel; None where there is none."""
    version = _version(machine)
    path = next((each for each in _candidates(machine, version) if each.is_file()), None)
    if path is None:
        return None
    bits = built_for(path)
    if bits is None:
        told = machine.text(CLICK_TO_RUN, "Platform") or machine.text(
            f"{OFFICE}\\{version}\\Outlook", "Bitness"
        )
        bits = {"x86": 32, "x64": 64}.get(told.lower())
    return Excel(path, version, machine.text(CLICK_TO_RUN, "VersionToReport"), bits)


def settings_key(machine: Machine) -> str:
    """Give the key under which the installed version of Excel keeps a person's settings."""
    return f"HKCU\\Software\\Microsoft\\Office\\{_version(machine)}\\Excel"


def built_for(program: Path) -> int | None:
    """Tell for how many bits a program or a library was built; None where it is neither."""
    try:
        with program.open("rb") as file:
            head = file.read(64)
            (at,) = struct.unpack_from("<I", head, 60)
            file.seek(at)
            mark, machine = struct.unpack("<4sH", file.read(6))
    except (OSError, struct.error):
        return None
    return _MACHINES.get(machine) if head[:2] == b"MZ" and mark == b"PE\0\0" else None


def excel_finding(excel: Excel | None) -> Finding:
    """Tell what is known of Excel."""
    if excel is None:
        return problem(
            WHAT,
            "Excel was not found on this machine",
            "install the desktop Excel of Microsoft 365 or Office; without it, 'funnel libreoffice "
            "install' brings the functions into LibreOffice",
        )
    built = f", {excel.bits}-bit" if excel.bits else ""
    told = f"Excel {excel.build or excel.version}{built} is at {excel.path}"
    if "windowsapps" in str(excel.path).lower():
        return problem(
            WHAT,
            f"{told}: it came from the Microsoft Store, which keeps it apart from Python",
            "remove it, and install Office from office.com with the same account",
        )
    if float(excel.version) < OLDEST:
        return problem(WHAT, told, "the add-in needs Excel 2010 or later")
    if excel.bits is None:
        return warning(
            WHAT,
            f"{told}; whether it is 32-bit or 64-bit could not be told",
            "nothing, as long as the functions answer; it is shown in File > Account > About Excel",
        )
    return ok(WHAT, told)


def _version(machine: Machine) -> str:
    """Tell which version of Excel starts: the registered one, else the latest with settings."""
    registered = machine.text("HKLM\\SOFTWARE\\Classes\\Excel.Application\\CurVer", "")
    number = registered.rpartition(".")[2]
    if number.isdigit():
        return f"{number}.0"
    root = "HKCU\\Software\\Microsoft\\Office"
    versions = [each for each in machine.registry.subkeys(root) if _VERSION.fullmatch(each)]
    used = [each for each in versions if "Excel" in machine.registry.subkeys(f"{root}\\{each}")]
    return max(used, key=float, default=LATEST)


def _candidates(machine: Machine, version: str) -> Iterator[Path]:
    for root in ("HKCU", "HKLM"):
        named = machine.text(f"{root}\\{APP_PATHS}", "").strip('"')
        if named:
            yield Path(named)
    office = f"Office{version.partition('.')[0]}"
    folder = machine.text(CLICK_TO_RUN, "InstallationPath")
    if folder:
        yield Path(folder, "root", office, "EXCEL.EXE")
    folder = machine.text(f"{OFFICE}\\{version}\\Excel\\InstallRoot", "Path")
    if folder:
        yield Path(folder, "EXCEL.EXE")
