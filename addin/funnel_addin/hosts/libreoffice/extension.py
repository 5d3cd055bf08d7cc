"""Our extension in LibreOffice: added, taken away and looked up through its own unopkg."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from funnel_addin.hosts.libreoffice.places import Office, profile
from funnel_addin.hosts.libreoffice.running import Ran, is_there, run
from funnel_core.errors import FunnelError

__all__ = ["IDENTIFIER", "Registered", "install", "registered", "uninstall"]

IDENTIFIER = "org.funnelplanner.calc"
"""What the extension calls itself in its description.xml."""

WAIT = 120.0
"""How many seconds unopkg may take: a first run makes a profile, too."""

_NOISE = re.compile("javaldx|dconf|GLib")
"""What programs of the desktop print beside it, also where all goes well."""

_LINES = 12
"""How much of what unopkg printed is worth quoting."""


@dataclass(frozen=True)
class Registered:
    """The extension as LibreOffice knows it.

    Attributes:
        version: the version of what is added.
        shared: whether it is there for every user of this machine, or for one alone.
        active: whether LibreOffice took it on.
    """

    version: str
    shared: bool
    active: bool


def install(office: Office, path: Path) -> Registered:
    """Add an extension; an older one of the same name is replaced.

    Root adds it for every user of the machine: LibreOffice refuses it for root alone.

    Raises:
        FunnelError: LibreOffice did not take it; why, and what to do.
    """
    _done(_unopkg(office, "add", "--force", "--suppress-license", str(path)), "added")
    found = next((each for each in registered(office) if each.shared == _is_root()), None)
    if found is None or not found.active:
        raise FunnelError(
            f"LibreOffice took {path.name} without a word, but does not list it as registered: "
            "close LibreOffice and try again"
        )
    return found


def uninstall(office: Office) -> bool:
    """Take the extension away; tell whether it was there.

    Raises:
        FunnelError: it is there for every user, and we are not root; or LibreOffice refused.
    """
    found = registered(office)
    if not any(each.shared == _is_root() for each in found):
        if found:
            raise FunnelError(
                "the extension is there for every user of this machine: run 'funnel libreoffice "
                "uninstall' as the one who added it (root)"
            )
        return False
    _done(_unopkg(office, "remove", IDENTIFIER), "taken away")
    return True


def registered(office: Office) -> tuple[Registered, ...]:
    """Give what is added: for us first, then for every user of this machine.

    Raises:
        FunnelError: LibreOffice does not list its extensions.
    """
    found = []
    for shared in (True,) if _is_root() else (False, True):
        listed = _done(_unopkg(office, "list", shared=shared), "listed")
        # a paragraph an extension, and what is in one stands indented under it
        for part in re.split(r"^Identifier:", listed, flags=re.MULTILINE)[1:]:
            if part.split()[0] == IDENTIFIER:
                version = re.search(r"^  Version: *(\S+)", part, re.MULTILINE)
                active = re.search(r"^  is registered: *(\S+)", part, re.MULTILINE)
                found.append(
                    Registered(
                        version[1] if version else "",
                        shared,
                        active is not None and active[1] == "yes",
                    )
                )
    return tuple(found)


def _unopkg(office: Office, task: str, *words: str, shared: bool | None = None) -> Ran:
    for_all = _is_root() if shared is None else shared
    return run([office.unopkg, task, *(["--shared"] if for_all else []), *words], WAIT)


def _done(ran: Ran, what: str) -> Ran:
    """Give what was printed, or say why it was not done.

    Raises:
        FunnelError: it was not.
    """
    if ran.status == 0:
        return ran
    if ".lock" in ran or "lock file" in ran:
        raise FunnelError(
            f"the extension was not {what}: LibreOffice is running, or its extension manager is; "
            "close all its windows (the Quickstarter, too), and try again"
        )
    folder = profile()
    if not _takes_files(folder):
        raise FunnelError(
            f"the extension was not {what}, since LibreOffice cannot write {folder}, where it "
            "keeps what is yours: have that folder made yours, or set the environment variable "
            "HOME to one that is"
        )
    lines = [line.strip() for line in ran.splitlines() if not _NOISE.search(line)]
    told = "; ".join(filter(None, lines))[: _LINES * 80]
    raise FunnelError(
        f"the extension was not {what}: close LibreOffice and try again; unopkg ended with "
        f"{ran.status} and said: {told or 'nothing'}"
    )


def _takes_files(folder: Path) -> bool:
    """Tell whether a folder, or the one in which it would be made, can be written."""
    there = next((each for each in (folder, *folder.parents) if is_there(each)), folder)
    return os.access(there, os.W_OK | os.X_OK)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
