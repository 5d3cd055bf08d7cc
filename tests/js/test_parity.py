"""The twin against Python: thousands of generated calls, good and bad, answered alike by both."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from funnel_addin import functions
from funnel_addin.catalog import CATALOG
from funnel_core.errors import FunnelError
from tests.js.generating import SENSIBLE, calls
from tests.js.node import Twin, needs_node

EACH = 200
"""Calls a function."""
NEAR = 1e-9


@pytest.fixture(scope="module")
def twin() -> Iterator[Twin]:
    """Start one Node process for all calls."""
    with Twin() as started:
        yield started


def in_python(function: str, args: list[Any]) -> dict[str, Any]:
    """Answer as the twin's process does."""
    try:
        return {"value": functions.call(function, args)}
    except FunnelError as error:
        return {"error": error.code, "message": str(error)}


def alike(expected: dict[str, Any], got: dict[str, Any]) -> bool:
    """Tell whether both are the same error in the same words, or the same cells.

    Whole numbers are the same; others are near, as parts of the largest number of the answer.
    """
    if "error" in expected or "error" in got:
        return expected == got
    shapes = [[len(row) for row in answer["value"]] for answer in (expected, got)]
    cells = [[cell for row in answer["value"] for cell in row] for answer in (expected, got)]
    largest = max((abs(cell) for cell in cells[0] if not isinstance(cell, str)), default=0)
    return shapes[0] == shapes[1] and all(
        type(ours) is not float and ours == theirs
        if not isinstance(ours, float)
        else not isinstance(theirs, str)
        and math.isclose(ours, theirs, rel_tol=NEAR, abs_tol=NEAR * min(largest, 1))
        for ours, theirs in zip(*cells, strict=True)
    )


def test_calls_are_generated_for_every_function() -> None:
    """No function of the catalog is left out."""
    assert set(SENSIBLE) == {each.name for each in CATALOG}


@needs_node
@pytest.mark.parametrize("function", sorted(SENSIBLE))
def test_the_twin_answers_as_python_does(function: str, twin: Twin) -> None:
    """Every generated call has the same answer in both, or the same error in the same words."""

    @settings(max_examples=EACH, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def compared(data: st.DataObject) -> None:
        args = data.draw(calls(function))
        expected, got = in_python(function, args), twin.call(function, args)
        assert alike(expected, got), f"{args}\nPython: {expected}\ntwin:   {got}"

    compared()
