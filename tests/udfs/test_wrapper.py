"""The text of the VBA between a cell and Python; tests/xlam runs it."""

from __future__ import annotations

import re

import pytest

from addin.excel.__main__ import RENDERED
from addin.excel.described import described
from addin.excel.wrapper import finished
from funnel_addin.catalog import CATALOG, READS_ITS_WORKBOOK, WHY
from funnel_addin.udfs import vba_name
from tests.xlwings_windows import Excel

LINE_LIMIT = 1023


@pytest.fixture(scope="module")
def wrapper(excel: Excel) -> str:
    """Give the finished module of wrappers."""
    return finished(excel.wrapper())


def test_a_wrapper_for_every_function(wrapper: str):
    """Each function is public in the module under its own name, with its own arguments."""
    heads = dict(re.findall(r"^Function (\w+)\((.*)\)$", wrapper, re.MULTILINE))
    assert list(heads) == [*sorted(each.name for each in CATALOG), WHY.name]
    assert heads[WHY.name] == WHY.argument
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
    assert "Workbook" not in wrapper
    assert "Application.Caller" not in wrapper
    assert "XLPy" not in wrapper


def test_a_description_stands_under_each_header(wrapper: str):
    """Excel reads it there when it loads the project, before any of its code has run."""
    for each in described():
        text = each.description.replace('"', '""')
        assert (
            f'\nAttribute {each.name}.VB_Description = "{text}"\n'
            rf'Attribute {each.name}.VB_ProcData.VB_Invoke_Func = " \n20"'
        ) in wrapper.partition(f"\nFunction {each.name}(")[2][:700]


def test_the_committed_module_is_up_to_date(wrapper: str):
    """The committed .bas is what the catalog renders to now; python -m addin.excel renders it."""
    committed = RENDERED.read_bytes().decode("ascii")
    assert committed.replace("\r\n", "\n") == wrapper
    assert committed.count("\n") == committed.count("\r\n")


def test_only_the_call_without_arguments_is_volatile(wrapper: str):
    """A function that reads names has no precedents: it must be recalculated with every change."""
    (line,) = (line for line in wrapper.splitlines() if "Application.Volatile" in line)
    assert line.strip() == "If alone Then Application.Volatile"
    (entry,) = (each for each in CATALOG if each.name == READS_ITS_WORKBOOK)
    asked = " And ".join(f"IsMissing({vba_name(each.name)})" for each in entry.arguments)
    assert wrapper.count("alone = ") == wrapper.count(f"    alone = {asked}\n") == 1


def test_only_the_call_without_arguments_gets_the_calling_cell(wrapper: str):
    """Handed over, it would cost more than most answers: xlwings asks for much about it."""
    (line,) = (line for line in wrapper.splitlines() if "FunnelCaller" in line)
    assert READS_ITS_WORKBOOK in line
    assert line.endswith(", FunnelCallerIf(alone)))")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Err.Description", "Err.Number"),
        ("ActiveWorkbook", "ThisDocument"),
        ("XLPy.CallUDF", "XLPython.Call"),
        ("If TypeOf Application.Caller Is Range Then ", ""),
        ("Function FUNNEL_PACE", "Sub FUNNEL_PACE"),
    ],
)
def test_vba_of_another_xlwings_is_refused(excel: Excel, old: str, new: str):
    """Where xlwings writes something else than 0.37.8 did, the build stops."""
    with pytest.raises(ValueError, match="expected"):
        finished(excel.wrapper().replace(old, new))
