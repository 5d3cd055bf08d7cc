"""The VBA that Excel runs for a worksheet function: what xlwings generates, mended.

xlwings' own wrapper cannot give a cell an error value, puts a traceback in it as text, and hands
over the active workbook, whose sheets xlwings then searches for code that wants a licence.
"""

from __future__ import annotations

import re

from funnel_addin.udfs import MARK, READS_ITS_WORKBOOK

__all__ = ["ERROR_NUMBERS", "MODULE", "finished"]

ERROR_NUMBERS = {
    "#NULL!": 2000,
    "#DIV/0!": 2007,
    "#VALUE!": 2015,
    "#REF!": 2023,
    "#NAME?": 2029,
    "#NUM!": 2036,
    "#N/A": 2042,
    "#GETTING_DATA": 2043,
}
"""What `CVErr` takes, for each code that every version of Excel knows; others show as #VALUE!."""

MODULE = "xlwings_udfs"
"""The module's name: xlwings' own, so that it replaces what Import Functions puts there."""

_BLOCK = re.compile(r"^Function .*?^End Function\n", re.MULTILINE | re.DOTALL)
_HEADER = re.compile(r"Function (\w+)\((.*)\)\n")

_ANSWER = """\
Private Function FunnelAnswer(ByVal answer As Variant) As Variant
    Dim r As Long, c As Long
    If Not IsArray(answer) Then
        FunnelAnswer = FunnelCell(answer)
        Exit Function
    End If
    If FunnelIsRow(answer) Then
        For c = LBound(answer) To UBound(answer)
            answer(c) = FunnelCell(answer(c))
        Next c
    Else
        For r = LBound(answer, 1) To UBound(answer, 1)
            For c = LBound(answer, 2) To UBound(answer, 2)
                answer(r, c) = FunnelCell(answer(r, c))
            Next c
        Next r
    End If
    FunnelAnswer = answer
End Function

' Python hands over a single row with one dimension
Private Function FunnelIsRow(ByRef answer As Variant) As Boolean
    Dim last As Long
    On Error Resume Next
    last = UBound(answer, 2)
    FunnelIsRow = (Err.Number <> 0)
End Function

' Python cannot send an error value: it sends a mark, the code, the mark, the reason
Private Function FunnelCell(ByVal cell As Variant) As Variant
    FunnelCell = cell
    If VarType(cell) <> vbString Then Exit Function
    If Left$(cell, 1) <> Chr$({mark}) Then Exit Function
    Select Case Split(cell, Chr$({mark}))(1)
{cases}
        Case Else: FunnelCell = CVErr({otherwise})
    End Select
End Function
"""


def finished(emitted: str) -> str:
    """Make the text of a VBA module of the wrappers that xlwings generated.

    In each wrapper the answer passes through a function that turns marked errors into error values;
    a failure of the way to Python shows #VALUE! and not its traceback; no workbook is handed over.
    A function that reads its own workbook is recalculated with it where it has no arguments: Excel
    knows no other way to tell that it depends on those cells.

    Args:
        emitted: what `xlwings.udfs.generate_vba_wrapper` wrote for the façade.

    Raises:
        ValueError: the text is not what xlwings 0.37.8 writes.
    """
    rest = _BLOCK.sub("", emitted)
    if rest.strip():
        raise ValueError(f"expected only VBA functions of xlwings; got also {rest.strip()!r}")
    blocks = [_mended(block) for block in _BLOCK.findall(emitted)]
    return "\n".join(
        [
            f'Attribute VB_Name = "{MODULE}"',
            "' Generated from the catalog by way of xlwings: change the catalog, not this.",
            '#Const App = "Microsoft Excel"\n',
            *blocks,
            _answer(),
        ]
    )


def _mended(block: str) -> str:
    header = _HEADER.match(block)
    if header is None:
        raise ValueError(f"expected the header of a VBA function; got {block.splitlines()[0]!r}")
    name, parameters = header.groups()
    block = _replaced(block, rf"( {name} = )(XLPy\.CallUDF\(.*\))\n", r"\1FunnelAnswer(\2)\n", 2)
    block = _replaced(block, r"\b(Active|This)Workbook, ", "Nothing, ", 1)
    block = _replaced(block, rf"{name} = Err\.Description\n", f"{name} = CVErr(2015)\n", 1)
    if name == READS_ITS_WORKBOOK:
        missing = " And ".join(
            f"IsMissing({parameter.removeprefix('Optional ')})"
            for parameter in parameters.split(", ")
        )
        line = f"        If {missing} Then Application.Volatile\n"
        block = _replaced(block, r'(#If App = "Microsoft Excel" Then\n)', rf"\1{line}", 1)
    return block


def _replaced(block: str, pattern: str, replacement: str, times: int) -> str:
    text, found = re.subn(pattern, replacement, block)
    if found != times:
        raise ValueError(
            f"expected {pattern!r} {times} times in the VBA that xlwings writes; got it {found} "
            f"times in\n{block}"
        )
    return text


def _answer() -> str:
    cases = "\n".join(
        f'        Case "{code}": FunnelCell = CVErr({number})'
        for code, number in ERROR_NUMBERS.items()
    )
    return _ANSWER.format(mark=ord(MARK), cases=cases, otherwise=ERROR_NUMBERS["#VALUE!"])
