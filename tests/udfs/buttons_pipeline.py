"""The buttons behind xlwings' own COM server, in a process of its own, without a console.

    with Pressed() as front:
        front.do("fill", "Goal", "B1", [[200.0]])
        front.press("fill", FRONT)

As under pythonw.exe, that process has no standard output and no standard error.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping
from typing import Any

from tests.excel_engine import EDITING, ComError, excel
from tests.excel_objects import FIRST_ERROR
from tests.piped import Piped, answer_all
from tests.xlwings_windows import import_windows_parts

MODULE = "funnel_addin.buttons"
EXCEPTION = -2147352567
FRONT = "the workbook in front"
"""Stands for `ActiveWorkbook` among the arguments of a press."""


class Pressed(Piped):
    """The far end of a pipe to the process that answers."""

    def __init__(self, env: Mapping[str, str] | None = None) -> None:
        super().__init__("tests.udfs.buttons_pipeline", env)

    def press(self, button: str, *arguments: Any) -> Any:
        """Call a button as VBA does; give what VBA receives."""
        return self._ask("press", button, arguments)

    def press_while_busy(self, button: str, code: int, from_call: int) -> Any:
        """Call a button on a workbook whose Excel refuses all calls from that one on."""
        return self._ask("press_while_busy", button, code, from_call)

    def values(self, sheet: str, address: str) -> list[list[Any]]:
        """Give what the workbook in front holds."""
        return self._ask("values", sheet, address)

    def fill(self, sheet: str, address: str, rows: list[list[Any]]) -> None:
        """Put values into the workbook in front, as a person does."""
        self._ask("fill", sheet, address, rows)

    def sheets(self) -> list[tuple[str, int]]:
        """Give the titles of the sheets, and whether each is visible."""
        return self._ask("sheets")


# Below runs in the process of its own only.


def serve() -> None:
    """Answer requests until the other end closes the pipe, without a console."""
    answers = os.fdopen(os.dup(1), "wb")
    requests = os.fdopen(os.dup(0), "rb")
    sys.stdin = sys.stdout = sys.stderr = None  # pythonw.exe has none
    answer_all(requests, answers, _Front())


class _Front:
    """The COM server of xlwings, and the workbook in front."""

    def __init__(self) -> None:
        _, self.com_server = import_windows_parts()
        from tests.udfs.com.workbook import com_workbook

        with excel() as app:
            self.book = app.book("plan.xlsx")
        self.book.sheet("Goal").fill("A1", [["Target", 100.0], ["Rates", 0.5], [None, 0.25]])
        self.book.names.update(
            {
                "Plan_Target": "=Goal!$B$1",
                "Plan_Rates": "=Goal!$B$2:$B$3",
                "Plan_Required": "=Goal!$D$1:$D$3",
            }
        )
        self.com_book = com_workbook(self.book)

    def press(self, button: str, arguments: tuple[Any, ...]) -> Any:
        handed = tuple(self.com_book if each == FRONT else each for each in arguments)
        server = self.com_server.XLPython()
        answer = server.CallUDF(MODULE, button, handed, None, None)
        # VBA may as well hand over Application.Caller, which is an error outside of cells
        caller = FIRST_ERROR + 23
        if button in ("check", "templates"):
            assert server.CallUDF(MODULE, button, handed, None, caller) == answer
        return answer

    def press_while_busy(self, button: str, code: int, from_call: int) -> Any:
        windows = importlib.import_module("xlwings._xlwindows")
        live = importlib.import_module("funnel_addin.books.excel.live")
        last = self.book.calls + from_call

        def called(book: Any, what: str) -> None:
            if book.calls >= last:
                # while a cell is edited, Excel says so within an error of its own
                raise ComError(EXCEPTION, code) if code == EDITING else ComError(code)

        self.book.before, waits, live.WAITS = called, live.WAITS, (0.0,) * len(live.WAITS)
        try:
            return self.press(button, (FRONT,)), windows.N_COM_ATTEMPTS
        finally:
            self.book.before, live.WAITS = None, waits

    def values(self, sheet: str, address: str) -> list[list[Any]]:
        return self.book.sheet(sheet).values(address)

    def fill(self, sheet: str, address: str, rows: list[list[Any]]) -> None:
        self.book.sheet(sheet).fill(address, rows)

    def sheets(self) -> list[tuple[str, int]]:
        return [(each.name, each.visible) for each in self.book.sheets]
