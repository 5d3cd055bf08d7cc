"""The functions in the browser's Python, as xlwings Lite runs them, against this Python."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from funnel_addin.catalog import CATALOG
from tests.benchmarks.timing import tell
from tests.lite.browser import INSIDE, PYODIDES, build_wheel, pyodide_folder, run

SCRIPT = INSIDE / "answering.py"
HERE = "import runpy, sys; sys.stdout.write(runpy.run_path(sys.argv[1])['run'](sys.stdin.read()))"


@pytest.mark.parametrize("pyodide", PYODIDES)
def test_browser(benchmark: BenchmarkFixture, tmp_path: Path, pyodide: str):
    """Each function's own example, and the import of all, there and here; the round is all of it.

    The round includes the start of Node and of Pyodide, about two seconds, which xlwings Lite's
    people wait for once.
    """
    asked = {
        "cases": [],
        "cells": [],
        "main": "",
        "timed": [{"function": entry.name, "args": json.loads(entry.example)} for entry in CATALOG],
    }
    folder, wheel = pyodide_folder(pyodide), build_wheel(tmp_path)
    there = benchmark.pedantic(run, (folder, SCRIPT, [wheel], asked), rounds=1)
    here = _here(asked)
    tell(benchmark, f"{pyodide}, import against this Python's", there["import"], here["import"])
    ratios = {name: there["seconds"][name] / here["seconds"][name] for name in here["seconds"]}
    for name in sorted(ratios, key=ratios.__getitem__):
        tell(benchmark, f"{pyodide}, {name}", there["seconds"][name], here["seconds"][name])
    print(
        f"{pyodide}: the middle one of {len(ratios)} is {statistics.median(ratios.values()):.1f}×"
    )


def _here(asked: dict[str, Any]) -> Any:
    done = subprocess.run(
        [sys.executable, "-c", HERE, str(SCRIPT)],
        input=json.dumps(asked),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return json.loads(done.stdout)
