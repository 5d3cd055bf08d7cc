"""What LibreOffice loads: the methods that answer the worksheet functions, and a job.

It is loaded with the first document, and loads the calculation with the first function.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import unohelper
from com.sun.star.lang import XServiceInfo
from com.sun.star.task import XJob
from org.funnelplanner import XFunnelFunctions

COMPONENT = "Funnel"
SERVICES = (COMPONENT,)
JOB = "org.funnelplanner.Opening"
JOBS = ("com.sun.star.task.Job", JOB)
ONE_CELL = frozenset(
    "PROBABILITY CUSTOMERS CUSTOMERS_FOR_PROFIT EXPECTED PACE SPEND_FOR ROI CAC PAYBACK LTV "
    "SAMPLE_SIZE WHY".split()
)
"""The methods whose answer the interface says is one cell."""

PREFIX = "FUNNEL_"
EXCEL = ("Excel", "Office Open XML")
"""What the names of the filters hold that read Excel's files."""

WRONG = struct.unpack("<d", struct.pack("<II", 519, 0x7FF80000))[0]
"""What Calc shows as #VALUE!."""

CARRIED = str(Path(__file__).resolve().parent / "pythonpath")


def carried() -> tuple[Any, str]:
    """Load what this extension carries, and nothing of the same name from elsewhere.

    Returns:
        The package that answers, or None and why this Python cannot run it.
    """
    if "funnel_calc" in sys.modules:
        return sys.modules["funnel_calc"], ""
    sys.path.insert(0, CARRIED)
    try:
        import funnel_python

        refusal = funnel_python.refusal()
        if refusal:
            return None, refusal
        import funnel_calc

        return funnel_calc, ""
    except Exception as error:
        told = f"{type(error).__name__}: {error}"
        return None, f"the Funnel functions cannot be loaded ({told}): add the extension again"
    finally:
        sys.path.remove(CARRIED)


class FunnelFunctions(unohelper.Base, XFunnelFunctions, XServiceInfo):
    """The add-in; what the function wizard shows of it stands in CalcAddIns.xcu."""

    def __init__(self, context: Any) -> None:
        """Take the context that LibreOffice makes every component with."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Give the method that answers a worksheet function."""
        if not name.isupper():
            raise AttributeError(name)
        calc, refusal = carried()
        if calc:
            return calc.method(name, name in ONE_CELL)
        if name == "WHY":
            return lambda document, cells: refusal
        return lambda document, *arguments: WRONG if name in ONE_CELL else ((WRONG,),)

    def getImplementationName(self) -> str:
        return COMPONENT

    def supportsService(self, name: str) -> bool:
        return name in SERVICES

    def getSupportedServiceNames(self) -> tuple[str, ...]:
        return SERVICES


class Opening(unohelper.Base, XJob, XServiceInfo):
    """Runs when a document was read.

    Formulas of an Excel file that LibreOffice did not know are entered again. Its plan's names are
    followed from then on: LibreOffice calculates nothing when it opens a document, so that a call
    without arguments would not learn that a cell behind those names changed.
    """

    def __init__(self, context: Any) -> None:
        """Take the context that LibreOffice makes every component with."""

    def execute(self, arguments: Sequence[Any]) -> None:
        try:
            given = {each.Name: each.Value for each in arguments}
            document = {each.Name: each.Value for each in given["Environment"]}["Model"]
            if document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
                _opened(document)
        except Exception:
            return  # a document that cannot be mended or followed is opened all the same

    def getImplementationName(self) -> str:
        return JOB

    def supportsService(self, name: str) -> bool:
        return name in JOBS

    def getSupportedServiceNames(self) -> tuple[str, ...]:
        return JOBS


def _opened(document: Any) -> None:
    names = (each.lower() for each in document.NamedRanges.getElementNames())
    followed = "plan_target" in names
    cells, defined = _unknown(document)
    calc = carried()[0] if cells or defined or followed else None
    if calc is None:
        return
    try:
        if cells or defined:
            calc.enter_again(document, cells, defined)
    finally:
        if followed:
            calc.follow(document)


def _unknown(document: Any) -> tuple[list[Any], list[Any]]:
    """Find what LibreOffice did not know of a file of Excel's.

    Returns:
        Ranges whose every cell holds FUNNEL_, where some formula was not known; and names.
    """
    filter = {each.Name: each.Value for each in document.getArgs()}.get("FilterName", "")
    if not any(each in filter for each in EXCEL):
        return [], []
    cells, defined = [], list(document.NamedRanges)
    for sheet in document.Sheets:
        defined.extend(sheet.NamedRanges)
        wanted = sheet.createSearchDescriptor()
        wanted.SearchString = PREFIX
        found = sheet.findAll(wanted)
        cells += [found.getByIndex(at) for at in range(found.Count)] if found else []
    return (
        [each for each in cells if _holds_unknown(each)],
        [each for each in defined if PREFIX in each.Content.upper()],
    )


def _holds_unknown(cells: Any) -> bool:
    """Tell whether a formula still holds FUNNEL_: known, it reads FUNNEL. instead."""
    return any(
        PREFIX in formula.upper() and formula.startswith(("=", "{="))
        for row in cells.getFormulaArray()
        for formula in row
    )


g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(FunnelFunctions, COMPONENT, SERVICES)
g_ImplementationHelper.addImplementation(Opening, JOB, JOBS)
