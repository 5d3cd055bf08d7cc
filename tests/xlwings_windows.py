"""xlwings' own Windows pipeline for worksheet functions, run where there is no Windows.

The real `xlwings.udfs`, `xlwings.com_server` and `xlwings._xlwindows` run in a process of their
own, over stand-ins for the pywin32 modules, so that no other test ever sees a stubbed module. What
Excel would be on the far side of COM is played by the objects of `tests.excel_objects`.

    with Excel() as excel:
        excel.call("FUNNEL_REQUIRED", 100.0, Cells([[0.5], [0.25]]))
"""

from __future__ import annotations

import ctypes
import datetime as dt
import importlib
import io
import os
import sys
import time
import types
from collections.abc import Sequence
from typing import Any

from tests.excel_objects import OMITTED, Book, Cells, ComError, Range, Sheet, Workbook
from tests.piped import Piped, answer_all

MODULE = "funnel_addin.udfs"


class Excel(Piped):
    """The far end of a pipe to the process in which the pipeline runs."""

    def __init__(self) -> None:
        super().__init__("tests.xlwings_windows")

    def call(self, function: str, *arguments: Any, book: Book | None = None) -> Any:
        """Call a worksheet function from a cell of `book`; give what its VBA wrapper receives."""
        return self._ask("call", function, arguments, book or Book())

    def call_from_macro(self, function: str, *arguments: Any) -> Any:
        """Call a worksheet function from VBA, where there is no calling cell."""
        return self._ask("call", function, arguments, None)

    def call_with(self, function: str, *arguments: Any) -> Any:
        """Call a worksheet function with these arguments alone, as any client of COM may."""
        return self._ask("call_with", function, arguments)

    def looks(self, function: str, *arguments: Any, book: Book | None = None) -> list[str]:
        """Call a worksheet function, and give each look at a range that it took, in order.

        Each is a call from Python's process to Excel's.
        """
        return self._ask("looks", function, arguments, book or Book())

    def cells_read(self) -> int:
        """Give the size of the largest block that the last call took from Excel."""
        return self._ask("cells_read")

    def published(self) -> list[dict[str, Any]]:
        """Give what xlwings knows of each function that the façade publishes."""
        return self._ask("published")

    def wrapper(self, workbook: str = "funnel.xlam") -> str:
        """Give the VBA that xlwings itself generates for the façade."""
        return self._ask("wrapper", workbook)

    def seconds(self, function: str, *arguments: Any, rounds: int = 200) -> dict[str, float]:
        """Time one call: through the whole pipeline, and of the functions alone."""
        return self._ask("seconds", function, arguments, rounds)


# Below runs in the process of its own only.


def serve() -> None:
    """Answer requests until the other end closes the pipe."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    answer_all(sys.stdin.buffer, answers, Pipeline())


def _as_excel_takes(answer: Any) -> Any:
    """Refuse what pywin32 would not hand to Excel as it is: None, and 64-bit integers."""
    if isinstance(answer, (list, tuple)):
        if len({len(row) for row in answer if isinstance(row, (list, tuple))}) > 1:
            raise TypeError("a ragged array")
        return [_as_excel_takes(each) for each in answer]
    if isinstance(answer, (bool, float, str, dt.datetime)):
        return answer
    if isinstance(answer, int) and -(2**31) <= answer < 2**31:
        return answer
    raise TypeError(f"Excel cannot take {answer!r}")


class Pipeline:
    """xlwings' own modules over stubbed pywin32, and the requests of a test."""

    def __init__(self) -> None:
        self.udfs, self.com_server = import_windows_parts()
        self.facade = importlib.import_module(MODULE)

    def call(self, function: str, arguments: Sequence[Any], book: Book | None) -> Any:
        """Call a worksheet function as its VBA wrapper does."""
        Range.largest_read = 0
        return self.call_with(function, self.as_vba_hands(function, arguments, book))

    def call_with(self, function: str, handed: Sequence[Any]) -> Any:
        """Call a worksheet function with what is handed over."""
        answer = self.com_server.XLPython().CallUDF(MODULE, function, tuple(handed), None, None)
        return _as_excel_takes(answer)

    def looks(self, function: str, arguments: Sequence[Any], book: Book | None) -> list[str]:
        """Call it a second time, and give the members of ranges that were asked for."""
        looked: list[str] = []

        def looking(cells: Range, member: str) -> Any:
            # the objects ask one another, too
            asks = sys._getframe(1).f_globals["__name__"]
            if member[0].isupper() and asks != Range.__module__:
                looked.append(member)
            return object.__getattribute__(cells, member)

        self.call(function, arguments, book)
        Range.__getattribute__ = looking
        try:
            self.call(function, arguments, book)
        finally:
            del Range.__getattribute__
        return looked

    def as_vba_hands(
        self, function: str, arguments: Sequence[Any], book: Book | None
    ) -> tuple[Any, ...]:
        """Do what the VBA wrapper does: pad what was left out, add what it adds itself.

        That is the calling cell, where a function that can do with it gets nothing else.
        """
        known = getattr(self.facade, function).__xlfunc__["args"]
        typed = [info for info in known if not info["vba"]]
        if len(arguments) > len(typed) or any(
            "optional" not in info for info in typed[len(arguments) :]
        ):
            raise TypeError("Excel does not accept the formula: too many or too few arguments")
        alone = all(each == OMITTED for each in arguments)
        caller = (
            Sheet(Cells([[None]], top=9), Workbook(book)).reference() if book and alone else None
        )
        given = iter(arguments)
        return tuple(
            caller if info["vba"] == "Application.Caller" else handed_over(next(given, OMITTED))
            for info in known
        )

    def cells_read(self) -> int:
        """Give the size of the largest block that the last call took."""
        return Range.largest_read

    def published(self) -> list[dict[str, Any]]:
        """Give what xlwings knows of each function."""
        shown = []
        for name in dir(self.facade):
            known = getattr(getattr(self.facade, name), "__xlfunc__", None)
            if known is not None:
                arguments = [
                    {key: info.get(key) for key in ("name", "doc", "vba", "vararg")}
                    | {"optional": "optional" in info}
                    for info in known["args"]
                ]
                shown.append(
                    {key: known[key] for key in ("name", "category", "volatile", "sub")}
                    | {"doc": known["ret"]["doc"], "args": arguments}
                )
        return shown

    def wrapper(self, workbook: str) -> str:
        """Give the VBA that xlwings generates."""
        text = io.StringIO()
        book = types.SimpleNamespace(Name=workbook)
        self.udfs.generate_vba_wrapper(MODULE, self.facade, text, book)
        return text.getvalue()

    def seconds(self, function: str, arguments: Sequence[Any], rounds: int) -> dict[str, float]:
        """Time a call through the pipeline, and of the functions alone."""
        functions = importlib.import_module("funnel_addin.functions")
        handed = self.as_vba_hands(function, arguments, Book())
        server = self.com_server.XLPython()
        grids = [_outside(each) for each in arguments]
        return {
            "pipeline": _fastest(
                lambda: server.CallUDF(MODULE, function, handed, None, None), rounds
            ),
            "functions": _fastest(lambda: functions.call(function, grids), rounds),
        }


def handed_over(argument: Any) -> Any:
    """Give an argument as Excel hands it over: a reference is a range."""
    if not isinstance(argument, Cells):
        return argument
    return Sheet(argument, Workbook(Book())).reference()


def _outside(argument: Any) -> Any:
    if isinstance(argument, Cells):
        return [list(row) for row in argument.values]
    return None if argument == OMITTED else argument


def _fastest(run: Any, rounds: int) -> float:
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - start)
    return best


def _stub(name: str, **members: Any) -> types.ModuleType:
    module = types.ModuleType(name)
    module.__dict__.update(members)
    sys.modules[name] = module
    return module


class _Anything:
    """Any member, any call: for the DLLs that xlwings looks up while it is imported."""

    def __getattr__(self, name: str) -> _Anything:
        return _Anything()

    def __call__(self, *_: Any, **__: Any) -> _Anything:
        return _Anything()


def import_windows_parts() -> tuple[types.ModuleType, types.ModuleType]:
    """Import xlwings' Windows modules over stand-ins, and give its decorators their real work."""
    import xlwings

    _stub_pywin32()
    windows = importlib.import_module("xlwings._xlwindows")
    xlwings._xlwindows = windows
    engine = xlwings.Engine(impl=windows.engine)
    xlwings.engines.add(engine)
    xlwings.engines.active = engine
    udfs = importlib.import_module("xlwings.udfs")
    com_server = importlib.import_module("xlwings.com_server")
    xlwings.func, xlwings.arg, xlwings.ret = udfs.xlfunc, udfs.xlarg, udfs.xlret
    return udfs, com_server


def _stub_pywin32() -> None:
    def unwrap(variant: Any) -> Any:
        raise ComError("not an object of ours")

    _stub("pywintypes", com_error=ComError, error=OSError, TimeType=dt.datetime, IID=str)
    _stub(
        "pythoncom",
        __file__="pythoncom.dll",
        CoInitialize=lambda *_: None,
        ole_error=ComError,
        IID_IDispatch="IDispatch",
        IID_IEnumVARIANT="IEnumVARIANT",
        TypeIIDs={"IDispatch": type("PyIDispatch", (), {})},
    )
    for name in ("win32api", "win32con", "win32gui", "win32event"):
        _stub(name)
    _stub("win32process", GetWindowThreadProcessId=lambda window: (0, 1))
    _stub("win32timezone", TimeZoneInfo=types.SimpleNamespace(utc=lambda: dt.UTC))
    win32com = _stub("win32com", __path__=[])
    win32com.client = _stub(
        "win32com.client",
        Dispatch=lambda each, *_, **__: each,
        DispatchEx=lambda each, *_, **__: each,
        CDispatch=type("CDispatch", (), {}),
        DispatchBaseClass=type("DispatchBaseClass", (), {}),
        CoClassBaseClass=type("CoClassBaseClass", (), {}),
    )
    win32com.server = _stub("win32com.server", __path__=[])
    win32com.server.util = _stub(
        "win32com.server.util", wrap=lambda each, *_, **__: each, unwrap=unwrap
    )
    win32com.server.policy = _stub("win32com.server.policy", DefaultPolicy=object)
    win32com.server.dispatcher = _stub("win32com.server.dispatcher")
    ctypes.windll = ctypes.oledll = _Anything()
    ctypes.PyDLL = lambda *_: _Anything()
