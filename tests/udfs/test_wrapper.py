"""The VBA between a cell and Python, run by an interpreter that is not Excel's."""

from __future__ import annotations

import re
from typing import Any

import pytest

from addin.excel.__main__ import RENDERED
from addin.excel.wrapper import ERROR_NUMBERS, finished
from funnel_addin.catalog import CATALOG
from funnel_addin.udfs import READS_ITS_WORKBOOK, error_text, vba_name
from tests.xlwings_windows import Cells, Excel

LINE_LIMIT = 1023
CALLER = 'Range("Z9")'
"""What stands in for Application.Caller, which the interpreter does not know."""

PYTHON = """\
Public Function XLPy() As Object
    Dim server As PythonServer
    Set server = New PythonServer
    Set XLPy = server
End Function
"""
SERVER = """\
Public Function CallUDF(module, name, args, Optional workbook, Optional caller)
{body}
End Function
"""


@pytest.fixture(scope="module")
def wrapper(excel: Excel) -> str:
    """Give the finished module of wrappers."""
    return finished(excel.wrapper())


def shown(wrapper: str, formula: str, body: str) -> Any:
    """Evaluate a formula where Python, on the far side, does what `body` says."""
    excel = pytest.importorskip("pyopenvba.apps.excel", reason="pyOpenVBA is not installed")
    app = excel.ExcelApplication()
    app.add_workbook()
    _, code = wrapper.split("\n", 1)
    app.add_module(code.replace("Application.Caller", CALLER), name="xlwings_udfs")
    app.add_module(PYTHON, name="xlwings")
    app.add_module(SERVER.format(body=body), name="PythonServer", kind="class")
    return app.evaluate(formula)


def literal(answer: Any) -> str:
    """Write what Python sends as VBA that returns it."""
    if isinstance(answer, list) and isinstance(answer[0], list):
        cells = "\n".join(
            f"a({r}, {c}) = {_scalar(cell)}"
            for r, row in enumerate(answer)
            for c, cell in enumerate(row)
        )
        size = f"{len(answer) - 1}, {len(answer[0]) - 1}"
        return f"Dim a({size}) As Variant\n{cells}\nCallUDF = a"
    if isinstance(answer, list):
        return f"CallUDF = Array({', '.join(_scalar(cell) for cell in answer)})"
    return f"CallUDF = {_scalar(answer)}"


def _scalar(cell: Any) -> str:
    if not isinstance(cell, str):
        return f"{cell!r}#"
    parts = [f'"{part}"' for part in cell.replace('"', '""').replace("\n", " ").split("\x1b")]
    return " & Chr$(27) & ".join(parts)


def test_a_wrapper_for_every_function(wrapper: str):
    """Each function is public in the module under its own name, with its own arguments."""
    heads = dict(re.findall(r"^Function (\w+)\((.*)\)$", wrapper, re.MULTILINE))
    assert list(heads) == sorted(each.name for each in CATALOG)
    for entry in CATALOG:
        reads = entry.name == READS_ITS_WORKBOOK
        assert heads[entry.name].split(", ") == [
            f"Optional {vba_name(a.name)}" if a.optional or reads else vba_name(a.name)
            for a in entry.arguments
        ]


def test_the_module_is_vba_that_excel_takes(wrapper: str):
    """No line is too long, no reserved word names an argument, nothing of a workbook is left."""
    assert max(map(len, wrapper.splitlines())) <= LINE_LIMIT
    assert "end_" in wrapper
    assert "Err.Description" not in wrapper
    assert "Workbook" not in wrapper


def test_the_committed_module_is_up_to_date(wrapper: str):
    """The committed .bas is what the catalog renders to now; python -m addin.excel renders it."""
    committed = RENDERED.read_bytes().decode("ascii")
    assert committed.replace("\r\n", "\n") == wrapper
    assert committed.count("\n") == committed.count("\r\n")


@pytest.mark.parametrize(("code", "number"), ERROR_NUMBERS.items())
def test_a_marked_error_becomes_an_error_value(wrapper: str, code: str, number: int):
    """Each code becomes CVErr of its number, so that ISERROR is TRUE."""
    body = literal(error_text(code, 'it is 47: write "0.47"'))
    assert str(shown(wrapper, "FUNNEL_SPREAD(1, 2)", body)) == f"Error {number}"


def test_an_error_that_older_versions_do_not_know_becomes_value(wrapper: str):
    """#SPILL! has no CVErr in every version of Excel, and shows as #VALUE!."""
    body = literal(error_text("#SPILL!", "why"))
    assert str(shown(wrapper, "FUNNEL_SPREAD(1, 2)", body)) == "Error 2015"


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        (640_000.0, "640000.0"),
        ("on pace", "on pace"),
        ([1.5, error_text("#N/A", ""), "x"], "[1.5, Error 2042, 'x']"),
        ([[7.0], [error_text("#NUM!", "why")]], "[[7.0], [Error 2036]]"),
        ([[1.0, "rising"], [2.0, ""]], "[[1.0, 'rising'], [2.0, '']]"),
    ],
    ids=["number", "text", "row", "column", "block"],
)
def test_an_answer_keeps_its_shape(wrapper: str, answer: Any, wanted: str):
    """Numbers, texts and arrays pass as they are; a marked cell within one becomes an error."""
    assert str(shown(wrapper, "FUNNEL_SPREAD(1, 2)", literal(answer))) == wanted


def test_from_python_to_the_cell(excel: Excel, wrapper: str):
    """What the façade really answers reaches the cell: a column of volumes, or a true error."""
    good = excel.call("FUNNEL_REQUIRED", 100.0, Cells([[0.5], [0.25]]))
    assert shown(wrapper, "FUNNEL_REQUIRED(100, 1)", literal(good)) == [[800.0], [400.0], [100.0]]
    bad = excel.call("FUNNEL_REQUIRED", 100.0, Cells([[47.0]]))
    assert str(shown(wrapper, "FUNNEL_REQUIRED(100, 47)", literal(bad))) == "Error 2036"


def test_a_lost_python_shows_an_error_value(wrapper: str):
    """Where Python cannot be reached the cell shows #VALUE! and not a traceback as text."""
    body = 'Err.Raise 1000, Description:="Traceback (most recent call last): …"'
    assert str(shown(wrapper, "FUNNEL_SPREAD(1, 2)", body)) == "Error 2015"


def test_what_python_is_handed(wrapper: str):
    """Omitted arguments are marked so, the calling cell comes last, and no workbook is handed."""
    body = (
        'CallUDF = name & " " & TypeName(args(0)) & " " & TypeName(args(2)) & " " '
        '& TypeName(args(6)) & " " & (workbook Is Nothing)'
    )
    told = shown(wrapper, "FUNNEL_REQUIRED(100, 0.5)", body)
    assert told == "FUNNEL_REQUIRED Integer Error Range True"


def test_only_the_call_without_arguments_is_volatile(wrapper: str):
    """A function that reads names has no precedents: it must be recalculated with every change."""
    counted = wrapper.replace("Application.Volatile", 'FUNNEL_REQUIRED = "volatile": Exit Function')
    assert counted != wrapper
    body = "CallUDF = 1#"
    assert shown(counted, "FUNNEL_REQUIRED()", body) == "volatile"
    assert shown(counted, "FUNNEL_REQUIRED(100, 0.5)", body) == 1.0
    assert wrapper.count("Application.Volatile") == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Err.Description", "Err.Number"),
        ("ActiveWorkbook", "ThisDocument"),
        ("XLPy.CallUDF", "XLPython.Call"),
        ("Function FUNNEL_PACE", "Sub FUNNEL_PACE"),
    ],
)
def test_vba_of_another_xlwings_is_refused(excel: Excel, old: str, new: str):
    """Where xlwings writes something else than 0.37.8 did, the build stops."""
    with pytest.raises(ValueError, match="expected"):
        finished(excel.wrapper().replace(old, new))
