"""An Excel of pyOpenVBA's making in which the add-in's own VBA answers typed formulas.

The add-in's modules are read out of the built file and run as they are, but for what pyOpenVBA's
interpreter does not read: procedure attributes (descriptions), WithEvents, and xlwings' own module,
which asks Windows for a DLL. In its place stand `XLPy`, whose answers a test decides, and settings
that name a Python; GetAttr, which would look at this machine, looks whether a test has it. The
functions are made known to the formula engine, so that a formula in a cell calls the VBA function,
from that cell, with ranges as ranges. What Excel has and pyOpenVBA lacks (Application.Caller,
MacroOptions, OnTime, IsAddin, FollowHyperlink, links) is recorded, and refuses where Excel would.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pyopenvba import ExcelFile
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.apps.excel._bridge import ExcelBridge
from pyopenvba.apps.excel._model import Application, Range, Workbook
from pyopenvba.formula._calc import registry
from pyopenvba.formula._calc.values import Area, Array, Reference
from pyopenvba.interpreter import Interpreter
from pyopenvba.interpreter._objects import MemberSpec, VBAObject, member, method
from pyopenvba.interpreter._values import (
    EMPTY,
    MISSING,
    NOTHING,
    VBAArray,
    VBAErrorValue,
    error,
)

from addin.excel.__main__ import ADDIN

NO_CALLER = VBAErrorValue(2023)
"""What Application.Caller is where no cell calls."""

_ATTRIBUTE = re.compile(r"^Attribute \w+\.VB_.*\n", re.MULTILINE)
_REACH = """\
Public Function XLPy() As Object
    Set XLPy = Application.StandInServer
End Function
Public Function GetConfig(ByVal key As String) As Variant
    If key = "INTERPRETER_WIN" Then GetConfig = Application.StandInPython
End Function
Public Function GetAttr(ByVal path As String) As Long
    GetAttr = Application.StandInAttributes(path)
End Function
"""
_CODES = {
    2000: "#NULL!",
    2007: "#DIV/0!",
    2015: "#VALUE!",
    2023: "#REF!",
    2029: "#NAME?",
    2036: "#NUM!",
    2042: "#N/A",
    2043: "#GETTING_DATA",
    2045: "#SPILL!",
}
_HEADER = re.compile(r"^Function (FUNNEL_\w+)\((.*)\)$", re.MULTILINE)

DLL_MISSING = "Could not load xlwings64-0.37.8.dll from either of:\r\nC:\\a\r\n, C:\\"
"""What xlwings says where its DLL does not lie beside Python."""

PYTHON = "C:\\Users\\Zo\u00eb\\funnel\\Scripts\\python.exe"
"""The Python that the settings name."""

Answer = Callable[[str, str, list[Any]], Any]


class _Control(VBAObject):
    """What a button of the ribbon hands its macro."""

    vba_type_name = "IRibbonControl"

    def __init__(self, tag: str) -> None:
        self._tag = tag

    @member
    def Tag(self) -> object:
        """Give what the ribbon's XML says beside the button."""
        return self._tag


class Server(VBAObject):
    """What xlwings' DLL hands to VBA: Python, of which a test decides the answers."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.asked: list[tuple[str, str, list[Any]]] = []

    @method
    def CallUDF(
        self,
        script: object = MISSING,
        fname: object = MISSING,
        args: object = MISSING,
        this_workbook: object = MISSING,
        caller: object = MISSING,
    ) -> object:
        """Answer as the test decides."""
        assert isinstance(args, VBAArray)
        # xlwings would ask for much about either, and use nothing
        assert this_workbook is NOTHING
        assert caller is NOTHING
        handed = list(args.elements())
        self.asked.append((str(script), str(fname), handed))
        return _as_vba(self.answer(str(script), str(fname), handed))


class StandIn(Application):
    """Excel's Application, with what pyOpenVBA leaves out."""

    vba_type_name = "Application"

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.server: Server | None = Server(answer)
        self.started = 0
        self.python = PYTHON
        self.refusal: int | None = None
        self.caller: object = NO_CALLER
        self.refuses_hidden = False
        self.described: dict[str, dict[str, Any]] = {}
        self.later: list[str] = []

    @member
    def Caller(self) -> object:
        """Give the calling cell."""
        return self.caller

    @member
    def StandInServer(self) -> object:
        """Give the server, where one can be started."""
        self.started += 1
        if self.server is None:
            raise error(1000, DLL_MISSING)
        return self.server

    @member
    def StandInPython(self) -> object:
        """Give the Python that the settings name."""
        return self.python

    @method
    def StandInAttributes(self, path: object = MISSING) -> object:
        """Give a file's attributes, or refuse as a test decides."""
        assert path == self.python
        if self.refusal is not None:
            raise error(self.refusal, "GetAttr")
        return 32

    @member
    def DefaultFilePath(self) -> object:
        """Give the documents folder."""
        return r"C:\Users\me\Documents"

    @method
    def OnTime(self, when: object = MISSING, procedure: object = MISSING) -> object:
        """Remember what to run when Excel has time."""
        self.later.append(str(procedure))
        return EMPTY

    @method
    def MacroOptions(
        self,
        macro: object = MISSING,
        description: object = MISSING,
        category: object = MISSING,
        argumentdescriptions: object = MISSING,
    ) -> object:
        """Remember a description; refuse it where Excel would."""
        book = self.vba_get("ThisWorkbook")
        if self.refuses_hidden and book.is_addin:
            raise error(1004, "Cannot edit a macro on a hidden workbook")
        assert isinstance(argumentdescriptions, VBAArray)
        book.saved = False
        self.described[str(macro)] = {
            "description": description,
            "category": category,
            "arguments": argumentdescriptions.elements(),
        }
        return EMPTY


def _as_vba(answer: Any) -> object:
    """Give what COM makes of a list of rows, or of one row."""
    if not isinstance(answer, list):
        return answer
    if not isinstance(answer[0], list):
        return VBAArray([(0, len(answer) - 1)], items=list(answer))
    items = [row[column] for column in range(len(answer[0])) for row in answer]
    return VBAArray([(0, len(answer) - 1), (0, len(answer[0]) - 1)], items=items)


def _add_to_workbook(name: str, getter: Any, *parameters: str, setting: Any = None) -> None:
    kind = "property" if setting else "method"
    spec = MemberSpec(name, kind, getter, setting, parameters=parameters)
    Workbook.vba_add_member(spec)


def _set_is_addin(book: Any, value: object) -> None:
    book.is_addin = bool(value)


def _follow(book: Any, address: object) -> object:
    book.followed = [*getattr(book, "followed", []), str(address)]
    return EMPTY


def _links(book: Any, kind: object) -> object:
    assert kind == 1
    links = getattr(book, "links", [])
    return _as_vba(list(links)) if links else EMPTY


def _change_link(book: Any, old: object, new: object, kind: object) -> object:
    assert kind == 1
    if old in getattr(book, "protected_links", []):
        raise error(1004, "The sheet is protected")
    book.links[book.links.index(old)] = new
    book.saved = False
    return EMPTY


_add_to_workbook("IsAddin", lambda book: book.is_addin, setting=_set_is_addin)
_add_to_workbook("FollowHyperlink", _follow, "Address")
_add_to_workbook("LinkSources", _links, "Type")
_add_to_workbook("ChangeLink", _change_link, "Name", "NewName", "Type")
Workbook.is_addin = False


class Excel(ExcelApplication):
    """Excel with the add-in open, and a workbook in front of it."""

    def __init__(self, answer: Answer) -> None:
        self.application = StandIn(answer)
        self.interpreter = Interpreter(ExcelBridge(self.application))
        self.application.interpreter = self.interpreter
        self.addin = self.open_workbook(ADDIN)
        self.addin.is_addin = True
        self.modules = modules(ADDIN)
        self._load()
        self.book = self.add_workbook()

    def _load(self) -> None:
        self.add_module(_REACH, name="xlwings")
        for name, source in self.modules.items():
            if name.startswith("funnel_") or name == "xlwings_udfs":
                self.add_module(_ATTRIBUTE.sub("", source), name=name)
        of_book = self.modules["ThisWorkbook"].replace("Private WithEvents", "Private")
        self.add_module(of_book, name="ThisWorkbook", kind="document")

    def close_all(self) -> None:
        """Leave the add-in open alone, as after the last workbook was closed."""
        self.application.active_book = None

    def cell(self, address: str) -> Range:
        """Give a cell of the workbook in front."""
        found = self.application.vba_get("Range", [address])
        assert isinstance(found, Range)
        return found

    def type_in(self, address: str, formula: object) -> object:
        """Type into a cell; give what it then shows."""
        target = self.cell(address)
        spills = isinstance(formula, str) and formula.startswith("=")
        target.vba_set("Formula2" if spills else "Value", formula)
        return self.shown(address)

    def shown(self, address: str) -> object:
        """Give what a cell shows: a value, or the code of an error."""
        value = self.cell(address).vba_get("Value")
        return _CODES[value.number] if isinstance(value, VBAErrorValue) else value

    def press(self, button: str, tag: str = "") -> list[tuple[str, str, str, int]]:
        """Press a button of the ribbon, which may bear a tag; give the boxes that it shows."""
        before = len(self.dialogs)
        self.run(button, _Control(tag))
        return self.dialogs[before:]


def modules(path: Path) -> dict[str, str]:
    """Read the VBA of a file, with the line ends of a text."""
    with ExcelFile(path) as file:
        return {name: file.get_module(name).replace("\r\n", "\n") for name in file.module_names()}


@contextmanager
def running(answer: Answer) -> Iterator[Excel]:
    """Open an Excel whose formulas know the add-in's functions, and forget them afterwards."""
    excel = Excel(answer)
    known = dict(registry.FUNCTIONS)
    for name, parameters in _HEADER.findall(excel.modules["xlwings_udfs"]):
        takes = parameters.split(", ")
        least = sum(not each.startswith("Optional ") for each in takes)
        registry.FUNCTIONS[name] = registry.Function(
            name, _calling(excel, name), (registry.R,) * len(takes), least, len(takes)
        )
    try:
        yield excel
    finally:
        registry.FUNCTIONS.clear()
        registry.FUNCTIONS.update(known)


def _calling(excel: Excel, name: str) -> Callable[..., Any]:
    """Make the worksheet function that calls the VBA function from the cell it stands in."""

    def called(context: Any, *arguments: Any) -> Any:
        before = excel.application.caller
        book = excel.application.active_book
        sheet = book.sheet_named(context.sheet)
        # Evaluate works out a formula from no cell: it is asked for from the cell that is calling
        if type(context.book).__name__ != "_FromNoCell":
            place = Area(sheet.name, context.row, context.column, context.row, context.column)
            excel.application.caller = _range(sheet, place)
        try:
            answer = excel.interpreter.run(name, [_handed(sheet, each) for each in arguments])
        finally:
            excel.application.caller = before
        return _as_cells(answer)

    return called


def _range(sheet: Any, area: Any) -> Range:
    from pyopenvba._a1 import Area as Place

    return Range(sheet, [Place(area.top, area.left, area.bottom, area.right, sheet.name)])


def _handed(sheet: Any, argument: Any) -> object:
    """Hand an argument to VBA: a reference is a Range."""
    if isinstance(argument, Reference):
        assert argument.area is not None
        return _range(sheet.book.sheet_named(argument.area.sheet), argument.area)
    if isinstance(argument, Array):
        return _as_vba([[_handed(sheet, each) for each in row] for row in argument.rows])
    code = getattr(argument, "code", None)
    if code is not None:
        return VBAErrorValue(next(n for n, each in _CODES.items() if each == code))
    return MISSING if type(argument).__name__ == "Empty" else argument


def _as_cells(answer: Any) -> Any:
    """Give an answer of VBA to the formula engine."""
    from pyopenvba.formula._calc.cells import CellError

    if isinstance(answer, VBAErrorValue):
        return CellError(_CODES[answer.number])
    if isinstance(answer, VBAArray) and answer.dimensions == 1:
        return Array([[_as_cells(each) for each in answer.elements()]])
    if isinstance(answer, VBAArray):
        (top, bottom), (left, right) = answer.bounds
        return Array(
            [
                [_as_cells(answer.get([r, c])) for c in range(left, right + 1)]
                for r in range(top, bottom + 1)
            ]
        )
    return answer
