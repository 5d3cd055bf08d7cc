"""The add-in's own VBA, run outside Excel: what starts Python, and what a cell shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pyopenvba import ExcelFile
from pyopenvba.apps.excel import ExcelApplication

from tests.wine.windows import ROOT

__all__ = ["ADD_IN", "command", "shown"]

ADD_IN = ROOT / "addin" / "excel" / "funnel.xlam"

SETTINGS = """\
#Const App = "Microsoft Excel"
Public Function GetConfig(key As String, Optional default As String = "", \
Optional source As String = "") As Variant
    Select Case key
{cases}
        Case "SHOW CONSOLE", "DEBUG UDFS": GetConfig = False
        Case Else: GetConfig = default
    End Select
End Function
"""
SERVER = """\
Public Function XLPy() As Object
    Dim server As PythonServer
    Set server = New PythonServer
    Set XLPy = server
End Function
Public Function GetConfig(ByVal key As String) As Variant
    GetConfig = "C:\\python.exe"
End Function
Public Function GetAttr(ByVal path As String) As Long
    GetAttr = 32
End Function
"""
CALL = """\
Public Function CallUDF(room, called, handed, Optional book, Optional caller)
{body}
End Function
"""
SYSTEM = r"C:\windows"
"""What stands in for the folder of Windows, which the interpreter does not ask for: Wine's."""

CALLER = 'Range("Z9")'
"""What stands in for Application.Caller, which the interpreter does not know."""


def command(settings: Mapping[str, str]) -> str:
    """Give the command line that the add-in hands to xlwings' DLL.

    Args:
        settings: what funnel.conf holds, by its keys.
    """
    (code,) = re.findall(
        r"^Function XLPyCommand\(\).*?^End Function\n", _module("xlwings"), re.MULTILINE | re.DOTALL
    )
    cases = "\n".join(f'        Case "{key}": GetConfig = "{settings[key]}"' for key in settings)
    excel = ExcelApplication()
    excel.add_workbook()
    code = code.replace('Environ("SystemRoot")', f'"{SYSTEM}"')
    excel.add_module(SETTINGS.format(cases=cases) + code, name="xlwings")
    return str(excel.evaluate("XLPyCommand()"))


def shown(formula: str, answer: Any) -> Any:
    """Give what a cell with a formula shows where Python sends this answer; an error as its text.

    Args:
        formula: a call of a worksheet function, without the =.
        answer: what came over COM: a number or a text, a row, or rows.
    """
    excel = ExcelApplication()
    excel.add_workbook()
    for name in ("funnel_answers", "xlwings_udfs"):
        code = re.sub(r"^Attribute .*\n", "", _module(name), flags=re.MULTILINE)
        excel.add_module(code.replace("Application.Caller", CALLER), name=name)
    excel.add_module(SERVER, name="xlwings")
    excel.add_module(CALL.format(body=_returning(answer)), name="PythonServer", kind="class")
    return _plain(excel.evaluate(formula))


def _module(name: str) -> str:
    with ExcelFile(ADD_IN) as book:
        return book.get_module(name).replace("\r\n", "\n")


def _returning(answer: Any) -> str:
    """Write VBA that returns an answer as COM hands it over: with as many dimensions."""
    if not isinstance(answer, list):
        return f"CallUDF = {_literal(answer)}"
    if not isinstance(answer[0], list):
        return f"CallUDF = Array({', '.join(_literal(cell) for cell in answer)})"
    lines = [
        f"grid({down}, {across}) = {_literal(cell)}"
        for down, row in enumerate(answer)
        for across, cell in enumerate(row)
    ]
    size = f"{len(answer) - 1}, {len(answer[0]) - 1}"
    return "\n".join([f"Dim grid({size}) As Variant", *lines, "CallUDF = grid"])


def _literal(cell: float | str) -> str:
    """Write a cell in VBA, where no text holds an Escape or an end of a line."""
    if not isinstance(cell, str):
        return f"{cell!r}#"
    quoted = '"' + cell.replace('"', '""') + '"'
    return quoted.replace("\x1b", '" & Chr$(27) & "').replace("\n", '" & vbLf & "')


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value if isinstance(value, (float, int, str)) else str(value)
