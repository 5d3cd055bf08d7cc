"""`funnel libreoffice install`, `uninstall`, `doctor` and `where`."""

from __future__ import annotations

import json
from argparse import Namespace

from funnel_addin.hosts import libreoffice
from funnel_addin.hosts.shipped import LIBREOFFICE, shipped
from funnel_core.errors import FunnelError

__all__ = ["doctor", "install", "uninstall", "where"]


def install(typed: Namespace) -> int:
    """Add the extension to LibreOffice."""
    added = libreoffice.install(libreoffice.find(), shipped(LIBREOFFICE))
    whose = "for every user of this machine" if added.shared else "for you"
    print(f"The extension, version {added.version}, is in LibreOffice {whose}.")
    print(
        "Start LibreOffice anew, type 40 in A1, 10 in A2 and =FUNNEL_RATES(A1:A2) in A3 of a\n"
        "spreadsheet: it shows 0.25. If it shows #NAME?, run `funnel libreoffice doctor`."
    )
    return 0


def uninstall(typed: Namespace) -> int:
    """Take the extension away."""
    if libreoffice.uninstall(libreoffice.find()):
        print("The extension is taken away. Formulas that use it show #NAME? from now on.")
    else:
        print("The extension is not in LibreOffice; nothing was changed.")
    return 0


def doctor(typed: Namespace) -> int:
    """Look for what keeps the functions from working; 1 where something does."""
    found = []
    for finding in libreoffice.checkup(shipped(LIBREOFFICE)):
        found.append(finding)
        if not typed.json:
            print(f"{finding.state:5} {finding.what}: {finding.told}", flush=True)
    if typed.json:
        print(json.dumps([finding.as_dict() for finding in found], ensure_ascii=False, indent=2))
    return int(any(finding.state == "bad" for finding in found))


def where(typed: Namespace) -> int:
    """Print the paths of the extension and of LibreOffice; what is not there is null in JSON."""
    try:
        office = libreoffice.find()
    except FunnelError as error:
        office, reason = None, str(error)
    else:
        reason = ""
    paths = {
        "extension": str(shipped(LIBREOFFICE)),
        "libreoffice": str(office.soffice) if office else None,
        "unopkg": str(office.unopkg) if office else None,
        "profile": str(libreoffice.profile()),
    }
    if typed.json:
        print(json.dumps(paths, ensure_ascii=False, indent=2))
        return 0
    for what, path in paths.items():
        print(f"{what:11} {path or 'not found'}")
    if reason:
        print(reason)
    return 0
