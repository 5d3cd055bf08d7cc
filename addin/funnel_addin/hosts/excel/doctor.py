"""Everything that keeps the functions from working in Excel, looked for in turn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from funnel_addin.hosts.excel import places
from funnel_addin.hosts.excel.addin import addin_findings, others_findings
from funnel_addin.hosts.excel.machine import Machine
from funnel_addin.hosts.excel.program import excel_finding, installed_excel
from funnel_addin.hosts.excel.server import (
    dll_finding,
    prompt_finding,
    python_finding,
    settings_findings,
    store_finding,
)
from funnel_addin.hosts.excel.settings import kept, python_named
from funnel_addin.hosts.excel.trust import disabled_finding, macros_finding
from funnel_addin.hosts.finding import Finding, ok, refused, warning
from funnel_core.errors import FunnelError

__all__ = ["examined"]


def examined(machine: Machine, shipped: Path) -> list[Finding]:
    """Look for everything that keeps the functions from working.

    Args:
        machine: the machine.
        shipped: the add-in that this package brings.

    Returns:
        What was found, good and bad, in the order in which it is to be mended.
    """
    try:
        places.only_windows(machine)
        return [ok("system", "this is Windows"), *_found(machine, shipped)]
    except FunnelError as error:
        return [refused("system", error)]


def _found(machine: Machine, shipped: Path) -> Iterator[Finding]:
    excel = installed_excel(machine)
    yield excel_finding(excel)
    folder, addin = places.start_folder(machine), places.addin_path(machine)
    yield _folder_finding(folder)
    yield from addin_findings(addin, shipped)
    disabled = disabled_finding(addin, machine)
    if disabled:
        yield disabled
    yield macros_finding(folder, machine)
    yield from others_findings(addin, places.loaded(machine))
    try:
        settings = kept(places.settings_path(machine))
    except FunnelError as error:
        yield refused("settings", error)
        return
    yield from settings_findings(settings, machine)
    prompt = prompt_finding(machine)
    if prompt:
        yield prompt
    python = python_named(settings, machine)
    if python is None:
        return
    yield store_finding(python, machine) or python_finding(python, settings, machine)
    yield dll_finding(python, excel)


def _folder_finding(folder: Path) -> Finding:
    if folder.is_dir():
        return ok("start-up folder", f"{folder} is there")
    return warning(
        "start-up folder",
        f"{folder} is not there yet",
        "run 'funnel excel install', which makes it",
    )
