"""What hosts without a Python load: a script for Google Sheets, a folder of files for Office.js.

They lie beside this package where it is installed, and in the checkout where they are built.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from funnel_addin.hosts.shipped import shipped
from funnel_core.errors import InputError

__all__ = ["GOOGLE", "OFFICE", "checked_address", "contents"]

GOOGLE, OFFICE = "google", "office"

BUILT_FOR = "https://localhost:3000"
"""The address in the manifest as it is built: a server on one's own machine."""

_MANIFEST = "manifest.xml"
_MAIN = {GOOGLE: "Code.js", OFFICE: _MANIFEST}
_NOT_LOADED = ("README.md", "schedules", ".gitignore", ".clasp.json")
_SERVER = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
_PATH = re.compile(r"(/[A-Za-z0-9._~%-]+)*/?")


def contents(host: str, address: str = "") -> dict[str, bytes]:
    """Give the files that a host loads, by their paths in its folder.

    Args:
        host: `GOOGLE` or `OFFICE`.
        address: where the folder will be served, which Office's manifest names.

    Raises:
        FunnelError: they are missing from this installation.
    """
    folder = shipped(f"{host}/{_MAIN[host]}").parent
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
    if fault := _fault(address):
        raise InputError(
            f"--host must be the folder's address, such as https://addins.example.com/funnel; got "
            f"{address}: {fault}"
        )
    parts = urlsplit(address)
    return f"https://{parts.netloc.lower()}{parts.path.rstrip('/')}"


def _fault(address: str) -> str:
    """Say what is to be done about an address; nothing where it is one."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return "write a server's name, and a port from 1 to 65535 or none"
    if parts.scheme != "https":
        return "begin it with https://, which is all that Office loads from"
    if parts.username is not None or parts.password is not None:
        return "leave the login out: Excel sends none"
    if parts.query or parts.fragment or address.endswith(("?", "#")):
        return "leave out what follows ? or #"
    if not address.isascii():
        return "write letters beyond a to z as a browser shows them when copied: xn--…, %C3%BC"
    if not _SERVER.fullmatch(parts.hostname or "") or port == 0:
        return "write a server's name or number, with a port from 1 to 65535 or none"
    if not _PATH.fullmatch(parts.path) or ".." in parts.path.split("/"):
        return "write its path in letters, digits, dots and dashes, without .. in it"
    if parts.path.endswith((".xml", ".html", ".js")):
        return "name the folder, not a file in it"
    return ""
