"""Every JSON case, answered by a Python that xlwings' DLL started, over real COM.

Its cells go as arrays, as Excel sends what is typed or worked out in a formula; what refers to
cells is in `test_ranges`, since every look at a cell is a call between two processes.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases import Case
from tests.excel_objects import OMITTED
from tests.udfs.test_cases import CASES, arguments_of, cell, without_marks
from tests.udfs.test_pipeline import error, grid, refused
from tests.wine.excel import PlayedExcel


def as_array(value: Any) -> Any:
    """Give what Excel makes of an array: a single row of it has one dimension only."""
    if not isinstance(value, list):
        return cell(value)
    rows = tuple(tuple(cell(each) for each in row) for row in value)
    return rows[0] if len(rows) == 1 < len(rows[0]) else rows


def handed(case: Case) -> list[Any]:
    """Give a case's arguments: one left out is said to be so, a required one is an empty cell."""
    wanted = arguments_of(case)
    given = [*case.args, *[None] * (len(wanted) - len(case.args))]
    return [
        OMITTED if value is None and argument.optional else as_array(value)
        for argument, value in zip(wanted, given, strict=True)
    ]


def agrees(case: Case, shown: Any) -> bool:
    """Tell whether what came back is the case's grid, or its code with its sentence."""
    if case.error is None:
        return not refused(shown) and case.agrees(without_marks(grid(shown)))
    if not refused(shown):
        return False
    code, sentence = error(shown)
    return code == case.error and case.message in sentence


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_case_is_answered_over_com(excel: PlayedExcel, case: Case):
    """A case's cells, sent as Excel sends them, answer its grid or its code and sentence."""
    shown = excel.call_from_macro(case.function, *handed(case))
    assert agrees(case, shown), shown
