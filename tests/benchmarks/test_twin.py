"""What an answer costs in JavaScript, against Python: cells in, cells out, for every function.

Both answer the same cells, as often, in one run: Node as a process of its own, which times itself.
"""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from funnel_addin import functions
from funnel_addin.catalog import CATALOG, WorksheetFunction
from tests.benchmarks.timing import tell, times
from tests.js.node import needs_node

pytestmark = needs_node

Timed: TypeAlias = Callable[[str, list[object], int], float]

WAIT = 0.2
"""About how long so many calls are to take as are timed in a row, in seconds."""

ROWS = 10_000
LONG: dict[str, list[object]] = {
    "FUNNEL_REQUIRED": [
        100,
        [[0.9 + row % 97 / 1000] for row in range(ROWS)],
        None,
        None,
        None,
        True,
    ],
    "FUNNEL_FORECAST": [[[10] for _ in range(ROWS + 1)], [[0.99] for _ in range(ROWS)]],
    "FUNNEL_SCHEDULE": [[[50 + row % 7] for row in range(ROWS)], [[0.7], [0.2], [0.1]], 0.25],
    "FUNNEL_CAPACITY": [[[row % 3] for row in range(ROWS)], 15, [[0], [0.25], [0.5]]],
    "FUNNEL_EXPECTED": [
        *[10**6, "2020-01-01", "2047-05-18", "2033-07-01"],
        [[1 + row % 7 / 4] for row in range(ROWS)],
    ],
    "FUNNEL_RATES": [[[20_000 - row] for row in range(ROWS)], 0.8],
    "FUNNEL_MIX": [
        1000,
        [[1 / ROWS for _ in range(ROWS)]],
        [[0.1 + row % 9 / 10 for row in range(ROWS)], [0.4 for _ in range(ROWS)]],
    ],
    "FUNNEL_MIX_BRIDGE": [
        [[100 + row % 97] for row in range(ROWS)],
        [[0.1 + row % 9 / 10] for row in range(ROWS)],
        [[100 + row % 89] for row in range(ROWS)],
        [[0.1 + row % 8 / 10] for row in range(ROWS)],
    ],
    "FUNNEL_BRIDGE": [
        [[1 + row % 7 / 1e5] for row in range(ROWS)],
        [[1 + row % 9 / 1e5] for row in range(ROWS)],
    ],
    "FUNNEL_CORRELATE": [
        [[30 + (row * 7919) % 101] for row in range(ROWS)],
        [[14 + (row * 104729) % 103] for row in range(ROWS)],
        3,
    ],
    "FUNNEL_SPREAD": [10**7, [[1 + 0.25 * (row % 7)] for row in range(ROWS)]],
    "FUNNEL_WINS": [[[row % 50] for row in range(ROWS)], [[0.2], [0.5], [0.3]], 0.25],
    "FUNNEL_XMR": [[[10 + (row * 7919) % 101 / 10] for row in range(ROWS)]],
    "FUNNEL_TREND": [[[row / 100 + (row * 7919) % 101] for row in range(ROWS)]],
    "FUNNEL_SHRINK": [
        [[100 + row % 900] for row in range(ROWS)],
        [[(row * 31) % 90] for row in range(ROWS)],
    ],
    "FUNNEL_ALLOCATE": [
        1_000_000,
        [[100 + row % 97] for row in range(ROWS)],
        [[500 + row % 89] for row in range(ROWS)],
    ],
    "FUNNEL_SENSITIVITY": [[[1000 + row % 9, 470] for row in range(ROWS)], 1_000_000],
}
"""Ranges of ten thousand rows, for the functions that people hand so many to."""


STEPS = 500
MANY_STEPS: dict[str, list[object]] = {
    "FUNNEL_REQUIRED": [100, [[0.99] for _ in range(STEPS)], None, 0.8],
    "FUNNEL_FORECAST": [
        [[10] for _ in range(STEPS + 1)],
        [[0.99] for _ in range(STEPS)],
        None,
        0.8,
    ],
    "FUNNEL_PROBABILITY": [
        1000,
        [[10] for _ in range(STEPS + 1)],
        [[0.99] for _ in range(STEPS)],
    ],
}
"""Funnels of hundreds of steps, whose rates multiply up to thousands of digits."""


@pytest.fixture(scope="module")
def twin() -> Iterator[Timed]:
    """Start Node, and give what times calls there."""
    with subprocess.Popen(
        ["node", str(Path(__file__).with_name("twin.mjs"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        asked, answers = process.stdin, process.stdout
        assert asked is not None
        assert answers is not None

        def timed(function: str, args: list[object], calls: int) -> float:
            asked.write(json.dumps({"function": function, "args": args, "calls": calls}) + "\n")
            asked.flush()
            return float(answers.readline())

        yield timed
        asked.close()


@pytest.mark.parametrize("function", CATALOG, ids=lambda function: function.name)
def test_the_example(benchmark: BenchmarkFixture, function: WorksheetFunction, twin: Timed) -> None:
    """The function's own example, in Node against Python."""
    args = json.loads(function.example)
    start = time.perf_counter()
    functions.call(function.name, args)
    calls = max(3, min(2000, int(WAIT / (time.perf_counter() - start))))
    ours = twin(function.name, args, calls)
    floor = times(calls, functions.call, function.name, args)
    tell(benchmark, f"{function.name} in JavaScript, against Python", ours, floor)
    benchmark.pedantic(functions.call, (function.name, args), rounds=1)


@pytest.mark.parametrize(
    ("name", "size", "args"),
    [(name, f"{ROWS:,} rows", args) for name, args in LONG.items()]
    + [(name, f"{STEPS} steps", args) for name, args in MANY_STEPS.items()],
    ids=[*LONG, *(f"{name}-steps" for name in MANY_STEPS)],
)
def test_at_length(
    benchmark: BenchmarkFixture, name: str, size: str, args: list[object], twin: Timed
) -> None:
    """Ten thousand rows, and hundreds of steps at a confidence, in Node against Python."""
    ours = twin(name, args, 1)
    floor = times(1, functions.call, name, args)
    tell(benchmark, f"{name}, {size}, in JavaScript, against Python", ours, floor)
    benchmark.pedantic(functions.call, (name, args), rounds=1)
