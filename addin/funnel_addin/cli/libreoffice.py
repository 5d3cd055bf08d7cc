"""`funnel libreoffice install`, `uninstall`, `doctor` and `where`."""

from __future__ import annotations

import functools
import sys
from argparse import Namespace
from collections.abc import Callable

from funnel_addin.cli import table
from funnel_addin.cli.findings import print_findings
from funnel_addin.cli.stopping import Stop, stoppable
from funnel_addin.hosts import libreoffice
from funnel_addin.hosts.shipped import LIBREOFFICE, shipped
from funnel_core.errors import FunnelError

__all__ = ["doctor", "install", "uninstall", "where"]

FIRST = (
    "start LibreOffice anew, from the desktop (from a terminal, 'deactivate' first: it would take\n"
    "the virtual environment's Python for its own), type 40 in A1, 10 in A2 and\n"
    "=FUNNEL_RATES(A1:A2) in A3 of a spreadsheet: it shows 0.25."
)


def _until_stopped(task: Callable[[Namespace], int]) -> Callable[[Namespace], int]:
    """End what a command started when it is stopped, by Ctrl-C or SIGTERM, and say so."""

    @functools.wraps(task)
    def run(typed: Namespace) -> int:
        try:
            with stoppable():
                return task(typed)
        except Stop as stop:
            print(
                "funnel: stopped, and LibreOffice's program with it: run the command again, which "
                "mends what that one may have left half done",
                file=sys.stderr,
            )
            return stop.status

    return run


@_until_stopped
def install(typed: Namespace) -> int:
    """Add the extension to LibreOffice."""
    added = libreoffice.install(libreoffice.find(), shipped(LIBREOFFICE))
    whose = "for every user of this machine" if added.shared else "for you"
    print(f"The extension, version {added.version}, is in LibreOffice {whose}.")
    print(f"{FIRST[0].upper()}{FIRST[1:]} If it shows #NAME?, run 'funnel libreoffice doctor'.")
    return 0


@_until_stopped
def uninstall(typed: Namespace) -> int:
    """Take the extension away."""
    if libreoffice.uninstall(libreoffice.find()):
        print("The extension is taken away. Formulas that use it show #NAME? from now on.")
    else:
        print("The extension is not in LibreOffice; nothing was changed.")
    return 0


@_until_stopped
def doctor(typed: Namespace) -> int:
    """Look for what keeps the functions from working, and say what to do."""
    found = libreoffice.checkup(shipped(LIBREOFFICE))
    return print_findings(found, FIRST, json=typed.json)


def where(typed: Namespace) -> int:
    """Print the paths of the extension and of LibreOffice; what is not known is null in JSON."""
    paths: dict[str, str | None] = {"extension": str(shipped(LIBREOFFICE))}
    paths |= dict.fromkeys(("libreoffice", "unopkg", "profile"))
    reasons = []
    try:
        office = libreoffice.find()
        paths |= {"libreoffice": str(office.soffice), "unopkg": str(office.unopkg)}
    except FunnelError as error:
        reasons.append(error)
    try:
        paths["profile"] = str(libreoffice.profile())
    except FunnelError as error:
        reasons.append(error)
    if typed.json:
        table.print_json(paths)
        return 0
    for what, path in paths.items():
        print(f"{what:11} {path or 'not found'}")
    for reason in reasons:
        print(reason)
    return 0
