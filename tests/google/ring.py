"""A keyring for tests, as a plugin is one; PYTHON_KEYRING_BACKEND can name it, too."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import ClassVar

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

FILE = "TEST_RING"
"""The variable that names the file in which this keyring keeps its secrets over processes."""


class Ring(KeyringBackend):
    """Keeps what it is given."""

    priority: ClassVar[float] = 5

    @property
    def held(self) -> dict[str, str]:
        """What it holds."""
        path = Path(os.environ[FILE])
        found: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
        return found

    def get_password(self, service: str, username: str) -> str | None:
        """Give a secret."""
        return self.held.get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret."""
        self._keep(self.held | {f"{service}/{username}": password})

    def delete_password(self, service: str, username: str) -> None:
        """Forget a secret."""
        held = self.held
        if held.pop(f"{service}/{username}", None) is None:
            raise PasswordDeleteError("not there")
        self._keep(held)

    def _keep(self, held: dict[str, str]) -> None:
        Path(os.environ[FILE]).write_text(json.dumps(held))


class Locked(Ring):
    """Is there, and gives nothing and takes nothing."""

    priority: ClassVar[float] = 6

    def get_password(self, service: str, username: str) -> str | None:
        """Refuse."""
        raise KeyringLocked("locked")

    def set_password(self, service: str, username: str, password: str) -> None:
        """Refuse, quoting what was handed over, as a careless plugin might."""
        raise KeyringLocked(f"locked: {password}")


class Forgetful(Ring):
    """Takes everything and keeps nothing."""

    priority: ClassVar[float] = 6

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep nothing."""


class PlaintextRing(Ring):
    """Writes secrets down as they are, and says so by its priority."""

    priority: ClassVar[float] = 0.5
