"""Hold what a workbook shows against what the oracles say."""

from __future__ import annotations

import importlib
import math
from functools import cache
from typing import Any

from templates.builder.placing import Spot
from tests.templates.described import layout
from tests.templates.engines import Shown, Value
from tests.templates.oracles.reading import AtLeast, Near, Oracle
from tests.templates.workbooks import Cell, address, cells_of, entry

TEXTS = ("text", "note")
TOLERANCE = 1e-9


def oracle_of(name: str) -> type[Oracle]:
    """Give the oracle of a workbook."""
    module = importlib.import_module(f"tests.templates.oracles.{name}")
    title = "".join(word.capitalize() for word in name.split("_"))
    found: type[Oracle] = getattr(module, f"{title}Oracle")
    return found


@cache
def answered(name: str) -> dict[str, Spot]:
    """Give the worked fields that the oracle of a workbook has an answer for."""
    known = oracle_of(name)
    return {spot.field.key: spot for spot in layout(name).worked if hasattr(known, spot.field.key)}


def expected(name: str, contents: dict[str, Any]) -> dict[Cell, Any]:
    """Give what the oracle says that each cell shows."""
    oracle = oracle_of(name)(layout(name), contents)
    found: dict[Cell, Any] = {}
    for key, spot in answered(name).items():
        answer = getattr(oracle, key)
        for number, cell in enumerate(cells_of(spot)):
            found[cell] = entry(spot, answer, number)
    return found


def disagreements(shown: Shown, wanted: dict[Cell, Any]) -> list[str]:
    """List the cells that show something else."""
    return [
        f"{address(cell)} shows {shown.values.get(cell)!r}, the core says {answer!r}"
        for cell, answer in wanted.items()
        if not agrees(shown.values.get(cell), answer)
    ]


def agrees(value: Value, answer: Any) -> bool:
    """Tell whether a cell shows an answer: whole numbers exactly, others to 1e-9 of themselves."""
    if isinstance(answer, str) or answer is None:
        return value == (answer or None)
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return False
    if isinstance(answer, Near):
        return abs(value - answer.number) <= answer.within
    if isinstance(answer, AtLeast):
        return value >= answer.number
    if isinstance(answer, int):
        return value == answer
    return math.isclose(value, answer, rel_tol=TOLERANCE, abs_tol=1e-12)
