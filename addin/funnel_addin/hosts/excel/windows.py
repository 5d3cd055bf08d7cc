"""What only Windows can tell. Elsewhere its registry is empty."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Mapping, Sequence

__all__ = ["ENCODING", "UNSEEN", "registry", "short"]

if sys.platform == "win32":
    import ctypes
    import subprocess
    import winreg
    from collections.abc import Iterator

    ENCODING = "mbcs"
    UNSEEN = subprocess.CREATE_NO_WINDOW
    _ROOTS = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}
    _VIEWS = (winreg.KEY_WOW64_64KEY, winreg.KEY_WOW64_32KEY)
    _LONGEST = 32_768

    class _Registry:
        """The registry as a 64-bit and a 32-bit program see it, the first before the second."""

        def values(self, key: str) -> Mapping[str, object]:
            found: dict[str, object] = {}
            for opened in _opened(key):
                for at in range(winreg.QueryInfoKey(opened)[1]):
                    name, value, _ = winreg.EnumValue(opened, at)
                    found.setdefault(name, value)
            return found

        def subkeys(self, key: str) -> Sequence[str]:
            found: dict[str, None] = {}
            for opened in _opened(key):
                for at in range(winreg.QueryInfoKey(opened)[0]):
                    found.setdefault(winreg.EnumKey(opened, at))
            return list(found)

    def _opened(key: str) -> Iterator[winreg.HKEYType]:
        root, _, path = key.partition("\\")
        for view in _VIEWS:
            # a key that is missing, or that a person may not read, tells nothing
            with (
                contextlib.suppress(OSError),
                winreg.OpenKey(_ROOTS[root], path, 0, winreg.KEY_READ | view) as opened,
            ):
                yield opened

    def registry() -> _Registry:
        """Give this machine's registry."""
        return _Registry()

    def short(path: str) -> str:
        r"""Give a path in its short form (C:\USERS\AUKASZ~1); itself where it has none."""
        buffer = ctypes.create_unicode_buffer(_LONGEST)
        length = ctypes.windll.kernel32.GetShortPathNameW(path, buffer, _LONGEST)
        return buffer.value if 0 < length < _LONGEST else path

else:
    ENCODING = "utf-8"
    UNSEEN = 0

    class _Registry:
        """No registry."""

        def values(self, key: str) -> Mapping[str, object]:
            return {}

        def subkeys(self, key: str) -> Sequence[str]:
            return ()

    def registry() -> _Registry:
        """Give an empty registry."""
        return _Registry()

    def short(path: str) -> str:
        """Give the path itself: only Windows has a second one."""
        return path
