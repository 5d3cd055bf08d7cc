"""The twin against Python: thousands of generated calls, good and bad, answered alike by both."""

from __future__ import annotations

import math
import random
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
ROUNDED = 1e-13


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

    Whole numbers are the same; others are near, as parts of themselves or, in long answers, of
    what the digits of the largest number beside them leave.
    """
    if "error" in expected or "error" in got:
        return expected == got
    shapes = [[len(row) for row in answer["value"]] for answer in (expected, got)]
    cells = [[cell for row in answer["value"] for cell in row] for answer in (expected, got)]
    largest = max((abs(cell) for cell in cells[0] if not isinstance(cell, str)), default=0)
    return shapes[0] == shapes[1] and all(
        math.isclose(ours, theirs, rel_tol=NEAR, abs_tol=ROUNDED * min(largest, 1))
        if isinstance(ours, float) and not isinstance(theirs, str)
        else ours == theirs
        for ours, theirs in zip(*cells, strict=True)
    )


LONG: dict[str, list[Any]] = {
    "FUNNEL_REQUIRED": [100, [[0.95 + row % 50 / 1000] for row in range(300)], None, 0.8],
    "FUNNEL_FORECAST": [
        [[row % 7] for row in range(301)],
        [[0.95 + row % 50 / 1000] for row in range(300)],
        None,
        0.8,
    ],
    "FUNNEL_PROBABILITY": [
        46,
        [[row % 7] for row in range(301)],
        [[0.95 + row % 50 / 1000] for row in range(300)],
    ],
}
"""Funnels of three hundred steps: the products of their rates have a thousand digits."""


@needs_node
@pytest.mark.parametrize("function", LONG)
def test_many_steps_are_answered_alike(function: str, twin: Twin) -> None:
    """Products of hundreds of rates, cut to the digits that weigh, answer as the whole ones do."""
    expected, got = in_python(function, LONG[function]), twin.call(function, LONG[function])
    assert "value" in expected
    assert alike(expected, got), f"Python: {expected}\ntwin:   {got}"


@needs_node
def test_many_counted_steps_are_answered_alike(twin: Twin) -> None:
    """The learnt rates of 150 steps multiply to numbers that the twin cuts, and Python does not."""
    counts = [[200 + row, 190 + row - row % 9] for row in range(150)]
    for function, args in (
        ("FUNNEL_REQUIRED", [100, counts, None, 0.8]),
        ("FUNNEL_PROBABILITY", [5, [[4000], *[[0]] * 150], counts]),
    ):
        expected, got = in_python(function, args), twin.call(function, args)
        assert "value" in expected
        assert alike(expected, got), f"Python: {expected}\ntwin:   {got}"


@needs_node
def test_rates_exact_through_thousands_of_steps(twin: Twin) -> None:
    """Volumes that are cut to three hundred digits on the way are the doubles that Python gives."""
    args = [100, [[0.9 + row % 97 / 1000] for row in range(3000)], None, None, None, True]
    got = twin.call("FUNNEL_REQUIRED", args)["value"]
    expected = functions.call("FUNNEL_REQUIRED", args)
    assert [float(cell) for (cell,) in got] == [float(cell) for (cell,) in expected]


@needs_node
def test_quotients_as_small_as_doubles_end_are_rounded_once(twin: Twin) -> None:
    """Where doubles begin to lie evenly a quotient is the nearest one, to its last bit."""
    drawn = random.Random(8)
    for _ in range(2000):
        cost = drawn.uniform(1, 9) * 2.0 ** drawn.randint(-1024, -1016)
        args = [cost, drawn.randint(3, 17)]
        assert twin.call("FUNNEL_CAC", args)["value"] == [
            [functions.call("FUNNEL_CAC", args)[0][0]]
        ], args


@needs_node
def test_a_text_that_says_infinity_is_a_text(twin: Twin) -> None:
    """A cell of the text Infinity is refused as a text, the number as one that is not finite."""
    assert "the text 'Infinity'" in twin.call("FUNNEL_ROI", ["Infinity", 1])["message"]
    assert "not a finite number" in twin.call("FUNNEL_ROI", [math.inf, 1])["message"]


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
