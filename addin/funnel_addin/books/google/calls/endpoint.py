"""Where Google is: at its own hosts, or at one address that stands for all of them."""

from __future__ import annotations

import ipaddress
import os
from urllib.parse import urlsplit

from funnel_core.errors import InputError

__all__ = ["ENDPOINT", "Endpoint", "is_loopback", "is_secure", "is_this_machine"]

ENDPOINT = "FUNNEL_SHEETS_ENDPOINT"
_GOOGLE = "googleapis.com"


def is_loopback(url: str) -> bool:
    """Tell whether an address leads to this very machine.

    >>> is_loopback("http://127.0.0.1:8080/x"), is_loopback("https://127.0.0.1.example.com")
    (True, False)
    """
    return is_this_machine(urlsplit(url).hostname or "")


def is_this_machine(host: str) -> bool:
    """Tell whether a host's name or number is this very machine's.

    >>> is_this_machine("::1"), is_this_machine("example.com")
    (True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_secure(url: str) -> bool:
    """Tell whether what is sent to an address stays unread on its way: https, or this machine.

    >>> is_secure("https://example.com/token"), is_secure("http://example.com/token")
    (True, False)
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme == "https":
        return bool(parts.hostname)
    return parts.scheme == "http" and is_loopback(url)


class Endpoint:
    """Google's address, as it was configured.

    Args:
        address: what stands for every host of Google's; empty for Google itself. None reads it
            from the environment.

    Raises:
        InputError: it is not an address, or would carry a token over a network unencrypted.

    >>> Endpoint("http://127.0.0.1:8080").of("https://sheets.googleapis.com/v4/spreadsheets/x?a=1")
    'http://127.0.0.1:8080/v4/spreadsheets/x?a=1'
    """

    def __init__(self, address: str | None = None) -> None:
        given = os.environ.get(ENDPOINT, "") if address is None else address
        self.address = given.strip().rstrip("/")
        if self.address:
            _check(self.address)

    def of(self, url: str) -> str:
        """Give where a call to one of Google's hosts goes; other addresses stay as they are."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        if not self.address or not (host == _GOOGLE or host.endswith(f".{_GOOGLE}")):
            return url
        return self.address + parts.path + (f"?{parts.query}" if parts.query else "")


def _check(address: str) -> None:
    # the address itself is not printed: a proxy's may hold a password
    try:
        parts = urlsplit(address)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or True)
    except ValueError:
        whole = False
    if not whole or parts.query or parts.fragment or parts.username is not None:
        raise InputError(
            f"{ENDPOINT} must be an address such as https://sheets.example.com, without a user, "
            "a query or a fragment: correct it, or unset it to reach Google itself"
        )
    if not is_secure(address):
        raise InputError(
            f"{ENDPOINT} must begin with https://, unless it is on this machine (127.0.0.1): a "
            "login would be sent unencrypted"
        )
