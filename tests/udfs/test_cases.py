"""Every JSON case, answered through xlwings' own conversions."""

from __future__ import annotations

from typing import Any

import pytest

from funnel_addin.catalog import Argument, find
from tests.cases import Case, load
from tests.excel_objects import ERROR_NUMBERS, OMITTED, Cells, Failed
from tests.udfs.test_pipeline import error, grid, refused
from tests.xlwings_windows import Excel


def arguments_of(case: Case) -> tuple[Argument, ...]:
    """Give the arguments of the case's function."""
    function = find(case.function)
    assert function is not None
    return function.arguments


def reaches_us(case: Case) -> bool:
    """Leave out what never reaches Python.

    Excel itself refuses a surplus argument; with no argument at all the workbook is read; no cell
    holds a list within a list, nor rows of unequal length.
    """
    ranges = [each for each in case.args if isinstance(each, list)]
    return (
        any(each is not None for each in case.args)
        and len(case.args) <= len(arguments_of(case))
        and all(isinstance(row, list) and row for cells in ranges for row in cells)
        and all(len({len(row) for row in cells}) == 1 for cells in ranges)
    )


CASES = [case for case in load() if reaches_us(case)]


def cell(value: Any) -> Any:
    """Give a value as a cell holds it."""
    return Failed(value) if isinstance(value, str) and value in ERROR_NUMBERS else value


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_case_is_answered_through_xlwings(excel: Excel, case: Case):
    """A case's cells, handed over as Excel hands them, answer its grid or its code and sentence."""
    handed = []
    wanted = arguments_of(case)
    given = [*case.args, *[None] * (len(wanted) - len(case.args))]
    for argument, value in zip(wanted, given, strict=True):
        if value is None:
            handed.append(OMITTED if argument.optional else Cells([[None]]))
        else:
            rows = value if isinstance(value, list) else [[value]]
            handed.append(Cells([[cell(each) for each in row] for row in rows]))
    shown = excel.call(case.function, *handed)
    if case.error is None:
        assert not refused(shown), shown
        assert case.agrees(without_marks(grid(shown)))
    else:
        code, sentence = error(shown)
        assert code == case.error
        assert case.message in sentence


def without_marks(answer: Any) -> list[list[Any]]:
    """Give error cells within an answer as their codes."""
    return [[error(each)[0] if refused(each) else each for each in row] for row in answer]
