"""`funnel sheets functions` and `funnel office`: the files that hosts without a Python load."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from funnel_addin.cli import table
from funnel_addin.cli.history_files import write_all
from funnel_addin.hosts.web import GOOGLE, OFFICE, checked_address, contents
from funnel_core.errors import FunnelError

__all__ = ["google", "office"]

_IN_GOOGLE = """\
In a Google Sheet: Extensions > Apps Script; put Code.js in place of what is in Code.gs, and save.
Then load the Sheet anew and type =FUNNEL_RATES(A1:A2) beneath 40 and 10: it shows 0.25.
With clasp: 'clasp push' in {folder}, once .clasp.json there names your script."""

_IN_OFFICE = """\
Serve {folder} at {address} (any static host, over https), and add {folder}/manifest.xml to Excel:
Home > Add-ins > More Settings > Upload My Add-in; for a whole firm, its Microsoft 365 admin centre.
Then type =FUNNEL_RATES(A1:A2) beneath 40 and 10: it shows 0.25."""


def google(typed: Namespace) -> int:
    """Write the script of the worksheet functions for a Google Sheet."""
    return _laid_out(typed, contents(GOOGLE), _IN_GOOGLE)


def office(typed: Namespace) -> int:
    """Write the folder that Excel on the Mac, the web and the iPad loads from a static host."""
    address = checked_address(typed.host)
    return _laid_out(typed, contents(OFFICE, address), _IN_OFFICE, address)


def _laid_out(typed: Namespace, files: dict[str, bytes], told: str, address: str = "") -> int:
    folder = Path(typed.folder)
    targets = {folder / path: content for path, content in files.items()}
    changed = {
        target: content
        for target, content in targets.items()
        if not target.is_file() or target.read_bytes() != content
    }
    there = [target for target in changed if target.exists()]
    if there and not typed.force:
        named = ", ".join(str(target.relative_to(folder)) for target in there)
        raise FunnelError(
            f"{folder} holds other versions of {named}: name another folder, or have them replaced "
            "with --force"
        )
    _make_folders(targets)
    write_all(changed, force=True)
    if typed.json:
        table.print_json({"folder": str(folder), "files": list(files), "written": len(changed)})
        return 0
    kept = len(files) - len(changed)
    as_before = f" ({kept} were there already)" if kept else ""
    print(f"{folder} holds {', '.join(files)}{as_before}.")
    print(told.format(folder=folder, address=address))
    return 0


def _make_folders(targets: dict[Path, bytes]) -> None:
    for each in {target.parent for target in targets}:
        try:
            each.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FunnelError(
                f"{each} cannot be made a folder ({error.strerror}): name another one"
            ) from None
