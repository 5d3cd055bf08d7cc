"""Where a login is kept between commands: the system's keyring, or a private file.

What is secret goes into the keyring. Beside it a small file says that there is a login and whose,
so that nobody's keyring is opened (which may ask for a password) to find that it holds nothing.
Where there is no keyring, or it does not work, the secret stands in that file, for its owner alone.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from funnel_addin.books.google.account.keyfiles import warn_where_others_read
from funnel_core.errors import SheetError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

__all__ = ["CLIENT", "LOGIN", "Kept", "folder", "forget", "keep", "kept"]

SERVICE = "funnel"
LOGIN, CLIENT = "google-login", "google-client"
"""What is kept: who is logged in, and the OAuth client that a person logs in by."""

FOLDER = "FUNNEL_CONFIG_DIR"
LONGEST = 1200
"""Windows' keyring takes 1,280 characters."""


@dataclass(frozen=True)
class Kept:
    """What is kept under a name.

    Args:
        told: what may be shown: the kind of login, whose it is.
        secret: what may not.
        where: "the system's keyring", or a file's path.
    """

    told: Mapping[str, str]
    secret: Mapping[str, str]
    where: str

    def __repr__(self) -> str:
        return f"Kept(told={self.told!r}, where={self.where!r})"


def folder() -> Path:
    """Give the folder of the private files; FUNNEL_CONFIG_DIR puts it elsewhere."""
    chosen = os.environ.get(FOLDER)
    if chosen:
        return Path(chosen).expanduser() / "google"
    import platformdirs

    return Path(platformdirs.user_config_dir(SERVICE, appauthor=False)) / "google"


def keep(name: str, told: Mapping[str, str], secret: Mapping[str, str]) -> tuple[str, str]:
    """Keep something, in place of what was kept under that name.

    Returns:
        Where it is now, and a sentence where the keyring should have taken it and did not.

    Raises:
        SheetError: neither the keyring nor the folder takes it.
    """
    text = json.dumps(secret)
    ring, why_not = (None, "") if not secret else _keyring()
    if ring is not None:
        why_not = _handed_over(ring, name, text)
    inside = bool(secret) and (ring is None or bool(why_not))
    record: dict[str, Any] = {"told": told, "keyring": bool(secret) and not inside}
    if inside:
        record["secret"] = secret
    before = _ringed(name)
    path = _written(name, record)
    if (before or why_not) and not record["keyring"]:
        # what the keyring held of an earlier login must not outlive it
        _taken_back(ring or _keyring()[0], name)
    return ("the system's keyring" if record["keyring"] else str(path)), why_not


def kept(name: str) -> Kept | None:
    """Give what was kept under a name; None where nothing was.

    Raises:
        SheetError: it cannot be read.
    """
    path = folder() / f"{name}.json"
    try:
        record = json.loads(path.read_bytes())
        told, ringed = _texts(record["told"]), bool(record["keyring"])
        secret = _texts(record.get("secret", {}))
    except FileNotFoundError:
        return None
    except OSError as cause:
        raise SheetError(
            f"the login kept in {path} cannot be read ({cause.strerror}): make it readable for you"
        ) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise SheetError(
            f"the login kept in {path} is not whole: log in again: funnel sheets login"
        ) from None
    if ringed:
        return Kept(told, _from_keyring(name), "the system's keyring")
    if secret:
        warn_where_others_read(path)
    return Kept(told, secret, str(path))


def forget(name: str) -> None:
    """Forget what is kept under a name, wherever it is.

    Raises:
        SheetError: it cannot be deleted.
    """
    path = folder() / f"{name}.json"
    if _ringed(name):
        ring, _ = _keyring()
        if not _taken_back(ring, name):
            raise SheetError(
                f"the system's keyring did not let go of '{SERVICE}: {_entry(name)}': unlock it "
                "and try again, or delete that entry there"
            )
    try:
        path.unlink(missing_ok=True)
    except OSError as cause:
        raise SheetError(f"{path} cannot be deleted ({cause.strerror}): delete it") from None


def _entry(name: str) -> str:
    """Give what an entry of the keyring is called: each folder's logins are its own."""
    return f"{name} in {folder()}" if os.environ.get(FOLDER) else name


def _ringed(name: str) -> bool:
    """Tell whether what is kept under a name is in the keyring, without asking the keyring."""
    try:
        return bool(json.loads((folder() / f"{name}.json").read_bytes())["keyring"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False


def _keyring() -> tuple[KeyringBackend | None, str]:
    """Give the system's keyring; None where there is none that keeps secrets secret."""
    try:
        import keyring

        ring = keyring.get_keyring()
        chained = getattr(ring, "backends", None)
        first = next(iter(chained)) if chained else ring
        # keyring's own measure: below 1 are those that refuse, forget, or write plain text
        real = float(first.priority) >= 1 and "plaintext" not in type(first).__name__.lower()
    except Exception:
        # a backend is whoever's plugin it is, and raises what it likes
        return None, "the system's keyring does not work"
    return (ring, "") if real else (None, "")


def _handed_over(ring: KeyringBackend, name: str, secret: str) -> str:
    """Hand a secret to the keyring; say why it did not take it, if it did not."""
    if len(secret) > LONGEST:
        return "the login is longer than the system's keyring takes"
    try:
        ring.set_password(SERVICE, _entry(name), secret)
        if ring.get_password(SERVICE, _entry(name)) == secret:
            return ""
    except Exception as cause:
        return f"the system's keyring did not take the login ({type(cause).__name__})"
    return "the system's keyring did not keep the login"


def _taken_back(ring: KeyringBackend | None, name: str) -> bool:
    """Delete a secret from the keyring; False where it may still be there."""
    if ring is None:
        return False
    with contextlib.suppress(Exception):
        if ring.get_password(SERVICE, _entry(name)) is None:
            return True
        ring.delete_password(SERVICE, _entry(name))
        return True
    return False


def _texts(told: object) -> dict[str, str]:
    """Give what was kept, as it was handed over to be kept.

    Raises:
        TypeError: it is not that any more.
    """
    if not isinstance(told, dict) or not all(isinstance(each, str) for each in told.values()):
        raise TypeError
    return told


def _from_keyring(name: str) -> Mapping[str, str]:
    ring, _ = _keyring()
    try:
        if ring is not None:
            return _texts(json.loads(ring.get_password(SERVICE, _entry(name)) or "null"))
    except Exception:
        # locked, gone, or the entry is not ours: the cure is the same
        ring = None
    raise SheetError(
        "the login is in the system's keyring, which does not give it out: unlock it, or log in "
        "again: funnel sheets login"
    )


def _written(name: str, record: Mapping[str, Any]) -> Path:
    """Write a private file whole or not at all."""
    path = folder() / f"{name}.json"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.name != "nt":
            path.parent.chmod(0o700)
        # made for its owner alone from its first byte on
        number, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{name}-")
        try:
            with os.fdopen(number, "w", encoding="utf-8") as file:
                json.dump(record, file)
                file.flush()
                os.fsync(file.fileno())
            Path(draft).replace(path)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    except OSError as cause:
        raise SheetError(
            f"the login cannot be kept in {path.parent} ({cause.strerror}): set {FOLDER} to a "
            "folder that you can write to"
        ) from None
    return path
