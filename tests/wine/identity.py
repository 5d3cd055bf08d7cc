"""The least that xlwings can be asked: a function that hands back what it was handed."""

from __future__ import annotations

from typing import Any

import xlwings as xw


@xw.func
def identity(*arguments: Any) -> Any:
    """Give back the largest argument."""
    return max(arguments, key=lambda each: len(each) if isinstance(each, (list, tuple)) else 0)
