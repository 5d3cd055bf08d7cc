"""What the door of a worksheet function costs, beside the answer itself.

The floor of a call is the bare answer, handed arguments that were read before; of a long list, the
loop that no check of its cells can do without.
"""

from __future__ import annotations

import json
import math
import time

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from funnel_addin import functions
from funnel_addin.catalog import CATALOG, WorksheetFunction, require
from funnel_addin.functions.answers import ANSWERS
from funnel_addin.functions.grid import Cells
from tests.benchmarks.timing import seconds, tell, times

WAIT = 0.1
"""About how long so many calls are to take as are timed in a row, in seconds."""


def read(function: WorksheetFunction, arguments: list[object]) -> dict[str, object]:
    """Read arguments as a call does."""
    handed = [*arguments, *[None] * (len(function.arguments) - len(arguments))]
    named = zip(function.arguments, handed, strict=True)
    return functions._read_all(
        function, {argument.name: Cells.of(argument.name, cell) for argument, cell in named}
    )


@pytest.mark.parametrize("function", CATALOG, ids=lambda function: function.name)
def test_door(benchmark: BenchmarkFixture, function: WorksheetFunction):
    """The function's own example, from cells to cells, against its answer alone."""
    arguments = json.loads(function.example)
    checked = read(function, arguments)
    answer = ANSWERS[function.name]
    start = time.perf_counter()
    assert answer(**checked) == functions.call(function.name, arguments)
    calls = max(1, min(500, int(WAIT / (time.perf_counter() - start))))
    ours = times(calls, functions.call, function.name, arguments)
    floor = times(calls, lambda: answer(**checked))
    tell(benchmark, f"{function.name}, against its answer alone", ours, floor)
    benchmark.pedantic(functions.call, (function.name, arguments), rounds=1)


@pytest.mark.parametrize("name", ["FUNNEL_SPREAD", "FUNNEL_XMR"])
def test_a_long_list(benchmark: BenchmarkFixture, name: str):
    """A hundred thousand rows read, against a bare loop that checks for finite floats."""
    rows = [[1 + 0.25 * (index % 7)] for index in range(100_000)]
    arguments: list[object] = [10**7, rows] if name == "FUNNEL_SPREAD" else [rows]
    function = require(name)

    def floor() -> list[float]:
        return [
            cell for row in rows for cell in row if isinstance(cell, float) and math.isfinite(cell)
        ]

    ours = seconds(lambda: read(function, arguments))
    tell(benchmark, f"{name}, 100,000 rows read, against a bare check", ours, seconds(floor))
    benchmark.pedantic(read, (function, arguments), rounds=1)
