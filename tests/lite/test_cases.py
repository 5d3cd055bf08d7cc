"""Every case in the browser's Python: from the wheel, and through what xlwings Lite hands over."""

from __future__ import annotations

from typing import Any

import pytest

from funnel_addin.catalog import CATALOG
from tests.cases import Case
from tests.lite.cells import CASES, TYPED, shown

FUNCTIONS = [entry.name for entry in CATALOG]


def differing(function: str, cases: list[Case], answers: list[Any]) -> list[str]:
    """Tell which answers of a function's cases are others than they should be."""
    answered = [
        (case, got) for case, got in zip(cases, answers, strict=True) if case.function == function
    ]
    assert answered
    return [f"{case}: {got}" for case, got in answered if not agrees(case, got)]


def agrees(case: Case, got: Any) -> bool:
    """Compare with the case's grid, or with its sentence after its code, #VALUE! being unsaid."""
    if case.error is None:
        return "value" in got and case.agrees(shown(got["value"]))
    code = "" if case.error == "#VALUE!" else f"{case.error}: "
    sentence = got.get("error", "")
    return sentence.startswith(code) and case.message in sentence


@pytest.mark.parametrize("function", FUNCTIONS)
def test_the_cases_are_answered_from_the_wheel(report: Any, function: str):
    """A case answers its grid or its sentence where the wheel alone is installed."""
    cases = [case for case in CASES if any(each is not None for each in case.args)]
    answers = [
        got
        for case, got in zip(CASES, report["answers"], strict=True)
        if any(each is not None for each in case.args)
    ]
    assert differing(function, cases, answers) == []


@pytest.mark.parametrize("function", FUNCTIONS)
def test_the_cases_are_answered_through_what_is_pasted(report: Any, function: str):
    """The same cases, handed to main.py's functions as the cells that Excel hands over."""
    assert differing(function, TYPED, report["called"]) == []


def test_the_functions_load_nothing_but_the_standard_library(report: Any):
    """No module outside Python's own and this project's is loaded by any function."""
    assert report["foreign"] == []
