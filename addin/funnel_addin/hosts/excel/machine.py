"""The facts about a machine that everything here is decided from."""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from funnel_addin.hosts.excel import windows
from funnel_core.errors import FunnelError

__all__ = ["Machine", "Registry", "this_machine"]

_VARIABLE = re.compile(r"%([^%]+)%")


class Registry(Protocol):
    r"""Windows' registry. A key is named in full: HKCU\Software\Microsoft\Office."""

    def values(self, key: str) -> Mapping[str, object]:
        """Give the values of a key by their names, the unnamed one by ""; none of a missing key."""
        ...

    def subkeys(self, key: str) -> Sequence[str]:
        """Give the names of the keys under a key; none of a missing key."""
        ...


@dataclass(frozen=True)
class Machine:
    """A machine, as far as Excel's add-in is concerned.

    Args:
        system: what it runs: "Windows", "Linux", "Darwin".
        environment: the variables of its environment, with names in capitals.
        registry: its registry; an empty one where there is none.
        python: the Python that runs this; None where it is not known.
        base: where that Python was installed, which of a virtual environment is another place.
        encoding: the code page in which VBA reads text files and calls the system.
        short: gives a path in its short, plain form; the path itself where it has none.
    """

    system: str
    environment: Mapping[str, str]
    registry: Registry
    python: Path | None
    base: Path
    encoding: str = "utf-8"
    short: Callable[[str], str] = str

    def value(self, key: str, name: str) -> object:
        """Give a value of the registry; None where there is none. Names have no case."""
        wanted = name.casefold()
        for each, value in self.registry.values(key).items():
            if each.casefold() == wanted:
                return value
        return None

    def text(self, key: str, name: str) -> str:
        """Give a text of the registry with its %VARIABLES% filled in; blank where there is none."""
        value = self.value(key, name)
        return self.expanded(value).strip() if isinstance(value, str) else ""

    def expanded(self, text: str) -> str:
        """Fill in the %VARIABLES% of a text, those that are known."""
        return _VARIABLE.sub(lambda m: self.environment.get(m[1].upper(), m[0]), text)

    def folder(self, variable: str) -> Path:
        """Give the folder that a variable of the environment names.

        Raises:
            FunnelError: it is not set.
        """
        named = self.environment.get(variable, "")
        if not named:
            raise FunnelError(
                f"expected the environment variable {variable} to name a folder; it is not set: "
                "run this from your own account's command prompt"
            )
        return Path(named)

    def reads(self, text: str) -> bool:
        """Tell whether VBA sees a text as it is: all of it is in the machine's code page."""
        try:
            return text.encode(self.encoding).decode(self.encoding) == text
        except UnicodeError:
            return False


def this_machine() -> Machine:
    """Give the facts of the machine that this runs on."""
    return Machine(
        system=platform.system(),
        environment={name.upper(): value for name, value in os.environ.items()},
        registry=windows.registry(),
        python=Path(sys.executable) if sys.executable else None,
        base=Path(sys.base_prefix),
        encoding=windows.ENCODING,
        short=windows.short,
    )
