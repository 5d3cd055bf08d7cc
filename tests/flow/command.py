"""The command run in a process of its own, and the worked case as it is typed there."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

__all__ = ["VOLUMES", "WORKED", "funnel"]

WORKED = ["--target", "1000000", "--value", "10000", "--rates", "1%,47%,38%,70%,50%,25%"]
VOLUMES = [640000, 6400, 3008, 1143, 800, 400, 100]


def funnel(*words: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "funnel_addin.cli", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        **options,
    )
