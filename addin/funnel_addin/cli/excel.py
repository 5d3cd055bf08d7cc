"""The `funnel excel` commands: the add-in for Excel on Windows, and what keeps it from working."""

from __future__ import annotations

import argparse
from pathlib import Path

from funnel_addin.cli import table
from funnel_addin.cli.findings import print_findings
from funnel_addin.hosts import excel
from funnel_addin.hosts.shipped import EXCEL, shipped

__all__ = ["doctor", "install", "uninstall", "where"]

FIRST = "=FUNNEL_REQUIRED(100,0.25)"
ANSWER = "400 above 100"

_WORDS = {
    "shipped": "Add-in in this package",
    "excel": "Excel",
    "start_folder": "Excel's start-up folder",
    "addin": "Add-in installed",
    "settings": "Settings",
    "python": "Python that serves",
    "dll": "xlwings' library",
}


def install(typed: argparse.Namespace) -> int:
    """Copy the add-in to Excel's start-up folder, and name the Python for it."""
    done = excel.install(excel.this_machine(), shipped(EXCEL))
    verb = {"nothing": "Installed", "another": "Replaced", "this": "Already there:"}[done.was]
    print(f"{verb} {done.addin}")
    print(f"It runs on {done.python}, as {done.settings} says.")
    for note in done.notes:
        print(f"Note: {note}")
    print(
        "\nNext: close every window of Excel, start it again, and type\n"
        f"  {FIRST}\n"
        f"in a cell. It answers {ANSWER}. If it does not: funnel excel doctor"
    )
    return 0


def uninstall(typed: argparse.Namespace) -> int:
    """Take the add-in, and what names the Python for it, away."""
    done = excel.uninstall(excel.this_machine())
    for path in done.gone:
        print(f"Removed {path}")
    for left in done.left:
        print(f"Left in place: {left}.")
    if not done.gone:
        print("The add-in was not installed.")
    return 0


def doctor(typed: argparse.Namespace) -> int:
    """Look for what keeps the functions from working, and say what to do."""
    found = excel.examined(excel.this_machine(), shipped(EXCEL))
    next_step = f"start Excel anew and type {FIRST} in a cell; it answers {ANSWER}."
    return print_findings(found, next_step, json=typed.json)


def where(typed: argparse.Namespace) -> int:
    """Print the paths of the add-in and of what it needs; the first alone where there is no Excel.

    Raises:
        FunnelError: this is not Windows.
    """
    machine = excel.this_machine()
    paths = excel.located(machine, Path(shipped(EXCEL)))
    if typed.json:
        table.print_json(paths)
    else:
        width = max(map(len, _WORDS.values()))
        shown = paths if machine.system == "Windows" else {"shipped": paths["shipped"]}
        for name, path in shown.items():
            print(f"{_WORDS[name].ljust(width)}  {path or '–'}")
    excel.only_windows(machine)
    return 0
