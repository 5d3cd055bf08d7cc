"""Excel, played by a Windows process; asked as `tests.xlwings_windows.Excel` is."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import Any

from tests.excel_objects import Book
from tests.wine.front import Front
from tests.wine.vba import command
from tests.wine.windows import Windows
from tests.xlwings_windows import Excel

__all__ = ["PlayedExcel"]

PATIENCE = 600.0
"""How many seconds a request may take."""


class PlayedExcel(Excel):
    """The far end of a pipe to the Windows process that plays Excel.

    The process ends when the pipe does, and with it, by the DLL's doing, the Python it started.
    """

    def __init__(self, windows: Windows) -> None:
        self._windows = windows

    def __enter__(self) -> PlayedExcel:
        python = self._windows.folder / "pythonw.exe"
        (dll,) = self._windows.folder.glob("xlwings64-*.dll")
        started_by = command({"INTERPRETER_WIN": self._windows.path(python)})
        arguments = [self._windows.path(dll), started_by]
        self._process = self._windows.start(["-m", "tests.wine.client", *arguments])
        return self

    def _ask(self, *request: Any) -> Any:
        # xlwings asks for ever where it takes Excel to be busy: that must not hold up the tests
        watch = threading.Timer(PATIENCE, self._process.kill)
        watch.start()
        try:
            return super()._ask(*request)
        finally:
            watch.cancel()

    def evaluated(self, expression: str) -> Any:
        """Evaluate an expression in the Python that serves."""
        return self._ask("evaluated", expression)

    def pressed(self, button: str, *arguments: Any) -> Any:
        """Press a button of the Funnel tab; give what VBA receives."""
        return self._ask("pressed", button, arguments)

    def filled(
        self, front: Front, typed: Sequence[Mapping[str, float]], block: str
    ) -> list[tuple[str, Any]]:
        """Press Fill each time after something was typed; give what it tells, and a block."""
        return self._ask("filled", front, typed, block)

    def kill_python(self) -> None:
        """End the Python that serves, as xlwings' KillPy does."""
        self._ask("killed")

    def medians(
        self,
        functions: Sequence[tuple[str, str]],
        arguments: Sequence[Any],
        book: Book | None = None,
        rounds: int = 100,
    ) -> list[float]:
        """Time calls of functions in turn, over COM; give the median of each."""
        return self._ask("medians", functions, arguments, book, rounds)
