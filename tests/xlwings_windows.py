"""xlwings' own Windows pipeline for worksheet functions, run where there is no Windows.

The real `xlwings.udfs`, `xlwings.com_server` and `xlwings._xlwindows` run in a process of their
own, over stand-ins for the pywin32 modules, so that no other test ever sees a stubbed module. What
Excel would be on the far side of COM (ranges, sheets, names) is played by small objects that answer
the members xlwings asks for, the way Excel answers them: currency as Decimal with four decimals,
dates as datetime, errors as their number, and only the first area of a range of several.

    with Excel() as excel:
        excel.call("FUNNEL_REQUIRED", 100.0, Cells([[0.5], [0.25]]))
"""

from __future__ import annotations

import ctypes
import datetime as dt
import decimal
import importlib
import io
import os
import pickle
import subprocess
import sys
import time
import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MODULE = "funnel_addin.udfs"
OMITTED = -2147352572
"""How COM says that an optional argument was left out."""

FIRST_ERROR = -2146826288
ERROR_NUMBERS = {
    "#NULL!": 2000,
    "#DIV/0!": 2007,
    "#VALUE!": 2015,
    "#REF!": 2023,
    "#NAME?": 2029,
    "#NUM!": 2036,
    "#N/A": 2042,
    "#GETTING_DATA": 2043,
    "#SPILL!": 2045,
    "#CONNECT!": 2046,
    "#BLOCKED!": 2047,
    "#UNKNOWN!": 2048,
    "#FIELD!": 2049,
    "#CALC!": 2050,
    "#BUSY!": 2051,
}
LAST_ROW = 1_048_576


@dataclass(frozen=True)
class Currency:
    """A number in a cell that is formatted as currency."""

    amount: float


@dataclass(frozen=True)
class Failed:
    """A cell that shows an error."""

    code: str


@dataclass(frozen=True)
class Computed:
    """A cell with a formula, and what it shows."""

    formula: str
    shown: Any


@dataclass(frozen=True)
class Cells:
    """A reference to cells of a sheet that holds nothing else.

    `rows` counts the rows that the reference covers, where that is more than the values fill;
    `areas` counts the areas of the reference, as (A1:A2,C1:C2) has two; `refused` cells cannot be
    read, as when Excel is busy.
    """

    values: Sequence[Sequence[Any]]
    top: int = 1
    left: int = 1
    rows: int = 0
    areas: int = 1
    refused: bool = False


@dataclass(frozen=True)
class Book:
    """The workbook of the calling cell: what its names refer to; a text is a name without cells."""

    title: str = "Plan.xlsx"
    names: Mapping[str, Cells | str] = field(default_factory=dict)


class Excel:
    """The far end of a pipe to the process in which the pipeline runs."""

    def __enter__(self) -> Excel:
        paths = [str(ROOT), str(ROOT / "addin"), os.environ.get("PYTHONPATH", "")]
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from tests.xlwings_windows import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._process.stdout.close()

    def call(self, function: str, *arguments: Any, book: Book | None = None) -> Any:
        """Call a worksheet function from a cell of `book`; give what its VBA wrapper receives."""
        return self._ask("call", function, arguments, book or Book())

    def call_from_macro(self, function: str, *arguments: Any) -> Any:
        """Call a worksheet function from VBA, where there is no calling cell."""
        return self._ask("call", function, arguments, None)

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

    def _ask(self, *request: Any) -> Any:
        pickle.dump(request, self._process.stdin)
        self._process.stdin.flush()
        worked, answer = pickle.load(self._process.stdout)
        if not worked:
            raise RuntimeError(answer)
        return answer


# Below runs in the process of its own only.


def serve() -> None:
    """Answer requests until the other end closes the pipe."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    pipeline = _Pipeline()
    while True:
        try:
            method, *arguments = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        try:
            answer = (True, getattr(pipeline, method)(*arguments))
        except Exception as error:  # the test is told, whatever it is
            answer = (False, f"{type(error).__name__}: {error}")
        pickle.dump(answer, answers)
        answers.flush()


class _ComError(Exception):
    """What pywin32 raises when Excel refuses."""

    hresult = -2147352567


class _Range:
    """An Excel Range, as far as xlwings asks."""

    CLSID = "{00020846-0000-0000-C000-000000000046}"
    largest_read = 0

    def __init__(
        self, sheet: _Sheet, top: int, left: int, rows: int, columns: int, areas: int = 1
    ) -> None:
        self.Worksheet = sheet
        self.Row, self.Column = top, left
        self.Rows = types.SimpleNamespace(Count=rows)
        self.Columns = types.SimpleNamespace(Count=columns)
        self.Areas = types.SimpleNamespace(Count=areas)
        self.CountLarge = self.Count = rows * columns * areas
        identity = types.SimpleNamespace(iid=self.CLSID)
        self._oleobj_ = types.SimpleNamespace(
            GetTypeInfo=lambda: types.SimpleNamespace(GetTypeAttr=lambda: identity)
        )

    def __call__(self, row: int, column: int) -> _Range:
        return _Range(self.Worksheet, self.Row + row - 1, self.Column + column - 1, 1, 1)

    def _grid(self, convert: Any) -> Any:
        if self.Worksheet.cells.refused:
            raise _ComError("Excel refuses")
        rows, columns = self.Rows.Count, self.Columns.Count
        _Range.largest_read = max(_Range.largest_read, rows * columns)
        held = self.Worksheet.held
        grid = tuple(
            tuple(convert(held.get((self.Row + r, self.Column + c))) for c in range(columns))
            for r in range(rows)
        )
        return grid[0][0] if rows == columns == 1 else grid

    @property
    def Value(self) -> Any:
        return self._grid(_as_value)

    @property
    def Value2(self) -> Any:
        return self._grid(_as_value2)

    @property
    def Formula(self) -> Any:
        return self._grid(_as_formula)

    def GetAddress(self, *_: Any) -> str:
        return f"$R{self.Row}C{self.Column}"


class _Sheet:
    """An Excel Worksheet that holds the cells of one reference."""

    Name = "Funnel"

    def __init__(self, cells: Cells, parent: _Workbook) -> None:
        self.Parent = parent
        self.cells = cells
        self.held = {
            (cells.top + r, cells.left + c): value
            for r, row in enumerate(cells.values)
            for c, value in enumerate(row)
        }

    def reference(self) -> _Range:
        cells = self.cells
        rows, columns = cells.rows or len(cells.values), len(cells.values[0])
        return _Range(self, cells.top, cells.left, rows, columns, cells.areas)

    @property
    def UsedRange(self) -> _Range:
        rows, columns = zip(*self.held, strict=True)
        top, left = min(rows), min(columns)
        return _Range(self, top, left, max(rows) - top + 1, max(columns) - left + 1)

    def Cells(self, row: int, column: int) -> _Range:
        return _Range(self, row, column, 1, 1)

    def Range(self, first: _Range, last: _Range) -> _Range:
        rows, columns = last.Row - first.Row + 1, last.Column - first.Column + 1
        return _Range(self, first.Row, first.Column, rows, columns)


class _Name:
    """An Excel Name."""

    def __init__(self, name: str, target: Cells | str, book: _Workbook) -> None:
        self.Name = name
        self._target, self._book = target, book

    @property
    def RefersTo(self) -> str:
        return self._target if isinstance(self._target, str) else "=Funnel!$A$1"

    @property
    def RefersToRange(self) -> _Range:
        if isinstance(self._target, str):
            raise _ComError("this name refers to no cells")
        return _Sheet(self._target, self._book).reference()


class _Workbook:
    """An Excel Workbook; a name asked for is found on the active sheet before the workbook."""

    def __init__(self, book: Book) -> None:
        self.Name = book.title
        self.Application = types.SimpleNamespace(Hwnd=1)
        self.Worksheets = ()
        names = [_Name(name, target, self) for name, target in book.names.items()]

        class Names:
            Count = len(names)

            def __call__(self, wanted: str | int) -> _Name:
                if isinstance(wanted, int):
                    return names[wanted - 1]
                for name in sorted(names, key=lambda each: "!" not in each.Name):
                    if name.Name.rpartition("!")[2].lower() == wanted.lower():
                        return name
                raise _ComError("no such name")

        self.Names = Names()


def _as_formula(cell: Any) -> str:
    return cell.formula if isinstance(cell, Computed) else str(_as_value2(cell))


def _as_value(cell: Any) -> Any:
    if isinstance(cell, Computed):
        return _as_value(cell.shown)
    if isinstance(cell, Currency):
        return decimal.Decimal(repr(cell.amount)).quantize(decimal.Decimal("0.0001"))
    if isinstance(cell, dt.datetime):
        return cell.replace(tzinfo=dt.UTC)
    if isinstance(cell, dt.date):
        return dt.datetime(cell.year, cell.month, cell.day, tzinfo=dt.UTC)
    return _as_value2(cell)


def _as_value2(cell: Any) -> Any:
    if isinstance(cell, Computed):
        return _as_value2(cell.shown)
    if isinstance(cell, Failed):
        return FIRST_ERROR + ERROR_NUMBERS[cell.code] - 2000
    if isinstance(cell, Currency):
        return cell.amount
    if isinstance(cell, dt.date):
        return float((dt.date(cell.year, cell.month, cell.day) - dt.date(1899, 12, 30)).days)
    return float(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell


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


class _Pipeline:
    """xlwings' own modules over stubbed pywin32, and the requests of a test."""

    def __init__(self) -> None:
        self.udfs, self.com_server = _import_windows_parts()
        self.facade = importlib.import_module(MODULE)

    def call(self, function: str, arguments: Sequence[Any], book: Book | None) -> Any:
        caller, handed = self._as_vba_hands(function, arguments, book)
        _Range.largest_read = 0
        answer = self.com_server.XLPython().CallUDF(MODULE, function, handed, None, caller)
        return _as_excel_takes(answer)

    def _as_vba_hands(
        self, function: str, arguments: Sequence[Any], book: Book | None
    ) -> tuple[Any, tuple[Any, ...]]:
        """Do what the VBA wrapper does: pad what was left out, add what it adds itself."""
        if book is None:
            caller: Any = FIRST_ERROR + 23
        else:
            caller = _Sheet(Cells([[None]], top=9), _Workbook(book)).reference()
        known = getattr(self.facade, function).__xlfunc__["args"]
        typed = [info for info in known if not info["vba"]]
        if len(arguments) > len(typed) or any(
            "optional" not in info for info in typed[len(arguments) :]
        ):
            raise TypeError("Excel does not accept the formula: too many or too few arguments")
        given = iter(arguments)
        handed = tuple(
            caller if info["vba"] == "Application.Caller" else _handed(next(given, OMITTED))
            for info in known
        )
        return caller, handed

    def cells_read(self) -> int:
        return _Range.largest_read

    def published(self) -> list[dict[str, Any]]:
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
        text = io.StringIO()
        book = types.SimpleNamespace(Name=workbook)
        self.udfs.generate_vba_wrapper(MODULE, self.facade, text, book)
        return text.getvalue()

    def seconds(self, function: str, arguments: Sequence[Any], rounds: int) -> dict[str, float]:
        functions = importlib.import_module("funnel_addin.functions")
        caller, handed = self._as_vba_hands(function, arguments, Book())
        server = self.com_server.XLPython()
        grids = [_outside(each) for each in arguments]
        return {
            "pipeline": _fastest(
                lambda: server.CallUDF(MODULE, function, handed, None, caller), rounds
            ),
            "functions": _fastest(lambda: functions.call(function, grids), rounds),
        }


def _handed(argument: Any) -> Any:
    if not isinstance(argument, Cells):
        return argument
    return _Sheet(argument, _Workbook(Book())).reference()


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


def _import_windows_parts() -> tuple[types.ModuleType, types.ModuleType]:
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
        raise _ComError("not an object of ours")

    _stub("pywintypes", com_error=_ComError, error=OSError, TimeType=dt.datetime, IID=str)
    _stub(
        "pythoncom",
        __file__="pythoncom.dll",
        CoInitialize=lambda *_: None,
        ole_error=_ComError,
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
