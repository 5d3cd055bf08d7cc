"""Addresses of databases, as people write them, and without what must not be shown."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from funnel_core.errors import CrmError

__all__ = ["checked", "hidden", "is_address", "scheme_of", "without_password"]

DUCKDB_FILE = ".duckdb"

_SECRET = "pass|pwd|secret|token|key|credential|private|signature"
_NAMED_SECRET = re.compile(rf"{_SECRET}|^(?:auth|pat|pin|sig)$", re.IGNORECASE)
_SET_WITHIN = re.compile(rf"(?:{_SECRET})[\w.-]*[\"']?\s*[=:]", re.IGNORECASE)
_QUOTED = re.compile(rf"([\w.-]*(?:{_SECRET})[\w.-]*\s*=\s*)[^\s&,;]+", re.IGNORECASE)
_BEHIND_SEMICOLON = re.compile(rf";[^;?&=/]*(?:{_SECRET})[^;?&=/]*=[^;&#]*", re.IGNORECASE)
_FILES = frozenset({"passfile", "sslkey"})
"""Parameters of PostgreSQL that name a file in which a secret stands."""

_MARK = slice(8, 12)
"""Where a file of DuckDB says that it is one, after a checksum."""


def is_address(export: str) -> bool:
    """Tell the address of a database, or a file of DuckDB, from other files.

    >>> is_address("postgresql://crm@db.example.com/sales"), is_address("leads.csv")
    (True, False)
    """
    if "://" in export:
        return True
    try:
        with Path(export).open("rb") as file:
            return file.read(_MARK.stop)[_MARK] == b"DUCK"
    except (OSError, ValueError):
        return export.lower().endswith(DUCKDB_FILE)


def scheme_of(address: str) -> str:
    """Name the engine of an address as Ibis calls it.

    >>> scheme_of("postgresql://crm@db.example.com/sales"), scheme_of("crm.duckdb")
    ('postgres', 'duckdb')
    """
    scheme, apart, _ = address.partition("://")
    named = {"postgresql": "postgres", "spark": "pyspark", "bq": "bigquery"}
    return named.get(scheme.lower(), scheme.lower()) if apart else "duckdb"


def without_password(address: str) -> str:
    """Give an address as it may be shown and kept; a path stays as it is.

    >>> without_password("postgresql://crm:s3cret@db.example.com/sales?sslmode=require")
    'postgresql://crm@db.example.com/sales?sslmode=require'
    >>> without_password("duckdb://md:crm?motherduck_token=s3cret")
    'duckdb://md:crm'
    """
    scheme, apart, rest = address.partition("://")
    if not apart:
        return address
    # up to the last @: a password may hold one that was not written as %40
    user, at, place = rest.rpartition("@")
    shown = scheme + apart + user.partition(":")[0] + at + place
    place, asks, query = shown.partition("?")
    if asks:
        query, hash_mark, fragment = query.partition("#")
        asked = parse_qsl(query, keep_blank_values=True)
        kept = [(name, value) for name, value in asked if not _is_secret(name, value)]
        if len(kept) < len(asked):
            query = urlencode(kept, safe="/:,")
        shown = place + (asks + query if query else "") + hash_mark + fragment
    kept_part, _, fragment = shown.partition("#")
    return _BEHIND_SEMICOLON.sub("", kept_part if _SET_WITHIN.search(fragment) else shown)


def _is_secret(name: str, value: str) -> bool:
    """Tell whether a parameter holds a secret, by its name, or by what its value sets."""
    if name.lower() in _FILES:
        return False
    return bool(_NAMED_SECRET.search(name) or _SET_WITHIN.search(value))


def checked(address: str) -> str:
    """Give an address that can be read in one way only.

    Raises:
        CrmError: a password with a mark in it that ends a part of an address.
    """
    if "://" not in address:
        return address
    rest = address.partition("://")[2]
    user, at, _ = rest.rpartition("@")
    name, colon, password = user.partition(":")
    if at and (set("/?#@") & set(password) or (not colon and set("/?#@") & set(name))):
        raise CrmError(
            f"{without_password(address)}: a user name or password with @, /, ? or # in it must be "
            "written with %40, %2F, %3F or %23 in an address; or leave the password out and put "
            "it into PGPASSWORD or ~/.pgpass"
        )
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        raise CrmError(
            f"{without_password(address)}: expected an address such as "
            "postgresql://user@host:5432/database; check the host and the port"
        ) from None
    return address


def hidden(text: str, address: str) -> str:
    """Give an engine's words without the password that they may quote.

    >>> hidden("no such user: s3cret", "postgresql://crm:s3cret@localhost/sales")
    'no such user: ***'
    """
    for secret in sorted(_secrets(address), key=len, reverse=True):
        text = text.replace(secret, "***")
    return _QUOTED.sub(r"\1***", text)


def _secrets(address: str) -> set[str]:
    rest = address.partition("://")[2]
    written = rest.rpartition("@")[0].partition(":")[2]
    query = rest.partition("?")[2].partition("#")[0]
    said = [value for name, value in parse_qsl(query) if _is_secret(name, value)]
    said += [part for value in said if "=" in value for part in re.split("[=,; ]+", value)[1:]]
    return {part for each in (written, *said) for part in (each, unquote(each)) if part}
