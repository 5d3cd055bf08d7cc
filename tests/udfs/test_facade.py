"""The façade offers what the catalog holds, in the form that xlwings and Excel take it."""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys

import pytest

from funnel_addin import functions, udfs
from funnel_addin.catalog import CATALOG, READS_ITS_WORKBOOK, WorksheetFunction
from tests.xlwings_windows import Excel

WIZARD_HELP = 255
WIZARD_NAMES = 254


def test_every_function_of_the_catalog_is_published_and_nothing_else(excel: Excel):
    """What xlwings exports is the catalog: names, summaries, category; no macro, none volatile."""
    published = {each["name"]: each for each in excel.published()}
    assert set(published) == {each.name for each in CATALOG}
    for entry in CATALOG:
        known = published[entry.name]
        assert known["doc"] == entry.summary
        assert known["category"] == entry.category
        assert not known["sub"]
        assert not known["volatile"]


@pytest.mark.parametrize("entry", CATALOG, ids=lambda each: each.name)
def test_arguments_are_those_of_the_catalog(excel: Excel, entry: WorksheetFunction):
    """Names, order, help and what may be omitted agree; the calling cell is no argument."""
    known = next(each for each in excel.published() if each["name"] == entry.name)
    shown = [each for each in known["args"] if not each["vba"]]
    hidden = [each for each in known["args"] if each["vba"]]
    reads = entry.name == READS_ITS_WORKBOOK
    assert [each["name"] for each in shown] == [udfs.vba_name(a.name) for a in entry.arguments]
    assert [each["doc"] for each in shown] == [a.told for a in entry.arguments]
    assert [each["optional"] for each in shown] == [a.optional or reads for a in entry.arguments]
    assert [each["vba"] for each in hidden] == ["Application.Caller"] * reads
    assert not any(each["vararg"] for each in known["args"])


@pytest.mark.parametrize("entry", CATALOG, ids=lambda each: each.name)
def test_the_wizard_shows_every_text_in_full(entry: WorksheetFunction):
    """Excel's wizard cuts help at 255 characters and fails at argument names of 254 together."""
    assert 0 < len(entry.summary) <= WIZARD_HELP
    for argument in entry.arguments:
        assert 0 < len(argument.told) <= WIZARD_HELP
    names = [udfs.vba_name(argument.name) for argument in entry.arguments]
    assert len(",".join(names)) <= WIZARD_NAMES


@pytest.mark.parametrize("entry", CATALOG, ids=lambda each: each.name)
def test_importable_where_there_is_no_excel(entry: WorksheetFunction):
    """On Linux and Mac the functions are there, with their signatures, and xlwings lets them be."""
    function = getattr(udfs, entry.name)
    assert not hasattr(function, "__xlfunc__")
    assert list(inspect.signature(function).parameters)[: len(entry.arguments)] == [
        udfs.vba_name(argument.name) for argument in entry.arguments
    ]


@pytest.mark.parametrize("entry", CATALOG, ids=lambda each: each.name)
def test_python_itself_may_call_them(entry: WorksheetFunction):
    """Where there is no Excel each answers plain values, by place or by name, as outside Excel."""
    function = getattr(udfs, entry.name)
    given = json.loads(entry.example)
    assert function(*given) == [list(row) for row in functions.call(entry.name, given)]
    named = {udfs.vba_name(a.name): each for a, each in zip(entry.arguments, given, strict=False)}
    assert function(**named) == function(*given)


def test_the_pipeline_leaves_this_process_alone(excel: Excel):
    """No stand-in for a Windows module is seen by any other test."""
    assert excel.published()
    for name in ("pywintypes", "pythoncom", "win32com", "xlwings.udfs", "xlwings._xlwindows"):
        assert name not in sys.modules


def test_calculation_does_not_load_xlwings():
    """Only the façade and its book know xlwings; the functions work without it."""
    code = "import sys, funnel_addin.functions; sys.exit('xlwings' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], env=_env(), check=False).returncode == 0


def _env() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
