"""What hosts without a Python load: a script for Google Sheets, a folder of files for Office.js.

They lie beside this package where it is installed, and in the checkout where they are built.
"""

from __future__ import annotations

import re
from pathlib import Path

from funnel_core.errors import FunnelError, InputError

__all__ = ["GOOGLE", "OFFICE", "checked_address", "contents"]

GOOGLE, OFFICE = "google", "office"

BUILT_FOR = "https://localhost:3000"
"""The address in the manifest as it is built: a server on one's own machine."""

_MANIFEST = "manifest.xml"
_NOT_LOADED = ("README.md", "schedules", ".gitignore", ".clasp.json")
_ADDRESS = re.compile(r"https://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~%/-]*)?")


def contents(host: str, address: str = "") -> dict[str, bytes]:
    """Give the files that a host loads, by their paths in its folder.

    Args:
        host: `GOOGLE` or `OFFICE`.
        address: where the folder will be served, which Office's manifest names.

    Raises:
        FunnelError: they are missing from this installation.
    """
    folder = _folder(host)
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).parts[0] not in _NOT_LOADED
    }
    if host == OFFICE and address:
        manifest = files[_MANIFEST].decode()
        files[_MANIFEST] = manifest.replace(BUILT_FOR, address).encode()
    return files


def checked_address(address: str) -> str:
    """Give an address under which a browser finds the folder, without a slash at its end.

    Raises:
        InputError: it is none that Office loads from.

    >>> checked_address("https://addins.example.com/funnel/")
    'https://addins.example.com/funnel'
    """
    if not _ADDRESS.fullmatch(address):
        raise InputError(
            f"--host must be an address that begins with https://, which is all that Office loads "
            f"from; got {address}: write it as https://addins.example.com/funnel"
        )
    return address.rstrip("/")


def _folder(host: str) -> Path:
    installed = Path(__file__).parents[1] / "addins" / host
    checkout = Path(__file__).parents[2] / host
    for folder in (installed, checkout):
        if folder.is_dir():
            return folder
    raise FunnelError(
        f"the files for {host} are missing from this installation ({installed}): install the "
        "funnel planner again"
    )
