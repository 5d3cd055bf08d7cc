"""What Excel was told to trust: whether it runs the add-in's macros."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from funnel_addin.hosts.excel.machine import Machine
from funnel_addin.hosts.excel.program import settings_key
from funnel_addin.hosts.finding import Finding, ok, problem, warning

__all__ = ["disabled_finding", "macros_finding"]

MACROS = "macros"
CENTER = "File > Options > Trust Center > Trust Center Settings"
ALL_ON, ASKED, SIGNED_ONLY, ALL_OFF = 1, 2, 3, 4
"""What VBAWarnings says of macros outside trusted folders; Excel asks where it is not set."""


def disabled_finding(addin: Path, machine: Machine) -> Finding | None:
    """Tell whether Excel put the add-in among what it starts no more, after a crash; else None."""
    entries = machine.registry.values(f"{settings_key(machine)}\\Resiliency\\DisabledItems")
    for value in entries.values():
        # a number, two lengths, then the path and a title in UTF-16
        text = value.decode("utf-16-le", errors="replace") if isinstance(value, bytes) else ""
        if addin.name.lower() in text.lower():
            return problem(
                "add-in",
                "Excel put the add-in among its disabled items after it had trouble with it",
                "in Excel, File > Options > Add-ins > Manage: Disabled Items > Go, enable "
                f"{addin.name}, and start Excel again",
            )
    return None


def macros_finding(folder: Path, machine: Machine) -> Finding:
    """Tell whether Excel runs macros of add-ins in a folder."""
    common = settings_key(machine).rpartition("\\")[0] + "\\Common"
    if _setting(machine, common, "VBAOff") == (1, True):
        return problem(
            MACROS,
            "a policy switches VBA off in all of Office",
            "ask who looks after this machine; xlwings Lite (addin/excel/lite) works without VBA",
        )
    security = f"{settings_key(machine)}\\Security"
    for name, says in (
        ("DisableAllAddins", "switches all add-ins off"),
        ("RequireAddinSig", "lets only signed add-ins run, and this one is not signed"),
    ):
        value, policy = _setting(machine, security, name)
        if value:
            return problem(MACROS, f"{_who(policy)} {says}", _cure(policy, "Add-ins"))
    if _is_trusted(folder, machine, security):
        return ok(MACROS, f"Excel trusts {folder}, and runs the add-in's macros")
    return _untrusted(folder, *_setting(machine, security, "VBAWarnings"))


def _untrusted(folder: Path, level: object, policy: bool) -> Finding:
    """Tell what Excel does with macros in a folder that it does not trust."""
    says = f"Excel does not trust {folder}"
    cure = (
        f"{CENTER} > Trusted Locations: add that folder, untick 'Disable all', and allow the "
        "network if it is there"
    )
    if level == ALL_ON:
        return ok(MACROS, f"{says}, but all macros are on")
    if level in (SIGNED_ONLY, ALL_OFF):
        off = "runs signed macros only" if level == SIGNED_ONLY else "keeps all macros off"
        return problem(
            MACROS,
            f"{says}, and {'by a policy' if policy else 'outside trusted folders'} {off}",
            "ask who looks after this machine to trust that folder" if policy else cure,
        )
    return warning(MACROS, f"{says}, and asks before it runs the add-in's macros", cure)


def _is_trusted(folder: Path, machine: Machine, security: str) -> bool:
    """Tell whether a folder is among the trusted ones; Excel's own start-up folder is by default.

    Excel writes its defaults down when it first runs; until then there is no list. A folder on the
    network, where some firms keep AppData, counts only if that is allowed.
    """
    off, _ = _setting(machine, security, "AllLocationsDisabled", "Trusted Locations")
    network, _ = _setting(machine, security, "AllowNetworkLocations", "Trusted Locations")
    if off or (network != 1 and str(folder).startswith(("\\\\", "//"))):
        return False
    listed = False
    for key, _ in _keys(f"{security}\\Trusted Locations"):
        for each in machine.registry.subkeys(key):
            listed = True
            place = machine.text(f"{key}\\{each}", "Path")
            below = machine.value(f"{key}\\{each}", "AllowSubfolders") == 1
            if place and _covers(place, folder, below):
                return True
    return not listed


def _covers(place: str, folder: Path, below: bool) -> bool:
    trusted = _plain(place)
    return _plain(str(folder)) == trusted or (
        below and any(_plain(str(each)) == trusted for each in folder.parents)
    )


def _plain(path: str) -> str:
    return os.path.normpath(path.replace("\\", os.sep)).rstrip("/\\").casefold()


def _setting(machine: Machine, key: str, name: str, under: str = "") -> tuple[object, bool]:
    """Give a setting, and whether a policy made it; policies go before a person's choice."""
    for each, policy in _keys(f"{key}\\{under}" if under else key):
        value = machine.value(each, name)
        if value is not None:
            return value, policy
    return None, False


def _keys(key: str) -> Iterator[tuple[str, bool]]:
    """Give where a setting of Office may be made, by whom it counts first."""
    _, _, path = key.partition("\\Software\\Microsoft\\")
    yield f"HKCU\\Software\\Policies\\Microsoft\\Cloud\\{path}", True
    yield f"HKCU\\Software\\Policies\\Microsoft\\{path}", True
    yield f"HKLM\\Software\\Policies\\Microsoft\\{path}", True
    yield f"HKLM\\Software\\Microsoft\\{path}", True
    yield key, False


def _who(policy: bool) -> str:
    return "a policy" if policy else "a setting of Excel"


def _cure(policy: bool, page: str) -> str:
    if policy:
        return "ask who looks after this machine; xlwings Lite (addin/excel/lite) works without it"
    return f"{CENTER} > {page}: untick it"
