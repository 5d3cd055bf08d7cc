"""The VBA that Excel runs for a worksheet function: what xlwings generates, mended.

xlwings' own wrapper cannot give a cell an error value, puts a traceback in it as text, and hands
over the active workbook, whose sheets xlwings then searches for code that wants a licence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from addin.excel.described import Described, described
from funnel_addin.catalog import READS_ITS_WORKBOOK, WHY

__all__ = ["MODULE", "finished"]

MODULE = "xlwings_udfs"
"""The module's name: xlwings' own, so that it replaces what Import Functions puts there."""

OWN_CATEGORY = 20
"""What Excel saves for a workbook's first category of its own, after 19 that all workbooks have."""

_BLOCK = re.compile(r"^Function .*?^End Function\n", re.MULTILINE | re.DOTALL)
_ONLY_EXCEL = re.compile(
    r' {4}#If App = "Microsoft Excel" Then\n(.*?) {4}#Else\n.*? {4}#End If\n', re.DOTALL
)
_HEADER = re.compile(r"Function (\w+)\((.*)\)\n")

_WHY = f"""\
Function {WHY.name}({WHY.argument})
    On Error GoTo failed
    {WHY.name} = FunnelWhy({WHY.argument})
    Exit Function
failed:
    {WHY.name} = "Excel could not tell the reason (" & Err.Description & "): put {WHY.name} around \
the function itself, as in =FUNNEL_WHY(FUNNEL_REQUIRED(...))"
End Function
"""


def finished(emitted: str) -> str:
    """Make the text of a VBA module of the wrappers that xlwings generated.

    In each wrapper the answer passes through a function that turns marked errors into error values;
    a failure of the way to Python shows #VALUE! and not its traceback. No workbook is handed over,
    and no calling cell: xlwings would ask for much about it, which takes longer than most answers,
    and use nothing. A function that reads its own workbook gets the calling cell as an argument of
    its own where it has no other, and is then recalculated with the workbook: Excel knows no other
    way to tell that it depends on those cells. What xlwings writes for other programs of Office is
    left out. The descriptions stand where Excel itself saves them.

    Args:
        emitted: what `xlwings.udfs.generate_vba_wrapper` wrote for the façade.

    Raises:
        ValueError: the text is not what xlwings 0.37.8 writes.
    """
    rest = _BLOCK.sub("", emitted)
    if rest.strip():
        raise ValueError(f"expected only VBA functions of xlwings; got also {rest.strip()!r}")
    told = {each.name: each for each in described()}
    blocks = [_mended(block) for block in _BLOCK.findall(emitted)]
    return "\n".join(
        [
            f'Attribute VB_Name = "{MODULE}"',
            "' Generated from the catalog by way of xlwings: change the catalog, not this.",
            "",
            *(_with_description(block, told) for block in [*blocks, _WHY]),
        ]
    )


def _mended(block: str) -> str:
    header = _HEADER.match(block)
    if header is None:
        raise ValueError(f"expected the header of a VBA function; got {block.splitlines()[0]!r}")
    name, parameters = header.groups()
    block = _replaced(block, _ONLY_EXCEL, lambda found: found[1].replace(" " * 8, " " * 4), 1)
    # in VBA, Application.Caller can be no object at all, which TypeOf does not take
    block = _replaced(block, r"If TypeOf Application\.Caller Is Range Then (On Error)", r"\1", 1)
    block = _replaced(block, rf"( {name} = )XLPy\.CallUDF\(", r"\1FunnelAnswer(", 1)
    block = _replaced(block, r", (?:Active|This)Workbook, Application\.Caller\)", ")", 1)
    block = _replaced(block, rf"{name} = (Err\.Description)\n", rf"{name} = FunnelLost(\1)\n", 1)
    if name == READS_ITS_WORKBOOK:
        block = _replaced(block, r"Application\.Caller\b", "FunnelCallerIf(alone)", 1)
        missing = " And ".join(
            f"IsMissing({parameter.removeprefix('Optional ')})"
            for parameter in parameters.split(", ")
        )
        lines = (
            "    Dim alone As Boolean\n"
            f"    alone = {missing}\n"
            "    If alone Then Application.Volatile\n"
        )
        block = _replaced(block, r"(?m)^( {4}On Error)", rf"{lines}\1", 1)
    return block


def _replaced(
    block: str,
    pattern: str | re.Pattern[str],
    replacement: str | Callable[[re.Match[str]], str],
    times: int,
) -> str:
    text, found = re.subn(pattern, replacement, block)
    if found != times:
        raise ValueError(
            f"expected {pattern!r} {times} times in the VBA that xlwings writes; got it {found} "
            f"times in\n{block}"
        )
    return text


def _with_description(block: str, told: Mapping[str, Described]) -> str:
    """Put in what Excel saves of a function that was described to it, right under its header."""
    head, _, body = block.partition("\n")
    name = head.removeprefix("Function ").partition("(")[0]
    text = told[name].description.replace('"', '""')
    return (
        f'{head}\nAttribute {name}.VB_Description = "{text}"\n'
        rf'Attribute {name}.VB_ProcData.VB_Invoke_Func = " \n{OWN_CATEGORY}"'
        f"\n{body}"
    )
