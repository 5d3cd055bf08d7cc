"""Excel, played by a Windows process; asked as `tests.xlwings_windows.Excel` is."""

from __future__ import annotations

from typing import Any

from tests.wine.command import start_command
from tests.wine.windows import ROOT, Windows
from tests.xlwings_windows import Excel

__all__ = ["PlayedExcel"]

ADD_IN = ROOT / "addin" / "excel" / "funnel.xlam"


class PlayedExcel(Excel):
    """The far end of a pipe to the Windows process that plays Excel.

    The process ends when the pipe does, and with it, by the DLL's doing, the Python it started.
    """

    def __init__(self, windows: Windows) -> None:
        self._windows = windows

    def __enter__(self) -> PlayedExcel:
        python = self._windows.folder / "pythonw.exe"
        (dll,) = self._windows.folder.glob("xlwings64-*.dll")
        settings = {"INTERPRETER_WIN": self._windows.path(python)}
        command = start_command(settings, self._windows.path(ADD_IN))
        arguments = [self._windows.path(dll), command]
        self._process = self._windows.start(["-m", "tests.wine.client", *arguments])
        return self

    def evaluated(self, expression: str) -> Any:
        """Evaluate an expression in the Python that serves."""
        return self._ask("evaluated", expression)
