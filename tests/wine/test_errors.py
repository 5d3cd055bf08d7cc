"""From a formula to what its cell shows: Python's answer over COM, then the add-in's own VBA."""

from __future__ import annotations

from typing import Any

import pytest

from funnel_addin.catalog import CATALOG, WorksheetFunction
from tests.cases import Case
from tests.excel_objects import ERROR_NUMBERS
from tests.udfs.test_cases import CASES
from tests.wine.excel import PlayedExcel
from tests.wine.test_cases import handed
from tests.wine.vba import shown


def formula(function: WorksheetFunction) -> str:
    """Write a call; what is handed over is decided already, so that any arguments will do."""
    required = [argument for argument in function.arguments if not argument.optional]
    return f"{function.name}({', '.join('1' for _ in required)})"


def first(function: WorksheetFunction, good: bool) -> Case:
    """Give the first case of a function that has an answer, or that has none but a reason."""
    return next(
        case
        for case in CASES
        if case.function == function.name
        and (case.error is None) is good
        and (good or case.message)
    )


def rows(cells: Any) -> list[list[Any]]:
    """Lay what a formula shows as rows."""
    nested = cells if isinstance(cells, list) else [cells]
    return nested if isinstance(nested[0], list) else [nested]


@pytest.mark.parametrize("function", CATALOG, ids=lambda function: function.name)
def test_an_answer_reaches_the_cells(excel: PlayedExcel, function: WorksheetFunction):
    """Numbers and texts that came over COM stand in the cells, and are no error."""
    case = first(function, good=True)
    answer = excel.call_from_macro(function.name, *handed(case))
    cells = rows(shown(formula(function), answer))
    assert case.agrees(
        [[cell if isinstance(cell, str) else float(cell) for cell in row] for row in cells]
    )


@pytest.mark.parametrize("function", CATALOG, ids=lambda function: function.name)
def test_an_error_is_one_to_excel_and_has_its_reason(
    excel: PlayedExcel, function: WorksheetFunction
):
    """The cell holds a real error value; FUNNEL_WHY around the formula tells the sentence."""
    case = first(function, good=False)
    assert case.error is not None
    answer = excel.call_from_macro(function.name, *handed(case))
    assert shown(formula(function), answer) == f"Error {ERROR_NUMBERS[case.error]}"
    assert case.message in shown(f"FUNNEL_WHY({formula(function)})", answer)
