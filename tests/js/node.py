"""The twin in Node; tests that need it skip with a reason where Node or its packages are absent."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

__all__ = ["PATIENCE", "Twin", "needs_node"]

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / "addin" / "js" / "node_modules"


def _missing() -> str:
    if shutil.which("node") is None:
        return "Node is not installed"
    if not (MODULES / "fraction.js").is_dir():
        return "the twin's packages are not installed: run `npm ci` in addin/js"
    return ""


PATIENCE = 300
"""How many seconds a process may take to end; a machine may be many times slower."""

STRING_OR_INFINITY = re.compile(r'"(?:[^"\\]|\\.)*"|Infinity')

needs_node = pytest.mark.skipif(bool(_missing()), reason=_missing())
"""Marks a test that runs the twin's modules in Node."""


class Twin:
    """The twin in a Node process of its own: calls in, answers out, one line each."""

    def __enter__(self) -> Twin:
        self._process = subprocess.Popen(
            ["node", str(Path(__file__).with_name("answering.mjs"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=PATIENCE)

    def call(self, function: str, args: Sequence[Any]) -> dict[str, Any]:
        """Answer as `funnel call` prints it: {"value": rows} or {"error": code, "message": …}."""
        asked, answers = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answers is not None
        asked.write(f"{asking(function, args)}\n")
        asked.flush()
        line = answers.readline()
        assert line, f"the twin's process ended: {self._process.communicate()[1]}"
        answer: dict[str, Any] = json.loads(line)
        return answer


def asking(function: str, args: Sequence[Any]) -> str:
    """Write a call as one line; for infinity, a number that is too large for a double."""
    text = json.dumps({"function": function, "args": args})
    return STRING_OR_INFINITY.sub(
        lambda found: "1e999" if found[0] == "Infinity" else found[0], text
    )
