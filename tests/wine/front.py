"""The workbook in front when a button is pressed: what a test says of it, on both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Front"]


@dataclass(frozen=True)
class Front:
    """A workbook of one sheet, "Goal": its cells from A1 on, and what its names refer to."""

    rows: Sequence[Sequence[Any]]
    names: Mapping[str, str] = field(default_factory=dict)
