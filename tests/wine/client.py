"""What plays Excel: the Windows process that loads xlwings' DLL. Runs on Windows only.

It answers the same requests as the pipeline of `tests.xlwings_windows`, by the same objects; what
lies between them and the façade is real: the DLL, the Python that it starts, and COM.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pythoncom
import win32com.client

from tests import excel_engine
from tests.excel_objects import Book
from tests.piped import answer_all
from tests.udfs.com.workbook import com_workbook
from tests.wine.front import Front
from tests.wine.played import sent
from tests.xlwings_windows import MODULE, Pipeline

VT_DISPATCH, VT_BSTR = 9, 8
START, KILL = 1, -1
SYNCHRONIZE = 0x00100000
ENDED_WITHIN = 120.0
"""How many seconds the Python that was ended may take for it."""
BUTTONS = "funnel_addin.buttons"
NOTHING = win32com.client.VARIANT(pythoncom.VT_DISPATCH, None)


def workbook(front: Front) -> excel_engine.BookOf:
    """Give the workbook in front, as the tests of the buttons over stand-ins play one, too."""
    with excel_engine.excel() as app:
        book = app.book("plan.xlsx")
    book.sheet("Goal").fill("A1", [list(row) for row in front.rows])
    # to add a sheet, pywin32 would look it up in Excel's own types
    book.sheet("Funnel sync")
    book.names.update(front.names)
    return book


class _Variant(ctypes.Structure):
    """A VARIANT, as VBA hands one to the DLL by reference."""

    _fields_ = (
        ("kind", ctypes.c_ushort),
        ("reserved", ctypes.c_ushort * 3),
        ("held", ctypes.c_void_p),
        ("more", ctypes.c_void_p),
    )


class _Server:
    """The Python that the DLL starts: asked for before each call, as VBA does it."""

    def __init__(self, dll: str, command: str) -> None:
        self._dll = ctypes.WinDLL(dll)
        self._command = ctypes.c_char_p(command.encode("mbcs"))

    def activated(self, mode: int = START) -> Any:
        """Do what XLPy and KillPy do."""
        answer = _Variant()
        failed = self._dll.XLPyDLLActivateAuto(ctypes.byref(answer), self._command, mode)
        if failed:
            raise RuntimeError(ctypes.wstring_at(answer.held) if answer.kind == VT_BSTR else failed)
        if answer.kind != VT_DISPATCH:
            return None
        server = pythoncom.ObjectFromAddress(answer.held, pythoncom.IID_IDispatch)
        # the reference that the DLL handed over is now held once more
        _release(answer.held)
        return server


def _release(address: int) -> None:
    table = ctypes.cast(address, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p))).contents
    ctypes.WINFUNCTYPE(ctypes.c_ulong, ctypes.c_void_p)(table[2])(address)


@contextlib.contextmanager
def _process(number: int) -> Iterator[Callable[[float], None]]:
    """Hold on to a process; give what waits so many seconds for its end."""
    kernel = ctypes.WinDLL("kernel32")
    kernel.OpenProcess.restype = ctypes.c_void_p
    handle = ctypes.c_void_p(kernel.OpenProcess(SYNCHRONIZE, False, number))

    def gone(seconds: float) -> None:
        if kernel.WaitForSingleObject(handle, int(seconds * 1000)):
            raise TimeoutError(f"Python (process {number}) has not ended in {seconds:g} seconds")

    try:
        yield gone
    finally:
        kernel.CloseHandle(handle)


def _invoked(server: Any, method: str, handed: tuple[Any, ...]) -> Any:
    """Call a method that is known by its name only, as VBA does."""
    number = server.GetIDsOfNames(method)
    return server.Invoke(number, 0, pythoncom.DISPATCH_METHOD, True, *handed)


class Chain(Pipeline):
    """The requests of a test, answered by way of the DLL and COM."""

    def __init__(self, dll: str, command: str) -> None:
        self.facade = importlib.import_module(MODULE)
        self.com_server = self
        self._server = _Server(dll, command)
        self._kept: Any = None

    def XLPython(self) -> Chain:
        """Give what stands where the stand-ins have xlwings' own object."""
        return self

    def CallUDF(self, module: str, name: str, handed: Any, book: Any, caller: Any) -> Any:
        """Call a function as its VBA wrapper does: without a workbook and a calling cell."""
        return self._call(module, name, sent(handed))

    def pressed(self, button: str, arguments: tuple[Any, ...]) -> Any:
        """Call what a button of the Funnel tab calls; None among the arguments is Nothing."""
        played = [
            com_workbook(workbook(each)) if isinstance(each, Front) else each for each in arguments
        ]
        handed = tuple(NOTHING if each is None else sent(each) for each in played)
        return self._asked("CallUDF", BUTTONS, button, handed, NOTHING, NOTHING)

    def filled(
        self, front: Front, typed: Sequence[Mapping[str, float]], block: str
    ) -> list[tuple[str, Any]]:
        """Press Fill each time after something was typed; give what it tells, and a block."""
        book = workbook(front)
        goal, found = book.sheet("Goal"), []
        for cells in typed:
            for cell, number in cells.items():
                goal.fill(cell, [[number]])
            handed = (sent(com_workbook(book)),)
            told = self._asked("CallUDF", BUTTONS, "fill", handed, NOTHING, NOTHING)
            found.append((told, goal.values(block)))
        return found

    def evaluated(self, expression: str) -> Any:
        """Evaluate an expression in the Python that serves."""
        imports = f"[sys := __import__('sys'), os := __import__('os'), {expression}][-1]"
        return self._asked("Str", self._asked("Eval", imports))

    def killed(self) -> None:
        """End the Python that serves, as xlwings' KillPy does; come back when it is gone.

        It is let go first, and so ends by itself: Wine, unlike Windows, goes on to offer the server
        of a process that was ended while it served, and of one that is about to end.
        """
        with _process(int(self.evaluated("os.getpid()"))) as gone:
            self._kept = None
            self._server.activated(KILL)
            gone(ENDED_WITHIN)

    def _call(self, module: str, name: str, handed: Any) -> Any:
        return self._asked("CallUDF", module, name, handed, NOTHING, NOTHING)

    def _asked(self, method: str, *handed: Any) -> Any:
        """Ask the server that is kept; where it is gone, ask the DLL for another, as VBA does."""
        if self._kept is not None:
            try:
                return _invoked(self._kept, method, handed)
            except pythoncom.com_error:
                self._kept = None
        self._kept = self._server.activated()
        return _invoked(self._kept, method, handed)

    def medians(
        self,
        functions: Sequence[tuple[str, str]],
        arguments: Sequence[Any],
        book: Book | None,
        rounds: int,
    ) -> list[float]:
        """Time calls of functions in turn, all handed what the first one's wrapper hands over.

        A function is a module and its name there; it is called from a cell of `book`.
        """
        handed = sent(self.as_vba_hands(functions[0][1], arguments, book))
        taken: list[list[float]] = [[] for _ in functions]
        for _ in range(rounds + 1):
            for at, (module, name) in enumerate(functions):
                start = time.perf_counter()
                self._call(module, name, handed)
                taken[at].append(time.perf_counter() - start)
        # the first round imports
        return [statistics.median(each[1:]) for each in taken]


def serve(dll: str, command: str) -> None:
    """Answer requests until the other end closes the pipe."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    answer_all(sys.stdin.buffer, answers, Chain(dll, command))


if __name__ == "__main__":
    serve(*sys.argv[1:])
