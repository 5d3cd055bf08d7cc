"""Cases that every host must answer alike: one JSON file a function."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent


class Case(NamedTuple):
    """One call and its answer: a grid, or an error's code and a part of its sentence."""

    function: str
    says: str
    args: list[Any]
    value: list[list[Any]] | None
    error: str | None
    message: str
    tolerance: float

    def __str__(self) -> str:
        return f"{self.function}: {self.says}"

    def agrees(self, grid: Any) -> bool:
        """Tell whether a grid of cells is the expected one, within the case's tolerance."""
        return self.value is not None and _alike(self.value, grid, self.tolerance)


def _alike(expected: Any, got: Any, tolerance: float) -> bool:
    if isinstance(expected, list):
        return (
            isinstance(got, (list, tuple))
            and len(expected) == len(got)
            and all(_alike(e, g, tolerance) for e, g in zip(expected, got, strict=True))
        )
    if isinstance(expected, str) or isinstance(got, str):
        return bool(expected == got)
    return math.isclose(expected, got, rel_tol=tolerance, abs_tol=tolerance)


def load(function: str | None = None) -> list[Case]:
    """Load the cases of one function, or of all."""
    cases = []
    for path in sorted(FOLDER.glob("*.json")):
        if function in (None, path.stem):
            for case in json.loads(path.read_text(encoding="utf-8")):
                cases.append(
                    Case(
                        path.stem,
                        case["says"],
                        case["args"],
                        case.get("value"),
                        case.get("error"),
                        case.get("message", ""),
                        case.get("tolerance", 0.0),
                    )
                )
    return cases
