"""How long a person waits before anything happens, against a bare Python in the same run."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import NamedTuple

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

ROUNDS = 15
BARE = [sys.executable, "-c", "pass"]


class Pair(NamedTuple):
    """Medians of two commands run in turn, in milliseconds."""

    ours: float
    floor: float


def timed(command: Sequence[str]) -> float:
    """Time one whole process, in milliseconds."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - start) * 1e3


def in_turn(command: Sequence[str], floor: Sequence[str]) -> Pair:
    """Run two commands A B A B …, so that a drifting machine drifts for both."""
    pairs = [(timed(command), timed(floor)) for _ in range(ROUNDS)]
    return Pair(
        statistics.median(ours for ours, _ in pairs), statistics.median(bare for _, bare in pairs)
    )


def report(benchmark: BenchmarkFixture, what: str, command: Sequence[str]) -> None:
    """Time a command against bare Python and print the difference and the ratio."""
    pair = in_turn(command, BARE)
    told = f"{pair.ours:.0f} ms against {pair.floor:.0f} ms bare: {pair.ours / pair.floor:.2f}×"
    print(f"\n{what}: {told}, {pair.ours - pair.floor:+.0f} ms")
    benchmark.extra_info["against bare Python"] = told
    benchmark.pedantic(timed, args=(command,), rounds=3)


def test_import_of_the_core(benchmark: BenchmarkFixture) -> None:
    """Aim: at most 30 ms more than bare Python."""
    report(benchmark, "import funnel_core", [sys.executable, "-c", "import funnel_core"])


def test_help(benchmark: BenchmarkFixture) -> None:
    """Aim: under twice bare Python plus 100 ms."""
    report(benchmark, "funnel --help", [sys.executable, "-m", "funnel_addin.cli", "--help"])


def test_plan(benchmark: BenchmarkFixture) -> None:
    """A whole plan at a confidence, as a person waits for it."""
    words = "plan --target 1000000 --value 10000 --rates 1%,47%,38%,70%,50%,25% --confidence 80%"
    report(benchmark, "funnel plan", [sys.executable, "-m", "funnel_addin.cli", *words.split()])


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("FUNNEL_PACE", "[47, 60]"), ("FUNNEL_SAMPLE_SIZE", "[0.05, 0.1]")],
    ids=["an early section", "the last section"],
)
def test_call(benchmark: BenchmarkFixture, name: str, arguments: str) -> None:
    """One worksheet function: sections of the catalog are loaded up to its own."""
    command = [sys.executable, "-m", "funnel_addin.cli", "call", name, arguments]
    report(benchmark, f"funnel call {name}", command)
