"""Chromium with Office's real scripts and a stub of Excel; what is missing, and running it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

__all__ = ["FOLDER", "TOOLS", "answered", "in_node", "needs_browser", "needs_tools"]

FOLDER = Path(__file__).parent
TOOLS = FOLDER.parents[1] / "node" / "node_modules"

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_MINUTES = 20
"""How long a script may take; a machine may be many times slower than another."""


def _without_tools() -> str:
    if shutil.which("node") is None:
        return "Node is not installed"
    if not (TOOLS / "@microsoft" / "office-js").is_dir():
        return "Office's scripts are not installed: run `npm install` in tests/node"
    return ""


def _without_browser() -> str:
    if any(map(shutil.which, _BROWSERS)):
        return _without_tools()
    return "Chromium is not installed"


needs_tools = pytest.mark.skipif(bool(_without_tools()), reason=_without_tools())
"""Marks a test that runs Office's own tools in Node."""

needs_browser = pytest.mark.skipif(bool(_without_browser()), reason=_without_browser())
"""Marks a test that opens the add-in in Chromium."""


def in_node(script: Path, *arguments: str, given: str = "") -> str:
    """Run a script in Node; give what it prints."""
    run = subprocess.run(
        ["node", str(script), *arguments],
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60 * _MINUTES,
    )
    assert run.returncode == 0, f"{run.stdout}\n{run.stderr}"
    return run.stdout


def answered(calls: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Answer calls through Office.js: {"value": rows} or {"error": code, "message": …} each."""
    printed = in_node(FOLDER / "answering.mjs", given="".join(f"{json.dumps(c)}\n" for c in calls))
    # no other mark than the newline parts answers: texts may hold any
    return [json.loads(line) for line in printed.split("\n") if line]
