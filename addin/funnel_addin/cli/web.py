"""`funnel sheets functions` and `funnel office`: the files that hosts without a Python load."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path

from funnel_addin.cli import table
from funnel_addin.cli.history_files import write_all
from funnel_addin.hosts.web import GOOGLE, OFFICE, checked_address, contents
from funnel_core.errors import FunnelError, InputError

__all__ = ["google", "office"]

_IN_GOOGLE = """\
In a Google Sheet: Extensions > Apps Script. Is there a script already? Then + > Script, and paste
Code.js there; else paste it over what is in Code.gs. Save, load the Sheet anew, and type
=FUNNEL_REQUIRED(100,25%): it shows 400 above 100. Google may ask whether your script may see this
Sheet: functions.md tells each step, and how clasp does it."""

_IN_OFFICE = """\
1. Put what is in {folder} on the server, so that {address}/taskpane.html opens.
2. Add {folder}/manifest.xml to Excel. On the web: Home > Add-ins > More Settings > Upload My
   Add-in. On a Mac: copy it into ~/Library/Containers/com.microsoft.Excel/Data/Documents/wef. For
   a whole firm: the Microsoft 365 admin centre, Integrated apps.
3. Type =FUNNEL_REQUIRED(100,0.25) in a cell: it shows 400 above 100."""


def google(typed: Namespace) -> int:
    """Write the script of the worksheet functions for a Google Sheet."""
    return _laid_out(typed, contents(GOOGLE), _IN_GOOGLE)


def office(typed: Namespace) -> int:
    """Write the folder that Excel loads from a static host, where it runs no Python."""
    address = checked_address(typed.host)
    return _laid_out(typed, contents(OFFICE, address), _IN_OFFICE, address)


def _laid_out(typed: Namespace, files: dict[str, bytes], told: str, address: str = "") -> int:
    if not typed.folder.strip():
        raise InputError("FOLDER must be a folder's name; got none: name one, such as add-in")
    folder = Path(typed.folder)
    targets = {folder / path: content for path, content in files.items()}
    changed = {target: each for target, each in targets.items() if not _holds(target, each)}
    there = [target for target in changed if target.exists()]
    if there and not typed.force:
        named = ", ".join(str(target.relative_to(folder)) for target in there)
        raise FunnelError(
            f"{folder} holds something else by the name of {named}, such as another version, "
            "another host's, or your own: name another folder, or have it replaced with --force"
        )
    for target in there:
        if target.is_dir():
            raise FunnelError(f"{target} is a folder: take it away, or name another folder")
    _make_folders(targets)
    write_all(changed, force=True)
    if typed.json:
        written = {"folder": str(folder), "files": list(files), "written": len(changed)}
        table.print_json({**written, **({"host": address} if address else {})})
        return 0
    kept = len(files) - len(changed)
    as_before = f" ({kept} were there already)" if kept else ""
    print(f"{folder} holds {', '.join(files)}{as_before}.")
    print(told.format(folder=folder, address=address))
    return 0


def _holds(target: Path, content: bytes) -> bool:
    return target.is_file() and target.read_bytes() == content


def _make_folders(targets: dict[Path, bytes]) -> None:
    for each in {target.parent for target in targets}:
        try:
            each.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FunnelError(
                f"{each} cannot be made a folder ({error.strerror}): name another one"
            ) from None
        if not os.access(each, os.W_OK):
            raise FunnelError(f"nothing may be written into {each}: name another folder")
