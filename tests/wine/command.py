"""The command line by which Excel starts Python, as the VBA of xlwings itself builds it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import resources

from pyopenvba.apps.excel import ExcelApplication

__all__ = ["START", "start_command"]

START = "XLPyCommand"
"""The VBA function that builds the command line, of what the add-in's configuration says."""

SETTINGS = """\
Public Function GetConfig(key As String, Optional default As String = "", \
Optional source As String = "") As Variant
    Select Case key
{cases}
        Case "SHOW CONSOLE", "DEBUG UDFS": GetConfig = False
        Case Else: GetConfig = default
    End Select
End Function
"""
STANDS_IN = 'Const App = "Microsoft Excel"'


def start_command(settings: Mapping[str, str], add_in: str) -> str:
    """Run xlwings' VBA, outside Excel, for the command line that its DLL is handed.

    Args:
        settings: what the sheet or the file of the configuration holds, by its keys.
        add_in: where the add-in lies, as Windows writes it.
    """
    vba = resources.files("xlwings").joinpath("xlwings.bas").read_text(encoding="utf-8")
    (found,) = re.findall(rf"^Function {START}\(\).*?^End Function\n", vba, re.M | re.S)
    # the interpreter's workbook has no place on a disk of Windows
    code = found.replace("ThisWorkbook.FullName", f'"{add_in}"')
    cases = "\n".join(f'        Case "{key}": GetConfig = "{settings[key]}"' for key in settings)
    excel = ExcelApplication()
    excel.add_workbook()
    module = f"#{STANDS_IN}\n{SETTINGS.format(cases=cases)}\n{code}"
    excel.add_module(module, name="xlwings")
    return str(excel.evaluate(f"{START}()"))
