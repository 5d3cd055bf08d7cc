"""The command run in a process of its own, and the worked case as it is typed there or in cells."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from funnel_addin.books.port import Grid
from funnel_addin.books.xlsx import XlsxBook
from funnel_addin.templates import template_path

__all__ = ["TYPED", "VOLUMES", "WORKED", "funnel", "typed_plan"]

WORKED = ["--target", "1000000", "--value", "10000", "--rates", "1%,47%,38%,70%,50%,25%"]
VOLUMES = [640000, 6400, 3008, 1143, 800, 400, 100]

TYPED: dict[str, Grid] = {
    "Plan_Target": ((1_000_000,),),
    "Plan_Value": ((10_000,),),
    "Plan_Confidence": ((0.8,),),
    "Plan_Rates": tuple((rate,) for rate in (0.01, 0.47, 0.38, 0.7, 0.5, 0.25, *[None] * 6)),
}
"""The worked case as a person types it into the template."""


def typed_plan(path: Path) -> Path:
    """Start a workbook from the template, and type the worked case into it."""
    book = XlsxBook.open(template_path("funnel_plan"))
    assert not book.write(TYPED).problems
    book.save(path)
    return path


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
