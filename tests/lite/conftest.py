"""What the tests of xlwings Lite share: one run of all cases in each browser's Python."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from addin.excel.lite.__main__ import MAIN
from tests.lite.browser import INSIDE, PYODIDES, build_wheel, pack, pack_file, pyodide_folder, run
from tests.lite.cells import CASES, PROBES, TYPED, handed

collect_ignore = [str(INSIDE)]
"""What runs in the browser's Python imports what only that has."""


def asked_in_cells(function: str, args: list[Any]) -> dict[str, str]:
    """Ask for a call with what Excel hands over."""
    return {"function": function, "cells": handed(function, args)}


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel that a browser's Python installs."""
    return build_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session", params=PYODIDES)
def report(
    request: pytest.FixtureRequest, wheel: Path, tmp_path_factory: pytest.TempPathFactory
) -> Any:
    """Answer every case in the browser's Python, and call what is pasted as Excel calls it."""
    folder = tmp_path_factory.mktemp("zips")
    zips = [
        wheel,
        pack(folder / "xlwings.zip", ["xlwings"], leave_out=["pro"]),
        pack_file(folder / "side.zip", INSIDE / "excel_side.py"),
    ]
    asked = {
        "cases": [{"function": case.function, "args": case.args} for case in CASES],
        "cells": [
            *(asked_in_cells(case.function, case.args) for case in TYPED),
            *(asked_in_cells(*probe) for probe in PROBES.values()),
        ],
        "main": MAIN.read_text(encoding="utf-8"),
        "timed": [],
    }
    answered = run(pyodide_folder(request.param), INSIDE / "answering.py", zips, asked)
    answered["probed"] = dict(zip(PROBES, answered["called"][len(TYPED) :], strict=True))
    answered["called"] = answered["called"][: len(TYPED)]
    return answered
